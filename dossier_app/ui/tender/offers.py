"""What was known or answered before and fits the chosen clause; one press takes it over with its proof."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record
from dossier_app.model.suggest import Suggestion, suggest
from dossier_app.service import answering, answerplans
from dossier_app.service.answerplans import AnswerPlan
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, clear, column, label, row


class Offers(QWidget):
    """Up to three suggestions for one clause, worked out beside the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._requirement: Record | None = None
        self._list = column(gap=Size.UNIT)
        self.setLayout(self._list)
        self.hide()

    def ask(self, requirement: Record) -> None:
        """Look for what fits a clause."""
        self._requirement = requirement
        work = partial(_fitting, requirement, self._desk.dossier, self._desk)
        self._desk.jobs.latest("offers", work, self._show, self)

    def _show(self, found: tuple[Suggestion, ...]) -> None:
        clear(self._list)
        self.setVisible(bool(found))
        if found:
            self._list.addWidget(label(self._desk.say(_OFFERS), "strong"))
        for number, each in enumerate(found):
            self._list.addWidget(self._offer(number, each))

    def _offer(self, number: int, each: Suggestion) -> QWidget:
        say, known = self._desk.say, each.known
        day = f" · {known.day.isoformat()}" if known.day else ""
        parts: list[QWidget] = [
            label(known.answer, wrap=True),
            label(say(known.source) + day, "muted", wrap=True),
        ]
        if each.differs:
            words = _DIFFERS.format(words=say.listing(list(each.differs)))
            parts.append(label(say(words), wrap=True, tone=Tone.WARNING))
        if each.beyond:
            words = _BEYOND.format(words=say.listing(list(each.beyond)))
            parts.append(label(say(words), wrap=True, tone=Tone.BAD))
        take = button(
            say(_TAKE), partial(self.take, number), "small", say(_TAKE_IT.format(name=known.answer))
        )
        take.setEnabled(not each.beyond)
        foot = QWidget()
        foot.setLayout(row(take, None))
        if self._desk.locked:
            foot.hide()
        made = QWidget()
        made.setLayout(column(*parts, foot, gap=2))
        return made

    def take(self, number: int) -> None:
        """Take a suggestion over, its evidence linked; one undo takes both back."""
        asked, desk = self._requirement, self._desk
        if asked is None:
            return
        tender, picks = asked.text("tender"), {asked.id: number}
        dossier = desk.dossier_id
        desk.jobs.run(
            _TAKING,
            lambda job: answering.accept(desk.ws, dossier, tender, picks, progress=job),
            self._write,
            self,
        )

    def _write(self, plan: AnswerPlan) -> None:
        if not plan.steps:
            for each in plan.left:
                self._desk.tell(each.why)
            return
        self._desk.carry(partial(answerplans.apply, self._desk.ws, plan))


def _fitting(requirement: Record, dossier: Dossier, desk: Desk) -> tuple[Suggestion, ...]:
    past = dossier.all("past_answer")
    return suggest((requirement,), dossier, past, on=desk.today())[requirement.id]


_OFFERS, _TAKE = Text("可参考的答复", "What may answer it"), Text("采用", "Take it")
_TAKE_IT = Text("采用：{name}", "Take it: {name}")
_TAKING = Text("采用答复建议", "Taking a suggestion over")
_DIFFERS = Text("与要求不同：{words}", "Differs from the requirement: {words}")
_BEYOND = Text(
    "超出核准版，不能采用：{words}", "Beyond the approved edition, cannot be taken: {words}"
)
