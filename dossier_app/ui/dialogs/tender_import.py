"""Reading a buyer's file: what was found is shown and corrected before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.tenderfile import RequirementRow, TenderFile
from dossier_app.service import imports, tendering
from dossier_app.service.tendercolumns import ColumnMap, TablePreview, columns_of, read_with
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.columnmap import ColumnRoles
from dossier_app.ui.jobs import Job
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import ChipEditor, LineEditor
from dossier_app.ui.widgets.table import Filtered, Table

_KINDS = RECORD_KINDS["requirement"].field("kind")


class TenderImport(QDialog):
    """Choose, look, correct, store: one undo takes the whole import back."""

    def __init__(self, parent: QWidget, desk: Desk, tender: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._tender = desk, tender
        self._path: Path | None = None
        self._read: TenderFile | None = None
        self._rows: list[RequirementRow] = []
        self._touched = False
        self._asked = False
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(980, 640)
        self.note = label(say(_CHOOSE), wrap=True)
        self.model: RowsModel[RequirementRow] = RowsModel(
            [say(words) for words in _HEADS], self._cell
        )
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(150, 70, 60, 0, 90, 150, 150)
        self.table.moved.connect(self._show_row)
        self.roles = ColumnRoles(say)
        self.roles.changed.connect(self._read_again)
        self.kind = ChipEditor(say(_KINDS.label), _KINDS.options, say, many=False)
        self.kind.settled.connect(self._set_kind)
        self.number, self.marks = LineEditor(say(_HEADS[1])), LineEditor(say(_HEADS[2]))
        for part in (self.number, self.marks):
            part.setFixedWidth(80)
            part.settled.connect(self._set_words)
        self._compose()
        self._enable()

    def _compose(self) -> None:
        say = self._desk.say
        drop = button(say(_DROP), self._drop)
        choose = button(say(_FILE), self.choose)
        self.store_new = button(say(_STORE_NEW), partial(self._store, None), "primary")
        self.store_here = button(say(_STORE_HERE), partial(self._store, self._tender))
        if not self._tender:
            self.store_here.hide()
        cancel = button(say(_CANCEL), self.reject)
        self.findings = label("", "muted", wrap=True)
        words = [label(say(head), "label") for head in _HEADS[1:3]]
        fix = row(label(say(_CORRECT), "label"), words[0], self.number, words[1], self.marks,
                  self.kind, drop)  # fmt: skip
        fix.setStretch(5, 1)
        chosen = row(choose, self.note)
        chosen.setStretch(1, 1)
        self.setLayout(
            column(
                label(say(_TITLE), "title"),
                chosen,
                self.roles,
                Filtered(self.table, say),
                fix,
                self.findings,
                row(None, cancel, self.store_here, self.store_new),
                margin=Size.CARD,
            )
        )

    def choose(self) -> None:
        """Ask for the file and read it beside the window."""
        words = self._desk.say(_FILES) + " (*.xlsx *.docx *.pdf *.csv)"
        name, _ = QFileDialog.getOpenFileName(self, self._desk.say(_FILE), "", words)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a file; nothing is stored."""
        self._path, self._asked = path, False
        self.note.setText(path.name)

        def work(job: Job) -> tuple[tuple[TablePreview, ...], TenderFile]:
            return columns_of(path, job), read_with(path, None, job)

        self._desk.jobs.run(_READING, work, self._first, self)

    def _first(self, found: tuple[tuple[TablePreview, ...], TenderFile]) -> None:
        """Show what was read; a map kept for this purchaser is taken up at once."""
        tables, read = found
        kept = self._kept_map(self._purchaser(read))
        self.roles.show_tables(tables, kept)
        self._show(read)
        if kept is not None:
            self._read_again()

    def _read_again(self) -> None:
        """Read the file with the columns as they are chosen."""
        path, chosen = self._path, self.roles.chosen()
        if path is None:
            return
        self._asked = True
        self._read = None
        self._enable()
        self._desk.jobs.run(
            _READING, lambda job: read_with(path, chosen, job), partial(self._newer, chosen), self
        )

    def _newer(self, chosen: ColumnMap, read: TenderFile) -> None:
        """Show what was read unless the columns were changed again meanwhile."""
        if chosen == self.roles.chosen():
            self._show(read)

    def _purchaser(self, read: TenderFile) -> str:
        """Return who buys: as the file says, else as the open tender says."""
        named = str(tendering.project_values(read).get("purchaser") or "")
        known = self._desk.dossier.find("tender", self._tender) if self._tender else None
        return named or (known.text("purchaser") if known else "")

    def _kept_map(self, purchaser: str) -> ColumnMap | None:
        kept = self._desk.settings.columns(purchaser)
        return ColumnMap.from_json(kept) if kept else None

    def _show(self, read: TenderFile) -> None:
        self._read, self._rows, self._touched = read, list(read.requirements), self._asked
        self.model.show(self._rows)
        say = self._desk.say
        name = self._path.name if self._path else ""
        counts = _FOUND.format(
            name=name, n=len(read.requirements), s=len(read.scoring), p=len(read.price_lines)
        )
        self.note.setText(say(counts))
        self.findings.setText("\n".join(say(each.message) for each in read.findings[:6]))
        self.table.choose(0)
        self._enable()

    def _show_row(self, line: int) -> None:
        shown = self.model.item(line)
        self.kind.put(shown.kind)
        self.number.put(shown.number)
        self.marks.put(shown.effective_marks)

    def _set_kind(self) -> None:
        kind = self.kind.read()
        if isinstance(kind, str):
            self._correct(lambda old: replace(old, kind=kind))

    def _set_words(self) -> None:
        number, marks = str(self.number.read() or ""), str(self.marks.read() or "")

        def change(old: RequirementRow) -> RequirementRow:
            printed = old.marks if marks == old.effective_marks else marks
            return replace(old, number=number, marks=printed, effective_marks=marks)

        self._correct(change)

    def _correct(self, change: Callable[[RequirementRow], RequirementRow]) -> None:
        line = self.table.line()
        if not 0 <= line < self.model.rowCount():
            return
        old = self.model.item(line)
        fresh = change(old)
        if fresh != old:
            self._rows[self._rows.index(old)] = fresh
            self._again(line)

    def _drop(self) -> None:
        line = self.table.line()
        if line >= 0:
            self._rows.remove(self.model.item(line))
            self._again(line)

    def _again(self, line: int) -> None:
        self._touched = True
        self.model.show(self._rows)
        self.table.choose(min(line, self.model.rowCount() - 1))

    def _enable(self) -> None:
        for part in (self.store_new, self.store_here, self.kind, self.number, self.marks):
            part.setEnabled(self._read is not None)

    def _store(self, tender: str | None) -> None:
        desk, read, path = self._desk, self._read, self._path
        if read is None or path is None:
            return
        corrected = replace(read, requirements=tuple(self._rows))
        source = (path, corrected) if self._touched else path
        dossier = desk.dossier_id
        if self._asked:
            desk.settings.keep_columns(self._purchaser(read), self.roles.chosen().as_json())
        desk.jobs.run(
            _STORING,
            lambda job: imports.import_tender(
                desk.ws, dossier, source, tender=tender, progress=job
            ),
            partial(_arrived, desk),
            desk,
        )
        self.accept()

    def _cell(self, each: RequirementRow, number: int) -> Shown:
        match number:
            case 0:
                return Shown(each.section, Tone.MUTED)
            case 1:
                return Shown(each.number, strong=True)
            case 2:
                return Shown(each.effective_marks)
            case 3:
                return Shown(each.text)
            case 4:
                return Shown(self._desk.say(_KINDS.option(each.kind)), Tone.MUTED, pill=True)
            case 5:
                return Shown("; ".join(t.shown() for t in each.thresholds))
            case _:
                place = each.source
                return Shown(
                    " ".join(
                        p for p in (place.sheet, place.page, place.paragraph, place.cell) if p
                    ),
                    Tone.MUTED,
                )


