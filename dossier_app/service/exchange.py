"""The exchange form of a dossier: one canonical JSON value out, and one undoable command in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dossier_app.base.errors import BadInput, TooNew
from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.fields import Kind, to_json
from dossier_app.model.records import Owner, Record
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    Command,
    CreateDossier,
    MarkNotApplicable,
    PinRulePack,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.store.work import Work

FORMAT = 1
Exchange = Mapping[str, Any]

_REPLACED = "导入时替换 / replaced by an import"
_SHAPE = Text(
    "文件在 {place} 处读不懂：得到 {found}，应为 {expected}。未作任何改动。",
    "The file cannot be read at {place}: found {found}, expected {expected}. Nothing was changed.",
)
_NEWER = Text(
    "文件的格式是 {found}，本程序支持到 {known}，未作任何改动。请更新本程序。",
    "The file has format {found}, this program knows {known}; nothing was changed. Update this program.",
)
_EXISTS = Text(
    "工作区中已有卷宗“{key}”，未作任何改动。要用文件内容替换它，请加 --replace。",
    "The dossier “{key}” is in the workspace already; nothing was changed. Add --replace to replace its content.",
)
_FIRM_DIFFERS = Text(
    "文件中的{kind}“{id}”与工作区中的不同，未作任何改动。要用文件内容替换，请加 --replace。",
    "The {kind} “{id}” of the file differs from the workspace's; nothing was changed. Add --replace to replace it.",
)


def canonical(value: object) -> str:
    """Return the one text form of a JSON value: sorted keys, indent 1, newline at the end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def exchange_form(dossier: Dossier) -> dict[str, Any]:
    """Return a dossier with its own records and those of the firm that it refers to."""
    heading = dossier.heading
    own = {
        kind: [_row(record) for record in records if record.dossier == heading.id]
        for kind, records in dossier.records.items()
    }
    return {
        "format": FORMAT,
        "dossier": {
            "id": heading.id,
            "key": heading.key,
            "name": heading.name,
            "pack": heading.pack,
            "judged_on": heading.judged_on.isoformat() if heading.judged_on else None,
            "sample": heading.sample,
        },
        "answers": {key: to_json(value) for key, value in dossier.answers.items()},
        "not_applicable": {
            key: {"reason": mark.reason, "by": mark.by, "on": mark.on.isoformat()}
            for key, mark in dossier.not_applicable.items()
        },
        "records": {kind: rows for kind, rows in own.items() if rows},
        "firm": _firm_rows(dossier),
    }


def parse(raw: object) -> Exchange:
    """Return the exchange form after checking its outline; field values are checked by the commands.

    Raises:
        BadInput: naming the JSON path, what was found and what was expected.
        TooNew: a later format.
    """
    whole = _mapping(
        raw, "$", {"format", "dossier", "answers", "not_applicable", "records", "firm"}
    )
    form = whole.get("format")
    if not isinstance(form, int) or isinstance(form, bool) or form < 1:
        raise _refuse("$.format", form, str(FORMAT))
    if form > FORMAT:
        raise TooNew(_NEWER.format(found=form, known=FORMAT), place="$.format", code="FORMAT-NEWER")
    if "dossier" in whole:
        about = _mapping(
            whole["dossier"], "$.dossier", {"id", "key", "name", "pack", "judged_on", "sample"}
        )
        for part in ("id", "key", "name"):
            if not isinstance(about.get(part), str) or not about[part]:
                raise _refuse(f"$.dossier.{part}", about.get(part), "text")
        for part, kind in (("pack", str), ("judged_on", str), ("sample", bool)):
            if about.get(part) is not None and not isinstance(about[part], kind):
                raise _refuse(f"$.dossier.{part}", about[part], kind.__name__)
    elif whole.keys() & {"answers", "not_applicable", "records"}:
        raise _refuse("$.dossier", None, '{"id", "key", "name"}')
    _check_answers(whole)
    _check_records(whole)
    return whole


