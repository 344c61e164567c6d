"""After registration: what sites report, what it makes suspect, and the risks with their controls."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.finding import Finding
from dossier_app.ui.context import SEVERITY
from dossier_app.ui.desk import Desk
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.records import RecordList
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot, spot_of
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import badge, button, clear, column, label, row, scrolled
from dossier_app.ui.widgets.card import Card

_CODES = ("PMS-", "LETTER-")


class MarketPage(Page):
    """Three cards: what is suspect or late, the register, the risks."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lists = {kind: RecordList(RECORD_KINDS[kind], desk) for kind in ("incident", "hazard")}
        self._alerts = column(gap=Size.UNIT)
        alerts = Card(self.say(_ALERTS))
        alerts.inner.addLayout(self._alerts)
        cards = [alerts]
        for kind, words, note in (
            ("incident", _REGISTER, _REGISTER_NOTE),
            ("hazard", _RISKS, _RISKS_NOTE),
        ):
            card = Card(self.say(words), self.say(note))
            card.add(self.lists[kind])
            cards.append(card)
        inner = QWidget()
        whole = column(*cards, gap=Size.PAD, margin=Size.PAGE)
        whole.addStretch(1)
        inner.setLayout(whole)
        self.setLayout(column(scrolled(inner), gap=0))
        for kind, each in self.lists.items():
            each.looked_at.connect(partial(self._look, kind))

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def offers(self) -> tuple[Action, ...]:
        """Offer the risk summary."""
        go = Spot(PageKey.EXPORT, self.desk.dossier_id, kind="risk-summary")
        return (Action(self.say(_EXPORT), lambda: self.desk.go(go)),)

    def show_spot(self, spot: Spot) -> None:
        """Choose a record."""
        self.refresh(self.desk.current)
        if spot.kind in self.lists:
            self.lists[spot.kind].reveal(spot.id)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show the records and what they raise."""
        current = self.desk.current
        if current is None:
            return
        for each in self.lists.values():
            each.show_records(current.dossier)
        clear(self._alerts)
        found = [f for f in current.findings if f.code.startswith(_CODES)]
        for finding in found:
            self._alerts.addWidget(self._alert(finding))
        if not found:
            self._alerts.addWidget(label(self.say(_CALM), "label", wrap=True))

    def _alert(self, finding: Finding) -> QWidget:
        say = self.say
        words, tone = SEVERITY[finding.severity]
        place = spot_of(self.desk.dossier_id, finding.place, finding.step)
        go = button(say(_GO), partial(self.desk.go, place), "link", say(_GO) + say(finding.message))
        beside = row(badge(say(words), tone), label(say(finding.message), wrap=True), go)
        beside.setStretch(1, 1)
        made = QWidget()
        made.setLayout(beside)
        return made

    def _look(self, _: str, kind: str, record: str, field: str) -> None:
        self.desk.looked_at.emit(
            Spot(PageKey.MARKET, self.desk.dossier_id, "", kind, record, field)
        )


_TITLE = Text("上市后与风险", "Market and risk")
_ALERTS = Text("存疑与逾期", "Suspect and overdue")
_REGISTER, _REGISTER_NOTE = (
    Text("上市后登记", "Market register"),
    Text(
        "投诉、不良事件、召回、漏诊、漂移、改判率、使用率、定期风险评价报告",
        "complaints, events, recalls, misses, drift, override and use rates, periodic reports",
    ),
)
_RISKS, _RISKS_NOTE = (
    Text("危险与控制", "Hazards and controls"),
    Text("进入风险管理摘要", "go into the risk summary"),
)
_EXPORT, _GO = Text("风险管理摘要", "Risk summary"), Text("前往", "Go there")
_CALM = Text("没有存疑或逾期的上市后信息。", "Nothing from the market is suspect or overdue.")
