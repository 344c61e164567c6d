"""Where words and facts stand: search, where-used, and packs handed out that are now wrong."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.base.text import Text, same
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import to_json
from dossier_app.model.records import Record
from dossier_app.service.effects import answer_key, record_key
from dossier_app.service.indexing import CONTENT
from dossier_app.service.wording import kind_label
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit, portfolio
from dossier_app.store import search as index

_AROUND = 30
_MANY_PAGES = 400
_STILL_OLD = Text("{text}（仍为旧值“{old}”）", "{text} (still the old “{old}”)")
_ON_PAGES = Text("{text}，《{title}》第 {pages} 页", "{text}, {title} page {pages}")
_IN_FILE = Text("证据“{title}”第 {page} 页", "Evidence “{title}” page {page}")


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
    pages: Mapping[str, Mapping[str, list[int]]] = dataclasses.field(default_factory=dict)
    """By fact and paper, the pages on which the pack says it"""


def search(ws: Workspace, words: str, limit: int = 200) -> tuple[Hit, ...]:
    """Return places that hold all words, grouped by kind: answers, records, then pages of evidence files."""
    with ws.database.reading() as connection:
        passages = index.find(connection, words, limit)
    first = index.folded(words).split()[:1]
    hits = [_hit(passage, first[0] if first else "") for passage in passages]
    return tuple(sorted(hits, key=lambda hit: (hit.kind == CONTENT, hit.kind, hit.page)))


def where_used(ws: Workspace, name: str, fact: str) -> tuple[Use, ...]:
    """Return every place at which a fact stands, packs handed out included.

    `fact` is a field key (its present value is looked for, and the one it had before), `kind:id` of a
    record, or plain words.
    """
    dossier = ws.views.dossier(name)
    kind, _, identity = fact.partition(":")
    if kind in RECORD_KINDS and identity:
        return tuple(_uses_of_record(dossier, kind, identity))
    value = to_json(dossier.answers[fact]) if fact in dossier.answers else fact
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    found = list(_uses_of_field(dossier, fact)) if fact in FIELDS else []
    found += _uses_of_words(dossier, f"{{{{{fact}}}}}")
    if fact not in FIELDS or (fact in dossier.answers and len(words) > 1):
        found += _uses_of_words(dossier, words)
        found += _uses_in_files(ws, dossier, words)
    if fact in FIELDS and (old := _value_before(ws, dossier, fact)) not in ("", words):
        uses = (*_uses_of_words(dossier, old), *_uses_in_files(ws, dossier, old))
        found += [Use(use.place, _STILL_OLD.format(text=use.text, old=old[:40])) for use in uses]
    return tuple(use for use in dict.fromkeys(found) if use.place != answer_key(fact))


def recall(ws: Workspace) -> tuple[Outdated, ...]:
    """Return the packs handed out whose facts have changed since."""
    with ws.reading() as work:
        headings = work.headings(archived=True)
        handing_out = portfolio.owners_of(work.connection, "pack_issue")
    found = []
    for heading in headings:
        if heading.id not in handing_out:
            continue
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
                        _table(record, "fact_pages"),
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
        if key in _table(record, "facts"):
            label = RECORD_KINDS["pack_issue"].label
            said = _sentence(label, FIELDS[key].label, record)
            pages = _table(record, "fact_pages").get(key, {})
            yield Use(record_key("pack_issue", record.id), pages_said(said, pages))


def pages_said(text: Text, pages: Mapping[str, list[int]]) -> Text:
    """Return a sentence with the pages of each paper after it."""
    for title, numbers in pages.items():
        shown = ", ".join(map(str, numbers))
        text = _ON_PAGES.format(text=text, title=title, pages=shown)
    return text


def _table(record: Record, key: str) -> dict[str, Any]:
    """Return a table kept as JSON in a field, empty when there is none."""
    kept = json.loads(record.text(key) or "{}")
    return kept if isinstance(kept, dict) else {}


def _value_before(ws: Workspace, dossier: Dossier, key: str) -> str:
    """Return the text that an answer held before it was last changed, empty when there was none."""
    place = answer_key(key)
    with ws.database.reading() as connection:
        for entry in audit.entries(connection, dossier.heading.id, place, 20):
            for part in _parts(json.loads(entry.inverse or "{}")):
                old = part.get("value") if part.get("field") == key else None
                if isinstance(old, str) and len(old) > 1 and old != dossier.answers.get(key):
                    return old
    return ""


def _parts(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in command.get("commands", ()):
        yield from _parts(part)
    if command.get("do") == "SetAnswer":
        yield command


def _uses_in_files(ws: Workspace, dossier: Dossier, words: str) -> Iterator[Use]:
    """Yield the pages of attached files that hold some words."""
    files = {row.text("sha256"): row for row in dossier.all("evidence") if row.dossier}
    with ws.database.reading() as connection:
        passages = index.find(connection, words, _MANY_PAGES)
    for passage in passages:
        row = files.get(passage.id) if passage.kind == CONTENT else None
        if row is not None and "".join(words.split()) in "".join(passage.text.split()):
            text = _IN_FILE.format(title=row.text("title"), page=passage.page)
            yield Use(record_key("evidence", row.id), text)


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
    for key, said in sorted(_table(issue, "facts").items()):
        now = dossier.text(key)
        if key in FIELDS and said != now:
            yield key, str(said), now
    for incident in dossier.where("incident", state="open"):
        suspects = incident.values.get("suspects")
        if isinstance(suspects, tuple) and "packs" in suspects:
            yield f"incident:{incident.id}", "", incident.text("description")
