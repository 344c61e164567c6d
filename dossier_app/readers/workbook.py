"""A workbook's cells as plain text, all sheets, read in the child process: for tables edited elsewhere and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.sheetdiff import SheetCells, SheetRow
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.raw import Grid
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sniff import kind_name, kind_of


def read_workbook(path: Path, progress: Progress = SILENT) -> tuple[SheetCells, ...]:
    """Return every sheet, hidden ones too, in order; the file is parsed in a child process with limits.

    Raises:
        BadInput: no workbook, damaged, beyond a limit, or with formulas whose results were not stored.
        Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    _need_workbook(path, LIMITS)
    found = ask({"what": "workbook", "path": str(path)}, path.name, progress)
    return tuple(_from_plain(sheet) for sheet in found["sheets"])


def workbook_to_plain(path: Path, limits: Limits) -> dict[str, Any]:
    """Read in this process and return JSON values; only the child process and tests do so."""
    from dossier_app.readers.xlsx import read_xlsx

    _need_workbook(path, limits)
    raw = read_xlsx(path, limits, hidden=True)
    for notice in raw.notices:
        if notice.code == "READ-02":
            where = Text(notice.message.zh.split("；")[0], notice.message.en.split(";")[0])
            raise refusal("XL-16", path.name, where=where)
    grids = [block for block in raw.blocks if isinstance(block, Grid)]
    return {
        "sheets": [
            {"title": grid.title, "rows": [[row.index, row.cells] for row in grid.rows]}
            for grid in grids
        ]
    }


def _need_workbook(path: Path, limits: Limits) -> None:
    kind = kind_of(path, limits)
    if kind != "xlsx":
        raise refusal("FILE-02", path.name, kind=kind_name(kind))


def _from_plain(sheet: dict[str, Any]) -> SheetCells:
    rows = tuple(SheetRow(index, tuple(cells)) for index, cells in sheet["rows"])
    return SheetCells(sheet["title"], rows)
