from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from dossier_app.base.errors import BadInput
from dossier_app.readers.evidence import (
    EvidenceFacts,
    fold,
    fold_close,
    inspect,
    inspect_all,
    inspect_here,
)
from dossier_app.readers.limits import LIMITS, MB, Limits


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = tmp_path / "注册证.pdf"
    canvas = Canvas(str(path))
    for page in ("医疗器械注册证", "适用范围：肺结节辅助检测"):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(72, 700, page)
        canvas.showPage()
    canvas.save()
    return path


def _codes(facts: EvidenceFacts) -> list[str]:
    return [finding.code for finding in facts.findings]


def _refused(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(BadInput) as caught:
        inspect_here(path, limits)
    assert path.name in caught.value.message.zh
    return caught.value.code


def test_pdf_gives_pages_and_text_through_the_child(certificate: Path) -> None:
    facts = inspect(certificate)
    assert facts == inspect_here(certificate)
    assert (facts.media_type, facts.pages) == ("application/pdf", 2)
    assert facts.pages_with("适用 范围") == (2,)
    assert facts.pages_with("没有这句") == ()
    assert facts.pages_with(" ") == ()
    assert _codes(facts) == []


def test_many_files_are_read_in_few_children_and_told_in_order(
    certificate: Path, tmp_path: Path
) -> None:
    paths = []
    for at in range(5):
        paths.append(tmp_path / f"{at}.txt")
        paths[-1].write_text(f"第{at}份说明", encoding="utf-8")
    paths.insert(2, certificate)
    assert inspect_all(paths) == [inspect_here(path) for path in paths]
    assert inspect_all([]) == []


def test_one_bad_file_among_many_is_named(certificate: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(certificate.read_bytes()[:700])
    with pytest.raises(BadInput) as caught:
        inspect_all([certificate, certificate, bad])
    assert (caught.value.code, caught.value.place) == (_refused(bad), bad.name)


def test_files_too_much_for_one_child_are_read_one_by_one(tmp_path: Path) -> None:
    paths = []
    for at in range(3):  # two together beyond what one child may answer
        paths.append(tmp_path / f"{at}.txt")
        paths[-1].write_text(f"{at}" + "长" * 300, encoding="utf-8")
    assert [facts.texts[0][0] for facts in inspect_all(paths, limits=Limits(result=3000))] == list(
        "012"
    )


def test_radicals_are_found_as_the_characters_they_look_like() -> None:
    assert fold("⽇期") == "日期"
    assert fold("⻓度⻋") == "长度车"
    assert fold("ＣＴ①") == "ct1"
    assert fold_close("医疗\n器 械") == "医疗器械"


def test_scan_and_blank_pages_are_named(tmp_path: Path, certificate: Path) -> None:
    scan = tmp_path / "scan.pdf"
    Image.new("RGB", (300, 400), "white").save(scan)
    assert _codes(inspect_here(scan)) == ["READ-12"]
    mixed = tmp_path / "mixed.pdf"
    with pikepdf.open(certificate) as pdf, pikepdf.open(scan) as other:
        pdf.pages.append(other.pages[0])
        pdf.save(mixed)
    facts = inspect_here(mixed)
    assert _codes(facts) == ["READ-17"]
    assert "3" in facts.findings[0].message.zh


def test_protected_pdf_is_refused_and_restricted_one_noted(
    tmp_path: Path, certificate: Path
) -> None:
    locked, limited = tmp_path / "locked.pdf", tmp_path / "limited.pdf"
    with pikepdf.open(certificate) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
        pdf.save(limited, encryption=pikepdf.Encryption(user="", owner="b"))
    assert _refused(locked) == "PDF-02"
    assert _codes(inspect_here(limited)) == ["READ-11"]


def test_damaged_pdf_is_read_with_a_warning_or_refused(tmp_path: Path, certificate: Path) -> None:
    content = certificate.read_bytes()
    repaired = tmp_path / "repaired.pdf"
    repaired.write_bytes(
        content[: content.rindex(b"startxref")] + b"startxref\n7\n%%EOF" + b"\0" * 3000
    )
    assert "READ-10" in _codes(inspect_here(repaired))
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(content[: content.rindex(b"xref")])
    assert _refused(cut) == "PDF-07"
    dead = tmp_path / "dead.pdf"
    dead.write_bytes(b"%PDF-1.4\nnothing")
    assert _refused(dead) == "PDF-01"


def test_scripts_attachments_and_signatures_are_named(tmp_path: Path, certificate: Path) -> None:
    path = tmp_path / "active.pdf"
    with pikepdf.open(certificate) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.attachments["a.txt"] = b"x"
        pdf.Root.Probe = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig))
        pdf.save(path)
    assert _codes(inspect_here(path)) == ["READ-13", "READ-14", "READ-15"]


