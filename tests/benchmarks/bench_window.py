"""The window: start to first paint, what is imported by then, and how long it ever stands still.

Run by hand: `python tests/benchmarks/bench_window.py [runs]`. The workspace has one dossier with its text
fields answered and a tender of 300 (start) or 5,000 (driving) requirements and responses; the real window is
driven without a screen. The start is painted in one stage: frame, dossier column and the first card of step 1
with its stored values; further cards and what the checks find follow. "Stands still" is the longest turn of
the event loop after the act, the act included, up to the point where nothing is left to do; beside the clock
stands how long this thread itself computed in that turn, which other load on the machine does not lengthen.
"""

from __future__ import annotations

import gc
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMainWindow

    from dossier_app.ui.main_window import MainWindow

START = time.perf_counter()
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.rows import Row, in_child, peak, show  # noqa: E402 - START is the first thing measured

DOSSIER, TENDER = "d" * 32, "e" * 32
REQUIREMENTS = 5_000
HEAVY = ("reportlab", "openpyxl", "alembic", "pypdf", "pikepdf", "docx", "pdfplumber", "PIL")
TURNS = 7


def main() -> None:
    """Measure and print."""

    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 5))


def rows(runs: int) -> list[Row]:
    """Return the measured rows."""

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_workspace(folder / "large", REQUIREMENTS)
        make_workspace(folder / "usual", 300)
        ours, empty = [], []
        for _ in range(runs):
            empty.append(in_child(__file__, "empty", folder))
            shutil.rmtree(folder / "copy", ignore_errors=True)
            shutil.copytree(folder / "usual", folder / "copy")
            ours.append(in_child(__file__, "ours", folder))
        driven = in_child(__file__, "drive", folder)
    ratio = statistics.median(a["seconds"] / b["seconds"] for a, b in zip(ours, empty, strict=True))
    note = (
        f"{ours[0]['peak']:.0f} MB against {empty[0]['peak']:.0f} MB; heavy libraries imported by then: "
        f"{ours[0]['heavy']:.0f} of {len(HEAVY)}"
    )
    found: list[Row] = [
        Row("start to first painted window", ratio, 2.5, against="an empty QMainWindow", note=note)
    ]
    for key, words in _ACTS.items():
        own = f"computing {driven[key + ' own']:.0f} ms"
        note = f"{own}; longest: {driven[key + ' most']:.0f} ms{driven.get(key + ' where', '')}"
        found.append(Row(f"{words}, 5,000 requirements", driven[key], 50, "ms", note=note))
    found.append(Row("memory of the window, 5,000 requirements", driven["peak"], 500, "MB"))
    return found


_ACTS = {
    "page first": "a page shown for the first time",
    "page again": "a page shown again",
    "tender page": "the tender page shown again",
    "gap": "next gap",
    "keystroke": "one answer changed, everything judged again",
    "response": "one response changed, everything judged again",
}


def make_workspace(folder: Path, count: int) -> None:
    """Make a workspace with one dossier and a tender of `count` requirements, all answered but a few."""
    from dossier_app.base.text import Text
    from dossier_app.model.definition import FIELDS
    from dossier_app.service.commands import AddRecord, Batch, Command, CreateDossier, SetAnswer
    from dossier_app.service.indexing import WORDED
    from dossier_app.service.workspace import Workspace

    with Workspace.create(folder, person="基准") as workspace:
        workspace.do(CreateDossier(DOSSIER, "bench", "肺结节CT影像辅助检测软件"))
        parts: list[Command] = [
            SetAnswer(DOSSIER, "claim.product_name", "肺结节CT影像辅助检测软件"),
            *(
                SetAnswer(DOSSIER, key, f"{field.label.zh}：按说明书所载内容填写，与注册资料一致")
                for key, field in FIELDS.items()
                if field.kind in WORDED and key != "claim.product_name"
            ),
            AddRecord(
                DOSSIER, "tender", TENDER, {"code": "T1", "name": "基准项目", "state": "preparing"}
            ),
        ]
        for number in range(count):
            words = f"第{number}项：单例处理时间≤{number % 60 + 1}秒，灵敏度≥{number % 9 + 90}%"
            asked = {"tender": TENDER, "number": f"3.{number}", "text": words, "kind": "technical",
                     "marks": "★" if number % 10 == 0 else "", "effective_marks": "★" if number % 10 == 0 else ""}  # fmt: skip
            parts.append(AddRecord(DOSSIER, "requirement", f"{number:032x}", asked))
            if number % 50:
                said = words.replace("≤", "").replace("≥", "")
                reply = {
                    "tender": TENDER,
                    "requirement": f"{number:032x}",
                    "text": said,
                    "deviation": "none",
                }
                parts.append(AddRecord(DOSSIER, "response", f"{number + 1_000_000:032x}", reply))
        workspace.do(Batch(Text("基准", "benchmark"), tuple(parts)))


