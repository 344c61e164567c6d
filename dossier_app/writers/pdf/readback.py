"""The finished PDF opened by another library and held against what was to be drawn."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.model.document import PageRef
from dossier_app.writers.pdf.flow import Layout
from dossier_app.writers.pdf.page import Jump, Page, Words
from dossier_app.writers.pdf.reading import PageTexts

if TYPE_CHECKING:
    import pikepdf


def prove(target: Path, layout: Layout, title: str) -> None:
    """Check pages, links, bookmarks, fonts and text of the file just written.

    Raises:
        IntegrityBroken: something differs; the file must not be handed out.
    """
    import pikepdf

    with pikepdf.open(target) as pdf:
        if len(pdf.pages) != len(layout.pages):
            raise _broken(title, _PAGES, len(pdf.pages))
        with PageTexts(target, pdf) as texts:
            for number, page in enumerate(layout.pages, 1):
                _prove_text(texts, page, number, title)
        _prove_structure(pdf, layout, title)


def words_of(page: Page) -> str:
    """Return the words drawn on a page in their order, without white space."""
    lines = (op.line for op in page.ops if isinstance(op, Words))
    words = "".join(part for line in lines for part in line if isinstance(part, str))
    return words.translate(_BLANKS)


def _prove_text(texts: PageTexts, page: Page, number: int, title: str) -> None:
    expected = Counter(words_of(page))
    missing = expected - texts.of(number) if expected else expected
    if missing:
        raise _broken(title, _TEXT.format(missing="".join(missing)[:20]), number)


def _prove_structure(pdf: pikepdf.Pdf, layout: Layout, title: str) -> None:
    order: dict[object, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for number, (page, laid) in enumerate(zip(pdf.pages, layout.pages, strict=True), 1):
        links = [link for link in page.get("/Annots", []) if link.get("/Subtype") == "/Link"]
        reached = Counter(order.get(link.Dest[0].objgen, 0) for link in links)
        if reached != _wanted(laid, layout):
            raise _broken(title, _LINKS, number)
    for font in _own_fonts(pdf):
        if "/FontFile2" not in font.get("/FontDescriptor", {}):
            raise _broken(title, _FONTS.format(name=str(font.BaseFont)), 1)


def _wanted(laid: Page, layout: Layout) -> Counter[int]:
    """Return how many links must lead from a page to which page."""
    jumps = [op.anchor for op in laid.ops if isinstance(op, Jump)]
    lines = (op.line for op in laid.ops if isinstance(op, Words))
    jumps += [part.anchor for line in lines for part in line if isinstance(part, PageRef)]
    return Counter(layout.anchors[anchor] for anchor in jumps)


def _own_fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return the fonts of our own drawing (forms from elsewhere keep theirs)."""
    seen: dict[tuple[int, int], pikepdf.Object] = {}
    for page in pdf.pages:
        for _, font in page.resources.get("/Font", {}).items():
            seen[font.objgen] = font
    return list(seen.values())


def _broken(title: str, what: Text, number: int) -> IntegrityBroken:
    message = _MESSAGE.format(title=title, what=what.format(number=number))
    return IntegrityBroken(message, place=title, code="PDF-READBACK")


_BLANKS = dict.fromkeys(map(ord, " \u00a0\u3000\t"))
_MESSAGE = Text(
    "《{title}》写出后复核不一致（{what}），未交付该文件。请重试；若再次出现，请附诊断信息联系支持。",
    '"{title}" read back differs from what was written ({what}); the file was not delivered. '
    "Try again; if it happens again, report it with the diagnostic file.",
)
_PAGES = Text("页数为 {number}", "it has {number} pages")
_TEXT = Text("第 {{number}} 页缺少文字“{missing}”", 'page {{number}} lacks the text "{missing}"')
_LINKS = Text("第 {number} 页的链接无效", "a link on page {number} leads nowhere")
_FONTS = Text("字体 {name} 未嵌入", "the font {name} is not embedded")
