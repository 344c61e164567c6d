"""What is required and missing (完整性)."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found
from dossier_app.model.completeness import Gap, gaps
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.finding import Finding, Severity

_OF_A_BID = ("claim", "tender")
_MORE = Text("{label}（另有 {count} 处同样缺失）", "{label} (and {count} more like it)")
_FIELD = Text(
    "尚未填写“{label}”。请填写，或注明不适用及理由。",
    "“{label}” is not filled in. Fill it in, or mark it not applicable with a reason.",
)
_COLUMN = Text(
    "{kind}“{title}”尚未填写“{label}”。请补填。",
    "{kind} “{title}”: “{label}” is not filled in. Fill it in.",
)
_RECORD = Text("缺少{label}。请添加。", "Missing: {label}. Add one.")
_PROOF = Text(
    "缺少{label}。请关联结果或文件，或写明接受缺口的理由。",
    "Missing: {label}. Link a result or file, or accept the gap with a reason.",
)
_ANSWER = Text("缺少{label}。请逐条响应。", "Missing: {label}. Answer it.")  # fmt: skip


def missing(scene: Scene) -> Iterator[Finding]:
    """Yield COMP-01 for every gap, alike ones of a record kind together, and EVID-01 for claims."""
    judged = {tender.id for tender in scene.tenders()}
    groups: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps(scene.dossier):
        owner = _tender_of(scene, gap)
        if owner and owner not in judged:
            continue
        alone = gap.place.id if gap.what != "field" or not gap.place.record else ""
        groups.setdefault((gap.place.record + owner, gap.place.field, alone), []).append(gap)
    for group in groups.values():
        yield _finding(scene, group)


def _tender_of(scene: Scene, gap: Gap) -> str:
    if gap.step != "tender" or not gap.place.id or not gap.place.record:
        return ""
    record = scene.dossier.find(gap.place.record, gap.place.id)
    if record is None:
        return ""
    return record.id if record.kind == "tender" else record.text("tender")


def _finding(scene: Scene, group: list[Gap]) -> Finding:
    gap = group[0]
    label = gap.label
    if len(group) > 1:
        label = _MORE.format(label=label, count=len(group) - 1)
    code = "EVID-01" if gap.what == "proof" else "COMP-01"
    severity = Severity.BLOCKER
    if scene.tender and gap.step not in _OF_A_BID:
        severity = Severity.WARNING
    return found(
        scene,
        code,
        gap.place,
        _message(scene, gap, label),
        severity=severity,
        step=gap.step,
        tender=_tender_of(scene, gap),
    )


def _message(scene: Scene, gap: Gap, label: Text) -> Text:
    if gap.what == "proof":
        return _PROOF.format(label=label)
    if gap.what == "answer":
        return _ANSWER.format(label=label)
    if gap.what == "record":
        return _RECORD.format(label=label)
    if not gap.place.record:
        return _FIELD.format(label=label)
    kind = RECORD_KINDS[gap.place.record]
    record = scene.dossier.find(gap.place.record, gap.place.id)
    title = same(record.text(kind.title)[:40] if record else "")
    return _COLUMN.format(kind=kind.label, title=title, label=label)
