"""Adds, changes, removes and moves records; positions of one kind and owner stay 0, 1, 2, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Field, Value, from_json, to_json
from dossier_app.model.records import Owner, Record, RecordKind
from dossier_app.service.commands import (
    AddRecord,
    ChangeRecord,
    Command,
    JsonValue,
    MoveRecord,
    RemoveRecord,
)
from dossier_app.service.effects import Context, Inverse
from dossier_app.service.refusals import no_dossier, no_kind, no_record, refuse

_TAKEN_BACK = "撤销新增 / addition taken back"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def runs(commands: Sequence[Command]) -> Iterator[list[Command]]:
    """Split commands into runs that can be carried out together; any other command stands alone."""
    run: list[Command] = []
    for command in commands:
        if run and not _continues(run, command):
            yield run
            run = []
        run.append(command)
    if run:
        yield run


def _continues(run: list[Command], command: Command) -> bool:
    last = run[-1]
    match command:
        case AddRecord() if isinstance(last, AddRecord):
            same = (last.kind, last.dossier) == (command.kind, command.dossier)
            if last.position is None or command.position is None:
                return same and last.position is command.position
            return same and command.position == last.position + 1
        case RemoveRecord() if isinstance(last, RemoveRecord):
            return last.kind == command.kind
        case _:
            return False


def add(context: Context, commands: Sequence[AddRecord]) -> list[Command]:
    """Add records of one kind and owner that stand one after the other; return the inverses in order."""
    first = commands[0]
    kind = known_kind(first.kind)
    owner = _owner(context, kind, first.dossier)
    _refuse_taken(context, kind, [command.id for command in commands])
    count = context.work.count(kind.key, owner)
    start = count if first.position is None else max(0, min(first.position, count))
    made = [
        Record(command.id, kind.key, owner, start + at, _values(kind, command.values))
        for at, command in enumerate(commands)
    ]
    if start < count:
        context.work.shift(made[0], start, None, len(made))
    context.work.append_records(made)
    for record in made:
        context.effects.touch_record(kind.key, record.id, owner)
    reason = _TAKEN_BACK if kind.locked else ""
    return [RemoveRecord(kind.key, record.id, reason) for record in made]


def change(context: Context, command: ChangeRecord) -> Inverse:
    """Change some fields; a locked kind needs a reason."""
    kind, old = _known(context, command.kind, command.id)
    _need_reason(kind, command.reason)
    values = dict(old.values)
    for key, raw in command.values.items():
        value = _value(_field(kind, key), raw)
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
    if values == old.values:
        return None
    context.work.write_record(replace(old, values=values))
    context.effects.touch_record(kind.key, old.id, old.dossier)
    before: dict[str, JsonValue] = {
        key: to_json(old.values[key]) if key in old.values else None
        for key in command.values
        if old.values.get(key) != values.get(key)
    }
    return ChangeRecord(kind.key, old.id, before, command.reason)


def remove(context: Context, commands: Sequence[RemoveRecord]) -> list[Command]:
    """Take out records of one kind; whether something still refers to one is checked when all is done."""
    kind = known_kind(commands[0].kind)
    found = {r.id: r for r in context.work.some_records(kind.key, {c.id for c in commands})}
    for command in commands:
        _need_reason(kind, command.reason)
        if command.id not in found:
            raise no_record(kind.label, command.id)
    ordered = sorted(found.values(), key=lambda record: (record.dossier, -record.position))
    for record in ordered:
        context.effects.drop_record(kind.key, record.id, record.dossier)
    context.work.remove_records(kind.key, list(found))
    _close_gaps(context, ordered)
    return [_restoring(record) for record in ordered]


def _close_gaps(context: Context, ordered: Sequence[Record]) -> None:
    """Shift up what stands behind each unbroken stretch of removed records, last stretch first."""
    at = 0
    while at < len(ordered):
        end = at
        while end + 1 < len(ordered) and _adjoin(ordered[end + 1], ordered[end]):
            end += 1
        context.work.shift(ordered[at], ordered[at].position + 1, None, at - end - 1)
        at = end + 1


def _adjoin(before: Record, after: Record) -> bool:
    return before.dossier == after.dossier and before.position == after.position - 1


def _restoring(record: Record) -> AddRecord:
    values: dict[str, JsonValue] = {key: to_json(value) for key, value in record.values.items()}
    return AddRecord(record.dossier, record.kind, record.id, values, record.position)


def move(context: Context, command: MoveRecord) -> Inverse:
    """Put a record at another place among its kind and owner."""
    kind, old = _known(context, command.kind, command.id)
    last = context.work.count(kind.key, old.dossier) - 1
    new = max(0, min(command.position, last))
    if new == old.position:
        return None
    if new > old.position:
        context.work.shift(old, old.position + 1, new, -1)
    else:
        context.work.shift(old, new, old.position - 1, 1)
    context.work.place(old, new)
    context.effects.touch_record(kind.key, old.id, old.dossier)
    return MoveRecord(kind.key, old.id, old.position)


def known_kind(key: str) -> RecordKind:
    """Return a record kind; raises BadInput."""
    if key not in RECORD_KINDS:
        raise no_kind(key)
    return RECORD_KINDS[key]


def _known(context: Context, kind_key: str, record_id: str) -> tuple[RecordKind, Record]:
    kind = known_kind(kind_key)
    record = context.work.record(kind.key, record_id)
    if record is None:
        raise no_record(kind.label, record_id)
    return kind, record


def _owner(context: Context, kind: RecordKind, dossier: str) -> str:
    """Return the owning dossier's id; what belongs to the firm has none, whatever the command says."""
    if kind.owner is Owner.FIRM or (kind.owner is Owner.EITHER and not dossier):
        return ""
    heading = context.work.heading(dossier) if dossier else None
    if heading is None:
        raise no_dossier(dossier)
    return heading.id


