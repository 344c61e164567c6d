"""Horizontal bars with their words and counts, drawn by our own painter; a bar can be chosen by mouse and key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dossier_app.ui.theme import Role, Tone, sizes
from dossier_app.ui.theme.fonts import font

_ROW, _BAR, _GAP, _NUMBER = 30, 10, 8, 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: words, count, a note behind the words, and its tone."""

    words: str
    count: int
    note: str = ""
    tone: Tone = Tone.ACCENT


class Bars(QWidget):
    """Bars one below the other, the longest as wide as there is room."""

    chosen = Signal(int)

    def __init__(self, role: Role, name: str) -> None:
        super().__init__()
        self._role, self._bars, self._line = role, tuple[Bar, ...](), -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put(())

    def put(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars, self._line = tuple(bars), -1
        self.setFixedHeight(max(len(self._bars), 1) * _ROW + 4)
        told = [f"{bar.words} {bar.count} {bar.note}".strip() for bar in self._bars]
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def bars(self) -> tuple[Bar, ...]:
        """Return the bars that are shown."""
        return self._bars

    def choose(self, line: int) -> None:
        """Choose a bar; choosing it again, or -1, chooses none."""
        self._line = -1 if line == self._line or not 0 <= line < len(self._bars) else line
        self.update()
        self.chosen.emit(self._line)

    def sizeHint(self) -> QSize:
        """Ask for some width."""
        return QSize(300, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar below the mouse."""
        self.choose(int(event.position().y()) // _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down the bars by keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(max(0, min(self._line + step, len(self._bars) - 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words above, bar below, count at the end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(sizes.SMALL))
        most = max((bar.count for bar in self._bars), default=1) or 1
        for number, bar in enumerate(self._bars):
            self._draw(painter, number, bar, most)

    def _draw(self, painter: QPainter, number: int, bar: Bar, most: int) -> None:
        top, wide = number * _ROW, max(self.width() - _NUMBER - _GAP, 40)
        metrics = QFontMetrics(painter.font())
        if number == self._line:
            painter.fillRect(QRectF(0, top, self.width(), _ROW), QColor(self._role.accent_soft))
        words = f"{bar.words}  {bar.note}" if bar.note else bar.words
        painter.setPen(QColor(self._role.text))
        told = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QPointF(2, top + metrics.ascent() + 1), told)
        base = QRectF(2, top + _ROW - _BAR - 2, wide, _BAR - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._role.head))
        painter.drawRoundedRect(base, 3, 3)
        painter.setBrush(QColor(self._role.shade(bar.tone).ink))
        base.setWidth(max(wide * bar.count / most, 4 if bar.count else 0))
        painter.drawRoundedRect(base, 3, 3)
        painter.setPen(QColor(self._role.text))
        box = QRectF(self.width() - _NUMBER, top, _NUMBER - 4, _ROW)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(bar.count)
        )
