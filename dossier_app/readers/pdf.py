"""Text PDFs read with their tables; a scan is refused with a sentence, for there is no text recognition here."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from dossier_app.model.tenderfile import SourcePlace
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.raw import Grid, GridRow, Line, RawFile
from dossier_app.readers.refusals import refusal

_PAGE_NUMBER = re.compile(
    r"^[-—\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—\s]*$"
)
_WIDE = "[\u2e80-\u9fff\uff00-\uffef，。、；：（）“”]"
_STARTS_ITEM = re.compile(
    r"^\s*[（(【]?[★▲△#＃※●◆*]|^\s*(?:第[一二三四五六七八九十\d]+[章节条]|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]"
    r"|\d+(?:[.．]\d+)*[、.．)）\s]|\d+(?:\.\d+)+|[①-⑳])"
)


def read_pdf(path: Path, limits: Limits = LIMITS) -> RawFile:
    """Return the lines and tables of a PDF that holds text.

    Raises:
        BadInput: damaged, protected, too many pages, or a scan.
    """
    raw, pages = RawFile([]), _pages(path, limits)
    repeated = _repeated(pages)
    for page in pages:
        page.append_to(raw, repeated)
    if not any(raw.words()):
        raise refusal("PDF-03", path.name)
    return raw


def _pages(path: Path, limits: Limits) -> list[_Page]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with warnings.catch_warnings(), pdfplumber.open(path) as pdf:
            warnings.simplefilter("ignore")
            if len(pdf.pages) > limits.pdf_pages:
                raise refusal("PDF-04", path.name, found=len(pdf.pages), limit=limits.pdf_pages)
            pages = []
            for sheet in pdf.pages:
                pages.append(_Page(sheet))
                sheet.close()
            return pages
    except (PdfminerException, MalformedPDFException) as error:
        protected = any(
            isinstance(cause, PDFPasswordIncorrect) for cause in (*error.args, error.__cause__)
        )
        raise refusal("PDF-02" if protected else "PDF-01", path.name) from error
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        AssertionError,
    ) as error:
        raise refusal("PDF-01", path.name) from error


class _Page:
    """The blocks of one page from top to bottom."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - pdfplumber has no types
        self.number = page.page_number
        tables = (
            page.find_tables() if len(page.lines) + len(page.rects) + len(page.curves) > 2 else []
        )
        boxes = [table.bbox for table in tables]
        rest = page.filter(lambda thing: not _within(thing, boxes)) if boxes else page
        self.lines = [
            (
                line["top"],
                line["x0"],
                line["x1"],
                line["text"].strip(),
                line["bottom"] - line["top"],
            )
            for line in rest.extract_text_lines(return_chars=False)
        ]
        self.tables = [(table.bbox[1], table.extract()) for table in tables]
        self.height = float(page.height)
        self.right = max((line[2] for line in self.lines), default=0.0)

    def append_to(self, raw: RawFile, repeated: set[str]) -> None:
        """Add this page's lines and tables to the file in reading order, without running heads and page numbers."""
        lines = [line for line in self.lines if not self._is_margin(line, repeated)]
        blocks: list[tuple[float, Grid | Line]] = []
        previous: tuple[float, float] | None = None
        for top, left, right, text, height in lines:
            place = SourcePlace(page=str(self.number), cell=f"L{len(blocks) + 1}")
            last = blocks[-1][1] if blocks else None
            if previous and isinstance(last, Line) and self._goes_on(previous, top, height, text):
                last.text = joined(last.text, text)
            else:
                blocks.append((top, Line(text, place)))
            previous = (top, right)
            del left
        for ordinal, (top, rows) in enumerate(self.tables, start=1):
            blocks.append((top, self._grid(rows, ordinal)))
        blocks.sort(key=lambda block: block[0])
        first = blocks[0][1] if blocks else None
        if isinstance(first, Grid) and raw.blocks and isinstance(raw.blocks[-1], Grid):
            first.goes_on = True
        raw.blocks.extend(block for _, block in blocks)

    def _is_margin(self, line: tuple[float, float, float, str, float], repeated: set[str]) -> bool:
        top, _, _, text, _ = line
        in_margin = top < self.height * 0.1 or top > self.height * 0.88
        return in_margin and bool(_PAGE_NUMBER.match(text) or _faceless(text) in repeated)

    def _goes_on(self, previous: tuple[float, float], top: float, height: float, text: str) -> bool:
        """Tell whether a line is the wrapped rest of the one above: that one is full and this begins no item."""
        above, right = previous
        near = top - above < height * 2.5
        return near and right > self.right - height * 2.2 and not _STARTS_ITEM.match(text)

    def _grid(self, rows: list[list[str | None]], ordinal: int) -> Grid:
        found = []
        for index, cells in enumerate(rows, start=1):
            row = GridRow(index, [joined_lines(cell or "") for cell in cells])
            _spans(row, cells)
            while row.cells and not row.cells[-1]:
                row.cells.pop()
            found.append(row)
        return Grid(SourcePlace(page=str(self.number), cell=f"T{ordinal}"), found)


def joined(above: str, below: str) -> str:
    """Return a wrapped line put together: no blank where Chinese goes on."""
    if re.search(_WIDE + "$", above) or re.match(_WIDE, below):
        return above + below
    return f"{above} {below}"


def joined_lines(cell: str) -> str:
    """Return a table cell with its wrapped lines joined; lines that begin an item stay apart."""
    lines: list[str] = []
    for line in (each.strip() for each in cell.split("\n")):
        if lines and line and not _STARTS_ITEM.match(line):
            lines[-1] = joined(lines[-1], line)
        elif line:
            lines.append(line)
    return "\n".join(lines)


def _spans(row: GridRow, cells: list[str | None]) -> None:
    """Note what a cell covers: the library gives None for places without a cell of their own."""
    for column, cell in enumerate(cells):
        if cell:
            covered = 1
            while column + covered < len(cells) and cells[column + covered] is None:
                covered += 1
            if covered > 1:
                row.spans[column] = covered


def _within(thing: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    middle = (thing["top"] + thing["bottom"]) / 2
    centre = (thing["x0"] + thing["x1"]) / 2
    return any(
        left <= centre <= right and top <= middle <= bottom for left, top, right, bottom in boxes
    )


def _faceless(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _repeated(pages: list[_Page]) -> set[str]:
    """Return the texts (digits aside) that stand on most pages: running heads and feet."""
    if len(pages) < 3:
        return set()
    counts = Counter(text for page in pages for text in {_faceless(line[3]) for line in page.lines})
    return {text for text, count in counts.items() if count >= max(3, len(pages) * 0.6)}
