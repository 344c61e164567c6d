"""The index library: choose an index, give its figure, and it stands in the PTR as a pair."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS
from dossier_app.model.ptrlibrary import Choice, Entry
from dossier_app.service import ptrwork
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.table import Filtered, Table

if TYPE_CHECKING:
    from dossier_app.ui.ptr.page import RequirementsPage


class Library(QDialog):
    """The pack's indices and the firm's own, in one filtered list."""

    def __init__(self, page: RequirementsPage) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page, desk = page, page.desk
        say = desk.say
        self._say = say
        self.setWindowTitle(say(_TITLE))
        self.resize(980, 600)
        self.model: RowsModel[Entry] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(150, 70, 70, 0, 130, 190)
        self.table.moved.connect(lambda _: self._chosen())
        self.value, self.condition = QLineEdit(), QLineEdit()
        self.value.setAccessibleName(say(_VALUE))
        self.value.setMaximumWidth(100)
        self.condition.setAccessibleName(say(_CONDITION))
        self.note = label(say(_NOTE), "muted", wrap=True)
        self.add = button(say(_ADD), self._add, "primary")
        self.add.setEnabled(False)
        foot = row(label(say(_VALUE), "label"), self.value, label(say(_CONDITION), "label"), self.condition, button(say(_CLOSE), self.reject), self.add)  # fmt: skip
        self.setLayout(column(label(say(_TITLE), "title"), self.note, Filtered(self.table, say), foot, margin=Size.CARD))  # fmt: skip
        work = partial(ptrwork.library, desk.ws, desk.dossier_id)
        desk.jobs.latest("ptr-library", work, self.model.show, self)

    def _entry(self) -> Entry | None:
        line = self.table.line()
        return self.model.item(line) if 0 <= line < self.model.rowCount() else None

    def _chosen(self) -> None:
        entry = self._entry()
        fits = entry is not None and entry.in_ptr and not self._page.desk.locked
        self.add.setEnabled(fits)
        self.note.setText(self._say(_REPORT if entry and not entry.in_ptr else _NOTE))

    def _add(self) -> None:
        entry = self._entry()
        if entry is None:
            return
        value, condition = self.value.text().strip(), self.condition.text().strip()
        if not value and "{" in entry.wording.zh:
            self.value.setFocus()
            return
        choice = Choice(value, condition, uuid4().hex, uuid4().hex)
        if self._page.add_index(entry, choice):
            self.accept()

    def _cell(self, entry: Entry, number: int) -> Shown:
        say = self._say
        match number:
            case 0:
                return Shown(say(entry.name), strong=True)
            case 1:
                return Shown(say(_DIRECTIONS.get(entry.direction, Text("", ""))), Tone.MUTED)
            case 2:
                return Shown(entry.unit)
            case 3:
                return Shown(say(entry.wording))
            case 4:
                words = say(FIELDS[entry.field].label) if entry.field in FIELDS else say(_ELSEWHERE)
                return Shown(words, None if entry.in_ptr else Tone.WARNING)
            case _:
                return Shown(say(entry.source), Tone.MUTED)


_TITLE = Text("指标库", "Index library")
_NOTE = Text("选择指标，填写数值和条件后加入对应条款，检验方法一并写好。", "Choose an index, give figure and condition: it joins its clause together with its method.")  # fmt: skip
_REPORT = Text("此指标在算法研究报告、临床评价和说明书中证明，不写入第 2 章。", "This index is proved in algorithm report, clinical evaluation and instructions, not in chapter 2.")  # fmt: skip
_VALUE, _CONDITION = Text("数值", "Figure"), Text("条件", "Condition")
_ADD, _CLOSE = Text("加入", "Add"), Text("关闭", "Close")
_ELSEWHERE = Text("研究报告", "study reports")
_DIRECTIONS = {
    "higher": Text("越高越好", "higher is better"),
    "lower": Text("越低越好", "lower is better"),
    "equal": Text("固定值", "fixed"),
}
_HEADS = (
    Text("指标", "Index"),
    Text("方向", "Direction"),
    Text("单位", "Unit"),
    Text("措辞", "Wording"),
    Text("条款", "Clause"),
    Text("来源", "Source"),
)
