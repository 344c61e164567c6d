"""The tables of a bid: deviation tables, price, configuration, qualification, evidence, references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell, number_cell, value_of
from dossier_app.model.builders.evidence import MERGED, Annex, anchor_of, cite_pages
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.document import Align, Cell, Column, Content, PageRef, Row, Table, Tone
from dossier_app.model.records import Record

Head = tuple[Text, float, Align]
"""A column's title, share of the width and alignment."""
LEFT, CENTRE, RIGHT = Align.LEFT, Align.CENTRE, Align.RIGHT
_L, _C, _R = LEFT, CENTRE, RIGHT
_DEVIATION_TONE = {"none": Tone.NORMAL, "positive": Tone.OK, "negative": Tone.BAD, "": Tone.BAD}
NOTHING = Text("", "")
_UNANSWERED = Text("未响应", "not answered")
_DEVIATION_HEAD = Text("偏离情况", "Deviation")

_DEVIATION: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, _C),
    (Text("条款号（含标记）", "Clause (with mark)"), 0.9, _L),
    (Text("招标要求", "Requirement"), 2.75, _L),
    (Text("投标响应", "Response"), 2.75, _L),
    (_DEVIATION_HEAD, 1.15, _C),
    (Text("偏离说明", "Explanation"), 1.9, _L),
    (Text("证明材料名称及页码", "Evidence and page"), 2.4, _L),
    (Text("投标文件页码", "Page in the bid"), 0.8, _C),
)
_PRICE: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, _C),
    (Text("产品名称", "Product"), 2, _L),
    (Text("品牌", "Brand"), 0.8, _L),
    (Text("规格型号", "Model"), 1.4, _L),
    (Text("制造商", "Maker"), 1.5, _L),
    (Text("产地", "Origin"), 0.8, _L),
    (Text("单位", "Unit"), 0.5, _C),
    (Text("数量", "Quantity"), 0.7, _R),
    (Text("单价（元）", "Unit price (CNY)"), 1.1, _R),
    (Text("合计（元）", "Total (CNY)"), 1.1, _R),
    (Text("备注", "Remark"), 1.2, _L),
)
_QUALIFICATION: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, _C),
    (Text("文件名称", "Document"), 2.2, _L),
    (Text("提供方", "Provided by"), 1, _L),
    (Text("编号", "Number"), 1.7, _L),
    (Text("有效期至", "Valid until"), 1, _L),
    (Text("开标日状态", "On the opening day"), 1, _L),
    (Text("盖章签字", "Seal"), 0.8, _C),
    (Text("页码", "Page"), 0.9, _C),
)
_EVIDENCE: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, _C),
    (Text("证据名称", "Evidence"), 2.4, _L),
    (Text("种类", "Kind"), 1.2, _L),
    (Text("编号/版本", "Number, version"), 1.4, _L),
    (Text("出具单位", "Issuer"), 1.5, _L),
    (Text("页数", "Pages"), 0.5, _R),
    (Text("本册页码", "Page here"), 0.7, _C),
    (Text("原件 SHA-256（前 16 位）", "SHA-256 (first 16)"), 1.6, _L),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which declared fields of a record kind a table shows, their shares of the width, and its sheet."""

    kind: str
    keys: tuple[str, ...]
    weights: tuple[float, ...] = ()
    sheet: Text = NOTHING


CONFIGURATION = Listing(
    "config_item",
    ("number", "name", "model", "quantity", "unit", "standard", "description", "clauses", "remark"),
    (0.5, 1.5, 1.5, 0.6, 0.5, 0.7, 3, 1, 0.8),
    Text("配置清单", "Configuration"),
)


def columns(brief: Brief, heads: Iterable[Head]) -> tuple[Column, ...]:
    """Return the columns of some heads in the brief's language."""
    return tuple(Column(brief.text(title), weight, align) for title, weight, align in heads)


