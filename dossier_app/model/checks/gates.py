"""Gates: what may be made without a certificate, what is overdue, what is released (GATE-nn)."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.linking import is_stale, latest
from dossier_app.model.phases import means


def gates(scene: Scene) -> Iterator[Finding]:
    """Yield GATE-nn. Without a tender, a missing certificate is a hint: survey material may be made."""
    tenders = scene.tenders()
    for tender in tenders:
        deadline = scene.deadline(tender)
        if scene.edition(deadline) is None:
            message = _NO_CERTIFICATE.format(day=deadline)
            yield found(scene, "GATE-01", place_of(tender, "deadline"), message, tender=tender.id)
        yield from _release(scene, tender.id)
    if not tenders and scene.edition() is None:
        message = _NO_CERTIFICATE.format(day=scene.on)
        place = answer_place(scene, "claim.life_state")
        yield found(scene, "GATE-01", place, message, severity=Severity.HINT)
    for row in scene.dossier.all("gate"):
        gate = next((g for g in scene.pack.gates if means(row, g)), None)
        name = gate.title if gate else same(row.text("gate"))
        due = row.day("due")
        if row.text("state") in ("open", "running") and due is not None and due < scene.on:
            message = _OVERDUE.format(name=name, day=due)
            yield found(scene, "GATE-02", place_of(row, "due"), message, gate=row.text("gate"))
        if row.text("state") == "passed" and row.day("done_on") is None:
            message = _NO_DAY.format(name=name)
            yield found(scene, "GATE-03", place_of(row, "done_on"), message, gate=row.text("gate"))


def _release(scene: Scene, tender: str) -> Iterator[Finding]:
    last = latest(scene.dossier, f"tender:{tender}", "released")
    record = scene.get("tender", tender)
    if record is None:
        return
    names = regulatory_names(scene.dossier)
    grave = Severity.BLOCKER if names else None
    message = None
    if last is None:
        message = _UNRELEASED
    elif is_stale(last, scene.dossier):
        message = _STALE.format(person=same(last.text("person")), day=last.text("on"))
    elif names and not any(name in last.text("person") for name in names):
        message = _NOT_REGULATORY.format(person=same(last.text("person")))
    if message is not None:
        place = place_of(record)
        yield found(scene, "GATE-04", place, message, severity=grave, tender=tender)


def regulatory_names(dossier: Dossier) -> tuple[str, ...]:
    """Return who may release; where the firm named nobody for 注册, roles are not used yet and nothing is stopped."""
    people = dossier.where("person", role="regulatory")
    return tuple(name for person in people if (name := person.text("name").strip()))


_NO_CERTIFICATE = Text(
    "{day} 没有有效的注册证，只能制作调研材料，不得制作投标材料。请登记注册证或变更文件。",
    "No certificate is in force on {day}: only survey material can be made. Record certificate or change file.",
)
_OVERDUE = Text(
    "环节“{name}”应于 {day} 前完成。请更新状态或期限。",
    "Gate “{name}” was due on {day}. Update its state or date.",
)
_NO_DAY = Text(
    "环节“{name}”已过，没有完成日期。请补填。",
    "Gate “{name}” is passed without a date. Fill it in.",
)
_UNRELEASED = Text(
    "本项目材料尚未由注册人员放行。请核对范围后放行。",
    "Regulatory affairs has not released this tender. Check the scope and release it.",
)
_NOT_REGULATORY = Text(
    "放行人{person}不是登记的注册人员。请由注册人员核对范围后放行。",
    "{person}, who released it, is not recorded as regulatory affairs. Let regulatory affairs check and release it.",
)
_STALE = Text("{person} 于 {day} 放行后内容已变化。请重新核对并放行。", "The content has changed since {person} released it on {day}. Check and release again.")  # fmt: skip
