"""Turns what SQLite reports into errors a user can act on; anything else stays our bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dossier_app.base.errors import DiskTrouble, DossierError, IntegrityBroken, InUse
from dossier_app.base.text import Text

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

_FULL = Text(
    "保存时磁盘空间不足，已有内容完好，本次修改未保存。请清理磁盘后再试一次。",
    "The disk is full; everything saved before is intact, this change was not saved. "
    "Free some space and try again.",
)
_READ_ONLY = Text(
    "没有写入工作区的权限，本次修改未保存。请检查文件夹权限，或把工作区移到可写的位置。",
    "The workspace may not be written; this change was not saved. "
    "Check the folder's permissions or move the workspace to a place that can be written.",
)
_BUSY = Text(
    "工作区正被另一个程序使用，本次操作未执行。请稍后再试，或关闭另一个窗口。",
    "Another program is using the workspace; nothing was done. Try again or close the other window.",
)
_UNREACHABLE = Text(
    "读写工作区数据时磁盘出错，本次操作未执行。请检查磁盘、U 盘或网络驱动器后再试。",
    "The disk reported an error on the workspace's data; nothing was done. "
    "Check the disk, stick or network drive and try again.",
)
DAMAGED = Text(
    "工作区数据文件已损坏，未作任何改动。请用“恢复备份”选择最近的完好备份，损坏的文件会另存保留。",
    "The workspace's data file is damaged; nothing was changed. "
    "Restore the newest good backup; the damaged file is kept aside.",
)
_FILTERED: dict[str, tuple[type[DossierError], Text]] = {
    "SQLITE_FULL": (DiskTrouble, _FULL),
    "SQLITE_READONLY": (DiskTrouble, _READ_ONLY),
    "SQLITE_PERM": (DiskTrouble, _READ_ONLY),
    "SQLITE_BUSY": (InUse, _BUSY),
    "SQLITE_LOCKED": (InUse, _BUSY),
    "SQLITE_IOERR": (DiskTrouble, _UNREACHABLE),
    "SQLITE_CANTOPEN": (DiskTrouble, _UNREACHABLE),
    "SQLITE_CORRUPT": (IntegrityBroken, DAMAGED),
    "SQLITE_NOTADB": (IntegrityBroken, DAMAGED),
}


@contextmanager
def trouble_named(path: Path) -> Iterator[None]:
    """Raise what SQLite reports about `path` as a DossierError that says what to do.

    Raises:
        DiskTrouble: full, read-only or not reachable.
        InUse: held by another process for longer than the wait.
        IntegrityBroken: the file is damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        if named := _named(error, path):
            raise named from error
        raise
    except _wrapped() as error:
        if isinstance(error.orig, sqlite3.Error) and (named := _named(error.orig, path)):
            raise named from error
        raise


def _wrapped() -> type[DBAPIError]:
    """Return the class in which SQLAlchemy wraps the driver's errors; loaded only when something went wrong."""
    from sqlalchemy.exc import DBAPIError

    return DBAPIError


def _named(error: sqlite3.Error, path: Path) -> DossierError | None:
    name = getattr(error, "sqlite_errorname", "")
    if "decode to UTF-8" in str(error):
        name = "SQLITE_CORRUPT"
    for beginning, (kind, message) in _FILTERED.items():
        if name == beginning or name.startswith(f"{beginning}_"):
            return kind(message, place=str(path), code=name)
    return None
