"""Supplement letters: taken apart, kept with their clock, remembered at the field, answered as one export."""

from datetime import date

import pytest
from docx import Document

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.model.letters import concerned, points_of
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, ChangeRecord
from dossier_app.service.copying import copy_dossier
from dossier_app.service.exports import ExportRequest, export
from dossier_app.service.supplement import Receipt, import_letter, read_letter

LINES = (
    "医疗器械补正资料通知",
    "一、综述资料",
    "（一）请明确适用范围中的适用人群，与临床评价数据一致。",
    "（二）请补充 2.1.6 运行环境的兼容版本。",
    "二、非临床资料：",
    "1. 请提交数据来源机构的伦理批件。",
    "并说明各机构的数量。",
    "2、请补充使用说明。",
)
RECEIVED = date(2026, 3, 31)


@pytest.fixture
def letter(tmp_path):
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    path = tmp_path / "通知.docx"
    document.save(path)
    return path


@pytest.fixture
def mine(samples) -> str:
    return copy_dossier(samples, "lung-nodule", "mine")[0]


def test_a_letter_falls_into_its_points(letter):
    found = read_letter(Receipt("", RECEIVED, letter))
    assert [(each.number, each.place) for each in found.points] == [
        ("一.一", "claim.intended_use"),
        ("一.二", "ptr.environment"),
        ("二.1", "provenance.summary"),
        ("二.2", ""),
    ]
    assert found.points[2].text.endswith("数量。")
    assert found.as_json()["points"][3]["number"] == "二.2"


def test_a_letter_without_numbers_is_one_point():
    (point,) = points_of("请补充说明算法训练所用\n数据。")
    assert (point.number, point.text) == ("1", "请补充说明算法训练所用 数据。")
    assert points_of(" \n") == ()
    assert concerned("2.1.99 无此条") == ""


def test_points_are_kept_with_the_clock_and_at_their_fields(samples, mine, letter):
    import_letter(samples, mine, Receipt("补2026-1", RECEIVED, letter))
    dossier = queries.dossier(samples, mine)
    (stored,) = dossier.all("letter")
    assert stored.day("due") == date(2027, 3, 31)
    assert len(dossier.where("letter_point", letter=stored.id)) == 4
    notes = dossier.where("comment", place="claim.intended_use")
    assert any("补2026-1" in note.text("text") for note in notes)
    samples.undo()
    assert queries.dossier(samples, mine).all("letter") == ()


def test_the_reply_names_what_is_open(samples, mine, tmp_path):
    import_letter(samples, mine, Receipt("补2026-2", RECEIVED, text="1、请补充甲。\n2、请补充乙。"))
    first, second = queries.dossier(samples, mine).all("letter_point")
    said = {"reply": "已补充，见附件。", "changed_pages": "说明书第 3 页", "state": "answered"}
    samples.do(ChangeRecord("letter_point", first.id, said))
    result = export(samples, ExportRequest(mine, "supplement", tmp_path / "a.docx"))
    assert [item.what.zh for item in result.omitted] == ["2 请补充乙。"]
    samples.do(ChangeRecord("letter_point", second.id, said))
    result = export(samples, ExportRequest(mine, "supplement", tmp_path / "b"))
    assert result.state == "complete"
    words = "\n".join(p.text for p in Document(tmp_path / "b" / "补正资料.docx").paragraphs)
    assert "说明书第 3 页" in words or "已补充，见附件。" in words


def test_slips_are_refused(samples, mine, tmp_path):
    with pytest.raises(NotFound):
        export(samples, ExportRequest(mine, "supplement", tmp_path / "a.docx"))
    with pytest.raises(NotFound):
        read_letter(Receipt("", RECEIVED, tmp_path / "none.pdf"))
    with pytest.raises(BadInput):
        read_letter(Receipt("", RECEIVED, text="  "))
    with pytest.raises(BadInput, match="number"):
        import_letter(samples, mine, Receipt(" ", RECEIVED, text="1、请补充。"))
    import_letter(samples, mine, Receipt("一", RECEIVED, text="1、请补充甲。"))
    with pytest.raises(BadInput, match="already"):
        import_letter(samples, mine, Receipt("一", RECEIVED, text="1、请补充甲。"))


def test_a_market_record_recalls_the_packs_handed_out(samples, mine):
    issue = {"what": "tender-pack", "issued_on": "2026-10-01", "state": "complete", "facts": "{}"}
    samples.do(AddRecord(mine, "pack_issue", "p" * 32, issue | {"documents_hash": "0" * 64}))
    assert "p" * 32 not in {each.record for each in queries.recall(samples)}
    event = {"kind": "miss", "site": "示例医院", "occurred_on": "2026-10-02", "state": "open"}
    more = {"description": "漏诊一例", "suspects": ["packs"]}
    samples.do(AddRecord(mine, "incident", "i" * 32, event | more))
    found = {each.record: each.differences for each in queries.recall(samples)}
    assert any(now == "漏诊一例" for _, _, now in found["p" * 32])
    samples.do(ChangeRecord("incident", "i" * 32, {"state": "resolved"}))
    assert "p" * 32 not in {each.record for each in queries.recall(samples)}
