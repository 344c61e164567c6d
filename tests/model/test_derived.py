"""Classification facts out of step 1, each with the answers it came from."""

from dossier_app.model.derived import FACT_KEYS, facts_from_dossier, origin_of, origins
from dossier_app.model.factwords import FACT_WORDS
from dossier_app.model.finding import Place
from tests.model.making import dossier, record

ANSWERS = {
    "claim.product_form": "standalone",
    "claim.host_class": "II",
    "claim.medical_purpose": True,
    "claim.input_kind": "device_data",
    "claim.input_domain": "radiology",
    "classification.origin": "domestic",
    "classification.filing": "first",
    "claim.product_name": "甲",
}


def function(id, core, type, algorithm, conclusion, maturity=""):
    values = {"core": core, "type": type, "algorithm": algorithm, "conclusion": conclusion}
    return record("function", id, **values, **({"maturity": maturity} if maturity else {}))


def test_functions_count_together_and_the_most_demanding_decides():
    facts = facts_from_dossier(
        dossier(
            ANSWERS,
            function("a", "measurement", "measurement", "conventional", "reference_value"),
            function("b", "analysis", "lesion_detection", "ai", "prompt", "not_mature"),
            function("c", "processing", "reconstruction_3d", "ai", "none", "mature"),
        )
    )
    assert facts == {
        "product_form": "standalone",
        "medical_purpose": True,
        "input_kind": "device_data",
        "input_domain": "radiology",
        "core_functions": ["processing", "measurement", "analysis"],
        "algorithm": "ai",
        "maturity": "not_mature",
        "functions": ["lesion_detection", "measurement", "reconstruction_3d"],
        "conclusion": "prompt",
        "origin": "domestic",
        "filing": "first",
        "product_name": "甲",
    }


def test_what_is_not_answered_is_left_out():
    assert facts_from_dossier(dossier()) == {}


def test_a_component_brings_its_host():
    facts = facts_from_dossier(
        dossier({"claim.product_form": "component", "claim.host_class": "II"})
    )
    assert facts == {"product_form": "component", "host_class": "II"}


def test_unknown_counts_before_conventional_and_an_open_maturity_is_unknown():
    facts = facts_from_dossier(
        dossier(
            {},
            function("a", "analysis", "triage", "unknown", "prompt"),
            function("b", "analysis", "", "conventional", "odd"),
        )
    )
    assert (facts["algorithm"], facts["maturity"]) == ("unknown", "unknown")
    assert facts["functions"] == ["triage"]


def test_conventional_functions_alone_read_mature_unless_said_otherwise():
    plain = function("a", "measurement", "measurement", "conventional", "odd")
    facts = facts_from_dossier(dossier({}, plain))
    assert (facts["algorithm"], facts["maturity"], facts["conclusion"]) == (
        "conventional",
        "mature",
        "none",
    )


def test_every_fact_of_the_contract_has_an_origin():
    assert {word.key for word in FACT_WORDS} == set(FACT_KEYS)
    assert all(origin_of(key) for key in FACT_KEYS)
    assert origin_of("nonsense") == ()


def test_origins_name_the_answers_and_rows_that_gave_the_value():
    held = dossier(
        ANSWERS,
        function("a", "measurement", "measurement", "conventional", "none"),
        function("b", "analysis", "triage", "ai", "prompt", "mature"),
    )
    assert origins(held, "product_form") == (Place("", "d", "claim.product_form"),)
    assert origins(held, "host_class") == ()
    assert origins(held, "algorithm") == (Place("function", "b", "algorithm"),)
    assert [place.id for place in origins(held, "core_functions")] == ["a", "b"]
    assert origins(dossier(), "algorithm") == ()
