"""A class decided by a second person against the rule's result, which stays on record beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.model.dossier import Dossier
from dossier_app.model.linking import is_stale, latest

CLASSES = ("I", "II", "III", "not_device")
"""What a person may decide instead of the rule."""


@dataclass(frozen=True, slots=True)
class Override:
    """Who decided which class, when and why; `stale`: the facts or the rule pack have changed since."""

    klass: str
    person: str
    on: date | None
    reason: str
    stale: bool

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {
            "class": self.klass,
            "person": self.person,
            "on": self.on.isoformat() if self.on else None,
            "reason": self.reason,
            "stale": self.stale,
        }


def override_of(dossier: Dossier) -> Override | None:
    """Return the override, None when there is none or the rule's result was confirmed again after it."""
    last = latest(dossier, "classification", "overridden", "classified", "approved")
    if last is None or last.text("meaning") != "overridden":
        return None
    return Override(
        last.text("value"),
        last.text("person"),
        last.day("on"),
        last.text("reason"),
        is_stale(last, dossier),
    )


def effective_class(dossier: Dossier, klass: str) -> str:
    """Return the class that counts: a person's override that still holds, else the rule's."""
    found = override_of(dossier)
    return found.klass if found is not None and not found.stale else klass
