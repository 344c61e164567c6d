"""A step as cards of fields and tables, made from its declaration and saved field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.definition import STEPS
from dossier_app.model.fields import Field, Json, Section, Step
from dossier_app.service.commands import MarkNotApplicable, SetAnswer
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import Save
from dossier_app.ui.pages.base import Action, Page, Switch
from dossier_app.ui.pages.section import SectionCard
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import STEP_PAGES, PageKey, Spot
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import column, scrolled

if TYPE_CHECKING:
    from dossier_app.ui.dialogs.editions import EditionView

UNSEEN = 300
"""Milliseconds after which the second card is made where the first was not painted before."""


class StepPage(Page):
    """Cards are made one an event-loop turn, so that opening a long step never blocks the window."""

    KEY = PageKey.CLAIM
    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.step: Step = next(step for step in STEPS if step.key == self.KEY.value)
        self.cards: list[SectionCard] = []
        self._waiting = list(self.sections())
        self._inner = QWidget()
        self._list = column(gap=Size.PAD, margin=Size.PAGE)
        self._list.addStretch(1)
        self._inner.setLayout(self._list)
        self._area = scrolled(self._inner)
        self.setLayout(column(self._area, gap=0))
        self._save = Save(self._set, self._mark)
        desk.gaps_shown.connect(self._gaps_shown)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._build_one)
        self._build_one()
        if not self.is_built():
            self._next.start(UNSEEN)

    def title(self) -> str:
        """Return the step's name."""
        return self.say(self.step.label)

    def subtitle(self) -> str:
        """Return which of the five it is."""
        return self.say(_NTH.format(n=STEP_PAGES.index(self.KEY) + 1))

    def offers(self) -> tuple[Action, ...]:
        """Offer the way to the next step."""
        number = STEP_PAGES.index(self.KEY)
        if number + 1 >= len(STEP_PAGES):
            return ()
        words = self.say(_NEXT.format(name=STEPS[number + 1].label))
        following = Spot(STEP_PAGES[number + 1], self.desk.dossier_id)
        return (Action(words, lambda: self.desk.go(following), primary=True),)

    def sections(self) -> tuple[Section, ...]:
        """Return the sections that become cards."""
        return self.step.sections

    def show_spot(self, spot: Spot) -> None:
        """Open the card and put the cursor where it is meant."""
        self.refresh(self.desk.current)
        if spot.field or spot.kind:
            while (card := self._holder(spot)) is None and self._waiting:
                self._build_one()
            if card is not None:
                part = card.reveal(spot)
                QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(part, 0, 120))

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show the stored values and counts."""
        if self.desk.current is None:
            return
        for card in self.cards:
            card.refresh(self.desk.current)

    def leave(self) -> bool:
        """Save what is being typed."""
        return all([card.commit() for card in self.cards])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Make the other cards once the first can be seen."""
        super().paintEvent(event)
        if not self.is_built():
            self._next.start(0)

    def is_built(self) -> bool:
        """Return whether every card is there and whole."""
        return not self._waiting and all(card.is_whole() for card in self.cards)

    def _holder(self, spot: Spot) -> SectionCard | None:
        return next((card for card in self.cards if card.holds(spot)), None)

    def _build_one(self) -> None:
        """Make the tables of the last card, or the fields of the next."""
        if self.is_built() or self.desk.current is None:
            return
        unfinished = next((card for card in self.cards if not card.is_whole()), None)
        if unfinished is not None:
            unfinished.add_tables()
        else:
            card = SectionCard(self._waiting.pop(0), self.desk, self._save, tables_later=True)
            card.looked_at.connect(self._look)
            self._list.insertWidget(self._list.count() - 1, card)
            self.cards.append(card)
            card.refresh(self.desk.current)
        if not self.is_built():
            self._next.start(0)

    def _look(self, kind: str, record: str, field: str) -> None:
        self.desk.looked_at.emit(Spot(self.KEY, self.desk.dossier_id, "", kind, record, field))

    def _set(self, field: Field, value: Json | None) -> DossierError | None:
        return self.desk.attempt(SetAnswer(self.desk.dossier_id, field.key, value), self)

    def _mark(self, field: Field, reason: str | None) -> DossierError | None:
        return self.desk.attempt(MarkNotApplicable(self.desk.dossier_id, field.key, reason), self)

    def _gaps_shown(self, shown: bool) -> None:
        if shown:
            for card in self.cards:
                card.show_gaps()


class ProvenancePage(StepPage):
    """Step 2."""

    KEY = PageKey.PROVENANCE


class ClaimPage(StepPage):
    """Step 1: the draft, or at the press of a chip the approved edition with the draft against it."""

    KEY = PageKey.CLAIM

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._approved: EditionView | None = None

    def switches(self) -> tuple[Switch, ...]:
        """Offer the draft and the approved edition."""
        shown = self._approved is not None
        return (
            Switch(self.say(_DRAFT), not shown, lambda: self.show_approved(False)),
            Switch(self.say(_APPROVED), shown, lambda: self.show_approved(True)),
        )

    def show_approved(self, shown: bool) -> None:
        """Show one of the two editions."""
        if not self.leave():
            return
        if self._approved is not None:
            self._approved.hide()
            self._approved.deleteLater()
        self._approved = self._fresh_view() if shown else None
        self._area.setVisible(not shown)
        self.headed.emit()

    def show_spot(self, spot: Spot) -> None:
        """A field stands in the draft."""
        if spot.field and self._approved is not None:
            self.show_approved(False)
        super().show_spot(spot)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show what changed in both."""
        super().refresh(snapshot)
        if self._approved is not None and self.desk.current is not None:
            self._approved.show_dossier(self.desk.dossier)

    def _fresh_view(self) -> EditionView:
        from dossier_app.ui.dialogs.editions import EditionView

        made = EditionView(self.desk)
        made.show_dossier(self.desk.dossier)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(made)
        return made


_NTH, _NEXT = Text("第 {n} 步", "step {n}"), Text("下一步：{name}", "Next: {name}")
_DRAFT, _APPROVED = Text("拟变更稿", "Draft"), Text("核准版（锁定）", "Approved (locked)")
