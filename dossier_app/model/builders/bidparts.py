"""The parts of a bid support file: products, deviation tables, qualifications, plans, scores, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier_app.base.text import Text
from dossier_app.model.builders import bidtables, tables
from dossier_app.model.builders.brief import Brief, answer_of, edition_pairs, pairs
from dossier_app.model.builders.evidence import MERGED, Annex
from dossier_app.model.builders.tables import Listing
from dossier_app.model.definition import FIELDS
from dossier_app.model.document import Block, Heading, PageBreak, Paragraph, Tone
from dossier_app.model.edition import ApprovedEdition
from dossier_app.model.lots import companions, product_of, products
from dossier_app.model.records import Record

_PLANS: tuple[tuple[str, Listing | None], ...] = (
    (
        "tender.implementation",
        Listing(
            "rollout", ("step", "owner", "from_day", "to_day", "result"), (2, 1.2, 0.8, 0.8, 2)
        ),
    ),
    (
        "tender.training",
        Listing(
            "training", ("topic", "audience", "hours", "sessions", "check"), (2, 1.6, 0.7, 0.7, 2)
        ),
    ),
    ("tender.service", None),
    (
        "tender.acceptance",
        Listing("acceptance", ("item", "method", "criterion", "clause"), (1.4, 3, 1.8, 0.8)),
    ),
    ("tender.security", None),
)
_INTERFACES = Listing(
    "integration",
    ("system", "vendor", "protocol", "owner", "cost", "days", "proof"),
    (0.8, 1.1, 2, 1, 1, 0.8, 1.6),
)
_PRODUCT_TABLES: tuple[tuple[Text, Listing], ...] = (
    (
        Text("功能与核准状态", "Functions and approval"),
        Listing(
            "function",
            ("name", "type", "conclusion", "description", "registered"),
            (1.4, 1.1, 0.9, 3.4, 1),
        ),
    ),
    (
        Text("输出与责任", "Outputs and accountability"),
        Listing(
            "output",
            ("name", "recipient", "within", "acts", "signs", "accountable"),
            (1.4, 1, 0.8, 1.2, 1, 1.2),
        ),
    ),
    (
        Text("系统集成", "Integration"),
        Listing(
            "interface", ("system", "protocol", "direction", "description"), (0.8, 2, 1.2, 2.5)
        ),
    ),
)
_SERVICE_TABLES: tuple[tuple[Text, Listing], ...] = (
    (
        Text("服务网点", "Service points"),
        Listing(
            "service_point",
            (
                "name",
                "cities",
                "engineer",
                "certificate",
                "response_hours",
                "onsite_hours",
                "contract_until",
            ),
            (1.6, 1.8, 1, 1.6, 0.9, 0.9, 1.1),
        ),
    ),
    (
        Text("业绩", "References"),
        Listing("reference_case", ("hospital", "project", "signed_on", "product")),
    ),
)
CHAIN = Listing(
    "authorisation",
    ("from_party", "to_party", "number", "product", "territory", "issued_on", "expires_on"),
)
DEVIATIONS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("技术规格响应/偏离表", "Technical response and deviation table"), ("technical",)),
    (Text("商务条款响应/偏离表", "Business terms response and deviation table"), ("business",)),
    (
        Text("资格与其他要求响应表", "Qualification and other requirements"),
        ("qualification", "other"),
    ),
)
FACTS_ANCHOR = "facts"


def facts(
    brief: Brief, edition: ApprovedEdition | None, offered: tuple[tuple[str, str], ...]
) -> Iterator[Block]:
    """Yield the product and what is approved of it, then the other products of the lot, each with its own."""
    others = tuple(companions(brief.dossier, tables.tender_id(brief)))
    yield Heading(1, brief.say("产品与核准范围", "Product and approved scope"), FACTS_ANCHOR)
    if others:
        yield Heading(2, brief.say("包内产品一览", "Products of the lot"))
        yield bidtables.product_table(brief)
    yield Heading(2, brief.say("投标产品", "Product offered"))
    yield pairs(brief, *offered)
    yield from _approved(brief, edition)
    for product in others:
        if product.dossier is not None:
            own = replace(brief, dossier=product.dossier)
            title = brief.say(
                f"包内产品：{product.name()}", f"Product of the lot: {product.name()}"
            )
            yield Heading(1, title)
            yield from _approved(own, product.edition(brief.on))


def _approved(brief: Brief, edition: ApprovedEdition | None) -> Iterator[Block]:
    say = brief.say
    yield Heading(2, say("核准版（判定日有效）", "Approved edition in force"))
    if edition is None:
        yield Paragraph(
            (say("判定日没有有效的注册证。", "No certificate is in force on the judged date."),),
            Tone.BAD,
        )
    else:
        yield edition_pairs(brief, edition)
    for title, listing in _PRODUCT_TABLES:
        yield Heading(2, brief.text(title))
        yield tables.record_table(brief, listing, brief.dossier.all(listing.kind))


def deviations(brief: Brief, annex: Annex, *kinds: str) -> Iterator[Block]:
    """Yield the deviation tables, of these kinds of requirement or of all: one a product where the lot has several."""
    for title, members in DEVIATIONS:
        rows = tables.requirements_of(brief, *members)
        if not rows or (kinds and members[0] not in kinds):
            continue
        yield PageBreak()
        yield Heading(1, brief.text(title))
        for name, own in _by_product(brief, rows):
            if name:
                yield Heading(2, name)
            yield bidtables.official_deviations(brief, annex, own, members[0])


def _by_product(brief: Brief, rows: tuple[Record, ...]) -> Iterator[tuple[str, tuple[Record, ...]]]:
    if len(products(brief.dossier, tables.tender_id(brief))) == 1:
        yield "", rows
        return
    groups: dict[str, list[Record]] = {}
    for row in rows:
        groups.setdefault(product_of(brief.dossier, row).name(), []).append(row)
    for name, members in groups.items():
        yield name, tuple(members)


def qualifications(brief: Brief, annex: Annex) -> Iterator[Block]:
    """Yield the qualification documents, the chain of letters to this bidder, and what is to be sealed."""
    yield PageBreak()
    yield Heading(1, brief.say("资格证明文件", "Qualification documents"))
    yield tables.qualification_table(brief, annex)
    chain = letters(brief)
    if chain:
        yield Heading(2, brief.say("授权链", "Chain of authorisation"))
        yield tables.record_table(brief, CHAIN, chain)
    signing = bidtables.signing_table(brief, annex)
    if signing.rows:
        yield Heading(2, brief.say("签章清单", "What is to be sealed and signed"))
        yield signing


def letters(brief: Brief) -> tuple[Record, ...]:
    """Return the valid letters of the tender that lead to this pack's distributor; all where there is none."""
    found = tuple(
        row
        for row in brief.dossier.where("authorisation", tender=tables.tender_id(brief))
        if not row.day("withdrawn_on") and row.text("state") in ("", "issued")
    )
    if brief.distributor is None:
        return found
    wanted, kept = {brief.distributor.id}, set[str]()
    while givers := {r.text("from_party") for r in found if r.text("to_party") in wanted} - wanted:
        wanted |= givers
    kept = {row.id for row in found if row.text("to_party") in wanted}
    return tuple(row for row in found if row.id in kept)


