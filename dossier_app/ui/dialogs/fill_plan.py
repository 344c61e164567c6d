"""What can be computed for a tender, shown before it is written; one undo takes the whole back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.service import answerplans
from dossier_app.service.answerplans import AnswerPlan, AnswerStep, LeftOut
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.table import Filtered, Table

_DEVIATION = RECORD_KINDS["response"].field("deviation")


class FillPlan(QDialog):
    """Two lists: what would be written, and what is left to a person and why."""

    def __init__(self, parent: QWidget, desk: Desk, plan: AnswerPlan) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._plan = desk, plan
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(940, 600)
        self.steps: RowsModel[AnswerStep] = RowsModel([say(w) for w in _HEADS], self._step)
        self.left: RowsModel[LeftOut] = RowsModel([say(w) for w in _LEFT_HEADS], self._left)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setAccessibleName(say(_TITLE))
        written, rest = len(plan.steps), len(plan.left)
        tabs.addTab(self._written(), say(_WRITTEN.format(count=written)))
        tabs.addTab(self._rest(), say(_REST.format(count=rest)))
        self.store = button(say(_APPLY.format(count=written)), self._apply, "primary")
        self.store.setEnabled(bool(plan.steps) and not desk.locked)
        cancel = button(say(_CANCEL), self.reject)
        note = label(say(_NOTE.format(written=written, rest=rest)), "label", wrap=True)
        head = label(say(_TITLE), "title")
        self.setLayout(column(head, note, tabs, row(None, cancel, self.store), margin=Size.CARD))

    def _written(self) -> QWidget:
        table = Table(self.steps, self._desk.role, self._desk.say(_TITLE))
        table.set_widths(70, 0, 0, 90, 150)
        self.steps.show(self._plan.steps)
        return Filtered(table, self._desk.say)

    def _rest(self) -> QWidget:
        table = Table(self.left, self._desk.role, self._desk.say(_LEFT_NAME))
        table.set_widths(70, 0, 0)
        self.left.show(self._plan.left)
        return Filtered(table, self._desk.say)

    def _apply(self) -> None:
        self._desk.carry(partial(answerplans.apply, self._desk.ws, self._plan))
        self.accept()

    def _step(self, each: AnswerStep, number: int) -> Shown:
        say = self._desk.say
        match number:
            case 0:
                return Shown(each.requirement.text("number"), strong=True)
            case 1:
                return Shown(each.requirement.text("text"))
            case 2:
                return Shown(each.text)
            case 3:
                words = say(_DEVIATION.option(each.deviation)) if each.deviation else ""
                return Shown(words, _TONES.get(each.deviation, Tone.MUTED), pill=True)
            case _:
                reason = say(each.reason)
                return Shown(f"{each.source}\n{reason}" if each.source else reason, Tone.MUTED)

    def _left(self, each: LeftOut, number: int) -> Shown:
        match number:
            case 0:
                return Shown(each.requirement.text("number"), strong=True)
            case 1:
                return Shown(each.requirement.text("text"))
            case _:
                return Shown(self._desk.say(each.why), Tone.WARNING)


_TONES = {"none": Tone.MUTED, "positive": Tone.OK, "negative": Tone.WARNING}
_TITLE = Text("可计算的答复", "Answers that can be computed")
_LEFT_NAME = Text("留给人工的要求", "Requirements left to a person")
_NOTE = Text(
    "按核准参数和已报条件可算出 {written} 条，{rest} 条须由人判断。已确认的答复不会改动；写入后可一次撤销。",
    "From approved figures and offered terms {written} can be computed; {rest} are left to a person. "
    "Confirmed answers stay as they are; one undo takes all of it back.",
)
_WRITTEN, _REST = (
    Text("将写入 {count}", "Written: {count}"),
    Text("未写入 {count}", "Left: {count}"),
)
_APPLY, _CANCEL = Text("写入 {count} 条", "Write {count}"), Text("取消", "Cancel")
_HEADS = (
    Text("条款", "Clause"),
    Text("要求", "Requirement"),
    Text("答复", "Answer"),
    Text("偏离", "Deviation"),
    Text("来源与理由", "Source and reason"),
)
_LEFT_HEADS = (*_HEADS[:2], Text("为什么不写", "Why not"))
