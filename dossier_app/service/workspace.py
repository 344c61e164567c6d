"""The only door: every change goes through `Workspace.do`, is audited, committed, then told to listeners."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from dossier_app.base.errors import BadInput, InUse
from dossier_app.base.text import Text
from dossier_app.service.clock import Clock, system_clock
from dossier_app.service.commands import Batch, Command, RemoveDossier, command_from_json
from dossier_app.service.history import Carried, Stacks
from dossier_app.service.views import Views
from dossier_app.service.wording import REDO, UNDO, bare, name_of
from dossier_app.store import lock, opening
from dossier_app.store.backup import BACKUPS
from dossier_app.store.engine import Database
from dossier_app.store.evidence import EvidenceStore
from dossier_app.store.migrations import HEAD

if TYPE_CHECKING:
    from dossier_app.service.carrying import Turn
    from dossier_app.service.effects import Effects
    from dossier_app.store.audit import Entry
    from dossier_app.store.work import Work

_HISTORY_DEPTH = 2_000

_READ_ONLY = Text(
    "工作区以只读方式打开（由 {holder} 使用中），本次修改未保存。请在那里关闭后重新打开。",
    "The workspace is open read-only (in use by {holder}); this change was not saved. "
    "Close it there and open it again.",
)
_OLD_FORMAT = Text(
    "工作区由较早的版本创建，只读方式无法升级。请先正常打开一次。",
    "The workspace was made by an older version and cannot be upgraded read-only. Open it normally once.",
)
_EXISTS = Text(
    "“{folder}”已是一个工作区，未作任何改动。请直接打开它。",
    '"{folder}" is a workspace already; nothing was changed. Open it instead.',
)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a command touched: `heading`, `answer:<field>`, `record:<kind>:<id>`, `file:<sha256>`; no keys, no change."""

    dossier: str
    keys: frozenset[str]
    kinds: frozenset[str]
    initiator: object
    name: Text


Listener = Callable[[Changed], None]


class _Rehearsed(Exception):  # noqa: N818 - reads as a state
    """Rolls a rehearsed command back."""


