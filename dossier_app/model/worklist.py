"""Everything that is wrong or missing in one list: grouped, owned, dated, sorted by what it takes to close."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.completeness import Gap, StepCount
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Field, Kind
from dossier_app.model.finding import Certainty, Finding, Place, Severity
from dossier_app.model.phases import means
from dossier_app.model.rulepack import RulePack

_SHORT = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.DATE})
_ONE_CLICK, _CHOOSE, _TYPE, _WRITE, _RECORD, _PROOF = 1, 2, 3, 5, 8, 13


class Group(Enum):
    """By what a list can be grouped."""

    STEP = "step"
    GATE = "gate"
    TENDER = "tender"
    OWNER = "owner"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be done. `gap` tells what is only not there from what is wrong; `effort` rises with the work.

    `done_by` names who acknowledged it; `unconfirmed` marks law that was not read in a primary text.
    """

    key: str
    severity: Severity
    step: str
    place: Place
    message: Text
    code: str
    gap: bool
    effort: int
    tender: str = ""
    gate: str = ""
    owner: str = ""
    due: date | None = None
    unconfirmed: bool = False
    done_by: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "key": self.key,
            "code": self.code,
            "severity": self.severity.value,
            "gap": self.gap,
            "effort": self.effort,
            "step": self.step,
            "gate": self.gate,
            "tender": self.tender,
            "owner": self.owner,
            "due": self.due.isoformat() if self.due else None,
            "place": {
                "record": self.place.record,
                "id": self.place.id,
                "field": self.place.field,
            },
            "message": self.message.as_json(),
            "unconfirmed": self.unconfirmed,
            "acknowledged_by": self.done_by,
        }


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that ends or is due by a day."""

    on: date
    place: Place
    message: Text

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        place = {"record": self.place.record, "id": self.place.id, "field": self.place.field}
        return {"on": self.on.isoformat(), "place": place, "message": self.message.as_json()}


def finding_key(found: Finding) -> str:
    """Return the name of a finding: another sentence at another place is another finding."""
    place = found.place
    parts = (found.code, place.record, place.id, place.field, found.tender, found.message.zh)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def worklist(
    dossier: Dossier, pack: RulePack, findings: Sequence[Finding], gaps: Sequence[Gap]
) -> tuple[Item, ...]:
    """Return every finding and every gap once, what costs least to close first within its severity."""
    ticked = _acknowledged(dossier)
    own = _owners(dossier, pack)
    items = [_of_finding(dossier, f, ticked, own) for f in findings if f.code != "COMP-01"]
    items += [_of_gap(dossier, gap, own) for gap in gaps if gap.what != "proof"]
    order = list(Severity)
    return tuple(sorted(items, key=lambda i: (order.index(i.severity), i.effort, i.step, i.key)))


def grouped(
    items: Sequence[Item], by: Group, names: Mapping[str, Text]
) -> tuple[tuple[Text, tuple[Item, ...]], ...]:
    """Return the items in groups with their headings; what has no such mark stands last."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(_mark(item, by), []).append(item)
    ordered = sorted(found, key=lambda mark: (not mark, mark if by is Group.DUE else ""))
    none = _NONE[by]
    return tuple(
        (names.get(mark, Text(mark, mark)) if mark else none, tuple(found[mark]))
        for mark in ordered
    )


def closing(items: Sequence[Item], counts: Mapping[str, StepCount]) -> dict[str, list[Item]]:
    """Return for each step that is not full what would fill it, least effort first: why it is not 100."""
    return {
        step: sorted((i for i in items if i.gap and i.step == step), key=lambda i: i.effort)
        for step, count in counts.items()
        if count.open
    }


def apart(items: Sequence[Item], counts: Mapping[str, StepCount]) -> dict[str, int]:
    """Return what is counted for itself and never among what is done or open."""
    return {
        "not_applicable": sum(count.not_applicable for count in counts.values()),
        "accepted_gaps": sum(count.accepted_gaps for count in counts.values()),
        "unconfirmed_law": sum(item.unconfirmed for item in items),
        "acknowledged": sum(bool(item.done_by) for item in items),
    }


def coming(dossier: Dossier, since: date, until: date) -> tuple[Coming, ...]:
    """Return what ends or falls due after `since` and by `until`, in order of days."""
    found = []
    for kind, declared in RECORD_KINDS.items():
        for field in declared.fields:
            words = _ENDS.get(field.key) if field.kind is Kind.DATE else None
            for record in dossier.all(kind) if words else ():
                on = record.day(field.key)
                over = record.flag("done") or record.text("state") in _OVER
                if words and on is not None and since < on <= until and not over:
                    title = Text(record.text(declared.title)[:40], record.text(declared.title)[:40])
                    message = words.format(kind=declared.label, title=title, day=on)
                    found.append(Coming(on, Place(kind, record.id, field.key), message))
    return tuple(sorted(found, key=lambda each: (each.on, each.place.record, each.place.id)))


def effort_of(field: Field | None) -> int:
    """Return what it takes to fill a field: a choice or date least, a long text most."""
    if field is None:
        return _TYPE
    if field.kind in _SHORT:
        return _CHOOSE
    return _WRITE if field.kind is Kind.LONG_TEXT else _TYPE


