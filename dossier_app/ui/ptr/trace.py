"""The traceability matrix on the screen: holes first to be found, a line opens what it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.finding import Place
from dossier_app.model.records import Record
from dossier_app.model.traceability import Chain, matrix
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot, spot_of
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import Tick
from dossier_app.ui.widgets.table import Filtered, Table


class Trace(QWidget):
    """One line a chain from claim to evidence."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self.model: RowsModel[Chain] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, say(_NAME))
        self.table.set_widths(0, 120, 0, 70, 150, 130)
        self.table.picked.connect(self._open)
        self.holes = Tick(say(_ONLY))
        self.holes.toggled.connect(self._narrow)
        self._count = label("", "label")
        go = Spot(PageKey.EXPORT, desk.dossier_id, kind="traceability")
        export = button(say(_EXPORT), lambda: desk.go(go), "small")
        head = row(self._count, None, self.holes, export)
        self.setLayout(column(head, Filtered(self.table, say), margin=Size.PAD))

    def refresh(self, snapshot: Snapshot) -> None:
        """Work the chains out anew."""
        chains = matrix(snapshot.dossier)
        whole = sum(1 for chain in chains if chain.is_whole)
        words = _COUNT.format(total=len(chains), whole=whole, open=len(chains) - whole)
        self._count.setText(self._desk.say(words))
        self.model.show(chains)

    def _narrow(self, only: bool) -> None:
        self.model.only((lambda chain: not chain.is_whole) if only else None)

    def _cell(self, chain: Chain, number: int) -> Shown:
        indicator = chain.indicator
        match number:
            case 0:
                return _shown(chain.claim, "text")
            case 1:
                return _shown(chain.function, "name")
            case 2:
                words = f"{indicator.text('clause')} {indicator.text('name')}" if indicator else ""
                return Shown(words) if words else NOTHING
            case 3:
                return _shown(chain.method, "clause")
            case 4:
                return Shown("；".join(file.text("title") for file in chain.evidence))
            case _:
                if chain.is_whole:
                    return Shown(self._desk.say(_WHOLE), Tone.OK, pill=True)
                holes = [self._desk.say(hole) for hole in chain.holes]
                return Shown(self._desk.say.listing(holes), Tone.WARNING)

    def _open(self, line: int) -> None:
        chain = self.model.item(line)
        for record, key in (
            (chain.indicator, "requirement"),
            (chain.method, "method"),
            (chain.claim, "text"),
            (chain.function, "name"),
        ):
            if record is not None:
                place = Place(record.kind, record.id, key)
                self._desk.go(spot_of(self._desk.dossier_id, place))
                return


def _shown(record: Record | None, key: str) -> Shown:
    return Shown(record.text(key)) if record is not None else NOTHING


_NAME, _EXPORT = Text("追溯矩阵", "Traceability matrix"), Text("导出矩阵", "Export the matrix")
_ONLY, _WHOLE = Text("只看有缺口的", "Only those with holes"), Text("完整", "whole")
_COUNT = Text("{total} 条链，{whole} 条完整，{open} 条有缺口", "{total} chains, {whole} whole, {open} with holes")  # fmt: skip
_HEADS = (
    Text("主张", "Claim"),
    Text("需求（功能）", "Requirement"),
    Text("性能指标", "Indicator"),
    Text("方法", "Method"),
    Text("证据", "Evidence"),
    Text("缺口", "Holes"),
)
