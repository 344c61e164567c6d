"""Parts of the survey pack: the registrant's papers, a quotation letter, and nothing that only one maker can meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier_app.base.text import Text
from dossier_app.model.builders import bidtables, tables
from dossier_app.model.builders.brief import Brief, cell
from dossier_app.model.builders.evidence import Omission
from dossier_app.model.builders.tables import CENTRE, LEFT, RIGHT, Head
from dossier_app.model.document import Block, Heading, Paragraph, Row, Table
from dossier_app.model.records import Record

_EXCLUSIVE = re.compile(
    r"独家|唯一|独有|仅有(?:本|我)|首创|首家|行业(?:领先|第一)|第一品牌|专利(?:技术|号)?|同类(?:产品)?(?:最|领先)|[Pp]atent|exclusive"
)
"""Words that make a parameter point to one supplier. Source: 政府采购法实施条例 第二十条（三）."""
_QUOTE: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, CENTRE),
    (Text("产品名称", "Product"), 2.4, LEFT),
    (Text("规格型号", "Model"), 1.4, LEFT),
    (Text("单位", "Unit"), 0.6, CENTRE),
    (Text("数量", "Quantity"), 0.7, RIGHT),
    (Text("单价（元）", "Unit price (CNY)"), 1.1, RIGHT),
    (Text("合计（元）", "Total (CNY)"), 1.1, RIGHT),
    (Text("备注", "Remark"), 1.2, LEFT),
)
_HEAD = ("序号", "产品名称", "规格型号", "单位", "数量", "单价（元）", "合计（元）", "备注")
_WHY = Text(
    "含有排他性表述，调研材料不写指向单一供应商的参数",
    "its wording points to one supplier; survey material must not",
)


def neutral_rows(
    records: Iterable[Record], *keys: str
) -> tuple[tuple[Record, ...], tuple[Omission, ...]]:
    """Return the records without exclusive wording, and those left out for it."""
    kept, omitted = [], []
    for record in records:
        if any(_EXCLUSIVE.search(record.text(key)) for key in keys):
            omitted.append(Omission(record.text(keys[0]), _WHY))
        else:
            kept.append(record)
    return tuple(kept), tuple(omitted)


def papers(brief: Brief) -> tuple[Record, ...]:
    """Return 三证: business licence and production licence of the registrant, certificate and change files."""
    held = brief.dossier.where("licence", party=brief.dossier.text("claim.registrant"))
    licences = [row for row in held if row.text("kind") in ("business", "production")]
    dossier = brief.dossier
    return (*licences, *dossier.all("certificate"), *dossier.all("change_file"))


def quotation(brief: Brief) -> Iterator[Block]:
    """Yield 报价函: the prices of the tender it is made for, else one line to be filled in by hand."""
    say = brief.say
    yield Heading(1, say("报价函", "Quotation"))
    whom = brief.tender.text("purchaser") if brief.tender else ""
    yield Paragraph(
        (
            say(
                f"致：{whom or '________'}。现就下列产品报价，供市场调研参考，不构成投标。",
                f"To: {whom or '________'}. These prices are for market research and are no bid.",
            ),
        )
    )
    yield _quote_table(brief)
    lines = (
        say("报价有效期：自出具之日起 90 日。", "Valid for 90 days from the date of issue."),
        say("报价单位（盖章）：________________", "Firm (seal): ________________"),
        say("联系人及电话：________________", "Contact and telephone: ________________"),
    )
    yield from (Paragraph((line,)) for line in lines)


def _quote_table(brief: Brief) -> Table:
    usual = tables.price_table(brief)
    if brief.tender is not None and usual.rows:
        return bidtables.prices_under(brief, usual, _HEAD)
    product = brief.dossier.text("claim.product_name"), brief.dossier.text("claim.model")
    row = Row(
        (cell("1"), cell(product[0]), cell(product[1]), cell("套"), *(cell("") for _ in "1234"))
    )
    return Table(tables.columns(brief, _QUOTE), (row,), sheet=brief.say("报价函", "Quotation"))
