"""Tables laid out on pages: repeated heads, rows that split between lines, fills and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier_app.base.text import Lang
from dossier_app.model.document import Align, BarCell, Cell, Column, Row, Table, Tone
from dossier_app.writers.pdf.breaking import Line, break_content, break_text, line_width
from dossier_app.writers.pdf.columns import column_widths
from dossier_app.writers.pdf.page import Box, Pages, Rule, Words
from dossier_app.writers.pdf.style import BAR, HAIR, RULE, Sheet, Style

_PAD_X = 4.0
_PAD_Y = 3.2
_KEEP_LINES = 9
"""Rows up to this many lines are kept whole; longer ones may split, two lines at least on each side."""

_KEEP_ROWS, _KEEP_SHARE = 8, 0.45
"""A table of so few rows stands on one page, unless it would fill more than this share of it."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell set for its column: its lines, style, side and fill."""

    lines: tuple[Line, ...]
    style: Style
    align: Align
    tone: Tone
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """A table's measures: column widths, styles."""

    columns: tuple[Column, ...]
    wides: tuple[float, ...]
    cells: dict[Tone, Style]
    head: Style
    sheet: Sheet
    digits: int


def put_table(pages: Pages, table: Table, sheet: Sheet, lang: Lang) -> None:
    """Lay `table` out from where the pages stand; an empty table says so in its one row."""
    frame = _frame(table, sheet, pages)
    head = _head(frame)
    rows = table.rows or (Row((Cell(("（无）" if lang is Lang.ZH else "(none)",)),)),)
    first = _set_row(rows[0], frame)
    pages.need(_opening(table, frame, pages))
    pages.anchor(table.anchor)
    _put_caption(pages, table, frame)
    _put_head(pages, head, frame)
    _put_row(pages, rows[0], first, frame)
    for index, row in enumerate(rows[1:], 1):
        cells = _set_row(row, frame)
        if index == len(rows) - 2 and _would_part(cells, _set_row(rows[-1], frame), pages):
            pages.new_page()
            _put_head(pages, head, frame)
        _put_row(pages, row, cells, frame)
    pages.down(sheet.gap + 3)


def _would_part(cells: Sequence[_Set], last: Sequence[_Set], pages: Pages) -> bool:
    """Tell whether a table's last row would stand alone on the next page though the two are short."""
    both = _height(cells) + _height(last)
    return _height(cells) <= pages.room < both <= pages.height * _KEEP_SHARE


def start_height(table: Table, sheet: Sheet, pages: Pages) -> float:
    """Return the height that a table needs at least on the page where it begins."""
    frame = _frame(table, sheet, pages)
    return _opening(table, frame, pages)


def _opening(table: Table, frame: _Frame, pages: Pages) -> float:
    """Return what must stand on the first page: a small table whole, else caption, head and first row."""
    head = _head(frame)
    above = _caption_height(table, frame) + _height(head)
    if not table.rows:
        return above + frame.cells[Tone.NORMAL].leading + 2 * _PAD_Y
    if len(table.rows) <= _KEEP_ROWS:
        whole = above + sum(_height(_set_row(row, frame)) for row in table.rows)
        if whole <= pages.height * _KEEP_SHARE:
            return whole
    return above + _start(_set_row(table.rows[0], frame), pages, head)


def _frame(table: Table, sheet: Sheet, pages: Pages) -> _Frame:
    small = len(table.columns) >= 7
    cells = sheet.small_cell if small else sheet.cell
    head = sheet.small_head if small else sheet.head
    wides = column_widths(table, cells, head, pages.width, pad=2 * _PAD_X + 0.01)
    return _Frame(table.columns, wides, cells, head, sheet, pages.digits)


def _head(frame: _Frame) -> tuple[_Set, ...]:
    return tuple(
        _Set(
            tuple((line,) for line in break_text(column.title, frame.head, wide - 2 * _PAD_X)),
            frame.head,
            Align.CENTRE,
            Tone.NORMAL,
        )
        for column, wide in zip(frame.columns, frame.wides, strict=True)
    )


def _set_row(row: Row, frame: _Frame) -> tuple[_Set, ...]:
    wides = _spans(row, frame)
    cells = []
    for index, (cell, wide) in enumerate(zip(row.cells, wides, strict=True)):
        style = frame.cells[cell.tone]
        lines = break_content(cell.content, style, wide - 2 * _PAD_X, frame.digits)
        share = cell.share if isinstance(cell, BarCell) else 0.0
        cells.append(_Set(lines, style, frame.columns[index].align, cell.tone, share))
    return tuple(cells)


def _spans(row: Row, frame: _Frame) -> Sequence[float]:
    """Return the cell widths; a row with fewer cells than columns gives its last cell the rest."""
    count = len(row.cells)
    if count >= len(frame.wides):
        return frame.wides[:count]
    return (*frame.wides[: count - 1], sum(frame.wides[count - 1 :]))


def _height(cells: Sequence[_Set]) -> float:
    return max(len(cell.lines) * cell.style.leading for cell in cells) + 2 * _PAD_Y


