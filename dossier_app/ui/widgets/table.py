"""A virtual table: wraps words, draws states as pills, and measures only the lines in view."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dossier_app.base.text import Text
from dossier_app.ui.models.rows import SHOWN, RowsModel, Shown
from dossier_app.ui.theme import Role, Size, Tone, sizes
from dossier_app.ui.theme.icons import pixmap
from dossier_app.ui.widgets.basics import button, column, label, row

Index = QModelIndex | QPersistentModelIndex
FILTERED = 20
"""Lists longer than this get a filter."""
_PAD_X, _PAD_Y, _PILL = 8, 7, 8
_SHARED, _WIDEST, _LONGEST = 88, 240, 24
"""Least width of a column that shares what is left, widest pill, and longest word never broken."""
_WORD = re.compile(r"[!-~\u00c0-\u024f]+")


class CellDelegate(QStyledItemDelegate):
    """Draws a `Shown`: at most `lines` lines of words, or a pill."""

    def __init__(self, role: Role, parent: QWidget, lines: int = 3) -> None:
        super().__init__(parent)
        self._role = role
        self._lines = lines

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        shown = index.data(SHOWN)
        if not isinstance(shown, Shown):
            super().paint(painter, option, index)
            return
        painter.save()
        rect: QRect = option.rect
        state: Any = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._role.accent_soft))
        painter.setPen(QPen(QColor(self._role.line)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._font(option, shown))
        if shown.pill and shown.text:
            self._pill(painter, rect, shown)
        else:
            self._words(painter, rect, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room that the words need in the column's width."""
        shown = index.data(SHOWN)
        view = self.parent()
        if not isinstance(shown, Shown) or not isinstance(view, QTableView):
            return super().sizeHint(option, index)
        metrics = QFontMetrics(self._font(option, shown))
        width = max(view.columnWidth(index.column()) - 2 * _PAD_X - self._inset(shown), 20)
        lines = broken(shown.text, self._font(option, shown), width, self._lines)
        tall = max(len(lines), 1) * metrics.lineSpacing()
        return QSize(width, max(tall + 2 * _PAD_Y, Size.ROW))

    def _font(self, option: QStyleOptionViewItem, shown: Shown) -> QFont:
        font = QFont(option.font)
        font.setPixelSize(sizes.SMALL if shown.pill else sizes.TEXT)
        font.setBold(shown.strong)
        return font

    def _inset(self, shown: Shown) -> int:
        return Size.ICON + 4 if shown.icon else 0

    def _words(self, painter: QPainter, rect: QRect, shown: Shown) -> None:
        ink = self._role.shade(shown.tone).ink if shown.tone else self._role.text
        inner = rect.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y + 2)
        if shown.icon:
            painter.drawPixmap(inner.left(), inner.top() + 1, pixmap(shown.icon, ink))
            inner.adjust(self._inset(shown), 0, 0, 0)
        painter.setPen(QColor(ink))
        metrics = painter.fontMetrics()
        room = max((inner.height() + 4) // metrics.lineSpacing(), 1)
        y = float(inner.top() + metrics.ascent())
        for words in broken(shown.text, painter.font(), inner.width(), room):
            painter.drawText(QPointF(inner.left(), y), words)
            for part in shown.marked:
                self._underline(painter, words, part, QPointF(inner.left(), y + 2))
            y += metrics.lineSpacing()

    def _underline(self, painter: QPainter, words: str, part: str, at: QPointF) -> None:
        """Underline a part of a line of words where it stands there."""
        start = words.find(part)
        if start < 0:
            return
        metrics = painter.fontMetrics()
        left = at.x() + metrics.horizontalAdvance(words[:start])
        right = left + metrics.horizontalAdvance(part)
        pen = painter.pen()
        painter.setPen(QPen(QColor(self._role.bad), 1.5))
        painter.drawLine(QPointF(left, at.y()), QPointF(right, at.y()))
        painter.setPen(pen)

    def _pill(self, painter: QPainter, rect: QRect, shown: Shown) -> None:
        shade = self._role.shade(shown.tone or Tone.MUTED)
        metrics = painter.fontMetrics()
        most = max(rect.width() - 2 * _PAD_X, 20)
        words = metrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, most - 2 * _PILL)
        wide = metrics.horizontalAdvance(words) + 2 * _PILL
        pill = QRect(rect.left() + _PAD_X, rect.top() + _PAD_Y - 2, wide, metrics.height() + 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade.ground))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(shade.ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), words)


