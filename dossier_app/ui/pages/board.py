"""The managers' page: which dossiers can be bid with, what blocks the others, what ends before an opening."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.model.fields import CHINA
from dossier_app.model.outlook import Outlook
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import moment
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.outlookcards import OutlookCards
from dossier_app.ui.overview import BoardLine, Expiry, TenderLine, overlooked
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.pages.gates import STATES
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import column, row, scrolled
from dossier_app.ui.widgets.card import Card, Figure
from dossier_app.ui.widgets.table import Filtered, Table
from dossier_app.ui.widgets.timeline import Moment, Timeline

DAYS = 180
"""Days that the timeline reaches ahead."""


class BoardPage(Page):
    """Five figures, products by phases, tenders, and what comes due."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: tuple[BoardLine, ...] = ()
        self._stale = True
        self.figures = [Figure(self.say(words)) for words in _FIGURES]
        for number, figure in enumerate(self.figures):
            figure.pressed.connect(partial(self._listed, number))
        self.model: RowsModel[BoardLine] = RowsModel(self._heads(), self._cell)
        self.table = Table(self.model, desk.role, self.say(_PRODUCTS))
        self.table.setProperty("look", "bare")
        self.table.set_widths(0, 124, *([74] * 5), 104, 96)
        self.table.picked.connect(self._open)
        self.tenders: RowsModel[TenderLine] = RowsModel(
            [self.say(w) for w in _TENDER_HEADS], self._tender_cell
        )
        self.tender_table = Table(self.tenders, desk.role, self.say(_TENDERS))
        self.tender_table.setProperty("look", "bare")
        self.tender_table.set_widths(150, 84, 0)
        self.tender_table.picked.connect(self._open_tender)
        self.timeline = Timeline(desk.role, self.say(_TIMELINE))
        self.cards = OutlookCards(desk)
        self.cards.narrowed.connect(self._narrow)
        self.setLayout(column(scrolled(self._whole()), gap=0))
        desk.changed.connect(lambda _: self._mark_stale())

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def subtitle(self) -> str:
        """Count products and tenders."""
        tenders = sum(len(line.tenders) for line in self._lines)
        return self.say(_SUBTITLE.format(n=len(self._lines), t=tenders)) if self._lines else ""

    def offers(self) -> tuple[Action, ...]:
        """Offer a new dossier."""
        return (
            Action(self.say(_WRITE), self._ask_target),
            Action(self.say(_NEW), lambda: self.desk.go(Spot(PageKey.DOSSIERS)), primary=True),
        )

    def show_spot(self, spot: Spot) -> None:
        """Work the board out anew when something changed."""
        self.refresh(None)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Ask for the lines in the background."""
        pack = self.desk.pack
        if pack is None or not self._stale:
            return
        self._stale = False
        self.desk.jobs.latest("board", partial(overlooked, self.desk.ws, pack), self._take, self)

    def _mark_stale(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh(None)

    def _whole(self) -> QWidget:
        figures = QHBoxLayout()
        figures.setSpacing(Size.PAD)
        for figure in self.figures:
            figures.addWidget(figure, 1)
        products = Card(self.say(_PRODUCTS), self.say(_PRODUCTS_NOTE))
        products.add(Filtered(self.table, self.say))
        products.inner.addStretch(1)
        tenders = Card(self.say(_TENDERS), self.say(_TENDERS_NOTE))
        tenders.add(self.tender_table)
        line = Card(self.say(_TIMELINE), self.say(_TIMELINE_NOTE))
        line.add(self.timeline)
        right: QVBoxLayout = column(tenders, line, gap=Size.PAD)
        right.addStretch(1)
        below = row(products, right, gap=Size.PAD)
        below.setStretch(0, 7)
        below.setStretch(1, 3)
        made = QWidget()
        made.setLayout(column(figures, below, self.cards, gap=Size.PAD, margin=Size.PAGE))
        return made

    def _heads(self) -> list[str]:
        middle = [self.say(words) for words in _PHASES]
        return [
            self.say(_PRODUCT),
            self.say(_STATE),
            *middle,
            self.say(_BLOCKERS),
            self.say(_OPENING),
        ]

    def _take(self, found: tuple[tuple[BoardLine, ...], Outlook]) -> None:
        lines, outlook = found
        self._show(lines)
        self.cards.show_outlook(outlook, self._today())

    def _narrow(self, ids: frozenset[str] | None) -> None:
        self.model.only(None if ids is None else (lambda line: line.id in ids))
        self.table.fit_whole(16)

    def write(self, target: Path) -> None:
        """Write the board as one page or as a workbook."""
        from dossier_app.service.boardpaper import write_board

        ws, lang = self.desk.ws, self.desk.lang
        work = lambda job: write_board(ws, target, on=None, lang=lang, replace=True)  # noqa: E731 - one line of work
        done = lambda told: self.desk.tell(_WRITTEN.format(name=target.name))  # noqa: E731 - one line of work
        self.desk.jobs.run(_WRITE, work, done, self)

    def _ask_target(self) -> None:
        kinds = "PDF (*.pdf);;Excel (*.xlsx)"
        name, kind = QFileDialog.getSaveFileName(self, self.say(_WRITE), "board.pdf", kinds)
        if name:
            target, ending = Path(name), ".xlsx" if "xlsx" in kind else ".pdf"
            fits = target.suffix in (".pdf", ".xlsx")
            self.write(target if fits else target.with_name(target.name + ending))

    def _show(self, lines: tuple[BoardLine, ...]) -> None:
        self._lines = lines
        self.model.show(lines)
        self.table.fit_whole(16)
        tenders = sorted(
            (t for line in lines for t in line.tenders),
            key=lambda t: (t.opening is None, str(t.opening)),
        )
        self.tenders.show(tenders)
        self.tender_table.fit_whole(4)
        self._show_timeline(lines, tenders)
        self._show_figures(lines, tenders)
        self.headed.emit()

    def _show_figures(self, lines: tuple[BoardLine, ...], tenders: list[TenderLine]) -> None:
        say, today = self.say, self._today()
        free = sum(1 for tender in tenders if not tender.blockers)
        blockers = sum(line.blockers for line in lines)
        soon = self._before_opening(lines)
        due = min(((line.due - today).days for line in lines if line.due), default=None)
        stale = sum(line.stale_packs for line in lines)
        self.figures[0].put(
            f"{free} / {len(tenders)}", say(_FREE_NOTE.format(n=len(tenders) - free))
        )
        worst = max(lines, key=lambda line: line.blockers, default=None)
        self.figures[1].put(
            str(blockers),
            worst.name if worst and blockers else say(_NOTHING),
            Tone.BAD if blockers else Tone.OK,
        )
        names = say.listing([say(each.words) for each in soon[:2]])
        self.figures[2].put(
            str(len(soon)), names or say(_NOTHING), Tone.WARNING if soon else Tone.OK
        )
        late = Tone.BAD if due is not None and due < 30 else Tone.PLAIN
        self.figures[3].put(
            say(_DAYS.format(n=due)) if due is not None else "—", self._due_name(lines), late
        )
        self.figures[4].put(
            str(stale), say(_STALE_NOTE if stale else _NOTHING), Tone.BAD if stale else Tone.OK
        )

    def _due_name(self, lines: tuple[BoardLine, ...]) -> str:
        waiting = [line for line in lines if line.due]
        return min(waiting, key=lambda line: str(line.due)).name if waiting else self.say(_NOTHING)

    def _before_opening(self, lines: tuple[BoardLine, ...]) -> list[Expiry]:
        openings = {
            line.id: max((t.opening.date() for t in line.tenders if t.opening), default=None)
            for line in lines
        }
        return [
            each
            for line in lines
            for each in line.expiries
            if (last := openings[line.id]) is not None and line.judged <= each.on <= last
        ]

    def _show_timeline(self, lines: tuple[BoardLine, ...], tenders: list[TenderLine]) -> None:
        start, say = self._today(), self.say
        marks = [
            Moment(t.opening.date(), t.name, Tone.ACCENT, opening=True)
            for t in tenders
            if t.opening
        ]
        seen = {(each.on, say(each.words)) for line in lines for each in line.expiries}
        soon = start + timedelta(days=60)
        marks += [Moment(on, words, Tone.BAD if on <= soon else Tone.WARNING) for on, words in seen]
        self.timeline.put(start, DAYS, tuple(marks))

    def _today(self) -> date:
        samples = [line.judged for line in self._lines if line.sample]
        own = [line for line in self._lines if not line.sample]
        return min(samples) if samples and not own else datetime.now(CHINA).date()

    def _cell(self, line: BoardLine, number: int) -> Shown:
        phases = len(line.phases)
        if number == 0:
            return Shown(line.name, strong=True)
        if number == 1:
            until = f" → {line.until:%Y-%m}" if line.until else ""
            return Shown(self.say(line.state) + until)
        if number < 2 + phases:
            return self._phase(line.phases[number - 2])
        if number == 2 + phases:
            return self._trouble(line)
        openings = sorted(t.opening for t in line.tenders if t.opening)
        return (
            Shown(f"{openings[0].astimezone(CHINA):%m-%d %H:%M}", Tone.MUTED)
            if openings
            else NOTHING
        )

    def _trouble(self, line: BoardLine) -> Shown:
        """Show what is wrong, and muted what is only not there yet."""
        lacks = self.say(_LACKS.format(n=line.missing)) if line.missing else ""
        if line.blockers:
            days = (line.judged - line.since).days if line.since else 0
            age = self.say(_AGE.format(n=days)) if days > 0 else ""
            words = " · ".join(filter(None, (str(line.blockers), age, lacks)))
            return Shown(words, Tone.BAD, pill=True)
        return Shown(lacks, Tone.MUTED) if lacks else Shown("0", Tone.OK, pill=True)

    def _phase(self, state: str) -> Shown:
        picture, tone = STATES[state]
        return Shown(self.say(_STATES[state]), tone, icon=picture)

    def _tender_cell(self, line: TenderLine, number: int) -> Shown:
        match number:
            case 0:
                return Shown(f"{line.name}\n{moment(line.opening)}", strong=False)
            case 1:
                words, tone = (_BLOCKED, Tone.BAD) if line.blockers else (_FREE, Tone.OK)
                return Shown(self.say(words), tone, pill=True)
            case _:
                return Shown(self.say(line.why) if line.why else self.say(_NOTHING))

    def _open(self, line: int) -> None:
        self.desk.go(Spot(PageKey.CLAIM, self.model.item(line).id))

    def _open_tender(self, line: int) -> None:
        chosen = self.tenders.item(line)
        self.desk.go(Spot(PageKey.TENDER, chosen.dossier, chosen.tender))

    def _listed(self, number: int) -> None:
        if number == 1:
            self.model.only(lambda line: line.blockers > 0)
        elif number in (0, 2):
            self.tender_table.setFocus()
        else:
            self.model.only(None)
        self.table.fit_whole(16)


_TITLE = Text("总览", "Board")
_SUBTITLE = Text("{n} 个产品 · {t} 个在投项目", "{n} products · {t} open tenders")
_NEW = Text("新建卷宗", "New dossier")
_WRITE, _WRITTEN = Text("导出看板…", "Export the board…"), Text("已写出：{name}", "Written: {name}")
_FIGURES = (
    Text("可投项目", "Tenders free to bid"),
    Text("必须解决", "Blockers"),
    Text("开标前到期", "Expire before an opening"),
    Text("发补剩余", "Deficiency reply due in"),
    Text("已发出、现已不实的材料", "Packs handed out, now wrong"),
)
_FREE_NOTE = Text("{n} 个有必须解决的问题", "{n} have blockers")
_NOTHING, _STALE_NOTE = Text("无", "none"), Text("请通知接收方更换", "tell the recipients")
_DAYS = Text("{n} 天", "{n} days")
_PRODUCTS, _PRODUCTS_NOTE = (
    Text("产品 × 准入环节", "Products × phases"),
    Text("点开一行：缺什么、找谁、凭什么", "open a line: what is missing, from whom"),
)
_TENDERS, _TENDERS_NOTE = (
    Text("投标项目", "Tenders"),
    Text("为什么能投，为什么不能", "why they can be bid, or not"),
)
_TIMELINE, _TIMELINE_NOTE = (
    Text("到期与开标", "Expiries and openings"),
    Text("今后 180 天", "the next 180 days"),
)
_PRODUCT, _STATE = Text("产品", "Product"), Text("注册状态", "Registration")
_BLOCKERS, _OPENING = Text("必须解决", "Blockers"), Text("最近开标", "Opening")
_AGE = Text("已 {n} 天", "{n} days")
_LACKS = Text("缺 {n}", "{n} missing")
_PHASES = (
    Text("准备", "Prepare"),
    Text("注册", "Register"),
    Text("准入价格", "Access"),
    Text("采购", "Buy"),
    Text("使用服务", "Use"),
)
_TENDER_HEADS = (
    Text("项目与开标", "Tender, opening"),
    Text("结论", "Verdict"),
    Text("原因", "Why"),
)
_BLOCKED, _FREE = Text("不能投", "blocked"), Text("可投", "free")
_STATES = {
    "passed": Text("已过", "passed"),
    "running": Text("进行", "going"),
    "open": Text("未到", "open"),
    "not_needed": Text("不适用", "n/a"),
}
