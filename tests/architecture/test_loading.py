"""What a start may load: commands never touch Qt, the window loads no document library before it is needed."""

import os
import subprocess
import sys

import pytest

LATE = ("reportlab", "openpyxl", "docx", "pikepdf", "pdfplumber", "alembic", "PIL", "pypinyin")


def loaded_by(words: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after running words."""
    script = f"{words}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    # A measured child would load what the measuring needs.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=bare
    )
    assert child.returncode == 0, child.stderr
    return set(child.stdout.splitlines()[-1].split())


def test_what_was_loaded_is_seen() -> None:
    assert "sqlite3" in loaded_by("import sqlite3")
    assert "sqlite3" not in loaded_by("import json")


def test_window_loads_no_document_library_before_it_is_needed() -> None:
    loaded = loaded_by("import dossier_app.ui.app, dossier_app.ui.main_window")
    assert loaded & set(LATE) == set()


@pytest.mark.parametrize("words", ["dossier_app.__main__", "dossier_app.service.workspace"])
def test_below_the_window_nothing_loads_qt(words: str) -> None:
    assert "PySide6" not in loaded_by(f"import {words}")
