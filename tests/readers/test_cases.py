"""Case lists as firms keep them: odd encodings and mixed words are read right, bad cells told, people refused."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dossier_app.base.errors import BadInput, Cancelled
from dossier_app.base.text import Text
from dossier_app.model.cases import CaseColumn, CaseContent, unpack
from dossier_app.readers.cases import CaseFile, cases_to_plain, preview_cases, read_cases
from dossier_app.readers.limits import LIMITS, Limits

SALT = b"s" * 32
TODAY = date(2026, 11, 22)
HEAD = ["患者编号", "检查号", "年龄", "性别", "采集日期", "标签", "层厚"]
ROWS = [
    ["P1", "S1", "65", "男", "2024-03-05", "阳性", "1.0"],
    ["P2", "S2", "058Y", "F", "20240306", "0", "1.25mm"],
    ["P3", "S3", "8月", "1", "2024年3月7日", "阴性", "5"],
]


def text_of(rows: list[list[str]], separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def plain(path: Path, limits: Limits = LIMITS, **job: Any) -> dict[str, Any]:
    return cases_to_plain(
        {"path": str(path), "salt": SALT.hex(), "today": TODAY.isoformat()} | job, limits
    )


def written(tmp_path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    path = tmp_path / "cases.csv"
    path.write_bytes(text_of(rows).encode(encoding))
    return path


def read(path: Path) -> CaseFile:
    return read_cases(path, SALT, today=TODAY)


def only(found: CaseFile) -> CaseContent:
    ((_, data),) = found.sets
    return unpack(data)


def column(found: CaseContent, which: CaseColumn) -> list[str]:
    return [found.words[which].words[code] for code in found.words[which].codes]


def faults(found: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(row, title, cell) for row, title, cell, _ in found["faults"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_encoding_and_separator_reads_the_same(tmp_path, encoding, separator):
    path = tmp_path / "cases.csv"
    path.write_bytes(text_of([HEAD, *ROWS], separator).encode(encoding))
    found = only(read(path))
    assert found.rows == 3
    assert column(found, CaseColumn.SEX) == ["M", "F", "M"]
    assert column(found, CaseColumn.AGE) == ["65", "58", "0"]
    assert column(found, CaseColumn.DATE) == ["2024-03"] * 3
    assert column(found, CaseColumn.LABEL) == ["positive", "negative", "negative"]
    assert column(found, CaseColumn.SLICE) == ["1", "1.25", "5"]


def test_quoted_line_breaks_blank_rows_and_short_rows_are_read(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text(
        '标题行,,\n患者编号,机构,备注\n"P1","示例\n医院","第一行\n第二行"\n,,\nP2\n',
        encoding="utf-8",
    )
    found = only(read(path))
    assert found.rows == 2
    assert column(found, CaseColumn.SITE) == ["示例 医院", ""]


def test_a_workbook_with_real_dates_reads_as_its_csv_does(tmp_path, make_xlsx):
    rows: list[list[object]] = [list(row) for row in ROWS]
    for at, row in enumerate(rows):
        row[4] = datetime(2024, 3, 5 + at)  # noqa: DTZ001 - a sheet's wall clock
    book = make_xlsx({"说明": [["病例清单"]], "清单": [HEAD, *rows]})
    as_csv, as_book = only(read(written(tmp_path, [HEAD, *ROWS]))), only(read(book))
    assert as_book == as_csv


def test_days_counted_by_excel_are_read_as_dates(tmp_path):
    found = only(read(written(tmp_path, [["patient id", "study date"], ["P1", "45356"]])))
    assert column(found, CaseColumn.DATE) == ["2024-03"]


def test_every_fault_is_told_by_row_and_column_and_nothing_is_given(tmp_path):
    rows = [
        HEAD,
        ["P1", "S1", "212", "男", "2024-03-05", "阳性", "1"],
        ["", "S2", "60", "0", "03/05/24", "阳性", "abc"],
        ["P3", "S3", "60", "男", "2031-01-01", "阳性", "1", "多"],
    ]
    found = plain(written(tmp_path, rows))
    assert found["sets"] == []
    assert sorted(faults(found)) == sorted(
        [
            (2, "年龄", "212"),
            (3, "患者编号", ""),
            (3, "性别", "0"),
            (3, "采集日期", "03/05/24"),
            (3, "层厚", "abc"),
            (4, "采集日期", "2031-01-01"),
            (4, "", "8"),
        ]
    )
    assert found["fault_count"] == 7


def test_faults_beyond_the_bound_are_counted_not_kept(tmp_path):
    found = plain(
        written(tmp_path, [["患者编号", "年龄"], *[[f"P{n}", "212"] for n in range(500)]])
    )
    assert (len(found["faults"]), found["fault_count"]) == (200, 500)


def test_doubled_and_divided_ids_are_told_with_the_row_they_stand_in_first(tmp_path):
    twice = plain(
        written(tmp_path, [["患者编号", "检查号"], ["P1", "S1"], ["P2", "S2"], ["P3", "s1"]])
    )
    assert faults(twice) == [(4, "检查号", "***")]
    assert "第 2 行" in twice["faults"][0][3][0]
    head = ["患者编号", "检查号", "图像编号"]
    parted = plain(written(tmp_path, [head, ["P1", "S1", "I1"], ["P2", "S1", "I2"]]))
    assert faults(parted) == [(3, "检查号", "***")]
    lesions = [["患者编号", "检查号", "结节编号"], ["P1", "S1", "1"], ["P1", "S1", "2"]]
    assert plain(written(tmp_path, lesions))["fault_count"] == 0
    lesions.append(["P1", "S1", "2"])
    assert faults(plain(written(tmp_path, lesions))) == [(4, "结节编号", "***")]


@pytest.mark.parametrize(
    ("head", "cells", "kind"),
    [
        ("患者编号", ["张三", "李四丰"], "姓名"),
        ("患者编号", ["P1", "ZHANG^SAN"], "姓名"),
        ("患者编号", ["Zhang San", "P2"], "姓名"),
        ("患者编号", ["11010519491231002X", "P2"], "身份证号"),
        ("患者编号", ["110105491231002", "110105491231003"], "身份证号"),
        ("患者编号", ["13812345678", "P2"], "电话号码"),
        ("患者编号", ["P1/138 1234 5678", "P2"], "电话号码"),
    ],
)
def test_ids_that_tell_who_it_is_are_refused_with_their_column(tmp_path, head, cells, kind):
    found = read(written(tmp_path, [[head, "年龄"], *[[cell, "60"] for cell in cells]]))
    assert [(title, said.zh) for title, said in found.personal] == [(head, kind)]
    assert found.sets == ()


def test_columns_that_are_not_read_are_looked_at_too(tmp_path):
    rows = [["患者编号", "备注", "姓名", "联系"], ["P1", "王小明", "", "13812345678"]]
    rows += [["P2", "陈大文", "", ""], ["P3", "赵一", "", ""]]
    found = read(written(tmp_path, rows))
    assert {title for title, _ in found.personal} == {"备注", "姓名", "联系"}


def test_a_site_named_by_a_telephone_is_refused(tmp_path):
    found = read(written(tmp_path, [["患者编号", "机构"], ["P1", "13812345678"]]))
    assert [title for title, _ in found.personal] == ["机构"]


@pytest.mark.parametrize(
    "cell",
    ["1.2.840.113619.2.55.3.2831208968.123", "110105194912310021", "20240305000123", "100105194912310021", "110105194913310021", "110105184912310021", "王府井-0001"],
)  # fmt: skip
def test_ids_that_only_resemble_are_taken(tmp_path, cell):
    assert plain(written(tmp_path, [["患者编号"], [cell]]))["personal"] == []


def test_ids_are_stored_as_hashes_of_this_salt_alone(tmp_path):
    path = written(tmp_path, [HEAD, *ROWS])
    ((_, data),) = read(path).sets
    assert b"P1" not in data
    mine, other = only(read(path)), read_cases(path, b"o" * 32, today=TODAY)
    assert mine.ids[CaseColumn.PATIENT] != only(other).ids[CaseColumn.PATIENT]
    assert mine.salt != only(other).salt
    wide = written(tmp_path, [["患者编号"], [" ｐ1 "], ["p2"], ["P3"]])
    assert only(read(wide)).ids[CaseColumn.PATIENT] == mine.ids[CaseColumn.PATIENT]


def test_a_column_of_sets_parts_the_list(tmp_path):
    rows = [["数据集", "patient"], ["训练集", "P1"], ["测试集", "P2"], ["训练集", "P3"]]
    found = read(written(tmp_path, rows))
    assert {word: unpack(data).rows for word, data in found.sets} == {"训练集": 2, "测试集": 1}
    assert all(CaseColumn.SET not in unpack(data).words for _, data in found.sets)


def test_an_id_in_two_sets_is_an_overlap_and_in_one_set_a_fault(tmp_path):
    rows = [["数据集", "patient"], ["训练集", "P1"], ["测试集", "P1"]]
    assert plain(written(tmp_path, rows))["fault_count"] == 0
    rows.append(["测试集", "P1"])
    assert faults(plain(written(tmp_path, rows))) == [(4, "patient", "***")]


def test_chosen_columns_replace_the_heads(tmp_path):
    path = written(tmp_path, [["甲", "乙"], ["P1", "60"]])
    with pytest.raises(BadInput) as caught:
        read(path)
    assert caught.value.code == "CASE-02"
    assert "甲、乙" in caught.value.message.zh
    chosen = (CaseColumn.PATIENT, CaseColumn.AGE)
    found = only(read_cases(path, SALT, today=TODAY, columns=chosen))
    assert column(found, CaseColumn.AGE) == ["60"]
    with pytest.raises(BadInput, match="both named"):
        read_cases(path, SALT, today=TODAY, columns=(CaseColumn.PATIENT, CaseColumn.PATIENT))


def test_the_preview_masks_ids_and_what_is_not_read(tmp_path):
    rows = [["患者编号", "备注", "年龄"], ["ABC123", "some words", "60"]]
    shown = preview_cases(written(tmp_path, rows))
    assert shown.columns == (CaseColumn.PATIENT, CaseColumn.IGNORED, CaseColumn.AGE)
    assert shown.rows == (("AB****", "so******", "60"),)


def test_a_grouping_column_with_too_many_words_is_a_fault(tmp_path):
    rows = [["患者编号", "机构"], *[[f"P{n}", f"院{n}"] for n in range(5002)]]
    found = plain(written(tmp_path, rows))
    assert found["fault_count"] == 2
    assert "5000" in found["faults"][0][3][0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE-01"),
        ("患者编号\n".encode(), "CASE-01"),
        (b"\n\n\n", "FILE-01"),
        (b"id\n\xff\xfe\xfd\xfc\x81", "CSV-01"),
        ('患者编号\n"P1\n'.encode(), "CSV-02"),
        ("患者编号\n".encode() + b"x" * 40_000 + b"\n", "XL-12"),
        (b"%PDF-1.4 nothing", "FILE-02"),
    ],
)
def test_what_is_no_list_is_refused_by_what_it_is(tmp_path, content, code):
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        plain(path)
    assert caught.value.code == code


def test_a_list_at_the_limit_is_read_and_one_row_more_refused(tmp_path, make_xlsx):
    few = replace(LIMITS, case_rows=3, case_sheet_rows=2, columns=8)
    assert plain(written(tmp_path, [HEAD, *ROWS]), few)["rows"] == 3
    assert plain(make_xlsx({"表": [HEAD, *ROWS[:2]]}), few)["rows"] == 2

    def refused(path: Path) -> str:
        with pytest.raises(BadInput) as caught:
            plain(path, few)
        return caught.value.code

    assert refused(written(tmp_path, [HEAD, *ROWS, ROWS[0]])) == "XL-07"
    assert refused(make_xlsx({"表": [HEAD, *ROWS]})) == "XL-07"
    assert refused(written(tmp_path, [[*HEAD, "a", "b"], *ROWS])) == "XL-08"


def test_the_limits_are_those_that_are_published():
    assert (LIMITS.case_rows, LIMITS.case_sheet_rows) == (200_000, 100_000)


def test_a_formula_without_its_result_is_named(tmp_path, make_xlsx):
    path = make_xlsx({"表": [["患者编号", "年龄"], ["P1", "=30+30"]]})
    with pytest.raises(BadInput) as caught:
        plain(path)
    assert caught.value.code == "XL-16"


class _Stop:
    def step(self, done: int, total: int, what: Text | None = None) -> None:
        raise Cancelled


def test_reading_can_be_stopped(tmp_path):
    path = written(tmp_path, [HEAD, *[[f"P{n}", f"S{n}", *ROWS[0][2:]] for n in range(50_000)]])
    with pytest.raises(Cancelled):
        read_cases(path, SALT, today=TODAY, progress=_Stop())
