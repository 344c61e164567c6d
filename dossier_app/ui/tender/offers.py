"""What was known or answered before and fits the chosen clause; one press takes it over with its proof."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.service import answering, answerplans
from dossier_app.service.answerplans import AnswerPlan, Offered
from dossier_app.ui.desk import Desk
from dossier_app.ui.tender.rows import TenderRow
from dossier_app.ui.tender.suggestions import Suggestions
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, button, clear, column, label, row

_DEVIATION = RECORD_KINDS["response"].field("deviation")


class Offers(QWidget):
    """Up to three suggestions for one clause, out of those kept for the whole tender."""

    def __init__(self, desk: Desk, source: Suggestions) -> None:
        super().__init__()
        self._desk = desk
        self._source = source
        self._row: TenderRow | None = None
        self.offered: tuple[Offered, ...] = ()
        self._list = column(gap=Size.UNIT)
        self.setLayout(self._list)
        self.hide()
        source.arrived.connect(self._arrived)

    def ask(self, shown: TenderRow) -> None:
        """Show what fits a clause, at once or when it is worked out; nothing for a confirmed answer."""
        self._row = shown
        if answerplans.is_confirmed(shown.response):
            self._show(())
            return
        found = self._source.of(shown.requirement.text("tender"), shown.id)
        if found is not None:
            self._show(found)

    def _arrived(self, tender: str) -> None:
        if self._row is not None and tender == self._row.requirement.text("tender"):
            self.ask(self._row)

    def _show(self, found: tuple[Offered, ...]) -> None:
        clear(self._list)
        self.offered = found
        answer = self._row.answer.strip() if self._row else ""
        fresh = [(n, e) for n, e in enumerate(found) if e.suggestion.known.answer != answer]
        self.setVisible(bool(fresh))
        if fresh:
            self._list.addWidget(label(self._desk.say(_OFFERS), "strong"))
        for number, each in fresh:
            self._list.addWidget(self._offer(number, each))

    def _offer(self, number: int, each: Offered) -> QWidget:
        say, known = self._desk.say, each.suggestion.known
        parts: list[QWidget] = [self._guard(each), label(known.answer, wrap=True)]
        parts.append(label(self._origin(each), "muted", wrap=True))
        if each.suggestion.differs:
            words = _DIFFERS.format(words=say.listing(list(each.suggestion.differs)))
            parts.append(label(say(words), wrap=True, tone=Tone.WARNING))
        if each.why is not None:
            parts.append(label(say(each.why), wrap=True, tone=Tone.BAD))
        take = button(
            say(_TAKE), partial(self.take, number), "small", say(_TAKE_IT.format(name=known.answer))
        )
        take.setEnabled(each.passes)
        foot = _line(take)
        if self._desk.locked:
            foot.hide()
        made = QWidget()
        made.setLayout(column(*parts, foot, gap=2))
        return made

    def _guard(self, each: Offered) -> QWidget:
        """Say in a line whether the scope guard lets it pass, and what it would be as an answer."""
        say = self._desk.say
        words, tone = (_PASSES, Tone.OK) if each.passes else (_STOPPED, Tone.BAD)
        parts = [badge(say(words), tone)]
        if each.suggestion.deviation:
            parts.append(badge(say(_DEVIATION.option(each.suggestion.deviation))))
        return _line(*parts)

    def _origin(self, each: Offered) -> str:
        say, known = self._desk.say, each.suggestion.known
        parts = [say(known.source), known.day.isoformat() if known.day else ""]
        parts.append(say(_WON) if known.won else "")
        parts.append(say(_SCORE.format(score=round(each.suggestion.score * 100))))
        return " · ".join(part for part in parts if part)

    def take(self, number: int) -> None:
        """Take a suggestion over, its evidence linked; one undo takes both back."""
        shown, desk = self._row, self._desk
        if shown is None or number >= len(self.offered):
            return
        tender, picks = shown.requirement.text("tender"), {shown.id: number}
        dossier, wanted = desk.dossier_id, self.offered[number].suggestion.known.answer
        desk.jobs.run(
            _TAKING,
            lambda job: answering.accept(desk.ws, dossier, tender, picks, progress=job),
            partial(self._write, wanted),
            self,
        )

    def _write(self, wanted: str, plan: AnswerPlan) -> None:
        for each in plan.left:
            self._desk.tell(each.why)
        if any(step.text != wanted for step in plan.steps):
            self._desk.tell(_OTHER)
        elif plan.steps:
            self._desk.carry(partial(answerplans.apply, self._desk.ws, plan))


def _line(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*parts, None, gap=Size.UNIT))
    return made


_OFFERS, _TAKE = Text("可参考的答复", "What may answer it"), Text("采用", "Take it")
_TAKE_IT = Text("采用：{name}", "Take it: {name}")
_TAKING = Text("采用答复建议", "Taking a suggestion over")
_DIFFERS = Text("与要求不同：{words}", "Differs from the requirement: {words}")
_PASSES = Text("未超出核准范围", "Within the approved scope")
_STOPPED = Text("不能采用", "Cannot be taken")
_WON, _SCORE = Text("曾中标", "won"), Text("相符 {score}%", "{score}% alike")
_OTHER = Text(
    "建议已有变化，未作改动；请再看一次。",
    "The suggestions changed meanwhile; nothing was written. Look again.",
)
