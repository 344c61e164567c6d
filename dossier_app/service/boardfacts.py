"""What the window's board shows of a dossier beside counts: kept with its summary, so that no dossier is read for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from dossier_app.base.text import Text, same
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.records import Record

CLOSED = ("submitted", "won", "lost", "dropped")
"""States of a tender in which nothing is left to be done for it."""
_ENDING = (
    ("certificate", "number"),
    ("licence", "kind"),
    ("evidence", "title"),
    ("authorisation", "number"),
)


def facts_of(dossier: Dossier, found: Iterable[Finding]) -> dict[str, Any]:
    """Return plain JSON: name, the day an answer to the authority is due, tenders still open, what ends when."""
    due = dossier.answers.get("claim.deficiency_due")
    waits = dossier.text("claim.life_state") == "deficiency" and isinstance(due, date)
    grave = [each for each in found if each.severity is Severity.BLOCKER]
    open_ones = [each for each in dossier.all("tender") if each.text("state") not in CLOSED]
    return {
        "name": dossier.text("claim.product_name") or dossier.heading.name,
        "due": due.isoformat() if waits and isinstance(due, date) else "",
        "tenders": [_tender(each, grave) for each in open_ones],
        "ends": [{"on": on.isoformat(), "words": words.as_json()} for on, words in _ends(dossier)],
    }


def _tender(tender: Record, grave: list[Finding]) -> dict[str, Any]:
    mine = [each for each in grave if each.tender == tender.id]
    opening = tender.values.get("opening")
    return {
        "id": tender.id,
        "name": tender.text("name"),
        "opening": opening.isoformat() if isinstance(opening, datetime) else "",
        "blockers": len(mine),
        "why": mine[0].message.as_json() if mine else None,
    }


def _ends(dossier: Dossier) -> Iterator[tuple[date, Text]]:
    for kind, field in _ENDING:
        declared = RECORD_KINDS[kind]
        for record in dossier.all(kind):
            ends, words = record.day("expires_on"), record.text(field)
            title = declared.field(field).option(words) if field == "kind" else same(words)
            if ends is not None:
                yield (
                    ends,
                    Text("{kind} {title}", "{kind} {title}").format(
                        kind=declared.label, title=title
                    ),
                )
