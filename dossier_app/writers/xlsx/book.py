"""The workbook filled row by row: cells carry shared styles, text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.document import Align, Cell, ChartTable, Document, Row, Table, Tone, plain
from dossier_app.writers.xlsx.sheets import (
    KEY_TITLE,
    META_SHEET,
    choice_formula,
    column_widths,
    number_format,
    number_of,
)
from dossier_app.writers.zipped import FIXED_DATE, FixedZip

if TYPE_CHECKING:
    from openpyxl import Workbook

Native = Any
"""The library's own objects, whose write-only forms are not typed."""

_FONT = "宋体"
_HEAD_FONT = "黑体"
_LINE = 13.5
_CHARTED = 30
"""Most bars of a chart."""
_COLOURS = {
    Tone.MUTED: "6B7280",
    Tone.OK: "14613A",
    Tone.WARNING: "855000",
    Tone.BAD: "A61B1B",
}
_FILLS = {Tone.WARNING: "FFF6DE", Tone.BAD: "FFECEB"}


def fill(documents: Sequence[Document], tables: list[tuple[str, Table]], target: Path) -> None:
    """Write all sheets and save with fixed dates.

    Raises:
        BadInput: there is no table to write.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    if not tables:
        raise BadInput(_NOTHING, place=documents[0].name if documents else "", code="XL-EMPTY")
    book = Workbook(write_only=True)
    for title, table in tables:
        _fill_sheet(book, title, table)
    _fill_meta(book, documents, tables)
    book.properties.creator = ""
    book.properties.title = documents[0].title
    book.properties.created = book.properties.modified = datetime(*FIXED_DATE, tzinfo=None)  # noqa: DTZ001
    writer: Native = ExcelWriter(book, FixedZip(target))
    writer.save()


@dataclass(slots=True)
class _Styles:
    """A sheet's cells with their style, made once each and used again for every row."""

    sheet: Native
    cells: dict[tuple[object, ...], Native] = field(default_factory=dict)

    def text(self, text: str, tone: Tone, align: Align, slot: int) -> Native:
        """Return the reusable cell of column `slot`, holding `text`.

        Long texts are not of the format "text", which older Excel shows as #### beyond 255 characters.
        """
        form = "@" if len(text) < 256 or text[0] in "=+-@" else "General"
        cell = self._cell(tone, align, form, slot)
        # set past the setter, which would make a formula of "=..." and an error of "#N/A"
        cell._value = text
        return cell

    def number(self, number: float, tone: Tone, form: str, slot: int) -> Native:
        """Return the reusable cell of column `slot`, holding `number`."""
        cell = self._cell(tone, Align.RIGHT, form, slot)
        cell.value = number
        return cell

    def _cell(self, tone: Tone, align: Align, form: str, slot: int) -> Native:
        key = (tone, align, slot, form)
        cell = self.cells.get(key)
        if cell is None:
            cell = self.cells[key] = _styled(self.sheet, tone, align, form)
        return cell


def _fill_sheet(book: Workbook, title: str, table: Table) -> None:
    sheet: Native = book.create_sheet(title)
    styles = _Styles(sheet)
    _set_up(sheet, table)
    sheet.append([_head(sheet, column.title) for column in table.columns] + [KEY_TITLE])
    aligns = [column.align for column in table.columns]
    wides = column_widths(table)
    for number, row in enumerate(table.rows, 2):
        texts = [_text(cell) for cell in row.cells]
        height = _row_height(texts, wides)
        if height > _LINE:
            sheet.row_dimensions[number] = {"ht": f"{height:g}", "customHeight": "1"}
        sheet.append(_cells(row, texts, aligns, styles))
        sheet.row_dimensions.pop(number, None)
    _add_lists(sheet, table)
    if isinstance(table, ChartTable) and table.rows:
        _add_chart(sheet, table)


