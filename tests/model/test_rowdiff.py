"""Rows of two files paired: by wording, then by number, and the order of what stayed."""

import pytest

from dossier_app.model.records import Record
from dossier_app.model.rowdiff import RowState, compare_rows
from dossier_app.model.tenderfile import RequirementRow, SourcePlace, Threshold
from tests.model.making import record


def stored(*rows: tuple[str, str]) -> list[Record]:
    return [
        record("requirement", f"r{n}", n, number=number, text=text)
        for n, (number, text) in enumerate(rows)
    ]


def read(*rows: tuple[str, str]) -> list[RequirementRow]:
    return [
        RequirementRow("", number, "", "", text, "technical", (), SourcePlace())
        for number, text in rows
    ]


def told(old: list[Record], new: list[RequirementRow]) -> list[tuple[str, str]]:
    return [
        (each.state.value, each.requirement.id if each.requirement else "")
        for each in compare_rows(old, new)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], []),
        ([], [("1", "甲乙丙")], [("new", "")]),
        ([("1", "甲乙丙")], [], [("gone", "r0")]),
        (
            [("1", "支持DICOM标准通信"), ("2", "支持DICOM标准通信")],
            [("1", "支持DICOM标准通信"), ("2", "支持DICOM标准通信")],
            [("same", "r0"), ("same", "r1")],
        ),
        (
            [("1", "提供中文操作界面"), ("2", "提供英文操作界面")],
            [("1", "完全不同的一条新的要求"), ("2", "提供中文操作界面"), ("3", "提供英文操作界面")],
            [("new", ""), ("moved", "r0"), ("moved", "r1")],
        ),
        (
            [("1", "服务器内存不少于64GB"), ("2", "质保期三年")],
            [("1", "服务器内存配置128GB以上"), ("2", "质保期三年")],
            [("changed", "r0"), ("same", "r1")],
        ),
        (
            [("1", "售后工程师两小时内响应"), ("1", "提供原厂授权")],
            [("1", "售后工程师一小时响应到场"), ("1", "具备信创适配证明")],
            [("changed", "r0"), ("gone", "r1"), ("new", "")],
        ),
        (
            [("", "单独一段没有编号的说明"), ("", "另外一段文字")],
            [("", "全新的内容毫无关系")],
            [("gone", "r0"), ("gone", "r1"), ("new", "")],
        ),
    ],
)
def test_rows_find_their_partners(
    old: list[tuple[str, str]], new: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert told(stored(*old), read(*new)) == expected


def test_only_what_left_the_old_order_counts_as_out_of_order() -> None:
    names = [("", f"{word}功能的完整描述") for word in ("检出", "测量", "随访", "报告")]
    order = [names[3], names[0], names[1], names[2]]
    found = compare_rows(stored(*names), read(*order))
    assert [each.out_of_order for each in found] == [True, False, False, False]


def test_white_space_and_width_are_no_change_but_a_figure_is() -> None:
    old = record(
        "requirement",
        "r",
        0,
        number="1",
        text="敏感度 ≥９０%",
        thresholds='[{"operator":">=","value":"90","unit":"%"}]',
    )
    row = RequirementRow(
        "", "1", "", "", "敏感度≥90%", "technical", (Threshold(">=", "90", "%"),), SourcePlace()
    )
    assert compare_rows([old], [row])[0].state is RowState.SAME
    other = RequirementRow(
        "", "1", "", "", "敏感度≥90%", "technical", (Threshold(">", "90", "%"),), SourcePlace()
    )
    differing = compare_rows([old], [other])[0]
    assert differing.as_json()["differences"] == [
        {"field": "thresholds", "old": ">=90%", "new": ">90%"}
    ]


def test_a_gone_row_is_shown_by_its_own_words() -> None:
    gone = compare_rows(stored(("7", "甲乙丙丁")), [])[0]
    assert (gone.as_json()["number"], gone.as_json()["text"]) == ("7", "甲乙丙丁")
    assert [span.text for span in gone.spans()] == ["甲乙丙丁"]
    new = compare_rows([], read(("8", "戊己")))[0]
    assert [span.text for span in new.spans()] == ["戊己"]
