"""A case list read in the child process: what comes back is hashes and words, never an identifier."""

from __future__ import annotations

import base64
import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text, same
from dossier_app.model.cases import IDS, CaseColumn, CaseContent, pack
from dossier_app.readers.cases_heads import columns_of
from dossier_app.readers.cases_rows import CaseRows, rows_of
from dossier_app.readers.cases_take import CaseFault, Taker, missing_columns
from dossier_app.readers.limits import LIMITS, Limits

_SHOWN = 20
_SHORT = 40


@dataclass(frozen=True, slots=True)
class CasePreview:
    """A list's head with what each column seems to hold, and its first rows; ids and columns not read are masked."""

    titles: tuple[str, ...]
    columns: tuple[CaseColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What was read: the packed cases of each word in the set column (one empty word without it), or why not.

    `personal` names columns that hold names, identity cards or telephones; with any of them, or any
    fault, there are no `sets`. `faults` are the first ones of `fault_count`.
    """

    sha256: str
    rows: int
    columns: tuple[CaseColumn, ...]
    titles: tuple[str, ...]
    sets: tuple[tuple[str, bytes], ...]
    faults: tuple[CaseFault, ...]
    fault_count: int
    personal: tuple[tuple[str, Text], ...]


def preview_cases(path: Path, progress: Progress = SILENT) -> CasePreview:
    """Return a list's head and first rows; the file is opened in a child process with limits.

    Raises:
        BadInput: no table, damaged, without rows, or beyond a limit. Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    plain = ask({"what": "cases-head", "path": str(path)}, path.name, progress)
    columns = tuple(map(CaseColumn, plain["columns"]))
    return CasePreview(tuple(plain["titles"]), columns, tuple(map(tuple, plain["rows"])))


def read_cases(
    path: Path,
    salt: bytes,
    *,
    today: date,
    columns: Sequence[CaseColumn] | None = None,
    progress: Progress = SILENT,
) -> CaseFile:
    """Return a whole list, its ids hashed with `salt`; `columns` replaces what the heads say.

    Raises:
        BadInput: as `preview_cases`, or a column that is needed is missing. Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    job = {"what": "cases", "path": str(path), "salt": salt.hex(), "today": today.isoformat()}
    named = {"columns": [column.value for column in columns]} if columns else {}
    plain = ask({**job, **named}, path.name, progress)
    return CaseFile(
        plain["sha256"],
        plain["rows"],
        tuple(map(CaseColumn, plain["columns"])),
        tuple(plain["titles"]),
        tuple((word, base64.b64decode(data)) for word, data in plain["sets"]),
        tuple(CaseFault(row, title, found, Text(*said)) for row, title, found, said in plain["faults"]),
        plain["fault_count"],
        tuple((title, Text(*said)) for title, said in plain["personal"]),
    )  # fmt: skip


def head_to_plain(path: Path, limits: Limits = LIMITS) -> dict[str, Any]:
    """Return the head in this process; only the child process and tests do so."""
    source = rows_of(path, limits)
    columns = columns_of(source.titles)
    _, rows = next(source.filled, ((), []))
    shown = [_shown(cells, columns) for cells in rows[:_SHOWN]]
    return {"titles": source.titles, "columns": [c.value for c in columns], "rows": shown}


def cases_to_plain(job: Mapping[str, Any], limits: Limits = LIMITS) -> dict[str, Any]:
    """Read in this process and return JSON values; only the child process and tests do so."""
    path = Path(job["path"])
    source = rows_of(path, limits)
    columns = _chosen(job, source, path.name)
    taker = Taker(
        source.titles, columns, bytes.fromhex(job["salt"]), date.fromisoformat(job["today"])
    )
    gc.disable()  # many short-lived tuples and no cycles: collecting costs half as much again
    try:
        for numbers, rows in source.batches(path.name):
            taker.take(numbers, rows)
        content = taker.content()
    finally:
        gc.enable()
    sets = [] if taker.faults.count or taker.personal else _by_set(content)
    return {
        "sha256": source.sha256,
        "rows": taker.rows,
        "columns": [column.value for column in columns],
        "titles": source.titles,
        "sets": [[word, base64.b64encode(pack(part)).decode()] for word, part in sets],
        "faults": [
            [f.row, f.column, f.found, [f.expected.zh, f.expected.en]] for f in taker.faults.kept
        ],
        "fault_count": taker.faults.count,
        "personal": [[title, [kind.zh, kind.en]] for title, kind in taker.personal.items()],
    }


def _chosen(job: Mapping[str, Any], source: CaseRows, name: str) -> tuple[CaseColumn, ...]:
    columns = columns_of(source.titles)
    if job.get("columns"):
        chosen = tuple(map(CaseColumn, job["columns"]))[: len(columns)]
        columns = chosen + (CaseColumn.IGNORED,) * (len(columns) - len(chosen))
    if lacking := missing_columns(columns):
        heads = "、".join(filter(None, source.titles))[:200]
        message = _LACKING.format(name=same(name), what=lacking, heads=heads)
        raise BadInput(message, place=name, code="CASE-02")
    return columns


def _by_set(content: CaseContent) -> list[tuple[str, CaseContent]]:
    sets = content.words.get(CaseColumn.SET)
    if sets is None:
        return [("", content)]
    bare = content.without(CaseColumn.SET)
    runs: dict[int, list[tuple[int, int]]] = {}
    start = 0
    for code, group in groupby(sets.codes):
        end = start + sum(1 for _ in group)
        runs.setdefault(code, []).append((start, end))
        start = end
    return [(sets.words[code], bare.only(found)) for code, found in sorted(runs.items())]


def _shown(cells: Sequence[str], columns: Sequence[CaseColumn]) -> list[str]:
    hidden = (*IDS, CaseColumn.IGNORED)
    padded = [*cells, *[""] * len(columns)]
    return [
        _masked(cell) if column in hidden else cell[:_SHORT]
        for cell, column in zip(padded, columns, strict=False)
    ]


def _masked(cell: str) -> str:
    return f"{cell[:2]}{'*' * min(len(cell) - 2, 6)}" if len(cell) > 2 else cell


_LACKING = Text(
    "病例清单“{name}”：{what}。找到的列：{heads}。未存入任何内容；请改列名或指定各列的含义。",
    "Case list “{name}”: {what}. Columns found: {heads}. Nothing was stored; rename columns or say what they hold.",
)
