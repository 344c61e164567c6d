"""A process killed at any moment loses no acknowledged edit and leaves no half of one."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dossier_app.service import care, queries
from dossier_app.service.workspace import Workspace

KILLS = 12
_WRITER = """
import sys
from pathlib import Path
from dossier_app.base.text import Text
from dossier_app.service.commands import AddRecord, Batch, SetAnswer
from dossier_app.service.workspace import Workspace
folder, start, mode = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
ws = Workspace.open(folder)
for n in range(start, start + 100000):
    if mode == "bad":
        print(n, flush=True)
    ws.do(Batch(Text("两处", "two places"), (
        SetAnswer("d1", "claim.model", str(n)),
        AddRecord("d1", "term", f"t{n}", {"term": str(n), "definition": "释义" * 200}),
    )))
    if mode == "good":
        print(n, flush=True)
"""


def killed(folder: Path, start: int, mode: str, after: float) -> int:
    """Let a writer run, kill it, and return the last edit that it called done."""
    command = [sys.executable, "-c", _WRITER, str(folder), str(start), mode]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [int(child.stdout.readline())]
        ends = time.monotonic() + after
        while time.monotonic() < ends:
            said.append(int(child.stdout.readline()))
        child.kill()
        said += [int(line) for line in child.stdout.read().splitlines() if line.strip()]
    return said[-1]


def stored(folder: Path) -> int:
    """Return the last edit that is stored, after checking that it is stored whole."""
    with Workspace.open(folder) as ws:
        dossier = queries.dossier(ws, "d1")
        terms = [int(record.text("term")) for record in dossier.all("term")]
        assert terms == list(range(len(terms)))
        assert dossier.text("claim.model") == str(terms[-1])
        assert care.examine(ws).ok
        assert care.verify_audit(ws).rows == len(terms) + 1
    return terms[-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from dossier_app.service.commands import CreateDossier

    with Workspace.create(tmp_path / "ws") as ws:
        ws.do(CreateDossier("d1", "lung", "肺结节"))
    return tmp_path / "ws"


def test_no_acknowledged_edit_is_lost(folder: Path) -> None:
    moments, start = random.Random(20261122), 0  # noqa: S311 - moments to kill at
    for _ in range(KILLS):
        said = killed(folder, start, "good", moments.uniform(0.0, 0.05))
        found = stored(folder)
        assert found in (said, said + 1)
        start = found + 1


def test_harness_notices_a_writer_that_says_done_too_early(folder: Path) -> None:
    moments, start, lost = random.Random(1), 0, 0  # noqa: S311 - moments to kill at
    for _ in range(KILLS):
        said = killed(folder, start, "bad", moments.uniform(0.0, 0.03))
        try:
            found = stored(folder)
        except IndexError:
            found = -1
        lost += found < said
        start = found + 1
        if lost:
            return
    pytest.fail("a writer that lies was never caught")
