"""Head of the product technical requirements: models, versions, concurrency, interfaces, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of, set_answer
from dossier_app.model.finding import Finding, Fix
from dossier_app.model.ptrfacts import PREFILLED, worded
from dossier_app.model.scope import fields_of
from dossier_app.model.wording import squeeze


def head(scene: Scene) -> Iterator[Finding]:
    """Yield what is wrong with models, versions, concurrency, interfaces, terms: PTR-12, 14, 18, 30, 31, CONS-06."""
    yield from _same_as_step_one(scene)
    yield from _version_rule(scene)
    concurrency = scene.dossier.text("ptr.concurrency")
    if _COUNTED.search(concurrency) and not re.search(r"响应时间|秒|毫秒|ms|\bs\b", concurrency):
        yield found(scene, "PTR-30", answer_place(scene, "ptr.concurrency"), _NO_TIME)
    yield from _interfaces(scene)
    yield from _terms(scene)
    yield from _measuring(scene)


def _same_as_step_one(scene: Scene) -> Iterator[Finding]:
    for key, source, label in (
        ("ptr.release", "claim.release_version", _RELEASE),
        ("ptr.models", "claim.model", _MODEL),
    ):
        said, value = scene.dossier.text(key), scene.dossier.text(source).strip()
        if said and value and squeeze(value).lower() not in squeeze(said).lower():
            message = _NOT_SAID.format(what=label, value=same(value))
            fix = set_answer(scene, key, PREFILLED[key], _FOLLOW)
            yield found(scene, "PTR-12", answer_place(scene, key), message, fix=fix)


def _version_rule(scene: Scene) -> Iterator[Finding]:
    """Yield PTR-14: a letter of the pattern unexplained, or a full version with more or fewer fields."""
    for key in ("ptr.version_rule", "claim.version_rule"):
        rule = scene.dossier.text(key)
        pattern = re.search(r"[A-Z](?:\.[A-Z]){1,5}(?![A-Za-z])", rule)
        if pattern is None:
            continue
        letters = pattern.group().split(".")
        rest = rule[pattern.end() :]
        lost = [each for each in letters if each not in _LETTER.findall(rest) and each not in rest]
        if lost:
            message = _UNEXPLAINED.format(letters="、".join(lost))
            yield found(scene, "PTR-14", answer_place(scene, key), message)
        full = fields_of(scene.dossier.text("claim.full_version"))
        if full and len(full) != len(letters):
            message = _LENGTH.format(
                pattern=pattern.group(), version=same(scene.dossier.text("claim.full_version"))
            )
            yield found(scene, "PTR-14", answer_place(scene, key), message)


def _interfaces(scene: Scene) -> Iterator[Finding]:
    clause = scene.dossier.text("ptr.interfaces")
    if not clause:
        return
    for row in scene.dossier.all("interface"):
        protocol = re.findall(
            r"DICOM|HL7|FHIR|HTTPS?|REST|WADO|JSON", row.text("protocol"), re.IGNORECASE
        )
        system = row.text("system")
        named = system in clause or any(word.lower() in clause.lower() for word in protocol)
        if not named and system not in ("other", "modality"):
            message = _INTERFACE.format(system=same(system), protocol=same(row.text("protocol")))
            words = f"{clause.rstrip()}\n{worded(row)}"
            fix = set_answer(scene, "ptr.interfaces", words, _ADD_LINE)
            yield found(scene, "CONS-06", answer_place(scene, "ptr.interfaces"), message, fix=fix)


def _terms(scene: Scene) -> Iterator[Finding]:
    known = {term.term.zh: term for term in scene.pack.terms}
    seen: set[str] = set()
    for row in scene.dossier.all("term"):
        term = row.text("term").strip()
        if term in seen or term in known:
            fix = Fix(_STRIKE, ({"do": "RemoveRecord", "kind": "term", "id": row.id},))
            message = _DEFINED.format(term=same(term))
            yield found(scene, "PTR-18", place_of(row, "term"), message, fix=fix)
        seen.add(term)


def _measuring(scene: Scene) -> Iterator[Finding]:
    said = scene.dossier.text("ptr.functions")
    for row in scene.dossier.where("function", core="measurement"):
        name = row.text("name").removesuffix("测量").removesuffix("功能")
        if len(name) > 1 and f"{name}分析" in said and f"{name}测量" not in said:
            message = _MEASURE.format(name=same(name))
            words = said.replace(f"{name}分析", f"{name}测量")
            fix = set_answer(scene, "ptr.functions", words, _CALL)
            yield found(scene, "PTR-31", answer_place(scene, "ptr.functions"), message, fix=fix)


_COUNTED = re.compile(r"\d|[一二三四五六七八九十]")


_LETTER = re.compile(r"(?<![A-Za-z])([XYZBWNMP])(?![A-Za-z])")


_FOLLOW = Text("改为随第一步更新", "Let it follow step 1")
_ADD_LINE = Text("补写此接口", "Add this interface")
_STRIKE, _CALL = (
    Text("删去此术语", "Strike out the term"),
    Text("改为“测量”", "Call it measurement"),
)
_NO_TIME = Text(
    "最大并发数没有写明该并发下的响应时间。请补充。",
    "Maximum concurrency lacks the response time under it. Add it.",
)
_RELEASE = Text("发布版本", "release version")
_MODEL = Text("型号规格", "model")
_NOT_SAID = Text(
    "这里没有写到第一步的{what}“{value}”。请统一。",
    "The {what} “{value}” of step 1 is not said here. Make them one.",
)
_UNEXPLAINED = Text(
    "版本命名规则没有解释字段 {letters}。请逐字段写明位数、范围和含义。",
    "The version rule does not explain {letters}. State digits, range and meaning of each field.",
)
_LENGTH = Text(
    "命名规则为 {pattern}，完整版本 {version} 的字段数不同。请统一。",
    "The rule is {pattern}, the full version {version} has another number of fields. Make them fit.",
)
_INTERFACE = Text(
    "接口条款没有写到 {system}（{protocol}）。请补充，或更正第一步的接口清单。",
    "The interface clause does not name {system} ({protocol}). Add it, or correct the list of step 1.",
)
_DEFINED = Text(
    "术语“{term}”重复定义，或法规标准已有定义。请删去。",
    "Term “{term}” is defined twice or already defined by law or standard. Strike it out.",
)
_MEASURE = Text("“{name}”登记为测量功能，功能条款写成“分析”。请统一为“测量”。", "“{name}” is a measuring function but called analysis. Call it measurement.")  # fmt: skip
