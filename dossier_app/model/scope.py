"""The scope guard: which words of an answer go beyond the approved edition, and the three ways out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from dossier_app.base.text import Text, same
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition
from dossier_app.model.finding import Fix
from dossier_app.model.records import Record
from dossier_app.model.scopewords import (
    ACTIONS,
    ALWAYS_BEYOND,
    BY_PEOPLE,
    BY_PRODUCT,
    TOPICS,
    Topic,
)
from dossier_app.model.wording import claimed, clean, core_name, grams, squeeze


class Reach(Enum):
    """In what an answer goes beyond what is approved."""

    FUNCTION = "function"
    VERSION = "version"
    LIMIT = "limit"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Beyond:
    """Words that go beyond the approved edition (to be underlined), the clause they stand in, and why."""

    words: str
    clause: str
    reach: Reach
    why: Text


def beyond(text: str, edition: ApprovedEdition, dossier: Dossier) -> tuple[Beyond, ...]:
    """Return what an answer claims beyond the approved edition; a denial is not a claim."""
    if not text.strip():
        return ()
    names = tuple(
        r.text("name") for r in dossier.all("function") if r.values.get("registered") is False
    )
    return _beyond(clean(text), approved_words(edition, dossier), names, edition.release_version)


@lru_cache(maxsize=8192)
def _beyond(
    text: str, approved: str, unregistered: tuple[str, ...], release: str
) -> tuple[Beyond, ...]:
    found = (
        *_roles(text, approved),
        *_topics(text, approved),
        *_functions(text, unregistered, approved),
        *_versions(text, release),
        *_limits(text, approved),
    )
    return tuple({item.words: item for item in reversed(found)}.values())[::-1]


def approved_words(edition: ApprovedEdition, dossier: Dossier) -> str:
    """Return all approved wording: intended use, composition, name, indicators, registered functions."""
    parts = [edition.product_name, edition.intended_use, edition.structure]
    parts += [f"{r.text('name')}：{r.text('requirement')}" for r in edition.indicators]
    parts += [r.text("name") for r in dossier.all("function") if r.flag("registered")]
    return "。".join(parts)


@lru_cache(maxsize=256)
def _is_approved(topic: Topic, approved: str) -> bool:
    return any(True for _ in claimed(approved, topic.pattern))


def _roles(text: str, approved: str) -> Iterator[Beyond]:
    for words, clause in claimed(text, ALWAYS_BEYOND):
        if words not in approved:
            yield Beyond(words, clause.text, Reach.ROLE, _ROLE)


def _topics(text: str, approved: str) -> Iterator[Beyond]:
    for topic in TOPICS:
        if topic.pattern.search(text) is None or _is_approved(topic, approved):
            continue
        for words, clause in claimed(text, topic.pattern):
            if _by_people(clause.text):
                continue
            if topic.beside is None or topic.beside.search(clause.text):
                yield Beyond(words, clause.text, Reach.FUNCTION, _TOPIC.format(topic=topic.label))


def _functions(text: str, unregistered: tuple[str, ...], approved: str) -> Iterator[Beyond]:
    """Find functions that the dossier itself keeps as not registered."""
    for title in unregistered:
        name = core_name(title)
        own = grams(name) - grams(approved)
        if len(name) < _LEAST or not own:
            continue
        pattern = re.compile("|".join(re.escape(pair) for pair in sorted(own)))
        for _, clause in claimed(text, pattern):
            if _by_people(clause.text):
                continue
            if _names(name, own, clause.text) or _means(name, own, clause.text):
                why = _UNREGISTERED.format(name=title)
                yield Beyond(clause.text, clause.text, Reach.FUNCTION, why)
                break


_LEAST = 3
"""A function's name of fewer characters cannot be told from other words."""


def _names(name: str, own: frozenset[str], clause: str) -> bool:
    """Tell whether a clause names a function: most pairs of characters, and all that are its own."""
    wanted, there = grams(name), grams(clause)
    return len(wanted & there) >= 0.75 * len(wanted) and own <= there


def _means(name: str, own: frozenset[str], clause: str) -> bool:
    """Tell whether a clause claims a function in other words: what it does in a like word, to most of its object."""
    there = grams(clause.replace("的", ""))
    for action in ACTIONS:
        if not action.search(name) or not action.search(clause):
            continue
        thing = grams(action.sub("", name))
        if thing & own & there and len(thing & there) >= _MOST * len(thing):
            return True
    return False


_MOST = 0.6
"""Of an object's pairs of characters so many must stand in a clause: 血肿体积 also in 血肿的体积."""


def _by_people(clause: str) -> bool:
    return bool(BY_PEOPLE.search(clause)) and not BY_PRODUCT.search(clause)


_VERSION = re.compile(
    r"(?:软件|产品|发布|完整|所投|投标|软件发布|软件完整|系统软件)\s*版本(?:号)?\s*(?:为|是|：|:)?\s*[Vv]?\s*(\d+(?:\.\d+)*)"
)


def _versions(text: str, approved: str) -> Iterator[Beyond]:
    release = fields_of(approved)
    if not release:
        return
    for match in _VERSION.finditer(clean(text)):
        offered = fields_of(match[1])
        length = min(len(release), len(offered))
        if offered[:length] != release[:length]:
            why = _VERSION_WHY.format(approved=approved)
            yield Beyond(match.group(), match.group(), Reach.VERSION, why)


def fields_of(version: str) -> tuple[int, ...]:
    """Return the numbers of a version (V2.1 -> 2, 1); empty when it has none."""
    match = re.search(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in match.group().split(".")) if match else ()


