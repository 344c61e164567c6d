"""Figures in tender clauses and answers: read from the wording, compared with operator and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier_app.model.comparing import Comparison, meets
from dossier_app.model.tenderfile import Threshold
from dossier_app.model.units import UNIT_WORDS, convert, normal_unit

__all__ = [
    "Comparison",
    "convert",
    "figures",
    "meets",
    "normal_unit",
    "parse_thresholds",
    "scopes",
]


_WORDS = {
    ">=": (
        "不得低于|不得少于|不得小于|不应低于|不应少于|不应小于|不能低于|不能少于|不低于|不少于|不小于|不短于|不亚于"
        "|大于等于|大于或等于|高于或等于|高于等于|多于或等于|至少|最少|≥"
    ),
    "<=": (
        "不得超过|不得大于|不得高于|不得多于|不应超过|不应大于|不应高于|不能超过|不能大于|不超过|不大于|不高于|不多于"
        "|不长于|不超出|小于等于|小于或等于|低于或等于|低于等于|少于或等于|至多|最多|≤"
    ),
    ">": "大于|高于|超过|多于|优于|>",
    "<": "小于|低于|少于|短于|<",
    "=": "等于|=",
}
_STRONG = "|".join(word for key in (">=", "<=") for word in _WORDS[key].split("|") if len(word) > 1)
_OPERATOR = {word: key for key, words in _WORDS.items() for word in words.split("|")}

_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_END = r"(?![\d]|\.\d|,\d{3})"
_UNIT_WORD = "|".join(re.escape(word) for word in UNIT_WORDS)
_UNIT = (
    rf"(?:(?:{_UNIT_WORD})(?![A-Za-z])(?:\s?/\s?(?:{_UNIT_WORD}|[A-Za-z]{{1,6}})(?![A-Za-z]))?"
    rf"|(?<=\d)[A-Za-z]{{1,6}}(?:/[A-Za-z]{{1,6}})?(?![A-Za-z\d]))"
)
_CHINESE = "[一二两三四五六七八九十百零]{1,5}"
_TIME = "工作日|日历天|日历日|自然日|个月|小时|分钟|秒钟|季度|天|日|月|年|周|秒|分|时|min|h|s|公里|千米|km|米"
_SIGN = r"(?:(?<![\dA-Za-z)])-)?"
_FREE = r"(?<![\dA-Za-z.×*/_-])(?<!\d:)"

_PATTERN = re.compile(
    rf"(?P<base>{_FREE}(?:{_NUMBER}))\s?(?P<baseunit>{_UNIT})?\s?±\s?(?P<around>{_NUMBER})\s?(?P<aroundunit>{_UNIT})?"
    rf"|(?:≤|不超过|不大于)?\s?±\s?(?P<plusminus>{_NUMBER}){_END}\s?(?P<pmunit>{_UNIT})?"
    rf"|(?P<word>{_STRONG})(?P<filler>[\u4e00-\u9fff]{{0,8}}?)[\s:]?(?P<strong>(?:{_NUMBER}){_END}|(?<=于|少|多|过){_CHINESE}(?={_UNIT}))"
    rf"\s?(?P<strongtimes>[×xX*]\s?\d+)?\s?(?P<strongunit>{_UNIT})?"
    rf"|(?P<sign>{'|'.join(sorted(_OPERATOR, key=len, reverse=True))})\s?(?P<signed>-?(?:{_NUMBER})){_END}"
    rf"\s?(?P<times>[×xX*]\s?\d+)?\s?(?P<signunit>{_UNIT})?"
    rf"|(?P<from>{_FREE}{_SIGN}(?:{_NUMBER}))\s?(?P<fromunit>{_UNIT})?\s?(?P<dash>~|-|至|到)\s?"
    rf"(?P<to>-?(?:{_NUMBER}))(?![\d:-]|\.\d)\s?(?P<tounit>{_UNIT})?"
    rf"|(?P<above>{_FREE}{_SIGN}(?:{_NUMBER})|{_CHINESE}(?=年|个月|次|家|名|人|天|日))\s?"
    rf"(?P<aboveunit>[^\d\s,;:。、()]{{0,4}}?)\s?(?:及其以上|及以上|或以上|\(含\)以上|以上)"
    rf"|(?P<below>{_FREE}(?:{_NUMBER}))\s?(?P<belowunit>[^\d\s,;:。、()]{{0,4}}?)\s?(?:及以下|或以下|以下|以内|之内)"
    rf"|(?P<within>{_FREE}(?:{_NUMBER}))\s?(?P<withinunit>(?:个)?(?:{_TIME}))内(?![存容部外置网窗嵌科镜])"
)
_PLAIN = re.compile(
    rf"(?<![A-Za-z\d.×*/_±-])(?<!\d:)(?P<value>-?(?:{_NUMBER})){_END}(?!\s?[×xX*:]\s?\d)"
    rf"\s?(?P<unit>{_UNIT})?"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|\{[^{}]*\}|〔[^〔〕]*〕")
_QUICK = re.compile(
    r"\d|[于少多过][一二两三四五六七八九十]|[年月次家名人天日]以上|[年月次家名人天日]及以上"
)
_LOOKBACK = re.compile(r"(?:前|近|最近|过去|以往)\s?$")
_REFERENCES = frozenset("条款章节页号版")

_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(odd): plain
    for odd, plain in {
        "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "〜": "~", "∼": "~", "˜": "~", "–": "-",
        "—": "-", "−": "-", "‐": "-", "‑": "-", "﹣": "-", "\u3000": " ", "\u00a0": " ", "﹪": "%", "✕": "×", "〈": "<",
    }.items()
}  # fmt: skip
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def parse_thresholds(text: str) -> tuple[Threshold, ...]:
    """Return the figures a clause demands, in printed order; what stands in brackets is a condition, not a demand."""
    if not _QUICK.search(text.translate(_SIGNS)):
        return ()
    return tuple(threshold for _, threshold, _ in _demands(_plain_text(text)))


def scopes(text: str) -> tuple[bool, ...]:
    """Tell for each threshold of `parse_thresholds(text)` whether it names what must be covered.

    支持4mm及以上结节 asks for coverage (3mm及以上 is better); 敏感度≥90% asks for a bound (95% is better).
    """
    return tuple(is_scope for _, _, is_scope in _demands(_plain_text(text)))


def figures(text: str) -> tuple[Threshold, ...]:
    """Return the figures of an answer: those with an operator as such, bare ones (`敏感度 93.5%`) with `=`."""
    plain = _plain_text(text)
    found = [(span, threshold) for span, threshold, _ in _demands(plain)]
    taken = [span for span, _ in found]
    for match in _PLAIN.finditer(plain):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        unit = (match["unit"] or "").strip()
        if (
            plain[end : end + 1] in _REFERENCES
            or unit in _REFERENCES
            or (not unit and not _stands_alone(plain, start, end))
        ):
            continue
        if not _is_date(match["value"], unit):
            found.append((match.span(), Threshold("=", _figure(match["value"]), unit)))
    return tuple(threshold for _, threshold in sorted(found, key=lambda each: each[0]))


def _plain_text(text: str) -> str:
    plain = (
        text.translate(_SIGNS)
        .replace(">=", "≥")
        .replace("=>", "≥")
        .replace("<=", "≤")
        .replace("=<", "≤")
    )
    plain = re.sub(r"\((?:含|含本数)\)", "", plain)
    while (stripped := _BRACKETS.sub(" ", plain)) != plain:
        plain = stripped
    return plain


def _demands(plain: str) -> Iterator[tuple[tuple[int, int], Threshold, bool]]:
    for match in _PATTERN.finditer(plain):
        for threshold in _read(match, plain):
            if threshold.unit not in _REFERENCES and not _is_date(threshold.value, threshold.unit):
                yield (
                    match.span(),
                    threshold,
                    match["above"] is not None and _is_covering(match, plain),
                )


def _is_covering(match: re.Match[str], plain: str) -> bool:
    """Tell whether 支持/检出/提示/适用 leads to `N 及以上` and a noun follows: a field of use, not a bound."""
    before = re.split(r"[,;。、]", plain[: match.start()])[-1]
    return bool(re.search(r"支持|检出|检测|提示|识别|适用|兼容|覆盖", before)) and bool(
        re.match(r"[的\s]?[\u4e00-\u9fffA-Za-z]", plain[match.end() :])
    )


def _read(match: re.Match[str], plain: str) -> tuple[Threshold, ...]:
    part = match.groupdict()
    if part["base"]:
        middle, spread = Decimal(_figure(part["base"])), Decimal(_figure(part["around"]))
        unit = part["aroundunit"] or part["baseunit"] or ""
        return (Threshold("range", f"{middle - spread}~{middle + spread}", unit),)
    if part["plusminus"]:
        return (Threshold("+-", _figure(part["plusminus"]), part["pmunit"] or ""),)
    if part["strong"]:
        return _compared(part["word"], part["strong"], part["strongtimes"], part["strongunit"])
    if part["signed"]:
        return _compared(part["sign"], part["signed"], part["times"], part["signunit"])
    if part["from"]:
        return _range(part)
    if part["above"]:
        return (Threshold(">=", _figure(part["above"]), _loose_unit(part["aboveunit"])),)
    if part["below"]:
        return (Threshold("<=", _figure(part["below"]), _loose_unit(part["belowunit"])),)
    if _LOOKBACK.search(plain[: match.start()]):
        return ()
    return (Threshold("<=", _figure(part["within"]), part["withinunit"]),)


def _compared(word: str, value: str, times: str | None, unit: str | None) -> tuple[Threshold, ...]:
    first = Threshold(_OPERATOR[word], _figure(value), unit or "")
    if not times:
        return (first,)
    return (first, Threshold(_OPERATOR[word], _figure(times[1:].strip()), unit or ""))


def _range(part: dict[str, str | None]) -> tuple[Threshold, ...]:
    unit = part["tounit"] or part["fromunit"] or ""
    if not unit and part["dash"] != "~":
        return ()
    low, high = _figure(part["from"] or ""), _figure(part["to"] or "")
    if Decimal(low) >= Decimal(high):
        return ()
    return (Threshold("range", f"{low}~{high}", unit),)


def _loose_unit(unit: str | None) -> str:
    return (unit or "").strip()


def _figure(value: str) -> str:
    plain = value.replace(",", "")
    if plain[0] in _DIGITS or plain[0] in "十百":
        return str(_chinese(plain))
    return plain


def _chinese(words: str) -> int:
    total = current = 0
    for word in words:
        if word in _DIGITS:
            current = _DIGITS[word]
        elif word != "零":
            total += (current or 1) * (10 if word == "十" else 100)
            current = 0
    return total + current


def _is_date(value: str, unit: str) -> bool:
    first = value.split("~")[0]
    return unit in {"年", "月", "日"} and first.isdigit() and 1900 <= int(first) <= 2200


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Tell whether a figure without unit is a figure and not part of a name such as `DICOM 3.0`."""
    return not re.search(r"[A-Za-z]\s?$", plain[:start]) and not re.match(
        r"[A-Za-z_-]", plain[end:]
    )
