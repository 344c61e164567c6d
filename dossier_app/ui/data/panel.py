"""What the case lists of a dossier tell: the lists, how far their sets overlap, how their cases are spread."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.cases import KIND, NAMES
from dossier_app.model.cases_facts import DIMENSIONS, LEVELS, CaseFacts, Dimension
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record
from dossier_app.service.commands import RemoveRecord
from dossier_app.ui.data.bars import BarColumn, Bars
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.records import MOST
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import DropDown
from dossier_app.ui.widgets.table import Filtered, Table

_PAIRS = 12
_MOST_SETS = 5
"""Data sets whose bars stand beside one another."""
Pair = tuple[str, str, dict[str, int | None]]


class CasePanel(QWidget):
    """Lists, independence and distributions; shows what is known once the dossier is judged."""

    looked_at = Signal(str, str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self._facts: CaseFacts = CaseFacts()
        self._held: Dossier | None = None
        self.lists: RowsModel[Record] = RowsModel([say(head) for head in _LIST_HEADS], self._list_cell)  # fmt: skip
        self.table = Table(self.lists, desk.role, say(_LISTS))
        self.table.set_widths(170, 0, 66, 66, 66, 66, 96, 100)
        self.table.moved.connect(self._look)
        self.pairs: RowsModel[Pair] = RowsModel([say(head) for head in _PAIR_HEADS], self._pair_cell)  # fmt: skip
        self.overlaps = Table(self.pairs, desk.role, say(_INDEPENDENCE))
        self.overlaps.set_widths(0, 0, 90, 90, 90, 90)
        self.take = button(say(_TAKE), self.import_list, "small")
        self.out = button(say(_OUT), self.remove, "small")
        self.dimension = DropDown()
        self.dimension.setAccessibleName(say(_SPREAD))
        self.dimension.activated.connect(self._show_bars)
        self.bars = Bars(desk.role)
        self.empty = label(say(_NONE), "muted", wrap=True)
        self._told = self._lower()
        head = label(say(_LISTS), "strong")
        self.setLayout(
            column(
                Filtered(self.table, say, head),
                self.empty,
                row(self.take, self.out, None, gap=Size.UNIT),
                self._told,
            )
        )

    def _lower(self) -> QWidget:
        say = self._desk.say
        made = QWidget()
        made.setLayout(
            column(
                label(say(_INDEPENDENCE), "strong"),
                label(say(_PAIR_NOTE), "muted", wrap=True),
                self.overlaps,
                row(label(say(_SPREAD), "strong"), self.dimension, None),
                self.bars,
            )
        )
        return made

    def show_records(self, dossier: Dossier) -> None:
        """Show the lists of a dossier, and what follows from them once that is worked out."""
        records = dossier.all(KIND)
        self._held = dossier
        self.lists.show(records)
        self.table.setVisible(bool(records))
        self.empty.setVisible(not records)
        for tool in (self.take, self.out):
            tool.setVisible(not self._desk.locked)
        self.out.setEnabled(bool(records))
        judged = bool(self._desk.current and self._desk.current.judged)
        self._facts = dossier.cases if judged and records else CaseFacts()
        self._told.setVisible(bool(self._facts.lists))
        self.pairs.show(self._pairs())
        self._show_dimensions()
        self._fit()
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Give the tables the height of their lines; once more after the columns have their widths."""
        self.table.fit_whole(MOST)
        self.overlaps.fit_whole(_PAIRS)

    def reveal(self, record: str) -> None:
        """Put the focus on a list, or on the button that takes one in."""
        line = self.lists.line_of(lambda each: each.id == record)
        if line >= 0:
            self.table.choose(line)
            self.table.setFocus()
        else:
            self.take.setFocus()

    def import_list(self) -> None:
        """Open the import."""
        from dossier_app.ui.dialogs.case_import import CaseImportDialog

        CaseImportDialog(self, self._desk).open()

    def remove(self) -> None:
        """Take the chosen list out; undo brings it back."""
        line = self.table.line()
        if 0 <= line < self.lists.rowCount() and not self._desk.locked:
            self._desk.do(RemoveRecord(KIND, self.lists.item(line).id), self)

    def _look(self, line: int) -> None:
        self.looked_at.emit(KIND, self.lists.item(line).id, "")

    def _name(self, dataset: str) -> str:
        found = self._held.find("dataset", dataset) if self._held else None
        return found.text("name") if found else dataset

    def _list_cell(self, record: Record, number: int) -> Shown:
        if number == 0:
            return Shown(self._name(record.text("dataset")), strong=True)
        if number == 1:
            return Shown(record.text("file_name"))
        if number == _POSITIVE:
            counts = [record.number(key) for key in ("positive", "negative")]
            return Shown(" / ".join("—" if n is None else str(n) for n in counts))
        value = record.text(_LIST_KEYS[number])
        return Shown(value or "—", None if value else Tone.MUTED)

    def _pairs(self) -> list[Pair]:
        found: dict[tuple[str, str], dict[str, int | None]] = {}
        for each in self._facts.overlaps:
            found.setdefault((each.one, each.other), {})[each.level.value] = each.shared
        return [(one, other, levels) for (one, other), levels in found.items()]

    def _pair_cell(self, pair: Pair, number: int) -> Shown:
        if number < len(pair) - 1:
            return Shown(self._name(pair[1] if number else pair[0]))
        level = LEVELS[number - 2]
        shared = pair[2].get(level.value)
        if shared is None:
            return Shown("—", Tone.MUTED)
        if level is LEVELS[-1]:
            return Shown(str(shared))
        words = _SHARED.format(n=shared) if shared else _APART
        return Shown(self._desk.say(words), Tone.BAD if shared else Tone.OK, pill=True)

    def _dimensions(self) -> list[Dimension]:
        return [d for d in DIMENSIONS if any(d.column in each.bars for each in self._facts.lists)]

    def _show_dimensions(self) -> None:
        chosen = self.dimension.currentData()
        self.dimension.clear()
        for each in self._dimensions():
            self.dimension.addItem(self._desk.say(each.label), each.column.value)
        self.dimension.setCurrentIndex(max(self.dimension.findData(chosen), 0))
        self._show_bars()

    def _show_bars(self) -> None:
        shown = next((d for d in self._dimensions() if d.column.value == self.dimension.currentData()), None)  # fmt: skip
        if shown is None:
            return
        lists = [each for each in self._facts.lists if shown.column in each.bars][:_MOST_SETS]
        groups = {bar.key: bar.label for each in lists for bar in each.bars[shown.column]}
        if "" in groups:
            groups[""] = groups.pop("")
        columns = []
        for each in lists:
            counts = {bar.key: bar.n for bar in each.bars[shown.column]}
            numbers = tuple(counts.get(key, 0) for key in groups)
            columns.append(BarColumn(self._name(each.dataset), numbers))
        say = self._desk.say
        self.bars.put(say(NAMES[shown.column]), [say(words) for words in groups.values()], columns)


