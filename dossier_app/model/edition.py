"""The approved edition (核准版): what certificate and change files say on a given day, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum

from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record
from dossier_app.model.validity import plus_months

RENEWAL_MONTHS = 6
"""A renewal is on time when accepted at least six months before the certificate expires."""
_CHANGED = ("product_name", "model", "structure", "intended_use", "release_version")
_NUMBER = re.compile(r"械(?:注|备)[准进许]\d{4}([123])(\d{2})\d{4}")


@dataclass(frozen=True, slots=True)
class ApprovedEdition:
    """What is approved on a day. `renewing`: past its date, but a renewal was accepted in time and is undecided."""

    certificate: str
    number: str
    registrant: str
    product_name: str
    model: str
    structure: str
    intended_use: str
    release_version: str
    approved_on: date | None
    expires_on: date
    renewing: bool
    change_files: tuple[Record, ...]
    indicators: tuple[Record, ...]

    @property
    def device_class(self) -> str:
        """Return II or III as the number says it, empty when the number does not."""
        match = _NUMBER.search(self.number)
        return ("I", "II", "III")[int(match[1]) - 1] if match else ""

    @property
    def catalogue(self) -> str:
        """Return the two figures of the classification catalogue in the number, such as 21."""
        match = _NUMBER.search(self.number)
        return match[2] if match else ""


def approved_edition(dossier: Dossier, on: date) -> ApprovedEdition | None:
    """Return the edition in force on a day: the latest certificate with its change files up to then."""
    held = [record for record in dossier.all("certificate") if _holds(record, on)]
    if not held:
        return None
    certificate = max(held, key=lambda r: (_start(r) or date.min, r.position))
    changes = tuple(_changes(dossier, certificate.id, on))
    said = {key: certificate.text(key) for key in _CHANGED}
    for change in changes:
        said |= {key: change.text(key) for key in _CHANGED if change.text(key).strip()}
    expires = certificate.day("expires_on") or date.max
    return ApprovedEdition(
        certificate=certificate.id,
        number=certificate.text("number"),
        registrant=certificate.text("registrant"),
        approved_on=certificate.day("approved_on"),
        expires_on=expires,
        renewing=expires < on,
        change_files=changes,
        indicators=_indicators(dossier, certificate.id, changes),
        **said,
    )


def renewal_in_time(certificate: Record) -> bool:
    """Tell whether a renewal was accepted at least six months before expiry."""
    filed, expires = certificate.day("renewal_filed_on"), certificate.day("expires_on")
    return filed is not None and expires is not None and filed <= months_before(expires)


def months_before(day: date, months: int = RENEWAL_MONTHS) -> date:
    """Return the day some months earlier; the last of a shorter month."""
    return plus_months(day, -months)


def _start(certificate: Record) -> date | None:
    return certificate.day("effective_on") or certificate.day("approved_on")


def _holds(certificate: Record, on: date) -> bool:
    begun, expires = _start(certificate), certificate.day("expires_on")
    if begun is None or expires is None or begun > on:
        return False
    return on <= expires or renewal_in_time(certificate)


def _changes(dossier: Dossier, certificate: str, on: date) -> Iterator[Record]:
    approved = [
        (record.day("approved_on") or date.max, record.position, record)
        for record in dossier.where("change_file", certificate=certificate)
    ]
    return (record for day, _, record in sorted(approved, key=lambda e: e[:2]) if day <= on)


def _indicators(
    dossier: Dossier, certificate: str, changes: tuple[Record, ...]
) -> tuple[Record, ...]:
    """Return the approved indicators; one of a later change file replaces the same clause and name."""
    order = {"": 0} | {change.id: n for n, change in enumerate(changes, 1)}
    rows = [
        record
        for record in dossier.where("approved_indicator", certificate=certificate)
        if record.text("change_file") in order
    ]
    latest: dict[tuple[str, str], Record] = {}
    for row in sorted(rows, key=lambda r: (order[r.text("change_file")], r.position)):
        latest[row.text("clause"), row.text("name")] = row
    return tuple(sorted(latest.values(), key=lambda r: r.position))


class Change(Enum):
    """What became of a piece of the approved text in the draft."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """One piece of text and what became of it; the pieces in order give both texts whole."""

    change: Change
    text: str


_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]?")
_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)*|\s+|.", re.DOTALL)


def compare_texts(approved: str, draft: str) -> tuple[Span, ...]:
    """Return the draft against the approved text: sentences first, words and figures inside changed ones."""
    old, new = _SENTENCE.findall(approved), _SENTENCE.findall(draft)
    spans: list[Span] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace":
            spans += _words("".join(old[a:b]), "".join(new[c:d]))
        else:
            spans += _pieces(tag, "".join(old[a:b]), "".join(new[c:d]))
    return tuple(_joined(spans))


def _words(approved: str, draft: str) -> Iterator[Span]:
    old, new = _WORD.findall(approved), _WORD.findall(draft)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from _pieces(tag, "".join(old[a:b]), "".join(new[c:d]))


def _pieces(tag: str, old: str, new: str) -> Iterator[Span]:
    if tag == "equal":
        yield Span(Change.SAME, old)
        return
    if old:
        yield Span(Change.REMOVED, old)
    if new:
        yield Span(Change.ADDED, new)


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Join neighbours of one kind and leave out empty ones."""
    held: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if held is not None and held.change is span.change:
            held = Span(held.change, held.text + span.text)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
