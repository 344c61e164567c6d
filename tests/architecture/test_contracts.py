"""The import contracts hold, and each of them breaks when somebody imports past it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# What is added to a copy of the program, and the contract that must break.
FORBIDDEN = [
    ("model/added.py", "import dossier_app.service", "layers point one way"),
    ("base/added.py", "from dossier_app import model", "layers point one way"),
    ("store/added.py", "import dossier_app.writers", "layers point one way"),
    ("cli/added.py", "import dossier_app.ui", "layers point one way"),
    ("nowhere/__init__.py", "", "layers point one way"),
    ("service/added.py", "def f():\n    import PySide6.QtCore", "Qt only in ui"),
    ("writers/added.py", "import sqlite3", "SQL only in store"),
    ("service/added.py", "import sqlalchemy", "SQL is reached through store alone"),
    ("ui/added.py", "import openpyxl", "document libraries only in readers and writers"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    words = (str(LINT_IMPORTS), "--no-cache")
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def test_contracts_hold() -> None:
    outcome = lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.fixture(scope="module")
def bones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of the program without their modules, under the project's own contracts."""
    folder = tmp_path_factory.mktemp("bones")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in [
        "",
        "cli",
        "ui",
        "service",
        "rules",
        "store",
        "readers",
        "writers",
        "model",
        "base",
    ]:
        (folder / "dossier_app" / package).mkdir()
        (folder / "dossier_app" / package / "__init__.py").touch()
    (folder / "dossier_app" / "__main__.py").touch()
    return folder


def test_bare_packages_pass(bones: Path) -> None:
    outcome = lint(bones)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize(("place", "words", "contract"), FORBIDDEN)
def test_contract_breaks(bones: Path, place: str, words: str, contract: str) -> None:
    added = bones / "dossier_app" / place
    added.parent.mkdir(exist_ok=True)
    added.write_text(words, encoding="utf-8")
    try:
        outcome = lint(bones)
    finally:
        added.unlink()
        if not list(added.parent.glob("*.py")):
            shutil.rmtree(added.parent)
    assert outcome.returncode != 0
    assert f"{contract} BROKEN" in outcome.stdout or "dossier_app.nowhere" in outcome.stdout
