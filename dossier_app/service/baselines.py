"""Named versions of a dossier: its exchange form and hash kept in a file, compared field by field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput, IntegrityBroken, NotFound, TooNew
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.service import exchange, imports, queries
from dossier_app.service.bundleform import hashes_of
from dossier_app.service.commands import Batch
from dossier_app.service.exchange import canonical
from dossier_app.service.workspace import Changed, Workspace

FOLDER = "baselines"
CURRENT = "now"
"""The name that stands for the dossier as it is."""
_FORMAT = 1
_LIMIT = 80

_BAD_NAME = Text(
    "版本名“{name}”不可用：应为 1 到 {limit} 个可见字符，且不是“now”。",
    "The name “{name}” cannot be used: it has 1 to {limit} visible characters and is not “now”.",
)
_TAKEN = Text(
    "已有名为“{name}”的版本，未作任何改动。已存的版本不会被覆盖。",
    "There is a version “{name}” already; nothing was changed. A kept version is never replaced.",
)
_NONE = Text(
    "没有名为“{name}”的版本；有：{known}。", "There is no version “{name}”; known: {known}."
)
_RESTORED = Text("恢复版本“{name}”", "Bring back the version “{name}”")
_BEFORE = Text("恢复“{name}”之前 {at}", "before “{name}” {at}")
_BROKEN = Text(
    "版本文件 {name} 与其哈希不符或已损坏，不能使用。请从备份取回。",
    "The version file {name} is damaged or not what its hash says. Bring it back from a backup.",
)
_NEWER = Text(
    "版本文件 {name} 由更新的版本写成，请升级本程序。",
    "The version file {name} was written by a newer version. Upgrade this program.",
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """One kept version: `sha256` is the hash of the exchange form `content`."""

    name: str
    at: datetime
    person: str
    sha256: str
    content: Mapping[str, Any]

    def as_json(self) -> dict[str, str]:
        """Return who kept what and when."""
        at = self.at.isoformat(timespec="microseconds")
        return {"name": self.name, "at": at, "person": self.person, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; None where it is not there. `place` as in findings: record kind, id, field."""

    record: str
    id: str
    field: str
    old: object
    new: object

    def as_json(self) -> dict[str, Any]:
        """Return the change for scripts."""
        place = {"record": self.record, "id": self.id, "field": self.field}
        return {"place": place, "old": self.old, "new": self.new}


def add(ws: Workspace, dossier: str, name: str) -> Baseline:
    """Keep the dossier as it is under a name.

    Raises:
        NotFound: no such dossier. BadInput: the name cannot be used or is taken.
    """
    if not 0 < len(name.strip()) <= _LIMIT or not name.isprintable() or name == CURRENT:
        message = _BAD_NAME.format(name=name[:_LIMIT], limit=_LIMIT)
        raise BadInput(message, place="name", code="BASELINE-NAME")
    folder = _folder(ws, dossier)
    if any(each.name == name for each in _stored(folder)):
        raise BadInput(_TAKEN.format(name=name), place=name, code="BASELINE-EXISTS")
    content = imports.dump(ws, dossier)
    made = Baseline(name, ws.clock(), ws.person, _hash(content), content)
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / f"{_digest(name)[:32]}.json") as temporary:
        value = {"format": _FORMAT, **made.as_json(), "content": content}
        temporary.write_text(canonical(value), encoding="utf-8", newline="\n")
    return made


def baselines(ws: Workspace, dossier: str) -> tuple[Baseline, ...]:
    """Return the kept versions of a dossier, oldest first.

    Raises:
        NotFound: no such dossier. IntegrityBroken: a file was changed. TooNew: written by a newer version.
    """
    return tuple(sorted(_stored(_folder(ws, dossier)), key=lambda each: (each.at, each.name)))


def diff(ws: Workspace, dossier: str, one: str, other: str) -> tuple[Change, ...]:
    """Return field by field how version `other` differs from `one`; `now` is the dossier as it is."""
    return tuple(_changes(_content(ws, dossier, one), _content(ws, dossier, other)))


def compare(ws: Workspace, one: tuple[str, str], other: tuple[str, str]) -> tuple[Change, ...]:
    """Return field by field how one dossier's version differs from another's; each is (dossier, version name).

    Records of two dossiers are matched by their titles, for their ids never agree.

    Raises:
        NotFound, IntegrityBroken, TooNew: as `baselines`.
    """
    here, there = _content(ws, *one), _content(ws, *other)
    if here["dossier"]["id"] != there["dossier"]["id"]:
        there = _renamed(here, there)
    return tuple(_changes(here, there))


