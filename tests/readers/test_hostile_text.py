"""Lists, Word tables and words that mean harm: read or refused with a sentence, never obeyed."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from dossier_app.base.errors import BadInput
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.refusals import CODES, refusal
from dossier_app.readers.tender import read_here


def _refused(path: Path, limits: Limits = LIMITS) -> BadInput:
    before = path.read_bytes()
    with pytest.raises(BadInput) as caught:
        read_here(path, limits)
    error = caught.value
    for words in (error.message.zh, error.message.en):
        assert path.name in words
        assert error.code in words
    assert path.read_bytes() == before
    return error


@pytest.mark.parametrize(
    "limits", [Limits(rows=2), Limits(columns=2), Limits(cells=4), Limits(cell_length=4)]
)
def test_csv_at_its_limits(tmp_path: Path, limits: Limits) -> None:
    path = tmp_path / "a.csv"
    path.write_text("序号,要求\n1,支持检出", encoding="utf-8")
    assert len(read_here(path, limits).requirements) == 1
    path.write_text("序号,要求,x\n1,支持检出了\n2,支持", encoding="utf-8")
    assert _refused(path, limits).code in {"XL-07", "XL-08", "XL-09", "XL-12"}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=1), "XL-07"),
        (Limits(columns=1), "XL-08"),
        (Limits(cells=3), "XL-09"),
        (Limits(cell_length=3), "XL-12"),
    ],
)
def test_word_table_at_its_limits(make_docx, limits: Limits, code: str) -> None:
    path = make_docx([[["序号", "要求"], ["1", "支持检出"]]])
    assert len(read_here(path, Limits(rows=2, columns=2, cells=4, cell_length=4)).requirements) == 1
    assert _refused(path, limits).code == code


def test_every_code_makes_a_whole_sentence_in_both_languages() -> None:
    parts = dict.fromkeys(
        ("kind", "found", "limit", "part", "where", "why", "suffix", "row", "page"), "7"
    )
    for code in CODES:
        message = refusal(code, "某文件.xlsx", **parts).message
        assert "{" not in message.zh + message.en
        assert message.zh.endswith(f"（{code}）")


def test_name_with_control_characters_is_shown_safely(tmp_path: Path) -> None:
    assert "\u202e" not in refusal("FILE-01", "a\u202eexe.xlsx").message.zh
    assert len(refusal("FILE-01", "x" * 5000).place) == 200


def test_naughty_words_come_out_as_typed(tmp_path: Path) -> None:
    words = '<b>&amp;</b> =HYPERLINK("x") <img src=x> 𠮷 😀'
    book = openpyxl.Workbook()
    book.active.append(["序号", "要求"])
    book.active.append(["1", words])
    book.active["B2"].data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    assert read_here(path).requirements[0].text == words
