"""The raw file put together as a TenderFile: rows, facts, mark meanings and findings."""

from __future__ import annotations

import re
from collections import Counter

from dossier_app.base.text import Text, same
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.model.tenderfile import TenderFile
from dossier_app.readers.columns import ColumnMap, key_of
from dossier_app.readers.flow import FlowReader
from dossier_app.readers.meanings import effects, meanings
from dossier_app.readers.parts import PROJECT, part_of, vocabulary
from dossier_app.readers.raw import Grid, GridRow, Line, RawFile
from dossier_app.readers.rows import Rows
from dossier_app.readers.tables import TableReader, find_header

_UNREAD = Text(
    "{where}的表格没有认出列的含义，未读取；请在预览中指定各列。",
    "The table at {where} was not understood and not read; name its columns on the preview.",
)
_HERE = Text("本文件", "the start of the file")
_SUMS = Text(
    "{where}的合计为 {stated}，各项相加为 {sum}；请核对采购文件。",
    "{where} states a total of {stated} but its items add up to {sum}; check the tender.",
)
_TWO_TOTALS = Text(
    "报价表有不同的合计（{said}），不知以哪个为准；请向采购人书面核实。",
    "The price tables state different totals ({said}); ask the purchaser in writing which one holds.",
)
_NOTHING = Text(
    "没有读到任何条款、评分项或报价行；请在预览中指定各列，或把条款粘贴进来。",
    "No clause, score item or price line was found; name the columns on the preview or paste the rows.",
)
_GENERIC = re.compile(r"(?:sheet|工作表|表格|表|table)\s*\d*$", re.IGNORECASE)


def assemble(raw: RawFile, columns: ColumnMap | None = None) -> TenderFile:
    """Return all that the raw file says, in its order."""
    rows = Rows()
    blocks = _flattened(raw.blocks)
    flow, tables = FlowReader(rows), TableReader(rows, columns or ColumnMap())
    for position, block in enumerate(blocks):
        if isinstance(block, Line):
            before = blocks[position - 1] if position else None
            flow.read(block, before, blocks[position + 1 : position + 9])
        else:
            if block.letters:
                rows.begin(*_sheet_part(block))
            tables.read(block, key_of(block, position + 1))
            rows.close()
    return _finished(rows, raw)


def _finished(rows: Rows, raw: RawFile) -> TenderFile:
    requirements = tuple(draft.row() for draft in rows.drafts)
    used = Counter(mark for row in requirements for mark in row.effective_marks)
    mark_effects, mark_findings = effects(meanings(rows.prose), used)
    findings = [*mark_findings, *(_finding(notice.code, notice.message) for notice in raw.notices)]
    findings += [
        _finding("READ-07", _UNREAD.format(where=same(where) if where else _HERE))
        for where in rows.unread
    ]
    findings += [
        _finding("READ-08", _SUMS.format(where=where, stated=stated, sum=added))
        for where, stated, added in rows.sums
    ]
    if len(rows.totals) > 1:
        said = "；".join(f"{where} {total}" for total, where in rows.totals.items())
        findings.append(_finding("READ-22", _TWO_TOTALS.format(said=same(said))))
    if not (requirements or rows.scoring or rows.prices or rows.facts):
        findings.append(_finding("READ-09", _NOTHING))
    return TenderFile(
        project=rows.facts,
        vocabulary=vocabulary(rows.facts, raw.words()),
        requirements=requirements,
        scoring=tuple(rows.scoring),
        price_lines=tuple(rows.prices),
        mark_effects=mark_effects,
        findings=tuple(findings),
    )


def _finding(code: str, message: Text) -> Finding:
    return Finding(code, Severity.WARNING, "tender", Place(), message)


def _sheet_part(grid: Grid) -> tuple[str, str]:
    """Return section and part that a sheet's name, or else its title rows and header, stand for."""
    found = find_header(grid)
    titles = [
        row.cells[row.used()[0]]
        for row in grid.rows[: (found[1] - 1 if found else 1)]
        if len(row.used()) == 1
    ]
    title = grid.title if grid.title and not _GENERIC.match(grid.title.strip()) else ""
    heads = " ".join(found[0].titles) if found else ""
    short = [each for each in titles if len(each) <= 40]
    part = next(filter(None, (part_of(each) for each in (title, *short, heads) if each)), "")
    section = title or (short[-1] if short else "")
    return section, "" if part == PROJECT else part


def _flattened(blocks: list[Grid | Line]) -> list[Grid | Line]:
    """Return the blocks with one-column grids as lines and a grid split by a page put together again."""
    result: list[Grid | Line] = []
    for block in blocks:
        if isinstance(block, Grid) and _is_column(block):
            if block.letters and block.title:
                result.append(Grid(block.place, [], block.title, letters=True))
            result.extend(_lines(block))
        elif (
            isinstance(block, Grid)
            and block.goes_on
            and result
            and isinstance(result[-1], Grid)
            and _same(result[-1], block)
        ):
            _rejoin(result[-1], block)
            result.append(block)
        else:
            result.append(block)
    return result


def _is_column(grid: Grid) -> bool:
    return len(grid.rows) > 1 and all(len(row.used()) <= 1 and not row.down for row in grid.rows)


def _lines(grid: Grid) -> list[Line]:
    return [
        Line(text, grid.at(row, row.used()[0]))
        for row in grid.rows
        if row.used()
        for text in row.cells[row.used()[0]].split("\n")
    ]


def _same(above: Grid, below: Grid) -> bool:
    return (
        bool(above.rows and below.rows)
        and above.width() >= below.width()
        and find_header(below) is None
    )


def _rejoin(above: Grid, below: Grid) -> None:
    """Put a row that a page break has cut in two together: its second half has no number of its own."""
    last, first = above.rows[-1], below.rows[0]
    used = first.used()
    if not used or 0 in used or not last.cells or not last.cells[0]:
        return
    if all(column < len(last.cells) for column in used) and not any(
        last.cells[column].endswith(("。", "；", ";")) for column in used
    ):
        for column in used:
            last.cells[column] += first.cells[column]
        below.rows[0] = GridRow(first.index, [])
