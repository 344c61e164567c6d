"""Search everywhere: answers, records, evidence text, notes, law and history, each hit with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dossier_app.base.text import Text, same
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Place
from dossier_app.model.rulepack import RulePack
from dossier_app.service import queries
from dossier_app.service.indexing import CONTENT
from dossier_app.service.workspace import Workspace
from dossier_app.ui.i18n import moment
from dossier_app.ui.spot import PageKey, Spot, spot_of

MOST = 12
"""Hits of one group."""
_CLAUSES = ("requirement", "ptr_requirement", "indicator", "method", "score_item", "mark")
_HISTORY = 2000
"""Changes looked through, newest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: the group it stands in, its words, a note, and where it leads."""

    group: Text
    words: Text
    note: Text
    spot: Spot


@dataclass(frozen=True, slots=True)
class Where:
    """What is searched: a workspace, the open dossier if any, and the rule pack once it is read."""

    workspace: Workspace
    dossier: str
    pack: RulePack | None


def find(where: Where, words: str) -> tuple[Found, ...]:
    """Return the hits by group, in the order of the groups; slow work for a pool thread."""
    folded = words.casefold().split()
    if not folded:
        return ()
    open_one = queries.dossier(where.workspace, where.dossier) if where.dossier else None
    stored = list(_stored(where, open_one, words))
    found: list[Found] = []
    for group in (FIELDS, CLAUSES, RECORDS, EVIDENCE, NOTES):
        found += [each for each in stored if each.group is group][:MOST]
    found += islice(_law(where.pack, folded), MOST)
    found += islice(_history(where, folded), MOST)
    return tuple(found)


def _stored(where: Where, open_one: Dossier | None, words: str) -> Iterator[Found]:
    for hit in queries.search(where.workspace, words):
        dossier = hit.dossier or where.dossier
        if hit.kind == CONTENT:
            yield _page(hit, open_one)
        elif hit.kind == "comment":
            note = open_one.find("comment", hit.id) if open_one else None
            spot = noted_at(dossier, note.text("place") if note else "")
            yield Found(NOTES, same(hit.snippet), same(""), spot)
        else:
            group = CLAUSES if hit.kind in _CLAUSES else RECORDS if hit.kind else FIELDS
            spot = spot_of(dossier, Place(hit.kind, hit.id, hit.field))
            yield Found(group, same(hit.snippet), hit.label, spot)


def _page(hit: queries.Hit, open_one: Dossier | None) -> Found:
    files = open_one.all("evidence") if open_one else ()
    record = next((each for each in files if each.text("sha256") == hit.id), None)
    spot = Spot(PageKey.EVIDENCE, open_one.heading.id if open_one else "")
    if record is None:
        return Found(EVIDENCE, same(hit.snippet), hit.label, spot)
    note = _PAGE.format(title=record.text("title"), page=hit.page)
    return Found(EVIDENCE, same(hit.snippet), note, spot.at(Place("evidence", record.id, "")))


def noted_at(dossier: str, key: str) -> Spot:
    """Return the place of a note's or a change's key: `answer:...`, `record:kind:id` or `step:...`."""
    kind, _, rest = key.partition(":")
    if kind == "step":
        page = next((page for page in PageKey if page.value == rest), PageKey.CLAIM)
        return Spot(page, dossier)
    if kind == "record":
        record, _, identity = rest.partition(":")
        return spot_of(dossier, Place(record, identity, ""))
    return spot_of(dossier, Place("", "", rest))


def _law(pack: RulePack | None, folded: list[str]) -> Iterator[Found]:
    if pack is None:
        return
    for source in pack.sources:
        if _has(source.name(), folded):
            yield Found(LAW, source.name(), same(source.key), Spot(PageKey.LAW, id=source.key))
    for rule in (*pack.rules, *pack.ptr_rules, *pack.erps_rules, *pack.rejections):
        words = Text(f"{rule.title.zh} — {rule.check.zh}", f"{rule.title.en} — {rule.check.en}")
        if _has(words, folded) or folded == [rule.code.casefold()]:
            yield Found(LAW, words, same(rule.code), Spot(PageKey.LAW, id=rule.code))


def _history(where: Where, folded: list[str]) -> Iterator[Found]:
    if not where.dossier:
        return
    for line in queries.history(where.workspace, where.dossier, limit=_HISTORY):
        if _has(line.name, folded) and line.places:
            spot = noted_at(where.dossier, line.places[0])
            when = same(f"{moment(line.at)} {line.person}".rstrip())
            yield Found(HISTORY, line.name, when, spot)


def _has(words: Text, folded: list[str]) -> bool:
    whole = f"{words.zh} {words.en}".casefold()
    return all(each in whole for each in folded)


FIELDS, CLAUSES = Text("填写内容", "answer"), Text("条款", "clause")
RECORDS, EVIDENCE = Text("清单记录", "record"), Text("证据原文", "evidence text")
NOTES, LAW = Text("批注", "note"), Text("法规", "law")
HISTORY = Text("历史", "history")
_PAGE = Text("{title} 第 {page} 页", "{title} page {page}")
