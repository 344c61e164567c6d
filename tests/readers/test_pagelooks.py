"""What is seen on pages: pictures upright, logos passed over, other kinds refused."""

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dossier_app.base.errors import BadInput
from dossier_app.readers import pagelooks
from dossier_app.readers.pagelooks import look_at_pages, pages_to_plain


def shaded(width: int, height: int) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height))


def a_pdf(path: Path, *pictures: Image.Image) -> Path:
    canvas = Canvas(str(path))
    canvas.drawString(50, 800, "A page with words and pictures")
    for n, picture in enumerate(pictures):
        canvas.drawImage(ImageReader(picture), 50, 100 * n, 90, 90)
    canvas.save()
    return path


def test_a_page_tells_its_text_and_its_larger_pictures(tmp_path: Path) -> None:
    pictures = (
        shaded(100, 100),
        shaded(300, 300),
        shaded(900, 400),
        shaded(500, 500),
        shaded(400, 400),
    )
    (page,) = look_at_pages(a_pdf(tmp_path / "a.pdf", *pictures))
    assert page.text == "apagewithwordsandpictures"
    assert [(look.width, look.height) for look in page.pictures] == [
        (900, 400),
        (500, 500),
        (400, 400),
    ]
    assert len({look.digest for look in page.pictures}) == 3
    assert all(look.greys for look in page.pictures)


def test_a_blank_picture_tells_nothing(tmp_path: Path) -> None:
    Image.new("L", (600, 800), 250).save(tmp_path / "blank.png")
    (page,) = look_at_pages(tmp_path / "blank.png")
    assert page.pictures[0].greys == b""


def test_each_frame_of_a_scan_is_a_page_and_photographs_stand_upright(tmp_path: Path) -> None:
    first, second = shaded(600, 800), shaded(800, 600)
    first.save(tmp_path / "scan.tif", save_all=True, append_images=[second])
    pages = look_at_pages(tmp_path / "scan.tif", name="扫描件.tif")
    assert [(p.pictures[0].width, p.pictures[0].height) for p in pages] == [(600, 800), (800, 600)]
    exif = Image.Exif()
    exif[0x0112] = 6
    first.save(tmp_path / "photo.jpg", exif=exif)
    (page,) = look_at_pages(tmp_path / "photo.jpg")
    assert (page.pictures[0].width, page.pictures[0].height) == (800, 600)


def test_other_kinds_of_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadInput):
        look_at_pages(tmp_path / "a.csv")


def test_after_long_drawing_pictures_are_told_by_their_bytes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagelooks, "_DRAWING_SECONDS", 0.0)
    told = pages_to_plain(a_pdf(tmp_path / "a.pdf", shaded(300, 300)))
    ((_, _, digest, greys),) = told["pages"][0]["looks"]
    assert digest
    assert greys == ""
