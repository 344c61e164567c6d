"""Zip files whose bytes depend on their content alone."""

from __future__ import annotations

import shutil
import zipfile
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

FIXED_DATE = (2000, 1, 1, 0, 0, 0)


class FixedZip(zipfile.ZipFile):
    """A zip archive that gives every entry the same date and rights, whatever the clock says."""

    def __init__(self, target: Path) -> None:
        super().__init__(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True)

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,  # noqa: ANN401 - bytes or text, as the library has it
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Store `data` under a name."""
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        super().writestr(_entry(str(name)), data, compress_type, compresslevel)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Store a file under a name, in pieces."""
        entry = _entry(str(arcname or filename), compress_type)
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 1 << 18)


def repack(source: Path | BinaryIO, target: Path, words: tuple[bytes, bytes] = (b"", b"")) -> None:
    """Write the entries of `source` again with fixed dates, the first of two words replaced by the second."""
    with zipfile.ZipFile(source) as old, FixedZip(target) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(*words) if words[0] else content)


def _entry(name: str, compress_type: int | None = None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED if compress_type is None else compress_type
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry
