"""Tables that a tender shapes: its own heads, products of the lot, score index, signing list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from dossier_app.base.text import Text
from dossier_app.model.builders import tables
from dossier_app.model.builders.brief import Brief, cell, number_cell, value_of
from dossier_app.model.builders.evidence import MERGED, Annex, anchor_of
from dossier_app.model.builders.tables import CENTRE, LEFT, RIGHT, Head
from dossier_app.model.document import Cell, Column, Content, PageRef, Row, Table, Tone
from dossier_app.model.heads import column_of, columns_of
from dossier_app.model.lots import products
from dossier_app.model.records import Record
from dossier_app.model.scoring import score_sheet

_PRODUCTS: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, CENTRE),
    (Text("产品名称", "Product"), 2.4, LEFT),
    (Text("型号规格", "Model"), 1.2, LEFT),
    (Text("注册证编号", "Certificate"), 1.8, LEFT),
    (Text("核准的发布版本", "Approved release"), 1, LEFT),
    (Text("有效期至", "Valid until"), 1, LEFT),
    (Text("数量", "Quantity"), 0.6, RIGHT),
)
_SCORES: tuple[Head, ...] = (
    (Text("评标项目", "Group"), 1, LEFT),
    (Text("评标分项及评分标准", "Item and standard"), 3.4, LEFT),
    (Text("分值", "Points"), 0.6, RIGHT),
    (Text("自查情况", "Self-check"), 1.6, LEFT),
    (Text("预计得分", "Expected"), 0.7, RIGHT),
    (Text("本册页码", "Page here"), 1.2, LEFT),
    (Text("投标文件页码", "Page in the bid"), 0.8, LEFT),
)
_SIGNING: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, CENTRE),
    (Text("文件", "Document"), 2.4, LEFT),
    (Text("页码", "Page"), 0.8, CENTRE),
    (Text("由谁签章", "Who seals or signs"), 1.2, LEFT),
    (Text("方式", "How"), 1.8, LEFT),
    (Text("状态", "State"), 0.9, LEFT),
)


def product_table(brief: Brief) -> Table:
    """Return the products of the lot, each with its own approval."""
    rows = []
    for n, product in enumerate(products(brief.dossier, tables.tender_id(brief)), 1):
        edition = product.edition(brief.on)
        model = product.dossier.text("claim.model") if product.dossier else ""
        rows.append(
            Row(
                (
                    cell(str(n)),
                    cell(product.name()),
                    cell(model),
                    cell(edition.number if edition else brief.say("无有效注册证", "none in force")),
                    cell(edition.release_version if edition else ""),
                    cell(edition.expires_on.isoformat() if edition else ""),
                    number_cell(Decimal(product.quantity)),
                )
            )
        )
    return Table(tables.columns(brief, _PRODUCTS), tuple(rows))


def _head_of(brief: Brief, table: str) -> tuple[str, ...]:
    heads = brief.dossier.where("table_head", tender=tables.tender_id(brief), table=table)
    return columns_of(heads[-1]) if heads else ()


def official_deviations(
    brief: Brief, annex: Annex, requirements: Iterable[Record], kind: str
) -> Table:
    """Return a deviation table under the purchaser's own head where one is kept, else under the usual one."""
    usual = tables.deviation_table(brief, annex, requirements, "")
    head = _head_of(brief, kind)
    order = ("no", "clause", "requirement", "response", "deviation", "note", "evidence", "page")
    return _under(head, kind, usual, order) if head else usual


def official_sheets(brief: Brief, annex: Annex) -> tuple[Table, ...]:
    """Return the purchaser's own tables filled in, one sheet a table for which a head is kept."""
    found = []
    for kind, title in _OFFICIAL:
        if _head_of(brief, kind):
            rows = tables.requirements_of(brief, kind)
            own = official_prices(brief) if kind == "price" else None
            made = own or official_deviations(brief, annex, rows, kind)
            found.append(replace(made, sheet=brief.text(title), rows=_without_keys(made.rows)))
    return tuple(found)


