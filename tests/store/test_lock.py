"""One writer at a time, named; what a dead process left behind is taken over."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dossier_app.base.errors import DiskTrouble, InUse
from dossier_app.store import lock

_HOLD = """
import sys, time
from pathlib import Path
from dossier_app.store.lock import take
held = take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_second_writer_is_told_who_holds_it(tmp_path: Path) -> None:
    first = lock.take(tmp_path)
    with pytest.raises(InUse, match=first.holder.user):
        lock.take(tmp_path)
    first.release()
    lock.take(tmp_path).release()
    assert lock.holder_of(tmp_path) is None


def test_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(InUse, match=str(child.pid)):
            lock.take(tmp_path)
        child.kill()
        child.wait()
    assert lock.holder_of(tmp_path) is not None
    lock.take(tmp_path).release()


def test_lock_of_another_computer_is_respected(tmp_path: Path) -> None:
    holder = {"user": "li", "host": "elsewhere", "pid": 7}
    (tmp_path / lock.LOCK_NAME).write_text(json.dumps(holder), encoding="utf-8")
    with pytest.raises(InUse, match="elsewhere"):
        lock.take(tmp_path)
    assert str(lock.holder_of(tmp_path)) == "li (elsewhere, 7)"


def test_place_that_cannot_be_written_is_disk_trouble(tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble):
        lock.take(tmp_path / "absent")


def test_nonsense_in_the_file_names_nobody(tmp_path: Path) -> None:
    (tmp_path / lock.LOCK_NAME).write_bytes(b"\xff{")
    assert lock.holder_of(tmp_path) is None
    lock.take(tmp_path).release()
