"""Evidence files opened for merging: page sizes, pictures made into pages, clear refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.writers.pdf import pictures
from dossier_app.writers.pdf.guard import refuse_hostile, refuse_large
from dossier_app.writers.pdf.known import FileKey, Kept, file_key

if TYPE_CHECKING:
    import pikepdf

_KEPT_MOST = 64 << 20
_KEPT_ONE = 16 << 20


@dataclass(slots=True)
class Source:
    """One opened file: its title for messages, its pages' upright sizes in points."""

    title: str
    path: Path
    sizes: tuple[tuple[float, float], ...]
    is_picture: bool
    key: FileKey


@dataclass(frozen=True, slots=True)
class _Facts:
    """What opening a file told; `made` holds the PDF that takes its place, where one had to be made."""

    sizes: tuple[tuple[float, float], ...]
    restricted: bool = False
    signed: bool = False
    made: bytes | None = None


_FACTS: Kept[_Facts] = Kept(
    _KEPT_MOST, lambda facts: len(facts.made or b"") + 200 * len(facts.sizes)
)


@dataclass(slots=True)
class Sources:
    """All evidence files of one document; pictures become one-page PDFs in `folder`, which is temporary."""

    files: Callable[[str], Path]
    folder: Path
    sources: list[Source] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def open(self, sha256: str, media_type: str, title: str) -> int:
        """Return the index of the evidence file, opened and checked once.

        Raises:
            BadInput: it is damaged, encrypted, empty or of a kind that cannot be merged; named by title.
        """
        if sha256 not in self._known:
            path = self.files(sha256)
            is_picture = media_type in pictures.MEDIA_TYPES
            if media_type != "application/pdf" and not is_picture:
                raise BadInput(_KIND.format(title=title, kind=media_type), place=title)
            key = file_key(sha256, path)
            facts, used = self._facts(path, title, key, is_picture=is_picture)
            self._note(facts, title)
            self._known[sha256] = len(self.sources)
            self.sources.append(Source(title, used, facts.sizes, is_picture, key))
        return self._known[sha256]

    def _facts(
        self, path: Path, title: str, key: FileKey, *, is_picture: bool
    ) -> tuple[_Facts, Path]:
        """Return what is known or now found out about a file, and the PDF to merge."""
        known = _FACTS.find((key, is_picture))
        if known is not None:
            return known, self._laid_out(known, path)
        facts, used = self._picture(path, title) if is_picture else self._pdf(path, title)
        if used == path:
            _FACTS.keep((key, is_picture), facts)
        elif used.stat().st_size <= _KEPT_ONE:
            _FACTS.keep((key, is_picture), replace(facts, made=used.read_bytes()))
        return facts, used

    def _laid_out(self, facts: _Facts, path: Path) -> Path:
        if facts.made is None:
            return path
        temporary = self._temporary()
        temporary.write_bytes(facts.made)
        return temporary

    def _note(self, facts: _Facts, title: str) -> None:
        if facts.restricted:
            self.notes.append(_RESTRICTED.format(title=title))
        if facts.signed:
            self.notes.append(_SIGNED.format(title=title))

    def _picture(self, path: Path, title: str) -> tuple[_Facts, Path]:
        made = self._temporary()
        return _Facts(pictures.as_pdf(path, made, title)), made

    def _pdf(self, path: Path, title: str) -> tuple[_Facts, Path]:
        with open_pdf(path, title) as pdf:
            refuse_hostile(pdf, title)
            sizes = tuple(upright_size(page) for page in pdf.pages)
            facts = _Facts(sizes, pdf.is_encrypted, is_signed(pdf))
            if has_drawn_notes(pdf):
                path = self._temporary()
                pdf.generate_appearance_streams()
                pdf.flatten_annotations("print")
                pdf.save(path, deterministic_id=True)
        return facts, path

    def _temporary(self) -> Path:
        return self.folder / f"{len(self.sources)}.pdf"


def open_pdf(path: Path, title: str) -> pikepdf.Pdf:
    """Open an evidence PDF that can be trusted to be whole.

    Raises:
        BadInput: password, damage (repairs by the library count as damage), or no page.
    """
    import pikepdf

    refuse_large(path, title)
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
_RESTRICTED = Text(
    "附件“{title}”带有权限限制（所有者密码），已并入其可见内容。",
    'The attachment "{title}" carries usage restrictions; its visible content was merged.',
)
_SIGNED = Text(
    "附件“{title}”带有电子签名；并入的是不含签名的副本，签名须在原件上核验。",
    'The attachment "{title}" is digitally signed; the merged copy has no signature, verify it on the original.',
)
