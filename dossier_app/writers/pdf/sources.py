"""Evidence files opened for merging: page sizes, quoted places, pictures made into pages, clear refusals."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from unicodedata import normalize

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.writers.pdf import pictures

if TYPE_CHECKING:
    import pikepdf
    import pypdfium2

Rectangle = tuple[float, float, float, float]
_MAX_PAGES = 5000
_LINE_END = (0x02, 0xFFFE)
"""What the reading library gives for a hyphen at the end of a line."""


@dataclass(slots=True)
class Source:
    """One opened file: its title for messages, its pages' upright sizes in points."""

    title: str
    path: Path
    sizes: tuple[tuple[float, float], ...]
    is_picture: bool


@dataclass(slots=True)
class Sources:
    """All evidence files of one document; pictures become one-page PDFs in a temporary folder."""

    files: Callable[[str], Path]
    sources: list[Source] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)
    _folder: Path | None = None

    def __enter__(self) -> Self:
        """Return itself; leaving removes the temporary folder."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was made for the time of drawing."""
        self._stack.close()

    def open(self, sha256: str, media_type: str, title: str) -> int:
        """Return the index of the evidence file, opened and checked once.

        Raises:
            BadInput: it is damaged, encrypted, empty or of a kind that cannot be merged; named by title.
        """
        if sha256 not in self._known:
            path = self.files(sha256)
            if media_type == "application/pdf":
                source = self._pdf(path, title)
            elif media_type in pictures.MEDIA_TYPES:
                source = self._picture(path, title)
            else:
                raise BadInput(_KIND.format(title=title, kind=media_type), place=title)
            self._known[sha256] = len(self.sources)
            self.sources.append(source)
        return self._known[sha256]

    def _picture(self, path: Path, title: str) -> Source:
        made = self._temporary()
        return Source(title, made, pictures.as_pdf(path, made, title), is_picture=True)

    def _pdf(self, path: Path, title: str) -> Source:
        with open_pdf(path, title) as pdf:
            if len(pdf.pages) > _MAX_PAGES:
                raise BadInput(_TOO_LONG.format(title=title, limit=_MAX_PAGES), place=title)
            if pdf.is_encrypted:
                self.notes.append(_RESTRICTED.format(title=title))
            if is_signed(pdf):
                self.notes.append(_SIGNED.format(title=title))
            sizes = tuple(upright_size(page) for page in pdf.pages)
            if has_drawn_notes(pdf):
                path = self._temporary()
                pdf.generate_appearance_streams()
                pdf.flatten_annotations("print")
                pdf.save(path, deterministic_id=True)
        return Source(title, path, sizes, is_picture=False)

    def _temporary(self) -> Path:
        if self._folder is None:
            self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        return self._folder / f"{len(self.sources)}.pdf"


def open_pdf(path: Path, title: str) -> pikepdf.Pdf:
    """Open an evidence PDF that can be trusted to be whole.

    Raises:
        BadInput: password, damage (repairs by the library count as damage), or no page.
    """
    import pikepdf

    try:
        pdf = pikepdf.open(path, access_mode=pikepdf.AccessMode.stream)
        count = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise BadInput(_LOCKED.format(title=title), place=title, code="PDF-LOCKED") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise BadInput(_DAMAGED.format(title=title), place=title, code="PDF-DAMAGED") from error
    if pdf.get_warnings() or not count:
        pdf.close()
        raise BadInput(_DAMAGED.format(title=title), place=title, code="PDF-DAMAGED")
    return pdf


