"""The comparators themselves: each can fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang
from dossier_app.model.document import Cell, Column, Document, Heading, Paragraph, Row, Table
from dossier_app.writers.docx import write_docx
from dossier_app.writers.pdf import write_pdf
from dossier_app.writers.xlsx import write_workbook
from tests.golden import compare


def _document(answer: str) -> Document:
    table = Table(
        (Column("条款"), Column("响应")), (Row((Cell(("★1",)), Cell((answer,)))),), "表1", "偏离表"
    )
    return Document(
        "d", "标题", Lang.ZH, (Heading(1, "一、总则"), Paragraph((f"正文{answer}",)), table)
    )


def _write(kind: str, document: Document, target: Path) -> compare.Facts:
    match kind:
        case "pdf":
            write_pdf(document, target, files=Path, progress=SILENT)
            return compare.pdf_text(target)
        case "xlsx":
            write_workbook([document], target)
            return compare.sheet_cells(target)
        case _:
            write_docx(document, target, Path)
            return compare.word_paragraphs(target)


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "docx"])
def test_one_changed_word_is_found_in_every_kind_of_file(kind: str, tmp_path: Path) -> None:
    first = _write(kind, _document("满足"), tmp_path / f"a.{kind}")
    again = _write(kind, _document("满足"), tmp_path / f"b.{kind}")
    other = _write(kind, _document("负偏离"), tmp_path / f"c.{kind}")
    assert compare.differences(first, again) == []
    assert any("负偏离" in told for told in compare.differences(first, other))


def test_a_lost_page_and_a_new_sheet_are_found() -> None:
    told = compare.differences({"page 1": ["a"], "page 2": ["b"]}, {"page 1": ["a"], "sheet": []})
    assert told == ["page 2: gone", "sheet: new"]


def test_a_lost_last_line_is_found() -> None:
    assert compare.differences({"p": ["a", "b"]}, {"p": ["a"]})


def test_check_fails_on_a_difference_and_on_nothing_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIER_ACCEPT_GOLDEN", raising=False)
    (tmp_path / "a.json").write_text(json.dumps({"p": ["old"]}), encoding="utf-8")
    with pytest.raises(AssertionError, match="became"):
        compare.check("a", {"p": ["new"]}, tmp_path)
    with pytest.raises(AssertionError, match="no accepted"):
        compare.check("b", {"p": ["new"]}, tmp_path)
    compare.check("a", {"p": ["old"]}, tmp_path)
