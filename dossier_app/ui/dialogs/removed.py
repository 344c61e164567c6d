"""What a redacted bundle leaves out, shown before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ok_cancel
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import column, label
from dossier_app.ui.widgets.table import Filtered, Table


class Removed(QDialog):
    """A list of places with the number of things and why."""

    def __init__(self, parent: QWidget, desk: Desk, removed: Sequence[dict[str, Any]]) -> None:
        super().__init__(parent)
        self._desk = desk
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(720, 520)
        self.model: RowsModel[dict[str, Any]] = RowsModel([say(w) for w in _HEADS], self._cell)
        table = Table(self.model, desk.role, say(_TITLE))
        table.set_widths(0, 260, 70)
        self.model.show(removed)
        count = sum(each["count"] for each in removed)
        note = label(say(_NOTE.format(n=count)), "label", wrap=True)
        buttons = ok_cancel(self, desk, _WRITE)
        head = label(say(_TITLE), "title")
        self.setLayout(column(head, note, Filtered(table, say), buttons, margin=Size.CARD))

    def _cell(self, each: dict[str, Any], number: int) -> Shown:
        match number:
            case 0:
                return Shown(self._place(str(each["place"])))
            case 1:
                return Shown(str(each["why"][self._desk.lang.value]))
            case _:
                return Shown(str(each["count"]), Tone.MUTED)

    def _place(self, place: str) -> str:
        """Return a place of the exchange form in the words of the window."""
        head, _, rest = place.partition("/")
        if head == "files":
            files = self._desk.dossier.where("evidence", sha256=rest)
            return files[0].text("title") if files else rest[:12]
        say, words, kind = self._desk.say, [], None
        for part in place.split("/"):
            if kind is not None:
                words += [say(f.label) for f in kind.fields if f.key == part]
            elif part in FIELDS:
                words.append(say(FIELDS[part].label))
            elif kind := RECORD_KINDS.get(part):
                words.append(say(kind.label))
        return " · ".join(words) or place


_TITLE = Text("将移除的内容", "What will be removed")
_NOTE = Text(
    "共 {n} 处不会写入脱敏交接包：报价、人员与联系方式、内部批注，以及未标为“公开”或“投标可用”的证据文件。清单随包附上。",
    "{n} things do not go into the redacted bundle: prices, people, inner notes, and evidence that is not marked as "
    "public or fit for tenders. The list stands in the bundle.",
)
_HEADS = (Text("位置", "Place"), Text("为什么", "Why"), Text("数量", "Count"))
_WRITE = Text("写出…", "Write…")
