"""The record of changes for people: filtered, in words, written to Excel or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput
from dossier_app.base.text import Lang, Text
from dossier_app.model.fields import CHINA
from dossier_app.service import queries
from dossier_app.service.listing import write_list
from dossier_app.service.queries import AuditLine
from dossier_app.service.workspace import Workspace

MOST = 100_000
HEADS = (
    Text("序号", "No."),
    Text("时间（中国）", "When (China)"),
    Text("人员", "Who"),
    Text("卷宗", "Dossier"),
    Text("动作", "What"),
    Text("位置", "Place"),
    Text("原值", "Before"),
    Text("新值", "After"),
    Text("理由", "Why"),
    Text("撤销第几行", "Takes back"),
    Text("程序版本", "Program"),
    Text("行哈希", "Hash"),
)
_ENDING = Text(
    "“{name}”已存在，或不是 .xlsx / .csv 文件名，未作任何改动。",
    "“{name}” exists, or is no name of an .xlsx or .csv file; nothing was changed.",
)
_TITLE = Text("变更记录", "Record of changes")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are wanted; what is empty does not narrow. `words` may stand anywhere in the row."""

    dossier: str = ""
    person: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None

    def fits(self, line: AuditLine) -> bool:
        """Tell whether a row is wanted, its dossier aside."""
        on = line.at.astimezone(CHINA).date()
        if (self.since and on < self.since) or (self.until and on > self.until):
            return False
        if self.person and self.person.casefold() not in line.person.casefold():
            return False
        whole = " ".join((line.name.zh, line.name.en, line.reason, *line.places, _values(line)))
        return all(word in whole.casefold() for word in self.words.casefold().split())


def rows(ws: Workspace, wanted: Filter, limit: int = MOST) -> tuple[AuditLine, ...]:
    """Return the rows of the record that fit, newest first; raises NotFound for an unknown dossier."""
    found = queries.history(ws, wanted.dossier, limit=MOST)
    return tuple(line for line in found if wanted.fits(line))[:limit]


def export(ws: Workspace, wanted: Filter, target: Path, lang: Lang) -> int:
    """Write the rows that fit, a line for every changed place, as .xlsx or .csv; return the lines.

    Raises:
        BadInput: the target exists or has another ending.
    """
    if target.exists() or target.suffix.lower() not in (".xlsx", ".csv"):
        raise BadInput(_ENDING.format(name=target.name), place=str(target), code="FILE-EXISTS")
    keys = {heading.id: heading.key for heading in queries.headings(ws, archived=True)}
    lines = [[head[lang] for head in HEADS]]
    for line in rows(ws, wanted):
        lines += _lines(line, keys, lang)
    if target.suffix.lower() == ".xlsx":
        return write_list(target, _TITLE[lang], lines, lang=lang)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([list(map(_plain_text, each)) for each in lines])
    with replacing(target) as temporary:
        temporary.write_text("\ufeff" + text.getvalue(), encoding="utf-8", newline="")
    return len(lines) - 1


def _lines(line: AuditLine, keys: dict[str, str], lang: Lang) -> Iterator[list[str]]:
    head = [
        str(line.seq),
        f"{line.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
        line.person,
        keys.get(line.dossier, line.dossier),
        line.name[lang],
    ]
    tail = [line.reason, str(line.undoes or ""), line.program, line.hash]
    places = [(c.place, c.old, c.new) for c in line.changes] or [
        (place, None, None) for place in line.places[:1] or ("",)
    ]
    for place, old, new in places:
        yield [*head, place, _value(old), _value(new), *tail]


def _values(line: AuditLine) -> str:
    return " ".join(f"{_value(change.old)} {_value(change.new)}" for change in line.changes)


def _value(value: Any) -> str:  # noqa: ANN401 - a JSON value
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain_text(words: str) -> str:
    """Return words that a spreadsheet takes for text."""
    return f"'{words}" if words.startswith(_FORMULA) else words
