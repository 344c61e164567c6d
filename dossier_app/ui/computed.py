"""What a record comes to, worked out while it is typed: value sheets, local validations, intervals of results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.hospital import trial_lines, value_lines
from dossier_app.model.checks.figures import recomputed
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Value, from_json
from dossier_app.model.records import Record

COMPUTED = ("value_sheet", "local_validation", "result")


def computed(kind: str, typed: Mapping[str, object], dossier: Dossier, lang: Lang) -> str:
    """Return what the typed values come to, a line each; empty for kinds without sums."""
    if kind not in COMPUTED:
        return ""
    record = Record("typed", kind, dossier.heading.id, 0, dict(_values(kind, typed)))
    brief = Brief(dossier, date.min, lang)
    match kind:
        case "value_sheet":
            lines = value_lines(brief, record)
        case "local_validation":
            lines = trial_lines(brief, record)
        case _:
            lines = _intervals(record, lang)
    colon = "：" if lang is Lang.ZH else ": "
    return "\n".join(f"{label}{colon}{figure}" for label, figure in lines)


def _intervals(record: Record, lang: Lang) -> tuple[tuple[str, str], ...]:
    names = RECORD_KINDS["result"].field("ci_method")
    return tuple(
        (_CI.format(method=names.option(method))[lang], f"{low}~{high}")
        for method, (low, high) in recomputed(record).items()
    )


def _values(kind: str, typed: Mapping[str, object]) -> dict[str, Value]:
    """Return the values that can be taken as they stand; what is half typed counts as not there yet."""
    found: dict[str, Value] = {}
    for field in RECORD_KINDS[kind].fields:
        raw = typed.get(field.key)
        if raw in (None, "", []):
            continue
        try:
            found[field.key] = from_json(field, raw)
        except BadInput:
            continue
    return found


_CI = Text("按计数算得 95%CI（{method}）", "95% CI by the counts ({method})")
