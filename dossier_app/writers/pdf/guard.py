"""Foreign PDF files held against the limits before anything is merged: a small file may unpack to gigabytes."""

from __future__ import annotations

import zlib
from base64 import a85decode
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text

if TYPE_CHECKING:
    import pikepdf

MAX_BYTES = 500 << 20
MAX_PAGES = 5000
MAX_STREAM = 64 << 20
"""Bytes that one stream of drawing commands, or all of one page, may unpack to."""
_PIECE = 1 << 20
_MOST = {"/FlateDecode": 1032, "/Fl": 1032, "/LZWDecode": 2731, "/LZW": 2731}
_MOST |= {"/RunLengthDecode": 64, "/RL": 64}
"""How many bytes each packed byte can become at most."""


def refuse_large(path: Path, title: str) -> None:
    """Refuse a file too large to be opened; raises BadInput."""
    if path.stat().st_size > MAX_BYTES:
        message = _TOO_LARGE.format(title=title, limit=MAX_BYTES >> 20)
        raise BadInput(message, place=title, code="PDF-SIZE")


def refuse_hostile(pdf: pikepdf.Pdf, title: str) -> None:
    """Refuse too many pages and drawing commands that would fill the memory; raises BadInput."""
    import pikepdf

    if len(pdf.pages) > MAX_PAGES:
        message = _TOO_LONG.format(title=title, limit=MAX_PAGES)
        raise BadInput(message, place=title, code="PDF-PAGES")
    for number, page in enumerate(pdf.pages, 1):
        if sum(unpacked(stream) for stream in _contents(page)) > MAX_STREAM:
            raise _bomb(title, number)
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") == "/Image":
            continue
        if unpacked(thing) > MAX_STREAM:
            raise _bomb(title, 0)


def unpacked(stream: pikepdf.Object) -> int:
    """Return the unpacked size of a stream or, unseen, the most it can be while that is within the limit.

    Never holds more than the limit in memory; what goes beyond it is not unpacked further.
    """
    raw = stream.read_raw_bytes()
    filters = _names(stream)
    most = len(raw)
    for name in filters:
        most *= _MOST.get(name, 1)
    return most if most <= MAX_STREAM else _measured(raw, filters)


def _measured(raw: bytes, filters: list[str]) -> int:
    for name in filters:
        if name in ("/FlateDecode", "/Fl"):
            raw = b"".join(_inflated(raw))
        elif name in ("/ASCII85Decode", "/A85"):
            raw = _from_ascii85(raw)
        elif name in ("/LZWDecode", "/LZW"):
            return _lzw_size(raw)
        elif name in ("/RunLengthDecode", "/RL"):
            return _run_size(raw)
        if len(raw) > MAX_STREAM:
            break
    return len(raw)


def _inflated(raw: bytes) -> Iterator[bytes]:
    """Yield the unpacked bytes up to just beyond the limit; damaged data ends where it is damaged."""
    worker, total = zlib.decompressobj(), 0
    while raw and total <= MAX_STREAM and not worker.eof:
        try:
            piece = worker.decompress(raw, _PIECE)
        except zlib.error:
            return
        yield piece
        total += len(piece)
        raw = worker.unconsumed_tail


def _from_ascii85(raw: bytes) -> bytes:
    try:
        return a85decode(raw.strip().removesuffix(b"~>"))
    except ValueError:
        return raw


def _run_size(raw: bytes) -> int:
    total = place = 0
    while place < len(raw) and raw[place] != 128:
        length = raw[place]
        total += length + 1 if length < 128 else 257 - length
        place += length + 2 if length < 128 else 2
    return total


def _lzw_size(raw: bytes) -> int:
    """Return the unpacked size from the codes alone: each new code is one byte longer than the one before it."""
    lengths = [1] * 258
    total = before = held = bits = 0
    for byte in raw:
        held, bits = (held << 8) | byte, bits + 8
        wide = min(12, (len(lengths) + 1).bit_length())
        if bits < wide:
            continue
        bits -= wide
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == 256:
            lengths, before = [1] * 258, 0
        elif code == 257:
            break
        else:
            size = lengths[code] if code < len(lengths) else before + 1
            if before and len(lengths) < 4096:
                lengths.append(before + 1)
            total, before = total + size, size
    return total


def _contents(page: pikepdf.Page) -> list[pikepdf.Object]:
    import pikepdf

    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        return [contents]
    listed = list(contents) if isinstance(contents, pikepdf.Array) else []
    return [part for part in listed if isinstance(part, pikepdf.Stream)]


def _names(stream: pikepdf.Object) -> list[str]:
    import pikepdf

    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        return [str(name) for name in filters]
    return [] if filters is None else [str(filters)]


def _bomb(title: str, number: int) -> BadInput:
    message = _UNPACKS.format(title=title, number=number or "?", limit=MAX_STREAM >> 20)
    return BadInput(message, place=title, code="PDF-BOMB")


_TOO_LONG = Text(
    "附件“{title}”超过 {limit} 页，未生成文件。请拆分，或只选用需要的页。",
    'The attachment "{title}" has more than {limit} pages; nothing was written. Split it or choose pages.',
)
_TOO_LARGE = Text(
    "附件“{title}”超过 {limit} MB，未生成文件。请拆分，或降低扫描分辨率后重新添加。",
    'The attachment "{title}" is larger than {limit} MB; nothing was written. '
    "Split it, or scan it at a lower resolution and attach it again.",
)
_UNPACKS = Text(
    "附件“{title}”第 {number} 页的内容展开后超过 {limit} MB，不予打开，未生成文件。"
    "请用 PDF 阅读器打印成新的 PDF 后重新添加。",
    'Page {number} of the attachment "{title}" unpacks to more than {limit} MB and was not opened; '
    "nothing was written. Print it to a new PDF in a PDF reader and attach that.",
)
