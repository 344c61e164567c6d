"""Find and replace in the texts of the PTR, shown before it is done and taken back as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Kind
from dossier_app.model.finding import Fix

SEARCHED: Final = {
    "indicator": ("name", "requirement", "value", "unit", "condition"),
    "test_method": ("method", "standard"),
    "term": ("term", "definition"),
    "standard": ("number", "title", "applied"),
}
"""Fields of records that find and replace looks through; clause numbers are renumbered, not replaced."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that holds the words: where it stands, what it says now and what it would say."""

    kind: str
    id: str
    field: str
    place: Text
    before: str
    after: str
    count: int

    def as_json(self) -> dict[str, Any]:
        """Return the hit for scripts."""
        return {
            "place": {"record": self.kind, "id": self.id, "field": self.field},
            "label": self.place.as_json(),
            "before": self.before,
            "after": self.after,
            "count": self.count,
        }


def find(
    dossier: Dossier, words: str, new: str = "", *, match_case: bool = True
) -> tuple[Hit, ...]:
    """Return every text of the PTR with the words, and what it would say with `new` in their place.

    Raises:
        BadInput: nothing to look for.
    """
    if not words:
        raise BadInput(_NOTHING, place="words", code="PTR-REPLACE")
    pattern = re.compile(re.escape(words), re.NOFLAG if match_case else re.IGNORECASE)
    return tuple(_hits(dossier, pattern, new))


def _hits(dossier: Dossier, pattern: re.Pattern[str], new: str) -> Iterator[Hit]:
    for kind, record, key, place, text in _texts(dossier):
        after, count = pattern.subn(lambda _: new, text)
        if count:
            yield Hit(kind, record, key, place, text, after, count)


def _texts(dossier: Dossier) -> Iterator[tuple[str, str, str, Text, str]]:
    for key, value in dossier.answers.items():
        field = FIELDS.get(key)
        if field and key.startswith("ptr.") and field.kind in (Kind.TEXT, Kind.LONG_TEXT):
            yield "", dossier.heading.id, key, field.label, str(value)
    for kind, keys in SEARCHED.items():
        shape = RECORD_KINDS[kind]
        for row in dossier.all(kind):
            head = row.text("clause") or row.text(shape.title)
            for key in keys:
                if row.text(key):
                    name = shape.field(key).label
                    place = Text(f"{head} {name.zh}", f"{head} {name.en}")
                    yield kind, row.id, key, place, row.text(key)


def replacement(dossier: Dossier, hits: tuple[Hit, ...], words: str, new: str) -> Fix | None:
    """Return the commands that put the new words into the chosen hits; None when there is nothing to do."""
    commands: list[dict[str, object]] = []
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for hit in hits:
        if hit.kind:
            rows.setdefault((hit.kind, hit.id), {})[hit.field] = hit.after
        else:
            answer = {"do": "SetAnswer", "dossier": dossier.heading.id}
            commands.append({**answer, "field": hit.field, "value": hit.after})
    commands += [
        {"do": "ChangeRecord", "kind": kind, "id": record, "values": values}
        for (kind, record), values in rows.items()
    ]
    label = _REPLACE.format(old=words[:20], new=new[:20], count=sum(hit.count for hit in hits))
    return Fix(label, tuple(commands)) if commands else None


_NOTHING = Text("请写出要查找的文字。", "Say what to look for.")
_REPLACE = Text("替换“{old}”为“{new}”（{count} 处）", "Replace “{old}” by “{new}” ({count} places)")
