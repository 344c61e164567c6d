"""What every page is: a widget with a title, actions for the top bar, and a place to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dossier_app.ui.desk import Desk
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import Spot


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the top bar; at most one is primary."""

    words: str
    act: Callable[[], object]
    primary: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Switch:
    """A chip beside the title: which of several views of the page is shown."""

    words: str
    on: bool
    act: Callable[[], object]


class Page(QWidget):
    """A page of the window; `headed` says that title or actions changed."""

    headed = Signal()
    NEEDS_DOSSIER = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.say = desk.say

    def title(self) -> str:
        """Return the page's title."""
        raise NotImplementedError

    def subtitle(self) -> str:
        """Return one line beside the title."""
        return ""

    def offers(self) -> tuple[Action, ...]:
        """Return the buttons of the top bar."""
        return ()

    def switches(self) -> tuple[Switch, ...]:
        """Return the views of the page that the top bar switches between."""
        return ()

    def show_spot(self, spot: Spot) -> None:
        """Show a place on the page."""

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show what changed in the open dossier."""

    def leave(self) -> bool:
        """Save what is being typed; return whether everything was taken."""
        return True

    def own_tabs(self) -> tuple[tuple[str, QWidget], ...]:
        """Return tabs that the page puts first into the context pane."""
        return ()
