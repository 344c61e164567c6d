"""Fonts, sizes and margins of a Word document; the fonts are named, the reader's Windows has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dossier_app.model.document import Look

Native = Any
"""The library's own objects, which are not typed."""

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in points, margins in millimetres, line spacing as a factor."""

    body: float
    cell: float
    headings: tuple[float, float, float]
    title: float
    side: float
    spacing: float
    heading_font: str
    colour: str


MEASURES = {
    Look.REPORT: Measures(10.5, 9.0, (16.0, 13.0, 11.0), 22.0, 22.0, 1.35, HEI, "12456B"),
    Look.SUMMARY: Measures(10.0, 9.0, (13.0, 11.0, 10.0), 16.0, 20.0, 1.2, HEI, "12456B"),
    # Source: 国家药监局通告 2022年第8号: 小四 12 pt, 小二 18 pt
    Look.OFFICIAL: Measures(12.0, 10.5, (12.0, 12.0, 12.0), 18.0, 27.0, 1.5, SONG, "000000"),
}


def set_up(word: Native, look: Look) -> None:
    """Give the document A4 pages, Chinese fonts and heading sizes."""
    from docx.shared import Mm, Pt

    measures = MEASURES[look]
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(measures.side)
    section.top_margin = section.bottom_margin = Mm(25)
    normal = word.styles["Normal"]
    set_font(normal, SONG, measures.body, "000000")
    normal.paragraph_format.line_spacing = measures.spacing
    normal.paragraph_format.space_after = Pt(4)
    for level, size in enumerate(measures.headings, 1):
        style = word.styles[f"Heading {level}"]
        set_font(style, measures.heading_font, size, measures.colour)
        style.font.bold = True
        style.paragraph_format.space_before = Pt(size * 0.8)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    set_font(word.styles["Title"], measures.heading_font, measures.title, measures.colour)


def set_font(styled: Native, name: str, size: float, colour: str) -> None:
    """Name the Chinese and the Latin face of a style or run."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styled.font.name = LATIN
    styled.font.size = Pt(size)
    styled.font.color.rgb = RGBColor.from_string(colour)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, face in (
        ("w:ascii", LATIN),
        ("w:hAnsi", LATIN),
        ("w:cs", LATIN),
        ("w:eastAsia", name),
    ):
        fonts.set(qn(key), face)
