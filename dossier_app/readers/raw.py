"""What every kind of file is first turned into: an ordered run of lines and grids, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dossier_app.base.text import Text
from dossier_app.model.tenderfile import SourcePlace


@dataclass(slots=True)
class GridRow:
    """One table row: cell texts by column; `spans` = columns a cell covers; `down` = text that a merge carries down."""

    index: int
    cells: list[str]
    spans: dict[int, int] = field(default_factory=dict)
    down: dict[int, str] = field(default_factory=dict)

    def filled(self, column: int) -> str:
        """Return the cell's text, or what a vertical merge carries into it."""
        if column >= len(self.cells):
            return self.down.get(column, "")
        return self.cells[column] or self.down.get(column, "")

    def used(self) -> list[int]:
        """Return the columns that hold text of their own."""
        return [column for column, text in enumerate(self.cells) if text]


@dataclass(slots=True)
class Grid:
    """A sheet or table. `title` is the sheet's name; `goes_on` says that it continues the grid before it."""

    place: SourcePlace
    rows: list[GridRow]
    title: str = ""
    letters: bool = False
    goes_on: bool = False

    def at(self, row: GridRow, column: int) -> SourcePlace:
        """Return where a cell stands: C11 in a sheet, R3C2 in a table."""
        cell = f"{letters(column)}{row.index}" if self.letters else f"R{row.index}C{column + 1}"
        if self.place.cell:
            cell = f"{self.place.cell}{cell}"
        return SourcePlace(self.place.sheet, self.place.page, self.place.paragraph, cell)

    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(slots=True)
class Line:
    """A paragraph outside tables; `level` is a heading's outline level, 0 for running text; `bullet` marks a list item."""

    text: str
    place: SourcePlace
    level: int = 0
    bullet: bool = False


@dataclass(slots=True)
class Notice:
    """Something the reader met and the user should know; becomes a finding."""

    code: str
    message: Text


@dataclass(slots=True)
class RawFile:
    """The parts in the file's order and what was noticed while reading."""

    blocks: list[Grid | Line]
    notices: list[Notice] = field(default_factory=list)

    def words(self) -> Iterator[str]:
        """Yield every text."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block.text
            else:
                for row in block.rows:
                    yield from filter(None, row.cells)


def letters(column: int) -> str:
    """Return the sheet letters of a 0-based column."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
