"""The rule pack in the open: sources with how sure they are, rules, gates and changes, all searchable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from dossier_app.base.text import Text, same
from dossier_app.model.finding import Certainty
from dossier_app.model.packindex import TABLES, cited_by
from dossier_app.model.packlaw import LawChange, Rule
from dossier_app.model.packwork import Gate
from dossier_app.model.rulepack import CERTAINTY_WORDS, RulePack, Source
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import day
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.pages.base import Page
from dossier_app.ui.pages.packs import PackTab
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, clear, column, label, scrolled, topped
from dossier_app.ui.widgets.table import Filtered, Table

SURE = {Certainty.A: Tone.OK, Certainty.B: Tone.MUTED, Certainty.C: Tone.WARNING}
_STATUS = {
    "in_force": (Text("现行", "in force"), Tone.OK),
    "draft": (Text("征求意见稿", "draft"), Tone.WARNING),
    "superseded": (Text("已被替代", "superseded"), Tone.MUTED),
    "announced": (Text("已宣布", "announced"), Tone.WARNING),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of any table: its cells, and the key by which a search finds it."""

    cells: tuple[Shown, ...]
    key: str = ""


class LawPage(Page):
    """Tabs over the tables of the rule pack."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._note = label("", "muted", wrap=True)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setAccessibleName(self.say(_TITLE))
        self._tables: list[Table] = []
        self._models: list[tuple[RowsModel[_Line], Callable[[RulePack], list[_Line]]]] = []
        self._add(
            _SOURCES,
            (_NAME, _STATE, _SINCE, _SURE, _CHECKED),
            (0, 100, 100, 130, 170),
            self._sources,
        )
        self._add(_RULES, (_CODE, _TEXT, _BASIS, _SURE), (80, 0, 260, 130), self._rules)
        self._add(_REJECTIONS, (_CODE, _TEXT, _BASIS, _SURE), (80, 0, 260, 130), self._rejections)
        self._add(_GATES, (_CODE, _TEXT, _WHO, _SURE), (80, 0, 220, 130), self._gates)
        self._add(_CHANGES, (_SINCE, _TEXT, _BASIS, _SURE), (100, 0, 260, 130), self._log)
        self._build()
        self._shown = False

    def _build(self) -> None:
        """Put the tables and the packs beside the card of a document."""
        self.packs = PackTab(self.desk)
        self._tabs.addTab(scrolled(self.packs), self.say(_PACKS))
        self._card = column(gap=Size.UNIT)
        side = QWidget()
        side.setLayout(topped(self._card, Size.PAD))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._tabs)
        split.addWidget(scrolled(side))
        split.setSizes([760, 320])
        split.setChildrenCollapsible(False)
        whole = column(self._note, split, margin=Size.PAGE)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._tables[0].moved.connect(self._show_source)

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def subtitle(self) -> str:
        """Name the pack."""
        return self.say(self.desk.pack.title) if self.desk.pack else ""

    def show_spot(self, spot: Spot) -> None:
        """Show the pack, and in it the document or rule that is meant."""
        self.refresh(None)
        for number, (model, _) in enumerate(self._models if spot.id else ()):
            line = model.line_of(lambda each: each.key == spot.id)
            if line >= 0:
                self._tabs.setCurrentIndex(number)
                self._tables[number].choose(line)
                return

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show the pack once it has been read."""
        pack = self.desk.pack
        if pack is None or self._shown:
            return
        self._shown = True
        for model, lines in self._models:
            model.show(lines(pack))
        words = _STATEMENT.format(
            key=pack.info.key, released=pack.info.released, checked=pack.info.checked_on
        )
        self._note.setText(self.say(words) + " " + self.say(pack.info.statement))
        self.packs.refresh()
        self._show_source(0)
        self.headed.emit()

    def _add(
        self, name: Text, heads: tuple[Text, ...], widths: tuple[int, ...],
        lines: Callable[[RulePack], list[_Line]],
    ) -> None:  # fmt: skip
        model: RowsModel[_Line] = RowsModel(
            [self.say(head) for head in heads], lambda line, n: line.cells[n]
        )
        table = Table(model, self.desk.role, self.say(name))
        table.set_widths(*widths)
        holder = QWidget()
        holder.setLayout(column(Filtered(table, self.say), margin=Size.UNIT))
        self._tabs.addTab(holder, self.say(name))
        self._tables.append(table)
        self._models.append((model, lines))

    def _show_source(self, line: int) -> None:
        """Show the card of a document: what it is, how sure, and every entry that rests on it."""
        clear(self._card)
        model, pack = self._models[0][0], self.desk.pack
        if pack is None or not 0 <= line < model.rowCount():
            return
        source = pack.source(model.item(line).key)
        add, say = self._card.addWidget, self.say
        words, tone = _STATUS[source.status]
        add(label(say(source.name()), "title", wrap=True))
        add(badge(say(words), tone))
        facts = (
            (_SURE, say(CERTAINTY_WORDS[source.certainty])), (_CHECKED, say(source.checked)),
            (_ISSUED, day(source.issued) if source.issued else ""),
            (_SINCE, day(source.in_force) if source.in_force else ""),
            (_UNTIL, day(source.until) if source.until else ""), (_REPLACED, source.superseded_by), (_WHERE, source.url),
        )  # fmt: skip
        for head, value in facts:
            if value:
                add(label(f"{say(head)} · {value}", "label", wrap=True))
        if source.note:
            add(label(say(source.note), "label", wrap=True))
        found = cited_by(pack, source.key)
        add(label(say(_CITED.format(n=len(found))), "strong"))
        for each in found[:_MOST_CITED]:
            table = say(TABLES.get(each.table, same(each.table)))
            add(label(f"· {table} {each.entry}  {each.clause}", "muted", wrap=True))

    def _sure(self, certainty: Certainty) -> Shown:
        return Shown(self.say(CERTAINTY_WORDS[certainty]), SURE[certainty], pill=True)

    def _sources(self, pack: RulePack) -> list[_Line]:
        return [self._source(source) for source in pack.sources]

    def _source(self, source: Source) -> _Line:
        words, tone = _STATUS[source.status]
        checked = f"{day(source.checked_on)}  {self.say(source.checked)}"
        return _Line((
            Shown(self.say(source.name())), Shown(self.say(words), tone, pill=True),
            Shown(day(source.in_force)), self._sure(source.certainty), Shown(checked, Tone.MUTED),
        ), source.key)  # fmt: skip

    def _rules(self, pack: RulePack) -> list[_Line]:
        return [self._rule(rule, pack) for rule in (*pack.rules, *pack.ptr_rules, *pack.erps_rules)]

    def _rejections(self, pack: RulePack) -> list[_Line]:
        return [self._rule(rule, pack) for rule in pack.rejections]

    def _rule(self, rule: Rule, pack: RulePack) -> _Line:
        return _Line((
            Shown(rule.code, strong=True), Shown(f"{self.say(rule.title)} — {self.say(rule.check)}"),
            Shown(self._basis(rule.cites, pack), Tone.MUTED), self._sure(rule.certainty),
        ), rule.code)  # fmt: skip

    def _gates(self, pack: RulePack) -> list[_Line]:
        return [self._gate(gate) for gate in pack.gates]

    def _gate(self, gate: Gate) -> _Line:
        words = f"{self.say(gate.title)} — {self.say(gate.documents)}"
        who = Shown(self.say(gate.authority), Tone.MUTED)
        return _Line((Shown(gate.code, strong=True), Shown(words), who, self._sure(gate.certainty)))

    def _log(self, pack: RulePack) -> list[_Line]:
        return [self._change(change, pack) for change in pack.law_changes]

    def _change(self, change: LawChange, pack: RulePack) -> _Line:
        basis = Shown(self._basis(change.cites, pack), Tone.MUTED)
        words = f"{self.say(change.title)} — {self.say(change.effect)}"
        return _Line((Shown(change.when), Shown(words), basis, self._sure(change.certainty)))

    def _basis(self, cites: tuple[str, ...], pack: RulePack) -> str:
        known = [c for c in cites if c.partition(":")[0] in pack.source_by_key]
        return self.say.listing([self.say(pack.source(c.partition(":")[0]).title) for c in known])


_MOST_CITED = 60
_TITLE = Text("法规库", "Law")
_PACKS, _CITED = Text("规则包", "Rule packs"), Text("引用它的条目 {n}", "Cited by {n} entries")
_ISSUED, _UNTIL = Text("发布", "Issued"), Text("失效", "Ended")
_REPLACED, _WHERE = Text("被替代为", "Replaced by"), Text("网址", "Address")
_STATEMENT = Text(
    "规则包 {key}，发布 {released}，核对至 {checked}。",
    "Rule pack {key}, released {released}, checked {checked}.",
)
_SOURCES, _RULES = Text("文件", "Documents"), Text("规则", "Rules")
_REJECTIONS, _GATES = Text("废标与扣分原因", "Rejection reasons"), Text("环节", "Gates")
_CHANGES = Text("法规变化", "Changes of law")
_NAME, _STATE, _SINCE = Text("名称", "Name"), Text("状态", "State"), Text("日期", "Date")
_SURE, _CHECKED = Text("可信度", "Certainty"), Text("核对", "Checked")
_CODE, _TEXT, _BASIS, _WHO = (
    Text("编号", "Code"),
    Text("内容", "Content"),
    Text("依据", "Basis"),
    Text("找谁", "From whom"),
)
