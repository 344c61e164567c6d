"""Chinese tender wording taken apart: clauses, what is claimed and what is denied, likeness of wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_BRACKETS = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_SENTENCES = re.compile(r"[^。；;\n！!？?]+")
_CLAUSES = re.compile(
    r"(?:，|,(?!\d{3})|：|(?=但是?|然而|而是|同时)|、(?=支持|提供|具备|可|能|并|不|未))"
)
_FAILING = r"(?!.{0,3}(?:漏|误|错|遗))"
_DENIED_AFTER = (
    r"不支持|不具备|不具有|不包含|不包括|不含|不提供|不承诺|不满足|不能满足|不涉及|不适用|不属于|不予|未取得|未获|"
    r"未注册|未纳入|未包含|未包括|未列入|未在|尚未|暂不|暂无|不在|超出|负偏离|须另行注册|需另行注册|除外|没有注册"
)
_DENIED_BEFORE = (
    rf"{_DENIED_AFTER}|(?:无法|不能|不会|不可|不得|没有|不应|禁止){_FAILING}|不用于|不作为|不替代|不取代|不代替|"
    r"不做|不作|不进行|不再|不宜|不对|不给出|不输出|不用来|不判断|不判定|并非|而非|非用于|[不未勿非]$|"
    r"\b(?:not|no|without|except|never)\b"
)
_BEFORE = re.compile(_DENIED_BEFORE, re.IGNORECASE)
_REFUSED = re.compile(rf"{_DENIED_AFTER}|无法满足|\bnot (?:met|supported|offered)\b", re.IGNORECASE)
_AFTER = re.compile(rf"^[^，]{{0,14}}?(?:{_DENIED_AFTER})|^.{{0,30}}\bnot\b", re.IGNORECASE)
_BUT_ALSO = re.compile(r"不仅仅|不仅|不但|不只|不限于|不局限于|不可或缺|不能不|不得不|not only")
_HIDDEN = str.maketrans("", "", "\u200b\u200c\u200d\ufeff\u00ad\u2060")
_FULL = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_SQUEEZE = re.compile(r"\s+")
_NAME_NOISE = re.compile(
    r"功能|模块|软件|系统|自动|智能|人工智能|AI|的|与|和|及|、|（|）|\(|\)|\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as written. `sentence` counts the sentences of the text."""

    text: str
    sentence: int


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Return text without hidden characters, full-width letters and figures made plain."""
    return text.translate(_HIDDEN).translate(_FULL)


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text in order; hidden characters are dropped, full-width ones made plain."""
    return tuple(
        Clause(part.strip(), number)
        for number, sentence in enumerate(_SENTENCES.findall(clean(text)))
        for part in _CLAUSES.split(sentence)
        if part.strip()
    )


def denies(text: str) -> bool:
    """Tell whether a clause says that something is not so: 不仅 does not."""
    return bool(_BEFORE.search(_BUT_ALSO.sub("", text)))


def refuses(text: str) -> bool:
    """Tell whether an answer says plainly that something is not offered (不支持, 不满足, 未取得)."""
    return bool(_REFUSED.search(_BUT_ALSO.sub("", text)))


def claimed(text: str, words: re.Pattern[str]) -> Iterator[tuple[str, Clause]]:
    """Yield each place where a text affirms `words`: the words found and their clause.

    不支持X, X未取得注册 and `X，本产品不支持` deny; 不仅X and X且不会漏诊 do not.
    """
    found = clauses(text)
    for index, clause in enumerate(found):
        following = found[index + 1 : index + 2]
        for match in words.finditer(clause.text):
            before = _BUT_ALSO.sub("", clause.text[: match.start()])
            denied = _BEFORE.search(before) or _AFTER.match(clause.text[match.end() :])
            if not denied and not _taken_back(clause, following):
                yield match.group(), clause


def without_brackets(text: str) -> str:
    """Return text without what stands in brackets."""
    while (stripped := _BRACKETS.sub(" ", text)) != text:
        text = stripped
    return text


def squeeze(text: str) -> str:
    """Return text without white space, for comparing."""
    return _SQUEEZE.sub("", clean(text))


@lru_cache(maxsize=16384)
def grams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters, white space and punctuation left out."""
    plain = "".join(each for each in clean(text).lower() if each.isalnum())
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1)) or frozenset({plain} - {""})


def share(part: str, whole: str) -> float:
    """Return how much of `part` stands in `whole`, by pairs of characters: 0 to 1."""
    wanted = grams(part)
    return len(wanted & grams(whole)) / len(wanted) if wanted else 0.0


def core_name(name: str) -> str:
    """Return a function's name without words that every name has (功能, 模块, 自动, AI, ...)."""
    return _NAME_NOISE.sub("", clean(name))


_TAKES_BACK = re.compile(
    r"^(?:对此|此项|该项|该功能|上述|以上|本项|我方|我司|本产品|产品|所投产品|目前|现|均|都|也|暂|尚|则|一律|且|并|故|因|"
    r"注册证|核准|批准|范围|内|中|的|为|属|于|之|功能|注册|已|取得|获|得|证|在|支持|提供|包含|包括|具备|满足|列入|纳入|"
    r"不|未|无|没有|负偏离|尚|暂|超出|本|此|，|\s)+$"
)


def _taken_back(clause: Clause, following: tuple[Clause, ...]) -> bool:
    return any(
        after.sentence == clause.sentence
        and denies(after.text)
        and bool(_TAKES_BACK.match(after.text))
        for after in following
    )
