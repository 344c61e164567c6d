"""Reporting lists to tick, each item with the place where it is told; never a score."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.builders.matrix import NO_SCORE
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Field, Json, to_json
from dossier_app.model.packwork import ChecklistItem
from dossier_app.model.records import Record
from dossier_app.service.commands import AddRecord, ChangeRecord
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, clear, column, label, topped
from dossier_app.ui.widgets.flow import Flow
from dossier_app.ui.widgets.table import Filtered, Table

_TONES = {"reported": ("circle-check", Tone.OK), "not_reported": ("circle-alert", Tone.WARNING)}


class ListsView(QWidget):
    """Chips choose the list, a line is an item, its fields stand below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.say = desk, desk.say
        self.kind = RECORD_KINDS["checklist_tick"]
        self.tool = ""
        self._ticks: dict[tuple[str, str], Record] = {}
        self.rows: list[FieldRow] = []
        self.model: RowsModel[ChecklistItem] = RowsModel([self.say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(56, 0, 110, 260)
        self.table.moved.connect(self._show)
        self._chips = Flow()
        self._detail = column(gap=Size.UNIT)
        below = QWidget()
        below.setLayout(topped(self._detail, Size.PAD))
        note = label(self.say(NO_SCORE), "muted", wrap=True)
        whole = column(note, self._chips, Filtered(self.table, self.say), below)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Show the ticks of the chosen list."""
        pack = self.desk.pack
        if self.desk.current is None or pack is None:
            return
        tools = list(dict.fromkeys(item.tool for item in pack.checklist))
        self.tool = self.tool or (tools[0] if tools else "")
        ticks = self.desk.dossier.all("checklist_tick")
        self._ticks = {(tick.text("checklist"), tick.text("item")): tick for tick in ticks}
        self._chips.clear()
        for tool in tools:
            chip = button(tool, partial(self.choose, tool), "chip")
            chip.setCheckable(True)
            chip.setChecked(tool == self.tool)
            self._chips.add(chip)
        chosen = max(self.table.line(), 0)
        self.model.show([item for item in pack.checklist if item.tool == self.tool])
        self.table.choose(chosen)

    def choose(self, tool: str) -> None:
        """Show another list."""
        if self.leave():
            self.tool = tool
            self.refresh()

    def leave(self) -> bool:
        """Save what is being typed."""
        return commit_all(self.rows)

    def _cell(self, item: ChecklistItem, number: int) -> Shown:
        tick = self._ticks.get((item.tool, item.item))
        match number:
            case 0:
                return Shown(item.item, Tone.MUTED)
            case 1:
                return Shown(self.say(item.text))
            case 2:
                state = tick.text("state") if tick else ""
                picture, tone = _TONES.get(state, ("", Tone.MUTED))
                words = self.say(self.kind.field("state").option(state)) if state else ""
                return Shown(words, tone, icon=picture)
            case _:
                return Shown(tick.text("place") if tick else "", Tone.MUTED)

    def _show(self, line: int) -> None:
        commit_all(self.rows)
        clear(self._detail)
        item = self.model.item(line)
        self._detail.addWidget(label(f"{item.item}  {self.say(item.text)}", "strong", wrap=True))
        self.rows = [self._field(item, key) for key in ("state", "place", "evidence")]
        for each in self.rows:
            self._detail.addWidget(each)

    def _field(self, item: ChecklistItem, key: str) -> FieldRow:
        field, tick = self.kind.field(key), self._ticks.get((item.tool, item.item))
        save = Save(lambda f, value: self._set(item, f, value))
        made = FieldRow(field, self.desk, editor_for(field, self.desk, self.desk.dossier), save)
        value = tick.values.get(key) if tick else None
        made.lock(self.desk.locked)
        made.put(None if value is None else to_json(value))
        return made

    def _set(self, item: ChecklistItem, field: Field, value: Json | None) -> DossierError | None:
        tick = self._ticks.get((item.tool, item.item))
        if tick is not None:
            return self.desk.attempt(ChangeRecord(tick.kind, tick.id, {field.key: value}), self)
        if value is None:
            return None
        known: dict[str, Json | None] = {
            "checklist": item.tool,
            "item": item.item,
            "state": "reported",
        }
        made = AddRecord(
            self.desk.dossier_id, self.kind.key, uuid4().hex, known | {field.key: value}
        )
        return self.desk.attempt(made, self)


_TITLE = Text("报告清单", "Reporting lists")
_HEADS = (
    Text("条目", "Item"),
    Text("内容", "What is asked"),
    Text("状态", "State"),
    Text("所在文件与页码", "Document and page"),
)
