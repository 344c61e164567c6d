"""Two machines' work on one dossier made one: planned against the last common bundle, decided, done in one undo."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import to_json
from dossier_app.model.merge import Choice, State, Unit, tally, units, woven
from dossier_app.service import handed, imports
from dossier_app.service.bundle import refuse_redacted, staged, take_files
from dossier_app.service.bundleform import Opened
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    Command,
    JsonValue,
    MarkNotApplicable,
    MoveRecord,
    PinRulePack,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.exchange import Exchange
from dossier_app.service.refusals import refuse
from dossier_app.service.workspace import Workspace

Decisions = Mapping[str, Choice]
ALL = "*"
_REASON = "合并交接包 / merged from a bundle"
_NAME = Text("合并交接包“{key}”", "Merge the bundle “{key}”")
_KEPT = "合并时保留的对方答案 / the other side's answer, kept by a merge ({place}): {value}"
_OPEN = Text(
    "有 {n} 处双方都改过，须先决定：{places}。未作任何改动。请先看合并计划（--plan --merge），再用 --resolve 或 --conflicts 给出决定。",
    "{n} places were changed on both sides and need a decision: {places}. Nothing was changed. "
    "Look at the plan (--plan --merge), then decide with --resolve or --conflicts.",
)


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge is made from: both sides, whether a common bundle is known, and every unit."""

    dossier: str
    key: str
    base: Exchange
    mine: Exchange
    theirs: Exchange
    units: tuple[Unit, ...]

    @property
    def conflicts(self) -> tuple[Unit, ...]:
        """Return the units on which both sides did something else."""
        return tuple(unit for unit in self.units if unit.state is State.CONFLICT)

    def as_json(self, decisions: Decisions) -> dict[str, Any]:
        """Return the plan for scripts: counts, and each unit that is not the same on both sides."""
        moved = [unit for unit in self.units if unit.state is not State.SAME]
        return {
            "base": bool(self.base),
            "counts": tally(self.units, decisions),
            "units": [
                {
                    "place": unit.place,
                    "state": unit.state.value,
                    "choice": _choice_words(unit, decisions),
                    "base": unit.base,
                    "mine": unit.mine,
                    "theirs": unit.theirs,
                }
                for unit in moved
            ],
        }


def plan(ws: Workspace, opened: Opened) -> MergePlan:
    """Set a bundle against the dossier as it stands and the last bundle both sides knew.

    Raises:
        NotFound: the dossier is not here; there is nothing to merge with.
    """
    refuse_redacted(opened)
    about, theirs = opened.form["dossier"], opened.form
    identity = str(about["id"])
    mine = dict(imports.dump(ws, identity))
    mine["firm"] = _firm_here(ws, theirs)
    known = {*opened.manifest.get("lineage", ()), opened.sha256}
    base = handed.common(ws, identity, known) or {}
    key = str(mine["dossier"]["key"])
    return MergePlan(identity, key, base, mine, theirs, units(base, mine, theirs))


def plan_merge(
    ws: Workspace, file: Path, decisions: Decisions, *, password: str = ""
) -> dict[str, Any]:
    """Return the plan of merging a bundle, without changing anything; raises as `read_bundle`."""
    with staged(ws, file, password) as opened:
        made = plan(ws, opened)
        return made.as_json(_for_each(made, decisions))


def look(ws: Workspace, file: Path, password: str = "") -> MergePlan | None:
    """Return the plan of merging a bundle, None when its dossier is not here yet; raises as `read_bundle`."""
    with staged(ws, file, password) as opened:
        try:
            imports.dump(ws, str(opened.form["dossier"]["id"]))
        except NotFound:
            return None
        return plan(ws, opened)


def merge_bundle(
    ws: Workspace,
    file: Path,
    decide: Decisions,
    *,
    password: str = "",
    progress: Progress = SILENT,
) -> dict[str, Any]:
    """Merge a bundle into its dossier in one undoable change and return the numbers before and after.

    `decide` gives a choice by place; the place `*` stands for every conflict that is not named.

    Raises:
        BadInput: a conflict is not decided, a decision names no place, or the result would not hold together.
        NotFound, IntegrityBroken, TooNew: as `read_bundle`; nothing was changed.
    """
    with staged(ws, file, password, progress) as opened:
        made = plan(ws, opened)
        decide = _for_each(made, decide)
        _check(made, decide)
        batch = Batch(_NAME.format(key=made.key), tuple(_commands(ws, made, decide)))
        ws.rehearse(batch)
        take_files(ws, opened, progress)
        ws.do(batch)
        handed.keep(ws, opened.form, taken=True)
    after = imports.dump(ws, made.dossier)
    return _report(made, decide, after, len(opened.staged))


