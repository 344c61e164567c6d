"""CSV tables: encoding and separator found out, not assumed; GBK files from Windows come out right."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dossier_app.model.tenderfile import SourcePlace
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.raw import Grid, GridRow, RawFile, letters
from dossier_app.readers.refusals import refusal

_SEPARATORS = ",\t;|，"


def read_csv(path: Path, limits: Limits = LIMITS) -> RawFile:
    """Return a CSV file as one grid.

    Raises:
        BadInput: unknown encoding, beyond a limit, unclosed quotation, or empty.
    """
    text = _decoded(path)
    grid = Grid(SourcePlace(sheet=""), rows_of(text, path.name, limits), letters=True)
    if not grid.rows:
        raise refusal("FILE-01", path.name)
    return RawFile([grid])


def rows_of(text: str, name: str, limits: Limits = LIMITS, separator: str = "") -> list[GridRow]:
    """Return delimited text as rows; the separator is the one that most rows share unless it is given."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    csv.field_size_limit(max(limits.cell_length * 4, 131_072))
    reader = csv.reader(io.StringIO(plain), delimiter=separator or _separator(plain), strict=True)
    rows: list[GridRow] = []
    cells = 0
    try:
        for index, record in enumerate(reader, start=1):
            cells += len(record)
            if cells > limits.cells:
                raise refusal("XL-09", name, limit=limits.cells)
            row = GridRow(index, [cell.strip() for cell in record])
            while row.cells and not row.cells[-1]:
                row.cells.pop()
            if row.cells:
                _bound(row, name, limits)
                rows.append(row)
    except csv.Error as error:
        raise refusal("CSV-02", name, row=reader.line_num) from error
    return rows


def _bound(row: GridRow, name: str, limits: Limits) -> None:
    if row.index > limits.rows:
        raise refusal("XL-07", name, where="CSV", limit=limits.rows)
    if len(row.cells) > limits.columns:
        raise refusal("XL-08", name, where="CSV", limit=limits.columns)
    for column, text in enumerate(row.cells):
        if len(text) > limits.cell_length:
            raise refusal(
                "XL-12", name, where=f"{letters(column)}{row.index}", limit=limits.cell_length
            )


def _separator(text: str) -> str:
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    counts = {mark: sum(mark in line for line in lines) for mark in _SEPARATORS}
    best = max(counts, key=lambda mark: (counts[mark], -_SEPARATORS.index(mark)))
    return best if counts[best] else ","


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusal("CSV-01", path.name)
