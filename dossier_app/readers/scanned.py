"""How finely the scanned pages of a PDF were scanned."""

from __future__ import annotations

from pathlib import Path

_POINTS = 72
_COVERS = 0.6
"""A picture is a scan when it covers this share of its page."""
_MOST = 200
"""Pages looked at; longer files are told by their first ones."""


def scan_resolution(path: Path) -> int:
    """Return the lowest resolution (dpi) among pages that one picture covers; 0 where no page is scanned."""
    import pypdfium2

    found: list[int] = []
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    try:
        for number in range(min(len(document), _MOST)):
            page = document[number]
            width, height = page.get_size()
            for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
                left, bottom, right, top = image.get_bounds()
                if (right - left) * (top - bottom) >= _COVERS * width * height:
                    pixels = min(image.get_px_size())
                    found.append(round(pixels * _POINTS / min(right - left, top - bottom)))
            page.close()
    finally:
        document.close()
    return min(found, default=0)
