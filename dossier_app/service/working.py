"""The work list of a dossier, warnings that were read and ticked, and the dossier as of another day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model import worklist
from dossier_app.model.completeness import StepCount, gaps
from dossier_app.model.definition import STEPS
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.worklist import Coming, Group, Item
from dossier_app.service import queries
from dossier_app.service.commands import Batch, Confirm
from dossier_app.service.packs import find_pack
from dossier_app.service.refusals import refuse
from dossier_app.service.workspace import Changed, Workspace

_TICK = Text("已阅告警 {n} 条", "Acknowledge {n} warnings")


@dataclass(frozen=True, slots=True)
class Listing:
    """The work list as of a day, with counts and the words for its groups."""

    on: date
    items: tuple[Item, ...]
    counts: Mapping[str, StepCount]
    names: Mapping[str, Text]

    def as_json(self, by: Group) -> dict[str, Any]:
        """Return plain JSON, grouped; what is acknowledged stands in its own list."""
        left = [item for item in self.items if not item.done_by]
        shown = worklist.grouped(left, by, self.names)
        return {
            "on": self.on.isoformat(),
            "groups": [
                {"name": name.as_json(), "items": [i.as_json() for i in items]}
                for name, items in shown
            ],
            "acknowledged": [item.as_json() for item in self.items if item.done_by],
            "apart": worklist.apart(self.items, self.counts),
            "why_not_100": {
                step: [item.key for item in items]
                for step, items in worklist.closing(self.items, self.counts).items()
            },
        }


@dataclass(frozen=True, slots=True)
class Ahead:
    """What will be otherwise on a later day: what ends or falls due until then, what findings come and go."""

    since: date
    on: date
    coming: tuple[Coming, ...]
    come: tuple[Finding, ...]
    go: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "since": self.since.isoformat(),
            "on": self.on.isoformat(),
            "coming": [each.as_json() for each in self.coming],
            "come": [finding.as_json() for finding in self.come],
            "go": [finding.as_json() for finding in self.go],
        }


def listing(ws: Workspace, name: str, on: date | None = None) -> Listing:
    """Return the work list of a dossier as of a day (default its own); raises NotFound."""
    dossier = queries.dossier(ws, name)
    pack = find_pack(dossier.heading.pack, ws.folder)
    items = worklist.worklist(dossier, pack, queries.findings(ws, name, on=on), gaps(dossier))
    names = worklist.headings(dossier, pack, ((step.key, step.label) for step in STEPS))
    day = queries.judged_date(ws, dossier.heading, on)
    return Listing(day, items, queries.completeness(ws, name), names)


def acknowledge(
    ws: Workspace, name: str, keys: tuple[str, ...], person: str, reason: str
) -> Changed:
    """Tick warnings off with a reason; they are filtered and counted apart from then on.

    Raises:
        BadInput: no reason, no such warning, or a blocker: those are mended, not ticked.
    """
    found = {item.key: item for item in listing(ws, name).items}
    if not reason.strip():
        raise refuse(
            "已阅须写明理由。",
            "Acknowledging needs a reason.",
            place="reason",
            code="REASON-MISSING",
        )
    for key in keys:
        if key not in found or found[key].severity is not Severity.WARNING:
            raise refuse(
                "“{key}”不是可以已阅的告警；必须解决的问题只能改正。",
                "“{key}” is no warning to be acknowledged; what blocks is to be mended.",
                place=key,
                code="NOT-A-WARNING",
                key=key,
            )
    identity = queries.heading(ws, name).id
    ticks = tuple(
        Confirm(identity, f"finding:{key}", person, "acknowledged", reason) for key in keys
    )
    return ws.do(Batch(_TICK.format(n=len(ticks)), ticks))


def ahead(ws: Workspace, name: str, on: date) -> Ahead:
    """Return what will be expired, due, come or gone on a later day, such as an opening; raises NotFound."""
    dossier = queries.dossier(ws, name)
    since = queries.judged_date(ws, dossier.heading)
    now, then = queries.findings(ws, name), queries.findings(ws, name, on=on)
    seen, later = ({worklist.finding_key(f) for f in each} for each in (now, then))
    return Ahead(
        since,
        on,
        worklist.coming(dossier, since, on),
        tuple(f for f in then if worklist.finding_key(f) not in seen),
        tuple(f for f in now if worklist.finding_key(f) not in later),
    )
