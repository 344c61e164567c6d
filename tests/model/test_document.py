from dataclasses import replace

from dossier_app.base.text import Lang
from dossier_app.model.document import (
    Attachment,
    Cell,
    Column,
    Document,
    Heading,
    PageBreak,
    PageRef,
    Pairs,
    Paragraph,
    Row,
    Table,
    content_hash,
    plain,
    with_pages,
)

REF = PageRef("ev-1#3", "注册证")
TABLE = Table((Column("页码"),), (Row((Cell(("第 ", REF, " 页")),)),))
DOCUMENT = Document(
    "bid",
    "投标支持文件",
    Lang.ZH,
    (
        Heading(1, "一"),
        Paragraph(("见第 ", REF, " 页")),
        Pairs((("页", (REF,)),)),
        TABLE,
        PageBreak(),
        Attachment("0" * 64, "注册证", "application/pdf", "ev-1"),
    ),
)


def test_page_references_become_the_numbers_of_the_other_file():
    paged = with_pages(DOCUMENT, {"ev-1#3": 42})
    assert paged.blocks[1] == Paragraph(("见第 42 页",))
    assert paged.blocks[2] == Pairs((("页", ("42",)),))
    assert next(paged.tables()).rows[0].cells[0].content == ("第 42 页",)
    assert paged.blocks[0] is DOCUMENT.blocks[0]


def test_a_page_that_was_not_drawn_shows_as_a_dash():
    assert with_pages(DOCUMENT, {}).blocks[2] == Pairs((("页", ("—",)),))


def test_plain_text_names_the_target():
    assert plain(("见 ", REF)) == "见 注册证"


def test_tables_and_attachments_are_found_in_order():
    assert list(DOCUMENT.tables()) == [TABLE]
    assert [a.anchor for a in DOCUMENT.attachments()] == ["ev-1"]


def test_the_hash_sees_every_word_but_not_the_number_made_from_it():
    same = content_hash((replace(DOCUMENT, number="abc"),))
    assert same == content_hash((DOCUMENT,))
    changed = replace(DOCUMENT, blocks=(Heading(1, "二"), *DOCUMENT.blocks[1:]))
    assert content_hash((changed,)) != same


def test_the_hash_tells_kinds_of_block_apart():
    a = replace(DOCUMENT, blocks=(Heading(1, "x", ""),))
    b = replace(DOCUMENT, blocks=(Paragraph(("x",)),))
    assert content_hash((a,)) != content_hash((b,))
