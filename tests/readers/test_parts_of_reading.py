from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_app.readers.clauses import (
    cell_number,
    is_below,
    marks_alone,
    rank,
    split_clauses,
    take_apart,
)
from dossier_app.readers.columns import ColumnMap, Role, guessed, header, role_of
from dossier_app.readers.meanings import effects, meanings
from dossier_app.readers.numbering import Numbering, chinese, formed
from dossier_app.readers.parts import fact_in, is_label, part_of, strong_part_of, vocabulary
from dossier_app.readers.raw import GridRow, letters


@pytest.mark.parametrize(
    ("text", "number", "marks", "rest"),
    [
        ("★2.1 影像处理", "2.1", "★", "影像处理"),
        ("5. 独立法人", "5", "", "独立法人"),
        ("2小时内响应", "", "", "2小时内响应"),
        ("1.5T磁共振", "", "", "1.5T磁共振"),
        ("3.2、▲支持", "3.2", "▲", "支持"),
        ("(3)#支持", "(3)", "#", "支持"),
        ("第2条▲支持", "第2条", "▲", "支持"),
        ("１２３★支持", "123", "★", "支持"),
        ("【▲】1.1支持", "1.1", "▲", "支持"),
        ("支持★号", "", "", "支持★号"),
        ("3.1.1冠脉", "3.1.1", "", "冠脉"),
        ("＃3．1 支持", "3.1", "#", "支持"),
        ("50%及以上", "", "", "50%及以上"),
        ("3D重建", "", "", "3D重建"),
        ("①支持", "①", "", "支持"),
        ("（二）支持", "（二）", "", "支持"),
        ("一、资质", "一", "", "资质"),
        ("A.支持", "A", "", "支持"),
        ("IV. 支持", "IV", "", "支持"),
        ("4.3 2小时内响应", "4.3", "", "2小时内响应"),
        ("★▲1、支持", "1", "★▲", "支持"),
        ("(★重要)支持", "", "", "(★重要)支持"),
        ("", "", "", ""),
    ],
)
def test_head_of_a_clause(text: str, number: str, marks: str, rest: str) -> None:
    clause = take_apart(text)
    assert (clause.number, clause.marks, clause.text) == (number, marks, rest)


@given(st.text(max_size=80))
def test_text_of_a_clause_stands_in_it_verbatim(text: str) -> None:
    assert take_apart(text).text in " ".join(text.split())


@given(st.text(alphabet="1２.、★▲（）()支持\n ；。A", max_size=60))
def test_splitting_loses_no_word(text: str) -> None:
    clauses = split_clauses(text, own_number=True)
    assert sum(clause.text.count("支") for clause in clauses) == text.count("支")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("★1、甲\n（说明）\n▲2、乙；", [("1", "★", "甲 （说明）"), ("2", "▲", "乙；")]),
        (
            "配置：1、甲；2、乙；3、丙",
            [("", "", "配置："), ("1", "", "甲；"), ("2", "", "乙；"), ("3", "", "丙")],
        ),
        ("★甲。▲乙", [("", "★", "甲。"), ("", "▲", "乙")]),
        ("甲\n乙", [("", "", "甲 乙")]),
        ("1、甲，误差2、3级", [("", "", "1、甲，误差2、3级")]),
    ],
)
def test_cell_with_many_clauses(text: str, wanted: list[tuple[str, str, str]]) -> None:
    clauses = split_clauses(text, own_number=True)
    assert [(clause.number, clause.marks, clause.text) for clause in clauses] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("★3.1.1", ("3.1.1", "★")),
        ("3.2▲", ("3.2", "▲")),
        ("（3）", ("（3）", "")),
        ("１２", ("12", "")),
        ("第2条", ("第2条", "")),
        ("1、", ("1", "")),
        ("★", ("", "★")),
        ("3.2 功能", None),
        ("功能", None),
    ],
)
def test_cell_with_a_number_alone(text: str, wanted: tuple[str, str] | None) -> None:
    assert cell_number(text) == wanted


def test_cell_with_marks_alone() -> None:
    assert [marks_alone(text) for text in ("★", "（＃）", "★、▲", "★重要", "")] == [
        "★",
        "#",
        "★▲",
        "",
        "",
    ]


