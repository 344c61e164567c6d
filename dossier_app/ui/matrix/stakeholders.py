"""Stakeholders against what persuades them; what is missing counts at their gates."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.builders.matrix import STATES
from dossier_app.model.matrix import Proof, State, column_title, columns, stakeholder_matrix
from dossier_app.model.packwork import Stakeholder
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, clear, column, label, row, topped
from dossier_app.ui.widgets.table import Filtered, Table


class StakeholdersView(QWidget):
    """A line a stakeholder; its columns are made when the rule pack is there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.say = desk, desk.say
        self._wants: tuple[str, ...] = ()
        self._found: dict[str, dict[str, Proof]] = {}
        self._detail = column(gap=Size.UNIT)
        self._below = QWidget()
        self._below.setLayout(topped(self._detail, Size.PAD))
        self.table: Table | None = None
        self._whole = column(label(self.say(_NOTE), "muted", wrap=True))
        self.setLayout(self._whole)

    def refresh(self) -> None:
        """Work the grid out again."""
        pack = self.desk.pack
        if self.desk.current is None or pack is None:
            return
        if self.table is None or self._wants != columns(pack):
            self._build(columns(pack))
        self._found = stakeholder_matrix(self.desk.dossier, pack, self.desk.today())
        chosen = max(self.table.line(), 0) if self.table else 0
        self.model.show(pack.stakeholders)
        if self.table:
            self.table.choose(chosen)

    def _build(self, wants: tuple[str, ...]) -> None:
        self._wants = wants
        heads = [self.say(w) for w in (_WHO, _GATES, *(column_title(want) for want in wants))]
        self.model: RowsModel[Stakeholder] = RowsModel(heads, self._cell)
        self.table = Table(self.model, self.desk.role, self.say(_TITLE))
        self.table.set_widths(110, 90, *([76] * len(wants)))
        self.table.moved.connect(self._show)
        self._whole.addWidget(Filtered(self.table, self.say), 1)
        self._whole.addWidget(self._below)

    def _cell(self, each: Stakeholder, number: int) -> Shown:
        if number == 0:
            return Shown(self.say(each.title), strong=True)
        if number == 1:
            return Shown(" ".join(each.gates), Tone.MUTED)
        proof = self._found[each.key][self._wants[number - 2]]
        match proof.state:
            case State.HOLE:
                return Shown(self.say(STATES[State.HOLE]), Tone.BAD, icon="circle-alert")
            case State.BLANK:
                return NOTHING
            case _:
                words = str(len(proof.records)) if proof.records else self.say(STATES[State.PROVEN])
                return Shown(words, Tone.OK, icon="circle-check")

    def _show(self, line: int) -> None:
        clear(self._detail)
        each = self.model.item(line)
        self._detail.addWidget(label(self.say(each.title), "title"))
        self._detail.addWidget(label(self.say(each.why), "label", wrap=True))
        found = self._found[each.key]
        holes = [column_title(want) for want in each.wants if found[want].state is State.HOLE]
        words = self.say.listing([self.say(hole) for hole in holes])
        said = self.say(_LACKS.format(wanted=words)) if holes else self.say(_COMPLETE)
        self._detail.addWidget(label(said, tone=Tone.BAD if holes else Tone.OK, wrap=True))
        gates = Spot(PageKey.GATES, self.desk.dossier_id)
        library = Spot(PageKey.EVIDENCE, self.desk.dossier_id)
        buttons = QWidget()
        to_gates = button(self.say(_TO_GATES), partial(self.desk.go, gates), "small")
        to_library = button(self.say(_TO_LIBRARY), partial(self.desk.go, library), "small")
        buttons.setLayout(row(to_gates, to_library, None))
        self._detail.addWidget(buttons)


_TITLE, _WHO, _GATES = (
    Text("评审对象矩阵", "Stakeholder matrix"),
    Text("评审对象", "Stakeholder"),
    Text("环节", "Gates"),
)
_NOTE = Text(
    "对一方有说服力的材料，对另一方可能毫无意义。空白表示该方不要此项；“缺”计入其所在的环节。证据文件可在证据库中注明“说服谁”。",
    "What persuades one may be nothing to another. Blank is not asked for; what is missing counts at the gates. A file says whom it persuades in the evidence library.",
)
_LACKS, _COMPLETE = (
    Text("尚缺：{wanted}", "Missing: {wanted}"),
    Text("所要的材料都有。", "All that is wanted is there."),
)
_TO_GATES, _TO_LIBRARY = Text("到准入环节", "To the gates"), Text("到证据库", "To the evidence")
