"""What a buyer's file says becomes the records of a tender: understood where it can be, word for word all of it."""

import json
from dataclasses import replace

import pytest

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.model.tenderfile import (
    PriceRow,
    RequirementRow,
    ScoreRow,
    SourcePlace,
    TenderFile,
    Threshold,
)
from dossier_app.service import imports, queries, tendering
from dossier_app.service.commands import AddRecord, ChangeRecord
from tests.service.bidding import buyer_file


def read(project=None, marks=None, scoring=(), prices=()):
    row = RequirementRow(
        section="技术参数",
        number="1.1",
        marks="★",
        effective_marks="★",
        text="肺结节检出敏感度≥90%",
        kind="technical",
        thresholds=(Threshold(">=", "90", "%"),),
        source=SourcePlace(sheet="技术参数", cell="A5"),
    )
    return TenderFile(project or {}, "", (row,), tuple(scoring), tuple(prices), marks or {}, ())


def values_of(**project):
    return tendering.project_values(read(project=project))


def test_project_facts_are_understood_and_kept_word_for_word():
    project = {
        "项目名称": "影像智能软件采购",
        "项目编号（标段）": "ZB-1",
        "采购人": "样例医院",
        "预算金额（万元）": "120.5",
        "最高限价": "人民币 98万元",
        "投标截止时间": "2027年3月16日 9时30分",
        "开标时间": "2027-03-16 10:00",
        "投标有效期": "90日历日",
        "采购方式": "公开招标",
    }
    found = tendering.project_values(read(project=project))
    assert json.loads(found.pop("source_facts")) == project
    assert found == {
        "name": "影像智能软件采购",
        "number": "ZB-1",
        "purchaser": "样例医院",
        "budget": "1205000",
        "ceiling": "980000",
        "deadline": "2027-03-16T09:30+08:00",
        "opening": "2027-03-16T10:00+08:00",
        "validity_days": 90,
        "mode": "OPEN",
    }


@pytest.mark.parametrize(
    ("label", "said", "key"),
    [
        ("预算金额", "详见公告", "budget"),
        ("投标截止时间", "2027年13月40日 9:30", "deadline"),
        ("投标截止时间", "2027年3月16日", "deadline"),
        ("投标截止时间", "另行通知", "deadline"),
        ("投标有效期", "见招标文件", "validity_days"),
        ("采购方式", "看情况", "mode"),
    ],
)
def test_what_is_not_understood_is_left_empty_not_guessed(label, said, key):
    found = values_of(**{label: said})
    assert key not in found
    assert json.loads(found["source_facts"]) == {label: said}


def test_deadline_and_opening_in_one_line_count_for_both():
    found = values_of(**{"投标截止及开标时间": "2027-3-16 9:30"})
    assert found["deadline"] == found["opening"] == "2027-03-16T09:30+08:00"


def test_a_file_that_says_nothing_about_the_project_adds_no_facts():
    assert values_of() == {}


@pytest.mark.parametrize(
    ("effect", "values"),
    [
        ("reject", {"effect": "reject"}),
        ("score", {"effect": "score"}),
        ("-2", {"effect": "score", "points": "2"}),
        ("unknown", {"effect": "unknown"}),
        ("other", {"effect": "unknown"}),
    ],
)
def test_a_mark_means_what_the_file_gives_or_is_unknown(effect, values):
    assert tendering.mark_values("t", "★", effect) == {"tender": "t", "symbol": "★"} | values


def test_places_are_told_in_words():
    place = SourcePlace(sheet="表一", page="3", paragraph="7", cell="B2")
    assert tendering.place_words(place) == "表一 第 3 页 第 7 段 B2"
    assert tendering.place_words(SourcePlace()) == ""


def stored(ws, tender):
    dossier = queries.dossier(ws, "d1")
    return {
        kind: [dict(record.values) for record in dossier.where(kind, tender=tender)]
        for kind in ("mark", "requirement", "score_item", "price_line")
    }


