"""The command line run in this process, and a workspace of one's own to run it on."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dossier_app.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """What one command line gave."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        assert list(self.json) == ["error"]
        found = self.json["error"]
        assert set(found) == {"exit", "code", "message", "place"}
        assert found["exit"] == self.exit
        assert found["message"]["zh"]
        assert found["message"]["en"]
        return found


Cli = Callable[..., Outcome]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run one command line as the program does."""

    def call(*words: object) -> Outcome:
        capsys.readouterr()
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return call


@pytest.fixture
def data(sample_folder: Path, tmp_path: Path) -> Path:
    """A closed workspace of one's own with all samples."""
    folder = tmp_path / "workspace"
    shutil.copytree(sample_folder, folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes, the writer's lock apart."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "workspace.lock"
    }
