"""The two matrices: claims against dimensions of evidence, stakeholders against what persuades them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from dossier_app.base.text import Text
from dossier_app.model.completeness import is_filled
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.packwork import Stakeholder
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

DIMENSIONS = RECORD_KINDS["result"].field("dimension").options
_FILES = RECORD_KINDS["evidence"].field("kind")
_STRENGTH = {
    "trial": 3, "mrmc": 3, "prospective": 3, "retrospective_multi": 2, "retrospective_single": 1, "bench": 1,
    "statement": 0,
}  # fmt: skip


class State(Enum):
    """How a cell stands: HOLE is wanted and empty, BLANK is empty and not wanted."""

    PROVEN = "proven"
    UNFILED = "unfiled"
    ACCEPTED = "accepted"
    HOLE = "hole"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands behind one claim in one dimension; `gap` is the accepted gap where there is one."""

    wanted: bool = False
    results: tuple[Record, ...] = ()
    gap: Record | None = None

    @property
    def state(self) -> State:
        """Return how the cell stands."""
        if self.results:
            filed = all(result.text("evidence") for result in self.results)
            return State.PROVEN if filed else State.UNFILED
        if self.gap is not None:
            return State.ACCEPTED
        return State.HOLE if self.wanted else State.BLANK

    @property
    def strength(self) -> int | None:
        """Return 0 to 3 by the strongest study design that is named, None while none is."""
        known = [_STRENGTH[d] for r in self.results if (d := r.text("design")) in _STRENGTH]
        return max(known, default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One claim and its cells by dimension; `links` counts its evidence links."""

    claim: Record
    cells: dict[str, Cell]
    links: int

    @property
    def holes(self) -> int:
        """Return how many wanted cells are empty."""
        return sum(1 for cell in self.cells.values() if cell.state is State.HOLE)


STRENGTHS = {
    3: Text("强", "strong"),
    2: Text("中", "medium"),
    1: Text("弱", "weak"),
    0: Text("声明", "statement only"),
}


def claim_matrix(dossier: Dossier, pack: RulePack) -> tuple[Line, ...]:
    """Return a line for each claim: its results are the one it names, those of its metric and of its files."""
    wanted = {row.key: frozenset(row.dimensions) for row in pack.claim_evidence}
    files: dict[str, set[str]] = {}
    for link in dossier.all("link"):
        files.setdefault(link.text("target"), set()).add(link.text("evidence"))
    gaps = {(row.text("claim"), row.text("dimension")): row for row in dossier.all("accepted_gap")}
    results, found = _index(dossier), []
    for claim in dossier.all("claim_item"):
        needed = (
            frozenset() if claim.flag("outside") else wanted.get(claim.text("kind"), frozenset())
        )
        behind = _behind(results, claim, files.get(claim.id, set()))
        cells = {
            o.key: Cell(o.key in needed, behind.get(o.key, ()), gaps.get((claim.id, o.key)))
            for o in DIMENSIONS
        }
        found.append(Line(claim, cells, len(files.get(claim.id, ()))))
    return tuple(found)


def _index(dossier: Dossier) -> dict[str, list[Record]]:
    """Return the results by what leads to them: their id, their metric, their file."""
    found: dict[str, list[Record]] = {}
    for result in dossier.all("result"):
        keys = (
            f"id:{result.id}",
            f"metric:{result.text('metric').strip()}",
            f"file:{result.text('evidence')}",
        )
        for key in keys:
            found.setdefault(key, []).append(result)
    return found


def _behind(
    results: dict[str, list[Record]], claim: Record, files: set[str]
) -> dict[str, tuple[Record, ...]]:
    metric = claim.text("metric").strip()
    keys = [f"id:{claim.text('result')}", *(f"file:{each}" for each in files if each)]
    keys += [f"metric:{metric}"] if metric else []
    named = {result.id: result for key in keys for result in results.get(key, ())}
    found: dict[str, tuple[Record, ...]] = {}
    for result in sorted(named.values(), key=lambda each: each.position):
        key = result.text("dimension")
        found[key] = (*found.get(key, ()), result)
    return found


@dataclass(frozen=True, slots=True)
class Proof:
    """What one stakeholder has of one thing: `records` are files or records, counted also where not wanted."""

    wanted: bool
    records: tuple[Record, ...] = ()
    answered: bool = False

    @property
    def state(self) -> State:
        """Return how the cell stands."""
        if self.records or self.answered:
            return State.PROVEN
        return State.HOLE if self.wanted else State.BLANK


def columns(pack: RulePack) -> tuple[str, ...]:
    """Return what stakeholders want, each once, in the pack's order."""
    return tuple(dict.fromkeys(want for each in pack.stakeholders for want in each.wants))


def column_title(want: str) -> Text:
    """Return the name of what is wanted: a kind of evidence, a record kind or an answer."""
    sort, _, key = want.partition(":")
    if sort == "answer":
        return FIELDS[key].label
    return _FILES.option(want) if _is_file(want) else RECORD_KINDS[want].label


def _is_file(want: str) -> bool:
    return any(option.key == want for option in _FILES.options)


def stakeholder_matrix(dossier: Dossier, pack: RulePack, on: date) -> dict[str, dict[str, Proof]]:
    """Return what each stakeholder has, by stakeholder and column; files past their date do not count."""
    fresh: dict[str, list[Record]] = {}
    for row in dossier.all("evidence"):
        if (row.day("expires_on") or on) >= on:
            fresh.setdefault(row.text("kind"), []).append(row)
    wants = columns(pack)
    return {
        each.key: {want: _proof(dossier, each, want, fresh) for want in wants}
        for each in pack.stakeholders
    }


def _proof(dossier: Dossier, each: Stakeholder, want: str, files: dict[str, list[Record]]) -> Proof:
    wanted = want in each.wants
    sort, _, key = want.partition(":")
    if sort == "answer":
        return Proof(wanted, answered=wanted and is_filled(dossier.answers.get(key)))
    if not _is_file(want):
        return Proof(wanted, dossier.all(want) if wanted else ())
    return Proof(wanted, tuple(row for row in files.get(want, ()) if _meant(row, each, wanted)))


def _meant(row: Record, each: Stakeholder, wanted: bool) -> bool:
    """Tell whether a file is meant for a stakeholder: it says so, or says nothing and is of a kind he wants."""
    audience = row.values.get("audience", ())
    return each.key in audience if isinstance(audience, tuple) and audience else wanted
