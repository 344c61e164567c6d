"""A buyer's file read again, row by row against what is stored: same, moved, changed, new, gone."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dossier_app.model.edition import Span, compare_texts
from dossier_app.model.records import Record
from dossier_app.model.tenderfile import RequirementRow, Threshold
from dossier_app.model.wording import grams, squeeze

_STRONG, _NUMBERED, _WEAK = 0.75, 0.3, 0.55
"""How like two wordings are to be one row: by wording alone, with the same clause number, as a last resort."""
_COMPARED = ("text", "marks", "effective_marks", "thresholds")
_PLACED = ("section", "number")


class RowState(Enum):
    """What became of a row."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs, as a reader sees it before and after."""

    field: str
    old: str
    new: str

    def as_json(self) -> dict[str, str]:
        """Return field, old and new."""
        return {"field": self.field, "old": self.old, "new": self.new}


@dataclass(frozen=True, slots=True)
class RowDiff:
    """A stored requirement (None: new) beside the row that was read (None: gone).

    `moved` says that number or section differ, or (`out_of_order`) the order; a changed row may have moved too.
    """

    state: RowState
    requirement: Record | None
    row: RequirementRow | None
    differences: tuple[Difference, ...] = ()
    moved: bool = False
    out_of_order: bool = False

    def spans(self) -> tuple[Span, ...]:
        """Return the new wording against the old, in pieces."""
        old = self.requirement.text("text") if self.requirement else ""
        return compare_texts(old, self.row.text if self.row else "")

    def as_json(self) -> dict[str, Any]:
        """Return the row for scripts."""
        shown = (
            self.row.number if self.row else self.requirement and self.requirement.text("number")
        )
        return {
            "state": self.state.value,
            "requirement": self.requirement.id if self.requirement else "",
            "number": shown or "",
            "text": self.row.text
            if self.row
            else self.requirement and self.requirement.text("text"),
            "moved": self.moved,
            "differences": [each.as_json() for each in self.differences],
            "source": self.row.source.as_json() if self.row else {},
        }


def compare_rows(stored: Sequence[Record], read: Sequence[RequirementRow]) -> tuple[RowDiff, ...]:
    """Return one entry a row: those read in the file's order, each gone one behind its old neighbour."""
    pairs = _paired(stored, read)
    steady = _steady([pairs[at] for at in sorted(pairs)])
    found = [
        _compared(stored[pairs[at]], row, out_of_order=pairs[at] not in steady)
        if at in pairs
        else RowDiff(RowState.NEW, None, row)
        for at, row in enumerate(read)
    ]
    return tuple(_with_gone(stored, found))


def thresholds_of(record: Record) -> tuple[Threshold, ...]:
    """Return the figures stored with a requirement."""
    rows = json.loads(record.text("thresholds") or "[]")
    return tuple(Threshold(row["operator"], row["value"], row.get("unit", "")) for row in rows)


def _with_gone(stored: Sequence[Record], found: list[RowDiff]) -> Iterator[RowDiff]:
    kept = {diff.requirement.id for diff in found if diff.requirement}
    followers: dict[str, list[Record]] = {}
    last = ""
    for record in stored:
        if record.id in kept:
            last = record.id
        else:
            followers.setdefault(last, []).append(record)
    for record in followers.get("", ()):
        yield RowDiff(RowState.GONE, record, None)
    for diff in found:
        yield diff
        for record in followers.get(diff.requirement.id, ()) if diff.requirement else ():
            yield RowDiff(RowState.GONE, record, None)


def _compared(record: Record, row: RequirementRow, *, out_of_order: bool) -> RowDiff:
    old, new = _stored_parts(record), _read_parts(row)
    changed = tuple(_differing(old, new, _COMPARED))
    placed = tuple(_differing(old, new, _PLACED))
    moved = out_of_order or bool(placed)
    state = RowState.MOVED if moved else RowState.SAME
    return RowDiff(
        RowState.CHANGED if changed else state,
        record,
        row,
        changed + placed,
        moved,
        out_of_order,
    )


def _differing(
    old: Mapping[str, str], new: Mapping[str, str], keys: Iterable[str]
) -> Iterator[Difference]:
    for key in keys:
        if squeeze(old[key]) != squeeze(new[key]):
            yield Difference(key, old[key], new[key])


