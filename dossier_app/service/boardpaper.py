"""The managers' board written as a paper or a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.board import BoardRow, board_document
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
    if target.exists() and not replace:
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    shown = board(ws, on)
    phases = [(phase.key, phase.title) for phase in find_pack("").phases]
    document = board_document(map(_row, shown.lines), phases, shown.on, lang)
    told: dict[str, Any] = {"path": target.name}
    if target.suffix == ".pdf":
        told["pages"] = write_pdf(document, target, files=_no_file, progress=SILENT).pages
    else:
        told["rows"] = sum(write_workbook([document], target).rows.values())
    return told | {"sha256": digest(target)[0]}


def _row(line: Line) -> BoardRow:
    return BoardRow(
        line.heading.name,
        line.state,
        line.phases,
        line.blockers,
        line.missing,
        line.warnings,
        line.expires_on,
        tuple((each.code, each.at) for each in line.openings),
    )


def _no_file(sha256: str) -> Path:
    raise NotFound(_NO_PICTURES.format(name=sha256), place=sha256)