def upright_size(page: pikepdf.Page) -> tuple[float, float]:
    """Return width and height in points as a reader shows the page."""
    left, bottom, right, top = (float(value) for value in page.cropbox)
    unit = float(page.obj.get("/UserUnit", 1))
    wide, high = abs(right - left) * unit, abs(top - bottom) * unit
    turned = int(page.rotation) % 180 != 0
    return (high, wide) if turned else (wide, high)


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Tell whether the file carries a signature field with a value."""
    form = pdf.Root.get("/AcroForm")
    flags = form.get("/SigFlags") if form is not None else None
    return flags is not None and bool(int(flags) & 1)


def has_drawn_notes(pdf: pikepdf.Pdf) -> bool:
    """Tell whether stamps or filled form fields stand on a page, which stay behind unless drawn into it."""
    silent = ("/Link", "/Popup")
    return any(
        note.get("/Subtype") not in silent for page in pdf.pages for note in page.get("/Annots", [])
    )


def find_quotation(path: Path, page: int, quotation: str) -> list[Rectangle]:
    """Return the line rectangles (left, top, right, bottom, upright page) where `quotation` stands."""
    import pypdfium2

    wanted = normalize("NFKC", "".join(quotation.split()))
    document = pypdfium2.PdfDocument(path)
    try:
        shown = document[page]
        characters, places = _characters(shown.get_textpage())
        found = characters.find(wanted) if wanted else -1
        if found < 0:
            return []
        hit = dict.fromkeys(places[found : found + len(wanted)])
        return _lines([_upright(shown, box) for box in hit])
    finally:
        document.close()


def _characters(text: pypdfium2.PdfTextPage) -> tuple[str, list[Rectangle]]:
    """Return a page's characters without blanks, folded for comparing, and the box of each."""
    from pypdfium2.raw import FPDFText_GetUnicode

    characters: list[str] = []
    places: list[Rectangle] = []
    for index in range(text.count_chars()):
        code = FPDFText_GetUnicode(text, index)
        shown = "-" if code in _LINE_END else normalize("NFKC", chr(code)).strip()
        if shown and code >= 0x20:
            characters.append(shown)
            places += [text.get_charbox(index, loose=True)] * len(shown)
    return "".join(characters), places


def _upright(page: pypdfium2.PdfPage, box: Rectangle) -> Rectangle:
    """Return a box (left, bottom, right, top) of the file's own space as the upright page shows it."""
    left, bottom, right, top = page.get_cropbox()
    x0, y0, x1, y1 = box
    match page.get_rotation():
        case 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        case 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        case 270:
            return top - y1, right - x1, top - y0, right - x0
        case _:
            return x0 - left, top - y1, x1 - left, top - y0


def _lines(boxes: list[Rectangle]) -> list[Rectangle]:
    lines: list[Rectangle] = []
    for left, top, right, bottom in boxes:
        if lines and abs(lines[-1][1] - top) < (bottom - top) * 0.6:
            last = lines[-1]
            lines[-1] = (
                min(last[0], left),
                min(last[1], top),
                max(last[2], right),
                max(last[3], bottom),
            )
        else:
            lines.append((left, top, right, bottom))
    return lines


_KIND = Text(
    "附件“{title}”的文件类型（{kind}）不能并入 PDF，未生成文件。请另存为 PDF、PNG、JPEG 或 TIFF。",
    'The attachment "{title}" is of a kind ({kind}) that cannot be merged; nothing was written. '
    "Save it as PDF, PNG, JPEG or TIFF.",
)
_LOCKED = Text(
    "附件“{title}”设有打开密码，无法并入，未生成文件。请换用未加密的版本。",
    'The attachment "{title}" asks for a password and cannot be merged; nothing was written. '
    "Attach a copy without a password.",
)
_DAMAGED = Text(
    "附件“{title}”已损坏或不是有效的 PDF，未生成文件。请重新扫描，或用 PDF 阅读器另存后重新添加。",
    'The attachment "{title}" is damaged or no valid PDF; nothing was written. '
    "Scan it again, or save it anew in a PDF reader and attach that.",
)
_TOO_LONG = Text(
    "附件“{title}”超过 {limit} 页，未生成文件。请拆分，或只选用需要的页。",
    'The attachment "{title}" has more than {limit} pages; nothing was written. Split it or choose pages.',
)
_RESTRICTED = Text(
    "附件“{title}”带有权限限制（所有者密码），已并入其可见内容。",
    'The attachment "{title}" carries usage restrictions; its visible content was merged.',
)
_SIGNED = Text(
    "附件“{title}”带有电子签名；并入的是不含签名的副本，签名须在原件上核验。",
    'The attachment "{title}" is digitally signed; the merged copy has no signature, verify it on the original.',
)
