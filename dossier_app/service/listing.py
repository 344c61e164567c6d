"""Any list that a person looks at, written as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Lang, Text
from dossier_app.model.document import Cell, Column, Document, Row, Table
from dossier_app.writers.xlsx import write_workbook

_WRITING = Text("正在写入 Excel 文件", "Writing the Excel file")
_WIDE = 40
"""Characters from which a column is as wide as it may be."""


def write_list(
    target: Path,
    title: str,
    rows: Sequence[Sequence[str]],
    *,
    lang: Lang = Lang.ZH,
    progress: Progress = SILENT,
) -> int:
    """Write a list to a workbook with one sheet, its first row the heads; return the rows below the heads.

    Raises:
        BadInput: a text that a cell cannot hold. DiskTrouble: the target cannot be written.
        Cancelled: the user stopped it.
    """
    heads, body = rows[0], rows[1:]
    progress.step(0, len(body), _WRITING)
    columns = tuple(
        Column(head, _weight([head, *(line[at] for line in body[:200])]))
        for at, head in enumerate(heads)
    )
    lines = tuple(Row(tuple(Cell((words,) if words else ()) for words in line)) for line in body)
    table = Table(columns, lines, title, sheet=title)
    written = write_workbook([Document("list", title, lang, (table,))], target)
    progress.step(len(body), len(body), _WRITING)
    return sum(written.rows.values())


def _weight(words: Sequence[str]) -> float:
    """Return a column's share of the width, by its longest words."""
    return max(4.0, *(float(min(len(each), _WIDE)) for each in words))
