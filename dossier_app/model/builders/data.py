"""Data chapters (算法研究报告 part 4 tables, 数据来源合规性声明) and the claim-to-evidence matrix."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.model.builders import data_cases, tables
from dossier_app.model.builders.brief import Brief, answer_of, cell, value_of
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.document import (
    Align,
    Block,
    Column,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.records import Record

_TEXTS = (
    "provenance.summary",
    "provenance.personal_information",
    "provenance.genetic",
    "provenance.cross_border",
    "provenance.network",
    "provenance.cleaning",
    "provenance.split",
    "provenance.annotation_rules",
)
_TABLES = (
    (
        "institution",
        ("name", "department", "consent", "deid_type", "transfer", "retention"),
        (1.4, 0.8, 0.8, 0.8, 2, 2),
    ),
    (
        "dataset",
        (
            "name",
            "version",
            "role",
            "parent",
            "period_from",
            "period_to",
            "patients",
            "studies",
            "images",
        ),
        (2, 0.8, 1.2, 1.4, 1, 1, 0.7, 0.7, 0.8),
    ),
    (
        "annotation",
        (
            "dataset",
            "annotators",
            "qualification",
            "rules",
            "rounds",
            "arbitration",
            "agreement_metric",
            "agreement_value",
        ),
        (1.4, 0.6, 1.8, 1.8, 0.5, 1.4, 0.9, 0.7),
    ),
    (
        "result",
        (
            "metric",
            "value",
            "ci_low",
            "ci_high",
            "n",
            "criterion",
            "subgroup",
            "dataset",
            "dimension",
        ),
        (1.2, 0.7, 0.7, 0.7, 0.6, 1.8, 1, 1.3, 1),
    ),
)


def data_chapters(brief: Brief) -> Document:
    """Build the data chapters. Source: CMDE 通告 2022年第8号 (algorithm report, data control)."""
    title = brief.say("数据来源与质控", "Data sources and quality control")
    blocks = (
        *data_cases.declaration(brief),
        *_texts(brief),
        *data_cases.legal_routes(brief),
        *data_cases.lineage(brief),
        *_tables(brief),
        *data_cases.independence(brief),
        *data_cases.distributions(brief),
    )
    head = brief.dossier.heading
    cover = Cover(
        title,
        brief.dossier.text("claim.product_name") or head.name,
        ((brief.say("编制日期", "Prepared on"), brief.on.isoformat()),),
    )
    return Document(
        "data-chapters",
        title,
        brief.lang,
        blocks,
        cover=cover,
        header=f"{head.name}  ·  {title}",
        mark=brief.mark,
    )


def _texts(brief: Brief) -> Iterator[Block]:
    yield Heading(1, brief.say("来源与质控说明", "Sources and control"))
    for key in _TEXTS:
        yield Heading(2, brief.text(FIELDS[key].label))
        for line in (answer_of(key, brief) or brief.say("（未填写）", "(not answered)")).split(
            "\n"
        ):
            yield Paragraph((line,))


def _tables(brief: Brief) -> Iterator[Block]:
    for kind, keys, weights in _TABLES:
        label = brief.text(RECORD_KINDS[kind].label)
        yield Heading(1, label)
        listing = tables.Listing(kind, keys, weights, RECORD_KINDS[kind].label)
        yield tables.record_table(brief, listing, brief.dossier.all(kind))


def matrix_document(brief: Brief) -> Document:
    """Build claims x evidence dimensions: how many results or links stand behind each cell, holes named."""
    title = brief.say("主张—证据矩阵", "Claim-to-evidence matrix")
    dimensions = RECORD_KINDS["result"].field("dimension").options
    columns = (
        Column(brief.say("主张", "Claim"), 3.2),
        Column(brief.say("类型", "Kind"), 0.9),
        *(Column(brief.text(option.label), 0.8, Align.CENTRE) for option in dimensions),
        Column(brief.say("已接受缺口", "Accepted gap"), 1.2),
    )
    rows = tuple(
        _matrix_row(brief, claim, tuple(o.key for o in dimensions))
        for claim in brief.dossier.all("claim_item")
    )
    head = brief.dossier.heading
    blocks: tuple[Block, ...] = (Heading(1, title), Table(columns, rows, sheet=title))
    return Document(
        "matrix",
        title,
        brief.lang,
        blocks,
        header=f"{head.name}  ·  {title}",
        mark=brief.mark,
        contents=False,
    )


def _matrix_row(brief: Brief, claim: Record, dimensions: tuple[str, ...]) -> Row:
    found = evidence_dimensions(brief, claim)
    cells = [cell(claim.text("text")), cell(value_of(claim, "kind", brief))]
    for dimension in dimensions:
        n = found.get(dimension, 0)
        cells.append(cell(str(n), tone=Tone.OK) if n else cell("—", tone=Tone.MUTED))
    return Row((*cells, cell(claim.text("accepted_gap"))), key=claim.id)


def evidence_dimensions(brief: Brief, claim: Record) -> dict[str, int]:
    """Count the results behind a claim by dimension: its own result and those its evidence links hold."""
    own = claim.text("result")
    linked = {link.text("evidence") for link in brief.dossier.where("link", target=claim.id)}
    counts: dict[str, int] = {}
    for result in brief.dossier.all("result"):
        if result.id == own or (result.text("evidence") and result.text("evidence") in linked):
            counts[result.text("dimension")] = counts.get(result.text("dimension"), 0) + 1
    return counts
