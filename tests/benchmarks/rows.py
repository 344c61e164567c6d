"""A line of the benchmark table, and measuring in fresh processes so that nothing warm carries over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Row:
    """One goal of the speed table: what was measured in `unit`, the most it may be, and against what."""

    work: str
    found: float
    goal: float
    unit: str = "x"
    against: str = ""
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is reached, as far as the printed digits tell."""
        return round(self.found, 2) <= self.goal

    def line(self) -> str:
        """Return the row as plain text."""
        verdict = "met" if self.met else "MISSED"
        shown = f"{self.found:.2f}" if self.unit == "x" else f"{self.found:.0f} "
        goal = f"{self.goal:g}{'' if self.unit == 'x' else ' '}{self.unit}"
        against = f" against {self.against}" if self.against else ""
        note = f"; {self.note}" if self.note else ""
        return f"{self.work}: {shown}{self.unit} (goal {goal}, {verdict}){against}{note}"


def peak() -> float:
    """Return the most memory this process ever held, in MB (what a child inherits of its parent's is not counted)."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("VmHWM")


def in_child(script: str, *words: object) -> dict[str, Any]:
    """Run `script --one WORDS` in a process of its own and return the JSON of its last line."""
    command = [sys.executable, script, "--one", *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def show(rows: list[Row]) -> None:
    """Print rows as they come."""
    for row in rows:
        sys.stdout.write(row.line() + "\n")
    sys.stdout.flush()
