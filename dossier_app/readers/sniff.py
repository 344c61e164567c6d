"""What a file really is, by its content; the name only helps where the content leaves it open."""

from __future__ import annotations

import zipfile
from pathlib import Path

from dossier_app.base.text import Text
from dossier_app.readers.limits import LIMITS, MB, Limits
from dossier_app.readers.refusals import refusal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"GIF8": "gif",
    b"BM": "bmp",
}
_NAMES = {
    "png": Text("PNG 图片", "a PNG picture"),
    "jpeg": Text("JPEG 图片", "a JPEG picture"),
    "tiff": Text("TIFF 图片", "a TIFF picture"),
    "gif": Text("GIF 图片", "a GIF picture"),
    "bmp": Text("BMP 图片", "a BMP picture"),
    "heic": Text("HEIC 照片", "a HEIC photograph"),
    "webp": Text("WebP 图片", "a WebP picture"),
    "svg": Text("SVG 图形", "an SVG drawing"),
    "html": Text("网页（HTML）", "a web page (HTML)"),
    "xml": Text("XML 文本", "XML text"),
    "zip": Text("压缩包", "an archive"),
    "rar": Text("压缩包（RAR/7z）", "an archive (RAR/7z)"),
    "pptx": Text("演示文稿", "a presentation"),
    "program": Text("可执行程序", "a program"),
    "binary": Text("无法识别的二进制数据", "binary data of no known kind"),
    "xlsx": Text("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
    "docx": Text("Word 文档（.docx）", "a Word document (.docx)"),
    "pdf": Text("PDF", "a PDF"),
    "text": Text("纯文本", "plain text"),
}
_OLD_KINDS = {".et": "XL-03", ".wps": "DOC-03"}


def kind_name(kind: str) -> Text:
    """Return how a kind is called in a sentence."""
    return _NAMES[kind]


def kind_of(path: Path, limits: Limits = LIMITS) -> str:
    """Return the kind of a readable file: xlsx, docx, pdf, text, png, jpeg, tiff, or another key of `kind_name`.

    Raises:
        BadInput: empty, too large, of an old or protected kind, or not to be opened.
    """
    head, size = _head(path)
    if not size:
        raise refusal("FILE-01", path.name)
    if head.startswith(_OLE):
        raise refusal(_old_kind(path), path.name)
    most = limits.table_file if head.startswith(_ZIP) else limits.pdf_file
    if size > most:
        raise refusal("FILE-03", path.name, found=-(-size // MB), limit=most // MB)
    if head.startswith(_ZIP):
        return _packed_kind(path)
    kind = _plain_kind(head)
    if kind == "text" and size > limits.table_file:
        raise refusal("FILE-03", path.name, found=-(-size // MB), limit=limits.table_file // MB)
    return kind


def _head(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as stream:
            return stream.read(4096), path.stat().st_size
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise refusal("FILE-04", path.name, why=why) from error


def _plain_kind(head: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for magic, kind in _PICTURES.items():
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"hevc"}:
        return "heic"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith((b"Rar!", b"7z\xbc\xaf")):
        return "rar"
    if head.startswith((b"MZ", b"\x7fELF")):
        return "program"
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if b"\x00" in head or sum(byte < 9 or 13 < byte < 27 for byte in head) > len(head) // 50:
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1000].lower()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if b"<svg" in start:
        return "svg"
    if start.startswith((b"<!doctype html", b"<html")) or b"<table" in start or b"<body" in start:
        return "html"
    return "xml" if start.startswith(b"<?xml") else "text"


def _old_kind(path: Path) -> str:
    """Tell the kinds of the old compound file apart by the names of the streams inside."""
    with path.open("rb") as stream:
        content = stream.read(LIMITS.table_file)
    suffix = path.suffix.lower()
    is_word = _stream(content, "WordDocument")
    if _stream(content, "EncryptedPackage"):
        return "DOC-02" if suffix in {".docx", ".doc", ".docm"} else "XL-02"
    if suffix in _OLD_KINDS:
        return _OLD_KINDS[suffix]
    if is_word or (suffix == ".doc" and not _stream(content, "Workbook")):
        return "DOC-01"
    return "XL-01"


def _stream(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _packed_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            opendocument = _opendocument(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise refusal("ZIP-01", path.name) from error
    if "xl/workbook.bin" in names:
        raise refusal("XL-05", path.name)
    if "spreadsheet" in opendocument:
        raise refusal("XL-06", path.name)
    if "text" in opendocument:
        raise refusal("DOC-04", path.name)
    for folder, kind in (("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "zip"


def _opendocument(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as stream:
        said = stream.read(100).decode("ascii", "replace")
    return said if "opendocument" in said else ""
