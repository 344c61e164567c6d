"""The pane beside the work: help, issues, links, history and comments of where the person is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QTabWidget, QVBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Field
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.service import queries
from dossier_app.ui.comments import Comments
from dossier_app.ui.desk import Desk
from dossier_app.ui.glossary import explained
from dossier_app.ui.i18n import moment
from dossier_app.ui.pages.base import Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot, spot_of
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.tour import PURPOSE
from dossier_app.ui.widgets.basics import (
    badge,
    button,
    clear,
    column,
    label,
    line,
    row,
    scrolled,
    topped,
)

if TYPE_CHECKING:
    from dossier_app.model.completeness import Gap
    from dossier_app.model.packwork import Guidance

MOST = 60
"""Issues listed in the pane; more stand on the gates page."""
GAPS, GAP_WIDE = 8, 270
"""Gaps listed before a field is chosen, and the width in pixels of their names."""
SEVERITY = {
    Severity.BLOCKER: (Text("必须解决", "blocker"), Tone.BAD),
    Severity.WARNING: (Text("警告", "warning"), Tone.WARNING),
    Severity.HINT: (Text("提示", "hint"), Tone.MUTED),
}


class _Tab(QWidget):
    """A scrolling list of parts."""

    def __init__(self) -> None:
        super().__init__()
        self._inner = QWidget()
        self._list: QVBoxLayout = column(gap=Size.GAP)
        self._inner.setLayout(topped(self._list, Size.PAD))
        self.setLayout(column(scrolled(self._inner), gap=0))

    def put(self, parts: list[QWidget]) -> None:
        """Show other parts."""
        clear(self._list)
        for part in parts:
            self._list.addWidget(part)


class ContextPane(QFrame):
    """Follows the focus: one field, one record, or the whole page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("context")
        self.setMinimumWidth(260)
        self._desk = desk
        self._spot: Spot | None = None
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setUsesScrollButtons(True)
        self._tabs.tabBar().setAccessibleName(desk.say(_NAME))
        self._own: list[QWidget] = []
        self._help, self._issues, self._links, self._past = _Tab(), _Tab(), _Tab(), _Tab()
        self._comments = Comments(desk)
        for part, words in zip(self._parts(), _TABS, strict=True):
            self._tabs.addTab(part, desk.say(words))
        self.setLayout(column(self._tabs, gap=0))
        self._tabs.currentChanged.connect(lambda: self._fill())
        desk.refreshed.connect(self._refreshed)

    def showEvent(self, event: QShowEvent) -> None:
        """Say what belongs to the place; while hidden nothing was."""
        super().showEvent(event)
        self._fill()

    def show_page(self, page: Page) -> None:
        """Put the page's own tabs first."""
        for part in self._own:
            self._tabs.removeTab(self._tabs.indexOf(part))
            part.setParent(None)
        self._own = []
        for number, (words, part) in enumerate(page.own_tabs()):
            self._tabs.insertTab(number, part, words)
            self._own.append(part)
        self._tabs.setCurrentIndex(0)
        self._fill()

    def look(self, spot: Spot) -> None:
        """Show what belongs to a place."""
        self._spot = spot
        self._fill()

    def _parts(self) -> tuple[QWidget, ...]:
        return (self._help, self._issues, self._links, self._past, self._comments)

    def _refreshed(self, _: object) -> None:
        self._fill()

    def _fill(self) -> None:
        if not self.isVisible():
            return
        found = self._findings()
        issues = self._desk.say(_TABS[1]) + (f" {len(found)}" if found else "")
        self._tabs.setTabText(self._tabs.indexOf(self._issues), issues)
        shown = self._tabs.currentWidget()
        if shown is self._help:
            self._help.put(self._guide())
        elif shown is self._issues:
            self._issues.put(
                [self._issue(each) for each in found[:MOST]] or [self._calm(_NO_ISSUE)]
            )
        elif shown is self._links:
            self._ask_links()
        elif shown is self._past:
            self._ask_past()
        elif shown is self._comments:
            self._comments.look(self._spot)

    def _field(self) -> Field | None:
        spot = self._spot
        if spot is None or not spot.field:
            return None
        if not spot.kind:
            return FIELDS.get(spot.field)
        kind = RECORD_KINDS.get(spot.kind)
        return next((f for f in kind.fields if f.key == spot.field), None) if kind else None

    def _guide_key(self) -> str:
        spot = self._spot
        return (f"{spot.kind}.{spot.field}" if spot.kind else spot.field) if spot else ""

    def _guide(self) -> list[QWidget]:
        say, field = self._desk.say, self._field()
        pack = self._desk.pack
        if field is None:
            return self._overview()
        parts: list[QWidget] = [label(say(field.label), "head", wrap=True)]
        guide = pack.guide(self._guide_key()) if pack else None
        if guide is not None:
            parts += self._guidance(guide)
        cites = tuple(dict.fromkeys((*field.cites, *(guide.cites if guide else ()))))
        if cites and pack is not None:
            parts.append(label(say(_SOURCES), "strong"))
            known = [c for c in cites if c.partition(":")[0] in pack.source_by_key]
            for cite in known:
                card = Spot(PageKey.LAW, id=cite.partition(":")[0])
                name = say(_CARD) + say(pack.cite_ref(cite))
                parts.append(label(say(pack.cite_ref(cite)), "quote", wrap=True))
                parts.append(_line(button(say(_CARD), partial(self._desk.go, card), "link", name)))
        if len(parts) == 1:
            parts.append(self._calm(_NO_GUIDE))
        return parts

    def _overview(self) -> list[QWidget]:
        """Say what the step is for and what is still missing in it; no field is chosen yet."""
        say, spot, snapshot = self._desk.say, self._spot, self._desk.current
        if spot is None or spot.page not in PURPOSE:
            return [self._calm(_CHOOSE)]
        parts: list[QWidget] = [label(say(_PURPOSE), "strong"), self._told(say(PURPOSE[spot.page]))]
        if snapshot is not None and snapshot.judged:
            gaps = [gap for gap in snapshot.gaps if gap.step == spot.page.value]
            words = _MISSING.format(n=len(gaps)) if gaps else _COMPLETE
            parts.append(label(say(words), "strong"))
            parts += [self._gap(gap) for gap in gaps[:GAPS]]
        return [*parts, line(), label(say(_CHOOSE), "muted", wrap=True)]

    def _gap(self, gap: Gap) -> QWidget:
        spot = spot_of(self._desk.dossier_id, gap.place, gap.step)
        words = self._desk.say(gap.label)
        link = button("", partial(self._desk.go, spot), "link", words)
        link.setText(link.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, GAP_WIDE))
        link.setToolTip(words)
        return link

    def _told(self, words: str, look: str = "") -> QLabel:
        """Return wrapped words that explain their terms where the mouse rests."""
        made = label(words, look, wrap=True)
        made.setToolTip(explained(words, self._desk.pack, self._desk.say))
        return made

    def _guidance(self, guide: Guidance) -> list[QWidget]:
        say = self._desk.say
        parts: list[QWidget] = [self._told(say(guide.why)), self._told(say(guide.how))]
        for head, words in ((_GOOD, guide.good), (_BAD, guide.bad), (_FAILURE, guide.failure)):
            if say(words):
                parts += [label(say(head), "strong"), self._told(say(words), "label")]
        return parts

    def _findings(self) -> tuple[Finding, ...]:
        snapshot, spot = self._desk.current, self._spot
        if snapshot is None or spot is None or not spot.dossier:
            return ()
        return _near(snapshot, spot)

    def _issue(self, found: Finding) -> QWidget:
        say = self._desk.say
        words, tone = SEVERITY[found.severity]
        pack = self._desk.pack
        parts: list[QWidget] = [_line(badge(say(words), tone), label(found.code, "muted"))]
        parts.append(label(say(found.message), wrap=True))
        if found.citation and pack and found.citation.partition(":")[0] in pack.source_by_key:
            parts.append(label(say(pack.cite_ref(found.citation)), "muted", wrap=True))
        go = button(say(_GO), lambda: self._go(found), "link", say(_GO) + ": " + say(found.message))
        buttons = [go]
        if found.fix and not self._desk.locked:
            fix = found.fix
            buttons.append(button(say(fix.label), partial(self._desk.mend, fix), "small"))
        parts += [_line(*buttons), line()]
        box = QWidget()
        box.setLayout(column(*parts, gap=Size.UNIT))
        return box

    def _go(self, found: Finding) -> None:
        self._desk.go(spot_of(self._desk.dossier_id, found.place, found.step, found.tender))

    def _ask_links(self) -> None:
        spot = self._spot
        if spot is None or not spot.dossier or not spot.field:
            self._links.put([self._calm(_CHOOSE)])
            return
        fact = f"{spot.kind}:{spot.id}" if spot.kind else spot.field
        work = partial(queries.where_used, self._desk.ws, spot.dossier, fact)
        self._desk.jobs.latest("links", work, self._show_links, self)

    def _show_links(self, uses: tuple[queries.Use, ...]) -> None:
        lines = [self._use(each) for each in uses[:MOST]]
        self._links.put(lines or [self._calm(_NO_LINK)])

    def _use(self, use: queries.Use) -> QWidget:
        kind, _, rest = use.place.partition(":")
        place = Place("", "", rest) if kind == "answer" else Place(*rest.partition(":")[::2])
        go = partial(self._desk.go, spot_of(self._desk.dossier_id, place))
        words = self._desk.say(use.text)
        box = QWidget()
        link = button(self._desk.say(_GO), go, "link", self._desk.say(_GO) + ": " + words)
        box.setLayout(column(label(words, wrap=True), _line(link), line(), gap=2))
        return box

    def _ask_past(self) -> None:
        spot = self._spot
        if spot is None or not spot.dossier:
            self._past.put([self._calm(_CHOOSE)])
            return
        place = (
            f"record:{spot.kind}:{spot.id}"
            if spot.id
            else f"answer:{spot.field}"
            if spot.field
            else ""
        )
        work = partial(queries.history, self._desk.ws, spot.dossier, place)
        self._desk.jobs.latest("past", work, self._show_past, self)

    def _show_past(self, lines: tuple[queries.AuditLine, ...]) -> None:
        parts = [self._change(each) for each in lines[:MOST]]
        self._past.put(parts or [self._calm(_NO_PAST)])

    def _change(self, each: queries.AuditLine) -> QWidget:
        box = QWidget()
        who = f"{moment(each.at)}  {each.person}".rstrip()
        parts: list[QWidget] = [label(who, "muted"), label(self._desk.say(each.name), wrap=True)]
        box.setLayout(column(*parts, line(), gap=2))
        return box

    def _calm(self, words: Text) -> QWidget:
        return label(self._desk.say(words), "label", wrap=True)


