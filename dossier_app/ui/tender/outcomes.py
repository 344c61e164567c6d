"""What comes back to a tender: its result, the stamped scan, and its dates as a calendar file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from dossier_app.base.errors import BadInput, DossierError
from dossier_app.base.text import Text
from dossier_app.model.fields import Option
from dossier_app.model.records import Record
from dossier_app.service import blindcheck, outcomes
from dossier_app.service.blindcheck import Telltale
from dossier_app.service.outcomes import SealedScan
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ask_yes, ok_cancel
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import ChipEditor, DayEditor, LineEditor, TextEditor


class Outcomes(QWidget):
    """Three buttons beside the choice of a tender."""

    def __init__(self, desk: Desk, tender: Callable[[], Record | None]) -> None:
        super().__init__()
        self._desk, self._tender = desk, tender
        say = desk.say
        self.buttons = [
            button(say(_CALENDAR), self.choose_calendar, "small"),
            button(say(_BLIND), self.choose_blind, "small"),
            button(say(_SEALED), self.choose_scan, "small"),
            button(say(_RESULT), self.ask_result, "small"),
        ]
        self.setLayout(row(*self.buttons, gap=Size.UNIT))

    def refresh(self) -> None:
        """Offer only what can be done to the tender that is shown."""
        there = self._tender() is not None
        for n, part in enumerate(self.buttons):
            part.setEnabled(there and (n < _READS or not self._desk.locked))

    def choose_calendar(self) -> None:
        """Ask for a file and write the dates into it."""
        words = self._desk.say(_CALENDAR)
        name, _ = QFileDialog.getSaveFileName(self, words, "dates.ics", "*.ics")
        if name:
            self.write_calendar(Path(name))

    def write_calendar(self, target: Path) -> None:
        """Write deadlines and ends of papers as a calendar file."""
        if record := self._tender():
            desk, dossier = self._desk, self._desk.dossier_id
            work = partial(
                outcomes.write_calendar, desk.ws, dossier, target, tender=record.id, replace=True
            )
            done: Callable[[object], None] = lambda _: desk.tell(_WRITTEN)  # noqa: E731 - one line
            desk.jobs.run(_CALENDAR, lambda job: work(), done, self)

    def choose_scan(self) -> None:
        """Ask for a stamped scan and match it."""
        words = self._desk.say(_SEALED)
        name, _ = QFileDialog.getOpenFileName(self, words, "", "*.pdf *.png *.jpg *.jpeg *.tif")
        if name:
            self.match(Path(name))

    def match(self, scan: Path) -> None:
        """Find the originals in a stamped scan, show them, and keep it when the person agrees."""
        if record := self._tender():
            desk = self._desk
            work = partial(outcomes.match_sealed, desk.ws, desk.dossier_id, record.id, scan)
            desk.jobs.run(_MATCHING, lambda job: work(job), partial(self._matched, scan), self)

    def _matched(self, scan: Path, found: tuple[SealedScan, ...]) -> None:
        say = self._desk.say
        lines = [f"{each.name}  {len(each.pages)}/{each.wanted}" for each in found]
        whole = sum(each.whole for each in found)
        sentence = _FOUND.format(whole=whole, all=len(found), list="\n".join(lines))
        if not whole:
            self._desk.tell(_NONE_WHOLE)
        elif ask_yes(self, self._desk, _SEALED, sentence):
            work = partial(outcomes.take_sealed, self._desk.ws, self._desk.dossier_id, scan, found)
            done: Callable[[object], None] = lambda _: self._desk.tell(_KEPT)  # noqa: E731
            self._desk.jobs.run(_MATCHING, lambda job: work(), done, self)
        self.setToolTip(say(sentence))

    def choose_blind(self) -> None:
        """Ask for a finished blind part and look it through."""
        name, _ = QFileDialog.getOpenFileName(self, self._desk.say(_BLIND), "", "*.pdf")
        if name:
            self.check_blind(Path(name))

    def check_blind(self, file: Path) -> None:
        """Look a finished blind part through and say what tells who bids."""
        if record := self._tender():
            desk = self._desk
            work = partial(blindcheck.check_blind, desk.ws, desk.dossier_id, record.id, file)
            desk.jobs.run(_LOOKING, lambda job: work(job), self._checked, self)

    def _checked(self, found: tuple[Telltale, ...]) -> None:
        say = self._desk.say
        lines = [f"{each.page or '—'}  {say(each.what)}" for each in found]
        if not lines:
            self._desk.tell(_NOBODY)
        else:
            sentence = _TELLS.format(count=len(lines), list="\n".join(lines[:_MOST]))
            ask_yes(self, self._desk, _BLIND, sentence)

    def ask_result(self) -> None:
        """Ask how the tender ended and keep it."""
        if record := self._tender():
            ResultDialog(self, self._desk, record).open()


class ResultDialog(QDialog):
    """How a tender ended: state, day, rank, winner, price, reason."""

    def __init__(self, parent: QWidget, desk: Desk, tender: Record) -> None:
        super().__init__(parent)
        self._desk, self._tender = desk, tender
        say = desk.say
        self.setWindowTitle(say(_RESULT))
        self.setMinimumWidth(520)
        self.state = ChipEditor(say(_STATE), _STATES, say, many=False)
        self.state.put("won")
        self.on = DayEditor(say(_ON), desk.role, say)
        self.rank, self.winner = LineEditor(say(_RANK), figures=True), LineEditor(say(_WINNER))
        self.price, self.reason = LineEditor(say(_PRICE), figures=True), TextEditor(say(_REASON))
        self.trouble = label("", wrap=True)
        self.trouble.hide()
        lines = []
        for words, part in (
            (_STATE, self.state), (_ON, self.on), (_RANK, self.rank), (_WINNER, self.winner),
            (_PRICE, self.price), (_REASON, self.reason),
        ):  # fmt: skip
            caption = label(say(words), "label", wrap=True)
            caption.setFixedWidth(96)
            line = row(caption, part)
            line.setStretch(1, 1)
            made = QWidget()
            made.setLayout(line)
            lines.append(made)
        buttons = ok_cancel(self, desk, _KEEP)
        head = label(say(_RESULT), "title")
        self.setLayout(column(head, *lines, self.trouble, buttons, margin=Size.CARD))

    def accept(self) -> None:
        """Keep the result; what cannot be understood is said here and nothing is changed."""
        try:
            result = self._result()
            outcomes.record_result(self._desk.ws, self._desk.dossier_id, self._tender.id, result)
        except DossierError as error:
            self.trouble.setText(self._desk.say(error.message))
            self.trouble.show()
            return
        self._desk.tell(_RESULT_KEPT)
        super().accept()

    def _result(self) -> outcomes.Result:
        raw, price, rank = (str(e.read() or "") for e in (self.on, self.price, self.rank))
        try:
            return outcomes.Result(
                str(self.state.read() or "won"),
                date.fromisoformat(raw) if raw else None,
                int(rank) if rank else None,
                str(self.winner.read() or ""),
                Decimal(price.replace(",", "")) if price else None,
                str(self.reason.read() or ""),
            )
        except (ValueError, InvalidOperation) as error:
            raise BadInput(_BAD, place="result") from error


_READS, _MOST = 2, 14
"""Buttons that only read, and lines of a list that are shown."""
_BLIND, _LOOKING = (
    Text("暗标自查", "Check a blind part"),
    Text("正在检查暗标", "Looking it through"),
)
_NOBODY = Text("没有发现会暴露身份的内容", "Nothing was found that tells who bids")
_TELLS = Text(
    "发现 {count} 处可能暴露身份或不合格式（页码，— 为文件本身）：\n{list}",
    "{count} things may tell who bids or break the form (page, — for the file itself):\n{list}",
)
_CALENDAR, _SEALED = Text("导出日历", "Dates as calendar"), Text("签章扫描件", "Stamped scan")
_RESULT, _KEEP = Text("登记结果", "Keep the result"), Text("登记", "Keep")
_MATCHING = Text("正在比对签章扫描件", "Matching the stamped scan")
_WRITTEN, _KEPT = Text("日历已写出", "Calendar written"), Text("已登记签章", "Seals kept")
_FOUND = Text(
    "{all} 份需签章的文件中，{whole} 份在扫描件中找全，将标为已签章：\n{list}",
    "{whole} of {all} documents stand whole in the scan and will be ticked as sealed:\n{list}",
)
_NONE_WHOLE = Text("扫描件中没有找全任何一份文件", "No document stands whole in the scan")
_STATES = (
    Option("won", Text("中标/成交", "won")),
    Option("lost", Text("未中标", "lost")),
    Option("dropped", Text("放弃", "dropped")),
)
_STATE, _ON, _RANK = Text("结果", "Result"), Text("公告日期", "Published on"), Text("排名", "Rank")
_WINNER, _PRICE = Text("中标单位", "Winner"), Text("中标价（元）", "Winning price (yuan)")
_REASON = Text("原因", "Reasons")
_RESULT_KEPT = Text("结果已登记，答复已存入答复库", "Result kept, answers are in the library")
_BAD = Text(
    "日期、排名或价格写法不对，请改正。", "Day, rank or price cannot be understood; correct it."
)
