"""Edits a workspace until it is killed at a random moment, again and again, as a parent asks for it.

Started by the test of lost edits as a process of its own. For every line `folder mode seconds` on stdin it
forks a child that edits, telling each acknowledged edit, until an alarm ends it without any cleaning up;
then it prints the number of the last acknowledged edit, or `ENDED`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from dossier_app.base.text import Text
from dossier_app.model.dossier import Heading
from dossier_app.readers.evidence import inspect_here
from dossier_app.service import imports, queries
from dossier_app.service.commands import AddRecord, Batch, SetAnswer
from dossier_app.service.workspace import Workspace
from tests.service.killed_works import WORKS

COUNTER = "claim.model"
NAME = Text("第几次", "count")
ENDED = -1
"""Said instead of a number when the child ended by itself."""


def edit(ws: Workspace, number: int, mode: str) -> None:
    """Count up and add a record in one change, every third time a file too; the mode `halves` makes it several, which is wrong."""
    counted = SetAnswer("d1", COUNTER, str(number))
    noted = AddRecord("d1", "term", f"t{number}", {"term": f"第 {number} 次"})
    parts = [counted, noted]
    if number % 3 == 0:
        paper = ws.folder.parent / "paper.csv"
        paper.write_text(f"序号,内容\n{number},第{number}份\n", encoding="utf-8")
        content = imports.take_in(ws, paper, look=lambda path, _: inspect_here(path))
        parts.append(imports.evidence_record("d1", f"e{number}", "other", paper, content))
    if mode == "halves":
        for part in parts:
            ws.do(part)
    else:
        ws.do(Batch(NAME, tuple(parts)))


def work_until_killed(folder: Path, mode: str, seconds: float, told: int) -> None:
    """Edit without end, telling each edit after it is saved; the mode `early` tells it before, which is wrong."""
    ws = Workspace.open(folder)
    dossier: Heading = queries.heading(ws, "d1")
    number = int(queries.dossier(ws, dossier.id).text(COUNTER) or "0")
    _alarm(seconds)
    while True:
        number += 1
        if mode == "early":
            os.write(told, f"{number}\n".encode())
        edit(ws, number, mode)
        if mode != "early":
            os.write(told, f"{number}\n".encode())


def repeat_until_killed(folder: Path, work: str, seconds: float, told: int) -> NoReturn:
    """Do a work over and over, telling each after it is done."""
    _alarm(seconds)
    number = time.time_ns()
    while True:
        number += 1
        WORKS[work](folder, number)
        os.write(told, f"{number}\n".encode())


def _alarm(seconds: float) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Answer each line of stdin with the last acknowledged edit (0 for none) of one killed child."""
    done: set[str] = set()
    for line in sys.stdin:
        folder, mode, seconds = line.rstrip("\n").split("\t")
        if mode in WORKS and mode not in done:
            # once before any child, so that a child's time goes into the work, not into loading
            WORKS[mode](Path(folder), 1)
            done.add(mode)
        heard, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(heard)
            if mode in WORKS:
                repeat_until_killed(Path(folder), mode, float(seconds), told)
            work_until_killed(Path(folder), mode, float(seconds), told)
        os.close(told)
        with os.fdopen(heard, encoding="ascii") as stream:
            numbers = [row for row in stream if row.endswith("\n")]
        _, status = os.waitpid(child, 0)
        last = int(numbers[-1]) if numbers else 0
        sys.stdout.write(f"{last if os.WIFSIGNALED(status) else ENDED}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
