"""Cover, title and contents: what stands before the text."""

from __future__ import annotations

from dataclasses import dataclass

from dossier_app.base.text import Lang
from dossier_app.model.document import Attachment, Cover, Document, Heading, Look
from dossier_app.writers.pdf.breaking import break_text
from dossier_app.writers.pdf.page import Box, Jump, Number, Pages, Rule, Words
from dossier_app.writers.pdf.style import (
    A4,
    ACCENT,
    CONTENTS,
    COVER_LABEL,
    COVER_SUBTITLE,
    COVER_TITLE,
    COVER_VALUE,
    FOOT,
    GREY,
    HAIR,
    HEAD_FILL,
    OFFICIAL_TITLE,
    SHEETS,
    TITLE,
    Sheet,
    Style,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents and a bookmark."""

    level: int
    text: str
    anchor: str


def entries(document: Document) -> dict[int, Entry]:
    """Return the contents lines by block index: headings, and attachments one level below theirs."""
    found: dict[int, Entry] = {}
    level = 0
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            level = max(1, min(3, block.level))
            found[index] = Entry(level, block.text, block.anchor or f"_heading{index}")
        elif isinstance(block, Attachment):
            found[index] = Entry(min(3, level + 1), block.title, block.anchor or f"_file{index}")
    return found


def put_cover(pages: Pages, cover: Cover) -> None:
    """Lay out the cover page."""
    pages.new_page()
    pages.page.bare = True
    pages.put(Box(0, 0, 10, A4[1], ACCENT))
    wide = A4[0] - 150
    y = _centred(pages, cover.title, COVER_TITLE, 190.0, wide)
    pages.put(Rule(A4[0] / 2 - 60, y + 8, A4[0] / 2 + 60, y + 8, ACCENT, 1.4))
    _centred(pages, cover.subtitle, COVER_SUBTITLE, y + 26, wide)
    y = _cover_lines(pages, cover, max(430.0, y + 90))
    if cover.notice:
        _notice(pages, cover.notice, max(y + 30, 690.0))
    pages.fresh = False


def put_title(pages: Pages, document: Document) -> None:
    """Lay out the number line and title of an official document, or the title of a summary."""
    pages.need(60)
    if document.look is Look.OFFICIAL:
        if document.header:
            style = SHEETS[Look.OFFICIAL].headings[0]
            for line in break_text(document.header, style, pages.width):
                pages.put(Words(pages.left, pages.y + 15, style, (line,)))
                pages.down(style.leading)
            pages.down(12)
        pages.y = _centred(pages, document.title, OFFICIAL_TITLE, pages.y, pages.width)
        pages.down(10)
        return
    pages.y = _centred(pages, document.title, TITLE, pages.y, pages.width)
    pages.put(Rule(pages.left, pages.y + 2, pages.left + pages.width, pages.y + 2, ACCENT, 1.0))
    pages.down(10)


def put_contents(pages: Pages, lines: list[Entry], lang: Lang, sheet: Sheet) -> None:
    """Lay out the contents with room for the page numbers, known once all is laid out."""
    pages.new_page()
    title = "目  录" if lang is Lang.ZH else "Contents"
    pages.y = _centred(pages, title, sheet.headings[0], pages.y, pages.width)
    pages.down(8)
    for entry in lines:
        _contents_line(pages, entry)


def _contents_line(pages: Pages, entry: Entry) -> None:
    style = CONTENTS[entry.level - 1]
    indent = 16.0 * (entry.level - 1)
    room = pages.width - indent - 44
    parts = break_text(entry.text, style, room)
    pages.need(style.leading * len(parts) + (4 if entry.level == 1 else 0))
    pages.down(4 if entry.level == 1 and not pages.fresh else 0)
    right = pages.left + pages.width
    pages.put(Jump(pages.left, pages.y, pages.width, style.leading * len(parts), entry.anchor))
    for part in parts:
        pages.put(Words(pages.left + indent, pages.y + style.leading * 0.7, style, (part,)))
        pages.down(style.leading)
    base = pages.y - style.leading * 0.3
    end = pages.left + indent + style.width(parts[-1]) + 6
    pages.put(Rule(end, base - 1, right - 28, base - 1, GREY, 0.6, dotted=True))
    pages.put(Number(right, base, style, entry.anchor))


def _centred(pages: Pages, text: str, style: Style, y: float, width: float) -> float:
    for line in break_text(text, style, width) if text else ():
        x = (pages.size[0] - style.width(line)) / 2
        pages.put(Words(x, y + style.leading * 0.7, style, (line,)))
        y += style.leading
    return y


def _cover_lines(pages: Pages, cover: Cover, y: float) -> float:
    left, right = 120.0, A4[0] - 90.0
    label_wide = max((COVER_LABEL.width(label) for label, _ in cover.lines), default=0.0)
    column = min(label_wide, 150.0) + 22
    for label, value in cover.lines:
        labels = break_text(label, COVER_LABEL, column - 12)
        values = break_text(value, COVER_VALUE, right - left - column)
        for index, part in enumerate(labels):
            pages.put(Words(left, y + 12 + index * 18, COVER_LABEL, (part,)))
        for index, part in enumerate(values):
            pages.put(Words(left + column, y + 12 + index * 18, COVER_VALUE, (part,)))
        y += 18 * max(len(labels), len(values)) + 4
        pages.put(Rule(left + column - 8, y, right, y, HAIR, 0.5))
        y += 4
    return y


def _notice(pages: Pages, notice: str, y: float) -> None:
    left, wide = 90.0, A4[0] - 180.0
    parts = break_text(notice, FOOT, wide - 20)
    pages.put(Box(left, y, wide, len(parts) * 13.0 + 14, HEAD_FILL))
    for index, part in enumerate(parts):
        pages.put(Words(left + 10, y + 16 + index * 13, FOOT, (part,)))
