"""Our workbook edited elsewhere and read back: cell by cell, keys decide, nothing taken over silently."""

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dossier_app.base.errors import BadInput, Cancelled, NotFound, TooNew
from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.tender import tender_pack
from dossier_app.model.sheetdiff import NoteKind
from dossier_app.service import imports, queries
from dossier_app.service.commands import AddRecord, ChangeRecord
from dossier_app.service.roundtrip import Roundtrip, apply_roundtrip, roundtrip
from dossier_app.service.workspace import Workspace
from dossier_app.writers.xlsx import write_workbook
from tests.service import bidding as b


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with b.a_workspace(tmp_path) as workspace:
        tender = b.with_tender(workspace, b.buyer_file(tmp_path / "first.xlsx"))
        b.answer(workspace, "1", "敏感度92%，特异度86%", deviation="positive", confirmed_by="张工")
        b.answer(workspace, "4", "提供中文界面\n含帮助", deviation="none")
        line = {
            "tender": tender,
            "number": "1",
            "name": "软件",
            "quantity": "2",
            "total": "1200000",
        }
        workspace.do(AddRecord("d", "price_line", "p1", line))
        item = {"tender": tender, "number": "1", "name": "主程序", "quantity": "1"}
        workspace.do(AddRecord("d", "config_item", "k1", item | {"standard": "standard"}))
        paper = {"tender": tender, "name": "营业执照", "provider": "M"}
        workspace.do(AddRecord("d", "qualification", "q1", paper))
        yield workspace


def exported(ws: Workspace, path: Path, lang: Lang = Lang.ZH) -> Path:
    """Write the tables as an export does."""
    found = b.whole(ws)
    on = queries.judged_date(ws, found.heading)
    write_workbook([tender_pack(Brief(found, on, lang, found.tender("T1"))).sheets], path)
    return path


