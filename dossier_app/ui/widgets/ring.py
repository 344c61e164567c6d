"""The ring of a step: how many of the required answers are there, with a number or tick in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dossier_app.ui.theme import Role, Size, Tone, sizes
from dossier_app.ui.theme.fonts import font
from dossier_app.ui.theme.icons import pixmap

_WIDTH = 3.0


class Ring(QWidget):
    """A ring filled by counts; says its state in shape and tone, the words stand beside it."""

    def __init__(self, role: Role, mark: str, size: int = Size.RING) -> None:
        super().__init__()
        self._role, self._mark = role, mark
        self._done, self._all, self._tone = 0, 1, Tone.MUTED
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def put(self, done: int, total: int, tone: Tone) -> None:
        """Show counts."""
        self._done, self._all, self._tone = done, max(total, 1), tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = _WIDTH / 2 + 1
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        ink = self._role.shade(self._tone).ink
        painter.setPen(QPen(QColor(self._role.line_strong), _WIDTH))
        painter.drawEllipse(box)
        if self._done:
            pen = QPen(QColor(ink), _WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, -round(360 * 16 * min(self._done / self._all, 1)))
        if self._done >= self._all and self._tone is Tone.OK:
            side = 14
            where = self.rect().center()
            painter.drawPixmap(
                where.x() - side // 2 + 1, where.y() - side // 2 + 1, pixmap("check", ink, side)
            )
            return
        painter.setFont(font(sizes.TINY, bold=True))
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._mark)
