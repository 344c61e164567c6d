"""A person without a mouse: only keys, always to the part that has the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from dossier_app.ui.main_window import MainWindow
from tests.ui.hands import type_into
from tests.ui.waiting import settle, until

MOST = 500
"""Presses of Tab after which a part counts as out of reach."""


class Keyboard:
    """Presses keys; `tabs` counts how often Tab was needed."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.tabs = 0

    def at(self) -> QWidget:
        """The part that has the focus."""
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press one key."""
        QTest.keyClick(self.at(), key, modifier or Qt.KeyboardModifier.NoModifier)
        settle()

    def write(self, words: str) -> None:
        """Type words."""
        type_into(self.at(), words)
        settle()

    def reach(self, name: str, kind: type[QWidget] = QWidget, *, whole: bool = False) -> QWidget:
        """Press Tab until the part whose name begins so, or is so as a whole, has the focus."""
        for _ in range(MOST):
            here = self.at()
            found = says(here) == name if whole else says(here).startswith(name)
            if isinstance(here, kind) and found:
                return here
            self.press(Qt.Key.Key_Tab)
            self.tabs += 1
        raise AssertionError(f"{name} cannot be reached by Tab; at {self.at()} {says(self.at())}")

    def push(self, name: str, *, whole: bool = False) -> None:
        """Reach a button and press it with the space bar."""
        self.reach(name, QAbstractButton, whole=whole)
        self.press(Qt.Key.Key_Space)

    def pick(self, name: str, words: str) -> None:
        """Reach a list and choose by the arrow keys."""
        box = self.reach(name, QComboBox)
        assert isinstance(box, QComboBox)
        while box.currentText() != words:
            before = box.currentIndex()
            self.press(Qt.Key.Key_Down)
            assert box.currentIndex() != before, f"{words} is not in {name}"

    def go(self, words: str) -> None:
        """Go anywhere by Ctrl K."""
        self.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        until(lambda: isinstance(QApplication.activeWindow(), QDialog))
        self.write(words)
        self.press(Qt.Key.Key_Return)
        self.back()

    def back(self) -> None:
        """Wait for the window to be active again, as a window manager makes it."""
        until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        until(self.window.isActiveWindow)
        settle()


def says(part: QWidget) -> str:
    """The name by which a part is known."""
    return part.accessibleName() or str(getattr(part, "text", str)())


def meanwhile(kind: type[QDialog], act: Callable[[QDialog], None]) -> None:
    """Act on the next modal window of a kind as soon as it is active: it has a loop of its own."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind) and shown.isVisible():
            act(shown)
        else:
            QTimer.singleShot(30, look)

    QTimer.singleShot(30, look)


def name_file(path: str) -> Callable[[QDialog], None]:
    """Name a file in the system's own file window and press Enter."""

    def typed(shown: QDialog) -> None:
        assert isinstance(shown, QFileDialog)
        line = shown.findChild(QLineEdit)
        assert line is not None
        line.setText(path)
        QTest.keyClick(line, Qt.Key.Key_Return)

    return typed
