"""Product technical requirements: pairs, numbering, wording, standards, figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dossier_app.base.text import Text, same
from dossier_app.model.checks.ptr_head import head
from dossier_app.model.checks.ptr_links import links
from dossier_app.model.checks.ptr_texts import texts
from dossier_app.model.checks.scene import Scene, change_record, found, place_of
from dossier_app.model.finding import Finding, Fix, Severity
from dossier_app.model.measure import Comparison, figures, meets, parse_thresholds
from dossier_app.model.records import Record
from dossier_app.model.tenderfile import Threshold

_read = lru_cache(maxsize=8192)(parse_thresholds)
_LEAF = re.compile(r"^2(\.\d+)+$")
_RATES = re.compile(
    r"敏感[度性]|灵敏度|特异[度性]|AUC|ROC|召回率|Dice|Kappa|阳性预测值", re.IGNORECASE
)


def pairs(scene: Scene) -> Iterator[Finding]:
    """Yield what is wrong between indicators and methods: PTR-01, 10, 11, 19, 20."""
    indicators, methods = scene.dossier.all("indicator"), scene.dossier.all("test_method")
    tested = {m.text("indicator") for m in methods} | {_mirror(m.text("clause")) for m in methods}
    known = {i.id for i in indicators} | {i.text("clause") for i in indicators}
    for row in indicators:
        if row.id not in tested and row.text("clause") not in tested:
            yield found(scene, "PTR-01", place_of(row), _UNTESTED.format(**_named(row)))
        yield from _figures(scene, row)
    for method in methods:
        yield from _method(scene, method, known)
    yield from _numbers(scene, (*indicators, *methods))
    yield from _rates(scene, indicators)


def _mirror(clause: str) -> str:
    """Return the indicator clause that a method's number mirrors (3.1.2 -> 2.1.2)."""
    return f"2{clause[1:]}" if clause.startswith("3.") else ""


def _named(row: Record) -> dict[str, Text]:
    return {"clause": same(row.text("clause")), "name": same(row.text("name")[:40])}


def _method(scene: Scene, method: Record, known: set[str]) -> Iterator[Finding]:
    clause, target = method.text("clause"), method.text("indicator")
    mirrored = _mirror(clause)
    general = re.match(r"^3\.[01](\.|$)", clause) is not None
    if not general and target not in known and mirrored not in known:
        yield found(
            scene,
            "PTR-01",
            place_of(method),
            _ALONE.format(clause=same(clause)),
            severity=Severity.WARNING,
        )
    row = scene.get("indicator", target)
    if row is None:
        return
    if _LEAF.match(row.text("clause")) and mirrored != row.text("clause"):
        wanted = "3" + row.text("clause")[1:]
        fix = change_record(method, "clause", wanted, _RENUMBER.format(clause=wanted))
        message = _CROOKED.format(clause=same(clause), wanted=wanted)
        yield found(scene, "PTR-19", place_of(method, "clause"), message, fix=fix)
    yield from _contradiction(scene, row, method)


def _contradiction(scene: Scene, row: Record, method: Record) -> Iterator[Finding]:
    """Yield PTR-20 where a method quotes the demand with another operator, figure or unit."""
    clash = _clash(_kept(row), row.text("requirement"), method.text("method"))
    if clash is not None:
        message = _QUOTED.format(one=_shown(clash[0]), other=_shown(clash[1]), **_named(row))
        yield found(scene, "PTR-20", place_of(method, "method"), message)


@lru_cache(maxsize=8192)
def _clash(
    kept: Threshold | None, requirement: str, method: str
) -> tuple[Threshold, Threshold] | None:
    """Return demand and quotation where a method that judges quotes like figures and never the demand."""
    worded = _read(requirement)
    demand = kept or (worded[0] if len(worded) == 1 else None)
    if demand is None or not re.search(r"应|符合|合格|判定|不[超大小低少]", method):
        return None
    quoted = [t for t in _read(method) if meets(demand, t) is not Comparison.UNCOMPARABLE]
    if not quoted or any(_is_same(demand, t) for t in quoted):
        return None
    return demand, quoted[0]


def _figures(scene: Scene, row: Record) -> Iterator[Finding]:
    """Yield PTR-20 where an indicator's own fields contradict its wording."""
    kept = _kept(row)
    worded = _fits(kept, row.text("requirement")) if kept else None
    if kept and worded:
        message = _FIELDS.format(one=_shown(kept), other=_shown(worded), **_named(row))
        values = {"operator": worded.operator, "value": worded.value, "unit": worded.unit}
        command = {"do": "ChangeRecord", "kind": row.kind, "id": row.id, "values": values}
        fix = Fix(_AS_WORDED.format(figure=_shown(worded)), (command,))
        yield found(scene, "PTR-20", place_of(row, "value"), message, fix=fix)


