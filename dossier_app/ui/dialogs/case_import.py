"""Taking a case list in: its columns are shown and named, every fault is listed, and only then it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QGridLayout, QWidget

from dossier_app.base.text import Text, same
from dossier_app.model.cases import NAMES, CaseColumn
from dossier_app.readers.cases import CaseFile, CasePreview
from dossier_app.service import cases
from dossier_app.service.cases import CaseImport
from dossier_app.ui.desk import Desk
from dossier_app.ui.jobs import Job
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import Elided, button, clear, column, label, row, scrolled
from dossier_app.ui.widgets.editors import DropDown
from dossier_app.ui.widgets.table import Filtered, Table

_ACROSS = 5
_TALL = 150


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of what was found: a fault or a column that tells who it is."""

    row: str
    column: str
    found: str
    expected: Text


class CaseImportDialog(QDialog):
    """Choose, name the columns, check, store: one undo takes the whole import back."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._path: Path | None = None
        self._preview: CasePreview | None = None
        self._checked: tuple[CaseImport, CaseFile] | None = None
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(980, 640)
        self.note = label(say(_CHOOSE), "muted", wrap=True)
        self.dataset = DropDown()
        self.dataset.setAccessibleName(say(_SET))
        self.dataset.addItem(say(_BY_COLUMN), "")
        for record in desk.dossier.all("dataset"):
            self.dataset.addItem(record.text("name"), record.id)
        self.replace = QCheckBox(say(_REPLACE))
        self.boxes: list[QComboBox] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Size.GAP)
        self.rows: RowsModel[tuple[str, ...]] = RowsModel([""], self._row_cell)
        self.faults: RowsModel[_Line] = RowsModel([say(head) for head in _HEADS], self._fault_cell)
        self.fault_table = Table(self.faults, desk.role, say(_FAULTS))
        self.fault_table.set_widths(70, 180, 180, 0)
        self._fault_part = Filtered(self.fault_table, say, label(say(_FAULTS), "strong"))
        self.check = button(say(_CHECK), self.check_list)
        self.store = button(say(_STORE), self.store_list, "primary")
        self._compose()
        self._enable()

    def _compose(self) -> None:
        say = self._desk.say
        self.dataset.activated.connect(self._again)
        self.replace.toggled.connect(self._again)
        inner = QWidget()
        inner.setLayout(self._grid)
        self._columns = scrolled(inner)
        self._columns.setFixedHeight(_TALL)
        self._columns.hide()
        self.preview = Table(self.rows, self._desk.role, say(_PREVIEW))
        self._preview_part = QWidget()
        self._preview_part.setLayout(column(label(say(_PREVIEW), "strong"), self.preview))
        self._preview_part.hide()
        self._fault_part.hide()
        belongs = row(label(say(_SET), "label"), self.dataset, self.replace, None)
        cancel = button(say(_CANCEL), self.reject)
        file = row(button(say(_FILE), self.choose), self.note)
        file.setStretch(1, 1)
        self.setLayout(
            column(
                label(say(_TITLE), "title"),
                file,
                belongs,
                self._columns,
                self._preview_part,
                self._fault_part,
                row(None, cancel, self.check, self.store),
                margin=Size.CARD,
            )
        )

    def choose(self) -> None:
        """Ask for the file and look at its head beside the window."""
        words = f"{self._desk.say(_FILES)} (*.csv *.tsv *.txt *.xlsx)"
        name, _ = QFileDialog.getOpenFileName(self, self._desk.say(_FILE), "", words)
        if name:
            self.look(Path(name))

    def look(self, path: Path) -> None:
        """Show a file's columns and first rows; nothing is stored."""
        self._path, self._preview, self._checked = path, None, None
        self.note.setText(path.name)
        self._enable()
        self._desk.jobs.run(_READING, lambda job: cases.look(path, job), self._looked, self)

    def _looked(self, shown: CasePreview) -> None:
        self._preview = shown
        self._fault_part.hide()
        self._show_columns(shown)
        self.rows = RowsModel(list(shown.titles), self._row_cell)
        self.rows.show(shown.rows)
        self.preview.setModel(self.rows)
        self._preview_part.show()
        self._enable()

    def _show_columns(self, shown: CasePreview) -> None:
        clear(self._grid)
        self.boxes = []
        for at, (title, found) in enumerate(zip(shown.titles, shown.columns, strict=True)):
            box = DropDown()
            box.setAccessibleName(self._desk.say(_MEANS.format(column=same(title))))
            for each in CaseColumn:
                box.addItem(self._desk.say(NAMES[each]), each.value)
            box.setCurrentIndex(list(CaseColumn).index(found))
            box.activated.connect(self._again)
            line, across = divmod(at, _ACROSS)
            self._grid.addWidget(Elided(title or f"#{at + 1}", "label"), 2 * line, across)
            self._grid.addWidget(box, 2 * line + 1, across)
            self.boxes.append(box)
        self._columns.show()

    def wanted(self) -> CaseImport | None:
        """Return what is asked for, None before a file was looked at."""
        if self._path is None or self._preview is None:
            return None
        columns = tuple(CaseColumn(box.currentData()) for box in self.boxes)
        dataset = str(self.dataset.currentData())
        return CaseImport(self._path, dataset, columns, self.replace.isChecked())

    def check_list(self) -> None:
        """Read the whole file and list every fault."""
        desk, wanted, dossier = self._desk, self.wanted(), self._desk.dossier_id
        if wanted is None:
            return

        def work(job: Job) -> CaseFile:
            return cases.read(desk.ws, dossier, wanted, job)

        self.check.setEnabled(False)
        desk.jobs.run(_CHECKING, work, partial(self._read, wanted), self)

    def _read(self, wanted: CaseImport, found: CaseFile) -> None:
        if wanted != self.wanted():
            return
        lines = [_Line("—", title, "—", kind) for title, kind in found.personal]
        lines += [_Line(str(f.row), f.column, f.found, f.expected) for f in found.faults]
        self.faults.show(lines)
        self._fault_part.setVisible(bool(lines))
        self._preview_part.setVisible(not lines)
        self._checked = None if lines else (wanted, found)
        count = len(found.personal) + found.fault_count
        words = _BAD.format(n=count) if lines else _GOOD.format(n=found.rows, sets=len(found.sets))
        self.note.setText(self._desk.say(words))
        self._enable()

    def store_list(self) -> None:
        """Store what was checked; the window goes on while it is written."""
        if self._checked is None:
            return
        desk, (wanted, found), dossier = self._desk, self._checked, self._desk.dossier_id

        def work(job: Job) -> tuple[str, ...]:
            return cases.store_read(desk.ws, dossier, wanted, found, job)

        def stored(added: tuple[str, ...]) -> None:
            desk.tell(_STORED.format(n=len(added)))

        desk.jobs.run(_STORING, work, stored, desk)
        self.accept()

    def _again(self) -> None:
        """Ask for another check after something was changed."""
        self._checked = None
        self._enable()

    def _enable(self) -> None:
        self.check.setEnabled(self._preview is not None and self._checked is None)
        self.store.setEnabled(self._checked is not None)

    def _row_cell(self, cells: tuple[str, ...], number: int) -> Shown:
        return Shown(cells[number] if number < len(cells) else "")

    def _fault_cell(self, line: _Line, number: int) -> Shown:
        match number:
            case 0:
                return Shown(line.row, strong=True)
            case 1:
                return Shown(line.column)
            case 2:
                return Shown(line.found, Tone.BAD)
            case _:
                return Shown(self._desk.say(line.expected))


