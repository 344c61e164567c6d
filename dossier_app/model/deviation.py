"""Is an answer equal to, better or worse than what is demanded: every threshold needs its figure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import permutations

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition
from dossier_app.model.measure import Comparison, figures, meets, parse_thresholds, scopes
from dossier_app.model.records import Record
from dossier_app.model.scope import beyond
from dossier_app.model.tenderfile import Threshold
from dossier_app.model.wording import clean, grams, refuses, without_brackets

_PARTS = re.compile(r"[，；。;\n、]|,(?!\d{3})")
_MEASURED = re.compile(r"实测|实际|检验|测试|平均|最长|最短|最大|最小|中位")
_BARE = re.compile(
    r"^(?:我方|我公司|我司|投标人|本产品|产品|所投产品|该项|此项|本条|本项)?(?:完全|全部|均|均可|可以|可|能够|已|能)?"
    r"(?:满足|响应|符合|支持|具备|提供|同意|接受|承诺|无偏离|是|有|实质性响应|满足要求|响应并满足|满足招标要求|满足招标文件要求|"
    r"符合要求|响应招标文件要求)(?:本条|该项|此项|招标文件)?(?:要求|参数|条款)?[。.！!]?$"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What can be said of an answer.

    `deviation` is none, positive or negative where figures speak, else None (a person judges).
    `complete` is false when a demanded figure has no answer; then it is never none or positive.
    """

    deviation: str | None
    complete: bool
    missing: tuple[Threshold, ...]
    beyond_scope: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the words around it."""

    threshold: Threshold
    label: str
    covers: bool = False


def judge_response(
    requirement: Record,
    response: Record | None,
    edition: ApprovedEdition | None,
    dossier: Dossier,
) -> Judgement:
    """Judge an answer by its figures and by the approved edition (none: scope is not judged)."""
    needed = demanded(requirement)
    answer = clean(response.text("text")).strip() if response else ""
    if response is None or not answer:
        return Judgement(None, False, tuple(f.threshold for f in needed), (), _EMPTY)
    outside = tuple(item.words for item in beyond(answer, edition, dossier)) if edition else ()
    judged = _compared_texts(needed, answer)
    return replace(judged, beyond_scope=outside) if outside else judged


@lru_cache(maxsize=8192)
def _compared_texts(needed: tuple[Figure, ...], answer: str) -> Judgement:
    if not needed:
        return Judgement(None, True, (), (), _NO_FIGURES)
    if is_denial(answer):
        return Judgement("negative", True, (), (), _DENIED)
    return _judged(needed, answered(answer))


def demanded(requirement: Record) -> tuple[Figure, ...]:
    """Return the figures a requirement demands: read from its text, else as stored from the buyer's file."""
    text = clean(requirement.text("text"))
    return _demanded(text) or tuple(Figure(t, text) for t in _stored(requirement))


def is_bare(answer: str) -> bool:
    """Tell whether an answer only says 满足 or 响应, without value or proof."""
    return bool(_BARE.match(clean(answer).strip()))


def is_denial(answer: str) -> bool:
    """Tell whether an answer says that the demand is not met and offers no figure instead."""
    return refuses(answer) and not figures(answer)


@lru_cache(maxsize=8192)
def _demanded(text: str) -> tuple[Figure, ...]:
    whole = parse_thresholds(text)
    if not whole:
        return ()
    pieces = _pieces(text)
    parted = _covering(pieces[0], whole) if len(pieces) == 1 else ()
    for part in pieces if len(pieces) > 1 else ():
        parted += _covering(part, parse_thresholds(part))
    if tuple(each.threshold for each in parted) == whole:
        return parted
    return tuple(replace(f, label="") for f in _covering(text, whole))


def _pieces(text: str) -> list[str]:
    return [part for part in _PARTS.split(without_brackets(text)) if part.strip()]


def _covering(part: str, found: tuple[Threshold, ...]) -> tuple[Figure, ...]:
    """Return figures with their words; only `N 及以上` can name a field to be covered."""
    covers = scopes(part) if found and "以上" in part else (False,) * len(found)
    if len(covers) != len(found):
        return ()
    return tuple(Figure(t, part, c) for t, c in zip(found, covers, strict=True))


@lru_cache(maxsize=8192)
def answered(text: str) -> tuple[Figure, ...]:
    """Return the figures of an answer, each with its clause."""
    pieces = _pieces(text)
    whole = figures(text)
    if len(pieces) == 1:
        return tuple(Figure(f, pieces[0]) for f in whole)
    parted = tuple(Figure(f, part) for part in pieces for f in figures(part)) if whole else ()
    return parted if len(parted) >= len(whole) else tuple(Figure(f, "") for f in whole)


def _stored(requirement: Record) -> Iterator[Threshold]:
    try:
        rows = json.loads(requirement.text("thresholds") or "[]")
    except ValueError:
        return
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and {"operator", "value"} <= row.keys():
            yield Threshold(str(row["operator"]), str(row["value"]), str(row.get("unit", "")))


