"""Live facts in the texts of the PTR: `{{claim.model}}` stands for what step 1 says, at every moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Kind, Value
from dossier_app.model.finding import Fix
from dossier_app.model.records import Record
from dossier_app.model.versionrule import worded_rule

_TOKEN = re.compile(r"\{\{\s*([A-Za-z_.]+)\s*\}\}")
_TEXT_FIELDS: Final = {
    "indicator": ("name", "requirement", "condition"),
    "test_method": ("method",),
    "term": ("definition",),
}


def _functions(dossier: Dossier) -> str:
    rows = dossier.all("function")
    return "\n".join(
        f"{n}）{r.text('name')}：{r.text('description')}" for n, r in enumerate(rows, 1)
    )


def worded(interface: Record) -> str:
    """Return an interface of step 1 as clause 2.1.4 states it."""
    system = RECORD_KINDS["interface"].field("system").option(interface.text("system")).zh
    return f"与{system}：{interface.text('protocol')}，{interface.text('direction')}。"


def _interfaces(dossier: Dossier) -> str:
    return "\n".join(worded(row) for row in dossier.all("interface"))


def _outputs(dossier: Dossier) -> str:
    return "、".join(row.text("name") for row in dossier.all("output"))


def _data(dossier: Dossier) -> str:
    base = dossier.where("dataset", role="evaluation")
    return "\n".join(f"{row.text('name')}（完整版本 {row.text('version')}）" for row in base)


LISTS: Final[dict[str, tuple[Text, Callable[[Dossier], str]]]] = {
    "functions": (Text("功能清单", "list of functions"), _functions),
    "interfaces": (Text("接口清单", "list of interfaces"), _interfaces),
    "outputs": (Text("输出清单", "list of outputs"), _outputs),
    "evaluation_bases": (Text("测评数据库", "evaluation databases"), _data),
    "version_rule": (Text("版本命名规则", "version naming rule"), worded_rule),
}
"""Facts made from records, by the word that stands for them."""
PREFILLED: Final[dict[str, str]] = {
    "ptr.models": "型号规格：{{claim.model}}。",
    "ptr.release": "软件发布版本：{{claim.release_version}}",
    "ptr.version_rule": "{{version_rule}}",
    "ptr.functions": "{{functions}}",
    "ptr.limits": "{{claim.limits}}\n采集设备要求：{{claim.acquisition}}",
    "ptr.input_output": "输入：{{claim.object}}。\n输出：{{outputs}}。",
    "ptr.interfaces": "{{interfaces}}",
}
"""Clauses that steps 1 and 2 can fill."""


def fact_name(token: str) -> Text | None:
    """Return what a token stands for in words, None when there is no such fact."""
    if token in LISTS:
        return LISTS[token][0]
    field = FIELDS.get(token)
    return field.label if field else None


def offered() -> tuple[tuple[str, Text], ...]:
    """Return every fact that can be put into a clause: the lists, then the texts of step 1."""
    texts = (
        (key, field.label)
        for key, field in FIELDS.items()
        if key.startswith("claim.") and field.kind in (Kind.TEXT, Kind.LONG_TEXT)
    )
    return (*((key, name) for key, (name, _) in LISTS.items()), *texts)


def tokens(text: str) -> tuple[str, ...]:
    """Return the facts that a text asks for, in order."""
    return tuple(_TOKEN.findall(text)) if "{{" in text else ()


def fact(dossier: Dossier, token: str) -> str:
    """Return what a fact says now, empty when it is unknown or not answered."""
    if token in LISTS:
        return LISTS[token][1](dossier)
    return _shown(dossier, token) if token in FIELDS else ""


def filled(dossier: Dossier, text: str) -> str:
    """Return a text with its facts put in; what is not known stays as it was typed."""
    if "{{" not in text:
        return text
    return _TOKEN.sub(lambda match: fact(dossier, match[1]) or match[0], text)


def live(dossier: Dossier) -> Dossier:
    """Return the dossier with every fact put into the texts of its PTR; the same one when there is none."""
    answers: dict[str, Value] = {
        key: filled(dossier, value)
        for key, value in dossier.answers.items()
        if key.startswith("ptr.") and isinstance(value, str) and "{{" in value
    }
    records = {
        kind: tuple(_live_record(dossier, row, keys) for row in dossier.all(kind))
        for kind, keys in _TEXT_FIELDS.items()
        if any("{{" in row.text(key) for row in dossier.all(kind) for key in keys)
    }
    if not answers and not records:
        return dossier
    return replace(
        dossier,
        answers={**dossier.answers, **answers},
        records={**dossier.records, **records},
    )


def asked(dossier: Dossier) -> Iterator[tuple[str, str, str, str]]:
    """Yield every fact asked for: record kind (empty: an answer), id, field key and token."""
    for key, value in dossier.answers.items():
        if key.startswith("ptr.") and isinstance(value, str):
            yield from (("", dossier.heading.id, key, token) for token in tokens(value))
    for kind, keys in _TEXT_FIELDS.items():
        for row in dossier.all(kind):
            for key in keys:
                yield from ((kind, row.id, key, token) for token in tokens(row.text(key)))


def prefill(dossier: Dossier, *keys: str) -> Fix | None:
    """Return the commands that fill empty clauses from steps 1 and 2 with live facts; None when nothing is to be filled."""
    wanted = keys or tuple(PREFILLED)
    commands = tuple(
        {"do": "SetAnswer", "dossier": dossier.heading.id, "field": key, "value": PREFILLED[key]}
        for key in wanted
        if key in PREFILLED
        and not dossier.text(key).strip()
        and key not in dossier.not_applicable
        and any(fact(dossier, token) for token in tokens(PREFILLED[key]))
    )
    return Fix(_PREFILL, commands) if commands else None


def _live_record(dossier: Dossier, row: Record, keys: tuple[str, ...]) -> Record:
    values: dict[str, Value] = {
        key: filled(dossier, row.text(key)) for key in keys if row.text(key)
    }
    return replace(row, values={**row.values, **values})


def _shown(dossier: Dossier, key: str) -> str:
    field, value = FIELDS[key], dossier.answers.get(key)
    if value is None:
        return ""
    if field.kind is Kind.REFERENCE:
        row = dossier.find(field.target, str(value))
        return row.text(RECORD_KINDS[field.target].title) if row else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(field.option(part).zh for part in value)
    return (
        field.option(value).zh
        if field.kind is Kind.CHOICE and isinstance(value, str)
        else str(value)
    )


_PREFILL = Text("从前两步预填条款", "Fill clauses from steps 1 and 2")