def _add_chart(sheet: Native, table: ChartTable) -> None:
    """Draw the values beside the table as a chart of Excel's own, from the cells."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.utils import get_column_letter

    chart: Native = BarChart()
    chart.type, chart.title, chart.legend.position = "bar", table.caption or table.sheet, "b"
    last = min(len(table.rows), _CHARTED) + 1
    for value in table.values:
        chart.add_data(
            Reference(sheet, min_col=value + 1, min_row=1, max_row=last), titles_from_data=True
        )
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    if table.stacked:
        chart.grouping, chart.overlap = "stacked", 100
    chart.y_axis.numFmt, chart.y_axis.majorGridlines = "0", None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.height, chart.width = max(7.0, 1.6 + 0.75 * last), 20.0
    sheet.add_chart(chart, f"{get_column_letter(len(table.columns) + 3)}2")


def _set_up(sheet: Native, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    for number, wide in enumerate(column_widths(table), 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    last = len(table.columns)
    sheet.column_dimensions[get_column_letter(last + 1)].hidden = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(last)}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddHeader.center.text = (table.caption or table.sheet).replace("&", "&&")
    sheet.oddFooter.center.text = "&P / &N"
    sheet.row_dimensions[1].height = 26


def _cells(row: Row, texts: list[str], aligns: list[Align], styles: _Styles) -> list[Native]:
    made: list[Native] = []
    for slot, (cell, text, align) in enumerate(zip(row.cells, texts, aligns, strict=False)):
        number = number_of(cell) if cell.number else None
        if number is None:
            made.append(styles.text(text, cell.tone, align, slot))
        else:
            made.append(styles.number(number, cell.tone, number_format(cell), slot))
    made.extend([None] * (len(aligns) - len(made)))
    made.append(styles.text(row.key, Tone.MUTED, Align.LEFT, -1))
    return made


def _row_height(texts: list[str], wides: list[float]) -> float:
    """Return a height that shows all lines: a Chinese character is as wide as two Latin ones."""
    most = 1
    for text, wide in zip(texts, wides, strict=False):
        if len(text) * 2 <= wide * most and "\n" not in text:
            continue
        room = wide - 2.4
        # in UTF-8 a Chinese character is three bytes, so bytes plus characters are twice its width
        lines = text.count("\n") + 1 + int((len(text) + len(text.encode())) / 2 / room)
        most = max(most, lines)
    return min(_LINE * most, 409.0)


def _text(cell: Cell) -> str:
    content = cell.content
    return content[0] if len(content) == 1 and isinstance(content[0], str) else plain(content)


def _styled(sheet: Native, tone: Tone, align: Align, form: str) -> Native:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell: Native = WriteOnlyCell(sheet, "")
    bold = tone in (Tone.STRONG, Tone.BAD)
    cell.font = Font(name=_FONT, size=10, bold=bold, color=_COLOURS.get(tone, "1A1F26"))
    if tone in _FILLS:
        cell.fill = PatternFill("solid", fgColor=_FILLS[tone])
    horizontal = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}[align]
    cell.alignment = Alignment(
        horizontal=horizontal, vertical="center" if align is Align.CENTRE else "top", wrap_text=True
    )
    side = Side("thin", color="D0D5DC")
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.number_format = form
    cell.data_type = "s"
    return cell


def _head(sheet: Native, title: str) -> Native:
    from openpyxl.styles import Font, PatternFill

    cell = _styled(sheet, Tone.STRONG, Align.CENTRE, "@")
    cell.font = Font(name=_HEAD_FONT, size=10, bold=True, color="12456B")
    cell.fill = PatternFill("solid", fgColor="E8F0F6")
    cell._value = title
    return cell


def _add_lists(sheet: Native, table: Table) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(table.columns, 1):
        formula = choice_formula(column)
        if formula and table.rows:
            letter = get_column_letter(number)
            rule: Native = DataValidation("list", formula1=formula, allow_blank=True)
            rule.add(f"{letter}2:{letter}{len(table.rows) + 1}")
            sheet.data_validations.append(rule)


def _fill_meta(
    book: Workbook, documents: Sequence[Document], tables: list[tuple[str, Table]]
) -> None:
    sheet: Native = book.create_sheet(META_SHEET)
    sheet.sheet_state = "veryHidden"
    lines: list[tuple[str, ...]] = [("format", "1")]
    lines += [("document", document.name) for document in documents]
    lines += [
        ("sheet", title, table.sheet, str(len(table.columns) + 1), str(len(table.rows)))
        for title, table in tables
    ]
    for line in lines:
        cells = []
        for text in line:
            cell = _styled(sheet, Tone.NORMAL, Align.LEFT, "@")
            cell._value = text
            cells.append(cell)
        sheet.append(cells)


_NOTHING = Text(
    "没有可写入 Excel 的表格，未生成文件。请先填写相应内容。",
    "There is no table to write to Excel; nothing was written. Fill in the contents first.",
)
