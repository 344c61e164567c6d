"""Commands that make and prove packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier_app.base.errors import BadInput, InUse
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Told, Words, day, verb

if TYPE_CHECKING:
    from dossier_app.service.exports import ExportRequest
    from dossier_app.service.workspace import Workspace

COMMANDS = Words("output")
_FORMS = (".pdf", ".docx", ".xlsx", ".zip")
_OTHER_FILES = frozenset(
    [
        ".txt",
        ".md",
        ".csv",
        ".tsv",
        ".json",
        ".xml",
        ".html",
        ".htm",
        ".rtf",
        ".doc",
        ".xls",
        ".ppt",
        ".pptx",
        ".wps",
        ".et",
        ".odt",
        ".ods",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".rar",
        ".7z",
        ".gz",
        ".tar",
        ".dossier",
    ]
)
_ENDING = Text(
    "导出不能生成“{ending}”文件，未作任何改动。可用的结尾：{known}；不带结尾则生成文件夹和同名 zip。",
    "An export cannot make a “{ending}” file; nothing was changed. Endings: {known}; "
    "without one a folder is made, with a zip beside it.",
)
_PARENT = Text(
    "没有文件夹“{folder}”，未作任何改动。请检查 --out 的路径，或先建好该文件夹。",
    "There is no folder “{folder}”; nothing was changed. Check the path of --out or make the folder first.",
)


@verb(
    COMMANDS,
    "demo",
    click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder."),
)
def _demo(session: Session, *, out: Path) -> None:
    """Make a workspace with the samples and their finished packs."""
    from dossier_app.service.demo import build_demo

    result = build_demo(out, Told(session))
    session.give(result, str(out / "packs"))


@verb(COMMANDS, "self-test")
def _self_test(session: Session) -> None:
    """Make a workspace, load all packs, export every format and verify them."""
    from dossier_app.service.demo import self_test

    session.give(self_test(Told(session)))


@verb(
    COMMANDS,
    "export",
    click.argument("dossier", metavar="ID"),
    click.option("--what", required=True, help="What to export, e.g. tender-pack."),
    click.option("--out", "target", required=True, type=click.Path(path_type=Path)),
    click.option("--tender", default=""),
    click.option("--distributor", default=""),
    click.option(
        "--profile", default="", help="How a tender pack is handed in, e.g. modules, blind, talk."
    ),
    click.option("--lot", default="", help="The lot that the pack is for."),
    click.option("--watermark", default="", help="Words drawn across each page."),
    click.option(
        "--without", multiple=True, metavar="PART", help="Leave a part out; may be repeated."
    ),
    click.option("--reason", default="", help="Why a second distributor gets a pack for one lot."),
    click.option("--date", "on", default=None, help="The day to judge at."),
    click.option("--draft", is_flag=True, help="Export in spite of blockers, marked as a draft."),
    click.option("--replace", is_flag=True, help="Replace an existing target."),
)
def _export(session: Session, *, on: str | None, **parts: Any) -> None:  # noqa: ANN401 - click's values
    """Export documents of a dossier."""
    from dossier_app.service.exports import ExportRequest, export

    _check_target(parts["target"])
    request = ExportRequest(on=day(on, "--date"), lang=session.lang, **parts)
    with _for_export(session, request) as ws:
        result = export(ws, request, Told(session))
    value = result.as_json()
    session.give(value, "\n".join([value["state"], *(file["path"] for file in value["files"])]))


def _check_target(target: Path) -> None:
    """Refuse an ending that is no form and a parent folder that is not there, both likely slips."""
    ending = target.suffix.lower()
    if ending in _OTHER_FILES or (ending in _FORMS and target.suffix != ending):
        message = _ENDING.format(ending=target.suffix, known=" ".join(_FORMS))
        raise BadInput(message, place="--out", code="OUT-ENDING")
    if not target.absolute().parent.is_dir():
        message = _PARENT.format(folder=target.absolute().parent)
        raise BadInput(message, place="--out", code="OUT-PARENT")


def _for_export(session: Session, request: ExportRequest) -> Workspace:
    """Open for writing; beside a writer read-only, where nothing goes on the register."""
    from dossier_app.service.exports import registers

    try:
        return session.writing()
    except InUse:
        ws = session.reading()
        try:
            if registers(ws, request):
                raise
        except BaseException:
            ws.close()
            raise
        return ws


@verb(COMMANDS, "verify", click.argument("path", type=click.Path(path_type=Path)))
def _verify(session: Session, *, path: Path) -> None:
    """Check a pack against its manifest, without a workspace; exit 8 when any file differs."""
    from dossier_app.writers.verify import verify_pack

    report = verify_pack(path)
    value = {
        "ok": report.ok,
        "checked": report.checked,
        "missing": list(report.missing),
        "extra": list(report.extra),
        "changed": list(report.changed),
    }
    session.give(value)
    if not report.ok:
        message = Text(
            "与清单不符，请勿使用。", "The pack is not what its manifest says; do not use it."
        )
        session.say(message)
        click.get_current_context().exit(8)
