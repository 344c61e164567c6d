"""A read-only table over any sequence: cells are worked out only when they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from dossier_app.ui.theme import Tone

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole + 1
"""The role under which a cell's `Shown` is found."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows: words, their tone, whether as a pill, an icon, and words to underline."""

    text: str
    tone: Tone | None = None
    pill: bool = False
    strong: bool = False
    icon: str = ""
    marked: tuple[str, ...] = ()


NOTHING = Shown("")


class RowsModel(QAbstractTableModel, Generic[T]):
    """`cell(item, column)` says what a cell shows; a filter narrows the items by words or a test."""

    def __init__(self, columns: Sequence[str], cell: Callable[[T, int], Shown]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._cell = cell
        self._all: Sequence[T] = ()
        self._items: Sequence[T] = ()
        self._words = ""
        self._test: Callable[[T], bool] | None = None
        self._cache: dict[tuple[int, int], Shown] = {}

    def show(self, items: Sequence[T]) -> None:
        """Show these items; what is filtered stays filtered."""
        self._all = items
        self._narrow()

    def search(self, words: str) -> None:
        """Show only items that have every word in some cell."""
        self._words = words.strip().lower()
        self._narrow()

    def only(self, test: Callable[[T], bool] | None) -> None:
        """Show only items that pass a test; None shows all."""
        self._test = test
        self._narrow()

    def item(self, line: int) -> T:
        """Return the item of a line."""
        return self._items[line]

    def items(self) -> Sequence[T]:
        """Return the items that are shown."""
        return self._items

    def total(self) -> int:
        """Return the number of items before filtering."""
        return len(self._all)

    def columns(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return self._columns

    def line_of(self, test: Callable[[T], bool]) -> int:
        """Return the line of the first item that passes a test, -1 when none does."""
        return next((n for n, item in enumerate(self._items) if test(item)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def shown(self, line: int, column: int) -> Shown:
        """Return what a cell shows."""
        key = (line, column)
        if key not in self._cache:
            self._cache[key] = self._cell(self._items[line], column)
        return self._cache[key]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        """Return what Qt asks for."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.shown(index.row(), index.column()).text
        return self.shown(index.row(), index.column()) if role == SHOWN else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own signature
        """Return a column's head."""
        if role != Qt.ItemDataRole.DisplayRole or not 0 <= section < len(self._columns):
            return None
        return self._columns[section] if orientation is Qt.Orientation.Horizontal else section + 1

    def _narrow(self) -> None:
        self.beginResetModel()
        self._cache.clear()
        items = self._all
        if self._test is not None:
            items = [item for item in items if self._test(item)]
        if self._words:
            items = [item for item in items if self._has_words(item)]
        self._items = items
        self.endResetModel()

    def _has_words(self, item: T) -> bool:
        whole = " ".join(self._cell(item, n).text for n in range(len(self._columns))).lower()
        return all(word in whole for word in self._words.split())
