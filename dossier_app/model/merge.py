"""Two states of one dossier against the last one both knew: what each side did, and where both did something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

Form = Mapping[str, Any]
"""A dossier in the exchange form."""
HEADING = ("name", "judged_on", "pack")
PARTS = ("heading", "answers", "not_applicable", "records", "firm")


class State(Enum):
    """How the two sides of a unit stand to each other."""

    SAME = "same"
    MINE = "mine"
    """only this side did something"""
    THEIRS = "theirs"
    """only the other side did something"""
    CONFLICT = "conflict"


class Choice(Enum):
    """What is made of a unit; BOTH keeps mine in its place and theirs beside it."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Unit:
    """One answer, mark, record or part of the heading with its three states; None where there is none."""

    part: str
    kind: str
    key: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def place(self) -> str:
        """Return the name under which decisions are given: `answers/claim.model`, `records/term/t1`, ..."""
        return "/".join(name for name in (self.part, self.kind, self.key) if name)

    @property
    def state(self) -> State:
        """Return who did something since the base."""
        if self.mine == self.theirs:
            return State.SAME
        if self.theirs == self.base:
            return State.MINE
        return State.THEIRS if self.mine == self.base else State.CONFLICT

    def chosen(self, decision: Choice | None) -> Choice:
        """Return what is made of it: as decided, else what only one side did; an open conflict keeps mine."""
        return decision or (Choice.THEIRS if self.state is State.THEIRS else Choice.MINE)

    @property
    def doubles(self) -> bool:
        """Tell whether BOTH gives two things: only where each side has one."""
        return self.mine is not None and self.theirs is not None and self.part != "heading"


def units(base: Form, mine: Form, theirs: Form) -> tuple[Unit, ...]:
    """Return every unit that one side has or had. The firm's records are never taken out by a merge."""
    found: list[Unit] = []
    for key in HEADING:
        sides = (side.get("dossier", {}).get(key) for side in (base, mine, theirs))
        found.append(Unit("heading", "", key, *sides))
    for part in ("answers", "not_applicable"):
        found += _units(part, "", *(side.get(part, {}) for side in (base, mine, theirs)))
    for part in ("records", "firm"):
        sides_of = [side.get(part, {}) for side in (base, mine, theirs)]
        for kind in dict.fromkeys(kind for side in sides_of for kind in side):
            three = [{row["id"]: _plain(row) for row in side.get(kind, ())} for side in sides_of]
            if part == "firm":
                three = [{k: v for k, v in side.items() if k in three[2]} for side in three]
            found += _units(part, kind, *three)
    return tuple(found)


def _units(part: str, kind: str, *sides: Mapping[str, Any]) -> Iterator[Unit]:
    base, mine, theirs = sides
    for key in dict.fromkeys((*mine, *theirs, *base)):
        yield Unit(part, kind, key, base.get(key), mine.get(key), theirs.get(key))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    left = ("id", "position")
    return {k: v for k, v in row.items() if k not in left and v not in (None, "", [])}


def woven(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return both orders as one: theirs where only they re-ordered, else mine; what only one has follows its neighbour."""
    shared = set(base) & set(mine) & set(theirs)
    kept = [key for key in mine if key in shared] == [key for key in base if key in shared]
    lead, other = (theirs, mine) if kept else (mine, theirs)
    known, after, anchor = set(lead), dict[str, list[str]](), ""
    for key in other:
        if key in known:
            anchor = key
        else:
            after.setdefault(anchor, []).append(key)
    return [*after.get("", ()), *(each for key in lead for each in (key, *after.get(key, ())))]


def tally(found: Iterable[Unit], decisions: Mapping[str, Choice]) -> dict[str, dict[str, int]]:
    """Return by part how many units went in on each side and what became of them; the outcomes add up to the units."""
    counts = {part: Counter[str]() for part in PARTS}
    for unit in found:
        count, choice = counts[unit.part], unit.chosen(decisions.get(unit.place))
        count["mine"] += unit.mine is not None
        count["theirs"] += unit.theirs is not None
        count["units"] += 1
        count["conflicts"] += unit.state is State.CONFLICT
        count["same" if unit.state is State.SAME else f"kept_{choice.value}"] += 1
        count["result"] += _left(unit, choice)
    names = ("mine", "theirs", "units", "conflicts", "same")
    kept = tuple(f"kept_{choice.value}" for choice in Choice)
    return {
        part: {n: count[n] for n in (*names, *kept, "result")} for part, count in counts.items()
    }


def _left(unit: Unit, choice: Choice) -> int:
    """Return how many things of the part a unit leaves: an answer kept beside another becomes a note."""
    if choice is Choice.BOTH:
        one = unit.mine is not None or unit.theirs is not None
        return 2 if unit.doubles and unit.part in ("records", "firm") else int(one)
    return int((unit.mine if choice is Choice.MINE else unit.theirs) is not None)
