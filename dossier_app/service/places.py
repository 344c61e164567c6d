"""Where data lies: folders that other programs write into, or that stand on another machine, are told apart."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

from dossier_app.base.text import Text

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nutstore": "坚果云 Nutstore",
    "坚果云": "坚果云 Nutstore",
    "我的坚果云": "坚果云 Nutstore",
    "baidusyncdisk": "百度网盘 Baidu",
    "百度云同步盘": "百度网盘 Baidu",
    "wps云盘": "WPS 云盘",
    "wpsdrive": "WPS 云盘",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
_NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs", "fuse.davfs2")
)
_MOUNTS = Path("/proc/self/mounts")

_SYNC = Text(
    "工作区位于同步文件夹（{name}）中：同步软件可能在写入时替换数据文件。请把工作区移到本机普通文件夹，只把备份放进同步文件夹。",
    "The workspace lies in a synced folder ({name}): the sync program may replace the data file while it is written. "
    "Move the workspace to an ordinary folder and let only backups be synced.",
)
_NET = Text(
    "工作区位于网络驱动器（{name}）上：连接中断或锁不可靠时可能丢失改动。请把工作区移到本机磁盘，把网络驱动器用作第二备份位置。",
    "The workspace lies on a network drive ({name}): a broken connection or unreliable locks can cost changes. "
    "Move it to a disk of this computer and use the drive as second place for backups.",
)


def warning_of(folder: Path, mounts: str | None = None) -> Text | None:
    """Return why a folder is no good place for a workspace, None when nothing is known against it."""
    whole = folder.absolute()
    if name := synced(whole.parts):
        return _SYNC.format(name=name)
    if name := networked(whole, _mounts() if mounts is None else mounts):
        return _NET.format(name=name)
    return None


def synced(parts: Iterable[str]) -> str:
    """Return the sync program whose folder a path goes through, empty when none is known."""
    for part in parts:
        plain = part.casefold()
        for word, name in _SYNCED.items():
            if plain == word or plain.startswith((f"{word} ", f"{word}-", f"{word}(")):
                return name
    return ""


def networked(folder: PurePath, mounts: str) -> str:
    """Return the network place a folder stands on, empty when it stands on this machine; `mounts` as Linux lists them."""
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return text[:80]
    if sys.platform == "win32":  # pragma: no cover - cannot be run here
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\") == 4
        return folder.drive if remote else ""
    best = ("", "")
    for line in mounts.splitlines():
        fields = line.split()
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else "?"
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, fields[2])
    return f"{best[0]} {best[1]}" if best[1] in _NETWORK else ""


def _mounts() -> str:
    return (
        _MOUNTS.read_text(encoding="utf-8", errors="replace") if os.access(_MOUNTS, os.R_OK) else ""
    )
