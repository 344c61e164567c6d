"""分类判定说明 (internal): result, trail, citations with certainty, precedents, who confirmed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, answer_of, cell, pairs, value_of
from dossier_app.model.classresult import Classification
from dossier_app.model.document import (
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
from dossier_app.model.override import override_of
from dossier_app.model.variations import Variation

Cite = Callable[[str], Text]
PROPERTIES = {
    "device": Text("按医疗器械管理", "a medical device"),
    "not_device": Text("不作为医疗器械管理", "not a medical device"),
    "not_separate_device": Text("不单独作为医疗器械管理", "not a medical device on its own"),
    "undetermined": Text(
        "属性待定，应申请分类界定", "undetermined; apply for a classification determination"
    ),
}
CLASSES = {
    "I": Text("第一类", "class I"),
    "II": Text("第二类", "class II"),
    "III": Text("第三类", "class III"),
}


_TITLE = Text("分类判定说明（内部）", "Classification rationale (internal)")


def classification_document(
    brief: Brief, result: Classification, cite: Cite, changes: tuple[Variation, ...] = ()
) -> Document:
    """Build the internal explanation; the authority's own paper is 分类界定结果告知书."""
    title, head = brief.text(_TITLE), brief.dossier.heading
    lines = (
        (brief.say("产品名称", "Product"), brief.dossier.text("claim.product_name")),
        (brief.say("判定日期", "Judged on"), result.as_of.isoformat()),
        (brief.say("规则包", "Rule pack"), brief.rule_pack),
    )
    name = brief.dossier.text("claim.product_name") or head.name
    cover = Cover(title, name, lines, _disclaimer(brief))
    blocks = tuple(_blocks(brief, result, cite, changes))
    header = f"{head.name}  ·  {title}"
    return Document(
        "classification", title, brief.lang, blocks, cover=cover, header=header, mark=brief.mark
    )


def _blocks(
    brief: Brief, result: Classification, cite: Cite, changes: tuple[Variation, ...]
) -> Iterator[Block]:
    say = brief.say
    rejected = answer_of("classification.rejected", brief) or say("未记录。", "None recorded.")
    yield Heading(1, say("结论", "Result"))
    yield _result(brief, result)
    yield from _override(brief, result)
    yield Paragraph((_disclaimer(brief),), Tone.MUTED)
    yield Heading(1, say("判定路径", "Decision trail"))
    yield _trail(brief, result, cite)
    if changes:
        yield Heading(1, say("若一项事实改变", "If one fact changed"))
        yield _variations(brief, changes)
    yield Heading(1, say("由此产生的要求", "What follows"))
    yield _requirements(brief, result, cite)
    yield Heading(1, say("同类判定与产品", "Precedents"))
    yield _precedents(brief, result)
    yield Heading(1, say("未采用的方案与理由", "Rejected alternatives"))
    yield Paragraph((rejected,))
    yield Heading(1, say("确认记录", "Confirmations"))
    yield _confirmations(brief)


def _override(brief: Brief, result: Classification) -> Iterator[Block]:
    """Say that a second person decided otherwise; the rule's result stands above it as struck out."""
    found = override_of(brief.dossier)
    if found is None:
        return
    struck = Text(
        "规则结果 {rule} 已由 {person} 于 {on} 改判为 {klass}，规则结果作废。理由：{reason}",
        "{person} overrode the rule's result {rule} with {klass} on {on}; the rule's result is struck. Reason: {reason}",
    ).format(
        rule=result.klass or result.property,
        person=found.person,
        on=found.on,
        klass=found.klass,
        reason=found.reason,
    )
    yield Paragraph((brief.text(struck),), Tone.WARNING)
    if found.stale:
        gone = brief.say(
            "改判后事实或规则包已变化，改判失效。",
            "Facts or pack changed since; it no longer holds.",
        )
        yield Paragraph((gone,), Tone.BAD)


def _disclaimer(brief: Brief) -> str:
    return brief.say(
        "本说明由规则包推演得出，供内部使用；管理类别以药监部门的分类界定结果或注册证为准。",
        "Derived from the rule pack for internal use; the authority's determination or the certificate decides.",
    )


