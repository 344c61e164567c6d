"""Names, formats and limits of Excel sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.document import Cell, Column, Document, Table, plain

META_SHEET = "_dossier"
"""The very hidden sheet that says what the workbook is; see `write_workbook`."""
KEY_TITLE = "_key"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MAX_TITLE = 31
_MAX_CELL = 32767
_MAX_ROWS = 1_048_575
_MAX_LIST = 255


def utf16_length(text: str) -> int:
    """Return the length as Excel counts it: characters above U+FFFF are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def sheet_title(wanted: str, taken: set[str]) -> str:
    """Return a title Excel accepts, unlike all `taken` (compared without case), and add it there."""
    cleaned = _FORBIDDEN.sub(" ", wanted).strip().strip("'").strip() or "Sheet"
    number = 1
    title = _shortened(cleaned, _MAX_TITLE)
    while title.casefold() in taken or title.casefold() in ("history", META_SHEET):
        number += 1
        ending = f" {number}"
        title = _shortened(cleaned, _MAX_TITLE - len(ending)) + ending
    taken.add(title.casefold())
    return title


def sheet_tables(documents: Sequence[Document]) -> list[tuple[str, Table]]:
    """Return the tables that become sheets, in order, with their titles.

    Raises:
        BadInput: a cell or table is beyond what Excel holds; the place is named.
    """
    taken: set[str] = set()
    found = []
    for document in documents:
        for table in document.tables():
            if table.sheet:
                _refuse_too_much(table)
                found.append((sheet_title(table.sheet, taken), table))
    return found


def number_of(cell: Cell) -> float | int | None:
    """Return the cell's number when Excel can hold it exactly, else None."""
    try:
        exact = Decimal(cell.number)
    except InvalidOperation:
        return None
    if not exact.is_finite() or len(exact.as_tuple().digits) > 15:
        return None
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def number_format(cell: Cell) -> str:
    """Return the format that shows as many decimals as were given."""
    _, _, decimals = cell.number.partition(".")
    whole = "#,##0" if "," in plain(cell.content) else "0"
    return f"{whole}.{'0' * len(decimals)}" if decimals else whole


def choice_formula(column: Column) -> str:
    """Return the list for data validation, empty when Excel cannot hold it."""
    joined = ",".join(column.choices)
    safe = all("," not in choice and '"' not in choice for choice in column.choices)
    return f'"{joined}"' if joined and safe and utf16_length(joined) <= _MAX_LIST else ""


def column_widths(table: Table) -> list[float]:
    """Return widths in Excel's units from the weights, about a landscape page wide."""
    total = sum(column.weight for column in table.columns) or 1.0
    room = max(128.0, 9.0 * len(table.columns))
    return [max(7.0, min(60.0, room * column.weight / total)) for column in table.columns]


def _shortened(text: str, limit: int) -> str:
    while utf16_length(text) > limit:
        text = text[:-1]
    return text.strip()


def _refuse_too_much(table: Table) -> None:
    name = table.caption or table.sheet
    if len(table.rows) > _MAX_ROWS:
        raise BadInput(_ROWS.format(name=name, count=len(table.rows)), place=name, code="XL-ROWS")
    for number, row in enumerate(table.rows, 1):
        for index, cell in enumerate(row.cells):
            text = plain(cell.content)
            if len(text) > _MAX_CELL // 2 and utf16_length(text) > _MAX_CELL:
                column = table.columns[index].title if index < len(table.columns) else ""
                message = _CELL.format(name=name, number=number, column=column)
                raise BadInput(message, place=name, code="XL-CELL")


_ROWS = Text(
    "表“{name}”有 {count} 行，超过 Excel 单张工作表的上限，未生成文件。请拆分后导出。",
    'The table "{name}" has {count} rows, more than an Excel sheet holds; nothing was written. Split it.',
)
_CELL = Text(
    "表“{name}”第 {number} 行“{column}”的文字超过 Excel 单元格上限（32767 个字符），未生成文件。请缩短或拆成多行。",
    'The text in table "{name}", row {number}, "{column}" is longer than an Excel cell holds '
    "(32,767 characters); nothing was written. Shorten or split it.",
)
