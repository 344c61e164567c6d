"""Work on the PTR through the door: prefill, move, replace, compare, library, template; one undo each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from dossier_app.base.errors import BadInput, DiskTrouble
from dossier_app.base.text import Text
from dossier_app.model import ptrfacts, ptrlibrary, ptrreplace, ptrtree
from dossier_app.model.changecheck import ChangeResult, change_check
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier, Heading, NotApplicable
from dossier_app.model.fields import from_json
from dossier_app.model.finding import Fix
from dossier_app.model.ptrcompare import Difference, compare
from dossier_app.model.ptrlibrary import Choice, Entry
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack
from dossier_app.model.versionrule import VersionChange, compare_versions, rule_of
from dossier_app.service import baselines, queries
from dossier_app.service.commands import Batch, command_from_json
from dossier_app.service.imports import need_file
from dossier_app.service.packs import find_pack
from dossier_app.service.workspace import Workspace
from dossier_app.store.evidence import UNREADABLE


def pack_of(ws: Workspace, dossier: Dossier) -> RulePack:
    """Return the rule pack a dossier is judged by."""
    return find_pack(dossier.heading.pack, ws.folder)


def carry(ws: Workspace, dossier: Dossier, fix: Fix | None) -> int:
    """Carry out what a piece of PTR work changes as one command; return how many changes it has.

    Raises:
        BadInput, InUse, DiskTrouble: refused; nothing was written.
    """
    if fix is None:
        return 0
    own = dossier.heading.id
    ws.do(Batch(fix.label, tuple(command_from_json(raw, dossier=own) for raw in fix.commands)))
    return len(fix.commands)


def prefill(ws: Workspace, name: str, *keys: str) -> tuple[Dossier, Fix | None]:
    """Return what steps 1 and 2 can fill in the PTR of a dossier.

    Raises:
        BadInput: a key that cannot be filled.
    """
    dossier = queries.dossier(ws, name)
    for key in keys:
        if key not in ptrfacts.PREFILLED:
            message = _NOT_FILLED.format(key=key[:40], known=", ".join(ptrfacts.PREFILLED))
            raise BadInput(message, place=key, code="PTR-PREFILL")
    return dossier, ptrfacts.prefill(dossier, *keys)


def move(ws: Workspace, name: str, indicator: str, under: str, at: int) -> tuple[Dossier, Fix]:
    """Return what moving an indicator (id or number) under a clause or indicator changes; raises BadInput."""
    dossier = queries.dossier(ws, name)
    rows = dossier.all("indicator")
    record = next((r.id for r in rows if indicator in (r.id, r.text("clause"))), indicator)
    known = pack_of(ws, dossier).ptr_clauses
    return dossier, ptrtree.move(dossier, known, record, under, at)


def template(ws: Workspace, name: str, wanted: str) -> tuple[Dossier, Fix | None]:
    """Return what changing to another template changes."""
    dossier = queries.dossier(ws, name)
    known = pack_of(ws, dossier).ptr_clauses
    return dossier, ptrtree.change_template(dossier, known, wanted)


def replace(
    ws: Workspace, name: str, words: str, new: str, *, match_case: bool = True
) -> tuple[Dossier, tuple[ptrreplace.Hit, ...], Fix | None]:
    """Return every hit of find and replace and the commands that replace them all; raises BadInput."""
    dossier = queries.dossier(ws, name)
    hits = ptrreplace.find(dossier, words, new, match_case=match_case)
    return dossier, hits, ptrreplace.replacement(dossier, hits, words, new)


def version(ws: Workspace, name: str, which: str) -> Dossier:
    """Return a version to compare: `now`, a baseline of the dossier, or another dossier by key.

    Raises:
        NotFound: there is neither a baseline nor a dossier of that name.
    """
    if which == baselines.CURRENT:
        return queries.dossier(ws, name)
    kept = next((b for b in baselines.baselines(ws, name) if b.name == which), None)
    if kept is not None:
        return _kept_dossier(kept)
    return queries.dossier(ws, which)


def _kept_dossier(kept: baselines.Baseline) -> Dossier:
    """Return a kept version as a dossier; fields that this program does not know are left out."""
    content = kept.content
    about = content["dossier"]
    heading = Heading(about["id"], about["key"], about["name"], about["pack"] or "")
    answers = {
        key: from_json(FIELDS[key], value)
        for key, value in content["answers"].items()
        if key in FIELDS
    }
    marks = {
        key: NotApplicable(mark["reason"], mark["by"], date.fromisoformat(mark["on"]))
        for key, mark in content["not_applicable"].items()
    }
    records = {
        kind: tuple(_kept_row(kind, heading.id, n, row) for n, row in enumerate(rows))
        for kind, rows in (*content["records"].items(), *content.get("firm", {}).items())
        if kind in RECORD_KINDS
    }
    return Dossier(heading, answers, marks, records)


def _kept_row(kind: str, dossier: str, position: int, row: Mapping[str, Any]) -> Record:
    fields = {field.key: field for field in RECORD_KINDS[kind].fields}
    values = {key: from_json(fields[key], v) for key, v in row.items() if key in fields}
    return Record(row["id"], kind, dossier, position, values)


def versions(ws: Workspace, name: str) -> tuple[str, ...]:
    """Return what a dossier's PTR can be compared with: now, its baselines, the other dossiers."""
    own = queries.heading(ws, name).key
    kept = (each.name for each in baselines.baselines(ws, name))
    others = (each.key for each in queries.headings(ws, archived=True) if each.key != own)
    return (baselines.CURRENT, *kept, *others)


