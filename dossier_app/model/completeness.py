"""What is still missing: counts per step, and every gap in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dossier_app.base.text import Text, same
from dossier_app.model.definition import RECORD_KINDS, STEPS, step_of_kind
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Field, Section, Step, Value, is_shown
from dossier_app.model.finding import Place
from dossier_app.model.records import Record

NEEDED_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "claim": ("version", "function", "claim_item", "output", "interface"),
    "provenance": ("institution", "dataset", "annotation", "result"),
    "classification": (),
    "requirements": ("indicator", "test_method", "standard"),
    "tender": ("tender",),
}
"""Record kinds of which a finished step has at least one."""
WITH_CERTIFICATE: Final = ("certified", "changing", "renewing")
"""Registration states in which a certificate must be on record."""


@dataclass(frozen=True, slots=True)
class StepCount:
    """Counts of one step, kept apart and never averaged. What is open is `required` less the others."""

    required: int
    answered: int
    not_applicable: int
    accepted_gaps: int

    @property
    def open(self) -> int:
        """Return how many are still missing."""
        return self.required - self.answered - self.not_applicable - self.accepted_gaps


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing: where it stands and what it is called. `what` is field, record, proof or answer."""

    step: str
    section: str
    place: Place
    label: Text
    what: str = "field"


@dataclass(frozen=True, slots=True)
class _Slot:
    """One required thing: `state` is answered, not_applicable, accepted or missing (then with its gap)."""

    state: str
    gap: Gap | None = None


_ANSWERED = _Slot("answered")


def completeness(dossier: Dossier) -> dict[str, StepCount]:
    """Return the counts of every step."""
    found = {}
    for step in STEPS:
        states = [slot.state for slot in _slots(dossier, step)]
        found[step.key] = StepCount(
            len(states),
            states.count("answered"),
            states.count("not_applicable"),
            states.count("accepted"),
        )
    return found


def gaps(dossier: Dossier, step: str | None = None) -> tuple[Gap, ...]:
    """Return what is missing, in reading order; of one step when it is named."""
    return tuple(
        slot.gap
        for each in STEPS
        if step in (None, each.key)
        for slot in _slots(dossier, each)
        if slot.gap is not None
    )


def is_filled(value: Value | None) -> bool:
    """Tell whether a value says something: not absent, not blank, not an empty choice."""
    if value is None:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    return value != ()


def _slots(dossier: Dossier, step: Step) -> Iterator[_Slot]:
    for section in step.sections:
        yield from _field_slots(dossier, step, section)
        for kind in _kinds(section):
            yield from _kind_slots(dossier, step.key, section.key, kind)


def _kinds(section: Section) -> tuple[str, ...]:
    """Return the section's kinds; the list of tenders brings the rows of each tender with it."""
    if section.records != ("tender",):
        return section.records
    return ("tender", *(k for k in RECORD_KINDS if k != "tender" and step_of_kind(k) == "tender"))


def _field_slots(dossier: Dossier, step: Step, section: Section) -> Iterator[_Slot]:
    for field in section.fields:
        if field.required and is_shown(field, dossier.answers):
            yield _field_slot(dossier, field, step.key, section.key)


def _field_slot(dossier: Dossier, field: Field, step: str, section: str) -> _Slot:
    if field.key in dossier.not_applicable:
        return _Slot("not_applicable")
    if is_filled(dossier.answers.get(field.key)):
        return _ANSWERED
    place = Place("", dossier.heading.id, field.key)
    return _Slot("missing", Gap(step, section, place, field.label))


def _kind_slots(dossier: Dossier, step: str, section: str, kind: str) -> Iterator[_Slot]:
    records = dossier.all(kind)
    if kind in NEEDED_KINDS[step] or (kind == "certificate" and _wants_certificate(dossier)):
        label = Text("至少一条“{kind}”", "at least one {kind}").format(
            kind=RECORD_KINDS[kind].label
        )
        gap = Gap(step, section, Place(kind), label, "record")
        yield _ANSWERED if records else _Slot("missing", gap)
    required = tuple(field for field in RECORD_KINDS[kind].fields if field.required)
    for record in records:
        yield from _record_slots(record, required, step, section)
    if kind == "claim_item":
        yield from _proof_slots(dossier, section)
    if kind == "requirement":
        yield from _answer_slots(dossier, section)


def _wants_certificate(dossier: Dossier) -> bool:
    return dossier.text("claim.life_state") in WITH_CERTIFICATE


def _record_slots(
    record: Record, required: tuple[Field, ...], step: str, section: str
) -> Iterator[_Slot]:
    for field in required:
        if field.when is not None and not is_shown(field, record.values):
            continue
        if is_filled(record.values.get(field.key)):
            yield _ANSWERED
        else:
            place = Place(record.kind, record.id, field.key)
            yield _Slot("missing", Gap(step, section, place, field.label))


def _proof_slots(dossier: Dossier, section: str) -> Iterator[_Slot]:
    """One slot a claim: it rests on a result or a linked file, or its gap was accepted with a reason."""
    linked = linked_targets(dossier, "claim_item")
    for claim in dossier.all("claim_item"):
        if claim.flag("outside"):
            continue
        label = Text("“{claim}”的证据", "evidence for “{claim}”").format(
            claim=same(claim.text("text")[:40])
        )
        gap = Gap("claim", section, Place("claim_item", claim.id, "result"), label, "proof")
        state = _proof_state(claim, linked)
        yield _Slot(state, gap if state == "missing" else None)


def _proof_state(claim: Record, linked: frozenset[str]) -> str:
    if claim.text("result") or claim.id in linked:
        return "answered"
    return "accepted" if claim.text("accepted_gap").strip() else "missing"


def _answer_slots(dossier: Dossier, section: str) -> Iterator[_Slot]:
    answers = responses_by_requirement(dossier)
    for row in dossier.all("requirement"):
        response = answers.get(row.id)
        if response is not None and response.text("text").strip():
            yield _ANSWERED
            continue
        label = Text("对“{number} {text}”的响应", "answer to “{number} {text}”").format(
            number=row.text("number"), text=row.text("text")[:40]
        )
        place = Place("requirement", row.id, "text")
        yield _Slot("missing", Gap("tender", section, place, label, "answer"))


def linked_targets(dossier: Dossier, kind: str) -> frozenset[str]:
    """Return the ids of the records of `kind` that an evidence link points at."""
    known = {record.id for record in dossier.all("evidence")}
    return frozenset(
        link.text("target")
        for link in dossier.all("link")
        if link.text("target_kind") == kind and link.text("evidence") in known
    )


def responses_by_requirement(dossier: Dossier) -> Mapping[str, Record]:
    """Return each requirement's response; of two the later one."""
    return {record.text("requirement"): record for record in dossier.all("response")}
