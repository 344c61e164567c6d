"""Every finding code is raised by its planted fault, and the clean dossier raises none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dossier_app.model.checks import (
    CODES,
    REMINDERS,
    SUBJECTS,
    check,
    check_subjects,
    in_order,
    recheck,
    reminders,
    subjects_for,
    verdicts,
)
from dossier_app.model.checks.codes import RULES
from dossier_app.model.completeness import completeness
from dossier_app.model.finding import Certainty, Severity, Verdict
from dossier_app.rules.loader import current_pack
from dossier_app.service.commands import command_from_json
from tests.model.clean import ON, clean
from tests.model.faults import FAULTS, answer, both, drop, row, says

PACK = current_pack()
CLEAN = clean()


def codes(held, **options):
    return {finding.code for finding in check(held, PACK, ON, **options)}


def test_the_clean_dossier_raises_nothing_and_passes_all_verdicts():
    found = check(CLEAN, PACK, ON)
    assert found == ()
    assert all(verdicts(found, completeness(CLEAN)).values())
    assert check(CLEAN, PACK, ON, tender="t1") == ()


def test_every_code_has_its_fault():
    assert set(FAULTS) == set(CODES)


@pytest.mark.parametrize("code", FAULTS)
def test_the_fault_raises_its_code(code):
    found = [f for f in check(FAULTS[code](CLEAN), PACK, ON) if f.code == code]
    assert found
    for finding in found:
        assert finding.message.zh
        assert finding.message.en
        assert "{" not in finding.message.zh + finding.message.en
        assert finding.place.field or finding.place.record
        for command in finding.fix.commands if finding.fix else ():
            command_from_json(command, dossier="d")


@pytest.mark.parametrize(
    "code", [code for code in FAULTS if not code.startswith(("COMP", "EVID-01"))]
)
def test_a_rule_of_certainty_c_never_blocks(code):
    for finding in check(FAULTS[code](CLEAN), PACK, ON):
        assert finding.certainty is not Certainty.C or finding.severity is not Severity.BLOCKER


def test_every_citation_names_a_source_of_the_shipped_pack():
    for rule in RULES.values():
        if rule.citation:
            PACK.cite_ref(rule.citation)
    for code, fault in FAULTS.items():
        for finding in check(fault(CLEAN), PACK, ON):
            assert not finding.citation or PACK.cite_ref(finding.citation).zh, code


def test_every_phrase_of_the_shipped_pack_has_its_code_published():
    assert {phrase.code for phrase in PACK.phrases} <= set(CODES)


def test_reminders_and_codes_are_the_48_reasons_together():
    known = {code for code in CODES if code.startswith("R")} | {code for code, _ in REMINDERS}
    assert known == {f"R{n:02}" for n in range(1, 49)}


def test_reminders_are_given_only_when_asked_as_hints():
    listed = tuple(reminders(CLEAN, PACK, ON, "t1"))
    assert [finding.code for finding in listed] == [code for code, _ in REMINDERS]
    assert {finding.severity for finding in listed} == {Severity.HINT}
    assert list(reminders(CLEAN, PACK, ON, "none")) == []


def test_an_empty_dossier_is_judged_without_error():
    empty = replace(CLEAN, answers={}, records={})
    found = check(empty, PACK, ON)
    assert {f.code for f in found} >= {"COMP-01", "GATE-01"}
    kept = verdicts(found, completeness(empty))
    assert kept[Verdict.COMPLETE] is False
    assert kept[Verdict.CONSISTENT] is True


def test_a_fix_mends_what_it_names():
    held = FAULTS["R38"](CLEAN)
    finding = next(f for f in check(held, PACK, ON) if f.code == "R38" and f.place.id == "p2")
    values = finding.fix.commands[0]["values"]
    mended = row("price_line", "p2", total=Decimal(values["total"]))(held)
    assert "R38" not in codes(mended)


def test_only_the_named_tender_is_judged_and_other_steps_only_warn():
    held = both(
        row("tender", "t9", state="preparing", name="另一项目"), answer("provenance.summary", None)
    )(CLEAN)
    everything = check(held, PACK, ON)
    one = check(held, PACK, ON, tender="t1")
    assert "t9" in {f.tender for f in everything}
    assert {f.tender for f in one} <= {"", "t1"}
    assert [f.severity for f in one if f.place.field == "provenance.summary"] == [Severity.WARNING]
    assert [f.severity for f in everything if f.place.field == "provenance.summary"] == [
        Severity.BLOCKER
    ]


def test_a_lost_tender_is_left_alone_unless_asked_for():
    lost = both(row("tender", "t1", state="lost"), says("支持肋骨骨折检测"))(CLEAN)
    assert "SCOPE-01" not in codes(lost)
    assert "SCOPE-01" in codes(lost, tender="t1")


def test_the_scope_is_judged_by_the_edition_at_the_deadline():
    use = CLEAN.all("certificate")[0].text("intended_use") + "可检测肋骨骨折。"
    wider = row(
        "change_file", "k1", certificate="cert", number="b1", content="x",
        approved_on=date(2026, 11, 20), intended_use=use,
    )  # fmt: skip
    held = both(
        says("支持4mm及以上结节检出，支持肋骨骨折检测"),
        wider,
        row("function", "f2", registered=True),
    )(CLEAN)
    assert "SCOPE-01" not in codes(held)
    late = row("change_file", "k1", approved_on=date(2026, 12, 2))(
        row("function", "f2", registered=False)(held)
    )
    assert "SCOPE-01" in codes(late)


def test_no_reason_releases_a_false_response():
    held = both(
        says("支持肋骨骨折检测"),
        row(
            "confirmation",
            "ok-9",
            what="R04",
            person="x",
            meaning="acknowledged",
            reason="已阅",
            content_hash="x",
            on=ON,
        ),
    )(CLEAN)
    assert [f.severity for f in check(held, PACK, ON) if f.code == "SCOPE-01"] == [Severity.BLOCKER]


def test_a_denial_is_no_overclaim():
    assert "SCOPE-01" not in codes(says("核准下限为4mm及以上结节；不支持肋骨骨折检测")(CLEAN))


def test_without_a_certificate_survey_material_remains():
    held = both(drop("certificate"), drop("tender"))(CLEAN)
    found = [f for f in check(held, PACK, ON) if f.code == "GATE-01"]
    assert [f.severity for f in found] == [Severity.HINT]


EDITS = {
    "answer:claim.limits": answer("claim.limits", None),
    "record:response:a3": says("支持3mm及以上结节检出"),
    "record:evidence:e-algo": row("evidence", "e-algo", disclosure="internal"),
    "record:indicator:n1": row("indicator", "n1", requirement="较快"),
    "record:licence:trade": row("licence", "trade", scope="x"),
    "record:certificate:cert": drop("certificate"),
    "record:confirmation:ok-0": drop("confirmation"),
    "record:price_line:p2": row("price_line", "p2", remark="赠送"),
    "record:function:f1": row("function", "f1", registered=False),
    "record:dataset:d-test": row("dataset", "d-test", augmented=True),
    "record:party:firm": row("party", "firm", name="别名公司"),
    "record:past_answer:x": row(
        "past_answer", "x", requirement="x", answer="x", project="示例医院旧项目名称"
    ),
    "heading": lambda held: held,
}


@pytest.mark.parametrize("key", EDITS)
def test_checking_again_where_an_edit_reaches_equals_checking_everything(key):
    before = check_subjects(CLEAN, PACK, ON, SUBJECTS)
    edited = EDITS[key](CLEAN)
    assert in_order(recheck(before, edited, PACK, ON, [key])) == check(edited, PACK, ON)


@pytest.mark.parametrize("code", FAULTS)
def test_each_subject_declares_all_that_its_faults_touch(code):
    """Recheck by exactly the records and answers a fault changed; the result must equal a full check."""
    edited = FAULTS[code](CLEAN)
    keys = [
        f"answer:{k}"
        for k in {*edited.answers, *CLEAN.answers}
        if edited.answers.get(k) != CLEAN.answers.get(k)
    ]
    keys += [
        f"record:{kind}:x"
        for kind in {*edited.records, *CLEAN.records}
        if edited.all(kind) != CLEAN.all(kind)
    ]
    before = check_subjects(CLEAN, PACK, ON, SUBJECTS)
    assert in_order(recheck(before, edited, PACK, ON, keys)) == check(edited, PACK, ON)


def test_a_change_reaches_only_what_reads_it():
    assert subjects_for(["record:price_line:p1"]) == {
        "missing",
        "evidence",
        "gates",
        "offer",
        "papers",
        "formalities",
        "handover",
        "promises",
        "channel",
        "lots",
    }
    assert subjects_for(["answer:ptr.limits"]) == {
        "missing",
        "gates",
        "ptr",
        "consistency",
        "figures",
        "evidence",
    }
    assert subjects_for(["heading"]) == set(SUBJECTS)