def _refuse_taken(context: Context, kind: RecordKind, ids: Sequence[str]) -> None:
    taken = set(context.work.owners(kind.key, ids))
    for record_id in ids:
        if not _ID.fullmatch(record_id):
            raise refuse(
                "“{id}”不能作为{kind}的编号。",
                "“{id}” cannot be an id ({kind}).",
                place=record_id[:80],
                code="BAD-ID",
                id=record_id[:80],
                kind=kind.label,
            )
        if record_id in taken:
            raise refuse(
                "已有编号为“{id}”的{kind}。",
                "The id “{id}” is taken already ({kind}).",
                place=record_id,
                code="ID-TAKEN",
                id=record_id,
                kind=kind.label,
            )
        taken.add(record_id)


def _values(kind: RecordKind, raw: Mapping[str, JsonValue]) -> dict[str, Value]:
    found = {key: _value(_field(kind, key), part) for key, part in raw.items()}
    return {key: value for key, value in found.items() if value is not None}


def _value(field: Field, raw: JsonValue) -> Value | None:
    return None if raw is None or raw == "" or raw == [] else from_json(field, raw)


def _field(kind: RecordKind, key: str) -> Field:
    for field in kind.fields:
        if field.key == key:
            return field
    raise refuse(
        "{kind}没有名为“{key}”的字段；有：{fields}。",
        "A {kind} has no field “{key}”; it has: {fields}.",
        place=f"{kind.key}.{key}",
        code="NO-FIELD",
        kind=kind.label,
        key=key,
        fields=", ".join(field.key for field in kind.fields),
    )


def _need_reason(kind: RecordKind, reason: str) -> None:
    if kind.locked and not reason.strip():
        raise refuse(
            "{kind}是逐字抄录的核准文件，改动必须写明理由。",
            "A {kind} copies an approved paper word for word; a change needs a reason.",
            place=kind.key,
            code="REASON-MISSING",
            kind=kind.label,
        )
