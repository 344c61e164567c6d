"""The class under each single change: contradictions left out, what differs told."""

from datetime import date

from dossier_app.model.facts import parse_facts
from dossier_app.model.variations import variations
from dossier_app.rules.loader import current_pack

FACTS = {
    "product_form": "standalone", "medical_purpose": True, "input_kind": "device_data",
    "input_domain": "radiology", "core_functions": ["analysis"], "algorithm": "ai",
    "maturity": "not_mature", "functions": ["lesion_detection", "anatomy_segmentation"],
    "conclusion": "prompt",
}  # fmt: skip


def test_each_single_change_is_judged_and_contradictions_are_left_out():
    found = variations(parse_facts(FACTS), current_pack(), date(2026, 11, 22))
    by_change = {each.change.zh: each for each in found}
    without = by_change["去掉功能“病灶检出”"]
    assert (without.outcome, without.differs) == ("II", True)
    alone = by_change["只留功能“病灶检出”"]
    assert (alone.outcome, alone.differs) == ("III", False)
    assert any(each.outcome == "not_device" for each in found)
    assert without.as_json()["differs"] is True


def test_one_function_is_neither_left_out_nor_alone():
    found = variations(
        parse_facts(FACTS | {"functions": ["lesion_detection"]}), current_pack(), date(2026, 11, 22)
    )
    assert not any("功能" in each.change.zh for each in found)
