"""The managers' board: every dossier in one line, from a few statements over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.checks import verdicts
from dossier_app.model.completeness import gaps
from dossier_app.model.definition import FIELDS, STEPS
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.fields import CHINA
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.outlook import Outlook
from dossier_app.model.phases import phases
from dossier_app.service.boardfacts import facts_of
from dossier_app.service.judging import completeness, count_json, findings, judged_date
from dossier_app.service.outlook import outlook
from dossier_app.service.packs import find_pack
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit, portfolio

AT_ONCE = 30
"""So many dossiers that were never judged, or changed since, are judged while the board is made."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A tender still ahead."""

    tender: str
    code: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier: counts by step, gravity of findings, verdicts; `current` tells whether they are of today's content.

    `missing` counts what is required and not there, which is work to be done; `blockers` counts
    what is wrong. `phases` gives each phase of the rule pack as open, running, passed or not_needed.
    `shown` is what `boardfacts` found, empty where the dossier was not judged yet.
    """

    heading: Heading
    state: Text
    answered: dict[str, int]
    steps: dict[str, dict[str, int]]
    phases: dict[str, str]
    blockers: int
    missing: int
    warnings: int
    verdicts: dict[str, bool]
    judged_on: str
    current: bool
    blocked_since: str
    missed: tuple[str, ...]
    shown: dict[str, Any]
    expires_on: date | None
    openings: tuple[Opening, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "id": self.heading.id,
            "key": self.heading.key,
            "name": self.heading.name,
            "sample": self.heading.sample,
            "state": self.state.as_json(),
            "answered": self.answered,
            "completeness": self.steps,
            "phases": self.phases,
            "blockers": self.blockers,
            "missing": self.missing,
            "warnings": self.warnings,
            "verdicts": self.verdicts,
            "blocked_since": self.blocked_since or None,
            "judged_on": self.judged_on,
            "current": self.current,
            "expires_on": self.expires_on.isoformat() if self.expires_on else None,
            "openings": [
                {"tender": o.code, "at": o.at.isoformat(timespec="minutes"), "state": o.state}
                for o in self.openings
            ],
        }


@dataclass(frozen=True, slots=True)
class Board:
    """All dossiers as of a day, and what all of them together show."""

    on: date
    lines: tuple[Line, ...]
    outlook: Outlook

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "on": self.on.isoformat(),
            "dossiers": [line.as_json() for line in self.lines],
            **self.outlook.as_json(),
        }


def board(ws: Workspace, on: date | None = None) -> Board:
    """Return the board as of a day (default today in China); samples are judged at their own day."""
    day = on or ws.clock().astimezone(CHINA).date()
    with ws.reading() as work:
        headings = work.headings()
        changes = portfolio.last_changes(work.connection)
        kept = portfolio.summaries(work.connection)
    shared = changes.get("", 0)
    stale = [
        heading
        for heading in headings
        if not _current(
            kept.get(heading.id), max(changes.get(heading.id, 0), shared), _day(ws, heading, on)
        )
    ]
    for heading in stale[:AT_ONCE]:
        kept[heading.id] = summarise(ws, heading, on)
    left = {heading.id for heading in stale[AT_ONCE:]}
    lines = tuple(_lines(ws, headings, kept, left, day))
    names = {line.heading.id: line.heading.name for line in lines}
    missed = {line.heading.id: line.missed for line in lines}
    return Board(day, lines, outlook(ws, names, missed, day))


def summarise(ws: Workspace, heading: Heading, on: date | None = None) -> portfolio.Summary:
    """Judge a dossier now and keep the outcome for the board where the workspace can be written."""
    with ws.database.reading() as connection:
        seq = audit.head(connection)[0]
    found = findings(ws, heading.id, on=on)
    counts = completeness(ws, heading.id)
    dossier = ws.views.dossier(heading.id)
    wrong, today = blockers(found), _day(ws, heading, on)
    content: dict[str, Any] = {
        "steps": {key: count_json(count) for key, count in counts.items()},
        "phases": phases(dossier, find_pack(heading.pack, ws.folder)),
        "blockers": wrong,
        "blocked_since": _since(ws, heading, wrong, today),
        "missing": missing(dossier),
        "missed": sorted({f"{gap.place.record}.{gap.place.field}" for gap in gaps(dossier)}),
        "shown": facts_of(dossier, found if wrong else ()),
        "warnings": sum(finding.severity is Severity.WARNING for finding in found),
        "verdicts": {verdict.value: holds for verdict, holds in verdicts(found, counts).items()},
    }
    summary = portfolio.Summary(heading.id, seq, today.isoformat(), content)
    if not ws.read_only:
        with ws.writing() as work:
            portfolio.keep(work.connection, summary)
    return summary


def _since(ws: Workspace, heading: Heading, count: int, day: date) -> str:
    """Return since when something blocks: as last kept while it still did, else from this judging on."""
    if not count:
        return ""
    with ws.database.reading() as connection:
        before = portfolio.summaries(connection, heading.id).get(heading.id)
    return str((before.content.get("blocked_since") if before else "") or day.isoformat())


def blockers(found: Iterable[Finding]) -> int:
    """Return how many findings block for being wrong; what is only not there yet is counted apart."""
    return sum(
        finding.severity is Severity.BLOCKER and not finding.code.startswith(_NOT_THERE)
        for finding in found
    )


def missing(dossier: Dossier) -> int:
    """Return how many required answers and records are not there; claims without proof are blockers."""
    return sum(gap.what != "proof" for gap in gaps(dossier))


_NOT_THERE = "COMP-"


def _lines(
    ws: Workspace,
    headings: tuple[Heading, ...],
    kept: dict[str, portfolio.Summary],
    left: set[str],
    day: date,
) -> Iterator[Line]:
    with ws.database.reading() as connection:
        unknown = [heading.id for heading in headings if heading.id not in kept]
        answered = portfolio.answered_by_step(connection) if unknown else {}
        states = portfolio.answers_to(connection, "claim.life_state")
        expiries = portfolio.latest_expiry(connection)
        openings = _openings(portfolio.tender_lines(connection), day)
    life = FIELDS["claim.life_state"]
    for heading in headings:
        summary = kept.get(heading.id)
        content = summary.content if summary else {}
        yield Line(
            heading=heading,
            state=life.option(states[heading.id]) if heading.id in states else Text("", ""),
            answered=_answered(heading.id, content, answered),
            **(_UNJUDGED | {key: content[key] for key in _UNJUDGED if key in content}),
            missed=tuple(content.get("missed", ())),
            judged_on=summary.judged_on if summary else "",
            current=heading.id not in left,
            expires_on=_date(expiries.get(heading.id)),
            openings=tuple(openings.get(heading.id, ())),
        )


_UNJUDGED: dict[str, Any] = {
    **{"steps": {}, "phases": {}, "verdicts": {}},
    **{"blockers": 0, "missing": 0, "warnings": 0, "blocked_since": "", "shown": {}},
}
"""What a line says of a dossier that was never judged."""


def _openings(tenders: list[tuple[str, str, str, str, str]], day: date) -> dict[str, list[Opening]]:
    """Return the tenders still ahead by dossier."""
    found: dict[str, list[Opening]] = {}
    for dossier, tender, code, opening, state in tenders:
        if opening and (at := datetime.fromisoformat(opening)).astimezone(CHINA).date() >= day:
            found.setdefault(dossier, []).append(Opening(tender, code, at, state))
    return found


def _answered(
    dossier: str, content: dict[str, Any], counted: dict[tuple[str, str], int]
) -> dict[str, int]:
    """Return answered fields by step: as last judged, else as counted in the tables."""
    if steps := content.get("steps"):
        return {key: count["answered"] for key, count in steps.items()}
    return {step.key: counted.get((dossier, step.key), 0) for step in STEPS}


def _current(summary: portfolio.Summary | None, changed: int, day: date) -> bool:
    if summary is None or not summary.content.keys() >= _UNJUDGED.keys():
        return False
    return summary.seq >= changed and summary.judged_on == day.isoformat()


def _day(ws: Workspace, heading: Heading, on: date | None) -> date:
    return judged_date(ws, heading, on)


def _date(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None
