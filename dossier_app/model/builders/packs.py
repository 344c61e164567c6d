"""The two packs without a bid: survey pack (参数征询, 院内议价) and first-business pack (首营)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier_app.base.text import Text
from dossier_app.model.builders import surveyparts, tables
from dossier_app.model.builders.brief import Brief, answer_of, cell, pairs, value_of
from dossier_app.model.builders.evidence import MERGED, Annex, Omission, anchor_of, annex_of
from dossier_app.model.builders.tables import Head, Listing
from dossier_app.model.document import (
    Align,
    Block,
    Cell,
    Cover,
    Document,
    Heading,
    PageBreak,
    PageRef,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.edition import approved_edition
from dossier_app.model.records import Record


@dataclass(frozen=True, slots=True)
class SimplePack:
    """One document with its tables, the files behind it and what was left out."""

    document: Document
    annex: Annex
    omitted: tuple[Omission, ...]


def survey_pack(brief: Brief) -> SimplePack:
    """Build neutral survey material: facts, parameters, integration, references; no exclusive wording, no price."""
    say = brief.say
    title = say("市场调研与参数征询材料", "Survey material")
    annex = annex_of(
        brief, filter(None, (r.text("evidence") for r in surveyparts.papers(brief))), ()
    )
    parameters, omitted = _survey_parameters(brief)
    blocks = (
        *_survey_facts(brief),
        *parameters,
        *surveyparts.quotation(brief),
        *_annex_blocks(brief, annex),
    )
    document = _document(brief, "survey", title, blocks)
    return SimplePack(document, annex, (*annex.omitted, *omitted))


def _survey_facts(brief: Brief) -> Iterator[Block]:
    say = brief.say
    edition = approved_edition(brief.dossier, brief.on)
    yield Heading(1, say("产品", "Product"))
    state = answer_of("claim.life_state", brief)
    yield pairs(
        brief,
        (say("产品名称", "Product name"), brief.dossier.text("claim.product_name")),
        (say("型号规格", "Model"), brief.dossier.text("claim.model")),
        (say("注册人", "Registrant"), answer_of("claim.registrant", brief)),
        (say("注册状态", "Registration state"), state),
        (say("注册证编号", "Certificate"), edition.number if edition else ""),
        (say("适用范围", "Intended use"), edition.intended_use if edition else ""),
    )
    if edition is None:
        line = say(
            "本产品在上述日期没有有效的注册证，不得作为医疗器械销售；本材料只用于需求交流。",
            "No certificate is in force on the date above; the product may not be sold as a device. For discussion only.",
        )
        yield Paragraph((line,), Tone.WARNING)


_FUNCTIONS = Listing("function", ("name", "description"), (1, 3), Text("功能", "Functions"))
_INTEGRATION = Listing("interface", ("system", "protocol", "description"), (0.7, 1.5, 2.5))
_USERS = Listing(
    "reference_case",
    ("hospital", "project", "signed_on", "product"),
    (),
    Text("用户名单", "References"),
)
_POINTS = ("claim.workflow_change", "claim.workflow_value", "claim.charging")


def _survey_parameters(brief: Brief) -> tuple[tuple[Block, ...], tuple[Omission, ...]]:
    """Return functions, parameters, integration, points and references, without what is exclusive."""
    kind = "approved_indicator" if brief.dossier.all("approved_indicator") else "indicator"
    functions, unfit = surveyparts.neutral_rows(
        brief.dossier.all("function"), "name", "description"
    )
    rows, unfit_rows = surveyparts.neutral_rows(brief.dossier.all(kind), "name", "requirement")
    listing = Listing(
        kind, ("clause", "name", "requirement"), (0.6, 1.2, 3), Text("参数", "Parameters")
    )
    blocks: list[Block] = [
        Heading(1, brief.say("功能与参数", "Functions and parameters")),
        tables.record_table(brief, _FUNCTIONS, functions),
        tables.record_table(brief, listing, rows),
        *_survey_rest(brief),
    ]
    return tuple(blocks), (*unfit, *unfit_rows)


def _survey_rest(brief: Brief) -> Iterator[Block]:
    say = brief.say
    yield Heading(1, say("系统集成", "Integration"))
    yield tables.record_table(brief, _INTEGRATION, brief.dossier.all("interface"))
    yield Heading(1, say("论证要点", "Points for the department"))
    yield from (Paragraph((text,)) for key in _POINTS if (text := answer_of(key, brief)))
    cases = brief.dossier.all("reference_case")
    if cases:
        yield Heading(1, brief.text(_USERS.sheet))
        yield tables.record_table(brief, _USERS, cases)


_FIRST_BUSINESS = (
    ("supplier", Text("营业执照", "Business licence"), ("business",)),
    (
        "supplier",
        Text("注册人证明文件及生产许可证", "Registrant's papers and production licence"),
        ("production",),
    ),
    (
        "supplier",
        Text("销售人员授权书（含产品、区域、期限、身份证号）", "Salesperson's authorisation"),
        (),
    ),
    ("supplier", Text("随货同行单样式及印章样式", "Delivery-note form and seal samples"), ()),
    (
        "product",
        Text("医疗器械注册证及变更文件", "Registration certificate and change files"),
        ("certificate",),
    ),
    ("product", Text("标签样稿或图片", "Label sample"), ()),
    ("product", Text("UDI 产品标识（若有）", "UDI device identifier, if any"), ()),
)


_LIST: tuple[Head, ...] = (
    (Text("序号", "No."), 0.4, Align.CENTRE),
    (Text("法定项目", "Item required"), 2.6, Align.LEFT),
    (Text("随包文件", "In this pack"), 2.2, Align.LEFT),
    (Text("有效期至", "Valid until"), 1, Align.LEFT),
    (Text("页码", "Page"), 0.7, Align.CENTRE),
)
_SEAL = Text(
    "复印件须由供货者加盖公章；本册为未盖章原件的合并。",
    "Copies are to be sealed by the supplier; this file merges the unsealed originals.",
)
_TO_ADD = Text(
    "库中没有对应文件，请由提供方补齐", "no such file in the library; the provider has to add it"
)


def first_business_pack(brief: Brief) -> SimplePack:
    """Build 供应商首营包. Source: NMPA 公告2023年第153号 art. 53-54 (4 supplier items, 3 product items)."""
    licences = _registrant_licences(brief)
    papers = [*licences, *brief.dossier.all("certificate"), *brief.dossier.all("change_file")]
    annex = annex_of(brief, filter(None, (paper.text("evidence") for paper in papers)), ())
    rows = tuple(_first_row(brief, n, each, licences) for n, each in enumerate(_FIRST_BUSINESS, 1))
    sheet = brief.say("首营清单", "List")
    blocks: tuple[Block, ...] = (
        Heading(1, brief.say("清单（4+3）", "List (4 + 3)")),
        Table(tables.columns(brief, _LIST), rows, sheet=sheet),
        Paragraph((brief.text(_SEAL),), Tone.MUTED),
        *_annex_blocks(brief, annex),
    )
    missing = tuple(
        Omission(brief.text(label), _TO_ADD)
        for _, label, kinds in _FIRST_BUSINESS
        if not _files_for(brief, kinds, licences)
    )
    title = brief.say("供应商首营包", "First-business pack")
    document = _document(brief, "first-business", title, blocks)
    return SimplePack(document, annex, annex.omitted + missing)


def _registrant_licences(brief: Brief) -> tuple[Record, ...]:
    return brief.dossier.where("licence", party=brief.dossier.text("claim.registrant"))


def _files_for(brief: Brief, kinds: tuple[str, ...], licences: tuple[Record, ...]) -> list[Record]:
    if kinds == ("certificate",):
        return [*brief.dossier.all("certificate"), *brief.dossier.all("change_file")]
    return [licence for licence in licences if licence.text("kind") in kinds]


def _first_row(
    brief: Brief, n: int, item: tuple[str, Text, tuple[str, ...]], licences: tuple[Record, ...]
) -> Row:
    files = _files_for(brief, item[2], licences)
    between = brief.say("；", "; ")
    names = between.join(record.text("number") for record in files)
    expiries = [day.isoformat() for record in files if (day := record.day("expires_on"))]
    first = next((record.text("evidence") for record in files if record.text("evidence")), "")
    evidence = brief.dossier.find("evidence", first)
    page = Cell((PageRef(anchor_of(first), evidence.text("title")),)) if evidence else cell("—")
    missing = cell(brief.say("待提供方补齐", "to be added"), tone=Tone.WARNING)
    return Row(
        (
            cell(str(n)),
            cell(brief.text(item[1])),
            cell(names) if files else missing,
            cell(between.join(expiries)),
            page,
        )
    )


def _annex_blocks(brief: Brief, annex: Annex) -> Iterator[Block]:
    if annex.records:
        yield PageBreak()
        yield Heading(1, brief.say("附件", "Attachments"))
        yield tables.evidence_table(brief, annex)
    for record in annex.records:
        if record.text("media_type") in MERGED:
            yield annex.attachment(record)


def _document(brief: Brief, name: str, title: str, blocks: tuple[Block, ...]) -> Document:
    head = brief.dossier.heading
    lines = [
        (brief.say("产品名称", "Product"), brief.dossier.text("claim.product_name")),
        (brief.say("注册人", "Registrant"), value_of_registrant(brief)),
        (brief.say("编制日期", "Prepared on"), brief.on.isoformat()),
    ]
    cover = Cover(title, brief.dossier.text("claim.product_name") or head.name, tuple(lines))
    return Document(
        name,
        title,
        brief.lang,
        blocks,
        cover=cover,
        header=f"{head.name}  ·  {title}",
        mark=brief.mark,
    )


def value_of_registrant(brief: Brief) -> str:
    """Return the registrant's name as a reader sees it."""
    party = brief.dossier.find("party", brief.dossier.text("claim.registrant"))
    return value_of(party, "name", brief) if party else ""
