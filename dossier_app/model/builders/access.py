"""Papers for one hospital: 科室论证材料 (two pages), 准入决策单 (one page), and the procurement-route card."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text
from dossier_app.model.access import APPLIES, Route, of_project, route_card
from dossier_app.model.builders.brief import Brief, answer_of, cell, pairs, value_of
from dossier_app.model.builders.tables import Head, Listing, columns, record_table
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.document import (
    Align,
    Block,
    Document,
    Heading,
    Look,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.edition import approved_edition
from dossier_app.model.phases import gate_state
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

_L, _C = Align.LEFT, Align.CENTRE
_ROUTE: tuple[Head, ...] = (
    (Text("制度", "Regime"), 1.4, _L),
    (Text("是否适用", "Applies"), 0.8, _C),
    (Text("理由", "Why"), 3.6, _L),
    (Text("判断", "Decided"), 1.2, _L),
)
_TONES = {"yes": Tone.OK, "usual": Tone.OK, "check": Tone.WARNING, "no": Tone.MUTED}
_MOST, _FEW = 6, 3
_DECISION = (
    "hospital", "segment", "decider", "payment", "threshold", "verdict", "reason", "next", "person", "on",
)  # fmt: skip
_UNFILLED = Text("未填写", "not filled in")


def appraisal_document(brief: Brief, pack: RulePack, *, short: bool = False) -> Document:
    """Build the two pages a department defends a purchase with: need, claim, evidence, value, risk, cost, route."""
    say, tender = brief.say, brief.tender.id if brief.tender else ""
    champion = of_project(brief.dossier, "champion", tender)
    blocks: list[Block] = [
        *_who(brief, champion),
        Heading(1, say("产品与核准范围", "Product and approved scope")),
        *_product(brief),
        Heading(1, say("证据", "Evidence")),
        _results(brief, _FEW if short else _MOST),
        Heading(1, say("流程价值与成本", "Value and cost")),
        *_value(brief, champion),
        Heading(1, say("风险与责任", "Risk and responsibility")),
        *_risks(brief, champion),
        Heading(1, say("采购路径", "Procurement route")),
        _card(brief, route_card(brief.dossier, pack, tender)[: _FEW if short else _MOST]),
    ]
    return _sheet(brief, "appraisal", say("科室论证材料", "Department appraisal"), blocks)


def decision_document(brief: Brief, pack: RulePack) -> Document:
    """Build the one-page 准入决策单 of a hospital project; what nobody decided says so."""
    say, tender = brief.say, brief.tender.id if brief.tender else ""
    decision = of_project(brief.dossier, "access_decision", tender)
    blocks: list[Block] = []
    if decision is None:
        blocks.append(Paragraph((brief.text(_NO_DECISION),), Tone.BAD))
    else:
        blocks.append(pairs(brief, *_fields(brief, decision, _DECISION)))
    blocks += [Heading(1, say("环节", "Gates")), _gates(brief, pack)]
    routes = [r for r in route_card(brief.dossier, pack, tender) if r.applies != "no"]
    blocks += [Heading(1, say("适用或待核对的采购制度", "Regimes that apply or want checking"))]
    blocks.append(_card(brief, tuple(routes[:_MOST])))
    return _sheet(brief, "access-decision", say("准入决策单", "Access decision"), blocks)


def route_document(brief: Brief, pack: RulePack) -> Document:
    """Build the procurement-route card: every regime, whether it applies, why, and how sure that is."""
    tender = brief.tender.id if brief.tender else ""
    blocks: list[Block] = [
        _card(brief, route_card(brief.dossier, pack, tender)),
        Paragraph((brief.text(_ROUTE_NOTE),), Tone.MUTED),
    ]
    return _sheet(brief, "route-card", brief.say("采购路径卡", "Procurement-route card"), blocks)


def _sheet(brief: Brief, name: str, title: str, blocks: list[Block]) -> Document:
    head = brief.dossier.heading
    project = brief.tender.text("name") if brief.tender else ""
    header = "  ·  ".join(filter(None, (head.name, project, title)))
    return Document(
        name,
        title,
        brief.lang,
        tuple(blocks),
        Look.SUMMARY,
        header=header,
        mark=brief.mark,
        contents=False,
    )


def _fields(brief: Brief, record: Record, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key in keys:
        label = RECORD_KINDS[record.kind].field(key).label
        yield brief.text(label), value_of(record, key, brief) or brief.text(_UNFILLED)


def _who(brief: Brief, champion: Record | None) -> Iterator[Block]:
    if champion is None:
        yield Paragraph((brief.text(_NO_CHAMPION),), Tone.BAD)
        return
    keys = ("hospital", "department", "name", "problem", "defends", "workload")
    yield pairs(brief, *_fields(brief, champion, keys))


def _product(brief: Brief) -> Iterator[Block]:
    edition = approved_edition(brief.dossier, brief.on)
    scope = edition.intended_use if edition else answer_of("claim.intended_use", brief)
    number = edition.number if edition else brief.say("尚未取得注册证", "no certificate yet")
    yield pairs(
        brief,
        (brief.say("产品", "Product"), brief.dossier.text("claim.product_name")),
        (brief.say("注册证编号", "Certificate"), number),
        (brief.say("适用范围", "Intended use"), scope),
        (brief.say("改变的环节", "What changes"), answer_of("claim.workflow_change", brief)),
    )


def _results(brief: Brief, most: int) -> Table:
    keys = ("metric", "value", "unit", "ci_low", "ci_high", "n", "subgroup", "dataset")
    proven = [row for row in brief.dossier.all("result") if row.text("evidence")]
    rows = (proven or list(brief.dossier.all("result")))[:most]
    weights = (1.6, 0.6, 0.5, 0.6, 0.6, 0.6, 0.9, 1.3)
    return record_table(brief, Listing("result", keys, weights), rows)


def _value(brief: Brief, champion: Record | None) -> Iterator[Block]:
    rows = [
        (brief.say("流程价值", "Workflow value"), answer_of("claim.workflow_value", brief)),
        (brief.say("收费", "Charging"), answer_of("claim.charging", brief)),
    ]
    if champion is not None:
        rows += list(_fields(brief, champion, ("cost", "alternatives")))
    yield pairs(brief, *rows)
    sheets = brief.dossier.all("value_sheet")[-2:]
    if sheets:
        keys = ("hospital", "cases_day", "minutes", "licence", "service_year", "assumptions")
        yield record_table(brief, Listing("value_sheet", keys), sheets)


def _risks(brief: Brief, champion: Record | None) -> Iterator[Block]:
    rows = [(brief.say("使用限制", "Limits"), answer_of("claim.limits", brief))]
    if champion is not None:
        rows += list(_fields(brief, champion, ("risks",)))
    yield pairs(brief, *rows)
    yield Paragraph((brief.text(_PHYSICIAN),))


def _card(brief: Brief, routes: tuple[Route, ...]) -> Table:
    rows = tuple(
        Row(
            (
                cell(brief.text(each.regime.title), tone=Tone.STRONG),
                cell(
                    brief.text(APPLIES.get(each.applies, Text(each.applies, each.applies))),
                    tone=_TONES.get(each.applies, Tone.NORMAL),
                ),
                cell(brief.text(each.why)),
                cell(_decided(brief, each)),
            )
        )
        for each in routes
    )
    return Table(columns(brief, _ROUTE), rows, sheet=brief.say("采购路径", "Route"))


def _decided(brief: Brief, each: Route) -> str:
    if each.person:
        return f"{each.person} {each.on or ''}".strip()
    unsure = brief.say("规则包 ", "rule pack ")
    return f"{unsure}{each.regime.certainty.value}"


def _gates(brief: Brief, pack: RulePack) -> Table:
    tender = brief.tender.id if brief.tender else ""
    heads: tuple[Head, ...] = (
        (Text("环节", "Gate"), 2, _L),
        (Text("状态", "State"), 0.8, _C),
        (Text("要什么", "What it wants"), 3.4, _L),
        (Text("找谁", "From whom"), 2, _L),
    )
    states = {g.code: gate_state(brief.dossier, g, tender) for g in pack.gates}
    next_ones = [g for g in pack.gates if states[g.code] not in _BEHIND][:4]
    passed = sum(state in _BEHIND for state in states.values())
    rows = tuple(
        Row(
            (
                cell(f"{g.code} {brief.text(g.title)}"),
                cell(brief.text(_STATES[states[g.code]])),
                cell(brief.text(g.documents)),
                cell(brief.text(g.authority)),
            )
        )
        for g in next_ones
    )
    caption = brief.say(
        f"已过 {passed}／{len(pack.gates)}；以下为接下来的环节",
        f"{passed} of {len(pack.gates)} passed; these come next",
    )
    return Table(columns(brief, heads), rows, caption=caption)


_BEHIND = ("passed", "not_needed")
_STATES = {
    "open": Text("未到", "not reached"),
    "running": Text("进行", "running"),
    "passed": Text("已过", "passed"),
    "not_needed": Text("不适用", "not needed"),
}
_NO_CHAMPION = Text(
    "尚未登记科室牵头人。没有牵头人的项目不应提交论证。",
    "No department champion is on record. A project without one should not be put forward.",
)
_NO_DECISION = Text("本项目尚无准入决策。", "No access decision has been made for this project.")
_PHYSICIAN = Text(
    "软件提供辅助信息，诊断与报告由医师审核签发。",
    "The software gives supporting information; physicians check and sign every report.",
)
_ROUTE_NOTE = Text(
    "标 C 的判断未经证实，向当地采购人核对后由人判断并留名。",
    "What is marked C is unconfirmed; ask the purchaser there and decide by name.",
)