def broken(words: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """Return the words as at most so many lines, the last one with an ellipsis where more follow."""
    return _lines(words[:1000], _Key(font), max(width, 20), most)


def _unbroken(shown: Shown, font: QFont) -> int:
    """Return the width of what a cell must not break: a whole pill, or its longest word."""
    if shown.pill:
        return min(_advance(shown.text, _Key(font)) + 2 * (_PILL + _PAD_X), _WIDEST)
    words = [word for word in _WORD.findall(shown.text[:200]) if len(word) <= _LONGEST]
    widest = max((_advance(word, _Key(font)) for word in words), default=0)
    return widest + 2 * _PAD_X + (Size.ICON + 4 if shown.icon else 0) + 2


@lru_cache(maxsize=20_000)
def _advance(words: str, key: _Key) -> int:
    bold = QFont(key.font)
    bold.setBold(True)
    return QFontMetrics(bold).horizontalAdvance(words)


class _Key:
    """Lets a font travel through a cache: equal for equal keys."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._key = font.key()

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._key == other._key


@lru_cache(maxsize=20_000)
def _lines(words: str, key: _Key, width: int, most: int) -> tuple[str, ...]:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    found: list[tuple[str, str]] = []
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, key.font)
        layout.setTextOption(option)
        layout.beginLayout()
        while len(found) <= most and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, end = line.textStart(), line.textStart() + line.textLength()
            found.append((paragraph[start:end].rstrip(), paragraph[start:]))
        layout.endLayout()
    lines = [line for line, _ in found[:most]]
    if len(found) > most:
        rest = found[most - 1][1] + "…"
        lines[-1] = QFontMetrics(key.font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return tuple(lines)


class Table(QTableView):
    """A table over a RowsModel; `picked` on a click or Enter, `moved` when the line changes."""

    picked = Signal(int)
    moved = Signal(int)

    def __init__(self, model: RowsModel[Any], role: Role, name: str) -> None:
        super().__init__()
        self.rows = model
        self._least: tuple[int, ...] = ()
        self._widened: dict[int, int] = {}
        self._most = 0
        self.setModel(model)
        model.setParent(self)
        self.setItemDelegate(CellDelegate(role, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self._set_heads()
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.timeout.connect(self.fit_visible)
        self.verticalScrollBar().valueChanged.connect(lambda: self._fit.start(0))
        self.horizontalHeader().sectionResized.connect(lambda: self._fit.start(0))
        model.modelReset.connect(lambda: self._fit.start(0))
        self.activated.connect(lambda index: self.picked.emit(index.row()))
        self.clicked.connect(lambda index: self.picked.emit(index.row()))

    def set_widths(self, *widths: int) -> None:
        """Set the least column widths; 0 shares what is left. Heads, pills and long words widen them."""
        self._least = widths
        self._widened = {}
        head = self.horizontalHeader()
        head.setStretchLastSection(0 not in widths)
        for number, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(number, mode)
            if width:
                head.resizeSection(number, width)

    def fit_visible(self) -> None:
        """Give the lines in view the height that their words need."""
        if self._most:
            self.fit_whole(self._most)
            return
        lines = self._in_view()
        self._widen(lines)
        for line in lines:
            self.resizeRowToContents(line)
        if self._in_view().stop > lines.stop:
            self._fit.start(0)

    def _set_heads(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(Size.ROW + 4)
        self.verticalHeader().setMinimumSectionSize(Size.ROW)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)

    def _in_view(self) -> range:
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height())
        last = self.rows.rowCount() - 1 if last < 0 else last
        return range(first, min(last, first + 80) + 1)

    def fit_whole(self, most: int = 12) -> None:
        """Be as tall as the lines, up to `most`, at every width; for short tables on a card."""
        self._most = most
        lines = min(self.rows.rowCount(), most)
        self._widen(range(lines))
        for line in range(lines):
            self.resizeRowToContents(line)
        tall = sum(self.rowHeight(line) for line in range(lines))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + max(tall, Size.ROW) + 6)

    def _widen(self, lines: range) -> None:
        """Give columns the width of their heads and of what cannot be broken in these lines."""
        head = self.horizontalHeader()
        for at, least in enumerate(self._least):
            need = max(least, head.sectionSizeFromContents(at).width())
            for line in lines:
                need = max(need, _unbroken(self.rows.shown(line, at), self.font()))
            if least and need > self._widened.get(at, least):
                self._widened[at] = need
                head.resizeSection(at, need)
        self._share(head)

    def _share(self, head: QHeaderView) -> None:
        """Let the columns without a width share what is left, and scroll where that is too little."""
        shared = [n for n, least in enumerate(self._least) if not least]
        taken = sum(head.sectionSize(n) for n, least in enumerate(self._least) if least)
        left = (self.viewport().width() - taken) // max(len(shared), 1)
        for at in shared:
            need = max(_SHARED, head.sectionSizeFromContents(at).width())
            stretch = left >= need
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(at, mode.Stretch if stretch else mode.Interactive)
            if not stretch:
                head.resizeSection(at, need)

    def choose(self, line: int) -> None:
        """Select a line and bring it into view."""
        if 0 <= line < self.rows.rowCount():
            self.selectRow(line)
            self.scrollTo(self.rows.index(line, 0))

    def line(self) -> int:
        """Return the selected line, -1 when none is."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another line is selected."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again."""
        super().resizeEvent(event)
        self._fit.start(0)


class Filtered(QWidget):
    """A table under a filter line and what else belongs above it."""

    def __init__(self, table: Table, say: Callable[[Text], str], *above: QWidget) -> None:
        super().__init__()
        self.table = table
        self.words = QLineEdit()
        self.words.setPlaceholderText(say(_FILTER))
        self.words.setAccessibleName(say(_FILTER))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(280)
        self._say = say
        self._count = label("", "muted")
        self.sheet = button(
            say(_SHEET), self._to_sheet, "small", f"{say(_SHEET)}: {table.accessibleName()}"
        )
        self.words.textChanged.connect(table.rows.search)
        table.rows.modelReset.connect(self._counted)
        head = QWidget()
        head.setLayout(row(*above, None, self._count, self.sheet, self.words))
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        whole = column(head, table)
        whole.setAlignment(head, Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)
        self._counted()

    def _counted(self) -> None:
        shown, total = len(self.table.rows.items()), self.table.rows.total()
        self.words.setVisible(total > FILTERED or bool(self.words.text()))
        self.sheet.setVisible(total > FILTERED)
        self.sheet.setEnabled(shown > 0)
        words = _COUNT_OF if shown != total else _ONE if total == 1 else _COUNT
        self._count.setText(self._say(words.format(shown=shown, total=total)))

    def _to_sheet(self) -> None:
        from dossier_app.ui.sheetout import ask_and_write

        ask_and_write(self, self.table.rows, self.table.accessibleName())


_FILTER, _SHEET = Text("筛选…", "Filter…"), Text("到 Excel", "To Excel")
_COUNT = Text("{total} 行", "{total} rows")
_ONE = Text("{total} 行", "{total} row")
_COUNT_OF = Text("{shown} / {total} 行", "{shown} of {total} rows")
