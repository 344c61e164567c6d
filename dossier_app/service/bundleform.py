"""What a bundle must be: read once from end to end, its files staged and proven, or refused with the place named."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dossier_app.base.errors import BadInput, IntegrityBroken, NotFound, TooNew
from dossier_app.base.progress import Progress
from dossier_app.base.text import Text
from dossier_app.service import imports
from dossier_app.service.exchange import Exchange, parse

FORMAT = 1
MIME = "application/vnd.dossier-builder.bundle+zip"
MIMETYPE, MANIFEST, SUMS, DATA = "mimetype", "manifest.json", "SHA256SUMS", "data/dossier.json"
REMOVED = "REDACTED.json"
CHUNK = 1 << 20
_FILE = re.compile(r"files/[0-9a-f]{64}")
_MAX_ENTRIES, _MAX_ENTRY, _MAX_TOTAL, _MAX_TEXT = 20_000, 2 << 30, 8 << 30, 200 << 20
_MAX_RATIO, _RATIO_FROM = 200, 10 << 20

Wanted = Callable[[str], bool]
"""Tells of a content's hash whether it is to be staged."""

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
class Entry:
    """One line of the manifest."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was proved whole: exchange form and its hash, manifest, files and where new ones lie staged."""

    form: Exchange
    sha256: str
    manifest: dict[str, Any]
    files: tuple[Entry, ...]
    staged: dict[str, Path]


def open_bundle(file: Path, room: Path, wanted: Wanted, progress: Progress) -> Opened:
    """Read everything in a bundle once; contents that are `wanted` end in the folder `room`.

    Raises:
        NotFound, BadInput, IntegrityBroken, TooNew: naming the entry.
    """
    if not file.is_file():
        raise NotFound(imports.no_file(file.name), place=str(file), code="NO-FILE")
    try:
        with zipfile.ZipFile(file) as archive:
            _check_names(archive, file)
            manifest = _manifest(archive, file)
            entries = _entries(archive, manifest, file)
            staged = _stage(archive, entries, file, (room, wanted, progress))
            raw = _json(archive, DATA, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise refuse(file, "", _UNREADABLE) from error
    form = parse(raw)
    if "dossier" not in form:
        raise refuse(file, DATA, _NOT_A_BUNDLE)
    carried = tuple(e for e in entries if e.path != DATA)
    sha256 = next(e.sha256 for e in entries if e.path == DATA)
    return Opened(form, sha256, manifest, carried, staged)


def hashes_of(form: Exchange) -> set[str]:
    """Return the contents that an exchange form names."""
    return {str(row["sha256"]) for row in evidence_rows(form) if "sha256" in row}


def evidence_rows(form: Exchange) -> list[dict[str, Any]]:
    """Return the evidence records of a form, the dossier's and the firm's."""
    return [*form.get("records", {}).get("evidence", []), *form.get("firm", {}).get("evidence", [])]


def refuse(file: Path, entry: str, what: Text) -> BadInput:
    """Return the refusal of a bundle."""
    message = _BAD.format(name=file.name, entry=entry, what=what)
    return BadInput(message, place=entry or str(file), code="BUNDLE-BAD")


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a stream's bytes piece by piece."""
    while chunk := stream.read(CHUNK):
        yield chunk


def _check_names(archive: zipfile.ZipFile, file: Path) -> None:
    infos = archive.infolist()
    seen: set[str] = set()
    first = infos[0] if infos else None
    if first is None or first.filename != MIMETYPE or first.file_size != len(MIME):
        raise refuse(file, MIMETYPE, _NOT_A_BUNDLE)
    if archive.read(first) != MIME.encode():
        raise refuse(file, MIMETYPE, _NOT_A_BUNDLE)
    if len(infos) > _MAX_ENTRIES or sum(info.file_size for info in infos) > _MAX_TOTAL:
        raise refuse(file, "", _TOO_BIG)
    for info in infos:
        _check_name(info, seen, file)
    for name in (MANIFEST, DATA):
        if name not in seen:
            raise refuse(file, name, _MISSING)


def _check_name(info: zipfile.ZipInfo, seen: set[str], file: Path) -> None:
    name = info.filename
    known = name in (MIMETYPE, MANIFEST, SUMS, DATA, REMOVED) or _FILE.fullmatch(name)
    plain = (info.external_attr >> 28) in (0, 8) and not info.flag_bits & 1
    if not known or name in seen or not plain:
        raise refuse(file, repr(name)[:80], _UNEXPECTED)
    seen.add(name)
    bomb = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1)
    if info.file_size > _MAX_ENTRY or bomb:
        raise refuse(file, name, _TOO_BIG)


