"""Keeps the search index in step with answers and records, in the same transaction."""

from __future__ import annotations

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Kind
from dossier_app.model.records import Record
from dossier_app.service.effects import Context
from dossier_app.store import search

CONTENT = "content"
"""Under this name the text of an evidence file is indexed, by its hash and page."""
WORDED = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_SILENT = frozenset({"confirmation"})


def refresh_index(context: Context) -> None:
    """Index every answer and record that the command touched."""
    effects, work = context.effects, context.work
    for dossier, key in effects.worded:
        value = work.answer(dossier, key)
        search.replace_answer(
            work.connection, dossier, key, value if isinstance(value, str) else ""
        )
    by_kind: dict[str, set[str]] = {}
    for kind, record_id in effects.written | effects.removed:
        by_kind.setdefault(kind, set()).add(record_id)
    for kind, ids in by_kind.items():
        passages = [
            search.Passage(record.dossier, kind, record.id, "", 0, words_of(record))
            for record in work.some_records(kind, ids)
        ]
        search.replace_records(work.connection, kind, ids, passages)
    for sha256 in effects.erased:
        search.replace_records(work.connection, CONTENT, [sha256], [])


def words_of(record: Record) -> str:
    """Return the searchable text of a record, a line for each field; empty for kinds that are not searched."""
    if record.kind in _SILENT:
        return ""
    fields = RECORD_KINDS[record.kind].fields
    return "\n".join(
        record.text(field.key)
        for field in fields
        if field.kind in WORDED and not field.internal and field.key in record.values
    )
