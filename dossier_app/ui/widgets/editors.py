"""The input for each kind of field: each reads and shows the field's JSON form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from dossier_app.base.text import Text
from dossier_app.model.fields import Json, Option
from dossier_app.ui.i18n import Speech
from dossier_app.ui.theme import Role, Size
from dossier_app.ui.theme.icons import pixmap
from dossier_app.ui.widgets.basics import button, icon_button, label, retone
from dossier_app.ui.widgets.flow import Flow
from dossier_app.ui.widgets.undo import is_for_window
from dossier_app.ui.widgets.wheel import NoWheel

_CALENDAR = Text("从日历选择：{name}", "Pick from the calendar: {name}")


class Editor(QWidget):
    """An input; `typed` on every edit by a person, `settled` when the value stands, `entered` on focus."""

    typed = Signal()
    settled = Signal()
    entered = Signal()

    def read(self) -> Json | None:
        """Return what stands there, None when it is empty."""
        raise NotImplementedError

    def put(self, value: Json | None) -> None:
        """Show a value without telling anyone."""
        raise NotImplementedError

    def target(self) -> QWidget:
        """Return the part that takes the focus."""
        raise NotImplementedError

    def mark_wrong(self, wrong: bool) -> None:
        """Show that the value was refused."""
        retone(self.target(), "wrong", "true" if wrong else "false")

    def watch(self, part: QWidget) -> None:
        """Follow the focus of a part."""
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus comes and goes; a menu or another window over it is no leaving."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.settled.emit()
        elif isinstance(event, QKeyEvent) and is_for_window(watched, event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class LineEditor(Editor):
    """One line of text or figures."""

    def __init__(self, name: str, *, figures: bool = False, hint: str = "", unit: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        if figures:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            self.line.setMaximumWidth(240)
        self.beside = _bare(QHBoxLayout(self))
        self.beside.addWidget(self.line, 1)
        if unit:
            self.beside.addWidget(label(unit, "muted"))
        if figures:
            self.beside.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda: self.typed.emit())
        self.line.returnPressed.connect(self.settled)
        self.watch(self.line)

    def read(self) -> Json | None:
        """Return the text without blanks around it."""
        return self.line.text().strip() or None

    def put(self, value: Json | None) -> None:
        """Show the text from its beginning."""
        words = "" if value is None else str(value)
        if self.line.text().strip() != words:
            self.line.setText(words)
            self.line.setCursorPosition(0)

    def target(self) -> QWidget:
        """Return the line."""
        return self.line


class Growing(QPlainTextEdit):
    """A text box as tall as its text, within limits; Tab leaves it."""

    LEAST = 2
    MOST = 14

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs."""
        spacing = self.fontMetrics().lineSpacing()
        need = int(self.document().size().height())
        lines = max(self.LEAST, min(self.MOST, need))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if need > lines else policy.ScrollBarAlwaysOff
        )
        height = lines * spacing + 22
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again when the width changed; afterwards, for a layout at work loses the request."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)


class TextEditor(Editor):
    """Several lines of plain text; grows with what is written."""

    BOX: type[Growing] = Growing

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.box = self.BOX()
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(hint)
        _bare(QVBoxLayout(self)).addWidget(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.box)
        self._quiet = False
        self.box.textChanged.connect(self._edited)
        self.watch(self.box)

    def read(self) -> Json | None:
        """Return the text without blank lines around it."""
        return self.box.toPlainText().strip() or None

    def put(self, value: Json | None) -> None:
        """Show the text."""
        words = "" if value is None else str(value)
        if self.box.toPlainText().strip() != words:
            self._quiet = True
            self.box.setPlainText(words)
            self._quiet = False

    def target(self) -> QWidget:
        """Return the box."""
        return self.box

    def _edited(self) -> None:
        if not self._quiet:
            self.typed.emit()


class DayEditor(LineEditor):
    """A date or moment as 2026-11-22, typed or picked."""

    def __init__(self, name: str, role: Role, say: Speech, *, moment: bool = False) -> None:
        super().__init__(name, hint="2026-11-22 09:30" if moment else "2026-11-22")
        self._moment = moment
        self.line.setMaximumWidth(180)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        picker = icon_button("calendar", say(_CALENDAR.format(name=name)), role, self._pick)
        picker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.beside.addWidget(picker)
        self.beside.addStretch(1)
        self._picker = picker

    def put(self, value: Json | None) -> None:
        """Show a moment without the T between date and time."""
        words = "" if value is None else str(value)
        super().put(words.replace("T", " ").partition("+")[0] if self._moment else words)

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        chosen: list[str] = []
        calendar.clicked.connect(lambda d: chosen.append(d.toString(Qt.DateFormat.ISODate)))
        menu.exec(self._picker.mapToGlobal(self._picker.rect().bottomLeft()))
        menu.deleteLater()
        if chosen:
            self.line.setText(chosen[-1] + (" 09:30" if self._moment else ""))
            self.settled.emit()


