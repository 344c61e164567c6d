"""The tabs beside the gates: procurement route, department champion, access decision, and what is known of places."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.access import APPLIES, Route, route_card
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.packfiling import ShippedProfile
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.records import RecordList
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row, scrolled
from dossier_app.ui.widgets.card import Card
from dossier_app.ui.widgets.table import Table

_TONES = {"yes": Tone.OK, "usual": Tone.OK, "check": Tone.WARNING, "no": Tone.MUTED}
_KINDS = ("regime_choice", "champion", "access_decision", "place_profile")


class AccessTabs:
    """Makes the tabs and keeps them up to date."""

    def __init__(self, desk: Desk) -> None:
        self._desk, say = desk, desk.say
        self.lists = {kind: RecordList(RECORD_KINDS[kind], desk) for kind in _KINDS}
        self.routes: RowsModel[Route] = RowsModel([say(h) for h in _ROUTE_HEADS], self._route)
        self._route_table = Table(self.routes, desk.role, say(_ROUTE))
        self._route_table.set_widths(150, 90, 0, 130)
        self.places: RowsModel[ShippedProfile] = RowsModel(
            [say(h) for h in _PLACE_HEADS], self._place
        )
        self._place_table = Table(self.places, desk.role, say(_PLACES))
        self._place_table.set_widths(120, 0, 0, 0, 0, 90)

    def tabs(self) -> tuple[tuple[str, QWidget], ...]:
        """Return name and content of each tab."""
        say = self._desk.say
        return (
            (
                say(_ROUTE),
                self._tab(
                    Card(say(_ROUTE), say(_ROUTE_NOTE)),
                    self._route_table,
                    self.lists["regime_choice"],
                    export="route-card",
                ),
            ),
            (say(_CHAMPION), self._tab(
                Card(say(_CHAMPION), say(_CHAMPION_NOTE)), self.lists["champion"], export="appraisal"
            )),
            (say(_DECISION), self._tab(
                Card(say(_DECISION), say(_DECISION_NOTE)),
                self.lists["access_decision"],
                export="access-decision",
            )),
            (say(_PLACES), self._tab(
                Card(say(_PLACES), say(_PLACES_NOTE)), self._place_table, self.lists["place_profile"]
            )),
        )  # fmt: skip

    def reveal(self, kind: str, record: str) -> int:
        """Choose a record and return the number of its tab."""
        self.lists[kind].reveal(record)
        return _KINDS.index(kind)

    def refresh(self) -> None:
        """Show routes, records and places."""
        pack, current = self._desk.pack, self._desk.current
        if pack is None or current is None:
            return
        for each in self.lists.values():
            each.show_records(current.dossier)
        self.routes.show(route_card(current.dossier, pack))
        self._route_table.fit_whole()
        self.places.show(pack.places)
        self._place_table.fit_whole()

    def _tab(self, card: Card, *parts: QWidget, export: str = "") -> QWidget:
        say = self._desk.say
        for part in parts:
            card.add(part)
        inner = QWidget()
        layout = column(gap=Size.PAD, margin=Size.UNIT)
        if export:
            make = button(say(_EXPORT), partial(self._go, export), name=say(_EXPORT) + export)
            layout.addLayout(row(make, None))
        layout.addWidget(card)
        layout.addWidget(label(say(_SURE), "muted", wrap=True))
        layout.addStretch(1)
        inner.setLayout(layout)
        return scrolled(inner)

    def _go(self, what: str) -> None:
        self._desk.go(Spot(PageKey.EXPORT, self._desk.dossier_id, kind=what))

    def _route(self, each: Route, number: int) -> Shown:
        say = self._desk.say
        match number:
            case 0:
                return Shown(say(each.regime.title), strong=True)
            case 1:
                words = APPLIES.get(each.applies, Text(each.applies, each.applies))
                return Shown(say(words), _TONES.get(each.applies, Tone.MUTED), pill=True)
            case 2:
                return Shown(say(each.why))
            case _:
                if each.person:
                    return Shown(f"{each.person} {each.on or ''}".strip())
                tone = Tone.WARNING if each.certainty.value == "C" else Tone.MUTED
                return Shown(say(_PACK.format(sure=each.certainty.value)), tone)

    def _place(self, each: ShippedProfile, number: int) -> Shown:
        say = self._desk.say
        words = (each.limits, each.forms, each.price_items, each.service_demands)
        if number == 0:
            return Shown(each.name, strong=True)
        if number <= len(words):
            return Shown(say(words[number - 1]))
        tone = Tone.WARNING if each.certainty.value == "C" else Tone.MUTED
        return Shown(f"{each.certainty.value} {each.checked_on}", tone)


_ROUTE, _ROUTE_NOTE = (
    Text("采购路径", "Procurement route"),
    Text(
        "哪些制度适用、为什么；可按项目由人改判", "which regimes apply and why; decide by project"
    ),
)
_CHAMPION, _CHAMPION_NOTE = (
    Text("科室论证", "Department appraisal"),
    Text("具名牵头人，和他须当众答辩的问题", "a named champion and what he must defend"),
)
_DECISION, _DECISION_NOTE = (
    Text("准入决策", "Access decision"),
    Text("每个医院项目一页，署名、注明日期", "one page a project, by name and date"),
)
_PLACES, _PLACES_NOTE = (
    Text("地区与医院", "Places"),
    Text(
        "限额、表格、收费项目、服务要求；注明核对日期",
        "limits, forms, price items, demands, as of a date",
    ),
)
_ROUTE_HEADS = (
    Text("制度", "Regime"),
    Text("是否适用", "Applies"),
    Text("理由", "Why"),
    Text("判断", "Decided"),
)
_PLACE_HEADS = (
    Text("名称", "Name"),
    Text("限额与门槛", "Limits"),
    Text("表格与格式", "Forms"),
    Text("收费项目", "Price items"),
    Text("服务要求", "Service demands"),
    Text("可信度", "Certainty"),
)
_PACK = Text("规则包 {sure}", "rule pack {sure}")
_EXPORT = Text("导出", "Export")
_SURE = Text(
    "标 C 的内容未经证实，采购前向当地核对。",
    "What is marked C is unconfirmed; check it there before a bid.",
)