def record_table(brief: Brief, listing: Listing, records: Iterable[Record]) -> Table:
    """Return a table of declared fields of one record kind."""
    kind = RECORD_KINDS[listing.kind]
    weights = listing.weights or (1.0,) * len(listing.keys)
    found = tuple(
        Column(brief.text(kind.field(key).label), weight)
        for key, weight in zip(listing.keys, weights, strict=True)
    )
    rows = tuple(
        Row(tuple(cell(value_of(record, key, brief)) for key in listing.keys), key=record.id)
        for record in records
    )
    return Table(found, rows, sheet=brief.text(listing.sheet))


def tender_id(brief: Brief) -> str:
    """Return the id of the brief's tender, empty when there is none."""
    return brief.tender.id if brief.tender else ""


def requirements_of(brief: Brief, *kinds: str) -> tuple[Record, ...]:
    """Return the tender's requirements of the given kinds in the buyer's order."""
    rows = brief.dossier.where("requirement", tender=tender_id(brief))
    return tuple(row for row in rows if not kinds or row.text("kind") in kinds)


def responses_of(brief: Brief) -> dict[str, Record]:
    """Return the tender's answers by requirement id."""
    rows = brief.dossier.where("response", tender=tender_id(brief))
    return {row.text("requirement"): row for row in rows}


def links_by_target(brief: Brief) -> dict[str, list[Record]]:
    """Return the dossier's evidence links by the id of the record they belong to."""
    found: dict[str, list[Record]] = {}
    for link in brief.dossier.all("link"):
        found.setdefault(link.text("target"), []).append(link)
    return found


def deviation_label(brief: Brief, response: Record | None) -> str:
    """Return the deviation as a reader sees it, 未响应 where there is no answer."""
    if response is None or not response.text("deviation"):
        return brief.text(_UNANSWERED)
    return value_of(response, "deviation", brief)


def deviation_table(
    brief: Brief, annex: Annex, requirements: Iterable[Record], sheet: str
) -> Table:
    """Return 响应/偏离表: one row a clause, requirement word for word, page columns last."""
    responses, links = responses_of(brief), links_by_target(brief)
    rows = []
    for n, requirement in enumerate(requirements, 1):
        response = responses.get(requirement.id)
        proofs = links.get(response.id, []) if response else []
        pages = (Cell(cite_pages(brief, annex, proofs)), cell(bidder_pages(proofs)))
        rows.append(_deviation_row(brief, n, requirement, response, pages=pages))
    return Table(_deviation_columns(brief), tuple(rows), sheet=sheet)


def bidder_pages(proofs: Iterable[Record]) -> str:
    """Return the pages of the bidder's own file on which the linked evidence stands, empty when not known."""
    return "；".join(dict.fromkeys(filter(None, (link.text("bidder_pages") for link in proofs))))


def _deviation_columns(brief: Brief) -> tuple[Column, ...]:
    options = RECORD_KINDS["response"].field("deviation").options
    choices = tuple(brief.text(option.label) for option in options)
    return tuple(
        replace(column, choices=choices) if title is _DEVIATION_HEAD else column
        for column, (title, _, _) in zip(columns(brief, _DEVIATION), _DEVIATION, strict=True)
    )


def _deviation_row(
    brief: Brief, n: int, requirement: Record, response: Record | None, *, pages: tuple[Cell, Cell]
) -> Row:
    marks = requirement.text("effective_marks") or requirement.text("marks")
    tone = _DEVIATION_TONE[response.text("deviation") if response else ""]
    return Row(
        (
            cell(str(n)),
            cell(
                f"{marks}{requirement.text('number')}",
                tone=Tone.STRONG if "★" in marks else Tone.NORMAL,
            ),
            cell(requirement.text("text")),
            cell(response.text("text") if response else ""),
            cell(deviation_label(brief, response), tone=tone),
            cell(response.text("note") if response else ""),
            *pages,
        ),
        anchor=f"req-{requirement.id}",
        key=response.id if response else requirement.id,
    )


