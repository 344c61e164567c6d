"""One section of a step as a card: its fields, what is folded away and why, and its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.cases import KIND as CASES
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Field, Section, Value, is_shown, to_json
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import Spot
from dossier_app.ui.theme import Tone
from dossier_app.ui.widgets.basics import button, label
from dossier_app.ui.widgets.card import Card

if TYPE_CHECKING:
    from dossier_app.ui.data.panel import CasePanel
    from dossier_app.ui.records import RecordList


class SectionCard(Card):
    """Shows a section; `looked_at(kind, id, field)` follows the focus."""

    looked_at = Signal(str, str, str)

    def __init__(
        self, section: Section, desk: Desk, save: Save, *, tables_later: bool = False
    ) -> None:
        super().__init__(desk.say(section.label))
        self._desk, self._section = desk, section
        self._show_hidden = False
        self._seen: Snapshot | None = None
        self.rows: dict[str, FieldRow] = {}
        for field in section.fields:
            self.rows[field.key] = self._row(field, save)
        self._folded = label("", "muted", wrap=True)
        self._open = button(desk.say(_SHOW), self._show_folded, "link")
        self.add(self._folded)
        self.add(self._open)
        self.lists: dict[str, RecordList | CasePanel] = {}
        self.make_foldable(desk.role, desk.say)
        if not tables_later:
            self.add_tables()

    def add_tables(self) -> None:
        """Put the section's tables below its fields; they cost more than all fields together."""
        for kind in self._section.records:
            made = _list_of(kind, self._desk)
            made.looked_at.connect(self.looked_at)
            made.show_records(self._desk.dossier)
            self.lists[kind] = made
            self.add(made)

    def is_whole(self) -> bool:
        """Return whether the tables are there."""
        return len(self.lists) == len(self._section.records)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show stored values, counts and what is folded."""
        if snapshot is self._seen and self.is_whole():
            return
        self._seen = snapshot
        dossier = snapshot.dossier
        for key, each in self.rows.items():
            value = dossier.answers.get(key)
            each.lock(self._desk.locked)
            each.put(None if value is None else to_json(value), dossier.not_applicable.get(key))
        for made in self.lists.values():
            made.show_records(dossier)
        self._fold_away(dossier.answers)
        self._count(snapshot)

    def holds(self, spot: Spot) -> bool:
        """Return whether a place stands on this card."""
        return spot.kind in self._section.records if spot.kind else spot.field in self.rows

    def reveal(self, spot: Spot) -> QWidget:
        """Open the card, put the focus on a place, and return the part to scroll to."""
        self.fold(False)
        if spot.kind:
            if not self.is_whole():
                self.add_tables()
            self.lists[spot.kind].reveal(spot.id)
            return self.lists[spot.kind]
        each = self.rows[spot.field]
        each.setVisible(True)
        each.show_gap()
        each.focus()
        return each

    def commit(self) -> bool:
        """Save what is being typed."""
        return commit_all(list(self.rows.values()))

    def show_gaps(self) -> None:
        """Mark every field that is required and empty."""
        for each in self.rows.values():
            each.show_gap()

    def _row(self, field: Field, save: Save) -> FieldRow:
        editor = editor_for(field, self._desk, self._desk.dossier)
        made = FieldRow(field, self._desk, editor, save)
        made.known_as(lambda: f"answer:{self._desk.dossier_id}:{field.key}")
        made.entered.connect(lambda f: self.looked_at.emit("", "", f.key))
        self.add(made)
        return made

    def _fold_away(self, answers: dict[str, Value] | object) -> None:
        values = answers if isinstance(answers, dict) else dict(answers)  # type: ignore[call-overload]  # a Mapping
        hidden = [f for f in self._section.fields if not is_shown(f, values)]
        for field in self._section.fields:
            self.rows[field.key].setVisible(field not in hidden or self._show_hidden)
        self._folded.setVisible(bool(hidden) and not self._show_hidden)
        self._open.setVisible(bool(hidden) and not self._show_hidden)
        if hidden:
            self._folded.setText(self._why(hidden, values))

    def _why(self, hidden: list[Field], values: dict[str, Value]) -> str:
        say = self._desk.say
        when = hidden[0].when
        if when is None:
            return ""
        asked = FIELDS[when.key]
        value = values.get(when.key)
        answer = say(asked.option(value)) if isinstance(value, str) else say(_EMPTY)
        names = say.listing([say(field.label) for field in hidden])
        return say(_FOLDED.format(n=len(hidden), asked=asked.label, answer=answer, names=names))

    def _show_folded(self) -> None:
        self._show_hidden = True
        if self._desk.current:
            self._fold_away(dict(self._desk.dossier.answers))

    def _count(self, snapshot: Snapshot) -> None:
        if not snapshot.judged:
            return
        missing = sum(1 for gap in snapshot.gaps if gap.section == self._section.key)
        words = _MISSING.format(n=missing) if missing else _COMPLETE
        self.put_state(self._desk.say(words), Tone.WARNING if missing else Tone.OK)


def _list_of(kind: str, desk: Desk) -> RecordList | CasePanel:
    """Return the table of a kind; case lists are not typed in and have a panel of their own."""
    from dossier_app.ui.data.panel import CasePanel
    from dossier_app.ui.records import RecordList

    return CasePanel(desk) if kind == CASES else RecordList(RECORD_KINDS[kind], desk)


_SHOW = Text("仍然显示", "Show anyway")
_FOLDED = Text(
    "因“{asked}”为“{answer}”，已折叠 {n} 项：{names}。",
    "{n} folded because “{asked}” is “{answer}”: {names}.",
)
_EMPTY = Text("未填写", "not answered")
_MISSING, _COMPLETE = Text("缺 {n}", "{n} missing"), Text("齐", "complete")