def comparison(ws: Workspace, name: str, one: str, other: str) -> tuple[Difference, ...]:
    """Return two versions of a PTR clause by clause; raises NotFound."""
    now = queries.dossier(ws, name)
    known = pack_of(ws, now).ptr_clauses
    return compare(version(ws, name, one), version(ws, name, other), known)


def library(ws: Workspace, name: str, words: str = "") -> tuple[Entry, ...]:
    """Return the index library for a dossier: the pack's, then the firm's own past; narrowed by words."""
    dossier = queries.dossier(ws, name)
    pack = pack_of(ws, dossier)
    entries = [
        *ptrlibrary.from_pack(pack, ptrlibrary.product_kind(dossier)),
        *_past(ws, dossier, pack),
    ]
    wanted = words.lower().split()
    return tuple(e for e in entries if all(word in _spoken(e) for word in wanted))


def _past(ws: Workspace, dossier: Dossier, pack: RulePack) -> Iterator[Entry]:
    others = (h for h in queries.headings(ws, archived=True) if h.id != dossier.heading.id)
    yield from ptrlibrary.from_past((queries.dossier(ws, h.id) for h in others), pack.ptr_clauses)


def _spoken(entry: Entry) -> str:
    texts = (entry.name, entry.wording, entry.source)
    return " ".join(f"{each.zh} {each.en}" for each in texts).lower()


def add_index(
    ws: Workspace, name: str, key: str, value: str, condition: str = ""
) -> tuple[Dossier, Fix]:
    """Return the commands that add an index of the library to a dossier.

    Raises:
        BadInput: no such index, or one that does not belong into chapter 2.
    """
    dossier = queries.dossier(ws, name)
    entry = next((e for e in library(ws, name) if e.key == key), None)
    if entry is None:
        raise BadInput(_NO_INDEX.format(key=key[:40]), place=key, code="PTR-LIBRARY")
    if not entry.in_ptr:
        raise BadInput(_NOT_IN_PTR.format(name=entry.name), place=key, code="PTR-LIBRARY")
    choice = Choice(value, condition, uuid4().hex, uuid4().hex)
    return dossier, ptrlibrary.added(dossier, pack_of(ws, dossier).ptr_clauses, entry, choice)


def change_answer(
    ws: Workspace, name: str, facts: object, versions: tuple[str, str] | None = None
) -> tuple[ChangeResult, VersionChange | None]:
    """Return what a change needs, judged by its facts and, where two full versions are given, by their numbers.

    Raises:
        BadInput: a wrong fact, or versions that the naming rule does not allow.
    """
    dossier = queries.dossier(ws, name)
    change = compare_versions(rule_of(dossier), *versions) if versions else None
    if isinstance(facts, dict) and change is not None:
        facts = {**change.facts, **facts}
    return change_check(facts, pack_of(ws, dossier)), change


def read_words(path: Path) -> str:
    """Return the words of a text file.

    Raises:
        BadInput: missing, larger than a document can be, or no UTF-8 text. DiskTrouble: it cannot be read.
    """
    need_file(path)
    try:
        if path.stat().st_size <= _MOST:
            return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(_NO_WORDS.format(name=path.name), place=str(path), code="NOT-TEXT") from None
    except OSError as error:
        raise DiskTrouble(UNREADABLE.format(name=path.name), place=str(path)) from error
    raise BadInput(_NO_WORDS.format(name=path.name), place=str(path), code="NOT-TEXT")


def plan_json(fix: Fix | None) -> dict[str, Any]:
    """Return what a plan would do, for scripts."""
    if fix is None:
        return {"name": None, "commands": []}
    return {"name": fix.label.as_json(), "commands": list(fix.commands)}


_MOST = 4 << 20
_NO_WORDS = Text(
    "“{name}”超过 4 MB 或不是 UTF-8 文字。请检查文件。",
    "“{name}” is larger than 4 MB or no UTF-8 text. Check the file.",
)
_NOT_FILLED = Text(
    "“{key}”不能从前两步预填；可预填：{known}。",
    "“{key}” cannot be filled from steps 1 and 2; these can: {known}.",
)
_NO_INDEX = Text("指标库中没有“{key}”。", "The library has no index “{key}”.")
_NOT_IN_PTR = Text(
    "“{name}”在算法研究报告、临床评价和说明书中证明，不写入第 2 章；确需写入的，须在附录列明测评数据库。",
    "“{name}” is proved in algorithm report, clinical evaluation and instructions, not in chapter 2; if it must stand there, name the evaluation database in an annex.",
)
