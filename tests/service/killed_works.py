"""Works that a process does over and over until it is killed: export, import, migrate, restore.

Each work tells its number when it is done. Each has a wrong twin that writes in the open; the test of kills
must notice it. Run by `tests.service.killed`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from dossier_app.readers.tender import read_here
from dossier_app.service import care, imports
from dossier_app.service.commands import SetAnswer
from dossier_app.service.exports import ExportRequest, export
from dossier_app.service.workspace import Workspace
from dossier_app.store.opening import FILE_NAME
from tests.service.bidding import ROWS, buyer_file

SAVED = Path(__file__).parents[1] / "saved" / "0.1.0.sqlite3"
"""The first release's workspace, which the present program migrates."""
COUNTER = "claim.model"
OUT, BUYER, OLD = "out", "buyer.xlsx", "old"
"""Beside the workspace: where packs go, the buyer's file, and a workspace of the first release."""


def exported(folder: Path, number: int) -> None:
    """Write one more pack."""
    with Workspace.open(folder) as ws:
        target = folder.parent / OUT / f"p{number}"
        export(ws, ExportRequest("d1", "completeness", target, draft=True))


def torn_export(folder: Path, number: int) -> None:
    """Write one more pack into its place in the open, which is wrong."""
    exported(folder, 0)
    pack = folder.parent / OUT / "p0"
    target = folder.parent / OUT / f"p{number}"
    for path in sorted(pack.rglob("*"), reverse=True):
        if path.is_file():
            kept = target / path.relative_to(pack)
            kept.parent.mkdir(parents=True, exist_ok=True)
            _write_slowly(kept, path.read_bytes(), 20_000)
    shutil.rmtree(pack)
    pack.with_name("p0.zip").unlink()


def imported(folder: Path, _number: int) -> None:
    """Take the buyer's file in once more."""
    with Workspace.open(folder) as ws:
        imports.import_tender(ws, "d1", read_here(folder.parent / BUYER))


def torn_import(folder: Path, number: int) -> None:
    """Take the buyer's file in without its last row, and the row afterwards, which is wrong."""
    part = buyer_file(folder.parent / "part.xlsx", ROWS[:-1])
    rest = buyer_file(folder.parent / "rest.xlsx", ROWS[-1:])
    with Workspace.open(folder) as ws:
        tender = imports.import_tender(ws, "d1", read_here(part))
    with Workspace.open(folder) as ws:
        imports.import_tender(ws, "d1", read_here(rest), tender=tender)


def migrated(folder: Path, number: int) -> None:
    """Open one more workspace of the first release."""
    Workspace.open(_old(folder, number)).close()


def torn_migration(folder: Path, number: int) -> None:
    """Bring one more workspace of the first release to the present piece by piece, which is wrong."""
    old = _old(folder, number)
    Workspace.open(old).close()
    _write_slowly(old / FILE_NAME, (old / FILE_NAME).read_bytes(), 8192)


def _old(folder: Path, number: int) -> Path:
    old = folder.parent / OLD / str(number)
    old.mkdir(parents=True)
    shutil.copyfile(SAVED, old / ".part")
    (old / ".part").rename(old / FILE_NAME)
    return old


def restored(folder: Path, number: int) -> None:
    """Change an answer, then put the backup back."""
    with Workspace.open(folder) as ws:
        ws.do(SetAnswer("d1", COUNTER, f"changed {number}"))
    care.restore(folder, folder.parent / "kept.sqlite3")


def torn_restore(folder: Path, number: int) -> None:
    """Put the backup back in the open, which is wrong."""
    with Workspace.open(folder) as ws:
        ws.do(SetAnswer("d1", COUNTER, f"changed {number}"))
    _write_slowly(folder / FILE_NAME, (folder.parent / "kept.sqlite3").read_bytes(), 8192)


def _write_slowly(target: Path, content: bytes, part: int) -> None:
    with target.open("wb") as temporary:
        for start in range(0, len(content), part):
            temporary.write(content[start : start + part])
            temporary.flush()
            os.fsync(temporary.fileno())


WORKS: dict[str, Callable[[Path, int], None]] = {
    work.__name__: work
    for work in (
        exported,
        imported,
        migrated,
        restored,
        torn_export,
        torn_import,
        torn_migration,
        torn_restore,
    )
}
