"""Rows made by hand carry what the reader would have found: numbers, marks, figures; a cell with a line break is one row."""

import json

import pytest

from dossier_app.model.records import Record
from dossier_app.service import requirementrows
from dossier_app.service.commands import AddRecord, ChangeRecord

SHEET = '序号\t重要性\t技术要求\n1\t★\t支持4mm及以上结节检出\n2\t\t"单例时间≤60秒\n含传输"\n'


def values(words: str) -> list[dict[str, object]]:
    batch = requirementrows.pasted("d", "t", words)
    found = batch.commands if batch else ()
    return [dict(each.values) for each in found if isinstance(each, AddRecord)]


def test_a_copied_sheet_gives_its_rows_without_the_head_and_with_figures() -> None:
    one, two = values(SHEET)
    assert (one["number"], one["marks"], one["text"]) == ("1", "★", "支持4mm及以上结节检出")
    assert json.loads(str(one["thresholds"]))[0]["value"] == "4"
    assert two["text"] == "单例时间≤60秒 含传输"


def test_plain_lines_are_a_row_each_and_nothing_is_no_row() -> None:
    assert [each["text"] for each in values("支持回写PACS\n\n处理时间≤5秒\n")] == [
        "支持回写PACS",
        "处理时间≤5秒",
    ]
    assert requirementrows.pasted("d", "t", " \n\t\n") is None


@pytest.mark.parametrize("text", ["检出≥4mm；时间≤60秒", "检出≥4mm。时间≤60秒"])
def test_each_part_of_a_split_row_has_its_own_figures(text: str) -> None:
    row = Record("r", "requirement", "d", 3, {"tender": "t", "text": text, "number": "1"})
    batch = requirementrows.split(row)
    assert batch is not None
    first, second = batch.commands
    assert isinstance(first, ChangeRecord)
    assert isinstance(second, AddRecord)
    assert json.loads(str(first.values["thresholds"]))[0]["value"] == "4"
    assert (second.position, json.loads(str(second.values["thresholds"]))[0]["value"]) == (4, "60")


def test_joined_rows_have_the_figures_of_both() -> None:
    one = Record("a", "requirement", "d", 1, {"tender": "t", "text": "检出≥4mm"})
    two = Record("b", "requirement", "d", 2, {"tender": "t", "text": "时间≤60秒"})
    changed = requirementrows.join(one, two, ()).commands[0]
    assert isinstance(changed, ChangeRecord)
    assert [t["value"] for t in json.loads(str(changed.values["thresholds"]))] == ["4", "60"]
