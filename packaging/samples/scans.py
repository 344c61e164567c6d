"""Papers as a scanner or a telephone sees them: skewed, photographed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200


def pictures(path: Path) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures at 200 dpi."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def skewed(picture: Image.Image, degrees: float) -> Image.Image:
    """Return the page as it lies crooked on a scanner's glass."""
    paper = Image.new("RGB", picture.size, (248, 247, 243))
    paper = ImageChops.multiply(picture, paper)
    turned = paper.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(226, 226, 224))
    return turned.filter(ImageFilter.GaussianBlur(0.5))


def photographed(picture: Image.Image) -> Image.Image:
    """Return the page as photographed by hand: perspective, a shadow to one side, warm light."""
    width, height = picture.size
    corners = (
        width * -0.03,
        height * -0.03,
        width * -0.06,
        height * 1.04,
        width * 1.07,
        height * 1.02,
        width * 1.02,
        height * -0.05,
    )
    bent = picture.transform(
        picture.size,
        Image.Transform.QUAD,
        corners,
        Image.Resampling.BICUBIC,
        fillcolor=(96, 84, 70),
    )
    light = Image.linear_gradient("L").rotate(90).resize(picture.size).point(lambda v: 190 + v // 4)
    warm = Image.merge(
        "RGB", (light, light.point(lambda v: int(v * 0.985)), light.point(lambda v: int(v * 0.93)))
    )
    return ImageChops.multiply(bent, warm).filter(ImageFilter.GaussianBlur(0.6))


def as_pdf(pages: list[Image.Image], path: Path, title: str, quality: int = 52) -> None:
    """Write the pictures as a PDF, one a page, the same bytes each time."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor("样例/虚构")
    for picture in pages:
        buffer = BytesIO()
        picture.save(buffer, "JPEG", quality=quality, dpi=(DPI, DPI))
        buffer.seek(0)
        canvas.drawImage(ImageReader(buffer), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
