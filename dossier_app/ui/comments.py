"""Notes and tasks at a place of the dossier; they stay inside and reach no export."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.model.records import Record
from dossier_app.service.commands import AddRecord, ChangeRecord, JsonValue
from dossier_app.ui.desk import Desk
from dossier_app.ui.spot import Spot
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, clear, column, label, line, row
from dossier_app.ui.widgets.editors import Tick


class Comments(QWidget):
    """The notes of one place, and a box to add one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place = ""
        self._box = QPlainTextEdit()
        self._box.setTabChangesFocus(True)
        self._box.setFixedHeight(72)
        self._box.setAccessibleName(desk.say(_NEW))
        self._box.setPlaceholderText(desk.say(_NEW))
        self._add = button(desk.say(_ADD), self._store)
        self._list: QVBoxLayout = column(gap=Size.GAP)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        whole = column(self._box, row(None, self._add), self._list, margin=Size.PAD)
        whole.addStretch(1)
        self.setLayout(whole)

    def look(self, spot: Spot | None) -> None:
        """Show the notes of a place."""
        self._place = place_key(spot)
        clear(self._list)
        snapshot = self._desk.current
        self._box.setEnabled(snapshot is not None and not self._desk.locked)
        self._add.setEnabled(self._box.isEnabled())
        notes = snapshot.dossier.all("comment") if snapshot else ()
        for note in notes:
            if not self._place or note.text("place") == self._place:
                self._list.addWidget(self._note(note))

    def _note(self, note: Record) -> QWidget:
        box = QWidget()
        done = Tick(self._desk.say(_DONE))
        done.setAccessibleName(self._desk.say(_DONE) + ": " + note.text("text")[:40])
        done.setChecked(note.flag("done"))
        done.setEnabled(not self._desk.locked)
        done.toggled.connect(partial(self._mark, note.id))
        head = label(note.text("author"), "muted")
        box.setLayout(column(head, label(note.text("text"), wrap=True), done, line(), gap=2))
        return box

    def _mark(self, note: str, done: bool) -> None:
        self._desk.do(ChangeRecord("comment", note, {"done": done}))

    def _store(self) -> None:
        words = self._box.toPlainText().strip()
        if not words or not self._desk.dossier_id:
            return
        author = self._desk.settings.person or self._desk.ws.person or self._desk.say(_ME)
        values: dict[str, JsonValue] = {"place": self._place, "text": words, "author": author}
        if self._desk.do(AddRecord(self._desk.dossier_id, "comment", uuid4().hex, values)):
            self._box.clear()


def place_key(spot: Spot | None) -> str:
    """Return the key under which a place's notes are kept."""
    if spot is None:
        return ""
    if spot.id:
        return f"record:{spot.kind}:{spot.id}"
    return f"answer:{spot.field}" if spot.field else f"step:{spot.page.value}"


_NEW = Text("写一条批注或任务…", "Write a note or task…")
_ADD, _DONE, _ME = Text("添加", "Add"), Text("已完成", "done"), Text("本人", "me")
