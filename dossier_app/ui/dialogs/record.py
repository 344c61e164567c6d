"""The record of changes: filter it, look at old and new values, write it out, check its chain."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.model.fields import CHINA
from dossier_app.service import care, queries, record
from dossier_app.service.care import AuditReport
from dossier_app.service.queries import AuditLine
from dossier_app.service.record import Filter
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.table import Filtered, Table

_SHOWN = 2_000


class Record(QDialog):
    """A table of the newest rows; the filter above it narrows, the export writes all that fits."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(1120, 680)
        self._keys = {h.id: h.name for h in queries.headings(desk.ws, archived=True)}
        self.model: RowsModel[AuditLine] = RowsModel([say(w) for w in _HEADS], self._cell)
        table = Table(self.model, desk.role, say(_TITLE))
        table.set_widths(56, 150, 110, 150, 190, 0)
        self.only = QCheckBox(say(_ONLY))
        self.only.setEnabled(bool(desk.dossier_id))
        self.only.toggled.connect(lambda _: self.read())
        self.note = label("", "label", wrap=True)
        head = label(say(_TITLE), "title")
        listed = Filtered(table, say)
        self.setLayout(column(head, self.only, self.note, listed, self._foot(), margin=Size.CARD))
        self.read()

    def _foot(self) -> QHBoxLayout:
        say = self._desk.say
        export, verify = button(say(_EXPORT), self._ask), button(say(_VERIFY), self._verify)
        return row(export, verify, None, button(say(_CLOSE), self.accept, "primary"))

    def read(self) -> None:
        """Read the rows beside the window."""
        work = partial(record.rows, self._desk.ws, self._wanted(), _SHOWN)
        self._desk.jobs.latest("record", work, self.model.show, self)

    def write(self, target: Path) -> None:
        """Write all rows that fit to a file."""
        desk, wanted = self._desk, self._wanted()
        desk.jobs.run(
            _EXPORT,
            lambda job: record.export(desk.ws, wanted, target, desk.lang),
            lambda count: self.note.setText(desk.say(_DONE.format(n=count, name=target.name))),
            self,
        )

    def _wanted(self) -> Filter:
        return Filter(dossier=self._desk.dossier_id if self.only.isChecked() else "")

    def _ask(self) -> None:
        kinds = f"{self._desk.say(_BOOKS)} (*.xlsx);;CSV (*.csv)"
        name, kind = QFileDialog.getSaveFileName(
            self, self._desk.say(_EXPORT), "record.xlsx", kinds
        )
        if name:
            target = Path(name)
            ending = ".csv" if "csv" in kind else ".xlsx"
            fits = target.suffix in (".csv", ".xlsx")
            self.write(target if fits else target.with_name(target.name + ending))

    def _verify(self) -> None:
        work = partial(care.verify_audit, self._desk.ws)
        self._desk.jobs.latest("verify", work, self._verified, self)

    def _verified(self, report: AuditReport) -> None:
        from dossier_app.ui.dialogs.sentences import Sentences

        fault = report.fault
        first = _WHOLE.format(n=report.rows, head=report.head)
        if fault is not None:
            first = _BROKEN.format(n=fault[0])
        Sentences(self, self._desk, _VERIFY, (first, report.statement), good=fault is None).open()

    def _cell(self, line: AuditLine, number: int) -> Shown:
        match number:
            case 0:
                return Shown(str(line.seq), Tone.MUTED)
            case 1:
                return Shown(f"{line.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}")
            case 2:
                return Shown(line.person)
            case 3:
                return Shown(self._keys.get(line.dossier, "—"), Tone.MUTED)
            case 4:
                return Shown(self._desk.say(line.name), strong=True)
            case _:
                return Shown(self._values(line))

    def _values(self, line: AuditLine) -> str:
        told = [f"{_short(c.old)} → {_short(c.new)}" for c in line.changes[:3]]
        more = len(line.changes) - 3
        told += [self._desk.say(_MORE.format(n=more))] if more > 0 else []
        return "\n".join((*told, line.reason)).strip()


def show(parent: QWidget, desk: Desk) -> None:
    """Show the record."""
    Record(parent, desk).open()


def _short(value: object) -> str:
    words = "—" if value is None else str(value)
    return words if len(words) <= 60 else f"{words[:58]}…"


_TITLE, _EXPORT, _VERIFY, _CLOSE = (
    Text("变更记录", "Record of changes"),
    Text("导出…", "Export…"),
    Text("核对哈希链", "Check the chain"),
    Text("关闭", "Close"),
)
_ONLY = Text("只看当前卷宗", "Only the open dossier")
_HEADS = (
    Text("序号", "No."),
    Text("时间（中国）", "When (China)"),
    Text("人员", "Who"),
    Text("卷宗", "Dossier"),
    Text("动作", "What"),
    Text("原值 → 新值，理由", "Before → after, why"),
)
_MORE = Text("另有 {n} 处", "{n} more")
_BOOKS = Text("Excel 文件", "Excel files")
_DONE = Text("已写出 {n} 行：{name}", "{n} lines written: {name}")
_WHOLE = Text("{n} 行，链完好；链尾哈希 {head}", "{n} rows, the chain is whole; head {head}")
_BROKEN = Text(
    "第 {n} 行处被改动，之前的行完好", "Tampered with at row {n}; the rows before are intact"
)
