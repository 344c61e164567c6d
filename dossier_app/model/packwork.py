"""The parts of a rule pack that work with hospitals reads: evidence, gates, documents, tenders, guidance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dossier_app.base.text import Text
from dossier_app.model.finding import Certainty

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """What a kind of claim must be backed by."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    class_cue: str
    evidence: Text
    metric: Text
    design: Text
    extra: Text
    cites: tuple[str, ...]
    certainty: Certainty
    dimensions: tuple[str, ...] = ()
    """the dimensions in which such a claim must be backed"""


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """Who must be persuaded, at which gates, and by what: kinds of evidence, records or answers."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    gates: tuple[str, ...]
    wants: tuple[str, ...]
    why: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of a reporting list in short words of our own; a ticked list is no score."""

    KEY: ClassVar[Keys] = ("tool", "item")
    tool: str
    item: str
    text: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class EvidenceDimension:
    """One dimension in which a claim is backed, and where that is used."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    metric: Text
    design: Text
    used_in: Text
    certainty: Certainty
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportingTool:
    """An international reporting or appraisal tool; a filled list is never evidence of quality."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    released: str
    use: Text
    asks: Text
    certainty: Certainty
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty after market entry, with its clock."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    limit: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the five phases from preparation to use."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate on the way into a hospital."""

    KEY: ClassVar[Keys] = ("code",)
    code: str
    phase: str
    title: Text
    authority: Text
    documents: Text
    evidence: Text
    failure: Text
    time: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Regime:
    """A procurement or price regime and whether it usually applies to imaging software."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    applies: str
    why: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class DocumentValidity:
    """How long a document holds and when its renewal is due.

    `months` 0 means no fixed term. The renewal window opens `window_opens` and closes
    `window_closes` before expiry, both in `unit` (months or workdays); 0 and 0 mean no window.
    """

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    months: int
    unit: str
    window_opens: int
    window_closes: int
    alert_days: tuple[int, ...]
    rule: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days of one year that are off although weekdays, and worked although weekend."""

    KEY: ClassVar[Keys] = ("year",)
    year: int
    off: tuple[date, ...]
    worked: tuple[date, ...]
    certainty: Certainty
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BidPart:
    """One part of a bid file: providers M, D, A, H, T (maker, distributor, agency, hospital, third party)."""

    KEY: ClassVar[Keys] = ("code",)
    code: str
    title: Text
    providers: tuple[str, ...]
    condition: Text
    validity: Text
    exported: bool
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class TableHead:
    """The default columns of a tender table; the tender's own header always wins."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    columns: tuple[str, ...]
    certainty: Certainty
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcurementMode:
    """A way of buying, with the words its files use."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    file_word: str
    bidder_word: str
    award_word: str
    winner: Text
    clock: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class FirstBusinessItem:
    """One document of the first-business pack a distributor must hold."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    group: str
    title: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line of the comparison of China, the United States and the European Union."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    topic: Text
    china: Text
    usa: Text
    europe: Text
    certainty: Certainty
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """Why a field is asked, how to fill it, a good and a bad example, and the common failure."""

    KEY: ClassVar[Keys] = ("field",)
    field: str
    why: Text
    how: Text
    good: Text
    bad: Text
    failure: Text
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term of the trade and what it means, in this tool's own words."""

    KEY: ClassVar[Keys] = ("term",)
    term: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something nobody could confirm; a person must look it up."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    text: Text
    subject: str
