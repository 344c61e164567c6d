"""What a classification says: property, class, code, and how it came to that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.finding import Certainty


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One question with its answer; `function` names the function it was asked for, empty for the product."""

    question: Text
    answer: Text
    why: Text
    citation: str
    certainty: Certainty
    function: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the contract's form."""
        return {
            "question": self.question.as_json(),
            "answer": self.answer.zh,
            "why": self.why.as_json(),
            "citation": self.citation,
            "certainty": self.certainty.value,
        }


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that follows from the class, or a warning that belongs to it."""

    key: str
    text: Text
    citation: str
    certainty: Certainty
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return key, text, value and source."""
        return {
            "key": self.key,
            "text": self.text.as_json(),
            "value": self.value,
            "citation": self.citation,
            "certainty": self.certainty.value,
        }


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decided case of like facts; `same` when its facts are the product's in all that matters."""

    key: str
    name: str
    determined: str
    era: str
    property: str
    klass: str
    code: str
    certainty: Certainty
    agrees: bool
    same: bool
    note: Text | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the case and whether it agrees with the result."""
        return {
            "id": self.key,
            "name": self.name,
            "determined": self.determined,
            "era": self.era,
            "property": self.property,
            "class": self.klass or None,
            "code": self.code or None,
            "certainty": self.certainty.value,
            "agrees": self.agrees,
            "same_facts": self.same,
            "note": self.note.as_json() if self.note else None,
        }


@dataclass(frozen=True, slots=True)
class Classification:
    """The answer of the decision table for one set of facts on one day."""

    property: str
    klass: str | None
    code: str | None
    authority: Text
    decision_aid_functions: tuple[str, ...]
    flags: tuple[str, ...]
    trail: tuple[TrailEntry, ...]
    weakest_certainty: Certainty
    route: Text
    requirements: tuple[Requirement, ...]
    precedents: tuple[Precedent, ...]
    as_of: date
    per_function: tuple[tuple[str, str, str], ...] = ()
    """Function, class and code of every function judged."""

    def as_json(self) -> dict[str, Any]:
        """Return exactly the form of the command-line contract."""
        return {
            "property": self.property,
            "class": self.klass,
            "code": self.code,
            "authority": self.authority.zh,
            "decision_aid_functions": list(self.decision_aid_functions),
            "flags": list(self.flags),
            "trail": [entry.as_json() for entry in self.trail],
            "weakest_certainty": self.weakest_certainty.value,
            "route": self.route.zh,
            "requirements": [entry.as_json() for entry in self.requirements],
            "precedents": [entry.as_json() for entry in self.precedents],
            "as_of": self.as_of.isoformat(),
        }
