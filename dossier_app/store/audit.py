"""The audit trail: rows that are only ever added, each carrying the hash of the one before.

What the chain proves: no row inside it was changed, removed or re-ordered afterwards. What it does not
prove: that nobody cut rows off its end or rewrote all of it; for that, compare the head hash with one
printed or handed over earlier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, desc, select

from dossier_app.base.text import Text
from dossier_app.store.engine import driver_of
from dossier_app.store.schema import AUDIT

_ROWS_AT_ONCE = 500
_CONFIRMS = '{"do":"Confirm"'
_LAST = select(AUDIT.c.seq, AUDIT.c.hash).order_by(desc(AUDIT.c.seq)).limit(1)
_LAST_ROW = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
_ADD = (
    "INSERT INTO audit (seq, at, person, dossier, name_zh, name_en, command, inverse, places, undoes,"
    " program, previous, hash) VALUES (:seq, :at, :person, :dossier, :name_zh, :name_en, :command,"
    " :inverse, :places, :undoes, :program, :previous, :hash)"
)
_TAKEN_BACK = (
    select(AUDIT.c.seq)
    .where(AUDIT.c.undoes == bindparam("at"))
    .order_by(desc(AUDIT.c.seq))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One carried-out command: who, when (UTC), what, its inverse and the places it touched, as JSON."""

    seq: int
    at: datetime
    person: str
    dossier: str
    name: Text
    command: str
    inverse: str
    places: str
    undoes: int | None
    program: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it gets its number and its place in the chain."""

    at: datetime
    person: str
    dossier: str
    name: Text
    command: str
    inverse: str
    places: str
    undoes: int | None
    program: str


def append(connection: Connection, draft: Draft) -> int:
    """Add a row in the running transaction and return its number."""
    driver = driver_of(connection)
    last, previous = driver.execute(_LAST_ROW).fetchone() or (0, "")
    seq = int(last) + 1
    row = {
        "seq": seq,
        "at": draft.at.isoformat(timespec="microseconds"),
        "person": draft.person,
        "dossier": draft.dossier,
        "name_zh": draft.name.zh,
        "name_en": draft.name.en,
        "command": draft.command,
        "inverse": draft.inverse,
        "places": draft.places,
        "undoes": draft.undoes,
        "program": draft.program,
        "previous": previous,
    }
    row["hash"] = _hash(row)
    driver.execute(_ADD, row)
    return seq


def head(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last row, (0, "") of an empty trail."""
    last = connection.execute(_LAST).first()
    return (last.seq, last.hash) if last else (0, "")


def entries(
    connection: Connection, dossier: str = "", place: str = "", limit: int | None = None
) -> Iterator[Entry]:
    """Yield entries, newest first; only of one dossier and only those that touched `place`, where given."""
    query = select(AUDIT).order_by(desc(AUDIT.c.seq))
    if dossier:
        query = query.where(AUDIT.c.dossier == dossier)
    if place:
        query = query.where(AUDIT.c.places.contains(json.dumps(place, ensure_ascii=False)))
    if limit is not None:
        query = query.limit(limit)
    yield from map(_entry, connection.execute(query))


def writers(connection: Connection, dossier: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield who wrote and the places touched, of every row of a dossier that is no confirmation."""
    query = select(AUDIT.c.person, AUDIT.c.places).where(AUDIT.c.dossier == dossier)
    for person, places in connection.execute(query.where(~AUDIT.c.command.startswith(_CONFIRMS))):
        yield person, tuple(json.loads(places))


def entry(connection: Connection, seq: int) -> Entry:
    """Return one entry that is known to exist."""
    return _entry(connection.execute(select(AUDIT).where(AUDIT.c.seq == seq)).one())


def name(connection: Connection, seq: int) -> Text:
    """Return what an entry that is known to exist is called; its command may be megabytes."""
    query = select(AUDIT.c.name_zh, AUDIT.c.name_en).where(AUDIT.c.seq == seq)
    row = connection.execute(query).one()
    return Text(row[0], row[1])


def undo_rows(connection: Connection, depth: int) -> list[tuple[int, int | None, str, bool]]:
    """Return (number, undone number, dossier, cannot be undone) of the last `depth` rows, oldest first."""
    query = select(AUDIT.c.seq, AUDIT.c.undoes, AUDIT.c.dossier, AUDIT.c.inverse == "")
    newest = connection.execute(query.order_by(desc(AUDIT.c.seq)).limit(depth)).all()
    return [(row[0], row[1], row[2], bool(row[3])) for row in reversed(newest)]


def stands(connection: Connection, seq: int) -> bool:
    """Tell whether a row is in effect: not taken back, or its taking back was taken back."""
    last = connection.execute(_TAKEN_BACK, {"at": seq}).scalar()
    return last is None or not stands(connection, int(last))


def first_fault(connection: Connection) -> tuple[int, str] | None:
    """Return number and kind (`changed`, `removed`) of the first row that breaks the chain, None when whole."""
    expected, previous = 1, ""
    query = select(AUDIT).order_by(AUDIT.c.seq)
    for row in connection.execute(query).yield_per(_ROWS_AT_ONCE):
        if row.seq != expected:
            return expected, "removed"
        if row.previous != previous or row.hash != _hash(dict(row._mapping)):
            return row.seq, "changed"
        expected, previous = row.seq + 1, row.hash
    return None


def holds(connection: Connection, hash_: str) -> bool:
    """Tell whether some row has this hash."""
    return connection.execute(select(AUDIT.c.seq).where(AUDIT.c.hash == hash_)).first() is not None


def _hash(row: dict[str, object]) -> str:
    content = {key: value for key, value in row.items() if key != "hash"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _entry(row: Row[Any]) -> Entry:
    parts = row._mapping
    return Entry(
        seq=parts["seq"],
        at=datetime.fromisoformat(parts["at"]),
        person=parts["person"],
        dossier=parts["dossier"],
        name=Text(parts["name_zh"], parts["name_en"]),
        command=parts["command"],
        inverse=parts["inverse"],
        places=parts["places"],
        undoes=parts["undoes"],
        program=parts["program"],
        previous=parts["previous"],
        hash=parts["hash"],
    )
