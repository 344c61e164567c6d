"""What a check says: code, severity, place, sentence, citation and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from dossier_app.base.text import Text


class Severity(Enum):
    """A blocker stops an export; a warning wants a tick with reason; a hint only informs."""

    BLOCKER = "blocker"
    WARNING = "warning"
    HINT = "hint"


class Verdict(Enum):
    """The three verdicts of 立卷审查, kept apart and never averaged."""

    COMPLETE = "完整性"
    COMPLIANT = "合规性"
    CONSISTENT = "一致性"


class Certainty(Enum):
    """How sure a source is: A primary text read, B secondary, C unconfirmed (never blocks)."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: record kind or empty for an answer, record id or dossier id, field key."""

    record: str = ""
    id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A one-click mend: label and the JSON commands that carry it out."""

    label: Text
    commands: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or wrong. `tender` and `gate` group it; `citation` is a rule-pack source key with clause."""

    code: str
    severity: Severity
    step: str
    place: Place
    message: Text
    verdict: Verdict = Verdict.COMPLIANT
    citation: str = ""
    certainty: Certainty = Certainty.A
    fix: Fix | None = None
    tender: str = ""
    gate: str = ""
    quotes: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return the form of the command-line contract."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "step": self.step,
            "place": {"record": self.place.record, "id": self.place.id, "field": self.place.field},
            "message": self.message.as_json(),
            "citation": self.citation,
            "certainty": self.certainty.value,
            "fix": {"label": self.fix.label.as_json(), "commands": list(self.fix.commands)}
            if self.fix
            else None,
        }
