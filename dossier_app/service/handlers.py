"""Carries out commands inside a transaction: validate, change, and say what takes it back."""

from __future__ import annotations

from typing import assert_never

from dossier_app.base.errors import NotFound
from dossier_app.model.definition import FIELDS
from dossier_app.model.dossier import NotApplicable
from dossier_app.model.fields import Field, Json, from_json, to_json
from dossier_app.service import handle_records as records
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    Command,
    Confirm,
    CreateDossier,
    EraseEvidence,
    JsonValue,
    MarkNotApplicable,
    MoveRecord,
    PinRulePack,
    RemoveDossier,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.confirming import confirm
from dossier_app.service.effects import Context, Inverse, answer_key
from dossier_app.service.handle_dossiers import change_dossier, day, known
from dossier_app.service.indexing import WORDED
from dossier_app.service.refusals import no_field, refuse
from dossier_app.store import register

REASON_LIMIT = 2_000


def carry_out(context: Context, command: Command) -> Inverse:
    """Change what the command says and return its inverse; None when nothing had to change.

    Raises:
        BadInput, NotFound: the command is not acceptable; the caller rolls back.
    """
    match command:
        case CreateDossier() | RemoveDossier() | ChangeHeading() | PinRulePack():
            return change_dossier(context, command)
        case SetAnswer():
            return _set_answer(context, command)
        case MarkNotApplicable():
            return _mark(context, command)
        case Confirm():
            return confirm(context, command)
        case EraseEvidence():
            return _erase(context, command)
        case Batch():
            return _batch(context, command)
        case AddRecord() | ChangeRecord() | RemoveRecord() | MoveRecord():
            return _record(context, command)
        case _:
            assert_never(command)


def _record(
    context: Context, command: AddRecord | ChangeRecord | RemoveRecord | MoveRecord
) -> Inverse:
    match command:
        case AddRecord():
            return records.add(context, [command])[0]
        case ChangeRecord():
            return records.change(context, command)
        case RemoveRecord():
            return records.remove(context, [command])[0]
        case MoveRecord():
            return records.move(context, command)
        case _:
            assert_never(command)


def _batch(context: Context, command: Batch) -> Inverse:
    """Carry out the parts in order; records added or removed one after the other go together."""
    inverses: list[Command] = []
    for run in records.runs(command.commands):
        first = run[0]
        if isinstance(first, AddRecord):
            done = records.add(context, [part for part in run if isinstance(part, AddRecord)])
        elif isinstance(first, RemoveRecord):
            done = records.remove(context, [p for p in run if isinstance(p, RemoveRecord)])
        else:
            inverse = carry_out(context, first)
            done = [] if inverse is None else [inverse]
        inverses += done
    return Batch(command.name, tuple(reversed(inverses))) if inverses else None


def _set_answer(context: Context, command: SetAnswer) -> Inverse:
    heading, field = known(context, command.dossier), _known_field(command.field)
    value = stored_form(field, command.value)
    old = context.work.answer(heading.id, field.key)
    if value == old and type(value) is type(old):
        return None
    context.work.put_answer(heading.id, field.key, value)
    context.effects.touch_dossier(heading.id, answer_key(field.key))
    if field.kind in WORDED:
        context.effects.worded.add((heading.id, field.key))
    if field.target and value is not None:
        context.effects.answered.add((heading.id, field.key))
    return SetAnswer(heading.id, field.key, old)


def _mark(context: Context, command: MarkNotApplicable) -> Inverse:
    heading, field = known(context, command.dossier), _known_field(command.field)
    old = context.work.mark(heading.id, field.key)
    reason = (command.reason or "").strip()
    if command.reason is not None and not 0 < len(reason) <= REASON_LIMIT:
        raise refuse(
            "标为不适用必须说明理由（不超过 {limit} 字）。",
            "“Not applicable” needs a reason of at most {limit} characters.",
            place=field.key,
            code="REASON-MISSING",
            limit=REASON_LIMIT,
        )
    by, on = command.by or context.person, day(command.on) or context.today
    new = None if command.reason is None else NotApplicable(reason, by, on)
    if new == old:
        return None
    context.work.put_mark(heading.id, field.key, new)
    context.effects.touch_dossier(heading.id, answer_key(field.key))
    return MarkNotApplicable(
        heading.id,
        field.key,
        old.reason if old else None,
        by=old.by if old else "",
        on=old.on.isoformat() if old else "",
    )


def _erase(context: Context, command: EraseEvidence) -> Inverse:
    for part, value in (("reason", command.reason), ("person", command.person)):
        if not value.strip():
            raise refuse(
                "销毁证据内容必须写明理由和姓名。",
                "Erasing evidence needs a reason and a person.",
                place=part,
                code="REASON-MISSING",
            )
    moment = context.now.isoformat(timespec="seconds")
    by = (command.person, command.reason)
    if not register.erase(context.work.connection, command.sha256, moment, by):
        raise NotFound(
            refuse(
                "证据库中没有 {sha256}，或其内容已被销毁。",
                "The store has no {sha256}, or it was erased before.",
                place=command.sha256,
                code="NO-EVIDENCE",
                sha256=command.sha256[:16],
            ).message,
            place=command.sha256,
            code="NO-EVIDENCE",
        )
    context.effects.erased.append(command.sha256)
    context.effects.touch_dossier("", f"file:{command.sha256}")
    return None


def stored_form(field: Field, raw: JsonValue) -> Json | None:
    """Return the JSON form that is stored; empty text and empty choices are no answer."""
    if raw is None or raw == "" or raw == []:
        return None
    return to_json(from_json(field, raw))


def _known_field(key: str) -> Field:
    if key not in FIELDS:
        raise no_field(key)
    return FIELDS[key]
