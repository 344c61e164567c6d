"""Claim guard: what says too much, and what says too little."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.phrases import phrases, told
from dossier_app.model.checks.safer import safer
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of, set_answer
from dossier_app.model.finding import Finding, Fix, Place, Severity
from dossier_app.model.intendeduse import compose_intended_use, naming_lint, unreflected
from dossier_app.model.records import Record
from dossier_app.model.scope import beyond
from dossier_app.model.scopewords import ALWAYS_BEYOND
from dossier_app.model.statements import figures
from dossier_app.model.wording import claimed

_TEXTS = (
    "claim.intended_use",
    "claim.purpose",
    "claim.workflow_change",
    "claim.workflow_value",
    "claim.charging",
    "claim.budget",
    "claim.payer",
)
_ABSOLUTE = re.compile(
    r"(?<!唯)最(?:好|佳|先进|高|强|优|快|准|精确|准确|领先)(?!限|可|低|大|值|限价)|唯一(?!性|标识|编码)|第一(?:品牌|名|位|家)|首个|首家|国家级|世界级|"
    r"100\s?[%％](?!\s?(?:的)?置信)|百分之百|零(?:漏诊|误诊|漏检|误差|风险)|绝对|万无一失|完全(?:替代|取代|避免|消除)|永久|行业领先|国际领先|遥遥领先"
)
_CHARGES = re.compile(
    r"(?:单独|另行|新增|额外|独立)(?:设立|增加|列支|立项)?(?:的)?(?:医疗服务)?(?:收费|计费|收取|价格项目|收费项目)|可(?:向患者)?收费|按次向患者收"
)
_FIGURE_METRICS = re.compile(
    r"敏感|灵敏|特异|准确率|召回|精确度|AUC|Dice|Kappa|阳性预测|阴性预测|ROC|sensitiv|specific|accura|recall",
    re.IGNORECASE,
)
_ACCURACY = ("detection", "diagnosis", "triage", "quantification")
_OUTSIDE = ("therapy", "administrative", "wellness")
_NAMES_DATA = re.compile(r"测试集|数据集|验证集|研究|试验|MRMC|例|n\s?[=＝]", re.IGNORECASE)
_AIDS = "供医师参考，由医师确认"
_KIND_OF = {
    "triage": "triage", "lesion_detection": "detection", "lesion_characterisation": "diagnosis",
    "lesion_quantification": "quantification", "diagnosis_or_staging": "diagnosis", "measurement": "quantification",
    "disease_score": "decision_support", "decision_index": "decision_support", "structured_report": "report",
    "bone_density": "quantification",
}  # fmt: skip
_RADIOLOGY = ("radiology", "")


def claim(scene: Scene) -> Iterator[Finding]:
    """Yield CLAIM-nn."""
    yield from _wording(scene)
    for row in scene.dossier.all("claim_item"):
        yield from _single(scene, row)
    yield from _too_little(scene)
    yield from _people(scene)
    yield from _sentence(scene)


def _wording(scene: Scene) -> Iterator[Finding]:
    rows = [(place_of(r, "text"), r.text("text")) for r in scene.dossier.all("claim_item")]
    rows += [(answer_place(scene, key), scene.dossier.text(key)) for key in _TEXTS]
    radiology = scene.dossier.text("claim.input_domain") in _RADIOLOGY
    for place, text in rows:
        for words, _ in claimed(text, _ABSOLUTE):
            message, fix = _ABS.format(words=words), _safer(scene, place, text, words)
            yield found(scene, "CLAIM-02", place, message, quotes=(words,), fix=fix)
        for words, _ in claimed(text, ALWAYS_BEYOND):
            message, fix = _REPLACES.format(words=words), _safer(scene, place, text, words, _AIDS)
            yield found(scene, "CLAIM-03", place, message, quotes=(words,), fix=fix)
        for words, _ in claimed(text, _CHARGES):
            grade = None if radiology else Severity.WARNING
            message = _CHARGE.format(words=words)
            fix = _safer(scene, place, text, words)
            yield found(scene, "CLAIM-05", place, message, severity=grade, quotes=(words,), fix=fix)
        if not place.record:
            yield from _bare_figure(scene, place, text)
        yield from _from_pack(scene, place, text)


def _safer(scene: Scene, place: Place, text: str, words: str, instead: str = "") -> Fix | None:
    return safer(scene.dossier.heading.id, place, text, (words,), instead)


def _bare_figure(scene: Scene, place: Place, text: str) -> Iterator[Finding]:
    """Yield a figure of performance in a running text that names neither data set nor study."""
    for words, figure in figures(text):
        if not _NAMES_DATA.search(text):
            message = _NO_SET.format(metric=words)
            yield found(scene, "CLAIM-04", place, message, quotes=(f"{words}{figure}",))
            return


def _from_pack(scene: Scene, place: Place, text: str) -> Iterator[Finding]:
    """Yield the pack's words for claims that the lints above do not find themselves."""
    known = [
        w for pattern in (_ABSOLUTE, ALWAYS_BEYOND, _CHARGES) for w, _ in claimed(text, pattern)
    ]
    for hit in phrases(scene, "claim", text):
        if not any(hit.word in words or words in hit.word for words in known):
            yield told(scene, hit, place)


