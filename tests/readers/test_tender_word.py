"""Word files of tenders: headings, lists, prose and tables, as people write them."""

from __future__ import annotations

from dossier_app.model.tenderfile import RequirementRow, TenderFile
from dossier_app.readers.tender import (
    read_here,
)


def _brief(rows: tuple[RequirementRow, ...]) -> list[tuple[str, str, str, str]]:
    return [(row.section, row.number, row.marks, row.text) for row in rows]


def _codes(tender: TenderFile) -> list[str]:
    return [finding.code for finding in tender.findings]


def test_word_headings_lists_and_prose(make_docx) -> None:
    path = make_docx(
        [
            "某医院影像软件竞争性磋商文件",
            "项目编号：CS-2026-7",
            "第三章 采购需求",
            "一、技术要求",
            "本项目采购软件一套。",
            "★1. 支持DICOM 3.0；",
            "（须提供证明材料）",
            "2. 服务器配置：",
            "（1）CPU≥2颗",
            "▲（2）内存≥128GB",
            "二、商务要求",
            "1. 交货期：合同签订后30日内",
            "说明：★条款为实质性要求，不满足响应无效；▲条款不满足每项扣3分。",
        ]
    )
    tender = read_here(path)
    assert _brief(tender.requirements) == [
        ("一、技术要求", "1", "★", "支持DICOM 3.0；（须提供证明材料）"),
        ("2. 服务器配置", "（1）", "", "CPU≥2颗"),
        ("2. 服务器配置", "（2）", "▲", "内存≥128GB"),
        ("二、商务要求", "1", "", "交货期：合同签订后30日内"),
    ]
    assert [row.kind for row in tender.requirements] == ["technical"] * 3 + ["business"]
    assert tender.mark_effects == {"★": "reject", "▲": "-3"}
    assert tender.project == {"项目编号": "CS-2026-7"}
    assert tender.vocabulary == "供应商/响应文件"


def test_word_tables_with_merged_cells(make_docx) -> None:
    path = make_docx(
        [
            "技术参数表",
            [
                ["类别", "序号", "参数要求"],
                ["检出", "1", "★支持检出"],
                ["^", "2", "支持分类"],
                ["三、测量", None, None],
                ["", "3", "支持测量"],
            ],
        ]
    )
    assert _brief(read_here(path).requirements) == [
        ("检出", "1", "★", "支持检出"),
        ("检出", "2", "", "支持分类"),
        ("三、测量", "3", "", "支持测量"),
    ]


def test_second_table_without_header_goes_on_with_the_columns_of_the_first(make_docx) -> None:
    path = make_docx(
        [
            "技术要求",
            [["编号", "要求", "说明"], ["1", "支持A", ""]],
            [["2", "支持B", ""], ["▲3", "支持C", ""]],
        ]
    )
    assert [(row.number, row.marks) for row in read_here(path).requirements] == [
        ("1", ""),
        ("2", ""),
        ("3", "▲"),
    ]


def test_table_that_is_not_understood_is_named_not_guessed(make_docx) -> None:
    path = make_docx([[["张三", "主任"], ["李四", "医师"]], "1. 支持检出"])
    tender = read_here(path)
    assert "READ-07" in _codes(tender)
    assert [row.text for row in tender.requirements] == ["支持检出"]
