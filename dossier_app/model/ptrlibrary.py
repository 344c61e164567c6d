"""The index library: metrics with direction, unit and wording, from the rule pack and from the firm's own past."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Lang, Text, same
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Fix
from dossier_app.model.packlaw import ClauseExample, Metric, PtrClause
from dossier_app.model.ptrtree import method_of, sort_key, tree
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

KINDS = ("nodule_ct", "fundus_dr", "triage", "quantification", "pacs", "generic")
"""Kinds of product for which the pack holds examples."""
KIND_NAMES = {
    "nodule_ct": Text("结节 CT 检测", "nodule CT"),
    "fundus_dr": Text("糖网眼底", "fundus, diabetic retinopathy"),
    "triage": Text("分诊", "triage"),
    "quantification": Text("定量测量", "quantification"),
    "pacs": Text("影像存储传输", "PACS type"),
    "generic": Text("通用", "generic"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One index of the library, ready to become an indicator with its method."""

    key: str
    name: Text
    field: str
    operator: str
    unit: str
    wording: Text
    method: Text
    source: Text
    in_ptr: bool = True
    direction: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the entry for scripts."""
        return {
            "key": self.key,
            "name": self.name.as_json(),
            "direction": self.direction,
            "operator": self.operator,
            "unit": self.unit,
            "wording": self.wording.as_json(),
            "method": self.method.as_json(),
            "clause": self.field,
            "source": self.source.as_json(),
            "in_ptr": self.in_ptr,
        }


def product_kind(dossier: Dossier) -> str:
    """Return the kind of product whose examples fit, as far as step 1 tells."""
    role, modality = dossier.text("claim.role"), dossier.choices("claim.modality")
    if role == "triage":
        return "triage"
    if "FUNDUS" in modality and role in ("diagnosis", "detection"):
        return "fundus_dr"
    if "CT" in modality and role == "detection" and "结节" in dossier.text("claim.disease"):
        return "nodule_ct"
    if role in ("measurement", "assessment"):
        return "quantification"
    functions = {row.text("core") for row in dossier.all("function")}
    if functions and functions <= {"storage_transfer_display", "processing"} and role == "workflow":
        return "pacs"
    return "generic"


def example(pack: RulePack, kind: str, field: str) -> ClauseExample | None:
    """Return the pack's example of a clause for a kind of product, else the generic one."""
    fitting = [e for e in pack.clause_examples if e.field == field and e.kind in (kind, "generic")]
    return min(fitting, key=lambda e: e.kind == "generic", default=None)


def from_pack(pack: RulePack, kind: str = "") -> Iterator[Entry]:
    """Yield the pack's indices: those of a kind of product first, then the others."""
    ordered = sorted(pack.metrics, key=lambda metric: kind not in metric.kinds)
    yield from (_entry(metric, pack) for metric in ordered)


def _entry(metric: Metric, pack: RulePack) -> Entry:
    return Entry(
        metric.key,
        metric.title,
        metric.field,
        metric.operator,
        metric.unit,
        metric.wording,
        metric.method,
        pack.cite_ref(metric.cites[0], metric.certainty),
        metric.place == "ptr",
        metric.direction,
    )


def from_past(others: Iterable[Dossier], known: tuple[PtrClause, ...]) -> Iterator[Entry]:
    """Yield the indicators of other dossiers; the same wording once."""
    seen: set[tuple[str, str]] = set()
    for dossier in others:
        methods = method_of(dossier)
        for branch in tree(dossier, known).branches:
            for node in branch.nodes:
                row, method = node.record, methods.get(node.record.id)
                spot = _spot(row)
                mark = (row.text("name"), spot.sub(_FIGURE, row.text("requirement")))
                if mark in seen or not mark[1]:
                    continue
                seen.add(mark)
                yield Entry(
                    f"{dossier.heading.key}:{row.text('clause')}",
                    same(row.text("name")),
                    branch.clause.field,
                    row.text("operator"),
                    row.text("unit"),
                    same(mark[1]),
                    same(spot.sub(_FIGURE, method.text("method")) if method else ""),
                    same(f"{dossier.heading.name} {row.text('clause')}"),
                    direction=_DIRECTIONS.get(row.text("operator"), ""),
                )


