"""Finds known pages in another PDF by what stands on them: shared wording, else the same picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

Key = tuple[str, int]
"""A wanted page: its file's hash and number."""
_GRAM, _SAMPLE = 4, 300
_LEAST_GRAMS = 20
"""With fewer different runs of characters a page says too little to be told by its text."""
_TEXT, _PICTURE = 0.7, 0.985
"""Least share of a page's runs, and least correlation of a picture's grey values, to be the same page."""
_TIE = 0.02
SIDE = 24
"""A picture is compared as this many by this many grey values."""


@dataclass(frozen=True, slots=True)
class Look:
    """A picture on a page: pixels, hash of its stored bytes, grey values (row by row; empty when not drawn)."""

    width: int
    height: int
    digest: str
    greys: bytes

    def turned(self) -> Look:
        """Return the picture turned by a quarter."""
        rows = [self.greys[at : at + SIDE] for at in range(0, len(self.greys), SIDE)]
        greys = bytes(value for column in zip(*reversed(rows), strict=True) for value in column)
        return Look(self.height, self.width, self.digest, greys)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds: its text folded for comparison, without white space, and its larger pictures."""

    text: str
    pictures: tuple[Look, ...] = ()

    def is_telling(self) -> bool:
        """Tell whether there is enough on the page to know it again."""
        return len(_grams(self.text)) >= _LEAST_GRAMS or any(
            look.digest or look.greys for look in self.pictures
        )


@dataclass(frozen=True, slots=True)
class PageMatch:
    """Where a page was found (1-based), by `text` or `picture`, how surely, and where it stands too."""

    page: int
    how: str
    score: float
    also: tuple[int, ...] = ()


def find_pages(
    wanted: Mapping[Key, PageContent], bid: Sequence[PageContent]
) -> dict[Key, PageMatch]:
    """Return for each wanted page where it stands in the bid; of equals the one behind the page found before it."""
    by_text = _text_scores(wanted, bid)
    found: dict[Key, PageMatch] = {}
    last: tuple[Key, int] = (("", 0), 0)
    for key, content in sorted(wanted.items(), key=lambda each: each[0]):
        scores, how, least = by_text.get(key, {}), "text", _TEXT
        if max(scores.values(), default=0.0) < least:
            scores, how, least = dict(_picture_scores(content, bid)), "picture", _PICTURE
        next_one = last[1] + 1 if last[0] == (key[0], key[1] - 1) else 0
        match = _chosen(scores, how, least, next_one)
        if match:
            found[key] = match
            last = (key, match.page)
    return found


def ranges(pages: Sequence[int]) -> str:
    """Return pages as people write them: 45、47-49."""
    parts: list[list[int]] = []
    for page in sorted(set(pages)):
        if parts and page == parts[-1][-1] + 1:
            parts[-1].append(page)
        else:
            parts.append([page])
    return "、".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else f"{p[0]}" for p in parts)


def _chosen(scores: Mapping[int, float], how: str, least: float, next_one: int) -> PageMatch | None:
    best = max(scores.values(), default=0.0)
    if best < least:
        return None
    tied = sorted(page for page, score in scores.items() if score >= max(least, best - _TIE))
    page = next_one if next_one in tied else max(tied, key=lambda p: (scores[p], -p))
    return PageMatch(page, how, round(scores[page], 3), tuple(p for p in tied if p != page))


@lru_cache(maxsize=512)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def _sample(text: str) -> list[str]:
    """Return the page's runs of characters, evenly spread over it when there are many."""
    runs = sorted(_grams(text), key=text.find)
    step = max(1, len(runs) // _SAMPLE)
    return runs[::step]


def _text_scores(
    wanted: Mapping[Key, PageContent], bid: Sequence[PageContent]
) -> dict[Key, dict[int, float]]:
    """Return for each wanted page the share of its runs on each page of the bid, in one pass over the bid."""
    index: dict[str, list[Key]] = {}
    weights: dict[Key, int] = {}
    for key, content in wanted.items():
        runs = _sample(content.text)
        if len(runs) >= _LEAST_GRAMS:
            weights[key] = len(runs)
            for run in runs:
                index.setdefault(run, []).append(key)
    scores: dict[Key, dict[int, float]] = {key: {} for key in weights}
    for number, page in enumerate(bid, 1):
        counts: dict[Key, int] = {}
        for at in {page.text[n : n + _GRAM] for n in range(len(page.text) - _GRAM + 1)}:
            for key in index.get(at, ()):
                counts[key] = counts.get(key, 0) + 1
        for key, count in counts.items():
            scores[key][number] = count / weights[key]
    return scores


def _picture_scores(
    content: PageContent, bid: Sequence[PageContent]
) -> Iterator[tuple[int, float]]:
    if not content.pictures:
        return
    largest = max(content.pictures, key=lambda look: look.width * look.height)
    turned = [largest]
    while len(turned) < 4 and largest.greys:
        turned.append(turned[-1].turned())
    for number, page in enumerate(bid, 1):
        scores = [_alike(mine, look) for look in page.pictures for mine in turned]
        if scores:
            yield number, max(scores)


def _alike(mine: Look, other: Look) -> float:
    if mine.digest and mine.digest == other.digest:
        return 1.0
    if not mine.greys or not other.greys:
        return 0.0
    if (
        abs(mine.width * other.height - other.width * mine.height)
        > 0.03 * mine.width * other.height
    ):
        return 0.0
    return _correlation(mine.greys, other.greys)


def _correlation(one: bytes, other: bytes) -> float:
    a, b = _centred(one), _centred(other)
    return sum(x * y for x, y in zip(a, b, strict=True))


@lru_cache(maxsize=8192)
def _centred(greys: bytes) -> tuple[float, ...]:
    mean = sum(greys) / len(greys)
    length = sqrt(sum((value - mean) ** 2 for value in greys)) or 1.0
    return tuple((value - mean) / length for value in greys)
