"""Wording of the product technical requirements: phrases that do not belong, standards and their years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dossier_app.base.text import Text, same
from dossier_app.model.checks.phrases import phrases, told
from dossier_app.model.checks.scene import (
    Scene,
    answer_place,
    change_record,
    found,
    place_of,
    set_answer,
)
from dossier_app.model.finding import Finding, Fix, Place
from dossier_app.model.steps.requirements import REQUIREMENTS

_ELSEWHERE = re.compile(
    r"见随附(?:资料|文件)|按(?:供货)?合同(?:要求)?|由供需双方协商|按用户要求|按企业标准"
)
_VAGUE = re.compile(
    r"(?:性能|质量|效果|速度|清晰度|界面|操作)?(?:良好|较快|较高|较好|尽可能|适当的?时间|足够快|足够高|合理时间|友好|流畅|快速响应|及时响应)"
)
_RESEARCH = re.compile(
    r"货架有效期|灭菌验证|疲劳试验|体外降解|人因(?:工程)?验证|可靠性验证|生物相容性|病毒灭活|免疫原性"
)
_TRIAL = re.compile(r"临床试验|多阅片者|MRMC|训练集|标注质量")
_ODD = re.compile(r"[０-９]|>=|<=|＞＝|＜＝")
_COVER = re.compile(
    r"公司标志|企业标志|logo|LOGO|编制人|审核人|批准人|签字盖章|（盖章）|\(盖章\)|封面"
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(GB|GB/T|GB/Z|YY|YY/T|WS/T|ISO|IEC|ISO/IEC)\s?(\d+(?:\.\d+)*)(?:\s?[-—–－]\s?(\d{2,5}))?(?![\d.]*\d)"
)
_FIELDS = tuple(f.key for f in REQUIREMENTS.fields() if f.key not in ("ptr.number", "ptr.template"))
Row = tuple[Place, str, str]
"""Place, field key (`indicator` for rows) and text."""


def texts(scene: Scene) -> Iterator[Finding]:
    """Yield what is wrong with wording and standards: PTR-02 to 09, 13, 15 to 17, 21 on."""
    for row in _rows(scene):
        yield from _phrases(scene, row)
        yield from _standards(scene, row)
    yield from _official(scene)
    for record in scene.dossier.all("standard"):
        yield from _standards(
            scene, (place_of(record, "number"), "standard", record.text("number"))
        )
        if not _STANDARD.search(record.text("number")):
            message = _NO_STANDARD.format(number=same(record.text("number")))
            yield found(scene, "PTR-16", place_of(record, "number"), message)


def _official(scene: Scene) -> Iterator[Finding]:
    """Yield the pack's words for intended use, and for the composition of a software component."""
    wanted = [("claim.intended_use", "intended_use")]
    if scene.dossier.text("claim.product_form") == "component":
        wanted.append(("claim.structure", "composition"))
    for key, scope in wanted:
        text, place = scene.dossier.text(key), answer_place(scene, key)
        for hit in phrases(scene, scope, text) if text else ():
            if hit.phrase.code.startswith("PTR"):
                fix = _mend(scene, place, hit.mended, key) if hit.mended else None
                yield told(scene, hit, place, fix=fix)


def _rows(scene: Scene) -> Iterator[Row]:
    for key in _FIELDS:
        if text := scene.dossier.text(key):
            yield answer_place(scene, key), key, text
    for record in scene.dossier.all("indicator"):
        yield place_of(record, "requirement"), "indicator", record.text("requirement")
    for record in scene.dossier.all("test_method"):
        yield place_of(record, "method"), "method", record.text("method")
        if standard := record.text("standard"):
            yield place_of(record, "standard"), "cited", standard


@lru_cache(maxsize=8192)
def _is_plain(text: str) -> bool:
    """Tell whether none of our own patterns can find anything in a text; most texts stay as they are."""
    ours = (*(pattern for _, pattern, _ in _LINTS), _VAGUE, _ODD, _STANDARD)
    return not any(pattern.search(text) for pattern in ours)


