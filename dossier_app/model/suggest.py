"""What was known or answered before and fits a requirement: BM25 over pairs and triples of characters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest

from dossier_app.base.text import Text, same
from dossier_app.model.deviation import answered, judge_response
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition, approved_edition
from dossier_app.model.measure import parse_thresholds
from dossier_app.model.records import Record
from dossier_app.model.scope import beyond
from dossier_app.model.wording import clauses, clean

_K1, _B = 1.2, 0.5
_RARE = 14
"""So many of a requirement's rarest n-grams choose the candidates; all of them rank these."""
_CANDIDATES = 40
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
    """An inverted index over what is known; built once, asked for every requirement."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = tuple(known)
        counted = [_counts(each.asked) for each in self.known]
        self._lengths = [sum(counts.values()) for counts in counted]
        self._mean = sum(self._lengths) / len(counted) if counted else 1.0
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, counts in enumerate(counted):
            damp = _K1 * (1 - _B + _B * self._lengths[number] / (self._mean or 1.0))
            for gram, count in counts.items():
                weight = count * (_K1 + 1) / (count + damp)
                self._postings.setdefault(gram, []).append((number, weight))
        total = len(self.known)
        self._rarity = {
            gram: math.log(1 + (total - len(rows) + 0.5) / (len(rows) + 0.5))
            for gram, rows in self._postings.items()
        }
        self._weights = [{gram: self._rarity[gram] for gram in counts} for counts in counted]

    def best(self, text: str, count: int = 3) -> tuple[tuple[Known, float], ...]:
        """Return the best fits with their scores (0 to 1, 1 = the same wording), best first."""
        asked = _counts(text)
        candidates = self._candidates(asked)
        scored = [(self._score(asked, number), number) for number in candidates]
        chosen = nlargest(count, scored, key=lambda pair: (pair[0], self._newest(pair[1])))
        return tuple((self.known[n], min(1.0, s)) for s, n in chosen if s >= _LEAST)

    def _candidates(self, asked: Mapping[str, int]) -> list[int]:
        known = (gram for gram in asked if gram in self._rarity)
        rare = nlargest(_RARE, known, key=lambda gram: (self._rarity[gram], gram))
        sums: dict[int, float] = {}
        for gram in rare:
            rarity = self._rarity[gram]
            for number, weight in self._postings[gram]:
                sums[number] = sums.get(number, 0.0) + rarity * weight
        return nlargest(_CANDIDATES, sums, key=lambda number: (sums[number], -number))

    def _score(self, asked: Mapping[str, int], number: int) -> float:
        """Return how much of both wordings is shared, rare n-grams counting more."""
        mine = self._weights[number]
        unseen = math.log(1 + (len(self.known) + 0.5) / 0.5)
        shared = whole = 0.0
        for gram in asked:
            rarity = self._rarity.get(gram, unseen)
            whole += rarity
            if gram in mine:
                shared += rarity
        both = whole + sum(mine.values()) - shared
        score = 0.5 * (shared / whole if whole else 0.0) + 0.5 * (shared / both if both else 0.0)
        return score * (_WON if self.known[number].won else 1.0)

    def _newest(self, number: int) -> tuple[int, int]:
        day = self.known[number].day
        return (day.toordinal() if day else 0, -number)


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
    for row in dossier.all("indicator"):
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
    wanted = [f"{t.operator}{t.value}{t.unit}" for t in parse_thresholds(row.text("text"))]
    before = [f"{t.operator}{t.value}{t.unit}" for t in parse_thresholds(known.asked)]
    if known.kind != "past_answer":
        before = [
            f"{f.threshold.operator}{f.threshold.value}{f.threshold.unit}"
            for f in answered(known.answer)
        ]
    return tuple(f"+{w}" for w in wanted if w not in before) + tuple(
        f"-{b}" for b in before if b not in wanted
    )


@lru_cache(maxsize=32768)
def _counts(text: str) -> dict[str, int]:
    """Return the pairs and triples of characters of a text with their counts; letters and figures only."""
    plain = "".join(each for each in clean(text).lower() if each.isalnum())
    counts: dict[str, int] = {}
    for size in (2, 3):
        for start in range(len(plain) - size + 1):
            gram = plain[start : start + size]
            counts[gram] = counts.get(gram, 0) + 1
    return counts or ({plain: 1} if plain else {})
