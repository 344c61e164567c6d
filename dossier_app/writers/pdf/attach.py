"""Attached evidence on its own stamped pages: upright, whole, quoted sentences boxed."""

from __future__ import annotations

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.document import Attachment
from dossier_app.writers.pdf.breaking import break_text
from dossier_app.writers.pdf.front import Entry
from dossier_app.writers.pdf.page import Box, Insert, Mark, Page, Pages, Rule, Words
from dossier_app.writers.pdf.quotations import find_quotation
from dossier_app.writers.pdf.sources import Source, Sources
from dossier_app.writers.pdf.style import A4, NOTE, RULE, STAMP

_STAMP_HEIGHT = 44.0
_FOOT_HEIGHT = 40.0
_SIDE = 22.0
_NOTE_WIDE = 92.0


def put_attachment(pages: Pages, sources: Sources, block: Attachment, entry: Entry) -> None:
    """Lay out one page for each chosen page of the file.

    Raises:
        BadInput: the file cannot be merged, or a chosen or quoted page is not in it.
    """
    index = sources.open(block.sha256, block.media_type, block.title)
    source = sources.sources[index]
    chosen = block.pages or tuple(range(1, len(source.sizes) + 1))
    _check_pages(block, source, chosen)
    for order, number in enumerate(chosen):
        page = _blank(pages, source.sizes[number - 1])
        if order == 0:
            page.anchors.append((entry.anchor, 0.0))
            page.marks.append(Mark(entry.level, entry.text, entry.anchor))
        if block.anchor:
            page.anchors.append((f"{block.anchor}#{number}", 0.0))
        _stamp(page, f"{block.title}", f"{order + 1} / {len(chosen)}")
        boxes = [box for box in block.boxes if box[0] == number]
        _insert(page, index, number - 1, source, boxes)
    pages.new_page()


def put_picture(pages: Pages, sources: Sources, index: int) -> None:
    """Lay out a picture in the text, at most 55 % of a page high."""
    wide, high = sources.sources[index].sizes[0]
    scale = min(pages.width / wide, pages.height * 0.55 / high)
    pages.need(high * scale + 26)
    x = pages.left + (pages.width - wide * scale) / 2
    pages.put(Insert(x, pages.y, wide * scale, high * scale, index, 0))
    pages.down(high * scale + 4)


def _check_pages(block: Attachment, source: Source, chosen: tuple[int, ...]) -> None:
    count = len(source.sizes)
    for number in (*chosen, *(box[0] for box in block.boxes)):
        if not 1 <= number <= count:
            message = _NO_PAGE.format(title=block.title, number=number, count=count)
            raise BadInput(message, place=block.title, code="PDF-PAGE")


def _blank(pages: Pages, size: tuple[float, float]) -> Page:
    """Start a page for a foreign page, on its side when that is wider than high."""
    if not pages.pages or not pages.fresh:
        pages.new_page()
    page = pages.page
    page.stamped = True
    page.size = (A4[1], A4[0]) if size[0] > size[1] * 1.05 else A4
    pages.fresh = False
    return page


def _stamp(page: Page, title: str, count: str) -> None:
    wide = page.size[0]
    lines = break_text(title, STAMP, wide - 2 * _SIDE - 60)
    shown = lines[0] if len(lines) == 1 else lines[0][:-1] + "…"
    page.ops.append(Words(_SIDE, 28, STAMP, (shown,)))
    page.ops.append(Words(wide - _SIDE - STAMP.width(count), 28, STAMP, (count,)))
    page.ops.append(Rule(_SIDE, 34, wide - _SIDE, 34, RULE, 0.5))


def _insert(
    page: Page, index: int, number: int, source: Source, boxes: list[tuple[int, str, str]]
) -> None:
    """Fit the foreign page below the stamp; a margin is kept free when there are notes."""
    margin = _NOTE_WIDE if any(note or quotation for _, quotation, note in boxes) else 0.0
    wide, high = source.sizes[number]
    room_x = page.size[0] - 2 * _SIDE - margin
    room_y = page.size[1] - _STAMP_HEIGHT - _FOOT_HEIGHT
    scale = min(room_x / wide, room_y / high, 1.0 if not source.is_picture else 9.0)
    x = _SIDE + (room_x - wide * scale) / 2
    y = _STAMP_HEIGHT + (room_y - high * scale) / 2
    page.ops.append(Insert(x, y, wide * scale, high * scale, index, number))
    note_y = _STAMP_HEIGHT + 10
    for _, quotation, note in boxes:
        found = () if source.is_picture else find_quotation(source, number, quotation)
        for left, top, right, bottom in found:
            spot = (x + left * scale - 2, y + top * scale - 2)
            size = ((right - left) * scale + 4, (bottom - top) * scale + 4)
            page.ops.append(Box(*spot, *size, None, NOTE.colour, 1.1))
        words = note if found else "；".join(part for part in (note, f"“{quotation}”") if part)
        note_y = max(note_y, y + found[0][1] * scale) if found else note_y
        note_y = _note(page, words, note_y)


def _note(page: Page, words: str, y: float) -> float:
    x = page.size[0] - _SIDE - _NOTE_WIDE + 6
    for line in break_text(words, NOTE, _NOTE_WIDE - 8) if words else ():
        page.ops.append(Words(x, y + 7, NOTE, (line,)))
        y += NOTE.leading
    return y + 6


_NO_PAGE = Text(
    "附件“{title}”没有第 {number} 页（共 {count} 页），未生成文件。请更正引用的页码。",
    'The attachment "{title}" has no page {number} (it has {count}); nothing was written. '
    "Correct the page number.",
)
