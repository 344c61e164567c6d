"""Files and folders appear whole or not at all: the one way this program writes."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dossier_app.base.errors import BadInput, DiskTrouble
from dossier_app.base.text import Text

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Waits between tries to replace, about 2.5 s: virus scanners and indexers let go within that."""
_MARK = ".writing-"
"""How the name of what is not finished begins."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target` that takes its place when the block ends well.

    The file is synced to disk before and its folder after the swap; on any error the
    temporary file is removed and an older `target` stays as it was. Inside a `new_folder` the
    folder is synced instead, once and whole.

    Raises:
        DiskTrouble: the disk is full, the folder may not be written, or the target is held open.
    """
    with _disk_named(target):
        temporary = _reserve(target)
    try:
        with _disk_named(target):
            yield temporary
            whole = _in_new_folder(target)
            if not whole:
                _sync(temporary)
            _swap(lambda: temporary.replace(target), target)
            if not whole:
                sync_folder(target.parent)
    finally:
        with suppress(OSError):  # what stays is hidden and harms nothing
            temporary.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yield an empty temporary folder that becomes `target` as a whole when the block ends well.

    Raises:
        BadInput: `target` exists and `replace` is not asked for.
        DiskTrouble: the disk is full, the folder may not be written, or a file in it is held open.
    """
    if _taken(target) and not replace:
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    with _disk_named(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=_MARK, dir=target.parent))
    try:
        with _disk_named(target):
            yield temporary
            _sync_tree(temporary)
            _put_in_place(temporary, target)
            sync_folder(target.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def workroom(target: Path) -> Iterator[Path]:
    """Yield a folder beside `target` for what is only needed while it is made; gone at the end.

    Raises:
        DiskTrouble: the disk is full, or the folder may not be written.
    """
    with _disk_named(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        room = tempfile.TemporaryDirectory(
            prefix=_MARK, dir=target.parent, ignore_cleanup_errors=True
        )
        with room as name:
            yield Path(name)


def _in_new_folder(target: Path) -> bool:
    """Tell whether `target` is inside a `new_folder`, which is synced as a whole at its end."""
    return any(part.startswith(_MARK) for part in target.parent.parts)


def stands(path: Path) -> bool:
    """Tell whether something stands at `path`.

    Raises:
        DiskTrouble: the path cannot be looked at: its name is too long, or the disk fails.
    """
    with _disk_named(path):
        return path.exists()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable where the system can (Windows needs and knows no such call)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reserve(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, name = tempfile.mkstemp(prefix=_MARK, suffix=target.suffix, dir=target.parent)
    except FileNotFoundError as error:  # a folder of the system that takes no files
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target)) from error
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(_usual_mode())
    return temporary


def _usual_mode(wanted: int = 0o666) -> int:
    mask = os.umask(0)
    os.umask(mask)
    return wanted & ~mask


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            _sync(path)
    sync_folder(folder)
    folder.chmod(_usual_mode(0o777))


def _taken(target: Path) -> bool:
    return target.exists() and not (target.is_dir() and not any(target.iterdir()))


def _put_in_place(temporary: Path, target: Path) -> None:
    if not target.exists():
        _swap(lambda: temporary.rename(target), target)
        return
    aside = Path(tempfile.mkdtemp(prefix=".replaced-", dir=target.parent))
    old = aside / "old"
    try:
        _swap(lambda: target.rename(old), target)
        try:
            _swap(lambda: temporary.rename(target), target)
        except OSError:
            old.rename(target)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(change: Callable[[], object], target: Path) -> None:
    """Try `change` again for a while when another program holds the file.

    Raises:
        DiskTrouble: it is still held after the last try.
    """
    for pause in (*_PAUSES, None):
        try:
            change()
        except PermissionError as error:
            if pause is None:
                raise DiskTrouble(
                    _HELD.format(name=target.name), place=str(target), code="FILE-HELD"
                ) from error
            time.sleep(pause)
        else:
            return


@contextmanager
def _disk_named(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = _BY_ERRNO.get(error.errno or 0)
        if message is None or not _concerns(error, target):
            raise
        raise DiskTrouble(message.format(name=target.name), place=str(target)) from error


def _concerns(error: OSError, target: Path) -> bool:
    """Tell trouble with what is written here from trouble with what the block reads elsewhere."""
    named = str(error.filename or "")
    is_stream = named.startswith("<_io.")  # pikepdf names the open stream that it writes to
    aside = Path(named).parent == Path(tempfile.gettempdir())  # libraries write there first
    near = Path(named).is_relative_to(target.parent) or target.is_relative_to(named)
    return not named or is_stream or aside or near


_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或明确要求替换。",
    '"{name}" exists already; nothing was changed. Choose another name, or ask to replace it.',
)
_HELD = Text(
    "无法替换“{name}”：它正被其他程序占用，原文件未改动。请在 Excel、WPS 或 PDF 阅读器中关闭该文件，再试一次。",
    '"{name}" cannot be replaced: another program holds it; the old file is unchanged. '
    "Close it in Excel, WPS or the PDF reader and try again.",
)
_FULL = Text(
    "写入“{name}”时磁盘空间不足，原文件未改动。请清理磁盘或换一个位置，再试一次。",
    'The disk is full while writing "{name}"; the old file is unchanged. '
    "Free some space or choose another place, then try again.",
)
_DENIED = Text(
    "没有权限写入“{name}”所在的文件夹，未作任何改动。请换一个位置，或请管理员授权。",
    'The folder of "{name}" may not be written; nothing was changed. '
    "Choose another place or ask for the permission.",
)
_FAILED = Text(
    "写入“{name}”时磁盘出错，原文件未改动。请检查磁盘或网络驱动器，再试一次。",
    'The disk reported an error while writing "{name}"; the old file is unchanged. '
    "Check the disk or network drive and try again.",
)
_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _DENIED,
    errno.EIO: _FAILED,
    errno.ENOTDIR: _DENIED,
    errno.ENAMETOOLONG: Text(
        "文件名“{name}”过长，未写入。请缩短名称或换到上层文件夹。",
        'The file name "{name}" is too long; nothing was written. Shorten it or use a higher folder.',
    ),
}
