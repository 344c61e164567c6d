"""Case lists taken in, taken out, and what they tell: the door between the reader, the store and the facts."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text, same
from dossier_app.model.cases import KIND, CaseColumn, joined, pack, unpack
from dossier_app.model.cases_facts import ListFacts
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import CHINA
from dossier_app.model.records import Record
from dossier_app.readers.cases import CaseFile, CasePreview, preview_cases, read_cases
from dossier_app.service import imports
from dossier_app.service.cases_words import need_taken, set_named
from dossier_app.service.caseshelf import read_content
from dossier_app.service.commands import AddRecord, Batch, Command, RemoveRecord
from dossier_app.service.queries import dossier as query_dossier
from dossier_app.service.workspace import Workspace
from dossier_app.store import cases as store

_STORING = Text("存入病例清单", "Storing the case list")
_NAME = Text("导入病例清单“{file}”（{rows} 行）", "Import case list “{file}” ({rows} rows)")
_NO_COLUMN = Text(
    "“{part}”读不懂，应为 列名=含义。列名：{heads}。含义：{known}。未存入任何内容。",
    "“{part}” is not understood; expected HEAD=MEANING. Heads: {heads}. Meanings: {known}. Nothing was stored.",
)
_HAS_ONE = Text(
    "数据集“{name}”已有病例清单，未作任何改动。要用新清单替换它，请选择替换（--replace）。",
    "The data set “{name}” has a case list already; nothing was changed. Ask to replace it (--replace).",
)


@dataclass(frozen=True, slots=True)
class CaseImport:
    """How a list is to be taken in: which data set it belongs to (none: its own column tells), what its columns hold."""

    path: Path
    dataset: str = ""
    columns: tuple[CaseColumn, ...] | None = None
    replace: bool = False


def look(path: Path, progress: Progress = SILENT) -> CasePreview:
    """Return a list's head and first rows, masked; raises BadInput."""
    imports.need_file(path)
    return preview_cases(path, progress)


def named_columns(shown: CasePreview, said: str) -> tuple[CaseColumn, ...]:
    """Return what the columns hold, with `HEAD=MEANING,...` in the place of what the heads tell.

    Raises:
        BadInput: a head or a meaning that is not there.
    """
    columns = list(shown.columns)
    for part in filter(None, said.split(",")):
        head, _, meaning = part.partition("=")
        known = {column.value: column for column in CaseColumn}
        if head not in shown.titles or meaning not in known:
            message = _NO_COLUMN.format(
                part=same(part), heads=same("、".join(shown.titles)), known=same(" ".join(known))
            )
            raise BadInput(message, place="--columns", code="CASE-COLUMNS")
        columns[shown.titles.index(head)] = known[meaning]
    return tuple(columns)


def read(ws: Workspace, dossier: str, wanted: CaseImport, progress: Progress = SILENT) -> CaseFile:
    """Read a list without storing it: its faults are told, not raised.

    Raises:
        NotFound: no such dossier or data set. BadInput: the file cannot be read at all. InUse: read-only.
    """
    imports.need_file(wanted.path)
    held = query_dossier(ws, dossier)
    columns = wanted.columns
    if wanted.dataset:
        set_named(held, wanted.dataset)
        given = columns or preview_cases(wanted.path, progress).columns
        columns = tuple(CaseColumn.IGNORED if c is CaseColumn.SET else c for c in given)
    with ws.writing() as work:
        salt = store.make_salt(work.connection)
    today = ws.clock().astimezone(CHINA).date()
    return read_cases(wanted.path, salt, today=today, columns=columns, progress=progress)


def take_in(
    ws: Workspace, dossier: str, wanted: CaseImport, progress: Progress = SILENT
) -> tuple[str, ...]:
    """Take a case list in as one undoable change and return the ids of its records, one a data set.

    Raises:
        BadInput: faults or personal data, every one named by row and column; nothing was stored.
        NotFound, InUse, DiskTrouble, Cancelled: nothing was stored.
    """
    return store_read(ws, dossier, wanted, read(ws, dossier, wanted, progress), progress)


