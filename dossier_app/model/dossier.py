"""One dossier as checks, documents and screens see it: answers and records at one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from dossier_app.model.fields import Value
from dossier_app.model.records import Record

if TYPE_CHECKING:
    from dossier_app.model.cases_facts import CaseFacts
    from dossier_app.model.statements import Statement

CaseShelf = Callable[[tuple[Record, ...]], "CaseFacts"]


def _no_cases(_records: tuple[Record, ...]) -> CaseFacts:
    from dossier_app.model.cases_facts import NO_CASES

    return NO_CASES


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """An answer "not applicable": counted apart and printed with its reason."""

    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Heading:
    """What identifies a dossier. `judged_on` is the stored date of a sample, else None (judge today)."""

    id: str
    key: str
    name: str
    pack: str
    judged_on: date | None = None
    sample: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a check or a document may read. `records` holds the dossier's own rows and the firm's, by kind.

    `companions` are the dossiers, by key, of other products in the lots of its tenders.
    """

    heading: Heading
    answers: Mapping[str, Value]
    not_applicable: Mapping[str, NotApplicable]
    records: Mapping[str, tuple[Record, ...]]
    stated: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    """What the text of attached files says of the product, by the file's SHA-256"""
    companions: Mapping[str, Dossier] = field(default_factory=dict)
    case_shelf: CaseShelf = field(default=_no_cases, compare=False, repr=False)
    """What works out the facts of the case lists, when they are first asked for"""

    @property
    def cases(self) -> CaseFacts:
        """Return what the dossier's case lists tell."""
        return self.case_shelf(self.all("case_list"))

    def text(self, key: str) -> str:
        """Return a text answer, empty when not given."""
        value = self.answers.get(key, "")
        return value if isinstance(value, str) else str(value)

    def choices(self, key: str) -> tuple[str, ...]:
        """Return a multiple choice, empty when not given."""
        value = self.answers.get(key, ())
        return value if isinstance(value, tuple) else ()

    def all(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind in their order."""
        return self.records.get(kind, ())

    def where(self, kind: str, /, **values: str) -> tuple[Record, ...]:
        """Return the records of a kind whose fields equal `values`."""
        return tuple(
            r for r in self.all(kind) if all(r.values.get(k) == v for k, v in values.items())
        )

    def find(self, kind: str, record_id: str) -> Record | None:
        """Return one record, None when it is not there."""
        return next((record for record in self.all(kind) if record.id == record_id), None)

    def tender(self, name: str) -> Record | None:
        """Return a tender by id or code (T1), None when it is not there."""
        tenders = self.all("tender")
        return next((t for t in tenders if name in (t.id, t.text("code"))), None)
