from __future__ import annotations

from pathlib import Path

import pytest

from dossier_app.model.tenderfile import RequirementRow, TenderFile
from dossier_app.readers.columns import ColumnMap, Role
from dossier_app.readers.tender import (
    preview,
    preview_here,
    read_here,
    read_tender,
    rows_from_clipboard,
)


def _brief(rows: tuple[RequirementRow, ...]) -> list[tuple[str, str, str, str]]:
    return [(row.section, row.number, row.marks, row.text) for row in rows]


def _codes(tender: TenderFile) -> list[str]:
    return [finding.code for finding in tender.findings]


def test_header_in_other_words_below_a_title(make_xlsx) -> None:
    path = make_xlsx(
        {
            "Sheet1": [
                ["某医院 CT 智能分析软件 采购参数"],
                [],
                ["注：标注“#”的为关键参数，不满足每项扣6分；带“※”条款不得负偏离，否则投标无效。"],
                ["条款编号", "参数性质", "招标技术规格", "投标响应", "偏离情况"],
                ["1.1", "#", "识别准确率不低于95%"],
                ["1.2", "※", "提供不少于三年原厂质保"],
                ["1.3", None, "支持双机热备"],
            ]
        }
    )
    tender = read_here(path)
    assert _brief(tender.requirements) == [
        ("某医院 CT 智能分析软件 采购参数", "1.1", "#", "识别准确率不低于95%"),
        ("某医院 CT 智能分析软件 采购参数", "1.2", "※", "提供不少于三年原厂质保"),
        ("某医院 CT 智能分析软件 采购参数", "1.3", "", "支持双机热备"),
    ]
    assert tender.mark_effects == {"#": "-6", "※": "reject"}
    assert _codes(tender) == []


def test_marks_stand_before_after_and_around_numbers(make_xlsx) -> None:
    path = make_xlsx(
        {
            "技术要求": [
                ["序号", "技术要求"],
                ["★1", "甲项功能"],
                ["2▲", "乙项功能"],
                ["３", "（★）丙项功能"],
                ["4", "【△】丁项功能"],
                ["5", "支持标注★的病灶"],
                ["＃6", "*戊项功能"],
            ]
        }
    )
    assert [(row.number, row.marks, row.text) for row in read_here(path).requirements] == [
        ("1", "★", "甲项功能"),
        ("2", "▲", "乙项功能"),
        ("3", "★", "丙项功能"),
        ("4", "△", "丁项功能"),
        ("5", "", "支持标注★的病灶"),
        ("6", "#*", "戊项功能"),
    ]


def test_many_numbered_clauses_in_one_cell_come_apart(make_xlsx) -> None:
    cell = "★1、支持DICOM 3.0\n（提供证明）\n▲2、并发用户≥30；\n3、支持日志"
    path = make_xlsx(
        {"技术参数": [["序号", "名称", "技术参数", "数量"], [1, "肺结节软件", cell, 1]]}
    )
    rows = read_here(path).requirements
    assert _brief(rows) == [
        ("肺结节软件", "1", "★", "支持DICOM 3.0 （提供证明）"),
        ("肺结节软件", "2", "▲", "并发用户≥30；"),
        ("肺结节软件", "3", "", "支持日志"),
    ]
    assert [row.source.cell for row in rows] == ["C2", "C2", "C2"]


def test_parents_mark_covers_its_children(make_xlsx) -> None:
    path = make_xlsx(
        {
            "技术参数": [
                ["序号", "技术参数"],
                ["★2", "影像处理能力"],
                ["2.1", "▲自动分割"],
                ["2.1.1", "肺叶分割"],
                ["2.2", "自动测量"],
                ["3", "支持日志"],
            ]
        }
    )
    rows = read_here(path).requirements
    assert [(row.number, row.marks, row.effective_marks) for row in rows] == [
        ("2", "★", "★"),
        ("2.1", "▲", "▲★"),
        ("2.1.1", "", "★▲"),
        ("2.2", "", "★"),
        ("3", "", ""),
    ]


def test_marked_group_row_covers_its_rows_and_ends_with_the_next(make_xlsx) -> None:
    path = make_xlsx(
        {
            "技术参数": [
                ["序号", "技术参数", "备注"],
                ["★一、安全要求"],
                ["1", "数据不出院"],
                ["二、一般要求"],
                ["2", "支持日志"],
            ]
        },
        merges={"技术参数": ["A2:C2", "A4:C4"]},
    )
    rows = read_here(path).requirements
    assert [(row.section, row.effective_marks) for row in rows] == [
        ("一、安全要求", "★"),
        ("二、一般要求", ""),
    ]


