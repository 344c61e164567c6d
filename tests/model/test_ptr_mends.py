"""Mends of the PTR: each offered one takes its finding away, and those that can be offered are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier_app.model.checks import check
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Fix
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean
from tests.model.faults import FAULTS, answer, both, row
from tests.model.test_ptr_editing import carried

PACK = current_pack()
MENDED = {
    "PTR-07": row("indicator", "n2", requirement="应能标记４mm及以上肺结节"),
    "PTR-02": row("test_method", "m2", standard="YY/T 1858"),
    "PTR-12": FAULTS["PTR-12"],
    "PTR-15": row("test_method", "m2", standard="YY/T 0664-2008"),
    "PTR-18": FAULTS["PTR-18"],
    "PTR-19": FAULTS["PTR-19"],
    "PTR-20": row("indicator", "n1", value="90"),
    "PTR-21": FAULTS["PTR-21"],
    "PTR-23": row("test_method", "m2", method="载入测试影像，浏览标记结果是否正确。"),
    "PTR-29": FAULTS["PTR-29"],
    "PTR-31": FAULTS["PTR-31"],
    "PTR-38": FAULTS["PTR-38"],
    "SW-06": FAULTS["SW-06"],
    "CONS-06": FAULTS["CONS-06"],
}


def found(held: Dossier, code: str) -> list[Finding]:
    return [finding for finding in check(held, PACK, ON) if finding.code == code]


def mended(held: Dossier, fix: Fix | None) -> Dossier:
    assert fix is not None
    gone = {c["id"]: c["kind"] for c in fix.commands if c["do"] == "RemoveRecord"}
    if gone:
        kept = {k: tuple(r for r in rows if r.id not in gone) for k, rows in held.records.items()}
        return replace(held, records=kept)
    return carried(held, fix)


@pytest.mark.parametrize("code", MENDED)
def test_a_mend_takes_its_finding_away(code: str):
    broken = MENDED[code](clean())
    findings = found(broken, code)
    assert findings
    assert found(mended(broken, findings[0].fix), code) == []


def test_hidden_characters_in_an_answer_are_mended_too():
    broken = answer("ptr.limits", "不能\u200b单独使用")(clean())
    fixed = mended(broken, found(broken, "PTR-29")[0].fix)
    assert fixed.text("ptr.limits") == "不能单独使用"


def test_a_fact_that_is_not_answered_is_named():
    broken = both(answer("claim.accountable", None), answer("ptr.limits", "负责人{{claim.accountable}}"))(clean())  # fmt: skip
    assert "产品责任负责人" in found(broken, "PTR-33")[0].message.zh


def test_an_answer_to_a_tender_is_held_against_the_indicator_it_names():
    said = row("response", "a3", text="单例处理时间不超过90秒", source="性能指标 2.1.7.1")(clean())
    finding = found(said, "PTR-35")[0]
    assert finding.place.record == "response"
    assert finding.step == "tender"
    fine = row("response", "a3", text="单例处理时间不超过60秒", source="性能指标 2.1.7.1")(clean())
    assert found(fine, "PTR-35") == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"letter": "X", "meaning": "", "updates": ("major",)}, "没有含义"),
        ({"letter": "X", "meaning": "重大", "updates": ("major",), "lowest": 9, "highest": 1}, "最小值大于最大值"),
        ({"letter": "X", "meaning": "混合", "updates": ("major", "minor")}, "风险从高"),
        ({"letter": "X", "meaning": "轻微", "updates": ("minor",)}, "没有代表重大更新的字段"),
    ],
)  # fmt: skip
def test_a_recorded_rule_is_judged(fields: dict, words: str):  # type: ignore[type-arg]  # values of several kinds
    broken = row("version_field", "v", **fields)(clean())
    assert any(words in each.message.zh for each in found(broken, "PTR-34"))


def test_fields_out_of_order_and_doubled_updates_are_named():
    broken = both(
        row("version_field", "v1", letter="X", meaning="轻微", updates=("minor",)),
        row("version_field", "v2", letter="Y", meaning="重大", updates=("major",)),
        row("version_field", "v3", letter="Z", meaning="又轻微", updates=("minor",)),
    )(clean())
    said = " ".join(each.message.zh for each in found(broken, "PTR-34"))
    assert "排在轻微字段之后" in said
    assert "同一类更新" in said


def test_numbers_outside_the_template_are_told():
    broken = row("indicator", "n9", clause="2.9.1", name="游离", requirement="应有游离项")(clean())
    assert any("不在模板之内" in each.message.zh for each in found(broken, "PTR-38"))
