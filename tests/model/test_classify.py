"""The decision table gives what was decided, takes the unknown cautiously and explains itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier_app.base.errors import BadInput
from dossier_app.model.classify import FLAGS, classify, compare, flag_texts, what_if
from dossier_app.model.facts import Facts, parse_facts
from dossier_app.model.factwords import AID_FUNCTIONS, CORE_FUNCTIONS, FUNCTIONS
from dossier_app.rules.loader import current_pack

ON = date(2026, 11, 22)
FILE = Path(__file__).parents[1] / "rules" / "data" / "cases.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
BASE = {
    "product_form": "standalone",
    "medical_purpose": True,
    "input_kind": "device_data",
    "input_domain": "radiology",
    "core_functions": ["analysis"],
    "algorithm": "ai",
    "maturity": "not_mature",
    "functions": ["lesion_detection"],
    "conclusion": "prompt",
}


def judge(**changes):
    return classify(parse_facts({**BASE, **changes}), current_pack(), ON)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_real_decisions_come_out_as_decided_or_are_shown_as_conflicting(case):
    result = classify(parse_facts(case["facts"]), current_pack(), ON)
    expected = case["expected"]
    if case["use"] == "must_match":
        assert result.property == expected["property"]
        assert result.klass == expected["class"]
        assert (result.code or "").startswith(expected["code_prefix"] or "")
    else:
        assert "CONFLICT_WITH_PRECEDENT" in result.flags
        same = [case_ for case_ in result.precedents if case_.key == case["id"]]
        assert [(one.same, one.agrees) for one in same] == [(True, False)]


def test_the_answer_has_exactly_the_form_of_the_contract():
    answer = judge().as_json()
    assert list(answer) == [
        "property",
        "class",
        "code",
        "authority",
        "decision_aid_functions",
        "flags",
        "trail",
        "weakest_certainty",
        "route",
        "requirements",
        "precedents",
        "as_of",
    ]
    for entry in answer["trail"]:
        assert set(entry) == {"question", "answer", "why", "citation", "certainty"}
        assert set(entry["question"]) == set(entry["why"]) == {"zh", "en"}
    assert answer["as_of"] == "2026-11-22"
    json.dumps(answer)


def test_unknown_algorithm_and_maturity_are_taken_cautiously():
    unknown = judge(algorithm="unknown", maturity="unknown")
    assert (unknown.klass, "UNKNOWN_TAKEN_CAUTIOUSLY" in unknown.flags) == ("III", True)
    assert judge(maturity="unknown").flags == ("UNKNOWN_TAKEN_CAUTIOUSLY",)
    assert judge().flags == ()


@pytest.mark.parametrize("function", ["disease_score", "decision_index", "lesion_quantification"])
@pytest.mark.parametrize(
    ("algorithm", "maturity", "aid"),
    [
        ("ai", "mature", True),
        ("ai", "not_mature", True),
        ("conventional", "not_mature", True),
        ("conventional", "mature", False),
    ],
)
def test_scores_are_decision_aid_when_ai_or_not_mature(function, algorithm, maturity, aid):
    result = judge(
        functions=[function], algorithm=algorithm, maturity=maturity, conclusion="reference_value"
    )
    assert result.decision_aid_functions == ((function,) if aid else ())
    assert ("BORDERLINE" in result.flags) is aid
    assert result.klass == ("III" if aid else "II")


def test_a_conventional_score_of_unknown_maturity_is_flagged():
    result = judge(
        functions=["disease_score"], algorithm="conventional", maturity="unknown", conclusion="none"
    )
    assert result.klass == "III"
    assert result.flags == ("BORDERLINE", "UNKNOWN_TAKEN_CAUTIOUSLY")


def test_bone_density_is_the_exception_asked_first():
    result = judge(functions=["bone_density"], conclusion="reference_value")
    assert (result.klass, result.code) == ("II", "21-04-02")
    both = judge(functions=["bone_density", "disease_score"], conclusion="reference_value")
    assert both.klass == "III"
    assert both.per_function[0] == ("bone_density", "II", "21-04-02")


def test_cell_segmentation_by_ai_is_class_three_and_by_convention_two():
    ai = judge(functions=["cell_segmentation"], input_domain="microscopy", conclusion="none")
    plain = judge(
        functions=["cell_segmentation"],
        input_domain="microscopy",
        conclusion="none",
        algorithm="conventional",
    )
    odd = judge(functions=["cell_segmentation"], conclusion="none")
    assert (ai.klass, plain.klass, plain.code) == ("III", "II", "21-05-01")
    assert (odd.klass, odd.flags) == ("III", ("BORDERLINE",))


@pytest.mark.parametrize("maturity", ["mature", "not_mature", "unknown"])
@pytest.mark.parametrize("conclusion", ["prompt", "advice"])
def test_conventional_software_that_recognises_and_prompts_is_class_three(maturity, conclusion):
    assert judge(algorithm="conventional", maturity=maturity, conclusion=conclusion).klass == "III"


def test_mature_ai_follows_the_catalogue():
    assert judge(maturity="mature").klass == "III"
    quiet = judge(maturity="mature", conclusion="reference_value")
    assert (quiet.klass, quiet.code, quiet.weakest_certainty.value) == ("II", "21-04-02", "C")
    assert "BORDERLINE" in quiet.flags


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ("treatment_or_surgery_planning", "21-01-03"),
        ("radiotherapy_contouring", "21-01-02"),
        ("medication_advice", "21-04-01"),
    ],
)
def test_planning_contouring_and_medication_have_their_codes(function, code):
    result = judge(functions=[function], conclusion="advice")
    assert (result.klass, result.code) == ("III", code)


def test_conventional_planning_and_dosing_are_border_cases():
    plan = judge(
        functions=["treatment_or_surgery_planning"], algorithm="conventional", conclusion="none"
    )
    dose = judge(functions=["medication_advice"], algorithm="conventional", conclusion="none")
    assert (plan.klass, plan.flags) == ("III", ("BORDERLINE",))
    assert (dose.klass, dose.code, dose.flags) == ("II", "21-04-01", ("BORDERLINE",))


@pytest.mark.parametrize(
    ("domain", "code"),
    [
        ("physiological_signal", "21-03-02"),
        ("microscopy", "21-05-01"),
        ("ivd", "21-05-02"),
        ("ultrasound", "21-02-02"),
    ],
)
def test_tools_take_the_code_of_their_domain(domain, code):
    result = judge(functions=["measurement"], input_domain=domain, conclusion="none")
    assert (result.klass, result.code) == ("II", code)


def test_tools_that_claim_advice_are_judged_as_aid():
    assert judge(functions=["measurement"], conclusion="advice").klass == "III"
    prompt = judge(functions=["view_recognition"], conclusion="prompt")
    assert (prompt.klass, prompt.flags) == ("II", ("BORDERLINE",))


def test_comparing_with_a_normal_template_depends_on_the_prompt():
    assert judge(functions=["registration_to_normal"], algorithm="conventional").klass == "III"
    quiet = judge(functions=["registration_to_normal"], algorithm="conventional", conclusion="none")
    assert (quiet.klass, quiet.flags) == ("II", ("BORDERLINE",))


@pytest.mark.parametrize(
    ("changes", "prop", "code"),
    [
        ({"core_functions": ["storage_transfer_display"]}, "device", "21-02-01"),
        (
            {
                "core_functions": ["storage_transfer_display"],
                "input_domain": "physiological_signal",
            },
            "device",
            "21-02-01",
        ),
        ({"core_functions": ["patient_viewing"]}, "device", "21-02-01"),
        ({"core_functions": ["patient_viewing"], "medical_purpose": False}, "not_device", None),
        ({"core_functions": ["scale_lookup"]}, "not_device", None),
        ({"core_functions": ["remote_control"]}, "not_separate_device", None),
        ({"core_functions": []}, "undetermined", None),
        ({"core_functions": [], "functions": ["measurement"]}, "device", "21-02-02"),
        ({"core_functions": ["scale_lookup"], "functions": ["triage"]}, "device", "21-04-02"),
        (
            {"core_functions": ["admin_or_quality_control"], "functions": ["view_recognition"]},
            "not_device",
            None,
        ),
        ({"input_kind": "non_device_data", "input_domain": "text"}, "not_device", None),
        ({"input_kind": "general_equipment_data", "input_domain": "text"}, "undetermined", None),
        ({"functions": []}, "device", "21-02-02"),
    ],
)
def test_property_is_judged_before_class(changes, prop, code):
    result = judge(**{"functions": [], "conclusion": "none", **changes})
    assert (result.property, result.code) == (prop, code)
    assert (result.route.zh == "分类界定") is (prop == "undetermined")


def test_general_equipment_is_a_special_case():
    result = judge(input_kind="general_equipment_data", input_domain="other")
    assert (result.klass, result.flags) == ("III", ("SPECIAL_CASE",))


@pytest.mark.parametrize(
    ("host", "functions", "conclusion", "klass", "code"),
    [
        ({"host_class": "II", "host_code": "06-01"}, ["disease_score"], "advice", "III", "06-01"),
        (
            {"host_class": "III", "host_code": "06-09"},
            ["image_enhancement"],
            "none",
            "III",
            "06-09",
        ),
        ({"host_class": "II", "host_code": "06-07"}, ["view_recognition"], "none", "II", "06-07"),
        ({"host_code": "06-02-01"}, ["measurement"], "none", "III", "06-02-01"),
        ({"host_code": "06-01"}, ["measurement"], "none", "II", "06-01"),
        ({"host_class": "I"}, ["measurement"], "none", "II", None),
    ],
)
def test_a_component_takes_at_least_class_and_code_of_its_host(
    host, functions, conclusion, klass, code
):
    result = judge(product_form="component", functions=functions, conclusion=conclusion, **host)
    assert (result.klass, result.code) == (klass, code)
    assert "COMPONENT" in result.flags


def test_a_component_that_is_no_device_goes_with_its_host():
    for changes in (
        {"medical_purpose": False},
        {"input_kind": "non_device_data"},
        {"core_functions": ["text_editing"]},
    ):
        result = judge(
            product_form="component", host_class="II", functions=[], conclusion="none", **changes
        )
        assert (result.property, result.klass) == ("not_separate_device", None)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("肺部CT影像辅助检测软件", False),
        ("肺部CT影像处理软件", True),
        ("智能肺部CT影像辅助检测软件", True),
        ("肺部CT影像辅助诊断软件", True),
        ("", False),
    ],
)
def test_names_are_held_against_the_naming_rules(name, broken):
    result = judge(product_name=name)
    assert ("NAME_RULE" in result.flags) is broken
    assert any(row.key.startswith("name-") for row in result.requirements) is broken


def test_authority_and_route_follow_class_and_origin():
    two = {"functions": ["measurement"], "conclusion": "none"}
    assert judge().authority.zh.startswith("国家药品监督管理局")
    assert judge(**two).authority.zh == "省级药品监督管理部门"
    assert judge(**two, origin="import").authority.zh.startswith("国家药品监督管理局")
    assert judge(
        core_functions=[], functions=[], conclusion="none", origin="import"
    ).authority.zh.endswith("标准管理中心")


def test_requirements_follow_the_class():
    rows = {row.key: row for row in judge().requirements}
    assert rows["fee"].value == "15.36"
    assert rows["days"].value == "128"
    assert rows["directory"].value.startswith("R=")
    assert "safety-severe" in rows
    two = {row.key: row for row in judge(functions=["measurement"], conclusion="none").requirements}
    assert two["fee"].value == ""
    assert "clinical-tool" in two
    assert "warning-only-measures" in two
    none = {
        row.key
        for row in judge(medical_purpose=False, functions=[], conclusion="none").requirements
    }
    assert none == {"no-medical-claim"}


def test_a_day_before_the_rules_were_in_force_is_said():
    result = classify(parse_facts(BASE), current_pack(), date(2020, 1, 1))
    assert "rule-dates" in {row.key for row in result.requirements}


def test_what_if_changes_only_what_it_is_told():
    facts = parse_facts(BASE)
    other = what_if(
        facts, {"functions": ["anatomy_segmentation"], "conclusion": "none"}, current_pack(), ON
    )
    assert (other.klass, classify(facts, current_pack(), ON).klass) == ("II", "III")
    with pytest.raises(BadInput):
        what_if(facts, {"colour": "red"}, current_pack(), ON)
    with pytest.raises(BadInput):
        what_if(facts, {"medical_purpose": False}, current_pack(), ON)


def test_every_flag_has_its_sentence():
    result = judge(algorithm="unknown", functions=["disease_score"], product_name="x")
    assert len(flag_texts(result, current_pack())) == len(result.flags) == 3


def test_packs_are_compared_on_the_same_facts():
    assert compare(parse_facts(BASE), current_pack(), current_pack(), ON) == ()


_FUNCTIONS = [key for key, _ in FUNCTIONS]
_ANY = st.builds(
    Facts,
    product_form=st.just("standalone"),
    medical_purpose=st.just(True),
    input_kind=st.sampled_from(["device_data", "general_equipment_data", "non_device_data"]),
    input_domain=st.sampled_from(
        ["radiology", "microscopy", "ivd", "physiological_signal", "other"]
    ),
    core_functions=st.lists(st.sampled_from([key for key, _ in CORE_FUNCTIONS]), unique=True).map(
        tuple
    ),
    algorithm=st.sampled_from(["ai", "conventional", "unknown"]),
    maturity=st.sampled_from(["mature", "not_mature", "unknown"]),
    functions=st.lists(st.sampled_from(_FUNCTIONS), unique=True, max_size=4).map(tuple),
    conclusion=st.sampled_from(["none", "reference_value", "prompt", "advice"]),
)
_RANK = {None: 0, "II": 2, "III": 3}


@given(_ANY)
@settings(max_examples=150, deadline=None)
def test_any_facts_have_an_answer_of_the_right_kind(facts):
    result = classify(facts, current_pack(), ON)
    assert result.property in ("device", "not_device", "not_separate_device", "undetermined")
    assert (result.klass in ("II", "III")) is (result.property == "device")
    assert (result.route.zh == "分类界定") is (result.property == "undetermined")
    assert set(result.flags) <= set(FLAGS)
    assert set(result.decision_aid_functions) <= {*AID_FUNCTIONS, *_FUNCTIONS, "none"}
    assert result == classify(facts, current_pack(), ON)


@given(_ANY)
@settings(max_examples=100, deadline=None)
def test_not_knowing_never_gives_a_lower_class_than_knowing(facts):
    known = replace(facts, algorithm="ai", maturity="not_mature")
    unknown = replace(facts, algorithm="unknown", maturity="unknown")
    one, other = (classify(given_, current_pack(), ON) for given_ in (known, unknown))
    assert (one.klass, one.property) == (other.klass, other.property)


@given(_ANY, st.sampled_from(_FUNCTIONS))
@settings(max_examples=150, deadline=None)
def test_another_function_never_lowers_the_class(facts, extra):
    if facts.conclusion == "advice" or extra in facts.functions:
        return
    more = replace(facts, functions=(*facts.functions, extra))
    assert (
        _RANK[classify(more, current_pack(), ON).klass]
        >= _RANK[classify(facts, current_pack(), ON).klass]
    )