def test_ranks_of_numbers() -> None:
    order = ["第一章", "第二节", "一", "（一）", "3", "3.1", "3.1.1", "（1）", "1)", "①", "a)", "?"]
    assert [rank(number) for number in order] == sorted(rank(number) for number in order)
    assert len({rank(number) for number in order}) == len(order)
    assert is_below("3.1", "3")
    assert not is_below("3.1", "2")
    assert is_below("（1）", "3.1")
    assert not is_below("3", "3.1")
    assert not is_below("31", "3")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "带“★”的条款为实质性要求，任何一条不满足将导致投标无效；带“▲”的条款为重要评分指标。",
            {"★": "reject", "▲": "score"},
        ),
        ("★、※号条款均不得偏离。", {"★": "reject", "※": "reject"}),
        ("▲为重要参数，每有一项负偏离扣1.5分，无标记每项扣0.5分", {"▲": "-1.5", "": "-0.5"}),
        ("＃为关键指标，每项6分", {"#": "score"}),
        ("△为一般指标", {}),
        ("本项目含★条款", {}),
        ("▲条款不作为实质性要求，作为评分依据", {"▲": "score"}),
        ("●项非实质性", {}),
    ],
)
def test_meaning_comes_from_the_sentence(sentence: str, wanted: dict[str, str]) -> None:
    assert effects(meanings([sentence]), ())[0] == wanted


def test_general_word_does_not_contradict_a_deduction() -> None:
    found = meanings(["▲为重要评分指标。", "▲指标每负偏离一项扣2分。"])
    assert effects(found, "▲") == ({"▲": "-2"}, ())


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("序号", Role.NUMBER),
        ("条 款 号", Role.NUMBER),
        ("重要性", Role.MARK),
        ("招标技术要求", Role.TEXT),
        ("参数名称", Role.NAME),
        ("单价（元/人次）", Role.UNIT_PRICE),
        ("合价（万元）", Role.TOTAL),
        ("分值", Role.POINTS),
        ("投标响应", Role.ANSWER),
        ("响应时间要求", Role.TEXT),
        ("证明材料", Role.PROOF),
        ("备注", Role.NOTE),
        ("数量", Role.QUANTITY),
        ("单位", Role.UNIT),
        ("类别", Role.GROUP),
        ("甲乙丙", None),
        ("敏感度≥90%", None),
        ("", None),
        ("这是一个很长很长的句子，它不可能是表头里的字，因为太长了", None),
    ],
)
def test_header_words(title: str, role: Role | None) -> None:
    assert role_of(title) is role


def test_row_of_content_is_no_header() -> None:
    assert header(GridRow(1, ["1.1", "参数要求", "证明材料"])) is None
    assert header(GridRow(1, ["技术要求"])) is None
    assert header(GridRow(1, ["甲", "乙", "序号", "要求"])) is None
    assert header(GridRow(1, ["序号", "备注"])) is None


def test_name_beside_requirement_is_its_name() -> None:
    layout = header(GridRow(1, ["序号", "指标名称", "技术要求", "参数值", "总金额", "合价"]))
    assert layout is not None
    assert layout.roles[:3] == (Role.NUMBER, Role.NAME, Role.TEXT)
    assert layout.titles[layout.first(Role.TOTAL)] == "合价"
    assert layout.all(Role.TEXT) == [2]


def test_nothing_is_guessed_from_nothing() -> None:
    assert guessed([]) is None
    assert guessed([GridRow(1, ["", ""])]) is None


def test_column_map_survives_being_kept() -> None:
    columns = ColumnMap(
        {"表": {0: Role.NUMBER, 2: Role.TEXT}}, {"*": "business"}, {"表": 2}, hidden=True
    )
    assert ColumnMap.from_json(columns.as_json()) == columns
    assert ColumnMap.from_json({}) == ColumnMap()


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("商务条款", "business"),
        ("投标人资格要求", "qualification"),
        ("提交资料", "qualification"),
        ("评分标准", "scoring"),
        ("项目概况", "project"),
        ("报价清单", "price"),
        ("采购需求", "technical"),
        ("投标人须知", "other"),
        ("一、核心服务", None),
    ],
)
def test_part_that_a_title_opens(title: str, part: str | None) -> None:
    assert part_of(title) == part


def test_strong_titles_are_names_of_parts_alone() -> None:
    assert strong_part_of("二、商务要求") == "business"
    assert strong_part_of("（三）资格条件：") == "qualification"
    assert strong_part_of("一、资质与适用范围") is None
    assert strong_part_of("支持技术参数导出") is None


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("项目编号：X-1", ("项目编号", "X-1")),
        ("一、项目名称: 某项目 一期", ("项目名称", "某项目 一期")),
        ("项目名称：________", None),
        ("功能：支持检出", None),
        ("没有冒号", None),
    ],
)
def test_facts_in_lines(line: str, fact: tuple[str, str] | None) -> None:
    assert fact_in(line) == fact


def test_labels_may_carry_a_unit() -> None:
    assert is_label("预算金额（元）")
    assert not is_label("肺结节检出")


