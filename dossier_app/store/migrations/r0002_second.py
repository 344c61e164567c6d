"""Revision 2: what the second release adds, written out so that later code cannot change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

REVISION = 2
SCHEMA_HASH = "59d8f92b72f6aa2c32b4acd1b01aea5a75c04a12929743dcd21a90e38edef851"

STATEMENTS = ()


def upgrade(operations: Operations) -> None:
    """Add the tables, columns and indexes of this revision."""
    for statement in STATEMENTS:
        operations.execute(statement)