@lru_cache(maxsize=8192)
def _fits(kept: Threshold, requirement: str) -> Threshold | None:
    """Return the first worded figure where none of them is the kept one."""
    worded = _read(requirement)
    return None if not worded or any(_is_same(kept, t) for t in worded) else worded[0]


def _kept(row: Record) -> Threshold | None:
    if not row.text("operator") or not _is_number(row.text("value")):
        return None
    return Threshold(row.text("operator"), row.text("value"), row.text("unit"))


@lru_cache(maxsize=4096)
def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(~-?\d+(\.\d+)?)?", value) is not None


def _is_same(one: Threshold, other: Threshold) -> bool:
    return one.operator == other.operator and meets(one, other) is Comparison.EQUAL


def _shown(threshold: Threshold) -> Text:
    return same(threshold.shown())


def _numbers(scene: Scene, rows: tuple[Record, ...]) -> Iterator[Finding]:
    counts = Counter((row.kind, row.text("clause")) for row in rows)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.kind, row.text("clause"))
        if counts[key] > 1 and key in seen and row.text("clause"):
            yield found(
                scene, "PTR-19", place_of(row, "clause"), _TWICE.format(clause=same(key[1]))
            )
        seen.add(key)


def _rates(scene: Scene, indicators: tuple[Record, ...]) -> Iterator[Finding]:
    """Yield PTR-10 for rates without an evaluation database, PTR-11 where it is not named in full."""
    bases = scene.dossier.where("dataset", role="evaluation")
    for row in indicators:
        text = f"{row.text('name')} {row.text('requirement')}"
        match = _RATES.search(text)
        if match is None or not figures(row.text("requirement")):
            continue
        names = {"words": match.group(), "clause": same(row.text("clause"))}
        place = place_of(row, "requirement")
        if not bases:
            yield found(scene, "PTR-10", place, _RATE.format(**names), quotes=(match.group(),))
        elif not any(
            base.text("version").strip() and base.text("operator").strip() for base in bases
        ):
            yield found(scene, "PTR-11", place, _BASE.format(**names))


def ptr(scene: Scene) -> Iterator[Finding]:
    """Yield PTR-nn."""
    yield from pairs(scene)
    yield from head(scene)
    yield from texts(scene)
    yield from links(scene)


_UNTESTED = Text(
    "指标 {clause}“{name}”没有检验方法。请在第 3 章添加编号对应的方法。",
    "Indicator {clause} “{name}” has no test method. Add one in chapter 3.",
)
_ALONE = Text(
    "检验方法 {clause} 没有对应的指标。请关联指标或删去。",
    "Method {clause} tests no indicator. Link one or remove it.",
)
_CROOKED = Text(
    "检验方法编号 {clause} 与指标不对应，应为 {wanted}。",
    "Method number {clause} does not mirror its indicator; {wanted} is expected.",
)
_RENUMBER = Text("改为 {clause}", "Renumber to {clause}")
_TWICE = Text("条款号 {clause} 重复。请重新编号。", "Clause {clause} stands twice. Renumber it.")
_QUOTED = Text(
    "指标 {clause}“{name}”要求 {one}，检验方法写成 {other}。请统一数值、单位和不等号。",
    "Indicator {clause} “{name}” says {one}, its method says {other}. Make them one.",
)
_FIELDS = Text(
    "指标 {clause}“{name}”的字段为 {one}，原文为 {other}。请统一。",
    "Indicator {clause} “{name}” is kept as {one} but worded {other}. Make them one.",
)
_AS_WORDED = Text("字段按原文改为 {figure}", "Set the fields to {figure} as worded")
_RATE = Text(
    "{clause} 以“{words}”作为性能指标，却没有测评数据库信息。可移至算法研究报告和说明书，或在附录列明测评数据库。",
    "{clause} uses “{words}” without an evaluation database. Move it to the algorithm report, or identify the database in an annex.",
)
_BASE = Text(
    "{clause} 以“{words}”为指标，测评数据库没有写明完整版本和责任方。请在数据集中补充。",
    "{clause} uses “{words}”, but the evaluation database lacks full version or responsible party. Add them.",
)
