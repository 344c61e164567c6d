"""Claims against dimensions: holes filter both ways; the chosen claim says what it wants and takes accepted gaps."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from dossier_app.base.text import Text
from dossier_app.model.builders.matrix import STATES
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.matrix import DIMENSIONS, STRENGTHS, Cell, Line, State, claim_matrix
from dossier_app.model.records import Record
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, clear, column, label, row, scrolled, topped
from dossier_app.ui.widgets.table import Filtered, Table

_PICTURES = {
    State.PROVEN: ("circle-check", Tone.OK),
    State.UNFILED: ("contrast", Tone.WARNING),
    State.ACCEPTED: ("circle-slash", Tone.MUTED),
    State.HOLE: ("circle-alert", Tone.BAD),
}


class ClaimsView(QWidget):
    """The grid, the two hole filters, and the chosen claim below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.say = desk, desk.say
        heads = [self.say(w) for w in (_CLAIM, *(o.label for o in DIMENSIONS), _FILES, _HOLES)]
        self.model: RowsModel[Line] = RowsModel(heads, self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(280, *([84] * len(DIMENSIONS)), 52, 52)
        self.table.moved.connect(self._show_claim)
        self.table.activated.connect(lambda index: self._open(index.row()))
        self.rows_only = self._filter(_ROWS_ONLY)
        self.columns_only = self._filter(_COLUMNS_ONLY)
        self._detail = column(gap=Size.UNIT)
        below = QWidget()
        below.setLayout(topped(self._detail, Size.PAD))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(Filtered(self.table, self.say, self.rows_only, self.columns_only))
        split.addWidget(scrolled(below))
        split.setSizes([420, 220])
        split.setChildrenCollapsible(False)
        self.setLayout(column(label(self.say(_NOTE), "muted", wrap=True), split))

    def refresh(self) -> None:
        """Work the grid out again."""
        if self.desk.current is None or self.desk.pack is None:
            return
        chosen = max(self.table.line(), 0)
        self.model.show(claim_matrix(self.desk.dossier, self.desk.pack))
        self._narrow()
        self.table.choose(chosen)
        if self.model.rowCount() and self.table.line() < 0:
            self.table.choose(0)

    def _filter(self, words: Text) -> QPushButton:
        made = button(self.say(words), self._narrow, "chip")
        made.setCheckable(True)
        return made

    def _narrow(self) -> None:
        """Show only claims, or only dimensions, that have a hole."""
        self.model.only((lambda line: line.holes > 0) if self.rows_only.isChecked() else None)
        lines = self.model.items()
        for at, option in enumerate(DIMENSIONS, 1):
            holed = any(line.cells[option.key].state is State.HOLE for line in lines)
            self.table.setColumnHidden(at, self.columns_only.isChecked() and not holed)

    def _cell(self, line: Line, number: int) -> Shown:
        if number == 0:
            return Shown(line.claim.text("text"), strong=True)
        if number == 1 + len(DIMENSIONS):
            return Shown(str(line.links) if line.links else "—", Tone.MUTED)
        if number > len(DIMENSIONS):
            return Shown(str(line.holes) if line.holes else "", Tone.BAD)
        return self._backing(line.cells[DIMENSIONS[number - 1].key])

    def _backing(self, cell: Cell) -> Shown:
        if cell.state is State.BLANK:
            return NOTHING
        picture, tone = _PICTURES[cell.state]
        if not cell.results:
            return Shown(self.say(STATES[cell.state]), tone, icon=picture)
        strength = cell.strength
        words = "" if strength is None else f" {self.say(STRENGTHS[strength])}"
        return Shown(f"{len(cell.results)}{words}", tone, icon=picture)

    def _open(self, line: int) -> None:
        claim = self.model.item(line).claim
        self.desk.go(Spot(PageKey.CLAIM, self.desk.dossier_id, "", "claim_item", claim.id, "text"))

    def _show_claim(self, number: int) -> None:
        clear(self._detail)
        if not 0 <= number < self.model.rowCount() or self.desk.pack is None:
            return
        line = self.model.item(number)
        go = button(self.say(_GO), partial(self._open, number), "small")
        parts: list[QWidget] = [label(line.claim.text("text"), "title", wrap=True), _left(go)]
        asked = [e for e in self.desk.pack.claim_evidence if e.key == line.claim.text("kind")]
        for entry in asked:
            words = (entry.title, entry.evidence, entry.metric, entry.design, entry.extra)
            shown = "　".join(self.say(each) for each in words)
            parts.append(label(f"{shown}（{entry.certainty.value}）", "label", wrap=True))
        for option in DIMENSIONS:
            cell = line.cells[option.key]
            if cell.gap is not None:
                parts.append(self._gap(option.label, cell.gap))
            elif cell.state is State.HOLE:
                parts.append(self._hole(line.claim, option.key, option.label))
        for part in parts:
            self._detail.addWidget(part)

    def _hole(self, claim: Record, dimension: str, name: Text) -> QWidget:
        words = self.say(_MISSING.format(name=name))
        accept = button(
            self.say(_ACCEPT), partial(self._accept, claim.id, dimension), "small",
            self.say(_ACCEPT) + ": " + self.say(name),
        )  # fmt: skip
        accept.setEnabled(not self.desk.locked)
        return _left(label(words, tone=Tone.BAD), accept)

    def _gap(self, name: Text, gap: Record) -> QWidget:
        said = _ACCEPTED.format(
            name=name,
            reason=gap.text("reason"),
            person=gap.text("person"),
            day=gap.text("review_on"),
        )
        edit = button(self.say(_EDIT), partial(self._edit, gap), "small")
        return _left(label(self.say(said), "label", wrap=True), edit)

    def _accept(self, claim: str, dimension: str) -> None:
        person = self.desk.settings.person or self.desk.ws.person
        values = {"claim": claim, "dimension": dimension, "person": person}
        self._edit(Record(uuid4().hex, "accepted_gap", self.desk.dossier_id, -1, values))

    def _edit(self, gap: Record) -> None:
        from dossier_app.ui.records import RecordEditor

        RecordEditor(self, self.desk, RECORD_KINDS["accepted_gap"], gap).open()


def _left(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*parts, None))
    return made


_TITLE, _CLAIM = Text("证据矩阵", "Evidence matrix"), Text("主张", "Claim")
_FILES, _HOLES = Text("引用", "Links"), Text("缺", "Missing")
_ROWS_ONLY = Text("只看有缺口的主张", "Claims with holes only")
_COLUMNS_ONLY = Text("只看有缺口的维度", "Dimensions with holes only")
_NOTE = Text(
    "数字是支持该主张的结果条数，后面是最强研究设计的强度；半圆表示有的结果缺文件；“缺”是规则包对该类主张的要求。选一行看它要什么，回车到该主张。",
    "Figures count the results behind a claim, with the strength of the best study design; a half circle means some lack a file; “missing” is what the rule pack wants. Choose a line to see what it asks; Enter opens the claim.",
)
_GO, _EDIT = Text("打开主张", "Open the claim"), Text("编辑", "Edit")
_MISSING = Text("{name}：缺少结果", "{name}: no result")
_ACCEPT = Text("接受缺口…", "Accept the gap…")
_ACCEPTED = Text(
    "{name}：已接受缺口。{reason}（{person}，{day} 复核）",
    "{name}: gap accepted. {reason} ({person}, review on {day})",
)
