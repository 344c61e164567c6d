"""What must not leave the house with a dossier: prices, people, inner notes and files kept inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Field, Kind

OPEN_LEVELS: Final = frozenset({"public", "tender"})
"""Disclosure levels of evidence that may leave."""
BLANK: Final = "（已移除 / removed）"
DROPPED: Final[Mapping[str, Text]] = {
    "comment": Text("内部批注与任务", "inner notes and tasks"),
    "price_line": Text("报价明细", "price lines"),
    "past_answer": Text("过往答复", "past answers"),
    "reference_case": Text("业绩合同", "reference contracts"),
    "project_report": Text("项目报备", "project register"),
    "pack_issue": Text("发出登记", "register of packs handed out"),
    "champion": Text("院内支持者", "champions in hospitals"),
    "access_decision": Text("准入决策记录", "access decisions"),
    "letter": Text("监管来函", "letters of authorities"),
    "letter_point": Text("监管来函逐条", "points of letters"),
    "incident": Text("不良事件记录", "incidents"),
}
"""Kinds of records that stay here whole."""
_PEOPLE: Final = frozenset(
    [
        "contact",
        "phone",
        "legal_person",
        "engineer",
        "signatory",
        "contact_person",
        "contact_phone",
        "person",
        "owner",
        "author",
        "confirmed_by",
        "operator",
        "decider",
        "assigned",
        "reviewer",
        "approver",
        "author_of",
        "person_role",
        "on_behalf",
    ]
)
_CLOSED_EVIDENCE: Final = frozenset(
    {"kind", "sha256", "media_type", "bytes", "pages", "disclosure"}
)
_MONEY, _WHO = (
    Text("金额", "amounts of money"),
    Text("人员与联系方式", "people and how to reach them"),
)
_INSIDE = Text("不公开的证据文件", "evidence that is not disclosed")
_QUOTES = Text("不公开证据的引文", "quotations of undisclosed evidence")
_POINTERS = Text("指向已移除内容的引用", "references to what was removed")


@dataclass(frozen=True, slots=True)
class Redacted:
    """A form that may leave, the contents that go with it, and what was taken out: place, number, why."""

    form: Mapping[str, Any]
    carried: frozenset[str]
    removed: tuple[dict[str, Any], ...]


class _Notes:
    """Counts what was taken out by place and reason."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, Text]] = Counter()

    def note(self, place: str, why: Text) -> None:
        self.counts[place, why] += 1

    def listed(self) -> tuple[dict[str, Any], ...]:
        return tuple(
            {"place": place, "count": count, "why": why.as_json()}
            for (place, why), count in sorted(self.counts.items(), key=lambda each: each[0][0])
        )


def redact(form: Mapping[str, Any]) -> Redacted:
    """Return the form without what must not leave; what stays still holds together."""
    notes = _Notes()
    closed = {
        row["id"]
        for part in ("records", "firm")
        for row in form.get(part, {}).get("evidence", ())
        if row.get("disclosure") not in OPEN_LEVELS
    }
    parts = {
        part: {
            kind: [_row(kind, row, closed, notes) for row in rows]
            for kind, rows in form.get(part, {}).items()
            if not _dropped(part, kind, rows, notes)
        }
        for part in ("records", "firm")
    }
    _close(parts, notes)
    marks = form.get("not_applicable", {})
    for key in marks:
        notes.note(f"not_applicable/{key}", _WHO)
    made = {
        **form,
        **{part: {k: v for k, v in kinds.items() if v} for part, kinds in parts.items()},
        "not_applicable": {key: {**mark, "by": BLANK} for key, mark in marks.items()},
    }
    kept = [*parts["records"].get("evidence", ()), *parts["firm"].get("evidence", ())]
    carried = frozenset(str(row["sha256"]) for row in kept if row["id"] not in closed)
    return Redacted(made, carried, notes.listed())


def _dropped(part: str, kind: str, rows: list[dict[str, Any]], notes: _Notes) -> bool:
    for _ in rows if kind in DROPPED else ():
        notes.note(f"{part}/{kind}", DROPPED[kind])
    return kind in DROPPED


def _row(kind: str, row: dict[str, Any], closed: set[str], notes: _Notes) -> dict[str, Any]:
    made = dict(row)
    if kind == "evidence" and row["id"] in closed:
        notes.note(f"files/{row.get('sha256', '')}", _INSIDE)
        made = {key: value for key, value in row.items() if key in _CLOSED_EVIDENCE | {"id"}}
        return made | {"title": BLANK, "file_name": BLANK}
    if kind == "link" and row.get("evidence") in closed and made.pop("quote", None):
        notes.note("records/link/quote", _QUOTES)
    for field in RECORD_KINDS[kind].fields:
        why = _why(field)
        if why and field.key in made:
            notes.note(f"{kind}/{field.key}", why)
            if field.required and field.kind is Kind.TEXT:
                made[field.key] = BLANK
            else:
                del made[field.key]
    return made


def _why(field: Field) -> Text | None:
    if field.kind is Kind.MONEY or field.key == "offer_total_words":
        return _MONEY
    return _WHO if field.key in _PEOPLE and field.kind in (Kind.TEXT, Kind.LONG_TEXT) else None


def _close(parts: dict[str, dict[str, list[dict[str, Any]]]], notes: _Notes) -> None:
    """Take out references to what is gone, and records that cannot do without, until nothing points nowhere."""
    while True:
        there = {
            (kind, row["id"])
            for kinds in parts.values()
            for kind, rows in kinds.items()
            for row in rows
        }
        loose = [
            (rows, row, kind, field)
            for kinds in parts.values()
            for kind, rows in kinds.items()
            for row in rows
            for field in RECORD_KINDS[kind].fields
            if field.kind is Kind.REFERENCE
            and field.key in row
            and (field.target, row[field.key]) not in there
        ]
        if not loose:
            return
        for rows, row, kind, field in loose:
            notes.note(f"{kind}/{field.key}", _POINTERS)
            if not field.required:
                row.pop(field.key, None)
            elif row in rows:
                rows.remove(row)
