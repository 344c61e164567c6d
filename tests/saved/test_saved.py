"""The file of every release opens, is sound, and says what it said when it was made."""

import shutil
from pathlib import Path

import pytest

from dossier_app import __version__
from dossier_app.service import care, exchange, imports
from dossier_app.service.workspace import Workspace
from dossier_app.store.opening import FILE_NAME

HERE = Path(__file__).resolve().parent
FILES = sorted(HERE.glob("*.sqlite3"))


def test_this_release_has_its_file() -> None:
    assert f"{__version__}.sqlite3" in {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_saved_file_opens_and_says_the_same(path: Path, tmp_path: Path) -> None:
    shutil.copyfile(path, tmp_path / FILE_NAME)
    with Workspace.open(tmp_path) as ws:
        found = exchange.canonical(imports.dump(ws, "saved"))
        assert found == path.with_suffix(".json").read_text(encoding="utf-8")
        assert care.examine(ws).ok
        assert care.verify_audit(ws).fault is None
        while ws.undo() is not None:
            pass
        assert ws.redo_name() is not None