def loading(work: Work, exchange: Exchange, *, replace: bool) -> Batch:
    """Return the one command that brings an exchange form in.

    Raises:
        BadInput: the dossier, or a different record of the firm, is there and `replace` is not asked for.
    """
    parts = [*_firm_commands(work, exchange, replace)]
    name = Text("导入公司资料", "Load the firm's records")
    if about := exchange.get("dossier"):
        name = Text("导入卷宗“{key}”", "Load dossier “{key}”").format(key=about["key"])
        heading = work.heading(str(about["id"]))
        if heading is not None and not replace:
            raise BadInput(_EXISTS.format(key=heading.key), place="$.dossier.id", code="EXISTS")
        parts += _fresh(about) if heading is None else _renewing(work, heading, exchange)
        parts += _content(str(about["id"]), exchange, work if heading else None)
    return Batch(name, tuple(parts))


def _fresh(about: Mapping[str, Any]) -> list[Command]:
    return [
        CreateDossier(
            about["id"],
            about["key"],
            about["name"],
            about.get("pack") or "",
            about.get("judged_on"),
            bool(about.get("sample", False)),
        )
    ]


def _renewing(work: Work, heading: Heading, exchange: Exchange) -> Iterator[Command]:
    """Yield what clears an existing dossier of all that the file gives otherwise."""
    about = exchange["dossier"]
    yield ChangeHeading(heading.id, about["name"], judged_on=about.get("judged_on") or "")
    if about.get("pack") and about["pack"] != heading.pack:
        yield PinRulePack(heading.id, about["pack"])
    answers, marks = exchange.get("answers", {}), exchange.get("not_applicable", {})
    yield from (
        SetAnswer(heading.id, k, None) for k in work.answers(heading.id) if k not in answers
    )
    for key in work.marks(heading.id):
        if key not in marks:
            yield MarkNotApplicable(heading.id, key, None)
    for kind in _changed_kinds(work, heading.id, exchange):
        for record in reversed(work.records(kind, heading.id)):
            yield RemoveRecord(kind, record.id, _REPLACED)


def _changed_kinds(work: Work, dossier: str, exchange: Exchange) -> list[str]:
    found = []
    for key, kind in RECORD_KINDS.items():
        if kind.owner is not Owner.FIRM:
            rows = [_row(record) for record in work.records(key, dossier)]
            if rows != _ordered(exchange.get("records", {}).get(key, [])):
                found.append(key)
    return found


def _content(dossier: str, exchange: Exchange, work: Work | None) -> Iterator[Command]:
    for key, value in exchange.get("answers", {}).items():
        yield SetAnswer(dossier, key, value)
    for key, mark in exchange.get("not_applicable", {}).items():
        yield MarkNotApplicable(
            dossier, key, mark["reason"], mark.get("by", ""), mark.get("on", "")
        )
    records = exchange.get("records", {})
    kinds = list(records) if work is None else _changed_kinds(work, dossier, exchange)
    for kind in kinds:
        for row in _ordered(records.get(kind, [])):
            values = {key: value for key, value in row.items() if key != "id"}
            yield AddRecord(dossier, kind, row["id"], values)


def _firm_commands(work: Work, exchange: Exchange, replace: bool) -> Iterator[Command]:
    for key, rows in exchange.get("firm", {}).items():
        for row in _ordered(rows):
            values = {name: value for name, value in row.items() if name != "id"}
            old = work.record(key, row["id"])
            if old is None:
                yield AddRecord("", key, row["id"], values)
            elif _row(old) != row:
                if not replace:
                    label = RECORD_KINDS[key].label
                    message = _FIRM_DIFFERS.format(kind=label, id=row["id"])
                    raise BadInput(message, place=f"$.firm.{key}", code="FIRM-DIFFERS")
                cleared = dict.fromkeys(old.values.keys() - values.keys())
                yield ChangeRecord(key, row["id"], {**cleared, **values}, _REPLACED)


