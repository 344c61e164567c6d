"""The register of evidence files: which contents the workspace has or had, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from dossier_app.store.schema import EVIDENCE_FILE


@dataclass(frozen=True, slots=True)
class Kept:
    """One registered content; `erased_at` is empty while its bytes are kept."""

    sha256: str
    bytes: int
    media_type: str
    added_at: str
    erased_at: str = ""
    erased_by: str = ""
    erased_reason: str = ""


def add(connection: Connection, kept: Kept) -> None:
    """Register a content; one that was erased before and comes back is kept again."""
    columns = {
        "sha256": kept.sha256,
        "bytes": kept.bytes,
        "media_type": kept.media_type,
        "added_at": kept.added_at,
        "erased_at": None,
        "erased_by": None,
        "erased_reason": None,
    }
    where = EVIDENCE_FILE.c.sha256 == kept.sha256
    known = connection.execute(select(EVIDENCE_FILE.c.erased_at).where(where)).first()
    if known is None:
        connection.execute(insert(EVIDENCE_FILE), columns)
    elif known.erased_at is not None:
        connection.execute(update(EVIDENCE_FILE).where(where).values(**columns))


def erase(connection: Connection, sha256: str, moment: str, by: tuple[str, str]) -> bool:
    """Note that a content is erased, `by` = (person, reason); False when there is nothing to erase."""
    table = EVIDENCE_FILE
    query = update(table).where(table.c.sha256 == sha256, table.c.erased_at.is_(None))
    person, reason = by
    done = connection.execute(
        query.values(erased_at=moment, erased_by=person, erased_reason=reason)
    )
    return done.rowcount == 1


def contents(connection: Connection) -> tuple[Kept, ...]:
    """Return every registered content, by hash."""
    rows = connection.execute(select(EVIDENCE_FILE).order_by(EVIDENCE_FILE.c.sha256)).mappings()
    return tuple(
        Kept(**{key: value or "" for key, value in row.items()} | {"bytes": row["bytes"]})
        for row in rows
    )
