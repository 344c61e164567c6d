"""Where words and facts stand: search, where-used, and packs handed out that are now wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossier_app.base.text import Text, same
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import to_json
from dossier_app.model.records import Record
from dossier_app.service.effects import answer_key, record_key
from dossier_app.service.indexing import CONTENT
from dossier_app.service.wording import kind_label
from dossier_app.service.workspace import Workspace
from dossier_app.store import search as index

_AROUND = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that holds the searched words. `kind` is empty for an answer; `page` 0 where there are none."""

    dossier: str
    kind: str
    id: str
    field: str
    page: int
    label: Text
    snippet: str


@dataclass(frozen=True, slots=True)
class Use:
    """A place at which a fact stands."""

    place: str
    text: Text


@dataclass(frozen=True, slots=True)
class Outdated:
    """A pack handed out that no longer says what the dossier says: per fact what it says and what holds now."""

    dossier: str
    key: str
    record: str
    what: str
    issued_on: date | None
    differences: tuple[tuple[str, str, str], ...]


def search(ws: Workspace, words: str, limit: int = 200) -> tuple[Hit, ...]:
    """Return places that hold all words, grouped by kind: answers, records, then pages of evidence files."""
    with ws.database.reading() as connection:
        passages = index.find(connection, words, limit)
    first = index.folded(words).split()[:1]
    hits = [_hit(passage, first[0] if first else "") for passage in passages]
    return tuple(sorted(hits, key=lambda hit: (hit.kind == CONTENT, hit.kind, hit.page)))


def where_used(ws: Workspace, name: str, fact: str) -> tuple[Use, ...]:
    """Return every place at which a fact stands, packs handed out included.

    `fact` is a field key (its present value is looked for), `kind:id` of a record, or plain words.
    """
    dossier = ws.views.dossier(name)
    kind, _, identity = fact.partition(":")
    if kind in RECORD_KINDS and identity:
        return tuple(_uses_of_record(dossier, kind, identity))
    value = to_json(dossier.answers[fact]) if fact in dossier.answers else fact
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    found = list(_uses_of_field(dossier, fact)) if fact in FIELDS else []
    if fact not in FIELDS or (fact in dossier.answers and len(words) > 1):
        found += [use for use in _uses_of_words(dossier, words) if use.place != answer_key(fact)]
    return tuple(dict.fromkeys(found))


def recall(ws: Workspace) -> tuple[Outdated, ...]:
    """Return the packs handed out whose facts have changed since."""
    with ws.reading() as work:
        headings = work.headings(archived=True)
    found = []
    for heading in headings:
        dossier = ws.views.dossier(heading.id)
        for record in dossier.all("pack_issue"):
            if differences := tuple(_differences(dossier, record)):
                found.append(
                    Outdated(
                        heading.id,
                        heading.key,
                        record.id,
                        record.text("what"),
                        record.day("issued_on"),
                        differences,
                    )
                )
    return tuple(found)


def _hit(passage: index.Passage, word: str) -> Hit:
    if passage.kind == CONTENT:
        label = Text("证据文件 {id} 第 {page} 页", "Evidence file {id} page {page}").format(
            id=passage.id[:12], page=passage.page
        )
    elif passage.kind:
        label = kind_label(passage.kind)
    else:
        label = FIELDS[passage.field].label if passage.field in FIELDS else same(passage.field)
    return Hit(
        passage.dossier,
        passage.kind,
        passage.id,
        passage.field,
        passage.page,
        label,
        _snippet(passage.text, word),
    )


def _snippet(text: str, word: str) -> str:
    flat = " ".join(text.split())
    at = max(index.folded(flat).find(word), 0)
    start, end = max(at - _AROUND, 0), at + len(word) + _AROUND
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")


def _uses_of_record(dossier: Dossier, kind: str, identity: str) -> Iterator[Use]:
    for other in RECORD_KINDS.values():
        links = [field for field in other.fields if field.target == kind]
        for record in dossier.all(other.key) if links else ():
            for field in links:
                if record.text(field.key) == identity:
                    place = record_key(other.key, record.id)
                    yield Use(place, _sentence(other.label, field.label, record))
    for key, value in dossier.answers.items():
        if FIELDS[key].target == kind and value == identity:
            yield Use(answer_key(key), FIELDS[key].label)
    yield from _links(dossier, kind, identity)


def _uses_of_field(dossier: Dossier, key: str) -> Iterator[Use]:
    yield from _links(dossier, "", key)
    for record in dossier.all("pack_issue"):
        if key in json.loads(record.text("facts") or "{}"):
            label = RECORD_KINDS["pack_issue"].label
            yield Use(
                record_key("pack_issue", record.id), _sentence(label, FIELDS[key].label, record)
            )


def _links(dossier: Dossier, kind: str, target: str) -> Iterator[Use]:
    for link in dossier.all("link"):
        if link.text("target") == target and (not kind or link.text("target_kind") == kind):
            evidence = dossier.find("evidence", link.text("evidence"))
            title = evidence.text("title") if evidence else ""
            pages = link.text("pages")
            text = Text("证据“{title}” {pages}", "Evidence “{title}” {pages}")
            yield Use(record_key("link", link.id), text.format(title=title, pages=pages))


def _uses_of_words(dossier: Dossier, words: str) -> Iterator[Use]:
    for key, value in dossier.answers.items():
        if isinstance(value, str) and words in value:
            yield Use(answer_key(key), FIELDS[key].label)
    for kind, records in dossier.records.items():
        for record in records:
            for field in RECORD_KINDS[kind].fields:
                if not field.internal and words in str(record.values.get(field.key, "")):
                    text = _sentence(RECORD_KINDS[kind].label, field.label, record)
                    yield Use(record_key(kind, record.id), text)


def _sentence(kind: Text, field: Text, record: Record) -> Text:
    title = record.text(RECORD_KINDS[record.kind].title)[:40]
    return Text("{kind}“{title}” · {field}", "{kind} “{title}” · {field}").format(
        kind=kind, title=title, field=field
    )


def _differences(dossier: Dossier, issue: Record) -> Iterator[tuple[str, str, str]]:
    facts = json.loads(issue.text("facts") or "{}")
    for key, said in sorted(facts.items()) if isinstance(facts, dict) else ():
        now = dossier.text(key)
        if key in FIELDS and said != now:
            yield key, str(said), now
