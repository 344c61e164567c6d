"""What stands on each page of a PDF or picture, for finding the page again elsewhere: folded text, larger pictures."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier_app.base.progress import SILENT, Progress
from dossier_app.model.pagematch import SIDE, Look, PageContent
from dossier_app.readers.evidence import inspect_here
from dossier_app.readers.fold import fold_close
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sniff import kind_name, kind_of

_PICTURES = {"png", "jpeg", "tiff"}
_LEAST_SIDE = 200
"""Pictures smaller than this are logos and icons."""
_A_PAGE = 3
_FLAT = 4
"""A picture whose grey values differ less than this is blank and tells nothing."""
_DRAWING_SECONDS = 35.0
"""After so much processor time pictures are told by their stored bytes alone."""


def look_at_pages(
    path: Path, progress: Progress = SILENT, *, name: str = ""
) -> tuple[PageContent, ...]:
    """Return the content of each page of a PDF or picture, parsed in a child process; `name` is for sentences.

    Raises:
        BadInput: neither, or damaged, protected or beyond a limit. Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    found = ask({"what": "pages", "path": str(path)}, name or path.name, progress)
    return tuple(
        PageContent(
            page["text"],
            tuple(
                Look(w, h, digest, bytes.fromhex(greys)) for w, h, digest, greys in page["looks"]
            ),
        )
        for page in found["pages"]
    )


def pages_to_plain(path: Path, limits: Limits = LIMITS) -> dict[str, Any]:
    """Look in this process and return JSON values; only the child process and tests do so."""
    kind = kind_of(path, limits)
    if kind not in {"pdf", *_PICTURES}:
        raise refusal("IMG-05", path.name, kind=kind_name(kind))
    texts = inspect_here(path, limits).texts
    looks = _in_picture(path) if kind in _PICTURES else _in_pdf(path, limits)
    return {
        "pages": [
            {"text": fold_close(text), "looks": found}
            for text, found in zip(texts, looks, strict=False)
        ]
    }


_Plain = list[tuple[int, int, str, str]]


def _in_picture(path: Path) -> Iterator[_Plain]:
    from PIL import Image, ImageOps, ImageSequence

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with Image.open(path) as image:
        for frame in ImageSequence.Iterator(image):
            upright = ImageOps.exif_transpose(frame)
            yield [(upright.width, upright.height, digest, _greys(upright))]


def _in_pdf(path: Path, limits: Limits) -> Iterator[_Plain]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            yield _in_page(page, limits)
            page.close()
    finally:
        document.close()


def _in_page(page: Any, limits: Limits) -> _Plain:  # noqa: ANN401 - pypdfium2 has no types
    import pypdfium2

    images = []
    wanted = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    for image in page.get_objects(filter=wanted, max_depth=6):
        width, height = image.get_px_size()
        if min(width, height) >= _LEAST_SIDE and width * height <= limits.image_pixels:
            images.append((width * height, width, height, image))
    images.sort(key=lambda each: -each[0])
    return [_told(image, width, height) for _, width, height, image in images[:_A_PAGE]]


def _told(image: Any, width: int, height: int) -> tuple[int, int, str, str]:  # noqa: ANN401
    import pypdfium2

    digest = hashlib.sha256(bytes(image.get_data())).hexdigest()
    if time.process_time() > _DRAWING_SECONDS:
        return width, height, digest, ""
    try:
        drawn = image.get_bitmap().to_pil()
    except (pypdfium2.PdfiumError, ValueError, RuntimeError):
        return width, height, digest, ""
    return width, height, digest, _greys(drawn)


def _greys(image: Any) -> str:  # noqa: ANN401 - a Pillow image
    from PIL import Image

    small = image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    greys = small.tobytes()
    return greys.hex() if max(greys) - min(greys) >= _FLAT else ""