def price_table(brief: Brief) -> Table:
    """Return 分项报价表 with its sum; the supply price is never among the columns."""
    lines = brief.dossier.where("price_line", tender=tender_id(brief))
    rows = [_price_row(line) for line in lines]
    total = sum(value for line in lines if (value := line.number("total")) is not None)
    if lines:
        words = brief.tender.text("offer_total_words") if brief.tender else ""
        label = cell(brief.say("合计", "Total"), tone=Tone.STRONG)
        blank = [cell("") for _ in range(7)]
        rows.append(Row((cell(""), label, *blank, number_cell(total or None), cell(words))))
    sheet = brief.say("分项报价表", "Price lines")
    return Table(columns(brief, _PRICE), tuple(rows), sheet=sheet)


def _price_row(line: Record) -> Row:
    words = ("number", "name", "brand", "model", "maker", "origin", "unit")
    figures = ("quantity", "unit_price", "total")
    return Row(
        (
            *(cell(line.text(key)) for key in words),
            *(number_cell(line.number(key)) for key in figures),
            cell(line.text("remark")),
        ),
        key=line.id,
    )


def config_table(brief: Brief) -> Table:
    """Return 配置清单."""
    records = brief.dossier.where("config_item", tender=tender_id(brief))
    return record_table(brief, CONFIGURATION, records)


def qualification_table(brief: Brief, annex: Annex) -> Table:
    """Return 资质清单: who supplies what, valid until when, on which page."""
    documents = brief.dossier.where("qualification", tender=tender_id(brief))
    rows = tuple(_qualification_row(brief, annex, n, each) for n, each in enumerate(documents, 1))
    sheet = brief.say("资质清单", "Qualifications")
    return Table(columns(brief, _QUALIFICATION), rows, sheet=sheet)


def evidence_id_of(brief: Brief, qualification: Record) -> str:
    """Return the evidence file behind a qualification document: its own, else its licence's."""
    licence = brief.dossier.find("licence", qualification.text("licence"))
    return qualification.text("evidence") or (licence.text("evidence") if licence else "")


def _qualification_row(brief: Brief, annex: Annex, n: int, document: Record) -> Row:
    licence = brief.dossier.find("licence", document.text("licence"))
    evidence = brief.dossier.find("evidence", evidence_id_of(brief, document))
    papers = [record for record in (document, licence, evidence) if record]
    expires = next((day for record in papers if (day := record.day("expires_on"))), None)
    numbers = (record.text("number") for record in papers if record is not document)
    inside = evidence if evidence in annex.records else None
    return Row(
        (
            cell(str(n)),
            cell(document.text("name")),
            cell(value_of(document, "provider", brief)),
            cell(next(filter(None, numbers), "")),
            cell(expires.isoformat() if expires else brief.say("长期/不适用", "no term")),
            _state_cell(brief, evidence, expired=_expired(brief, papers)),
            cell(brief.say("需", "yes") if document.flag("seal") else "—"),
            Cell(_page_of(brief, inside)),
        ),
        key=document.id,
    )


def _expired(brief: Brief, papers: list[Record]) -> bool:
    opening = brief.tender.day("opening") if brief.tender else None
    days = (record.day("expires_on") for record in papers)
    return opening is not None and any(day is not None and day < opening for day in days)


def _state_cell(brief: Brief, evidence: Record | None, *, expired: bool) -> Cell:
    if evidence is None:
        return cell(brief.say("由提供方出具", "from the provider"))
    if expired:
        return cell(brief.say("已过期", "expired"), tone=Tone.BAD)
    return cell(brief.say("有效", "valid"), tone=Tone.OK)


def evidence_table(brief: Brief, annex: Annex) -> Table:
    """Return 证据清单 with SHA-256 of the untouched originals and the page in the pack."""
    rows = tuple(_evidence_row(brief, n, record) for n, record in enumerate(annex.records, 1))
    sheet = brief.say("证据清单", "Evidence")
    return Table(columns(brief, _EVIDENCE), rows, sheet=sheet)


def _evidence_row(brief: Brief, n: int, record: Record) -> Row:
    return Row(
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


def _page_of(brief: Brief, record: Record | None) -> Content:
    if record is None:
        return ("—",)
    if record.text("media_type") in MERGED:
        return (PageRef(anchor_of(record.id), record.text("title")),)
    return (brief.say("附件", "file"),)
