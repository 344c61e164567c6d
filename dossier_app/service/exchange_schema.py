"""The JSON Schema of the exchange form, made from the declarations, with every step, field, kind and option."""

from __future__ import annotations

from typing import Any, assert_never

from dossier_app.model.checks.codes import CODES
from dossier_app.model.definition import FIELDS, RECORD_KINDS, STEPS, step_of_kind
from dossier_app.model.fields import NAME_LIMIT, TEXT_LIMIT, Field, Kind, Step
from dossier_app.model.records import Owner, RecordKind
from dossier_app.service import drawable
from dossier_app.service.exchange import FORMAT

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_DECIMAL = r"^-?[0-9][0-9,]*(\.[0-9]+)?$"


def exchange_schema() -> dict[str, Any]:
    """Return the schema; `x-` keys carry what JSON Schema has no word for."""
    mark = _object(
        {"reason": _TEXT, "by": _TEXT, "on": {"type": "string", "format": "date"}}, ["reason"]
    )
    return {
        "$schema": _DIALECT,
        "title": "Dossier exchange form",
        **_object(
            {
                "format": {"const": FORMAT},
                "dossier": _heading(),
                "answers": _object({key: field_schema(field) for key, field in FIELDS.items()}, []),
                "not_applicable": _object(dict.fromkeys(FIELDS, mark), []),
                "records": _kinds(Owner.FIRM),
                "firm": _kinds(Owner.DOSSIER),
            },
            ["format"],
        ),
        "x-steps": [_step(step) for step in STEPS],
        "x-codes": {
            code: meaning.as_json() for code, meaning in sorted({**CODES, **drawable.CODES}.items())
        },
    }


def field_schema(field: Field) -> dict[str, Any]:
    """Return the schema of one field's value."""
    about: dict[str, Any] = {
        "title": field.label.zh,
        "x-title-en": field.label.en,
        "x-kind": field.kind.value,
    }
    if field.required:
        about["x-required"] = True
    if field.unit:
        about["x-unit"] = field.unit
    if field.target:
        about["x-target"] = field.target
    if field.when:
        about["x-when"] = {"key": field.when.key, "values": list(field.when.values)}
    if field.options:
        about["x-options"] = {option.key: option.label.as_json() for option in field.options}
    return _type(field) | about


def _type(field: Field) -> dict[str, Any]:
    keys = [option.key for option in field.options]
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.REFERENCE:
            limit = TEXT_LIMIT if field.kind is Kind.LONG_TEXT else TEXT_LIMIT // 5
            return {"type": "string", "maxLength": limit}
        case Kind.CHOICE:
            return {"type": "string", "enum": keys}
        case Kind.CHOICES:
            return {"type": "array", "items": {"type": "string", "enum": keys}}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.INTEGER:
            return {"type": "integer"}
        case Kind.DECIMAL | Kind.MONEY:
            return {"type": "string", "pattern": _DECIMAL}
        case Kind.DATE | Kind.MOMENT:
            form = "date" if field.kind is Kind.DATE else "date-time"
            return {"type": "string", "format": form}
        case _:
            assert_never(field.kind)


def _step(step: Step) -> dict[str, Any]:
    sections = [
        {
            "key": section.key,
            "label": section.label.as_json(),
            "fields": [field.key for field in section.fields],
            "records": list(section.records),
        }
        for section in step.sections
    ]
    return {"key": step.key, "label": step.label.as_json(), "sections": sections}


def _heading() -> dict[str, Any]:
    return _object(
        {
            "id": _TEXT,
            "key": _TEXT,
            "name": {"type": "string", "maxLength": NAME_LIMIT},
            "pack": _TEXT,
            "judged_on": {"type": ["string", "null"], "format": "date"},
            "sample": {"type": "boolean"},
        },
        ["id", "key", "name"],
    )


def _kinds(without: Owner) -> dict[str, Any]:
    kinds = {key: kind for key, kind in RECORD_KINDS.items() if kind.owner is not without}
    rows = {key: {"type": "array", "items": _record(kind)} for key, kind in kinds.items()}
    return _object(rows, [])


def _record(kind: RecordKind) -> dict[str, Any]:
    fields = {field.key: field_schema(field) for field in kind.fields}
    return _object({"id": _TEXT, "position": {"type": "integer"}, **fields}, ["id"]) | {
        "title": kind.label.zh,
        "x-title-en": kind.label.en,
        "x-owner": kind.owner.value,
        "x-step": step_of_kind(kind.key),
        "x-parent": kind.parent,
        "x-locked": kind.locked,
    }


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
