"""Waiting for the window without sleeping, and walking what it shows."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.step import StepPage
from dossier_app.ui.spot import DOSSIER_PAGES, PageKey, Spot


def until(holds: Callable[[], object], milliseconds: int = 20_000) -> None:
    """Let the window work until something holds; fail when it never does."""
    end = time.monotonic() + milliseconds / 1000
    while not holds():
        assert time.monotonic() < end, "the window did not come to it in time"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def settle() -> None:
    """Let every event that is due be handled: layouts, deletions, timers of no delay."""
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def judged(window: MainWindow) -> None:
    """Wait until the open dossier is judged."""
    until(lambda: window.desk.current is not None and window.desk.current.judged)


def show(window: MainWindow, page: PageKey, dossier: str) -> None:
    """Show a page and wait until it is whole."""
    window.go(Spot(page, dossier))
    if page in DOSSIER_PAGES:
        judged(window)
    shown = window.page()
    if isinstance(shown, StepPage):
        until(shown.is_built)
    settle()


def parts(window: QWidget) -> Iterator[QWidget]:
    """Every part that is shown."""
    return (part for part in window.findChildren(QWidget) if part.isVisible())


def said(window: QWidget) -> str:
    """All words that labels show."""
    return "\n".join(p.text() for p in parts(window) if isinstance(p, QLabel))
