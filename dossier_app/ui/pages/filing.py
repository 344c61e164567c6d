"""The registration directory: every heading with its state, what fills it, and the three verdicts with their reasons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QSplitter, QTabWidget, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.builders.reports import VERDICTS
from dossier_app.model.registration import (
    STATES,
    Filler,
    HeadingState,
    Judged,
    State,
    filing_kind,
)
from dossier_app.service import filing, imports
from dossier_app.service.filing import FilingView
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ask_person, ask_words
from dossier_app.ui.jobs import Job
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.pages.filingplan import PlanTab
from dossier_app.ui.pages.letters import LettersTab
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, button, clear, column, label, row, scrolled, topped
from dossier_app.ui.widgets.flow import Flow
from dossier_app.ui.widgets.table import Filtered, Table

LOOKS = {
    State.NONE: ("circle", Tone.WARNING),
    State.SEVERAL: ("files", Tone.WARNING),
    State.UNAPPROVED: ("contrast", Tone.WARNING),
    State.COMPLETE: ("circle-check", Tone.OK),
    State.WAIVED: ("circle-slash", Tone.MUTED),
    State.NOT_NEEDED: ("circle-slash", Tone.MUTED),
}
_REASONS = 40
"""Reasons listed in the pane; all stand on the exported check sheet."""


class FilingPage(Page):
    """Headings left, the chosen one right; files dropped here go under it."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: FilingView | None = None
        self._chosen = ""
        self._volume = ""
        self.model: RowsModel[HeadingState] = RowsModel([self.say(h) for h in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(96, 0, 56, 120)
        self.table.moved.connect(self._show_heading)
        self._chips = Flow(6)
        self._verdicts = Flow(6)
        self._note = label("", "muted", wrap=True)
        self._detail = column(gap=Size.UNIT)
        self._build()
        self.setAcceptDrops(True)

    def _build(self) -> None:
        """Put the directory and the supplements into tabs."""
        side = QWidget()
        side.setLayout(topped(self._detail, Size.CARD))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(Filtered(self.table, self.say))
        split.addWidget(scrolled(side))
        split.setSizes([620, 380])
        split.setChildrenCollapsible(False)
        tree = QWidget()
        whole = column(self._verdicts, self._note, self._chips, split, margin=Size.UNIT)
        whole.setStretch(3, 1)
        tree.setLayout(whole)
        self.letters = LettersTab(self.desk)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setAccessibleName(self.say(_TITLE))
        self._tabs.addTab(tree, self.say(_DIRECTORY))
        self._tabs.addTab(scrolled(self.letters), self.say(_LETTERS))
        self.plan = PlanTab(self.desk)
        self._tabs.addTab(scrolled(self.plan), self.say(_PLAN))
        self.setLayout(column(self._tabs, margin=Size.PAGE))

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def subtitle(self) -> str:
        """Say what is filed, and where."""
        if self.view is None:
            return ""
        kind = filing_kind(self.view.filing)
        return f"{self.say(kind)} · {self.say(self.view.filing.profile.title)}"

    def offers(self) -> tuple[Action, ...]:
        """Offer the usual waivers and the export."""
        go = Spot(PageKey.EXPORT, self.desk.dossier_id, kind="registration")
        able = self.view is not None and not self.desk.locked
        return (
            Action(self.say(_USUAL), self.waive_usual, enabled=able),
            Action(self.say(_EXPORT), lambda: self.desk.go(go), primary=True),
        )

    def show_spot(self, spot: Spot) -> None:
        """Show the directory; choose a heading."""
        self.refresh(self.desk.current)
        lists = {"letter": self.letters.letters, "letter_point": self.letters.points}
        if spot.kind in lists:
            self._tabs.setCurrentIndex(1)
            lists[spot.kind].reveal(spot.id)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Work the directory out beside the window."""
        if self.desk.current is not None:
            self.letters.refresh()
            work = partial(_view, self.desk)
            self.desk.jobs.latest("filing", work, self._shown, self)

    def waive_usual(self) -> None:
        """Waive by name what software alone does not need."""
        person = ask_person(self, self.desk)
        if person:
            self._act(lambda: filing.waive_usual(self.desk.ws, self.desk.dossier_id, person))

    def attach(self) -> None:
        """Ask for files and put them under the chosen heading."""
        names, _ = QFileDialog.getOpenFileNames(self, self.say(_ATTACH), "", "PDF (*.pdf)")
        self.take_in([Path(name) for name in names])

    def take_in(self, paths: list[Path]) -> None:
        """Take files in and put them under the chosen heading."""
        if paths and self._chosen and not self.desk.locked:
            work = partial(_place_all, self.desk, self._chosen, paths)
            self.desk.jobs.run(_ATTACHING, work, lambda _: self.desk.tell(_DONE), self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls() and not self.desk.locked and self._chosen:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dropped files under the chosen heading."""
        urls = event.mimeData().urls()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def approve(self) -> None:
        """Approve by name what stands under the chosen heading."""
        person = ask_person(self, self.desk)
        if person:
            self._act(
                lambda: filing.approve(self.desk.ws, self.desk.dossier_id, self._chosen, person)
            )

    def waive(self) -> None:
        """Say why the chosen heading does not apply."""
        reason = ask_words(self, self.desk, _WAIVE, _WHY)
        if reason:
            self._act(
                lambda: filing.waive(self.desk.ws, self.desk.dossier_id, self._chosen, reason)
            )

    def _clear(self) -> None:
        self._act(lambda: filing.release(self.desk.ws, self.desk.dossier_id, self._chosen))

    def _write(self, chapter: str, editor: QPlainTextEdit) -> None:
        text = editor.toPlainText()
        self._act(lambda: filing.write_chapter(self.desk.ws, self.desk.dossier_id, chapter, text))

    def _act(self, act: Callable[[], object]) -> None:
        self.desk.carry(act)
        self.refresh(self.desk.current)

    def _shown(self, found: FilingView | Text) -> None:
        self._verdicts.clear()
        self.view = found if isinstance(found, FilingView) else None
        if isinstance(found, Text):
            self._note.setText(self.say(found))
            self.model.show(())
            clear(self._detail)
            self.headed.emit()
            return
        for each in found.verdicts:
            self._verdicts.add(self._verdict(each))
        profile = found.filing.profile
        self._note.setText(f"{profile.certainty.value} · {self.say(profile.note)}")
        self.plan.show_plan(found)
        self._show_chips(found)
        self.model.show(found.filing.headings)
        line = self.model.line_of(lambda h: h.item.code == self._chosen)
        self.table.choose(max(line, 0))
        self._show_heading(max(line, 0))
        self.headed.emit()

    def _verdict(self, each: Judged) -> QWidget:
        words = f"{self.say(VERDICTS[each.verdict])} {self.say(_YES if each.holds else _NO)}"
        if not each.holds:
            words += f" · {self.say(_COUNT.format(n=len(each.reasons)))}"
        made = button(words, partial(self._reasons, each), "chip")
        made.setToolTip(self.say(_ASK))
        return made

    def _reasons(self, each: Judged) -> None:
        clear(self._detail)
        self._detail.addWidget(label(self.say(VERDICTS[each.verdict]), "title"))
        for reason in each.reasons[:_REASONS]:
            self._detail.addWidget(label(f"· {self.say(reason)}", "label", wrap=True))
        if not each.reasons:
            self._detail.addWidget(label(self.say(_FINE), "label", wrap=True))

    def _show_chips(self, found: FilingView) -> None:
        self._chips.clear()
        volumes = [("", _ALL), *((v.prefix, v.title) for v in found.pack.volumes)]
        for prefix, title in volumes:
            own = [h for h in found.filing.headings if _within(h, prefix)]
            if not own:
                continue
            done = sum(h.state in (State.COMPLETE, State.WAIVED, State.NOT_NEEDED) for h in own)
            words = f"{self.say(title)} {done}/{len(own)}"
            chip = button(words, partial(self._only, prefix), "chip")
            chip.setCheckable(True)
            chip.setChecked(prefix == self._volume)
            self._chips.add(chip)

    def _only(self, prefix: str) -> None:
        self._volume = prefix
        self.model.only(partial(_within, prefix=prefix) if prefix else None)
        if self.view is not None:
            self._show_chips(self.view)
        self.table.choose(0)

    def _cell(self, each: HeadingState, number: int) -> Shown:
        match number:
            case 0:
                return Shown(each.item.code, Tone.MUTED)
            case 1:
                return Shown(self.say(each.item.title), strong=each.mark == "R")
            case 2:
                return Shown(each.mark, None if each.mark == "R" else Tone.MUTED)
            case _:
                picture, tone = LOOKS[each.state]
                return Shown(self.say(STATES[each.state]), tone, icon=picture)

    def _show_heading(self, line: int) -> None:
        clear(self._detail)
        if not 0 <= line < self.model.rowCount():
            return
        each = self.model.item(line)
        self._chosen = each.item.code
        add, say = self._detail.addWidget, self.say
        add(label(f"{each.item.code}  {say(each.item.title)}", "title", wrap=True))
        add(label(say(_MARKS[each.mark]), "muted", wrap=True))
        add(label(say(STATES[each.state]), "strong"))
        for words in (each.item.note, each.item.waive):
            if words is not None:
                add(label(say(words), "label", wrap=True))
        if each.reason:
            add(label(each.reason, wrap=True))
        for filler in each.fillers:
            add(self._filler(filler))
        for want in each.missing:
            add(self._want(want.chapter, want.what))
        add(self._buttons(each))
        for cite in each.item.cites:
            if self.view is not None:
                cited = self.view.pack.cite_ref(cite, each.item.certainty)
                add(label(say(cited), "quote", wrap=True))

    def _filler(self, filler: Filler) -> QWidget:
        words, tone = (
            (_STALE, Tone.WARNING)
            if filler.stale
            else ((_APPROVED, Tone.OK) if filler.approved else (_OPEN, Tone.MUTED))
        )
        sort = self.say(_FILE if filler.evidence else _PAPER)
        made = QWidget()
        beside = row(
            badge(self.say(words), tone), label(f"{self.say(filler.title)} · {sort}", wrap=True)
        )
        beside.setStretch(1, 1)
        made.setLayout(beside)
        return made

    def _want(self, chapter: str, what: Text) -> QWidget:
        say = self.say
        editor = QPlainTextEdit()
        editor.setAccessibleName(say(what))
        editor.setMaximumHeight(72)
        editor.setPlaceholderText(say(_WRITE))
        editor.setReadOnly(self.desk.locked)
        keep = button(
            say(_KEEP), partial(self._write, chapter, editor), "small", say(_KEEP) + say(what)
        )
        keep.setEnabled(not self.desk.locked)
        made = QWidget()
        lacks = label(say(_LACKS.format(what=what)), tone=Tone.WARNING, wrap=True)
        made.setLayout(column(lacks, editor, row(keep, None), gap=Size.UNIT))
        return made

    def _buttons(self, each: HeadingState) -> QWidget:
        say, made = self.say, Flow(6)
        for words, act, able in (
            (_ATTACH, self.attach, True),
            (_APPROVE, self.approve, bool(each.fillers)),
            (_WAIVE, self.waive, each.mark != "NR"),
            (_CLEAR, self._clear, True),
        ):
            one = button(say(words), act, "small", f"{say(words)} {each.item.code}")
            one.setEnabled(able and not self.desk.locked)
            made.add(one)
        return made


def _view(desk: Desk) -> FilingView | Text:
    """Return the filing, or the sentence that says why there is none."""
    try:
        return filing.view(desk.ws, desk.dossier_id)
    except DossierError as error:
        return error.message


def _within(each: HeadingState, prefix: str) -> bool:
    return not prefix or each.item.code.startswith(f"{prefix}.")


def _place_all(desk: Desk, code: str, paths: list[Path], job: Job) -> int:
    for done, path in enumerate(paths):
        job.step(done, len(paths))
        found = imports.attach(desk.ws, desk.dossier_id, path, "regulatory", progress=job)
        filing.place(desk.ws, desk.dossier_id, code, found)
    return len(paths)


_TITLE = Text("注册申报", "Registration")
_PLAN = Text("费用与时限", "Fees and time")
_DIRECTORY, _LETTERS = Text("申报目录", "Directory"), Text("发补与补正", "Supplements")
_HEADS = (
    Text("代码", "Code"),
    Text("标题", "Heading"),
    Text("要求", "Mark"),
    Text("状态", "State"),
)
_MARKS = {
    "R": Text("R：必须提交", "R: required"),
    "CR": Text("CR：视情提交，须判断并写明", "CR: conditional, to be decided with a reason"),
    "NR": Text("NR：无需提交", "NR: not needed"),
}
_YES, _NO = Text("是", "yes"), Text("否", "no")
_COUNT, _ASK = Text("{n} 条理由", "{n} reasons"), Text("查看理由", "Show the reasons")
_FINE = Text("没有不符合之处。", "Nothing speaks against it.")
_ALL, _FILE, _PAPER = (
    Text("全部", "All"),
    Text("文件", "file"),
    Text("按事实生成", "made from facts"),
)
_STALE, _APPROVED, _OPEN = (
    Text("已变化", "changed"),
    Text("已批准", "approved"),
    Text("未批准", "not approved"),
)
_LACKS, _WRITE, _KEEP = (
    Text("缺：{what}", "Missing: {what}"),
    Text("在此补写", "write it here"),
    Text("存入", "Keep"),
)
_ATTACH, _APPROVE = Text("放入文件", "Attach a file"), Text("批准", "Approve")
_WAIVE, _CLEAR = Text("不适用", "Does not apply"), Text("清空", "Clear")
_WHY = Text(
    "写明不适用的理由；理由随目录一并导出。", "Say why; the reason goes into the directory."
)
_USUAL, _EXPORT = Text("软件不适用项", "Usual waivers"), Text("导出申报资料", "Export the filing")
_ATTACHING, _DONE = (
    Text("放入文件", "Attaching files"),
    Text("已放入所选标题", "Placed under the heading"),
)
