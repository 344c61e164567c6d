"""What every page works with: the door, the language, the theme, the open dossier and where to go."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dossier_app.base.errors import DossierError, NotFound
from dossier_app.base.text import Lang, Text
from dossier_app.model.fields import CHINA
from dossier_app.service import queries
from dossier_app.service.commands import Batch, Command, command_from_json
from dossier_app.ui.bridge import Bridge
from dossier_app.ui.drafts import Drafts
from dossier_app.ui.i18n import Speech
from dossier_app.ui.jobs import Jobs
from dossier_app.ui.settings import Settings
from dossier_app.ui.snapshot import Snapshot, take
from dossier_app.ui.spot import Spot
from dossier_app.ui.theme import LIGHT, Role

if TYPE_CHECKING:
    from dossier_app.model.dossier import Dossier
    from dossier_app.model.finding import Fix
    from dossier_app.model.rulepack import RulePack
    from dossier_app.service.workspace import Changed, Workspace

_RECORD = "dossier_app.service.carrying"
REST = 150
"""Milliseconds without a change before counts and findings are worked out again."""


class Desk(QObject):
    """The state of one open window; pages show it and ask it to act."""

    changed = Signal(object)
    saved = Signal(object)
    failed = Signal(object)
    refreshed = Signal(object)
    going = Signal(object)
    looked_at = Signal(object)
    gaps_shown = Signal(bool)
    told = Signal(str)

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self.ws = workspace
        self.settings = settings
        self.say = Speech(settings.lang)
        self.role: Role = LIGHT
        self.jobs = Jobs()
        self.drafts = Drafts(workspace, self.jobs)
        self.current: Snapshot | None = None
        self.pack: RulePack | None = None
        self.restore: Path | None = None
        """The backup to be put back once the window is closed."""
        self.shows_gaps = False
        self._bridge = Bridge(workspace)
        self._bridge.changed.connect(self._on_changed)
        self.jobs.failed.connect(self.failed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.judge)

    @property
    def lang(self) -> Lang:
        """The language of the moment."""
        return self.say.lang

    @property
    def dossier(self) -> Dossier:
        """The open dossier; raises NotFound when none is open."""
        if self.current is None:
            raise NotFound(_NONE_OPEN, code="NO-DOSSIER")
        return self.current.dossier

    @property
    def dossier_id(self) -> str:
        """The id of the open dossier, empty when none is open."""
        return self.current.dossier.heading.id if self.current else ""

    @property
    def locked(self) -> bool:
        """Whether nothing can be edited: a read-only workspace or a sample."""
        return self.ws.read_only or bool(self.current and self.current.dossier.heading.sample)

    def today(self) -> date:
        """Return the date that the open dossier is judged on: its stored date, else today in China."""
        stored = self.current.dossier.heading.judged_on if self.current else None
        return stored or datetime.now(CHINA).date()

    def do(self, command: Command, initiator: object = None) -> bool:
        """Carry a command out; tell of success or failure, and return which."""
        try:
            self.ws.do(command, initiator)
        except DossierError as error:
            self.failed.emit(error)
            return False
        self.saved.emit(datetime.now(CHINA))
        return True

    def attempt(self, command: Command, initiator: object = None) -> DossierError | None:
        """Carry a command out and return the refusal for the field that caused it."""
        try:
            self.ws.do(command, initiator)
        except DossierError as error:
            self.failed.emit(error)
            return error
        self.saved.emit(datetime.now(CHINA))
        return None

    def mend(self, fix: Fix) -> bool:
        """Carry out what a finding offers to mend it."""
        commands = tuple(command_from_json(raw, dossier=self.dossier_id) for raw in fix.commands)
        return self.do(Batch(fix.label, commands))

    def undo(self) -> None:
        """Take the last change back."""
        self.carry(self.ws.undo)

    def redo(self) -> None:
        """Carry the last undone change out again."""
        self.carry(self.ws.redo)

    def undo_name(self) -> Text | None:
        """Return the name of what undo would take back; None while the record's part of the program is not loaded."""
        return self.ws.undo_name() if _RECORD in sys.modules else None

    def open(self, dossier: str) -> None:
        """Make a dossier the open one; its findings follow."""
        if dossier != self.dossier_id:
            self.current = Snapshot(queries.dossier(self.ws, dossier))
            self.settings.last_dossier = dossier
            self.refreshed.emit(None)
        if self.current is None or not self.current.judged:
            self.judge()

    def leave_dossier(self) -> None:
        """Have no dossier open."""
        self.current = None
        self.refreshed.emit(None)

    def judge(self) -> None:
        """Read and judge the open dossier in the background."""
        if self.current is None:
            return
        dossier = self.dossier_id
        self.jobs.latest("judge", partial(take, self.ws, dossier), self._judged, self)

    def go(self, spot: Spot) -> None:
        """Ask the window to show a place."""
        self.going.emit(spot)

    def show_gaps(self, shown: bool) -> None:
        """Mark every gap, or only those that were visited."""
        self.shows_gaps = shown
        self.gaps_shown.emit(shown)

    def tell(self, text: Text) -> None:
        """Show a passing sentence in the status bar."""
        self.told.emit(self.say(text))

    def load_pack(self) -> None:
        """Read the rule pack in the background."""
        self.jobs.latest("pack", _load_pack, self._pack_read, self)

    def _pack_read(self, pack: RulePack) -> None:
        self.pack = pack
        self.refreshed.emit(self.current)

    def close(self) -> None:
        """Stop timers, work and listening; the workspace is closed by who opened it."""
        self._rest.stop()
        self.drafts.flush()
        self.jobs.close()
        self._bridge.close()
        self.say.close()

    def is_resting(self) -> bool:
        """Return whether everything that was changed is judged and nothing is under way."""
        return not self._rest.isActive() and self.jobs.is_quiet()

    def carry(self, act: Callable[[], object]) -> None:
        """Do something that changes the workspace; tell of success or failure."""
        try:
            act()
        except DossierError as error:
            self.failed.emit(error)
        else:
            self.saved.emit(datetime.now(CHINA))

    def _on_changed(self, changed: Changed) -> None:
        self.changed.emit(changed)
        if self.current is not None:
            self._rest.start()

    def _judged(self, snapshot: Snapshot) -> None:
        """Show what was judged; what was taken before a change just made would show it undone."""
        stale = self._rest.isActive()
        if self.current and not stale and snapshot.dossier.heading.id == self.dossier_id:
            self.current = snapshot
            self.refreshed.emit(snapshot)


def _load_pack() -> RulePack:
    """Load what the first change and the checks will want as well, beside the window."""
    from dossier_app.model import checks  # noqa: F401 - loaded for later
    from dossier_app.rules.loader import current_pack
    from dossier_app.service import carrying  # noqa: F401 - loaded for later

    return current_pack()


_NONE_OPEN = Text("请先打开一个卷宗。", "Open a dossier first.")
