"""Review: what a person saw is what stands, or it shows; approval locks; versions and the record stay whole."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.text import Lang
from dossier_app.model.linking import latest
from dossier_app.service import baselines, comparing, imports, queries, record, review
from dossier_app.service.commands import AddRecord, ChangeRecord, CreateDossier, SetAnswer
from dossier_app.service.exchange import canonical
from dossier_app.service.record import Filter
from dossier_app.service.review import Task
from dossier_app.service.workspace import Workspace


@pytest.fixture
def section() -> str:
    from dossier_app.model.definition import STEPS

    return next(s.key for s in STEPS[0].sections if any(f.key == "claim.model" for f in s.fields))


def state(ws: Workspace, section: str) -> review.SectionReview:
    return next(each for each in review.review(ws, "lung").sections if each.key == section)


def test_verdict_with_task_goes_stale_when_what_it_saw_changes(ws: Workspace, section: str) -> None:
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    task = Task("补充型号依据", "李", date(2026, 12, 1))
    review.give_verdict(ws, "lung", section, ("returned", "审核员", "型号不符"), [task])
    found = state(ws, section)
    assert (found.verdict, found.person, found.stale, found.own_work) == (
        "returned",
        "审核员",
        False,
        False,
    )
    assert [(n.text("owner"), n.day("due")) for n in found.tasks] == [("李", date(2026, 12, 1))]
    ws.do(ChangeRecord("comment", found.tasks[0].id, {"done": True}))
    assert state(ws, section).tasks == ()
    assert not state(ws, section).stale
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    assert state(ws, section).stale
    ws.undo()
    assert not state(ws, section).stale
    assert state(ws, section).as_json()["verdict"] == "returned"


def test_who_reviews_own_work_is_marked(ws: Workspace, section: str) -> None:
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    review.give_verdict(ws, "lung", section, ("passed", "王工", ""), [])
    assert state(ws, section).own_work
    review.give_verdict(ws, "lung", section, ("passed", "审核员", ""), [])
    assert not state(ws, section).own_work
    review.approve(ws, "lung", "王工")
    approval = latest(queries.dossier(ws, "lung"), "dossier", "approved")
    assert approval is not None
    assert approval.flag("own_work")


def test_odd_verdicts_are_refused(ws: Workspace, section: str) -> None:
    for said in (("fine", "李", ""), ("returned", "李", "")):
        with pytest.raises(BadInput):
            review.give_verdict(ws, "lung", section, said, [])
    with pytest.raises(NotFound):
        review.give_verdict(ws, "lung", "claim.absent", ("passed", "李", ""), [])


def test_approval_locks_until_unlocked_with_a_reason_and_keeps_a_version(
    ws: Workspace, section: str
) -> None:
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    review.give_verdict(ws, "lung", section, ("returned", "李", "改"), [])
    with pytest.raises(BadInput) as sent_back:
        review.approve(ws, "lung", "总经理")
    assert sent_back.value.code == "SENT-BACK"
    review.give_verdict(ws, "lung", section, ("passed", "李", ""), [])
    review.approve(ws, "lung", "总经理", "同意投标")
    before = canonical(imports.dump(ws, "lung"))
    for command in (
        SetAnswer("d1", "claim.model", "LN-2"),
        AddRecord("d1", "term", "t", {"term": "x"}),
    ):
        with pytest.raises(BadInput) as locked:
            ws.do(command)
        assert locked.value.code == "LOCKED"
        assert "总经理" in locked.value.message.zh
    assert canonical(imports.dump(ws, "lung")) == before
    ws.do(AddRecord("d1", "comment", "n1", {"place": "step:claim", "text": "知悉", "author": "李"}))
    with pytest.raises(BadInput):
        review.approve(ws, "lung", "总经理")
    with pytest.raises(BadInput):
        review.unlock(ws, "lung", "王工", " ")
    name = review.unlock(ws, "lung", "王工", "招标文件澄清")
    assert [each.name for each in baselines.baselines(ws, "lung")] == [name]
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    found = review.review(ws, "lung")
    assert found.stale
    assert not found.locked
    assert found.as_json()["approval"]["stale"]
    with pytest.raises(BadInput):
        review.unlock(ws, "lung", "王工", "再次")
    other = CreateDossier("d2", "two", "另一")
    ws.do(other)
    ws.do(SetAnswer("d2", "claim.model", "x"))


def test_undo_cannot_slip_past_a_lock_but_can_take_the_approval_back(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    review.approve(ws, "lung", "总经理")
    ws.undo()
    assert not review.review(ws, "lung").locked
    ws.redo()
    assert review.review(ws, "lung").locked
    with pytest.raises(BadInput):
        ws.do(SetAnswer("d1", "claim.model", None))


def test_version_is_brought_back_and_the_present_kept_first(ws: Workspace, tmp_path: Path) -> None:
    paper = tmp_path / "报告.csv"
    paper.write_text("序号,要求\n1,甲\n", encoding="utf-8")
    imports.attach(ws, "lung", paper, "other")
    ws.do(AddRecord("", "party", "p1", {"name": "旧名"}))
    ws.do(SetAnswer("d1", "claim.registrant", "p1"))
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    first = baselines.add(ws, "lung", "提交版")
    assert baselines.attachments(ws, first) == (1, ())
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    ws.do(ChangeRecord("party", "p1", {"name": "新名"}))
    ws.do(AddRecord("d1", "term", "t1", {"term": "结节"}))
    before = canonical(imports.dump(ws, "lung"))
    kept, _ = baselines.restore(ws, "lung", "提交版")
    form = imports.dump(ws, "lung")
    assert form["answers"]["claim.model"] == "LN-1"
    assert "term" not in form["records"]
    assert form["firm"]["party"][0]["name"] == "新名"
    assert [each.name for each in baselines.baselines(ws, "lung")] == ["提交版", kept]
    ws.undo()
    assert canonical(imports.dump(ws, "lung")) == before
    with pytest.raises(BadInput):
        baselines.restore(ws, "lung", "now")
    with pytest.raises(NotFound):
        baselines.restore(ws, "lung", "absent")


def test_two_dossiers_are_compared_by_titles_and_written_to_excel(
    ws: Workspace, tmp_path: Path
) -> None:
    ws.do(CreateDossier("d2", "two", "另一"))
    for dossier, model, meaning in (("d1", "A", "同"), ("d2", "B", "异")):
        ws.do(SetAnswer(dossier, "claim.model", model))
        ws.do(AddRecord(dossier, "term", f"t{dossier}", {"term": "结节", "definition": meaning}))
    ws.do(AddRecord("d2", "term", "more", {"term": "=1+1"}))
    changes = baselines.compare(ws, ("lung", "now"), ("two", "now"))
    told = {(c.record, c.field): (c.old, c.new) for c in changes}
    assert told["", "claim.model"] == ("A", "B")
    assert told["term", "definition"] == ("同", "异")
    assert told["term", "term"] == (None, "=1+1")
    target = tmp_path / "比较.xlsx"
    count = comparing.write_changes(changes, target, "lung → two", Lang.ZH)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    words = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert count == len(changes)
    assert any("型号规格" in map(str, line) for line in words)
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    for wrong in (target, tmp_path / "a.txt"):
        with pytest.raises(BadInput):
            comparing.write_changes(changes, wrong, "x", Lang.ZH)


def test_record_is_filtered_and_written_with_old_and_new_values(
    ws: Workspace, tmp_path: Path
) -> None:
    ws.do(SetAnswer("d1", "claim.model", "=LN-1"))
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    ws.do(CreateDossier("d2", "two", "另一"))
    assert [line.dossier for line in record.rows(ws, Filter(dossier="two"))] == ["d2"]
    assert len(record.rows(ws, Filter(words="ln-2"))) == 1
    assert record.rows(ws, Filter(person="李")) == ()
    assert len(record.rows(ws, Filter(person="王"))) == 4
    assert record.rows(ws, Filter(since=date(2026, 11, 23))) == ()
    assert record.rows(ws, Filter(until=date(2026, 11, 21))) == ()
    wanted = Filter(dossier="lung", words="model")
    assert record.export(ws, wanted, tmp_path / "a.xlsx", Lang.EN) == 2
    assert record.export(ws, wanted, tmp_path / "a.csv", Lang.ZH) == 2
    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][6:8] == ["'=LN-1", "LN-2"]
    assert rows[1][3] == "lung"
    for name in ("a.csv", "a.txt"):
        with pytest.raises(BadInput):
            record.export(ws, wanted, tmp_path / name, Lang.ZH)
