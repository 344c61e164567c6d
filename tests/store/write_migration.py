"""Writes the module of the newest, unreleased migration: what today's declarations add to the released ones.

A released migration is never edited; after a release, raise `REVISION` and start the next one.
Run: python -m tests.store.write_migration
"""

import sqlite3
from pathlib import Path

from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import AddConstraint, CreateColumn, CreateIndex, CreateTable

from dossier_app.store import migrations, schema
from dossier_app.store.engine import schema_hash as hash_of

REVISION = 2
NAME = "r0002_second"
PATH = Path(migrations.__file__).with_name(f"{NAME}.py")

_HEAD = '''"""Revision {revision}: what the second release adds, written out so that later code cannot change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

REVISION = {revision}
SCHEMA_HASH = "{hash}"

STATEMENTS = (
'''
_TAIL = ''')


def upgrade(operations: Operations) -> None:
    """Add the tables, columns and indexes of this revision."""
    for statement in STATEMENTS:
        operations.execute(statement)
'''
_DIALECT = sqlite.dialect()


def released() -> sqlite3.Connection:
    """Return an empty database as the released migrations make it."""
    connection = sqlite3.connect(":memory:")
    for revision in migrations.revisions():
        if revision.REVISION < REVISION:
            for statement in revision.STATEMENTS:
                connection.execute(statement)
    return connection


def statements() -> list[str]:
    """Return the statements that lead from the released tables to today's declarations.

    Raises:
        ValueError: a declaration was removed; what a user has filled is never dropped.
    """
    connection = released()
    found = []
    for table in schema.METADATA.tables.values():
        there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
        gone = there - set(table.c.keys())
        if gone:
            raise ValueError(f"{table.name}: {sorted(gone)} no longer declared")
        found += _additions(table, there) if there else [_one_line(CreateTable(table))]
        have = {row[1] for row in connection.execute(f'PRAGMA index_list("{table.name}")')}
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        found += [_one_line(CreateIndex(each)) for each in indexes if each.name not in have]
    return found


def _additions(table: Table, there: set[str]) -> list[str]:
    return [
        f'ALTER TABLE "{table.name}" ADD COLUMN {_column(column)}'
        for column in table.c
        if column.name not in there
    ]


def _column(column: Column[object]) -> str:
    text = _one_line(CreateColumn(column))
    for key in column.foreign_keys:
        assert key.constraint is not None
        constraint = _one_line(AddConstraint(key.constraint))
        name, _, target = constraint.partition("ADD CONSTRAINT ")[2].partition(" FOREIGN KEY")
        text += f" CONSTRAINT {name} REFERENCES{target.partition('REFERENCES')[2]}"
    return text


def _one_line(element: CreateTable | CreateColumn | CreateIndex | AddConstraint) -> str:
    return " ".join(str(element.compile(dialect=_DIALECT)).split())


def schema_hash() -> str:
    """Return the hash that the migrated file must have."""
    connection = released()
    for statement in statements():
        connection.execute(statement)
    return hash_of(connection)


def _literal(statement: str) -> str:
    lines = []
    rest = statement
    while len(rest) > 108:
        cut = rest.rfind(" ", 0, 108) + 1
        lines.append(rest[:cut])
        rest = rest[cut:]
    lines.append(rest)
    quoted = [f"    {line!r}" if '"' in line else f'    "{line}"' for line in lines]
    return "\n".join(quoted) + ",\n"


if __name__ == "__main__":
    head = _HEAD.format(revision=REVISION, hash=schema_hash())
    PATH.write_text(head + "".join(map(_literal, statements())) + _TAIL, encoding="utf-8")
