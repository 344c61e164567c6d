"""A process that is killed while it edits loses no edit that it acknowledged and leaves no half of one.

DOSSIER_KILLS sets how often (the figure in the quality goals is 1,000; the suite does 30).
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_app.service import care, queries
from dossier_app.service.commands import CreateDossier
from dossier_app.service.workspace import Workspace
from tests.service.killed import COUNTER, ENDED

KILLS = int(os.environ.get("DOSSIER_KILLS", "30"))
ROOT = Path(__file__).parents[2]


@pytest.fixture
def killer() -> Iterator[subprocess.Popen[str]]:
    """The process that has killable children made on request."""
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
    return tmp_path / "工作区"


def acknowledged(killer: subprocess.Popen[str], folder: Path, mode: str, seconds: float) -> int:
    assert killer.stdin is not None
    assert killer.stdout is not None
    killer.stdin.write(f"{folder}\t{mode}\t{seconds:.4f}\n")
    killer.stdin.flush()
    last = int(killer.stdout.readline())
    assert last != ENDED
    return last


def faults_after(folder: Path, last: int) -> list[str]:
    """Return what is wrong after a kill: lost edits, halves, a broken record, broken files."""
    with Workspace.open(folder) as ws:
        found = queries.dossier(ws, "d1")
        counted = int(found.text(COUNTER) or "0")
        terms = len(found.all("term"))
        papers = len(found.all("evidence"))
        health = care.examine(ws)
    faults = []
    if counted < last:
        faults.append(f"lost: {last - counted}")
    if counted > last + 1 or (counted, counted // 3) != (terms, papers):
        faults.append(f"half: {last} {counted} {terms} {papers}")
    if not health.ok:
        faults.append(f"broken: {health}")
    return faults


def test_no_acknowledged_edit_is_lost_and_none_is_half_there(killer, folder):
    moments = random.Random(20261122)  # noqa: S311 - moments, not secrets
    last = 0
    for _ in range(KILLS):
        last = acknowledged(killer, folder, "good", moments.uniform(0.004, 0.12)) or last
        assert faults_after(folder, last) == []
    assert last > 0


@pytest.mark.parametrize(("mode", "fault"), [("early", "lost"), ("halves", "half")])
def test_the_harness_notices_what_is_wrong(killer, folder, mode, fault):
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    found: list[str] = []
    last = 0
    for _ in range(150):
        last = acknowledged(killer, folder, mode, moments.uniform(0.004, 0.12)) or last
        found += faults_after(folder, last)
        if found:
            break
    assert found
    assert fault in found[0]