def _without_keys(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows that an Excel round trip passes over: the same answers stand in the usual table."""
    return tuple(replace(row, key="", anchor="") for row in rows)


_OFFICIAL = (
    ("technical", Text("采购人技术偏离表", "Purchaser's technical table")),
    ("business", Text("采购人商务偏离表", "Purchaser's business table")),
    ("price", Text("采购人报价表", "Purchaser's price table")),
)


def official_prices(brief: Brief) -> Table:
    """Return the price lines under the purchaser's own head where one is kept, else under the usual one."""
    usual = tables.price_table(brief)
    head = _head_of(brief, "price")
    return prices_under(brief, usual, head) if head else usual


def prices_under(brief: Brief, usual: Table, head: tuple[str, ...]) -> Table:
    """Return the usual price table under other titles, with parameters and ceilings where they are asked for."""
    order = ("no", "name", "brand", "model", "maker", "origin", "unit", "quantity", "unit_price", "total", "remark")  # fmt: skip
    lines = brief.dossier.where("price_line", tender=tables.tender_id(brief))
    extra = {
        line.id: {
            "parameters": cell(line.text("parameters")),
            "ceiling": number_cell(line.number("ceiling")),
        }
        for line in lines
    }
    return _under(head, "price", usual, order, extra)


def _under(
    head: tuple[str, ...],
    kind: str,
    usual: Table,
    order: tuple[str, ...],
    extra: dict[str, dict[str, Cell]] | None = None,
) -> Table:
    """Return a table's rows under the purchaser's titles, copied word for word; a column not known stays empty."""
    keys = [column_of(kind, title) for title in head]
    shapes = dict(zip(order, usual.columns, strict=True))
    columns = tuple(
        Column(title, shapes[key].weight if key in shapes else 1.0,
               shapes[key].align if key in shapes else LEFT)
        for title, key in zip(head, keys, strict=True)
    )  # fmt: skip
    rows = []
    for row in usual.rows:
        cells = dict(zip(order, row.cells, strict=True)) | (extra or {}).get(row.key, {})
        made = tuple(cells.get(key, Cell(("",))) for key in keys)
        rows.append(Row(made, anchor=row.anchor, key=row.key))
    return Table(columns, tuple(rows), usual.caption, usual.sheet)


def score_table(brief: Brief, annex: Annex) -> Table:
    """Return 评分索引表: the standard word for word, the self-check, and the pages where it is shown."""
    sheet = score_sheet(brief.dossier, tables.tender_id(brief))
    requirements = tables.requirements_of(brief)
    rows = []
    for group in sheet.groups:
        rows += [_score_row(brief, annex, row, requirements) for row in group.rows]
    if rows:
        note = brief.say("合计", "Total")
        if sheet.open_stars:
            told = brief.say(
                "实质性条款未满足，不计预计得分", "substantive clauses open: none counted"
            )
        else:
            told = ""
        rows.append(
            Row(
                (
                    cell(note, tone=Tone.STRONG), cell(""), number_cell(sheet.total), cell(told),
                    number_cell(sheet.expected), cell(""), cell(""),
                )
            )
        )  # fmt: skip
    return Table(
        tables.columns(brief, _SCORES), tuple(rows), sheet=brief.say("评分索引", "Score index")
    )


def _score_row(brief: Brief, annex: Annex, row: Record, requirements: tuple[Record, ...]) -> Row:
    named = re.findall(r"\d+(?:\.\d+)*", row.text("clauses"))
    found = [each for each in requirements if each.text("number") in named]
    pages = _joined([(PageRef(f"req-{each.id}", each.text("number")),) for each in found])
    proof = brief.dossier.find("evidence", row.text("evidence"))
    if proof is not None and proof in annex.records and proof.text("media_type") in MERGED:
        pages = (
            *pages,
            *(("、",) if pages else ()),
            PageRef(anchor_of(proof.id), proof.text("title")),
        )
    links = [link for each in found for link in _links(brief, each)]
    return Row(
        (
            cell(row.text("group")),
            cell(row.text("item")),
            number_cell(row.number("points")),
            cell(row.text("note")),
            number_cell(row.number("expected")),
            Cell(pages or ("—",)),
            cell(tables.bidder_pages(links)),
        ),
        key=row.id,
    )


def _links(brief: Brief, requirement: Record) -> list[Record]:
    response = tables.responses_of(brief).get(requirement.id)
    if response is None:
        return []
    return [link for link in brief.dossier.all("link") if link.text("target") == response.id]


def _joined(parts: list[Content]) -> Content:
    made: list[str | PageRef] = []
    for part in parts:
        made.extend((["、"] if made else []) + list(part))
    return tuple(made)


def signing_table(brief: Brief, annex: Annex) -> Table:
    """Return 签章清单: every document to be sealed or signed, on which page, by whom, and whether it is done."""
    documents = [
        row
        for row in brief.dossier.where("qualification", tender=tables.tender_id(brief))
        if row.flag("seal") or row.text("signing")
    ]
    rows = tuple(_signing_row(brief, annex, n, each) for n, each in enumerate(documents, 1))
    sheet = brief.say("签章清单", "Signing list")
    return Table(tables.columns(brief, _SIGNING), rows, sheet=sheet)


def _signing_row(brief: Brief, annex: Annex, n: int, document: Record) -> Row:
    evidence = brief.dossier.find("evidence", tables.evidence_id_of(brief, document))
    inside = evidence is not None and evidence in annex.records
    done = document.flag("sealed")
    state = brief.say("已签章", "done") if done else brief.say("待签章", "to do")
    return Row(
        (
            cell(str(n)),
            cell(document.text("name")),
            Cell(_first_page(evidence) if inside and evidence else ("—",)),
            cell(value_of(document, "provider", brief)),
            cell(value_of(document, "signing", brief) or brief.say("按招标文件", "as asked")),
            cell(state, tone=Tone.OK if done else Tone.WARNING),
        ),
        key=document.id,
    )


def _first_page(evidence: Record) -> Content:
    """Return the page on which a merged file begins, a dash for files that are not merged."""
    if evidence.text("media_type") not in MERGED:
        return ("—",)
    return (PageRef(anchor_of(evidence.id), evidence.text("title")),)
