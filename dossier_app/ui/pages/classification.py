"""Step 3: the class with the way that led to it, what would change it, what follows, and who confirmed it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text, same
from dossier_app.model.classresult import Classification, Precedent, Requirement, TrailEntry
from dossier_app.model.definition import STEPS
from dossier_app.model.fields import Field, Json
from dossier_app.model.finding import Certainty
from dossier_app.model.override import Override, override_of
from dossier_app.service.commands import Confirm, MarkNotApplicable, SetAnswer
from dossier_app.ui.classified import CLASSES, FACTS, Answer, answer, headline, what_if
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import Save
from dossier_app.ui.i18n import day
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.pages.law import SURE
from dossier_app.ui.pages.section import SectionCard
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, column, label, panel, retone, row, scrolled
from dossier_app.ui.widgets.card import Card
from dossier_app.ui.widgets.editors import DropDown
from dossier_app.ui.widgets.table import Table


class ClassificationPage(Page):
    """Badge, trail, what-if, what follows, and the few facts asked only here."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._answer: Answer | None = None
        self.figure, self.word = label("—", "figure"), label("", "muted")
        self.title_line, self.note = label("", "title", wrap=True), label("", "label", wrap=True)
        self.decided = label("", "strong", wrap=True)
        self.decided.hide()
        self.state = badge("")
        self.trail = self._table(_TRAIL_HEADS, self._trail_cell, _TRAIL, (0, 110, 270, 90))
        self.follows = self._table(_FOLLOW_HEADS, self._follow_cell, _FOLLOWS, (0, 110, 110))
        self.precedents = self._table(
            _PRECEDENT_HEADS, self._precedent_cell, _PRECEDENTS, (0, 110, 90)
        )
        self.outcome = label("", wrap=True)
        self.others = label("", "muted", wrap=True)
        self._what_if: dict[str, QComboBox] = {}
        self._section: SectionCard | None = None
        inner = QWidget()
        self._list = column(
            self._badge(), self._trail_card(), self._below(), gap=Size.PAD, margin=Size.PAGE
        )
        self._list.addStretch(1)
        inner.setLayout(self._list)
        self.setLayout(column(scrolled(inner), gap=0))

    def title(self) -> str:
        """Return the step's name."""
        return self.say(STEPS[2].label)

    def subtitle(self) -> str:
        """Return which of the five it is."""
        return self.say(Text("第 3 步", "step 3"))

    def offers(self) -> tuple[Action, ...]:
        """Offer to print and to confirm."""
        able = (
            self._answer is not None
            and self._answer.result is not None
            and not self.desk.ws.read_only
        )
        go = Spot(PageKey.EXPORT, self.desk.dossier_id, kind="classification")
        return (
            Action(self.say(_PRINT), lambda: self.desk.go(go)),
            Action(self.say(_OVERRIDE), self.override, enabled=able and not self.desk.locked),
            Action(
                self.say(_CONFIRM),
                self.confirm,
                primary=True,
                enabled=able and not self.desk.locked,
            ),
        )

    def show_spot(self, spot: Spot) -> None:
        """Show the result; put the cursor into a field asked here."""
        self.refresh(self.desk.current)
        if spot.field and self._section and self._section.holds(spot):
            self._section.reveal(spot)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Work the class out anew."""
        if self.desk.current is None:
            return
        if self._section is None:
            self._section = SectionCard(
                STEPS[2].sections[0], self.desk, Save(self._set, self._mark)
            )
            self._section.looked_at.connect(self._look)
            self._list.insertWidget(self._list.count() - 1, self._section)
        self._section.refresh(self.desk.current)
        work = partial(answer, self.desk, self.desk.dossier_id)
        self.desk.jobs.latest("classification", work, self._show, self)
        self._try()

    def leave(self) -> bool:
        """Save what is being typed."""
        return self._section is None or self._section.commit()

    def confirm(self) -> None:
        """Let a person confirm the result by name."""
        from dossier_app.ui.dialogs.ask import ask_person

        if self.leave() and (person := ask_person(self, self.desk)):
            self.desk.do(Confirm(self.desk.dossier_id, "classification", person, "classified"))

    def override(self) -> None:
        """Let a second person decide another class, with the reason."""
        from dossier_app.ui.dialogs.override import OverrideDialog

        if self.leave():
            OverrideDialog(self, self.desk).open()

    def _show(self, found: Answer) -> None:
        self._answer = found
        result = found.result
        if result is None:
            self.figure.setText("?")
            self.word.setText("")
            self.title_line.setText(self.say(_NOT_YET))
            self.note.setText(self.say(found.refusal) if found.refusal else "")
            for table in (self.trail, self.follows, self.precedents):
                table.rows.show(())
        else:
            self._show_result(found, result)
        self._show_confirmation(found)
        for table in (self.trail, self.follows, self.precedents):
            table.fit_whole(40)
        self.headed.emit()

    def _show_result(self, found: Answer, result: Classification) -> None:
        say = self.say
        self.figure.setText(result.klass or "—")
        self.word.setText(say(CLASSES[result.klass or ""]))
        self.title_line.setText(say(headline(result, self.desk)))
        self._strike(override_of(self.desk.dossier))
        sure = _WEAKEST.format(sure=result.weakest_certainty.value)
        self.note.setText(
            " · ".join([say(result.authority), say(result.route), say(sure), day(result.as_of)])
        )
        self.others.setText(
            "\n".join(f"· {say(each.change)} → {each.outcome}" for each in found.others)
        )
        self.trail.rows.show(result.trail)
        self.follows.rows.show(result.requirements)
        self.precedents.rows.show(result.precedents)

    def _strike(self, found: Override | None) -> None:
        """Strike the rule's result through while a person's override stands beside it."""
        struck = found is not None and not found.stale
        for part in (self.figure, self.word, self.title_line):
            font = part.font()
            font.setStrikeOut(struck)
            part.setFont(font)
        self.decided.setVisible(found is not None)
        if found is not None:
            words = _DECIDED_STALE if found.stale else _DECIDED
            klass = CLASSES.get(found.klass, _NOT_DEVICE)
            parts = {"klass": klass, "who": found.person, "on": found.on}
            self.decided.setText(self.say(words.format(why=same(found.reason), **parts)))

    def _show_confirmation(self, found: Answer) -> None:
        if not found.confirmed:
            words, tone = _UNCONFIRMED, Tone.MUTED
        elif found.stale:
            words, tone = _STALE.format(who=found.confirmed), Tone.WARNING
        else:
            words, tone = _CONFIRMED.format(who=found.confirmed), Tone.OK
        self.state.setText(self.say(words))
        retone(self.state, "badge", tone.value)

    def _badge(self) -> QFrame:
        big = QFrame()
        big.setProperty("look", "tile")
        big.setFixedSize(96, 84)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        big.setLayout(column(self.figure, self.word, gap=0, margin=Size.GAP))
        words = column(self.title_line, self.decided, self.note, gap=Size.UNIT)
        words.addStretch(1)
        holder = QWidget()
        beside = row(big, words, self.state, gap=Size.CARD)
        beside.setStretch(1, 1)
        beside.setAlignment(self.state, Qt.AlignmentFlag.AlignTop)
        holder.setLayout(beside)
        return panel("card", holder)

    def _trail_card(self) -> Card:
        made = Card(self.say(_TRAIL), self.say(_TRAIL_NOTE))
        made.add(self.trail)
        return made

    def _below(self) -> QWidget:
        what_if = Card(self.say(_WHAT_IF), self.say(_WHAT_IF_NOTE))
        for key, name, options in FACTS:
            what_if.add(self._fact(key, name, options))
        what_if.add(self.outcome)
        what_if.add(self.others)
        what_if.inner.addStretch(1)
        follows = Card(self.say(_FOLLOWS))
        follows.add(self.follows)
        follows.inner.addStretch(1)
        beside = row(what_if, follows, gap=Size.PAD)
        beside.setStretch(0, 2)
        beside.setStretch(1, 3)
        top = QWidget()
        top.setLayout(beside)
        cases = Card(self.say(_PRECEDENTS), self.say(_PRECEDENTS_NOTE))
        cases.add(self.precedents)
        made = QWidget()
        made.setLayout(column(top, cases, gap=Size.PAD))
        return made

    def _fact(self, key: str, name: Text, options: tuple[tuple[str, Text], ...]) -> QWidget:
        box = DropDown()
        box.setAccessibleName(self.say(_WHAT_IF) + ": " + self.say(name))
        box.addItem(self.say(_AS_IS), "")
        for value, words in options:
            box.addItem(self.say(words), value)
        box.currentIndexChanged.connect(self._try)
        self._what_if[key] = box
        made = QWidget()
        caption = label(self.say(name), "label", wrap=True)
        caption.setFixedWidth(110)
        beside = row(caption, box)
        beside.setStretch(1, 1)
        made.setLayout(beside)
        return made

    def _try(self) -> None:
        changes = {
            key: box.currentData() for key, box in self._what_if.items() if box.currentData()
        }
        if not changes:
            self.outcome.setText("")
            return
        if "functions" in changes:
            changes["functions"] = [changes["functions"]]
        work = partial(what_if, self.desk, self.desk.dossier_id, changes)
        self.desk.jobs.latest("what-if", work, self._tried, self)

    def _tried(self, found: Answer) -> None:
        if found.result is None:
            self.outcome.setText(self.say(found.refusal) if found.refusal else "")
        else:
            self.outcome.setText("→ " + self.say(headline(found.result, self.desk)))

    def _table(
        self,
        heads: tuple[Text, ...],
        cell: Callable[[Any, int], Shown],
        name: Text,
        widths: tuple[int, ...],
    ) -> Table:
        made = Table(
            RowsModel([self.say(words) for words in heads], cell), self.desk.role, self.say(name)
        )
        made.setProperty("look", "bare")
        made.set_widths(*widths)
        return made

    def _trail_cell(self, entry: TrailEntry, number: int) -> Shown:
        match number:
            case 0:
                return Shown(self.say(entry.question))
            case 1:
                return Shown(self.say(entry.answer), strong=True)
            case 2:
                why = self.say(entry.why)
                return Shown(f"{why} {self._source(entry.citation)}".strip(), Tone.MUTED)
            case _:
                return self._sure(entry.certainty)

    def _follow_cell(self, each: Requirement, number: int) -> Shown:
        match number:
            case 0:
                return Shown(self.say(each.text))
            case 1:
                return Shown(each.value, Tone.MUTED)
            case _:
                return self._sure(each.certainty)

    def _precedent_cell(self, case: Precedent, number: int) -> Shown:
        match number:
            case 0:
                return Shown(case.name)
            case 1:
                words = self.say(CLASSES[case.klass]) if case.klass else "—"
                return Shown(f"{words} {case.code}".strip())
            case _:
                return Shown(
                    self.say(_AGREES if case.agrees else _DIFFERS),
                    Tone.OK if case.agrees else Tone.WARNING,
                    pill=True,
                )

    def _sure(self, certainty: Certainty) -> Shown:
        return Shown(self.say(_SURE.format(sure=certainty.value)), SURE[certainty], pill=True)

    def _source(self, citation: str) -> str:
        pack = self.desk.pack
        keys = [part.strip().partition(":")[0] for part in citation.split(",")]
        known = [key for key in keys if pack is not None and key in pack.source_by_key]
        titles = [self.say(pack.source(key).title) for key in known] if pack else []
        return self.say(_IN.format(titles=self.say.listing(titles))) if titles else ""

    def _look(self, kind: str, record: str, field: str) -> None:
        self.desk.looked_at.emit(
            Spot(PageKey.CLASSIFICATION, self.desk.dossier_id, "", kind, record, field)
        )

    def _set(self, field: Field, value: Json | None) -> DossierError | None:
        return self.desk.attempt(SetAnswer(self.desk.dossier_id, field.key, value), self)

    def _mark(self, field: Field, reason: str | None) -> DossierError | None:
        return self.desk.attempt(MarkNotApplicable(self.desk.dossier_id, field.key, reason), self)


_NOT_YET = Text("还不能判定：缺少或矛盾的事实", "Not yet: facts are missing or contradictory")
_WEAKEST, _SURE = (
    Text("最弱依据 {sure}", "weakest source {sure}"),
    Text("依据 {sure}", "source {sure}"),
)
_UNCONFIRMED = Text("尚未确认", "not confirmed")
_CONFIRMED, _STALE = (
    Text("{who} 已确认", "confirmed by {who}"),
    Text("{who} 的确认已失效", "confirmation by {who} is stale"),
)
_OVERRIDE = Text("改判", "Override")
_NOT_DEVICE = Text("不作为医疗器械", "not a device")
_DECIDED, _DECIDED_STALE = (
    Text("改判为{klass}：{who}，{on}。{why}", "Overridden with {klass} by {who} on {on}: {why}"),
    Text(
        "{who} 于 {on} 改判为{klass}，其后事实已变化，改判失效。",
        "{who} overrode it with {klass} on {on}; the facts have changed since and it no longer holds.",
    ),
)
_PRINT, _CONFIRM = Text("打印判定说明", "Print the reasons"), Text("确认结论", "Confirm")
_TRAIL, _TRAIL_NOTE = (
    Text("判定路径", "How it was decided"),
    Text("每一步都写明依据；事实来自第 1 步", "each step with its source; facts come from step 1"),
)
_TRAIL_HEADS = (
    Text("问题", "Question"),
    Text("答案", "Answer"),
    Text("理由与依据", "Why"),
    Text("可信度", "Certainty"),
)
_WHAT_IF, _WHAT_IF_NOTE = (
    Text("若事实改变，会怎样", "What if"),
    Text("只试算，不改动卷宗", "a trial; the dossier stays as it is"),
)
_AS_IS = Text("（与卷宗相同）", "(as in the dossier)")
_FOLLOWS, _FOLLOW_HEADS = (
    Text("由此产生的要求", "What follows"),
    (Text("要求", "Requirement"), Text("数值", "Value"), Text("可信度", "Certainty")),
)
_PRECEDENTS, _PRECEDENTS_NOTE = (
    Text("同类决定", "Like decisions"),
    Text("仅作旁证", "for comparison only"),
)
_PRECEDENT_HEADS = (Text("产品", "Product"), Text("结论", "Decision"), Text("对照", "Agrees"))
_AGREES, _DIFFERS = Text("一致", "agrees"), Text("不同", "differs")
_IN = Text("（{titles}）", "({titles})")
