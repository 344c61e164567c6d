"""A line of days with openings and expiries on it; lanes keep the words from running into one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dossier_app.ui.theme import Role, Tone, sizes
from dossier_app.ui.theme.fonts import font

_EDGE, _LANE, _TOP, _DOT = 16, 20, 8, 5
_LANES = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """One mark on the line; an opening is a dashed line, anything else a dot."""

    on: date
    words: str
    tone: Tone
    opening: bool = False


class Timeline(QWidget):
    """Marks over some months."""

    def __init__(self, role: Role, name: str) -> None:
        super().__init__()
        self._role, self._name = role, name
        self._marks: tuple[Moment, ...] = ()
        self._from, self._days = date(2000, 1, 1), 1
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_TOP + _LANE * _LANES + 44)

    def put(self, start: date, days: int, marks: tuple[Moment, ...]) -> None:
        """Show the marks that fall into so many days from a start."""
        self._from, self._days = start, max(days, 1)
        last = start + timedelta(days=days)
        self._marks = tuple(sorted((m for m in marks if start <= m.on <= last), key=lambda m: m.on))
        listed = "; ".join(f"{m.on.isoformat()} {m.words}" for m in self._marks)
        self.setAccessibleDescription(listed)
        self.setToolTip("\n".join(f"{m.on.isoformat()}  {m.words}" for m in self._marks))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for some width."""
        return QSize(360, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, months and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(sizes.TINY))
        base = _TOP + _LANE * _LANES + 8
        painter.setPen(QPen(QColor(self._role.line_strong), 2))
        painter.drawLine(QPointF(_EDGE, base), QPointF(self.width() - _EDGE, base))
        self._months(painter, base)
        ends = [-100.0] * _LANES
        for mark in self._marks:
            self._mark(painter, mark, base, ends)

    def _x(self, on: date) -> float:
        share = (on - self._from).days / self._days
        return _EDGE + share * (self.width() - 2 * _EDGE)

    def _months(self, painter: QPainter, base: int) -> None:
        painter.setPen(QColor(self._role.muted))
        each = (self._from.replace(day=1) + timedelta(days=32)).replace(day=1)
        last, right = self._from + timedelta(days=self._days), 0.0
        while each <= last:
            x = self._x(each)
            if x - 24 > right and x + 24 < self.width():
                box = QRectF(x - 24, base + 10, 48, 18)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{each:%Y-%m}")
                painter.drawLine(QPointF(x, base + 4), QPointF(x, base + 8))
                right = x + 28
            each = (each + timedelta(days=32)).replace(day=1)

    def _mark(self, painter: QPainter, mark: Moment, base: int, ends: list[float]) -> None:
        x, ink = self._x(mark.on), QColor(self._role.shade(mark.tone).ink)
        metrics = QFontMetrics(painter.font())
        words = metrics.elidedText(mark.words, Qt.TextElideMode.ElideRight, 150)
        wide = metrics.horizontalAdvance(words)
        left = min(max(x - wide / 2, 2), max(self.width() - wide - 2, 2))
        lane = next((n for n, end in enumerate(ends) if left > end + 6), None)
        style = Qt.PenStyle.DashLine if mark.opening else Qt.PenStyle.SolidLine
        if lane is not None:
            ends[lane] = left + wide
            y = base - 14 - lane * _LANE
            painter.setPen(QPen(ink, 1, style))
            painter.drawLine(QPointF(x, base), QPointF(x, y + 2))
            painter.drawText(
                QRectF(left, y - 14, wide + 2, 16), int(Qt.AlignmentFlag.AlignLeft), words
            )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if mark.opening:
            painter.drawRect(QRectF(x - 4, base - 4, 8, 8))
        else:
            painter.drawEllipse(QPointF(x, base), _DOT, _DOT)
