"""The sample workspace, the demo packs made from it, and the self-test of a built program."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, IntegrityBroken
from dossier_app.base.paths import resources
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text, same
from dossier_app.readers.evidence import EvidenceFacts, inspect_here
from dossier_app.service import cases, imports, queries
from dossier_app.service.exports import ExportRequest, ExportResult, export
from dossier_app.service.production import PRODUCERS
from dossier_app.service.workspace import Workspace
from dossier_app.writers.verify import verify_pack

COMPLETE = ("lung-nodule", "ich-triage", "coronary")
"""The samples with a filled tender (T1)."""
_ALSO = {"ptr": "ptr", "classification": "classification", "completeness": "completeness"}


def install_samples(workspace: Workspace, progress: Progress = SILENT) -> tuple[str, ...]:
    """Load the firm's records and every sample that is not there yet; return the keys loaded."""
    folder = resources() / "samples"
    present = {heading.key for heading in queries.headings(workspace, archived=True)}
    wanted = [
        path for path in sorted(folder.glob("*/dossier.json")) if path.parent.name not in present
    ]
    for done, path in enumerate([folder / "firm.json", *wanted] if wanted else []):
        progress.step(done, len(wanted) + 1, same(path.parent.name))
        files = folder / "firm" / "files" if done == 0 else path.parent / "files"
        for file in sorted(files.glob("*")):
            imports.take_in(workspace, file, look=_shipped)
        cases.keep_shipped(workspace, path.parent / "cases")
        imports.load(workspace, imports.read_json(path), replace=done == 0)
    progress.step(len(wanted), len(wanted))
    return tuple(path.parent.name for path in wanted)


def _shipped(path: Path, progress: Progress) -> EvidenceFacts:
    """Look at a file of our own in this process: it needs no child to contain it."""
    progress.step(0, 0, same(path.name))
    return inspect_here(path)


def build_demo(out: Path, progress: Progress = SILENT) -> dict[str, Any]:
    """Make `out/workspace` with the samples and `out/packs/<key>` with their finished packs.

    Each is replaced when it is there from an earlier run; nothing else in `out` is touched.

    Returns:
        `{"workspace", "packs": {key: {what: state}}}`.
    """
    folder = out / "workspace"
    with _sample_workspace(folder) as workspace:
        install_samples(workspace, progress)
        packs = {
            key: dict(_packs_of(workspace, key, out / "packs" / key, progress)) for key in COMPLETE
        }
    return {"workspace": str(folder), "packs": packs}


def _sample_workspace(folder: Path) -> Workspace:
    """Open the demo workspace of an earlier run, or make it.

    Raises:
        BadInput: the folder holds something else.
    """
    if (folder / "workspace.sqlite3").exists():
        return Workspace.open(folder)
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(_OCCUPIED.format(folder=folder), place=str(folder))
    return Workspace.create(folder)


def _packs_of(
    workspace: Workspace, key: str, folder: Path, progress: Progress
) -> Iterator[tuple[str, str]]:
    whole = ExportRequest(key, "tender-pack", folder / "tender-pack", "T1", replace=True)
    yield "tender-pack", export(workspace, whole, progress).state
    for what, stem in _ALSO.items():
        for form in ("pdf", "docx"):
            request = ExportRequest(key, what, folder / f"{stem}.{form}", replace=True)
            yield f"{what}.{form}", export(workspace, request, progress).state


def self_test(progress: Progress = SILENT) -> dict[str, Any]:
    """Make a workspace, load all samples, export every format, verify every pack, and clean up.

    Raises:
        IntegrityBroken: a pack does not verify, or an export came out other than complete or partial.
    """
    with tempfile.TemporaryDirectory(prefix="dossier-self-test-") as name:
        folder = Path(name)
        with Workspace.create(folder / "workspace") as workspace:
            loaded = install_samples(workspace, progress)
            exports = {what: _prove(workspace, what, folder / what, progress) for what in PRODUCERS}
    return {"samples": list(loaded), "exports": exports, "ok": True}


def _prove(workspace: Workspace, what: str, target: Path, progress: Progress) -> dict[str, Any]:
    tender = "T1" if what == "tender-pack" else ""
    request = ExportRequest(_SAMPLE_OF.get(what, COMPLETE[0]), what, target, tender)
    result: ExportResult = export(workspace, request, progress)
    for pack in (target, target.with_name(f"{target.name}.zip")):
        if not verify_pack(pack).ok:
            raise IntegrityBroken(_UNPROVEN.format(what=what), place=str(pack))
    return {"state": result.state, "files": len(result.files)}


_SAMPLE_OF = {"supplement": "practice-ich"}
"""The sample that an export is proven on, where it is not the first complete one."""
_OCCUPIED = Text(
    "“{folder}”里已有别的内容，未作任何改动。请换一个空文件夹。",
    "“{folder}” holds something else; nothing was changed. Choose an empty folder.",
)
_UNPROVEN = Text(
    "自检失败：导出“{what}”核对不通过。", "Self-test failed: the export “{what}” does not verify."
)
