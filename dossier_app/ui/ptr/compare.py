"""Two versions of the PTR side by side, clause by clause."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QTextBrowser, QWidget

from dossier_app.base.text import Text
from dossier_app.model.ptrcompare import Difference, State
from dossier_app.service import ptrwork
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.editions import marked_up
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import DropDown, Tick
from dossier_app.ui.widgets.table import Filtered, Table


class Compare(QDialog):
    """Choose an earlier and a later version; only what differs is shown unless all is asked for."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.setWindowTitle(desk.say(_TITLE))
        self.resize(1000, 640)
        self._compose(ptrwork.versions(desk.ws, desk.dossier_id))
        self._narrow()
        self._ask()

    def _compose(self, names: tuple[str, ...]) -> None:
        say = self._desk.say
        self.one, self.other = self._picker(names, _EARLIER), self._picker(names, _LATER)
        self.one.setCurrentIndex(min(1, len(names) - 1))
        self.every = Tick(say(_ALL))
        self.every.toggled.connect(self._narrow)
        self.model: RowsModel[Difference] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, self._desk.role, say(_TITLE))
        self.table.set_widths(90, 80, 80, 0, 0)
        self.table.moved.connect(self._show_one)
        self.shown = QTextBrowser()
        self.shown.setAccessibleName(say(_MARKED))
        self.shown.setFixedHeight(130)
        head = row(
            label(say(_EARLIER), "label"),
            self.one,
            label(say(_LATER), "label"),
            self.other,
            self.every,
            None,
        )
        close = button(say(_CLOSE), self.accept, "primary")
        self.setLayout(column(label(say(_TITLE), "title"), head, Filtered(self.table, say), label(say(_MARKED), "strong"), self.shown, row(None, close), margin=Size.CARD))  # fmt: skip

    def _picker(self, names: tuple[str, ...], words: Text) -> QComboBox:
        made = DropDown()
        made.setAccessibleName(self._desk.say(words))
        made.setMinimumWidth(180)
        for name in names:
            made.addItem(self._desk.say(_NOW) if name == "now" else name, name)
        made.activated.connect(lambda _: self._ask())
        return made

    def _ask(self) -> None:
        one, other = str(self.one.currentData()), str(self.other.currentData())
        work = partial(ptrwork.comparison, self._desk.ws, self._desk.dossier_id, one, other)
        self._desk.jobs.latest("ptr-compare", work, self.model.show, self)

    def _narrow(self) -> None:
        every = self.every.isChecked()
        self.model.only(None if every else lambda each: each.state is not State.SAME)

    def _show_one(self, line: int) -> None:
        each = self.model.item(line)
        old, new = each.old.text if each.old else "", each.new.text if each.new else ""
        self.shown.setHtml(marked_up(old, new, self._desk.role))

    def _cell(self, each: Difference, number: int) -> Shown:
        words, tone = _STATES[each.state]
        match number:
            case 0:
                return Shown(self._desk.say(words), tone, pill=True)
            case 1 | 2:
                piece = each.old if number == 1 else each.new
                return Shown(piece.number if piece else "—")
            case _:
                piece = each.old if number == 3 else each.new
                if piece is None:
                    return Shown("—", Tone.MUTED)
                return Shown(f"{piece.title} · {piece.text}" if piece.title else piece.text)


_STATES = {
    State.SAME: (Text("相同", "same"), Tone.MUTED),
    State.RENUMBERED: (Text("改编号", "renumbered"), Tone.MUTED),
    State.CHANGED: (Text("改动", "changed"), Tone.WARNING),
    State.ADDED: (Text("新增", "added"), Tone.OK),
    State.REMOVED: (Text("删去", "removed"), Tone.BAD),
}
_TITLE = Text("逐条对照两个版本", "Two versions clause by clause")
_EARLIER, _LATER, _NOW = Text("较早", "Earlier"), Text("较晚", "Later"), Text("现在", "now")
_ALL, _CLOSE = Text("显示相同的条款", "Show what is the same"), Text("关闭", "Close")
_MARKED = Text("选中条款的差异（下划线为新增，删除线为删去）", "The clause chosen (underlined is added, struck out dropped)")  # fmt: skip
_HEADS = (
    Text("状态", "State"),
    Text("原编号", "Was"),
    Text("现编号", "Is"),
    Text("较早版本", "Earlier"),
    Text("较晚版本", "Later"),
)
