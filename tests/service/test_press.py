"""Workbooks kept from an earlier export: the same bytes, never another document's, never without bound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dossier_app.base.text import Lang
from dossier_app.model.document import Cell, Column, Document, Row, Table
from dossier_app.service.press import _Workbooks


def _document(words: str) -> Document:
    table = Table((Column("要求"),), (Row((Cell((words,)),), key="r1"),), sheet="偏离表")
    return Document("sheets", "投标表格", Lang.ZH, (table,))


def test_a_kept_workbook_is_the_bytes_of_a_new_one(tmp_path: Path) -> None:
    books = _Workbooks()
    extents = [
        books.write(_document("响应"), tmp_path / name) for name in ("cold.xlsx", "warm.xlsx")
    ]
    books.forget()
    extents.append(books.write(_document("响应"), tmp_path / "anew.xlsx"))
    contents = {(tmp_path / name).read_bytes() for name in ("cold.xlsx", "warm.xlsx", "anew.xlsx")}
    assert len(contents) == 1
    assert [extent.rows for extent in extents] == [1, 1, 1]


def test_a_changed_cell_is_never_answered_from_what_is_kept(tmp_path: Path) -> None:
    books = _Workbooks()
    books.write(_document("旧"), tmp_path / "a.xlsx")
    books.write(_document("新"), tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["偏离表"]["A2"].value == "新"
    books.write(replace(_document("新"), title="另一份"), tmp_path / "c.xlsx")
    assert openpyxl.load_workbook(tmp_path / "c.xlsx").properties.title == "另一份"


def test_only_the_last_small_workbooks_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = _Workbooks()
    for number in range(books.most + 3):
        books.write(_document(str(number)), tmp_path / "x.xlsx")
    assert len(books._made) == books.most
    books.forget()
    monkeypatch.setattr(_Workbooks, "largest", 10)
    books.write(_document("大"), tmp_path / "x.xlsx")
    assert books._made == []
