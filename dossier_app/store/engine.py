"""How a workspace's file is opened, read and written: the settings that keep every acknowledged edit."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import QueuePool

from dossier_app.store.trouble import trouble_named

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
        mode = "ro" if immutable else "rw"
        self._engine = create_engine(
            "sqlite://", creator=lambda: connect(path, mode=mode), poolclass=QueuePool
        )
        self._turn = RLock()
        event.listen(self._engine, "begin", _begin)
        if read_only:
            event.listen(self._engine, "connect", _forbid_writing)

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
        self._engine.dispose()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")
