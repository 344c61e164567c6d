"""References to clause numbers inside texts (见2.1.4): found, renumbered, and told when they point nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from dossier_app.model.dossier import Dossier

TEXTS: Final = {
    "indicator": ("requirement", "condition"),
    "test_method": ("method",),
    "term": ("definition",),
    "standard": ("applied",),
    "security_capability": ("clause", "description"),
}
"""Fields of records in which a clause may be referred to."""
_NUMBER = re.compile(r"(?<![\d.A-Za-z])([23](?:\.\d{1,3}){1,5})(?![\d]|\.\d|[A-Za-z%％])")
_BEFORE = re.compile(
    r"(?:见|按照?|依据?|根据|符合|满足|参照|参见|详见|同|条款?|第|应用|对应|本文件|clauses?|see|by|per|of)[\s（(“]*$",
    re.IGNORECASE,
)
_LIST = re.compile(r"(?:、|，|,|和|与|及|或|至|～|~|—|-|and|to|or)\s*$", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:条|款|项|节|章|中(?:的|规定|所)|(?:的)?(?:要求|规定)|所(?:述|列|规定)|规定)"
)
_FIGURE = re.compile(r"\s*[^\s。；，、;,.）)]")
_NEVER = re.compile(
    r"(?:版本|version|V|v|DICOM|HL7|Ubuntu|Windows|iOS|Android|Python|CUDA)\s*[:：为]?\s*$"
)


@lru_cache(maxsize=8192)
def references(text: str) -> tuple[tuple[int, str], ...]:
    """Return each clause number that a text refers to, with where it begins; versions and figures are none."""
    return tuple(_references(text))


def _references(text: str) -> Iterator[tuple[int, str]]:
    end, linked = -1, False
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        between = text[end : match.start()] if end >= 0 else ""
        chained = linked and len(between) <= 4 and _LIST.fullmatch(between.strip()) is not None
        linked = (chained or _is_named(match[1], before, after)) and not _NEVER.search(before[-12:])
        end = match.end()
        if linked:
            yield match.start(), match[1]


def _is_named(number: str, before: str, after: str) -> bool:
    """Tell whether words around a number say that it is a clause; 2.1 alone is more often a figure."""
    if _AFTER.match(after):
        return True
    if number.count(".") == 1 and _FIGURE.match(after):
        return False
    bracketed = number.count(".") > 1 and before[-1:] in "（(" and after[:1] in "）)"
    return (bracketed and bool(before)) or _BEFORE.search(before[-12:]) is not None


def renumbered(text: str, numbers: Mapping[str, str]) -> str:
    """Return a text whose references have the new numbers; a clause's number alone is a reference too."""
    if not text or not numbers:
        return text
    if text.strip() in numbers:
        return numbers[text.strip()]
    if not any(old in text for old in numbers):
        return text
    for start, number in reversed(references(text)):
        if number in numbers:
            text = text[:start] + numbers[number] + text[start + len(number) :]
    return text


def referring(dossier: Dossier) -> Iterator[tuple[str, str, str, str]]:
    """Yield every text that may refer to clauses: record kind (empty: an answer), id, field key, text."""
    for key, value in dossier.answers.items():
        if key.startswith("ptr.") and isinstance(value, str):
            yield "", dossier.heading.id, key, value
    for kind, keys in TEXTS.items():
        for row in dossier.all(kind):
            yield from ((kind, row.id, key, row.text(key)) for key in keys if row.text(key))