def plans(brief: Brief) -> Iterator[Block]:
    """Yield implementation with interfaces one by one, training, service and acceptance, with their tables."""
    yield PageBreak()
    yield Heading(1, brief.say("实施、培训与服务", "Implementation, training and service"))
    tender = tables.tender_id(brief)
    own = brief.tender.text("interfaces_plan") if brief.tender else ""
    interfaces = brief.dossier.where("integration", tender=tender)
    if own or interfaces:
        yield Heading(2, brief.say("本项目接口与部署", "Interfaces and deployment of this project"))
        yield from _paragraphs(own)
    if interfaces:
        yield tables.record_table(brief, _INTERFACES, interfaces)
    for key, listing in _PLANS:
        text = answer_of(key, brief)
        rows = brief.dossier.where(listing.kind, tender=tender) if listing else ()
        if text or rows:
            yield Heading(2, brief.text(FIELDS[key].label))
            yield from _paragraphs(text)
        if rows and listing:
            yield tables.record_table(brief, listing, rows)
    for title, shared in _SERVICE_TABLES:
        records = brief.dossier.all(shared.kind)
        if records:
            yield Heading(2, brief.text(title))
            yield tables.record_table(brief, shared, records)


def scores(brief: Brief, annex: Annex) -> Iterator[Block]:
    """Yield 评分索引表, where the tender has a score sheet."""
    table = bidtables.score_table(brief, annex)
    if table.rows:
        yield PageBreak()
        yield Heading(1, brief.say("评分索引表", "Score index"))
        yield table


def prices(brief: Brief) -> Iterator[Block]:
    """Yield price lines and configuration; the supply price is not among the columns."""
    for title, table in (
        (brief.say("分项报价表", "Price lines"), bidtables.official_prices(brief)),
        (brief.say("配置清单", "Configuration"), tables.config_table(brief)),
    ):
        if table.rows:
            yield PageBreak()
            yield Heading(1, title)
            yield replace(table, sheet="")


def _paragraphs(text: str) -> Iterator[Block]:
    return (Paragraph((line.strip(),)) for line in text.split("\n") if line.strip())


def evidence(brief: Brief, annex: Annex) -> Iterator[Block]:
    """Yield the list of evidence, what was left out, and the files themselves."""
    yield PageBreak()
    yield Heading(1, brief.say("证明材料", "Evidence"))
    yield tables.evidence_table(brief, annex)
    for omission in annex.omitted:
        line = brief.say(
            f"未随包：{omission.what}（{omission.why.zh}）",
            f"Left out: {omission.what} ({omission.why.en})",
        )
        yield Paragraph((line,), Tone.WARNING)
    for record in annex.records:
        if record.text("media_type") in MERGED:
            yield annex.attachment(record)
