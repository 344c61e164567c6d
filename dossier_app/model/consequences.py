"""What follows from a class: sentences of the pack whose condition holds, and figures counted from its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from dossier_app.base.text import Text
from dossier_app.model.classresult import Requirement
from dossier_app.model.conditions import FactTable
from dossier_app.model.finding import Certainty
from dossier_app.model.rulepack import RulePack


def consequences(pack: RulePack, table: FactTable, on: date) -> tuple[Requirement, ...]:
    """Return the requirements and warnings for the facts and derived facts in `table`."""
    return (
        *_sentences(pack, table),
        *_figures(pack, table),
        *_warnings(pack, table),
        *_submission(pack, table),
        *_not_yet(pack, on),
    )


def _sentences(pack: RulePack, table: FactTable) -> Iterator[Requirement]:
    for row in pack.consequences:
        if row.test.holds(table):
            yield Requirement(row.key, row.text, ", ".join(row.cites), row.certainty, row.value)


def _warnings(pack: RulePack, table: FactTable) -> Iterator[Requirement]:
    for row in pack.traps:
        if row.test.holds(table):
            yield Requirement(f"warning-{row.key}", row.text, ", ".join(row.cites), row.certainty)


def _submission(pack: RulePack, table: FactTable) -> Iterator[Requirement]:
    """Yield what a 分类界定 request wants, for a product whose class is open or doubtful."""
    doubtful = table["property"] == ("undetermined",) or set(table.get("flag", ())) & _DOUBTFUL
    if not doubtful:
        return
    to = _CENTRE if table["origin"] == ("import",) else _PROVINCE
    for row in pack.submission:
        text = _SUBMIT.format(title=row.title, what=row.what, to=to)
        cites = ", ".join(row.cites)
        yield Requirement(f"submission-{row.key}", text, cites, row.certainty, row.source)


_DOUBTFUL = frozenset({"BORDERLINE", "SPECIAL_CASE"})
_SUBMIT = Text(
    "申请分类界定（{to}）时提交“{title}”：{what}。",
    "For a classification determination ({to}): {title}, {what}.",
)
_PROVINCE = Text(
    "境内产品报省级药监部门，新研制未列入目录的直接报标管中心",
    "the province; products new to the catalogue to the classification centre",
)
_CENTRE = Text("进口产品报标管中心", "imports to the classification centre")


def _figures(pack: RulePack, table: FactTable) -> Iterator[Requirement]:
    klass = next(iter(table.get("class", ())), "")
    if klass not in ("II", "III") or table["property"] != ("device",):
        return
    origin, filing = table["origin"][0], table["filing"][0]
    yield from _directory(pack, klass, origin, filing)
    yield from _fee(pack, klass, origin, filing)
    yield from _days(pack, klass)


def _directory(pack: RulePack, klass: str, origin: str, filing: str) -> Iterator[Requirement]:
    rows = pack.directory_for(klass, origin, filing)
    counts = Counter(mark for _, mark in rows)
    text = Text(
        "注册申报资料目录：必须提交 {R} 项，视情提交 {CR} 项，无需提交 {NR} 项。",
        "Registration directory: {R} headings required, {CR} conditional, {NR} not needed.",
    ).format(R=counts["R"], CR=counts["CR"], NR=counts["NR"])
    if rows:
        sure = max((entry.certainty for entry, _ in rows), key=lambda one: one.value)
        value = f"R={counts['R']} CR={counts['CR']} NR={counts['NR']}"
        yield Requirement("directory", text, rows[0][0].cites[0], sure, value)


def _fee(pack: RulePack, klass: str, origin: str, filing: str) -> Iterator[Requirement]:
    for row in pack.fees:
        if (row.filing, row.origin, row.klass) != (filing, origin, klass):
            continue
        text = Text("注册费 {amount} 万元。", "Registration fee {amount} (10,000 yuan).").format(
            amount=row.amount
        )
        if not row.amount:
            text = Text("注册费由省级药监部门规定。", "The province sets the registration fee.")
        yield Requirement("fee", text, ", ".join(row.cites), row.certainty, row.amount)


def _days(pack: RulePack, klass: str) -> Iterator[Requirement]:
    steps = [
        row
        for row in pack.times
        if row.klass in (klass, "*") and row.counted and row.unit == "workdays"
    ]
    if not steps:
        return
    total = sum(row.length for row in steps)
    text = Text(
        "法定时限合计 {total} 个工作日（不含补正、体系核查等不计入的时间）。",
        "Statutory limits add up to {total} working days (supplements, QMS checks and the like not counted).",
    ).format(total=total)
    sure = max((row.certainty for row in steps), key=lambda one: one.value)
    yield Requirement("days", text, steps[0].cites[0], sure, str(total))


def _not_yet(pack: RulePack, on: date) -> Iterator[Requirement]:
    cited = dict.fromkeys(
        reference.partition(":")[0]
        for node in pack.nodes
        for branch in node.branch
        for reference in branch.cites
    )
    late = [
        source for source in map(pack.source, cited) if source.in_force and source.in_force > on
    ]
    if late:
        names = (
            "、".join(source.name().zh for source in late),
            "; ".join(source.name().en for source in late),
        )
        text = Text(
            f"判定日 {on} 时以下依据尚未生效：{names[0]}。",
            f"On {on} these were not yet in force: {names[1]}.",
        )
        yield Requirement("rule-dates", text, late[0].key, Certainty.A)
