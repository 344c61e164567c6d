"""A PDF is what was laid out: pages, numbers, links, fonts, text, and the same bytes again."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from dossier_app.base.errors import BadInput, Cancelled, IntegrityBroken
from dossier_app.base.text import Lang, Text
from dossier_app.model.document import (
    Cell,
    Column,
    Document,
    Heading,
    Look,
    PageBreak,
    PageRef,
    Paragraph,
    Row,
    Table,
)
from dossier_app.writers.pdf import write_pdf
from tests.golden import compare
from tests.writers.made import LONG, document, pdf_file, table, whole, written


@pytest.fixture
def certificate(tmp_path: Path) -> dict[str, Path]:
    return {"a" * 64: pdf_file(tmp_path / "cert.pdf", ((595.0, 842.0),) * 2)}


def _lines(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def test_every_page_says_which_of_how_many_it_is(
    tmp_path: Path, certificate: dict[str, Path]
) -> None:
    facts = written(whole(), tmp_path / "a.pdf", certificate)
    pages = _lines(tmp_path / "a.pdf")
    assert len(pages) == facts.pages
    for number, text in enumerate(pages[1:], 2):
        assert f"第 {number} 页 共 {facts.pages} 页" in text
    assert "第 1 页" not in pages[0]


def test_english_pages_are_numbered_in_english(tmp_path: Path) -> None:
    written(document(Heading(1, "Scope"), Paragraph(("Text",)), lang=Lang.EN), tmp_path / "a.pdf")
    assert "Page 2 of 3" in _lines(tmp_path / "a.pdf")[1]


def test_a_cross_reference_is_the_page_where_its_target_stands(
    tmp_path: Path, certificate: dict[str, Path]
) -> None:
    facts = written(whole(), tmp_path / "a.pdf", certificate)
    pages = _lines(tmp_path / "a.pdf")
    printed = next(re.search(r"证书见第 (\d+) 页", text) for text in pages if "证书见第" in text)
    assert printed is not None
    assert "医疗器械注册证第1面" in pages[int(printed.group(1)) - 1]
    assert facts.anchors["cert"] == int(printed.group(1))


def test_every_link_leads_to_the_page_it_names(
    tmp_path: Path, certificate: dict[str, Path]
) -> None:
    written(whole(), tmp_path / "a.pdf", certificate)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        order = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        targets = [
            order[link.Dest[0].objgen] for page in pdf.pages for link in page.get("/Annots", [])
        ]
        flags = {int(link.F) for page in pdf.pages for link in page.get("/Annots", [])}
    assert len(targets) == 4 + 1 + 12
    assert set(targets) == {3, max(targets), max(targets) - 1}
    assert flags == {4}


def test_bookmarks_follow_the_headings(tmp_path: Path, certificate: dict[str, Path]) -> None:
    written(whole(), tmp_path / "a.pdf", certificate)
    with pikepdf.open(tmp_path / "a.pdf") as pdf, pdf.open_outline() as outline:
        titles = [(top.title, [child.title for child in top.children]) for top in outline.root]
    assert titles == [("一、技术响应", ["技术偏离表"]), ("二、资格文件", ["医疗器械注册证"])]


def test_the_same_tree_gives_the_same_bytes(tmp_path: Path, certificate: dict[str, Path]) -> None:
    written(whole(), tmp_path / "a.pdf", certificate)
    written(whole(), tmp_path / "b.pdf", certificate)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_only_the_title_is_told_about_the_file(
    tmp_path: Path, certificate: dict[str, Path]
) -> None:
    written(whole(), tmp_path / "a.pdf", certificate)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert dict(pdf.docinfo.items()) == {"/Title": pikepdf.String("投标支持文件")}
        assert pdf.Root.Lang == "zh-CN"
    assert b"reportlab" not in (tmp_path / "a.pdf").read_bytes().lower()


def test_all_fonts_are_embedded_and_helvetica_is_not_there(tmp_path: Path) -> None:
    written(document(Heading(1, "一"), Paragraph((LONG,))), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        fonts = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
        ]
        names = [str(font.BaseFont) for font in fonts]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
    assert names
    assert not any("Helvetica" in name for name in names)


def test_without_foreign_pages_the_file_claims_the_archive_form(tmp_path: Path) -> None:
    facts = written(document(Heading(1, "一"), Paragraph((LONG,))), tmp_path / "a.pdf")
    assert facts.standard == "PDF/A-2u"
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "U")
            assert metadata["dc:title"] == "投标支持文件"


def test_a_foreign_page_without_the_archive_form_takes_the_claim_away(
    tmp_path: Path, certificate: dict[str, Path]
) -> None:
    assert written(whole(), tmp_path / "a.pdf", certificate).standard == ""
    with pikepdf.open(tmp_path / "a.pdf") as pdf, pdf.open_metadata() as metadata:
        assert "pdfaid:part" not in metadata


def test_an_archive_attachment_keeps_the_claim(tmp_path: Path) -> None:
    written(document(Heading(1, "证书")), tmp_path / "archive.pdf")
    assert (
        written(whole(), tmp_path / "a.pdf", {"a" * 64: tmp_path / "archive.pdf"}).standard
        == "PDF/A-2u"
    )


def test_table_heads_stand_on_every_page_of_the_table(tmp_path: Path) -> None:
    written(document(Heading(1, "表"), table(60, anchor="")), tmp_path / "a.pdf")
    pages = [text for text in _lines(tmp_path / "a.pdf") if "★" in text]
    assert len(pages) > 5
    assert all("招标要求" in text and "投标响应" in text for text in pages)


def test_a_row_taller_than_a_page_is_split_and_nothing_is_lost(tmp_path: Path) -> None:
    written(document(Heading(1, "表"), table(2, lines=60, anchor="")), tmp_path / "a.pdf")
    pages = _lines(tmp_path / "a.pdf")
    shown = sum(text.replace("\n", "").count("灵敏度") for text in pages)
    assert shown == 2 * 61
    assert sum("★1" in text for text in pages) == 1


@pytest.mark.parametrize("filling", range(20, 32))
def test_a_heading_never_ends_a_page(tmp_path: Path, filling: int) -> None:
    blocks = [Paragraph((f"第{number}段",)) for number in range(filling)]
    source = document(*blocks, Heading(1, "甲标题"), Heading(2, "乙标题"), table(1, anchor=""))
    written(source, tmp_path / "a.pdf")
    for text in _lines(tmp_path / "a.pdf")[2:]:
        if "乙标题" in text:
            assert "甲标题" in text
            assert "★1" in text


def test_text_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    hostile = '<b>粗</b> & <img src="/etc/passwd"> &lt; </para>'
    written(document(Heading(1, hostile), Paragraph((hostile,))), tmp_path / "a.pdf")
    assert _lines(tmp_path / "a.pdf")[-1].count(hostile) == 2


def test_rare_and_high_characters_extract_as_typed(tmp_path: Path) -> None:
    rare = "𠮷䶮㛃𬭛☑✗😀①㎡℃"
    written(document(Heading(1, "人名"), Paragraph((rare,))), tmp_path / "a.pdf")
    assert rare in _lines(tmp_path / "a.pdf")[-1]


@pytest.mark.parametrize("character", ["\u200b", "א", "\u202e", "\x07", "\ud800", "\uffff", "🏳"])
def test_what_no_face_draws_is_refused_with_its_place(tmp_path: Path, character: str) -> None:
    rows = (Row((Cell(("好",)),)), Row((Cell((f"张{character}三",)),)))
    source = document(Heading(1, "人员"), Table((Column("姓名"),), rows, "人员表"))
    with pytest.raises(BadInput) as caught:
        written(source, tmp_path / "a.pdf")
    assert f"U+{ord(character):04X}" in caught.value.message.zh
    assert "表“人员表”第 2 行“姓名”" in caught.value.message.zh
    assert 'table "人员表", row 2' in caught.value.message.en
    assert list(tmp_path.iterdir()) == []


def test_a_reference_to_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="leads nowhere") as caught:
        written(document(Heading(1, "一"), Paragraph(("见", PageRef("lost")))), tmp_path / "a.pdf")
    assert caught.value.code == "PDF-REF"
    assert list(tmp_path.iterdir()) == []


def test_the_official_look_has_its_sizes_and_nothing_but_page_numbers(tmp_path: Path) -> None:
    source = Document(
        "ptr",
        "肺结节辅助检测软件",
        Lang.ZH,
        (Heading(1, "1 产品型号/规格"), Paragraph(("正文",)), PageBreak(), Heading(1, "附录A")),
        Look.OFFICIAL,
        header="医疗器械产品技术要求编号：",
        number="不应出现",
    )
    written(source, tmp_path / "a.pdf")
    pages = _lines(tmp_path / "a.pdf")
    assert [text.splitlines()[-1] for text in pages] == ["1/2", "2/2"]
    assert not any("不应出现" in text for text in pages)
    import pdfplumber

    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        sizes = {c["text"]: (round(c["size"]), c["fontname"]) for c in pdf.pages[0].chars}
    assert sizes["肺"][0] == 18
    assert "Serif" in sizes["肺"][1]
    assert "Bold" in sizes["医"][1]
    assert {sizes[c][0] for c in "医号正型"} == {12}


def test_a_summary_has_neither_cover_nor_contents(tmp_path: Path) -> None:
    source = document(Heading(1, "要点"), Paragraph((LONG,)), look=Look.SUMMARY)
    assert written(source, tmp_path / "a.pdf").pages == 1


def test_the_mark_is_on_every_page(tmp_path: Path, certificate: dict[str, Path]) -> None:
    from dataclasses import replace

    written(replace(whole(), mark="DRAFT"), tmp_path / "a.pdf", certificate)
    assert all("DRAFT" in text.replace("\n", "") for text in _lines(tmp_path / "a.pdf"))


def test_contents_name_the_page_of_each_heading(tmp_path: Path) -> None:
    parts = [(Heading(1, f"第{n}章"), Paragraph((LONG * 20,)), PageBreak()) for n in range(1, 60)]
    written(document(*(block for part in parts for block in part)), tmp_path / "a.pdf")
    pages = _lines(tmp_path / "a.pdf")
    contents = "\n".join(text for text in pages if "第1章" in text or "第40章" in text)
    for chapter in (1, 23, 59):
        number = re.search(rf"第{chapter}章\s*(\d+)", contents)
        assert number is not None
        assert f"第{chapter}章" in pages[int(number.group(1)) - 1]


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    written(document(Heading(1, "一"), Table(COLUMN, ())), tmp_path / "a.pdf")
    assert "（无）" in _lines(tmp_path / "a.pdf")[-1]


COLUMN = (Column("名称"), Column("值"))


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, what: Text | None = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(document(Heading(1, "一")), tmp_path / "a.pdf", files=Path, progress=Stop())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_lost_text_is_not_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier_app.writers.pdf import paint

    real = paint._Painter._words

    def forgetful(self: paint._Painter, op: paint.Words) -> None:
        if op.line != ("正文",):
            real(self, op)

    monkeypatch.setattr(paint._Painter, "_words", forgetful)
    with pytest.raises(IntegrityBroken, match="lacks the text"):
        written(document(Heading(1, "一"), Paragraph(("正文",))), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_a_lost_link_is_not_delivered(
    tmp_path: Path, certificate: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier_app.writers.pdf import paint

    monkeypatch.setattr(paint._Painter, "_link", lambda *_: None)
    with pytest.raises(IntegrityBroken, match="link"):
        written(whole(), tmp_path / "a.pdf", certificate)


def test_the_golden_text_of_a_whole_document(tmp_path: Path, certificate: dict[str, Path]) -> None:
    written(whole(), tmp_path / "a.pdf", certificate)
    compare.check("writers-whole-pdf", compare.pdf_text(tmp_path / "a.pdf"))
