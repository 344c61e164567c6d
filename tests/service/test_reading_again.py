"""What a buyer's file says beside its clauses: facts above a head, totals, dates, another project, scores and prices again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.voice import voiced
from dossier_app.readers.tender import read_here
from dossier_app.service import answering, imports, queries, rereading
from dossier_app.service.commands import AddRecord, ChangeRecord
from dossier_app.service.workspace import Workspace
from tests.service import bidding as b

ABOVE = (
    ("影像智能软件采购需求",),
    ("项目名称", "影像智能软件采购项目", "", "项目编号", "ZB2026-101"),
    ("采购人：样例市第一医院",),
    ("投标截止时间：2026年12月18日 9:30",),
    ("开标时间", "2026年12月18日 9:00"),
    ("★为实质性要求，不满足即投标无效",),
)


def book(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """Write a workbook with these sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def scores(points: int) -> tuple[str, Sequence[Sequence[object]]]:
    return (
        "评分标准",
        [
            ("评分项目", "评分标准", "分值"),
            ("技术", "参数响应情况", points),
            ("商务", "业绩每份1分", 5),
        ],
    )


def prices(total: int, stated: int) -> tuple[str, Sequence[Sequence[object]]]:
    head = ("序号", "名称", "数量", "单价(元)", "合价(元)")
    return ("报价表", [head, (1, "影像软件", 1, total, total), ("合计", "", "", "", stated)])


CLAUSES = ("技术参数", [b.HEAD, *b.ROWS])


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with b.a_workspace(tmp_path) as made:
        yield made


def test_facts_above_the_head_of_a_table_in_the_same_sheet_are_read(tmp_path: Path) -> None:
    read = read_here(book(tmp_path / "a.xlsx", ("技术参数", [*ABOVE, b.HEAD, *b.ROWS])))
    assert read.project["项目名称"] == "影像智能软件采购项目"
    assert read.project["项目编号"] == "ZB2026-101"
    assert read.project["采购人"] == "样例市第一医院"
    assert [row.number for row in read.requirements] == ["1", "2", "3", "4", "5"]
    assert read.mark_effects == {"★": "reject"}


def test_opening_before_the_deadline_is_told_while_reading(tmp_path: Path) -> None:
    read = imports.read_tender_file(
        book(tmp_path / "a.xlsx", ("技术参数", [*ABOVE, b.HEAD, *b.ROWS]))
    )
    assert "READ-23" in {finding.code for finding in read.findings}
    plain = imports.read_tender_file(b.buyer_file(tmp_path / "b.xlsx"))
    assert "READ-23" not in {finding.code for finding in plain.findings}


def test_two_totals_and_a_total_that_is_not_the_sum_are_told(tmp_path: Path) -> None:
    two = read_here(
        book(tmp_path / "a.xlsx", CLAUSES, prices(500, 500), ("另表", prices(600, 600)[1]))
    )
    assert "READ-22" in {finding.code for finding in two.findings}
    wrong = read_here(book(tmp_path / "b.xlsx", CLAUSES, prices(500, 480)))
    assert "READ-08" in {finding.code for finding in wrong.findings}
    clean = read_here(book(tmp_path / "c.xlsx", CLAUSES, prices(500, 500)))
    assert not {"READ-08", "READ-22"} & {finding.code for finding in clean.findings}


def test_a_file_of_another_project_is_refused_for_a_tender_unless_it_is_meant(
    ws: Workspace, tmp_path: Path
) -> None:
    tender = b.with_tender(ws, b.buyer_file(tmp_path / "a.xlsx"))
    other = {"项目名称": "超声设备采购项目", "项目编号": "CS-9"}
    file = b.buyer_file(tmp_path / "b.xlsx", project=other)
    before = len(b.whole(ws).all("requirement"))
    with pytest.raises(BadInput, match="CS-9") as caught:
        imports.import_tender(ws, "d", file, tender=tender)
    assert caught.value.code == "IMPORT-OTHER"
    assert len(b.whole(ws).all("requirement")) == before
    imports.import_tender(ws, "d", file, tender=imports.Joining(tender, other_project=True))
    assert len(b.whole(ws).all("requirement")) == 2 * before


def test_scores_and_prices_of_a_clarified_file_are_compared_and_taken_over(
    ws: Workspace, tmp_path: Path
) -> None:
    tender = imports.import_tender(
        ws, "d", book(tmp_path / "a.xlsx", CLAUSES, scores(30), prices(500, 500))
    )
    item = b.whole(ws).all("score_item")[0]
    ws.do(ChangeRecord("score_item", item.id, {"expected": "25"}))
    again = read_here(book(tmp_path / "b.xlsx", CLAUSES, scores(35), prices(450, 450)))
    plan = rereading.reread(ws, "d", tender, again)
    assert {(each.kind, each.state) for each in plan.lists} == {
        ("score_item", "changed"),
        ("price_line", "changed"),
    }
    rereading.apply_reread(ws, plan)
    item = b.whole(ws).all("score_item")[0]
    assert (item.number("points"), item.number("expected")) == (35, 25)
    assert b.whole(ws).all("price_line")[0].number("total") == 450
    less = read_here(
        book(tmp_path / "c.xlsx", CLAUSES, ("评分标准", scores(35)[1][:2]), prices(450, 450))
    )
    gone = rereading.reread(ws, "d", tender, less).lists
    assert [(each.state, each.title) for each in gone] == [("gone", "商务：业绩每份1分")]
    assert gone[0].as_json()["record"]


def test_a_suggestion_that_a_person_took_is_confirmed_by_that_person(
    ws: Workspace, tmp_path: Path
) -> None:
    b.with_tender(ws, b.buyer_file(tmp_path / "a.xlsx"))
    past = {"requirement": "提供中文操作界面", "answer": "提供中文操作界面", "project": "旧项目"}
    ws.do(AddRecord("", "past_answer", "p1", past))
    row = b.requirement(ws, "4")
    answering.apply(ws, answering.accept(ws, "d", "T1", {row.id: 0}))
    taken = b.whole(ws).where("response", requirement=row.id)[0]
    assert taken.text("confirmed_by") == "张工"


@pytest.mark.parametrize(
    ("mode", "said"),
    [("OPEN", "投标人递交投标文件，中标后签约"), ("CONSULT", "供应商递交响应文件，成交后签约")],
)
def test_words_follow_the_procurement_mode(mode: str, said: str) -> None:
    assert voiced("投标人递交投标文件，中标后签约", mode) == said


def test_documents_speak_by_mode_but_never_change_the_purchasers_words(
    ws: Workspace, tmp_path: Path
) -> None:
    tender = b.with_tender(ws, b.buyer_file(tmp_path / "a.xlsx"))
    ws.do(ChangeRecord("tender", tender, {"mode": "INQ"}))
    dossier = b.whole(ws)
    brief = Brief(dossier, queries.judged_date(ws, dossier.heading), Lang.ZH, dossier.tender("T1"))
    assert brief.say("投标响应", "Response") == "响应内容"
    assert brief.say("投标响应", "Response") != dossier.all("requirement")[0].text("text")