def _stored_parts(record: Record) -> dict[str, str]:
    plain = ("text", "marks", "effective_marks", "section", "number")
    return {key: record.text(key) for key in plain} | {"thresholds": _shown(thresholds_of(record))}


def _read_parts(row: RequirementRow) -> dict[str, str]:
    return {
        "text": row.text,
        "marks": row.marks,
        "effective_marks": row.effective_marks,
        "section": row.section,
        "number": row.number,
        "thresholds": _shown(row.thresholds),
    }


def _shown(thresholds: Iterable[Threshold]) -> str:
    return "，".join(each.shown() for each in thresholds)


def _paired(stored: Sequence[Record], read: Sequence[RequirementRow]) -> dict[int, int]:
    """Return for each read row (by index) the stored row it is."""
    pairs: dict[int, int] = {}
    olds = [(record.text("number"), squeeze(record.text("text"))) for record in stored]
    news = [(row.number, squeeze(row.text)) for row in read]
    _pair_equal(pairs, olds, news, lambda part: part)
    _pair_equal(pairs, olds, news, lambda part: part[1])
    _pair_alike(pairs, olds, news, least=_STRONG)
    _pair_numbered(pairs, olds, news)
    _pair_alike(pairs, olds, news, least=_WEAK)
    return pairs


_Row = tuple[str, str]


def _pair_equal(
    pairs: dict[int, int],
    olds: Sequence[_Row],
    news: Sequence[_Row],
    key: Callable[[_Row], Hashable],
) -> None:
    """Pair rows of the same key, in their order."""
    waiting: dict[Hashable, list[int]] = {}
    for at in _open(pairs.values(), olds):
        waiting.setdefault(key(olds[at]), []).append(at)
    for at in _open(pairs, news):
        same = waiting.get(key(news[at]))
        if same:
            pairs[at] = same.pop(0)


def _pair_numbered(pairs: dict[int, int], olds: Sequence[_Row], news: Sequence[_Row]) -> None:
    """Pair rows whose clause number stands once on either side and whose wording is not another matter."""
    left = _by_number(_open(pairs.values(), olds), olds)
    right = _by_number(_open(pairs, news), news)
    for number in left.keys() & right.keys() - {""}:
        if len(left[number]) == len(right[number]) == 1:
            old, new = left[number][0], right[number][0]
            if _likeness(olds[old][1], news[new][1]) >= _NUMBERED:
                pairs[new] = old


def _by_number(indexes: Iterable[int], rows: Sequence[_Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at in indexes:
        found.setdefault(rows[at][0], []).append(at)
    return found


def _pair_alike(
    pairs: dict[int, int], olds: Sequence[_Row], news: Sequence[_Row], *, least: float
) -> None:
    """Pair the likest wordings first; of equals the one with the same number, then the nearest."""
    where: dict[str, list[int]] = {}
    for at in _open(pairs.values(), olds):
        for gram in grams(olds[at][1]):
            where.setdefault(gram, []).append(at)
    candidates = []
    for new in _open(pairs, news):
        near = {old for gram in grams(news[new][1]) for old in where.get(gram, ())}
        for old in near:
            score = _likeness(olds[old][1], news[new][1])
            if score >= least:
                same = olds[old][0] == news[new][0]
                candidates.append((-score, not same, abs(old - new), new, old))
    taken = set(pairs.values())
    for _, _, _, new, old in sorted(candidates):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)


def _likeness(one: str, other: str) -> float:
    mine, theirs = grams(one), grams(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _open(taken: Iterable[int], rows: Sequence[_Row]) -> list[int]:
    done = set(taken)
    return [at for at in range(len(rows)) if at not in done]


def _steady(order: Sequence[int]) -> frozenset[int]:
    """Return the longest run of stored rows that kept their order; the others were moved."""
    tails: list[int] = []
    tops: list[int] = []
    before: dict[int, int] = {}
    for at in order:
        place = bisect_left(tails, at)
        if place:
            before[at] = tops[place - 1]
        tails[place : place + 1] = [at]
        tops[place : place + 1] = [at]
    kept: set[int] = set()
    here = tops[-1] if tops else None
    while here is not None:
        kept.add(here)
        here = before.get(here)
    return frozenset(kept)
