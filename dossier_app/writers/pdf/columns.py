"""Column widths: shared by weight, but never so narrow that a word of head or cells would be broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dossier_app.model.document import Cell, Table, Tone
from dossier_app.writers.pdf.breaking import longest_word
from dossier_app.writers.pdf.style import Style

_MOST = 0.22
"""The share of a table's width that one word may claim; a longer one (a full check sum) is broken."""


def column_widths(
    table: Table, cells: Mapping[Tone, Style], head: Style, total: float, *, pad: float
) -> tuple[float, ...]:
    """Return the widths of the columns, `total` together; `pad` is the blank at both sides of a cell."""
    weights = [column.weight for column in table.columns]
    most = total * _MOST
    needs = [
        min(most, _need(table, index, cells, head) + pad) for index in range(len(table.columns))
    ]
    if sum(needs) >= total:
        return tuple(need * total / sum(needs) for need in needs)
    return _shared(weights, needs, total)


def _need(table: Table, index: int, cells: Mapping[Tone, Style], head: Style) -> float:
    """Return the width of the longest word of a column; a cell that spans to the right asks for nothing."""
    need = longest_word(table.columns[index].title, head)
    for row in table.rows:
        if index < len(row.cells) - 1 or len(row.cells) == len(table.columns):
            need = max(need, _cell_need(row.cells[index], cells))
    return need


def _cell_need(cell: Cell, cells: Mapping[Tone, Style]) -> float:
    style = cells[cell.tone]
    return max(
        (longest_word(part, style) for part in cell.content if isinstance(part, str)), default=0.0
    )


def _shared(weights: Sequence[float], needs: Sequence[float], total: float) -> tuple[float, ...]:
    """Give each column its share of the width; those whose need is more get it from the others."""
    wides = dict.fromkeys(range(len(weights)), 0.0)
    free = set(wides)
    while free:
        room = total - sum(wides[index] for index in wides if index not in free)
        weight = sum(weights[index] for index in sorted(free)) or 1.0
        for index in free:
            wides[index] = room * weights[index] / weight
        short = {index for index in free if wides[index] < needs[index] - 0.001}
        if not short:
            break
        for index in short:
            wides[index] = needs[index]
        free -= short
    return tuple(wides[index] for index in range(len(weights)))
