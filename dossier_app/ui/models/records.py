"""The rows of one record kind as table lines; references show the title of what they point at."""

from __future__ import annotations

from typing import assert_never

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Field, Kind, Value
from dossier_app.model.records import Record, RecordKind
from dossier_app.ui.i18n import Speech, moment
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.theme import Tone

MOST = 6
"""Columns of a table; the editor shows every field."""
_WIDE = {Kind.LONG_TEXT: 0, Kind.TEXT: 150, Kind.REFERENCE: 150}


class RecordsModel(RowsModel[Record]):
    """Shows the first declared fields of a kind that tell its rows apart."""

    def __init__(self, kind: RecordKind, say: Speech) -> None:
        self.kind, self.fields = kind.key, columns_of(kind)
        self._say = say
        self._titles: dict[str, dict[str, str]] = {}
        super().__init__([say(field.label) for field in self.fields], self._cell_of)

    def show_records(self, records: tuple[Record, ...], dossier: Dossier) -> None:
        """Show these rows; references are looked up in the dossier."""
        wanted = {field.target for field in self.fields if field.kind is Kind.REFERENCE}
        self._titles = {
            kind: {r.id: r.text(RECORD_KINDS[kind].title) for r in dossier.all(kind)}
            for kind in wanted
        }
        self.show(records)

    def sources(self, dossier: Dossier) -> tuple[object, ...]:
        """Return all that the table shows: its rows and those that they refer to."""
        wanted = (f.target for f in self.fields if f.kind is Kind.REFERENCE)
        return tuple(dossier.all(kind) for kind in (self.kind, *wanted))

    def widths(self) -> tuple[int, ...]:
        """Return column widths; the title shares what is left."""
        found = [_WIDE.get(field.kind, 96) for field in self.fields]
        if 0 not in found:
            found[0] = 0
        return tuple(found)

    def _cell_of(self, record: Record, number: int) -> Shown:
        field = self.fields[number]
        value = record.values.get(field.key)
        if value is None:
            return Shown("—", Tone.WARNING) if field.required else NOTHING
        return Shown(self.words(field, value), strong=number == 0)

    def words(self, field: Field, value: Value) -> str:
        """Return how a value is shown."""
        match field.kind:
            case Kind.TEXT | Kind.LONG_TEXT:
                return str(value)
            case Kind.CHOICE:
                return self._say(field.option(str(value)))
            case Kind.CHOICES:
                parts = value if isinstance(value, tuple) else ()
                return self._say.listing([self._say(field.option(part)) for part in parts])
            case Kind.YES_NO:
                return self._say(_YES if value is True else _NO)
            case Kind.INTEGER | Kind.DECIMAL:
                return f"{value} {field.unit}".rstrip()
            case Kind.MONEY:
                return f"{value:,}"
            case Kind.DATE:
                return str(value)
            case Kind.MOMENT:
                return moment(value) if hasattr(value, "astimezone") else str(value)  # type: ignore[arg-type]  # a moment
            case Kind.REFERENCE:
                return self._titles.get(field.target, {}).get(str(value), "?")
            case _:
                assert_never(field.kind)


def columns_of(kind: RecordKind) -> tuple[Field, ...]:
    """Return the fields that become columns: title first, then required ones, then the rest."""
    shown = [f for f in kind.fields if not f.internal and f.key != kind.parent]
    first = [f for f in shown if f.key == kind.title]
    needed = [f for f in shown if f.required and f not in first]
    rest = [f for f in shown if f not in first and f not in needed]
    picked = (first + needed + rest)[:MOST]
    return tuple(
        sorted(picked, key=lambda f: (f.key != kind.title and f.key != "clause", shown.index(f)))
    )


_YES, _NO = Text("是", "yes"), Text("否", "no")
