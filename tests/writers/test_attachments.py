"""Evidence is merged upright, whole and marked, or refused by name."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader

from dossier_app.base.errors import BadInput
from dossier_app.base.paths import resources
from dossier_app.model.document import Attachment, Heading, PageRef, Paragraph, Picture
from dossier_app.writers.pdf import pictures
from tests.writers.made import document, pdf_file, written

KEY = "b" * 64


def _attached(path: Path, out: Path, **options: object) -> PdfReader:
    kind = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg"}.get(
        path.suffix, "image/tiff"
    )
    block = Attachment(KEY, "营业执照", kind, "licence", **options)  # type: ignore[arg-type] - options are passed on as they are
    written(document(Heading(1, "附件"), block), out, {KEY: path})
    return PdfReader(out)


def _scan(path: Path, *, angle: float = 0.0, size: tuple[int, int] = (827, 1169)) -> Path:
    face = ImageFont.truetype(str(resources() / "fonts" / "NotoSansSC-Regular.ttf"), 22)
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for line in range(20, size[1] - 40, 44):
        pen.text(
            (60, line), "统一社会信用代码 SAMPLE 营业执照 经营范围 样例", fill="black", font=face
        )
    picture.rotate(angle, fillcolor="white").save(path)
    return path


def test_pages_of_an_attachment_are_stamped_with_its_title_and_count(tmp_path: Path) -> None:
    source = pdf_file(tmp_path / "s.pdf", ((595.0, 842.0),) * 3)
    pages = [page.extract_text() for page in _attached(source, tmp_path / "a.pdf").pages[3:6]]
    for number, text in enumerate(pages, 1):
        assert "营业执照" in text
        assert f"{number} / 3" in text
        assert f"医疗器械注册证第{number}面" in text
        assert f"第 {number + 3} 页 共 6 页" in text


def test_the_stamp_does_not_cover_the_foreign_page(tmp_path: Path) -> None:
    _attached(pdf_file(tmp_path / "s.pdf"), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        placed = next(
            [float(value) for value in operands]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[-1])
            if str(operator) == "cm"
        )
    a, _, _, d, e, f = placed
    assert e >= 0
    assert e + a * 595 <= 595.3
    assert f >= 40
    assert f + d * 842 <= 841.9 - 40


def test_only_the_chosen_pages_are_taken(tmp_path: Path) -> None:
    source = pdf_file(tmp_path / "s.pdf", ((595.0, 842.0),) * 5)
    reader = _attached(source, tmp_path / "a.pdf", pages=(2, 4))
    text = "".join(page.extract_text() for page in reader.pages)
    assert [n for n in range(1, 6) if f"注册证第{n}面" in text] == [2, 4]


def test_a_landscape_page_gets_a_landscape_sheet(tmp_path: Path) -> None:
    reader = _attached(pdf_file(tmp_path / "s.pdf", ((842.0, 595.0),)), tmp_path / "a.pdf")
    assert reader.pages[-1].mediabox.width > reader.pages[-1].mediabox.height


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_stands_upright(tmp_path: Path, turn: int) -> None:
    pdf_file(tmp_path / "plain.pdf", ((842.0, 595.0) if turn != 180 else (595.0, 842.0),))
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        pdf.pages[0].rotate(turn, relative=False)
        pdf.save(tmp_path / "s.pdf")
    reader = _attached(tmp_path / "s.pdf", tmp_path / "a.pdf")
    assert reader.pages[-1].rotation == 0
    assert reader.pages[-1].mediabox.height > reader.pages[-1].mediabox.width
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        box = [c for c in pdf.pages[-1].chars if c["text"] == "医"]
    assert len(box) == 1
    assert 0 < box[0]["x0"] < 595
    assert 40 < box[0]["top"] < 800


def test_a_quoted_sentence_is_boxed_where_it_stands(tmp_path: Path) -> None:
    boxes = ((1, "用于胸部CT影像的肺结节检测", "对应★3"),)
    reader = _attached(pdf_file(tmp_path / "s.pdf"), tmp_path / "a.pdf", boxes=boxes)
    assert "对应★3" in reader.pages[-1].extract_text().replace("\n", "")
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        page = pdf.pages[-1]
        red = [r for r in page.rects if r["stroke"] and r["linewidth"] == pytest.approx(1.1)]
        first = next(c for c in page.chars if c["text"] == "胸")
    assert len(red) == 1
    assert red[0]["x0"] <= first["x0"]
    assert red[0]["top"] <= first["top"]
    assert red[0]["bottom"] >= first["bottom"]


def test_a_quotation_that_is_not_found_becomes_a_margin_note(tmp_path: Path) -> None:
    boxes = ((1, "并不存在的句子", ""),)
    reader = _attached(pdf_file(tmp_path / "s.pdf"), tmp_path / "a.pdf", boxes=boxes)
    assert "并不存在的句子" in reader.pages[-1].extract_text().replace("\n", "")


def test_a_filled_stamp_of_the_foreign_page_is_kept(tmp_path: Path) -> None:
    pdf_file(tmp_path / "plain.pdf")
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        look = pdf.make_stream(b"0 1 0 rg 0 0 40 40 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, 40, 40]
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=[100, 100, 140, 140],
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(stamp)]))
        pdf.save(tmp_path / "s.pdf")
    _attached(tmp_path / "s.pdf", tmp_path / "a.pdf")
    import pypdfium2

    shown = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    picture = shown[len(shown) - 1].render().to_pil().convert("RGB")
    colours = dict((c, n) for n, c in picture.getcolors(1 << 20))
    assert colours.get((0, 255, 0), 0) > 500


def test_scripts_of_the_foreign_file_stay_behind(tmp_path: Path) -> None:
    pdf_file(tmp_path / "plain.pdf")
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.pages[0].AA = pikepdf.Dictionary(O=script)
        pdf.Root.OpenAction = script
        pdf.save(tmp_path / "s.pdf")
    _attached(tmp_path / "s.pdf", tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert "/OpenAction" not in pdf.Root
        assert not any(isinstance(o, pikepdf.Dictionary) and "/JS" in o for o in pdf.objects)


@pytest.mark.parametrize("name", ["s.png", "s.jpg", "s.tif"])
def test_pictures_fill_a_page_of_their_own(tmp_path: Path, name: str) -> None:
    reader = _attached(_scan(tmp_path / name), tmp_path / "a.pdf")
    assert len(reader.pages[-1].images) == 1 or "/XObject" in reader.pages[-1]["/Resources"]
    assert "营业执照" in reader.pages[-1].extract_text()


def test_every_frame_of_a_scan_is_taken(tmp_path: Path) -> None:
    frames = [Image.open(_scan(tmp_path / f"{n}.png")).convert("1") for n in range(3)]
    frames[0].save(tmp_path / "s.tif", save_all=True, append_images=frames[1:])
    assert len(_attached(tmp_path / "s.tif", tmp_path / "a.pdf").pages) == 3 + 3


def test_a_skewed_scan_is_turned_level_and_a_level_one_left_alone(tmp_path: Path) -> None:
    with Image.open(_scan(tmp_path / "k.png", angle=3.0)) as skewed:
        assert pictures.skew(skewed) == pytest.approx(-3.0, abs=0.6)
    with Image.open(_scan(tmp_path / "l.png")) as level:
        assert pictures.skew(level) == 0.0
    assert pictures.skew(Image.effect_noise((400, 500), 60).convert("L")) == 0.0


def test_a_photograph_lying_on_its_side_is_turned_and_loses_its_properties(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    Image.new("RGB", (400, 200), "red").save(tmp_path / "s.jpg", exif=exif)
    reader = _attached(tmp_path / "s.jpg", tmp_path / "a.pdf")
    assert reader.pages[-1].mediabox.height > reader.pages[-1].mediabox.width
    assert b"secret place" not in (tmp_path / "a.pdf").read_bytes()


def test_a_transparent_picture_lies_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 300), (0, 0, 0, 0)).save(tmp_path / "s.png")
    made = pictures.upright_jpeg(tmp_path / "s.png", "x")
    (tmp_path / "o.jpg").write_bytes(made)
    with Image.open(tmp_path / "o.jpg") as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_in_the_text_stands_with_its_caption(tmp_path: Path) -> None:
    picture = Picture(KEY, "图1 现场", "image/png")
    source = document(Heading(1, "一"), picture, Paragraph(("见", PageRef("_heading0", ""))))
    written(source, tmp_path / "a.pdf", {KEY: _scan(tmp_path / "s.png")})
    assert "图1 现场" in PdfReader(tmp_path / "a.pdf").pages[-1].extract_text()


def _broken(kind: str, path: Path) -> str:
    whole = pdf_file(path.with_name("whole.pdf")).read_bytes()
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_bytes(b"This is no PDF at all.")
        case "cut":
            path.write_bytes(whole[: len(whole) // 2])
        case "locked":
            with pikepdf.open(path.with_name("whole.pdf")) as pdf:
                pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
        case "half picture":
            Image.effect_noise((600, 800), 90).save(path, "JPEG")
            path.write_bytes(path.read_bytes()[:4000])
            return "image/jpeg"
        case "no picture":
            path.write_bytes(b"GIF89a nothing")
            return "image/png"
        case "huge picture":
            Image.new("1", (9000, 9000)).save(path, "PNG")
            return "image/png"
        case _:
            path.write_bytes(b"PK\x03\x04")
            return "application/zip"
    return "application/pdf"


@pytest.mark.parametrize(
    "kind",
    ["empty", "text", "cut", "locked", "half picture", "no picture", "huge picture", "zip"],
)
def test_what_cannot_be_merged_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    path, out = tmp_path / "in" / "s", tmp_path / "out" / "a.pdf"
    path.parent.mkdir()
    out.parent.mkdir()
    media_type = _broken(kind, path)
    block = Attachment(KEY, "营业执照", media_type, "licence")
    with pytest.raises(BadInput) as caught:
        written(document(Heading(1, "附件"), block), out, {KEY: path})
    assert "营业执照" in caught.value.message.zh
    assert "营业执照" in caught.value.message.en
    assert list(out.parent.iterdir()) == []


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no page 7"):
        _attached(pdf_file(tmp_path / "s.pdf"), tmp_path / "a.pdf", pages=(7,))


def test_restrictions_and_signatures_are_told(tmp_path: Path) -> None:
    pdf_file(tmp_path / "plain.pdf")
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        pdf.save(tmp_path / "s.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    block = Attachment(KEY, "检验报告", "application/pdf", "report")
    facts = written(
        document(Heading(1, "附件"), block), tmp_path / "a.pdf", {KEY: tmp_path / "s.pdf"}
    )
    assert [("权限限制" in n.zh, "电子签名" in n.zh) for n in facts.notes] == [
        (True, False),
        (False, True),
    ]
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert not pdf.is_encrypted
