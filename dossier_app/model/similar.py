"""Traces of other bids: names and numbers carried over, and texts too like one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record
from dossier_app.model.wording import grams, squeeze

_LEAST = 6
"""A project's name or number shorter than this is no trace."""
TOO_LIKE = 0.9
"""Passages that share this much of their pairs of characters count as the same."""
_PASSAGE = 20


def foreign_names(text: str, tender: Record, dossier: Dossier) -> Iterator[str]:
    """Yield names and numbers of other projects that a text of this tender mentions."""
    own = squeeze(tender.text("name") + tender.text("number"))
    said = squeeze(text)
    for name in _projects(tender, dossier):
        plain = squeeze(name)
        if len(plain) >= _LEAST and plain in said and plain not in own:
            yield name


def _projects(tender: Record, dossier: Dossier) -> Iterator[str]:
    names: dict[str, None] = {}
    for other in dossier.all("tender"):
        if other.id != tender.id:
            names |= dict.fromkeys((other.text("name"), other.text("number")))
    for past in dossier.all("past_answer"):
        names[past.text("project")] = None
    yield from names


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two exports are: the share of passages of the first that stand in the second, and the longest ones."""

    share: float
    passages: tuple[str, ...]


def likeness(one: Sequence[str], other: Sequence[str], given: Sequence[str] = ()) -> Likeness:
    """Compare the passages of two exports; what stands in `given` (the tender file itself) does not count."""
    known = {squeeze(each) for each in given}
    mine, theirs = (_own(texts, known) for texts in (one, other))
    shelf = [(each, grams(each)) for each in theirs]
    same = tuple(passage for passage in mine if _stands_in(passage, shelf))
    return Likeness(len(same) / len(mine) if mine else 0.0, same)


def _own(texts: Sequence[str], known: set[str]) -> tuple[str, ...]:
    passages = (p.strip() for text in texts for p in re.split(r"[。；;\n]", text))
    return tuple(
        dict.fromkeys(p for p in passages if len(p) >= _PASSAGE and squeeze(p) not in known)
    )


def _stands_in(passage: str, shelf: list[tuple[str, frozenset[str]]]) -> bool:
    mine = grams(passage)
    return any(
        passage == other or len(mine & theirs) >= TOO_LIKE * len(mine | theirs)
        for other, theirs in shelf
    )
