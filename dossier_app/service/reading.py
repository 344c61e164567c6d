"""Puts one dossier together from the tables, with as few statements as it has kinds of records."""

from __future__ import annotations

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.records import Owner, Record
from dossier_app.store.work import Work


def read_dossier(work: Work, heading: Heading) -> Dossier:
    """Return a dossier with its own and the firm's records; every row is checked against its checksum."""
    filled = work.kinds_of(heading.id)
    return Dossier(
        heading=heading,
        answers=work.answers(heading.id),
        not_applicable=work.marks(heading.id),
        records={
            kind: read_kind(work, kind, heading.id) for kind in RECORD_KINDS if kind in filled
        },
    )


def read_kind(work: Work, kind: str, dossier: str) -> tuple[Record, ...]:
    """Return the records of one kind that a dossier sees: its own, then the firm's."""
    match RECORD_KINDS[kind].owner:
        case Owner.FIRM:
            return work.records(kind, "")
        case Owner.DOSSIER:
            return work.records(kind, dossier)
        case Owner.EITHER:
            return work.records(kind, dossier) + work.records(kind, "")
