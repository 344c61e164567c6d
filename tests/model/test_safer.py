"""What says too much is offered in safer words, and the mend takes the finding away."""

import pytest

from dossier_app.model.checks import check
from dossier_app.model.checks.safer import safer
from dossier_app.model.completeness import gaps
from dossier_app.model.finding import Place
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean
from tests.model.faults import answer, row

PACK = current_pack()
PLACE = Place("claim_item", "c2", "text")


def told(held, code):
    return [f for f in check(held, PACK, ON) if f.code == code]


@pytest.mark.parametrize(
    ("code", "text", "left"),
    [
        ("CLAIM-01", "缩短阅片时间，支持肋骨骨折检出", "缩短阅片时间"),
        ("CLAIM-02", "国内首个，缩短阅片时间。", "缩短阅片时间。"),
        (
            "CLAIM-03",
            "缩短阅片时间，无需医师复核即可出报告",
            "缩短阅片时间，供医师参考，由医师确认",
        ),
    ],
)
def test_the_mend_of_a_claim_leaves_the_rest(code, text, left):
    held = row("claim_item", "c2", text=text)(clean())
    finding = told(held, code)[0]
    values = finding.fix.commands[0]["values"]
    assert values == {"text": left}
    assert told(row("claim_item", "c2", **values)(held), code) == []


def test_a_statement_on_charging_is_struck_out():
    held = answer("claim.charging", "使用本产品可新增收费项目。收费按检查项目执行。")(clean())
    (finding,) = told(held, "CLAIM-05")
    assert finding.fix.commands[0]["value"] == "收费按检查项目执行。"


def test_nothing_left_is_no_mend():
    assert safer("d", PLACE, "国内首个", ["首个"]) is None
    assert safer("d", PLACE, "缩短时间", ["首个"]) is None


def test_a_bare_figure_in_a_running_text_wants_its_data_set():
    bare = answer("claim.workflow_value", "敏感度93.5%，节省阅片时间")(clean())
    assert told(bare, "CLAIM-04")[0].place.field == "claim.workflow_value"
    named = answer("claim.workflow_value", "在独立测试集上敏感度93.5%，节省阅片时间")(clean())
    assert told(named, "CLAIM-04") == []


def test_a_claim_outside_the_product_wants_no_evidence():
    held = row("claim_item", "c9", text="健康管理", kind="wellness", outside=True)(clean())
    assert told(held, "CLAIM-13") == []
    assert gaps(held) == ()
    assert told(row("claim_item", "c9", outside=False)(held), "CLAIM-13")


def test_an_unused_function_can_be_given_its_claim():
    held = row("function", "f9", name="影像显示", core="processing", algorithm="conventional", conclusion="none", description="显示影像", registered=True)(clean())  # fmt: skip
    (finding,) = told(held, "CLAIM-06")
    command = finding.fix.commands[0]
    made = row("claim_item", command["id"], **command["values"])(held)
    assert command["values"] == {"text": "显示影像", "kind": "processing", "function": "f9"}
    assert told(made, "CLAIM-06") == []
