"""Confirmations of a sample: hashed over the content exactly as the program hashes it."""

from __future__ import annotations

from datetime import date, timedelta

from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.fields import from_json
from dossier_app.model.linking import content_hash
from dossier_app.model.records import Record
from samples.form import Sample, Values


def view(sample: Sample) -> Dossier:
    """Return the sample as the program sees it."""
    head = sample.heading
    day = date.fromisoformat(head["judged_on"])
    heading = Heading(
        head["id"], head["key"], head["name"], head["pack"], day, bool(head["sample"])
    )
    answers = {key: from_json(FIELDS[key], value) for key, value in sample.answers.items()}
    records: dict[str, tuple[Record, ...]] = {}
    for kind in RECORD_KINDS:
        own = [(head["id"], row) for row in sample.all(kind)]
        shared = [("", row) for row in sample.firm.get(kind, [])]
        made = [_row(kind, owner, place, row) for place, (owner, row) in enumerate(own + shared)]
        if made:
            records[kind] = tuple(made)
    return Dossier(heading, answers, {}, records)


def _row(kind: str, owner: str, place: int, row: Values) -> Record:
    fields = RECORD_KINDS[kind]
    values = {k: from_json(fields.field(k), v) for k, v in row.items() if k != "id"}
    return Record(row["id"], kind, owner, place, values)


def add_confirmations(sample: Sample, tender: str) -> None:
    """Confirm the class and release the tender, as regulatory staff does before a bid."""
    prefix = sample.words["p"]
    day = date.fromisoformat(sample.heading["judged_on"]) - timedelta(days=1)
    marks = (
        ("classification", "classified", "样例注册负责人 顾样例"),
        (f"tender:{tender}", "released", "样例注册负责人 顾样例"),
    )
    for number, (what, meaning, person) in enumerate(marks, 1):
        values = {"what": what, "person": person, "meaning": meaning, "on": day.isoformat()}
        values["content_hash"] = content_hash(view(sample), what)
        sample.add("confirmation", f"{prefix}-cf-{number}", values)
