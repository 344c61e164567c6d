"""Evidence PDFs looked through by two parsers: pages, text, and what a merged copy would carry or lose."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.readers.limits import LIMITS, MB, Limits
from dossier_app.readers.refusals import refusal

_NOTES = {
    "READ-10": Text(
        "PDF 有损坏，可以读取但部分内容经过修复；请核对各页，最好换一份完整文件。",
        "The PDF is damaged; it could be read after repair; check its pages, or better get a sound copy.",
    ),
    "READ-11": Text(
        "PDF 设有权限限制（无打开密码），合并后的副本不带这些限制。",
        "The PDF restricts printing or copying (no password to open); a merged copy does not carry that.",
    ),
    "READ-12": Text(
        "PDF 没有可搜索的文字（扫描件），页码和内容只能人工核对。",
        "The PDF holds no searchable text (a scan); pages and content can only be checked by eye.",
    ),
    "READ-13": Text(
        "PDF 带有脚本、启动程序或提交表单的动作，合并时会去除。",
        "The PDF carries scripts or actions that start programs or send forms; they are removed on merging.",
    ),
    "READ-14": Text(
        "PDF 带有附件文件，合并时不带入。",
        "The PDF has files attached to it; they are not taken over on merging.",
    ),
    "READ-15": Text(
        "PDF 带有数字签名；合并后的副本签名失效，请把原件一并附上。",
        "The PDF is digitally signed; in a merged copy the signature no longer holds, so attach the original too.",
    ),
    "READ-16": Text(
        "两个程序读出的页数不同（{first} 与 {second}）；请重新生成这份 PDF。",
        "Two programs count different pages ({first} and {second}); have this PDF made anew.",
    ),
    "READ-17": Text(
        "第 {pages} 页没有可搜索的文字（可能是扫描页）。",
        "Pages {pages} hold no searchable text (perhaps scanned).",
    ),
}
_ACTIVE = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/XFA"}
)


def inspect_pdf(
    path: Path, limits: Limits = LIMITS
) -> tuple[int, tuple[str, ...], tuple[Finding, ...]]:
    """Return page count, text per page and findings of a PDF.

    Raises:
        BadInput: damaged beyond repair, protected, or beyond a limit.
    """
    import pikepdf

    _bound_revisions(path, limits)
    try:
        with pikepdf.open(path) as pdf:
            pages = _bounded_pages(pdf, path.name, limits)
            notes = _structure(pdf)
            if any(note.code == "READ-10" for note in notes) and _cut_off(path):
                raise refusal("PDF-07", path.name)
    except pikepdf.PasswordError as error:
        raise refusal("PDF-02", path.name) from error
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RuntimeError,
    ) as error:
        raise refusal("PDF-01", path.name) from error
    texts = _texts(path)
    if len(texts) != pages:
        notes.append(_note("READ-16", first=pages, second=len(texts)))
        texts = (*texts[:pages], *[""] * (pages - len(texts)))
    notes.extend(_blank(texts))
    return pages, texts, tuple(notes)


def _cut_off(path: Path) -> bool:
    """Tell whether a PDF lacks the mark of its end; zeros and blanks that a copy adds do not count."""
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - (64 << 10), 0))
        tail = stream.read().rstrip(b"\0 \t\r\n")
    return b"%%EOF" not in tail[-1024:]


def _bounded_pages(pdf: Any, name: str, limits: Limits) -> int:  # noqa: ANN401 - pikepdf has no types
    """Return the page count of a PDF whose pages are within the limits; refuse it otherwise."""
    pages = len(pdf.pages)
    if pages > limits.pdf_pages:
        raise refusal("PDF-04", name, found=pages, limit=limits.pdf_pages)
    if not pages:
        raise refusal("PDF-01", name)
    for number, page in enumerate(pdf.pages, start=1):
        _bound_content(page.obj.get("/Contents"), name, number, limits)
    return pages


def _structure(pdf: Any) -> list[Finding]:  # noqa: ANN401 - pikepdf has no types
    """Return what is to be said of protection, active parts and damage."""
    notes = [_note("READ-11")] if pdf.is_encrypted else []
    notes.extend(_carried(pdf))
    if pdf.get_warnings():
        notes.append(_note("READ-10"))
    return notes


def _texts(path: Path) -> tuple[str, ...]:
    import pypdfium2

    texts = []
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            for page in document:
                content = page.get_textpage()
                texts.append(content.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", ""))
                content.close()
                page.close()
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        return tuple(texts)
    return tuple(texts)


def _blank(texts: tuple[str, ...]) -> list[Finding]:
    empty = [str(number) for number, text in enumerate(texts, start=1) if not text.strip()]
    if len(empty) == len(texts):
        return [_note("READ-12")]
    shown = ", ".join(empty[:20]) + (" …" if len(empty) > 20 else "")
    return [_note("READ-17", pages=shown)] if empty else []


def _note(code: str, **parts: object) -> Finding:
    return Finding(code, Severity.WARNING, "evidence", Place(), _NOTES[code].format(**parts))


def _bound_revisions(path: Path, limits: Limits) -> None:
    with path.open("rb") as stream:
        found, tail = 0, b""
        while chunk := stream.read(MB):
            joined = tail + chunk
            found += joined.count(b"startxref")
            tail = joined[-8:]
    if found > limits.pdf_revisions:
        raise refusal("PDF-05", path.name, found=found, limit=limits.pdf_revisions)


def _bound_content(contents: Any, name: str, number: int, limits: Limits) -> None:  # noqa: ANN401 - pikepdf object
    import pikepdf

    if contents is None:
        return
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    for stream in streams:
        if isinstance(stream, pikepdf.Stream) and _inflates_beyond(stream, limits.content_stream):
            raise refusal("PDF-06", name, page=number, limit=limits.content_stream // MB)


def _inflates_beyond(stream: Any, most: int) -> bool:  # noqa: ANN401 - pikepdf object
    """Tell whether a stream unpacks to more than `most` bytes, without unpacking more than that."""
    import pikepdf

    filters = stream.get("/Filter")
    names = (
        [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    )
    content = bytes(stream.read_raw_bytes())
    for name in names:
        if name not in {"/FlateDecode", "/Fl"}:
            break
        unpacker = zlib.decompressobj()
        try:
            content = unpacker.decompress(content, most + 1)
        except zlib.error:
            return False
    return len(content) > most


def _carried(pdf: Any) -> list[Finding]:  # noqa: ANN401 - pikepdf document
    """Return findings for active content, attached files and signatures."""
    import pikepdf

    active = signed = False
    for position, thing in enumerate(pdf.objects):
        if position > 200_000:
            break
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        keys = set(thing.keys())
        active = active or bool(keys & _ACTIVE) or str(thing.get("/S", "")) in _ACTIVE
        signed = (
            signed or str(thing.get("/FT", "")) == "/Sig" or str(thing.get("/Type", "")) == "/Sig"
        )
    found = [_note("READ-13")] if active else []
    if len(pdf.attachments):
        found.append(_note("READ-14"))
    return [*found, _note("READ-15")] if signed else found