def _single(scene: Scene, row: Record) -> Iterator[Finding]:
    yield from _over(scene, row)
    metric = _FIGURE_METRICS.search(f"{row.text('metric')} {row.text('text')}")
    figure = row.text("value").strip() or (
        metric and re.search(r"\d\s?[%％]|0\.\d", row.text("text"))
    )
    if metric and figure and not _is_sourced(scene, row):
        yield found(
            scene, "CLAIM-04", place_of(row, "result"), _NO_SET.format(metric=metric.group())
        )
    if row.text("kind") in _OUTSIDE and not row.flag("outside"):
        yield found(scene, "CLAIM-13", place_of(row, "kind"), _OTHER)


def _over(scene: Scene, row: Record) -> Iterator[Finding]:
    edition = scene.edition()
    if edition is None:
        return
    function = scene.dossier.find("function", row.text("function"))
    words = tuple(item.words for item in beyond(row.text("text"), edition, scene.dossier))
    if function is not None and function.values.get("registered") is False:
        words = (function.text("name"), *words)
    if words:
        certified = scene.dossier.text("claim.life_state") in ("certified", "renewing")
        message = _OVER.format(words="、".join(dict.fromkeys(words)), number=edition.number)
        grade = None if certified else Severity.WARNING
        place = place_of(row, "text")
        fix = safer(scene.dossier.heading.id, place, row.text("text"), words)
        yield found(scene, "CLAIM-01", place, message, severity=grade, quotes=words, fix=fix)


def _is_sourced(scene: Scene, row: Record) -> bool:
    result = scene.dossier.find("result", row.text("result"))
    return bool(
        result
        and result.text("criterion").strip()
        and scene.dossier.find("dataset", result.text("dataset"))
    )


def _too_little(scene: Scene) -> Iterator[Finding]:
    claims = scene.dossier.all("claim_item")
    used = {row.text("function") for row in claims}
    for function in scene.dossier.all("function"):
        if claims and function.flag("registered") and function.id not in used:
            message = _UNUSED.format(name=same(function.text("name")))
            yield found(
                scene, "CLAIM-06", place_of(function), message, fix=_claim_for(scene, function)
            )
    kinds = {row.text("kind") for row in claims}
    value = scene.dossier.text("claim.workflow_value").strip()
    if kinds & set(_ACCURACY) and not (value and "workflow" in kinds | _workflow_results(scene)):
        yield found(scene, "CLAIM-07", answer_place(scene, "claim.workflow_value"), _NO_VALUE)


def _claim_for(scene: Scene, function: Record) -> Fix:
    """Return the mend that adds a claim for a function, in the words of its own description."""
    values = {
        "text": (function.text("description") or function.text("name"))[:200],
        "kind": _KIND_OF.get(function.text("type"), "processing"),
        "function": function.id,
    }
    command = {
        "do": "AddRecord",
        "kind": "claim_item",
        "id": f"c-{function.id}"[:64],
        "values": values,
    }
    return Fix(_ADD_CLAIM, ({**command, "dossier": scene.dossier.heading.id},))


def _workflow_results(scene: Scene) -> set[str]:
    return {result.text("dimension") for result in scene.dossier.all("result")}


