"""The tables of a bid: deviation tables, price, configuration, qualification, evidence, references."""

from __future__ import annotations

from collections.abc import Iterable

from dossier_app.model.builders.brief import Brief, cell, number_cell, value_of
from dossier_app.model.builders.evidence import MERGED, Annex, anchor_of, cite_pages
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.document import Align, Cell, Column, Content, PageRef, Row, Table, Tone
from dossier_app.model.records import Record

_DEVIATION_TONE = {"none": Tone.NORMAL, "positive": Tone.OK, "negative": Tone.BAD, "": Tone.BAD}


def requirements_of(brief: Brief, *kinds: str) -> tuple[Record, ...]:
    """Return the tender's requirements of the given kinds in the buyer's order."""
    tender = brief.tender.id if brief.tender else ""
    rows = brief.dossier.where("requirement", tender=tender)
    return tuple(row for row in rows if not kinds or row.text("kind") in kinds)


def responses_of(brief: Brief) -> dict[str, Record]:
    """Return the tender's answers by requirement id."""
    tender = brief.tender.id if brief.tender else ""
    return {row.text("requirement"): row for row in brief.dossier.where("response", tender=tender)}


def links_by_target(brief: Brief) -> dict[str, list[Record]]:
    """Return the dossier's evidence links by the id of the record they belong to."""
    found: dict[str, list[Record]] = {}
    for link in brief.dossier.all("link"):
        found.setdefault(link.text("target"), []).append(link)
    return found


def deviation_table(
    brief: Brief, annex: Annex, requirements: Iterable[Record], sheet: str
) -> Table:
    """Return 响应/偏离表: one row a clause, requirement word for word, page column last."""
    say = brief.say
    deviations = tuple(
        brief.text(option.label) for option in RECORD_KINDS["response"].field("deviation").options
    )
    columns = (
        Column(say("序号", "No."), 0.5, Align.CENTRE),
        Column(say("条款号（含标记）", "Clause (with mark)"), 0.9),
        Column(say("招标要求", "Requirement"), 3.2),
        Column(say("投标响应", "Response"), 3.2),
        Column(say("偏离情况", "Deviation"), 0.9, Align.CENTRE, deviations),
        Column(say("偏离说明", "Explanation"), 1.4),
        Column(say("证明材料名称及页码", "Evidence and page"), 1.9),
    )
    responses, links = responses_of(brief), links_by_target(brief)
    rows = []
    for n, requirement in enumerate(requirements, 1):
        response = responses.get(requirement.id)
        pages = cite_pages(brief, annex, links.get(response.id, ())) if response else ()
        rows.append(_deviation_row(brief, n, requirement, response, pages=pages))
    return Table(columns, tuple(rows), sheet=sheet)


def _deviation_row(
    brief: Brief, n: int, requirement: Record, response: Record | None, *, pages: Content
) -> Row:
    marks = requirement.text("effective_marks") or requirement.text("marks")
    deviation = response.text("deviation") if response else ""
    answered = response.text("text") if response else ""
    label = (
        value_of(response, "deviation", brief)
        if response and deviation
        else brief.say("未响应", "not answered")
    )
    strong = Tone.STRONG if "★" in marks else Tone.NORMAL
    return Row(
        (
            cell(str(n)),
            cell(f"{marks}{requirement.text('number')}", tone=strong),
            cell(requirement.text("text")),
            cell(answered),
            cell(label, tone=_DEVIATION_TONE[deviation]),
            cell(response.text("note") if response else ""),
            Cell(pages),
        ),
        anchor=f"req-{requirement.id}",
        key=response.id if response else requirement.id,
    )


def price_table(brief: Brief) -> Table:
    """Return 分项报价表 with its sum; the supply price is never among the columns."""
    say = brief.say
    columns = (
        Column(say("序号", "No."), 0.5, Align.CENTRE),
        Column(say("产品名称", "Product"), 2),
        Column(say("品牌", "Brand"), 0.8),
        Column(say("规格型号", "Model"), 1.4),
        Column(say("制造商", "Maker"), 1.5),
        Column(say("产地", "Origin"), 0.8),
        Column(say("单位", "Unit"), 0.5, Align.CENTRE),
        Column(say("数量", "Quantity"), 0.7, Align.RIGHT),
        Column(say("单价（元）", "Unit price (CNY)"), 1.1, Align.RIGHT),
        Column(say("合计（元）", "Total (CNY)"), 1.1, Align.RIGHT),
        Column(say("备注", "Remark"), 1.2),
    )
    plain = ("number", "name", "brand", "model", "maker", "origin", "unit")
    lines = brief.dossier.where("price_line", tender=brief.tender.id if brief.tender else "")
    rows = [
        Row(
            (
                *(cell(line.text(key)) for key in plain),
                *(number_cell(line.number(key)) for key in ("quantity", "unit_price", "total")),
                cell(line.text("remark")),
            ),
            key=line.id,
        )
        for line in lines
    ]
    total = sum(value for line in lines if (value := line.number("total")) is not None)
    if lines:
        words = brief.tender.text("offer_total_words") if brief.tender else ""
        blank = [cell("") for _ in range(7)]
        label = cell(say("合计", "Total"), tone=Tone.STRONG)
        rows.append(Row((cell(""), label, *blank, number_cell(total or None), cell(words))))
    return Table(columns, tuple(rows), sheet=say("分项报价表", "Price lines"))