def _judged(needed: tuple[Figure, ...], given: tuple[Figure, ...]) -> Judgement:
    pairs = _paired(needed, given)
    missing = tuple(n.threshold for n, found in zip(needed, pairs, strict=True) if not found)
    results = [_agreed(n, found) for n, found in zip(needed, pairs, strict=True) if found]
    if Comparison.WORSE in results:
        return Judgement("negative", not missing, missing, (), _WORSE)
    if missing:
        shown = "，".join(t.shown() for t in missing)
        return Judgement(None, False, missing, (), _PARTLY.format(missing=shown))
    if None in results:
        return Judgement(None, True, (), (), _UNSURE)
    if Comparison.BETTER in results:
        return Judgement("positive", True, (), (), _BETTER)
    return Judgement("none", True, (), (), _EQUAL)


def _paired(
    needed: tuple[Figure, ...], given: tuple[Figure, ...]
) -> tuple[tuple[Figure, ...], ...]:
    """Return for each demanded figure the answered ones that may be meant: the likest by their words.

    Where as many comparable figures stand as are demanded and no words tell them apart, order does.
    """
    if len(needed) == len(given) and _in_order(needed, given):
        return tuple((figure,) for figure in given)
    taken: set[int] = set()
    return tuple(_likest(need, needed, given, taken) for need in needed)


def _in_order(needed: tuple[Figure, ...], given: tuple[Figure, ...]) -> bool:
    if not all(_comparable(n, g) for n, g in zip(needed, given, strict=True)):
        return False
    if len(needed) > 6:
        return True
    here = sum(_likeness(n, g) for n, g in zip(needed, given, strict=True))
    return all(
        here >= sum(_likeness(n, g) for n, g in zip(needed, other, strict=True))
        for other in permutations(given)
    )


def _likest(
    need: Figure, needed: tuple[Figure, ...], given: tuple[Figure, ...], taken: set[int]
) -> tuple[Figure, ...]:
    open_ones = [n for n, g in enumerate(given) if n not in taken and _comparable(need, g)]
    mine = [
        n
        for n in open_ones
        if not any(
            other is not need
            and _comparable(other, given[n])
            and _likeness(other, given[n]) > _likeness(need, given[n])
            for other in needed
        )
    ]
    if not mine:
        return ()
    best = max(_likeness(need, given[n]) for n in mine)
    chosen = [n for n in mine if _likeness(need, given[n]) == best]
    rivals = sum(1 for other in needed if _comparable(other, given[chosen[0]]))
    chosen = chosen if rivals == 1 else chosen[:1]
    if rivals == 1:
        chosen += [n for n in mine if n not in chosen and _MEASURED.search(given[n].label)]
    taken.update(chosen)
    return tuple(given[n] for n in chosen)


def _comparable(need: Figure, have: Figure) -> bool:
    return _compared(need, have) is not Comparison.UNCOMPARABLE


def _compared(need: Figure, have: Figure) -> Comparison:
    result = meets(need.threshold, have.threshold, covers=need.covers)
    if result is Comparison.UNCOMPARABLE and (share := _as_percent(need.threshold)):
        return meets(share, have.threshold, covers=need.covers)
    return result


def _as_percent(demand: Threshold) -> Threshold | None:
    """Return a demanded fraction (≥0.9) as per cent, None for any other figure."""
    if demand.unit or demand.operator in {"range", "+-"} or not 0 < Decimal(demand.value) <= 1:
        return None
    return Threshold(demand.operator, str(Decimal(demand.value) * 100), "%")


def _agreed(need: Figure, found: tuple[Figure, ...]) -> Comparison | None:
    """Return how the figures compare, None where several may be meant and they differ."""
    results = {_compared(need, have) for have in found}
    return results.pop() if len(results) == 1 else None


@lru_cache(maxsize=16384)
def _letters(label: str) -> frozenset[str]:
    return frozenset(pair for pair in grams(label) if not any(c.isdigit() for c in pair))


def _likeness(need: Figure, have: Figure) -> float:
    wanted, there = _letters(need.label), _letters(have.label)
    return len(wanted & there) / len(wanted | there) if wanted | there else 0.0


_EMPTY = Text("没有响应", "there is no answer")
_NO_FIGURES = Text("本条没有可计算的数值，由人判断", "no figures to compute with; a person judges")
_DENIED = Text("答复为不满足", "the answer says that it is not met")
_WORSE = Text("至少一项数值劣于要求", "at least one figure is worse than demanded")
_PARTLY = Text("未答全：缺 {missing}", "not fully answered: missing {missing}")
_UNSURE = Text(
    "答复中有多个数值可对应同一要求，由人判断",
    "several figures may answer one demand; a person judges",
)
_BETTER = Text("各项数值均满足，且有优于要求者", "all figures meet the demand and some are better")
_EQUAL = Text("各项数值与要求一致", "all figures equal the demand")