def test_pages_at_the_limit(certificate: Path) -> None:
    assert inspect_here(certificate, Limits(pdf_pages=2)).pages == 2
    assert _refused(certificate, Limits(pdf_pages=1)) == "PDF-04"


def test_revisions_at_the_limit(tmp_path: Path, certificate: Path) -> None:
    at, beyond = tmp_path / "at.pdf", tmp_path / "beyond.pdf"
    content = certificate.read_bytes()
    start = content[content.rindex(b"startxref") :]
    at.write_bytes(content + start * (LIMITS.pdf_revisions - 1))
    beyond.write_bytes(content + start * LIMITS.pdf_revisions)
    assert inspect_here(at).pages == 2
    assert _refused(beyond) == "PDF-05"


@pytest.mark.parametrize("double", [False, True])
def test_content_that_inflates_beyond_the_limit_is_refused(tmp_path: Path, double: bool) -> None:
    def made(name: str, size: int) -> Path:
        content = zlib.compress(b" " * size)
        pdf = pikepdf.new()
        pdf.add_blank_page()
        stream = pdf.make_stream(b"")
        names = [pikepdf.Name.FlateDecode] * (2 if double else 1)
        stream.write(zlib.compress(content) if double else content, filter=pikepdf.Array(names))
        pdf.pages[0].obj.Contents = pikepdf.Array([stream])
        pdf.save(tmp_path / name, compress_streams=False)
        return tmp_path / name

    small = Limits(content_stream=MB)
    assert inspect_here(made("at.pdf", MB), small).pages == 1
    assert _refused(made("beyond.pdf", MB + 1), small) == "PDF-06"


def test_pictures_are_measured_and_coarse_ones_noted(tmp_path: Path) -> None:
    fine, coarse = tmp_path / "fine.png", tmp_path / "coarse.jpg"
    Image.new("L", (1700, 2400), 255).save(fine, dpi=(300, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("L", (600, 800), 255).save(coarse, exif=exif)
    facts = inspect(fine)
    assert (facts.media_type, facts.pages, facts.width, facts.height, facts.dpi) == (
        "image/png",
        1,
        1700,
        2400,
        300,
    )
    assert _codes(facts) == []
    assert _codes(inspect_here(coarse)) == ["READ-21", "READ-20"]


def test_pages_of_a_tiff_are_counted_and_bounded(tmp_path: Path) -> None:
    path = tmp_path / "fax.tiff"
    pages = [Image.new("1", (1700, 2400), 1) for _ in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert inspect_here(path, Limits(image_frames=3)).pages == 3
    assert _refused(path, Limits(image_frames=2)) == "IMG-04"


def test_picture_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (100, 50)).save(path)
    assert inspect_here(path, Limits(image_side=100, image_pixels=5000)).width == 100
    assert _refused(path, Limits(image_side=99)) == "IMG-03"
    assert _refused(path, Limits(image_pixels=4999)) == "IMG-02"


def test_true_picture_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (LIMITS.image_side, 3000)).save(path)
    assert inspect_here(path).width == LIMITS.image_side
    Image.new("1", (LIMITS.image_side + 1, 1)).save(path)
    assert _refused(path) == "IMG-03"
    Image.new("1", (LIMITS.image_side, 3001)).save(path)
    assert _refused(path) == "IMG-02"


def test_half_a_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.jpg"
    Image.effect_noise((400, 400), 90).save(path)
    path.write_bytes(path.read_bytes()[:-5000])
    assert _refused(path) == "IMG-01"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.gif", b"GIF89a", "IMG-05"),
        ("a.svg", b"<svg xmlns='x'/>", "IMG-05"),
        ("a.heic", b"0000ftypheic", "IMG-05"),
        ("a.exe", b"MZ", "IMG-05"),
        ("a.json", b"{}", "IMG-05"),
        ("a.rtf", b"{\\rtf1}", "DOC-06"),
        ("a.png", b"", "FILE-01"),
    ],
)
def test_other_kinds_are_no_evidence(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _refused(path) == code


def test_office_files_give_their_words(make_xlsx, make_docx, tmp_path: Path) -> None:
    book = inspect_here(make_xlsx({"表": [["灵敏度", "95%"]]}))
    assert (book.pages, "灵敏度" in book.texts[0]) == (0, True)
    assert "承诺书" in inspect_here(make_docx(["承诺书"])).texts[0]
    plain = tmp_path / "a.txt"
    plain.write_text("说明，文字", encoding="utf-8")
    assert inspect_here(plain).media_type == "text/plain"
