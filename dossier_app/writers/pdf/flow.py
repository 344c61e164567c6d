"""The one layout pass: blocks flow over pages, and every page and anchor is known at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import Progress
from dossier_app.base.text import Text
from dossier_app.model.document import (
    Attachment,
    Block,
    Content,
    Document,
    Heading,
    Look,
    PageBreak,
    PageRef,
    Pairs,
    Paragraph,
    Picture,
    Table,
    Tone,
)
from dossier_app.writers.pdf import attach, front
from dossier_app.writers.pdf.breaking import Line, break_content, break_text, line_width
from dossier_app.writers.pdf.page import Box, Jump, Mark, Number, Op, Page, Pages, Rule, Words
from dossier_app.writers.pdf.sources import Sources
from dossier_app.writers.pdf.style import A4, HAIR, SHEETS, Sheet, Style
from dossier_app.writers.pdf.table import put_table, start_height


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a document with the page number of each anchor."""

    pages: tuple[Page, ...]
    anchors: dict[str, int]


def lay_out(document: Document, sources: Sources, progress: Progress) -> Layout:
    """Place every block.

    Raises:
        BadInput: an attachment cannot be merged, or a cross-reference leads nowhere.
    """
    sheet = SHEETS[document.look]
    size = A4[::-1] if document.landscape else A4
    pages = Pages(sheet.top, sheet.bottom, sheet.left, size[0] - 2 * sheet.left, size=size)
    entries = front.entries(document)
    if document.look is Look.REPORT:
        if document.cover is not None:
            front.put_cover(pages, document.cover)
        if document.contents and entries:
            front.put_contents(pages, list(entries.values()), document.lang, sheet)
        pages.new_page()
    else:
        pages.new_page()
        front.put_title(pages, document)
    flow = _Flow(document, pages, sheet, sources, entries)
    for index, block in enumerate(document.blocks):
        progress.step(index, len(document.blocks))
        flow.put(index, block)
    return _finished(document, pages)


def _finished(document: Document, pages: Pages) -> Layout:
    laid = tuple(page for page in pages.pages if page.ops or page.anchors)
    anchors: dict[str, int] = {}
    for number, page in enumerate(laid, 1):
        for name, _y in page.anchors:
            anchors.setdefault(name, number)
    for name in (name for page in laid for op in page.ops for name in _pointed_at(op)):
        if name not in anchors:
            message = _NOWHERE.format(anchor=name, name=document.title)
            raise BadInput(message, place=document.name, code="PDF-REF")
    return Layout(laid, anchors)


def _pointed_at(op: Op) -> tuple[str, ...]:
    if isinstance(op, (Jump, Number)):
        return (op.anchor,)
    if isinstance(op, Words):
        return tuple(part.anchor for part in op.line if isinstance(part, PageRef))
    return ()


