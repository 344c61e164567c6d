"""Step 5: a buyer's requirements answered row by row, and all that belongs to one tender."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import (
    QApplication,
    QSizePolicy,
    QSpacerItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS, STEPS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Section
from dossier_app.model.records import Record
from dossier_app.service import answering, requirementrows
from dossier_app.service.answerplans import AnswerPlan
from dossier_app.service.commands import Batch, RemoveRecord
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import moment
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.records import RecordEditor, RecordList
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.tender.detail import Detail
from dossier_app.ui.tender.outcomes import Outcomes
from dossier_app.ui.tender.project import Project, Shared
from dossier_app.ui.tender.requirements import Requirements
from dossier_app.ui.tender.rows import TenderRow, counted_rows
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, clear, column, icon_button, label, row, scrolled
from dossier_app.ui.widgets.editors import PickEditor

TABLES = (
    ("mark", "lot", "lot_product", "amendment", "table_head", "banned_part"),
    ("price_line", "config_item"),
    ("qualification",),
    ("authorisation", "project_report", "pack_issue"),
    ("score_item",),
    ("integration", "rollout", "training", "acceptance"),
)

FIRST_TABLE = 2
"""Where the tabs of `TABLES` begin, behind the requirements and the project."""


class TenderPage(Page):
    """Tabs over one tender; the chosen clause is edited in the context pane."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tender = ""
        self._wanted = ""
        self._judged: Dossier | None = None
        self._asked: tuple[str, date] | None = None
        self.pick = PickEditor(self.say(_PICK), [], self.say)
        self.pick.setMaximumWidth(420)
        self._new = button(self.say(_NEW), self.new_tender, "small")
        self.pick.settled.connect(lambda: self._choose(str(self.pick.read() or "")))
        self.outcomes = Outcomes(desk, self._record)
        self.detail = Detail(desk)
        self.rows = Requirements(desk)
        self.rows.chosen.connect(self._look)
        self.tabs = _tabs(self.say(_PICK))
        first = QWidget()
        first.setLayout(column(self.rows, self._tools(), margin=0))
        self.tabs.addTab(first, self.say(_REQUIREMENTS))
        self.project = Project(desk)
        self.tabs.addTab(self.project, self.say(_PROJECT))
        self._lists: dict[int, list[RecordList]] = {}
        self._holders = [self._holder(kinds) for kinds in TABLES]
        self.shared = Shared(desk, self._service())
        self.tabs.addTab(self.shared, self.say(_SHARED))
        self.tabs.currentChanged.connect(lambda _: self._fill())
        self._empty = label(self.say(_NONE), "label", wrap=True)
        head = row(self.pick, self._new, self.outcomes, None)
        head.setStretch(0, 4)
        self.setLayout(column(head, self._empty, self.tabs, margin=Size.PAGE))

    def title(self) -> str:
        """Return the step's name."""
        return self.say(STEPS[-1].label)

    def subtitle(self) -> str:
        """Name the tender and its opening."""
        tender = self._record()
        if tender is None:
            return ""
        opening = moment(tender.values.get("opening"))  # type: ignore[arg-type]  # a moment or nothing
        return self.say(_SUBTITLE.format(name=tender.text("name"), opening=opening))

    def offers(self) -> tuple[Action, ...]:
        """Offer to read a buyer's file and to export."""
        go = Spot(PageKey.EXPORT, self.desk.dossier_id, self.tender)
        return (
            Action(self.say(_IMPORT), self.import_file, enabled=not self.desk.locked),
            Action(self.say(_EXPORT), lambda: self.desk.go(go), primary=True),
        )

    def own_tabs(self) -> tuple[tuple[str, QWidget], ...]:
        """Put the clause first into the context pane."""
        return ((self.say(_CLAUSE), self.detail),)

    def show_spot(self, spot: Spot) -> None:
        """Show a tender and a row of it."""
        self.refresh(self.desk.current)
        if spot.tender and spot.tender != self.tender:
            self._wanted = spot.tender
            self._choose(spot.tender)
        if spot.kind in ("requirement", "response") and spot.id:
            self._reveal(spot)
        elif spot.kind == "tender":
            self.tabs.setCurrentWidget(self.project)
            self.project.reveal(spot.field)
        elif spot.field.startswith("tender."):
            self.tabs.setCurrentWidget(self.shared)
            self.shared.reveal(spot.field)
        else:
            self._reveal_list(spot)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show the tenders and the chosen one's rows."""
        if self.desk.current is None:
            return
        dossier = self.desk.current.dossier
        tenders = dossier.all("tender")
        wanted = self._wanted if dossier.find("tender", self._wanted) else self.tender
        if dossier.find("tender", wanted) is None:
            wanted = tenders[0].id if tenders else ""
        if wanted != self.tender:
            self.tender = wanted
            self._clear_tables()
        if self.tender == self._wanted:
            self._wanted = ""
        self.pick.offer([(t.id, f"{t.text('code')}  {t.text('name')}".strip()) for t in tenders])
        self.pick.put(self.tender or None)
        self._empty.setVisible(not tenders)
        self._new.setVisible(not self.desk.locked)
        self.outcomes.refresh()
        for number in range(self.tabs.count() - 1):
            self.tabs.setTabEnabled(number, bool(tenders))
        self._fill()
        asked = (self.tender, self.desk.today())
        if self.tender and (self._judged is not dossier or self._asked != asked):
            self._judged, self._asked = dossier, asked
            work = partial(counted_rows, dossier, *asked)
            self.desk.jobs.latest("tender", work, self.rows.show_rows, self)

    def leave(self) -> bool:
        """Save what is being typed."""
        return all([self.detail.commit(), self.project.commit(), self.shared.commit()])

    def import_file(self) -> None:
        """Read a buyer's file; nothing is stored before the preview was accepted."""
        from dossier_app.ui.dialogs.tender_import import TenderImport

        TenderImport(self, self.desk, self.tender).open()

    def paste(self) -> None:
        """Add a row for each line of the clipboard."""
        batch = requirementrows.pasted(
            self.desk.dossier_id, self.tender, QApplication.clipboard().text()
        )
        if batch is None:
            self.desk.tell(_NOTHING)
        else:
            self._do(batch)

    def fill(self) -> None:
        """Compute what figures alone decide, show it, and write it when the person agrees."""
        desk, dossier, tender = self.desk, self.desk.dossier_id, self.tender
        if tender and self.leave():
            work = partial(answering.fill, desk.ws, dossier, tender)
            desk.jobs.run(_FILLING, lambda job: work(progress=job), self._preview, self)

    def _preview(self, plan: AnswerPlan) -> None:
        from dossier_app.ui.dialogs.fill_plan import FillPlan

        FillPlan(self, self.desk, plan).open()

    def new_tender(self) -> None:
        """Make a tender by hand and show it."""
        editor = self._fresh("tender")
        made = Spot(PageKey.TENDER, self.desk.dossier_id, editor.record_id)
        editor.accepted.connect(lambda: self.desk.go(made))

    def add_row(self) -> None:
        """Add one requirement by hand."""
        if self.leave():
            self._fresh("requirement")

    def edit_row(self) -> None:
        """Open the chosen requirement: product, lot, marks, proof asked for."""
        if (chosen := self.rows.current()) and self.leave():
            kind = RECORD_KINDS["requirement"]
            RecordEditor(self, self.desk, kind, chosen.requirement).open()

    def _fresh(self, kind: str) -> RecordEditor:
        values = {"tender": self.tender} if kind == "requirement" else {}
        fresh = Record(uuid4().hex, kind, self.desk.dossier_id, -1, values)
        editor = RecordEditor(self, self.desk, RECORD_KINDS[kind], fresh)
        editor.open()
        return editor

    def _do(self, batch: Batch | None) -> None:
        if batch is not None and self.leave():
            self.desk.do(batch)

    def _split(self) -> None:
        if chosen := self.rows.current():
            batch = requirementrows.split(chosen.requirement)
            if batch is None:
                self.desk.tell(_ONE)
            self._do(batch)

    def _join(self) -> None:
        chosen = self.rows.current()
        if chosen is None or self.desk.current is None:
            return
        dossier = self.desk.current.dossier
        all_rows = dossier.where("requirement", tender=self.tender)
        at = next(n for n, r in enumerate(all_rows) if r.id == chosen.id)
        if at + 1 < len(all_rows):
            following = all_rows[at + 1]
            self._do(
                requirementrows.join(
                    chosen.requirement,
                    following,
                    dossier.where("response", requirement=following.id),
                )
            )

    def _renumber(self) -> None:
        if self.desk.current and self.tender:
            self._do(
                requirementrows.renumbered(
                    self.desk.current.dossier.where("requirement", tender=self.tender)
                )
            )

    def _remove(self) -> None:
        chosen = self.rows.current()
        if chosen is None:
            return
        own = (RemoveRecord("response", chosen.response.id),) if chosen.response else ()
        links = tuple(RemoveRecord("link", link) for link, _ in chosen.evidence)
        self._do(Batch(_REMOVE, (*links, *own, RemoveRecord("requirement", chosen.id))))

    def _tools(self) -> QWidget:
        made, say, role = QWidget(), self.say, self.desk.role
        parts = [
            button(say(_ADD), self.add_row, "small"),
            button(say(_EDIT), self.edit_row, "small"),
            button(say(_PASTE), self.paste, "small"),
            button(say(_FILL), self.fill, "small"),
            icon_button("split", say(_SPLIT), role, self._split),
            icon_button("combine", say(_JOIN), role, self._join),
            icon_button("list-ordered", say(_RENUMBER), role, self._renumber),
            icon_button("trash-2", say(_REMOVE), role, self._remove),
        ]
        for part in parts:
            part.setEnabled(not self.desk.locked)
        made.setLayout(row(*parts, None, gap=Size.UNIT))
        return made

    def _holder(self, kinds: tuple[str, ...]) -> QVBoxLayout:
        made = QWidget()
        layout = column(gap=Size.CARD, margin=Size.UNIT)
        made.setLayout(layout)
        self.tabs.addTab(
            scrolled(made), self.say(_TABS.get(kinds[0], RECORD_KINDS[kinds[0]].label))
        )
        return layout

    def _fill(self) -> None:
        """Show what the open tab holds; the others are made and filled when they are opened."""
        if self.desk.current is None:
            return
        opened = self.tabs.currentWidget()
        if opened is self.project:
            self.project.show_tender(self._record())
        elif opened is self.shared:
            self.shared.refresh(self.desk.current)
        elif self.tabs.currentIndex() >= FIRST_TABLE:
            self._show_tables(self.tabs.currentIndex() - FIRST_TABLE)

    def _show_tables(self, number: int) -> None:
        if number not in self._lists:
            self._lists[number] = [self._table(self._holders[number], k) for k in TABLES[number]]
            room = QSizePolicy.Policy
            self._holders[number].addItem(QSpacerItem(0, 0, room.Minimum, room.Expanding))
        for made in self._lists[number]:
            made.show_records(self.desk.dossier)

    def _table(self, layout: QVBoxLayout, kind: str) -> RecordList:
        made = RecordList(RECORD_KINDS[kind], self.desk, self.tender)
        made.looked_at.connect(self._look_record)
        layout.addWidget(made)
        return made

    def _clear_tables(self) -> None:
        self._lists = {}
        for layout in self._holders:
            clear(layout)

    def _service(self) -> Section:
        return STEPS[-1].sections[0]

    def _record(self) -> Record | None:
        return self.desk.current.dossier.find("tender", self.tender) if self.desk.current else None

    def _choose(self, tender: str) -> None:
        if tender and tender != self.tender and self.leave():
            self._wanted = tender
            self.refresh(self.desk.current)
            self.headed.emit()

    def _look(self, chosen: TenderRow) -> None:
        self.detail.show_row(chosen)
        self._look_record("requirement", chosen.id, "text")

    def _look_record(self, kind: str, record: str, field: str) -> None:
        self.desk.looked_at.emit(
            Spot(PageKey.TENDER, self.desk.dossier_id, self.tender, kind, record, field)
        )

    def _reveal(self, spot: Spot) -> None:
        self.tabs.setCurrentIndex(0)
        wanted = spot.id
        if spot.kind == "response" and self.desk.current:
            found = self.desk.current.dossier.find("response", spot.id)
            wanted = found.text("requirement") if found else ""
        self.rows.reveal(wanted)

    def _reveal_list(self, spot: Spot) -> None:
        for number, kinds in enumerate(TABLES):
            if spot.kind in kinds:
                self.tabs.setCurrentIndex(FIRST_TABLE + number)
                self._show_tables(number)
                lists = self._lists[number]
                next(made for made in lists if made.kind.key == spot.kind).reveal(spot.id)


