"""What was known or answered before and fits a requirement: rarity-weighted overlap of pairs of characters."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from itertools import accumulate, chain
from operator import add, itemgetter

from dossier_app.base.text import Text, same
from dossier_app.model.deviation import answered, judge_response
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition, approved_edition
from dossier_app.model.measure import parse_thresholds
from dossier_app.model.ptrfacts import live
from dossier_app.model.records import Record
from dossier_app.model.scope import beyond
from dossier_app.model.wording import clauses, clean

_RARE, _ROWS = 8, 2500
"""At least so many of a requirement's rarest pairs, and more up to so many rows, choose the candidates."""
_CANDIDATES = 16
_WON = 1.02
"""A winning answer goes before an equal one."""
_LEAST = 0.12
"""Below this score nothing is suggested."""


@dataclass(frozen=True, slots=True)
class Known:
    """Something that may answer: what it speaks of (`asked`), the answer, and where it comes from."""

    asked: str
    answer: str
    kind: str
    id: str
    source: Text
    day: date | None = None
    won: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: score 0 to 1, what differs from the requirement, and words beyond the approved edition."""

    known: Known
    score: float
    differs: tuple[str, ...]
    beyond: tuple[str, ...]
    deviation: str | None


class Index:
    """An inverted index over what is known; built once, asked for every requirement.

    Figures are left out: they differ from buyer to buyer and are compared by value afterwards.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = tuple(known)
        plain = [_plain(each.asked) for each in self.known]
        self._grams = [_grams(text) for text in plain]
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for number, grams in enumerate(self._grams):
            for gram in grams:
                rows[gram].append(number)
        self._postings = {gram: numbers for gram, numbers in rows.items() if len(gram) > 1}
        total = len(self.known)
        self._unseen = math.log(1 + (total + 0.5) / 0.5)
        self._rarity = {
            gram: math.log(1 + (total - len(numbers) + 0.5) / (len(numbers) + 0.5))
            for gram, numbers in rows.items()
        }
        self._whole = [sum(map(self._rarity.__getitem__, grams)) for grams in self._grams]
        self._days = [each.day.toordinal() if each.day else 0 for each in self.known]

    def best(self, text: str, count: int = 3) -> tuple[tuple[Known, float], ...]:
        """Return the best fits with their scores (0 to 1, 1 = the same wording), best first."""
        asked = _grams(_plain(text))
        seen = asked & self._rarity.keys()
        whole = sum(map(self._rarity.__getitem__, seen)) + self._unseen * (len(asked) - len(seen))
        scored = [
            (self._score(seen, whole, number), self._days[number], -number)
            for number in self._candidates(seen)
        ]
        chosen = sorted(scored, reverse=True)[:count]
        return tuple((self.known[-n], min(1.0, s)) for s, _, n in chosen if s >= _LEAST)

    def _candidates(self, seen: set[str]) -> list[int]:
        """Return what shares most of the rarest n-grams."""
        pairs = seen & self._postings.keys()
        rows = sorted((self._postings[gram] for gram in sorted(pairs)), key=len)
        spent = list(accumulate(map(len, rows)))
        enough = max(_RARE, bisect_left(spent, _ROWS))
        counts = Counter(chain.from_iterable(rows[:enough]))
        if len(counts) <= _CANDIDATES:
            return list(counts)
        least = max(counts.values()) // 2
        likely = [(number, shared) for number, shared in counts.items() if shared > least]
        return [number for number, _ in nlargest(_CANDIDATES, likely, key=itemgetter(1))]

    def _score(self, seen: set[str], whole: float, number: int) -> float:
        """Return how much of both wordings is shared, rare ones counting more; rounded, so that order of adding does not tell."""
        shared = sum(map(self._rarity.__getitem__, seen & self._grams[number]))
        both = whole + self._whole[number] - shared
        score = 0.5 * (shared / self._whole[number]) + 0.5 * (shared / both)
        return round(score * (_WON if self.known[number].won else 1.0), 9)