def _arrived(desk: Desk, tender: str) -> None:
    from dossier_app.ui.spot import PageKey, Spot

    desk.go(Spot(PageKey.TENDER, desk.dossier_id, tender))


_TITLE, _FILE = Text("导入招标参数", "Import requirements"), Text("选择文件…", "Choose a file…")
_CHOOSE = Text(
    "支持 .xlsx、.docx、.pdf、.csv；读出的内容先在此核对，确认后才存入。",
    "Takes .xlsx, .docx, .pdf, .csv; what was read is checked here before it is stored.",
)
_FILES, _CANCEL = Text("招标文件", "Tender files"), Text("取消", "Cancel")
_READING, _STORING = (
    Text("读取招标文件", "Reading the tender file"),
    Text("存入招标要求", "Storing the requirements"),
)
_FOUND = Text(
    "{name}：{n} 条要求，{s} 个评分项，{p} 条报价行",
    "{name}: {n} requirements, {s} scoring items, {p} price lines",
)
_HEADS = (
    Text("章节", "Section"),
    Text("条款", "Clause"),
    Text("标记", "Marks"),
    Text("内容", "Text"),
    Text("类别", "Kind"),
    Text("数值要求", "Thresholds"),
    Text("原文位置", "Place"),
)
_CORRECT, _DROP = (
    Text("更正所选行：", "Correct the row:"),
    Text("不导入此行", "Leave this row out"),
)
_STORE_NEW, _STORE_HERE = (
    Text("存为新项目", "Store as a new tender"),
    Text("并入当前项目", "Add to this tender"),
)
