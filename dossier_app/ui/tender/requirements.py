"""The table of a tender's requirements, with chips that count and filter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.tender.rows import FILTERS, State, TenderRow
from dossier_app.ui.theme import Tone
from dossier_app.ui.widgets.basics import button, column
from dossier_app.ui.widgets.flow import Flow
from dossier_app.ui.widgets.table import Filtered, Table

STATES = {
    State.EMPTY: (Text("未响应", "no answer"), Tone.BAD),
    State.PARTLY: (Text("未答全", "partly"), Tone.BAD),
    State.BEYOND: (Text("超范围", "beyond scope"), Tone.BAD),
    State.NEGATIVE: (Text("负偏离", "negative"), Tone.WARNING),
    State.POSITIVE: (Text("正偏离", "positive"), Tone.OK),
    State.EQUAL: (Text("无偏离", "none"), Tone.MUTED),
    State.OPEN: (Text("待判断", "to judge"), Tone.WARNING),
}
_CHIP_TONES = {
    "all": Tone.MUTED, "star": Tone.BAD, "empty": Tone.BAD, "partly": Tone.BAD,
    "beyond": Tone.BAD, "negative": Tone.WARNING, "proof": Tone.WARNING, "done": Tone.OK,
}  # fmt: skip


class Requirements(QWidget):
    """`chosen` tells which row is looked at."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self._filter = "all"
        self._counts: dict[str, int] = {}
        self.model: RowsModel[TenderRow] = RowsModel([say(words) for words in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, say(_NAME))
        self.table.set_widths(82, 0, 0, 92, 150)
        self.table.moved.connect(lambda line: self.chosen.emit(self.model.item(line)))
        chips = Flow(6)
        self._chips: dict[str, QPushButton] = {}
        for key, words, _ in FILTERS:
            chip = button(say(words), partial(self.only, key))
            chip.setCheckable(True)
            chip.setProperty("badge", _CHIP_TONES[key].value)
            chips.add(chip)
            self._chips[key] = chip
        self.setLayout(column(chips, Filtered(self.table, say)))

    def show_rows(self, found: tuple[tuple[TenderRow, ...], dict[str, int]]) -> None:
        """Show rows, counted by filter; the chosen one stays chosen."""
        kept = self.current()
        rows, self._counts = found
        self.table.blockSignals(True)
        self.model.show(rows)
        line = self.model.line_of(lambda r: r.id == kept.id) if kept else -1
        self.table.choose(line if line >= 0 else 0)
        self.table.blockSignals(False)
        self._count()
        if fresh := self.current():
            self.chosen.emit(fresh)

    def current(self) -> TenderRow | None:
        """Return the chosen row."""
        line = self.table.line()
        return self.model.item(line) if 0 <= line < self.model.rowCount() else None

    def reveal(self, requirement: str) -> None:
        """Choose a row by its requirement."""
        self.only("all")
        self.table.choose(self.model.line_of(lambda r: r.id == requirement))

    def only(self, key: str) -> None:
        """Show only what a chip stands for."""
        self._filter = key
        self.model.only(next(test for each, _, test in FILTERS if each == key))
        self.table.choose(0)
        self._count()

    def _count(self) -> None:
        for key, words, _ in FILTERS:
            count = self._counts.get(key, 0)
            chip = self._chips[key]
            chip.setText(f"{self._desk.say(words)} {count}")
            chip.setAccessibleName(chip.text())
            chip.setChecked(key == self._filter)
            chip.setVisible(count > 0 or key in ("all", self._filter))

    def _cell(self, row: TenderRow, number: int) -> Shown:
        say = self._desk.say
        match number:
            case 0:
                return Shown(row.marks + row.requirement.text("number"), strong=True)
            case 1:
                return Shown(row.requirement.text("text"))
            case 2:
                empty = not row.answer.strip()
                tone = Tone.MUTED if empty else None
                words = say(_EMPTY) if empty else row.answer
                return Shown(words, tone, marked=row.judgement.beyond_scope)
            case 3:
                words_, tone = STATES[row.state]
                return Shown(say(words_), tone, pill=True)
            case _:
                shown = say.listing([words for _, words in row.evidence])
                return Shown(shown or "—", None if shown else Tone.MUTED)


_NAME = Text("招标要求与响应", "Requirements and responses")
_HEADS = (
    Text("条款", "Clause"),
    Text("招标要求", "Requirement"),
    Text("投标响应", "Response"),
    Text("偏离", "Deviation"),
    Text("证明材料", "Evidence"),
)
_EMPTY = Text("（未填写）", "(not answered)")
