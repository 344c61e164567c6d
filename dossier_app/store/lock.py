"""One writer at a time, named: user, host and process in a file that the system locks as well."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from dossier_app.base.errors import DiskTrouble, InUse
from dossier_app.base.text import Text

LOCK_NAME = "workspace.lock"
_SIZE_READ = 4096

_TAKEN = Text(
    "工作区正由 {user}（计算机 {host}，进程 {pid}）打开，本次写入未执行。请先在那里关闭，或以只读方式打开。",
    "The workspace is open for {user} (computer {host}, process {pid}); nothing was written. "
    "Close it there, or open it read-only.",
)
_ELSEWHERE = Text(
    "工作区被另一台计算机 {host} 上的 {user} 锁定，本次写入未执行。请先在那里关闭；"
    "若那台计算机已停用，请删除工作区中的 workspace.lock 文件。",
    "The workspace is locked by {user} on another computer, {host}; nothing was written. Close it there; "
    "if that computer is no longer in use, delete the file workspace.lock in the workspace.",
)
_NOT_WRITABLE = Text(
    "无法在工作区“{folder}”中写入，未作任何改动。请检查文件夹权限，或以只读方式打开。",
    'The workspace "{folder}" may not be written; nothing was changed. '
    "Check the folder's permissions or open it read-only.",
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a workspace."""

    user: str
    host: str
    pid: int

    def __str__(self) -> str:
        return f"{self.user} ({self.host}, {self.pid})"


class Lock:
    """The right to write, held until `release` or the end of the process."""

    def __init__(self, handle: int, holder: Holder, left: Holder | None) -> None:
        """Take over an open, locked file; `left` is a process that ended without letting go."""
        self._handle = handle
        self.holder = holder
        self.left = left

    def release(self) -> None:
        """Empty the file, so that no name is left behind, and let go of it."""
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)
            _unlock(self._handle)
            os.close(self._handle)
            self._handle = -1


def take(folder: Path) -> Lock:
    """Take the writer's lock; one left behind by a dead process of this computer is taken over.

    Raises:
        InUse: another process or computer holds it; the message names it.
        DiskTrouble: the folder may not be written.
    """
    path = folder / LOCK_NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise DiskTrouble(
            _NOT_WRITABLE.format(folder=folder), place=str(folder), code="LOCK-DENIED"
        ) from error
    me = Holder(user_name(), platform.node(), os.getpid())
    other = _named(
        os.pread(handle, _SIZE_READ, 0) if sys.platform != "win32" else path.read_bytes()
    )
    if not _lock(handle):
        os.close(handle)
        raise _in_use(other or me, _TAKEN, path)
    if other and other.host != me.host:
        _unlock(handle)
        os.close(handle)
        raise _in_use(other, _ELSEWHERE, path)
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps({"user": me.user, "host": me.host, "pid": me.pid}).encode())
    return Lock(handle, me, other)


def holder_of(folder: Path) -> Holder | None:
    """Return who is named in the lock file, None when nobody is."""
    path = folder / LOCK_NAME
    return _named(path.read_bytes()) if path.is_file() else None


def _named(raw: bytes) -> Holder | None:
    try:
        found = json.loads(raw)
        return Holder(str(found["user"]), str(found["host"]), int(found["pid"]))
    except (ValueError, KeyError, TypeError):
        return None


def _in_use(holder: Holder, message: Text, path: Path) -> InUse:
    parts = {"user": holder.user, "host": holder.host, "pid": holder.pid}
    return InUse(message.format(**parts), place=str(path), code="WORKSPACE-IN-USE")


def user_name() -> str:
    """Return who runs this program, `?` where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


if sys.platform == "win32":  # pragma: no cover - cannot be run here
    import msvcrt

    _FAR = 1 << 30

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
