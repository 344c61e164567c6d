"""The rule pack's list of words: found in a text, with advice, source and, where there is one, the mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dossier_app.base.text import Text
from dossier_app.model.checks.codes import RULES
from dossier_app.model.checks.scene import Scene
from dossier_app.model.finding import Certainty, Finding, Fix, Place, Severity, Verdict
from dossier_app.model.packlaw import LintPhrase
from dossier_app.model.wording import claimed

_NOT_BEFORE = {
    "浏览": "器",
    "采集": "设备|参数|要求|协议|条件|规范|质量|装置|端|卡|系统|日期|时间|方式|层厚|部位|于|的|自|后",
    "第一": "类|步|次|时间|章|条|阶段|年|节|种|个|批|轮|方|人|临床|附属|人民|医院|部分|级|道|代",
    "唯一": "性|标识|编码|编号|识别|ID|号|确定|对应|依据|文号",
    "绝对": "误差|值|体积|变化|偏差|坐标|路径|压力|数",
    "计算机": "断层|体层|辅助|软件著作权|X线|系统集成",
    "有效率": "",
    "良好": "的?兼容",
    "适当": "的?位置",
    "除外": "责任",
}
_NOT_AFTER = {
    "除外": "不可抗力|不可抗力因素",
    "第一": "大学|市|省",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the pack found in a text; `mended` is the text with the proper word, empty when there is none."""

    word: str
    phrase: LintPhrase
    mended: str


def phrases(scene: Scene, scope: str, text: str) -> Iterator[Hit]:
    """Yield each of the pack's phrases of a scope that a text uses and does not deny."""
    if not _holds(_any_word(scene, scope), text):
        return
    for phrase in scene.pack.phrases:
        if scope not in phrase.scopes or phrase.code not in RULES:
            continue
        pattern = _pattern(phrase.words)
        match = pattern.search(text)
        if match and any(True for _ in claimed(text, pattern)):
            mended = pattern.sub(phrase.instead, text) if phrase.instead else ""
            yield Hit(match.group(), phrase, mended)


@lru_cache(maxsize=16384)
def _holds(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _any_word(scene: Scene, scope: str) -> re.Pattern[str]:
    """Return one pattern for all words of a scope, made once a judging."""

    def make() -> re.Pattern[str]:
        of_scope = [phrase for phrase in scene.pack.phrases if scope in phrase.scopes]
        words = [re.escape(word) for phrase in of_scope for word in phrase.words]
        return re.compile("|".join(words) or r"(?!)")

    return scene.once(f"words:{scope}", make)


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for word in sorted(words, key=len, reverse=True):
        ahead, behind = _NOT_BEFORE.get(word, ""), _NOT_AFTER.get(word, "")
        before = "".join(f"(?<!{part})" for part in behind.split("|") if part)
        parts.append(before + re.escape(word) + (f"(?!{ahead})" if ahead else ""))
    return re.compile("|".join(parts))


def told(
    scene: Scene,
    hit: Hit,
    place: Place,
    *,
    fix: Fix | None = None,
    tender: str = "",
) -> Finding:
    """Return the finding of a phrase under its own code, with the pack's advice, source and severity."""
    phrase = hit.phrase
    rule = RULES[phrase.code]
    severity = phrase.severity
    if phrase.certainty is Certainty.C and severity is Severity.BLOCKER:
        severity = Severity.WARNING
    message = Text(f"“{hit.word}”：{phrase.advice.zh}", f"“{hit.word}”: {phrase.advice.en}")
    return Finding(
        phrase.code,
        severity,
        rule.step,
        place,
        message,
        verdict=Verdict.COMPLIANT,
        citation=phrase.cites[0] if phrase.cites else rule.citation,
        certainty=phrase.certainty,
        fix=fix,
        tender=tender,
        quotes=(hit.word,),
    )
