"""What the board asks of all dossiers at once: one statement a question, however many dossiers there are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from dossier_app.model.definition import STEP_OF_FIELD
from dossier_app.store.schema import ANSWER, AUDIT, DOSSIER, RECORDS, SUMMARY


@dataclass(frozen=True, slots=True)
class Summary:
    """What was found about a dossier when it was last judged, and up to which row of the record."""

    dossier: str
    seq: int
    judged_on: str
    content: dict[str, Any]


def answered_by_step(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many fields of each step are answered, by (dossier, step)."""
    group = func.substr(ANSWER.c.field, 1, func.instr(ANSWER.c.field, ".") - 1)
    query = select(ANSWER.c.dossier, group, func.count()).group_by(ANSWER.c.dossier, group)
    steps = {field.partition(".")[0]: step for field, step in STEP_OF_FIELD.items()}
    return {
        (row[0], steps.get(str(row[1]), str(row[1]))): row[2] for row in connection.execute(query)
    }


def answers_to(connection: Connection, field: str) -> dict[str, Any]:
    """Return every dossier's answer to one field, as JSON."""
    each = ANSWER.c.dossier.in_(select(DOSSIER.c.id))
    query = select(ANSWER.c.dossier, ANSWER.c.value).where(each, ANSWER.c.field == field)
    return {row[0]: json.loads(row[1]) for row in connection.execute(query)}


def latest_expiry(connection: Connection) -> dict[str, str]:
    """Return the last day of each dossier's newest certificate."""
    table = RECORDS["certificate"]
    query = select(table.c.dossier, func.max(table.c.expires_on)).group_by(table.c.dossier)
    return {row[0]: row[1] for row in connection.execute(query) if row[1]}


def owners_of(connection: Connection, kind: str) -> frozenset[str]:
    """Return the dossiers that have records of a kind."""
    return frozenset(connection.execute(select(RECORDS[kind].c.dossier).distinct()).scalars())


def tender_lines(connection: Connection) -> list[tuple[str, str, str, str, str]]:
    """Return (dossier, id, code, opening, state) of every tender by opening."""
    table = RECORDS["tender"]
    columns = (table.c.dossier, table.c.id, table.c.code, table.c.opening, table.c.state)
    query = select(*(func.coalesce(column, "") for column in columns)).order_by(table.c.opening)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(query)]


def last_changes(connection: Connection) -> dict[str, int]:
    """Return the number of the last row of the record for each dossier; empty key for the firm's own."""
    query = select(AUDIT.c.dossier, func.max(AUDIT.c.seq)).group_by(AUDIT.c.dossier)
    return {row[0]: row[1] for row in connection.execute(query)}


def summaries(connection: Connection, dossier: str = "") -> dict[str, Summary]:
    """Return the kept summaries by dossier; of one where it is named."""
    query = select(SUMMARY)
    rows = connection.execute(query.where(SUMMARY.c.dossier == dossier) if dossier else query)
    return {
        row.dossier: Summary(row.dossier, row.seq, row.judged_on, json.loads(row.content))
        for row in rows
    }


def keep(connection: Connection, summary: Summary) -> None:
    """Keep a summary in place of the one before."""
    row = {
        "dossier": summary.dossier,
        "seq": summary.seq,
        "judged_on": summary.judged_on,
        "content": json.dumps(summary.content, ensure_ascii=False, sort_keys=True),
    }
    where = SUMMARY.c.dossier == summary.dossier
    if connection.execute(update(SUMMARY).where(where).values(**row)).rowcount == 0:
        connection.execute(insert(SUMMARY), row)