def _tabs(name: str) -> QTabWidget:
    made = QTabWidget()
    made.setDocumentMode(True)
    made.tabBar().setAccessibleName(name)
    return made


_TABS = {
    "mark": Text("标段与标记", "Lots and marks"),
    "price_line": Text("报价与配置", "Prices"),
    "authorisation": Text("授权与发放", "Letters and packs"),
    "integration": Text("实施计划", "Plans"),
}
"""Tabs that hold several kinds of records."""
_PICK = Text("投标项目", "Tender")
_REQUIREMENTS, _PROJECT = Text("要求与响应", "Requirements"), Text("项目信息", "Project")
_SHARED = Text("服务与实施", "Service")
_SUBTITLE = Text("{name} · 开标 {opening}", "{name} · opening {opening}")
_IMPORT, _EXPORT = (
    Text("导入招标参数", "Import requirements"),
    Text("核对并导出", "Check and export"),
)
_CLAUSE = Text("条款", "Clause")
_NONE = Text(
    "还没有投标项目。请点“导入招标参数”读入采购人的文件，或点“新建项目”手工录入。",
    "No tender yet. Press “Import requirements” to read the purchaser's file, or “New tender” to type it.",
)
_NOTHING, _ONE = (
    Text("剪贴板里没有文字", "The clipboard holds no text"),
    Text("只有一句，无法拆分", "One sentence only; nothing to split"),
)
_NEW, _ADD = Text("新建项目", "New tender"), Text("手工添加", "Add by hand")
_EDIT = Text("编辑条款", "Edit the clause")
_FILL = Text("可计算的一次填好", "Fill in what can be computed")
_FILLING = Text("计算答复", "Computing answers")
_PASTE = Text("粘贴行", "Paste rows")
_SPLIT, _JOIN = Text("按句拆分", "Split by sentence"), Text("与下一条合并", "Join with the next")
_RENUMBER, _REMOVE = Text("重新编号", "Renumber"), Text("移除这条要求", "Remove this requirement")
