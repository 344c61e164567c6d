from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.readers.docx import read_docx
from dossier_app.readers.raw import Grid, Line
from dossier_app.readers.tender import read_here


def _word(path: Path, body: str) -> Path:
    rels = '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", rels)
        archive.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
    return path


def test_two_tables_on_one_sheet_each_with_its_header(make_xlsx) -> None:
    path = make_xlsx(
        {
            "需求": [
                ["序号", "技术参数", "备注"],
                ["1", "支持检出", None],
                ["序号", "技术参数", "备注"],
                ["2", "支持测量", None],
                [],
                ["序号", "货物名称", "数量", "报价（万元）", None],
                [None, None, None, "单价", "合价"],
                [1, "软件", 1, 50, 50],
            ]
        },
        merges={"需求": ["D6:E6"]},
    )
    tender = read_here(path)
    assert [(row.number, row.text) for row in tender.requirements] == [
        ("1", "支持检出"),
        ("2", "支持测量"),
    ]
    assert [(line.name, line.total, line.unit) for line in tender.price_lines] == [
        ("软件", "50", "万元")
    ]


def test_notes_and_remarks_between_rows(make_xlsx) -> None:
    path = make_xlsx(
        {
            "技术参数": [
                ["序号", "技术参数要求", "备注"],
                ["▲1", "支持检出", None],
                [None, "（提供彩页）", None],
                [None, "注：▲条款每项负偏离扣4分。", None],
                ["2", "支持测量", None],
                ["二、其他", None, None],
                ["附件A-17", "支持日志", None],
                ["（很长的、不是编号的一段文字）", "支持备份", None],
            ]
        }
    )
    tender = read_here(path)
    assert [(row.section, row.number, row.text) for row in tender.requirements] == [
        ("技术参数", "▲1".strip("▲"), "支持检出（提供彩页）"),
        ("技术参数", "2", "支持测量"),
        ("二、其他", "附件A-17", "支持日志"),
        ("二、其他", "", "支持备份"),
    ]
    assert tender.mark_effects == {"▲": "-4"}


def test_names_merged_over_rows_are_sections_and_single_ones_names(make_xlsx) -> None:
    rows = [["序号", "指标名称", "技术要求"], ["1", "并发", "≥30"], ["2", None, "≤2秒"]]
    single = read_here(make_xlsx({"技术参数": rows}, name="a.xlsx")).requirements
    assert [row.text for row in single] == ["并发：≥30", "≤2秒"]
    merged = read_here(
        make_xlsx({"技术参数": rows}, {"技术参数": ["B2:B3"]}, name="b.xlsx")
    ).requirements
    assert [(row.section, row.text) for row in merged] == [("并发", "≥30"), ("并发", "≤2秒")]


def test_price_table_with_parameters_gives_both(make_xlsx) -> None:
    rows = [["序号", "名称", "技术参数", "数量", "单位", "单价(元)", "合计(元)", "备注"]]
    rows += [
        ["1", "软件", "1、支持检出\n2、支持测量", "1", "套", "￥1,200.00", "1200元", ""],
        ["合计", "", "", "", "", "", "1200", ""],
    ]
    tender = read_here(make_xlsx({"采购清单": rows}))
    (line,) = tender.price_lines
    assert (line.quantity, line.unit_price, line.total, line.unit) == ("1", "1200", "1200", "元")
    assert [(row.section, row.number, row.text) for row in tender.requirements] == [
        ("软件", "1", "支持检出"),
        ("软件", "2", "支持测量"),
    ]


def test_word_text_is_what_is_printed(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>1. 支持</w:t><w:tab/><w:t>检出</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:sym w:char="F0B3"/><w:sym w:char="2265"/><w:noBreakHyphen/></w:r></w:p>'
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>2. 支持测量</w:t><w:br/><w:t>续行</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc>"
        '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    )
    raw = read_docx(_word(tmp_path / "a.docx", body))
    lines = [block.text for block in raw.blocks if isinstance(block, Line)]
    assert lines == ["1. 支持 检出新≥≥-", "2. 支持测量", "续行"]
    (grid,) = [block for block in raw.blocks if isinstance(block, Grid)]
    assert grid.rows[0].cells == ["甲\n内"]
    assert [notice.code for notice in raw.notices] == ["READ-06"]
    assert [row.text for row in read_here(tmp_path / "a.docx").requirements][1] == "支持测量续行"


def test_word_numbers_its_lists_in_lines_and_cells(make_docx) -> None:
    path = make_docx(
        [
            "技术要求",
            ("支持检出", "List Number"),
            ("支持测量", "List Number"),
            ("支持导出", "List Bullet"),
        ]
    )
    assert [(row.number, row.text) for row in read_here(path).requirements] == [
        ("1", "支持检出"),
        ("2", "支持测量"),
        ("", "支持导出"),
    ]


def test_unnumbered_paragraphs_of_a_named_part_are_rows(make_docx) -> None:
    path = make_docx(
        [
            "二、商务要求",
            "质保期不少于3年。",
            "免费培训不少于2次。",
            "三、技术要求",
            "系统说明如下：",
            "1. 支持检出",
        ]
    )
    tender = read_here(path)
    assert [(row.kind, row.number, row.text) for row in tender.requirements] == [
        ("business", "", "质保期不少于3年。"),
        ("business", "", "免费培训不少于2次。"),
        ("technical", "1", "支持检出"),
    ]


def test_contents_page_is_no_requirement(make_docx) -> None:
    path = make_docx(["第一章 公告........ 3", "第二章 采购需求", "1. 支持检出"])
    assert [(row.section, row.text) for row in read_here(path).requirements] == [
        ("第二章 采购需求", "支持检出")
    ]


def test_numbered_term_is_fact_and_clause(make_docx) -> None:
    tender = read_here(make_docx(["1. 质保期：不少于3年", "2. 项目名称：某项目"]))
    assert [row.text for row in tender.requirements] == ["质保期：不少于3年"]
    assert tender.project == {"质保期": "不少于3年", "项目名称": "某项目"}


def test_empty_sheets_beside_a_full_one_are_silent_and_alone_refused(make_xlsx) -> None:
    full = make_xlsx({"技术参数": [["1. 支持检出"], ["2. 支持测量"]], "Sheet2": []})
    tender = read_here(full)
    assert [(row.section, row.number) for row in tender.requirements] == [
        ("技术参数", "1"),
        ("技术参数", "2"),
    ]
    assert tender.findings == ()
    with pytest.raises(BadInput) as caught:
        read_here(make_xlsx({"Sheet1": [], "Sheet2": []}, name="empty.xlsx"))
    assert caught.value.code == "XL-15"
