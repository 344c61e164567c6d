"""Confirmations: a person's word about content as it stood, shown as stale once that content changes."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import Any

from dossier_app.model.definition import FIELDS, RECORD_KINDS, STEPS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import from_json, to_json
from dossier_app.model.records import Record
from dossier_app.service.commands import Confirm, RemoveRecord
from dossier_app.service.effects import Context, Inverse
from dossier_app.service.reading import read_dossier
from dossier_app.service.refusals import no_dossier, refuse

KIND = "confirmation"
_LATER = frozenset({KIND, "comment", "pack_issue"})
"""Kinds that speak about the content and are not part of it."""


def confirm(context: Context, command: Confirm) -> Inverse:
    """Add a confirmation with the hash of what is confirmed."""
    heading = context.work.heading(command.dossier)
    if heading is None:
        raise no_dossier(command.dossier)
    if not command.person.strip():
        raise refuse(
            "确认必须写明姓名。", "A confirmation needs a name.", place="person", code="NO-PERSON"
        )
    kind = RECORD_KINDS[KIND]
    texts = {
        "what": command.what,
        "person": command.person,
        "meaning": command.meaning,
        "reason": command.reason,
        "content_hash": content_hash(read_dossier(context.work, heading), command.what),
        "on": context.today.isoformat(),
    }
    values = {key: from_json(kind.field(key), text) for key, text in texts.items() if text}
    position = context.work.count(KIND, heading.id)
    record = Record(uuid.uuid4().hex, KIND, heading.id, position, values)
    context.work.append_records([record])
    context.effects.touch_record(KIND, record.id, heading.id)
    return RemoveRecord(KIND, record.id)


def is_stale(dossier: Dossier, confirmation: Record) -> bool:
    """Tell whether what was confirmed has changed or gone since."""
    what = confirmation.text("what")
    return not _exists(dossier, what) or confirmation.text("content_hash") != content_hash(
        dossier, what
    )


def content_hash(dossier: Dossier, what: str) -> str:
    """Return the hash of what `what` names: its answers, records, attached files and the pinned rule pack.

    Raises:
        BadInput: `what` names nothing here.
    """
    if not _exists(dossier, what):
        raise refuse(
            "没有可确认的内容“{what}”；可用：step:步骤、field:字段、classification、tender:编号、link:编号、dossier。",
            "There is nothing called “{what}” to confirm; use step:key, field:key, classification, tender:id, link:id or dossier.",
            place=what,
            code="NO-SUBJECT",
            what=what,
        )
    text = json.dumps(
        _content(dossier, what), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _exists(dossier: Dossier, what: str) -> bool:
    group, _, key = what.partition(":")
    match group:
        case "step":
            return any(step.key == key for step in STEPS)
        case "field":
            return key in FIELDS
        case "tender" | "link":
            return dossier.find(group, key) is not None
        case "classification" | "dossier":
            return not key
        case "finding":
            return bool(key)
        case _:
            return bool(key) and group in RECORD_KINDS and dossier.find(group, key) is not None


def _content(dossier: Dossier, what: str) -> list[Any]:
    group, _, key = what.partition(":")
    match group:
        case "field":
            return _fields(dossier, [key])
        case "step":
            return _step(dossier, key)
        case "classification":
            return [*_step(dossier, "claim"), *_step(dossier, "classification")]
        case "tender":
            return _tender(dossier, key)
        case "finding":
            return _finding(dossier, key)
        case "dossier":
            return [
                dossier.heading.pack,
                _fields(dossier, FIELDS),
                _records(dossier, [kind for kind in RECORD_KINDS if kind not in _LATER]),
            ]
        case _:
            record = dossier.find(group, key)
            return [] if record is None else [_record(record), *_linked(dossier, record)]


def _step(dossier: Dossier, key: str) -> list[Any]:
    step = next(step for step in STEPS if step.key == key)
    keys = [field.key for field in step.fields()]
    kinds = [kind for kind in step.record_kinds() if kind not in _LATER]
    return [dossier.heading.pack, _fields(dossier, keys), _records(dossier, kinds)]


def _tender(dossier: Dossier, tender_id: str) -> list[Any]:
    rows: list[Any] = [dossier.heading.pack]
    for kind in RECORD_KINDS.values():
        if kind.key in _LATER:
            continue
        if kind.key == "tender":
            rows += [_record(r) for r in dossier.all(kind.key) if r.id == tender_id]
        elif any(field.key == "tender" for field in kind.fields):
            rows += [_record(r) for r in dossier.where(kind.key, tender=tender_id)]
    return rows


def _finding(dossier: Dossier, key: str) -> list[Any]:
    """Return what stands at the place of a finding, written `code:record kind:id:field`."""
    code, kind, record_id, field = (*key.split(":"), "", "", "")[:4]
    record = dossier.find(kind, record_id)
    return [code, _record(record) if record else _fields(dossier, [field])]


def _linked(dossier: Dossier, record: Record) -> list[Any]:
    """Return what a link ties together: the evidence's content and the target as it stands."""
    found: list[Any] = []
    if evidence := dossier.find("evidence", record.text("evidence")):
        found.append(evidence.text("sha256"))
    target_kind = record.text("target_kind")
    if target_kind in RECORD_KINDS and (target := dossier.find(target_kind, record.text("target"))):
        found.append(_record(target))
    elif record.text("target") in FIELDS:
        found += _fields(dossier, [record.text("target")])
    return found


def _fields(dossier: Dossier, keys: Iterable[str]) -> list[Any]:
    return [
        [key, _plain(dossier, key), _reason(dossier, key)]
        for key in keys
        if key in dossier.answers or key in dossier.not_applicable
    ]


def _plain(dossier: Dossier, key: str) -> Any:  # noqa: ANN401 - a JSON value
    return to_json(dossier.answers[key]) if key in dossier.answers else None


def _reason(dossier: Dossier, key: str) -> str:
    mark = dossier.not_applicable.get(key)
    return mark.reason if mark else ""


def _records(dossier: Dossier, kinds: Iterable[str]) -> list[Any]:
    return [[_record(record) for record in dossier.all(kind)] for kind in kinds]


def _record(record: Record) -> list[Any]:
    hidden = "confirmed_hash"
    values = {key: to_json(v) for key, v in record.values.items() if key != hidden}
    return [record.kind, record.id, values]
