"""Further faults under the same codes, and near misses that must stay silent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dossier_app.model.checks import check
from dossier_app.model.finding import Severity
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean
from tests.model.faults import answer, at, both, drop, row, says

PACK = current_pack()
CLEAN = clean()
OTHER_SET = {
    "role": "training", "name": "训练集二", "hash": "h4", "version": "1", "modality": "CT", "body_part": "胸部",
    "period_from": date(2020, 1, 1), "period_to": date(2021, 1, 1), "sources": "多家", "devices": "多家",
    "protocol": "1mm", "patients": 1, "studies": 1,
}  # fmt: skip
FOUND = {
    "a value found in no set": ("CLAIM-04", row("claim_item", "c2", text="敏感度达95%", result=None)),
    "no output at all": ("CLAIM-08", drop("output")),
    "two sets of one list": ("P1", row("dataset", "d-train2", **OTHER_SET)),
    "clinical data equal to the test set": ("P5", row("dataset", "d-clin", hash="h4")),
    "evaluation base out of a public one": (
        "P4",
        both(
            row("dataset", "d-pub", **{**OTHER_SET, "role": "public", "hash": "p"}),
            row("dataset", "d-eval", **{**OTHER_SET, "role": "evaluation", "hash": "q", "parent": "d-pub"}),
        ),
    ),
    "genome said, imaging only": ("P12", answer("provenance.genetic", "genome")),
    "class changed after confirming": ("CLASS-02", answer("classification.origin", "import")),
    "a method without indicator": ("PTR-01", row("test_method", "m9", clause="3.9.9", method="载入影像并检查。")),
    "a method that quotes another figure": ("PTR-20", row("test_method", "m1", method="计时，应不超过90秒方为合格。")),
    "a method that quotes a strict sign": ("PTR-20", row("test_method", "m1", method="计时，应小于60秒方为合格。")),
    "a clause twice": ("PTR-19", row("indicator", "n3", clause="2.1.7.1", name="x", requirement="应能显示")),
    "a version of another length": ("PTR-14", answer("claim.full_version", "2.1.3")),
    "no standard at all": ("PTR-16", row("standard", "s1", number="某标准")),
    "an older edition": ("PTR-15", row("standard", "s1", number="YY/T 0664-2008")),
    "a standard of next year": ("PTR-16", row("standard", "s1", number="YY/T 0664-2030")),
    "two sides of a version": ("SW-01", row("version", "v2", release="7")),
    "a file past its own date": ("EVID-02", row("evidence", "e-split", expires_on=date(2026, 1, 1))),
    "a target gone": ("EVID-05", drop("response", "a2")),
    "published after the deadline": ("DATE-04", row("tender", "t1", published_on=date(2026, 12, 5))),
    "expired before it was issued": ("DATE-04", row("licence", "trade", issued_on=date(2030, 1, 1))),
    "a certificate within the bid validity": ("DATE-02", row("certificate", "cert", expires_on=date(2027, 1, 15))),
    "a release of other content": ("GATE-04", says("支持4mm及以上结节检出。")),
    "a release by another office": ("GATE-04", row("person", "ra", name="别人", role="regulatory")),
    "a star row unanswered": ("R04", drop("response", "a1")),
    "a line above its ceiling": ("R03", row("price_line", "p1", ceiling=Decimal(400000))),
    "above the budget alone": ("R03", row("tender", "t1", ceiling=None, budget=Decimal(1000))),
    "lines that do not make the total": ("R38", row("tender", "t1", offer_total=Decimal(479000))),
    "words that are no amount": ("R37", row("tender", "t1", offer_total_words="约四十八万")),
    "a short warranty": ("R19", row("tender", "t1", offer_warranty_months=12)),
    "an imported product": (
        "R16",
        both(answer("classification.origin", "import"), row("tender", "t1", source_facts="本项目不接受进口产品")),
    ),
    "a lot without rows": ("R20", row("lot", "lot2", tender="t1", number="2", name="硬件包")),
    "another model": ("R24", row("price_line", "p1", model="LN-999")),
    "an expired paper": ("R23", row("qualification", "z2", licence=None, expires_on=date(2026, 1, 1), evidence="e-cert")),
    "a letter not begun": ("R27", row("authorisation", "w1", issued_on=date(2026, 12, 5))),
    "a letter withdrawn": ("R27", row("authorisation", "w1", withdrawn_on=date(2026, 11, 20))),
    "a letter for another project": ("R27", row("authorisation", "w1", project="另一医院的采购项目")),
    "a letter for another province": ("R27", row("authorisation", "w1", territory="云南省")),
    "packs for two distributors": (
        "R10",
        row("pack_issue", "i1", tender="t1", what="tender-pack", distributor="dealer2", state="complete"),
    ),
    "a contract that ends before what is delivered late is out of warranty": (
        "SVC-02",
        row("service_point", "sp", name="杭州服务站", cities="杭州、浙江省", contract_until=date(2030, 3, 20)),
    ),
    "an old reference": ("R43", row("reference_case", "ref", signed_on=date(2020, 1, 1))),
}  # fmt: skip
SILENT = {
    "a denied absolute word": ("CLAIM-02", row("claim_item", "c2", text="不承诺零漏诊，缩短阅片时间")),
    "the only identifier": ("CLAIM-22", row("claim_item", "c2", text="按唯一标识缩短查询时间")),
    "augmented adversarial data": ("P2", row("dataset", "d-adv", **{**OTHER_SET, "role": "adversarial", "augmented": True, "hash": "z"})),
    "no genes are named": ("P12", answer("provenance.summary", "数据不涉及基因信息")),
    "a browser": ("PTR-23", answer("ptr.environment", "浏览器Chrome 120")),
    "acquisition devices": ("PTR-24", answer("ptr.limits", "采集设备要求：64排CT")),
    "a method in a converted unit": ("PTR-20", row("test_method", "m1", method="计时，应不超过1分钟方为合格。")),
    "an indicator without figure": ("PTR-20", row("indicator", "n1", requirement="应能完成处理")),
    "a renewal filed": ("DATE-01", row("certificate", "cert", expires_on=date(2027, 4, 1), renewal_filed_on=date(2026, 9, 1))),
    "a licence under renewal": ("R23", row("licence", "trade", expires_on=date(2026, 11, 30), renewal_filed_on=date(2026, 8, 1))),
    "the registrant bids itself": ("R27", both(row("tender", "t1", distributor="firm"), drop("authorisation"))),
    "a letter for the whole country": ("R27", row("authorisation", "w1", territory="全国")),
    "a chain through another dealer": (
        "R10",
        both(
            row("authorisation", "w1", to_party="dealer2"),
            row("authorisation", "w2", tender="t1", from_party="dealer2", to_party="dealer", number="SQ-2", product="LN-100", territory="全国", project="示例医院肺结节软件采购项目", issued_on=date(2026, 11, 1), expires_on=date(2030, 2, 1)),
        ),
    ),
    "capitals in the other spelling": ("R37", row("tender", "t1", offer_total_words="人民币肆拾捌万圆正")),
    "force majeure excepted": ("BID-22", says("支持4mm及以上结节检出，不可抗力除外")),
    "a clause that a linked file grades": (
        "R48",
        both(drop("licence", "mlps"), row("link", "l9", evidence="e-contract", target_kind="response", target="a5")),
    ),
    "the same state of a submitted bid": ("R07", row("tender", "t1", state="submitted", deadline=at(2026, 11, 1, 9))),
    "figures from one model side by side": ("CONS-02", row("certificate", "cert", model="LN-100、LN-200")),
    "a figure as a fraction": ("CONS-12", row("claim_item", "c1", value="0.935")),
}  # fmt: skip


def codes(held):
    return {finding.code for finding in check(held, PACK, ON)}


@pytest.mark.parametrize("name", FOUND)
def test_this_fault_is_found_too(name):
    code, fault = FOUND[name]
    assert code in codes(fault(CLEAN))


@pytest.mark.parametrize("name", SILENT)
def test_this_near_miss_stays_silent(name):
    code, change = SILENT[name]
    assert code not in codes(change(CLEAN))


def test_an_expired_file_of_the_firm_counts_only_where_it_is_used():
    held = row("evidence", "e-old", title="别家证照", kind="licence", expires_on=date(2020, 1, 1))(
        CLEAN
    )
    rows = tuple(replace(r, dossier="") if r.id == "e-old" else r for r in held.all("evidence"))
    held = replace(held, records={**held.records, "evidence": rows})
    assert "EVID-02" not in codes(held)
    used = row("qualification", "z1", evidence="e-old")(held)
    assert [f.severity for f in check(used, PACK, ON) if f.code == "EVID-02"] == [Severity.BLOCKER]


OLD_SCAN = ("evidence", "e-old")


def with_old_scan(*changes):
    """The clean dossier, where the firm keeps a scan that expired, and further changes."""
    held = row(*OLD_SCAN, title="证照", kind="licence", expires_on=date(2020, 1, 1))(CLEAN)
    rows = tuple(replace(r, dossier="") if r.id == "e-old" else r for r in held.all("evidence"))
    return both(*changes)(replace(held, records={**held.records, "evidence": rows}))


def licence_of(party, **more):
    values = {"party": party, "kind": "iso13485", "number": "Q1", "evidence": "e-old", **more}
    return row("licence", "q1", **values)


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (licence_of("dealer2"), 0),
        (licence_of("firm"), 1),
        (licence_of("dealer"), 1),
        (both(licence_of("dealer"), row("tender", "t1", distributor="dealer2")), 0),
        (licence_of("firm", expires_on=date(2027, 1, 1), renewal_filed_on=date(2026, 9, 1)), 0),
        (row("link", "l9", evidence="e-old", target_kind="claim_item", target="c1"), 1),
        (answer("provenance.split_check", "e-old"), 1),
    ],
    ids=(
        "another distributor's", "the registrant's", "the bidder's", "no longer the bidder's",
        "under renewal", "linked", "answered",
    ),
)  # fmt: skip
def test_an_expired_file_of_the_firm_is_found_where_the_dossier_relies_on_it(change, places):
    found = [f for f in check(with_old_scan(change), PACK, ON) if f.code == "EVID-02"]
    assert [f.place.id for f in found] == ["e-old"] * places


def test_gaps_alike_are_one_finding_with_their_count():
    held = both(row("response", "a1", deviation=None), row("response", "a2", deviation=None))(CLEAN)
    found = [
        f for f in check(held, PACK, ON) if f.place.field == "deviation" and f.code == "COMP-01"
    ]
    assert len(found) == 1
    assert "另有 1 处" in found[0].message.zh


def test_a_kind_without_any_record_is_asked_for():
    found = [f for f in check(drop("interface")(CLEAN), PACK, ON) if f.code == "COMP-01"]
    assert [f.place.record for f in found] == ["interface"]


def test_a_computed_deviation_better_than_stated_is_only_a_hint():
    held = row("response", "a2", deviation="none")(CLEAN)
    assert [f.severity for f in check(held, PACK, ON) if f.code == "DEV-01"] == [Severity.HINT]


def test_an_overclaim_of_a_draft_for_change_only_warns():
    held = both(
        answer("claim.life_state", "changing"),
        row("claim_item", "c2", text="支持肋骨骨折检出", function="f2"),
    )(CLEAN)
    assert [f.severity for f in check(held, PACK, ON) if f.code == "CLAIM-01"] == [Severity.WARNING]


def test_release_blocks_once_the_firm_named_who_releases() -> None:
    unreleased = drop("confirmation")(CLEAN)
    named = row("person", "ra", name="张样例", role="regulatory")
    for dossier, grave in ((unreleased, Severity.WARNING), (named(unreleased), Severity.BLOCKER)):
        found = [f for f in check(dossier, PACK, ON) if f.code == "GATE-04"]
        assert [f.severity for f in found] == [grave]
    assert [f for f in check(named(CLEAN), PACK, ON) if f.code == "GATE-04"] == []