def empty(_folder: Path) -> dict[str, float]:
    """Paint an empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    return _painted(app, window)


def ours(folder: Path) -> dict[str, float]:
    """Paint the real window on a dossier's first step, as the program's own start does it."""
    gc.disable()  # as `dossier_app.__main__` does until the window was painted
    from dossier_app.ui.app import application, first_window, open_workspace
    from dossier_app.ui.settings import Settings

    app = application()
    workspace = open_workspace(folder / "copy")
    settings = Settings(folder / "copy" / "window.ini")
    settings.last_place = f"claim|{DOSSIER}||||"
    window = first_window(workspace, settings)
    found = _painted(app, window)
    window.close()
    workspace.close()
    return found


def _painted(app: QApplication, window: QMainWindow) -> dict[str, float]:
    """Show a window and return the seconds since the script began when its first picture was done.

    All parts are painted in one go after the window's own paint event; the moment is noted in the next turn.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer

    done: list[float] = []

    class Watch(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - the library calls it so
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, lambda: done.append(time.perf_counter() - START))
            return False

    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    while not done:
        app.processEvents()
    heavy = sum(name in sys.modules for name in HEAVY)
    return {"seconds": done[0], "heavy": heavy, "peak": peak()}


def drive(folder: Path) -> dict[str, Any]:
    """Drive the real window on the large tender and return the longest stand-stills in milliseconds."""
    from dossier_app.service.commands import ChangeRecord, SetAnswer
    from dossier_app.ui.app import application, first_window, open_workspace
    from dossier_app.ui.settings import Settings
    from dossier_app.ui.spot import DOSSIER_PAGES, PageKey, Spot

    application()
    workspace = open_workspace(folder / "large")
    window = first_window(workspace, Settings(folder / "window.ini"))
    window.resize(1440, 900)
    window.show()
    _longest(window, lambda: None)
    _longest(window, lambda: window.go(Spot(PageKey.CLAIM, DOSSIER)))
    found: dict[str, Any] = {}

    def note(key: str, turns: list[Turn], names: list[str] | None = None) -> None:
        found[key] = statistics.median(turn.clock for turn in turns)
        found[key + " own"] = statistics.median(turn.own for turn in turns)
        most = max(range(len(turns)), key=lambda n: turns[n].clock)
        found[key + " most"] = turns[most].clock
        if names:
            found[key + " where"] = f" ({names[most]}, computing {turns[most].own:.0f} ms)"

    def shown(pages: list[PageKey]) -> list[Turn]:
        own = {page: DOSSIER if page in DOSSIER_PAGES else "" for page in pages}
        return [_longest(window, lambda p=p: window.go(Spot(p, own[p]))) for p in pages]

    _settle(window)
    pages = [page for page in PageKey if page is not PageKey.CLAIM]
    note("page first", shown(pages), [page.value for page in pages])
    again = [page for page in PageKey if page is not PageKey.TENDER]
    note("page again", shown(again), [page.value for page in again])
    tender = []
    for _ in range(TURNS):
        _longest(window, lambda: window.go(Spot(PageKey.CLAIM, DOSSIER)))
        tender.append(_longest(window, lambda: window.go(Spot(PageKey.TENDER, DOSSIER, TENDER))))
    note("tender page", tender)
    _longest(window, lambda: window.go(Spot(PageKey.CLAIM, DOSSIER)))
    note("gap", [_longest(window, lambda: window.next_gap(1)) for _ in range(TURNS)])
    desk = window.desk
    _longest(window, lambda: window.go(Spot(PageKey.CLAIM, DOSSIER)))
    typed = [
        SetAnswer(DOSSIER, "claim.product_name", f"肺结节CT影像辅助检测软件{n}")
        for n in range(TURNS)
    ]
    note("keystroke", [_longest(window, lambda c=c: desk.do(c)) for c in typed])
    _longest(window, lambda: window.go(Spot(PageKey.TENDER, DOSSIER, TENDER)))
    replies = [
        ChangeRecord("response", f"{1_000_007:032x}", {"text": f"单例处理时间{n + 1}秒"})
        for n in range(TURNS)
    ]
    note("response", [_longest(window, lambda c=c: desk.do(c)) for c in replies])
    window.close()
    workspace.close()
    return {**found, "peak": peak()}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the event loop in milliseconds: by the clock, and what this thread computed itself."""

    clock: float
    own: float


def _longest(window: MainWindow, act: Callable[[], object]) -> Turn:
    """Do something and return the longest turn of the event loop until all is quiet."""
    from PySide6.QtWidgets import QApplication

    app, pause = QApplication.instance(), Event()
    assert app is not None
    longest = _turn(act)
    quiet_since = time.perf_counter()
    while time.perf_counter() - quiet_since < 0.4 or _pending(window):
        turn = _turn(app.processEvents)
        longest = max(longest, turn, key=lambda each: each.clock)
        if turn.clock > 4:
            quiet_since = time.perf_counter()
        pause.wait(0.002)  # lets the pool's threads have their turn
    return longest


def _turn(act: Callable[[], object]) -> Turn:
    clock, own = time.perf_counter(), time.thread_time()
    act()
    return Turn((time.perf_counter() - clock) * 1000, (time.thread_time() - own) * 1000)


def _settle(window: MainWindow) -> None:
    """Wait until everything that follows the start is done."""
    _longest(window, lambda: None)


def _pending(window: MainWindow) -> bool:
    """Tell whether the pool of the window still works on something."""
    pool = window.desk.jobs._pool
    idle = pool._idle_semaphore._value
    return bool(pool._work_queue.qsize()) or idle < len(pool._threads)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        work = {"empty": empty, "ours": ours, "drive": drive}[sys.argv[2]]
        sys.stdout.write(json.dumps(work(Path(sys.argv[3]))) + "\n")
    else:
        main()
