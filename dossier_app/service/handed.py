"""What was handed over and taken in, kept by hash: the ground on which two machines' work is merged."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from dossier_app.base.atomic import replacing
from dossier_app.service.exchange import Exchange, canonical
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit

FOLDER = "handed"
KEPT = 20
_NAME = re.compile(r"\d{8}T\d{12}Z-(\d+)-([0-9a-f]{64})\.json")


def keep(ws: Workspace, form: Exchange, *, taken: bool = False) -> None:
    """Keep a form that both sides know from now on; the oldest beyond twenty go.

    What was just `taken` in counts only as long as its taking in is not undone.

    Raises:
        DiskTrouble: the folder may not be written.
    """
    text = canonical(form)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    folder = _folder(ws, str(form["dossier"]["id"]))
    before = [path for path, _, known in _kept(folder) if known == sha256]
    with ws.database.reading() as connection:
        row = audit.head(connection)[0] if taken else 0
    name = f"{ws.clock():%Y%m%dT%H%M%S%f}Z-{row}-{sha256}.json"
    with replacing(folder / name) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    later = [path for path, _, known in _kept(folder) if known != sha256]
    for path in (*before, *later[: max(0, len(later) + 1 - KEPT)]):
        path.unlink(missing_ok=True)


def lineage(ws: Workspace, dossier: str) -> list[str]:
    """Return the hashes of the forms kept, oldest first."""
    return [sha256 for _, sha256 in _standing(ws, dossier)]


def common(ws: Workspace, dossier: str, theirs: Collection[str]) -> Exchange | None:
    """Return the newest form kept here that the other side knew as well; one that is damaged is none."""
    for path, sha256 in reversed(_standing(ws, dossier)):
        if sha256 in theirs:
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == sha256:
                found: dict[str, Any] = json.loads(content)
                return found
    return None


def _standing(ws: Workspace, dossier: str) -> list[tuple[Path, str]]:
    with ws.database.reading() as connection:
        return [
            (path, sha256)
            for path, row, sha256 in _kept(_folder(ws, dossier))
            if not row or audit.stands(connection, row)
        ]


def _folder(ws: Workspace, dossier: str) -> Path:
    return ws.folder / FOLDER / hashlib.sha256(dossier.encode()).hexdigest()[:32]


def _kept(folder: Path) -> Iterator[tuple[Path, int, str]]:
    for path in sorted(folder.glob("*.json")):
        if match := _NAME.fullmatch(path.name):
            yield path, int(match[1]), match[2]
