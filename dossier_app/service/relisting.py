"""Score items and price lines of a clarified file against those that are stored."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import from_json, to_json
from dossier_app.model.records import Record
from dossier_app.model.rowdiff import Difference
from dossier_app.model.tenderfile import TenderFile
from dossier_app.model.wording import squeeze
from dossier_app.service import tendering
from dossier_app.service.commands import AddRecord, ChangeRecord, Command, JsonValue

_COMPARED = {
    "score_item": ("points",),
    "price_line": ("quantity", "unit_price", "total", "remark"),
}


@dataclass(frozen=True, slots=True)
class ListDiff:
    """One score item or price line: `new`, `changed` or `gone` (kept; a person decides)."""

    kind: str
    state: str
    title: str
    record: str
    values: Mapping[str, JsonValue]
    differences: tuple[Difference, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the difference for scripts."""
        return {
            "kind": self.kind,
            "state": self.state,
            "title": self.title,
            "record": self.record,
            "differences": [each.as_json() for each in self.differences],
        }


def list_diffs(dossier: Dossier, tender: Record, read: TenderFile) -> tuple[ListDiff, ...]:
    """Return what a file says otherwise about scores and prices; nothing where it has no such rows at all."""
    fresh: dict[str, list[Mapping[str, JsonValue]]] = {"score_item": [], "price_line": []}
    for values in tendering.list_values(tender.id, read):
        fresh["score_item" if "item" in values else "price_line"].append(values)
    found: list[ListDiff] = []
    for kind, rows in fresh.items():
        if rows:
            found += _compared(kind, dossier.where(kind, tender=tender.id), rows)
    return tuple(found)


def _key(kind: str, values: Mapping[str, object]) -> str:
    parts = ("group", "item") if kind == "score_item" else ("name",)
    return "|".join(squeeze(str(values.get(part) or "")) for part in parts)


def _compared(
    kind: str, stored: Iterable[Record], rows: list[Mapping[str, JsonValue]]
) -> Iterator[ListDiff]:
    title = RECORD_KINDS[kind].title
    known: dict[str, list[Record]] = {}
    for record in stored:
        known.setdefault(_key(kind, record.values), []).append(record)
    for values in rows:
        same = known.get(_key(kind, values))
        if not same:
            yield ListDiff(kind, "new", str(values.get(title) or ""), "", values)
            continue
        record = same.pop(0)
        changes = tuple(_differences(kind, record, values))
        if changes:
            fresh = {each.field: values[each.field] for each in changes}
            yield ListDiff(kind, "changed", record.text(title), record.id, fresh, changes)
    for record in (each for left in known.values() for each in left):
        yield ListDiff(kind, "gone", record.text(title), record.id, {})


def _differences(
    kind: str, record: Record, values: Mapping[str, JsonValue]
) -> Iterator[Difference]:
    for key in _COMPARED[kind]:
        if key not in values or values[key] in ("", None):
            continue
        old, new = record.values.get(key), from_json(RECORD_KINDS[kind].field(key), values[key])
        if old != new:
            yield Difference(key, "" if old is None else str(to_json(old)), str(to_json(new)))


def list_commands(dossier: str, diffs: Iterable[ListDiff]) -> Iterator[Command]:
    """Yield what takes the differences over; what a person put in (expected points, prices offered) stays."""
    for diff in diffs:
        if diff.state == "new":
            yield AddRecord(dossier, diff.kind, uuid.uuid4().hex, diff.values)
        elif diff.state == "changed":
            yield ChangeRecord(diff.kind, diff.record, diff.values)
