"""Foreign files that would fill the memory are refused; what is kept of evidence never shows in the bytes."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from dossier_app.base.errors import BadInput
from dossier_app.model.document import Attachment, Document, Heading
from dossier_app.writers.pdf import guard, known, pictures
from dossier_app.writers.pdf.guard import MAX_STREAM, unpacked
from dossier_app.writers.pdf.known import Kept
from tests.writers.made import document, pdf_file, written

KEY = "d" * 64
_RAW = b"q 1 0 0 1 0 0 cm Q\n"


def _packed(tmp_path: Path, raw: bytes, *filters: str, as_form: bool = False) -> Path:
    """Write a PDF of one page whose contents (or a form on it) are `raw` behind `filters`."""
    path = tmp_path / "hostile.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        names = pikepdf.Array([pikepdf.Name(name) for name in filters])
        stream = pdf.make_stream(_RAW)
        stream.write(raw, filter=names)
        if as_form:
            stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            stream.BBox = pikepdf.Array([0, 0, 10, 10])
            page.add_resource(stream, pikepdf.Name.XObject, pikepdf.Name("/F"))
        else:
            page.obj.Contents = stream
        pdf.save(path, compress_streams=False)
    return path


def _attached(path: Path, **options: object) -> Document:
    media_type = "application/pdf" if path.suffix == ".pdf" else "image/png"
    return document(
        Heading(1, "附件"),
        Attachment(KEY, "检验报告", media_type, "x", **options),  # type: ignore[arg-type] - options are passed on as they are
    )


def _refusal(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        written(_attached(path), path.with_name("out.pdf"), {KEY: path})
    assert not path.with_name("out.pdf").exists()
    assert "检验报告" in caught.value.message.zh
    return caught.value


def _spaces(size: int) -> bytes:
    return zlib.compress(b" " * size, 9)


def test_a_page_that_unpacks_to_the_limit_is_merged(tmp_path: Path) -> None:
    path = _packed(tmp_path, _spaces(MAX_STREAM), "/FlateDecode")
    with pikepdf.open(path) as pdf:
        guard.refuse_hostile(pdf, "检验报告")


def test_a_page_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    refused = _refusal(_packed(tmp_path, _spaces(MAX_STREAM + 1), "/FlateDecode"))
    assert refused.code == "PDF-BOMB"
    assert "第 1 页" in refused.message.zh


def test_a_form_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = _packed(tmp_path, _spaces(MAX_STREAM + 1), "/FlateDecode", as_form=True)
    assert _refusal(path).code == "PDF-BOMB"


def test_data_packed_twice_is_refused_without_unpacking_it_whole(tmp_path: Path) -> None:
    inner = zlib.compress(b" " * (256 << 20), 9)
    path = _packed(tmp_path, zlib.compress(inner, 9), "/FlateDecode", "/FlateDecode")
    assert path.stat().st_size < 100_000
    assert _refusal(path).code == "PDF-BOMB"


def test_many_pages_are_refused_by_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pdf_file(tmp_path / "three.pdf", ((595.0, 842.0),) * 3)
    monkeypatch.setattr(guard, "MAX_PAGES", 3)
    written(_attached(path), tmp_path / "fits.pdf", {KEY: path})
    known.forget()
    monkeypatch.setattr(guard, "MAX_PAGES", 2)
    assert _refusal(path).code == "PDF-PAGES"


def test_a_large_file_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pdf_file(tmp_path / "s.pdf")
    monkeypatch.setattr(guard, "MAX_BYTES", path.stat().st_size)
    written(_attached(path), tmp_path / "fits.pdf", {KEY: path})
    known.forget()
    monkeypatch.setattr(guard, "MAX_BYTES", path.stat().st_size - 1)
    assert _refusal(path).code == "PDF-SIZE"


def test_a_picture_longer_than_the_limit_is_refused(tmp_path: Path) -> None:
    Image.new("1", (20_001, 4), 1).save(tmp_path / "long.png")
    assert _refusal(tmp_path / "long.png").code == "PICTURE-SIZE"
    Image.new("1", (20_000, 4), 1).save(tmp_path / "fits.png")
    pictures.as_pdf(tmp_path / "fits.png", tmp_path / "fits.pdf", "x")


def _lzw(data: bytes) -> bytes:
    """Pack as the PDF reference says: clear code first, codes of 9 to 12 bits, the width changing early."""
    table = {bytes([n]): n for n in range(256)}
    bits, word = f"{256:09b}", b""

    def width() -> int:
        return min(12, (len(table) + 2).bit_length())

    for byte in data:
        if word + bytes([byte]) in table:
            word += bytes([byte])
            continue
        bits += format(table[word], f"0{width()}b")
        table[word + bytes([byte])] = len(table) + 2
        word = bytes([byte])
        if len(table) + 2 >= 4095:
            bits += format(256, "012b")
            table = {bytes([n]): n for n in range(256)}
    bits += format(table[word], f"0{width()}b")
    bits += format(257, f"0{min(12, (len(table) + 3).bit_length())}b")
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"abcabcabcabd" * 700, "/LZWDecode"),
        (bytes(range(256)) * 90, "/LZWDecode"),
        (b" " * 70_000, "/LZWDecode"),
    ],
)
def test_the_size_behind_lzw_is_told_from_its_codes(tmp_path: Path, data: bytes, name: str) -> None:
    with pikepdf.open(_packed(tmp_path, _lzw(data), name)) as pdf:
        assert pdf.pages[0].obj.Contents.read_bytes() == data
    assert guard._lzw_size(_lzw(data)) == len(data)


def test_the_size_behind_run_lengths_is_told_from_the_runs() -> None:
    assert guard._run_size(bytes([2, 65, 66, 67, 255, 66, 129, 67, 128, 9, 9])) == 3 + 2 + 128


def test_ascii_wrapping_is_taken_off_before_measuring(tmp_path: Path) -> None:
    from base64 import a85encode

    raw = a85encode(_spaces(MAX_STREAM + 1)) + b"~>"
    with pikepdf.open(_packed(tmp_path, raw, "/ASCII85Decode", "/FlateDecode")) as pdf:
        assert unpacked(pdf.pages[0].obj.Contents) > MAX_STREAM


def test_damaged_data_counts_as_far_as_it_unpacks() -> None:
    whole = _spaces(8 << 20)
    assert sum(map(len, guard._inflated(whole[: len(whole) // 2] + b"\xff" * 40))) <= 8 << 20
    assert guard._from_ascii85(b"\x80\x81") == b"\x80\x81"


def test_warm_and_cold_exports_are_the_same_bytes(tmp_path: Path) -> None:
    scan = Image.new("L", (600, 800), 255)
    scan.paste(0, (60, 80, 540, 90))
    scan.save(tmp_path / "scan.png")
    for path, boxes in ((pdf_file(tmp_path / "s.pdf"), ((1, "医疗器械注册证", "见此"),)),
                        (tmp_path / "scan.png", ())):  # fmt: skip
        known.forget()
        outs = []
        for name in ("cold.pdf", "warm.pdf"):
            written(_attached(path, boxes=boxes), tmp_path / name, {KEY: path})
            outs.append((tmp_path / name).read_bytes())
        assert outs[0] == outs[1]


def test_changed_bytes_under_the_same_name_are_read_again(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "s.pdf", ((595.0, 842.0),))
    written(_attached(path), tmp_path / "one.pdf", {KEY: path})
    pdf_file(path, ((595.0, 842.0),) * 2)
    os.utime(path, ns=(1, 1))
    written(_attached(path), tmp_path / "two.pdf", {KEY: path})
    with pikepdf.open(tmp_path / "one.pdf") as one, pikepdf.open(tmp_path / "two.pdf") as two:
        assert len(two.pages) == len(one.pages) + 1


def test_what_is_kept_stays_within_its_weight() -> None:
    kept: Kept[bytes] = Kept(10, len)
    kept.keep("a", b"1234")
    kept.keep("b", b"1234")
    assert kept.find("a") == b"1234"
    kept.keep("c", b"1234")
    assert (kept.find("a"), kept.find("b"), kept.find("c")) == (b"1234", None, b"1234")
    kept.keep("c", b"12345")
    assert kept.weight == 9
    kept.keep("huge", b"x" * 11)
    assert (kept.weight, kept.find("huge")) == (9, None)