def _start(first: Sequence[_Set], pages: Pages, head: Sequence[_Set]) -> float:
    """Return how much of the first row must stand below the head: all of it unless it may split."""
    total = max(len(cell.lines) for cell in first)
    whole = pages.height - _height(head) >= _height(first)
    return _height(first) if whole and total <= _KEEP_LINES else _line_room(first, 3)


def _line_room(cells: Sequence[_Set], count: int) -> float:
    return max(cell.style.leading for cell in cells) * count + 2 * _PAD_Y


def _caption_height(table: Table, frame: _Frame) -> float:
    return frame.sheet.caption.leading + 3 if table.caption else 0.0


def _put_caption(pages: Pages, table: Table, frame: _Frame) -> None:
    style = frame.sheet.caption
    if not table.caption:
        return
    for line in break_text(table.caption, style, pages.width):
        x = pages.left + max(0.0, (pages.width - style.width(line)) / 2)
        pages.put(Words(x, pages.y + style.leading * 0.72, style, (line,)))
        pages.down(style.leading)
    pages.down(3)


def _put_head(pages: Pages, head: Sequence[_Set], frame: _Frame) -> None:
    height = _height(head)
    fill = frame.sheet.head_fill
    pages.put(Box(pages.left, pages.y, pages.width, height, fill))
    pages.put(_across(pages, pages.y, 0.9))
    _put_cells(pages, head, frame.wides, height, frame)
    pages.put(_across(pages, pages.y + height, 0.7))
    pages.down(height)


def _put_row(pages: Pages, row: Row, cells: tuple[_Set, ...], frame: _Frame) -> None:
    wides = _spans(row, frame)
    anchored = row.anchor
    while True:
        height = _height(cells)
        if height <= pages.room:
            _put_part(pages, cells, wides, frame, anchored)
            return
        fitting = _lines_that_fit(cells, pages, frame)
        if fitting:
            _put_part(pages, _lines(cells, 0, fitting), wides, frame, anchored)
            cells = _lines(cells, fitting, None)
            anchored = ""
        pages.new_page()
        _put_head(pages, _head(frame), frame)


def _lines_that_fit(cells: Sequence[_Set], pages: Pages, frame: _Frame) -> int:
    """Return after how many lines the row is split here; 0 moves it whole to the next page."""
    leading = max(cell.style.leading for cell in cells)
    total = max(len(cell.lines) for cell in cells)
    fitting = int((pages.room - 2 * _PAD_Y + 0.01) // leading)
    head = _height(_head(frame))
    if pages.y <= pages.top + head + 1:
        return max(1, min(fitting, total - 1))
    whole = pages.height - head >= _height(cells)
    if (whole and total <= _KEEP_LINES) or (whole and fitting < 3):
        return 0
    return max(0, min(fitting, total - 2)) if fitting >= 2 else 0


def _lines(cells: Sequence[_Set], start: int, end: int | None) -> tuple[_Set, ...]:
    return tuple(
        _Set(cell.lines[start:end] or (("",),), cell.style, cell.align, cell.tone) for cell in cells
    )


def _put_part(
    pages: Pages, cells: Sequence[_Set], wides: Sequence[float], frame: _Frame, anchor: str
) -> None:
    height = _height(cells)
    pages.anchor(anchor)
    _put_cells(pages, cells, wides, height, frame)
    pages.put(_across(pages, pages.y + height, 0.5))
    pages.down(height)


def _put_cells(
    pages: Pages, cells: Sequence[_Set], wides: Sequence[float], height: float, frame: _Frame
) -> None:
    x, y = pages.left, pages.y
    edges = [x]
    for cell, wide in zip(cells, wides, strict=True):
        fill = frame.sheet.fills.get(cell.tone)
        if fill:
            pages.put(Box(x, y, wide, height, fill))
        if cell.share:
            pages.put(Box(x, y + 1, wide * min(cell.share, 1.0), height - 2, BAR))
        _put_lines(pages, cell, x + _PAD_X, wide - 2 * _PAD_X, height)
        x += wide
        edges.append(x)
    colour = HAIR if frame.sheet.head_fill else RULE
    for edge in edges:
        pages.put(Rule(edge, y, edge, y + height, colour, 0.5))


def _put_lines(pages: Pages, cell: _Set, x: float, wide: float, height: float) -> None:
    style, leading = cell.style, cell.style.leading
    y = pages.y + _PAD_Y
    if cell.align is Align.CENTRE:
        y = pages.y + (height - leading * len(cell.lines)) / 2
    baseline = y + leading / 2 + style.size * 0.36
    for line in cell.lines:
        if line != ("",):
            pages.put(Words(x + _shift(cell, line, wide), baseline, style, line))
        baseline += leading


def _shift(cell: _Set, line: Line, wide: float) -> float:
    if cell.align is Align.LEFT:
        return 0.0
    slack = max(0.0, wide - line_width(line, cell.style, 1))
    return slack / 2 if cell.align is Align.CENTRE else slack


def _across(pages: Pages, y: float, thickness: float) -> Rule:
    return Rule(pages.left, y, pages.left + pages.width, y, RULE, thickness)
