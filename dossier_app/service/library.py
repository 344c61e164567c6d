"""The evidence library at work: links confirmed by name, new editions of a file, the recycle bin, what is unused."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Json, to_json
from dossier_app.model.linking import is_suspect, link_hash
from dossier_app.model.records import Record
from dossier_app.readers.evidence import inspect_named
from dossier_app.service import imports, queries
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeRecord,
    Command,
    Confirm,
    RemoveRecord,
    command_from_json,
)
from dossier_app.service.workspace import Changed, Workspace
from dossier_app.store import audit

_HOLDERS = tuple(
    (kind.key, field.key)
    for kind in RECORD_KINDS.values()
    for field in kind.fields
    if field.target == "evidence"
)
_ANSWERS = tuple(field.key for field in FIELDS.values() if field.target == "evidence")
_MANY = 100_000


@dataclass(frozen=True, slots=True)
class Binned:
    """A file that was taken out of the library and can be put back."""

    record: str
    title: str
    removed_at: datetime
    person: str
    back: AddRecord


def used(dossier: Dossier) -> frozenset[str]:
    """Return the ids of the files that something of the dossier or the firm uses."""
    found = {dossier.text(key) for key in _ANSWERS}
    for kind, key in _HOLDERS:
        found |= {record.text(key) for record in dossier.all(kind)}
    return frozenset(found - {""})


def suspects(dossier: Dossier) -> tuple[Record, ...]:
    """Return the links that want to be confirmed again, in their order."""
    confirmed = {row.text("what"): row for row in dossier.all("confirmation")}
    links = dossier.all("link")
    return tuple(
        each for each in links if is_suspect(dossier, each, confirmed.get(f"link:{each.id}"))
    )


def confirm_links(ws: Workspace, name: str, links: tuple[str, ...], person: str) -> Changed:
    """Confirm by name that links still hold; raises BadInput without a link or a name."""
    dossier = queries.dossier(ws, name)
    if not links:
        raise BadInput(_NO_LINK, place="link", code="NOTHING-TO-CONFIRM")
    identity = dossier.heading.id
    parts = tuple(Confirm(identity, f"link:{link}", person, "reviewed") for link in links)
    return ws.do(Batch(_CONFIRMED.format(n=len(links)), parts))


def new_edition(
    ws: Workspace, name: str, evidence: str, path: Path, *, progress: Progress = SILENT
) -> str:
    """Put a new edition in a file's place: links stay and want to be confirmed, the old one is kept beside it.

    Returns the id under which the old edition is kept. Raises NotFound, BadInput; nothing was changed.
    """
    dossier = queries.dossier(ws, name)
    old = dossier.find("evidence", evidence)
    if old is None:
        raise NotFound(_NO_FILE.format(id=evidence), place=evidence, code="NO-EVIDENCE")
    content = imports.take_in(ws, path, progress=progress, look=inspect_named)
    if content.sha256 == old.text("sha256"):
        raise BadInput(_SAME.format(name=path.name), place=path.name, code="SAME-FILE")
    kept = uuid.uuid4().hex
    values: dict[str, Json | None] = {key: to_json(value) for key, value in old.values.items()}
    fresh: dict[str, Json | None] = {
        "sha256": content.sha256,
        "file_name": path.name[:200],
        "media_type": content.media_type,
        "bytes": content.bytes,
        "pages": content.pages or None,
        "supersedes": kept,
        "dated": None,
        "expires_on": None,
        "version": None,
    }
    parts: list[Command] = [
        AddRecord(old.dossier, "evidence", kept, values),
        *_marks(dossier, old),
        ChangeRecord("evidence", old.id, fresh),
    ]
    ws.do(Batch(_EDITION.format(title=old.text("title")), tuple(parts)))
    return kept


def _marks(dossier: Dossier, old: Record) -> list[Command]:
    """Keep of every link to a file how it stood, so that the new edition shows as not yet confirmed."""
    return [
        ChangeRecord("link", link.id, {"confirmed_hash": link_hash(dossier, link)})
        for link in dossier.where("link", evidence=old.id)
        if not link.text("confirmed_hash")
    ]


def take_out(ws: Workspace, name: str, evidence: str) -> Changed:
    """Put a file with the links to it into the recycle bin, as one change; raises what refers to it else."""
    dossier = queries.dossier(ws, name)
    record = dossier.find("evidence", evidence)
    if record is None:
        raise NotFound(_NO_FILE.format(id=evidence), place=evidence, code="NO-EVIDENCE")
    links = tuple(
        RemoveRecord("link", each.id) for each in dossier.where("link", evidence=evidence)
    )
    parts = (*links, RemoveRecord("evidence", evidence))
    return ws.do(Batch(_BINNED.format(title=record.text("title")), parts))


def binned(ws: Workspace, name: str) -> tuple[Binned, ...]:
    """Return the files taken out of a dossier whose content is still kept, newest first."""
    dossier = queries.dossier(ws, name)
    here = {record.id for record in dossier.all("evidence")}
    found: dict[str, Binned] = {}
    with ws.database.reading() as connection:
        entries = list(audit.entries(connection, dossier.heading.id, "", _MANY))
    for entry in entries:
        for part in _added(json.loads(entry.inverse or "{}")):
            values = part.get("values") or {}
            if part["id"] in here | found.keys() or not ws.evidence.has(str(values.get("sha256"))):
                continue
            back = command_from_json(part, dossier=dossier.heading.id)
            if isinstance(back, AddRecord):
                title = str(values.get("title", ""))
                found[back.id] = Binned(back.id, title, entry.at, entry.person, back)
    return tuple(found.values())


def restore(ws: Workspace, name: str, record: str) -> Changed:
    """Put a file back from the recycle bin; raises NotFound when it is not there."""
    each = next((each for each in binned(ws, name) if each.record == record), None)
    if each is None:
        raise NotFound(_NOT_BINNED.format(id=record), place=record, code="NOT-BINNED")
    values = dict(each.back.values)
    if (old := values.get("supersedes")) and not queries.dossier(ws, name).find(
        "evidence", str(old)
    ):
        values["supersedes"] = None
    back = AddRecord(each.back.dossier, each.back.kind, each.back.id, values)
    return ws.do(Batch(_RESTORED.format(title=each.title), (back,)))


def _added(command: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what an inverse would add again to the library."""
    parts = command.get("commands")
    if isinstance(parts, list):
        return [each for part in parts for each in _added(part)]
    return (
        [command] if (command.get("do"), command.get("kind")) == ("AddRecord", "evidence") else []
    )


_NO_LINK = Text("没有要确认的引用。", "There is no link to confirm.")
_CONFIRMED = Text("确认 {n} 处证据引用", "Confirm {n} evidence links")
_NO_FILE = Text("证据库中没有“{id}”。", "The library has no “{id}”.")
_SAME = Text(
    "“{name}”与现有文件内容相同，未作任何改动。",
    "“{name}” is the same file as the one that is there; nothing was changed.",
)
_EDITION = Text("“{title}”换为新版", "New edition of “{title}”")
_BINNED = Text("移出证据“{title}”", "Take “{title}” out of the library")
_RESTORED = Text("恢复证据“{title}”", "Put “{title}” back")
_NOT_BINNED = Text(
    "回收站中没有“{id}”，或其内容已被销毁。",
    "The recycle bin has no “{id}”, or its content was erased.",
)
