"""The suggestions of one tender: worked out beside the window once, kept until something changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from dossier_app.service import answering
from dossier_app.service.answerplans import Offered, RowSuggestions
from dossier_app.service.workspace import Changed
from dossier_app.ui.desk import Desk

_APART = frozenset({"comment", "link", "confirmation", "gate"})
"""Kinds that no suggestion is made from."""


class Suggestions(QObject):
    """Asks `answering.match` for a whole tender; `arrived` tells that the rows of a tender are known."""

    arrived = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tender = ""
        self._kept: Mapping[str, tuple[Offered, ...]] | None = None
        self._asked = False
        self.times = 0
        desk.changed.connect(self._changed)

    def of(self, tender: str, requirement: str) -> tuple[Offered, ...] | None:
        """Return what is suggested for a row; None where that is being worked out and `arrived` will tell."""
        if tender != self._tender:
            self._tender, self._kept, self._asked = tender, None, False
        if self._kept is None:
            self._ask()
            return None
        return self._kept.get(requirement, ())

    def _ask(self) -> None:
        if self._asked or not self._desk.dossier_id:
            return
        self._asked = True
        self.times += 1
        desk, tender = self._desk, self._tender
        work = partial(answering.match, desk.ws, desk.dossier_id, tender)
        desk.jobs.latest("suggestions", work, self._taker(tender), self)

    def _taker(self, tender: str) -> Callable[[tuple[RowSuggestions, ...]], None]:
        def take(rows: tuple[RowSuggestions, ...]) -> None:
            if tender == self._tender and self._asked:
                self._kept = {each.requirement.id: each.offered for each in rows}
                self.arrived.emit(tender)

        return take

    def _changed(self, changed: Changed) -> None:
        if not changed.kinds or changed.kinds - _APART:
            self._kept, self._asked = None, False
