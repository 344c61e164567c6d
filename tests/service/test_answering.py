"""Suggestions, computed answers and their acceptance: only what is true, never over a confirmed answer."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, Cancelled, NotFound
from dossier_app.base.text import Text
from dossier_app.service import imports
from dossier_app.service.answering import accept, apply, fill, match
from dossier_app.service.commands import AddRecord, ChangeRecord, RemoveRecord
from dossier_app.service.workspace import Workspace
from tests.service import bidding as b


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with b.a_workspace(tmp_path) as workspace:
        b.with_tender(workspace, b.buyer_file(tmp_path / "first.xlsx"))
        yield workspace


def past(ws: Workspace, name: str, asked: str, said: str, **more: str | bool) -> None:
    values = {"requirement": asked, "answer": said, "project": "去年的项目"} | more
    ws.do(AddRecord("", "past_answer", name, values))


def add_requirement(ws: Workspace, name: str, text: str, kind: str = "technical") -> None:
    tender = b.whole(ws).all("tender")[0].id
    values = {"tender": tender, "number": name, "text": text, "kind": kind}
    ws.do(AddRecord("d", "requirement", f"r{name}", values))


def test_each_requirement_gets_its_best_suggestions_with_source_and_date(ws: Workspace) -> None:
    past(
        ws, "p1", "系统提供中文操作界面", "提供简体中文操作界面", answered_on="2025-06-01", won=True
    )
    rows = {row.requirement.text("number"): row for row in match(ws, "d", "T1")}
    assert list(rows) == ["1", "2", "3", "4", "5"]
    best = rows["4"].as_json()["suggestions"][0]
    assert best["answer"] == "提供简体中文操作界面"
    assert (best["date"], best["won"], best["passes"]) == ("2025-06-01", True, True)
    assert "去年的项目" in best["source"]["zh"]
    assert all(len(row.offered) <= 3 for row in rows.values())
    first = rows["1"].offered[0].suggestion
    assert first.known.kind == "approved_indicator"
    assert any("85" in each for each in first.differs)
    json.dumps([row.as_json() for row in rows.values()])


def test_a_suggestion_beyond_the_approved_edition_does_not_pass(ws: Workspace) -> None:
    past(ws, "p1", "支持4mm及以上肺结节检出", "支持3mm及以上肺结节检出")
    row = match(ws, "d", "T1")[1]
    beyond = next(o for o in row.offered if o.suggestion.known.id == "p1")
    assert not beyond.passes
    assert beyond.as_json()["why"]["zh"].startswith("超出核准范围")
    index = row.offered.index(beyond)
    plan = accept(ws, "d", "T1", {row.requirement.id: index})
    assert plan.steps == ()
    assert "超出核准范围" in plan.left[0].why.zh


def test_without_an_approved_edition_nothing_passes(ws: Workspace) -> None:
    for n in range(3):
        ws.do(RemoveRecord("approved_indicator", f"i{n}", "test"))
    ws.do(RemoveRecord("certificate", "c1", "test"))
    past(ws, "p1", "提供中文操作界面", "提供中文操作界面")
    offered = match(ws, "d", "T1")[3].offered
    assert [each.passes for each in offered] == [False]
    assert fill(ws, "d", "T1").steps == ()


def test_answers_are_computed_from_approved_figures(ws: Workspace) -> None:
    before, plan = b.plain(ws), fill(ws, "d", "T1")
    assert b.plain(ws) == before
    assert [step.requirement.text("number") for step in plan.steps] == ["1"]
    assert [each.requirement.text("number") for each in plan.left] == ["3"]
    assert "未能满足" in plan.left[0].why.zh
    apply(ws, plan)
    made = b.response(ws, "1")
    assert made.text("text") == "肺结节检出敏感度≥92%；肺结节检出特异度≥85%"
    assert made.text("deviation") == "positive"
    assert made.text("source") == "核准指标 2.1.1、2.1.2"
    assert made.text("confirmed_by") == ""
    assert "1" in (ws.undo_name() or Text("", "")).zh
    ws.undo()
    assert b.plain(ws) == before
    json.dumps(plan.as_json())


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("实性结节检出敏感度≥90%", False),
        ("3mm及以上肺结节检出敏感度≥90%", False),
        ("软件肺结节检出敏感度不低于0.9", True),
        ("单例处理时间≤2分钟", True),
        ("血肿分割Dice系数≥0.9", False),
    ],
)
def test_a_figure_of_something_else_is_not_answered(
    ws: Workspace, text: str, answered: bool
) -> None:
    add_requirement(ws, "x", text)
    steps = {step.requirement.id for step in fill(ws, "d", "T1").steps}
    assert ("rx" in steps) is answered


def test_offered_terms_answer_business_rows(ws: Workspace) -> None:
    add_requirement(ws, "b1", "质保期不少于3年", "business")
    add_requirement(ws, "b2", "投标有效期不少于90天", "business")
    add_requirement(ws, "b3", "合同签订后30天内交付", "business")
    add_requirement(ws, "b4", "付款方式按合同约定", "business")
    tender = b.whole(ws).all("tender")[0].id
    offers = {"offer_warranty_months": 36, "offer_validity_days": 60, "offer_delivery_days": 20}
    ws.do(ChangeRecord("tender", tender, offers))
    plan = fill(ws, "d", "T1")
    made = {s.requirement.id: (s.text, s.deviation) for s in plan.steps}
    assert made["rb1"] == ("质保期36个月", "none")
    assert made["rb3"] == ("交付期限20日", "positive")
    assert "rb2" in {each.requirement.id for each in plan.left}
    assert "rb4" not in made


def test_deviations_follow_the_figures_but_never_a_confirmed_answer(ws: Workspace) -> None:
    b.answer(ws, "1", "敏感度92%，特异度86%", deviation="none", confirmed_by="张工")
    b.answer(ws, "3", "单例处理时间90秒", deviation="none")
    b.answer(ws, "5", "并发用户数30", deviation="")
    plan = fill(ws, "d", "T1")
    assert {s.requirement.text("number"): s.deviation for s in plan.steps} == {
        "3": "negative",
        "5": "positive",
    }
    apply(ws, plan)
    assert b.response(ws, "1").text("deviation") == "none"
    assert b.response(ws, "3").text("deviation") == "negative"
    assert b.response(ws, "3").text("text") == "单例处理时间90秒"
    again = fill(ws, "d", "T1")
    assert again.steps == ()


def test_a_more_cautious_deviation_and_unclear_answers_are_left(ws: Workspace) -> None:
    b.answer(ws, "5", "并发用户数30", deviation="negative")
    b.answer(ws, "1", "敏感度92%", deviation="none")
    b.answer(ws, "2", "支持3mm及以上肺结节检出", deviation="none")
    b.answer(ws, "4", "提供中文操作界面", deviation="none")
    left = {each.requirement.text("number"): each.why.zh for each in fill(ws, "d", "T1").left}
    assert "更保守" in left["5"]
    assert "未答全" in left["1"]
    assert "超出核准范围" in left["2"]
    assert "4" not in left


def test_an_empty_answer_is_filled_in_place(ws: Workspace) -> None:
    row = b.requirement(ws, "1")
    ws.do(AddRecord("d", "response", "a1", {"tender": row.text("tender"), "requirement": row.id}))
    apply(ws, fill(ws, "d", "T1"))
    assert b.response(ws, "1").id == "a1"
    assert b.response(ws, "1").text("deviation") == "positive"


def test_accepted_suggestions_become_answers_with_their_proof(
    ws: Workspace, tmp_path: Path
) -> None:
    scan = tmp_path / "证书.txt"
    scan.write_text("注册证", encoding="utf-8")
    paper = imports.attach(ws, "d", scan, "certificate")
    ws.do(ChangeRecord("certificate", "c1", {"evidence": paper}, "扫描件"))
    ws.do(ChangeRecord("evidence", paper, {"proves": "提供中文操作界面"}))
    past(ws, "p1", "并发用户数≥20", "并发用户数50", answered_on="2025-06-01")
    rows = match(ws, "d", "T1")
    picks = {rows[at].requirement.id: 0 for at in (0, 3, 4)}
    plan = accept(ws, "d", "T1", picks)
    assert len(plan.steps) == 3
    apply(ws, plan)
    assert b.response(ws, "5").text("text") == "并发用户数50"
    assert b.response(ws, "5").text("deviation") == "positive"
    assert b.response(ws, "5").text("source") == "过往答复：去年的项目（2025-06-01）"
    assert b.response(ws, "4").text("deviation") == ""
    targets = {link.text("target") for link in b.whole(ws).all("link")}
    assert targets == {b.response(ws, "1").id, b.response(ws, "4").id}
    apply(ws, accept(ws, "d", "T1", picks))
    assert len(b.whole(ws).all("link")) == 2


def test_confirmed_rows_and_missing_suggestions_are_left_out(ws: Workspace) -> None:
    b.answer(ws, "1", "敏感度92%，特异度86%", confirmed_by="张工")
    picks = {b.requirement(ws, "1").id: 0, b.requirement(ws, "3").id: 7}
    plan = accept(ws, "d", "T1", picks)
    assert plan.steps == ()
    assert [each.why.zh for each in plan.left] == ["答复已由人确认，未改动", "没有这条建议"]
    assert match(ws, "d", "T1")[0].as_json()["confirmed"]


def test_unknown_rows_and_tenders_are_refused(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        accept(ws, "d", "T1", {"nobody": 0})
    with pytest.raises(NotFound):
        fill(ws, "d", "T9")
    with pytest.raises(NotFound):
        match(ws, "other", "T1")


def test_a_plan_is_refused_once_the_answers_moved(ws: Workspace) -> None:
    plan = fill(ws, "d", "T1")
    b.answer(ws, "1", "我方确认的答复", confirmed_by="张工")
    with pytest.raises(BadInput) as caught:
        apply(ws, plan)
    assert caught.value.code == "PLAN-OLD"
    assert b.response(ws, "1").text("text") == "我方确认的答复"


@pytest.mark.parametrize("work", [match, fill])
def test_long_work_can_be_cancelled(ws: Workspace, work: object) -> None:
    class Stop:
        def step(self, done: int, total: int, what: Text | None = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        (match if work is match else fill)(ws, "d", "T1", progress=Stop())
