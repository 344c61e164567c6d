"""A clarified file against the stored tender: differences row by row, then one undoable change that keeps the answers."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import from_json, to_json
from dossier_app.model.records import Record
from dossier_app.model.rowdiff import Difference, RowDiff, RowState, compare_rows
from dossier_app.model.tenderfile import TenderFile
from dossier_app.service import plans, queries, tendering
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeRecord,
    Command,
    JsonValue,
    MoveRecord,
    RemoveRecord,
)
from dossier_app.service.relisting import ListDiff, list_commands, list_diffs
from dossier_app.service.sameproject import refuse_other
from dossier_app.service.workspace import Changed, Workspace

_KEPT_FIELDS = ("section", "number", "marks", "effective_marks", "text", "thresholds", "place")
_CLEARS = frozenset({"text", "marks", "effective_marks", "thresholds"})


@dataclass(frozen=True, slots=True)
class Reread:
    """What a file read again says otherwise: rows in the new order, project facts, meanings of marks."""

    dossier: str
    tender: str
    rows: tuple[RowDiff, ...]
    facts: tuple[Difference, ...]
    marks: tuple[Difference, ...]
    read: TenderFile = field(repr=False)
    basis: str = field(repr=False)
    lists: tuple[ListDiff, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        return {state.value: sum(r.state is state for r in self.rows) for state in RowState}

    def as_json(self) -> dict[str, Any]:
        """Return counts, and all rows that are not the same."""
        return {
            "counts": self.counts(),
            "facts": [each.as_json() for each in self.facts],
            "marks": [each.as_json() for each in self.marks],
            "lists": [each.as_json() for each in self.lists],
            "rows": [row.as_json() for row in self.rows if row.state is not RowState.SAME],
        }


def reread(
    ws: Workspace,
    dossier: str,
    tender: str,
    tender_file: TenderFile,
    *,
    other_project: bool = False,
) -> Reread:
    """Compare a clarified file with what is stored; nothing is changed.

    Raises:
        NotFound: no such dossier or tender.
        BadInput: the file has no requirements, or is of another project and `other_project` was not asked for.
    """
    found = queries.dossier(ws, dossier)
    stored = plans.tender_of(found, tender)
    if not tender_file.requirements:
        raise BadInput(_EMPTY, place=stored.text("code"), code="REREAD-EMPTY")
    facts = tendering.project_values(tender_file)
    if not other_project:
        refuse_other(stored, facts, "REREAD-OTHER")
    rows = compare_rows(found.where("requirement", tender=stored.id), tender_file.requirements)
    return Reread(
        found.heading.id,
        stored.id,
        rows,
        tuple(_facts(stored, facts)),
        tuple(_marks(found, stored, tender_file)),
        tender_file,
        plans.basis(found, stored),
        list_diffs(found, stored, tender_file),
    )


def apply_reread(
    ws: Workspace, plan: Reread, *, drop_gone: bool = False, initiator: object = None
) -> Changed:
    """Take the differences over in one undoable change: answers stay, changed rows lose their confirmation.

    Rows that are gone stay with a note, unless `drop_gone` takes them and their answers out.

    Raises:
        BadInput: the tender changed since the comparison; nothing was changed.
    """
    found = plans.still(ws, plan.dossier, plan.tender, plan.basis)
    counts = plan.counts()
    name = _NAME.format(changed=counts["changed"], new=counts["new"], gone=counts["gone"])
    parts = [
        *_tender_commands(found, plan),
        *_row_commands(found, plan, drop_gone=drop_gone, author=ws.person),
        *list_commands(plan.dossier, plan.lists),
    ]
    return ws.do(Batch(name, tuple(parts)), initiator)


def _facts(stored: Record, facts: tendering.Values) -> Iterator[Difference]:
    kind = RECORD_KINDS["tender"]
    for key, raw in facts.items():
        if key == "source_facts":
            continue
        old, new = stored.values.get(key), from_json(kind.field(key), raw)
        if old != new:
            yield Difference(key, "" if old is None else str(to_json(old)), str(to_json(new)))


def _marks(dossier: Dossier, tender: Record, read: TenderFile) -> Iterator[Difference]:
    known = {mark.text("symbol"): mark for mark in dossier.where("mark", tender=tender.id)}
    for symbol, effect in read.mark_effects.items():
        mark, values = known.get(symbol), tendering.mark_values(tender.id, symbol, effect)
        old = f"{mark.text('effect')}{mark.text('points')}" if mark else ""
        new = f"{values['effect']}{values.get('points', '')}"
        if values["effect"] != "unknown" and old != new:
            yield Difference(symbol, old, new)
        elif mark is None:
            yield Difference(symbol, "", new)


def _tender_commands(dossier: Dossier, plan: Reread) -> Iterator[Command]:
    tender = plans.tender_of(dossier, plan.tender)
    facts = tendering.project_values(plan.read)
    values: dict[str, JsonValue] = {each.field: facts[each.field] for each in plan.facts}
    if "source_facts" in facts:
        merged = {**tendering.facts_of(tender), **plan.read.project}
        values["source_facts"] = json.dumps(merged, ensure_ascii=False)
    if values:
        yield ChangeRecord("tender", tender.id, values)
    known = {mark.text("symbol"): mark for mark in dossier.where("mark", tender=tender.id)}
    for each in plan.marks:
        effect = tendering.mark_values(tender.id, each.field, plan.read.mark_effects[each.field])
        mark = known.get(each.field)
        if mark is None:
            yield AddRecord(plan.dossier, "mark", uuid.uuid4().hex, effect)
        else:
            said = {"effect": effect["effect"], "points": effect.get("points")}
            yield ChangeRecord("mark", mark.id, said)


def _row_commands(
    dossier: Dossier, plan: Reread, *, drop_gone: bool, author: str
) -> Iterator[Command]:
    answers = {r.text("requirement"): r for r in dossier.where("response", tender=plan.tender)}
    gone = [r.requirement for r in plan.rows if r.row is None and r.requirement is not None]
    for diff in plan.rows:
        if diff.requirement is not None and diff.row is not None:
            yield from _taken_over(diff, plan, answers, author)
    yield from _placed(dossier, plan)
    for record in gone:
        if not drop_gone:
            yield _note(plan.dossier, record, _GONE_NOTE.zh, author)
    yield from _dropped(dossier, gone, answers) if drop_gone else ()


def _taken_over(
    diff: RowDiff, plan: Reread, answers: dict[str, Record], author: str
) -> Iterator[Command]:
    record, row = diff.requirement, diff.row
    if record is None or row is None:
        return
    read = tendering.requirement_values(plan.tender, row)
    yield ChangeRecord("requirement", record.id, {key: read[key] for key in _KEPT_FIELDS})
    if diff.state is not RowState.CHANGED:
        return
    answer = answers.get(record.id)
    if answer is not None:
        yield ChangeRecord("response", answer.id, {"confirmed_by": None})
    changes = (each for each in diff.differences if each.field in _CLEARS)
    words = "；".join(f"{_label(e.field)}：{e.old or '—'} → {e.new or '—'}" for e in changes)
    yield _note(plan.dossier, record, _CHANGED_NOTE.zh.format(changes=words), author)


def _label(key: str) -> str:
    return RECORD_KINDS["requirement"].field(key).label.zh


def _note(dossier: str, record: Record, words: str, author: str) -> AddRecord:
    values: dict[str, JsonValue] = {
        "place": f"record:{record.kind}:{record.id}",
        "text": words[:20_000],
        "author": author,
    }
    return AddRecord(dossier, "comment", uuid.uuid4().hex, values)


def _placed(dossier: Dossier, plan: Reread) -> Iterator[Command]:
    """Put new rows in and moved ones where the file has them, among all requirements of the dossier."""
    order = [r.id for r in dossier.all("requirement") if r.dossier == plan.dossier]
    spot = _first_spot(order, plan)
    steady = {r.requirement.id for r in plan.rows if r.requirement and not r.out_of_order}
    for diff in plan.rows:
        if diff.requirement is None and diff.row is not None:
            values = tendering.requirement_values(plan.tender, diff.row)
            order.insert(spot, uuid.uuid4().hex)
            yield AddRecord(plan.dossier, "requirement", order[spot], values, spot)
        elif diff.requirement is not None and diff.requirement.id not in steady:
            spot = _moved_to(order, diff.requirement.id, spot)
            yield MoveRecord("requirement", diff.requirement.id, spot)
        elif diff.requirement is not None:
            spot = order.index(diff.requirement.id)
        spot += 1


def _moved_to(order: list[str], requirement: str, spot: int) -> int:
    """Take a row out of `order` and put it in before what stands at `spot`; return where it is now."""
    here = order.index(requirement)
    order.pop(here)
    target = spot - 1 if here < spot else spot
    order.insert(target, requirement)
    return target


def _first_spot(order: list[str], plan: Reread) -> int:
    own = {r.requirement.id for r in plan.rows if r.requirement}
    return next((at for at, each in enumerate(order) if each in own), len(order))


def _dropped(
    dossier: Dossier, gone: Iterable[Record], answers: dict[str, Record]
) -> Iterator[Command]:
    removed = list(gone)
    responses = [answers[record.id] for record in removed if record.id in answers]
    targets = {record.id for record in (*removed, *responses)}
    for link in dossier.all("link"):
        if link.text("target") in targets:
            yield RemoveRecord("link", link.id)
    yield from (RemoveRecord("response", record.id) for record in responses)
    yield from (RemoveRecord("requirement", record.id) for record in removed)


_EMPTY = Text(
    "文件中没有读到任何要求，未作比对。请确认选对了文件，或在预览中更正列。",
    "No requirement was read from the file; nothing was compared. Check the file, or correct its columns.",
)
_NAME = Text(
    "重读招标文件（变更 {changed}，新增 {new}，删除 {gone}）",
    "Read the tender file again ({changed} changed, {new} new, {gone} gone)",
)
_CHANGED_NOTE = Text("澄清更正，请复核答复。{changes}", "Clarified; check the answer. {changes}")
_GONE_NOTE = Text(
    "更新后的招标文件中已没有这一条，请确认。", "The new file lacks this row; decide."
)
