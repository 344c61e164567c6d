from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

MakeXlsx = Callable[..., Path]
MakeDocx = Callable[..., Path]


@pytest.fixture
def make_xlsx(tmp_path: Path) -> MakeXlsx:
    def make(
        sheets: dict[str, Sequence[Sequence[object]]],
        merges: dict[str, Sequence[str]] | None = None,
        name: str = "tender.xlsx",
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for area in (merges or {}).get(title, ()):
                sheet.merge_cells(area)
        path = tmp_path / name
        book.save(path)
        return path

    return make


@pytest.fixture
def make_docx(tmp_path: Path) -> MakeDocx:
    """Blocks: a string is a paragraph, (text, style) a styled one, a list of rows a table, ("#n", text) numbered."""

    def make(blocks: Sequence[object], name: str = "tender.docx") -> Path:
        document = docx.Document()
        for block in blocks:
            if isinstance(block, str):
                document.add_paragraph(block)
            elif isinstance(block, tuple):
                text, style = block
                document.add_paragraph(text, style=style)
            else:
                _table(document, block)
        path = tmp_path / name
        document.save(path)
        return path

    return make


def _table(document: docx.document.Document, rows: Sequence[Sequence[str | None]]) -> None:
    """None in a row = the cell to the left covers this column too; "^" = the cell above goes on."""
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None:
                left = max(at for at in range(column) if row[at] is not None)
                table.cell(index, left).merge(table.cell(index, column))
            elif text == "^":
                mark = OxmlElement("w:vMerge")
                table.cell(index, column)._tc.get_or_add_tcPr().append(mark)
                above = table.cell(index - 1, column)._tc.get_or_add_tcPr()
                if above.find(qn("w:vMerge")) is None:
                    start = OxmlElement("w:vMerge")
                    start.set(qn("w:val"), "restart")
                    above.append(start)
            else:
                table.cell(index, column).text = text
