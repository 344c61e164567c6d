"""A workbook filters, prints, reads back, and never makes a formula of text."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from dossier_app.base.errors import BadInput, IntegrityBroken
from dossier_app.base.text import Lang
from dossier_app.model.document import Align, Cell, Column, Document, Row, Table
from dossier_app.writers.xlsx import readback, write_workbook
from dossier_app.writers.xlsx.sheets import choice_formula, sheet_title, utf16_length
from dossier_app.writers.zipped import FIXED_DATE
from tests.golden import compare
from tests.writers.made import document, entry_dates, table


def _one(*texts: str, sheet: str = "表") -> Document:
    rows = tuple(Row((Cell((text,)),), key=f"k{n}") for n, text in enumerate(texts))
    return Document("d", "d", Lang.ZH, (Table((Column("名称"),), rows, "", sheet),))


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://a","b")',
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "#N/A",
        "1E5",
        "007",
        "TRUE",
        "a\nb",
        "=" * 300,
    ],
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    write_workbook([_one(text)], tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx")["表"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_numbers_are_numbers_and_what_excel_cannot_hold_is_text(tmp_path: Path) -> None:
    given = ("1,234.50", "0.95", "12", "123456789012345678", "abc")
    rows = tuple(Row((Cell((n,), number=n.replace(",", "")),)) for n in given)
    made = Document("d", "d", Lang.ZH, (Table((Column("价", align=Align.RIGHT),), rows, "", "价"),))
    write_workbook([made], tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["价"]
    assert [sheet[f"A{n}"].value for n in range(2, 7)] == [
        1234.5,
        0.95,
        12,
        "123456789012345678",
        "abc",
    ]
    assert [sheet[f"A{n}"].number_format for n in (2, 3, 4)] == ["#,##0.00", "0.00", "0"]


def test_a_sheet_is_ready_to_filter_and_print(tmp_path: Path) -> None:
    facts = write_workbook([document(table(5))], tmp_path / "a.xlsx")
    assert facts.rows == {"技术偏离表": 5}
    sheet = load_workbook(tmp_path / "a.xlsx")["技术偏离表"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E6"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    rule = sheet.data_validations.dataValidation[0]
    assert (rule.formula1, str(rule.sqref)) == ('"无偏离,正偏离,负偏离"', "D2:D6")
    assert sheet["B3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height > 20


def test_row_keys_and_meta_let_an_edited_file_be_read_back(tmp_path: Path) -> None:
    write_workbook([document(table(3))], tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    meta = [[c.value for c in row if c.value is not None] for row in book["_dossier"].iter_rows()]
    assert book["_dossier"].sheet_state == "veryHidden"
    assert meta == [
        ["format", "1"],
        ["document", "bid"],
        ["sheet", "技术偏离表", "技术偏离表", "6", "3"],
    ]
    sheet = book["技术偏离表"]
    assert [sheet.cell(n, 6).value for n in range(1, 5)] == ["_key", "id-1", "id-2", "id-3"]
    assert sheet.column_dimensions["F"].hidden


def test_the_same_trees_give_the_same_bytes(tmp_path: Path) -> None:
    write_workbook([document(table(3))], tmp_path / "a.xlsx")
    write_workbook([document(table(3))], tmp_path / "b.xlsx")
    assert entry_dates(tmp_path / "a.xlsx") == {FIXED_DATE}
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(("length", "fits"), [(32767, True), (32768, False)])
def test_the_limit_of_a_cell_is_kept(tmp_path: Path, length: int, fits: bool) -> None:
    if fits:
        write_workbook([_one("a" * length)], tmp_path / "a.xlsx")
        assert len(load_workbook(tmp_path / "a.xlsx")["表"]["A2"].value) == length
        return
    with pytest.raises(BadInput, match="row 1") as caught:
        write_workbook([_one("a" * length)], tmp_path / "a.xlsx")
    assert caught.value.code == "XL-CELL"
    assert list(tmp_path.iterdir()) == []


def test_the_limit_counts_as_excel_does(tmp_path: Path) -> None:
    assert utf16_length("𠮷a") == 3
    with pytest.raises(BadInput):
        write_workbook([_one("𠮷" * 16384)], tmp_path / "a.xlsx")


def test_a_control_character_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="row 2"):
        write_workbook([_one("好", "坏\x07")], tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_titles_are_safe_short_and_unlike_each_other() -> None:
    taken: set[str] = set()
    titles = [
        sheet_title(t, taken)
        for t in ("a/b:c*[d]?", "A b c  d", "表" * 40, "表" * 40, "History", "''", "_dossier")
    ]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(utf16_length(title) <= 31 and title for title in titles)
    assert not any(mark in title for title in titles for mark in "/\\:*?[]")
    assert titles[4] != "History"
    assert titles[6] != "_dossier"


def test_a_list_excel_cannot_hold_is_left_out() -> None:
    assert choice_formula(Column("a", choices=("x,y",))) == ""
    assert choice_formula(Column("a", choices=("选" * 200, "项" * 60))) == ""
    assert choice_formula(Column("a")) == ""


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no table"):
        write_workbook([Document("d", "d", Lang.ZH, ())], tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_with_a_row_or_a_formula_too_many_is_not_delivered(tmp_path: Path) -> None:
    write_workbook([_one("a", "b")], tmp_path / "a.xlsx")
    with pytest.raises(IntegrityBroken):
        readback.prove(tmp_path / "a.xlsx", {"表": 3})
    book = load_workbook(tmp_path / "a.xlsx")
    book["表"]["A2"] = "=1+1"
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(IntegrityBroken):
        readback.prove(tmp_path / "b.xlsx", {"表": 2})


def test_the_golden_cells_of_a_workbook(tmp_path: Path) -> None:
    write_workbook([document(table(4))], tmp_path / "a.xlsx")
    compare.check("writers-whole-xlsx", compare.sheet_cells(tmp_path / "a.xlsx"))
