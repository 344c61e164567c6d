"""A clarified file read again: differences row by row, answers kept, another project's file refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.model.rowdiff import RowState
from dossier_app.readers.tender import read_here
from dossier_app.service import imports
from dossier_app.service.commands import AddRecord
from dossier_app.service.rereading import Reread, apply_reread, reread
from dossier_app.service.workspace import Workspace
from tests.service import bidding as b

CLARIFIED = (
    ("1", "★", "肺结节检出敏感度≥95%，特异度≥85%"),
    ("2", "▲", "支持4mm及以上肺结节检出"),
    ("3", "", "提供中文操作界面"),
    ("4", "", "单例处理时间≤60秒"),
    ("5", "", "支持与院内PACS以DICOM标准对接"),
)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with b.a_workspace(tmp_path) as workspace:
        b.with_tender(workspace, b.buyer_file(tmp_path / "first.xlsx"))
        yield workspace


def again(
    ws: Workspace, tmp_path: Path, rows: tuple[tuple[str, str, str], ...] = CLARIFIED, **more: str
) -> Reread:
    path = b.buyer_file(tmp_path / "again.xlsx", rows, b.PROJECT | more)
    return reread(ws, "d", "T1", read_here(path))


def texts(ws: Workspace) -> list[str]:
    return [row.text("text") for row in b.whole(ws).all("requirement")]


def test_the_same_file_read_again_has_no_differences(ws: Workspace, tmp_path: Path) -> None:
    before, plan = b.plain(ws), again(ws, tmp_path, b.ROWS)
    assert plan.counts() == {"same": 5, "moved": 0, "changed": 0, "new": 0, "gone": 0}
    assert plan.facts == plan.marks == ()
    apply_reread(ws, plan)
    assert b.plain(ws) == before


def test_rows_are_told_same_changed_moved_new_and_gone(ws: Workspace, tmp_path: Path) -> None:
    plan = again(ws, tmp_path)
    states = [(row.state.value, row.as_json()["text"][:5]) for row in plan.rows]
    assert states == [
        ("changed", "肺结节检出"),
        ("changed", "支持4mm"),
        ("moved", "提供中文操"),
        ("gone", "并发用户数"),
        ("moved", "单例处理时"),
        ("new", "支持与院内"),
    ]
    first, second = plan.rows[:2]
    assert {d.field for d in first.differences} == {"text", "thresholds"}
    assert first.differences[1].new == ">=95%，>=85%"
    assert [(d.field, d.old, d.new) for d in second.differences][:1] == [("marks", "", "▲")]
    assert "95" in "".join(s.text for s in first.spans() if s.change.value == "added")
    assert plan.as_json()["counts"]["gone"] == 1
    assert [row["state"] for row in plan.as_json()["rows"]].count("new") == 1


def test_answers_stay_and_changed_rows_lose_their_confirmation(
    ws: Workspace, tmp_path: Path
) -> None:
    b.answer(ws, "1", "敏感度92%，特异度86%", deviation="positive", confirmed_by="张工")
    b.answer(ws, "4", "提供中文操作界面", deviation="none", confirmed_by="张工")
    b.answer(ws, "5", "并发用户数50", deviation="positive", confirmed_by="张工")
    before = b.plain(ws)
    apply_reread(ws, again(ws, tmp_path))
    assert [t for t in texts(ws) if t != "并发用户数≥20"] == [row[2] for row in CLARIFIED]
    assert b.response(ws, "1").text("text") == "敏感度92%，特异度86%"
    assert b.response(ws, "1").text("confirmed_by") == ""
    assert b.response(ws, "3").text("confirmed_by") == "张工"
    notes = [note.text("text") for note in b.whole(ws).all("comment")]
    assert any("90%" in note and "95%" in note for note in notes)
    assert any("没有这一条" in note for note in notes)
    assert "并发用户数≥20" in texts(ws)
    ws.undo()
    assert b.plain(ws) == before


def test_rows_that_are_gone_leave_with_their_answers_on_request(
    ws: Workspace, tmp_path: Path
) -> None:
    identity = b.answer(ws, "5", "并发用户数50", deviation="positive")
    file = tmp_path / "proof.txt"
    file.write_text("并发", encoding="utf-8")
    proof = imports.attach(ws, "d", file, "other")
    link = {"evidence": proof, "target_kind": "response", "target": identity}
    ws.do(AddRecord("d", "link", "l1", link))
    before = b.plain(ws)
    apply_reread(ws, again(ws, tmp_path), drop_gone=True)
    assert texts(ws) == [row[2] for row in CLARIFIED]
    assert b.whole(ws).all("link") == b.whole(ws).all("response") == ()
    ws.undo()
    assert b.plain(ws) == before


def test_new_order_is_taken_over_between_rows_of_other_tenders(
    ws: Workspace, tmp_path: Path
) -> None:
    b.with_tender(ws, b.buyer_file(tmp_path / "other.xlsx", b.ROWS[:2]))
    rows = (*b.ROWS[3:], ("9", "", "提供三年原厂质保服务"), *b.ROWS[:3])
    plan = again(ws, tmp_path, rows)
    assert {r.state for r in plan.rows} == {RowState.SAME, RowState.MOVED, RowState.NEW}
    apply_reread(ws, plan)
    mine = [
        r.text("text") for r in b.whole(ws).all("requirement") if r.text("tender") == plan.tender
    ]
    assert mine == [row[2] for row in rows]
    others = texts(ws)[-2:]
    assert others == [row[2] for row in b.ROWS[:2]]


def test_new_facts_and_marks_of_the_project_are_taken_over(ws: Workspace, tmp_path: Path) -> None:
    plan = again(ws, tmp_path, CLARIFIED, 投标截止时间="2027年3月20日 9:30")
    assert [d.field for d in plan.facts] == ["deadline"]
    assert [d.field for d in plan.marks] == ["▲"]
    apply_reread(ws, plan)
    tender = b.whole(ws).tender("T1")
    assert tender is not None
    assert "2027-03-20" in str(tender.values["deadline"])
    assert "投标截止时间" in tender.text("source_facts")
    marks = {m.text("symbol"): m.text("effect") for m in b.whole(ws).all("mark")}
    assert marks == {"★": "reject", "▲": "unknown"}


def test_a_mark_explained_later_gets_its_meaning(ws: Workspace, tmp_path: Path) -> None:
    apply_reread(ws, again(ws, tmp_path))
    read = read_here(tmp_path / "again.xlsx")
    explained = replace(read, mark_effects={"★": "reject", "▲": "-2"})
    plan = reread(ws, "d", "T1", explained)
    assert [(d.field, d.old, d.new) for d in plan.marks] == [("▲", "unknown", "score2")]
    apply_reread(ws, plan)
    marks = {m.text("symbol"): m.text("points") for m in b.whole(ws).all("mark")}
    assert marks["▲"] == "2"
    forgotten = replace(read, mark_effects={"▲": "unknown"})
    assert reread(ws, "d", "T1", forgotten).marks == ()


@pytest.mark.parametrize(
    ("project", "accepted"),
    [
        ({"项目名称": "超声设备采购", "项目编号": "ZB2026-102"}, False),
        ({"项目名称": "超声设备采购", "项目编号": "ZB2026-101"}, True),
        ({"项目名称": "影像智能软件采购项目（更正）", "项目编号": "ZB2026-102"}, True),
        ({"项目编号": "ZB2026-1011"}, False),
        ({"项目编号": "ZB2026-101（第二次更正）"}, True),
        ({}, True),
    ],
)
def test_a_file_of_another_project_is_refused(
    ws: Workspace, tmp_path: Path, project: dict[str, str], accepted: bool
) -> None:
    read = read_here(b.buyer_file(tmp_path / "again.xlsx", b.ROWS, project | {"采购人": "市一院"}))
    if accepted:
        assert reread(ws, "d", "T1", read).counts()["same"] == 5
        return
    with pytest.raises(BadInput) as caught:
        reread(ws, "d", "T1", read)
    assert caught.value.code == "REREAD-OTHER"
    assert "ZB2026-101" in caught.value.message.zh
    assert reread(ws, "d", "T1", read, other_project=True).counts()["same"] == 5


def test_a_file_without_rows_or_an_unknown_tender_is_refused(ws: Workspace, tmp_path: Path) -> None:
    read = read_here(b.buyer_file(tmp_path / "again.xlsx"))
    with pytest.raises(BadInput):
        reread(ws, "d", "T1", replace(read, requirements=()))
    with pytest.raises(NotFound, match="T1"):
        reread(ws, "d", "T7", read)


def test_a_plan_made_before_another_edit_is_not_applied(ws: Workspace, tmp_path: Path) -> None:
    plan = again(ws, tmp_path)
    b.answer(ws, "1", "敏感度92%", deviation="positive")
    before = b.plain(ws)
    with pytest.raises(BadInput) as caught:
        apply_reread(ws, plan)
    assert caught.value.code == "PLAN-OLD"
    assert b.plain(ws) == before
