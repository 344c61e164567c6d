"""The pieces of WordprocessingML that the library has no call for: fields, bookmarks, quick tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dossier_app.model.document import Align, Cell, Content, PageRef, Table, Tone
from dossier_app.writers.docx.look import LATIN, SONG, Native
from dossier_app.writers.fonts import Family
from dossier_app.writers.pdf.columns import column_widths
from dossier_app.writers.pdf.style import Style

_COLOURS = {
    Tone.MUTED: "6B7280",
    Tone.OK: "14613A",
    Tone.WARNING: "855000",
    Tone.BAD: "A61B1B",
}
_FILLS = {Tone.WARNING: "FFF6DE", Tone.BAD: "FFECEB"}
_TEXT_WIDTH = 9300
_CELL_PAD = 11.0
"""Points left blank in a cell, with a little for faces wider than the one measured."""
"""Width of the text area in twentieths of a point, shared out by column weights."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Bookmark names by anchor, and the words around a page number that follows a title."""

    names: dict[str, str]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run looks: size in points, bold, tone; `plain` knows neither colour nor fill."""

    size: float
    bold: bool = False
    tone: Tone = Tone.NORMAL
    plain: bool = False


def made(tag: str, /, **attributes: str) -> Native:
    """Return a new element with attributes of the same namespace."""
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def add_content(paragraph: Native, content: Content, ink: Ink, targets: Targets) -> None:
    """Append text and page references."""
    for part in content:
        if isinstance(part, PageRef):
            _add_reference(paragraph, part, ink, targets)
        else:
            paragraph.append(run(part, ink))


def run(text: str, ink: Ink) -> Native:
    """Return a run with line breaks and tabs as Word has them."""
    element = made("w:r")
    element.append(_properties(ink))
    for index, line in enumerate(text.split("\n")):
        if index:
            element.append(made("w:br"))
        for number, piece in enumerate(line.split("\t")):
            if number:
                element.append(made("w:tab"))
            if piece:
                words = made("w:t")
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                words.text = piece
                element.append(words)
    return element


def add_field(paragraph: Native, code: str, shown: str, ink: Ink) -> None:
    """Append a field with what it shows until Word fills it in."""
    open_field(paragraph, code, ink)
    paragraph.append(run(shown, ink))
    close_field(paragraph, ink)


def open_field(paragraph: Native, code: str, ink: Ink) -> None:
    """Begin a field; what follows, up to `close_field`, is what it shows for now."""
    paragraph.append(_in_run(made("w:fldChar", fldCharType="begin"), ink))
    instruction = made("w:instrText")
    instruction.text = f" {code} "
    paragraph.append(_in_run(instruction, ink))
    paragraph.append(_in_run(made("w:fldChar", fldCharType="separate"), ink))


def close_field(paragraph: Native, ink: Ink) -> None:
    """End the field that is open."""
    paragraph.append(_in_run(made("w:fldChar", fldCharType="end"), ink))


def _in_run(content: Native, ink: Ink) -> Native:
    element = made("w:r")
    element.append(_properties(ink))
    element.append(content)
    return element


def table(source: Table, ink: Ink, targets: Targets, none: str) -> Native:
    """Return a bordered table whose head is repeated on each page."""
    wides = _wides(source, ink.size)
    centred = _Grid(wides, (Align.CENTRE,) * len(wides), ink, targets)
    element = made("w:tbl")
    element.append(_table_properties())
    grid = made("w:tblGrid")
    for wide in wides:
        grid.append(made("w:gridCol", w=str(wide)))
    element.append(grid)
    heads = [Cell((column.title,), Tone.STRONG) for column in source.columns]
    head = _row(heads, centred)
    head.insert(0, _head_properties())
    element.append(head)
    body = _Grid(wides, tuple(column.align for column in source.columns), ink, targets)
    for row in source.rows:
        element.append(_row(row.cells, body, row.anchor))
    if not source.rows:
        element.append(_row((Cell((none,)),), body))
    return element


def _wides(source: Table, size: float) -> tuple[int, ...]:
    """Return the column widths in twentieths of a point, measured with the PDF's faces."""
    normal, strong = _measure(Family.SERIF, size), _measure(Family.SERIF_BOLD, size)
    cells = {tone: strong if tone in (Tone.STRONG, Tone.BAD) else normal for tone in Tone}
    found = column_widths(source, cells, strong, _TEXT_WIDTH / 20, pad=_CELL_PAD)
    return tuple(round(20 * wide) for wide in found)


