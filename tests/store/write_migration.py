"""Prints the module of the first migration from today's declarations.

For use before the first release only; a released migration is never edited, the next one is written by hand.
Run: python -m tests.store.write_migration > dossier_app/store/migrations/r0001_first.py
"""

import sqlite3
import sys

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from dossier_app.store import schema
from dossier_app.store.engine import schema_hash as hash_of

_HEAD = '''"""Revision 1: the tables of the first release, written out so that later code cannot change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

REVISION = 1
SCHEMA_HASH = "{hash}"

STATEMENTS = (
'''
_TAIL = ''')


def upgrade(operations: Operations) -> None:
    """Make every table, index and trigger of revision 1."""
    for statement in STATEMENTS:
        operations.execute(statement)
'''


def statements() -> list[str]:
    """Return the statements that make today's schema, tables in an order of their names' declaration."""
    dialect = sqlite.dialect()
    found = []
    for table in schema.METADATA.tables.values():
        found.append(" ".join(str(CreateTable(table).compile(dialect=dialect)).split()))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        found += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return found + list(schema.PLAIN_STATEMENTS)


def schema_hash() -> str:
    """Return the hash that the migrated file must have."""
    connection = sqlite3.connect(":memory:")
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
    sys.stdout.write(
        _HEAD.format(hash=schema_hash()) + "".join(map(_literal, statements())) + _TAIL
    )