def decisions_from(raw: object) -> dict[str, Choice]:
    """Read `{place: mine|theirs|both}`; raises BadInput naming the place."""
    words = {choice.value: choice for choice in Choice}
    if not isinstance(raw, dict):
        raise _unreadable("$", type(raw).__name__)
    for place, word in raw.items():
        if word not in words:
            raise _unreadable(str(place), str(word))
    return {str(place): words[word] for place, word in raw.items()}


def _for_each(made: MergePlan, decisions: Decisions) -> dict[str, Choice]:
    """Return the decisions by place, those for all conflicts spelled out."""
    named = {place: choice for place, choice in decisions.items() if place != ALL}
    rest = {unit.place: decisions[ALL] for unit in made.conflicts if ALL in decisions}
    return rest | named


def _choice_words(unit: Unit, decisions: Decisions) -> str | None:
    decided = decisions.get(unit.place)
    undecided = unit.state is State.CONFLICT and decided is None
    return None if undecided else unit.chosen(decided).value


def _check(made: MergePlan, decisions: Decisions) -> None:
    known = {unit.place for unit in made.units}
    if unknown := sorted(decisions.keys() - known):
        raise _unreadable(unknown[0], decisions[unknown[0]].value)
    left = [unit.place for unit in made.conflicts if unit.place not in decisions]
    if left:
        places = ", ".join(left[:5]) + (", …" if len(left) > 5 else "")
        raise BadInput(_OPEN.format(n=len(left), places=places), place=left[0], code="MERGE-OPEN")


def _unreadable(place: str, found: str) -> BadInput:
    return refuse(
        "合并决定在“{place}”处读不懂：得到 {found}；应为计划中的位置，取 mine、theirs 或 both。未作任何改动。",
        "The decision at “{place}” cannot be read: found {found}; expected a place of the plan with mine, theirs or both. "
        "Nothing was changed.",
        place=place,
        code="MERGE-DECISION",
        found=found,
    )


def _firm_here(ws: Workspace, theirs: Exchange) -> dict[str, list[dict[str, Any]]]:
    """Return the firm's records here that the other side names."""
    found = {}
    with ws.reading() as work:
        for kind, rows in theirs.get("firm", {}).items():
            here = work.some_records(kind, {row["id"] for row in rows})
            found[kind] = [
                {"id": r.id} | {key: to_json(value) for key, value in r.values.items()}
                for r in here
            ]
    return found


def _commands(ws: Workspace, made: MergePlan, decisions: Decisions) -> Iterator[Command]:
    chosen = [(unit, unit.chosen(decisions.get(unit.place))) for unit in made.units]
    for unit, choice in chosen:
        if unit.part == "firm":
            yield from _firm(unit, choice)
    for unit, choice in chosen:
        if unit.part == "heading" and choice is Choice.THEIRS and unit.state is not State.SAME:
            yield _heading(made.dossier, unit)
        elif unit.part in ("answers", "not_applicable"):
            yield from _single(made.dossier, unit, choice)
    kinds = dict.fromkeys(unit.kind for unit in made.units if unit.part == "records")
    for kind in sorted(kinds, key=list(RECORD_KINDS).index):
        mine = [pair for pair in chosen if pair[0].part == "records" and pair[0].kind == kind]
        yield from _records(made, kind, mine)
    for unit, choice in chosen:
        if unit.part in ("answers", "not_applicable") and choice is Choice.BOTH and unit.doubles:
            yield _note(made.dossier, unit, ws.person)


def _heading(dossier: str, unit: Unit) -> Command:
    match unit.key:
        case "name":
            return ChangeHeading(dossier, name=unit.theirs)
        case "judged_on":
            return ChangeHeading(dossier, judged_on=unit.theirs or "")
        case _:
            return PinRulePack(dossier, unit.theirs or "")


def _single(dossier: str, unit: Unit, choice: Choice) -> Iterator[Command]:
    takes = choice is Choice.THEIRS or (choice is Choice.BOTH and unit.mine is None)
    if unit.state is State.SAME or not takes:
        return
    if unit.part == "answers":
        yield SetAnswer(dossier, unit.key, unit.theirs)
    elif unit.theirs is None:
        yield MarkNotApplicable(dossier, unit.key, None)
    else:
        mark = unit.theirs
        yield MarkNotApplicable(
            dossier, unit.key, mark["reason"], mark.get("by", ""), mark.get("on", "")
        )


