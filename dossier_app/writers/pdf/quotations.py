"""Where a quoted sentence stands on a page of an evidence file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from dossier_app.writers.pdf.known import Kept
from dossier_app.writers.pdf.sources import Source

if TYPE_CHECKING:
    import pypdfium2

Rectangle = tuple[float, float, float, float]
_LINE_END = (0x02, 0xFFFE)
"""What the reading library gives for a hyphen at the end of a line."""
_PLACES: Kept[tuple[Rectangle, ...]] = Kept(20_000, lambda places: 1 + len(places))


def find_quotation(source: Source, page: int, quotation: str) -> tuple[Rectangle, ...]:
    """Return the line rectangles (left, top, right, bottom, upright page) where `quotation` stands."""
    key = (source.key, page, quotation)
    known = _PLACES.find(key)
    if known is None:
        known = _PLACES.keep(key, tuple(_searched(source.path, page, quotation)))
    return known


def _searched(path: Path, page: int, quotation: str) -> list[Rectangle]:
    import pypdfium2

    wanted = normalize("NFKC", "".join(quotation.split()))
    document = pypdfium2.PdfDocument(path)
    try:
        shown = document[page]
        text = shown.get_textpage()
        characters, order = _characters(text)
        found = characters.find(wanted) if wanted else -1
        if found < 0:
            return []
        hit = dict.fromkeys(order[found : found + len(wanted)])
        boxes = (text.get_charbox(index, loose=True) for index in hit)
        return _lines([_upright(shown, box) for box in boxes])
    finally:
        document.close()


def _characters(text: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """Return a page's characters without blanks, folded for comparing, and the number of each."""
    from pypdfium2.raw import FPDFText_GetUnicode

    characters: list[str] = []
    order: list[int] = []
    for index in range(text.count_chars()):
        code = FPDFText_GetUnicode(text, index)
        shown = "-" if code in _LINE_END else normalize("NFKC", chr(code)).strip()
        if shown and code >= 0x20:
            characters.append(shown)
            order += [index] * len(shown)
    return "".join(characters), order


def _upright(page: pypdfium2.PdfPage, box: Rectangle) -> Rectangle:
    """Return a box (left, bottom, right, top) of the file's own space as the upright page shows it."""
    left, bottom, right, top = page.get_cropbox()
    x0, y0, x1, y1 = box
    match page.get_rotation():
        case 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        case 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        case 270:
            return top - y1, right - x1, top - y0, right - x0
        case _:
            return x0 - left, top - y1, x1 - left, top - y0


def _lines(boxes: list[Rectangle]) -> list[Rectangle]:
    lines: list[Rectangle] = []
    for left, top, right, bottom in boxes:
        if lines and abs(lines[-1][1] - top) < (bottom - top) * 0.6:
            last = lines[-1]
            lines[-1] = (
                min(last[0], left),
                min(last[1], top),
                max(last[2], right),
                max(last[3], bottom),
            )
        else:
            lines.append((left, top, right, bottom))
    return lines
