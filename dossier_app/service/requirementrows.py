"""What can be done to requirement rows by hand: paste, split, join, renumber; each one undo."""

from __future__ import annotations

import json
import re
from uuid import uuid4

from dossier_app.base.text import Text
from dossier_app.model.fields import Json, to_json
from dossier_app.model.measure import parse_thresholds
from dossier_app.model.records import Record
from dossier_app.model.tenderfile import RequirementRow, SourcePlace
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, RemoveRecord
from dossier_app.service.tendering import requirement_values

_SENTENCE = re.compile(r"(?<=[；;。\n])\s*")


def pasted(dossier: str, tender: str, words: str) -> Batch | None:
    """Return the command that adds the rows of pasted text, read as a buyer's sheet; else a row for each line."""
    from dossier_app.readers.tender import rows_from_clipboard

    lines = filter(str.strip, words.splitlines())
    rows = rows_from_clipboard(words) or tuple(
        row for line in lines for row in rows_from_clipboard(line) or (_plain(line),)
    )
    commands = tuple(
        AddRecord(dossier, "requirement", uuid4().hex, requirement_values(tender, row))
        for row in rows
    )
    return Batch(_PASTE.format(n=len(commands)), commands) if commands else None


def _plain(words: str) -> RequirementRow:
    text = words.strip()
    return RequirementRow("", "", "", "", text, "technical", parse_thresholds(text), SourcePlace())


def _thresholds(text: str) -> str | None:
    found = [each.as_json() for each in parse_thresholds(text)]
    return json.dumps(found, ensure_ascii=False) if found else None


def split(row: Record) -> Batch | None:
    """Return the command that makes a row of each sentence; None when there is but one."""
    parts = [part.strip() for part in _SENTENCE.split(row.text("text")) if part.strip()]
    if len(parts) < 2:
        return None
    values = {key: to_json(value) for key, value in row.values.items() if key != "thresholds"}
    commands: list[Command] = [
        ChangeRecord("requirement", row.id, {"text": parts[0], "thresholds": _thresholds(parts[0])})
    ]
    for place, part in enumerate(parts[1:], 1):
        fresh: dict[str, Json | None] = {
            **values,
            "text": part,
            "thresholds": _thresholds(part),
        }
        commands.append(
            AddRecord(row.dossier, "requirement", uuid4().hex, fresh, row.position + place)
        )
    return Batch(_SPLIT, tuple(commands))


def join(row: Record, following: Record, responses: tuple[Record, ...]) -> Batch:
    """Return the command that takes the following row into this one; its response must go with it."""
    words = row.text("text").rstrip() + "\n" + following.text("text")
    commands: list[Command] = [
        ChangeRecord("requirement", row.id, {"text": words, "thresholds": _thresholds(words)})
    ]
    commands += [RemoveRecord("response", r.id) for r in responses]
    commands.append(RemoveRecord("requirement", following.id))
    return Batch(_JOIN, tuple(commands))


def renumbered(rows: tuple[Record, ...]) -> Batch:
    """Return the command that numbers rows 1, 2, 3 within each section."""
    commands: list[Command] = []
    section, number = "", 0
    for row in rows:
        number = number + 1 if row.text("section") == section else 1
        section = row.text("section")
        commands.append(ChangeRecord("requirement", row.id, {"number": str(number)}))
    return Batch(_RENUMBER, tuple(commands))


_PASTE = Text("粘贴 {n} 条要求", "Paste {n} requirements")
_SPLIT, _JOIN = (
    Text("拆分一条要求", "Split a requirement"),
    Text("合并两条要求", "Join two requirements"),
)
_RENUMBER = Text("要求重新编号", "Renumber requirements")
