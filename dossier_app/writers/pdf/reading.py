"""What another library reads on the pages of a finished file; a page that is made of the same is read once.

The text of a page follows from its drawing, the fonts and the forms that the drawing names, and nothing else;
so what was read is kept under their hash, and the next export reads only the pages that came out otherwise.
The pack's number, a form of its own on every page, is left out of the hash: it is looked for on the first page.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dossier_app.writers.pdf.known import Kept
from dossier_app.writers.pdf.paint import NUMBER_FORM

if TYPE_CHECKING:
    import pikepdf
    import pypdfium2

_LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What the reading library gives for a hyphen that stands at the end of a line."""
_NAME = re.compile(rb"/[^\s/<>\[\](){}%]+")
_REFERENCE = re.compile(rb"\b(\d+) (\d+) R\b")
_READ: Kept[Counter[str]] = Kept(4000)


class PageTexts:
    """The characters on the pages of one file; closed when done."""

    def __init__(self, target: Path, pdf: pikepdf.Pdf) -> None:
        self._target = target
        self._pdf = pdf
        self._prints = _Prints(pdf)
        self._shown: pypdfium2.PdfDocument | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._shown is not None:
            self._shown.close()

    def of(self, number: int) -> Counter[str]:
        """Return how often each character stands on the page of that number, the first being 1."""
        key = self._prints.of_page(self._pdf.pages[number - 1])
        found = _READ.find(key) if number > 1 else None
        return found if found is not None else _READ.keep(key, _read(self._opened()[number - 1]))

    def _opened(self) -> pypdfium2.PdfDocument:
        import pypdfium2

        if self._shown is None:
            self._shown = pypdfium2.PdfDocument(self._target)
        return self._shown


def _read(page: pypdfium2.PdfPage) -> Counter[str]:
    text = page.get_textpage()
    try:
        return Counter(text.get_text_range().translate(_LINE_END_HYPHENS))
    finally:
        text.close()
        page.close()


class _Prints:
    """Hashes of one file's objects, each worked out once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: pikepdf.Page) -> bytes:
        """Return the hash of what a page's text follows from."""
        page.contents_coalesce()
        content = page.obj.Contents.read_bytes()
        box = str([float(edge) for edge in page.mediabox]).encode()
        return _hash(box, content, *self._named(content, page.resources))

    def _named(self, content: bytes, resources: pikepdf.Object) -> Iterator[bytes]:
        """Yield the hashes of the fonts and forms that a drawing names."""
        for name in sorted({found.group().decode("latin-1") for found in _NAME.finditer(content)}):
            for kind in ("/Font", "/XObject"):
                held = resources[kind].get(name) if kind in resources else None
                if held is not None and name != NUMBER_FORM:
                    yield name.encode() + self._of(held)

    def _of(self, thing: pikepdf.Object) -> bytes:
        """Return the hash of an object with all that it leads to."""
        known = self._known.get(thing.objgen) if thing.is_indirect else None
        if known is not None:
            return known
        if thing.is_indirect:
            self._known[thing.objgen] = b""  # what leads back to itself
        found = _hash(*self._parts(thing))
        if thing.is_indirect:
            self._known[thing.objgen] = found
        return found

    def _parts(self, thing: pikepdf.Object) -> Iterator[bytes]:
        import pikepdf

        stream = isinstance(thing, pikepdf.Stream)
        if stream and thing.get("/Subtype") == "/Image":
            return  # pictures have no text
        written = (thing.stream_dict if stream else thing).unparse(resolved=True)
        yield _REFERENCE.sub(b"@", written)
        for number, generation in _REFERENCE.findall(written):
            yield self._of(self._pdf.get_object((int(number), int(generation))))
        if stream:
            yield thing.read_raw_bytes()


def _hash(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