_NOUN = r"(?P<noun>结节|病灶|血肿|出血灶|出血|肿块|病变|斑块|占位)"
_SIZE = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>mm|cm|ml|mL|毫米|厘米|毫升)\s*(?:\(含\)|（含）)?"
    rf"(?P<up>及以上|以上|及其以上)?(?:的|大小的)?[一-鿿]{{0,4}}?{_NOUN}"
    r"|(?:最小|≥|>=|不小于|大于等于)[一-鿿]{0,10}?\s*(?P<least>\d+(?:\.\d+)?)\s*(?P<leastunit>mm|cm|ml|mL|毫米|厘米|毫升)"
)
_AGE = re.compile(
    r"(?P<value>\d{1,3})\s*(?:周岁|岁)\s*(?:\(含\)|（含）)?(?:及以上|以上|及其以上)"
    r"|(?:≥|>=|不小于|大于等于|年满)\s*(?P<least>\d{1,3})\s*(?:周岁|岁)"
)
_SCALE = {"mm": Decimal(1), "毫米": Decimal(1), "cm": Decimal(10), "厘米": Decimal(10)}


def _limits(text: str, approved: str) -> Iterator[Beyond]:
    """Find a smaller lesion or a younger patient than the approved wording names."""
    for pattern, name in ((_SIZE, _SIZE_WHY), (_AGE, _AGE_WHY)):
        floor = _floor(approved, pattern)
        if not floor:
            continue
        for words, clause in claimed(text, pattern):
            for value, family in _lowest(words, pattern):
                if family in floor and value < floor[family]:
                    why = name.format(approved=format(floor[family], "f"), found=same(words))
                    yield Beyond(words, clause.text, Reach.LIMIT, why)


@lru_cache(maxsize=256)
def _floor(approved: str, pattern: re.Pattern[str]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for words, _ in claimed(approved, pattern):
        for value, family in _lowest(words, pattern):
            found[family] = min(value, found.get(family, value))
    return found


def _lowest(words: str, pattern: re.Pattern[str]) -> Iterator[tuple[Decimal, str]]:
    match = pattern.search(words)
    if match is None:
        return
    part = match.groupdict()
    if part.get("noun") and not part.get("up"):
        return
    value = part.get("value") or part.get("least") or "0"
    unit = part.get("unit") or part.get("leastunit") or "岁"
    yield (
        Decimal(value) * _SCALE.get(unit, Decimal(1)),
        "length" if unit in _SCALE else unit.lower(),
    )


def ways_out(response: Record, found: tuple[Beyond, ...]) -> tuple[Fix, Fix, Fix]:
    """Return the three ways out: own up as negative deviation, strike the words out, ask for clarification."""
    words = "、".join(dict.fromkeys(item.words for item in found))
    owned = {
        "do": "ChangeRecord",
        "kind": "response",
        "id": response.id,
        "values": {"text": _OWN_TEXT.zh.format(words=words), "deviation": "negative"},
    }
    struck = {
        "do": "ChangeRecord",
        "kind": "response",
        "id": response.id,
        "values": {
            "text": struck_out(response.text("text"), found) or _OWN_TEXT.zh.format(words=words)
        },
    }
    ask = {
        "do": "AddRecord",
        "kind": "comment",
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"clarify:{response.id}:{words}")),
        "values": {
            "place": f"record:response:{response.id}",
            "text": _ASK_TEXT.zh.format(words=words),
            "author": _GUARD.zh,
        },
    }
    return Fix(_OWN, (owned,)), Fix(_STRIKE, (struck,)), Fix(_ASK, (ask,))


def struck_out(text: str, found: tuple[Beyond, ...]) -> str:
    """Return the answer without the clauses that go beyond."""
    gone = {squeeze(item.clause) for item in found}
    kept: list[str] = []
    for piece in re.split(r"(?<=[，。；;\n])", text):
        bare = squeeze(piece.strip("，。；;、\n "))
        if bare and not any(bare in clause or clause in bare for clause in gone):
            kept.append(piece)
    return re.sub(r"[，；;、\s]+$", "。", "".join(kept)).strip()


_TOPIC = Text(
    "核准版的适用范围、结构组成和指标中没有“{topic}”",
    "the approved edition says nothing of {topic}",
)
_UNREGISTERED = Text("功能“{name}”未列入核准范围", "the function “{name}” is not registered")
_ROLE = Text(
    "软件只起辅助作用，结论须由医师确认", "the software only assists; a physician confirms"
)
_VERSION_WHY = Text("核准的发布版本是 {approved}", "the approved release version is {approved}")
_SIZE_WHY = Text(
    "核准的下限是 {approved}（毫米或毫升），答复为“{found}”",
    "the approved lower limit is {approved} (mm or ml), the answer says “{found}”",
)
_AGE_WHY = Text(
    "核准人群自 {approved} 岁起，答复为“{found}”",
    "approved from {approved} years on, the answer says “{found}”",
)
_OWN = Text("如实填写负偏离", "State a negative deviation")
_STRIKE = Text("删去超出的内容", "Strike the words out")
_ASK = Text("在澄清截止前提出澄清", "Ask for clarification before its deadline")
_OWN_TEXT = Text(
    "本产品核准范围不包含“{words}”，此项为负偏离。",
    "The approved scope does not hold “{words}”: negative deviation.",
)
_ASK_TEXT = Text(
    "请在澄清截止时间前向采购人书面提出：本条中“{words}”超出所投产品核准范围，请澄清是否为必须。",
    "Ask the purchaser in writing before the clarification deadline whether “{words}” is required.",
)
_GUARD = Text("核准范围检查", "scope guard")
