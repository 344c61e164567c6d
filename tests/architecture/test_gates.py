"""Linter, formatter, type checker, coverage floor and warnings: each is able to fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
HEAD = '"""Say why this module exists."""\n\n'

# One offence for each family of rules that pyproject.toml selects.
OFFENCES = [
    ("E711", HEAD + "answer = None\nempty = answer == None\n"),
    ("F401", HEAD + "import os\n"),
    ("W291", HEAD + "answer = 1 \n"),
    ("I001", HEAD + "import sys\nimport os\n\nprint_names = (sys, os)\n"),
    ("B006", HEAD + 'def f(rows: list[int] = []) -> None:\n    """Do it."""\n'),
    ("UP006", HEAD + "from typing import List\n\nanswer: List[int] = []\n"),
    ("D103", HEAD + "def f() -> None:\n    return None\n"),
    ("N801", HEAD + 'class lower:\n    """Say."""\n'),
    ("PTH123", HEAD + "answer = open('a.txt')\n"),
    ("SIM102", HEAD + "answer = 1\nif answer:\n    if answer > 1:\n        answer = 2\n"),
    ("RUF012", HEAD + 'class A:\n    """Say."""\n\n    rows: list[int] = []\n'),
    ("BLE001", HEAD + "try:\n    answer = 1\nexcept Exception:\n    answer = 2\n"),
    ("T201", HEAD + "print(1)\n"),
    ("S307", HEAD + "answer = eval('1')\n"),
    ("ANN001", HEAD + 'def f(row) -> None:\n    """Do it."""\n'),
    ("DTZ005", HEAD + "import datetime\n\nnow = datetime.datetime.now()\n"),
    ("PT018", HEAD + "def test_both():\n    assert 1 and 2\n"),
    (
        "C901",
        HEAD + 'def f(a: int) -> None:\n    """Do it."""\n'
        + "".join(f"    if a == {n}:\n        a += 1\n" for n in range(11)),
    ),
]  # fmt: skip


def run(*words: str | Path, cwd: Path = ROOT, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("code", "text"), OFFENCES, ids=[code for code, _ in OFFENCES])
def test_linter_finds(code: str, text: str) -> None:
    place = "tests/test_x.py" if code == "PT018" else "dossier_app/x.py"
    outcome = run(BIN / "ruff", "check", "--no-cache", "--stdin-filename", place, "-", given=text)
    assert outcome.returncode == 1
    assert code in outcome.stdout


def test_linter_passes_a_clean_module() -> None:
    words = ("check", "--no-cache", "--stdin-filename", "dossier_app/x.py", "-")
    assert run(BIN / "ruff", *words, given=HEAD + "answer = 1\n").returncode == 0


def test_formatter_finds_untidy_lines() -> None:
    words = ("format", "--no-cache", "--check", "--stdin-filename", "dossier_app/x.py", "-")
    assert run(BIN / "ruff", *words, given="answer=1\n").returncode == 1
    assert run(BIN / "ruff", *words, given="answer = 1\n").returncode == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("answer: int = 'one'", "assignment"),
        ("def f(row): return row", "no-untyped-def"),
        ("rows: list = []", "type-arg"),
    ],
)
def test_type_checker_finds(tmp_path: Path, line: str, code: str) -> None:
    (tmp_path / "x.py").write_text(line + "\n", encoding="utf-8")
    cache = Path(os.devnull)
    words = ("--strict", "--config-file", os.devnull, "--cache-dir", cache, "x.py")
    outcome = run(BIN / "mypy", *words, cwd=tmp_path)
    assert outcome.returncode == 1
    assert f"[{code}]" in outcome.stdout


def test_a_kind_that_nobody_handles_is_a_type_error(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(UNHANDLED, encoding="utf-8")
    words = ("--strict", "--config-file", os.devnull, "--cache-dir", os.devnull, "x.py")
    outcome = run(BIN / "mypy", *words, cwd=tmp_path)
    assert "Kind.NEW" in outcome.stdout


UNHANDLED = """
from enum import Enum
from typing import assert_never

class Kind(Enum):
    TEXT = 1
    NEW = 2

def width(kind: Kind) -> int:
    match kind:
        case Kind.TEXT:
            return 1
        case _:
            assert_never(kind)
"""


@pytest.mark.parametrize(("floor", "code"), [(60, 0), (61, 2)])
def test_coverage_floor_holds_and_fails(tmp_path: Path, floor: int, code: int) -> None:
    text = "import sys\nif len(sys.argv) > 5:\n    print(1)\n"
    (tmp_path / "half.py").write_text(text, encoding="utf-8")
    (tmp_path / "coverage.ini").write_text("[run]\nbranch = true\n", encoding="utf-8")
    settings = ("--rcfile", "coverage.ini")
    python = (sys.executable, "-m", "coverage")
    assert run(*python, "run", *settings, "half.py", cwd=tmp_path).returncode == 0
    outcome = run(*python, "report", *settings, f"--fail-under={floor}", cwd=tmp_path)
    assert outcome.returncode == code


def test_a_warning_fails_the_test_that_caused_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import warnings\ndef test_warns():\n    warnings.warn('old')\n")
    settings = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(pytester.path))
    outcome = pytester.runpytest_subprocess(*settings, str(pytester.path))
    outcome.assert_outcomes(failed=1)
