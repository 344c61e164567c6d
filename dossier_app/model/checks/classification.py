"""Classification: confirmed by a person, still as confirmed, free of contradiction."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.classify import classify
from dossier_app.model.derived import facts_from_dossier, origins
from dossier_app.model.facts import Facts, parse_facts
from dossier_app.model.factwords import FACT_WORDS
from dossier_app.model.finding import Finding, Place
from dossier_app.model.linking import is_stale, latest

_SERIOUS = ("lesion_detection", "lesion_characterisation", "diagnosis_or_staging", "triage")


def classification(scene: Scene) -> Iterator[Finding]:
    """Yield CLASS-nn."""
    given = facts_from_dossier(scene.dossier)
    if any(word.required and word.key not in given for word in FACT_WORDS):
        return
    try:
        facts = parse_facts(given)
    except BadInput as error:
        message = _CLASH.format(why=error.message)
        yield found(scene, "CLASS-03", _place(scene, error.place), message)
        return
    yield from _confirmed(scene)
    yield from _safety(scene, facts)
    yield from _certificate(scene, facts)


def _place(scene: Scene, path: str) -> Place:
    """Return where the first fact of a refusal's JSON path is answered."""
    fact = path.split(",")[0].removeprefix("$.").split("[")[0]
    places = origins(scene.dossier, fact)
    return places[0] if places else answer_place(scene, "claim.product_form")


def _confirmed(scene: Scene) -> Iterator[Finding]:
    place = answer_place(scene, "classification.maturity_reason")
    last = latest(scene.dossier, "classification", "classified", "overridden", "approved")
    if last is None:
        yield found(scene, "CLASS-01", place, _OPEN)
    elif is_stale(last, scene.dossier):
        message = _STALE.format(person=same(last.text("person")), day=last.text("on"))
        yield found(scene, "CLASS-02", place, message)


def _safety(scene: Scene, facts: Facts) -> Iterator[Finding]:
    """Decision support on images is not of minor risk; lesion detection and triage by AI are seldom so."""
    level = scene.dossier.text("classification.safety_level")
    if level == "minor" and facts.algorithm == "ai" and set(facts.functions) & set(_SERIOUS):
        yield found(scene, "CLASS-04", answer_place(scene, "classification.safety_level"), _TOO_LOW)


def _certificate(scene: Scene, facts: Facts) -> Iterator[Finding]:
    edition = scene.edition()
    if edition is None or not edition.device_class or not scene.pack.nodes:
        return
    result = classify(facts, scene.pack, on=scene.on)
    klass = result.klass
    if klass and klass != edition.device_class:
        certificate = scene.get("certificate", edition.certificate)
        if certificate is not None:
            names = {"number": edition.number, "one": edition.device_class, "other": klass}
            yield found(
                scene, "CLASS-05", place_of(certificate, "number"), _DIFFERS.format(**names)
            )


_CLASH = Text(
    "分类事实相互矛盾：{why} 请回到第一步改正。",
    "The facts contradict each other: {why} Correct them in step 1.",
)
_OPEN = Text(
    "管理类别判定尚未由人确认。请核对依据后确认。",
    "No person has confirmed the class. Check the trail and confirm.",
)
_STALE = Text(
    "{person} 于 {day} 确认后，分类事实或规则包已变化。请重新核对并确认。",
    "Facts or rule pack changed since {person} confirmed on {day}. Check and confirm again.",
)
_TOO_LOW = Text(
    "人工智能辅助检测、诊断、分诊软件的安全性级别写为“轻微”，低于公开先例（中等或严重）。请核对理由。",
    "Safety level “minor” is below published precedents for AI detection, diagnosis or triage. Check the reason.",
)
_DIFFERS = Text("注册证 {number} 为 {one} 类，按事实判定为 {other} 类。请核对事实或说明差异。", "Certificate {number} is class {one}, the facts give {other}. Check the facts or explain.")  # fmt: skip
