"""The traceability matrix as a document: claim, requirement, indicator, method, evidence, holes both ways."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell
from dossier_app.model.builders.tables import Head, columns
from dossier_app.model.document import Align, Document, Heading, Paragraph, Row, Table, Tone
from dossier_app.model.ptrfacts import live
from dossier_app.model.records import Record
from dossier_app.model.traceability import Chain, matrix

_HEADS: tuple[Head, ...] = (
    (Text("主张", "Claim"), 2.2, Align.LEFT),
    (Text("需求（功能）", "Requirement (function)"), 1.3, Align.LEFT),
    (Text("指标条款", "Clause"), 0.7, Align.LEFT),
    (Text("性能指标", "Indicator"), 2, Align.LEFT),
    (Text("方法条款", "Method"), 0.7, Align.LEFT),
    (Text("证据", "Evidence"), 1.8, Align.LEFT),
    (Text("缺口", "Holes"), 1, Align.LEFT),
)


def traceability_document(brief: Brief) -> Document:
    """Build the matrix; each hole is named in words in its own column."""
    say = brief.say
    chains = matrix(live(brief.dossier))
    title = say("追溯矩阵", "Traceability matrix")
    whole = sum(1 for chain in chains if chain.is_whole)
    counted = _COUNT.format(total=len(chains), whole=whole, open=len(chains) - whole)
    table = Table(
        columns(brief, _HEADS), tuple(_row(brief, chain) for chain in chains), sheet=title
    )
    header = f"{brief.dossier.heading.name}  ·  {title}"
    blocks = (Heading(1, title), Paragraph((brief.text(counted),)), table)
    return Document(
        "traceability",
        title,
        brief.lang,
        blocks,
        header=header,
        mark=brief.mark,
        contents=False,
        landscape=True,
    )


def _row(brief: Brief, chain: Chain) -> Row:
    say = brief.say
    indicator = chain.indicator
    wording = f"{indicator.text('name')}：{indicator.text('requirement')}" if indicator else ""
    holes = say("、", ", ").join(brief.text(hole) for hole in chain.holes)
    texts = (
        _text(chain.claim, "text"),
        _text(chain.function, "name"),
        _text(indicator, "clause"),
        wording,
        _text(chain.method, "clause"),
        say("；", "; ").join(file.text("title") for file in chain.evidence),
    )
    tone = Tone.WARNING if holes else Tone.OK
    return Row((*(cell(text) for text in texts), cell(holes or say("完整", "whole"), tone=tone)))


def _text(record: Record | None, key: str) -> str:
    return record.text(key) if record else ""


_COUNT = Text(
    "共 {total} 条链：{whole} 条完整，{open} 条有缺口。缺口两个方向都列出：主张没有指标，指标没有主张、方法或证据。",
    "{total} chains: {whole} whole, {open} with holes. Holes are listed both ways: claims without indicators, indicators without claim, method or evidence.",
)
