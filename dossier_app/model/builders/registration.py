"""The sheet over a filing: directory with states, three verdicts with reasons, fees and calendar; and chapter contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell, pairs
from dossier_app.model.builders.tables import Head, columns
from dossier_app.model.document import (
    Align,
    Block,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.packlaw import Fee
from dossier_app.model.registration import (
    STATES,
    Filing,
    HeadingState,
    Judged,
    State,
    filing_kind,
    plan_start,
)
from dossier_app.model.rulepack import RulePack
from dossier_app.model.validity import calendar_of, filing_plan

_L, _C, _R = Align.LEFT, Align.CENTRE, Align.RIGHT
_TREE: tuple[Head, ...] = (
    (Text("代码", "Code"), 0.9, _L),
    (Text("章节", "Section"), 0.9, _L),
    (Text("标题", "Heading"), 2.4, _L),
    (Text("要求", "Mark"), 0.5, _C),
    (Text("状态", "State"), 0.8, _C),
    (Text("由何填充", "Filled by"), 2.6, _L),
    (Text("缺什么或理由", "Missing, or reason"), 2.2, _L),
)
_TONES = {
    State.NONE: Tone.BAD,
    State.SEVERAL: Tone.WARNING,
    State.UNAPPROVED: Tone.WARNING,
    State.COMPLETE: Tone.OK,
    State.WAIVED: Tone.MUTED,
    State.NOT_NEEDED: Tone.MUTED,
}
_PLAN: tuple[Head, ...] = (
    (Text("步骤", "Step"), 2, _L),
    (Text("开始", "From"), 1, _C),
    (Text("最迟", "Until"), 1, _C),
    (Text("工作日", "Working days"), 0.7, _R),
    (Text("依据", "Source"), 2.4, _L),
)
_OTHER: tuple[Head, ...] = (
    (Text("时限", "Limit"), 2, _L),
    (Text("长度", "Length"), 1, _L),
    (Text("说明", "Note"), 3, _L),
)
UNITS = {
    "workdays": Text("个工作日", "working days"),
    "days": Text("日", "days"),
    "months": Text("个月", "months"),
    "years": Text("年", "years"),
}


def filing_document(
    brief: Brief, pack: RulePack, filing: Filing, verdicts: Iterable[Judged]
) -> Document:
    """Build the check sheet of a filing; it stays with the registrant and is not filed."""
    say, head = brief.say, brief.dossier.heading
    title = say("申报目录与核对", "Filing directory and check")
    blocks: list[Block] = [
        Heading(1, say("三项结论", "Three verdicts")),
        *_verdicts(brief, verdicts),
    ]
    blocks += [Heading(1, say("目录", "Directory")), _tree(brief, filing)]
    blocks += [Heading(1, say("费用与时限", "Fees and time")), *_fees(brief, pack, filing)]
    blocks += _calendar(brief, pack, filing)
    lines = (
        (say("申报", "Filing"), brief.text(filing_kind(filing))),
        (say("递交方式", "Filed by"), brief.text(filing.profile.title)),
        (say("判定日期", "Judged on"), brief.on.isoformat()),
        (say("规则包", "Rule pack"), brief.rule_pack),
    )
    cover = Cover(title, head.name, lines, brief.text(filing.profile.note))
    header = f"{head.name}  ·  {title}"
    return Document(
        "registration",
        title,
        brief.lang,
        tuple(blocks),
        cover=cover,
        header=header,
        mark=brief.mark,
        landscape=True,
    )


def contents_document(brief: Brief, filing: Filing, volume: str, title: Text) -> Document:
    """Build the contents of one chapter of the directory: its headings and what stands under each."""
    say = brief.say
    rows = tuple(
        Row(
            (
                cell(each.item.code),
                cell(brief.text(each.item.title)),
                cell(_filled(brief, each) or _why(brief, each)),
            )
        )
        for each in filing.headings
        if each.item.code.startswith(f"{volume}.")
        and each.state not in (State.NOT_NEEDED, State.NONE)
    )
    heads: tuple[Head, ...] = (_TREE[0], _TREE[2], (Text("文件", "File"), 3, _L))
    name = f"{brief.text(title)} · {say('目录', 'contents')}"
    product = brief.dossier.text("claim.product_name") or brief.dossier.heading.name
    return Document(
        f"contents-{volume}",
        name,
        brief.lang,
        (Heading(1, name), Table(columns(brief, heads), rows)),
        header=f"{product}  ·  {name}",
        mark=brief.mark,
        contents=False,
    )


def _verdicts(brief: Brief, verdicts: Iterable[Judged]) -> Iterator[Block]:
    judged = tuple(verdicts)
    yes, no = brief.say("是", "yes"), brief.say("否", "no")
    from dossier_app.model.builders.reports import VERDICTS

    yield pairs(brief, *((brief.text(VERDICTS[j.verdict]), yes if j.holds else no) for j in judged))
    for each in judged:
        if each.reasons:
            yield Heading(2, brief.text(VERDICTS[each.verdict]))
            rows = tuple(
                Row((cell(str(n)), cell(brief.text(reason))))
                for n, reason in enumerate(each.reasons, 1)
            )
            heads: tuple[Head, ...] = (
                (Text("序号", "No."), 0.3, _C),
                (Text("理由", "Reason"), 6, _L),
            )
            yield Table(columns(brief, heads), rows)


def _tree(brief: Brief, filing: Filing) -> Table:
    rows = tuple(_heading(brief, each) for each in filing.headings)
    return Table(columns(brief, _TREE), rows, sheet=brief.say("目录", "Directory"))


def _heading(brief: Brief, each: HeadingState) -> Row:
    return Row(
        (
            cell(each.item.code),
            cell(each.item.section),
            cell(brief.text(each.item.title)),
            cell(each.mark, tone=Tone.STRONG if each.mark == "R" else Tone.MUTED),
            cell(brief.text(STATES[each.state]), tone=_TONES[each.state]),
            cell(_filled(brief, each)),
            cell(_why(brief, each)),
        ),
        key=each.item.code,
    )


def _filled(brief: Brief, each: HeadingState) -> str:
    return "\n".join(brief.text(filler.title) for filler in each.fillers)


def _why(brief: Brief, each: HeadingState) -> str:
    if each.reason:
        return each.reason
    wants = brief.say("、", ", ").join(brief.text(m.what) for m in each.missing)
    if wants:
        return brief.say("缺：", "lacks: ") + wants
    return brief.text(each.item.waive or each.item.note or Text("", ""))


def fee_of(pack: RulePack, filing: Filing) -> Fee | None:
    """Return the fee of a filing, None when the pack has none."""
    wanted = (filing.filing, filing.origin, filing.klass)
    return next((fee for fee in pack.fees if (fee.filing, fee.origin, fee.klass) == wanted), None)


def _fees(brief: Brief, pack: RulePack, filing: Filing) -> Iterator[Block]:
    row = fee_of(pack, filing)
    amount = f"{row.amount} {brief.say('万元', '(10,000 yuan)')}" if row and row.amount else ""
    yield pairs(
        brief,
        (
            brief.say("注册费", "Registration fee"),
            amount or brief.say("由省级药监部门规定", "set by the province"),
        ),
        (brief.say("依据", "Source"), _cited(brief, pack, row.cites if row else ())),
    )


def _calendar(brief: Brief, pack: RulePack, filing: Filing) -> Iterator[Block]:
    start = plan_start(brief.dossier, brief.on)
    plan = filing_plan(filing.klass, start, pack)
    calendar = calendar_of(pack)
    rows = tuple(
        Row(
            (
                cell(brief.text(step.title)),
                cell(step.start.isoformat()),
                cell(step.end.isoformat()),
                cell(str(calendar.between(step.start, step.end))),
                cell(_cited(brief, pack, (step.citation,))),
            )
        )
        for step in plan
    )
    yield Table(columns(brief, _PLAN), rows, sheet=brief.say("时限", "Calendar"))
    if plan and not calendar.is_known(start, plan[-1].end):
        yield Paragraph((brief.text(_HOLIDAYS),), Tone.WARNING)
    yield from _not_counted(brief, pack, filing)


def _not_counted(brief: Brief, pack: RulePack, filing: Filing) -> Iterator[Block]:
    others = tuple(
        Row(
            (
                cell(brief.text(step.title)),
                cell(f"{step.length} {brief.text(UNITS[step.unit])}"),
                cell(brief.text(step.note) if step.note else ""),
            )
        )
        for step in pack.times
        if not step.counted and step.klass in (filing.klass, "*")
    )
    yield Heading(2, brief.say("不计入的时限", "Limits that are not counted"))
    yield Table(columns(brief, _OTHER), others)


def _cited(brief: Brief, pack: RulePack, cites: tuple[str, ...]) -> str:
    return "\n".join(brief.text(pack.cite_ref(each)) for each in cites)


_HOLIDAYS = Text(
    "部分年度的放假安排未收录，所列日期按周一至周五估算。",
    "The holidays of some years are not known; these dates count Monday to Friday.",
)