def _near(snapshot: Snapshot, spot: Spot) -> tuple[Finding, ...]:
    if spot.tender and spot.id:
        return tuple(f for f in snapshot.findings if f.place.id == spot.id)
    own = [
        f for f in snapshot.findings if f.place.field == spot.field and f.place.record == spot.kind
    ]
    rest = [f for f in snapshot.findings if f.step == spot.page.value and f not in own]
    return (*own, *rest)


def _line(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*parts, None))
    return made


_NAME = Text("上下文", "Context")
_TABS = (
    Text("说明", "Help"),
    Text("问题", "Issues"),
    Text("关联", "Links"),
    Text("历史", "History"),
    Text("批注", "Notes"),
)
_PURPOSE = Text("这一步做什么", "What this step is for")
_MISSING, _COMPLETE = (
    Text("还缺 {n} 项", "{n} still missing"),
    Text("这一步已填齐", "Everything of this step is there"),
)
_CHOOSE = Text(
    "把光标放进一个字段，这里就说明它为什么要填、怎么填。",
    "Put the cursor into a field; this pane then says why it is asked and how to fill it.",
)
_NO_GUIDE = Text("规则包对此字段没有另加说明。", "The rule pack says no more about this field.")
_NO_ISSUE = Text("此处没有问题。", "No issues here.")
_NO_LINK = Text("此内容尚未在别处使用。", "This is not used anywhere else yet.")
_NO_PAST = Text("此处还没有改动记录。", "Nothing was changed here yet.")
_GOOD, _BAD = Text("好的写法", "Good example"), Text("不好的写法", "Bad example")
_FAILURE, _SOURCES = Text("常见失败", "Common failure"), Text("依据", "Sources")
_GO, _CARD = Text("前往", "Go there"), Text("在法规库中查看", "Show in the law library")
