"""Reads a whole dossier through the driver alone, so that the window shows it before SQLAlchemy is loaded.

The statements are SQLite's plain SELECTs over the tables that `schema` declares; `work` has the same
reads as parts of a transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier, Heading, NotApplicable
from dossier_app.model.fields import Value
from dossier_app.model.records import Owner, Record
from dossier_app.store.rows import answer_of, check_row, heading_of, record_of

_OWNED = {Owner.FIRM: ("",), Owner.DOSSIER: ("dossier = ?",), Owner.EITHER: ("dossier = ?", "dossier IS NULL")}  # fmt: skip
"""The parts in which the records of a kind are read: the dossier's own, then the firm's."""


class Glance:
    """What can be read at one moment; knows tables, not rules."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last_change(self) -> int:
        """Return the number of the record's last row, 0 of an empty one."""
        return int(
            self._connection.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0]
        )

    def headings(self, *, archived: bool = False) -> tuple[Heading, ...]:
        """Return all dossiers in the order of their keys, archived ones only on request."""
        rows = self._rows("SELECT * FROM dossier WHERE archived <= ? ORDER BY key", [int(archived)])
        return tuple(map(heading_of, rows))

    def heading(self, name: str) -> Heading | None:
        """Return a dossier by id or key, None when there is none."""
        rows = self._rows("SELECT * FROM dossier WHERE id = ?1 OR key = ?1", [name])
        return next(map(heading_of, rows), None)

    def dossier(self, heading: Heading) -> Dossier:
        """Return a dossier with its own and the firm's records; every row is checked against its checksum.

        Raises:
            IntegrityBroken: a row is not what was written.
        """
        found = {kind: self.records(kind, heading.id) for kind in RECORD_KINDS}
        filled = {kind: rows for kind, rows in found.items() if rows}
        return Dossier(heading, self.answers(heading.id), self.marks(heading.id), filled)

    def answers(self, dossier: str) -> dict[str, Value]:
        """Return all answers of a dossier."""
        found = {}
        for row in self._rows("SELECT * FROM answer WHERE dossier = ? ORDER BY field", [dossier]):  # fmt: skip
            check_row("answer", row, row["field"])
            if field := FIELDS.get(row["field"]):
                found[field.key] = answer_of(field, json.loads(row["value"]))
        return found

    def marks(self, dossier: str) -> dict[str, NotApplicable]:
        """Return the not-applicable marks of a dossier."""
        found = {}
        for row in self._rows("SELECT * FROM not_applicable WHERE dossier = ?", [dossier]):
            check_row("not_applicable", row, row["field"])
            on = date.fromisoformat(row["on"])
            found[row["field"]] = NotApplicable(row["reason"], row["by"], on)
        return found

    def records(self, kind: str, dossier: str) -> tuple[Record, ...]:
        """Return the records of one kind that a dossier sees: its own, then the firm's."""
        found = []
        for part in _OWNED[RECORD_KINDS[kind].owner]:
            where = f" WHERE {part}" if part else ""
            words: list[str | int] = [dossier] if "?" in part else []
            for row in self._rows(f'SELECT * FROM "{kind}"{where} ORDER BY position', words):  # noqa: S608 - a declared name
                check_row(kind, row, f"{kind} {row['id']}")
                found.append(record_of(kind, row))
        return tuple(found)

    def some(self, kind: str, ids: Collection[str]) -> Iterator[Record]:
        """Yield the few records of a kind with these ids that exist, each checked."""
        marks = ", ".join("?" * len(ids))
        for row in self._rows(f'SELECT * FROM "{kind}" WHERE id IN ({marks})', sorted(ids)):  # noqa: S608 - a declared name
            check_row(kind, row, f"{kind} {row['id']}")
            yield record_of(kind, row)

    def _rows(
        self,
        query: str,
        words: Sequence[str | int] = (),
    ) -> Iterator[dict[str, Any]]:
        cursor = self._connection.execute(query, words)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))
