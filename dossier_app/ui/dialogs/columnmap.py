"""Which column of a buyer's table holds what: guessed, and changed by the person above the preview."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.service.tendercolumns import ColumnMap, Role, TablePreview
from dossier_app.ui.i18n import Speech
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import Elided, clear, column, label, row, scrolled
from dossier_app.ui.widgets.editors import DropDown

_TALL = 150
_ACROSS = 4
"""Columns of a table that stand beside one another."""


class ColumnRoles(QWidget):
    """A table's columns, each with the role it is read as; `changed` tells that a person chose another."""

    changed = Signal()

    def __init__(self, say: Speech) -> None:
        super().__init__()
        self._say = say
        self._tables: tuple[TablePreview, ...] = ()
        self._roles: dict[str, dict[int, Role]] = {}
        self._base = ColumnMap()
        self.boxes: list[QComboBox] = []
        self.tables = DropDown()
        self.tables.setAccessibleName(say(_TABLE))
        self.tables.activated.connect(self._show)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Size.GAP)
        inner = QWidget()
        inner.setLayout(self._grid)
        area = scrolled(inner)
        area.setFixedHeight(_TALL)
        head = row(label(say(_COLUMNS), "strong"), self.tables, None)
        self.setLayout(column(head, area, gap=Size.UNIT))
        self.hide()

    def show_tables(self, tables: tuple[TablePreview, ...], chosen: ColumnMap | None) -> None:
        """Show the columns of a file, with the roles of a map where it names them."""
        self._tables, self._base = tables, chosen or ColumnMap()
        self._roles = {key: dict(each) for key, each in self._base.roles.items()}
        self.tables.clear()
        for number, each in enumerate(tables, 1):
            words = _ROWS.format(n=number, title=each.title, rows=each.total_rows)
            self.tables.addItem(" ".join(self._say(words).split()))
        self.setVisible(bool(tables))
        if tables:
            longest = max(range(len(tables)), key=lambda at: tables[at].total_rows)
            self.tables.setCurrentIndex(longest)
            self._show(longest)

    def chosen(self) -> ColumnMap:
        """Return the map that a person made; what was not touched stays guessed."""
        roles: Mapping[str, Mapping[int, Role]] = {k: v for k, v in self._roles.items() if v}
        return ColumnMap(roles, self._base.kinds, self._base.header_rows, self._base.hidden)

    def _show(self, at: int) -> None:
        clear(self._grid)
        self.boxes = []
        shown = self._tables[at]
        own = {**self._roles.get("*", {}), **self._roles.get(shown.key, {})}
        for place, guess in enumerate(shown.roles):
            words = _title(shown, place) or self._say(_NTH.format(n=place + 1))
            box = self._box(words, own.get(place, guess))
            box.activated.connect(partial(self._choose, shown.key, place))
            line, across = divmod(place, _ACROSS)
            self._grid.addWidget(Elided(words, "label"), 2 * line, across)
            self._grid.addWidget(box, 2 * line + 1, across)
            self.boxes.append(box)

    def _box(self, words: str, role: Role) -> QComboBox:
        made = DropDown()
        made.setAccessibleName(self._say(_ROLE_OF.format(column=words)))
        for each in Role:
            made.addItem(self._say(ROLES[each]), each.value)
        made.setCurrentIndex(list(Role).index(role))
        return made

    def _choose(self, key: str, place: int, index: int) -> None:
        role = list(Role)[index]
        if self._roles.setdefault(key, {}).get(place) is not role:
            self._roles[key][place] = role
            self.changed.emit()


def _title(shown: TablePreview, place: int) -> str:
    """Return a column's head, or the first words below it where it has none."""
    if place < len(shown.titles) and shown.titles[place].strip():
        return shown.titles[place].strip()
    cells = (line[place].strip() for line in shown.rows if place < len(line))
    return next((words[:40] for words in cells if words), "")


ROLES = {
    Role.NUMBER: Text("编号", "Number"),
    Role.MARK: Text("标记", "Mark"),
    Role.GROUP: Text("章节或类别", "Section or group"),
    Role.NAME: Text("名称", "Name"),
    Role.TEXT: Text("要求内容", "Requirement"),
    Role.PROOF: Text("证明材料要求", "Proof asked for"),
    Role.ANSWER: Text("投标人填写", "For the bidder"),
    Role.NOTE: Text("备注", "Note"),
    Role.POINTS: Text("分值", "Points"),
    Role.QUANTITY: Text("数量", "Quantity"),
    Role.UNIT: Text("单位", "Unit"),
    Role.UNIT_PRICE: Text("单价", "Unit price"),
    Role.TOTAL: Text("合价", "Total"),
    Role.IGNORED: Text("不读", "Not read"),
}
_COLUMNS, _TABLE = Text("各列的含义", "What the columns hold"), Text("表格", "Table")
_ROWS = Text("表 {n} {title}（{rows} 行）", "Table {n} {title} ({rows} rows)")
_NTH = Text("第 {n} 列", "Column {n}")
_ROLE_OF = Text("“{column}”列的含义", "What the column “{column}” holds")
