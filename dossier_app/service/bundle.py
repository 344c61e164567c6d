"""A dossier with its files in one `.dossier` file, written whole and taken in whole or refused."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dossier_app import __version__
from dossier_app.base.atomic import replacing, stands
from dossier_app.base.errors import BadInput, DiskTrouble, IntegrityBroken, NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.readers.evidence import inspect_all
from dossier_app.service import exchange, handed, imports
from dossier_app.service.bundlecases import case_hashes, keep_cases, read_cases, spilled
from dossier_app.service.bundleform import (
    CHUNK,
    DATA,
    FORMAT,
    MANIFEST,
    MIME,
    MIMETYPE,
    REMOVED,
    SUMS,
    Entry,
    Opened,
    evidence_rows,
    hashes_of,
    open_bundle,
)
from dossier_app.service.exchange import Exchange, canonical
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit
from dossier_app.writers.sealing import check_password, is_sealed, sealing, unseal

_EPOCH = (1980, 1, 1, 0, 0, 0)
_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或要求覆盖（--replace）。",
    '"{name}" exists; nothing was changed. Choose another name or ask to replace it (--replace).',
)
_CHANGED = Text(
    "证据文件 {sha256} 的内容与存入时不一致，交接包未写出。请从备份或原件恢复。",
    "The evidence file {sha256} is not what was taken in; the bundle was not written. Bring it back from a backup.",
)
_REDACTED = Text(
    "这是脱敏交接包，部分内容已移除，不能用来替换或合并完整的卷宗。未作任何改动。请向对方索取完整的交接包。",
    "This is a redacted bundle; things were taken out of it, so it cannot replace or be merged into a whole dossier. "
    "Nothing was changed. Ask for the whole bundle.",
)


@dataclass(frozen=True, slots=True)
class Cargo:
    """What goes into a bundle: the form, the contents to be carried, and what was taken out and why."""

    form: Exchange
    carried: frozenset[str]
    removed: tuple[dict[str, Any], ...] | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a bundle is written: over an older file, under a password."""

    replace: bool = False
    password: str = ""


PLAIN = Manner()


def write_bundle(
    ws: Workspace,
    dossier: str,
    target: Path,
    manner: Manner = PLAIN,
    progress: Progress = SILENT,
) -> dict[str, Any]:
    """Write a dossier, the firm's records it refers to and their files; return the manifest and what was left out.

    The form is kept as what both sides know from now on; `base_kept` tells whether it could be.

    Raises:
        BadInput: the target exists, or the password is too short. NotFound: no such dossier.
        IntegrityBroken: a kept file is not what was stored.
    """
    form = imports.dump(ws, dossier)
    wanted = sorted(hashes_of(form))
    cargo = Cargo(form, frozenset(sha256 for sha256 in wanted if ws.evidence.has(sha256)))
    manifest = write_cargo(ws, cargo, target, manner, progress)
    try:
        handed.keep(ws, form)
        kept = True
    except DiskTrouble:
        kept = False
    carried = {entry["sha256"] for entry in manifest["files"]}
    left = sorted({*wanted, *case_hashes(form)} - carried)
    return manifest | {"left_out": left, "sealed": bool(manner.password), "base_kept": kept}


def write_cargo(
    ws: Workspace, cargo: Cargo, target: Path, manner: Manner, progress: Progress
) -> dict[str, Any]:
    """Write a bundle of just this and return its manifest; raises as `write_bundle`."""
    if stands(target) and not manner.replace:
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    if manner.password:
        check_password(manner.password)
    data = canonical(cargo.form).encode()
    with spilled(ws, cargo.form) as cases:
        paths = {sha: ws.evidence.path(sha) for sha in sorted(cargo.carried)} | cases
        entries = [Entry(DATA, len(data), hashlib.sha256(data).hexdigest())]
        entries += [Entry(f"files/{sha}", path.stat().st_size, sha) for sha, path in paths.items()]
        manifest = _manifest_of(ws, cargo, entries)
        sums = "".join(f"{entry.sha256}  {entry.path}\n" for entry in entries)
        with (
            replacing(target) as temporary,
            _plain_or_sealed(temporary, manner.password) as archive,
        ):
            _put(archive, MIMETYPE, MIME.encode(), zipfile.ZIP_STORED)
            _put(archive, MANIFEST, canonical(manifest).encode())
            _put(archive, SUMS, sums.encode())
            if cargo.removed is not None:
                _put(archive, REMOVED, canonical(list(cargo.removed)).encode())
            _put(archive, DATA, data)
            _put_files(archive, paths, progress)
    return manifest