_LIST_KEYS = ("dataset", "file_name", "rows", "patients", "studies", "images", "", "taken_on")
_POSITIVE = 6
_LISTS = Text("病例清单", "Case lists")
_LIST_HEADS = (
    Text("数据集", "Data set"),
    Text("文件", "File"),
    Text("行数", "Rows"),
    Text("患者", "Patients"),
    Text("检查", "Studies"),
    Text("图像", "Images"),
    Text("阳性/阴性", "Pos. / neg."),
    Text("导入日期", "Imported on"),
)
_INDEPENDENCE = Text("独立性（两两重叠）", "Independence (overlap by pairs)")
_PAIR_NOTE = Text(
    "由编号的散列计算。开发、测试与临床数据不得共有病例；机构重叠只作提示。",
    "Computed from hashed ids. Development, test and clinical data may share no case; shared sites are only told.",
)
_PAIR_HEADS = (
    Text("数据集", "Data set"),
    Text("与", "and"),
    Text("图像", "Images"),
    Text("检查", "Studies"),
    Text("患者", "Patients"),
    Text("机构", "Sites"),
)
_SHARED, _APART = Text("重叠 {n}", "{n} shared"), Text("无重叠", "none")
_SPREAD = Text("分布", "Distribution")
_TAKE, _OUT = Text("导入病例清单…", "Import a case list…"), Text("移除", "Remove")
_NONE = Text(
    "还没有病例清单。导入 CSV 或 Excel 后，会计算各数据集的独立性和分布；编号只以加盐散列保存。",
    "No case list yet. From a CSV or Excel file independence and distributions are computed; ids are kept as salted hashes only.",
)