class Workspace:
    """An open workspace: a folder with the data file, evidence, backups and the writer's lock."""

    def __init__(self, folder: Path, database: Database, held: lock.Lock | None) -> None:
        """Take over what `open` and `create` have checked; not for other callers."""
        self.folder = folder
        self.person = lock.user_name()
        self.clock: Clock = system_clock
        self.evidence = EvidenceStore(folder)
        self.database = database
        self.views = Views(database)
        self.kept: dict[str, object] = {}
        """What queries keep between calls; each of them sees for itself whether it still holds."""
        self._lock = held
        self._listeners: list[Listener] = []
        self._turn = RLock()
        self._stacks: Stacks | None = None
        self._last_name: tuple[int, Text] | None = None
        self._changed = False

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether `folder` holds a workspace."""
        return (folder / opening.FILE_NAME).exists()

    @classmethod
    def create(cls, folder: Path, *, person: str = "", clock: Clock = system_clock) -> Workspace:
        """Make a new workspace in `folder` and open it for writing; a deliberate act.

        Raises:
            BadInput: there is one already.
            InUse, DiskTrouble: the folder is held or may not be written.
        """
        if cls.exists(folder):
            message = _EXISTS.format(folder=folder)
            raise BadInput(message, place=str(folder), code="WORKSPACE-EXISTS")
        opening.check_gone(folder)
        opening.make_folder(folder)
        held = lock.take(folder)
        try:
            opening.create_database(folder / opening.FILE_NAME)
            return cls._opened(folder, held, person, clock)
        except BaseException:
            held.release()
            raise

    @classmethod
    def open(
        cls, folder: Path, *, write: bool = True, person: str = "", clock: Clock = system_clock
    ) -> Workspace:
        """Open an existing workspace; with `write=False` the lock is never taken.

        Raises:
            NotFound, DiskTrouble: there is none, or the place cannot be reached.
            InUse: another program writes in it; the message names who.
            TooNew, IntegrityBroken: the file is newer, foreign, emptied or damaged.
        """
        opening.find_database(folder)
        held = lock.take(folder) if write else None
        try:
            return cls._opened(folder, held, person, clock)
        except BaseException:
            if held:
                held.release()
            raise

    @classmethod
    def _opened(cls, folder: Path, held: lock.Lock | None, person: str, clock: Clock) -> Workspace:
        path = folder / opening.FILE_NAME
        if opening.revision_of(path) < HEAD:
            if held is None:
                raise InUse(_OLD_FORMAT, place=str(folder), code="DATA-OLD")
            opening.upgrade(path, folder / BACKUPS, clock())
        opening.check_shape(path)
        immutable = opening.mode_for(path) == "ro"
        database = Database(path, read_only=held is None, immutable=immutable)
        workspace = cls(folder, database, held)
        workspace.clock = clock
        workspace.person = person or workspace.person
        return workspace

    @property
    def read_only(self) -> bool:
        """Tell whether this workspace was opened without the right to write."""
        return self._lock is None

    @property
    def left_behind(self) -> bool:
        """Tell whether the program that wrote here before ended without letting go."""
        return self._lock is not None and self._lock.left is not None

    @property
    def holder(self) -> str:
        """Return who has the right to write, empty when nobody has."""
        return str(self._lock.holder if self._lock else lock.holder_of(self.folder) or "")

    # -- changing

    def do(self, command: Command, initiator: object = None) -> Changed:
        """Validate, change, audit, commit, then tell listeners; one transaction, one undo.

        Raises:
            BadInput, NotFound: refused; nothing was written.
            InUse, DiskTrouble, IntegrityBroken: could not be saved; nothing was written.
        """
        return self._carry(command, name_of(command), None, initiator)

    def rehearse(self, command: Command) -> frozenset[str]:
        """Carry a command out, take it back before anything is written, and return what it would touch.

        Raises:
            BadInput, NotFound, InUse: as `do` would.
        """
        from dossier_app.service.carrying import carry

        touched: frozenset[str] = frozenset()
        with self._turn, suppress(_Rehearsed), self.writing() as work:
            turn = self._named_turn(name_of(command), None)
            touched = frozenset(carry(work, command, turn)[0].keys)
            raise _Rehearsed
        return touched

    def undo(self, dossier: str = "") -> Changed | None:
        """Take back the newest command (of one dossier where given) by carrying out its inverse; None when there is none."""
        with self._turn:
            row = self._history().next_undo(dossier)
            return self._take_back(row, UNDO) if row else None

    def redo(self, dossier: str = "") -> Changed | None:
        """Carry out again what was undone last; None when there is nothing."""
        with self._turn:
            row = self._history().next_redo(dossier)
            return self._take_back(row, REDO) if row else None

    def undo_removes(self, dossier: str) -> bool:
        """Tell whether the next `undo` of a dossier takes its own making back."""
        row = self._history().next_undo(dossier)
        if row is None:
            return False
        inverse = command_from_json(json.loads(self._entry(row).inverse))
        parts = inverse.commands if isinstance(inverse, Batch) else (inverse,)
        return any(isinstance(part, RemoveDossier) for part in parts)

    def undo_name(self, dossier: str = "") -> Text | None:
        """Return the name of what `undo` would do."""
        return self._named(self._history().next_undo(dossier), UNDO)

    def redo_name(self, dossier: str = "") -> Text | None:
        """Return the name of what `redo` would do."""
        return self._named(self._history().next_redo(dossier), REDO)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every commit, in the order of subscribing; return what ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def back_up(self, reason: str = "manual") -> Path:
        """Keep a checked copy of data and files now and drop copies that are no longer wanted."""
        from dossier_app.service import safekeeping

        made = safekeeping.make(self, reason)
        self._changed = False
        return made.path

    def back_up_if_due(self) -> bool:
        """Back up what changed when the newest copy is older than half an hour; tell whether that was done."""
        from dossier_app.service import safekeeping

        due = self._changed and self._lock is not None and safekeeping.is_due(self)
        if due:
            self.back_up("auto")
        return due

    def note_restored(self, name: str) -> None:
        """Put into the record that a backup was restored; that is no command and cannot be undone."""
        from dossier_app.service.carrying import note

        with self.writing() as work:
            turn = self._named_turn(Text("恢复备份", "Restore a backup"), None)
            note(work, turn, {"do": "Restore", "file": name})

    def close(self) -> None:
        """Back up what changed when the last copy is older than half an hour, and let go of everything."""
        try:
            self.back_up_if_due()
        finally:
            self.database.close()
            if self._lock:
                self._lock.release()
            self._lock = None
            self._listeners.clear()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- inside

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Yield one moment of the tables, for queries."""
        from dossier_app.store.work import Work

        with self.database.reading() as connection:
            yield Work(connection)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Yield a transaction for derived data and registers that are no part of the record.

        Raises:
            InUse: opened read-only.
        """
        if self._lock is None:
            message = _READ_ONLY.format(holder=self.holder or "-")
            raise InUse(message, place=str(self.folder), code="WORKSPACE-READ-ONLY")
        from dossier_app.store.work import Work

        with self._turn, self.database.writing() as connection:
            yield Work(connection)

    def _carry(
        self, command: Command, name: Text, undoes: int | None, initiator: object
    ) -> Changed:
        from dossier_app.service.carrying import carry

        with self._turn:
            with self.writing() as work:
                effects, inverse, seq = carry(work, command, self._named_turn(name, undoes))
            keys, kinds = frozenset(effects.keys), frozenset(effects.kinds)
            changed = Changed(effects.dossier, keys, kinds, initiator, name)
            if keys:
                row = Carried(seq, undoes, effects.dossier, inverse is None)
                self._after(changed, row, effects)
        return changed

    def _named_turn(self, name: Text, undoes: int | None) -> Turn:
        from dossier_app.service.carrying import Turn

        return Turn(name, undoes, self.person, self.clock(), self.folder)

    def _after(self, changed: Changed, row: Carried, effects: Effects) -> None:
        self._changed = True
        if self._stacks is not None:
            self._stacks.take(row)
        for sha256 in effects.erased:
            from dossier_app.service import safekeeping

            self.evidence.erase(sha256)
            safekeeping.forget(self.folder, sha256)
        self.views.forget(effects.dossiers, effects, row.seq)
        for listener in tuple(self._listeners):
            listener(changed)

    def _take_back(self, row: Carried, prefix: Text) -> Changed:
        entry = self._entry(row)
        inverse = command_from_json(json.loads(entry.inverse))
        return self._carry(inverse, prefix.format(name=bare(entry.name)), row.seq, None)

    def _named(self, row: Carried | None, prefix: Text) -> Text | None:
        if row is None:
            return None
        from dossier_app.store import audit

        if self._last_name is None or self._last_name[0] != row.seq:
            with self.database.reading() as connection:
                self._last_name = (row.seq, audit.name(connection, row.seq))
        return prefix.format(name=bare(self._last_name[1]))

    def _entry(self, row: Carried) -> Entry:
        from dossier_app.store import audit

        with self.database.reading() as connection:
            return audit.entry(connection, row.seq)

    def _history(self) -> Stacks:
        with self._turn:
            if self._stacks is None:
                from dossier_app.store import audit

                with self.database.reading() as connection:
                    rows = audit.undo_rows(connection, _HISTORY_DEPTH)
                    self._stacks = Stacks.of(Carried(*row) for row in rows)
            return self._stacks
