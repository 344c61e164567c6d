"""What each chapter of a related paper holds: its sources among the facts, its own text, and what is missing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import to_json
from dossier_app.model.packfiling import Chapter
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

ANSWER, RECORD, EDITION, PRINCIPLES = "answer", "record", "edition", "principles"
SOURCES = (ANSWER, RECORD, EDITION, PRINCIPLES)


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One source of a chapter: an answer's field, a record kind with fields, the approved edition, the principles."""

    sort: str
    name: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """What a chapter still wants: its title, and which fact or text would fill it."""

    chapter: str
    title: Text
    what: Text


def source_ref(words: str) -> SourceRef:
    """Read `answer:<field>`, `record:<kind>:<fields>`, `edition:` or `principles:`."""
    sort, _, rest = words.partition(":")
    name, _, listed = rest.partition(":")
    return SourceRef(sort, name, tuple(filter(None, listed.split(","))))


def source_fault(words: str) -> bool:
    """Tell whether a source names something that is not declared."""
    ref = source_ref(words)
    if ref.sort == ANSWER:
        return ref.name not in FIELDS
    if ref.sort == RECORD:
        kind = RECORD_KINDS.get(ref.name)
        known = {field.key for field in kind.fields} if kind else set()
        return not known or not set(ref.fields) <= known
    return ref.sort not in SOURCES


def chapters_of(pack: RulePack, paper: str) -> tuple[Chapter, ...]:
    """Return the chapters of a paper in order."""
    return tuple(chapter for chapter in pack.chapters if chapter.paper == paper)


def own_text(dossier: Dossier, chapter: Chapter) -> str:
    """Return what a person wrote for a chapter, empty when nothing."""
    rows = dossier.where("paper_text", chapter=chapter.key)
    return rows[-1].text("text").strip() if rows else ""


def rows_of(dossier: Dossier, ref: SourceRef) -> tuple[Record, ...]:
    """Return the records a source lists; of parties only the registrant's and the maker's."""
    rows = dossier.all(ref.name)
    if ref.name != "party":
        return rows
    own = dossier.text("claim.registrant")
    return tuple(row for row in rows if row.id == own or row.text("role") == "maker")


def missing(dossier: Dossier, chapter: Chapter) -> tuple[Missing, ...]:
    """Return what a chapter wants: each required answer that is open, else its hint when nothing fills it."""
    if chapter.need != "R" or own_text(dossier, chapter):
        return ()
    refs = [source_ref(words) for words in chapter.sources]
    found = [_holds(dossier, ref) for ref in refs]
    if not any(found):
        return (Missing(chapter.key, chapter.title, chapter.hint),)
    return tuple(
        Missing(chapter.key, chapter.title, _name(ref))
        for ref, held in zip(refs, found, strict=True)
        if not held and _is_required(ref)
    )


def digest(dossier: Dossier, chapters: tuple[Chapter, ...]) -> str:
    """Return the SHA-256 over all that the chapters draw on, for telling whether an approval still holds."""
    parts = [list(_content(dossier, chapter)) for chapter in chapters]
    plain = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _content(dossier: Dossier, chapter: Chapter) -> Iterator[object]:
    yield own_text(dossier, chapter)
    for words in chapter.sources:
        ref = source_ref(words)
        if ref.sort == ANSWER:
            value = dossier.answers.get(ref.name)
            yield None if value is None else to_json(value)
        for row in _listed(dossier, ref):
            yield [row.id, {key: to_json(value) for key, value in row.values.items()}]


def _listed(dossier: Dossier, ref: SourceRef) -> tuple[Record, ...]:
    if ref.sort == EDITION:
        return dossier.all("certificate") + dossier.all("change_file")
    return rows_of(dossier, ref) if ref.sort == RECORD else ()


def _holds(dossier: Dossier, ref: SourceRef) -> bool:
    if ref.sort == ANSWER:
        return ref.name in dossier.answers or ref.name in dossier.not_applicable
    return ref.sort == PRINCIPLES or bool(_listed(dossier, ref))


def _is_required(ref: SourceRef) -> bool:
    return ref.sort == ANSWER and FIELDS[ref.name].required


def _name(ref: SourceRef) -> Text:
    return FIELDS[ref.name].label if ref.sort == ANSWER else RECORD_KINDS[ref.name].label
