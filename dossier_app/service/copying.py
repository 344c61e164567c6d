"""A copy of a dossier for a new version or a sibling product, and what must be looked at again in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Kind
from dossier_app.service import imports
from dossier_app.service.workspace import Workspace

_LEFT = (
    "confirmation", "pack_issue", "comment", "filing_item", "letter", "letter_point", "incident",
)  # fmt: skip
"""Kinds that speak of the original alone."""
_AGAIN = (
    (
        "certificate",
        Text("注册证 {count} 份：是否也覆盖新产品", "{count} certificates: do they cover the copy"),
    ),
    (
        "version",
        Text("产品版本 {count} 个：改为新版本", "{count} versions: change them to the new one"),
    ),
    (
        "result",
        Text(
            "性能结果 {count} 项：是否仍由新版本得出",
            "{count} results: are they of the new version",
        ),
    ),
    (
        "link",
        Text(
            "证据引用 {count} 处：逐条核对页码和原句",
            "{count} evidence links: check pages and sentences",
        ),
    ),
    (
        "indicator",
        Text(
            "性能指标 {count} 项：与新要求核对", "{count} indicators: compare with the requirements"
        ),
    ),
    (
        "tender",
        Text("投标项目 {count} 个：不再需要的请移除", "{count} tenders: remove those not needed"),
    ),
)
_DROPPED = Text(
    "确认、批注、发出、申报归位、发补和上市后记录 {count} 条未复制",
    "{count} confirmations, comments, issued packs, filing, letter and market records were not copied",
)
_MARKS = Text(
    "“不适用”{count} 处：理由是否仍成立", "{count} not-applicable marks: do the reasons still hold"
)


def copy_dossier(
    ws: Workspace, original: str, key: str, name: str = ""
) -> tuple[str, tuple[Text, ...]]:
    """Store a copy under a new id and key; return the id and what must be re-checked.

    Raises:
        NotFound: no such dossier. BadInput: the key is taken or not acceptable.
    """
    form = imports.dump(ws, original)
    identity = uuid.uuid4().hex
    copied, again = copy_form(form, identity, key)
    copied["dossier"]["name"] = name or copied["dossier"]["name"]
    imports.load(ws, copied)
    return identity, again


def copy_form(
    form: dict[str, Any], identity: str, key: str
) -> tuple[dict[str, Any], tuple[Text, ...]]:
    """Return the exchange form of a copy: new ids throughout, nobody's sample, judged today."""
    kept = {kind: rows for kind, rows in form["records"].items() if kind not in _LEFT}
    fresh = {(kind, row["id"]): uuid.uuid4().hex for kind, rows in kept.items() for row in rows}
    records = {kind: [_row(kind, row, fresh) for row in rows] for kind, rows in kept.items()}
    answers = {
        field: fresh.get((FIELDS[field].target, str(value)), value)
        for field, value in form["answers"].items()
    }
    about = form["dossier"] | {"id": identity, "key": key, "sample": False, "judged_on": None}
    copied = form | {"dossier": about, "answers": answers, "records": records}
    return copied, tuple(_again(form))


def _row(kind: str, row: dict[str, Any], fresh: dict[tuple[str, str], str]) -> dict[str, Any]:
    copied = row | {"id": fresh[kind, row["id"]]}
    for field in RECORD_KINDS[kind].fields:
        if field.kind is Kind.REFERENCE and field.key in row:
            copied[field.key] = fresh.get((field.target, row[field.key]), row[field.key])
    if kind == "link":
        end = (str(row.get("target_kind")), str(row.get("target")))
        copied["target"] = fresh.get(end, row.get("target"))
        copied.pop("confirmed_hash", None)
    return {name: value for name, value in copied.items() if value is not None}


def _again(form: dict[str, Any]) -> Iterator[Text]:
    records = form["records"]
    for kind, words in _AGAIN:
        if count := len(records.get(kind, ())):
            yield words.format(count=count)
    if count := len(form["not_applicable"]):
        yield _MARKS.format(count=count)
    if count := sum(len(records.get(kind, ())) for kind in _LEFT):
        yield _DROPPED.format(count=count)
