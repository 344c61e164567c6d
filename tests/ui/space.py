"""Measures what is shown against the room it has: clipped words, cut heads, parts that lie over one another."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.ui.waiting import parts

LEAST = 14
"""Pixels of height and width below which no button can be seen or hit."""


def cramped(window: QWidget) -> set[str]:
    """Every part of a window that has less room than its words need, or lies over a neighbour."""
    found = set()
    for part in parts(window):
        found |= {f"{type(part).__name__}: {words}" for words in _troubles(part)}
    return found | set(_overlaps(window))


def _troubles(part: QWidget) -> Iterator[str]:
    if too_small(part):
        words = getattr(part, "text", str)()
        yield f"{words[:50]!r} has {part.width()}x{part.height()}, needs {_needs(part)}"
    if isinstance(part, QTabBar):
        yield from _cut_tabs(part)
    if isinstance(part, QHeaderView) and part.orientation() is Qt.Orientation.Horizontal:
        yield from _cut_heads(part)
    yield from _overlaps(part)


def _needs(part: QWidget) -> str:
    if part.hasHeightForWidth():
        return f"height {part.heightForWidth(part.width())}"
    return f"{part.sizeHint().width()}x{part.sizeHint().height()}"


def too_small(part: QWidget) -> bool:
    """Whether a label or button has less room than its words need; elided labels say so by themselves."""
    if isinstance(part, QPlainTextEdit):
        holder = part.parentWidget()
        return holder is not None and part.geometry().bottom() > holder.height()
    if isinstance(part, QAbstractButton) and min(part.width(), part.height()) < LEAST:
        return True
    if isinstance(part, QAbstractButton) and part.text():
        return part.width() < part.sizeHint().width() - 1 and type(part).__name__ != "Entry"
    if not isinstance(part, QLabel) or type(part).__name__ == "Elided" or not part.text():
        return False
    if part.wordWrap():
        return part.height() < part.heightForWidth(part.width()) - 1
    return (
        part.width() < part.sizeHint().width() - 1 or part.height() < part.sizeHint().height() - 1
    )


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        wanted = bar.fontMetrics().horizontalAdvance(bar.tabText(at))
        if bar.tabRect(at).width() < wanted:
            yield f"tab {bar.tabText(at)!r} has {bar.tabRect(at).width()}, needs {wanted}"


def _cut_heads(head: QHeaderView) -> Iterator[str]:
    view = head.parent()
    if not isinstance(view, QTableView) or not head.isVisible():
        return
    for at in range(head.count()):
        words = str(view.model().headerData(at, Qt.Orientation.Horizontal) or "")
        room, wanted = head.sectionSize(at), head.sectionSizeFromContents(at).width()
        if words and room and room < wanted - 1:
            yield f"head {words!r} of {view.accessibleName()!r} has {room}, needs {wanted}"


def _overlaps(part: QWidget) -> Iterator[str]:
    """Words of one parent that lie over one another; a button that covers its card is meant to."""
    kinds = (QLabel, QAbstractButton)
    inner = [c for c in part.children() if isinstance(c, kinds) and c.isVisible() and c.text()]
    for first, second in combinations(inner, 2):
        if first.geometry().intersects(second.geometry()):
            yield f"{first.text()[:30]!r} lies over {second.text()[:30]!r}"
