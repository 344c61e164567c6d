"""Backups of a whole workspace: data file, attachments, versions and packs, here and in a second place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput, DiskTrouble, DossierError
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.fields import CHINA
from dossier_app.store import audit, backup, pool
from dossier_app.store.backup import BACKUPS
from dossier_app.store.work import Work

if TYPE_CHECKING:
    from dossier_app.service.workspace import Workspace

EVERY = timedelta(minutes=30)
_SETTINGS = "safety.json"

_LEFT = Text(
    "上次程序未正常结束。最后保存的是 {when}（中国时间）{person} 的“{name}”；此前各项均已保存，当时尚在输入框中的文字未保存。",
    "The program did not end by itself last time. Saved last: “{name}” by {person} at {when} (China time); "
    "everything before is saved, words still in an input box at that moment are not.",
)
_LEFT_EMPTY = Text(
    "上次程序未正常结束；工作区中尚无任何改动，没有丢失内容。",
    "The program did not end by itself last time; nothing had been changed yet, nothing is lost.",
)
_UNREACHABLE = Text(
    "备份已保存在本机；第二备份位置“{place}”无法写入（{why}）。请连接该位置后再备份一次。",
    'The backup is kept here; the second place "{place}" could not be written ({why}). Connect it and back up again.',
)
_LACKING = Text(
    "备份已保存，但有 {n} 个文件与其哈希不符，未能备份（如 {name}）。请运行“体检”，并从原件补回。",
    "The backup is kept, but {n} files are not what their hash says and were left out (such as {name}). "
    "Run the doctor and bring them back from the originals.",
)
_WITHIN = Text(
    "第二备份位置不能在工作区文件夹之内：“{place}”。请选择另一块磁盘上的文件夹。",
    'The second place cannot lie inside the workspace: "{place}". Choose a folder on another disk.',
)
_NO_PLACE = Text(
    "第二备份位置“{place}”不存在或不是文件夹，未作改动。请先建立或连接它。",
    'The second place "{place}" does not exist or is no folder; nothing was changed. Make or connect it first.',
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup: where it lies, when and why it was made, which dossiers and how many files it holds.

    `dossiers` is None where the backup was made by an upgrade or an older version and tells nothing of itself.
    """

    path: Path
    at: datetime
    reason: str
    dossiers: tuple[str, ...] | None
    rows: int
    files: int
    bytes: int

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "path": str(self.path),
            "at": self.at.isoformat(timespec="seconds"),
            "reason": self.reason,
            "dossiers": list(self.dossiers) if self.dossiers is not None else None,
            "audit_rows": self.rows,
            "files": self.files,
            "bytes": self.bytes,
        }


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup just made, and what is to be said of it or of the second place, None when all went well."""

    path: Path
    trouble: Text | None = None


def make(ws: Workspace, reason: str = "manual", progress: Progress = SILENT) -> Backup:
    """Keep a checked copy of the data with every file that belongs to it, drop what is no longer wanted, and mirror it.

    Raises:
        DiskTrouble, IntegrityBroken: the backup could not be made; older ones are as they were.
        A damaged attachment is no reason: it is left out and named.
    """
    folder, now = ws.folder / BACKUPS, ws.clock()
    about = {"at": now.isoformat(timespec="seconds"), "reason": reason, **_contents(ws)}
    made = backup.back_up(ws.database.path, folder, now, reason=reason)
    try:
        bad = pool.keep_files(ws.folder, made, about, progress)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    _tidy(folder, now)
    second = second_place(ws.folder)
    trouble = _mirror(made, second, now) if second else None
    return Backup(made, _LACKING.format(n=len(bad), name=bad[0]) if bad else trouble)


def recovery(ws: Workspace) -> Text | None:
    """Return what was saved last where the program before did not end by itself, None when it did."""
    if not ws.left_behind:
        return None
    with ws.database.reading() as connection:
        last = next(audit.entries(connection, limit=1), None)
    if last is None:
        return _LEFT_EMPTY
    when = f"{last.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
    return _LEFT.format(when=when, name=last.name, person=last.person)


def is_due(ws: Workspace) -> bool:
    """Tell whether the newest copy is older than half an hour, or there is none."""
    kept = backup.backups(ws.folder / BACKUPS)
    return not kept or ws.clock() - kept[0][1] >= EVERY


def listed(folder: Path) -> tuple[Kept, ...]:
    """Return the backups of a workspace folder, newest first, with what each tells of itself."""
    return tuple(_kept(*each) for each in backup.backups(folder / BACKUPS))


def second_place(folder: Path) -> Path | None:
    """Return the second place for backups, None when none was named."""
    path = folder / _SETTINGS
    if not path.is_file():
        return None
    try:
        named = json.loads(path.read_text(encoding="utf-8")).get("second")
    except (ValueError, AttributeError):
        return None
    return Path(named) if isinstance(named, str) and named else None


def choose_second(ws: Workspace, place: Path | None) -> None:
    """Name the second place for backups, or none.

    Raises:
        BadInput: it does not exist or lies inside the workspace. InUse: opened read-only.
    """
    if place is not None:
        place = place.absolute()
        if not place.is_dir():
            raise BadInput(_NO_PLACE.format(place=place), place=str(place), code="SECOND-PLACE")
        if place.is_relative_to(ws.folder.absolute()):
            raise BadInput(_WITHIN.format(place=place), place=str(place), code="SECOND-PLACE")
    with ws.writing(), replacing(ws.folder / _SETTINGS) as temporary:
        value = {"second": str(place) if place else ""}
        temporary.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def forget(folder: Path, sha256: str) -> None:
    """Destroy an erased content in all backups that can be reached."""
    pool.forget(folder / BACKUPS, sha256)
    second = second_place(folder)
    if second is not None and second.is_dir():
        pool.forget(second, sha256)


def _mirror(made: Path, second: Path, now: datetime) -> Text | None:
    try:
        if not second.is_dir():
            raise DiskTrouble(_NO_PLACE.format(place=second), place=str(second))
        pool.mirror(made, second)
        _tidy(second, now)
    except DossierError as error:
        return _UNREACHABLE.format(place=second, why=error.message)
    except OSError as error:
        return _UNREACHABLE.format(place=second, why=error.strerror or str(error))
    return None


def _tidy(folder: Path, now: datetime) -> None:
    backup.prune(folder, now)
    pool.drop_unlisted(folder)


def _contents(ws: Workspace) -> dict[str, Any]:
    with ws.database.reading() as connection:
        rows, head = audit.head(connection)
        headings = Work(connection).headings(archived=True)
    return {"dossiers": [h.name for h in headings], "audit": {"rows": rows, "head": head}}


def _kept(path: Path, at: datetime, reason: str) -> Kept:
    try:
        told = pool.read_listing(path)
    except DossierError:
        told = None
    about, files = told or ({}, ())
    size = path.stat().st_size + sum(each.size for each in files)
    names = tuple(map(str, about["dossiers"])) if "dossiers" in about else None
    rows = int(about.get("audit", {}).get("rows", 0))
    return Kept(path, at, reason, names, rows, len(files), size)
