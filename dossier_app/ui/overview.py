"""What the board shows of every dossier, worked out from content and findings in a pool thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dossier_app.base.text import Text, same
from dossier_app.model.outlook import Outlook
from dossier_app.model.rulepack import RulePack
from dossier_app.service import queries
from dossier_app.service.board import Line
from dossier_app.service.boardfacts import facts_of
from dossier_app.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TenderLine:
    """A tender on the board: can it be bid, and if not, why not."""

    dossier: str
    tender: str
    name: str
    opening: datetime | None
    blockers: int
    why: Text | None


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something that ends on a day."""

    on: date
    words: Text
    dossier: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One dossier on the board; `phases` gives each phase's state in order."""

    id: str
    name: str
    sample: bool
    state: Text
    until: date | None
    due: date | None
    phases: tuple[str, ...]
    blockers: int
    missing: int
    since: date | None
    judged: date
    tenders: tuple[TenderLine, ...]
    expiries: tuple[Expiry, ...]
    stale_packs: int


def overview(workspace: Workspace, pack: RulePack) -> tuple[BoardLine, ...]:
    """Return a line for every dossier that is not archived; kept summaries spare judging them again."""
    return overlooked(workspace, pack)[0]


def overlooked(workspace: Workspace, pack: RulePack) -> tuple[tuple[BoardLine, ...], Outlook]:
    """Return the lines with what all of them together show."""
    wrong = Counter(each.dossier for each in queries.recall(workspace))
    made = queries.board(workspace)
    lines = (_line(workspace, pack, line, wrong[line.heading.id]) for line in made.lines)
    return tuple(lines), made.outlook


def _line(workspace: Workspace, pack: RulePack, line: Line, wrong: int) -> BoardLine:
    heading = line.heading
    shown = line.shown or facts_of(queries.dossier(workspace, heading.id), ())
    return BoardLine(
        id=heading.id,
        name=shown["name"],
        sample=heading.sample,
        state=line.state if line.state.zh else same("—"),
        until=line.expires_on,
        due=date.fromisoformat(shown["due"]) if shown["due"] else None,
        phases=tuple(line.phases.get(phase.key, "open") for phase in pack.phases),
        blockers=line.blockers,
        missing=line.missing,
        since=date.fromisoformat(line.blocked_since) if line.blocked_since else None,
        judged=queries.judged_date(workspace, heading),
        tenders=tuple(_tender(heading.id, each) for each in shown["tenders"]),
        expiries=tuple(_expiry(heading.id, each) for each in shown["ends"]),
        stale_packs=wrong,
    )


def _tender(dossier: str, raw: dict[str, Any]) -> TenderLine:
    opening = datetime.fromisoformat(raw["opening"]) if raw["opening"] else None
    why = Text(**raw["why"]) if raw["why"] else None
    return TenderLine(dossier, raw["id"], raw["name"], opening, raw["blockers"], why)


def _expiry(dossier: str, raw: dict[str, Any]) -> Expiry:
    return Expiry(date.fromisoformat(raw["on"]), Text(**raw["words"]), dossier)