_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChipEditor(Editor):
    """Chips to press: one of several, or any number of them."""

    def __init__(self, name: str, options: tuple[Option, ...], say: Speech, *, many: bool) -> None:
        super().__init__()
        self._many = many
        self._chips = {}
        flow = Flow(Size.UNIT + 2)
        _bare(QVBoxLayout(self)).addWidget(flow)
        self.setSizePolicy(flow.sizePolicy())
        for option in options:
            chip = button(say(option.label), look="chip", name=f"{name}: {say(option.label)}")
            chip.setCheckable(True)
            chip.clicked.connect(lambda on, key=option.key: self._pressed(key, on))
            flow.add(chip)
            self._chips[option.key] = chip
            chip.installEventFilter(self)
        self.setAccessibleName(name)
        first = next(iter(self._chips.values()), None)
        if first:
            self.setFocusProxy(first)

    def read(self) -> Json | None:
        """Return the key or keys that are pressed."""
        keys = [key for key, chip in self._chips.items() if chip.isChecked()]
        if self._many:
            return keys or None
        return keys[0] if keys else None

    def put(self, value: Json | None) -> None:
        """Press the chips of a value."""
        wanted = value if isinstance(value, list) else [value]
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)

    def target(self) -> QWidget:
        """Return the first chip."""
        return next(iter(self._chips.values()), self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus, and move among the chips by the arrow keys."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            chips = list(self._chips.values())
            if step and isinstance(watched, QPushButton) and watched in chips:
                at = (chips.index(watched) + step) % len(chips)
                chips[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _pressed(self, key: str, on: bool) -> None:
        if on and not self._many:
            for other, chip in self._chips.items():
                chip.setChecked(other == key)
        self.typed.emit()
        self.settled.emit()


class YesNoEditor(ChipEditor):
    """Yes, no, or not answered."""

    def __init__(self, name: str, say: Speech) -> None:
        super().__init__(name, (Option("yes", _YES), Option("no", _NO)), say, many=False)

    def read(self) -> Json | None:
        """Return true, false or None."""
        key = super().read()
        return None if key is None else key == "yes"

    def put(self, value: Json | None) -> None:
        """Press yes or no."""
        super().put(None if value is None else "yes" if value is True else "no")


class DropDown(QComboBox):
    """A drop-down list whose arrow is tinted by the theme (style sheets cannot tint)."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the arrow."""
        super().paintEvent(event)
        ink = self.palette().color(self.foregroundRole()).name()
        painter = QPainter(self)
        side = Size.ICON - 2
        painter.drawPixmap(
            self.width() - side - 7, (self.height() - side) // 2, pixmap("chevron-down", ink, side)
        )


class Tick(QCheckBox):
    """A check box whose tick is drawn in the theme's ink."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the tick."""
        super().paintEvent(event)
        if self.isChecked():
            ink = self.palette().color(self.foregroundRole()).name()
            QPainter(self).drawPixmap(2, (self.height() - 12) // 2, pixmap("check", ink, 12))


class PickEditor(Editor):
    """A drop-down list: long choices and references to other records."""

    def __init__(self, name: str, options: list[tuple[str, str]], say: Speech) -> None:
        super().__init__()
        self.box = DropDown()
        self.box.setAccessibleName(name)
        self.box.setMinimumContentsLength(12)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._none = say(_NONE)
        layout = _bare(QHBoxLayout(self))
        layout.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self.offer(options)
        self.box.activated.connect(self._chosen)
        self.watch(self.box)
        self.box.installEventFilter(NoWheel(self))

    def offer(self, options: list[tuple[str, str]]) -> None:
        """Offer these (key, words), keeping what is picked."""
        kept = self.read()
        self.box.clear()
        self.box.addItem(self._none, "")
        for key, words in options:
            self.box.addItem(words.replace("\n", " ")[:80], key)
        self.put(kept)

    def read(self) -> Json | None:
        """Return the key that is picked."""
        return str(self.box.currentData() or "") or None

    def put(self, value: Json | None) -> None:
        """Pick a key; one that is not offered is added as it is."""
        if value and self.box.findData(value) < 0:
            self.box.addItem(str(value), value)
        self.box.setCurrentIndex(max(self.box.findData(value or ""), 0))

    def target(self) -> QWidget:
        """Return the list."""
        return self.box

    def _chosen(self) -> None:
        self.typed.emit()
        self.settled.emit()

    def minimumSizeHint(self) -> QSize:
        """Stay usable in a narrow pane."""
        return QSize(120, self.box.minimumSizeHint().height())


def _bare(layout: QHBoxLayout | QVBoxLayout) -> QHBoxLayout | QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Size.UNIT)
    return layout


_YES, _NO = Text("是", "Yes"), Text("否", "No")
_NONE = Text("（未选择）", "(not chosen)")
