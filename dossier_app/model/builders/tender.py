"""The tender pack's documents: two-page summary, bid support file, and the tables for Excel and Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from dossier_app.base.text import Text
from dossier_app.model.builders import bidparts, bidtables, tables
from dossier_app.model.builders.brief import Brief, answer_of, cell, edition_pairs, pairs, value_of
from dossier_app.model.builders.evidence import Annex, Omission, annex_of, joined
from dossier_app.model.builders.tables import Head
from dossier_app.model.builders.words import shortened
from dossier_app.model.document import (
    Align,
    Block,
    Cell,
    Cover,
    Document,
    Heading,
    Look,
    PageRef,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.edition import ApprovedEdition, approved_edition
from dossier_app.model.lots import LotProduct, companions
from dossier_app.model.records import Record

_SHORT: tuple[Head, ...] = (
    (Text("条款", "Clause"), 0.8, Align.LEFT),
    (Text("要求", "Requirement"), 3, Align.LEFT),
    (Text("响应", "Response"), 3, Align.LEFT),
    (Text("偏离", "Deviation"), 0.9, Align.LEFT),
    (Text("页码", "Page"), 0.6, Align.CENTRE),
)


@dataclass(frozen=True, slots=True)
class TenderPack:
    """The documents of one pack, and what had to be left out."""

    summary: Document
    shorter: Document
    """the summary with its texts cut, for when the whole one takes more than two pages"""
    bid: Document
    sheets: Document
    annex: Annex
    omitted: tuple[Omission, ...]


def tender_pack(brief: Brief) -> TenderPack:
    """Build all documents of a tender pack; `brief.tender` must be given."""
    edition = approved_edition(brief.dossier, brief.on)
    found = annex(brief)
    return TenderPack(
        _summary(brief, edition, _WHOLE),
        _summary(brief, edition, _SUMMARY_WORDS),
        _bid(brief, found, edition),
        _sheets(brief, found),
        found,
        found.omitted,
    )


def _tender(brief: Brief) -> Record:
    if brief.tender is None:
        raise ValueError("a tender pack needs a tender")
    return brief.tender


def annex(brief: Brief) -> Annex:
    """Return the evidence of a tender pack: certificates, quoted proof, papers, letters, of all products."""
    dossier, tender = brief.dossier, _tender(brief)
    responses = {record.id for record in dossier.where("response", tender=tender.id)}
    links = [link for link in dossier.all("link") if link.text("target") in responses]
    papers = [*dossier.all("certificate"), *dossier.all("change_file")]
    ids = [record.text("evidence") for record in papers]
    ids += [
        tables.evidence_id_of(brief, record)
        for record in dossier.where("qualification", tender=tender.id)
    ]
    ids += [record.text("evidence") for record in bidparts.letters(brief)]
    ids += [record.text("evidence") for record in dossier.where("score_item", tender=tender.id)]
    own = annex_of(brief, filter(None, ids), links)
    return joined(own, *map(partial(_companion_annex, brief), companions(dossier, tender.id)))


def _companion_annex(brief: Brief, product: LotProduct) -> Annex:
    """Return the certificate and change files of another product of the lot."""
    if product.dossier is None:
        return Annex((), (), ())
    own = replace(brief, dossier=product.dossier)
    papers = (*product.dossier.all("certificate"), *product.dossier.all("change_file"))
    return annex_of(own, filter(None, (paper.text("evidence") for paper in papers)), ())


def lines(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return project, product and bidder as label and value, without the empty ones."""
    say, tender = brief.say, _tender(brief)
    rows = [
        (say("项目名称", "Project"), tender.text("name")),
        (say("项目编号", "Project number"), tender.text("number")),
        (say("采购人", "Purchaser"), tender.text("purchaser")),
        (say("采购方式", "Procurement mode"), value_of(tender, "mode", brief)),
        (say("投标产品", "Product"), brief.dossier.text("claim.product_name")),
        (say("型号规格", "Model"), brief.dossier.text("claim.model")),
        (say("完整版本", "Full version"), tender.text("product_full_version")),
        (say("注册人", "Registrant"), answer_of("claim.registrant", brief)),
        (
            say("使用单位（投标人）", "For the bidder"),
            brief.distributor.text("name") if brief.distributor else "",
        ),
        (say("编制日期", "Prepared on"), brief.on.isoformat()),
    ]
    return tuple((label, value) for label, value in rows if value)


def _notice(brief: Brief) -> str:
    return brief.say(
        "本册由注册人提供，用于支持投标人编制投标（响应）文件；内容以注册证及其变更文件、产品技术要求为界。"
        "每页下方印有文档编号，可用随包的核对单与校验脚本逐页核对。",
        "Provided by the registrant to support the bidder's file; bounded by the certificate, its change files and "
        "the product technical requirements. Each page carries the pack's number; the check sheet tells how to verify it.",
    )


def _parts(brief: Brief, annex: Annex, edition: ApprovedEdition | None) -> Iterator[Block]:
    """Yield the parts of the bid support file that this edition holds."""
    made: tuple[tuple[str, Iterator[Block]], ...] = (
        ("facts", bidparts.facts(brief, edition, lines(brief)[4:8])),
        ("deviations", bidparts.deviations(brief, annex)),
        ("qualifications", bidparts.qualifications(brief, annex)),
        ("plans", bidparts.plans(brief)),
        ("scores", bidparts.scores(brief, annex)),
        ("evidence", bidparts.evidence(brief, annex)),
    )
    for part, blocks in made:
        if brief.variant.holds(part):
            yield from blocks