def _phrases(scene: Scene, row: Row) -> Iterator[Finding]:
    place, key, text = row
    quoted: list[str] = []
    if not _is_plain(text):
        yield from _own_phrases(scene, row, quoted)
    if key == "method" and len(text.strip()) < _SHORT:
        yield found(scene, "PTR-06", place, _TOO_SHORT)
    if key.startswith("ptr.") and text.strip().rstrip("。") in ("不适用", "不涉及", "无", "N/A"):
        yield found(scene, "PTR-13", place, _INAPPLICABLE)
    for hit in phrases(scene, "ptr", text):
        if not any(hit.word in words for words in quoted):
            fix = _mend(scene, place, hit.mended, key) if hit.mended else None
            yield told(scene, hit, place, fix=fix)


def _own_phrases(scene: Scene, row: Row, quoted: list[str]) -> Iterator[Finding]:
    place, key, text = row
    for code, pattern, message in _LINTS:
        if match := pattern.search(text):
            words = match.group()
            quoted.append(words)
            yield found(scene, code, place, message.format(words=words), quotes=(words,))
    if key == "indicator" and (match := _VAGUE.search(text)):
        quoted.append(match.group())
        message = _NOT_MEASURED.format(words=match.group())
        yield found(scene, "PTR-04", place, message, quotes=(match.group(),))
    if _ODD.search(text):
        fix = _mend(scene, place, _plain_signs(text), key)
        yield found(scene, "PTR-07", place, _ODD_SIGNS, fix=fix)


def _plain_signs(text: str) -> str:
    signs = (("＞＝", "≥"), ("＜＝", "≤"), (">=", "≥"), ("<=", "≤"))
    plain = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in text)
    for odd, sign in signs:
        plain = plain.replace(odd, sign)
    return plain


_SHORT = 8
"""A method of fewer characters cannot be repeated."""


def _instead(scene: Scene, row: Row, old: str, new: str) -> Fix | None:
    place, key, text = row
    return _mend(scene, place, text.replace(old, new), key)


def _mend(scene: Scene, place: Place, text: str, key: str) -> Fix | None:
    if not place.record:
        return set_answer(scene, key, text, _REPLACE)
    record = scene.get(place.record, place.id)
    return None if record is None else change_record(record, place.field, text, _REPLACE)


def _standards(scene: Scene, row: Row) -> Iterator[Finding]:
    place, _, text = row
    if _is_plain(text):
        return
    for match in _STANDARD.finditer(text):
        number, year = f"{match[1]} {match[2]}", match[3]
        zero = match[2].startswith("0") and match[1] != "YY" and match[1] != "YY/T"
        if zero or (year and not _is_year(scene, year)):
            message = _IMPOSSIBLE.format(number=same(match.group()))
            yield found(scene, "PTR-16", place, message, quotes=(match.group(),))
        elif not year:
            editions = _editions(scene, number)
            fix = _instead(scene, row, match.group(), editions[-1]) if editions else None
            message = _YEARLESS.format(number=same(number))
            yield found(scene, "PTR-02", place, message, quotes=(match.group(),), fix=fix)
        else:
            yield from _in_force(scene, row, match.group(), f"{number}-{year}")


def _is_year(scene: Scene, year: str) -> bool:
    return len(year) == 4 and 1950 <= int(year) <= scene.on.year


def _editions(scene: Scene, number: str) -> list[str]:
    """Return the editions of a standard that are in force on the day, the newest last."""
    family = f"{_plain(number)}-"

    def look() -> list[str]:
        known = [s for s in scene.pack.standards if _plain(s.number).startswith(family)]
        return sorted(s.number for s in known if s.state(scene.on) not in ("withdrawn", "upcoming"))

    return scene.once(f"editions:{family}", look)


