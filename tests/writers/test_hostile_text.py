"""What users type is data in every sink: it comes out as typed, or is refused with its place."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Lang
from dossier_app.model.document import Cell, Column, Document, Heading, Paragraph, Row, Table
from dossier_app.writers.docx import write_docx
from dossier_app.writers.fonts import undrawable
from dossier_app.writers.xlsx import write_workbook
from tests.writers.made import written

NAUGHTY = (
    "<b>bold</b>",
    '<img src="http://example.invalid/x.png">',
    '<img src="/etc/passwd"/>',
    '<a href="javascript:alert(1)">x</a>',
    "</para></document>",
    "&amp; & &#x41; &lt;",
    "]]><!--",
    '=HYPERLINK("http://example.invalid","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "＝１＋１",
    "#REF!",
    "%s%n{0}{p0}${x}",
    "\\n\\x41 C:\\new\\table",
    "(paren) ) ( \\( unbalanced",
    "NULL nil None undefined",
    "'; DROP TABLE x; --",
    "𠮷野家",
    "䶮 㛃 𬭛 𫚭",
    "☐ ☑ ✔ ✗ ★▲△※＊",
    "😀",
    "①②③ ㎡ ℃ ‰ ≥≤± µm Ω α β γ",
    "“双引号”‘单引号’……——·《》",
    "ñ Ä ß ø ț Ж",
    "　全角　空格　",
    "1.10",
    "007",
    "多行\n第二行",
    "制表\t符",
    "é e\u0301",
    "樂 U+F914: \uf914",
)
REFUSED = ("\x00", "\x07", "\x1b[0m", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff")


def _document(text: str) -> Document:
    rows = (Row((Cell((text,)), Cell(("尾",)))),)
    table = Table((Column("原文"), Column("x")), rows, "", "表")
    return Document(
        "d", "题", Lang.ZH, (Heading(1, "一"), Paragraph((text,)), table), contents=False
    )


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("text", NAUGHTY)
def test_in_pdf_as_typed_or_refused(text: str, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    if undrawable(text):
        with pytest.raises(BadInput, match=r"U\+"):
            written(_document(text), target)
        return
    written(_document(text), target)
    shown = _bare("".join(page.extract_text() for page in PdfReader(target).pages))
    assert shown.count(_bare(text)) == 2


def test_of_these_only_a_compatibility_character_lacks_a_glyph() -> None:
    assert "".join(undrawable(text) for text in NAUGHTY) == "\uf914"


@pytest.mark.parametrize("text", NAUGHTY)
def test_in_excel_as_typed(text: str, tmp_path: Path) -> None:
    write_workbook([_document(text)], tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx")["表"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("text", NAUGHTY)
def test_in_word_as_typed(text: str, tmp_path: Path) -> None:
    write_docx(_document(text), tmp_path / "a.docx", Path)
    word = docx.Document(str(tmp_path / "a.docx"))
    assert text in [paragraph.text for paragraph in word.paragraphs]
    assert word.tables[0].cell(1, 0).text == text


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("sink", ["pdf", "xlsx", "docx"])
def test_control_characters_are_refused_with_their_place(
    sink: str, text: str, tmp_path: Path
) -> None:
    writers = {
        "pdf": lambda target: written(_document(text), target),
        "xlsx": lambda target: write_workbook([_document(text)], target),
        "docx": lambda target: write_docx(_document(text), target, Path),
    }
    with pytest.raises(BadInput) as caught:
        writers[sink](tmp_path / f"a.{sink}")
    assert "“一”下的正文" in caught.value.message.zh
    assert list(tmp_path.iterdir()) == []
