"""What the board shows of every dossier, worked out from content and findings in a pool thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dossier_app.base.text import Text, same
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack
from dossier_app.service import queries
from dossier_app.service.board import Line
from dossier_app.service.workspace import Workspace

_DONE = ("submitted", "won", "lost", "dropped")


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
    judged: date
    tenders: tuple[TenderLine, ...]
    expiries: tuple[Expiry, ...]
    stale_packs: int


def overview(workspace: Workspace, pack: RulePack) -> tuple[BoardLine, ...]:
    """Return a line for every dossier that is not archived; kept summaries spare judging them again."""
    wrong = Counter(each.dossier for each in queries.recall(workspace))
    lines = queries.board(workspace).lines
    return tuple(_line(workspace, pack, line, wrong[line.heading.id]) for line in lines)


def _line(workspace: Workspace, pack: RulePack, line: Line, wrong: int) -> BoardLine:
    dossier = queries.dossier(workspace, line.heading.id)
    tenders = [tender for tender in dossier.all("tender") if _open(tender)]
    judge = bool(tenders and line.blockers)
    findings = queries.findings(workspace, line.heading.id) if judge else ()
    due = dossier.answers.get("claim.deficiency_due")
    waits = dossier.text("claim.life_state") == "deficiency" and isinstance(due, date)
    return BoardLine(
        id=line.heading.id,
        name=dossier.text("claim.product_name") or line.heading.name,
        sample=line.heading.sample,
        state=line.state if line.state.zh else same("—"),
        until=line.expires_on,
        due=due if waits and isinstance(due, date) else None,
        phases=tuple(line.phases.get(phase.key, "open") for phase in pack.phases),
        blockers=line.blockers,
        missing=line.missing,
        judged=queries.judged_date(workspace, line.heading),
        tenders=tuple(_tender(dossier, tender, findings) for tender in tenders),
        expiries=tuple(_expiries(dossier)),
        stale_packs=wrong,
    )


def _open(tender: Record) -> bool:
    return tender.text("state") not in _DONE


def _tender(dossier: Dossier, tender: Record, findings: Iterable[Finding]) -> TenderLine:
    mine = [f for f in findings if f.tender == tender.id and f.severity is Severity.BLOCKER]
    opening = tender.values.get("opening")
    return TenderLine(
        dossier.heading.id,
        tender.id,
        tender.text("name"),
        opening if isinstance(opening, datetime) else None,
        len(mine),
        mine[0].message if mine else None,
    )


def _expiries(dossier: Dossier) -> Iterable[Expiry]:
    for kind, field in (
        ("certificate", "number"),
        ("licence", "kind"),
        ("evidence", "title"),
        ("authorisation", "number"),
    ):
        declared = RECORD_KINDS[kind]
        for record in dossier.all(kind):
            ends = record.day("expires_on")
            if ends is not None:
                title = (
                    declared.field(field).option(record.text(field))
                    if field == "kind"
                    else same(record.text(field))
                )
                yield Expiry(
                    ends,
                    Text(f"{declared.label.zh} {title.zh}", f"{declared.label.en} {title.en}"),
                    dossier.heading.id,
                )
