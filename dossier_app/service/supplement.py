"""Supplement letters: read from a file or pasted text, kept point by point with the clock, answered as one export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.builders.evidence import Omission, annex_of
from dossier_app.model.builders.supplement import supplement_document
from dossier_app.model.dossier import Dossier
from dossier_app.model.letters import Point, points_of, reply_due
from dossier_app.model.records import Record
from dossier_app.readers.evidence import inspect
from dossier_app.service import imports, queries
from dossier_app.service.commands import AddRecord, Batch, Command
from dossier_app.service.packs import find_pack
from dossier_app.service.production import Order, Paper, Production
from dossier_app.service.refusals import refuse
from dossier_app.service.workspace import Changed, Workspace


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was read and not stored yet."""

    points: tuple[Point, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {
            "points": [
                {"number": each.number, "text": each.text, "place": each.place}
                for each in self.points
            ]
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a letter came: its number, the day, and the file or pasted text that holds it."""

    number: str
    received_on: date
    file: Path | None = None
    text: str = ""


def read_letter(receipt: Receipt, progress: Progress = SILENT) -> Letter:
    """Return the points of a letter without storing it.

    Raises:
        BadInput: nothing can be read in it (a scan), or the file is not a document. NotFound: no such file.
    """
    text = receipt.text
    if receipt.file is not None:
        if not receipt.file.is_file():
            raise NotFound(imports.no_file(receipt.file.name), place=str(receipt.file))
        text = "\n".join(inspect(receipt.file, progress).texts)
    found = points_of(text)
    if not found:
        raise BadInput(_EMPTY, place=receipt.file.name if receipt.file else "--text")
    return Letter(found)


def import_letter(
    ws: Workspace, name: str, receipt: Receipt, progress: Progress = SILENT
) -> Changed:
    """Store a letter with its points, due date, and a note on each field concerned; one undo takes all of it back.

    Raises:
        BadInput: no number, a number stored already, nothing readable. NotFound: no dossier or file.
    """
    dossier = queries.dossier(ws, name)
    if not receipt.number.strip():
        raise refuse(
            "请写明通知编号。", "Give the number of the letter.", place="--number", code="NO-NUMBER"
        )
    if dossier.where("letter", number=receipt.number):
        raise refuse(
            "该通知已登记。", "This letter is stored already.", place=receipt.number, code="TWICE"
        )
    letter = read_letter(receipt, progress)
    kept = imports.attach(ws, name, receipt.file, "regulatory") if receipt.file else ""
    return ws.do(
        Batch(
            _IMPORTED.format(number=receipt.number, n=len(letter.points)),
            tuple(_commands(ws, dossier, receipt, letter, kept)),
        )
    )


def _commands(
    ws: Workspace, dossier: Dossier, receipt: Receipt, letter: Letter, kept: str
) -> Iterator[Command]:
    pack = find_pack(dossier.heading.pack, ws.folder)
    due = reply_due(receipt.received_on, pack).isoformat()
    head = uuid4().hex
    values = {
        "number": receipt.number,
        "received_on": receipt.received_on.isoformat(),
        "due": due,
        "evidence": kept,
    }
    yield AddRecord(dossier.heading.id, "letter", head, {k: v for k, v in values.items() if v})
    for point in letter.points:
        row = {"letter": head, "number": point.number, "text": point.text, "state": "open"}
        more = {"place": point.place} if point.place else {}
        yield AddRecord(dossier.heading.id, "letter_point", uuid4().hex, row | more)
        if point.place:
            note = {
                "place": point.place,
                "text": f"{receipt.number} · {point.number}：{point.text}",
                "author": receipt.number,
                "due": due,
            }
            yield AddRecord(dossier.heading.id, "comment", uuid4().hex, dict(note))


def produce_supplement(order: Order, number: str = "") -> Production:
    """Return the reply to a letter (its number; else the last one) with its attachments; open points are named.

    Raises:
        NotFound: there is no letter, or none of that number.
    """
    brief = order.brief
    letters = brief.dossier.all("letter")
    letter = next((r for r in reversed(letters) if not number or r.text("number") == number), None)
    if letter is None:
        raise NotFound(_NO_LETTER.format(name=number or "-"), place=number, code="NO-LETTER")
    points = brief.dossier.where("letter_point", letter=letter.id)
    annex = annex_of(brief, (p.text("evidence") for p in points if p.text("evidence")), ())
    paper = Paper(
        brief.say("补正资料", "Supplement"),
        supplement_document(brief, letter, points),
        ("docx", "pdf", "xlsx"),
    )
    open_points = tuple(_omitted(point) for point in points if not point.text("reply").strip())
    return Production((paper,), annex.records, (*annex.omitted, *open_points))


def _omitted(point: Record) -> Omission:
    return Omission(f"{point.text('number')} {point.text('text')[:40]}", _OPEN)


_EMPTY = Text(
    "读不出文字（可能是扫描件）。请粘贴通知的文字。",
    "No text can be read (perhaps a scan). Paste the letter's text.",
)
_IMPORTED = Text("登记发补通知 {number}（{n} 条）", "Store letter {number} ({n} points)")
_NO_LETTER = Text("没有发补通知“{name}”。", "There is no supplement letter “{name}”.")
_OPEN = Text("未答复", "no reply yet")
