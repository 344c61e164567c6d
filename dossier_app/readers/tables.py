"""Sheets and tables turned into rows: header found anywhere, group rows, marks in any column."""

from __future__ import annotations

from dossier_app.readers.clauses import squeezed
from dossier_app.readers.columns import (
    ColumnMap,
    Layout,
    Role,
    guessed,
    header,
    looks_like_clause,
    with_second_row,
)
from dossier_app.readers.parts import PROJECT, SKIP, fact_in, is_label
from dossier_app.readers.raw import Grid
from dossier_app.readers.rows import Rows
from dossier_app.readers.tablerows import TableRun


class TableReader:
    """Reads one grid after another into `rows`; remembers the last layout for a table that goes on."""

    def __init__(self, rows: Rows, columns: ColumnMap) -> None:
        self._rows, self._columns = rows, columns
        self._last: tuple[Layout, int] | None = None

    def read(self, grid: Grid, key: str) -> None:
        """Add what the grid says to the rows."""
        kind = self._columns.kinds.get(key, self._columns.kinds.get("*", ""))
        if kind == SKIP or not grid.rows:
            return
        if kind == PROJECT or (not kind and _is_fact_table(grid)):
            self._facts(grid)
            return
        plan = self._plan(grid, key)
        if plan is None:
            self._rows.unread.append(_where(grid))
            return
        layout, start = plan
        self._last = (layout, grid.width())
        TableRun(self._rows, grid, layout, kind).read(start)

    def _plan(self, grid: Grid, key: str) -> tuple[Layout, int] | None:
        """Return the layout and the position of the first row of content."""
        roles = self._columns.roles.get(key, self._columns.roles.get("*"))
        found = find_header(grid)
        if key in self._columns.header_rows:
            count = self._columns.header_rows[key]
            found = (found[0] if found else _untitled(grid), count)
        if roles is not None:
            layout, start = found or (_untitled(grid), 0)
            return Layout(
                layout.titles,
                tuple(
                    roles.get(at, Role.IGNORED)
                    for at in range(max(grid.width(), len(layout.roles)))
                ),
            ), start
        if found is not None:
            self._preamble(grid, found[1])
            return found
        if self._last and self._last[1] == grid.width():
            return self._last[0], 0
        layout_guess = guessed(grid.rows)
        return (layout_guess, 0) if layout_guess and _reads_as_clauses(grid, layout_guess) else None

    def _preamble(self, grid: Grid, start: int) -> None:
        """Read what stands above a header: facts of the project in pairs of cells or in one, and prose."""
        for row in grid.rows[:start]:
            if not row.used() or header(row) is not None:
                continue
            used = row.used()
            said = fact_in(row.cells[used[0]]) if len(used) == 1 else None
            if said is not None:
                self._rows.facts.setdefault(*said)
            elif len(used) == 1:
                self._rows.prose.append(row.cells[used[0]])
            for label, value in zip(used[::2], used[1::2], strict=False):
                if is_label(row.cells[label]) and not is_label(row.cells[value]):
                    words = squeezed(row.cells[label]).rstrip("：:")
                    self._rows.facts.setdefault(words, squeezed(row.cells[value]))

    def _facts(self, grid: Grid) -> None:
        for row in grid.rows:
            used = row.used()
            for label, value in zip(used[::2], used[1::2], strict=False):
                self._rows.facts.setdefault(
                    squeezed(row.cells[label]).rstrip("：:"), squeezed(row.cells[value])
                )


def find_header(grid: Grid) -> tuple[Layout, int] | None:
    """Return the layout of the first header row and the position of the row after it."""
    for position, row in enumerate(grid.rows[:60]):
        layout = header(row)
        if layout is None:
            continue
        following = grid.rows[position + 1] if position + 1 < len(grid.rows) else None
        deeper = with_second_row(layout, row, following) if following is not None else None
        return (deeper, position + 2) if deeper else (layout, position + 1)
    return None


def _untitled(grid: Grid) -> Layout:
    return Layout(("",) * grid.width(), (Role.IGNORED,) * grid.width())


def _where(grid: Grid) -> str:
    place = grid.place
    return grid.title or " ".join(
        filter(
            None,
            (
                place.page and f"p. {place.page}",
                place.paragraph and f"¶ {place.paragraph}",
                place.cell,
            ),
        )
    )


def _is_fact_table(grid: Grid) -> bool:
    """Tell whether a table is made of facts of the project: most of its first cells are labels, a short one's all."""
    labels = [row.cells[row.used()[0]] for row in grid.rows if 2 <= len(row.used()) <= 4]
    known = sum(map(is_label, labels))
    if not known or grid.width() > 6:
        return False
    filled = sum(bool(row.used()) for row in grid.rows)
    return known == filled or (known >= 2 and known >= len(labels) * 0.4)


def _reads_as_clauses(grid: Grid, layout: Layout) -> bool:
    if Role.NUMBER in layout.roles or Role.MARK in layout.roles:
        return True
    column = layout.first(Role.TEXT)
    texts = [
        row.cells[column]
        for row in grid.rows[:200]
        if column < len(row.cells) and row.cells[column]
    ]
    return sum(map(looks_like_clause, texts)) >= max(1, len(texts) * 0.5)