def restore(ws: Workspace, dossier: str, name: str) -> tuple[str, Changed]:
    """Bring a kept version back as one undoable change; the present is kept as a version first, whose name is returned.

    What belongs to the firm stays as it is, for other dossiers rest on it; what is gone of it comes back.

    Raises:
        NotFound, IntegrityBroken, TooNew: as `baselines`. BadInput: `now` cannot be restored.
    """
    if name == CURRENT:
        raise BadInput(_BAD_NAME.format(name=name, limit=_LIMIT), place=name, code="BASELINE-NAME")
    content = _content(ws, dossier, name)
    here = imports.dump(ws, dossier)
    with ws.reading() as work:
        firm = {
            kind: [row for row in rows if work.record(kind, row["id"]) is None]
            for kind, rows in content.get("firm", {}).items()
        }
        wanted = {**content, "firm": firm, "dossier": content["dossier"] | _own(here)}
        batch = exchange.loading(work, wanted, replace=True)
    batch = Batch(_RESTORED.format(name=name), batch.commands)
    ws.rehearse(batch)
    kept = add(ws, dossier, _BEFORE.format(name=name[:40], at=f"{ws.clock():%Y%m%d-%H%M%S%f}").zh)
    return kept.name, ws.do(batch)


def attachments(ws: Workspace, version: Baseline) -> tuple[int, tuple[str, ...]]:
    """Return how many files a version names and which of them are not kept any more."""
    named = sorted(hashes_of(version.content))
    return len(named), tuple(sha256 for sha256 in named if not ws.evidence.has(sha256))


def _own(here: Mapping[str, Any]) -> dict[str, Any]:
    return {part: here["dossier"][part] for part in ("id", "key", "sample")}


def _renamed(here: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """Return the other form with the ids of records that have the same title here."""
    made = {}
    for part in ("records", "firm"):
        kinds = {}
        for kind, rows in there.get(part, {}).items():
            title = RECORD_KINDS[kind].title
            known: dict[str, list[str]] = {}
            for row in here.get(part, {}).get(kind, ()):
                known.setdefault(str(row.get(title, "")), []).append(row["id"])
            kinds[kind] = [
                row | {"id": ids.pop(0)} if (ids := known.get(str(row.get(title, "")))) else row
                for row in rows
            ]
        made[part] = kinds
    return {**there, **made}


def _content(ws: Workspace, dossier: str, name: str) -> Mapping[str, Any]:
    if name == CURRENT:
        return imports.dump(ws, dossier)
    kept = {each.name: each for each in baselines(ws, dossier)}
    if name not in kept:
        known = ", ".join((*kept, CURRENT))
        raise NotFound(_NONE.format(name=name, known=known), place=name, code="NO-BASELINE")
    return kept[name].content


def _changes(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Change]:
    for part, record in (("dossier", "heading"), ("answers", ""), ("not_applicable", "")):
        yield from _fields((record, ""), one.get(part, {}), other.get(part, {}))
    for part in ("records", "firm"):
        mine, theirs = _rows(one.get(part, {})), _rows(other.get(part, {}))
        for place in dict.fromkeys((*mine, *theirs)):
            yield from _fields(place, mine.get(place, {}), theirs.get(place, {}))


def _rows(kinds: Mapping[str, list[dict[str, Any]]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(kind, row["id"]): row for kind, rows in kinds.items() for row in rows}


def _fields(
    place: tuple[str, str], one: Mapping[str, Any], other: Mapping[str, Any]
) -> Iterator[Change]:
    for key in dict.fromkeys((*one, *other)):
        if one.get(key) != other.get(key):
            yield Change(*place, key, one.get(key), other.get(key))


def _folder(ws: Workspace, dossier: str) -> Path:
    identity = queries.heading(ws, dossier).id
    return ws.folder / FOLDER / _digest(identity)[:32]


def _stored(folder: Path) -> Iterator[Baseline]:
    for path in sorted(folder.glob("*.json")):
        yield _read(path)


def _read(path: Path) -> Baseline:
    broken = IntegrityBroken(_BROKEN.format(name=path.name), place=path.name, code="BASELINE-FILE")
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(raw["format"], int) and raw["format"] > _FORMAT:
            raise TooNew(_NEWER.format(name=path.name), place=path.name, code="BASELINE-NEWER")
        at = datetime.fromisoformat(raw["at"])
        found = Baseline(raw["name"], at, raw["person"], raw["sha256"], raw["content"])
    except (ValueError, KeyError, TypeError):
        raise broken from None
    if _hash(found.content) != found.sha256:
        raise broken
    return found


def _hash(content: Mapping[str, Any]) -> str:
    return _digest(canonical(content))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