def _in_force(scene: Scene, row: Row, printed: str, number: str) -> Iterator[Finding]:
    wanted = _plain(number)
    family = number.rsplit("-", 1)[0]
    current = [e for e in _editions(scene, family) if _plain(e) > wanted]
    fix = _instead(scene, row, printed, current[-1]) if current else None
    for standard in scene.pack.standards:
        if _plain(standard.number) == wanted:
            state = standard.state(scene.on)
            if state in ("withdrawn", "upcoming"):
                message = _STATES[state].format(number=same(number))
                yield found(scene, "PTR-15", row[0], message, quotes=(number,), fix=fix)
            return
    if current:
        message = _OTHER_YEAR.format(number=same(number), current=same(current[-1]))
        yield found(scene, "PTR-15", row[0], message, quotes=(number,), fix=fix)


@lru_cache(maxsize=1024)
def _plain(number: str) -> str:
    return re.sub(r"[—–－]", "-", re.sub(r"\s", "", number)).upper()


_REPLACE = Text("替换为规范用语", "Put the proper wording")
_LINTS = (
    (
        "PTR-03",
        _ELSEWHERE,
        Text(
            "“{words}”不是指标。每项指标应写出自身要求。",
            "“{words}” is no indicator. Each states its own demand.",
        ),
    ),
    (
        "PTR-08",
        _RESEARCH,
        Text(
            "“{words}”属于研究或评价内容，不写入产品技术要求。请移至研究资料。",
            "“{words}” is research or evaluation content. Move it to the research files.",
        ),
    ),
    (
        "PTR-09",
        _TRIAL,
        Text(
            "“{words}”属于研究资料或说明书内容，不写入产品技术要求。",
            "“{words}” belongs into research files or instructions, not here.",
        ),
    ),
    (
        "PTR-17",
        _COVER,
        Text(
            "“{words}”：产品技术要求不得有封面、企业标志、签章等格式外内容。请删去。",
            "“{words}”: no cover, logo or signature may stand here. Strike it out.",
        ),
    ),
)
_NOT_MEASURED = Text(
    "“{words}”不能量化。请写出数值或可客观判断的描述。",
    "“{words}” cannot be measured. Give a figure or an objective description.",
)
_TOO_SHORT = Text(
    "检验方法过于简短，他人无法复现。请写出步骤和结果判定。",
    "The method is too short to be repeated. Give steps and how the result is judged.",
)
_ODD_SIGNS = Text(
    "有全角数字或“>=”一类写法。请用规范的数字和“≥”“≤”。",
    "There are full-width figures or signs such as “>=”. Use plain figures and ≥, ≤.",
)
_INAPPLICABLE = Text(
    "产品技术要求中不写“不适用”。请在此项注明不适用及理由（写入非临床资料），并清空本条。",
    "“Not applicable” does not stand in the PTR. Mark the field not applicable with its reason and clear it.",
)
_YEARLESS = Text(
    "标准 {number} 没有年代号。请补充编号和年代号。", "Standard {number} has no year. Add it."
)
_IMPOSSIBLE = Text(
    "标准编号“{number}”不可能存在。请核对编号与年代号。",
    "Standard number “{number}” cannot exist. Check number and year.",
)
_NO_STANDARD = Text(
    "“{number}”不是标准编号。请按“YY/T 0664—2020”的形式填写。",
    "“{number}” is no standard number. Write it like YY/T 0664—2020.",
)
_STATES = {
    "withdrawn": Text(
        "标准 {number} 在判断日已废止。请换用现行版本。",
        "Standard {number} is withdrawn on the day. Use the current one.",
    ),
    "upcoming": Text(
        "标准 {number} 在判断日尚未实施。请核对。",
        "Standard {number} is not in force yet on the day. Check.",
    ),
}
_OTHER_YEAR = Text("标准 {number} 已有较新版本 {current}。请核对是否换版。", "Standard {number} has the newer edition {current}. Check which applies.")  # fmt: skip