def store_read(
    ws: Workspace,
    dossier: str,
    wanted: CaseImport,
    found: CaseFile,
    progress: Progress = SILENT,
) -> tuple[str, ...]:
    """Store what was read; raises as `take_in`."""
    need_taken(found, wanted.path.name)
    held = query_dossier(ws, dossier)
    sets = _by_set(held, wanted, found)
    commands = list(_removed(held, [each for each, _ in sets], replace=wanted.replace))
    progress.step(0, len(sets), _STORING)
    with ws.writing() as work:
        fresh = [not store.holds(work.connection, _hash(data)) for _, data in sets]
        kept = [store.keep(work.connection, data) for _, data in sets]
    added = [
        AddRecord(held.heading.id, KIND, uuid.uuid4().hex, _values(ws, wanted, found, part))
        for part in zip((each.id for each, _ in sets), kept, (d for _, d in sets), strict=True)
    ]
    name = _NAME.format(file=same(wanted.path.name), rows=found.rows)
    try:
        ws.do(Batch(name, (*commands, *added)))
    except BaseException:
        with ws.writing() as work:
            for sha256, new in zip(kept, fresh, strict=True):
                if new:
                    store.drop(work.connection, sha256)
        raise
    return tuple(each.id for each in added)


def _by_set(held: Dossier, wanted: CaseImport, found: CaseFile) -> list[tuple[Record, bytes]]:
    """Return each data set with its packed cases; several words can mean one set."""
    named: dict[str, tuple[Record, list[bytes]]] = {}
    for word, data in found.sets:
        dataset = set_named(held, wanted.dataset or word, wanted.path.name)
        named.setdefault(dataset.id, (dataset, []))[1].append(data)
    return [
        (dataset, parts[0] if len(parts) == 1 else pack(joined([*map(unpack, parts)])))
        for dataset, parts in named.values()
    ]


def _hash(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def _removed(held: Dossier, sets: Sequence[Record], *, replace: bool) -> list[Command]:
    found: list[Command] = []
    for each in sets:
        for old in held.where(KIND, dataset=each.id):
            if not replace:
                message = _HAS_ONE.format(name=same(each.text("name")))
                raise BadInput(message, place=each.text("name"), code="CASES-THERE")
            found.append(RemoveRecord(KIND, old.id))
    return found


def _values(
    ws: Workspace, wanted: CaseImport, found: CaseFile, part: tuple[str, str, bytes]
) -> dict[str, Any]:
    dataset, content, data = part
    counts = read_content(data)[1].counts
    read_as = {t: c.value for t, c in zip(found.titles, found.columns, strict=True) if t}
    values: dict[str, Any] = {
        "dataset": dataset,
        "file_name": wanted.path.name[:200],
        "file_sha256": found.sha256,
        "taken_on": ws.clock().astimezone(CHINA).date().isoformat(),
        "content": content,
        "columns": json.dumps(read_as, ensure_ascii=False)[:4000],
    }
    for key in ("rows", "patients", "studies", "images", "positive", "negative"):
        values[key] = getattr(counts, key)
    return {key: value for key, value in values.items() if value is not None}


def keep_shipped(ws: Workspace, folder: Path) -> None:
    """Keep the packed lists that a sample brings with it."""
    found = [file.read_bytes() for file in sorted(folder.glob("*"))]
    if found:
        with ws.writing() as work:
            for data in found:
                store.keep(work.connection, data)


def report(ws: Workspace, dossier: str) -> dict[str, Any]:
    """Return independence and distributions as JSON values; raises NotFound, IntegrityBroken."""
    held = query_dossier(ws, dossier)
    facts = held.cases
    names = {row.id: row.text("name") for row in held.all("dataset")}
    return {
        "lists": [_list_json(held, each, names) for each in facts.lists],
        "independence": [
            {
                "one": names.get(o.one, o.one),
                "other": names.get(o.other, o.other),
                "level": o.level.value,
                "shared": o.shared,
            }
            for o in facts.overlaps
        ],
        "absent": [r.text("file_name") for r in held.all(KIND) if r.id in facts.absent],
        "incomparable": [[names.get(each, each) for each in pair] for pair in facts.incomparable],
    }  # fmt: skip


def _list_json(held: Dossier, each: ListFacts, names: Mapping[str, str]) -> dict[str, Any]:
    dataset, record = held.find("dataset", each.dataset), held.find(KIND, each.record)
    keys = ("patients", "studies", "images", "positive", "negative")
    return {
        "dataset": names.get(each.dataset, each.dataset),
        "role": dataset.text("role") if dataset else "",
        "file": record.text("file_name") if record else "",
        "file_sha256": record.text("file_sha256") if record else "",
        "rows": each.counts.rows,
        "counts": {key: getattr(each.counts, key) for key in keys},
        "registered": {
            key: int(n)
            for key in keys
            if dataset and (n := dataset.number(key)) is not None
        },
        "period": [each.counts.first, each.counts.last],
        "distributions": {
            column.value: [{"group": bar.label.as_json(), "key": bar.key, "n": bar.n} for bar in bars]
            for column, bars in each.bars.items()
        },
        "spans": {column.value: [format(v, "f") for v in span] for column, span in each.spans.items()},
    }  # fmt: skip
