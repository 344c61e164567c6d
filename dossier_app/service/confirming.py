"""Confirmations: a person's word about content as it stood, shown as stale once that content changes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from dossier_app.model.definition import RECORD_KINDS, STEPS
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.fields import Section, from_json
from dossier_app.model.linking import SECTIONS, WHOLE, content_hash, latest
from dossier_app.model.override import CLASSES
from dossier_app.model.records import Record
from dossier_app.service.commands import Confirm, RemoveRecord
from dossier_app.service.effects import Context, Inverse
from dossier_app.service.refusals import no_dossier, refuse
from dossier_app.store import audit
from dossier_app.store.work import Work

KIND = "confirmation"


def confirm(context: Context, command: Confirm) -> Inverse:
    """Add a confirmation with the hash of what is confirmed, marked where the person confirms own work."""
    heading = context.work.heading(command.dossier)
    if heading is None:
        raise no_dossier(command.dossier)
    if not command.person.strip():
        raise refuse(
            "确认必须写明姓名。", "A confirmation needs a name.", place="person", code="NO-PERSON"
        )
    dossier = context.work.content(heading)
    if command.meaning == "overridden":
        _refuse_override(dossier, command)
    kind = RECORD_KINDS[KIND]
    texts = {
        "what": command.what,
        "person": command.person,
        "meaning": command.meaning,
        "reason": command.reason,
        "content_hash": content_hash(dossier, command.what),
        "on": context.today.isoformat(),
        "value": command.value,
    }
    values = {key: from_json(kind.field(key), text) for key, text in texts.items() if text}
    if command.person.strip() in authors(context.work, heading, command.what):
        values["own_work"] = True
    position = context.work.count(KIND, heading.id)
    record = Record(uuid.uuid4().hex, KIND, heading.id, position, values)
    context.work.append_records([record])
    context.effects.touch_record(KIND, record.id, heading.id)
    return RemoveRecord(KIND, record.id)


def authors(work: Work, heading: Heading, what: str) -> frozenset[str]:
    """Return who wrote something of what is confirmed, by the record; of what has no places of its own: nobody."""
    found = audit.writers(work.connection, heading.id)
    wanted = places_of(what)
    return frozenset(
        person
        for person, places in found
        if wanted is None or any(_within(place, wanted) for place in places)
    )


def places_of(what: str) -> frozenset[str] | None:
    """Return the answers and kinds of records that a confirmation covers, None for the whole dossier."""
    sort, _, name = what.partition(":")
    if what == WHOLE:
        return None
    if sort == "section" and name in SECTIONS:
        return _places((SECTIONS[name],))
    if sort == "step":
        return _places(s for step in STEPS if step.key == name for s in step.sections)
    if sort == "field":
        return frozenset({f"answer:{name}"})
    if sort == "tender":
        return _places(step.sections[0] for step in STEPS if step.key == "tender") | {
            "record:requirement",
            "record:response",
            "record:price_line",
        }
    return frozenset()


def _places(sections: Iterable[Section]) -> frozenset[str]:
    keys: set[str] = set()
    for section in sections:
        keys |= {f"answer:{field.key}" for field in section.fields}
        keys |= {f"record:{kind}" for kind in section.records}
    return frozenset(keys)


def _within(place: str, wanted: frozenset[str]) -> bool:
    return place in wanted or place.rpartition(":")[0] in wanted


def _refuse_override(dossier: Dossier, command: Confirm) -> None:
    """Refuse an override without reason or value, or by the person who confirmed the rule's result."""
    if command.what != "classification":
        raise refuse(
            "只有管理类别可以改判。",
            "Only the class can be overridden.",
            place="what",
            code="OVERRIDE",
        )
    if command.value not in CLASSES or not command.reason.strip():
        raise refuse(
            "改判要写明类别（{classes}）和理由。",
            "An override needs a class ({classes}) and a reason.",
            place="value",
            code="OVERRIDE",
            classes=", ".join(CLASSES),
        )
    first = latest(dossier, command.what, "classified", "approved")
    if first is None or first.text("person").strip() == command.person.strip():
        raise refuse(
            "改判须由第二人作出：先由一人确认规则结果，再由另一人改判。",
            "An override is for a second person: one confirms the rule's result, another overrides it.",
            place="person",
            code="SAME-PERSON",
        )
