"""The gates on the way into a hospital: five phases, what each gate wants and from whom, and its state."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Json, to_json
from dossier_app.model.packwork import Gate
from dossier_app.model.phases import means
from dossier_app.model.records import Record
from dossier_app.service.commands import AddRecord, ChangeRecord
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.pages.access import AccessTabs
from dossier_app.ui.pages.base import Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import Spot, spot_of
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, button, clear, column, label, scrolled, topped
from dossier_app.ui.widgets.flow import Flow
from dossier_app.ui.widgets.table import Filtered, Table

STATES = {
    "open": ("circle", Tone.MUTED),
    "running": ("contrast", Tone.WARNING),
    "passed": ("circle-check", Tone.OK),
    "not_needed": ("circle-slash", Tone.MUTED),
}
_EDITED = ("state", "owner", "decider", "started_on", "due", "done_on", "note")


class GatesPage(Page):
    """A list of gates, and the chosen one beside it."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kind = RECORD_KINDS["gate"]
        self.model: RowsModel[Gate] = RowsModel([self.say(words) for words in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(126, 0, 116, 96, 96)
        self.table.moved.connect(self._show_gate)
        self._chips = Flow(6)
        self._detail = column(gap=Size.GAP)
        self._rows: list[FieldRow] = []
        self._look = label("", "label", wrap=True)
        self._projects = Flow(6)
        self.access = AccessTabs(desk)
        self._phase = ""
        self._tender = ""
        self._build()

    def _build(self) -> None:
        """Put the gates and what belongs to a hospital project into tabs."""
        side = QWidget()
        side.setLayout(topped(self._detail, Size.CARD))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(Filtered(self.table, self.say))
        split.addWidget(scrolled(side))
        split.setSizes([560, 340])
        split.setChildrenCollapsible(False)
        gates = QWidget()
        whole = column(self._projects, self._look, self._chips, split, margin=Size.UNIT)
        whole.setStretch(3, 1)
        gates.setLayout(whole)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setAccessibleName(self.say(_TITLE))
        self._tabs.addTab(gates, self.say(_TITLE))
        for words, part in self.access.tabs():
            self._tabs.addTab(part, words)
        self.setLayout(column(self._tabs, margin=Size.PAGE))

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def subtitle(self) -> str:
        """Say what the list is."""
        return self.say(_SUBTITLE)

    def show_spot(self, spot: Spot) -> None:
        """Choose a gate."""
        self._tender = spot.tender
        self.refresh(self.desk.current)
        if spot.kind in self.access.lists:
            self._tabs.setCurrentIndex(1 + self.access.reveal(spot.kind, spot.id))
        elif spot.id:
            self.table.choose(self.model.line_of(lambda g: self._mark_of(g) == spot.id))

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show the states."""
        pack = self.desk.pack
        if pack is None or self.desk.current is None:
            return
        line = max(self.table.line(), 0)
        self.access.refresh()
        self._show_projects()
        self._show_chips()
        self._show_look()
        self.model.show(pack.gates)
        self.table.choose(line)

    def leave(self) -> bool:
        """Save what is being typed."""
        return commit_all(self._rows)

    def _show_projects(self) -> None:
        """Offer the product itself and each hospital project."""
        self._projects.clear()
        tenders = self.desk.dossier.all("tender")
        for key, words in (("", self.say(_PRODUCT)), *((t.id, t.text("name")) for t in tenders)):
            chip = button(words[:28], partial(self._project, key), "chip", words)
            chip.setCheckable(True)
            chip.setChecked(key == self._tender)
            self._projects.add(chip)

    def _project(self, tender: str) -> None:
        commit_all(self._rows)
        self._tender = tender
        self.refresh(self.desk.current)
        self._show_gate(max(self.table.line(), 0))

    def _show_look(self) -> None:
        """Say in one look which gates are passed, which is next, and what it wants."""
        pack = self.desk.pack
        if pack is None:
            return
        passed = [g for g in pack.gates if self._state(g) in ("passed", "not_needed")]
        left = [g for g in pack.gates if self._state(g) not in ("passed", "not_needed")]
        words = _LOOK.format(n=len(passed), all=len(pack.gates))
        if left:
            ahead = _NEXT.format(gate=left[0].title, what=left[0].documents, who=left[0].authority)
            words = Text(words.zh + ahead.zh, f"{words.en} {ahead.en}")
        self._look.setText(self.say(words))

    def _show_chips(self) -> None:
        pack = self.desk.pack
        if pack is None:
            return
        self._chips.clear()
        for key, words in (
            ("", self.say(_ALL)),
            *((p.key, self.say(p.title)) for p in pack.phases),
        ):
            gates = [g for g in pack.gates if key in ("", g.phase)]
            passed = sum(1 for g in gates if self._state(g) in ("passed", "not_needed"))
            chip = button(f"{words} {passed}/{len(gates)}", partial(self._only, key), "chip")
            chip.setCheckable(True)
            chip.setChecked(key == self._phase)
            self._chips.add(chip)

    def _only(self, phase: str) -> None:
        self._phase = phase
        self.model.only((lambda gate: gate.phase == phase) if phase else None)
        self._show_chips()
        self.table.choose(0)

    def _record(self, gate: Gate) -> Record | None:
        snapshot = self.desk.current
        marks = snapshot.dossier.all("gate") if snapshot else ()
        return next((r for r in marks if means(r, gate) and r.text("tender") == self._tender), None)

    def _mark_of(self, gate: Gate) -> str:
        record = self._record(gate)
        return record.id if record else ""

    def _state(self, gate: Gate) -> str:
        record = self._record(gate)
        return record.text("state") if record and record.text("state") else "open"

    def _cell(self, gate: Gate, number: int) -> Shown:
        pack, record = self.desk.pack, self._record(gate)
        match number:
            case 0:
                phases = {p.key: p.title for p in pack.phases} if pack else {}
                return Shown(
                    self.say(phases[gate.phase]) if gate.phase in phases else gate.phase, Tone.MUTED
                )
            case 1:
                return Shown(f"{gate.code}  {self.say(gate.title)}", strong=True)
            case 2:
                state = self._state(gate)
                picture, tone = STATES[state]
                return Shown(self.say(self.kind.field("state").option(state)), tone, icon=picture)
            case 3:
                return Shown(record.text("owner") if record else "")
            case _:
                due = record.day("due") if record else None
                return Shown(due.isoformat() if due else "", Tone.MUTED)

    def _show_gate(self, line: int) -> None:
        commit_all(self._rows)
        self._rows = []
        clear(self._detail)
        gate = self.model.item(line)
        say, pack = self.say, self.desk.pack
        self._detail.addWidget(label(f"{gate.code}  {say(gate.title)}", "title", wrap=True))
        self._detail.addWidget(badge(f"{gate.certainty.value}", Tone.MUTED))
        for head, words in (
            (_WHO, gate.authority), (_DOCUMENTS, gate.documents), (_EVIDENCE, gate.evidence),
            (_FAILURE, gate.failure), (_TIME, gate.time),
        ):  # fmt: skip
            if say(words):
                self._detail.addWidget(label(say(head), "strong"))
                self._detail.addWidget(label(say(words), "label", wrap=True))
        for cite in gate.cites:
            if pack is not None and cite.partition(":")[0] in pack.source_by_key:
                self._detail.addWidget(label(say(pack.cite_ref(cite)), "quote", wrap=True))
        self._add_holes(gate)
        self._add_fields(gate)

    def _add_holes(self, gate: Gate) -> None:
        """List what holds this gate up, each with the way to it."""
        snapshot, say = self.desk.current, self.say
        names = (gate.code, gate.title.zh, gate.title.en)
        holes = [f for f in snapshot.findings if f.gate in names] if snapshot else []
        if holes:
            self._detail.addWidget(label(say(_HOLES), "strong"))
        for found in holes:
            place = spot_of(self.desk.dossier_id, found.place, found.step, found.tender)
            words = say(found.message)
            self._detail.addWidget(label(words, tone=Tone.WARNING, wrap=True))
            go = button(say(_GO), partial(self.desk.go, place), "link", f"{say(_GO)}: {words}")
            self._detail.addWidget(go)

    def _add_fields(self, gate: Gate) -> None:
        record = self._record(gate)
        save = Save(lambda field, value: self._set(gate, field.key, value))
        for key in _EDITED:
            field = self.kind.field(key)
            made = FieldRow(
                field,
                self.desk,
                editor_for(field, self.desk, self.desk.dossier),
                save,
                stacked=True,
            )
            value = record.values.get(key) if record else None
            made.lock(self.desk.locked)
            made.put(None if value is None else to_json(value))
            self._rows.append(made)
            self._detail.addWidget(made)

    def _set(self, gate: Gate, key: str, value: Json | None) -> DossierError | None:
        record = self._record(gate)
        if record:
            return self.desk.attempt(ChangeRecord("gate", record.id, {key: value}), self)
        values = {"gate": gate.code, "state": "open"} | ({key: value} if value is not None else {})
        if self._tender:
            values |= {"tender": self._tender}
        return self.desk.attempt(AddRecord(self.desk.dossier_id, "gate", uuid4().hex, values), self)


_TITLE = Text("准入环节", "Gates")
_SUBTITLE = Text(
    "五个阶段；未通过的写明要什么、找谁",
    "five phases; what is not passed says what it wants and from whom",
)
_HEADS = (
    Text("阶段", "Phase"),
    Text("环节", "Gate"),
    Text("状态", "State"),
    Text("负责人", "Owner"),
    Text("期限", "Due"),
)
_ALL, _PRODUCT = Text("全部", "All"), Text("产品本身", "The product")
_LOOK = Text(
    "取得注册证不等于进院：已过 {n}／{all} 个环节。",
    "Registration is not purchase: {n} of {all} gates are passed.",
)
_NEXT = Text("下一环节“{gate}”，要：{what}；找：{who}。", "Next is “{gate}”: {what}; from {who}.")
_HOLES, _GO = Text("此环节尚缺", "What holds this gate up"), Text("前往", "Go there")
_WHO, _DOCUMENTS = Text("找谁", "From whom"), Text("要什么材料", "Documents wanted")
_EVIDENCE, _FAILURE, _TIME = (
    Text("凭什么", "Evidence"),
    Text("常见失败", "Common failure"),
    Text("时限", "Time"),
)
