"""The tab of supplement letters on the registration page: letters, their points, and how one comes in."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.service import supplement
from dossier_app.service.supplement import Receipt
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ok_cancel
from dossier_app.ui.records import RecordList
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import DayEditor


class LettersTab(QWidget):
    """Letters above, their points below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self.letters = RecordList(RECORD_KINDS["letter"], desk)
        self.points = RecordList(RECORD_KINDS["letter_point"], desk)
        go = Spot(PageKey.EXPORT, kind="supplement")
        self._take = button(say(_TAKE), self.take)
        tools = row(
            self._take,
            button(
                say(_EXPORT),
                lambda: desk.go(Spot(go.page, desk.dossier_id, kind=go.kind)),
            ),
            None,
        )
        note = label(say(_NOTE), "muted", wrap=True)
        layout = column(note, tools, self.letters, self.points, gap=Size.PAD, margin=Size.UNIT)
        layout.addStretch(1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Show the letters of the open dossier."""
        if self._desk.current is not None:
            self._take.setEnabled(not self._desk.locked)
            self.letters.show_records(self._desk.dossier)
            self.points.show_records(self._desk.dossier)

    def take(self) -> None:
        """Ask for a letter and take it in."""
        asked = _LetterDialog(self, self._desk)
        asked.accepted.connect(lambda: self.take_in(asked.receipt()))
        asked.open()

    def take_in(self, receipt: Receipt) -> None:
        """Read and store a letter beside the window."""
        work = partial(supplement.import_letter, self._desk.ws, self._desk.dossier_id, receipt)
        self._desk.jobs.run(_TAKING, work, lambda _: self.refresh(), self)


class _LetterDialog(QDialog):
    """Number, day, and a file or the letter's words."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        say = desk.say
        self._desk = desk
        self._file: Path | None = None
        self.setWindowTitle(say(_TAKE))
        self.number, self.text = QLineEdit(), QPlainTextEdit()
        self.number.setAccessibleName(say(_NUMBER))
        self.text.setAccessibleName(say(_WORDS))
        self.day = DayEditor(say(_RECEIVED), desk.role, say)
        self.day.put(desk.today().isoformat())
        self._name = label("", "muted", wrap=True)
        chosen = row(button(say(_PICK), self._pick), self._name)
        chosen.setStretch(1, 1)
        self.setLayout(
            column(
                label(say(_NUMBER)), self.number, label(say(_RECEIVED)), self.day,
                chosen, label(say(_WORDS)), self.text, ok_cancel(self, desk),
                margin=Size.CARD,
            )
        )  # fmt: skip
        self.resize(560, 460)

    def receipt(self) -> Receipt:
        """Return what was given."""
        try:
            received = date.fromisoformat(str(self.day.read() or ""))
        except ValueError:
            received = self._desk.today()
        text = "" if self._file else self.text.toPlainText()
        return Receipt(self.number.text().strip(), received, self._file, text)

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self._desk.say(_PICK), "", "(*.pdf *.docx *.txt)"
        )
        self._file = Path(name) if name else None
        self._name.setText(self._file.name if self._file else "")


_NOTE = Text(
    "发补只有一次，收到之日起最长一年；逐条答复，答复会留在所涉及的字段上。",
    "There is one supplement, at most a year from receipt; each point stays as a note on its field.",
)
_TAKE, _EXPORT = Text("登记发补通知", "Take a letter in"), Text("导出补正资料", "Export the reply")
_TAKING = Text("读取发补通知", "Reading the letter")
_NUMBER, _RECEIVED = Text("通知编号", "Number"), Text("收到日期", "Received on")
_PICK, _WORDS = Text("选择文件…", "Choose a file…"), Text("或粘贴通知文字", "Or paste its words")
