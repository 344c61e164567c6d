"""Evidence files under their SHA-256: in place and synced before any row may name them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from dossier_app.base.atomic import replacing, sync_folder
from dossier_app.base.errors import BadInput, DiskTrouble, IntegrityBroken, NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text

FOLDER = "evidence"
_CHUNK = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")

_NO_FILE = Text(
    "找不到文件“{name}”，未作任何改动。请检查路径。",
    'There is no file "{name}"; nothing was changed. Check the path.',
)
_EMPTY = Text(
    "文件“{name}”是空的，未作为证据存入。请重新获取该文件。",
    'The file "{name}" is empty and was not taken in. Get it again.',
)
_NOT_KEPT = Text(
    "证据库中没有内容 {sha256}。若卷宗来自另一台计算机，请用“交接包”导入其附件。",
    "The store does not have the content {sha256}. If the dossier came from another computer, "
    "bring its files in with a bundle.",
)
UNREADABLE = Text(
    "无法读取“{name}”，未作任何改动。请检查权限或介质。",
    '"{name}" cannot be read; nothing was changed. Check its permissions or the medium.',
)
_CHANGED = Text(
    "证据文件 {sha256} 的内容与存入时不一致，未使用。请从备份或原件恢复。",
    "The evidence file {sha256} is not what was taken in and was not used. "
    "Bring it back from a backup or the original.",
)


class EvidenceStore:
    """The folder of contents; a file's name is the hash of its bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def take_in(self, source: Path, progress: Progress = SILENT) -> tuple[str, int]:
        """Copy a file under its hash and return hash and size; what is there already is not copied again.

        Raises:
            BadInput: the file does not exist or is empty.
            DiskTrouble: it cannot be read, or the store cannot be written.
        """
        if not source.is_file():
            raise BadInput(_NO_FILE.format(name=source.name), place=str(source), code="NO-FILE")
        try:
            sha256, size = hash_of(source)
        except OSError as error:
            message = UNREADABLE.format(name=source.name)
            raise DiskTrouble(message, place=str(source), code="FILE-UNREADABLE") from error
        if size == 0:
            raise BadInput(_EMPTY.format(name=source.name), place=str(source), code="FILE-EMPTY")
        target = self._path(sha256)
        if not target.is_file() or target.stat().st_size != size:
            self._copy(source, target, size, progress)
        return sha256, size

    def adopt(self, staged: Path, sha256: str) -> None:
        """Take a proven file over under its hash by renaming it; it lies on the store's own disk."""
        with replacing(self._path(sha256)) as temporary:
            staged.replace(temporary)
        sync_folder(self.folder)

    def path(self, sha256: str) -> Path:
        """Return where a content lies; raises NotFound when it is not kept."""
        if not _HASH.fullmatch(sha256) or not (found := self._path(sha256)).is_file():
            message = _NOT_KEPT.format(sha256=sha256[:16])
            raise NotFound(message, place=sha256[:64], code="NO-CONTENT")
        return found

    def checked(self, sha256: str) -> Path:
        """Return where a content lies after reading it whole; raises NotFound or IntegrityBroken."""
        found = self.path(sha256)
        if hash_of(found)[0] != sha256:
            message = _CHANGED.format(sha256=sha256[:16])
            raise IntegrityBroken(message, place=sha256, code="CONTENT-CHANGED")
        return found

    def has(self, sha256: str) -> bool:
        """Tell whether a content is kept."""
        return bool(_HASH.fullmatch(sha256)) and self._path(sha256).is_file()

    def erase(self, sha256: str) -> None:
        """Destroy the bytes of a content."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)

    def contents(self) -> Iterator[str]:
        """Yield the hashes of all kept contents in order."""
        if self.folder.is_dir():
            yield from sorted(
                path.name for path in self.folder.glob("??/*") if _HASH.fullmatch(path.name)
            )

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def _copy(self, source: Path, target: Path, size: int, progress: Progress) -> None:
        digest, done = hashlib.sha256(), 0
        with replacing(target) as temporary:
            with source.open("rb") as read, temporary.open("wb") as written:
                while chunk := read.read(_CHUNK):
                    progress.step(done, size)
                    digest.update(chunk)
                    written.write(chunk)
                    done += len(chunk)
            if digest.hexdigest() != target.name:
                message = _CHANGED.format(sha256=target.name[:16])
                raise IntegrityBroken(message, place=str(source), code="CONTENT-CHANGED")
        sync_folder(self.folder)


def hash_of(path: Path) -> tuple[str, int]:
    """Return SHA-256 and size of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
