"""What the same claim means in China, under the FDA and in the EU, for a reader from abroad."""

from __future__ import annotations

from dossier_app.model.builders.brief import Brief, answer_of, cell, pairs
from dossier_app.model.document import Block, Column, Document, Heading, Paragraph, Row, Table, Tone
from dossier_app.model.rulepack import RulePack


def comparison_document(brief: Brief, pack: RulePack) -> Document:
    """Build the comparison table of the rule pack beside the product's own claim; each row keeps its certainty."""
    say = brief.say
    title = say("中国、美国、欧盟对照", "China, US and EU compared")
    columns = (
        Column(say("事项", "Topic"), 1),
        Column(say("中国", "China"), 2.4),
        Column(say("美国", "United States"), 2.4),
        Column(say("欧盟", "European Union"), 2.4),
        Column(say("把握程度与依据", "Certainty and source"), 1.4),
    )
    rows = tuple(
        Row(
            (
                cell(brief.text(row.topic), tone=Tone.STRONG),
                cell(brief.text(row.china)),
                cell(brief.text(row.usa)),
                cell(brief.text(row.europe)),
                cell(
                    "\n".join(brief.text(pack.cite_ref(ref, row.certainty)) for ref in row.cites)
                    or row.certainty.value
                ),
            ),
            key=row.key,
        )
        for row in pack.comparison
    )
    note = say(
        "标 C 的内容未经证实，只作沟通起点，不可据以决策。",
        "What is marked C is unconfirmed: a start for talks, not a basis for decisions.",
    )
    claim = pairs(
        brief,
        (say("产品名称", "Product"), brief.dossier.text("claim.product_name")),
        (say("适用范围", "Intended use"), brief.dossier.text("claim.intended_use")),
        (say("产品定位", "Role"), answer_of("claim.role", brief)),
    )
    blocks: tuple[Block, ...] = (
        Heading(1, title),
        claim,
        Table(columns, rows, sheet=say("对照", "Comparison")),
        Paragraph((note,), Tone.MUTED),
    )
    head = brief.dossier.heading
    return Document(
        "comparison",
        title,
        brief.lang,
        blocks,
        header=f"{head.name}  ·  {title}",
        mark=brief.mark,
        contents=False,
    )
