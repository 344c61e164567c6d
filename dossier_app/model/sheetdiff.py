"""Our own tables, edited elsewhere and read back, against what they hold now: cell by cell, rows by their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum

KEY_TITLE = "_key"
_HEAD_ROWS = 20
"""A head row is looked for this far down: people put titles above tables."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as read: its number in the sheet, its texts."""

    number: int
    cells: tuple[str, ...]

    def at(self, column: int) -> str:
        """Return a cell's text, empty beyond the last one."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet as read."""

    title: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row as it would be written now; it answers to any of its keys, none for a sum."""

    keys: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One table as it would be written now; columns in `passive` hold what is looked up and are not compared."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[OwnRow, ...]
    passive: frozenset[int] = frozenset()


class NoteKind(Enum):
    """What is odd about a sheet, a column or a row."""

    SHEET_GONE = "sheet_gone"
    COLUMN_GONE = "column_gone"
    ROW_GONE = "row_gone"
    ROW_ADDED = "row_added"
    ROW_COPIED = "row_copied"
    ROW_UNKNOWN = "row_unknown"


@dataclass(frozen=True, slots=True)
class Note:
    """A sheet, column or row that was taken out, added or is not known; `words` shows what it held."""

    kind: NoteKind
    sheet: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell that differs: `place` as `sheet!D5`, own row's key, own column, text before and after."""

    sheet: OwnSheet
    row: OwnRow
    column: int
    place: str
    new: str

    @property
    def old(self) -> str:
        """Return the text as it stands now."""
        return self.row.cells[self.column]


@dataclass(frozen=True, slots=True)
class Compared:
    """All that differs, and how many of our keys were met."""

    edits: tuple[CellEdit, ...]
    notes: tuple[Note, ...]
    met: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet with its head: which column is which, where the keys stand."""

    sheet: SheetCells
    head: int
    titles: Mapping[str, int]
    key: int

    def body(self) -> tuple[SheetRow, ...]:
        return self.sheet.rows[self.head + 1 :]

    def keys(self) -> set[str]:
        return {row.at(self.key) for row in self.body()} - {""}


def keyed(sheets: Sequence[SheetCells]) -> int:
    """Return how many sheets have a key column of ours."""
    return sum(_found(sheet) is not None for sheet in sheets)


def known_titles(own: Sequence[OwnSheet], sheets: Sequence[SheetCells]) -> int:
    """Return how many column titles of ours stand in the sheets: tells the language of an export."""
    titles = {title for sheet in own for title in sheet.columns}
    heads = [found for sheet in sheets if (found := _found(sheet))]
    return sum(title in titles for found in heads for title in found.titles)


def compare_sheets(own: Sequence[OwnSheet], sheets: Sequence[SheetCells]) -> Compared:
    """Compare each own sheet with the one that carries its keys; order, filters, names of sheets do not matter."""
    heads = [found for sheet in sheets if (found := _found(sheet))]
    edits: list[CellEdit] = []
    notes: list[Note] = []
    met = 0
    for mine in own:
        found = _partner(mine, heads)
        if found is None:
            if mine.rows:
                notes.append(Note(NoteKind.SHEET_GONE, mine.title, mine.title, ""))
            continue
        heads.remove(found)
        for part in _rows(mine, found):
            if isinstance(part, Note):
                notes.append(part)
            else:
                edits.append(part)
        met += len(found.keys() & {key for row in mine.rows for key in row.keys})
    return Compared(tuple(edits), tuple(notes), met)


def same_text(one: str, other: str) -> bool:
    """Tell whether two cells read the same: line ends and blanks at the ends aside, 1,200.50 as 1200.5."""
    if _plain(one) == _plain(other):
        return True
    first, second = number_in(one), number_in(other)
    return first is not None and first == second


def number_in(text: str) -> Decimal | None:
    """Return the number a cell shows, None when it is not one."""
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _found(sheet: SheetCells) -> _Found | None:
    for at, row in enumerate(sheet.rows[:_HEAD_ROWS]):
        if KEY_TITLE in row.cells:
            titles = {title: n for n, title in reversed([*enumerate(row.cells)]) if title}
            return _Found(sheet, at, titles, row.cells.index(KEY_TITLE))
    return None


def _partner(mine: OwnSheet, heads: Sequence[_Found]) -> _Found | None:
    """Return the sheet that shares most keys, of equals the one of the same name."""
    keys = {key for row in mine.rows for key in row.keys}

    def fit(found: _Found) -> tuple[int, bool]:
        return len(keys & found.keys()), found.sheet.title == mine.title

    best = max(heads, key=fit, default=None)
    return best if best is not None and fit(best) > (0, False) else None


def _rows(mine: OwnSheet, found: _Found) -> Iterator[CellEdit | Note]:
    columns = {
        n: found.titles[title]
        for n, title in enumerate(mine.columns)
        if n not in mine.passive and title in found.titles
    }
    for n, title in enumerate(mine.columns):
        if n not in mine.passive and n not in columns:
            yield Note(NoteKind.COLUMN_GONE, mine.title, title, "")
    by_key = {key: row for row in mine.rows for key in row.keys}
    sums = {row.cells for row in mine.rows if not row.keys}
    seen: set[tuple[str, ...]] = set()
    for row in found.body():
        own = by_key.get(row.at(found.key))
        if own is None or own.keys in seen:
            yield from _foreign(mine, found, row, sums, copied=own is not None)
            continue
        seen.add(own.keys)
        for n, there in columns.items():
            if not same_text(own.cells[n], row.at(there)):
                place = f"{found.sheet.title}!{column_letters(there)}{row.number}"
                yield CellEdit(mine, own, n, place, row.at(there))
    for own in mine.rows:
        if own.keys and own.keys not in seen:
            yield Note(NoteKind.ROW_GONE, mine.title, own.cells[0], _words(own.cells))


def _foreign(
    mine: OwnSheet, found: _Found, row: SheetRow, sums: set[tuple[str, ...]], *, copied: bool
) -> Iterator[Note]:
    """Name a row that is none of ours; a line of sums that we wrote is passed over."""
    texts = [text for n, text in enumerate(row.cells) if n != found.key and text]
    key = row.at(found.key)
    if not texts or (not key and any(texts[0] == _first(cells) for cells in sums)):
        return
    kind = NoteKind.ROW_UNKNOWN if key else NoteKind.ROW_ADDED
    place = f"{found.sheet.title}!{row.number}"
    yield Note(NoteKind.ROW_COPIED if copied else kind, mine.title, place, _words(texts))


def _first(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if cell), "")


def _words(cells: Sequence[str]) -> str:
    return " | ".join(cell for cell in cells if cell)[:120]


def column_letters(column: int) -> str:
    """Return the sheet letters of a 0-based column."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
