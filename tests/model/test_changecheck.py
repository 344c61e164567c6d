"""A change is judged by the rules, the highest effect wins, and the unknown counts as more."""

from __future__ import annotations

import json

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model.changecheck import change_check
from dossier_app.rules.loader import current_pack


def check(**facts):
    return change_check(facts, current_pack())


@pytest.mark.parametrize(
    ("facts", "effect"),
    [
        ({"intended_use": True}, "major"),
        ({"platform": "incompatible"}, "major"),
        ({"platform": "compatible"}, "minor"),
        ({"network": "lan_to_wan"}, "major"),
        ({"network": "compatible"}, "minor"),
        ({"refactoring": "low_or_medium_risk"}, "minor"),
        ({"refactoring": "whole_system"}, "major"),
        ({"algorithm_update": "algorithm_driven"}, "major"),
        (
            {
                "algorithm_update": "data_driven",
                "performance_differs": "false",
                "same_test_set": True,
            },
            "minor",
        ),
        (
            {
                "algorithm_update": "data_driven",
                "performance_differs": "true",
                "same_test_set": True,
            },
            "major",
        ),
        ({"algorithm_update": "data_driven", "performance_differs": "unknown"}, "major"),
        (
            {
                "algorithm_update": "data_driven",
                "performance_differs": "false",
                "same_test_set": False,
            },
            "major",
        ),
        ({"algorithm_update": "data_driven", "performance_differs": "false"}, "major"),
        ({"algorithm_update": "data_driven"}, "major"),
        ({"framework": "efficiency_or_patch"}, "minor"),
        ({"framework": "product_or_version"}, "major"),
        ({"release_version": True}, "major"),
        ({"full_version": True}, "minor"),
        ({"mixed_field": True}, "major"),
        ({"recall": True, "defect_fix": True}, "major"),
        ({"registrant_address": True}, "filing"),
        ({"production_address": "domestic", "defect_fix": True}, "filing"),
        ({"production_address": "import"}, "major"),
        ({"redevelopment": True, "intended_use": True}, "first_release"),
        ({"speed_only": True}, "minor"),
        ({"intended_use": False}, "none"),
        ({}, "none"),
    ],
)
def test_the_highest_effect_wins(facts, effect):
    result = check(**facts)
    assert result.effect == effect
    assert result.needs_registration is (effect in ("major", "first_release"))


def test_every_fact_of_the_pack_can_bring_about_a_result():
    pack = current_pack()
    for fact in pack.change_facts:
        if fact.key in ("same_test_set", "performance_differs"):
            continue
        worst = fact.values[0] if fact.values == ("true", "false") else fact.values[-1]
        assert change_check({fact.key: worst}, pack).effect != "none", fact.key


def test_the_trail_cites_and_the_strongest_comes_first():
    answer = check(defect_fix=True, core_algorithm=True).as_json()
    assert [step["effect"] for step in answer["trail"]] == ["major", "minor"]
    assert answer["trail"][0]["citation"].startswith("cmde-2022-9")
    assert answer["weakest_certainty"] == "A"
    assert "2025年第63号" in answer["trail"][0]["why"]["zh"]
    json.dumps(answer)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ([], "$"),
        ({"colour": True}, "$.colour"),
        ({"platform": "new"}, "$.platform"),
        ({"recall": "yes"}, "$.recall"),
        ({"recall": 1}, "$.recall"),
        ({"recall": [True]}, "$.recall"),
    ],
)
def test_bad_facts_are_refused_with_their_place(raw, place):
    with pytest.raises(BadInput) as caught:
        change_check(raw, current_pack())
    assert caught.value.place == place
