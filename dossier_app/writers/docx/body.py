"""The blocks of a document as Word paragraphs and tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import assert_never

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from dossier_app.base.text import Lang
from dossier_app.model.document import (
    Attachment,
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Look,
    PageBreak,
    Pairs,
    Paragraph,
    Picture,
    Row,
    Table,
    Tone,
)
from dossier_app.writers.docx.elements import (
    Ink,
    Targets,
    add_bookmark,
    add_content,
    add_field,
    close_field,
    made,
    names,
    open_field,
    run,
    table,
)
from dossier_app.writers.docx.look import MEASURES, Measures, Native, set_up
from dossier_app.writers.pdf.pictures import upright_jpeg
from dossier_app.writers.zipped import FIXED_DATE


def build(document: Document, target: Path, files: Callable[[str], Path]) -> None:
    """Build the Word document and save it.

    Raises:
        BadInput: a picture is damaged.
    """
    word: Native = docx.Document()
    set_up(word, document.look)
    _properties(word, document)
    chinese = document.lang is Lang.ZH
    around = ("（第 ", " 页）") if chinese else (" (p. ", ")")
    targets = Targets(names(_anchors(document)), *around)
    writer = _Writer(document, word, files, targets, MEASURES[document.look])
    writer.front()
    for block in document.blocks:
        writer.put(block)
    writer.furniture()
    word.save(str(target))


def _anchors(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(block.anchor)
            case Table():
                found.append(block.anchor)
                found.extend(row.anchor for row in block.rows)
            case Pairs() | Picture() | PageBreak() | Attachment():
                pass  # attached pages are not in the Word file, so no page can be named
            case _:
                assert_never(block)
    return found


def _properties(word: Native, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = datetime(*FIXED_DATE)  # noqa: DTZ001
    properties.revision = 1


@dataclass(slots=True)
class _Writer:
    """Appends blocks to the Word document."""

    document: Document
    word: Native
    files: Callable[[str], Path]
    targets: Targets
    measures: Measures

    def front(self) -> None:
        """Write the cover and contents, or the title of an official document or summary."""
        document = self.document
        if document.look is Look.REPORT:
            if document.cover is not None:
                self._cover(document.cover)
            if document.contents and any(isinstance(b, Heading) for b in document.blocks):
                self._contents()
            return
        if document.look is Look.OFFICIAL and document.header:
            self._words(document.header, Ink(12.0, bold=True, plain=True))
        title = self._words(document.title, Ink(self.measures.title, bold=True, plain=True))
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def put(self, block: Block) -> None:
        """Append one block."""
        match block:
            case Heading():
                paragraph = self.word.add_paragraph(style=f"Heading {max(1, min(3, block.level))}")
                self._bookmark(paragraph, block.anchor)
                paragraph.add_run(block.text)
            case Paragraph():
                paragraph = self.word.add_paragraph()
                paragraph.paragraph_format.keep_with_next = block.keep or None
                self._bookmark(paragraph, block.anchor)
                add_content(paragraph._p, block.content, self._ink(block.tone), self.targets)
            case Table():
                self._table(block)
            case Pairs():
                rows = tuple(
                    Row((Cell((name,), Tone.MUTED), Cell(value))) for name, value in block.rows
                )
                self._append_table(Table((Column("", 1.0), Column("", 2.7)), rows), head=False)
            case Picture():
                self._picture(block)
            case Attachment():
                self._attachment(block)
            case PageBreak():
                self._break()
            case _:
                assert_never(block)

    def furniture(self) -> None:
        """Write header and footer; an official document has the page number alone."""
        section = self.word.sections[0]
        head = self.document.header or self.document.title
        words = "" if self.document.look is Look.OFFICIAL else head
        if self.document.mark:
            words = f"【{self.document.mark}】{words}"
        if words:
            section.header.paragraphs[0]._p.append(run(words, Ink(8.5, tone=Tone.MUTED)))
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        official = self.document.look is Look.OFFICIAL
        chinese = self.document.lang is Lang.ZH
        around = ("第 ", " 页 共 ", " 页") if chinese else ("Page ", " of ", "")
        before, between, after = ("", "/", "") if official else around
        ink = Ink(10.5 if official else 8.5, plain=True)
        paragraph._p.append(run(before, ink))
        add_field(paragraph._p, "PAGE", "1", ink)
        paragraph._p.append(run(between, ink))
        add_field(paragraph._p, "NUMPAGES", "1", ink)
        number = f"    {self.document.number}" if self.document.number and not official else ""
        paragraph._p.append(run(after + number, ink))
        if self.targets.names or self.document.look is Look.REPORT:
            self.word.settings.element.append(made("w:updateFields", val="true"))

    def _cover(self, cover: Cover) -> None:
        for _ in range(5):
            self.word.add_paragraph()
        for text, size in ((cover.title, 26.0), (cover.subtitle, 15.0)):
            if text:
                paragraph = self._words(text, Ink(size, bold=size > 20))
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for _ in range(6):
            self.word.add_paragraph()
        for label, value in cover.lines:
            paragraph = self._words(f"{label}：{value}", Ink(12.0))
            paragraph.paragraph_format.left_indent = Mm(22)
        if cover.notice:
            self.word.add_paragraph()
            self._words(cover.notice, Ink(9.0, tone=Tone.MUTED))
        self._break()

    def _contents(self) -> None:
        title = "目  录" if self.document.lang is Lang.ZH else "Contents"
        self._words(title, Ink(16.0, bold=True)).alignment = WD_ALIGN_PARAGRAPH.CENTER
        ink = Ink(10.0)
        headings = [b for b in self.document.blocks if isinstance(b, Heading)]
        for index, heading in enumerate(headings):
            paragraph = self.word.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(6 * (max(1, min(3, heading.level)) - 1))
            if not index:
                open_field(paragraph._p, 'TOC \\o "1-3" \\h \\z \\u', ink)
            paragraph._p.append(run(heading.text, ink))
        close_field(paragraph._p, ink)
        self._break()

    def _table(self, block: Table) -> None:
        if block.caption or block.anchor:
            paragraph = self.word.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.keep_with_next = True
            self._bookmark(paragraph, block.anchor)
            paragraph._p.append(run(block.caption, Ink(self.measures.cell + 0.5, bold=True)))
        self._append_table(block)

    def _append_table(self, block: Table, *, head: bool = True) -> None:
        official = self.document.look is Look.OFFICIAL
        none = "（无）" if self.document.lang is Lang.ZH else "(none)"
        element = table(block, Ink(self.measures.cell, plain=official), self.targets, none)
        if not head:
            element.remove(element.tr_lst[0])
        self.word.element.body.insert(len(self.word.element.body) - 1, element)
        self.word.add_paragraph().paragraph_format.space_after = Pt(2)

    def _picture(self, block: Picture) -> None:
        data = upright_jpeg(self.files(block.sha256), block.caption)
        self.word.add_picture(io.BytesIO(data), width=Mm(150))
        self.word.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        if block.caption:
            caption = self._words(block.caption, Ink(9.5, bold=True))
            caption.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _attachment(self, block: Attachment) -> None:
        paragraph = self.word.add_paragraph()
        chinese = self.document.lang is Lang.ZH
        before, after = (
            ("附件：", "（见 PDF 及附件文件夹）") if chinese else ("Attachment: ", " (see the PDF)")
        )
        paragraph._p.append(run(f"{before}{block.title}{after}", self._ink(Tone.NORMAL)))

    def _words(self, text: str, ink: Ink) -> Native:
        paragraph = self.word.add_paragraph()
        paragraph._p.append(run(text, ink))
        return paragraph

    def _ink(self, tone: Tone) -> Ink:
        bold = tone in (Tone.STRONG, Tone.BAD)
        return Ink(self.measures.body, bold, tone, plain=self.document.look is Look.OFFICIAL)

    def _bookmark(self, paragraph: Native, anchor: str) -> None:
        if anchor in self.targets.names:
            add_bookmark(paragraph._p, self.targets.names[anchor])

    def _break(self) -> None:
        self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
