"""Papers for a hospital: who bears which risk, the value sheet, and the report of a local trial."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell, pairs, value_of
from dossier_app.model.builders.tables import Head, Listing, columns, record_table
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.document import (
    Align,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.records import Record
from dossier_app.model.value import NO_FEE, YEARS, trial_of, value_of_sheet

_RISK = Listing(
    "risk",
    ("event", "hospital", "physician", "registrant", "distributor", "clause", "cover", "contact"),
    (1.4, 1.4, 1.4, 1.4, 1.4, 1, 1.2, 1.1),
    RECORD_KINDS["risk"].label,
)
_ACTORS = Listing(
    "actor", ("role", "party", "note", "evidence", "page"), (1, 1.6, 2.4, 1.8, 0.6), RECORD_KINDS["actor"].label
)  # fmt: skip
_LINES: tuple[Head, ...] = (
    (Text("项目", "Item"), 1.4, Align.LEFT),
    (Text("内容", "Content"), 2, Align.LEFT),
)
_INPUTS = (
    "cases_day", "days_year", "minutes", "minutes_low", "minutes_high", "result", "staff_cost", "staff_source",
    "licence", "integration", "hardware", "service_year", "warranty_years", "running_year", "assumptions",
)  # fmt: skip
_TRIAL_HEAD = ("hospital", "department", "agreement", "begun_on", "ended_on", "version", "devices")
_TRIAL_CASES = ("cases", "excluded", "reference", "present", "detected", "false_marks", "misses")
_TRIAL_REST = ("before", "after", "failures", "physicians", "accepted", "opinion", "evidence")
_RISK_TITLE = Text("风险分担表", "Who bears which risk")
_VALUE_TITLE = Text("院内价值测算表", "Value sheet")
_TRIAL_TITLE = Text("试用报告", "Report of the trial use")
_NO_PROMISE = Text(
    "本表只按所列假设作算术，节省的时间不等于减少的支出，不是收益承诺。放射类人工智能辅助不单独收费，相关收入固定为零。",
    "The sheet only does sums on the assumptions shown; time saved is not money saved, and nothing is promised. AI in radiology is not charged for separately: that income is fixed at zero.",
)
_LOCAL = Text(
    "本报告只说明本院试用期间的情况，不是注册申报的临床证据，也不得与之合并。",
    "This report tells of the trial use at this hospital only. It is no clinical evidence for registration and must not be merged with it.",
)
_NONE = Text("本卷宗没有“{kind}”记录。", "This dossier holds no record of the kind “{kind}”.")


def risk_document(brief: Brief) -> Document:
    """Build who bears which risk, with clause, cover and contact, and who stands for what."""
    blocks: list[Block] = [Heading(1, brief.text(_RISK_TITLE))]
    for listing in (_RISK, _ACTORS):
        blocks.append(Heading(2, brief.text(RECORD_KINDS[listing.kind].label)))
        rows = brief.dossier.all(listing.kind)
        blocks.append(record_table(brief, listing, rows) if rows else _none(brief, listing.kind))
    return _document(brief, "risk-table", _RISK_TITLE, tuple(blocks), landscape=True)


def value_document(brief: Brief) -> Document:
    """Build a value sheet for each hospital: assumptions, what they come to, and no promise."""
    return _each(brief, "value_sheet", _VALUE_TITLE, _sheet)


def trial_document(brief: Brief) -> Document:
    """Build 试用报告 for each hospital."""
    return _each(brief, "local_validation", _TRIAL_TITLE, _trial)


def value_lines(brief: Brief, sheet: Record) -> tuple[tuple[str, str], ...]:
    """Return what a value sheet comes to, as label and figure."""
    value, say = value_of_sheet(sheet), brief.say
    hours = _ranged(brief, value.hours_year, value.hours_low, value.hours_high)
    staff = _ranged(brief, value.staff_year, value.staff_low, value.staff_high)
    return (
        (say("每年节省工时（小时）", "Hours saved a year"), hours),
        (say("相当的人力成本（元/年，非收益）", "Staff cost of these hours (CNY a year, no income)"), staff),
        (say("一次性费用（元）", "Once (CNY)"), _shown(brief, value.once)),
        (say("质保期后服务费合计（元）", "Service after warranty (CNY)"), _shown(brief, value.service)),
        (say("其他运行费用合计（元）", "Running cost in all (CNY)"), _shown(brief, value.running)),
        (say(f"{YEARS} 年总成本（元）", f"Cost over {YEARS} years (CNY)"), _shown(brief, value.total)),
        (say("单独收费收入（元，固定为零）", "Income from separate fees (CNY, fixed at zero)"), str(NO_FEE)),
    )  # fmt: skip


def trial_lines(brief: Brief, row: Record) -> tuple[tuple[str, str], ...]:
    """Return what a local validation comes to, as label and figure."""
    trial, say = trial_of(row), brief.say
    found = _ranged(brief, trial.found, trial.low, trial.high)
    return (
        (say("检出率（%，95%CI，威尔逊法）", "Share found (%, 95% CI, Wilson)"), found),
        (say("漏检数", "Missed"), _shown(brief, trial.missed)),
        (say("每例假阳性", "False positives a case"), _shown(brief, trial.false_per_case)),
        (say("平均阅片时间减少（分钟）", "Mean reading time saved (min)"), _shown(brief, trial.minutes_saved)),
    )  # fmt: skip


def _sheet(brief: Brief, sheet: Record) -> Iterator[Block]:
    yield Heading(2, brief.say("假设", "Assumptions"))
    yield _fields(brief, sheet, _INPUTS)
    yield Heading(2, brief.say("结果", "What they come to"))
    yield _table(brief, value_lines(brief, sheet), sheet.text("hospital"))
    yield Paragraph((brief.text(_NO_PROMISE),), Tone.WARNING)


def _trial(brief: Brief, row: Record) -> Iterator[Block]:
    product = brief.dossier.text("claim.product_name")
    yield pairs(brief, (brief.say("产品名称", "Product"), product))
    yield Heading(2, brief.say("试用概况", "The trial"))
    yield _fields(brief, row, _TRIAL_HEAD)
    yield Heading(2, brief.say("连续病例与判定", "Consecutive cases and how they were judged"))
    yield _fields(brief, row, _TRIAL_CASES)
    yield Heading(2, brief.say("结果", "Results"))
    yield _table(brief, trial_lines(brief, row), row.text("hospital"))
    yield Heading(2, brief.say("使用情况与医师意见", "Use, and what the physicians say"))
    yield _fields(brief, row, _TRIAL_REST)
    yield Paragraph((brief.text(_LOCAL),), Tone.WARNING)
    blank = "______________"
    yield pairs(
        brief,
        (brief.say("参加医师签字", "Signed by the physicians"), blank),
        (brief.say("科室负责人签字及日期", "Head of department, date"), blank),
    )


def _each(
    brief: Brief, kind: str, title: Text, body: Callable[[Brief, Record], Iterator[Block]]
) -> Document:
    blocks: list[Block] = []
    for row in brief.dossier.all(kind):
        if blocks:
            blocks.append(PageBreak())
        blocks.append(Heading(1, f"{brief.text(title)}  {row.text('hospital')}"))
        blocks.extend(body(brief, row))
    name = "value-sheet" if kind == "value_sheet" else "trial-report"
    whole = tuple(blocks) or (Heading(1, brief.text(title)), _none(brief, kind))
    return _document(brief, name, title, whole)


def _fields(brief: Brief, row: Record, keys: tuple[str, ...]) -> Table:
    kind = RECORD_KINDS[row.kind]
    empty = brief.say("（未填写）", "(not filled in)")
    found = ((brief.text(kind.field(key).label), value_of(row, key, brief)) for key in keys)
    return _table(brief, ((label, value or empty) for label, value in found), row.text("hospital"))


def _table(brief: Brief, rows: Iterable[tuple[str, str]], sheet: str) -> Table:
    return Table(
        columns(brief, _LINES),
        tuple(Row((cell(label, tone=Tone.STRONG), cell(value))) for label, value in rows),
        sheet=sheet,
    )


def _none(brief: Brief, kind: str) -> Paragraph:
    return Paragraph((brief.text(_NONE.format(kind=RECORD_KINDS[kind].label)),), Tone.MUTED)


def _shown(brief: Brief, value: Decimal | None) -> str:
    return brief.say("（尚缺数据）", "(figures missing)") if value is None else f"{value:,f}"


def _ranged(brief: Brief, value: Decimal | None, low: Decimal | None, high: Decimal | None) -> str:
    if value is None or low is None or high is None:
        return _shown(brief, value)
    return f"{value:,f} ({low:,f}~{high:,f})"


def _document(
    brief: Brief, name: str, title: Text, blocks: tuple[Block, ...], *, landscape: bool = False
) -> Document:
    head, words = brief.dossier.heading, brief.text(title)
    return Document(
        name,
        words,
        brief.lang,
        blocks,
        header=f"{head.name}  ·  {words}",
        mark=brief.mark,
        contents=False,
        landscape=landscape,
    )
