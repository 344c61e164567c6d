"""The window: start to first paint, what is imported by then, and how long it ever stands still.

Run by hand: `python tests/benchmarks/bench_window.py [runs]`. The workspace has one dossier with a tender of
5,000 requirements and responses; the real window is driven without a screen. "Stands still" is the longest
turn of the event loop after the act, the act included, up to the point where nothing is left to do.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

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
        note = f"longest of {TURNS}: {driven[key + ' most']:.0f} ms"
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
    from dossier_app.service.commands import AddRecord, Batch, CreateDossier, SetAnswer
    from dossier_app.service.workspace import Workspace

    with Workspace.create(folder, person="基准") as workspace:
        workspace.do(CreateDossier(DOSSIER, "bench", "肺结节CT影像辅助检测软件"))
        parts = [
            SetAnswer(DOSSIER, "claim.product_name", "肺结节CT影像辅助检测软件"),
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
    """Paint the real window on a dossier, as the program's own start does it."""
    from dossier_app.ui.app import application, first_window, open_workspace
    from dossier_app.ui.settings import Settings

    app = application()
    workspace = open_workspace(folder / "copy")
    window = first_window(workspace, Settings(folder / "copy" / "window.ini"))
    found = _painted(app, window)
    window.close()
    workspace.close()
    return found


def _painted(app: QApplication, window: QMainWindow) -> dict[str, float]:
    """Show a window and return the seconds since the script began when its first paint was done."""
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        seen = False

        def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - the library calls it so
            self.seen = self.seen or event.type() == QEvent.Type.Paint
            return False

    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    while not watch.seen:
        app.processEvents()
    seconds = time.perf_counter() - START
    heavy = sum(name in sys.modules for name in HEAVY)
    return {"seconds": seconds, "heavy": heavy, "peak": peak()}


def drive(folder: Path) -> dict[str, float]:
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
    found: dict[str, float] = {}

    def note(key: str, times: list[float]) -> None:
        found[key], found[key + " most"] = statistics.median(times), max(times)

    pages = [page for page in DOSSIER_PAGES if page is not PageKey.CLAIM]
    note("page first", [_longest(window, lambda p=p: window.go(Spot(p, DOSSIER))) for p in pages])
    again = [page for page in DOSSIER_PAGES if page is not PageKey.TENDER]
    note("page again", [_longest(window, lambda p=p: window.go(Spot(p, DOSSIER))) for p in again])
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


def _longest(window: MainWindow, act: Callable[[], object]) -> float:
    """Do something and return the longest turn of the event loop until all is quiet, in milliseconds."""
    from PySide6.QtWidgets import QApplication

    app, pause = QApplication.instance(), Event()
    assert app is not None
    start = time.perf_counter()
    act()
    longest = last = time.perf_counter() - start
    quiet_since = time.perf_counter()
    while time.perf_counter() - quiet_since < 0.4 or _pending(window):
        start = time.perf_counter()
        app.processEvents()
        last = time.perf_counter() - start
        longest = max(longest, last)
        if last > 0.004:
            quiet_since = time.perf_counter()
        pause.wait(0.002)  # lets the pool's threads have their turn
    return longest * 1000


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
