"""The managers' board written as a paper or a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dossier_app.base.atomic import stands
from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.board import BoardPaper, BoardRow, board_document
from dossier_app.service.board import Line, board
from dossier_app.service.packs import find_pack
from dossier_app.service.workspace import Workspace
from dossier_app.writers.manifest import digest
from dossier_app.writers.pdf import write_pdf
from dossier_app.writers.xlsx import write_workbook

_FORMS = Text(
    "看板只能写成 .pdf 或 .xlsx，不是“{name}”。", "The board is a .pdf or .xlsx, not “{name}”."
)
_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或加 --replace。",
    "“{name}” exists; nothing was changed. Choose another name or add --replace.",
)
_CUTS = ((16, 4), (12, 3), (9, 3), (8, 2), (6, 2), (7, 1), (5, 1), (4, 1), (2, 1), (1, 1))
_NO_PICTURES = Text("看板不含文件 {name}。", "The board holds no file {name}.")


def write_board(
    ws: Workspace, target: Path, *, on: date | None, lang: Lang, replace: bool
) -> dict[str, Any]:
    """Write the board to `target` and return path, hash and pages or rows.

    Raises:
        BadInput: another ending, or the target exists and `replace` was not asked for.
    """
    if target.suffix not in (".pdf", ".xlsx"):
        raise BadInput(_FORMS.format(name=target.name), place="--out", code="USAGE")
    if stands(target) and not replace:
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    shown = board(ws, on)
    phases = tuple((phase.key, phase.title) for phase in find_pack("").phases)
    rows = tuple(map(_row, shown.lines))
    paper = BoardPaper(rows, phases, shown.on, shown.outlook)
    told: dict[str, Any] = {"path": target.name}
    if target.suffix == ".pdf":
        told["pages"] = _one_page(paper, target, lang)
    else:
        told["rows"] = sum(write_workbook([board_document(paper, lang)], target).rows.values())
    return told | {"sha256": digest(target)[0]}


def _one_page(paper: BoardPaper, target: Path, lang: Lang) -> int:
    """Write the board on one page: lists are cut until it fits, what is worst stands first."""
    pages, worst = 0, sorted(paper.rows, key=lambda row: (-row.blockers, row.name))
    paper = replace(paper, rows=tuple(worst))
    for most, rest in _CUTS:
        document = board_document(replace(paper, most=most, rest=rest), lang)
        pages = write_pdf(document, target, files=_no_file, progress=SILENT).pages
        if pages == 1:
            break
    return pages


def _row(line: Line) -> BoardRow:
    return BoardRow(
        line.heading.name,
        line.state,
        line.phases,
        line.blockers,
        line.blocked_since,
        line.missing,
        line.warnings,
        line.expires_on,
        tuple((each.code, each.at) for each in line.openings),
    )


def _no_file(sha256: str) -> Path:
    raise NotFound(_NO_PICTURES.format(name=sha256), place=sha256)
