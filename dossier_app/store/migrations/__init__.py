"""The workspace's revisions, oldest first; each is a module that is never edited after its release."""

from __future__ import annotations

from types import ModuleType

HEAD = 2
"""The revision that this program reads and writes."""


def revisions() -> tuple[ModuleType, ...]:
    """Return the revision modules in order (imported late: Alembic takes half a second)."""
    from dossier_app.store.migrations import r0001_first, r0002_second

    return (r0001_first, r0002_second)
