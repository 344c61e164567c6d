"""Laid-out pages drawn on a canvas; all page numbers are known by now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from dossier_app.base.progress import Progress
from dossier_app.base.text import Lang
from dossier_app.model.document import Document, Look
from dossier_app.writers.fonts import Family, face_of, register
from dossier_app.writers.pdf.flow import Layout
from dossier_app.writers.pdf.page import Box, Insert, Jump, Number, Op, Page, Rule, Words
from dossier_app.writers.pdf.style import FOOT, LINK, OFFICIAL_FOOT, RULE, TINY, Colour, Style

NUMBER_FORM = "/FormXob.number"
"""How pages name the form that draws the pack's number, so that a new number leaves their drawing as it is."""
_Glyph = tuple[str, str]


def paint(document: Document, layout: Layout, target: Path, progress: Progress) -> None:
    """Draw all pages into `target`: text, rules, links, bookmarks, headers and footers."""
    from reportlab.pdfgen.canvas import Canvas

    register()
    make: Any = Canvas
    canvas = make(
        str(target),
        pageCompression=1,
        invariant=1,
        lang="zh-CN" if document.lang is Lang.ZH else "en",
        initialFontName=Family.SANS.value,
        pdfVersion=(1, 7),
    )
    canvas.setTitle(document.title)
    canvas.setAuthor("")
    canvas.setCreator("")
    painter = _Painter(canvas, document, layout)
    if document.number:
        painter.number_form()
    painter.choose_glyphs()
    for number, page in enumerate(layout.pages, 1):
        progress.step(number, len(layout.pages))
        painter.page(number, page)
    canvas.save()