@dataclass(slots=True)
class _Flow:
    """Places blocks one after another."""

    document: Document
    pages: Pages
    sheet: Sheet
    sources: Sources
    entries: dict[int, front.Entry]

    def put(self, index: int, block: Block) -> None:
        match block:
            case Heading():
                self._heading(index, block)
            case Paragraph():
                self._paragraph(index, block)
            case Table():
                put_table(self.pages, block, self.sheet, self.document.lang)
            case Pairs():
                self._pairs(block)
            case Picture():
                self._picture(block)
            case Attachment():
                attach.put_attachment(self.pages, self.sources, block, self.entries[index])
            case PageBreak():
                if not self.pages.fresh:
                    self.pages.new_page()
            case _:
                assert_never(block)

    def _heading(self, index: int, heading: Heading) -> None:
        entry = self.entries[index]
        style = self.sheet.headings[entry.level - 1]
        lines = break_text(heading.text, style, self.pages.width)
        before = 0.0 if self.pages.fresh else style.leading * 0.55
        height = before + style.leading * len(lines) + 3
        self.pages.need(height + self._start_of(index + 1))
        if not self.pages.fresh:
            self.pages.down(before)
        self.pages.anchor(entry.anchor)
        self.pages.page.marks.append(Mark(entry.level, entry.text, entry.anchor))
        for line in lines:
            self._line((line,), style, self.pages.left)
        self.pages.down(3)

    def _start_of(self, index: int) -> float:
        """Return the height that must follow what is kept on its page, so that it is never alone."""
        if index >= len(self.document.blocks):
            return 0.0
        block = self.document.blocks[index]
        match block:
            case Heading():
                level = self.entries[index].level
                return self.sheet.headings[level - 1].leading * 1.6 + self._start_of(index + 1)
            case Paragraph():
                style = self.sheet.body[block.tone]
                lines = break_content(block.content, style, self.pages.width, self.pages.digits)
                below = self.sheet.gap + self._start_of(index + 1) if block.keep else 0.0
                return style.leading * (len(lines) if len(lines) <= 3 else 2) + below
            case Table():
                return start_height(block, self.sheet, self.pages)
            case Pairs():
                return self.sheet.body[Tone.NORMAL].leading * 2
            case Picture():
                return 160.0
            case Attachment() | PageBreak():
                return 0.0
            case _:
                assert_never(block)

    def _paragraph(self, index: int, paragraph: Paragraph) -> None:
        style = self.sheet.body[paragraph.tone]
        lines = break_content(paragraph.content, style, self.pages.width, self.pages.digits)
        fill = self.sheet.fills.get(paragraph.tone)
        keep = len(lines) if len(lines) <= 3 else 2
        below = self.sheet.gap + self._start_of(index + 1) if paragraph.keep else 0.0
        self.pages.need(style.leading * keep + below)
        self.pages.anchor(paragraph.anchor)
        for number, line in enumerate(lines):
            left = len(lines) - number
            self.pages.need(style.leading * (2 if left == 2 and len(lines) > 3 else 1))
            if fill:
                self.pages.put(
                    Box(
                        self.pages.left - 4, self.pages.y, self.pages.width + 8, style.leading, fill
                    )
                )
            stretch = 0.0 if left == 1 else self._stretch(line, style)
            self._line(line, style, self.pages.left, stretch)
        self.pages.down(self.sheet.gap)

    def _stretch(self, line: Line, style: Style) -> float:
        """Return the spacing that makes a line end at the margin; none where it would show as holes."""
        if any(not isinstance(part, str) for part in line):
            return 0.0
        count = sum(len(part) for part in line if isinstance(part, str)) - 1
        slack = self.pages.width - line_width(line, style, self.pages.digits)
        return slack / count if count > 12 and 0 < slack < 2.2 * style.size else 0.0

    def _line(self, line: Line, style: Style, x: float, stretch: float = 0.0) -> None:
        self.pages.need(style.leading)
        baseline = self.pages.y + style.leading / 2 + style.size * 0.36
        if line != ("",):
            self.pages.put(Words(x, baseline, style, line, stretch))
        self.pages.fresh = False
        self.pages.down(style.leading)

    def _pairs(self, pairs: Pairs) -> None:
        tones = self.sheet.cell
        normal, muted = tones[Tone.NORMAL], tones[Tone.MUTED]
        column = self.pages.width * 0.27
        right = self.pages.left + self.pages.width
        for label, content in pairs.rows:
            self._pair(label, content, (normal, muted), column)
            self.pages.put(Rule(self.pages.left, self.pages.y, right, self.pages.y, HAIR, 0.5))
        self.pages.down(self.sheet.gap + 2)

    def _pair(
        self, label: str, content: Content, styles: tuple[Style, Style], column: float
    ) -> None:
        normal, muted = styles
        labels = break_text(label, muted, column - 10)
        wide = self.pages.width - column
        lines = break_content(content or ("—",), normal, wide, self.pages.digits)
        count = max(len(labels), len(lines))
        self.pages.need(normal.leading * min(count, 8) + 6)
        self.pages.down(3)
        for number in range(count):
            self.pages.need(normal.leading)
            y = self.pages.y
            if number < len(labels):
                self._line((labels[number],), muted, self.pages.left)
                self.pages.y = y
            if number < len(lines):
                self._line(lines[number], normal, self.pages.left + column)
                self.pages.y = y
            self.pages.down(normal.leading)
        self.pages.down(3)

    def _picture(self, picture: Picture) -> None:
        source = self.sources.open(picture.sha256, picture.media_type, picture.caption)
        attach.put_picture(self.pages, self.sources, source)
        style = self.sheet.caption
        for line in break_text(picture.caption, style, self.pages.width) if picture.caption else ():
            x = self.pages.left + (self.pages.width - style.width(line)) / 2
            self._line((line,), style, x)
        self.pages.down(self.sheet.gap)


_NOWHERE = Text(
    "《{name}》中的交叉引用“{anchor}”没有对应的位置，未生成文件。请检查所引用的附件或章节是否已纳入。",
    'The cross-reference "{anchor}" in "{name}" leads nowhere; nothing was written. '
    "Check that the attachment or chapter it points at is part of the document.",
)
