"""Small pieces that every page is put together from; text in them is never markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dossier_app.ui.theme import Role, Size, Tone
from dossier_app.ui.theme.icons import icon

L = TypeVar("L", bound=QBoxLayout)


def label(
    words: str = "", look: str = "", *, wrap: bool = False, tone: Tone | None = None
) -> QLabel:
    """Return a plain-text label of a look named in the style sheet."""
    made = _Wrapped() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    if look:
        made.setProperty("look", look)
    if tone:
        made.setProperty("tone", tone.value)
    return made


class _Wrapped(QLabel):
    """Words that wrap; the height follows from the width the label is given."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Ask for one line only, else a scroll area would plan for the narrowest width."""
        return QSize(40, self.fontMetrics().lineSpacing())


class Elided(QLabel):
    """One line that ends in an ellipsis where it does not fit; the whole stands in the tool tip."""

    def __init__(self, words: str = "", look: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = ""
        if look:
            self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """Show other words."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words into the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole words."""
        return QSize(
            self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height()
        )

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 24))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def badge(words: str, tone: Tone = Tone.MUTED) -> QLabel:
    """Return a small pill that says a state in words."""
    made = label(words)
    made.setProperty("badge", tone.value)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def retone(made: QWidget, name: str, value: str) -> None:
    """Change a style property and draw anew."""
    if made.property(name) != value:
        made.setProperty(name, value)
        made.style().unpolish(made)
        made.style().polish(made)


def button(
    words: str, act: Callable[[], object] | None = None, look: str = "", name: str = ""
) -> QPushButton:
    """Return a push button; `name` is read out where the words alone do not say what it does."""
    made = QPushButton(words)
    made.setAccessibleName(name or words)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    if act:
        made.clicked.connect(lambda: act())
    return made


def icon_button(
    picture: str, words: str, role: Role, act: Callable[[], object] | None = None
) -> QToolButton:
    """Return a flat button that shows an icon and says what it does in its name and tool tip."""
    made = QToolButton()
    made.setIcon(icon(picture, role.muted))
    made.setIconSize(QSize(Size.ICON, Size.ICON))
    made.setProperty("look", "flat")
    made.setToolTip(words)
    made.setAccessibleName(words)
    if act:
        made.clicked.connect(lambda: act())
    return made


def column(*parts: QWidget | QLayout, gap: int = Size.GAP, margin: int = 0) -> QVBoxLayout:
    """Return a layout with its parts below one another."""
    made = QVBoxLayout()
    return _filled(made, parts, gap, margin)


def row(*parts: QWidget | QLayout | None, gap: int = Size.GAP, margin: int = 0) -> QHBoxLayout:
    """Return a layout with its parts beside one another; None is a stretch."""
    made = QHBoxLayout()
    return _filled(made, parts, gap, margin)


def _filled(made: L, parts: tuple[QWidget | QLayout | None, ...], gap: int, margin: int) -> L:
    made.setSpacing(gap)
    made.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, QLayout):
            made.addLayout(part)
        else:
            made.addWidget(part)
    return made


def topped(layout: QLayout, margin: int = 0) -> QVBoxLayout:
    """Return a layout that keeps `layout` at its top and lets it have the height it needs."""
    made = column(layout, gap=0, margin=margin)
    made.addStretch(1)
    return made


def line() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("look", "line")
    return made


def panel(
    look: str, *parts: QWidget | QLayout, gap: int = Size.GAP, margin: int = Size.CARD
) -> QFrame:
    """Return a framed surface with its parts below one another."""
    made = QFrame()
    made.setProperty("look", look)
    made.setLayout(column(*parts, gap=gap, margin=margin))
    return made


def scrolled(inner: QWidget) -> QScrollArea:
    """Return `inner` in a frame that scrolls up and down only."""
    inner.setProperty("look", "canvas")
    inner.installEventFilter(_Tall(inner))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


class _Tall(QObject):
    """Keeps what is scrolled as tall as its layout needs for the width it has.

    A scroll area asks for that before its parts know their widths, and squeezes them.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Set the height anew when the width or a part changed."""
        kinds = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if event.type() in kinds and isinstance(watched, QWidget):
            layout = watched.layout()
            if layout is not None and layout.hasHeightForWidth():
                need = layout.totalHeightForWidth(watched.width())
                if watched.minimumHeight() != need:
                    watched.setMinimumHeight(need)
        return False


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