@lru_cache(maxsize=16)
def _measure(family: Family, size: float) -> Style:
    return Style(family, size, size)


@dataclass(frozen=True, slots=True)
class _Grid:
    """What all rows of a table share."""

    wides: tuple[int, ...]
    aligns: tuple[Align, ...]
    ink: Ink
    targets: Targets


def _row(cells: Sequence[Cell], grid: _Grid, anchor: str = "") -> Native:
    wides, aligns, ink, targets = grid.wides, grid.aligns, grid.ink, grid.targets
    element = made("w:tr")
    for index, cell in enumerate(cells):
        last = index == len(cells) - 1
        wide = sum(wides[index:]) if last else wides[index]
        box = made("w:tc")
        span = len(wides) - index if last else 1
        box.append(_cell_properties(wide, span, "" if ink.plain else _FILLS.get(cell.tone, "")))
        paragraph = made("w:p")
        paragraph.append(_cell_paragraph(aligns[index]))
        bold = cell.tone in (Tone.STRONG, Tone.BAD)
        tone = Tone.NORMAL if ink.plain else cell.tone
        if anchor in targets.names and not index:
            add_bookmark(paragraph, targets.names[anchor])
        add_content(paragraph, cell.content, Ink(ink.size, bold, tone, ink.plain), targets)
        box.append(paragraph)
        element.append(box)
    return element


def add_bookmark(paragraph: Native, name: str) -> None:
    """Put the bookmark `name` (`a` and a number) at the end of `paragraph` so far."""
    paragraph.append(made("w:bookmarkStart", id=name[1:], name=name))
    paragraph.append(made("w:bookmarkEnd", id=name[1:]))


def _add_reference(paragraph: Native, reference: PageRef, ink: Ink, targets: Targets) -> None:
    name = targets.names.get(reference.anchor)
    if reference.title or not name:
        paragraph.append(run(reference.title, ink))
    if name:
        code = f"PAGEREF {name} \\h"
        if not reference.title:
            add_field(paragraph, code, "…", ink)
            return
        paragraph.append(run(targets.before, ink))
        add_field(paragraph, code, "…", ink)
        paragraph.append(run(targets.after, ink))


def _properties(ink: Ink) -> Native:
    element = made("w:rPr")
    element.append(made("w:rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=SONG, cs=LATIN))
    if ink.bold:
        element.append(made("w:b"))
    if ink.tone in _COLOURS and not ink.plain:
        element.append(made("w:color", val=_COLOURS[ink.tone]))
    half = str(round(ink.size * 2))
    element.append(made("w:sz", val=half))
    element.append(made("w:szCs", val=half))
    return element


def _table_properties() -> Native:
    element = made("w:tblPr")
    element.append(made("w:tblW", w=str(_TEXT_WIDTH), type="dxa"))
    borders = made("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(made(f"w:{side}", val="single", sz="4", space="0", color="9AA3AF"))
    element.append(borders)
    element.append(made("w:tblLayout", type="fixed"))
    margins = made("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(made(f"w:{side}", w="80", type="dxa"))
    element.append(margins)
    return element


def _head_properties() -> Native:
    element = made("w:trPr")
    element.append(made("w:cantSplit"))
    element.append(made("w:tblHeader"))
    return element


def _cell_properties(wide: int, span: int, colour: str) -> Native:
    element = made("w:tcPr")
    element.append(made("w:tcW", w=str(wide), type="dxa"))
    if span > 1:
        element.append(made("w:gridSpan", val=str(span)))
    if colour:
        element.append(made("w:shd", val="clear", color="auto", fill=colour))
    element.append(made("w:vAlign", val="center"))
    return element


def _cell_paragraph(align: Align) -> Native:
    element = made("w:pPr")
    element.append(made("w:spacing", before="20", after="20", line="260", lineRule="atLeast"))
    sides = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
    element.append(made("w:jc", val=sides[align]))
    return element


def names(anchors: Iterable[str]) -> dict[str, str]:
    """Return Word's bookmark name for each anchor: a letter and a number."""
    found: dict[str, str] = {}
    for anchor in anchors:
        if anchor:
            found.setdefault(anchor, f"a{len(found) + 1}")
    return found
