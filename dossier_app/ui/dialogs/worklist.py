"""All that is wrong or missing in one list: grouped, dated, ticked off with a reason, seen as of another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.model import worklist
from dossier_app.model.fields import Option
from dossier_app.model.finding import Severity
from dossier_app.model.worklist import Group, Item
from dossier_app.service import working
from dossier_app.service.working import Ahead, Listing
from dossier_app.ui.context import SEVERITY
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ask_line, ask_person, ask_words
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.spot import spot_of
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import ChipEditor
from dossier_app.ui.widgets.table import Filtered, Table


@dataclass(frozen=True, slots=True)
class _Line:
    group: Text
    item: Item


class Worklist(QDialog):
    """Chips choose the grouping; a line leads to its field; warnings can be ticked off."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._dossier = desk, desk.dossier_id
        self._listing: Listing | None = None
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(1120, 700)
        self.by = ChipEditor(
            say(_BY), tuple(Option(g.value, _GROUPS[g]) for g in Group), say, many=False
        )
        self.by.put(Group.STEP.value)
        self.by.settled.connect(self._show)
        self.ticked = QCheckBox(say(_TICKED))
        self.ticked.toggled.connect(lambda _: self._show())
        self.model: RowsModel[_Line] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(170, 96, 0, 100, 100, 70)
        self.table.picked.connect(self._go)
        self.note = label("", "label", wrap=True)
        self.tick = button(say(_TICK), self._ask_tick)
        self.tick.setEnabled(not desk.locked)
        self._lay_out()
        self.read()

    def _lay_out(self) -> None:
        say = self._desk.say
        ahead = button(say(_AHEAD), self._ask_day)
        foot = row(self.tick, ahead, None, button(say(_CLOSE), self.accept, "primary"))
        above = row(label(say(_BY), "muted"), self.by, self.ticked)
        above.setStretch(1, 1)
        head, listed = label(say(_TITLE), "title"), Filtered(self.table, say)
        self.setLayout(column(head, self.note, above, listed, foot, margin=Size.CARD))

    def read(self) -> None:
        """Work the list out beside the window."""
        work = partial(working.listing, self._desk.ws, self._dossier)
        self._desk.jobs.latest("worklist", work, self._take, self)

    def tick_off(self, person: str, reason: str) -> None:
        """Acknowledge the chosen warning."""
        key = self.model.item(self.table.line()).item.key
        act = partial(working.acknowledge, self._desk.ws, self._dossier, (key,), person, reason)
        self._desk.carry(act)
        self.read()

    def look_ahead(self, on: date) -> None:
        """Show what a later day brings."""
        work = partial(working.ahead, self._desk.ws, self._dossier, on)
        self._desk.jobs.latest("ahead", work, self._ahead, self)

    def _take(self, listing: Listing) -> None:
        self._listing = listing
        self._show()

    def _show(self) -> None:
        listing = self._listing
        if listing is None:
            return
        shown = [i for i in listing.items if bool(i.done_by) is self.ticked.isChecked()]
        groups = worklist.grouped(shown, Group(str(self.by.read() or "step")), listing.names)
        self.model.show([_Line(name, item) for name, items in groups for item in items])
        counts = worklist.apart(listing.items, listing.counts)
        left = sum(count.open for count in listing.counts.values())
        wrong = sum(not i.gap and i.severity is Severity.BLOCKER for i in listing.items)
        words = _NOTE.format(left=left, wrong=wrong, **counts)
        self.note.setText(self._desk.say(words))

    def _ahead(self, found: Ahead) -> None:
        from dossier_app.ui.dialogs.sentences import Sentences

        lines = [Text(f"{e.on}  {e.message.zh}", f"{e.on}  {e.message.en}") for e in found.coming]
        lines += [_COMES.format(what=f.message) for f in found.come]
        lines += [_GOES.format(what=f.message) for f in found.go]
        title = _UNTIL.format(since=found.since, on=found.on)
        good = not any(f.severity is Severity.BLOCKER for f in found.come)
        Sentences(self, self._desk, title, lines or [_SAME], good=good).open()

    def _ask_tick(self) -> None:
        line = self.table.line()
        person = ask_person(self, self._desk) if line >= 0 else ""
        reason = ask_words(self, self._desk, _TICK, _WHY) if person else ""
        if reason:
            self.tick_off(person, reason)

    def _ask_day(self) -> None:
        words = ask_line(self, self._desk, _AHEAD, _DAY)
        try:
            on = date.fromisoformat(words.strip()) if words else None
        except ValueError:
            self.note.setText(self._desk.say(_NO_DAY.format(found=words[:20])))
            return
        if on is not None:
            self.look_ahead(on)

    def _go(self, line: int) -> None:
        item = self.model.item(line).item
        self.accept()
        self._desk.go(spot_of(self._dossier, item.place, item.step, item.tender))

    def _cell(self, line: _Line, number: int) -> Shown:
        say, item = self._desk.say, line.item
        match number:
            case 0:
                return Shown(say(line.group), Tone.MUTED)
            case 1:
                words, tone = SEVERITY[item.severity]
                return Shown(
                    say(_GAP if item.gap else words), Tone.MUTED if item.gap else tone, pill=True
                )
            case 2:
                doubt = f"  {say(_UNSURE)}" if item.unconfirmed else ""
                ticked = f"  {say(_BY_WHOM.format(who=item.done_by))}" if item.done_by else ""
                return Shown(f"{say(item.message)}{doubt}{ticked}")
            case 3:
                return Shown(item.owner)
            case 4:
                return Shown(item.due.isoformat()) if item.due else NOTHING
            case _:
                return Shown(say(_EFFORTS[min(item.effort // 4, 2)]), Tone.MUTED)


def show(parent: QWidget, desk: Desk) -> None:
    """Show the work list of the open dossier."""
    Worklist(parent, desk).open()


_TITLE, _CLOSE = Text("问题与缺项清单", "What is wrong or missing"), Text("关闭", "Close")
_BY = Text("分组", "Group by")
_GROUPS = {
    Group.STEP: Text("步骤", "step"),
    Group.GATE: Text("环节", "gate"),
    Group.TENDER: Text("投标项目", "tender"),
    Group.OWNER: Text("负责人", "owner"),
    Group.DUE: Text("期限", "due date"),
}
_TICKED, _TICK = Text("只看已阅", "Only acknowledged"), Text("已阅…", "Acknowledge…")
_WHY = Text(
    "为什么可以接受这条告警？理由会留在记录中。",
    "Why can this warning be accepted? The reason stays on record.",
)
_AHEAD = Text("到某一天会怎样…", "As of a later day…")
_DAY = Text("日期，如开标日 2026-12-15", "A day, such as the opening: 2026-12-15")
_NO_DAY = Text("“{found}”不是日期，应如 2026-12-15。", "“{found}” is no date such as 2026-12-15.")
_NOTE = Text(
    "缺 {left} 项，须改正 {wrong} 处；另计：不适用 {not_applicable}，接受缺口 {accepted_gaps}，依据未经核实 {unconfirmed_law}，已阅 {acknowledged}。"
    "各组内按补齐所需工作量排列，点开一行即到该处。",
    "{left} missing, {wrong} to be corrected; counted apart: {not_applicable} not applicable, {accepted_gaps} accepted gaps, "
    "{unconfirmed_law} resting on unconfirmed law, {acknowledged} acknowledged. Least effort first; a line leads to its place.",
)
_HEADS = (
    Text("分组", "Group"),
    Text("程度", "Gravity"),
    Text("内容", "What"),
    Text("负责人", "Owner"),
    Text("期限", "Due"),
    Text("工作量", "Effort"),
)
_GAP, _UNSURE = Text("缺项", "missing"), Text("[依据未经核实]", "[law not confirmed]")
_BY_WHOM = Text("（已阅：{who}）", "(acknowledged by {who})")
_EFFORTS = (Text("小", "small"), Text("中", "medium"), Text("大", "large"))
_COMES, _GOES = Text("新出现：{what}", "Comes: {what}"), Text("不再有：{what}", "Goes: {what}")
_SAME = Text("到那天没有变化。", "Nothing will be otherwise.")
_UNTIL = Text("{since} 至 {on} 的变化", "From {since} to {on}")
