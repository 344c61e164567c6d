"""Each call that changes a file, made to fail once: what was there stays, and the failure is told as trouble.

The interpreter's own audit events tell of every such call before it is made; raising there is the failure.
DOSSIER_FAILURES=all fails every one; the suite fails every ninth.
"""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dossier_app.base.errors import DossierError
from dossier_app.service import care, imports, queries
from dossier_app.service.clock import system_clock
from dossier_app.service.commands import CreateDossier, SetAnswer
from dossier_app.service.workspace import Workspace
from dossier_app.store.backup import back_up
from dossier_app.store.opening import FILE_NAME
from tests.service.bidding import buyer_file
from tests.service.killed_works import BUYER, COUNTER, OLD, OUT, SAVED, WORKS
from tests.service.test_killing_works import FAULTS

STEP = 1 if os.environ.get("DOSSIER_FAILURES") == "all" else 9
_CHANGING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Failing:
    """Counts the calls that change files below the temporary folder, and lets one of them fail."""

    def __init__(self) -> None:
        self.armed = False
        self.seen = self.wanted = 0
        self.hit = ""
        sys.addaudithook(self._heard)

    def _heard(self, event: str, parts: tuple[object, ...]) -> None:
        if not self.armed or not self._changes(event, parts):
            return
        self.seen += 1
        if self.seen == self.wanted:
            self.hit = f"{event} {parts[0]!r}"
            code = errno.ENOSPC if self.seen % 2 else errno.EIO
            raise OSError(code, os.strerror(code), str(parts[0]))

    @staticmethod
    def _changes(event: str, parts: tuple[object, ...]) -> bool:
        if event == "open":
            writing = isinstance(parts[2], int) and parts[2] & _WRITES
            return bool(writing) and str(parts[0]).startswith(tempfile.gettempdir())
        return event in _CHANGING and str(parts[0]).startswith(tempfile.gettempdir())

    def run(self, work: Callable[[], object], wanted: int) -> BaseException | None:
        """Run `work` with its call number `wanted` failing; return what it raised."""
        self.seen, self.wanted, self.hit, self.armed = 0, wanted, "", True
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is looked at
            return error
        finally:
            self.armed = False
        return None


FAILING = Failing()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("failing")
    with Workspace.create(base / "ws") as ws:
        ws.do(CreateDossier("d1", "lung", "肺结节"))
        ws.do(SetAnswer("d1", COUNTER, "kept"))
    kept = back_up(base / "ws" / FILE_NAME, base / "b", system_clock())
    shutil.copyfile(kept, base / "kept.sqlite3")
    buyer_file(base / BUYER)
    (base / OUT).mkdir()
    (base / OLD / "77").mkdir(parents=True)
    shutil.copyfile(SAVED, base / OLD / "77" / FILE_NAME)
    (base / "paper.csv").write_text("序号,内容\n1,甲\n", encoding="utf-8")
    return base


def attached(folder: Path, _number: int) -> None:
    """Take a file in as evidence."""
    with Workspace.open(folder) as ws:
        imports.attach(ws, "d1", folder.parent / "paper.csv", "other")


def migrated(folder: Path, number: int) -> None:
    """Open the workspace of the first release."""
    Workspace.open(folder.parent / OLD / str(number)).close()


def attach_faults(folder: Path, last: int) -> list[str]:
    """The workspace is whole, and the file is there where it was told."""
    with Workspace.open(folder) as ws:
        found = len(queries.dossier(ws, "d1").all("evidence"))
        faults = [] if care.examine(ws).ok else ["broken"]
    return faults if found == int(last > 0) else [*faults, f"{found} files"]


DONE = {name: WORKS[name] for name in ("exported", "imported", "restored")}
DONE |= {"attached": attached, "migrated": migrated}
LOOKED = {**FAULTS, "attach": attach_faults}


def failures(
    work: str, prepared: Path, step: int = STEP
) -> Iterator[tuple[str, BaseException | None, list[str]]]:
    """Yield for each call that was made to fail: the call, what was raised, and what is wrong afterwards."""
    number = 0
    while True:
        number += 1 if number == 0 else step
        base = prepared.with_name(f"{prepared.name}-{work}")
        shutil.rmtree(base, ignore_errors=True)
        shutil.copytree(prepared, base)
        raised = FAILING.run(lambda: DONE[work](base / "ws", 77), number)  # noqa: B023 - run at once
        if not FAILING.hit:
            assert raised is None
            return
        yield FAILING.hit, raised, LOOKED[work[:6]](base / "ws", 0 if raised else 77)


@pytest.mark.parametrize("work", list(DONE))
def test_a_failing_call_leaves_the_old_or_the_new_and_is_told(prepared: Path, work: str) -> None:
    count, wrong = 0, []
    for call, raised, faults in failures(work, prepared):
        count += 1
        if faults or not isinstance(raised, DossierError | None):
            wrong.append((call, repr(raised), faults))
    assert wrong == []
    assert count


def test_the_harness_notices_what_is_written_in_the_open(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DONE, "import in the open", WORKS["torn_import"])
    assert any(faults for _, _, faults in failures("import in the open", prepared, 1))