def config_table(brief: Brief) -> Table:
    """Return 配置清单."""
    keys = (
        "number",
        "name",
        "model",
        "quantity",
        "unit",
        "standard",
        "description",
        "clauses",
        "remark",
    )
    weights = (0.5, 1.5, 1.5, 0.6, 0.5, 0.7, 3, 1, 0.8)
    records = brief.dossier.where("config_item", tender=brief.tender.id if brief.tender else "")
    return record_table(
        brief,
        "config_item",
        records,
        keys,
        weights=weights,
        sheet=brief.say("配置清单", "Configuration"),
    )


def record_table(
    brief: Brief,
    kind: str,
    records: Iterable[Record],
    keys: tuple[str, ...],
    *,
    weights: tuple[float, ...] = (),
    sheet: str = "",
) -> Table:
    """Return a table of declared fields of one record kind."""
    declared = RECORD_KINDS[kind]
    shares = weights or tuple(1.0 for _ in keys)
    columns = tuple(
        Column(brief.text(declared.field(key).label), weight)
        for key, weight in zip(keys, shares, strict=True)
    )
    rows = tuple(
        Row(tuple(cell(value_of(r, key, brief)) for key in keys), key=r.id) for r in records
    )
    return Table(columns, rows, sheet=sheet)


def qualification_table(brief: Brief, annex: Annex) -> Table:
    """Return 资质清单: who supplies what, valid until when, on which page."""
    say = brief.say
    columns = (
        Column(say("序号", "No."), 0.5, Align.CENTRE),
        Column(say("文件名称", "Document"), 2.2),
        Column(say("提供方", "Provided by"), 1),
        Column(say("编号", "Number"), 1.7),
        Column(say("有效期至", "Valid until"), 1),
        Column(say("开标日状态", "On the opening day"), 1),
        Column(say("盖章签字", "Seal"), 0.8, Align.CENTRE),
        Column(say("页码", "Page"), 0.9, Align.CENTRE),
    )
    documents = brief.dossier.where("qualification", tender=brief.tender.id if brief.tender else "")
    rows = tuple(
        _qualification_row(brief, annex, n, record) for n, record in enumerate(documents, 1)
    )
    return Table(columns, rows, sheet=say("资质清单", "Qualifications"))


def evidence_id_of(brief: Brief, qualification: Record) -> str:
    """Return the evidence file behind a qualification document: its own, else its licence's."""
    licence = brief.dossier.find("licence", qualification.text("licence"))
    return qualification.text("evidence") or (licence.text("evidence") if licence else "")


def _qualification_row(brief: Brief, annex: Annex, n: int, document: Record) -> Row:
    licence = brief.dossier.find("licence", document.text("licence"))
    evidence = brief.dossier.find("evidence", evidence_id_of(brief, document))
    holders = [record for record in (document, licence, evidence) if record]
    expires = next((day for record in holders if (day := record.day("expires_on"))), None)
    number = next(
        (
            record.text("number")
            for record in (licence, evidence)
            if record and record.text("number")
        ),
        "",
    )
    opening = brief.tender.day("opening") if brief.tender else None
    expired = bool(expires and opening and expires < opening)
    state = brief.say("已过期", "expired") if expired else brief.say("有效", "valid")
    merged = (
        evidence is not None and evidence in annex.records and evidence.text("media_type") in MERGED
    )
    page: Content = (
        (PageRef(anchor_of(evidence.id), evidence.text("title")),)
        if merged and evidence
        else ("—",)
    )
    return Row(
        (
            cell(str(n)),
            cell(document.text("name")),
            cell(value_of(document, "provider", brief)),
            cell(number),
            cell(expires.isoformat() if expires else brief.say("长期/不适用", "no term")),
            cell(state, tone=Tone.BAD if expired else Tone.OK)
            if evidence
            else cell(brief.say("由提供方出具", "from the provider")),
            cell(brief.say("需", "yes") if document.flag("seal") else "—"),
            Cell(page),
        ),
        key=document.id,
    )


def evidence_table(brief: Brief, annex: Annex) -> Table:
    """Return 证据清单 with SHA-256 of the untouched originals and the page in the pack."""
    say = brief.say
    columns = (
        Column(say("序号", "No."), 0.5, Align.CENTRE),
        Column(say("证据名称", "Evidence"), 2.4),
        Column(say("种类", "Kind"), 1.2),
        Column(say("编号/版本", "Number, version"), 1.4),
        Column(say("出具单位", "Issuer"), 1.5),
        Column(say("页数", "Pages"), 0.5, Align.RIGHT),
        Column(say("本册页码", "Page here"), 0.7, Align.CENTRE),
        Column(say("原件 SHA-256（前 16 位）", "SHA-256 (first 16)"), 1.6),
    )
    rows = tuple(
        Row(
            (
                cell(str(n)),
                cell(record.text("title")),
                cell(value_of(record, "kind", brief)),
                cell(" ".join(filter(None, (record.text("number"), record.text("version"))))),
                cell(record.text("issuer")),
                number_cell(record.number("pages")),
                Cell(_page_of(brief, record)),
                cell(record.text("sha256")[:16]),
            ),
            key=record.id,
        )
        for n, record in enumerate(annex.records, 1)
    )
    return Table(columns, rows, sheet=say("证据清单", "Evidence"))


def _page_of(brief: Brief, record: Record) -> Content:
    if record.text("media_type") in MERGED:
        return (PageRef(anchor_of(record.id), record.text("title")),)
    return (brief.say("附件", "file"),)
