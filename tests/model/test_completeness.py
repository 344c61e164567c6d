"""What counts as required, answered, not applicable and accepted; gaps in reading order."""

from datetime import date

from dossier_app.model.completeness import completeness, gaps, is_filled
from dossier_app.model.definition import FIELDS, STEPS
from dossier_app.model.dossier import NotApplicable
from tests.model.making import dossier, record


def test_an_empty_dossier_lacks_everything_in_reading_order():
    empty = dossier()
    found = gaps(empty)
    assert [g.step for g in found] == sorted(
        (g.step for g in found), key=[s.key for s in STEPS].index
    )
    assert found[0].place.field == "claim.product_name"
    counts = completeness(empty)
    assert set(counts) == {step.key for step in STEPS}
    assert sum(c.open for c in counts.values()) == len(found)
    assert all(c.answered == 0 for c in counts.values())
    assert all(g.label.zh and g.label.en for g in found)


def test_gaps_of_one_step_are_of_that_step_alone():
    assert {g.step for g in gaps(dossier(), "provenance")} == {"provenance"}


def test_a_blank_answer_is_no_answer():
    before = completeness(dossier())["claim"]
    blank = completeness(dossier({"claim.product_name": "  ", "claim.use_case": ()}))["claim"]
    given = completeness(dossier({"claim.product_name": "甲", "claim.medical_purpose": False}))[
        "claim"
    ]
    assert blank == before
    assert given.answered == before.answered + 2
    assert not is_filled(None)


def test_not_applicable_is_counted_apart():
    na = {"claim.setting": NotApplicable("理由", "张三", date(2026, 1, 1))}
    counts = completeness(dossier(not_applicable=na))["claim"]
    assert (counts.not_applicable, counts.open) == (1, counts.required - 1)


def test_a_hidden_field_is_not_asked():
    key = "claim.deficiency_due"
    assert FIELDS[key].required
    assert key not in [g.place.field for g in gaps(dossier({"claim.life_state": "certified"}))]
    assert key in [g.place.field for g in gaps(dossier({"claim.life_state": "deficiency"}))]


def test_a_certificate_is_asked_of_a_certified_product_only():
    asked = [
        g.place.record
        for g in gaps(dossier({"claim.life_state": "certified"}))
        if g.what == "record"
    ]
    unasked = [
        g.place.record for g in gaps(dossier({"claim.life_state": "trial"})) if g.what == "record"
    ]
    assert "certificate" in asked
    assert "certificate" not in unasked


def test_a_records_missing_fields_are_named_with_their_place():
    held = dossier(
        {}, record("function", "f1", name="检出", core="analysis", algorithm="conventional")
    )
    missing = [g.place.field for g in gaps(held, "claim") if g.place.id == "f1"]
    assert missing == ["conclusion", "description", "registered"]


def test_a_claim_is_proven_by_a_result_or_a_link_or_its_gap_is_accepted():
    claims = [
        record("claim_item", "a", text="甲", kind="detection"),
        record("claim_item", "b", text="乙", kind="detection", result="r1"),
        record("claim_item", "c", text="丙", kind="detection", accepted_gap="理由"),
        record("claim_item", "d", text="丁", kind="detection"),
        record("link", "l1", evidence="e1", target_kind="claim_item", target="d"),
        record("link", "l2", evidence="gone", target_kind="claim_item", target="a"),
        record("evidence", "e1", title="报告"),
    ]
    held = dossier({}, *claims)
    assert completeness(held)["claim"].accepted_gaps == 1
    assert [g.place.id for g in gaps(held) if g.what == "proof"] == ["a"]


def test_each_requirement_wants_an_answer():
    held = dossier(
        {},
        record("requirement", "q1", tender="t", text="要求", kind="technical"),
        record("requirement", "q2", tender="t", text="要求", kind="technical"),
        record("response", "a1", tender="t", requirement="q1", text="响应", deviation="none"),
        record("response", "a2", tender="t", requirement="q2", text=" ", deviation="none"),
    )
    assert [g.place.id for g in gaps(held, "tender") if g.what == "answer"] == ["q2"]
