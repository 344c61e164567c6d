"""A buyer's file read into plain rows, in a child process; also a preview of its columns, and pasted rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dossier_app.base.progress import SILENT, Progress
from dossier_app.model.tenderfile import RequirementRow, SourcePlace, TenderFile
from dossier_app.readers.assemble import assemble
from dossier_app.readers.columns import ColumnMap, Layout, Role, guessed, key_of
from dossier_app.readers.csvfile import rows_of
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.plain import tender_from_plain
from dossier_app.readers.raw import Grid, RawFile
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sniff import kind_name, kind_of
from dossier_app.readers.tables import find_header

_SHOWN_ROWS = 50


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A sheet or table as it stands in the file, with the columns guessed; `key` names it in a ColumnMap."""

    key: str
    title: str
    titles: tuple[str, ...]
    roles: tuple[Role, ...]
    header_rows: int
    rows: tuple[tuple[str, ...], ...]
    total_rows: int


def read_tender(
    path: Path, progress: Progress = SILENT, *, columns: ColumnMap | None = None
) -> TenderFile:
    """Return what a buyer's .xlsx, .docx, .csv or text .pdf says; the file is parsed in a child process with limits.

    Raises:
        BadInput: the file cannot be read: which, what was found, what to do.
        Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    kind_of(path)
    job = {"what": "tender", "path": str(path), "columns": columns.as_json() if columns else None}
    return tender_from_plain(ask(job, path.name, progress))


def preview(path: Path, progress: Progress = SILENT) -> tuple[TablePreview, ...]:
    """Return the sheets and tables of a file with the guessed columns, for a person to correct.

    Raises:
        BadInput: as `read_tender`.
    """
    from dossier_app.readers.child import ask

    kind_of(path)
    found = ask({"what": "preview", "path": str(path)}, path.name, progress)
    return tuple(_preview_from_plain(each) for each in found["tables"])


def rows_from_clipboard(text: str) -> tuple[RequirementRow, ...]:
    """Return the requirement rows of pasted text: cells parted by tabs, with or without a header; one column does too."""
    rows = rows_of(text, "clipboard", separator="\t") if text.strip() else []
    return assemble(RawFile([Grid(SourcePlace(), rows)])).requirements


def read_here(
    path: Path, limits: Limits = LIMITS, *, columns: ColumnMap | None = None
) -> TenderFile:
    """Read a tender in this process; only the child process and tests do so."""
    return assemble(raw_file(path, limits, hidden=bool(columns and columns.hidden)), columns)


def raw_file(path: Path, limits: Limits = LIMITS, *, hidden: bool = False) -> RawFile:
    """Return the lines and grids of a file by its true kind.

    Raises:
        BadInput: not a table or document that can be read.
    """
    kind = kind_of(path, limits)
    if kind == "xlsx":
        from dossier_app.readers.xlsx import read_xlsx

        return read_xlsx(path, limits, hidden=hidden)
    if kind == "docx":
        from dossier_app.readers.docx import read_docx

        return read_docx(path, limits)
    if kind == "pdf":
        from dossier_app.readers.pdf import read_pdf

        return read_pdf(path, limits)
    if kind == "text" and path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        from dossier_app.readers.csvfile import read_csv

        return read_csv(path, limits)
    if kind == "rtf":
        raise refusal("DOC-06", path.name)
    if kind == "text":
        raise refusal("FILE-09", path.name, suffix=path.suffix or "?", kind=kind_name(kind))
    raise refusal("FILE-02", path.name, kind=kind_name(kind))


def preview_here(path: Path, limits: Limits = LIMITS) -> tuple[TablePreview, ...]:
    """Return the preview in this process; only the child process and tests do so."""
    found = []
    for position, block in enumerate(raw_file(path, limits, hidden=True).blocks):
        if isinstance(block, Grid) and block.rows:
            found.append(_previewed(block, key_of(block, position + 1)))
    return tuple(found)


def _previewed(grid: Grid, key: str) -> TablePreview:
    header = find_header(grid)
    empty = Layout(("",) * grid.width(), (Role.IGNORED,) * grid.width())
    layout = header[0] if header else guessed(grid.rows) or empty
    cells = tuple(tuple(row.cells) for row in grid.rows[:_SHOWN_ROWS])
    return TablePreview(
        key,
        grid.title,
        layout.titles,
        layout.roles,
        header[1] if header else 0,
        cells,
        len(grid.rows),
    )


def preview_to_plain(table: TablePreview) -> dict[str, Any]:
    """Return a preview as JSON values."""
    return asdict(table) | {"roles": [role.value for role in table.roles]}


def _preview_from_plain(each: dict[str, Any]) -> TablePreview:
    return TablePreview(
        each["key"],
        each["title"],
        tuple(each["titles"]),
        tuple(Role(role) for role in each["roles"]),
        each["header_rows"],
        tuple(tuple(row) for row in each["rows"]),
        each["total_rows"],
    )
