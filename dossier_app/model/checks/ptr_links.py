"""What holds the PTR together: references, live facts, numbers, version fields, quoted figures, security clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import (
    Scene,
    answer_place,
    change_record,
    found,
    place_of,
    set_answer,
)
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.finding import Finding, Place
from dossier_app.model.measure import Comparison, meets, parse_thresholds
from dossier_app.model.ptrclean import clean
from dossier_app.model.ptrfacts import fact_name, tokens
from dossier_app.model.ptrrefs import references, referring
from dossier_app.model.ptrtree import Tree, tidy, tree
from dossier_app.model.records import Record
from dossier_app.model.tenderfile import Threshold
from dossier_app.model.versionrule import gaps, rule_of, uncovered

_HIDDEN = re.compile("[\t\x0b\x0c\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def links(scene: Scene) -> Iterator[Finding]:
    """Yield PTR-29 and PTR-32 to PTR-38."""
    whole = tree(scene.dossier, scene.pack.ptr_clauses)
    yield from _texts(scene, whole)
    yield from _numbers(scene, whole)
    yield from _untested(scene, whole)
    yield from _version_fields(scene)
    yield from _quoted(scene)
    yield from _answered(scene)
    yield from _security(scene)


def _texts(scene: Scene, whole: Tree) -> Iterator[Finding]:
    """Yield PTR-29, 32 and 33: hidden characters, references to nowhere, facts that are not there."""
    known = {branch.clause.number for branch in whole.branches} | {n.number for n in whole.nodes()}
    known |= {"2.1", *(row.text("clause") for row in scene.dossier.all("test_method"))}
    known |= {f"3{number[1:]}" for number in known if number.startswith("2")} | {"3.0"}
    for kind, record, key, text in referring(scene.dossier):
        place = Place(kind, record, key)
        if _is_unclean(text):
            yield _unclean(scene, place, text)
        for _, number in references(text) if kind != "standard" else ():
            if number not in known:
                message = _NOWHERE.format(number=same(number))
                yield found(scene, "PTR-32", place, message, quotes=(number,))
        for token in tokens(text):
            name = fact_name(token)
            message = _EMPTY.format(name=name) if name else _UNKNOWN.format(token=same(token))
            yield found(scene, "PTR-33", place, message, quotes=(token,))


@lru_cache(maxsize=8192)
def _is_unclean(text: str) -> bool:
    return _HIDDEN.search(text) is not None


def _unclean(scene: Scene, place: Place, text: str) -> Finding:
    words = clean(text).text
    record = scene.get(place.record, place.id) if place.record else None
    fix = (
        change_record(record, place.field, words, _CLEAN)
        if record
        else set_answer(scene, place.field, words, _CLEAN)
    )
    return found(scene, "PTR-29", place, _UNSEEN, fix=fix)


def _numbers(scene: Scene, whole: Tree) -> Iterator[Finding]:
    """Yield PTR-38: numbers outside the template and gaps, with the mend that closes all gaps."""
    for node in whole.stray:
        message = _STRAY.format(number=same(node.number))
        yield found(scene, "PTR-38", place_of(node.record, "clause"), message)
    twice = len({node.number for node in whole.nodes()}) < sum(1 for _ in whole.nodes())
    fix = None if twice else tidy(scene.dossier, scene.pack.ptr_clauses)
    if fix is not None:
        first = next((c for c in fix.commands if c.get("kind") == "indicator"), None)
        row = scene.get("indicator", str(first["id"])) if first else None
        if row is not None:
            message = _GAP.format(number=same(row.text("clause")))
            yield found(scene, "PTR-38", place_of(row, "clause"), message, fix=fix)


def _untested(scene: Scene, whole: Tree) -> Iterator[Finding]:
    """Yield PTR-37: a written clause without indicators that no method mirrors, and no general method 3.1."""
    mirrored = {row.text("clause") for row in scene.dossier.all("test_method")}
    if not mirrored or "3.1" in mirrored:
        return
    for branch in whole.branches:
        clause = branch.clause
        written = (
            scene.dossier.text(clause.field) and clause.field not in scene.dossier.not_applicable
        )
        if written and not branch.nodes and f"3{clause.number[1:]}" not in mirrored:
            message = _NO_METHOD.format(number=same(clause.number), title=clause.title)
            yield found(scene, "PTR-37", answer_place(scene, clause.field), message)


def _version_fields(scene: Scene) -> Iterator[Finding]:
    """Yield PTR-34: a recorded naming rule with gaps or contradictions, or updates that no field tells."""
    rows = scene.dossier.all("version_field")
    if not rows:
        return
    rule = rule_of(scene.dossier)
    by_letter = {row.text("letter"): row for row in rows}
    for letter, message in gaps(rule):
        place = place_of(by_letter.get(letter, rows[0]), "updates")
        yield found(scene, "PTR-34", place, message)
    is_ai = any(row.text("algorithm") == "ai" for row in scene.dossier.all("function"))
    missing = uncovered(rule, RECORD_KINDS["version_field"], ai=is_ai)
    if missing:
        names = Text("、".join(m.zh for m in missing), ", ".join(m.en for m in missing))
        message = _UNCOVERED.format(names=names)
        yield found(scene, "PTR-34", place_of(rows[0], "updates"), message)


def _quoted(scene: Scene) -> Iterator[Finding]:
    """Yield PTR-35: a sentence quoted from report or instructions that states another demand than its indicator."""
    for link in scene.dossier.where("link", target_kind="indicator"):
        row, quote = scene.get("indicator", link.text("target")), link.text("quote")
        if row is None or not quote:
            continue
        clash = _clash(row, quote)
        if clash is not None:
            file = scene.get("evidence", link.text("evidence"))
            names = {
                "clause": same(row.text("clause")),
                "title": same(file.text("title") if file else ""),
            }
            message = _DIFFERS.format(one=_shown(clash[0]), other=_shown(clash[1]), **names)
            yield found(scene, "PTR-35", place_of(row, "requirement"), message, quotes=(quote,))


def _answered(scene: Scene) -> Iterator[Finding]:
    """Yield PTR-35: an answer to a tender that names an indicator as its source and states another demand."""
    numbered = {row.text("clause"): row for row in scene.dossier.all("indicator")}
    for tender in scene.tenders():
        for answer in scene.rows("response", tender):
            for number in re.findall(r"2(?:\.\d+)+", answer.text("source")):
                row = numbered.get(number)
                clash = _clash(row, answer.text("text")) if row else None
                if row is not None and clash is not None:
                    names = {"clause": same(number), "title": _ANSWER}
                    message = _DIFFERS.format(one=_shown(clash[0]), other=_shown(clash[1]), **names)
                    place = place_of(answer, "text")
                    yield found(scene, "PTR-35", place, message, tender=tender.id, step="tender")


def _clash(row: Record, quote: str) -> tuple[Threshold, Threshold] | None:
    own = parse_thresholds(row.text("requirement"))
    for other in parse_thresholds(quote):
        alike = [each for each in own if meets(each, other) is not Comparison.UNCOMPARABLE]
        if alike and not any(_is_same(each, other) for each in alike):
            return alike[0], other
    return None


def _is_same(one: Threshold, other: Threshold) -> bool:
    return one.operator == other.operator and meets(one, other) is Comparison.EQUAL


def _shown(threshold: Threshold) -> Text:
    return same(threshold.shown())


def _security(scene: Scene) -> Iterator[Finding]:
    """Yield PTR-36: a capability of the product itself that its clause does not speak of."""
    indicators = " ".join(
        row.text("name") + row.text("requirement") for row in scene.dossier.all("indicator")
    )
    for row in scene.dossier.all("security_capability"):
        key = row.text("capability")
        if (
            key not in _CLAUSES
            or not row.flag("applies")
            or "own" not in str(row.values.get("means"))
        ):
            continue
        field, pattern = _CLAUSES[key]
        if not re.search(pattern, scene.dossier.text(field) + indicators):
            name = RECORD_KINDS["security_capability"].field("capability").option(key)
            message = _NOT_SAID.format(name=name, field=same(_NUMBERS[field]))
            yield found(scene, "PTR-36", answer_place(scene, field), message)


_CLAUSES = {
    "ALOF": ("ptr.access", r"注销|锁定|锁屏|登出"),
    "AUTH": ("ptr.access", r"权限|授权|角色"),
    "PAUT": ("ptr.access", r"鉴别|口令|密码|认证|登录"),
    "NAUT": ("ptr.interfaces", r"节点|AE\s?Title|证书|鉴别|白名单"),
    "EMRG": ("ptr.access", r"紧急"),
    "AUDT": ("ptr.maintainability", r"日志|审计|审核"),
    "DTBK": ("ptr.reliability", r"备份|恢复"),
    "RMOT": ("ptr.functions", r"远程"),
    "TXCF": ("ptr.interfaces", r"加密|TLS|HTTPS|SSL|SM[234]"),
    "DIDT": ("ptr.functions", r"脱敏|去标识|匿名"),
}
"""The clause that speaks of a capability, and the words by which it does."""
_NUMBERS = {
    "ptr.functions": "2.1.1",
    "ptr.interfaces": "2.1.4",
    "ptr.access": "2.1.12",
    "ptr.reliability": "2.1.14",
    "ptr.maintainability": "2.1.15",
}
_ANSWER = Text("投标响应", "answer to the tender")
_CLEAN = Text("整理文字", "Clean the text")
_UNSEEN = Text(
    "文字带有隐藏字符或制表符（多由粘贴带入），成文后会错位。请整理。",
    "The text holds hidden characters or tabs, mostly pasted, that shift it in print. Clean it.",
)
_NOWHERE = Text(
    "引用的条款 {number} 不存在。请改正引用。",
    "Clause {number} is referred to but is not there. Correct it.",
)
_EMPTY = Text(
    "引用的事实“{name}”还没有填写。请先在前两步填写。",
    "The fact “{name}” is used here but not answered. Answer it in steps 1 and 2.",
)
_UNKNOWN = Text(
    "没有名为“{token}”的事实。请从事实清单选取。",
    "There is no fact “{token}”. Pick one from the list.",
)
_STRAY = Text(
    "条款号 {number} 不在模板之内。请把指标移到所属条款下。",
    "Number {number} is outside the template. Move the indicator under its clause.",
)
_GAP = Text(
    "编号 {number} 之前有空缺。可一键整理，引用随之更新。",
    "There is a gap before {number}. One press closes it and follows every reference.",
)
_NO_METHOD = Text(
    "{number} {title} 没有下级指标，也没有对应的检验方法，且没有通用方法 3.1。请添加方法。",
    "{number} {title} has no indicator, no method of its own, and there is no general method 3.1. Add one.",
)
_UNCOVERED = Text(
    "命名规则没有覆盖：{names}。请在版本字段中补充。",
    "The naming rule does not cover: {names}. Add them to the fields of the version.",
)
_DIFFERS = Text(
    "{clause} 要求 {one}，“{title}”写 {other}。请统一数值、单位和不等号。",
    "{clause} demands {one}, “{title}” says {other}. Make figure, unit and inequality one.",
)
_NOT_SAID = Text(
    "网络安全能力“{name}”由产品自身实现，{field} 没有写到。请补充，或更正能力清单。",
    "The product itself meets the capability “{name}”, but {field} does not say so. Add it, or correct the list.",
)
