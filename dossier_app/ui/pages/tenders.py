"""Every tender of every dossier, by opening."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.records import Record
from dossier_app.service import queries
from dossier_app.service.workspace import Workspace
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import moment
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.pages.base import Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import column
from dossier_app.ui.widgets.table import Filtered, Table

Line = tuple[str, str, Record]
"""Dossier, product name, tender."""


class TendersPage(Page):
    """A list; a line opens the tender."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model: RowsModel[Line] = RowsModel([self.say(words) for words in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(60, 0, 0, 0, 140, 110)
        self.table.picked.connect(self._open)
        self.setLayout(column(Filtered(self.table, self.say), margin=Size.PAGE))
        desk.changed.connect(lambda _: self._load())

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def subtitle(self) -> str:
        """Say the order."""
        return self.say(_SUBTITLE)

    def show_spot(self, spot: Spot) -> None:
        """Read the list."""
        self._load()

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Stay; the list follows changes by itself."""

    def _load(self) -> None:
        self.desk.jobs.latest("tenders", partial(all_tenders, self.desk.ws), self.model.show, self)

    def _open(self, line: int) -> None:
        dossier, _, tender = self.model.item(line)
        self.desk.go(Spot(PageKey.TENDER, dossier, tender.id))

    def _cell(self, line: Line, number: int) -> Shown:
        _, product, tender = line
        match number:
            case 0:
                return Shown(tender.text("code"), Tone.MUTED)
            case 1:
                return Shown(tender.text("name"), strong=True)
            case 2:
                return Shown(tender.text("purchaser"))
            case 3:
                return Shown(product, Tone.MUTED)
            case 4:
                opening = tender.values.get("opening")
                return Shown(moment(opening if isinstance(opening, datetime) else None))
            case _:
                state = RECORD_KINDS["tender"].field("state")
                key = tender.text("state")
                tone = (
                    Tone.OK if key == "won" else Tone.ACCENT if key == "preparing" else Tone.MUTED
                )
                return Shown(self.say(state.option(key)) if key else "", tone, pill=True)


def all_tenders(workspace: Workspace) -> list[Line]:
    """Return every tender, the next opening first."""
    found = []
    for heading in queries.headings(workspace):
        dossier = queries.dossier(workspace, heading.id)
        name = dossier.text("claim.product_name") or heading.name
        found += [(heading.id, name, tender) for tender in dossier.all("tender")]
    return sorted(found, key=lambda line: str(line[2].values.get("opening", "9")))


_TITLE, _SUBTITLE = Text("投标", "Tenders"), Text("按开标时间排列", "by opening")
_HEADS = (
    Text("编号", "Code"), Text("项目", "Tender"), Text("采购人", "Purchaser"), Text("产品", "Product"),
    Text("开标", "Opening"), Text("状态", "State"),
)  # fmt: skip
