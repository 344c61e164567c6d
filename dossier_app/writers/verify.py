"""A pack proved against its manifest, without a workspace; the pack itself is not trusted."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from dossier_app.base.errors import BadInput, NotFound, TooNew
from dossier_app.base.text import Text
from dossier_app.writers.manifest import FORMAT, MANIFEST, SUMS

_MAX_ENTRIES = 20_000
_MAX_ENTRY = 2 << 30
_MAX_TOTAL = 8 << 30
_MAX_MANIFEST = 20 << 20
_MAX_RATIO = 200
_RATIO_FROM = 10 << 20
"""Ratios are judged from this size on: small texts compress well without being a bomb."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check found; `checked` counts the files compared."""

    ok: bool
    checked: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    changed: tuple[str, ...]


class _Content(Protocol):
    def names(self) -> frozenset[str]: ...

    def open(self, name: str) -> IO[bytes]: ...


def verify_pack(path: Path) -> VerifyReport:
    """Compare a pack (zip or folder) with its manifest and check-sum list; of a folder of packs, each.

    A manifest and list that were both rewritten cannot be told from true ones; compare the
    pack with the sender's record for that.

    Raises:
        NotFound: there is nothing at `path`.
        BadInput: it is no pack, or a zip that leads out of its folder, is encrypted or inflates too far.
        TooNew: the pack is of a newer format.
    """
    if not path.exists():
        raise NotFound(_NOT_THERE.format(name=path.name), place=str(path))
    if path.is_dir():
        inside = [] if (path / MANIFEST).is_file() else list(_packs_in(path))
        return _together(path, inside) if inside else _verify(_Folder(path), path)
    if not path.is_file():
        raise _no_pack(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_hostile(archive, path)
            return _verify(_Zip(archive), path)
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise _no_pack(path) from error


def _packs_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".zip" or (path / MANIFEST).is_file():
            yield path


def _together(folder: Path, packs: Sequence[Path]) -> VerifyReport:
    reports = [(path.relative_to(folder).as_posix(), verify_pack(path)) for path in packs]
    missing = (f"{name}/{part}" for name, report in reports for part in report.missing)
    extra = (f"{name}/{part}" for name, report in reports for part in report.extra)
    changed = (f"{name}/{part}" for name, report in reports for part in report.changed)
    return VerifyReport(
        all(report.ok for _, report in reports),
        sum(report.checked for _, report in reports),
        tuple(missing),
        tuple(extra),
        tuple(changed),
    )


def _verify(content: _Content, path: Path) -> VerifyReport:
    names = content.names()
    if MANIFEST not in names:
        raise _no_pack(path)
    listed = _listed(content, path)
    sums = _sums(content) if SUMS in names else {}
    wanted = {**{name: value for name, value in sums.items() if name == MANIFEST}, **listed}
    missing = [name for name in wanted if name not in names]
    if SUMS not in names:
        missing.append(SUMS)
    changed = {name for name in wanted if name in names and _digest(content, name) != wanted[name]}
    changed |= {SUMS} if SUMS in names and _disagrees(sums, listed) else set()
    extra = names - set(wanted) - {MANIFEST, SUMS}
    return VerifyReport(
        not missing and not changed and not extra,
        len(wanted) - len([name for name in wanted if name not in names]),
        tuple(sorted(missing)),
        tuple(sorted(extra)),
        tuple(sorted(changed)),
    )


def _disagrees(sums: Mapping[str, str], listed: Mapping[str, str]) -> bool:
    return {name: value for name, value in sums.items() if name != MANIFEST} != dict(listed)


def _listed(content: _Content, path: Path) -> dict[str, str]:
    with content.open(MANIFEST) as stream:
        raw = stream.read(_MAX_MANIFEST + 1)
    try:
        tree = json.loads(raw) if len(raw) <= _MAX_MANIFEST else None
    except (ValueError, RecursionError) as error:
        raise _no_pack(path) from error
    if isinstance(tree, dict) and isinstance(tree.get("format"), int) and tree["format"] > FORMAT:
        raise TooNew(_NEWER.format(name=path.name), place=str(path))
    files = tree.get("files") if isinstance(tree, dict) else None
    if not isinstance(files, list) or not all(_is_entry(entry) for entry in files):
        raise _no_pack(path)
    return {entry["path"]: entry["sha256"] for entry in files}


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("path"), str)
        and isinstance(entry.get("sha256"), str)
        and _is_inside(entry["path"])
    )