def _spot(row: Record) -> re.Pattern[str]:
    """Return where the wording of an indicator states its own figure with its unit."""
    value, unit = row.text("value"), row.text("unit")
    if not (value and unit):
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\d.]){re.escape(value)}(?=\s*{re.escape(unit)})")


_DIRECTIONS = {">=": "higher", ">": "higher", "<=": "lower", "<": "lower", "=": "equal"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person filled in for an index: its figure and condition, with fresh ids for indicator and method."""

    value: str
    condition: str
    indicator: str
    method: str


def added(dossier: Dossier, known: tuple[PtrClause, ...], entry: Entry, choice: Choice) -> Fix:
    """Return the commands that add an index as indicator and method at the end of its clause.

    Raises:
        BadInput: no plain figure where the wording states one, or a figure where it states none.
    """
    _check_figure(entry, choice.value)
    clause = next_number(dossier, known, entry.field)
    words = {
        "数值": choice.value,
        "value": choice.value,
        "条件": choice.condition,
        "condition": choice.condition,
    }
    texts = [_put(each[Lang.ZH], words) for each in (entry.wording, entry.method)]
    figure = entry.operator and choice.value
    values = {
        "clause": clause,
        "name": entry.name[Lang.ZH],
        "requirement": texts[0],
        "operator": entry.operator if figure else "",
        "value": choice.value,
        "unit": entry.unit if figure else "",
        "condition": choice.condition,
    }
    add = {"do": "AddRecord", "dossier": dossier.heading.id}
    method = {"clause": f"3{clause[1:]}", "indicator": choice.indicator, "method": texts[1]}
    commands = (
        {**add, "kind": "indicator", "id": choice.indicator, "values": _given(values)},
        {**add, "kind": "test_method", "id": choice.method, "values": _given(method)},
    )
    return Fix(_ADD.format(name=entry.name), commands)


def _check_figure(entry: Entry, value: str) -> None:
    stated = any(f"{{{name}}}" in entry.wording[Lang.ZH] for name in ("数值", "value"))
    if stated and not re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,12})?", value):
        message = _NO_FIGURE.format(name=entry.name, value=value[:40])
        raise BadInput(message, place="value", code="PTR-LIBRARY")
    if value and not stated:
        raise BadInput(_NOT_STATED.format(name=entry.name), place="value", code="PTR-LIBRARY")


def next_number(dossier: Dossier, known: tuple[PtrClause, ...], field: str) -> str:
    """Return the number after the last indicator of a clause; of 2.1.1 when the clause is not of the template."""
    branches = tree(dossier, known).branches
    branch = next((b for b in branches if b.clause.field == field), branches[0])
    last = max((sort_key(node.number)[-1] for node in branch.nodes), default=0)
    return f"{branch.clause.number}.{last + 1}"


def _put(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        place = f"{{{name}}}"
        text = (text if value else text.replace(f"{place}的", "")).replace(place, value)
    return text.replace("（）", "").replace(" ()", "")


def _given(values: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


_FIGURE = "{数值}"
_NO_FIGURE = Text(
    "“{name}”的数值应为不带单位的数，如 60 或 0.5，现为“{value}”。请改正。",
    "“{name}” takes a plain figure without unit, such as 60 or 0.5, not “{value}”. Correct it.",
)
_NOT_STATED = Text(
    "“{name}”的措辞中没有可填的数值。请不要填写数值，加入后再改措辞。",
    "The wording of “{name}” states no figure. Leave the figure out, add it and change the wording then.",
)
_ADD = Text("从指标库添加“{name}”", "Add “{name}” from the library")
