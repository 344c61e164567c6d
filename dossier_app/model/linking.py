"""What a confirmation confirmed: the hash of the content as it stood, and whether it still stands so."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS, STEPS, step_of_kind
from dossier_app.model.derived import facts_from_dossier
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Section, to_json
from dossier_app.model.records import Record
from dossier_app.model.steps.bidding import NOT_CONTENT

_NOT_CONTENT = frozenset({"pack_issue"}) | NOT_CONTENT
_TENDER_KINDS = tuple(
    kind for kind in RECORD_KINDS if step_of_kind(kind) == "tender" and kind not in _NOT_CONTENT
)

WHOLE = "dossier"
"""Under this name a whole dossier is confirmed."""
SECTIONS = {section.key: section for step in STEPS for section in step.sections}


CORE_FACTS = (
    "claim.product_name",
    "claim.model",
    "claim.release_version",
    "claim.intended_use",
    "ptr.environment",
    "ptr.interfaces",
)
"""What every link rests on: when one of these changes, links want to be confirmed again."""


def content_hash(dossier: Dossier, what: str) -> str:
    """Return the SHA-256 of what a confirmation confirms, as it stands now.

    `what` is `dossier`, `step:<key>`, `section:<key>`, `finding:<key>`, `field:<key>`, `classification`, `tender:<id>`, `link:<id>` or
    `record:<kind>:<id>`; rule pack and files referred to count as content.

    Raises:
        NotFound: there is nothing of that name.
    """
    return _digest(_content(dossier, what))


def link_hash(dossier: Dossier, link: Record) -> str:
    """Return the hash of file and target of an evidence link: kept when the link was confirmed."""
    evidence = dossier.find("evidence", link.text("evidence"))
    target = dossier.find(link.text("target_kind"), link.text("target"))
    sha = evidence.text("sha256") if evidence else ""
    return _digest([sha, _values(target) if target else {}, link.text("pages"), link.text("quote")])


def is_suspect(dossier: Dossier, link: Record, confirmation: Record | None) -> bool:
    """Tell whether a link must be confirmed again: file, target or a core fact changed since it was."""
    if confirmation is not None:
        return is_stale(confirmation, dossier)
    confirmed = link.text("confirmed_hash")
    return bool(confirmed) and confirmed != link_hash(dossier, link)


def is_stale(confirmation: Record, dossier: Dossier) -> bool:
    """Tell whether what was confirmed has changed since, or is gone."""
    try:
        now = content_hash(dossier, confirmation.text("what"))
    except NotFound:
        return True
    return now != confirmation.text("content_hash")


def latest(dossier: Dossier, what: str, *meanings: str) -> Record | None:
    """Return the last confirmation of `what` with one of the meanings, None when there is none."""
    found = [c for c in dossier.where("confirmation", what=what) if c.text("meaning") in meanings]
    return found[-1] if found else None


def _content(dossier: Dossier, what: str) -> Any:  # noqa: ANN401 - a JSON tree
    sort, _, name = what.partition(":")
    if what == "classification":
        return [dossier.heading.pack, facts_from_dossier(dossier)]
    if sort == "field" and name:
        given = dossier.answers.get(name)
        return [name, None if given is None else to_json(given)]
    if sort == "step" and any(step.key == name for step in STEPS):
        return _step(dossier, name)
    if sort == "finding" and name:
        return [what]
    if what == WHOLE:
        return [_step(dossier, step.key) for step in STEPS]
    if sort == "section" and name in SECTIONS:
        return _section(dossier, SECTIONS[name])
    if sort == "tender" and dossier.find("tender", name):
        return _tender(dossier, name)
    if sort == "link" and (link := dossier.find("link", name)):
        return [link_hash(dossier, link), {key: dossier.text(key) for key in CORE_FACTS}]
    kind, _, record_id = name.partition(":")
    if sort == "record" and (record := dossier.find(kind, record_id)):
        return _values(record)
    raise NotFound(_NOTHING.format(what=what), place=what, code="CONFIRM-01")


def _step(dossier: Dossier, name: str) -> list[Any]:
    step = next(step for step in STEPS if step.key == name)
    kinds = _TENDER_KINDS if name == "tender" else tuple(step.record_kinds())
    keys = [field.key for field in step.fields() if field.key in dossier.answers]
    rows = [record for kind in kinds for record in dossier.all(kind)]
    return [
        dossier.heading.pack,
        {key: to_json(dossier.answers[key]) for key in keys},
        [[row.kind, row.id, _values(row)] for row in rows],
        _files(dossier, rows),
    ]


def _section(dossier: Dossier, section: Section) -> list[Any]:
    keys = [field.key for field in section.fields if field.key in dossier.answers]
    kinds = [kind for kind in section.records if kind not in _NOT_CONTENT]
    rows = [record for kind in kinds for record in dossier.all(kind)]
    ids = {to_json(dossier.answers[key]) for key in keys if _answers_evidence(key)}
    named = sorted(e.text("sha256") for e in dossier.all("evidence") if e.id in ids)
    return [
        dossier.heading.pack,
        {key: to_json(dossier.answers[key]) for key in keys},
        [[row.kind, row.id, _values(row)] for row in rows],
        _files(dossier, rows),
        named,
    ]


def _answers_evidence(key: str) -> bool:
    return FIELDS[key].target == "evidence"


def _tender(dossier: Dossier, tender: str) -> list[Any]:
    rows = [record for kind in _TENDER_KINDS for record in dossier.where(kind, tender=tender)]
    head = dossier.find("tender", tender)
    rows = [head, *rows] if head else rows
    return [
        dossier.heading.pack,
        [[row.kind, row.id, _values(row)] for row in rows],
        _files(dossier, rows),
    ]


def _files(dossier: Dossier, rows: list[Record]) -> list[str]:
    """Return the hashes of the files that these rows name or are linked with."""
    ids = {row.id for row in rows}
    wanted = {row.text("evidence") for row in rows}
    wanted |= {link.text("evidence") for link in dossier.all("link") if link.text("target") in ids}
    return sorted(e.text("sha256") for e in dossier.all("evidence") if e.id in wanted)


def _values(record: Record) -> dict[str, Any]:
    return {key: to_json(value) for key, value in record.values.items()}


def _digest(content: Any) -> str:  # noqa: ANN401 - a JSON tree
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


_NOTHING = Text(
    "没有可确认的内容“{what}”。请从页面上重新选择。",
    "There is nothing called “{what}” to confirm. Choose it anew on the page.",
)
