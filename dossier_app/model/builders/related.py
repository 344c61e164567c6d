"""Papers made from the same facts by the chapters of the rule pack; what nothing fills is named, never invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier_app.base.text import Text
from dossier_app.model import related
from dossier_app.model.builders.brief import Brief, answer_of, cell, edition_pairs, pairs
from dossier_app.model.builders.tables import Head, Listing, columns, record_table
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.document import (
    Align,
    Block,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.edition import approved_edition
from dossier_app.model.packfiling import Chapter, Principle, RelatedPaper
from dossier_app.model.rulepack import RulePack

_L, _C = Align.LEFT, Align.CENTRE
_PRINCIPLES: tuple[Head, ...] = (
    (Text("编号", "No."), 0.5, _C),
    (Text("基本原则", "Principle"), 2, _L),
    (Text("适用", "Applies"), 0.7, _C),
    (Text("符合方法或不适用理由", "Method, or why not"), 3, _L),
    (Text("证据所在标题", "Evidence under"), 1.1, _L),
)
_APPLIES = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "check": Text("待核对", "to be checked"),
}
_MISSING_HEADS: tuple[Head, ...] = (
    (Text("章节", "Chapter"), 1.6, _L),
    (Text("待补内容", "What is missing"), 3, _L),
)
_LONG = 40
"""Characters above which an answer stands as a paragraph of its own."""


def related_document(brief: Brief, pack: RulePack, paper: RelatedPaper) -> Document:
    """Build one paper from its chapters; what is missing stands in a table at the end."""
    found = related.chapters_of(pack, paper.key)
    return _document(brief, pack, paper, found)


def chapter_document(brief: Brief, pack: RulePack, chapter: Chapter, title: Text) -> Document:
    """Build the paper of one directory heading from a single chapter."""
    single = RelatedPaper(chapter.key, title, "", title, chapter.cites, chapter.certainty)
    return _document(brief, pack, single, (chapter,))


def missing_of(brief: Brief, chapters: Iterable[Chapter]) -> tuple[related.Missing, ...]:
    """Return what the chapters want and nothing fills."""
    return tuple(m for chapter in chapters for m in related.missing(brief.dossier, chapter))


def _document(
    brief: Brief, pack: RulePack, paper: RelatedPaper, chapters: tuple[Chapter, ...]
) -> Document:
    title = brief.text(paper.title)
    product = brief.dossier.text("claim.product_name") or brief.dossier.heading.name
    blocks: list[Block] = []
    for chapter in chapters:
        blocks += [Heading(1, brief.text(chapter.title)), *_chapter(brief, pack, chapter)]
    blocks += _what_is_missing(brief, missing_of(brief, chapters))
    cover = Cover(title, product, _cover_lines(brief), brief.text(paper.note))
    header = f"{product}  ·  {title}"
    short = len(chapters) < 2
    return Document(
        paper.key,
        title,
        brief.lang,
        (Heading(1, title), *blocks[1:]) if short else tuple(blocks),
        cover=None if short else cover,
        header=header,
        mark=brief.mark,
        contents=not short,
    )


def _cover_lines(brief: Brief) -> tuple[tuple[str, str], ...]:
    say = brief.say
    lines = (
        (say("型号规格", "Model"), brief.dossier.text("claim.model")),
        (say("软件发布版本", "Release version"), brief.dossier.text("claim.release_version")),
        (say("注册人", "Registrant"), answer_of("claim.registrant", brief)),
        (say("日期", "Date"), brief.on.isoformat()),
    )
    return tuple(line for line in lines if line[1])


def _chapter(brief: Brief, pack: RulePack, chapter: Chapter) -> Iterator[Block]:
    if chapter.lead is not None:
        yield Paragraph((brief.text(chapter.lead),))
    refs = [related.source_ref(words) for words in chapter.sources]
    short = [r.name for r in refs if r.sort == related.ANSWER and not _is_long(brief, r.name)]
    rows = [(_label(brief, key), answer_of(key, brief)) for key in short]
    if any(value for _, value in rows):
        yield pairs(brief, *rows)
    for ref in refs:
        yield from _source(brief, pack, ref)
    own = related.own_text(brief.dossier, chapter)
    if own:
        yield Paragraph((own,))
    for want in related.missing(brief.dossier, chapter):
        yield Paragraph(
            (brief.say("【待补】", "[missing] ") + brief.text(want.what),), Tone.WARNING
        )


def _label(brief: Brief, key: str) -> str:
    """Return a field's name without clause number and without what it says of its draft."""
    plain = re.sub(r"^[\d.]+ ", "", brief.text(FIELDS[key].label))
    return re.sub(r"[（(].*(?:稿|draft|applicable|适用).*[）)]$", "", plain).strip()


def _is_long(brief: Brief, key: str) -> bool:
    return len(answer_of(key, brief)) > _LONG


def _source(brief: Brief, pack: RulePack, ref: related.SourceRef) -> Iterator[Block]:
    if ref.sort == related.ANSWER and _is_long(brief, ref.name):
        yield Heading(2, _label(brief, ref.name))
        yield Paragraph((answer_of(ref.name, brief),))
    elif ref.sort == related.RECORD:
        rows = related.rows_of(brief.dossier, ref)
        if rows:
            kind = RECORD_KINDS[ref.name]
            yield Heading(2, brief.text(kind.label))
            yield record_table(brief, Listing(ref.name, ref.fields, sheet=kind.label), rows)
    elif ref.sort == related.EDITION:
        edition = approved_edition(brief.dossier, brief.on)
        if edition is not None:
            yield edition_pairs(brief, edition)
    elif ref.sort == related.PRINCIPLES:
        rows_found = tuple(_principle(brief, each) for each in pack.principles)
        sheet = brief.say("基本原则", "Principles")
        yield Table(columns(brief, _PRINCIPLES), rows_found, sheet=sheet)
        yield Paragraph((brief.text(_UNREAD),), Tone.WARNING)


def _principle(brief: Brief, each: Principle) -> Row:
    tone = Tone.WARNING if each.applies == "check" else Tone.NORMAL
    return Row(
        (
            cell(each.number),
            cell(brief.text(each.title)),
            cell(brief.text(_APPLIES[each.applies]), tone=tone),
            cell(brief.text(each.how)),
            cell(each.heading or "—"),
        )
    )


def _what_is_missing(brief: Brief, wants: tuple[related.Missing, ...]) -> list[Block]:
    if not wants:
        return []
    rows = tuple(Row((cell(brief.text(w.title)), cell(brief.text(w.what)))) for w in wants)
    title = brief.say("待补内容", "What is missing")
    table = Table(columns(brief, _MISSING_HEADS), rows, sheet=title)
    return [Heading(1, title), table]


_UNREAD = Text(
    "分组标题凭背景知识整理（C），逐条内容以通告原文为准。",
    "The groups come from background knowledge (C); the official text decides on each item.",
)