def suggest(
    requirements: Iterable[Record],
    dossier: Dossier,
    past: Iterable[Record],
    *,
    on: date | None = None,
    count: int = 3,
) -> dict[str, tuple[Suggestion, ...]]:
    """Return for each requirement (by id) the best known answers; each has passed the scope guard's eye.

    `on` is the day whose approved edition judges scope; without it no words are marked as beyond.
    """
    edition = approved_edition(dossier, on) if on else None
    index = Index(known_answers(dossier, past, on=on))
    found = {}
    for row in requirements:
        hits = index.best(row.text("text"), count)
        found[row.id] = tuple(
            _suggestion(row, known, score, edition, dossier) for known, score in hits
        )
    return found


def known_answers(
    dossier: Dossier, past: Iterable[Record], *, on: date | None = None
) -> Iterator[Known]:
    """Yield all that may answer: approved scope and indicators, own clauses, evidence, past answers."""
    edition = approved_edition(dossier, on) if on else None
    if edition is not None:
        yield from _from_edition(edition)
    for row in live(dossier).all("indicator"):
        source = Text("产品技术要求 {clause}", "PTR {clause}").format(
            clause=same(row.text("clause"))
        )
        asked = f"{row.text('name')} {row.text('requirement')}"
        yield Known(asked, row.text("requirement"), "indicator", row.id, source)
    for row in dossier.all("evidence"):
        if proves := row.text("proves"):
            source = same(row.text("title"))
            yield Known(proves, proves, "evidence", row.id, source, row.day("dated"))
    for row in past:
        source = Text("过往答复：{project}", "Past answer: {project}").format(
            project=same(row.text("project"))
        )
        yield Known(
            row.text("requirement"),
            row.text("answer"),
            "past_answer",
            row.id,
            source,
            row.day("answered_on"),
            row.flag("won"),
        )


def _from_edition(edition: ApprovedEdition) -> Iterator[Known]:
    number = same(edition.number)
    scope = Text("注册证 {number} 适用范围", "Certificate {number}, intended use").format(
        number=number
    )
    for clause in clauses(edition.intended_use):
        yield Known(
            clause.text, clause.text, "certificate", edition.certificate, scope, edition.approved_on
        )
    for row in edition.indicators:
        source = Text("核准指标 {clause}", "Approved indicator {clause}").format(
            clause=same(row.text("clause"))
        )
        asked = f"{row.text('name')} {row.text('requirement')}"
        yield Known(
            asked,
            row.text("requirement"),
            "approved_indicator",
            row.id,
            source,
            edition.approved_on,
        )


def _suggestion(
    row: Record, known: Known, score: float, edition: ApprovedEdition | None, dossier: Dossier
) -> Suggestion:
    outside = tuple(b.words for b in beyond(known.answer, edition, dossier)) if edition else ()
    trial = Record("", "response", row.dossier, 0, {"text": known.answer})
    judged = judge_response(row, trial, None, dossier)
    return Suggestion(known, round(score, 4), _differences(row, known), outside, judged.deviation)


def _differences(row: Record, known: Known) -> tuple[str, ...]:
    """Return figures that stand in only one of the wordings, as `demand: answer` reads them."""
    wanted = [t.shown() for t in parse_thresholds(row.text("text"))]
    before = [t.shown() for t in parse_thresholds(known.asked)]
    if known.kind != "past_answer":
        before = [f.threshold.shown() for f in answered(known.answer)]
    return tuple(f"+{w}" for w in wanted if w not in before) + tuple(
        f"-{b}" for b in before if b not in wanted
    )


_NOISE = re.compile(
    r"不低于|不少于|不小于|不大于|不超过|不高于|大于等于|小于等于|大于|小于|至少|至多|以上|以内|应达到|及|的|[\d\W_]+"
)


def _plain(text: str) -> str:
    """Return a wording without figures, signs and words of comparison; the text itself where none is left."""
    return _NOISE.sub("", clean(text).lower()) or text or " "


def _grams(plain: str) -> set[str]:
    """Return the characters and their neighbouring pairs: pairs know wording, characters forgive another order."""
    return set(map(add, plain, plain[1:])).union(plain)
