"""Workbooks: each table with a sheet name becomes a sheet ready to filter, print, edit and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier_app.base.atomic import replacing
from dossier_app.model.document import Document
from dossier_app.writers.places import refuse_control


@dataclass(frozen=True, slots=True)
class XlsxFacts:
    """What a finished workbook is: rows below the head, by sheet title, in order."""

    rows: Mapping[str, int]


def write_workbook(documents: Sequence[Document], target: Path) -> XlsxFacts:
    """Write the tables of `documents` to `target`, whole or not at all; same trees, same bytes.

    The last column of each sheet is hidden and holds the row keys; the very hidden sheet
    `_dossier` has the rows `format, 1`, `document, name` and, for each sheet,
    `sheet, title, name of the table, number of the key column, rows`.

    Raises:
        BadInput: no table to write, or a text that a cell cannot hold; its place is named.
        IntegrityBroken: the written workbook, read back, is not what was given.
        DiskTrouble: the target cannot be written.
    """
    from dossier_app.writers.xlsx.book import fill
    from dossier_app.writers.xlsx.readback import prove
    from dossier_app.writers.xlsx.sheets import sheet_tables

    for document in documents:
        refuse_control(document)
    tables = sheet_tables(documents)
    with replacing(target) as temporary:
        fill(documents, tables, temporary)
        rows = {title: len(table.rows) for title, table in tables}
        prove(temporary, rows)
    return XlsxFacts(rows)