def _people(scene: Scene) -> Iterator[Finding]:
    outputs = scene.dossier.all("output")
    for output in outputs:
        if not (output.text("acts").strip() and output.text("accountable").strip()):
            message = _NOBODY.format(name=same(output.text("name")))
            yield found(scene, "CLAIM-08", place_of(output, "accountable"), message, gate="G0")
    if scene.dossier.all("claim_item") and not outputs:
        yield found(
            scene, "CLAIM-08", answer_place(scene, "claim.accountable"), _NO_OUTPUT, gate="G0"
        )
    for key in ("claim.payer", "claim.budget", "claim.decider"):
        if scene.dossier.all("claim_item") and not scene.dossier.text(key).strip():
            yield found(scene, "CLAIM-09", answer_place(scene, key), _NO_PAYER, gate="G4")
    said = scene.dossier.text("claim.intended_use") + scene.dossier.text("claim.limits")
    if (
        scene.dossier.text("claim.role") == "diagnosis"
        and said
        and not re.search(r"医[师生]|physician", said)
    ):
        yield found(scene, "CLAIM-10", answer_place(scene, "claim.limits"), _NO_DOCTOR)


def _sentence(scene: Scene) -> Iterator[Finding]:
    for key in unreflected(scene.dossier):
        fix = set_answer(scene, "claim.intended_use", compose_intended_use(scene.dossier), _COMPOSE)
        message = _LOST.format(element=same(scene.dossier.text(key)[:60]))
        yield found(scene, "CLAIM-11", answer_place(scene, "claim.intended_use"), message, fix=fix)
    for message in naming_lint(scene.dossier, scene.pack):
        yield found(scene, "CLAIM-12", answer_place(scene, "claim.product_name"), message)


_ABS = Text(
    "“{words}”是绝对化用语。请改为有数据集和条件的数值，或删去。",
    "“{words}” is absolute. Give a figure with data set and condition, or strike it out.",
)
_REPLACES = Text(
    "“{words}”把软件说成替代医师。请改为“供医师参考，由医师确认”。",
    "“{words}” makes the software replace the physician. Say that a physician confirms.",
)
_CHARGE = Text(
    "“{words}”不成立：放射检查的人工智能辅助不单独收费（医保立项指南列为扩展项）。请删去。",
    "“{words}” does not hold: AI in radiology is an extension item and not charged for separately. Strike it out.",
)
_NO_SET = Text(
    "“{metric}”的数值没有数据集和判定标准。请关联一条性能结果（含数据集、判定标准、样本量）。",
    "The figure for “{metric}” names no data set and criterion. Link a performance result that has both.",
)
_OTHER = Text(
    "治疗、行政管理或健康管理类主张的证据不由本程序判断。请由负责人另行论证，或注明不属于本产品。",
    "Evidence of therapy, administrative or wellness claims is not judged here. Have it argued elsewhere, or say that it is outside this product.",
)
_ADD_CLAIM = Text("为该功能添加主张", "Add a claim for the function")
_OVER = Text(
    "“{words}”超出注册证 {number} 的核准范围，不得用于投标和宣传。请删去，或先取得变更注册。",
    "“{words}” goes beyond certificate {number}. Strike it out, or obtain a change registration first.",
)
_UNUSED = Text(
    "已注册功能“{name}”没有任何主张使用。可以补充一条主张。",
    "No claim uses the registered function “{name}”. You may add one.",
)
_NO_VALUE = Text(
    "主张了准确性，没有写流程价值及证据。院内论证会问节省了什么。请补充流程与时间的主张或结果。",
    "Accuracy is claimed but no workflow value. Hospitals ask what is saved: add a workflow claim or result.",
)
_NOBODY = Text(
    "输出“{name}”没有写明谁行动、失效时谁负责。请填写岗位或姓名。",
    "Output “{name}” names nobody who acts or is accountable. Name a post or person.",
)
_NO_OUTPUT = Text(
    "没有任何一条输出写明谁接收、谁行动、谁负责。请至少添加一条。",
    "No output says who receives, acts and is accountable. Add at least one.",
)
_NO_PAYER = Text(
    "没有写明谁付费、从哪笔预算、谁决定。请填写，院内立项需要。",
    "Payer, budget or decider is missing. Fill it in: the hospital's approval needs it.",
)
_NO_DOCTOR = Text(
    "定位为辅助诊断，适用范围和使用限制中没有写明由医师确认。请补充。",
    "A diagnosis aid must say that a physician confirms. Add it to the limits.",
)
_LOST = Text(
    "适用范围语句没有体现“{element}”。请核对，或由八要素重新组成。",
    "The intended-use sentence does not reflect “{element}”. Check it, or compose it anew.",
)
_COMPOSE = Text("由八要素重新组成", "Compose from the eight elements")  # fmt: skip
