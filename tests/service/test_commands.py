import json

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.service import commands as c

ALL = [
    c.CreateDossier("d1", "lung", "肺结节"),
    c.ChangeHeading("d1", name="新名"),
    c.SetAnswer("d1", "claim.body_part", "胸部"),
    c.MarkNotApplicable("d1", "ptr.special", "无专用标准"),
    c.AddRecord("d1", "dataset", "ds-1", {"name": "测试集"}, position=2),
    c.ChangeRecord("dataset", "ds-1", {"name": None}, reason="录错"),
    c.RemoveRecord("dataset", "ds-1"),
    c.MoveRecord("dataset", "ds-1", 0),
    c.Confirm("d1", "classification", "张三", "classified"),
    c.PinRulePack("d1", "cn-imaging-ai-2026.11@00"),
    c.EraseEvidence("0" * 64, "含患者姓名", "张三"),
]


@pytest.mark.parametrize("command", [*ALL, c.Batch(Text("整批", "batch"), tuple(ALL))])
def test_a_command_survives_json(command):
    raw = json.loads(json.dumps(c.command_to_json(command), ensure_ascii=False))
    assert c.command_from_json(raw) == command


def test_a_missing_dossier_is_filled_in():
    raw = {"do": "SetAnswer", "field": "claim.body_part", "value": "胸部"}
    assert c.command_from_json(raw, dossier="d9") == c.SetAnswer("d9", "claim.body_part", "胸部")


@pytest.mark.parametrize(
    ("raw", "place", "found"),
    [
        (5, "$", "int"),
        ({"do": "Explode"}, "$", "Explode"),
        ({"do": "SetAnswer", "fild": 1}, "$.fild", "fild"),
        ({"do": "SetAnswer", "dossier": "d"}, "$", "field"),
        ({"do": "Batch", "name": "x", "commands": []}, "$", "Batch"),
        ({"do": "Batch", "name": {}, "commands": [{"do": "Nope"}]}, "$.commands[0]", "Nope"),
    ],
)
def test_what_is_no_command_is_refused_with_its_place(raw, place, found):
    with pytest.raises(BadInput) as refused:
        c.command_from_json(raw)
    assert refused.value.place == place
    assert found in refused.value.message.en
