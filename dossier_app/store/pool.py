"""Files that belong to a backup of the data file: each content kept once by its hash, listed for every backup."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text

FOLDERS = ("evidence", "baselines", "rulepacks", "handed")
"""What stands in a workspace beside its data file and cannot be made anew."""
_POOL, _FORMAT, _CHUNK = "files", 1, 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")
_BAD = Text(
    "文件“{name}”在备份时与其哈希不符，备份未完成。请运行“体检”。",
    'The file "{name}" is not what its hash says; the backup was not finished. Run the doctor.',
)
_BROKEN = Text(
    "备份清单“{name}”已损坏，不能据此恢复文件。请选择另一份备份。",
    'The list "{name}" of a backup is damaged; files cannot be restored by it. Choose another backup.',
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a workspace: its path below the folder, hash and size."""

    path: str
    sha256: str
    size: int


def listing_of(backup: Path) -> Path:
    """Return where the list that belongs to a copy of the data file stands."""
    return backup.with_suffix(".json")


def keep_files(
    workspace: Path, backup: Path, about: dict[str, Any], progress: Progress = SILENT
) -> tuple[str, ...]:
    """Put every file into the pool beside `backup` and write the list; what is there is not copied.

    Returns the files that are not what their hash says: they are left out, the rest is kept all the same.

    Raises:
        DiskTrouble: the place may not be written.
    """
    found, kept, bad = sorted(_files(workspace)), [], []
    for done, path in enumerate(found):
        progress.step(done, len(found))
        name = path.relative_to(workspace).as_posix()
        sha256 = path.name if name.startswith("evidence/") else _hash(path)
        target = _pooled(backup.parent, sha256)
        if not target.is_file() or target.stat().st_size != path.stat().st_size:
            try:
                copy_proven(path, target, sha256)
            except IntegrityBroken:
                bad.append(name)
                continue
        kept.append(Listed(name, sha256, path.stat().st_size))
    rows = [[each.path, each.sha256, each.size] for each in kept]
    value = {"format": _FORMAT, **about, "lacking": bad, "files": rows}
    with replacing(listing_of(backup)) as temporary:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return tuple(bad)


def read_listing(backup: Path) -> tuple[dict[str, Any], tuple[Listed, ...]] | None:
    """Return what is told of a backup and its files, None for one without a list.

    Raises:
        IntegrityBroken: the list is damaged.
    """
    path = listing_of(backup)
    if not path.is_file():
        return None
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(Listed(str(p), str(sha), int(size)) for p, sha, size in value.pop("files"))
        plain = all(_HASH.fullmatch(e.sha256) and _inside(e.path) for e in files)
    except (ValueError, KeyError, TypeError, AttributeError):
        plain = False
    if not plain:
        raise IntegrityBroken(_BROKEN.format(name=path.name), place=path.name, code="BACKUP-LIST")
    return value, files


def bring_back(backup: Path, workspace: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put files of a backup back that are gone or changed; return what came back and what the pool lacks too."""
    listed = read_listing(backup)
    returned, lacking = [], []
    for each in listed[1] if listed else ():
        target = workspace / each.path
        if target.is_file() and _hash(target) == each.sha256:
            continue
        source = _pooled(backup.parent, each.sha256)
        if not source.is_file():
            lacking.append(each.path)
            continue
        copy_proven(source, target, each.sha256)
        returned.append(each.path)
    return tuple(returned), tuple(lacking)


def drop_unlisted(folder: Path) -> int:
    """Remove lists without their backup and pooled files that no list names; return how many files went."""
    wanted: set[str] = set()
    for path in folder.glob("*.json"):
        backup = path.with_suffix(".sqlite3")
        if not backup.is_file():
            path.unlink()
        elif listed := read_listing(backup):
            wanted |= {each.sha256 for each in listed[1]}
    gone = [path for path in (folder / _POOL).glob("??/*") if path.name not in wanted]
    for path in gone:
        path.unlink()
    return len(gone)


def forget(folder: Path, sha256: str) -> None:
    """Destroy a pooled content, for a file that had to be erased."""
    _pooled(folder, sha256).unlink(missing_ok=True)


def mirror(backup: Path, second: Path) -> None:
    """Bring a backup with its list and files to another place; what is there is not copied again.

    Raises:
        DiskTrouble, IntegrityBroken: the place cannot be written, or a file is not what it was.
    """
    listed = read_listing(backup)
    for each in listed[1] if listed else ():
        target = _pooled(second, each.sha256)
        if not target.is_file() or target.stat().st_size != each.size:
            copy_proven(_pooled(backup.parent, each.sha256), target, each.sha256)
    for path in (backup, listing_of(backup)):
        if path.is_file():
            copy_proven(path, second / path.name, _hash(path))


def copy_proven(source: Path, target: Path, sha256: str) -> None:
    """Copy a file that must have this hash; raises IntegrityBroken."""
    digest = hashlib.sha256()
    with replacing(target) as temporary:
        with source.open("rb") as read, temporary.open("wb") as written:
            while chunk := read.read(_CHUNK):
                digest.update(chunk)
                written.write(chunk)
        if digest.hexdigest() != sha256:
            raise IntegrityBroken(
                _BAD.format(name=source.name), place=source.name, code="BACKUP-FILE"
            )


def _files(workspace: Path) -> Iterator[Path]:
    wanted: Callable[[Path], bool] = lambda path: path.is_file() and not path.name.startswith(".")  # noqa: E731 - one test
    for folder in FOLDERS:
        yield from filter(wanted, (workspace / folder).rglob("*"))


def _pooled(folder: Path, sha256: str) -> Path:
    return folder / _POOL / sha256[:2] / sha256


def _inside(path: str) -> bool:
    parts = path.split("/")
    return (
        parts[0] in FOLDERS
        and len(parts) > 1
        and not {"", ".", ".."} & set(parts)
        and "\\" not in path
    )


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
