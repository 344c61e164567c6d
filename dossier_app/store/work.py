"""Plain values in, plain values out: the only lines that read and change the tables of a workspace."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import groupby

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier, Heading, NotApplicable
from dossier_app.model.fields import Json, Value
from dossier_app.model.records import Owner, Record
from dossier_app.store.engine import driver_of
from dossier_app.store.glance import Glance
from dossier_app.store.rows import (
    answer_of,
    check_row,
    columns_of,
    heading_of,
    record_of,
    row_hash,
    sealed,
)
from dossier_app.store.schema import ANSWER, DOSSIER, NOT_APPLICABLE, RECORDS, REFERRERS, SUMMARY

_MANY = 400
"""Values in one IN list: below every limit of SQLite."""


class Work:
    """What can be read and changed inside one transaction; knows tables, not rules."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """The running transaction, for the audit trail and the search index."""
        return self._connection

    # -- dossiers

    def headings(self, *, archived: bool = False) -> tuple[Heading, ...]:
        """Return all dossiers in the order of their keys, archived ones only on request."""
        query = select(DOSSIER).order_by(DOSSIER.c.key)
        if not archived:
            query = query.where(DOSSIER.c.archived == 0)
        return tuple(heading_of(dict(row)) for row in self._connection.execute(query).mappings())

    def heading(self, name: str) -> Heading | None:
        """Return a dossier by id or key, None when there is none."""
        row = self._connection.execute(_HEADING, {"name": name}).mappings().first()
        return heading_of(dict(row)) if row else None

    def add_dossier(self, heading: Heading) -> None:
        """Insert a dossier."""
        self._connection.execute(insert(DOSSIER), _heading_columns(heading))

    def change_dossier(self, heading: Heading) -> None:
        """Write a dossier's heading."""
        where = DOSSIER.c.id == heading.id
        self._connection.execute(update(DOSSIER).where(where).values(**_heading_columns(heading)))

    def remove_dossier(self, dossier: str) -> None:
        """Delete an empty dossier's heading."""
        self._connection.execute(delete(SUMMARY).where(SUMMARY.c.dossier == dossier))
        self._connection.execute(delete(DOSSIER).where(DOSSIER.c.id == dossier))

    def is_empty(self, dossier: str) -> bool:
        """Tell whether a dossier has no answers, marks or records."""
        tables = [ANSWER, NOT_APPLICABLE, *(t for t in RECORDS.values() if "dossier" in t.c)]
        found = union_all(
            *(select(literal(1)).where(exists().where(t.c.dossier == dossier)) for t in tables)
        )
        return self._connection.execute(found).first() is None

    # -- answers

    def answers(self, dossier: str) -> dict[str, Value]:
        """Return all answers of a dossier, each checked against its checksum."""
        rows = self._connection.execute(_ANSWERS, {"dossier": dossier})
        found = {}
        for row in rows.mappings():
            check_row("answer", dict(row), row["field"])
            if field := FIELDS.get(row["field"]):
                found[field.key] = answer_of(field, json.loads(row["value"]))
        return found

    def answer(self, dossier: str, field: str) -> Json | None:
        """Return one answer in its JSON form, None when not given."""
        place = {"at_dossier": dossier, "at_field": field}
        stored = self._connection.execute(_ANSWER, place).scalar()
        return None if stored is None else _plain(stored)

    def put_answer(self, dossier: str, field: str, value: Json | None) -> None:
        """Store one answer, or clear it with None."""
        place = {"at_dossier": dossier, "at_field": field}
        if value is None:
            self._connection.execute(_CLEAR_ANSWER, place)
            return
        text = json.dumps(value, ensure_ascii=False)
        row = sealed("answer", {"dossier": dossier, "field": field, "value": text})
        if self._connection.execute(_CHANGE_ANSWER, {**place, **row}).rowcount == 0:
            self._connection.execute(_ADD_ANSWER, row)

    def marks(self, dossier: str) -> dict[str, NotApplicable]:
        """Return the not-applicable marks of a dossier."""
        query = select(NOT_APPLICABLE).where(NOT_APPLICABLE.c.dossier == dossier)
        found = {}
        for row in self._connection.execute(query).mappings():
            check_row("not_applicable", dict(row), row["field"])
            on = date.fromisoformat(row["on"])
            found[row["field"]] = NotApplicable(row["reason"], row["by"], on)
        return found

    def mark(self, dossier: str, field: str) -> NotApplicable | None:
        """Return one not-applicable mark, None when there is none."""
        table = NOT_APPLICABLE
        query = select(table).where(table.c.dossier == dossier, table.c.field == field)
        row = self._connection.execute(query).mappings().first()
        if row is None:
            return None
        return NotApplicable(row["reason"], row["by"], date.fromisoformat(row["on"]))

    def put_mark(self, dossier: str, field: str, mark: NotApplicable | None) -> None:
        """Store a not-applicable mark, or take it away with None."""
        table = NOT_APPLICABLE
        where = (table.c.dossier == dossier, table.c.field == field)
        self._connection.execute(delete(table).where(*where))
        if mark is not None:
            on = mark.on.isoformat()
            row = {
                "dossier": dossier,
                "field": field,
                "reason": mark.reason,
                "by": mark.by,
                "on": on,
            }
            self._connection.execute(insert(table), sealed("not_applicable", {**row}))

    # -- records

    def content(self, heading: Heading) -> Dossier:
        """Return a whole dossier as this transaction sees it, every row checked."""
        return Glance(driver_of(self._connection)).dossier(heading)

    def records(self, kind: str, dossier: str) -> tuple[Record, ...]:
        """Return the records of one kind in their order: the dossier's, or with an empty id the firm's."""
        rows = self._connection.execute(_records(kind, bool(dossier)), {"dossier": dossier})
        found = []
        for row in rows.mappings():
            columns = dict(row)
            check_row(kind, columns, f"{kind} {columns['id']}")
            found.append(record_of(kind, columns))
        return tuple(found)

    def record(self, kind: str, record_id: str) -> Record | None:
        """Return one record, None when there is none."""
        table = RECORDS[kind]
        row = self._connection.execute(select(table).where(table.c.id == record_id)).first()
        return record_of(kind, dict(row._mapping)) if row else None

    def some_records(self, kind: str, ids: Collection[str]) -> Iterator[Record]:
        """Yield the records with these ids, in no particular order."""
        table, wanted = RECORDS[kind], sorted(ids)
        for start in range(0, len(wanted), _MANY):
            query = select(table).where(table.c.id.in_(wanted[start : start + _MANY]))
            for row in self._connection.execute(query).mappings():
                yield record_of(kind, dict(row))

    def owners(self, kind: str, ids: Collection[str]) -> dict[str, str]:
        """Return the owner (a dossier's id, empty for the firm) of each of the ids that exists."""
        table = RECORDS[kind]
        owner = table.c.dossier if "dossier" in table.c else literal("")
        wanted, found = sorted(ids), {}
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            for row in self._connection.execute(
                select(table.c.id, owner).where(table.c.id.in_(part))
            ):
                found[str(row[0])] = str(row[1] or "")
        return found

    def count(self, kind: str, dossier: str) -> int:
        """Return how many records of a kind the dossier (empty: the firm) has."""
        table = RECORDS[kind]
        query = select(func.count()).select_from(table).where(_owned(table, dossier))
        return int(self._connection.execute(query).scalar_one())

    def append_records(self, records: Iterable[Record]) -> None:
        """Insert records at the positions that they carry, kind by kind in bulk."""
        for kind, group in groupby(records, key=lambda record: record.kind):
            self._connection.execute(insert(RECORDS[kind]), [_columns(record) for record in group])

    def write_record(self, record: Record) -> None:
        """Write all fields of an existing record."""
        table = RECORDS[record.kind]
        where = table.c.id == record.id
        self._connection.execute(update(table).where(where), _columns(record))

    def remove_records(self, kind: str, ids: Collection[str]) -> None:
        """Delete records; the caller closes the gaps that they leave."""
        table, wanted = RECORDS[kind], sorted(ids)
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            self._connection.execute(delete(table).where(table.c.id.in_(part)))

    def shift(self, record: Record, first: int, last: int | None, by: int) -> None:
        """Move all records of the same kind and owner from position `first` to `last` by `by` places."""
        table = RECORDS[record.kind]
        query = update(table).where(_owned(table, record.dossier), table.c.position >= first)
        if last is not None:
            query = query.where(table.c.position <= last)
        self._connection.execute(query.values(position=table.c.position + by))

    def place(self, record: Record, position: int) -> None:
        """Write one record's position."""
        table = RECORDS[record.kind]
        query = update(table).where(table.c.id == record.id).values(position=position)
        self._connection.execute(query)

    def referrers(self, kind: str, record_id: str) -> Iterator[tuple[str, str, Record]]:
        """Yield (kind, field, record) of every record that refers to this one."""
        for other, field in REFERRERS[kind]:
            table = RECORDS[other]
            query = select(table).where(table.c[field] == record_id)
            for row in self._connection.execute(query).mappings():
                yield other, field, record_of(other, dict(row))
        for dossier, field in self._answers_naming(kind, record_id):
            yield "", field, Record(dossier, "", dossier, 0, {})

    def _answers_naming(self, kind: str, record_id: str) -> Iterator[tuple[str, str]]:
        keys = [field.key for field in FIELDS.values() if field.target == kind]
        value = json.dumps(record_id, ensure_ascii=False)
        query = select(ANSWER.c.dossier, ANSWER.c.field).where(
            ANSWER.c.field.in_(keys), ANSWER.c.value == value
        )
        if keys:
            yield from ((row.dossier, row.field) for row in self._connection.execute(query))


