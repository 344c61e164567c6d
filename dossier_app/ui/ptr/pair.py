"""What the outline has chosen, to be written: a clause or indicator, and beside it its method."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Field, Json, Kind, to_json
from dossier_app.model.finding import Place
from dossier_app.model.ptrclean import clean
from dossier_app.model.ptrtree import Node, Tree
from dossier_app.model.records import Record
from dossier_app.service.commands import (
    AddRecord,
    ChangeRecord,
    MarkNotApplicable,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.ptr.outline import Entry
from dossier_app.ui.records import RecordList
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import spot_of
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, clear, column, label, row, scrolled, topped
from dossier_app.ui.widgets.editors import Growing, TextEditor

_INDICATOR = ("name", "requirement", "operator", "value", "unit", "condition", "function")
_METHOD = ("method", "standard")
_HEAD = ("ptr.number", "ptr.template")


class Pair(QSplitter):
    """Two panes; the right one is folded where there is nothing to stand beside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self._entry: Entry | None = None
        self._shape: tuple[object, ...] = ()
        self.rows: list[FieldRow] = []
        self._lists: list[RecordList] = []
        self._left, self._right = _Pane(), _Pane()
        self.addWidget(self._left)
        self.addWidget(self._right)
        self.setChildrenCollapsible(False)
        self.setSizes([1000, 1000])

    def show_entry(self, entry: Entry, snapshot: Snapshot, whole: Tree) -> None:
        """Show what an entry stands for; inputs are made anew only when it is another one."""
        node = _node(entry, whole)
        method = node.method if node else _loose(entry, whole)
        shape = (
            entry,
            node.record.id if node else "",
            method.id if method else "",
            self._desk.locked,
        )
        if shape != self._shape:
            self._entry, self._shape = entry, shape
            self._build(entry, node, method)
        self._put(snapshot, node, method)

    def commit(self) -> bool:
        """Save what is being typed; return whether all was taken."""
        return commit_all(self.rows)

    def reveal(self, field: str, record: str = "") -> None:
        """Put the cursor into a field, or choose a row of the list that is shown."""
        for made in self._lists:
            made.reveal(record)
        for each in self.rows:
            if each.field.key == field:
                each.show_gap()
                each.focus()
                return
        if self.rows and not field:
            self.rows[0].focus()

    def show_gaps(self) -> None:
        """Mark every field that is required and empty."""
        for each in self.rows:
            each.show_gap()

    def text_box(self) -> TextEditor | None:
        """Return the long text that a fact or example is put into."""
        editors = (each.editor for each in self.rows)
        return next((e for e in editors if isinstance(e, TextEditor)), None)

    def _build(self, entry: Entry, node: Node | None, method: Record | None) -> None:
        self.rows, self._lists = [], []
        for pane in (self._left, self._right):
            pane.empty()
        self._right.show()
        if entry.sort in ("none", "records", "head"):
            self._right.hide()
        if entry.sort == "records":
            self._list(entry.key)
        elif entry.sort == "head":
            self._answers(_HEAD)
        elif entry.sort == "answer":
            self._answers((entry.key,))
            self._beside(entry, method)
        elif node is not None:
            self._left.put(label(f"{node.number} {self._desk.say(_INDICATOR_HEAD)}", "head"))
            self._record(self._left, node.record, _INDICATOR)
            self._left.put(self._remove("indicator", node.record))
            self._method(node.method, node)
        elif method is not None:
            self._right.hide()
            self._left.put(label(f"{method.text('clause')} {self._desk.say(_METHOD_HEAD)}", "head"))
            self._record(self._left, method, _METHOD)
            self._left.put(self._remove("test_method", method))
        else:
            self._left.put(label(self._desk.say(_CHOOSE), "muted", wrap=True))

    def _answers(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            field = FIELDS[key]
            made = self._row(field, Save(self._set, self._mark))
            made.entered.connect(lambda f: self._look(Place("", "", f.key)))
            self._left.put(made)
            if field.required and not self._desk.locked:
                words = self._desk.say(_NOT_APPLICABLE)
                ask = button(words, made._ask, "link", f"{words}: {self._desk.say(field.label)}")
                self._left.put(_line(ask))

    def _beside(self, entry: Entry, method: Record | None) -> None:
        """Show the method that mirrors a clause; clauses outside chapter 2 have none."""
        if not entry.number.startswith("2."):
            self._right.hide()
            return
        mirrored = f"3{entry.number[1:]}"
        self._right.put(label(f"{mirrored} {self._desk.say(_METHOD_HEAD)}", "head"))
        if method is not None:
            self._record(self._right, method, _METHOD)
            self._right.put(self._remove("test_method", method))
            return
        self._right.put(label(self._desk.say(_BY_CHILDREN), "muted", wrap=True))
        self._adder({"clause": mirrored}, mirrored)

    def _method(self, method: Record | None, node: Node) -> None:
        number = f"3{node.number[1:]}"
        self._right.put(label(f"{number} {self._desk.say(_METHOD_HEAD)}", "head"))
        if method is None:
            self._right.put(label(self._desk.say(_NO_METHOD), "muted", wrap=True))
            self._adder({"clause": number, "indicator": node.record.id}, number)
            return
        self._record(self._right, method, _METHOD)
        self._right.put(self._remove("test_method", method))

    def _adder(self, values: dict[str, str], number: str) -> None:
        if self._desk.locked:
            return

        def add() -> None:
            own = self._desk.dossier_id
            self._desk.do(AddRecord(own, "test_method", uuid4().hex, {**values, "method": self._desk.say(_FIRST_WORDS)}), self)  # fmt: skip

        self._right.put(
            _line(button(self._desk.say(_ADD_METHOD.format(number=number)), add, "small"))
        )

    def _record(self, pane: _Pane, record: Record, keys: tuple[str, ...]) -> None:
        kind = RECORD_KINDS[record.kind]
        for key in keys:
            made = self._row(kind.field(key), Save(self._setter(record)))
            made.entered.connect(lambda f, r=record: self._look(Place(r.kind, r.id, f.key)))
            made.setProperty("record", record.kind)
            pane.put(made)

    def _remove(self, kind: str, record: Record) -> QWidget:
        words = self._desk.say(_REMOVE.format(kind=RECORD_KINDS[kind].label))
        made = button(words, lambda: self._desk.do(RemoveRecord(kind, record.id), self), "link")
        made.setVisible(not self._desk.locked)
        return _line(made)

    def _row(self, field: Field, save: Save) -> FieldRow:
        editor = (
            CleanEditor(self._desk.say(field.label), self._desk.tell)
            if field.kind is Kind.LONG_TEXT
            else editor_for(field, self._desk, self._desk.dossier)
        )
        made = FieldRow(field, self._desk, editor, save, stacked=True)
        self.rows.append(made)
        return made

    def _list(self, kind: str) -> None:
        made = RecordList(RECORD_KINDS[kind], self._desk)
        made.looked_at.connect(lambda k, i, f: self._look(Place(k, i, f)))
        self._lists.append(made)
        self._left.put(made)

    def _put(self, snapshot: Snapshot, node: Node | None, method: Record | None) -> None:
        dossier = snapshot.dossier
        for made in self._lists:
            made.show_records(dossier)
        held = {record.kind: record for record in (node.record if node else None, method) if record}
        for each in self.rows:
            record = held.get(str(each.property("record") or ""))
            key = each.field.key
            value = record.values.get(key) if record else dossier.answers.get(key)
            each.lock(self._desk.locked)
            mark = None if record else dossier.not_applicable.get(key)
            each.put(None if value is None else to_json(value), mark)

    def _setter(self, record: Record) -> Callable[[Field, Json | None], DossierError | None]:
        return lambda field, value: self._desk.attempt(
            ChangeRecord(record.kind, record.id, {field.key: value}), self
        )

    def _set(self, field: Field, value: Json | None) -> DossierError | None:
        return self._desk.attempt(SetAnswer(self._desk.dossier_id, field.key, value), self)

    def _mark(self, field: Field, reason: str | None) -> DossierError | None:
        return self._desk.attempt(MarkNotApplicable(self._desk.dossier_id, field.key, reason), self)

    def _look(self, place: Place) -> None:
        self._desk.looked_at.emit(spot_of(self._desk.dossier_id, place, "requirements"))


class _CleanBox(Growing):
    """Takes pasted words in clean and says what was changed."""

    pasted = Signal(object)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Clean what comes from the clipboard or by dropping."""
        cleaned = clean(source.text())
        self.insertPlainText(cleaned.text)
        if cleaned.done:
            zh, en = "、".join(t.zh for t in cleaned.done), "; ".join(t.en for t in cleaned.done)
            self.pasted.emit(_CLEANED.format(done=Text(zh, en)))


class CleanEditor(TextEditor):
    """A long text into which Word may be pasted."""

    BOX = _CleanBox

    def __init__(self, name: str, tell: Callable[[Text], None]) -> None:
        super().__init__(name)
        if isinstance(self.box, _CleanBox):
            self.box.pasted.connect(tell)


class _Pane(QWidget):
    """A scrolling column of parts."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        self._list: QVBoxLayout = column(gap=Size.GAP)
        inner.setLayout(topped(self._list, Size.PAD))
        self.setMinimumWidth(220)
        self.setLayout(column(scrolled(inner), gap=0))

    def put(self, part: QWidget) -> None:
        """Add a part below the others."""
        self._list.addWidget(part)

    def empty(self) -> None:
        """Take all parts out."""
        clear(self._list)


def _node(entry: Entry, whole: Tree) -> Node | None:
    if entry.sort != "indicator":
        return None
    return next((node for node in whole.nodes() if node.record.id == entry.key), None)


def _loose(entry: Entry, whole: Tree) -> Record | None:
    if entry.sort == "method":
        every = (*whole.loose, *(n.method for n in whole.nodes() if n.method))
        return next((m for m in every if m.id == entry.key), None)
    mirrored = f"3{entry.number[1:]}"
    return next((m for m in whole.loose if entry.number and m.text("clause") == mirrored), None)


def _line(part: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(part, None))
    return made


_INDICATOR_HEAD, _METHOD_HEAD = Text("性能指标", "Indicator"), Text("检验方法", "Test method")
_CHOOSE = Text("在左侧大纲中选择一条。", "Choose a line of the outline.")
_NOT_APPLICABLE = Text("标为不适用（理由写入非临床资料）", "Not applicable (the reason goes to the non-clinical part)")  # fmt: skip
_BY_CHILDREN = Text("由下级各指标的方法检验；没有下级指标时在此添加方法。", "Tested by the methods of the indicators below; without any, add a method here.")  # fmt: skip
_NO_METHOD = Text("还没有检验方法。", "No test method yet.")
_ADD_METHOD = Text("＋ 添加 {number}", "+ Add {number}")
_FIRST_WORDS = Text("请写明步骤和结果判定。", "State the steps and how the result is judged.")
_REMOVE = Text("移除{kind}", "Remove: {kind}")
_CLEANED = Text("已整理粘贴的内容：{done}。", "Pasted words were cleaned: {done}.")
