"""What comes back: the result of a tender and its answers kept, stamped scans matched, dates as a calendar file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Lang, Text
from dossier_app.model.agenda import Event, agenda, calendar_text, challenge_until
from dossier_app.model.builders.evidence import MERGED
from dossier_app.model.dossier import Dossier
from dossier_app.model.pagematch import Key, PageContent, find_pages
from dossier_app.model.records import Record
from dossier_app.model.validity import calendar_of
from dossier_app.readers.pagelooks import look_at_pages
from dossier_app.service import imports, plans, queries
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, JsonValue
from dossier_app.service.packs import find_pack
from dossier_app.service.workspace import Changed, Workspace

_ENDED = ("won", "lost", "dropped")


@dataclass(frozen=True, slots=True)
class Result:
    """How a tender ended; what is None is not known. `scores` are points achieved by score item (id)."""

    state: str
    on: date | None = None
    rank: int | None = None
    winner: str = ""
    price: Decimal | None = None
    reason: str = ""
    scores: Mapping[str, Decimal] = field(default_factory=dict)


def record_result(ws: Workspace, dossier: str, tender: str, result: Result) -> Changed:
    """Keep how a tender ended, with its answers in the firm's library, as one undoable change.

    The day until which the result may be challenged is counted in working days. Answers that were
    kept before are not kept twice; those of a tender that was won are suggested first from then on.

    Raises:
        NotFound: no such dossier, tender or score item. BadInput: not a way to end.
    """
    found = queries.dossier(ws, dossier)
    stored = plans.tender_of(found, tender)
    if result.state not in _ENDED:
        raise BadInput(_NO_STATE.format(state=result.state), place="--state", code="NO-STATE")
    values: dict[str, JsonValue] = {"state": result.state}
    if result.on is not None:
        pack = find_pack(found.heading.pack, ws.folder)
        values["result_on"] = result.on.isoformat()
        values["challenge_until"] = challenge_until(result.on, calendar_of(pack)).isoformat()
    if result.rank is not None:
        values["rank"] = result.rank
    if result.price is not None:
        values["winning_price"] = format(result.price, "f")
    values |= {k: v for k, v in (("winner", result.winner), ("result_note", result.reason)) if v}
    parts: list[Command] = [ChangeRecord("tender", stored.id, values)]
    for item, points in result.scores.items():
        parts.append(ChangeRecord("score_item", item, {"achieved": format(points, "f")}))
    if result.state != "dropped":
        parts += _kept_answers(found, stored, result)
    return ws.do(Batch(_RESULT_NAME.format(name=stored.text("name")), tuple(parts)))


def _kept_answers(dossier: Dossier, tender: Record, result: Result) -> list[Command]:
    project = tender.text("name")
    known = {
        row.text("requirement"): row
        for row in dossier.all("past_answer")
        if row.text("project") == project
    }
    answers = {r.text("requirement"): r for r in dossier.where("response", tender=tender.id)}
    made: list[Command] = []
    for row in dossier.where("requirement", tender=tender.id):
        response = answers.get(row.id)
        if response is None or not response.text("text").strip():
            continue
        values = _kept_values(dossier, tender, row, response, result)
        before = known.get(row.text("text"))
        if before is None:
            made.append(AddRecord("", "past_answer", uuid.uuid4().hex, values))
        else:
            made.append(ChangeRecord("past_answer", before.id, values))
    return made


def _kept_values(
    dossier: Dossier, tender: Record, row: Record, response: Record, result: Result
) -> dict[str, JsonValue]:
    day = result.on or tender.day("deadline")
    values: dict[str, JsonValue] = {
        "requirement": row.text("text"),
        "answer": response.text("text"),
        "project": tender.text("name"),
        "product": dossier.text("claim.product_name"),
        "won": result.state == "won",
        "deviation": response.text("deviation"),
        "answered_on": day.isoformat() if day else "",
    }
    return {key: value for key, value in values.items() if value != ""}


def events(ws: Workspace, dossier: str, tender: str = "") -> tuple[Event, ...]:
    """Return the dates to keep of a dossier, or of one tender; raises NotFound."""
    found = queries.dossier(ws, dossier)
    return agenda(found, plans.tender_of(found, tender).id if tender else "")


def write_calendar(
    ws: Workspace, dossier: str, target: Path, *, tender: str = "", replace: bool = False
) -> tuple[Event, ...]:
    """Write the dates to keep as a calendar file (.ics) and return them.

    Raises:
        NotFound: no such dossier or tender. BadInput: the file exists. DiskTrouble: it cannot be written.
    """
    found = events(ws, dossier, tender)
    if target.exists() and not replace:
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    stamp = queries.judged_date(ws, queries.heading(ws, dossier))
    with replacing(target) as temporary:
        temporary.write_bytes(calendar_text(found, Lang.ZH, stamp).encode())
    return found


@dataclass(frozen=True, slots=True)
class SealedScan:
    """A document of the signing list and the pages of the scan on which it was found; none: not found."""

    qualification: str
    name: str
    pages: tuple[int, ...]
    wanted: int

    @property
    def whole(self) -> bool:
        """Tell whether every page of the original was found."""
        return self.wanted > 0 and len(self.pages) == self.wanted

    def as_json(self) -> dict[str, Any]:
        """Return the match for scripts."""
        return {
            "qualification": self.qualification,
            "name": self.name,
            "pages": list(self.pages),
            "of": self.wanted,
            "whole": self.whole,
        }


def match_sealed(
    ws: Workspace, dossier: str, tender: str, scan: Path, progress: Progress = SILENT
) -> tuple[SealedScan, ...]:
    """Find the originals of a tender's signing list in a stamped scan; nothing is changed.

    Raises:
        NotFound: no such dossier or tender. BadInput: no readable PDF or picture, or nothing is to be sealed.
    """
    found = queries.dossier(ws, dossier)
    stored = plans.tender_of(found, tender)
    rows = [r for r in found.where("qualification", tender=stored.id) if r.flag("seal")]
    originals = {row.id: _original(found, row) for row in rows}
    if not any(originals.values()):
        raise BadInput(_NO_SEALS, place=stored.text("code"), code="SEALED-NOTHING")
    scanned = look_at_pages(scan, progress)
    wanted: dict[Key, PageContent] = {}
    for record in filter(None, originals.values()):
        path = ws.evidence.path(record.text("sha256"))
        looks = look_at_pages(path, progress, name=record.text("file_name"))
        for n, content in enumerate(looks, 1):
            if content.is_telling():
                wanted[record.text("sha256"), n] = content
    hits = find_pages(wanted, scanned)
    return tuple(_scan_of(row, originals[row.id], wanted, hits) for row in rows)


def _original(dossier: Dossier, row: Record) -> Record | None:
    licence = dossier.find("licence", row.text("licence"))
    ident = row.text("evidence") or (licence.text("evidence") if licence else "")
    record = dossier.find("evidence", ident)
    return record if record and record.text("media_type") in MERGED else None


def _scan_of(
    row: Record, original: Record | None, wanted: Mapping[Key, Any], hits: Mapping[Key, Any]
) -> SealedScan:
    sha = original.text("sha256") if original else ""
    pages = [key for key in wanted if key[0] == sha and sha]
    found = tuple(sorted(hits[key].page for key in pages if key in hits))
    return SealedScan(row.id, row.text("name"), found, len(pages))


def take_sealed(
    ws: Workspace, dossier: str, scan: Path, matches: tuple[SealedScan, ...]
) -> Changed | None:
    """Keep the scan as evidence and tick what it holds whole as sealed, as one undoable change; None: nothing was whole.

    Raises:
        BadInput: the scan cannot be evidence. InUse, DiskTrouble: not writable.
    """
    whole = [each for each in matches if each.whole]
    if not whole:
        return None
    owner = queries.heading(ws, dossier).id
    content = imports.take_in(ws, scan)
    kept = imports.evidence_record(owner, uuid.uuid4().hex, "other", scan, content)
    parts: list[Command] = [kept]
    for each in whole:
        values: dict[str, JsonValue] = {"sealed": True, "sealed_scan": kept.id}
        parts.append(ChangeRecord("qualification", each.qualification, values))
    return ws.do(Batch(_SEALED_NAME.format(count=len(whole)), tuple(parts)))


_NO_STATE = Text(
    "“{state}”不是结果；可用 won（中标）、lost（未中标）、dropped（放弃）。",
    "“{state}” is no result; use won, lost or dropped.",
)
_RESULT_NAME = Text("登记投标结果：{name}", "Keep the result of {name}")
_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或要求覆盖（--replace）。",
    "“{name}” exists; nothing was changed. Choose another name or ask to replace it (--replace).",
)
_NO_SEALS = Text(
    "本项目没有需要签章且附有文件的资格文件，没有可匹配的原件。请先在资格文件中勾选“需盖章签字”并关联文件。",
    "No document with a file is marked as to be sealed; there is nothing to match. Mark documents and link their files first.",
)
_SEALED_NAME = Text(
    "登记签章后的扫描件（{count} 份文件）", "Keep a stamped scan ({count} documents)"
)
