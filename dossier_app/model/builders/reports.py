"""Short internal reports: completeness with all findings, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell, pairs
from dossier_app.model.builders.tables import Head, columns
from dossier_app.model.completeness import StepCount
from dossier_app.model.definition import FIELDS, STEPS
from dossier_app.model.document import (
    Align,
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
from dossier_app.model.finding import Finding, Severity, Verdict

SEVERITIES = {
    Severity.BLOCKER: Text("必须解决", "blocker"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.HINT: Text("提示", "hint"),
}
VERDICTS = {
    Verdict.COMPLETE: Text("完整性", "completeness"),
    Verdict.COMPLIANT: Text("合规性", "compliance"),
    Verdict.CONSISTENT: Text("一致性", "consistency"),
}
_TONES = {Severity.BLOCKER: Tone.BAD, Severity.WARNING: Tone.WARNING, Severity.HINT: Tone.MUTED}


def completeness_report(
    brief: Brief, counts: Mapping[str, StepCount], verdicts: Mapping[Verdict, bool]
) -> Document:
    """Build the self-check sheet: three verdicts, counts by step, findings, what was declared not applicable."""
    say = brief.say
    title = say("完整性与自查报告", "Completeness and self-check")
    blocks: list[Block] = [Heading(1, say("结论", "Verdicts")), _verdict_pairs(brief, verdicts)]
    blocks += [Heading(1, say("各步骤", "Steps")), _counts(brief, counts)]
    blocks += [Heading(1, say("问题清单", "Findings")), _findings(brief, brief.findings)]
    blocks += [
        Heading(1, say("不适用项及理由", "Not applicable, with reasons")),
        *_not_applicable(brief),
    ]
    head = brief.dossier.heading
    lines = (
        (say("卷宗", "Dossier"), head.name),
        (say("判定日期", "Judged on"), brief.on.isoformat()),
        (say("规则包", "Rule pack"), brief.rule_pack),
    )
    cover = Cover(title, head.name, lines)
    return Document(
        "completeness",
        title,
        brief.lang,
        tuple(blocks),
        cover=cover,
        header=f"{head.name}  ·  {title}",
        mark=brief.mark,
    )


def _verdict_pairs(brief: Brief, verdicts: Mapping[Verdict, bool]) -> Block:
    rows = [
        (brief.text(VERDICTS[v]), brief.say("是", "yes") if ok else brief.say("否", "no"))
        for v, ok in verdicts.items()
    ]
    return pairs(brief, *rows)


def _counts(brief: Brief, counts: Mapping[str, StepCount]) -> Table:
    say = brief.say
    heads = (
        say("步骤", "Step"),
        say("必填", "Required"),
        say("已答", "Answered"),
        say("不适用", "Not applicable"),
        say("已接受缺口", "Accepted gaps"),
    )
    found = tuple(
        Column(head, 2 if not n else 1, Align.LEFT if not n else Align.RIGHT)
        for n, head in enumerate(heads)
    )
    rows = []
    for step in STEPS:
        count = counts[step.key]
        numbers = (count.required, count.answered, count.not_applicable, count.accepted_gaps)
        rows.append(Row((cell(brief.text(step.label)), *(cell(str(n)) for n in numbers))))
    return Table(found, tuple(rows), sheet=say("各步骤", "Steps"))


def _findings(brief: Brief, findings: Iterable[Finding]) -> Table:
    say = brief.say
    found = (
        Column(say("代码", "Code"), 0.8),
        Column(say("级别", "Severity"), 0.8),
        Column(say("步骤", "Step"), 1.1),
        Column(say("问题与处理", "What and what to do"), 4.5),
        Column(say("依据（把握程度）", "Citation (certainty)"), 1.6),
    )
    names = {step.key: brief.text(step.label) for step in STEPS}
    rows = tuple(
        Row(
            (
                cell(finding.code),
                cell(brief.text(SEVERITIES[finding.severity]), tone=_TONES[finding.severity]),
                cell(names.get(finding.step, finding.step)),
                cell(brief.text(finding.message)),
                cell(f"{finding.citation} [{finding.certainty.value}]" if finding.citation else ""),
            )
        )
        for finding in findings
    )
    return Table(found, rows, sheet=say("问题清单", "Findings"))


def _not_applicable(brief: Brief) -> list[Block]:
    marks = brief.dossier.not_applicable
    if not marks:
        return [Paragraph((brief.say("无。", "None."),))]
    found = (
        Column(brief.say("字段", "Field"), 1.4),
        Column(brief.say("理由", "Reason"), 3),
        Column(brief.say("姓名", "Person"), 0.8),
        Column(brief.say("日期", "Date"), 0.8),
    )
    rows = tuple(
        Row(
            (
                cell(brief.text(FIELDS[key].label)),
                cell(mark.reason),
                cell(mark.by),
                cell(mark.on.isoformat()),
            )
        )
        for key, mark in marks.items()
        if key in FIELDS
    )
    return [Table(found, rows, sheet=brief.say("不适用项", "Not applicable"))]


_AUDIT: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, Align.CENTRE),
    (Text("时间（UTC）", "Time (UTC)"), 1.3, Align.LEFT),
    (Text("人员", "Person"), 0.8, Align.LEFT),
    (Text("操作", "Action"), 2, Align.LEFT),
    (Text("原值", "Old value"), 2.2, Align.LEFT),
    (Text("新值", "New value"), 2.2, Align.LEFT),
)
_AUDIT_NOTE = Text(
    "本记录逐条相连（SHA-256），可发现改动、删除或调换；不能防止整库被替换，请与导出文件中的编号对照。",
    "Each entry is chained to the one before (SHA-256): edits, deletions and swaps show. It cannot prevent the "
    "whole database from being replaced; compare with numbers in exported files.",
)


def audit_report(brief: Brief, lines: Iterable[tuple[str, ...]]) -> Document:
    """Build the audit trail from rows of (number, time, person, what, old, new)."""
    title = brief.say("审计追踪", "Audit trail")
    rows = tuple(Row(tuple(cell(part) for part in line)) for line in lines)
    table = Table(columns(brief, _AUDIT), rows, sheet=title)
    note = Paragraph((brief.text(_AUDIT_NOTE),), Tone.MUTED)
    header = f"{brief.dossier.heading.name}  ·  {title}"
    blocks: tuple[Block, ...] = (Heading(1, title), note, table)
    return Document(
        "audit", title, brief.lang, blocks, header=header, mark=brief.mark, contents=False
    )
