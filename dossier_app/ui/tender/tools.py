"""What can be done to requirement rows by hand: paste, split, join, renumber, remove; each one undo."""

from __future__ import annotations

import re
from uuid import uuid4

from dossier_app.base.text import Text
from dossier_app.model.fields import Json, to_json
from dossier_app.model.records import Record
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, RemoveRecord

_MARKS = r"\s*([★▲*#△※]*)\s*"
_NUMBERED = re.compile(rf"^{_MARKS}(\d+(?:[.．]\d+)*|[（(]\d+[)）])?[.、．\s]*{_MARKS}(.*)$")
_SENTENCE = re.compile(r"(?<=[；;。\n])\s*")


def pasted(dossier: str, tender: str, words: str) -> Batch | None:
    """Return the command that adds a row for each pasted line; cells of a spreadsheet are split by tabs."""
    commands = tuple(
        AddRecord(dossier, "requirement", uuid4().hex, values)
        for line in words.splitlines()
        if (values := _values(tender, line))
    )
    return Batch(_PASTE.format(n=len(commands)), commands) if commands else None


def split(row: Record) -> Batch | None:
    """Return the command that makes a row of each sentence; None when there is but one."""
    parts = [part.strip() for part in _SENTENCE.split(row.text("text")) if part.strip()]
    if len(parts) < 2:
        return None
    values = {key: to_json(value) for key, value in row.values.items() if key != "thresholds"}
    commands: list[Command] = [
        ChangeRecord("requirement", row.id, {"text": parts[0], "thresholds": None})
    ]
    for place, part in enumerate(parts[1:], 1):
        fresh: dict[str, Json | None] = {**values, "text": part}
        commands.append(
            AddRecord(row.dossier, "requirement", uuid4().hex, fresh, row.position + place)
        )
    return Batch(_SPLIT, tuple(commands))


def join(row: Record, following: Record, responses: tuple[Record, ...]) -> Batch:
    """Return the command that takes the following row into this one; its response must go with it."""
    words = row.text("text").rstrip() + "\n" + following.text("text")
    commands: list[Command] = [
        ChangeRecord("requirement", row.id, {"text": words, "thresholds": None})
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


def _values(tender: str, line: str) -> dict[str, Json | None]:
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if not cells:
        return {}
    text = max(cells, key=len)
    found = _NUMBERED.match(" ".join(cells) if len(cells) > 1 else text)
    before, number, after, rest = found.groups() if found else ("", "", "", text)
    marks = before + after
    number, rest = (number or "").strip("（()） "), rest.strip()
    values: dict[str, Json | None] = {"tender": tender, "text": rest or text, "kind": "technical"}
    if number:
        values["number"] = number
    if marks:
        values |= {"marks": marks, "effective_marks": marks}
    return values


_PASTE = Text("粘贴 {n} 条要求", "Paste {n} requirements")
_SPLIT, _JOIN = (
    Text("拆分一条要求", "Split a requirement"),
    Text("合并两条要求", "Join two requirements"),
)
_RENUMBER = Text("要求重新编号", "Renumber requirements")