def test_vocabulary_follows_the_mode_then_the_words() -> None:
    assert vocabulary({"采购方式": "竞争性磋商"}, ["投标人投标人"]) == "供应商/响应文件"
    assert vocabulary({"采购方式": "公开招标"}, []) == "投标人/投标文件"
    assert vocabulary({"采购方式": "其他"}, ["供应商应提交响应文件"]) == "供应商/响应文件"
    assert vocabulary({}, ["某院询价公告", "投标人"]) == "供应商/响应文件"
    assert vocabulary({}, ["投标人与供应商"]) == ""
    assert vocabulary({}, ["支持检出"]) == ""


def test_sheet_letters() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


@pytest.mark.parametrize(
    ("count", "form", "wanted"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (12, "chineseCounting", "十二"),
        (105, "chineseCountingThousand", "一百零五"),
        (20, "japaneseCounting", "二十"),
        (3, "decimalEnclosedCircle", "③"),
        (25, "decimalEnclosedCircle", "25"),
        (28, "lowerLetter", "bb"),
        (2, "upperLetter", "B"),
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (5, "unheardOf", "5"),
    ],
)
def test_number_forms_of_word(count: int, form: str, wanted: str) -> None:
    assert formed(count, form) == wanted


def test_chinese_counts() -> None:
    assert [chinese(count) for count in (1, 10, 11, 21, 100, 110, 0, 1000)] == [
        "一",
        "十",
        "十一",
        "二十一",
        "一百",
        "一百一十",
        "0",
        "1000",
    ]


_LISTS = """<numbering>
<abstractNum abstractNumId="7">
 <lvl ilvl="0"><start val="1"/><numFmt val="chineseCounting"/><lvlText val="%1、"/></lvl>
 <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><isLgl/><lvlText val="%1.%2"/></lvl>
 <lvl ilvl="2"><start val="3"/><numFmt val="decimal"/><lvlText val="（%3）"/></lvl>
 <lvl ilvl="3"><numFmt val="bullet"/><lvlText val="o"/></lvl>
 <lvl ilvl="4"><numFmt val="none"/><lvlText val=""/></lvl>
</abstractNum>
<num numId="1"><abstractNumId val="7"/></num>
<num numId="2"><abstractNumId val="7"/><lvlOverride ilvl="1"><startOverride val="5"/></lvlOverride></num>
<num numId="3"><abstractNumId val="7"/><lvlOverride ilvl="0"><lvl ilvl="0"><numFmt val="upperLetter"/><lvlText val="%1."/></lvl></lvlOverride></num>
</numbering>"""
_STYLES = """<styles>
<style styleId="base"><pPr><outlineLvl val="1"/><numPr><numId val="1"/></numPr></pPr></style>
<style styleId="child"><basedOn val="base"/></style>
<style styleId="loop"><basedOn val="loop"/></style>
</styles>"""


def _paragraph(number: str, level: int) -> Element:
    return fromstring(f'<pPr><numPr><ilvl val="{level}"/><numId val="{number}"/></numPr></pPr>')  # noqa: S314 - our own text


def test_automatic_numbers_are_counted_as_word_counts() -> None:
    numbering = Numbering(fromstring(_LISTS), fromstring(_STYLES))  # noqa: S314 - our own text
    printed = []
    for number, level in [
        ("1", 0),
        ("1", 1),
        ("1", 1),
        ("1", 2),
        ("1", 0),
        ("1", 1),
        ("2", 1),
        ("2", 1),
        ("1", 3),
        ("1", 4),
        ("9", 0),
        ("0", 0),
        ("1", 8),
    ]:
        found = numbering.before(_paragraph(number, level))
        printed.append(found.text + "o" * found.bullet if found else None)
    assert printed == [
        "一、",
        "1.1",
        "1.2",
        "（3）",
        "二、",
        "2.1",
        "2.5",
        "2.6",
        "o",
        None,
        None,
        None,
        None,
    ]


def test_styles_pass_numbers_and_outline_on() -> None:
    numbering = Numbering(fromstring(_LISTS), fromstring(_STYLES))  # noqa: S314 - our own text
    styled = fromstring('<pPr><pStyle val="child"/></pPr>')  # noqa: S314 - our own text
    found = numbering.before(styled)
    assert found is not None
    assert (found.text, numbering.outline(styled)) == ("一、", 2)
    looped = fromstring('<pPr><pStyle val="loop"/></pPr>')  # noqa: S314 - our own text
    assert numbering.before(looped) is None
    assert numbering.outline(None) == 0
    own = numbering.before(_paragraph("3", 0))
    assert own is not None
    assert own.text == "B."
    assert Numbering(None, None).before(_paragraph("1", 0)) is None
