"""Distributions side by side: one line a group, one bar a data set, drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dossier_app.ui.theme import Role, Size, sizes
from dossier_app.ui.theme.fonts import font

_LINE = 24
_NAME_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class BarColumn:
    """One data set's groups."""

    name: str
    counts: tuple[int, ...]


class Bars(QWidget):
    """Groups down, data sets across; each bar is the group's share of its data set, with n and per cent."""

    def __init__(self, role: Role) -> None:
        super().__init__()
        self._role = role
        self._groups: tuple[str, ...] = ()
        self._columns: tuple[BarColumn, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, title: str, groups: Sequence[str], columns: Sequence[BarColumn]) -> None:
        """Show a distribution; everything shown is read out as well."""
        self._groups, self._columns = tuple(groups), tuple(columns)
        self.setFixedHeight(_LINE * (len(groups) + 1) + Size.UNIT)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """Return the distribution as text."""
        return "; ".join(
            f"{column.name}: "
            + ", ".join(f"{g} {n}" for g, n in zip(self._groups, column.counts, strict=True))
            for column in self._columns
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heads, names and bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = self.width() * _NAME_SHARE
        wide = (self.width() - names) / max(len(self._columns), 1)
        self._texts(painter, names)
        for at, column in enumerate(self._columns):
            box = QRectF(names + at * wide, 0, wide - Size.PAD, _LINE)
            painter.setFont(font(sizes.SMALL, bold=True))
            painter.setPen(QColor(self._role.text))
            _write(painter, box, column.name)
            self._bars(painter, box, column)

    def _texts(self, painter: QPainter, width: float) -> None:
        painter.setFont(font(sizes.SMALL))
        painter.setPen(QColor(self._role.muted))
        for at, group in enumerate(self._groups, 1):
            _write(painter, QRectF(0, at * _LINE, width - Size.GAP, _LINE), group)

    def _bars(self, painter: QPainter, head: QRectF, column: BarColumn) -> None:
        whole = sum(column.counts) or 1
        most = max(column.counts, default=0) or 1
        painter.setFont(font(sizes.SMALL))
        for at, count in enumerate(column.counts, 1):
            box = QRectF(head.left(), at * _LINE + 2, head.width(), _LINE - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._role.grey_soft))
            painter.drawRoundedRect(box, 3, 3)
            if count:
                painter.setBrush(QColor(self._role.accent_soft))
                painter.drawRoundedRect(QRectF(box.topLeft(), QSizeF(box.width() * count / most, box.height())), 3, 3)  # fmt: skip
                painter.setBrush(QColor(self._role.accent))
                painter.drawRect(
                    QRectF(box.left(), box.bottom() - 2, box.width() * count / most, 2)
                )
            painter.setPen(QColor(self._role.text if count else self._role.muted))
            words = f"{count} · {count / whole:.0%}" if count else "0"
            _write(painter, box.adjusted(Size.UNIT, 0, 0, 0), words)


def _write(painter: QPainter, box: QRectF, words: str) -> None:
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