_TITLE, _FILE = Text("导入病例清单", "Import a case list"), Text("选择文件…", "Choose a file…")
_CHOOSE = Text(
    "CSV（至多 200,000 行）或 Excel（至多 100,000 行）。含姓名、证件号或电话的清单不会导入。",
    "CSV (200,000 rows at most) or Excel (100,000). A list with names, identity cards or telephones is not taken in.",
)
_FILES, _CANCEL = Text("病例清单", "Case lists"), Text("取消", "Cancel")
_SET, _BY_COLUMN = (
    Text("属于", "Belongs to"),
    Text("按清单中“数据集”列", "as its column of sets says"),
)
_REPLACE = Text("替换已有的清单", "Replace the list there is")
_PREVIEW, _FAULTS = Text("前几行（编号已遮蔽）", "First rows (ids masked)"), Text("不能导入的内容", "What cannot be taken")  # fmt: skip
_HEADS = (Text("行", "Row"), Text("列", "Column"), Text("得到", "Found"), Text("应为", "Expected"))
_MEANS = Text("“{column}”列的含义", "What the column “{column}” holds")
_CHECK, _STORE = Text("检查整个文件", "Check the whole file"), Text("存入", "Store")
_READING, _CHECKING, _STORING = (
    Text("读取病例清单", "Reading the case list"),
    Text("检查病例清单", "Checking the case list"),
    Text("存入病例清单", "Storing the case list"),
)
_BAD = Text("有 {n} 处不能导入，未存入任何内容。更正文件或列的含义后再检查。", "{n} faults; nothing was stored. Correct the file or the columns and check again.")  # fmt: skip
_GOOD = Text(
    "{n} 行，{sets} 个数据集，可以存入。", "{n} rows in {sets} data sets, ready to be stored."
)
_STORED = Text("已存入 {n} 份病例清单", "{n} case lists stored")