@dataclass(slots=True)
class _Painter:
    """Draws ops as content-stream lines, which is several times quicker than the canvas's own calls."""

    canvas: Any
    document: Document
    layout: Layout
    code: list[str] = field(default_factory=list)
    high: float = 0.0
    keys: dict[str, str] = field(default_factory=dict)
    shown: dict[tuple[Family, str], tuple[_Glyph, ...]] = field(default_factory=dict)
    glyphs: dict[tuple[Family, str], _Glyph] = field(default_factory=dict)
    outline: int = -1
    colour: Colour | None = None
    font: str = ""

    def choose_glyphs(self) -> None:
        """Give each character its code from the last page to the first.

        The pages in front (cover, contents, summary of who offers) differ most from one pack to the next;
        taken last, their characters leave the drawing of the pages behind them as it is.
        """
        for number, page in reversed(tuple(enumerate(self.layout.pages, 1))):
            for op in (*self._furniture(number, page), *page.ops):
                if isinstance(op, Words):
                    for part in op.line:
                        if isinstance(part, str):
                            self._encoded(op.style.family, part)

    def number_form(self) -> None:
        """Draw the pack's number once, ending at the origin, for every page to show."""
        number = self.document.number
        wide = TINY.width(number)
        self.canvas.beginForm("number", -wide, -3, 0, TINY.leading)
        self._ink(TINY.colour)
        self._text(-wide, 0, TINY, number)
        self._raw().extend(self.code)
        self.canvas.endForm()

    def page(self, number: int, page: Page) -> None:
        """Draw one page."""
        self.canvas.setPageSize(page.size)
        self.high = page.size[1]
        self.code, self.colour, self.font = [], None, ""
        for name, y in page.anchors:
            if self.layout.anchors[name] == number:
                self.canvas.bookmarkHorizontal(self._key(name), 0, self.high - y + 4)
        for mark in page.marks:
            self.outline = min(mark.level - 1, self.outline + 1)
            self.canvas.addOutlineEntry(mark.title, self._key(mark.anchor), self.outline, 0)
        for op in page.ops:
            self._draw(op)
        for op in self._furniture(number, page):
            self._draw(op)
        self._raw().extend(self.code)
        if self.document.number and self.document.look is not Look.OFFICIAL and not page.bare:
            self._number(page)
        self._watermark(page)
        self.canvas.showPage()

    def _number(self, page: Page) -> None:
        self.canvas.saveState()
        self.canvas.translate(page.size[0] - _side(page), 26)
        self.canvas.doForm("number")
        self.canvas.restoreState()

    def _raw(self) -> list[str]:
        raw: list[str] = self.canvas._code
        return raw

    def _draw(self, op: Op) -> None:
        match op:
            case Words():
                self._words(op)
            case Rule():
                dash = "[0.6 2.4] 0 d" if op.dotted else "[] 0 d"
                self.code.append(
                    f"{dash} {_rgb(op.colour)} RG {op.thickness:g} w {op.x1:.2f} {self.high - op.y1:.2f} m "
                    f"{op.x2:.2f} {self.high - op.y2:.2f} l S"
                )
            case Box():
                self._box(op)
            case Number():
                words = str(self.layout.anchors[op.anchor])
                self._words(Words(op.x - op.style.width(words), op.y, op.style, (words,)))
            case Jump():
                self._link(op.x, op.y, op.width, op.height, op.anchor)
            case Insert():
                pass  # drawn by `finish`, under what is drawn here

    def _words(self, op: Words) -> None:
        x, y, style = op.x, self.high - op.y, op.style
        for part in op.line:
            if isinstance(part, str):
                self._ink(style.colour)
                self._text(x, y, style, part, op.stretch)
                x += style.width(part)
                continue
            words = str(self.layout.anchors[part.anchor])
            wide = style.width(words)
            self._ink(LINK)
            self._text(x, y, style, words)
            self._link(x - 1, op.y - style.size, wide + 2, style.size + 3, part.anchor)
            x += wide

    def _ink(self, colour: Colour) -> None:
        if colour != self.colour:
            self.code.append(f"{_rgb(colour)} rg")
            self.colour = colour

    def _text(self, x: float, y: float, style: Style, text: str, stretch: float = 0.0) -> None:
        line = ["BT", f"{stretch:.4f} Tc" if stretch else "", f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
        for font, hexadecimal in self._encoded(style.family, text):
            line.append(f"{font} {style.size:g} Tf <{hexadecimal}> Tj")
        line.append("0 Tc ET" if stretch else "ET")
        self.code.append(" ".join(line))

    def _encoded(self, family: Family, text: str) -> tuple[_Glyph, ...]:
        key = (family, text)
        found = self.shown.get(key)
        if found is None:
            each = (self.glyphs.get((family, c)) or self._glyph(family, c) for c in text)
            found = tuple(
                (font, "".join(code for _, code in run))
                for font, run in groupby(each, itemgetter(0))
            )
            self.shown[key] = found
        return found

    def _glyph(self, family: Family, character: str) -> _Glyph:
        """Return the font and the hexadecimal code that draw a character."""
        from reportlab.pdfbase import pdfmetrics

        document = self.canvas._doc
        font: Any = pdfmetrics.getFont(face_of(family, character))
        ((subset, code),) = font.splitString(character, document)
        found = font.getSubsetInternalName(subset, document), code.hex().upper()
        self.glyphs[(family, character)] = found
        return found

    def _box(self, op: Box) -> None:
        rectangle = (
            f"{op.x:.2f} {self.high - op.y - op.height:.2f} {op.width:.2f} {op.height:.2f} re"
        )
        if op.fill:
            self.code.append(f"{_rgb(op.fill)} rg {rectangle} f")
            self.colour = op.fill
        if op.stroke:
            self.code.append(f"[] 0 d {_rgb(op.stroke)} RG {op.thickness:g} w {rectangle} S")

    def _link(self, x: float, y: float, wide: float, high: float, anchor: str) -> None:
        bottom = self.high - y - high
        rectangle = (x, bottom, x + wide, bottom + high)
        self.canvas.linkRect("", self._key(anchor), rectangle, relative=0, thickness=0)

    def _key(self, anchor: str) -> str:
        return self.keys.setdefault(anchor, f"a{len(self.keys)}")

    def _furniture(self, number: int, page: Page) -> Iterator[Op]:
        """Yield header and footer; an official document has the page number and nothing else."""
        if page.bare:
            return
        wide, high = page.size
        total = len(self.layout.pages)
        if self.document.look is Look.OFFICIAL:
            words = f"{number}/{total}"
            left = (wide - OFFICIAL_FOOT.width(words)) / 2
            yield Words(left, high - 36, OFFICIAL_FOOT, (words,))
            return
        chinese = self.document.lang is Lang.ZH
        words = f"第 {number} 页 共 {total} 页" if chinese else f"Page {number} of {total}"
        yield Words((wide - FOOT.width(words)) / 2, high - 26, FOOT, (words,))
        if page.stamped:
            return
        side = _side(page)
        header, title = self.document.header, self.document.title
        yield Words(side, 44, FOOT, (_cut(header or title, wide / 2),))
        if header and title not in header:
            title = _cut(title, wide / 2 - side - 20)
            yield Words(wide - side - FOOT.width(title), 44, FOOT, (title,))
        yield Rule(side, 51, wide - side, 51, RULE, 0.5)

    def _watermark(self, page: Page) -> None:
        """Draw the mark across the page, light enough to read through."""
        mark = self.document.mark
        if not mark:
            return
        wide, high = page.size
        style = Style(Family.SANS_BOLD, 1.0, 1.0)
        size = min(110.0, 520.0 / max(style.width(mark), 0.5))
        self.canvas.saveState()
        self.canvas.setFillAlpha(0.10)
        self.canvas.translate(wide / 2, high / 2)
        self.canvas.rotate(52 if high > wide else 34)
        self.code, self.colour, held = [], None, self.high
        shown = Style(Family.SANS_BOLD, size, size, (0.45, 0.1, 0.1))
        self._text(-shown.width(mark) / 2, -size * 0.35, shown, mark, 0.0)
        self._raw().extend(self.code)
        self.high = held
        self.canvas.restoreState()


def _side(page: Page) -> float:
    return 22.0 if page.stamped else 56.0


def _rgb(colour: Colour) -> str:
    return f"{colour[0]:g} {colour[1]:g} {colour[2]:g}"


def _cut(text: str, room: float) -> str:
    while FOOT.width(text) > room and len(text) > 2:
        text = text[:-2] + "…"
    return text