def _plain(stored: str) -> Json:
    value: Json = json.loads(stored)
    return value


def _heading_columns(heading: Heading) -> dict[str, str | int | None]:
    return sealed(
        "dossier",
        {
            "id": heading.id,
            "key": heading.key,
            "name": heading.name,
            "pack": heading.pack,
            "judged_on": heading.judged_on.isoformat() if heading.judged_on else None,
            "sample": int(heading.sample),
            "archived": int(heading.archived),
        },
    )


def _columns(record: Record) -> dict[str, str | int | None]:
    row: dict[str, str | int | None] = {"id": record.id}
    if RECORD_KINDS[record.kind].owner is not Owner.FIRM:
        row["dossier"] = record.dossier or None
    row |= columns_of(record.kind, record.values)
    return row | {"row_hash": row_hash(record.kind, row), "position": record.position}


def _owned(table: Table, dossier: str) -> ColumnElement[bool]:
    if "dossier" not in table.c:
        return table.c.position >= 0
    return table.c.dossier == dossier if dossier else table.c.dossier.is_(None)


@cache
def _records(kind: str, owned: bool) -> Select[tuple[object, ...]]:
    table = RECORDS[kind]
    query = select(table).order_by(table.c.position)
    if "dossier" in table.c:
        mine = table.c.dossier == bindparam("dossier") if owned else table.c.dossier.is_(None)
        query = query.where(mine)
    return query


_HERE = (ANSWER.c.dossier == bindparam("at_dossier"), ANSWER.c.field == bindparam("at_field"))
_HEADING = select(DOSSIER).where(
    or_(DOSSIER.c.id == bindparam("name"), DOSSIER.c.key == bindparam("name"))
)
_ANSWER = select(ANSWER.c.value).where(*_HERE)
_CLEAR_ANSWER = delete(ANSWER).where(*_HERE)
_CHANGE_ANSWER = (
    update(ANSWER).where(*_HERE).values(value=bindparam("value"), row_hash=bindparam("row_hash"))
)
_ADD_ANSWER = insert(ANSWER)
_ANSWERS = select(ANSWER).where(ANSWER.c.dossier == bindparam("dossier")).order_by(ANSWER.c.field)
