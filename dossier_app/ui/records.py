"""A table of one record kind with everything that can be done to its rows, and the editor for one row."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Field, Json, is_shown, to_json
from dossier_app.model.records import Owner, Record, RecordKind
from dossier_app.service.commands import AddRecord, ChangeRecord, MoveRecord, RemoveRecord
from dossier_app.ui.computed import COMPUTED, computed
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.models.records import RecordsModel
from dossier_app.ui.snapshot import same_objects
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, icon_button, label, row, scrolled
from dossier_app.ui.widgets.table import Filtered, Table

MOST = 6
"""Lines a table on a card shows before it scrolls."""


class RecordList(QWidget):
    """Rows of a kind; `only` narrows them to those of one parent."""

    looked_at = Signal(str, str, str)

    def __init__(self, kind: RecordKind, desk: Desk, parent_id: str = "") -> None:
        super().__init__()
        self.kind, self._desk, self._parent_id = kind, desk, parent_id
        say = desk.say
        self.model = RecordsModel(kind, say)
        self._shown: tuple[object, ...] = ()
        self.table = RecordTable(self.model, desk, say(kind.label))
        self.table.opened.connect(self.edit)
        self.table.removed.connect(self.remove)
        self.table.moved.connect(self._look)
        self._tools = self._buttons()
        filtered = Filtered(self.table, say, label(say(kind.label), "strong"))
        self._empty = label(say(_NONE.format(kind=kind.label)), "muted")
        tools = row(*self._tools, None, gap=Size.UNIT)
        self.setLayout(column(filtered, self._empty, tools, gap=Size.UNIT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_records(self, dossier: Dossier) -> None:
        """Show the rows of a dossier."""
        parts = (*self.model.sources(dossier), self._desk.locked)
        if same_objects(parts, self._shown):
            return
        self._shown = parts
        rows = dossier.all(self.kind.key)
        if self._parent_id:
            rows = tuple(r for r in rows if r.values.get(self.kind.parent) == self._parent_id)
        chosen = self.chosen()
        self.model.show_records(rows, dossier)
        self.table.fit_whole(MOST)
        if chosen:
            self.table.choose(self.model.line_of(lambda r: r.id == chosen.id))
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        for tool in self._tools:
            tool.setVisible(not self._desk.locked)

    def chosen(self) -> Record | None:
        """Return the selected row."""
        line = self.table.line()
        return self.model.item(line) if 0 <= line < self.model.rowCount() else None

    def reveal(self, record: str) -> None:
        """Select a row and put the focus on it; without one, on the button that adds."""
        line = self.model.line_of(lambda r: r.id == record) if record else -1
        if line >= 0:
            self.table.choose(line)
            self.table.setFocus()
        else:
            self._tools[0].setFocus()

    def add(self) -> None:
        """Make a new row and open it."""
        record = uuid4().hex
        values = {self.kind.parent: self._parent_id} if self._parent_id else {}
        owner = "" if self.kind.owner is Owner.FIRM else self._desk.dossier_id
        fresh = Record(record, self.kind.key, owner, -1, values)
        RecordEditor(self, self._desk, self.kind, fresh).open()

    def edit(self) -> None:
        """Open the selected row."""
        if chosen := self.chosen():
            RecordEditor(self, self._desk, self.kind, chosen).open()

    def duplicate(self) -> None:
        """Add a copy of the selected row below it."""
        if chosen := self.chosen():
            values = {key: to_json(value) for key, value in chosen.values.items()}
            command = AddRecord(
                chosen.dossier, chosen.kind, uuid4().hex, values, chosen.position + 1
            )
            self._desk.do(command, self)

    def remove(self) -> None:
        """Take the selected row out; undo brings it back."""
        if (chosen := self.chosen()) and not self._desk.locked:
            reason = self._reason() if self.kind.locked else ""
            if reason or not self.kind.locked:
                self._desk.do(RemoveRecord(self.kind.key, chosen.id, reason), self)

    def shift(self, by: int) -> None:
        """Move the selected row up or down."""
        chosen = self.chosen()
        line = self.table.line() + by
        if chosen and 0 <= line < self.model.rowCount():
            self._desk.do(
                MoveRecord(self.kind.key, chosen.id, self.model.item(line).position), self
            )

    def _buttons(self) -> list[QWidget]:
        say, role, name = self._desk.say, self._desk.role, self.kind.label
        return [
            button(say(_ADD), self.add, "small", say(_ADD_ONE.format(kind=name))),
            button(say(_EDIT), self.edit, "small", say(_EDIT) + ": " + say(name)),
            icon_button("copy", say(_COPY.format(kind=name)), role, self.duplicate),
            icon_button("arrow-up", say(_UP.format(kind=name)), role, partial(self.shift, -1)),
            icon_button("arrow-down", say(_DOWN.format(kind=name)), role, partial(self.shift, 1)),
            icon_button("trash-2", say(_REMOVE.format(kind=name)), role, self.remove),
        ]

    def _reason(self) -> str:
        from dossier_app.ui.dialogs.ask import ask_words

        return ask_words(self, self._desk, _REMOVE.format(kind=self.kind.label), _WHY)

    def _look(self, line: int) -> None:
        field = self.kind.fields[0].key
        self.looked_at.emit(self.kind.key, self.model.item(line).id, field)


class RecordTable(Table):
    """A table whose rows open on Enter or a double click and go on Delete."""

    opened = Signal()
    removed = Signal()

    def __init__(self, model: RecordsModel, desk: Desk, name: str) -> None:
        super().__init__(model, desk.role, name)
        self.doubleClicked.connect(lambda: self.opened.emit())
        self.set_widths(*model.widths())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, remove on Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class RecordEditor(QDialog):
    """The fields of one row; a new row is stored when it is accepted, an old one field by field."""

    def __init__(self, parent: QWidget, desk: Desk, kind: RecordKind, record: Record) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._kind, self._record = desk, kind, record
        self._new = record.position < 0
        self._values: dict[str, Json | None] = {}
        say = desk.say
        self.setWindowTitle(say(kind.label))
        self.resize(640, 620)
        self._dossier = desk.dossier
        self.rows = [self._row(field) for field in kind.fields if not self._is_parent(field)]
        self._compose()
        self._fold()

    def _compose(self) -> None:
        say, kind = self._desk.say, self._kind
        inner = QWidget()
        layout = column(*self.rows, gap=Size.UNIT, margin=Size.PAD)
        layout.addStretch(1)
        inner.setLayout(layout)
        self.sums = label("", "strong", wrap=True)
        self.sums.hide()
        self._locked_note = label(say(_LOCKED), "muted", wrap=True)
        if not kind.locked:
            self._locked_note.hide()
        done = button(say(_DONE), self.accept, "primary")
        done.setDefault(True)
        cancel = button(say(_CANCEL), self.reject)
        if not self._new:
            cancel.hide()
        foot = row(None, cancel, done)
        self.setLayout(
            column(
                label(say(kind.label), "title"),
                self._locked_note,
                scrolled(inner),
                self.sums,
                foot,
                margin=Size.CARD,
            )
        )

    @property
    def record_id(self) -> str:
        """The id of the row that is edited or made."""
        return self._record.id

    def accept(self) -> None:
        """Save what is there; stay open while something is refused."""
        if not commit_all(self.rows):
            return
        if (self._new or self._kind.locked) and self._values and not self._store():
            return
        super().accept()

    def reject(self) -> None:
        """Close; of an old row what was saved stays saved."""
        if not self._new and not self._kind.locked:
            commit_all(self.rows)
        super().reject()

    def _row(self, field: Field) -> FieldRow:
        made = FieldRow(
            field, self._desk, editor_for(field, self._desk, self._dossier), Save(self._set)
        )
        made.known_as(lambda: f"{self._draft()}/{field.key}", held=self._new)
        value = self._record.values.get(field.key)
        made.lock(self._desk.locked)
        made.put(None if value is None else to_json(value))
        made.entered.connect(lambda f: self._desk.looked_at.emit(self._spot(f)))
        made.stored.connect(lambda _: self._fold())
        return made

    def _draft(self) -> str:
        """Return where drafts of this row are kept; those of a new one wait for the next new one."""
        name = f"{self._record.dossier}:{self._kind.key}"
        return f"new:{name}" if self._new else f"record:{name}:{self._record.id}"

    def done(self, result: int) -> None:
        """Close; what was typed is stored now or given up."""
        self._desk.drafts.drop(self._draft())
        super().done(result)

    def _spot(self, field: Field) -> object:
        from dossier_app.model.finding import Place
        from dossier_app.ui.spot import spot_of

        return spot_of(self._desk.dossier_id, Place(self._kind.key, self._record.id, field.key))

    def _is_parent(self, field: Field) -> bool:
        return (
            bool(self._kind.parent)
            and field.key == self._kind.parent
            and field.key in self._record.values
        )

    def _set(self, field: Field, value: Json | None) -> DossierError | None:
        self._values[field.key] = value
        if self._new or self._kind.locked:
            return None
        return self._desk.attempt(
            ChangeRecord(self._kind.key, self._record.id, {field.key: value}), self
        )

    def _store(self) -> bool:
        if self._new:
            known = {key: to_json(value) for key, value in self._record.values.items()}
            given = {key: value for key, value in self._values.items() if value is not None}
            command = AddRecord(
                self._record.dossier, self._kind.key, self._record.id, known | given
            )
            return self._desk.do(command, self)
        from dossier_app.ui.dialogs.ask import ask_words

        reason = ask_words(self, self._desk, _CHANGE.format(kind=self._kind.label), _WHY)
        return bool(reason) and self._desk.do(
            ChangeRecord(self._kind.key, self._record.id, self._values, reason), self
        )

    def _fold(self) -> None:
        values = {f.key: r.editor.read() for f, r in ((r.field, r) for r in self.rows)}
        shown = {
            k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if v is not None
        }
        for each in self.rows:
            each.setVisible(is_shown(each.field, shown))
        if self._kind.key in COMPUTED:
            words = computed(self._kind.key, values, self._dossier, self._desk.lang)
            self.sums.setText(words)
            self.sums.setVisible(bool(words))


_NONE = Text("还没有“{kind}”。", "No “{kind}” yet.")
_ADD, _EDIT = Text("＋ 添加", "+ Add"), Text("编辑", "Edit")
_ADD_ONE, _COPY = (
    Text("添加：{kind}", "Add: {kind}"),
    Text("复制一行：{kind}", "Duplicate row: {kind}"),
)
_UP, _DOWN = Text("上移：{kind}", "Move up: {kind}"), Text("下移：{kind}", "Move down: {kind}")
_REMOVE, _CHANGE = Text("移除：{kind}", "Remove: {kind}"), Text("更改：{kind}", "Change: {kind}")
_WHY = Text(
    "这是照抄官方文件的内容，更改须写明理由。",
    "This copies an official paper; a change needs a reason.",
)
_LOCKED = Text(
    "核准内容逐字照录官方文件，更改时须写明理由。",
    "Approved content is copied word for word from the official paper; a change needs a reason.",
)
_DONE, _CANCEL = Text("完成", "Done"), Text("取消", "Cancel")