def _note(dossier: str, unit: Unit, author: str) -> Command:
    value = (
        unit.theirs if isinstance(unit.theirs, str) else json.dumps(unit.theirs, ensure_ascii=False)
    )
    words = _KEPT.format(place=FIELDS[unit.key].label.zh, value=value)
    values: dict[str, JsonValue] = {"place": f"answer:{unit.key}", "text": words, "author": author}
    return AddRecord(dossier, "comment", uuid.uuid4().hex, values)


def _firm(unit: Unit, choice: Choice) -> Iterator[Command]:
    if unit.state is State.SAME or unit.theirs is None or choice is Choice.MINE:
        return
    if unit.mine is None:
        yield AddRecord("", unit.kind, unit.key, unit.theirs)
    elif choice is Choice.BOTH:
        yield AddRecord("", unit.kind, uuid.uuid4().hex, unit.theirs)
    else:
        yield _changing(unit)


def _changing(unit: Unit) -> Command:
    cleared: dict[str, JsonValue] = dict.fromkeys(unit.mine.keys() - unit.theirs.keys())
    return ChangeRecord(unit.kind, unit.key, {**cleared, **unit.theirs}, _REASON)


def _records(
    made: MergePlan, kind: str, chosen: Sequence[tuple[Unit, Choice]]
) -> Iterator[Command]:
    """Yield what brings the records of one kind to what was chosen, in the order both sides give."""
    fresh, gone, copies = dict[str, Mapping[str, Any]](), set[str](), dict[str, str]()
    for unit, choice in chosen:
        if unit.state is State.SAME or choice is Choice.MINE:
            gone |= {unit.key} if unit.mine is None else set()
        elif choice is Choice.BOTH and unit.doubles:
            copies[unit.key] = uuid.uuid4().hex
            fresh[copies[unit.key]] = unit.theirs
        elif unit.mine is None:
            fresh[unit.key] = unit.theirs
        elif unit.theirs is not None:
            yield _changing(unit)
        elif choice is Choice.THEIRS:
            gone.add(unit.key)
            yield RemoveRecord(kind, unit.key, _REASON)
    sides = [
        [row["id"] for row in _rows(side, kind)] for side in (made.base, made.mine, made.theirs)
    ]
    wanted = [
        each
        for key in woven(*sides)
        if key not in gone
        for each in ((key, copies[key]) if key in copies else (key,))
    ]
    yield from _placing(
        made.dossier, kind, [key for key in sides[1] if key not in gone], wanted, fresh
    )


def _rows(side: Exchange, kind: str) -> list[dict[str, Any]]:
    rows = side.get("records", {}).get(kind, [])
    numbered = enumerate(rows)
    return [
        row
        for _, row in sorted(numbered, key=lambda each: (each[1].get("position", each[0]), each[0]))
    ]


def _placing(
    dossier: str,
    kind: str,
    there: list[str],
    wanted: list[str],
    fresh: Mapping[str, Mapping[str, Any]],
) -> Iterator[Command]:
    for at, key in enumerate(wanted):
        if key in fresh:
            there.insert(at, key)
            yield AddRecord(dossier, kind, key, fresh[key], at)
        elif there[at] != key:
            there.remove(key)
            there.insert(at, key)
            yield MoveRecord(kind, key, at)


def _report(made: MergePlan, decisions: Decisions, after: Exchange, files: int) -> dict[str, Any]:
    """Return the numbers that went in, what became of each unit, and what is there now."""
    counts = tally(made.units, decisions)
    notes = sum(
        unit.part in ("answers", "not_applicable")
        and unit.doubles
        and unit.chosen(decisions.get(unit.place)) is Choice.BOTH
        for unit in made.units
    )
    counts["records"]["result"] += notes
    there = {
        "answers": len(after["answers"]),
        "not_applicable": len(after["not_applicable"]),
        "records": sum(len(rows) for rows in after["records"].values()),
    }
    return {
        "dossier": made.dossier,
        "base": bool(made.base),
        "counts": counts,
        "notes": notes,
        "there": there,
        "balanced": all(counts[part]["result"] == number for part, number in there.items()),
        "new_files": files,
    }
