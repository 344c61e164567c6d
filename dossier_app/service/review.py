"""Review by people with names: a verdict a section, tasks with owner and date, approval that locks, unlocking."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.definition import STEPS
from dossier_app.model.dossier import Dossier
from dossier_app.model.linking import WHOLE, is_stale, latest
from dossier_app.model.records import Record
from dossier_app.service import baselines, queries
from dossier_app.service.commands import AddRecord, Batch, Command, Confirm, JsonValue
from dossier_app.service.locking import APPROVED, UNLOCKED, lock_of
from dossier_app.service.refusals import refuse
from dossier_app.service.workspace import Changed, Workspace

RETURNED, IMPROVABLE, PASSED = "returned", "improvable", "passed"
VERDICTS = (RETURNED, IMPROVABLE, PASSED)
_VERDICT = Text("审核“{name}”", "Review “{name}”")


@dataclass(frozen=True, slots=True)
class Task:
    """What a reviewer asks for."""

    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class SectionReview:
    """One section with its last verdict: by whom, when, whether it is stale or of own work, and its open tasks."""

    step: Text
    key: str
    label: Text
    verdict: str
    person: str
    on: str
    reason: str
    stale: bool
    own_work: bool
    tasks: tuple[Record, ...]

    @property
    def what(self) -> str:
        """Return the name under which the section is confirmed."""
        return f"section:{self.key}"

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "section": self.key,
            "label": self.label.as_json(),
            "verdict": self.verdict or None,
            "person": self.person,
            "on": self.on,
            "stale": self.stale,
            "own_work": self.own_work,
            "open_tasks": len(self.tasks),
        }


@dataclass(frozen=True, slots=True)
class Review:
    """The state of review of a dossier: every section, the approval in force, whether it locks and is stale."""

    sections: tuple[SectionReview, ...]
    approval: Record | None
    locked: bool
    stale: bool

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        approval = self.approval
        return {
            "locked": self.locked,
            "approval": {
                "person": approval.text("person"),
                "on": approval.text("on"),
                "stale": self.stale,
                "own_work": approval.flag("own_work"),
            }
            if approval
            else None,
            "sections": [each.as_json() for each in self.sections],
        }


def review(ws: Workspace, dossier: str) -> Review:
    """Return how far a dossier is reviewed; raises NotFound."""
    found = queries.dossier(ws, dossier)
    approval = latest(found, WHOLE, APPROVED)
    sections = tuple(
        _section(found, step.label, section.key, section.label)
        for step in STEPS
        for section in step.sections
    )
    locked = lock_of(found) is not None
    return Review(sections, approval, locked, approval is not None and is_stale(approval, found))


def give_verdict(
    ws: Workspace, dossier: str, section: str, verdict: tuple[str, str, str], tasks: Sequence[Task]
) -> Changed:
    """Give a section a verdict, (verdict, person, reason), with its tasks, as one change.

    Raises:
        BadInput: no such verdict, or a section sent back without a word. NotFound: no such section.
    """
    what, person, reason = verdict
    if what not in VERDICTS:
        raise refuse(
            "审核结论“{found}”不存在；有：{known}。",
            "There is no verdict “{found}”; there are: {known}.",
            place="verdict",
            code="VERDICT",
            found=what,
            known=", ".join(VERDICTS),
        )
    if what == RETURNED and not reason.strip() and not tasks:
        raise refuse(
            "退回修改须写明理由或列出任务。",
            "Returning a section needs a reason or a task.",
            place="reason",
            code="REASON-MISSING",
        )
    identity = queries.heading(ws, dossier).id
    confirmed = Confirm(identity, f"section:{section}", person, what, reason)
    label = _label(section)
    return ws.do(
        Batch(_VERDICT.format(name=label), (confirmed, *_tasks(identity, section, person, tasks)))
    )


def approve(ws: Workspace, dossier: str, person: str, reason: str = "") -> Changed:
    """Approve a dossier as it stands, which locks it.

    Raises:
        BadInput: a section is sent back, or it is locked already.
    """
    state = review(ws, dossier)
    sent_back = [each.label for each in state.sections if each.verdict == RETURNED]
    if sent_back:
        raise refuse(
            "仍有退回修改的部分：{name} 等 {n} 处。请先处理并重新审核。",
            "{n} sections are sent back, such as {name}. Mend and review them first.",
            place=sent_back[0].zh,
            code="SENT-BACK",
            name=sent_back[0],
            n=len(sent_back),
        )
    if state.locked:
        raise refuse(
            "卷宗已批准并锁定。",
            "The dossier is approved and locked already.",
            place=dossier,
            code="LOCKED",
        )
    return ws.do(Confirm(queries.heading(ws, dossier).id, WHOLE, person, APPROVED, reason))


def unlock(ws: Workspace, dossier: str, person: str, reason: str) -> str:
    """Open a locked dossier for changes and return the name of the version kept of what was approved.

    Raises:
        BadInput: it is not locked, or no reason was given.
    """
    found = queries.dossier(ws, dossier)
    lock = lock_of(found)
    if lock is None:
        raise refuse(
            "卷宗没有锁定。", "The dossier is not locked.", place=dossier, code="NOT-LOCKED"
        )
    if not reason.strip() or not person.strip():
        raise refuse(
            "解锁必须写明理由和姓名。",
            "Unlocking needs a reason and a person.",
            place="reason",
            code="REASON-MISSING",
        )
    name = f"批准版 {lock.text('on')} {lock.text('person')[:20]} {lock.id[:6]}"
    if all(each.name != name for each in baselines.baselines(ws, dossier)):
        baselines.add(ws, dossier, name)
    ws.do(Confirm(found.heading.id, WHOLE, person, UNLOCKED, reason))
    return name


def _section(found: Dossier, step: Text, key: str, label: Text) -> SectionReview:
    what = f"section:{key}"
    last = latest(found, what, *VERDICTS)
    tasks = [
        note
        for note in found.all("comment")
        if note.text("place") == what and not note.flag("done")
    ]
    if last is None:
        return SectionReview(step, key, label, "", "", "", "", False, False, tuple(tasks))
    return SectionReview(
        step,
        key,
        label,
        last.text("meaning"),
        last.text("person"),
        last.text("on"),
        last.text("reason"),
        is_stale(last, found),
        last.flag("own_work"),
        tuple(tasks),
    )


def _label(section: str) -> Text:
    found = (each.label for step in STEPS for each in step.sections if each.key == section)
    return next(found, Text(section, section))


def _tasks(dossier: str, section: str, person: str, tasks: Sequence[Task]) -> list[Command]:
    made: list[Command] = []
    for task in tasks:
        values: dict[str, JsonValue] = {
            "place": f"section:{section}",
            "text": task.text,
            "author": person,
            "owner": task.owner or None,
            "due": task.due.isoformat() if task.due else None,
        }
        made.append(AddRecord(dossier, "comment", uuid.uuid4().hex, values))
    return made
