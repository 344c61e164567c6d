"""All that is declared, in one place: the five steps and every record kind."""

from __future__ import annotations

from typing import Final

from dossier_app.model.fields import Field, Step
from dossier_app.model.records import RecordKind
from dossier_app.model.steps import (
    claim_records,
    hospital,
    provenance_records,
    regulatory,
    requirements,
    shared,
    tender,
)
from dossier_app.model.steps.claim import CLAIM
from dossier_app.model.steps.classification import CLASSIFICATION
from dossier_app.model.steps.provenance import PROVENANCE
from dossier_app.model.steps.requirements import REQUIREMENTS
from dossier_app.model.steps.tender import TENDER_STEP

STEPS: Final[tuple[Step, ...]] = (CLAIM, PROVENANCE, CLASSIFICATION, REQUIREMENTS, TENDER_STEP)
_ALL_KINDS = (
    shared.KINDS
    + claim_records.KINDS
    + hospital.KINDS
    + provenance_records.KINDS
    + requirements.KINDS
    + tender.KINDS
    + regulatory.KINDS
)
RECORD_KINDS: Final[dict[str, RecordKind]] = {kind.key: kind for kind in _ALL_KINDS}
FIELDS: Final[dict[str, Field]] = {field.key: field for step in STEPS for field in step.fields()}
STEP_OF_FIELD: Final[dict[str, str]] = {
    field.key: step.key for step in STEPS for field in step.fields()
}

_TENDER_KINDS = {kind.key for kind in tender.KINDS}
_STEP_OF_KIND = {kind: step.key for step in STEPS for kind in step.record_kinds()}


def step_of_kind(kind: str) -> str:
    """Return the step that a record kind belongs to; evidence, links and the firm's records belong to none."""
    return "tender" if kind in _TENDER_KINDS else _STEP_OF_KIND.get(kind, "")
