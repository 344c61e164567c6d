"""Claims against dimensions of evidence: a painted grid whose cells say how well each claim is backed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Option
from dossier_app.model.records import Record
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import column, label
from dossier_app.ui.widgets.table import Filtered, Table


class MatrixPage(Page):
    """A line a claim, a column a dimension."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dimensions: tuple[Option, ...] = RECORD_KINDS["result"].field("dimension").options
        self._results: Mapping[tuple[str, str], list[Record]] = {}
        self._files: Mapping[str, int] = {}
        heads = [
            self.say(_CLAIM),
            *(self.say(option.label) for option in self.dimensions),
            self.say(_FILES),
        ]
        self.model: RowsModel[Record] = RowsModel(heads, self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(320, *([80] * len(self.dimensions)), 64)
        self.table.picked.connect(self._open)
        note = label(self.say(_NOTE), "muted", wrap=True)
        legend = QWidget()
        legend.setLayout(column(note))
        self.setLayout(column(legend, Filtered(self.table, self.say), margin=Size.PAGE))

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def offers(self) -> tuple[Action, ...]:
        """Offer the matrix as a document."""
        go = Spot(PageKey.EXPORT, self.desk.dossier_id, kind="matrix")
        return (Action(self.say(_EXPORT), lambda: self.desk.go(go)),)

    def show_spot(self, spot: Spot) -> None:
        """Show the matrix."""
        self.refresh(self.desk.current)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Count results and files for each claim."""
        if self.desk.current is None:
            return
        dossier = self.desk.current.dossier
        claims = dossier.all("claim_item")
        self._results = results_by_claim(dossier, claims)
        self._files = {claim.id: len(dossier.where("link", target=claim.id)) for claim in claims}
        self.model.show(claims)

    def _cell(self, claim: Record, number: int) -> Shown:
        if number == 0:
            return Shown(claim.text("text"), strong=True)
        if number == 1 + len(self.dimensions):
            count = self._files.get(claim.id, 0)
            return Shown(str(count) if count else "—", Tone.MUTED)
        found = self._results.get((claim.id, self.dimensions[number - 1].key), [])
        if not found:
            return NOTHING
        proven = sum(1 for result in found if result.text("evidence"))
        picture, tone = (
            ("circle-check", Tone.OK) if proven == len(found) else ("contrast", Tone.WARNING)
        )
        return Shown(str(len(found)), tone, icon=picture)

    def _open(self, line: int) -> None:
        claim = self.model.item(line)
        self.desk.go(Spot(PageKey.CLAIM, self.desk.dossier_id, "", "claim_item", claim.id, "text"))


def results_by_claim(
    dossier: Dossier, claims: tuple[Record, ...]
) -> dict[tuple[str, str], list[Record]]:
    """Return the results that back each claim, by dimension: the one named, and those of the same metric."""
    found: dict[tuple[str, str], list[Record]] = {}
    for claim in claims:
        metric = claim.text("metric").strip()
        for result in dossier.all("result"):
            same = bool(metric) and result.text("metric").strip() == metric
            if result.id == claim.text("result") or same:
                found.setdefault((claim.id, result.text("dimension")), []).append(result)
    return found


_TITLE, _CLAIM = Text("证据矩阵", "Evidence matrix"), Text("主张", "Claim")
_FILES, _EXPORT = Text("引用", "Links"), Text("导出矩阵", "Export the matrix")
_NOTE = Text(
    "每格是支持该主张的性能结果数：打勾表示都有证据文件，半圆表示有的缺文件，空白表示没有结果。点开一行即到该主张。",
    "Each cell counts the results that back the claim: a tick means all have a file, a half circle that some lack one, blank that there is none. A line opens the claim.",
)
