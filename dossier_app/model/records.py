"""How a repeating, linked thing (data set, evidence, requirement, ...) is declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Value


class Owner(Enum):
    """To whom records of a kind belong."""

    FIRM = "firm"
    """kept once in the workspace (parties, licences, references, past answers, service points)"""
    DOSSIER = "dossier"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One declared table. `parent` names the REFERENCE field that groups its rows (e.g. `tender`).

    `locked` records copy an official paper word for word: changing one needs a reason.
    """

    key: str
    label: Text
    owner: Owner
    fields: tuple[Field, ...]
    title: str
    parent: str = ""
    locked: bool = False

    def field(self, key: str) -> Field:
        """Return the field; raises KeyError."""
        return next(field for field in self.fields if field.key == key)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: values only for what is filled. `dossier` is empty for what belongs to the firm."""

    id: str
    kind: str
    dossier: str
    position: int
    values: Mapping[str, Value]

    def text(self, key: str) -> str:
        """Return a text value, empty when not filled."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else str(value)

    def day(self, key: str) -> date | None:
        """Return a date (of a moment: its day in China), None when not filled."""
        value = self.values.get(key)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def number(self, key: str) -> Decimal | None:
        """Return a number as Decimal, None when not filled."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return Decimal(value)

    def flag(self, key: str) -> bool:
        """Return a yes-no value, no when not filled."""
        return self.values.get(key) is True
