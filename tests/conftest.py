"""What holds for every test: no network, no display, no folder of the user who runs it."""

import importlib.util
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from dossier_app.service.workspace import Workspace

_TESTS = Path(__file__).resolve().parent
_SCRATCH = tempfile.TemporaryDirectory(prefix="dossier-tests-")
_SOCKETS = Path(_SCRATCH.name) / "sockets.txt"


def _set_environment() -> None:
    """Give Qt, platformdirs and child processes their surroundings before anything is imported."""
    home = Path(_SCRATCH.name) / "home"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["DOSSIER_TEST_SOCKET_RECORD"] = str(_SOCKETS)
    os.environ["PYTHONPATH"] = str(_TESTS / "offline")
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        folder = home / variable
        folder.mkdir(parents=True)
        os.environ[variable] = str(folder)


def _refuse_sockets() -> None:
    """Load the same guard that child processes load."""
    place = _TESTS / "offline" / "sitecustomize.py"
    spec = importlib.util.spec_from_file_location("dossier_tests_offline", place)
    assert spec is not None
    assert spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


_set_environment()
_refuse_sockets()
# The same examples on every machine, however slow it is, and no folder of examples left behind.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture
def socket_attempts() -> Iterator[Path]:
    """The record of refused sockets; a test that provokes them on purpose takes it and empties it."""
    yield _SOCKETS
    _SOCKETS.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def no_ip_socket() -> Iterator[None]:
    """Fail the test that reached for the network, even where the code swallowed the refusal."""
    yield
    if _SOCKETS.exists():
        attempts = _SOCKETS.read_text(encoding="utf-8")
        _SOCKETS.unlink()
        pytest.fail(f"IP socket opened: {attempts}")


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail the test whose threads outlive it; one that is ending gets a moment to end."""
    before = set(threading.enumerate())
    yield
    left = [each for each in threading.enumerate() if each not in before]
    for each in left:
        each.join(2)
    running = [each.name for each in left if each.is_alive()]
    if running:
        pytest.fail(f"threads left running: {running}")


def _sample_clock() -> datetime:
    """Return the moment at which every test on the samples happens."""
    return datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with all shipped samples; not to be written to."""
    from dossier_app.service.demo import install_samples
    from dossier_app.service.workspace import Workspace

    folder = tmp_path_factory.mktemp("samples") / "workspace"
    with Workspace.create(folder, person="测试", clock=_sample_clock) as workspace:
        install_samples(workspace)
    return folder


@pytest.fixture
def samples(sample_folder: Path, tmp_path: Path) -> "Iterator[Workspace]":
    """A workspace of one's own with all samples, open for writing."""
    from dossier_app.service.workspace import Workspace

    folder = tmp_path / "workspace"
    shutil.copytree(sample_folder, folder)
    with Workspace.open(folder, person="测试", clock=_sample_clock) as workspace:
        yield workspace