@contextmanager
def _plain_or_sealed(temporary: Path, password: str) -> Iterator[zipfile.ZipFile]:
    if not password:
        with zipfile.ZipFile(temporary, "w") as archive:
            yield archive
        return
    with sealing(temporary, password) as stream, _zip_into(stream) as archive:
        yield archive


def _zip_into(temporary: IO[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(temporary, "w")


def _put_files(temporary: zipfile.ZipFile, paths: dict[str, Path], progress: Progress) -> None:
    """Copy every content, hashed on its way."""
    done, total = 0, sum(path.stat().st_size for path in paths.values())
    for sha256, path in paths.items():
        info, digest = _info(f"files/{sha256}"), hashlib.sha256()
        info.file_size = path.stat().st_size
        with path.open("rb") as source, temporary.open(info, "w") as written:
            while chunk := source.read(CHUNK):
                progress.step(done, total)
                digest.update(chunk)
                written.write(chunk)
                done += len(chunk)
        if digest.hexdigest() != sha256:
            message = _CHANGED.format(sha256=sha256[:16])
            raise IntegrityBroken(message, place=sha256, code="CONTENT-CHANGED")


def _manifest_of(ws: Workspace, cargo: Cargo, entries: list[Entry]) -> dict[str, Any]:
    with ws.database.reading() as connection:
        seq, head = audit.head(connection)
    about = cargo.form["dossier"]
    known = handed.lineage(ws, about["id"])
    return {
        "format": FORMAT,
        "program": __version__,
        "dossier": {part: about[part] for part in ("id", "key", "pack")},
        "audit": {"rows": seq, "head": head},
        "lineage": [sha256 for sha256 in known if sha256 != entries[0].sha256],
        "redacted": cargo.removed is not None,
        "files": [{"path": e.path, "size": e.size, "sha256": e.sha256} for e in entries],
    }


def read_bundle(
    ws: Workspace,
    file: Path,
    *,
    replace: bool = False,
    password: str = "",
    progress: Progress = SILENT,
) -> dict[str, Any]:
    """Check a whole bundle, then take files and records in: all in one undoable change, or nothing.

    Raises:
        BadInput, IntegrityBroken, TooNew: refused whole, the place named; nothing was written.
    """
    with staged(ws, file, password, progress) as opened:
        if replace:
            refuse_redacted(opened)
        with ws.reading() as work:
            batch = exchange.loading(work, opened.form, replace=replace)
        ws.rehearse(batch)
        take_files(ws, opened, progress)
        changed = ws.do(batch)
        handed.keep(ws, opened.form, taken=True)
    identity = opened.form["dossier"]["id"]
    return {"dossier": identity, "changed": len(changed.keys), "files": len(opened.files)}


@contextmanager
def staged(
    ws: Workspace, file: Path, password: str = "", progress: Progress = SILENT
) -> Iterator[Opened]:
    """Yield a bundle proved whole, its new contents staged beside the store until the block ends.

    Raises:
        NotFound, BadInput, IntegrityBroken, TooNew: naming what was found.
    """
    with tempfile.TemporaryDirectory(prefix=".bundle-", dir=ws.folder) as name:
        room = Path(name)
        yield open_bundle(
            _unsealed(file, room, password, progress),
            room,
            lambda sha256: not ws.evidence.has(sha256),
            progress,
        )


def _unsealed(file: Path, room: Path, password: str, progress: Progress) -> Path:
    if not is_sealed(file):
        return file
    temporary = room / file.name
    unseal(file, temporary, password, progress)
    return temporary


def refuse_redacted(opened: Opened) -> None:
    """Refuse to let a bundle with things taken out replace or change a whole dossier; raises BadInput."""
    if opened.manifest.get("redacted"):
        raise BadInput(_REDACTED, place=MANIFEST, code="BUNDLE-REDACTED")


def take_files(ws: Workspace, opened: Opened, progress: Progress) -> None:
    """Look at every staged content in the limited reader, then put all of them into the store and register them.

    Raises:
        BadInput: one of them cannot be evidence; none was taken in.
    """
    cases = read_cases(opened)
    with ws.writing():
        names = _endings(opened.form)
        wanted = opened.staged.keys() - set(cases)
        fresh = [entry for entry in opened.files if entry.sha256 in wanted]
        lying = [opened.staged[entry.sha256] for entry in fresh]
        paths = [path.rename(path.with_name(names.get(path.name, path.name))) for path in lying]
        seen = inspect_all(paths, progress)
    for entry, path in zip(fresh, paths, strict=True):
        ws.evidence.adopt(path, entry.sha256)
    imports.register_contents(
        ws, [(e.sha256, e.size, facts) for e, facts in zip(fresh, seen, strict=True)]
    )
    keep_cases(ws, cases)


def _endings(form: Exchange) -> dict[str, str]:
    """Return a plain name with the right ending for each content: readers judge some files by it."""
    endings = {
        str(row.get("sha256")): Path(str(row.get("file_name", ""))).suffix.lower()
        for row in evidence_rows(form)
    }
    return {
        sha: f"{sha}{end if end[1:].isalnum() and end.isascii() and len(end) <= 6 else ''}"
        for sha, end in endings.items()
    }


def plan_bundle(ws: Workspace, file: Path, *, password: str = "") -> dict[str, Any]:
    """Tell what taking a bundle in would change, without changing anything; raises as `read_bundle`."""
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        room = Path(name)
        opened = open_bundle(_unsealed(file, room, password, SILENT), room, lambda _: False, SILENT)
    form, about = opened.form, opened.form["dossier"]
    try:
        mine = imports.dump(ws, about["id"])
    except NotFound:
        mine = {"answers": {}, "not_applicable": {}, "records": {}, "firm": {}}
        new = True
    else:
        new = False
    plan: dict[str, Any] = {
        "dossier": {"id": about["id"], "key": about["key"], "new": new},
        "new_files": [e.sha256 for e in opened.files if not ws.evidence.has(e.sha256)],
        "redacted": bool(opened.manifest.get("redacted")),
    }
    for part in ("answers", "not_applicable"):
        plan[part] = _differences(mine[part], form.get(part, {}))
    for part in ("records", "firm"):
        kinds = sorted(mine[part].keys() | form.get(part, {}).keys())
        rows = {
            k: _differences(_by_id(mine[part].get(k, [])), _by_id(form.get(part, {}).get(k, [])))
            for k in kinds
        }
        plan[part] = {kind: found for kind, found in rows.items() if any(found.values())}
    return plan


def _differences(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, list[str]]:
    both = mine.keys() & theirs.keys()
    return {
        "only_here": sorted(mine.keys() - theirs.keys()),
        "only_there": sorted(theirs.keys() - mine.keys()),
        "different": sorted(key for key in both if mine[key] != theirs[key]),
    }


def _by_id(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {row["id"]: {k: v for k, v in row.items() if k != "position"} for row in rows}


def _info(name: str, how: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = how
    info.external_attr = 0o100644 << 16
    return info


def _put(
    archive: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED
) -> None:
    archive.writestr(_info(name, how), content)
