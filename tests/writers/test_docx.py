"""A Word document holds the same tree, with live page fields and the same bytes again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from dossier_app.base.errors import BadInput, IntegrityBroken
from dossier_app.base.text import Lang
from dossier_app.model.document import (
    Attachment,
    Document,
    Heading,
    Look,
    PageBreak,
    PageRef,
    Paragraph,
    Picture,
)
from dossier_app.writers.docx import readback, write_docx
from dossier_app.writers.zipped import FIXED_DATE
from tests.golden import compare
from tests.writers.made import document, entry_dates, table, whole


def _xml(path: Path, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_headings_tables_and_text_are_all_there(tmp_path: Path) -> None:
    facts = write_docx(whole(), tmp_path / "a.docx", Path)
    assert facts.rows == 13 + 2
    compare.check("writers-whole-docx", compare.word_paragraphs(tmp_path / "a.docx"))


def test_page_references_are_fields_on_bookmarks(tmp_path: Path) -> None:
    source = document(
        Heading(1, "甲", "first"),
        Paragraph(("见 ", PageRef("first", "甲"), "，", PageRef("lost", "乙"))),
    )
    write_docx(source, tmp_path / "a.docx", Path)
    xml = _xml(tmp_path / "a.docx")
    assert 'w:name="a1"' in xml
    assert "PAGEREF a1 \\h" in xml
    assert xml.count("PAGEREF") == 1
    assert ">乙<" in xml
    assert "updateFields" in _xml(tmp_path / "a.docx", "word/settings.xml")


def test_a_reference_without_title_is_the_number_alone(tmp_path: Path) -> None:
    source = document(
        Heading(1, "甲", "first"), Paragraph(("第 ", PageRef("first"), " 页")), lang=Lang.EN
    )
    write_docx(source, tmp_path / "a.docx", Path)
    assert "(p. " not in _xml(tmp_path / "a.docx")


def test_table_heads_are_repeated(tmp_path: Path) -> None:
    write_docx(document(table(3)), tmp_path / "a.docx", Path)
    assert _xml(tmp_path / "a.docx").count("w:tblHeader") == 1


def test_the_official_form_names_its_fonts_and_sizes(tmp_path: Path) -> None:
    blocks = (Heading(1, "2 性能指标"), Paragraph(("2.1 正文",)), PageBreak(), Heading(1, "附录A"))
    source = Document(
        "ptr",
        "软件",
        Lang.ZH,
        blocks,
        Look.OFFICIAL,
        header="医疗器械产品技术要求编号：",
        number="无",
    )
    write_docx(source, tmp_path / "a.docx", Path)
    word = docx.Document(str(tmp_path / "a.docx"))
    assert [p.text for p in word.paragraphs[:2]] == ["医疗器械产品技术要求编号：", "软件"]
    assert word.paragraphs[1].runs[0].font.size.pt == 18
    assert word.paragraphs[1].runs[0].font.bold
    assert word.styles["Heading 1"].font.size.pt == 12
    assert 'w:eastAsia="宋体"' in _xml(tmp_path / "a.docx")
    footer = "".join(
        _xml(tmp_path / "a.docx", n)
        for n in zipfile.ZipFile(tmp_path / "a.docx").namelist()
        if "footer" in n
    )
    assert "NUMPAGES" in footer
    assert "无" not in footer
    assert all(not p.text for p in word.sections[0].header.paragraphs)


def test_pictures_are_upright_and_attachments_named(tmp_path: Path) -> None:
    Image.new("RGB", (80, 60), "blue").save(tmp_path / "p.png")
    source = document(
        Heading(1, "图"),
        Picture("c" * 64, "图1", "image/png"),
        Attachment("d" * 64, "营业执照", "application/pdf", "licence"),
    )
    write_docx(source, tmp_path / "a.docx", {"c" * 64: tmp_path / "p.png"}.__getitem__)
    word = docx.Document(str(tmp_path / "a.docx"))
    assert len(word.inline_shapes) == 1
    assert any("营业执照" in p.text for p in word.paragraphs)


def test_the_same_tree_gives_the_same_bytes(tmp_path: Path) -> None:
    write_docx(whole(), tmp_path / "a.docx", Path)
    write_docx(whole(), tmp_path / "b.docx", Path)
    assert entry_dates(tmp_path / "a.docx") == {FIXED_DATE}
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_nobody_is_named_in_the_properties(tmp_path: Path) -> None:
    write_docx(whole(), tmp_path / "a.docx", Path)
    properties = docx.Document(str(tmp_path / "a.docx")).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "投标支持文件"


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"U\+0000"):
        write_docx(document(Heading(1, "a\x00")), tmp_path / "a.docx", Path)
    assert list(tmp_path.iterdir()) == []


def test_lost_text_is_noticed(tmp_path: Path) -> None:
    write_docx(document(Heading(1, "甲")), tmp_path / "a.docx", Path)
    with pytest.raises(IntegrityBroken, match="乙"):
        readback.prove(tmp_path / "a.docx", document(Heading(1, "甲乙")))
