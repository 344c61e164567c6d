"""Small dossiers for tests of the model."""

from __future__ import annotations

from dossier_app.model.dossier import Dossier, Heading, NotApplicable
from dossier_app.model.fields import Value
from dossier_app.model.records import Record


def record(kind: str, id: str, position: int = 0, /, **values: Value) -> Record:
    """Return a record of the test dossier."""
    return Record(id, kind, "d", position, values)


def dossier(
    answers: dict[str, Value] | None = None,
    *records: Record,
    not_applicable: dict[str, NotApplicable] | None = None,
) -> Dossier:
    """Return a dossier with these answers and records."""
    by_kind: dict[str, tuple[Record, ...]] = {}
    for each in records:
        by_kind[each.kind] = (*by_kind.get(each.kind, ()), each)
    heading = Heading("d", "test", "测试卷宗", "pack")
    return Dossier(heading, answers or {}, not_applicable or {}, by_kind)
