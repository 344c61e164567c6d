"""Plans of answers: what would be written and what is left to a person, and how a plan is carried out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.records import Record
from dossier_app.model.suggest import Suggestion
from dossier_app.service import plans
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, JsonValue
from dossier_app.service.workspace import Changed, Workspace


@dataclass(frozen=True, slots=True)
class Offered:
    """One suggestion as a person sees it; `passes` is the scope guard's word, `why` says why not."""

    suggestion: Suggestion
    passes: bool
    why: Text | None

    def as_json(self) -> dict[str, Any]:
        """Return the suggestion for scripts."""
        known = self.suggestion.known
        return {
            "answer": known.answer,
            "score": self.suggestion.score,
            "source": known.source.as_json(),
            "kind": known.kind,
            "id": known.id,
            "date": known.day.isoformat() if known.day else "",
            "won": known.won,
            "differs": list(self.suggestion.differs),
            "deviation": self.suggestion.deviation,
            "beyond": list(self.suggestion.beyond),
            "passes": self.passes,
            "why": self.why.as_json() if self.why else None,
        }


@dataclass(frozen=True, slots=True)
class RowSuggestions:
    """A requirement, its answer as it stands, and up to three suggestions, best first."""

    requirement: Record
    response: Record | None
    offered: tuple[Offered, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the row for scripts."""
        return {
            **_row_json(self.requirement),
            "answered": self.response is not None,
            "confirmed": is_confirmed(self.response),
            "suggestions": [each.as_json() for each in self.offered],
        }


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """One answer that a plan writes: a whole answer, or only the deviation (`text` as it stands)."""

    requirement: Record
    response: Record | None
    text: str
    deviation: str
    source: str
    reason: Text
    evidence: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return old and new for scripts."""
        old = self.response
        return {
            **_row_json(self.requirement),
            "old": {"text": old.text("text") if old else "", "deviation": _deviation(old)},
            "new": {"text": self.text, "deviation": self.deviation},
            "source": self.source,
            "reason": self.reason.as_json(),
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A requirement that a plan does not answer, and why."""

    requirement: Record
    why: Text

    def as_json(self) -> dict[str, Any]:
        """Return the row for scripts."""
        return {**_row_json(self.requirement), "why": self.why.as_json()}


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """What would be answered and what not; it is its own preview."""

    dossier: str
    tender: str
    name: Text
    steps: tuple[AnswerStep, ...]
    left: tuple[LeftOut, ...]
    basis: str = field(repr=False)
    confirms: bool = False
    """a person chose each answer, and stands for it when the plan is written"""

    def as_json(self) -> dict[str, Any]:
        """Return the plan for scripts."""
        return {
            "name": self.name.as_json(),
            "filled": [step.as_json() for step in self.steps],
            "left": [each.as_json() for each in self.left],
        }


def apply(ws: Workspace, plan: AnswerPlan, *, initiator: object = None) -> Changed:
    """Write a plan of `fill` or `accept` as one change with one undo.

    Raises:
        BadInput: the tender changed since the plan was made; nothing was changed.
    """
    found = plans.still(ws, plan.dossier, plan.tender, plan.basis)
    linked = {(each.text("target"), each.text("evidence")) for each in found.all("link")}
    person = ws.person if plan.confirms else ""
    parts = [part for step in plan.steps for part in _commands(plan, step, linked, person)]
    return ws.do(Batch(plan.name, tuple(parts)), initiator)


def is_confirmed(response: Record | None) -> bool:
    """Tell whether a person stands for an answer."""
    return response is not None and bool(response.text("confirmed_by").strip())


def _commands(
    plan: AnswerPlan, step: AnswerStep, linked: set[tuple[str, str]], person: str
) -> Iterator[Command]:
    values: dict[str, JsonValue] = {
        "text": step.text,
        "deviation": step.deviation or None,
        "source": step.source,
    }
    if person:
        values["confirmed_by"] = person
    if step.response is not None:
        identity = step.response.id
        yield ChangeRecord("response", identity, values)
    else:
        identity = uuid.uuid4().hex
        owned: dict[str, JsonValue] = {"tender": plan.tender, "requirement": step.requirement.id}
        yield AddRecord(plan.dossier, "response", identity, owned | values)
    if step.evidence and (identity, step.evidence) not in linked:
        link = {"evidence": step.evidence, "target_kind": "response", "target": identity}
        yield AddRecord(plan.dossier, "link", uuid.uuid4().hex, link)


def _row_json(requirement: Record) -> dict[str, str]:
    return {
        "requirement": requirement.id,
        "number": requirement.text("number"),
        "text": requirement.text("text"),
    }


def _deviation(response: Record | None) -> str:
    return response.text("deviation") if response else ""
