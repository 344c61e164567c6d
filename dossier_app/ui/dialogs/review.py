"""Review: a verdict for each section with tasks, approval that locks, unlocking with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from dossier_app.base.errors import BadInput, DossierError
from dossier_app.base.text import Text
from dossier_app.service import review, roles
from dossier_app.service.review import SectionReview, Task
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ask_person, ask_words
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, button, column, label, retone, row
from dossier_app.ui.widgets.table import Filtered, Table


class ReviewDialog(QDialog):
    """Above: is the dossier approved; middle: every section; below: the verdict on the chosen one."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._dossier = desk, desk.dossier_id
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(1060, 680)
        self.state = badge("")
        self.note = label("", "label", wrap=True)
        self.model: RowsModel[SectionReview] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(110, 0, 120, 180, 110, 80)
        self._make_inputs()
        self.approve = button(say(_APPROVE), self._approve, "primary")
        self.unlock = button(say(_UNLOCK), self._unlock)
        self._lay_out()
        self.read()
        self.table.choose(0)

    def _lay_out(self) -> None:
        desk, say = self._desk, self._desk.say
        verdicts = [
            button(say(words), partial(self.give, verdict)) for verdict, words in _VERDICTS.items()
        ]
        for each in verdicts:
            each.setEnabled(not desk.ws.read_only)
        head = row(label(say(_TITLE), "title"), self.state, None)
        task = row(self.task, self.owner, self.due)
        task.setStretch(0, 1)
        close = button(say(_CLOSE), self.accept)
        foot = row(*verdicts, None, self.unlock, self.approve, close)
        listed = Filtered(self.table, say)
        self.setLayout(column(head, self.note, listed, self.reason, task, foot, margin=Size.CARD))

    def read(self) -> None:
        """Show the state of review."""
        line, found = self.table.line(), review.review(self._desk.ws, self._dossier)
        self.model.show(found.sections)
        self.table.choose(max(line, 0))
        words, tone = (_LOCKED, Tone.OK) if found.locked else (_OPEN, Tone.MUTED)
        if found.approval is not None and found.stale:
            words, tone = _STALE, Tone.WARNING
        self.state.setText(self._desk.say(words))
        retone(self.state, "badge", tone.value)
        own = found.approval is not None and found.approval.flag("own_work")
        about = _SELF if own and found.locked else _ABOUT
        self.note.setText(self._desk.say(about))
        self.approve.setEnabled(not found.locked and not self._desk.ws.read_only)
        self.unlock.setEnabled(found.locked and not self._desk.ws.read_only)

    def give(self, verdict: str) -> None:
        """Give the chosen section a verdict, with reason and task as typed."""
        line = self.table.line()
        person = ask_person(self, self._desk) if line >= 0 else ""
        if person:
            self.give_as(verdict, person)

    def give_as(self, verdict: str, person: str) -> None:
        """Give the chosen section a verdict in a person's name."""
        section = self.model.item(self.table.line()).key
        said = (verdict, person, self.reason.toPlainText().strip())
        if self._carry(lambda: self._verdict(section, said)):
            for box in (self.task, self.owner, self.due):
                box.clear()
            self.reason.clear()

    def _verdict(self, section: str, said: tuple[str, str, str]) -> None:
        words = self.task.text().strip()
        tasks = [Task(words, self.owner.text().strip(), self._due())] if words else []
        review.give_verdict(self._desk.ws, self._dossier, section, said, tasks)

    def _due(self) -> date | None:
        words = self.due.text().strip()
        try:
            return date.fromisoformat(words) if words else None
        except ValueError:
            raise BadInput(_NO_DAY.format(found=words[:20]), place="due", code="BAD-DATE") from None

    def _approve(self) -> None:
        person = ask_person(self, self._desk)
        if person:
            self._carry(lambda: review.approve(self._desk.ws, self._dossier, person))

    def _unlock(self) -> None:
        person = ask_person(self, self._desk)
        reason = ask_words(self, self._desk, _UNLOCK, _WHY) if person else ""
        if reason:
            self._carry(lambda: review.unlock(self._desk.ws, self._dossier, person, reason))

    def _carry(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except DossierError as error:
            self.note.setText(self._desk.say(error.message))
            return False
        self.read()
        return True

    def _make_inputs(self) -> None:
        say = self._desk.say
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(56)
        self.reason.setTabChangesFocus(True)
        self.task, self.owner, self.due = QLineEdit(), QLineEdit(), QLineEdit()
        self.owner.setFixedWidth(140)
        self.due.setFixedWidth(150)
        for box, words in (
            (self.reason, _REASON),
            (self.task, _TASK),
            (self.owner, _OWNER),
            (self.due, _DUE),
        ):
            box.setAccessibleName(say(words))
            box.setPlaceholderText(say(words))

    def _cell(self, each: SectionReview, number: int) -> Shown:
        say = self._desk.say
        match number:
            case 0:
                return Shown(say(each.step), Tone.MUTED)
            case 1:
                return Shown(say(each.label), strong=True)
            case 2:
                if not each.verdict:
                    return Shown(say(_NONE), Tone.MUTED)
                return Shown(say(_VERDICTS[each.verdict]), _TONES[each.verdict], pill=True)
            case 3:
                own = f" · {say(_OWN)}" if each.own_work else ""
                role = say(roles.role_words(self._desk.ws, each.person)) if each.person else ""
                office = f"（{role}）" if role else ""
                return Shown(f"{each.person}{office} {each.on}{own}".strip())
            case 4:
                return Shown(say(_CHANGED) if each.stale else "", Tone.WARNING, pill=each.stale)
            case _:
                return Shown(str(len(each.tasks) or ""), Tone.MUTED)


def show(parent: QWidget, desk: Desk) -> None:
    """Show the review of the open dossier."""
    ReviewDialog(parent, desk).open()


_TITLE, _CLOSE = Text("审核与签批", "Review and approval"), Text("关闭", "Close")
_VERDICTS = {
    review.RETURNED: Text("退回修改", "returned"),
    review.IMPROVABLE: Text("可改进", "can be improved"),
    review.PASSED: Text("通过", "passed"),
}
_TONES = {
    review.RETURNED: Tone.BAD,
    review.IMPROVABLE: Tone.WARNING,
    review.PASSED: Tone.OK,
}
_APPROVE, _UNLOCK = Text("批准并锁定", "Approve and lock"), Text("解锁…", "Unlock…")
_WHY = Text(
    "为什么要修改已批准的内容？批准时的内容会另存为版本。",
    "Why must what was approved be changed? What was approved is kept as a version.",
)
_HEADS = (
    Text("步骤", "Step"),
    Text("部分", "Section"),
    Text("结论", "Verdict"),
    Text("审核人与日期", "Reviewer and date"),
    Text("此后", "Since then"),
    Text("任务", "Tasks"),
)
_LOCKED, _OPEN, _STALE = (
    Text("已批准并锁定", "approved and locked"),
    Text("未锁定", "open"),
    Text("批准后内容或规则包已变", "content or rule pack changed since approval"),
)
_ABOUT = Text(
    "选择一个部分，写明理由或任务，再给结论。结论记住当时的内容；内容、规则包或证据变化后会标为“已变”。",
    "Choose a section, write a reason or a task, then give a verdict. It remembers the content it saw and shows when "
    "content, rule pack or evidence changed.",
)
_SELF = Text(
    "批准人编制过其中的内容：自我批准，已标明。",
    "Who approved also wrote some of it: approval of own work, marked as such.",
)
_NONE, _OWN, _CHANGED = (
    Text("未审核", "not reviewed"),
    Text("自审", "own work"),
    Text("已变", "changed"),
)
_REASON, _TASK = (
    Text("理由或意见", "Reason or remark"),
    Text("任务（可不填）", "Task (may be empty)"),
)
_OWNER, _DUE = Text("负责人", "Owner"), Text("期限 2026-12-31", "Due 2026-12-31")
_NO_DAY = Text("“{found}”不是日期，应如 2026-12-31。", "“{found}” is no date such as 2026-12-31.")