def _sums(content: _Content) -> dict[str, str]:
    with content.open(SUMS) as stream:
        lines = stream.read(_MAX_MANIFEST).decode("utf-8", "replace").splitlines()
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: value for value, name in pairs}


def _digest(content: _Content, name: str) -> str:
    """Return the SHA-256, or nothing where the zip's own data is broken."""
    found = hashlib.sha256()
    try:
        with content.open(name) as stream:
            while piece := stream.read(1 << 20):
                found.update(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return ""
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class _Folder:
    root: Path

    def names(self) -> frozenset[str]:
        """Return all that is no folder below (files, links, pipes), links not followed."""
        found = (path for path in self.root.rglob("*") if path.is_symlink() or not path.is_dir())
        return frozenset(path.relative_to(self.root).as_posix() for path in found)

    def open(self, name: str) -> IO[bytes]:
        target = self.root / name
        if target.is_symlink() or not target.is_file():
            raise zipfile.BadZipFile(name)
        return target.open("rb")


@dataclass(frozen=True, slots=True)
class _Zip:
    archive: zipfile.ZipFile

    def names(self) -> frozenset[str]:
        return frozenset(entry.filename for entry in self.archive.infolist() if not entry.is_dir())

    def open(self, name: str) -> IO[bytes]:
        return self.archive.open(name)


def _refuse_hostile(archive: zipfile.ZipFile, path: Path) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    names = [entry.filename for entry in entries]
    hostile = (
        len(entries) > _MAX_ENTRIES
        or total > _MAX_TOTAL
        or len(set(names)) != len(names)
        or any(_is_hostile(entry) for entry in entries)
    )
    if hostile:
        raise BadInput(_HOSTILE.format(name=path.name), place=str(path), code="PACK-HOSTILE")


def _is_hostile(entry: zipfile.ZipInfo) -> bool:
    bomb = entry.file_size > _RATIO_FROM and entry.file_size > _MAX_RATIO * max(
        1, entry.compress_size
    )
    return (
        bomb
        or entry.file_size > _MAX_ENTRY
        or bool(entry.flag_bits & 1)
        or not _is_inside(entry.filename)
    )


def _is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and not name.startswith("/")
        and ".." not in parts
        and not any(mark in name for mark in ("\\", "\x00", ":"))
    )


def _no_pack(path: Path) -> BadInput:
    return BadInput(_NO_PACK.format(name=path.name), place=str(path), code="PACK-NONE")


_NOT_THERE = Text("找不到“{name}”。请检查路径。", 'There is no "{name}". Check the path.')
_NO_PACK = Text(
    "“{name}”不是本程序生成的资料包（缺少或无法读取 校验/manifest.json）。请选择完整的资料包文件夹或 zip 文件。",
    '"{name}" is no pack made by this program (校验/manifest.json is not there or cannot be read). '
    "Choose the whole folder or zip of a pack.",
)
_NEWER = Text(
    "“{name}”由更新版本的程序生成，无法核验。请升级程序。",
    '"{name}" was made by a newer version and cannot be checked. Upgrade the program.',
)
_HOSTILE = Text(
    "“{name}”的压缩内容不安全（路径越界、加密、重名或解压后过大），未读取。请向提供方索取原始资料包。",
    'The zip "{name}" is not safe (paths outside, encrypted, names twice, or too large unpacked); '
    "it was not read. Ask the sender for the original pack.",
)
