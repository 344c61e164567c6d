"""Findings are those of today's content and day, whichever way they were computed."""

import random
from datetime import date

import pytest

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.model.checks import check
from dossier_app.service import judging, queries
from dossier_app.service.commands import (
    AddRecord,
    ChangeHeading,
    ChangeRecord,
    MarkNotApplicable,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.packs import current_identity, find_pack

KEYS = ("claim.model", "claim.intended_use", "claim.life_state", "claim.object")


def afresh(ws, name):
    dossier = queries.dossier(ws, name)
    return check(dossier, find_pack(dossier.heading.pack), judging.judged_date(ws, dossier.heading))


def test_findings_after_each_of_many_edits_are_those_of_a_fresh_look(ws):
    pick = random.Random(5)  # noqa: S311 - edits, not secrets
    for step in range(40):
        number = pick.randrange(4)
        match pick.randrange(6):
            case 0:
                ws.do(SetAnswer("d1", "claim.object", f"第{step}次 CT 影像"))
            case 1:
                ws.do(SetAnswer("d1", "claim.life_state", pick.choice(["certified", None])))
            case 2:
                ws.do(AddRecord("d1", "indicator", f"i{step}", {"name": f"敏感度{number}"}))
            case 3:
                ws.do(AddRecord("d1", "tender", f"t{step}", {"code": f"T{step}"}))
            case 4:
                ws.do(MarkNotApplicable("d1", "claim.host_code", f"理由{step}"))
            case _ if "Create" not in ws.undo_name().en:
                ws.undo()
        assert queries.findings(ws, "lung") == afresh(ws, "lung")


def test_findings_follow_records_that_go_and_firm_records_that_change(ws):
    ws.do(AddRecord("", "party", "p1", {"name": "注册人"}))
    ws.do(SetAnswer("d1", "claim.registrant", "p1"))
    ws.do(AddRecord("d1", "term", "t1", {"term": "结节"}))
    assert queries.findings(ws, "lung") == afresh(ws, "lung")
    ws.do(RemoveRecord("term", "t1"))
    ws.do(ChangeRecord("party", "p1", {"name": "改名"}))
    assert queries.findings(ws, "lung") == afresh(ws, "lung")


def test_what_changed_between_two_views_is_named(ws):
    before = queries.dossier(ws, "lung")
    assert judging.changed_keys(before, before) == ()
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.do(MarkNotApplicable("d1", "claim.host_code", "无"))
    ws.do(AddRecord("d1", "term", "t1", {"term": "结节"}))
    after = queries.dossier(ws, "lung")
    assert judging.changed_keys(before, after) == (
        "answer:claim.host_code",
        "answer:claim.model",
        "record:term",
    )
    ws.do(ChangeHeading("d1", "新名"))
    assert judging.changed_keys(before, queries.dossier(ws, "lung")) == ("heading",)


def test_the_day_is_the_one_asked_for_else_the_stored_else_today_in_china(ws, clock):
    heading = queries.heading(ws, "lung")
    assert judging.judged_date(ws, heading) == date(2026, 11, 22)
    clock.now = clock.now.replace(hour=16, minute=30)
    assert judging.judged_date(ws, heading) == date(2026, 11, 23)
    ws.do(ChangeHeading("d1", judged_on="2026-01-05"))
    heading = queries.heading(ws, "lung")
    assert judging.judged_date(ws, heading) == date(2026, 1, 5)
    assert judging.judged_date(ws, heading, date(2027, 1, 1)) == date(2027, 1, 1)


def test_one_tender_is_judged_by_id_or_code(samples):
    dossier = queries.dossier(samples, "lung-nodule")
    tender = dossier.tender("T1")
    by_code = queries.findings(samples, "lung-nodule", tender="T1")
    assert by_code == queries.findings(samples, "lung-nodule", tender=tender.id)
    report = queries.report(samples, "lung-nodule", tender="T1")
    assert [finding["code"] for finding in report["findings"]] == [f.code for f in by_code]
    assert not judging.blocks(report)


def test_another_day_finds_other_things(samples):
    later = date(2039, 1, 1)
    found = queries.findings(samples, "lung-nodule", on=later)
    assert found != queries.findings(samples, "lung-nodule")
    report = queries.report(samples, "lung-nodule", on=later)
    assert [finding["code"] for finding in report["findings"]] == [each.code for each in found]


def test_classification_takes_what_if_and_names_a_contradiction(samples):
    plain = queries.classification(samples, "lung-nodule")
    assert plain.as_json()["class"] == "III"
    changed = queries.classification(
        samples,
        "lung-nodule",
        on=date(2026, 11, 22),
        what_if={"functions": ["measurement"], "conclusion": "none", "algorithm": "conventional"},
    )
    assert changed.as_json()["class"] == "II"
    assert changed.as_json()["as_of"] == "2026-11-22"
    with pytest.raises(BadInput):
        queries.classification(samples, "lung-nodule", what_if={"medical_purpose": False})


def test_the_same_pack_brings_and_takes_no_finding(ws):
    assert judging.pin_plan(ws, "lung", current_identity().partition("@")[0]) == ((), ())
    with pytest.raises(NotFound):
        judging.pin_plan(ws, "lung", "no-such-pack")


def test_an_unknown_dossier_has_no_findings(ws):
    with pytest.raises(NotFound):
        queries.findings(ws, "nobody")
    with pytest.raises(NotFound):
        queries.completeness(ws, "nobody")
