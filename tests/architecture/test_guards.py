"""The guards of conftest catch what they promise: sockets, here and in child processes, and threads."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest


def test_connecting_is_refused_and_written_down(socket_attempts: Path) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as outward,
        pytest.raises(RuntimeError, match=r"socket\.connect"),
    ):
        outward.connect(("192.0.2.1", 80))
    assert "192.0.2.1" in socket_attempts.read_text(encoding="utf-8")
    socket_attempts.unlink()


def test_looking_up_a_name_is_refused(socket_attempts: Path) -> None:
    with pytest.raises(RuntimeError, match="getaddrinfo"):
        socket.getaddrinfo("example.invalid", 80)
    socket_attempts.unlink()


def test_a_child_process_is_refused_too(socket_attempts: Path) -> None:
    words = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    child = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=False
    )
    assert "IPSocketOpened" in child.stderr
    assert "getaddrinfo" in socket_attempts.read_text(encoding="utf-8")
    socket_attempts.unlink()


def test_sockets_inside_the_machine_are_left_alone(tmp_path: Path, socket_attempts: Path) -> None:
    with (
        socket.socket(socket.AF_UNIX) as listening,
        socket.socket(socket.AF_UNIX) as calling,
    ):
        listening.bind(str(tmp_path / "s"))
        listening.listen()
        calling.connect(str(tmp_path / "s"))
    assert not socket_attempts.exists()


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """A small suite under the project's own conftest."""
    conftest = Path(__file__).parents[1] / "conftest.py"
    guard = conftest.parent / "offline" / "sitecustomize.py"
    pytester.makeconftest(conftest.read_text(encoding="utf-8"))
    copy = pytester.mkdir("offline") / guard.name
    copy.write_text(guard.read_text(encoding="utf-8"), encoding="utf-8")
    return pytester


def test_a_test_that_swallows_the_refusal_fails(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(
        """
        import contextlib, socket
        def test_swallows():
            with contextlib.suppress(RuntimeError), socket.socket() as outward:
                outward.connect(("192.0.2.1", 80))
        """
    )
    outcome = guarded.runpytest_subprocess("-p", "no:cacheprovider")
    outcome.assert_outcomes(passed=1, errors=1)
    outcome.stdout.fnmatch_lines(["*IP socket opened*192.0.2.1*"])


def test_a_test_that_leaves_a_thread_behind_fails(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(
        """
        import threading
        def test_leaves():
            threading.Thread(target=threading.Event().wait, name="lost", daemon=True).start()
        """
    )
    outcome = guarded.runpytest_subprocess("-p", "no:cacheprovider")
    outcome.assert_outcomes(passed=1, errors=1)
    outcome.stdout.fnmatch_lines(["*threads left running: *lost*"])
