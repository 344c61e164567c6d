"""A sample in the making: answers and records read from content files, checked against the declarations."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import from_json, to_json
from dossier_app.model.measure import parse_thresholds

CONTENT = Path(__file__).parent / "content"
PACK = "cn-imaging-ai-2026.11"
Values = dict[str, Any]


def canonical(value: object) -> str:
    """Return the one JSON text of a value, as `dump` prints it."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def content(name: str) -> Values:
    """Return one content file."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def filled(value: Any, words: dict[str, str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return the value with every `{word}` of its texts filled in."""
    if isinstance(value, str):
        for _ in range(2):
            for word, text in words.items():
                value = value.replace("{" + word + "}", text)
        return value.strip("\n")
    if isinstance(value, list):
        return [filled(part, words) for part in value]
    if isinstance(value, dict):
        return {key: filled(part, words) for key, part in value.items()}
    return value


def thresholds(text: str) -> str:
    """Return what a clause demands in figures, as compact JSON; empty when it demands none."""
    rows = [
        {"operator": found.operator, "unit": found.unit, "value": str(found.value)}
        for found in parse_thresholds(text)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


class Sample:
    """One dossier being filled; every value passes the declared field before it is kept."""

    def __init__(self, heading: Values) -> None:
        self.heading = heading
        self.words: Values = {}
        self.answers: Values = {}
        self.not_applicable: dict[str, Values] = {}
        self.records: dict[str, list[Values]] = {}
        self.firm: dict[str, list[Values]] = {}

    @property
    def key(self) -> str:
        """The dossier's key."""
        return str(self.heading["key"])

    def answer(self, answers: Values) -> None:
        """Keep answers; a later one replaces an earlier."""
        for key, value in answers.items():
            self.answers[key] = to_json(from_json(FIELDS[key], value))

    def text(self, key: str) -> str:
        """Return a text answer, empty when it was not given."""
        return str(self.answers.get(key, ""))

    def add(self, kind: str, record_id: str, values: Values) -> None:
        """Keep one record at the end of its kind."""
        rows = self.records.setdefault(kind, [])
        rows.append(record(kind, record_id, values))

    def all(self, kind: str) -> list[Values]:
        """Return the records of a kind."""
        return self.records.get(kind, [])

    def find(self, kind: str, record_id: str) -> Values:
        """Return one record of the dossier or the firm; a missing one is an error in the content."""
        rows = self.records.get(kind, []) + self.firm.get(kind, [])
        return next(row for row in rows if row["id"] == record_id)

    def exchange(self) -> Values:
        """Return the exchange form: the dossier and the firm's records that it refers to."""
        firm = {kind: rows for kind in self.firm if (rows := self._referred(kind))}
        return {
            "format": 1,
            "dossier": self.heading,
            "answers": self.answers,
            "not_applicable": self.not_applicable,
            "records": self.records,
            "firm": firm,
        }

    def _referred(self, kind: str) -> list[Values]:
        wanted = self._closure()
        return [row for row in self.firm[kind] if (kind, row["id"]) in wanted]

    def _closure(self) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        open_rows = [(kind, row) for kind, rows in self.records.items() for row in rows]
        open_rows += [("", {key: value}) for key, value in self.answers.items()]
        while open_rows:
            kind, row = open_rows.pop()
            for target in _references(kind, row):
                if target in found:
                    continue
                match = [r for r in self.firm.get(target[0], []) if r["id"] == target[1]]
                if match:
                    found.add(target)
                    open_rows.append((target[0], match[0]))
        return found


def _references(kind: str, row: Values) -> Iterable[tuple[str, str]]:
    for key, value in row.items():
        if kind == "" and key in FIELDS and FIELDS[key].target:
            yield FIELDS[key].target, value
        if kind and key not in ("id", "position"):
            field = RECORD_KINDS[kind].field(key)
            if field.target:
                yield field.target, value


def record(kind: str, record_id: str, values: Values) -> Values:
    """Return one checked row of the exchange form."""
    fields = RECORD_KINDS[kind]
    row: Values = {"id": record_id}
    for key, value in values.items():
        if value == "" or key in ("id", "position"):
            continue
        row[key] = to_json(from_json(fields.field(key), value))
    return row


def missing(sample: Sample) -> list[str]:
    """Return the required values of records that the content left out."""
    lost = []
    for kind, rows in sample.records.items():
        for row in rows:
            for field in RECORD_KINDS[kind].fields:
                if field.required and field.when is None and field.key not in row:
                    lost.append(f"{sample.key} {kind} {row['id']} {field.key}")
    return lost


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of a `a | b | c` block, one row a line."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def file_facts(path: Path, pages: int) -> Values:
    """Return what an evidence record says about its file."""
    data = path.read_bytes()
    media = "image/png" if path.suffix == ".png" else "application/pdf"
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "file_name": path.name,
        "media_type": media,
        "bytes": len(data),
        "pages": pages,
    }


Maker = Callable[["Sample", Path], None]
"""Draws one paper of a sample into a file."""
