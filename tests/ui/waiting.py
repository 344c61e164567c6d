"""Waiting for the window without sleeping, and walking what it shows."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.step import StepPage
from dossier_app.ui.spot import DOSSIER_PAGES, PageKey, Spot


def until(holds: Callable[[], object], milliseconds: int = 20_000) -> None:
    """Let the window work until something holds; fail when it never does."""
    end = time.monotonic() + milliseconds / 1000
    while not holds():
        assert time.monotonic() < end, "the window did not come to it in time"
        QTest.qWait(10)


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
    QTest.qWait(50)


def parts(window: QWidget) -> Iterator[QWidget]:
    """Every part that is shown."""
    return (part for part in window.findChildren(QWidget) if part.isVisible())
