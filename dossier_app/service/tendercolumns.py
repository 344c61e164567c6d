"""A buyer's file as it stands, and read again with columns that a person named."""

from __future__ import annotations

from pathlib import Path

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.model.tenderfile import TenderFile
from dossier_app.readers.columns import ColumnMap, Role
from dossier_app.readers.tender import TablePreview, preview, read_tender
from dossier_app.service.imports import no_file

__all__ = ["ColumnMap", "Role", "TablePreview", "columns_of", "read_with"]


def columns_of(path: Path, progress: Progress = SILENT) -> tuple[TablePreview, ...]:
    """Return the tables of a file with the columns guessed; raises BadInput."""
    _there(path)
    return preview(path, progress)


def read_with(path: Path, columns: ColumnMap | None, progress: Progress = SILENT) -> TenderFile:
    """Read a buyer's file with these columns, storing nothing; raises BadInput."""
    _there(path)
    return read_tender(path, progress, columns=columns)


def _there(path: Path) -> None:
    if not path.is_file():
        raise BadInput(no_file(path.name), place=str(path), code="NO-FILE")