def test_merged_group_column_is_carried_down(make_xlsx) -> None:
    path = make_xlsx(
        {
            "技术参数": [
                ["模块", "序号", "参数要求"],
                ["检出", "1", "支持自动检出"],
                [None, "2", "检出敏感度≥90%"],
                ["测量", "3", "支持自动测量"],
            ]
        },
        merges={"技术参数": ["A2:A3"]},
    )
    assert [row.section for row in read_here(path).requirements] == ["检出", "检出", "测量"]


def test_two_row_header_is_one_header(make_xlsx) -> None:
    path = make_xlsx(
        {
            "报价": [
                ["序号", "货物名称", "数量", "报价（元）", None],
                [None, None, None, "单价", "合价"],
                [1, "软件", 2, "1,000.50", 2001],
                ["合计", None, None, None, 2001],
            ]
        },
        merges={"报价": ["A1:A2", "B1:B2", "C1:C2", "D1:E1"]},
    )
    (line,) = read_here(path).price_lines
    assert (line.number, line.name, line.quantity, line.unit_price, line.total, line.unit) == (
        "1",
        "软件",
        "2",
        "1000.5",
        "2001",
        "元",
    )


def test_parts_of_one_sheet_are_told_apart_by_group_rows(make_xlsx) -> None:
    path = make_xlsx(
        {
            "采购需求": [
                ["序号", "要求内容", "备注"],
                ["一、技术要求"],
                ["1", "支持肺结节检出"],
                ["二、商务要求"],
                ["1", "质保期不少于3年"],
                ["三、资格要求"],
                ["1", "具有营业执照"],
                ["四、其他要求"],
                ["1", "保密"],
            ]
        },
        merges={"采购需求": [f"A{row}:C{row}" for row in (2, 4, 6, 8)]},
    )
    assert [row.kind for row in read_here(path).requirements] == [
        "technical",
        "business",
        "qualification",
        "other",
    ]


def test_scoring_with_merged_groups_and_a_wrong_total(make_xlsx) -> None:
    path = make_xlsx(
        {
            "评审办法": [
                ["评审因素", "评分项", "评分标准", "满分"],
                ["技术", "参数响应", "每负偏离一项扣1分", "35分"],
                [None, "方案", "完整得5分", 5],
                ["商务", "业绩", "每份1分", 10],
                ["合计", None, None, 60],
            ]
        },
        merges={"评审办法": ["A2:A3"]},
    )
    tender = read_here(path)
    assert [(row.group, row.item, row.points) for row in tender.scoring] == [
        ("技术", "参数响应：每负偏离一项扣1分", "35"),
        ("技术", "方案：完整得5分", "5"),
        ("商务", "业绩：每份1分", "10"),
    ]
    assert _codes(tender) == ["READ-08"]
    assert "50" in tender.findings[0].message.zh


def test_unknown_mark_is_unknown_with_a_warning_and_never_guessed(make_xlsx) -> None:
    path = make_xlsx({"技术参数": [["序号", "技术参数"], ["★1", "支持检出"], ["▲2", "支持测量"]]})
    tender = read_here(path)
    assert tender.mark_effects == {"★": "unknown", "▲": "unknown"}
    assert _codes(tender) == ["MARK-01", "MARK-01"]


def test_two_meanings_of_one_mark_are_named(make_xlsx) -> None:
    path = make_xlsx(
        {
            "技术参数": [
                ["★为实质性条款，不满足投标无效。"],
                ["★条款每负偏离一项扣3分。"],
                ["序号", "技术参数"],
                ["★1", "支持检出"],
            ]
        }
    )
    tender = read_here(path)
    assert tender.mark_effects == {"★": "unknown"}
    assert _codes(tender) == ["MARK-02"]


def test_csv_in_gbk_with_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "参数.csv"
    content = "序号;重要性;技术参数要求\n1.1;★;敏感度不低于95%\n1.2;;支持"
    path.write_bytes(content.encode("gb18030"))
    tender = read_tender(path)
    assert _brief(tender.requirements) == [
        ("", "1.1", "★", "敏感度不低于95%"),
        ("", "1.2", "", "支持"),
    ]
    assert tender.requirements[0].source.cell == "C2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "参数.csv"
    path.write_bytes('序号,技术要求\r\n1,"支持A,\n支持B"\r\n2,支持C'.encode(encoding))
    assert [row.text for row in read_here(path).requirements] == ["支持A, 支持B", "支持C"]


def test_numbers_in_the_text_with_no_number_column(make_xlsx) -> None:
    path = make_xlsx(
        {
            "技术参数": [
                ["技术参数及要求", "备注"],
                ["1.1 ★支持检出", ""],
                ["▲1.2 2小时内响应", "需证明"],
                ["1.3、敏感度≥９０％", ""],
            ]
        }
    )
    assert [(row.number, row.marks, row.text) for row in read_here(path).requirements] == [
        ("1.1", "★", "支持检出"),
        ("1.2", "▲", "2小时内响应"),
        ("1.3", "", "敏感度≥９０％"),
    ]


