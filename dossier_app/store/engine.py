"""How a workspace's file is opened, read and written: the settings that keep every acknowledged edit."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, cast

from dossier_app.store.glance import Glance
from dossier_app.store.trouble import trouble_named

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION_ID: Final = 0x444F5353
"""`DOSS` in the header of the file: told apart from any other program's database."""
_WAIT_SECONDS = 5.0
_WRITES = "dossier_writes"


def connect(path: Path, *, mode: str = "rw", journal: str = "TRUNCATE") -> sqlite3.Connection:
    """Open the file with the driver's own transactions off; `mode=rw` never makes a file.

    The rollback journal is truncated, every commit is synced, foreign keys hold. For a file that is
    still being made, `journal="DELETE"` leaves nothing beside it.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_WAIT_SECONDS,
    )
    try:
        if mode != "ro":
            connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def schema_hash(connection: sqlite3.Connection) -> str:
    """Return the SHA-256 over what the file declares, apart from SQLite's own and the index's inner tables."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
        " ORDER BY type, name"
    )
    text = "\n".join(
        "|".join((kind, name, table, " ".join(sql.split()))) for kind, name, table, sql in rows
    )
    return hashlib.sha256(text.encode()).hexdigest()


class Database:
    """One workspace file: short reading connections, and one writer at a time."""

    def __init__(self, path: Path, *, read_only: bool = False, immutable: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._mode = "ro" if immutable else "rw"
        self._turn = RLock()
        self._looking = RLock()

    @contextmanager
    def glancing(self) -> Iterator[Glance]:
        """Yield a reader of one moment of the data that needs no SQLAlchemy.

        Raises:
            DiskTrouble, InUse, IntegrityBroken: see `trouble_named`.
        """
        with self._looking, trouble_named(self.path):
            self._glance.execute("BEGIN")
            try:
                yield Glance(self._glance)
            finally:
                self._glance.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one moment of the data.

        Raises:
            DiskTrouble, InUse, IntegrityBroken: see `trouble_named`.
        """
        with trouble_named(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection inside one transaction, committed when the block ends well, else rolled back.

        Raises:
            DiskTrouble, InUse, IntegrityBroken: see `trouble_named`.
        """
        with self._turn, trouble_named(self.path), self._engine.connect() as connection:
            marked = connection.execution_options(**{_WRITES: True})
            with marked.begin():
                yield marked

    def close(self) -> None:
        """Let go of the file."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
        if "_glance" in self.__dict__:
            with self._looking:
                self.__dict__.pop("_glance").close()

    @cached_property
    def _glance(self) -> sqlite3.Connection:
        made = connect(self.path, mode=self._mode)
        made.execute("PRAGMA query_only = ON")
        return made

    @cached_property
    def _engine(self) -> Engine:
        """Return the pool of connections, made when the first is wanted: the library takes half a second."""
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import QueuePool

        made = create_engine(
            "sqlite://", creator=lambda: connect(self.path, mode=self._mode), poolclass=QueuePool
        )
        event.listen(made, "begin", _begin)
        if self.read_only:
            event.listen(made, "connect", _forbid_writing)
        return made


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection inside a running transaction, for what only SQLite has.

    A statement costs a tenth of one through SQLAlchemy; a single autosave has a dozen.
    """
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")