def _result(brief: Brief, result: Classification) -> Block:
    say = brief.say
    return pairs(
        brief,
        (say("管理属性", "Property"), brief.text(PROPERTIES[result.property])),
        (
            say("管理类别", "Class"),
            brief.text(CLASSES[result.klass]) if result.klass else say("无", "none"),
        ),
        (say("分类编码", "Code"), result.code or ""),
        (say("审批机关", "Authority"), brief.text(result.authority)),
        (say("办理路径", "Route"), brief.text(result.route)),
        (say("最弱依据", "Weakest source"), result.weakest_certainty.value),
        (say("标志", "Flags"), ", ".join(result.flags)),
    )


def _trail(brief: Brief, result: Classification, cite: Cite) -> Table:
    say = brief.say
    columns = (
        Column("#", 0.3),
        Column(say("功能", "Function"), 1),
        Column(say("问题", "Question"), 2),
        Column(say("答案", "Answer"), 1),
        Column(say("理由", "Why"), 2.6),
        Column(say("依据（把握程度）", "Citation (certainty)"), 1.8),
    )
    rows = tuple(
        Row(
            (
                cell(str(n)),
                cell(entry.function),
                cell(brief.text(entry.question)),
                cell(brief.text(entry.answer), tone=Tone.STRONG),
                cell(brief.text(entry.why)),
                cell(brief.text(cite(entry.citation))),
            )
        )
        for n, entry in enumerate(result.trail, 1)
    )
    return Table(columns, rows, sheet=say("判定路径", "Trail"))


def _requirements(brief: Brief, result: Classification, cite: Cite) -> Table:
    say = brief.say
    columns = (
        Column(say("事项", "Item"), 3),
        Column(say("内容", "Value"), 1.4),
        Column(say("依据（把握程度）", "Citation (certainty)"), 1.8),
    )
    rows = tuple(
        Row(
            (
                cell(brief.text(item.text)),
                cell(item.value),
                cell(brief.text(cite(item.citation)) if item.citation else ""),
            )
        )
        for item in result.requirements
    )
    return Table(columns, rows, sheet=say("要求", "Requirements"))


def _variations(brief: Brief, changes: tuple[Variation, ...]) -> Block:
    say = brief.say
    columns = (
        Column(say("改变", "Change"), 3),
        Column(say("结论", "Result"), 1.2),
        Column(say("与现结论", "Against the result"), 1),
    )
    rows = tuple(
        Row(
            (
                cell(brief.text(each.change)),
                cell(_outcome(brief, each)),
                cell(
                    say("不同", "differs") if each.differs else say("相同", "same"),
                    tone=Tone.WARNING if each.differs else Tone.MUTED,
                ),
            )
        )
        for each in changes
    )
    return Table(columns, rows, sheet=say("假设", "What if"))


def _outcome(brief: Brief, each: Variation) -> str:
    words = CLASSES.get(each.outcome) or PROPERTIES.get(each.outcome)
    return f"{brief.text(words) if words else each.outcome} {each.code}".strip()


def _precedents(brief: Brief, result: Classification) -> Table:
    say = brief.say
    columns = (
        Column(say("名称", "Name"), 2.6),
        Column(say("时间", "When"), 0.8),
        Column(say("结果", "Decision"), 1.4),
        Column(say("与本结论", "Against this result"), 1),
        Column(say("把握程度", "Certainty"), 0.7),
    )
    rows = tuple(
        Row(
            (
                cell(item.name),
                cell(item.determined),
                cell(" ".join(filter(None, (item.klass, item.code)))),
                cell(
                    say("一致", "agrees") if item.agrees else say("不一致", "conflicts"),
                    tone=Tone.OK if item.agrees else Tone.WARNING,
                ),
                cell(item.certainty.value),
            )
        )
        for item in result.precedents
    )
    return Table(columns, rows, sheet=say("先例", "Precedents"))


def _confirmations(brief: Brief) -> Block:
    say = brief.say
    records = brief.dossier.where("confirmation", what="classification")
    if not records:
        return Paragraph((say("尚未有人确认。", "Nobody has confirmed this yet."),), Tone.WARNING)
    columns = (
        Column(say("姓名", "Person")),
        Column(say("含义", "Meaning")),
        Column(say("日期", "Date")),
        Column(say("理由", "Reason"), 2.5),
    )
    rows = tuple(
        Row(
            tuple(
                cell(value_of(record, key, brief)) for key in ("person", "meaning", "on", "reason")
            )
        )
        for record in records
    )
    return Table(columns, rows)