def test_sheet_without_header_is_read_by_its_contents(make_xlsx) -> None:
    path = make_xlsx(
        {"技术参数": [["1.1", "★", "支持肺结节自动检出"], ["1.2", None, "支持自动测量长短径"]]}
    )
    rows = read_here(path).requirements
    assert [(row.number, row.marks) for row in rows] == [("1.1", "★"), ("1.2", "")]


def test_numbers_keep_the_zero_that_the_format_shows(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "技术参数"])
    for value in (1.9, 2.1):
        sheet.append([value, "支持"])
        sheet.cell(sheet.max_row, 1).number_format = "0.00"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [row.number for row in read_here(path).requirements] == ["1.90", "2.10"]


def test_person_corrects_the_columns(make_xlsx) -> None:
    path = make_xlsx({"表": [["甲", "乙", "丙"], ["x", "支持检出", "9"], ["y", "支持测量", "8"]]})
    assert read_here(path).requirements == ()
    (table,) = preview(path)
    assert (table.key, table.total_rows, table.rows[1]) == ("表", 3, ("x", "支持检出", "9"))
    columns = ColumnMap({"表": {1: Role.TEXT, 2: Role.NUMBER}}, {"表": "business"}, {"表": 1})
    tender = read_tender(path, columns=ColumnMap.from_json(columns.as_json()))
    assert [(row.number, row.text, row.kind) for row in tender.requirements] == [
        ("9", "支持检出", "business"),
        ("8", "支持测量", "business"),
    ]
    assert read_here(path, columns=ColumnMap(kinds={"*": "skip"})).findings[0].code == "READ-09"


def test_preview_shows_the_guessed_roles(make_xlsx) -> None:
    path = make_xlsx({"技术参数": [["说明"], ["序号", "标记", "要求"], ["1", "★", "支持"]]})
    (table,) = preview_here(path)
    assert table.roles == (Role.NUMBER, Role.MARK, Role.TEXT)
    assert table.header_rows == 2


def test_rows_are_pasted_from_the_clipboard() -> None:
    rows = rows_from_clipboard('序号\t技术要求\n★1\t"支持A\n支持B"\n2\t延迟≤2秒\n')
    assert [(row.number, row.marks, row.text) for row in rows] == [
        ("1", "★", "支持A 支持B"),
        ("2", "", "延迟≤2秒"),
    ]
    bare = rows_from_clipboard("1.1\t★支持检出\r\n1.2\t支持测量")
    assert [(row.number, row.marks) for row in bare] == [("1.1", "★"), ("1.2", "")]
    lines = rows_from_clipboard("1. 支持检出\n2. 支持测量")
    assert [row.number for row in lines] == ["1", "2"]
    assert rows_from_clipboard("  \n") == ()


def test_hidden_sheet_is_named_and_only_read_on_request(make_xlsx, tmp_path: Path) -> None:
    import openpyxl

    path = make_xlsx(
        {"技术参数": [["序号", "要求"], ["1", "支持"]], "旧稿": [["序号", "要求"], ["9", "作废"]]}
    )
    book = openpyxl.load_workbook(path)
    book["旧稿"].sheet_state = "hidden"
    book["技术参数"].row_dimensions[2].hidden = True
    book["技术参数"].column_dimensions["B"].hidden = True
    book.save(path)
    tender = read_here(path)
    assert [row.number for row in tender.requirements] == ["1"]
    assert _codes(tender) == ["READ-04", "READ-01"]
    assert "2, B" in tender.findings[0].message.en
    assert "旧稿" in tender.findings[1].message.zh
    shown = read_here(path, columns=ColumnMap(hidden=True))
    assert [row.number for row in shown.requirements] == ["1", "9"]


def test_formula_without_stored_result_is_named(make_xlsx) -> None:
    path = make_xlsx(
        {"报价": [["序号", "名称", "数量", "单价", "合价（元）"], [1, "软件", 2, 3, "=C2*D2"]]}
    )
    tender = read_here(path)
    assert _codes(tender) == ["READ-02"]
    assert "E2" in tender.findings[0].message.zh
    assert tender.price_lines[0].total == ""


def test_dates_and_percentages_come_as_shown(tmp_path: Path) -> None:
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["项目名称", "某项目"])
    sheet.append(["投标截止时间", datetime.datetime.fromisoformat("2027-03-16T09:30")])
    sheet.append(["履约保证金", 0.05])
    sheet["B3"].number_format = "0%"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert read_here(path).project == {
        "项目名称": "某项目",
        "投标截止时间": "2027-03-16 09:30",
        "履约保证金": "5%",
    }
