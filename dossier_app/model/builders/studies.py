"""The software, cybersecurity and algorithm reports: the pack's outline at the depth of the level, filled, with what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell, value_of
from dossier_app.model.builders.evidence import Omission
from dossier_app.model.builders.studyparts import PARTS, Study, open_capabilities, texts
from dossier_app.model.builders.tables import Head, columns
from dossier_app.model.document import Align, Block, Cover, Document, Heading, Paragraph, Row, Table
from dossier_app.model.packlaw import OutlineItem
from dossier_app.model.ptrfacts import live
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

TITLES = {
    "software": Text("软件研究报告", "Software study report"),
    "cybersecurity": Text("网络安全研究报告", "Cybersecurity study report"),
    "algorithm": Text("算法研究报告", "Algorithm study report"),
}
LEVELS = ("minor", "moderate", "serious")


@dataclass(frozen=True, slots=True)
class Built:
    """A report and what is missing in it."""

    document: Document
    missing: tuple[Omission, ...]


def study_report(brief: Brief, pack: RulePack, report: str) -> Built:
    """Build a report at the depth of the dossier's safety level; without one, at the depth of the highest.

    Source: CMDE 通告 2022年第9号, 2022年第7号, 2022年第8号.
    """
    brief = replace(brief, dossier=live(brief.dossier))
    level = brief.dossier.text("classification.safety_level")
    study = Study(brief, pack, level if level in LEVELS else "serious")
    items = tuple(item for item in pack.outlines if item.report == report)
    blocks: list[Block] = []
    gaps: list[tuple[OutlineItem, str]] = []
    for each in _studies(study, report):
        if each.function is not None:
            blocks.append(Heading(1, each.function.text("name")))
        for item in items:
            found, gap = _part(each, item)
            blocks += found
            if gap:
                gaps.append((item, gap))
    blocks += _missing(brief, pack, gaps)
    omitted = (
        Omission(f"{item.number} {brief.text(item.title)}", _LACKS.format(what=gap))
        for item, gap in gaps
    )
    return Built(_document(study, report, tuple(blocks)), tuple(dict.fromkeys(omitted)))


def _document(study: Study, report: str, blocks: tuple[Block, ...]) -> Document:
    brief = study.brief
    title = brief.text(TITLES[report])
    name = brief.dossier.text("claim.product_name") or brief.dossier.heading.name
    return Document(
        f"{report}-report",
        title,
        brief.lang,
        blocks,
        cover=Cover(title, name, _lines(study)),
        header=f"{name}  ·  {title}",
        mark=brief.mark,
    )


def _studies(study: Study, report: str) -> Iterator[Study]:
    """Yield one study; of the algorithm report one for each AI function."""
    functions = [r for r in study.brief.dossier.all("function") if r.text("algorithm") == "ai"]
    if report != "algorithm" or not functions:
        yield study
        return
    for function in functions:
        yield replace(study, function=function)


def depth(study: Study, item: OutlineItem) -> Text | None:
    """Return what a part must hold at the level; None where the level or a mature algorithm does not ask for it."""
    mature = study.function is not None and study.function.text("maturity") == "mature"
    if item.report == "algorithm" and mature and item.number != "1":
        return None
    found: Text | None = getattr(item, study.level)
    return found


def _part(study: Study, item: OutlineItem) -> tuple[list[Block], str]:
    """Return the blocks of a part and what is missing in it, empty when nothing is."""
    wanted = depth(study, item)
    if wanted is None:
        return [], ""
    brief = study.brief
    nested = item.number.count(".") + (2 if study.function else 1)
    head = Heading(min(nested, 3), f"{item.number} {brief.text(item.title)}")
    make = PARTS.get((item.report, item.number))
    blocks = list(make(study)) if make else []
    for row in _written(study, item):
        blocks += texts(brief, row.text("text"))
        if file := value_of(row, "evidence", brief):
            blocks.append(Paragraph((brief.say(f"依据：{file}", f"Source: {file}"),)))
    if not blocks:
        return [head, Paragraph((brief.say("（待补充）", "(to be added)"),))], brief.text(wanted)
    undecided = open_capabilities(study) if (item.report, item.number) == ("cybersecurity", "1.3") else 0  # fmt: skip
    gap = brief.text(_UNDECIDED.format(n=undecided)) if undecided else ""
    return [head, *blocks], gap


def _written(study: Study, item: OutlineItem) -> tuple[Record, ...]:
    rows = study.brief.dossier.where("report_part", report=item.report, number=item.number)
    own = study.function.id if study.function else ""
    return tuple(row for row in rows if row.text("function") in ("", own))


def _missing(brief: Brief, pack: RulePack, gaps: list[tuple[OutlineItem, str]]) -> list[Block]:
    if not gaps:
        return []
    rows = dict.fromkeys((item.number, brief.text(item.title), gap, brief.text(pack.cite_ref(item.cites[0], item.certainty))) for item, gap in gaps)  # fmt: skip
    table = Table(columns(brief, _HEADS), tuple(Row(tuple(map(cell, row))) for row in rows))
    return [Heading(1, brief.say("尚缺内容（定稿前补齐）", "What is missing (before it is final)")), table]  # fmt: skip


def _lines(study: Study) -> tuple[tuple[str, str], ...]:
    brief = study.brief
    level = next(each.title for each in study.pack.safety_levels if each.key == study.level)
    return (
        (brief.say("完整版本", "Full version"), brief.dossier.text("claim.full_version")),
        (brief.say("软件安全性级别", "Safety level"), brief.text(level)),
        (brief.say("日期", "Date"), brief.on.isoformat()),
    )


_HEADS: tuple[Head, ...] = (
    (Text("章节", "Part"), 0.6, Align.LEFT),
    (Text("名称", "Title"), 1.4, Align.LEFT),
    (Text("本级别应有的内容", "What it holds at this level"), 3.0, Align.LEFT),
    (Text("依据", "Source"), 2.4, Align.LEFT),
)
_LACKS = Text("尚缺：{what}", "Missing: {what}")
_UNDECIDED = Text("{n} 项能力尚未判断", "{n} capabilities are not judged yet")
