"""What a person's hands do: type, press, choose; every act is counted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from dossier_app.ui.form import FieldRow
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.step import StepPage
from dossier_app.ui.spot import PageKey, Spot
from tests.ui.waiting import judged, parts, settle, until


def type_into(part: QWidget, words: str) -> None:
    """Type: plain letters by keys, all others as a Chinese input method hands them over."""
    if words.isascii():
        QTest.keyClicks(part, words)
        return
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(part, event)


class Hands:
    """Acts on what is shown only, as a person can; `clicks` counts presses of the mouse."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.clicks = 0

    def press(self, words: str, where: QWidget | None = None) -> None:
        """Click the shown button with these words or this name."""
        found = self.button(words, where)
        assert found.isEnabled(), f"{words} cannot be pressed"
        self.clicks += 1
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        settle()

    def button(self, words: str, where: QWidget | None = None) -> QAbstractButton:
        """The one shown button with these words, or whose name begins with them."""
        shown = [p for p in parts(where or self.window) if isinstance(p, QAbstractButton)]
        exact = [p for p in shown if words in (p.text(), p.accessibleName())]
        near = [p for p in shown if p.accessibleName().startswith(words)]
        found = exact or near
        assert found, (
            f"no button {words}; shown: {sorted({p.text() or p.accessibleName() for p in shown})}"
        )
        return found[0]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the cursor stands."""
        part = QApplication.focusWidget() or self.window
        QTest.keyClick(part, key, modifier or Qt.KeyboardModifier.NoModifier)
        settle()

    def control(self, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def write(self, words: str) -> None:
        """Type where the cursor stands."""
        part = QApplication.focusWidget()
        assert part is not None, "the cursor stands nowhere"
        type_into(part, words)
        settle()

    def tab(self) -> None:
        """Leave the field by the keyboard."""
        self.key(Qt.Key.Key_Tab)

    def into(self, page: PageKey, field: str) -> FieldRow:
        """Put the cursor into a field of a step."""
        self.window.activateWindow()
        until(self.window.isActiveWindow)
        self.window.go(Spot(page, self.window.desk.dossier_id, field=field))
        shown = self.window.page()
        assert isinstance(shown, StepPage)
        settle()
        return next(card.rows[field] for card in shown.cards if field in card.rows)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """The shown dialog of a kind."""
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        assert found, f"no {kind.__name__} is shown"
        return found[-1]

    def rested(self) -> None:
        """Wait until the dossier is judged after the last change."""
        desk = self.window.desk
        until(desk.is_resting)
        judged(self.window)
        settle()
