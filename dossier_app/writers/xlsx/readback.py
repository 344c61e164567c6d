"""The finished workbook read again by a plain XML reader: rows counted, no formula in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from xml.parsers import expat

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text


def prove(target: Path, rows: Mapping[str, int]) -> None:
    """Check that each sheet has its rows and a head, and that no cell is a formula.

    Raises:
        IntegrityBroken: it is not so.
    """
    with zipfile.ZipFile(target) as archive:
        for number, (title, expected) in enumerate(rows.items(), 1):
            with archive.open(f"xl/worksheets/sheet{number}.xml") as part:
                found, formulas = _count(part)
            if found != expected + 1 or formulas:
                message = _MESSAGE.format(title=title, found=found - 1, expected=expected)
                raise IntegrityBroken(message, place=title, code="XL-READBACK")


def _count(part: IO[bytes]) -> tuple[int, int]:
    counts = {"row": 0, "f": 0}

    def start(name: str, _attributes: object) -> None:
        if name in counts:
            counts[name] += 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.ParseFile(part)
    return counts["row"], counts["f"]


_MESSAGE = Text(
    "工作表“{title}”写出后复核不一致（应有 {expected} 行，实有 {found} 行，或含有公式），未交付该文件。请重试。",
    'The sheet "{title}" read back differs from what was written ({expected} rows wanted, {found} found, '
    "or a formula); the file was not delivered. Try again.",
)
