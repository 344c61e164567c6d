"""The tab of fees and time on the registration page: the statutory steps as dates, and the limits that are not counted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.builders.registration import UNITS, fee_of
from dossier_app.model.packlaw import StepTime
from dossier_app.model.registration import plan_start
from dossier_app.model.validity import PlanStep, calendar_of, filing_plan
from dossier_app.service.filing import FilingView
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import column, label
from dossier_app.ui.widgets.table import Table


class PlanTab(QWidget):
    """The fee, the steps with their dates, and the other limits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, say = desk, desk.say
        self.fee = label("", "strong", wrap=True)
        self._note = label("", "muted", wrap=True)
        self.steps: RowsModel[PlanStep] = RowsModel([say(h) for h in _STEPS], self._step)
        self._steps = Table(self.steps, desk.role, say(_PLAN))
        self._steps.set_widths(220, 110, 110, 0)
        self.limits: RowsModel[StepTime] = RowsModel([say(h) for h in _LIMITS], self._limit)
        self._limits = Table(self.limits, desk.role, say(_OTHERS))
        self._limits.set_widths(260, 140, 0)
        layout = column(
            self.fee, self._note, self._steps, label(say(_OTHERS), "strong"), self._limits,
            gap=Size.GAP, margin=Size.UNIT,
        )  # fmt: skip
        layout.addStretch(1)
        self.setLayout(layout)

    def show_plan(self, view: FilingView) -> None:
        """Show the plan of a filing from its acceptance, or from today."""
        say, pack, filing = self._desk.say, view.pack, view.filing
        fee = fee_of(pack, filing)
        amount = _AMOUNT.format(amount=fee.amount) if fee and fee.amount else _PROVINCE
        start = plan_start(self._desk.dossier, self._desk.today())
        plan = filing_plan(filing.klass, start, pack)
        self.fee.setText(say(_FEE.format(amount=amount)))
        words = _FROM.format(start=start, end=plan[-1].end if plan else start)
        known = not plan or calendar_of(pack).is_known(start, plan[-1].end)
        self._note.setText(say(words) + ("" if known else say(_HOLIDAYS)))
        self.steps.show(plan)
        rest = [t for t in pack.times if not t.counted and t.klass in (filing.klass, "*")]
        self.limits.show(rest)
        self._steps.fit_whole()
        self._limits.fit_whole()

    def _step(self, step: PlanStep, number: int) -> Shown:
        match number:
            case 0:
                return Shown(self._desk.say(step.title), strong=True)
            case 1:
                return Shown(step.start.isoformat(), Tone.MUTED)
            case 2:
                return Shown(step.end.isoformat())
            case _:
                pack = self._desk.pack
                cited = self._desk.say(pack.cite_ref(step.citation)) if pack else ""
                return Shown(cited, Tone.MUTED)

    def _limit(self, each: StepTime, number: int) -> Shown:
        say = self._desk.say
        if number == 0:
            return Shown(say(each.title))
        if number == 1:
            return Shown(f"{each.length} {say(UNITS[each.unit])}")
        return Shown(say(each.note) if each.note else "", Tone.MUTED)


_PLAN, _OTHERS = Text("费用与时限", "Fees and time"), Text("不计入的时限", "Limits not counted")
_STEPS = (
    Text("步骤", "Step"),
    Text("开始", "From"),
    Text("最迟", "Until"),
    Text("依据", "Source"),
)
_LIMITS = (Text("时限", "Limit"), Text("长度", "Length"), Text("说明", "Note"))
_FEE = Text("注册费：{amount}", "Registration fee: {amount}")
_AMOUNT = Text("{amount} 万元", "{amount} (10,000 yuan)")
_PROVINCE = Text("由省级药监部门规定", "set by the province")
_FROM = Text(
    "自 {start} 起，法定时限最迟到 {end}（不含补正与核查）。",
    "From {start} the statutory clock ends by {end} (supplement and inspection not counted).",
)
_HOLIDAYS = Text(
    "部分年度放假安排未收录，按周一至周五估算。",
    " Holidays of some years are unknown and not counted.",
)