class Edit:
    """A workbook opened in another program."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet(self, title: str) -> Worksheet:
        found = self.book[title]
        assert isinstance(found, Worksheet)
        return found

    def put(self, title: str, cell: str, value: str | float | None) -> None:
        self.sheet(title)[cell] = value

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def opened(ws: Workspace, tmp_path: Path, lang: Lang = Lang.ZH) -> Edit:
    return Edit(exported(ws, tmp_path / "tables.xlsx", lang))


def back(ws: Workspace, edit: Edit) -> Roundtrip:
    return roundtrip(ws, "d", "T1", edit.save())


@pytest.mark.parametrize("lang", Lang)
def test_an_unchanged_workbook_has_no_differences(
    ws: Workspace, tmp_path: Path, lang: Lang
) -> None:
    plan = roundtrip(ws, "d", "T1", exported(ws, tmp_path / "t.xlsx", lang))
    assert (plan.cells, plan.notes) == ((), ())
    saved_elsewhere = back(ws, opened(ws, tmp_path, lang))
    assert (saved_elsewhere.cells, saved_elsewhere.notes) == ((), ())


def test_edits_are_told_cell_by_cell_and_taken_over_as_one_change(
    ws: Workspace, tmp_path: Path
) -> None:
    before, edit = b.plain(ws), opened(ws, tmp_path)
    edit.put("偏离表", "D2", "敏感度95%，特异度86%")
    edit.put("偏离表", "D4", "单例处理时间30秒")
    edit.put("偏离表", "E4", "正偏离")
    edit.put("偏离表", "F5", "见说明书")
    edit.put("分项报价表", "I2", 600000.5)
    edit.put("配置清单", "F2", "选配")
    edit.put("资质清单", "C2", "经销商（投标人）")
    plan = back(ws, edit)
    assert b.plain(ws) == before
    told = {(c.place, c.key, c.old, c.new) for c in plan.cells}
    assert ("偏离表!D2", "text", "敏感度92%，特异度86%", "敏感度95%，特异度86%") in told
    assert ("偏离表!E4", "deviation", "未响应", "正偏离") in told
    assert len(told) == 7
    assert [c.place for c in plan.cells if c.confirmed] == ["偏离表!D2"]
    apply_roundtrip(ws, plan)
    assert b.response(ws, "1").text("text") == "敏感度95%，特异度86%"
    assert b.response(ws, "1").text("confirmed_by") == ""
    assert b.response(ws, "3").text("deviation") == "positive"
    assert b.response(ws, "4").text("note") == "见说明书"
    found = b.whole(ws)
    assert str(found.all("price_line")[0].number("unit_price")) == "600000.5"
    assert found.all("config_item")[0].text("standard") == "optional"
    assert found.all("qualification")[0].text("provider") == "D"
    again = roundtrip(ws, "d", "T1", edit.path)
    assert again.cells == ()
    ws.undo()
    assert b.plain(ws) == before
    json.dumps(plan.as_json())


def test_an_english_workbook_is_read_back_too(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path, Lang.EN)
    edit.put("Deviations", "E2", "negative deviation")
    plan = back(ws, edit)
    assert [(c.key, c.value) for c in plan.cells] == [("deviation", "negative")]


def test_only_chosen_cells_are_taken_over(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    edit.put("偏离表", "D2", "甲")
    edit.put("偏离表", "D5", "乙")
    apply_roundtrip(ws, back(ws, edit), only={"偏离表!D5"})
    assert b.response(ws, "1").text("text") == "敏感度92%，特异度86%"
    assert b.response(ws, "1").text("confirmed_by") == "张工"
    assert b.response(ws, "4").text("text") == "乙"


def test_order_names_filters_and_extra_columns_do_not_matter(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    sheet = edit.sheet("偏离表")
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    sheet.insert_rows(1)
    sheet["A1"] = "某医院项目"
    sheet.insert_cols(3)
    sheet["C2"] = "内部备注"
    sheet["C3"] = "问过工程师"
    sheet.title = "技术偏离表（改）"
    edit.book.move_sheet(sheet, 3)
    plan = back(ws, edit)
    assert plan.cells == ()
    assert [note.kind for note in plan.notes] == []


def test_rows_added_copied_removed_and_unknown_are_named(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    sheet = edit.sheet("偏离表")
    sheet.append(["7", "9", "新增要求", "新增答复"])
    sheet.append([c.value for c in sheet[2]])
    sheet.append(["8", "", "别处的行", "", "", "", "", "", "no-such-key"])
    sheet.delete_rows(6)
    before = b.plain(ws)
    plan = back(ws, edit)
    kinds = [note.kind for note in plan.notes]
    assert sorted(kind.value for kind in kinds) == [
        "row_added",
        "row_copied",
        "row_gone",
        "row_unknown",
    ]
    gone = next(note for note in plan.notes if note.kind is NoteKind.ROW_GONE)
    assert "并发用户数" in gone.words
    apply_roundtrip(ws, plan)
    assert b.plain(ws) == before


def test_sheets_and_columns_taken_out_are_named(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    edit.book.remove(edit.sheet("配置清单"))
    edit.sheet("偏离表").delete_cols(6)
    plan = back(ws, edit)
    assert [(n.kind, n.place) for n in plan.notes] == [
        (NoteKind.COLUMN_GONE, "偏离说明"),
        (NoteKind.SHEET_GONE, "配置清单"),
    ]


def test_what_cannot_be_taken_over_says_why(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    edit.put("偏离表", "C2", "改了招标要求")
    edit.put("偏离表", "E2", "大概偏离")
    edit.put("偏离表", "H2", "45")
    edit.put("分项报价表", "H2", "两套")
    plan = back(ws, edit)
    problems = {c.column: c.problem for c in plan.cells}
    assert all(problems[c] for c in ("招标要求", "偏离情况", "投标文件页码", "数量"))
    before = b.plain(ws)
    apply_roundtrip(ws, plan)
    assert b.plain(ws) == before
    assert plan.as_json()["cells"][0]["problem"]["en"]


def test_emptied_cells_clear_what_stood_there(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    edit.put("偏离表", "E5", None)
    edit.put("偏离表", "D5", None)
    apply_roundtrip(ws, back(ws, edit))
    assert b.response(ws, "4").text("text") == b.response(ws, "4").text("deviation") == ""


def test_the_bidder_fills_in_its_own_pages(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "proof.txt"
    file.write_text("说明", encoding="utf-8")
    proof = imports.attach(ws, "d", file, "manual")
    link = {"evidence": proof, "target_kind": "response", "target": "a1", "bidder_pages": "12"}
    ws.do(AddRecord("d", "link", "l1", link))
    edit = opened(ws, tmp_path)
    assert edit.sheet("偏离表")["H2"].value == "12"
    edit.put("偏离表", "H2", "45-46")
    apply_roundtrip(ws, back(ws, edit))
    assert b.whole(ws).all("link")[0].text("bidder_pages") == "45-46"
    assert b.response(ws, "1").text("confirmed_by") == "张工"


def test_an_answer_given_since_the_export_is_found_by_its_requirement(
    ws: Workspace, tmp_path: Path
) -> None:
    edit = opened(ws, tmp_path)
    b.answer(ws, "5", "并发用户数50", deviation="positive")
    plan = back(ws, edit)
    assert {(c.old, c.new) for c in plan.cells} == {("并发用户数50", ""), ("正偏离", "未响应")}


def test_foreign_workbooks_are_refused_by_name(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="项目信息"):
        roundtrip(ws, "d", "T1", tmp_path / "first.xlsx")
    text = tmp_path / "x.csv"
    text.write_text("a,b", encoding="utf-8")
    with pytest.raises(BadInput):
        roundtrip(ws, "d", "T1", text)
    with pytest.raises(NotFound):
        roundtrip(ws, "d", "T5", text)


def test_a_workbook_of_another_tender_or_version_is_refused(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    b.with_tender(ws, b.buyer_file(tmp_path / "other.xlsx", b.ROWS[:2]))
    with pytest.raises(BadInput) as caught:
        roundtrip(ws, "d", "T2", edit.save())
    assert caught.value.code == "ROUNDTRIP-OTHER"
    edit.put("_dossier", "B1", "2")
    with pytest.raises(TooNew):
        back(ws, edit)


def test_a_formula_without_its_result_is_named(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    edit.put("分项报价表", "I2", "=H2*1000")
    with pytest.raises(BadInput) as caught:
        back(ws, edit)
    assert caught.value.code == "XL-16"
    assert "I2" in caught.value.message.zh


def test_a_plan_is_refused_once_the_tender_moved(ws: Workspace, tmp_path: Path) -> None:
    edit = opened(ws, tmp_path)
    edit.put("偏离表", "D5", "改")
    plan = back(ws, edit)
    ws.do(ChangeRecord("response", "a4", {"text": "另改"}))
    with pytest.raises(BadInput) as caught:
        apply_roundtrip(ws, plan)
    assert caught.value.code == "PLAN-OLD"


def test_reading_can_be_cancelled(ws: Workspace, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, what: Text | None = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        roundtrip(ws, "d", "T1", exported(ws, tmp_path / "t.xlsx"), progress=Stop())
