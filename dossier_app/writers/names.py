"""File names that Windows Explorer, WPS and old zip programs take without trouble."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_MAX_NAME = 60
_MAX_PATH = 150


def safe_name(wanted: str, suffix: str = "", *, limit: int = _MAX_NAME) -> str:
    """Return a file name made of `wanted` and `suffix`, short and without what Windows forbids."""
    stem = _FORBIDDEN.sub("_", " ".join(wanted.split()))
    room = limit - len(suffix)
    while len(stem) > room or len((stem + suffix).encode()) > 180:
        stem = stem[:-1]
    stem = stem.strip(" .") or "file"
    return f"_{stem}{suffix}" if _RESERVED.match(stem) else stem + suffix


def refuse_unsafe(paths: list[str]) -> None:
    """Refuse relative paths that leave the folder, differ only in case, or carry unsafe names.

    Raises:
        BadInput: one does; it is named.
    """
    seen: set[str] = set()
    for path in paths:
        parts = PurePosixPath(path).parts
        safe = all(part == safe_name(part, limit=_MAX_PATH) for part in parts)
        if not parts or not safe or len(path) > _MAX_PATH or path.casefold() in seen:
            raise BadInput(_UNSAFE.format(path=path), place=path, code="PACK-NAME")
        seen.add(path.casefold())


_UNSAFE = Text(
    "资料包中的文件名“{path}”不能使用（过长、重名或含 Windows 不允许的字符），未生成文件。请修改名称。",
    'The file name "{path}" cannot be used in a pack (too long, twice there, or with characters '
    "Windows forbids); nothing was written. Change the name.",
)
