"""Facts are read whole and checked; what is unknown or contradicts is refused by name."""

from __future__ import annotations

import json

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model.facts import changed, parse_facts
from dossier_app.model.factwords import label

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


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"host_class": "II"}, ("product_form", "host_class")),
        ({"host_code": "06-01"}, ("product_form", "host_code")),
        ({"product_form": "component"}, ("product_form", "host_class")),
        ({"input_domain": "text"}, ("input_domain", "input_kind")),
        ({"medical_purpose": False}, ("functions", "medical_purpose")),
        ({"functions": []}, ("conclusion", "functions")),
        ({"colour": "red"}, ("colour",)),
        ({"maturity": "ripe"}, ("maturity",)),
        ({"maturity": None}, ("maturity",)),
        ({"functions": ["triage", "magic"]}, ("functions[1]",)),
        ({"functions": "triage"}, ("functions",)),
        ({"medical_purpose": "yes"}, ("medical_purpose",)),
        ({"product_form": "component", "host_code": "X-ray"}, ("host_code",)),
        ({"product_name": 3}, ("product_name",)),
        ({"algorithm": 1}, ("algorithm",)),
    ],
)
def test_bad_facts_are_refused_with_the_keys_named(changes, keys):
    with pytest.raises(BadInput) as caught:
        parse_facts({**BASE, **changes})
    for key in keys:
        assert key in caught.value.place
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("changes", "chinese", "english"),
    [
        ({"host_class": "II"}, "“产品形态”与“主机管理类别”矛盾", "“Product form”"),
        ({"medical_purpose": False}, "“临床功能”与“是否用于医疗目的”矛盾", "“Medical purpose”"),
        ({"maturity": None}, "缺少“算法成熟度”", "“Maturity of the algorithm” is missing"),
        ({"product_form": "component", "host_code": "X-ray"}, "主机分类编码", "host device"),
    ],
)
def test_a_refusal_speaks_of_labels_not_of_keys(changes, chinese, english):
    with pytest.raises(BadInput) as caught:
        parse_facts({**BASE, **changes})
    assert chinese in caught.value.message.zh
    assert english in caught.value.message.en
    words = caught.value.message.zh + caught.value.message.en
    assert "_" not in words
    assert "triage" not in words


def test_facts_must_be_an_object():
    for raw in ([], "x", None, 3):
        with pytest.raises(BadInput):
            parse_facts(raw)


def test_facts_survive_json():
    facts = parse_facts(
        {**BASE, "product_form": "component", "host_class": "II", "product_name": "甲软件"}
    )
    assert parse_facts(json.loads(json.dumps(facts.as_json()))) == facts
    assert changed(facts, {"host_code": "06-01", "host_class": None}).host_class is None


def test_labels_fall_back_to_the_value():
    assert label("functions", "triage").zh == "辅助分诊"
    assert label("functions", "odd").zh == "odd"
