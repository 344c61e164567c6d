"""Confirmations: a person's word about content as it stood, shown as stale once that content changes."""

from __future__ import annotations

import uuid

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import from_json
from dossier_app.model.linking import content_hash
from dossier_app.model.records import Record
from dossier_app.service.commands import Confirm, RemoveRecord
from dossier_app.service.effects import Context, Inverse
from dossier_app.service.refusals import no_dossier, refuse

KIND = "confirmation"


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
        "content_hash": content_hash(context.work.content(heading), command.what),
        "on": context.today.isoformat(),
    }
    values = {key: from_json(kind.field(key), text) for key, text in texts.items() if text}
    position = context.work.count(KIND, heading.id)
    record = Record(uuid.uuid4().hex, KIND, heading.id, position, values)
    context.work.append_records([record])
    context.effects.touch_record(KIND, record.id, heading.id)
    return RemoveRecord(KIND, record.id)