def test_everything_read_is_stored_in_one_undoable_change(ws):
    before = len(queries.history(ws))
    source = read(
        project={"项目名称": "采购"},
        marks={"★": "reject", "▲": "-2"},
        scoring=(ScoreRow("技术", "敏感度", "5"), ScoreRow("技术", "服务", "")),
        prices=(
            PriceRow("1", "软件", "2", "1,200.50", "2401", "元"),
            PriceRow("2", "升级", "一套", "3", "", "万元"),
        ),
    )
    tender = imports.import_tender(ws, "lung", source)
    found = stored(ws, tender)
    assert queries.dossier(ws, "d1").tender("T1").id == tender
    assert [mark["symbol"] for mark in found["mark"]] == ["★", "▲"]
    assert json.loads(found["requirement"][0]["thresholds"])[0]["value"] == "90"
    assert found["requirement"][0]["place"] == "技术参数 A5"
    assert [str(item.get("points")) for item in found["score_item"]] == ["5", "None"]
    assert [str(line.get("unit_price")) for line in found["price_line"]] == ["1200.5", "30000"]
    assert [str(line.get("quantity")) for line in found["price_line"]] == ["2", "None"]
    assert len(queries.history(ws)) == before + 1
    ws.undo()
    assert queries.dossier(ws, "d1").records == {}


def test_a_second_file_gets_the_next_code_or_joins_the_tender_named(ws):
    first = imports.import_tender(ws, "lung", read(project={"项目名称": "甲"}))
    second = imports.import_tender(ws, "lung", read(project={"项目名称": "乙"}))
    assert first != second
    assert queries.dossier(ws, "d1").tender("T2").id == second
    more = read(project={"项目名称": "甲（补充）", "投标有效期": "60天"})
    joined = imports.import_tender(ws, "lung", more, tender="T1")
    found = queries.dossier(ws, "d1")
    assert joined == first
    assert len(found.where("requirement", tender=first)) == 2
    tender = found.find("tender", first)
    assert (tender.text("name"), tender.values["validity_days"]) == ("甲", 60)
    assert tendering.facts_of(tender) == {"项目名称": "甲（补充）", "投标有效期": "60天"}


def test_codes_fill_gaps_and_are_not_used_twice(ws):
    ws.do(AddRecord("d1", "tender", "x", {"code": "T2"}))
    imports.import_tender(ws, "lung", read())
    imports.import_tender(ws, "lung", read())
    codes = [record.text("code") for record in queries.dossier(ws, "d1").all("tender")]
    assert codes == ["T2", "T1", "T3"]


def test_an_unknown_tender_is_not_joined(ws):
    with pytest.raises(NotFound) as refusal:
        imports.import_tender(ws, "lung", read(), tender="T9")
    assert refusal.value.place == "T9"
    assert queries.dossier(ws, "d1").records == {}


def test_a_file_is_kept_as_evidence_of_its_tender(ws, tmp_path):
    file = buyer_file(tmp_path / "招标文件.xlsx")
    tender = imports.import_tender(ws, "lung", file)
    found = queries.dossier(ws, "d1")
    evidence = found.all("evidence")[0]
    assert found.find("tender", tender).text("source") == evidence.id
    assert queries.evidence_path(ws, evidence.text("sha256")).read_bytes() == file.read_bytes()
    assert len(found.where("requirement", tender=tender)) == 5
    assert imports.import_tender(ws, "lung", file, tender="T1") == tender


def test_a_file_without_a_row_stores_nothing(ws, tmp_path):
    file = tmp_path / "说明.csv"
    file.write_text("本页无内容\n", encoding="utf-8")
    with pytest.raises(BadInput) as refusal:
        imports.import_tender(ws, "lung", file)
    assert (refusal.value.code, refusal.value.place) == ("TENDER-EMPTY", "说明.csv")
    assert queries.dossier(ws, "d1").records == {}
    assert list(ws.evidence.contents()) == []
    only = replace(read(prices=(PriceRow("1", "软件", "1", "2", "2", "元"),)), requirements=())
    assert imports.import_tender(ws, "lung", only)


def test_files_that_cannot_be_read_store_nothing(ws, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    for path in (tmp_path / "a.xlsx", tmp_path / "absent.xlsx"):
        with pytest.raises(BadInput) as refusal:
            imports.import_tender(ws, "lung", path)
        assert path.name in refusal.value.message.zh
    assert queries.dossier(ws, "d1").records == {}
    assert list(ws.evidence.contents()) == []


def test_facts_of_a_tender_without_a_file_are_none(ws):
    ws.do(AddRecord("d1", "tender", "x", {"code": "T1"}))
    ws.do(ChangeRecord("tender", "x", {"name": "手工"}))
    assert tendering.facts_of(queries.dossier(ws, "d1").tender("T1")) == {}
