"""A process that is killed while it exports, imports, migrates or restores leaves the old or the new, no half.

DOSSIER_KILLS sets how often for each (the figure in the quality goals is 1,000 over all; the suite does few).
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dossier_app.base.errors import DossierError
from dossier_app.service import care, exchange, imports, queries
from dossier_app.service.clock import system_clock
from dossier_app.service.commands import CreateDossier, SetAnswer
from dossier_app.service.workspace import Workspace
from dossier_app.store.backup import back_up
from dossier_app.store.opening import FILE_NAME
from dossier_app.writers.verify import verify_pack
from tests.service.bidding import ROWS, buyer_file
from tests.service.killed import ENDED
from tests.service.killed_works import BUYER, COUNTER, OLD, OUT, SAVED

KILLS = int(os.environ.get("DOSSIER_KILLS", "12"))
ROOT = Path(__file__).parents[2]
LONGEST = {"export": 0.9, "import": 0.25, "migrat": 0.35, "restor": 0.25}
"""Seconds within which a kill comes, by how a work's name goes on: about twice what the work takes."""


@pytest.fixture(scope="module")
def killer() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.service.killed"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "工作区") as ws:
        ws.do(CreateDossier("d1", "lung", "肺结节"))
        ws.do(SetAnswer("d1", COUNTER, "kept"))
    kept = back_up(tmp_path / "工作区" / FILE_NAME, tmp_path / "b", system_clock())
    shutil.copyfile(kept, tmp_path / "kept.sqlite3")
    buyer_file(tmp_path / BUYER)
    (tmp_path / OUT).mkdir()
    return tmp_path / "工作区"


def killed(killer: subprocess.Popen[str], folder: Path, work: str, seconds: float) -> int:
    """Let a child work for so long; return the number of the last work it told of, 0 for none."""
    assert killer.stdin is not None
    assert killer.stdout is not None
    killer.stdin.write(f"{folder}\t{work}\t{seconds:.4f}\n")
    killer.stdin.flush()
    return int(killer.stdout.readline())


def export_faults(folder: Path, last: int) -> list[str]:
    """Every pack that stands verifies, and the one told of stands."""
    made = [path for path in (folder.parent / OUT).iterdir() if not path.name.startswith(".")]
    faults = [path.name for path in made if not _verifies(path)]
    if last and not (folder.parent / OUT / f"p{last}").exists():
        faults.append(f"lost: {last}")
    for path in (folder.parent / OUT).iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return faults


def _verifies(path: Path) -> bool:
    try:
        return verify_pack(path).ok
    except DossierError:
        return False


def import_faults(folder: Path, last: int) -> list[str]:
    """Every tender has all its rows, and one was added for what was told."""
    with Workspace.open(folder) as ws:
        found = queries.dossier(ws, "d1")
        faults = [] if care.examine(ws).ok else ["broken"]
    tenders = found.all("tender")
    rows = found.all("requirement")
    if last and not tenders:
        faults.append("lost")
    return faults + [
        f"half: {tender.text('code')}"
        for tender in tenders
        if sum(row.text("tender") == tender.id for row in rows) != len(ROWS)
    ]


def migration_faults(folder: Path, last: int) -> list[str]:
    """Every workspace of the first release opens and says what it said."""
    wanted = SAVED.with_suffix(".json").read_text(encoding="utf-8")
    faults = []
    for old in (folder.parent / OLD).iterdir() if (folder.parent / OLD).exists() else ():
        try:
            if (old / FILE_NAME).exists():
                with Workspace.open(old) as ws:
                    said = exchange.canonical(imports.dump(ws, "saved"))
                    faults += [] if said == wanted and care.examine(ws).ok else ["changed"]
            elif old.name == str(last):
                faults.append("lost")
        except DossierError as error:
            faults.append(f"broken: {error.code}")
        shutil.rmtree(old)
    return faults


def restore_faults(folder: Path, _last: int) -> list[str]:
    """The workspace is whole and holds what was before or the backup."""
    try:
        with Workspace.open(folder) as ws:
            model = queries.dossier(ws, "d1").text(COUNTER)
            faults = [] if care.examine(ws).ok else ["broken"]
    except DossierError as error:
        return [f"broken: {error.code}"]
    return faults if model == "kept" or model.startswith("changed ") else [*faults, model]


FAULTS: dict[str, Callable[[Path, int], list[str]]] = {
    "export": export_faults,
    "import": import_faults,
    "migrat": migration_faults,
    "restor": restore_faults,
}


def rounds(
    killer: subprocess.Popen[str], folder: Path, work: str, seed: int
) -> Iterator[list[str]]:
    """Kill the work again and again; yield what is wrong after each."""
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    subject = work.removeprefix("torn_")[:6]
    while True:
        last = killed(killer, folder, work, moments.uniform(0.004, LONGEST[subject]))
        yield ["ended by itself"] if last == ENDED else FAULTS[subject](folder, last)


@pytest.mark.parametrize("work", ["exported", "imported", "migrated", "restored"])
def test_a_kill_leaves_the_old_or_the_new(killer, folder, work):
    kills = rounds(killer, folder, work, 20261122)
    found = [
        (number, faults) for number, faults in zip(range(KILLS), kills, strict=False) if faults
    ]
    assert json.dumps(found) == "[]"


@pytest.mark.parametrize("work", ["torn_export", "torn_import", "torn_migration", "torn_restore"])
def test_the_harness_notices_what_is_written_in_the_open(killer, folder, work):
    kills = rounds(killer, folder, work, 7)
    assert any(faults for _, faults in zip(range(150), kills, strict=False))