def _of_finding(
    dossier: Dossier, found: Finding, ticked: Mapping[str, str], own: Mapping[str, tuple[str, date]]
) -> Item:
    key = finding_key(found)
    effort = _ONE_CLICK if found.fix else effort_of(_field(found.place)) + _TYPE
    owner, due = _owner(dossier, own, found.place, found.gate, found.tender)
    return Item(
        key,
        found.severity,
        found.step,
        found.place,
        found.message,
        found.code,
        False,
        effort,
        found.tender,
        found.gate,
        owner,
        due,
        found.certainty is Certainty.C,
        ticked.get(key, ""),
    )


def _of_gap(dossier: Dossier, gap: Gap, own: Mapping[str, tuple[str, date]]) -> Item:
    efforts = {"record": _RECORD, "proof": _PROOF, "answer": _WRITE}
    effort = efforts.get(gap.what) or effort_of(_field(gap.place))
    tender = _tender_of(dossier, gap.place)
    owner, due = _owner(dossier, own, gap.place, "", tender)
    place = gap.place
    key = hashlib.sha256(f"{place.record}:{place.id}:{place.field}".encode()).hexdigest()[:24]
    message = _MISSING.format(label=gap.label)
    return Item(
        key,
        Severity.BLOCKER,
        gap.step,
        place,
        message,
        "COMP-01",
        True,
        effort,
        tender,
        "",
        owner,
        due,
    )


def _field(place: Place) -> Field | None:
    if not place.record:
        return FIELDS.get(place.field)
    kind = RECORD_KINDS.get(place.record)
    return next((f for f in kind.fields if f.key == place.field), None) if kind else None


def _tender_of(dossier: Dossier, place: Place) -> str:
    if place.record == "tender":
        return place.id
    record = dossier.find(place.record, place.id) if place.record and place.id else None
    return record.text("tender") if record else ""


def _acknowledged(dossier: Dossier) -> dict[str, str]:
    return {
        row.text("what").partition(":")[2]: row.text("person")
        for row in dossier.where("confirmation", meaning="acknowledged")
        if row.text("what").startswith("finding:")
    }


def _owners(dossier: Dossier, pack: RulePack) -> dict[str, tuple[str, date]]:
    """Return who answers for a place or gate and until when, from open tasks and gates."""
    found: dict[str, tuple[str, date]] = {}
    for note in dossier.all("comment"):
        if not note.flag("done") and (note.text("owner") or note.day("due")):
            found[note.text("place")] = (note.text("owner"), note.day("due") or date.max)
    for row in dossier.all("gate"):
        gate = next((g for g in pack.gates if means(row, g)), None)
        if gate and (row.text("owner") or row.day("due")):
            found[f"gate:{gate.code}"] = (row.text("owner"), row.day("due") or date.max)
    return found


def _owner(
    dossier: Dossier, own: Mapping[str, tuple[str, date]], place: Place, gate: str, tender: str
) -> tuple[str, date | None]:
    names = (
        f"record:{place.record}:{place.id}"
        if place.id and place.record
        else f"answer:{place.field}",
        f"gate:{gate}",
    )
    owner, due = next((own[name] for name in names if name in own), ("", date.max))
    record = dossier.find("tender", tender) if tender else None
    until = min(due, (record.day("deadline") if record else None) or date.max)
    return owner, None if until == date.max else until


def _mark(item: Item, by: Group) -> str:
    match by:
        case Group.STEP:
            return item.step
        case Group.GATE:
            return item.gate
        case Group.TENDER:
            return item.tender
        case Group.OWNER:
            return item.owner
        case Group.DUE:
            return item.due.isoformat() if item.due else ""


def headings(
    dossier: Dossier, pack: RulePack, steps: Iterable[tuple[str, Text]]
) -> dict[str, Text]:
    """Return the words for the marks of steps, gates and tenders."""
    names = dict(steps)
    names |= {gate.code: gate.title for gate in pack.gates}
    for tender in dossier.all("tender"):
        words = f"{tender.text('code')} {tender.text('name')}"
        names[tender.id] = Text(words, words)
    return names


_MISSING = Text("缺少：{label}", "Missing: {label}")
_NONE = {
    Group.STEP: Text("不属于某一步", "No step"),
    Group.GATE: Text("不属于某一环节", "No gate"),
    Group.TENDER: Text("不属于某一投标项目", "No tender"),
    Group.OWNER: Text("未指定负责人", "Nobody named"),
    Group.DUE: Text("没有期限", "No date"),
}
_ENDS = {
    "expires_on": Text("{kind}“{title}”于 {day} 到期", "{kind} “{title}” ends on {day}"),
    "contract_until": Text(
        "{kind}“{title}”的合同于 {day} 到期", "The contract of {kind} “{title}” ends on {day}"
    ),
    "agreement_until": Text(
        "{kind}“{title}”的协议于 {day} 到期", "The agreement of {kind} “{title}” ends on {day}"
    ),
    "certificate_until": Text(
        "{kind}“{title}”的资质于 {day} 到期", "The certificate of {kind} “{title}” ends on {day}"
    ),
    "protected_until": Text(
        "{kind}“{title}”的保护期于 {day} 结束", "The protection of {kind} “{title}” ends on {day}"
    ),
    "due": Text("{kind}“{title}”应于 {day} 完成", "{kind} “{title}” is due on {day}"),
    "challenge_until": Text(
        "{kind}“{title}”的质疑期于 {day} 截止", "Challenges to {kind} “{title}” end on {day}"
    ),
    "ca_expires_on": Text(
        "{kind}“{title}”的数字证书于 {day} 到期", "The CA key of {kind} “{title}” ends on {day}"
    ),
}
_OVER = frozenset(
    {"passed", "not_needed", "withdrawn", "resolved", "closed", "recalled", "replied"}
)
