"""The score sheet: what the groups add up to, what is expected, and what a ★ that is still open does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the score sheet: its rows, what they add up to, and what the file states (None: nothing)."""

    name: str
    rows: tuple[Record, ...]
    total: Decimal
    stated: Decimal | None

    @property
    def adds_up(self) -> bool:
        """Tell whether the rows give what the file states."""
        return self.stated is None or self.stated == self.total


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A tender's scores. `expected` is None while a substantive clause is open, or where nothing is expected yet."""

    groups: tuple[Group, ...]
    total: Decimal
    expected: Decimal | None
    achieved: Decimal | None
    open_stars: tuple[Record, ...]


def score_sheet(dossier: Dossier, tender: str) -> ScoreSheet:
    """Return the score sheet of a tender."""
    rows = dossier.where("score_item", tender=tender)
    groups: dict[str, list[Record]] = {}
    for row in rows:
        groups.setdefault(row.text("group"), []).append(row)
    found = tuple(_group(name, members) for name, members in groups.items())
    stars = open_stars(dossier, tender)
    expected = None if stars else _sum(rows, "expected")
    total = sum((group.total for group in found), Decimal(0))
    return ScoreSheet(found, total, expected, _sum(rows, "achieved"), stars)


def _group(name: str, rows: list[Record]) -> Group:
    stated = next((n for row in rows if (n := row.number("section_points")) is not None), None)
    return Group(name, tuple(rows), _sum(rows, "points") or Decimal(0), stated)


def _sum(rows: Iterable[Record], key: str) -> Decimal | None:
    known = [number for row in rows if (number := row.number(key)) is not None]
    return sum(known, Decimal(0)) if known else None


def open_stars(dossier: Dossier, tender: str) -> tuple[Record, ...]:
    """Return the substantive clauses that are not answered, or answered worse than demanded."""
    answers: Mapping[str, Record] = {
        row.text("requirement"): row for row in dossier.where("response", tender=tender)
    }
    rejecting = {
        mark.text("symbol")
        for mark in dossier.where("mark", tender=tender)
        if mark.text("effect") == "reject"
    }
    return tuple(
        row
        for row in dossier.where("requirement", tender=tender)
        if any(symbol in rejecting for symbol in row.text("effective_marks"))
        and not _is_met(answers.get(row.id))
    )


def _is_met(answer: Record | None) -> bool:
    if answer is None or not answer.text("text").strip():
        return False
    return answer.text("deviation") in ("none", "positive")