def _manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    manifest = _json(archive, MANIFEST, file)
    form = manifest.get("format") if isinstance(manifest, dict) else None
    if not isinstance(form, int) or not isinstance(manifest.get("files"), list):
        raise refuse(file, MANIFEST, _NOT_A_BUNDLE)
    if form > FORMAT:
        message = _NEWER.format(name=file.name, found=form, known=FORMAT)
        raise TooNew(message, place=str(file), code="BUNDLE-NEWER")
    known: dict[str, Any] = manifest
    return known


def _entries(archive: zipfile.ZipFile, manifest: dict[str, Any], file: Path) -> list[Entry]:
    try:
        rows = manifest["files"]
        entries = [Entry(str(e["path"]), int(e["size"]), str(e["sha256"])) for e in rows]
    except (KeyError, TypeError, ValueError):
        raise refuse(file, MANIFEST, _NOT_A_BUNDLE) from None
    listed, there = {e.path for e in entries}, set(archive.namelist())
    if odd := sorted(listed ^ (there - {MIMETYPE, MANIFEST, SUMS, REMOVED})):
        raise refuse(file, odd[0][:80], _UNEXPECTED if odd[0] in there else _MISSING)
    if DATA not in listed:
        raise refuse(file, DATA, _MISSING)
    if len(listed) != len(entries):
        raise refuse(file, MANIFEST, _UNEXPECTED)
    return entries


def _stage(
    archive: zipfile.ZipFile,
    entries: list[Entry],
    file: Path,
    how: tuple[Path, Wanted, Progress],
) -> dict[str, Path]:
    room, wanted, progress = how
    staged, done, total = {}, 0, sum(entry.size for entry in entries)
    for entry in entries:
        keep = entry.path != DATA and wanted(entry.sha256)
        target = room / entry.sha256 if keep else None
        _check_entry(archive, entry, file, target, lambda n, at=done: progress.step(at + n, total))  # type: ignore[misc]  # a bound default
        done += entry.size
        if target is not None:
            staged[entry.sha256] = target
    return staged


def _check_entry(
    archive: zipfile.ZipFile,
    entry: Entry,
    file: Path,
    temporary: Path | None,
    told: Callable[[int], None],
) -> None:
    named = entry.path[6:] if _FILE.fullmatch(entry.path) else entry.sha256
    digest, size = hashlib.sha256(), 0
    kept = temporary.open("xb") if temporary and named == entry.sha256 else None
    try:
        with archive.open(entry.path) as stream:
            for chunk in chunks(stream):
                digest.update(chunk)
                size += len(chunk)
                if size > entry.size:
                    break
                if kept:
                    kept.write(chunk)
                told(size)
    finally:
        if kept:
            kept.close()
    if (size, digest.hexdigest()) != (entry.size, entry.sha256) or named != entry.sha256:
        message = _BAD.format(name=file.name, entry=entry.path, what=_DIFFERENT)
        raise IntegrityBroken(message, place=entry.path, code="BUNDLE-CHANGED")


def _json(archive: zipfile.ZipFile, name: str, file: Path) -> Any:  # noqa: ANN401 - a JSON value
    if archive.getinfo(name).file_size > _MAX_TEXT:
        raise refuse(file, name, _TOO_BIG)
    try:
        return imports.strict_json(archive.read(name))
    except (ValueError, RecursionError) as error:
        raise refuse(file, name, _UNREADABLE) from error
