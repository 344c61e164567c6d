"""A dossier with its files in one `.dossier` file, written whole and taken in whole or refused."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dossier_app import __version__
from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput, IntegrityBroken, NotFound, TooNew
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.service import imports
from dossier_app.service.exchange import Exchange, canonical, parse
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit

FORMAT = 1
MIME = "application/vnd.dossier-builder.bundle+zip"
_MIMETYPE, _MANIFEST, _SUMS, _DATA = "mimetype", "manifest.json", "SHA256SUMS", "data/dossier.json"
_FILE = re.compile(r"files/[0-9a-f]{64}")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
_MAX_ENTRIES, _MAX_ENTRY, _MAX_TOTAL, _MAX_TEXT = 20_000, 2 << 30, 8 << 30, 200 << 20
_MAX_RATIO, _RATIO_FROM = 200, 10 << 20

_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或要求覆盖（--replace）。",
    '"{name}" exists; nothing was changed. Choose another name or ask to replace it (--replace).',
)
_BAD = Text(
    "“{name}”不是可用的交接包：{entry} {what}。整包未导入。",
    '"{name}" is no usable bundle: {entry} {what}. Nothing of it was taken in.',
)
_NEWER = Text(
    "“{name}”由更新的版本制作（格式 {found}，本程序支持到 {known}），未导入。请更新本程序。",
    '"{name}" was made by a newer version (format {found}, this program knows {known}); nothing was taken in. '
    "Update this program.",
)
_DIFFERENT = Text("的内容与清单不符", "is not what the manifest says")
_UNEXPECTED = Text("不应出现在包内", "does not belong into a bundle")
_MISSING = Text("缺失", "is missing")
_TOO_BIG = Text("超出大小限制", "is beyond the size limit")
_NOT_A_BUNDLE = Text("不是本程序的交接包", "is not a bundle of this program")
_UNREADABLE = Text("无法读取（包已损坏或加密）", "cannot be read (damaged or encrypted)")


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    size: int
    sha256: str


def write_bundle(
    ws: Workspace,
    dossier: str,
    target: Path,
    *,
    replace: bool = False,
    progress: Progress = SILENT,
) -> dict[str, Any]:
    """Write a dossier, the firm's records it refers to and their files; return the manifest and what was left out.

    Raises:
        BadInput: the target exists. NotFound: no such dossier.
        IntegrityBroken: a kept file is not what was stored.
    """
    if target.exists() and not replace:
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    form = imports.dump(ws, dossier)
    data = canonical(form).encode()
    wanted = sorted(hashes_of(form))
    kept = [sha256 for sha256 in wanted if ws.evidence.has(sha256)]
    paths = {f"files/{sha256}": ws.evidence.checked(sha256) for sha256 in kept}
    entries = [_Entry(_DATA, len(data), hashlib.sha256(data).hexdigest())]
    entries += [_Entry(name, path.stat().st_size, name[6:]) for name, path in paths.items()]
    manifest = _manifest_of(ws, form, entries)
    with replacing(target) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        _put(archive, _MIMETYPE, MIME.encode(), zipfile.ZIP_STORED)
        _put(archive, _MANIFEST, canonical(manifest).encode())
        sums = "".join(f"{entry.sha256}  {entry.path}\n" for entry in entries)
        _put(archive, _SUMS, sums.encode())
        _put(archive, _DATA, data)
        for done, (name, path) in enumerate(paths.items()):
            progress.step(done, len(paths))
            with path.open("rb") as source, archive.open(_info(name), "w") as written:
                for chunk in _chunks(source):
                    written.write(chunk)
    return manifest | {"left_out": [sha256 for sha256 in wanted if sha256 not in kept]}


def _manifest_of(ws: Workspace, form: Exchange, entries: list[_Entry]) -> dict[str, Any]:
    with ws.database.reading() as connection:
        seq, head = audit.head(connection)
    return {
        "format": FORMAT,
        "program": __version__,
        "dossier": {part: form["dossier"][part] for part in ("id", "key", "pack")},
        "audit": {"rows": seq, "head": head},
        "files": [{"path": e.path, "size": e.size, "sha256": e.sha256} for e in entries],
    }


def read_bundle(
    ws: Workspace, file: Path, *, replace: bool = False, progress: Progress = SILENT
) -> dict[str, Any]:
    """Check a whole bundle, take its files in, then its records in one undoable change.

    Raises:
        BadInput, IntegrityBroken, TooNew: refused whole, the place named; no record was changed.
    """
    form, entries = check_bundle(file, progress)
    with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory(dir=ws.folder) as name:
        names = _file_names(form)
        for done, entry in enumerate(entries):
            progress.step(done, len(entries))
            if not ws.evidence.has(entry.sha256):
                temporary = Path(name) / names.get(entry.sha256, entry.sha256)
                with archive.open(entry.path) as source, temporary.open("wb") as written:
                    while chunk := source.read(_CHUNK):
                        written.write(chunk)
                imports.take_in(ws, temporary)
    changed = imports.load(ws, form, replace=replace)
    return {"dossier": form["dossier"]["id"], "changed": len(changed.keys), "files": len(entries)}


def plan_bundle(ws: Workspace, file: Path) -> dict[str, Any]:
    """Tell what taking a bundle in would change, without changing anything; raises as `read_bundle`."""
    form, entries = check_bundle(file, SILENT)
    about = form["dossier"]
    try:
        mine = imports.dump(ws, about["id"])
    except NotFound:
        mine = {"answers": {}, "not_applicable": {}, "records": {}, "firm": {}}
        new = True
    else:
        new = False
    plan: dict[str, Any] = {
        "dossier": {"id": about["id"], "key": about["key"], "new": new},
        "new_files": [e.sha256 for e in entries if not ws.evidence.has(e.sha256)],
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


def check_bundle(file: Path, progress: Progress) -> tuple[Exchange, list[_Entry]]:
    """Read and check everything in a bundle; return its exchange form and its evidence entries.

    Raises:
        NotFound, BadInput, IntegrityBroken, TooNew: naming the entry.
    """
    if not file.is_file():
        raise NotFound(imports.no_file(file.name), place=str(file), code="NO-FILE")
    try:
        with zipfile.ZipFile(file) as archive:
            _check_names(archive, file)
            entries = _manifest(archive, file)
            for done, entry in enumerate(entries):
                progress.step(done, len(entries))
                _check_entry(archive, entry, file)
            form = _json(archive, _DATA, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _refuse(file, "", _UNREADABLE) from error
    checked = parse(form)
    if "dossier" not in checked:
        raise _refuse(file, _DATA, _NOT_A_BUNDLE)
    carried = [entry for entry in entries if entry.path != _DATA]
    return checked, carried


def hashes_of(form: Exchange) -> set[str]:
    """Return the contents that an exchange form names."""
    rows = [*form.get("records", {}).get("evidence", []), *form.get("firm", {}).get("evidence", [])]
    return {str(row["sha256"]) for row in rows if "sha256" in row}


def _file_names(form: Exchange) -> dict[str, str]:
    """Return a plain name with the right ending for each content: readers judge some files by it."""
    rows = [*form.get("records", {}).get("evidence", []), *form.get("firm", {}).get("evidence", [])]
    endings = {str(r.get("sha256")): Path(str(r.get("file_name", ""))).suffix.lower() for r in rows}
    plain = re.compile(r"\.[a-z0-9]{1,5}")
    return {sha: f"{sha}{end if plain.fullmatch(end) else ''}" for sha, end in endings.items()}


def _check_names(archive: zipfile.ZipFile, file: Path) -> None:
    infos = archive.infolist()
    seen: set[str] = set()
    if not infos or infos[0].filename != _MIMETYPE or archive.read(infos[0])[:200] != MIME.encode():
        raise _refuse(file, _MIMETYPE, _NOT_A_BUNDLE)
    if len(infos) > _MAX_ENTRIES or sum(info.file_size for info in infos) > _MAX_TOTAL:
        raise _refuse(file, "", _TOO_BIG)
    for info in infos:
        name = info.filename
        known = name in (_MIMETYPE, _MANIFEST, _SUMS, _DATA) or _FILE.fullmatch(name)
        if (
            not known
            or name in seen
            or (info.external_attr >> 28) not in (0, 8)
            or info.flag_bits & 1
        ):
            raise _refuse(file, repr(name)[:80], _UNEXPECTED)
        seen.add(name)
        bomb = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(
            info.compress_size, 1
        )
        if info.file_size > _MAX_ENTRY or bomb:
            raise _refuse(file, name, _TOO_BIG)
    for name in (_MANIFEST, _DATA):
        if name not in seen:
            raise _refuse(file, name, _MISSING)


def _manifest(archive: zipfile.ZipFile, file: Path) -> list[_Entry]:
    manifest = _json(archive, _MANIFEST, file)
    form = manifest.get("format") if isinstance(manifest, dict) else None
    if not isinstance(form, int) or not isinstance(manifest.get("files"), list):
        raise _refuse(file, _MANIFEST, _NOT_A_BUNDLE)
    if form > FORMAT:
        message = _NEWER.format(name=file.name, found=form, known=FORMAT)
        raise TooNew(message, place=str(file), code="BUNDLE-NEWER")
    try:
        entries = [
            _Entry(str(e["path"]), int(e["size"]), str(e["sha256"])) for e in manifest["files"]
        ]
    except (KeyError, TypeError, ValueError):
        raise _refuse(file, _MANIFEST, _NOT_A_BUNDLE) from None
    listed, there = {e.path for e in entries}, set(archive.namelist())
    if odd := sorted(listed ^ (there - {_MIMETYPE, _MANIFEST, _SUMS})):
        raise _refuse(file, odd[0][:80], _UNEXPECTED if odd[0] in there else _MISSING)
    if _DATA not in listed:
        raise _refuse(file, _DATA, _MISSING)
    return entries


def _check_entry(archive: zipfile.ZipFile, entry: _Entry, file: Path) -> None:
    digest, size = hashlib.sha256(), 0
    with archive.open(entry.path) as stream:
        for chunk in _chunks(stream):
            digest.update(chunk)
            size += len(chunk)
            if size > entry.size:
                break
    named = entry.path[6:] if _FILE.fullmatch(entry.path) else entry.sha256
    if (size, digest.hexdigest()) != (entry.size, entry.sha256) or named != entry.sha256:
        message = _BAD.format(name=file.name, entry=entry.path, what=_DIFFERENT)
        raise IntegrityBroken(message, place=entry.path, code="BUNDLE-CHANGED")


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _json(archive: zipfile.ZipFile, name: str, file: Path) -> Any:  # noqa: ANN401 - a JSON value
    if archive.getinfo(name).file_size > _MAX_TEXT:
        raise _refuse(file, name, _TOO_BIG)
    try:
        return imports.strict_json(archive.read(name))
    except (ValueError, RecursionError) as error:
        raise _refuse(file, name, _UNREADABLE) from error


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


def _refuse(file: Path, entry: str, what: Text) -> BadInput:
    message = _BAD.format(name=file.name, entry=entry, what=what)
    return BadInput(message, place=entry or str(file), code="BUNDLE-BAD")
