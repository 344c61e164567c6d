"""What backs each claim, what persuades each stakeholder, and the reporting lists: three views on one page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.matrix.claims import ClaimsView
from dossier_app.ui.matrix.lists import ListsView
from dossier_app.ui.matrix.stakeholders import StakeholdersView
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column
from dossier_app.ui.widgets.flow import Flow

View = ClaimsView | StakeholdersView | ListsView


class MatrixPage(Page):
    """Chips choose the view; only the one in sight is worked out."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.claims, self.stakeholders = ClaimsView(desk), StakeholdersView(desk)
        self.lists = ListsView(desk)
        self.views: tuple[View, ...] = (self.claims, self.stakeholders, self.lists)
        self.stack = QStackedWidget()
        chips = Flow()
        self.chips = []
        for number, (words, view) in enumerate(zip(_VIEWS, self.views, strict=True)):
            self.stack.addWidget(view)
            chip = button(self.say(words), partial(self.choose, number), "chip")
            chip.setCheckable(True)
            self.chips.append(chip)
            chips.add(chip)
        self.chips[0].setChecked(True)
        whole = column(chips, self.stack, margin=Size.PAGE)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_VIEWS[0])

    def offers(self) -> tuple[Action, ...]:
        """Offer the view as a document."""
        what = "stakeholder-matrix" if self.stack.currentIndex() == 1 else "matrix"
        go = Spot(PageKey.EXPORT, self.desk.dossier_id, kind=what)
        return (Action(self.say(_EXPORT), lambda: self.desk.go(go)),)

    def show_spot(self, spot: Spot) -> None:
        """Show the view of the moment."""
        self.refresh(self.desk.current)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Work the view in sight out again."""
        self.views[self.stack.currentIndex()].refresh()

    def leave(self) -> bool:
        """Save what is being typed."""
        return self.lists.leave()

    def choose(self, number: int) -> None:
        """Show another view."""
        if self.leave():
            self.stack.setCurrentIndex(number)
        for at, chip in enumerate(self.chips):
            chip.setChecked(at == self.stack.currentIndex())
        self.refresh(self.desk.current)
        self.headed.emit()


_VIEWS = (
    Text("证据矩阵", "Evidence matrix"),
    Text("评审对象", "Stakeholders"),
    Text("报告清单", "Reporting lists"),
)
_EXPORT = Text("导出矩阵", "Export the matrix")
