"""What a carried-out command leaves behind: its inverse, the places it touched, and what must be checked at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier_app.model.fields import CHINA
from dossier_app.service.commands import Command

if TYPE_CHECKING:
    from dossier_app.store.work import Work

HEADING = "heading"


@dataclass(slots=True)
class Effects:
    """Gathered while one command, single or batch, is carried out."""

    keys: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    dossiers: dict[str, None] = field(default_factory=dict)
    written: set[tuple[str, str]] = field(default_factory=set)
    removed: set[tuple[str, str]] = field(default_factory=set)
    answered: set[tuple[str, str]] = field(default_factory=set)
    worded: set[tuple[str, str]] = field(default_factory=set)
    erased: list[str] = field(default_factory=list)

    @property
    def dossier(self) -> str:
        """Return the dossier that was touched first, empty when only the firm's records were."""
        return next(iter(self.dossiers), "")

    def touch_dossier(self, dossier: str, key: str) -> None:
        """Note a place in a dossier."""
        if dossier:
            self.dossiers[dossier] = None
        self.keys.add(key)

    def touch_record(self, kind: str, record_id: str, dossier: str) -> None:
        """Note a record that was added or changed."""
        self.touch_dossier(dossier, record_key(kind, record_id))
        self.kinds.add(kind)
        self.written.add((kind, record_id))
        self.removed.discard((kind, record_id))

    def drop_record(self, kind: str, record_id: str, dossier: str) -> None:
        """Note a record that was taken out."""
        self.touch_record(kind, record_id, dossier)
        self.written.discard((kind, record_id))
        self.removed.add((kind, record_id))


@dataclass(frozen=True, slots=True)
class Context:
    """In what a command is carried out: the transaction, who, when, what it leaves, if it takes one back, and where."""

    work: Work
    person: str
    now: datetime
    effects: Effects
    takes_back: bool = False
    folder: Path | None = None

    @property
    def today(self) -> date:
        """Return the day in China."""
        return self.now.astimezone(CHINA).date()


Inverse = Command | None
"""What takes a command back; None when it changed nothing or cannot be taken back."""


def answer_key(field_key: str) -> str:
    """Return the place key of an answer."""
    return f"answer:{field_key}"


def record_key(kind: str, record_id: str) -> str:
    """Return the place key of a record."""
    return f"record:{kind}:{record_id}"
