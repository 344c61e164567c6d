"""A small typesetter for the samples' papers: flowing text, tables, a 样例 mark, page x of y."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont as OutlineFont
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from dossier_app.base.paths import resources

rl_config.useA85 = 0
FACES = {
    "Song": "NotoSerifSC-Regular",
    "SongBold": "NotoSerifSC-Bold",
    "Hei": "NotoSansSC-Regular",
    "HeiBold": "NotoSansSC-Bold",
}
INK = colors.HexColor("#1b1f27")
RULE = colors.HexColor("#8a919c")
SHADE = colors.HexColor("#eef1f5")
MARK = colors.HexColor("#c9382c")


@cache
def faces() -> bool:
    """Register the shipped faces once."""
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / f"{file}.ttf")))
    return True


class _Outline(BasePen):
    """Collects a glyph's outline as path commands."""

    def __init__(self, glyphs: object, x: float) -> None:
        super().__init__(glyphs)
        self.x = x
        self.steps: list[tuple[str, tuple[float, ...]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - the pen's own name
        self.steps.append(("moveTo", (pt[0] + self.x, pt[1])))

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.steps.append(("lineTo", (pt[0] + self.x, pt[1])))

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        flat = tuple(v for x, y in points for v in (x + self.x, y))
        self.steps.append(("curveTo", flat))

    def _closePath(self) -> None:  # noqa: N802
        self.steps.append(("close", ()))


@cache
def outline(text: str) -> tuple[tuple[tuple[str, tuple[float, ...]], ...], float]:
    """Return a text's outline in font units and its width: a mark that no text search meets."""
    font = OutlineFont(resources() / "fonts" / "NotoSansSC-Bold.ttf")
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    steps: list[tuple[str, tuple[float, ...]]] = []
    x = 0.0
    for character in text:
        glyph = glyphs[names[ord(character)]]
        pen = _Outline(glyphs, x)
        glyph.draw(pen)
        steps += pen.steps
        x += glyph.width
    return tuple(steps), x


def stamp(canvas: Canvas, text: str, at: tuple[float, float], size: float, angle: float) -> None:
    """Draw a text as outlines, centred and turned."""
    steps, width = outline(text)
    canvas.saveState()
    canvas.translate(*at)
    canvas.rotate(angle)
    canvas.scale(size / 1000, size / 1000)
    canvas.translate(-width / 2, -350)
    path = canvas.beginPath()
    for name, values in steps:
        getattr(path, name)(*values)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


class _Numbered(Canvas):
    """A canvas that knows the number of pages before it writes them."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's own name
        """Keep the page until the count is known."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages, each with its number of the whole."""
        for state in self._kept:
            self.__dict__.update(state)
            if self._dossier_footer and not self._dossier_border:
                self.setFont("Hei", 8)
                self.setFillColor(RULE)
                total = len(self._kept)
                text = self._dossier_footer.format(page=self._pageNumber, total=total)
                self.drawCentredString(self._pagesize[0] / 2, 10 * mm, text)
            super().showPage()
        super().save()


def style(size: float = 10.5, face: str = "Song", **more: object) -> ParagraphStyle:
    """Return a paragraph style for Chinese text."""
    settings: dict[str, object] = {
        "fontName": face,
        "fontSize": size,
        "leading": size * 1.55,
        "wordWrap": "CJK",
        "textColor": INK,
    }
    return ParagraphStyle(f"{face}{size}", **(settings | more))


class Paper:
    """One paper being written; nothing reaches the file before `save`."""

    def __init__(
        self, header: str = "", footer: str = "第 {page} 页 共 {total} 页", **look: object
    ) -> None:
        faces()
        self.header, self.footer = header, footer
        self.wide = bool(look.get("wide", False))
        self.border = bool(look.get("border", False))
        self.size = landscape(A4) if self.wide else A4
        self.flow: list[Flowable] = []
        self.body = str(look.get("face", "Song"))

    @property
    def width(self) -> float:
        """The width of the text area."""
        return float(self.size[0] - 44 * mm)

    def title(self, text: str, size: float = 20, before: float = 4) -> None:
        """Write a centred title."""
        self.gap(before)
        look = style(size, "HeiBold", alignment=TA_CENTER, spaceAfter=size * 0.6)
        self.flow.append(Paragraph(escape(text), look))

    def heading(self, text: str, level: int = 1) -> None:
        """Write a heading that stays with what follows."""
        size = {1: 14, 2: 12, 3: 10.5}[level]
        look = style(size, "HeiBold", keepWithNext=1, spaceBefore=size * 0.7, spaceAfter=3)
        self.flow.append(Paragraph(escape(text), look))

    def text(self, text: str, size: float = 10.5, align: str = "") -> None:
        """Write paragraphs, one a line."""
        alignment = {"right": TA_RIGHT, "center": TA_CENTER}.get(align, TA_JUSTIFY)
        indent = 0 if align else 2 * size
        for line in text.split("\n"):
            look = style(size, self.body, alignment=alignment, firstLineIndent=indent, spaceAfter=3)
            self.flow.append(Paragraph(escape(line), look))

    def items(self, lines: Sequence[str], size: float = 10.5) -> None:
        """Write a list, one entry a line."""
        for line in lines:
            look = style(size, self.body, leftIndent=14, spaceAfter=2)
            self.flow.append(Paragraph(escape(line), look))

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], **look: object) -> None:
        """Write a table; `widths` are parts of the line, the first row is its head unless `plain`."""
        size = float(str(look.get("size", 9)))
        plain = bool(look.get("plain", False))
        whole = sum(widths)
        columns = [self.width * part / whole for part in widths]
        head, body = style(size, "HeiBold"), style(size, self.body)
        cells = [
            [
                Paragraph(
                    escape(str(cell)).replace("\n", "<br/>"),
                    head if (number == 0 and not plain) or (plain and column == 0) else body,
                )
                for column, cell in enumerate(row)
            ]
            for number, row in enumerate(rows)
        ]
        made = Table(cells, colWidths=columns, repeatRows=0 if plain else 1)
        lines = [
            ("GRID", (0, 0), (-1, -1), 0.5, RULE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
        lines.append(("BACKGROUND", (0, 0), (0, -1) if plain else (-1, 0), SHADE))
        made.setStyle(TableStyle(lines))
        self.flow += [made, Spacer(1, 8)]

    def gap(self, millimetres: float) -> None:
        """Leave some room."""
        self.flow.append(Spacer(1, millimetres * mm))

    def page(self) -> None:
        """Start a new page."""
        self.flow.append(PageBreak())

    def add(self, flowable: Flowable) -> None:
        """Write a drawing."""
        self.flow.append(flowable)

    def picture(self, path: Path, width_mm: float, height_mm: float) -> None:
        """Write a picture."""
        self.flow.append(Image(str(path), width_mm * mm, height_mm * mm))

    def save(self, path: Path, title: str) -> None:
        """Write the file; the same content gives the same bytes."""
        width, height = self.size
        frame = Frame(22 * mm, 18 * mm, width - 44 * mm, height - 42 * mm, 0, 0, 0, 0)
        document = BaseDocTemplate(
            str(path),
            pagesize=self.size,
            title=title,
            author="样例/虚构",
            producer="Dossier Builder samples",
            invariant=1,
        )
        document.addPageTemplates(
            PageTemplate(frames=[frame], onPage=self._dress, pagesize=self.size)
        )
        document.build(self.flow, canvasmaker=_Numbered)

    def _dress(self, canvas: Canvas, _document: object) -> None:
        canvas._dossier_footer, canvas._dossier_border = self.footer, self.border
        width, height = self.size
        if not canvas.hasForm("mark"):
            canvas.beginForm("mark", 0, 0, width, height)
            canvas.setFillColor(colors.HexColor("#f3e3e1"))
            for part in (0.25, 0.52, 0.79):
                stamp(canvas, "样例 虚构", (width / 2, height * part), 58, 28)
            canvas.endForm()
        canvas.doForm("mark")
        canvas.setFillColor(RULE)
        canvas.setFont("Hei", 8)
        if self.header:
            canvas.drawString(22 * mm, height - 14 * mm, self.header)
            canvas.drawRightString(width - 22 * mm, height - 14 * mm, "样例资料，内容虚构")
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.4)
            canvas.line(22 * mm, height - 16 * mm, width - 22 * mm, height - 16 * mm)
        if self.border:
            canvas.setStrokeColor(colors.HexColor("#a8842c"))
            canvas.setLineWidth(2)
            canvas.rect(10 * mm, 10 * mm, width - 20 * mm, height - 20 * mm)
            canvas.setLineWidth(0.6)
            canvas.rect(12 * mm, 12 * mm, width - 24 * mm, height - 24 * mm)


class Seal(Flowable):
    """A round red seal, plainly a sample: its letters are outlines, its centre says 样例."""

    def __init__(self, text: str, size: float = 32, right: bool = True) -> None:
        super().__init__()
        self.text, self.size, self.right = text, size * mm, right

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take no height of its own: a seal lies over the signature."""
        self.across = width
        return width, 0

    def draw(self) -> None:
        """Draw ring, letters and centre."""
        canvas = self.canv
        x = self.across - self.size * 0.8 if self.right else self.size
        canvas.saveState()
        canvas.setStrokeColor(MARK)
        canvas.setFillColor(MARK)
        canvas.setLineWidth(1.6)
        canvas.circle(x, 2 * mm, self.size / 2, fill=0)
        count, span = len(self.text), 260
        for index, character in enumerate(self.text):
            angle = 90 + span / 2 - span * (index + 0.5) / count
            canvas.saveState()
            canvas.translate(x, 2 * mm)
            canvas.rotate(angle - 90)
            stamp(canvas, character, (0, self.size * 0.40), min(9.5, 150 / count), 0)
            canvas.restoreState()
        stamp(canvas, "样例章", (x, 2 * mm), 12, 0)
        canvas.restoreState()
