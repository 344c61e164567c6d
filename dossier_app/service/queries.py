"""What windows, commands and exports ask: plain data out, from one moment of the workspace."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.records import Record
from dossier_app.service.refusals import no_dossier
from dossier_app.service.workspace import Workspace

if TYPE_CHECKING:
    from dossier_app.service.board import Board, board
    from dossier_app.service.finding_places import Hit, Outdated, Use, recall, search, where_used
    from dossier_app.service.judging import (
        classification,
        completeness,
        findings,
        judged_date,
        report,
    )
    from dossier_app.store import audit

__all__ = [
    "AuditLine",
    "Board",
    "Change",
    "Hit",
    "Outdated",
    "Use",
    "board",
    "classification",
    "completeness",
    "confirmations",
    "dossier",
    "evidence_path",
    "findings",
    "heading",
    "headings",
    "history",
    "judged_date",
    "recall",
    "report",
    "search",
    "where_used",
]
_ELSEWHERE: Final = {
    **dict.fromkeys(("Board", "board"), "board"),
    **dict.fromkeys(("Hit", "Outdated", "Use", "recall", "search", "where_used"), "finding_places"),
    **dict.fromkeys(
        ("classification", "completeness", "findings", "judged_date", "report"), "judging"
    ),
}
"""What other modules answer, loaded when it is first asked for: a window is painted without the checks."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _ELSEWHERE:
            raise AttributeError(name)
        return getattr(import_module(f"dossier_app.service.{_ELSEWHERE[name]}"), name)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row of the record: number, moment (UTC), who, what it is called, and what changed from what to what."""

    seq: int
    at: datetime
    person: str
    dossier: str
    name: Text
    places: tuple[str, ...]
    changes: tuple[Change, ...]
    reason: str
    undoes: int | None
    program: str
    hash: str


@dataclass(frozen=True, slots=True)
class Change:
    """One place with its value before and after, as JSON; None where there was or is nothing."""

    place: str
    old: Any
    new: Any


def headings(ws: Workspace, *, archived: bool = False) -> tuple[Heading, ...]:
    """Return the dossiers in the order of their keys, archived ones only on request."""
    with ws.database.glancing() as glance:
        return glance.headings(archived=archived)


def heading(ws: Workspace, name: str) -> Heading:
    """Return one dossier's heading by id or key; raises NotFound."""
    with ws.database.glancing() as glance:
        found = glance.heading(name)
    if found is None:
        raise no_dossier(name)
    return found


def dossier(ws: Workspace, name: str) -> Dossier:
    """Return a whole dossier by id or key, every row checked.

    Raises:
        NotFound: there is none.
        IntegrityBroken: a row is not what was written.
    """
    return ws.views.dossier(name)


def history(
    ws: Workspace, dossier: str = "", place: str = "", limit: int = 200
) -> tuple[AuditLine, ...]:
    """Return the record, newest first; of one dossier and one place (`answer:...`, `record:kind:id`) where given."""
    from dossier_app.store import audit

    identity = heading(ws, dossier).id if dossier else ""
    with ws.database.reading() as connection:
        return tuple(map(_line, audit.entries(connection, identity, place, limit)))


def evidence_path(ws: Workspace, sha256: str) -> Path:
    """Return where an evidence file's bytes lie; raises NotFound when they are not here."""
    return ws.evidence.path(sha256)


def confirmations(ws: Workspace, name: str) -> tuple[tuple[Record, bool], ...]:
    """Return the dossier's confirmations, each with whether what it confirmed has changed since."""
    from dossier_app.model.linking import is_stale
    from dossier_app.service.confirming import KIND

    found = dossier(ws, name)
    return tuple((record, is_stale(record, found)) for record in found.all(KIND))


def _line(entry: audit.Entry) -> AuditLine:
    command = json.loads(entry.command)
    inverse = json.loads(entry.inverse) if entry.inverse else {}
    return AuditLine(
        seq=entry.seq,
        at=entry.at,
        person=entry.person,
        dossier=entry.dossier,
        name=entry.name,
        places=tuple(json.loads(entry.places)),
        changes=_changes(command, inverse),
        reason=str(command.get("reason") or ""),
        undoes=entry.undoes,
        program=entry.program,
        hash=entry.hash,
    )


def _changes(command: Mapping[str, Any], inverse: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return old and new values: the command holds the new ones, its inverse the old ones."""
    new, old = _values(command), _values(inverse)
    places = sorted(new.keys() | old.keys())
    pairs = ((place, old.get(place), new.get(place)) for place in places)
    return tuple(Change(place, was, now) for place, was, now in pairs if was != now)


def _values(command: Mapping[str, Any]) -> dict[str, Any]:
    match command.get("do"):
        case "Batch":
            return {k: v for part in command["commands"] for k, v in _values(part).items()}
        case "SetAnswer":
            return {f"answer:{command['field']}": command["value"]}
        case "MarkNotApplicable":
            return {f"not_applicable:{command['field']}": command["reason"]}
        case "AddRecord" | "ChangeRecord":
            place = f"record:{command['kind']}:{command['id']}"
            return {f"{place}.{key}": value for key, value in command["values"].items()}
        case "MoveRecord":
            return {f"record:{command['kind']}:{command['id']}.position": command["position"]}
        case "ChangeHeading" | "CreateDossier":
            parts = ("key", "name", "archived", "judged_on")
            return {f"heading.{p}": command[p] for p in parts if command.get(p) is not None}
        case "PinRulePack":
            return {"heading.pack": command["pack"]}
        case _:
            return {}
