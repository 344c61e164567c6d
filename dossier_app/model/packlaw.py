"""The parts of a rule pack that registration reads: directory, fees, PTR, reports, standards, changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dossier_app.base.text import Text
from dossier_app.model.conditions import Condition
from dossier_app.model.finding import Certainty, Severity

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectoryItem:
    """One heading of the registration directory.

    `need` maps `<III|II>-<domestic|import>-<first|change|renewal>` (or a shorter prefix pattern such
    as `*-import-first`) to R, CR or NR; what is not listed is not part of that filing.
    """

    KEY: ClassVar[Keys] = ("code",)
    code: str
    section: str
    title: Text
    need: Mapping[str, str]
    cites: tuple[str, ...]
    certainty: Certainty
    fills: tuple[str, ...] = ()
    note: Text | None = None
    waive: Text | None = None
    """the usual reason for which software alone does not need this heading"""

    def needed(self, klass: str, origin: str, filing: str) -> str:
        """Return R, CR or NR for this filing, empty when the heading is not part of it."""
        wanted = (klass, origin, filing)
        for pattern, mark in self.need.items():
            if all(
                part in ("*", value) for part, value in zip(pattern.split("-"), wanted, strict=True)
            ):
                return mark
        return ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with a code: what is asked (`title`), what is checked, what mends it."""

    KEY: ClassVar[Keys] = ("code",)
    code: str
    group: str
    severity: Severity
    title: Text
    check: Text
    cites: tuple[str, ...]
    certainty: Certainty
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """A national fee in 万元; empty when the province sets it."""

    KEY: ClassVar[Keys] = ("filing", "origin", "klass")
    filing: str
    origin: str
    klass: str
    amount: str
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class StepTime:
    """A statutory time limit: `unit` workdays, days, months or years; `counted` towards the clock."""

    KEY: ClassVar[Keys] = ("key", "klass")
    key: str
    klass: str
    title: Text
    length: int
    unit: str
    counted: bool
    order: int
    cites: tuple[str, ...]
    certainty: Certainty
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class FilingChannel:
    """A special channel: innovation, priority, emergency, conditional approval."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    conditions: Text
    steps: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PtrClause:
    """One clause of a product-technical-requirements template; `becomes` names its 2022 clause."""

    KEY: ClassVar[Keys] = ("edition", "number")
    edition: str
    number: str
    title: str
    content: Text
    need: str
    cites: tuple[str, ...]
    certainty: Certainty
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """An index of the library; `field` is the clause it belongs to, `place` "ptr" or "report" (never chapter 2).

    In wording and method `{数值}`/`{value}` and `{条件}`/`{condition}` stand for what is chosen.
    """

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    direction: str
    operator: str
    unit: str
    field: str
    wording: Text
    method: Text
    kinds: tuple[str, ...]
    place: str
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ClauseExample:
    """A fictitious example of a clause for one kind of product."""

    KEY: ClassVar[Keys] = ("kind", "field")
    kind: str
    field: str
    text: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PtrFormat:
    """A formatting rule of the PTR document: an element, its face, size in points and weight."""

    KEY: ClassVar[Keys] = ("element",)
    element: str
    rule: Text
    cites: tuple[str, ...]
    certainty: Certainty
    face: str = ""
    size: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class LintPhrase:
    """Words that should not stand in a scope (`ptr`, `intended-use`, `name`, `price`, `bid`, ...), with the advice."""

    KEY: ClassVar[Keys] = ("code",)
    code: str
    scopes: tuple[str, ...]
    words: tuple[str, ...]
    severity: Severity
    advice: Text
    cites: tuple[str, ...]
    certainty: Certainty
    instead: str = ""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One heading of a research report and its depth at each software safety level (empty: not needed)."""

    KEY: ClassVar[Keys] = ("report", "number")
    report: str
    number: str
    title: Text
    cites: tuple[str, ...]
    certainty: Certainty
    minor: Text | None = None
    moderate: Text | None = None
    serious: Text | None = None


@dataclass(frozen=True, slots=True)
class SafetyLevel:
    """A software safety level with its class in the life-cycle standard."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    standard_class: str
    meaning: Text
    anchors: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Capability:
    """One of the 22 network security capabilities."""

    KEY: ClassVar[Keys] = ("number",)
    number: int
    key: str
    title: Text
    asks: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard with its dates; an upcoming one is shown as such."""

    KEY: ClassVar[Keys] = ("number",)
    number: str
    title: Text
    family: str
    governs: Text
    certainty: Certainty
    cites: tuple[str, ...]
    published: date | None = None
    in_force: date | None = None
    withdrawn: date | None = None

    def state(self, on: date) -> str:
        """Return `in_force`, `upcoming`, `withdrawn` or `undated` on that day."""
        if self.withdrawn and self.withdrawn <= on:
            return "withdrawn"
        if self.in_force is None:
            return "undated"
        return "in_force" if self.in_force <= on else "upcoming"


@dataclass(frozen=True, slots=True)
class LawChange:
    """One line of the change log of the law."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    when: str
    title: Text
    effect: Text
    certainty: Certainty
    cites: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """What one kind of product change means: `major`, `filing`, `minor` or `first_release`."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    test: Condition
    effect: str
    title: Text
    why: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """One fact the change check may be given: yes/no, or one of `values`."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    values: tuple[str, ...]
    labels: tuple[Text, ...] = ()
