"""Variants of what hospitals and attached files are asked."""

from dataclasses import replace
from datetime import date

import pytest

from dossier_app.model.checks import check
from dossier_app.model.finding import Severity
from dossier_app.model.statements import (
    FIGURE,
    FULL,
    MODEL,
    NAME,
    RELEASE,
    SCOPE,
    Statement,
    statements,
)
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, USE, clean
from tests.model.faults import both, drop, row, says_inside

PACK = current_pack()
GAP = {"claim": "c1", "dimension": "reader", "reason": "研究进行中", "person": "王工"}


def told(held, code):
    return [f for f in check(held, PACK, ON) if f.code == code]


def test_an_accepted_gap_is_reviewed_on_its_day():
    assert (
        told(row("accepted_gap", "g", **GAP, review_on=date(2027, 1, 1))(clean()), "EVID-12") == []
    )
    (late,) = told(row("accepted_gap", "g", **GAP, review_on=date(2026, 1, 1))(clean()), "EVID-12")
    assert late.place.field == "review_on"


def test_a_gate_under_way_only_hints_and_one_not_begun_says_nothing():
    running = row("gate", "g", gate="G13", state="running")(clean())
    assert [f.severity for f in told(running, "GATE-05")] == [Severity.HINT]
    assert told(row("gate", "g", gate="G13", state="open")(clean()), "GATE-05") == []
    assert (
        told(row("gate", "g", gate="本院自设环节", state="passed", done_on=ON)(clean()), "GATE-05")
        == []
    )


def test_a_missing_party_holds_up_its_own_gate_and_no_export():
    held = both(drop("actor"), row("gate", "g4", gate="G4", state="passed", done_on=ON))(clean())
    (everybody,) = told(held, "CLAIM-14")
    assert everybody.severity is Severity.WARNING
    assert "付费" in next(f for f in told(held, "GATE-05") if f.gate == "G4").message.zh
    assert told(drop("claim_item")(held), "CLAIM-14") == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Statement(1, NAME, "肝结节CT影像辅助检测软件"), "CONS-09"),
        (Statement(1, MODEL, "LN-300"), "CONS-09"),
        (Statement(1, FULL, "9.9.9.9"), "CONS-09"),
        (Statement(4, FIGURE, "敏感度 99.9%"), "CONS-14"),
    ],
)
def test_what_a_file_says_otherwise_is_told_with_its_page(said, code):
    (finding,) = told(says_inside(said)(clean()), code)
    assert f"第 {said.page} 页" in finding.message.zh


@pytest.mark.parametrize(
    "said",
    [
        Statement(1, NAME, "肺结节CT影像辅助检测软件"),
        Statement(1, MODEL, "LN-100"),
        Statement(1, RELEASE, "V2"),
        Statement(1, FULL, "2.1.0.3"),
        Statement(1, SCOPE, USE),
        Statement(1, FIGURE, "敏感度 93.5%"),
        Statement(1, FIGURE, "召回率 12%"),
    ],
)
def test_what_a_file_says_alike_is_left_alone(said):
    held = says_inside(said)(clean())
    assert not {"CONS-09", "CONS-10", "CONS-14"} & {f.code for f in check(held, PACK, ON)}


def test_an_issued_paper_may_name_an_earlier_version_and_others_are_not_asked():
    old = says_inside(Statement(1, RELEASE, "1"))(clean())
    assert told(old, "CONS-09")
    issued = replace(row("evidence", "e-algo", kind="test_report")(old), stated=old.stated)
    assert told(issued, "CONS-09") == []
    contract = replace(row("evidence", "e-algo", kind="contract")(old), stated=old.stated)
    assert told(contract, "CONS-09") == []


def test_labels_in_running_text_are_no_statements():
    text = "发布版本由“1”变更为“2”；适用范围与使用限制、阅片流程\n完整版本修复。\n型号规格：LN-1、LN-2\n"
    assert statements([(3, text)]) == (Statement(3, MODEL, "LN-1、LN-2"),)
