"""What the same claim means in China, under the FDA and in the EU, for a reader from abroad."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, answer_of, cell, pairs
from dossier_app.model.builders.tables import Head, columns
from dossier_app.model.document import Align, Block, Document, Heading, Paragraph, Row, Table, Tone
from dossier_app.model.packwork import Comparison
from dossier_app.model.rulepack import RulePack

_COLUMNS: tuple[Head, ...] = (
    (Text("事项", "Topic"), 1, Align.LEFT),
    (Text("中国", "China"), 2.4, Align.LEFT),
    (Text("美国", "United States"), 2.4, Align.LEFT),
    (Text("欧盟", "European Union"), 2.4, Align.LEFT),
    (Text("把握程度与依据", "Certainty and source"), 1.4, Align.LEFT),
)
_TITLE = Text("中国、美国、欧盟对照", "China, US and EU compared")
_NOTE = Text(
    "标 C 的内容未经证实，只作沟通起点，不可据以决策。",
    "What is marked C is unconfirmed: a start for talks, not a basis for decisions.",
)


def comparison_document(brief: Brief, pack: RulePack) -> Document:
    """Build the comparison table of the rule pack beside the product's own claim; each row keeps its certainty."""
    title, head = brief.text(_TITLE), brief.dossier.heading
    claim = pairs(
        brief,
        (brief.say("产品名称", "Product"), brief.dossier.text("claim.product_name")),
        (brief.say("适用范围", "Intended use"), brief.dossier.text("claim.intended_use")),
        (brief.say("产品定位", "Role"), answer_of("claim.role", brief)),
    )
    rows = tuple(_row(brief, pack, entry) for entry in pack.comparison)
    table = Table(columns(brief, _COLUMNS), rows, sheet=brief.say("对照", "Comparison"))
    note = Paragraph((brief.text(_NOTE),), Tone.MUTED)
    blocks: tuple[Block, ...] = (Heading(1, title), claim, table, note)
    header = f"{head.name}  ·  {title}"
    return Document(
        "comparison", title, brief.lang, blocks, header=header, mark=brief.mark, contents=False
    )


def _row(brief: Brief, pack: RulePack, entry: Comparison) -> Row:
    cited = "\n".join(brief.text(pack.cite_ref(ref, entry.certainty)) for ref in entry.cites)
    words = (entry.china, entry.usa, entry.europe)
    return Row(
        (
            cell(brief.text(entry.topic), tone=Tone.STRONG),
            *(cell(brief.text(word)) for word in words),
            cell(cited or entry.certainty.value),
        ),
        key=entry.key,
    )
