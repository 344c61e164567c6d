"""A dossier that was approved is locked: the door lets nothing of its content through until it is unlocked with a reason."""

from __future__ import annotations

from dossier_app.model.dossier import Dossier
from dossier_app.model.linking import WHOLE, latest
from dossier_app.model.records import Record
from dossier_app.service.effects import Context
from dossier_app.service.refusals import refuse
from dossier_app.store.work import Work

APPROVED, UNLOCKED = "approved", "unlocked"
_FREE = frozenset({"confirmation", "comment", "pack_issue", "gate"})
"""Kinds that speak about a dossier and are no part of what was approved."""


def lock_of(dossier: Dossier) -> Record | None:
    """Return the approval that locks a dossier, None when it is open."""
    last = latest(dossier, WHOLE, APPROVED, UNLOCKED)
    return last if last is not None and last.text("meaning") == APPROVED else None


def check_unlocked(context: Context) -> None:
    """Refuse a change to the content of a locked dossier.

    Raises:
        BadInput: naming who approved it and when.
    """
    effects = context.effects
    kinds = effects.kinds - _FREE
    if not kinds and not any(key.startswith("answer:") for key in effects.keys):
        return
    for dossier in effects.dossiers:
        lock = _lock(context.work, dossier)
        if lock is not None and lock.id not in {key.rpartition(":")[2] for key in effects.keys}:
            raise refuse(
                "卷宗已由{person}于 {day} 批准并锁定，未作任何改动。要修改，请先写明理由解锁（会另存版本）。",
                "{person} approved and locked this dossier on {day}; nothing was changed. "
                "To change it, unlock it with a reason first (a version is kept).",
                place=dossier,
                code="LOCKED",
                person=lock.text("person"),
                day=lock.text("on"),
            )


def _lock(work: Work, dossier: str) -> Record | None:
    found = [
        record
        for record in work.records("confirmation", dossier)
        if record.text("what") == WHOLE and record.text("meaning") in (APPROVED, UNLOCKED)
    ]
    return found[-1] if found and found[-1].text("meaning") == APPROVED else None
