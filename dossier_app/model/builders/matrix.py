"""The papers of the two matrices: claims x dimensions with strength and gaps, stakeholders x evidence, reporting lists."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell, value_of
from dossier_app.model.builders.tables import Head, columns
from dossier_app.model.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.matrix import (
    DIMENSIONS,
    STRENGTHS,
    Line,
    Proof,
    State,
    claim_matrix,
    column_title,
    stakeholder_matrix,
)
from dossier_app.model.matrix import Cell as Backing
from dossier_app.model.matrix import columns as wanted_columns
from dossier_app.model.rulepack import RulePack

STATES = {
    State.PROVEN: Text("有", "yes"),
    State.UNFILED: Text("有，缺文件", "yes, no file"),
    State.ACCEPTED: Text("已接受缺口", "gap accepted"),
    State.HOLE: Text("缺", "missing"),
    State.BLANK: Text("", ""),
}
TONES = {
    State.PROVEN: Tone.OK,
    State.UNFILED: Tone.NORMAL,
    State.ACCEPTED: Tone.MUTED,
    State.HOLE: Tone.BAD,
    State.BLANK: Tone.MUTED,
}
_TITLE = Text("主张—证据矩阵", "Claim-to-evidence matrix")
_READ = Text(
    "“缺”是规则包对该类主张要求而没有结果的格；空白表示未要求。数字为结果条数，其后为最强的研究设计所给的强度，未注明设计的不写强度。",
    "“Missing” marks cells that the rule pack wants for the kind of claim; blank is not wanted. Figures count results, followed by the strength of the best study design where one is named.",
)
_GAPS: tuple[Head, ...] = (
    (Text("主张", "Claim"), 3, Align.LEFT),
    (Text("证据维度", "Dimension"), 1.2, Align.LEFT),
    (Text("理由", "Reason"), 3, Align.LEFT),
    (Text("姓名", "Person"), 1, Align.LEFT),
    (Text("复核日期", "Review on"), 1, Align.LEFT),
)
_ITEMS: tuple[Head, ...] = (
    (Text("条目", "Item"), 0.5, Align.CENTRE),
    (Text("内容", "What is asked"), 4, Align.LEFT),
    (Text("状态", "State"), 1, Align.LEFT),
    (Text("所在文件与页码", "Document and page"), 3, Align.LEFT),
)
NO_SCORE = Text(
    "条目为本程序的简写，未经核对官方全文（C）；逐条勾选只为查漏，不计分，也不说明研究质量。",
    "The items are short words of our own, not checked against the official text (C); ticking finds what is missing, gives no score and says nothing of quality.",
)
_WHO = Text("评审对象—证据矩阵", "Stakeholder-to-evidence matrix")
_WHO_NOTE = Text(
    "对一方有说服力的材料，对另一方可能毫无意义。“缺”的格计入其所在环节。各方所要的内容为经验归纳（C）。",
    "What persuades one may be nothing to another. What is missing counts at the gates named. The demands are from experience (C).",
)


def matrix_document(brief: Brief, pack: RulePack) -> Document:
    """Build claims x dimensions with holes, strength and accepted gaps, and the reporting lists that were begun."""
    title = brief.text(_TITLE)
    lines = claim_matrix(brief.dossier, pack)
    head = (
        Column(brief.say("主张", "Claim"), 3),
        Column(brief.say("类型", "Kind"), 0.9),
        *(Column(brief.text(option.label), 0.8, Align.CENTRE) for option in DIMENSIONS),
        Column(brief.say("缺", "Missing"), 0.5, Align.CENTRE),
    )
    table = Table(head, tuple(_line(brief, line) for line in lines), sheet=title)
    blocks = (Heading(1, title), Paragraph((brief.text(_READ),), Tone.MUTED), table)
    return _document(brief, "matrix", title, (*blocks, *_gaps(brief), *_lists(brief, pack)))


def stakeholder_document(brief: Brief, pack: RulePack) -> Document:
    """Build stakeholders x what they want, with the gates at which it is asked."""
    title, matrix = brief.text(_WHO), stakeholder_matrix(brief.dossier, pack, brief.on)
    wants = wanted_columns(pack)
    head = (
        Column(brief.say("评审对象", "Stakeholder"), 1.3),
        Column(brief.say("环节", "Gates"), 0.9),
        *(Column(brief.text(column_title(want)), 0.9, Align.CENTRE) for want in wants),
    )
    rows = tuple(
        Row(
            (
                cell(brief.text(each.title), tone=Tone.STRONG),
                cell("、".join(each.gates)),
                *(_proof(brief, matrix[each.key][want]) for want in wants),
            ),
            key=each.key,
        )
        for each in pack.stakeholders
    )
    whys = tuple(
        Paragraph((f"{brief.text(each.title)}：{brief.text(each.why)}",))
        for each in pack.stakeholders
    )
    note = Paragraph((brief.text(_WHO_NOTE),), Tone.MUTED)
    blocks: tuple[Block, ...] = (Heading(1, title), note, Table(head, rows, sheet=title), *whys)
    return _document(brief, "stakeholder-matrix", title, blocks)


def _line(brief: Brief, line: Line) -> Row:
    outside = line.claim.flag("outside")
    kind = value_of(line.claim, "kind", brief)
    kind += brief.say("（不属于本产品）", " (outside this product)") if outside else ""
    cells = (_backing(brief, line.cells[option.key]) for option in DIMENSIONS)
    holes = cell(str(line.holes) if line.holes else "", tone=Tone.BAD)
    return Row((cell(line.claim.text("text")), cell(kind), *cells, holes), key=line.claim.id)


def _backing(brief: Brief, backing: Backing) -> Cell:
    state = backing.state
    if not backing.results:
        return cell(brief.text(STATES[state]), tone=TONES[state])
    strength = backing.strength
    words = "" if strength is None else f" {brief.text(STRENGTHS[strength])}"
    lacking = brief.say("，缺文件", ", no file") if state is State.UNFILED else ""
    return cell(f"{len(backing.results)}{words}{lacking}", tone=TONES[state])


def _proof(brief: Brief, proof: Proof) -> Cell:
    if proof.records:
        return cell(str(len(proof.records)), tone=TONES[proof.state])
    return cell(brief.text(STATES[proof.state]), tone=TONES[proof.state])


def _gaps(brief: Brief) -> Iterator[Block]:
    gaps = brief.dossier.all("accepted_gap")
    if gaps:
        keys = ("claim", "dimension", "reason", "person", "review_on")
        rows = tuple(Row(tuple(cell(value_of(g, k, brief)) for k in keys), key=g.id) for g in gaps)
        title = brief.say("已接受的缺口", "Accepted gaps")
        yield Heading(2, title)
        yield Table(columns(brief, _GAPS), rows, sheet=title)


def _lists(brief: Brief, pack: RulePack) -> Iterator[Block]:
    """Yield the reporting lists of which at least one item was ticked."""
    ticks = {
        (tick.text("checklist"), tick.text("item")): tick
        for tick in brief.dossier.all("checklist_tick")
    }
    for tool in dict.fromkeys(item.tool for item in pack.checklist):
        if not any(name == tool for name, _ in ticks):
            continue
        rows = []
        for item in (item for item in pack.checklist if item.tool == tool):
            tick = ticks.get((tool, item.item))
            state = value_of(tick, "state", brief) if tick else ""
            place = tick.text("place") if tick else ""
            words = (item.item, brief.text(item.text), state, place)
            rows.append(Row(tuple(cell(word) for word in words), key=f"{tool}-{item.item}"))
        yield Heading(2, tool)
        yield Paragraph((brief.text(NO_SCORE),), Tone.MUTED)
        yield Table(columns(brief, _ITEMS), tuple(rows), sheet=tool)


def _document(brief: Brief, name: str, title: str, blocks: tuple[Block, ...]) -> Document:
    head = brief.dossier.heading
    return Document(
        name,
        title,
        brief.lang,
        blocks,
        header=f"{head.name}  ·  {title}",
        mark=brief.mark,
        contents=False,
        landscape=True,
    )
