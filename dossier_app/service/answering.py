"""Answers that are suggested, computed or accepted, each through the scope guard; a plan first, nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dossier_app.base.errors import NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.autofill import Offer, better_than, computed_offers
from dossier_app.model.deviation import judge_response
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition, approved_edition
from dossier_app.model.lots import product_of
from dossier_app.model.records import Record
from dossier_app.model.suggest import Known, Suggestion, suggest
from dossier_app.service import plans, queries
from dossier_app.service.answerplans import (
    AnswerPlan,
    AnswerStep,
    LeftOut,
    Offered,
    RowSuggestions,
    apply,
    is_confirmed,
)
from dossier_app.service.companions import joined
from dossier_app.service.workspace import Workspace

__all__ = ["AnswerPlan", "RowSuggestions", "accept", "apply", "fill", "match"]

_MATCHING = Text("正在查找答复建议", "Looking for suggestions")
_FILLING = Text("正在计算答复", "Computing answers")
_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class _Room:
    """A tender with its rows and answers at one moment."""

    dossier: Dossier
    tender: Record
    rows: tuple[Record, ...]
    answers: Mapping[str, Record]
    edition: ApprovedEdition | None
    on: date

    def product(self, row: Record) -> _Room:
        """Return the room of the product that a row is about: its own dossier and approved edition."""
        owner = product_of(self.dossier, row).dossier
        if owner is None or owner is self.dossier:
            return self
        return replace(self, dossier=owner, edition=approved_edition(owner, self.on))


def match(
    ws: Workspace, dossier: str, tender: str, *, progress: Progress = SILENT
) -> tuple[RowSuggestions, ...]:
    """Return for each requirement up to three suggestions, judged by the scope guard; nothing is changed.

    Raises:
        NotFound: no such dossier or tender. Cancelled: the user stopped it.
    """
    room = _room(ws, dossier, tender)
    found = _suggestions(ws, room, room.rows, progress)
    return tuple(
        RowSuggestions(row, room.answers.get(row.id), found.get(row.id, ())) for row in room.rows
    )


def fill(ws: Workspace, dossier: str, tender: str, *, progress: Progress = SILENT) -> AnswerPlan:
    """Plan what figures alone decide: deviations of answers, and answers from approved figures and offered terms.

    A confirmed answer is never touched, nor a deviation that a person put more cautiously than the figures say.

    Raises:
        NotFound: no such dossier or tender. Cancelled: the user stopped it.
    """
    room = _room(ws, dossier, tender)
    steps: list[AnswerStep] = []
    left: list[LeftOut] = []
    for at, row in enumerate(room.rows):
        if at % _AT_ONCE == 0:
            progress.step(at, len(room.rows), _FILLING)
        made = _computed(room.product(row), row)
        if isinstance(made, AnswerStep):
            steps.append(made)
        elif made is not None:
            left.append(LeftOut(row, made))
    name = _FILL_NAME.format(count=len(steps))
    return _plan(room, name, steps, left)


def accept(
    ws: Workspace,
    dossier: str,
    tender: str,
    picks: Mapping[str, int],
    *,
    progress: Progress = SILENT,
) -> AnswerPlan:
    """Plan to take suggestions over: `picks` gives for each requirement (by id) which one, 0 = the best.

    What the scope guard does not let pass, and what is confirmed already, is left out and named.

    Raises:
        NotFound: no such dossier, tender or requirement. Cancelled: the user stopped it.
    """
    room = _room(ws, dossier, tender)
    known = {row.id: row for row in room.rows}
    for requirement in picks:
        if requirement not in known:
            raise NotFound(_NO_ROW.format(id=requirement), place=requirement, code="NO-RECORD")
    rows = tuple(row for row in room.rows if row.id in picks)
    offered = _suggestions(ws, room, rows, progress)
    steps: list[AnswerStep] = []
    left: list[LeftOut] = []
    for row in rows:
        made = _accepted(room.product(row), row, offered.get(row.id, ()), picks[row.id])
        if isinstance(made, AnswerStep):
            steps.append(made)
        else:
            left.append(LeftOut(row, made))
    plan = _plan(room, _ACCEPT_NAME.format(count=len(steps)), steps, left)
    return replace(plan, confirms=True)


def _room(ws: Workspace, dossier: str, tender: str) -> _Room:
    found = joined(ws, queries.dossier(ws, dossier))
    stored = plans.tender_of(found, tender)
    on = queries.judged_date(ws, found.heading)
    return _Room(
        found,
        stored,
        found.where("requirement", tender=stored.id),
        {r.text("requirement"): r for r in found.where("response", tender=stored.id)},
        approved_edition(found, on),
        on,
    )


def _plan(room: _Room, name: Text, steps: list[AnswerStep], left: list[LeftOut]) -> AnswerPlan:
    basis = plans.basis(room.dossier, room.tender)
    identity = room.dossier.heading.id
    return AnswerPlan(identity, room.tender.id, name, tuple(steps), tuple(left), basis)


def _suggestions(
    ws: Workspace, room: _Room, rows: tuple[Record, ...], progress: Progress
) -> dict[str, tuple[Offered, ...]]:
    progress.step(0, len(rows), _MATCHING)
    on = queries.judged_date(ws, room.dossier.heading)
    by_product: dict[str, list[Record]] = {}
    for row in rows:
        by_product.setdefault(row.text("product").strip(), []).append(row)
    offered: dict[str, tuple[Offered, ...]] = {}
    for members in by_product.values():
        own = room.product(members[0])
        found = suggest(members, own.dossier, room.dossier.all("past_answer"), on=on)
        for row_id, hits in found.items():
            offered[row_id] = tuple(_offered(own, each) for each in hits)
    progress.step(len(rows), len(rows), _MATCHING)
    return offered


def _offered(room: _Room, suggestion: Suggestion) -> Offered:
    if room.edition is None:
        return Offered(suggestion, False, _NO_EDITION)
    if suggestion.beyond:
        why = _BEYOND.format(words="、".join(suggestion.beyond))
        return Offered(suggestion, False, why)
    return Offered(suggestion, True, None)


def _computed(room: _Room, row: Record) -> AnswerStep | Text | None:
    """Return the step that figures decide, why there is none, or None where nothing is to be computed."""
    response = room.answers.get(row.id)
    if is_confirmed(response):
        return None
    if response is not None and response.text("text").strip():
        return _judged_again(room, row, response)
    reason: Text | None = None
    for offer in computed_offers(row, room.tender, room.edition):
        made = _from_offer(room, row, response, offer)
        if isinstance(made, AnswerStep):
            return made
        reason = made
    return reason


def _judged_again(room: _Room, row: Record, response: Record) -> AnswerStep | Text | None:
    judged = judge_response(row, response, room.edition, room.dossier)
    stated = response.text("deviation")
    if judged.beyond_scope:
        return _BEYOND.format(words="、".join(judged.beyond_scope))
    if judged.missing:
        return judged.reason
    if judged.deviation is None or judged.deviation == stated:
        return None
    if stated and not better_than(stated, judged.deviation):
        return _CAUTIOUS
    text, source = response.text("text"), response.text("source")
    return AnswerStep(row, response, text, judged.deviation, source, judged.reason)


def _from_offer(
    room: _Room, row: Record, response: Record | None, offer: Offer
) -> AnswerStep | Text:
    trial = Record("", "response", room.dossier.heading.id, 0, {"text": offer.text})
    judged = judge_response(row, trial, room.edition, room.dossier)
    if judged.beyond_scope:
        return _BEYOND.format(words="、".join(judged.beyond_scope))
    if not judged.complete or judged.deviation not in ("none", "positive"):
        return _NOT_MET.format(offer=offer.text, reason=judged.reason)
    proof = _proof(room.dossier, offer.kind, offer.id)
    return AnswerStep(
        row, response, offer.text, judged.deviation, offer.source.zh, judged.reason, proof
    )


def _accepted(
    room: _Room, row: Record, offered: tuple[Offered, ...], index: int
) -> AnswerStep | Text:
    response = room.answers.get(row.id)
    if is_confirmed(response):
        return _CONFIRMED
    if not 0 <= index < len(offered):
        return _NO_SUGGESTION
    chosen = offered[index]
    if chosen.why is not None:
        return chosen.why
    known = chosen.suggestion.known
    proof = _proof(room.dossier, known.kind, known.id)
    deviation = chosen.suggestion.deviation or ""
    day = f"（{known.day.isoformat()}）" if known.day else ""
    return AnswerStep(
        row, response, known.answer, deviation, f"{known.source.zh}{day}", _taken(known), proof
    )


def _taken(known: Known) -> Text:
    return _TAKEN.format(source=known.source)


def _proof(dossier: Dossier, kind: str, identity: str) -> str:
    """Return the evidence file behind a source: itself, or the certificate's or change file's scan."""
    if kind == "evidence":
        return identity
    record = dossier.find(kind, identity)
    if kind == "approved_indicator" and record is not None:
        change = dossier.find("change_file", record.text("change_file"))
        record = change or dossier.find("certificate", record.text("certificate"))
    held = record.text("evidence") if record and kind != "past_answer" else ""
    return held if dossier.find("evidence", held) else ""


_FILL_NAME = Text("计算并填入答复（{count} 条）", "Fill in computed answers ({count})")
_ACCEPT_NAME = Text("采用答复建议（{count} 条）", "Take suggestions over ({count})")
_NO_ROW = Text("本投标项目没有编号为“{id}”的要求。", "This tender has no requirement “{id}”.")
_NO_EDITION = Text(
    "判定日没有有效的注册证，无法核对是否超出核准范围。",
    "No certificate is in force on the judged day; the approved scope cannot be checked.",
)
_BEYOND = Text("超出核准范围：{words}", "beyond the approved edition: {words}")
_CAUTIOUS = Text(
    "人工填写的偏离比计算结果更保守，未改动",
    "the deviation put in by a person is more cautious than the figures; left as it is",
)
_NOT_MET = Text("“{offer}”未能满足本条：{reason}", "“{offer}” does not answer this: {reason}")
_CONFIRMED = Text("答复已由人确认，未改动", "the answer is confirmed; left as it is")
_NO_SUGGESTION = Text("没有这条建议", "there is no such suggestion")
_TAKEN = Text("采用建议：{source}", "suggestion taken over: {source}")