def _header(brief: Brief, title: str) -> str:
    return f"{_tender(brief).text('name')}  ·  {title}"


def _bid(brief: Brief, annex: Annex, edition: ApprovedEdition | None) -> Document:
    title = brief.say("投标支持文件", "Bid support file")
    blocks = tuple(_parts(brief, annex, edition))
    subtitle = f"{_tender(brief).text('name')}（{_tender(brief).text('number')}）"
    cover = Cover(title, subtitle, lines(brief), _notice(brief))
    return Document(
        "bid",
        title,
        brief.lang,
        blocks,
        cover=cover,
        header=_header(brief, title),
        mark=brief.mark,
    )


_SUMMARY_ROWS = 16
"""Rows of each table of the summary, so that it stays on two pages; the rest is counted and pointed at."""
_SUMMARY_WORDS = 56
_WHOLE = 1_000_000


def _summary(brief: Brief, edition: ApprovedEdition | None, most: int) -> Document:
    say = brief.say
    title = say("投标要点摘要", "Summary")
    rows, responses = tables.requirements_of(brief), tables.responses_of(brief)
    starred = [row for row in rows if "★" in row.text("effective_marks")]
    worse = [row for row in rows if _deviation(responses.get(row.id)) in ("", "negative")]
    better = [row for row in rows if _deviation(responses.get(row.id)) == "positive"]
    none = Paragraph((say("无有效注册证", "no certificate in force"),), Tone.BAD)
    blocks: tuple[Block, ...] = (
        pairs(brief, *lines(brief)),
        Heading(2, say("核准版", "Approved edition")),
        edition_pairs(brief, edition) if edition else none,
        Heading(2, say(f"★ 条款（{len(starred)} 条）", f"★ clauses ({len(starred)})")),
        *_short_table(brief, starred, responses, most),
        Heading(2, say("差异", "Differences")),
        *_differences(brief, worse, responses, most),
        *_better(brief, better),
    )
    header = _header(brief, title)
    return Document(
        "summary",
        title,
        brief.lang,
        blocks,
        Look.SUMMARY,
        header=header,
        mark=brief.mark,
        contents=False,
    )


def _deviation(response: Record | None) -> str:
    return response.text("deviation") if response else ""


def _differences(
    brief: Brief, worse: list[Record], responses: dict[str, Record], most: int
) -> Iterator[Block]:
    if worse:
        yield from _short_table(brief, worse, responses, most)
    else:
        yield Paragraph(
            (brief.say("无负偏离，无未响应条款。", "No negative deviation, nothing unanswered."),)
        )


def _better(brief: Brief, better: list[Record]) -> Iterator[Block]:
    if better:
        numbers = brief.say("、", ", ").join(
            f"{row.text('marks')}{row.text('number')}" for row in better
        )
        words = brief.say(
            f"正偏离 {len(better)} 条：{numbers}。",
            f"{len(better)} positive deviations: {numbers}.",
        )
        yield Paragraph((words,))


def _short_table(
    brief: Brief, requirements: list[Record], responses: dict[str, Record], most: int
) -> Iterator[Block]:
    shown = requirements[:_SUMMARY_ROWS]
    rows = tuple(_short_row(brief, each, responses.get(each.id), most) for each in shown)
    yield Table(tables.columns(brief, _SHORT), rows)
    left = len(requirements) - len(shown)
    if left:
        words = brief.say(
            f"另有 {left} 条，见投标支持文件的偏离表。",
            f"{left} more in the deviation tables of the bid support file.",
        )
        yield Paragraph((words,), Tone.WARNING)


def _short_row(brief: Brief, requirement: Record, response: Record | None, most: int) -> Row:
    page = PageRef(f"req-{requirement.id}", requirement.text("number"))
    return Row(
        (
            cell(f"{requirement.text('effective_marks')}{requirement.text('number')}"),
            cell(shortened(requirement.text("text"), most)),
            cell(shortened(response.text("text") if response else "", most)),
            cell(tables.deviation_label(brief, response)),
            Cell((page,)),
        )
    )


def _sheets(brief: Brief, annex: Annex) -> Document:
    say = brief.say
    title = say("投标表格", "Bid tables")
    technical = tables.requirements_of(brief, "technical", "qualification", "other")
    business = tables.requirements_of(brief, "business")
    found = (
        tables.deviation_table(brief, annex, technical, say("偏离表", "Deviations")),
        tables.deviation_table(brief, annex, business, say("商务偏离表", "Business deviations")),
        *bidtables.official_sheets(brief, annex),
        tables.price_table(brief),
        tables.config_table(brief),
        tables.qualification_table(brief, annex),
        tables.evidence_table(brief, annex),
        *(
            t
            for t in (bidtables.score_table(brief, annex), bidtables.signing_table(brief, annex))
            if t.rows
        ),
    )
    blocks = tuple(block for table in found for block in (Heading(1, table.sheet), table))
    header = _header(brief, title)
    return Document(
        "tables", title, brief.lang, blocks, header=header, mark=brief.mark, contents=False
    )