def _firm_rows(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """Return the firm's records that the dossier reaches, directly or through others of the firm."""
    reached: dict[str, set[str]] = {}
    open_ends = [record for rows in dossier.records.values() for record in rows if record.dossier]
    targets = [
        (FIELDS[key].target, str(value))
        for key, value in dossier.answers.items()
        if FIELDS[key].kind is Kind.REFERENCE
    ]
    while open_ends or targets:
        targets += [target for record in open_ends for target in _targets(record)]
        open_ends = []
        for kind, identity in targets:
            record = dossier.find(kind, identity)
            if record and not record.dossier and identity not in reached.setdefault(kind, set()):
                reached[kind].add(identity)
                open_ends.append(record)
        targets = []
    return {
        kind: [_row(record) for record in dossier.all(kind) if record.id in ids]
        for kind, ids in reached.items()
        if ids
    }


def _targets(record: Record) -> Iterator[tuple[str, str]]:
    for field in RECORD_KINDS[record.kind].fields:
        if field.kind is Kind.REFERENCE and field.key in record.values:
            yield field.target, record.text(field.key)


def _row(record: Record) -> dict[str, Any]:
    return {"id": record.id} | {key: to_json(value) for key, value in record.values.items()}


def _ordered(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows by their `position` where one is given, without it and without empty values."""
    numbered = sorted(enumerate(rows), key=lambda pair: (pair[1].get("position", pair[0]), pair[0]))
    return [
        {
            key: value
            for key, value in row.items()
            if key != "position" and value not in (None, "", [])
        }
        for _, row in numbered
    ]


def _check_answers(whole: Exchange) -> None:
    for key in _mapping(whole.get("answers", {}), "$.answers"):
        if key not in FIELDS:
            raise _refuse(f"$.answers.{key}", key, "a field of `dossier schema`")
    for key, mark in _mapping(whole.get("not_applicable", {}), "$.not_applicable").items():
        place = f"$.not_applicable.{key}"
        if key not in FIELDS:
            raise _refuse(place, key, "a field of `dossier schema`")
        parts = _mapping(mark, place, {"reason", "by", "on"})
        for part in ("reason", "by", "on"):
            if not isinstance(parts.get(part, "" if part != "reason" else None), str):
                raise _refuse(f"{place}.{part}", parts.get(part), "text")


def _check_records(whole: Exchange) -> None:
    for part in ("records", "firm"):
        for key, rows in _mapping(whole.get(part, {}), f"$.{part}").items():
            place = f"$.{part}.{key}"
            kind = RECORD_KINDS.get(key)
            wrong = Owner.FIRM if part == "records" else Owner.DOSSIER
            if kind is None or kind.owner is wrong:
                raise _refuse(place, key, "a record kind of `dossier schema`")
            if not isinstance(rows, list):
                raise _refuse(place, type(rows).__name__, "a list")
            allowed = {"id", "position", *(field.key for field in kind.fields)}
            for number, row in enumerate(rows):
                here = f"{place}[{number}]"
                found = _mapping(row, here, allowed)
                if not isinstance(found.get("id"), str):
                    raise _refuse(f"{here}.id", found.get("id"), "text")
                if not isinstance(found.get("position", 0), int):
                    raise _refuse(f"{here}.position", found["position"], "a number")


def _mapping(raw: object, place: str, allowed: set[str] | None = None) -> Exchange:
    if not isinstance(raw, Mapping):
        raise _refuse(place, type(raw).__name__, "an object")
    if allowed is not None and (unknown := sorted(raw.keys() - allowed)):
        raise _refuse(f"{place}.{unknown[0]}", unknown[0], " / ".join(sorted(allowed)))
    return raw


def _refuse(place: str, found: object, expected: str) -> BadInput:
    message = _SHAPE.format(place=place, found=repr(found)[:80], expected=expected)
    return BadInput(message, place=place, code="EXCHANGE-FORM")
