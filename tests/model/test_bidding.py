"""Scores, service, blind parts, heads, protection, channels and lots: what the fixtures of the codes leave open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dossier_app.model.blind import names, neutral, traces
from dossier_app.model.checks import check
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.heads import column_of
from dossier_app.model.lots import product_of, products
from dossier_app.model.protection import Subject, wanted
from dossier_app.model.scopeunknown import unknown_claims
from dossier_app.model.scoring import score_sheet
from dossier_app.model.service import limit, promises, serving
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean
from tests.model.faults import both, row
from tests.model.making import record

PACK = current_pack()


def codes(held):
    return {finding.code for finding in check(held, PACK, ON)}


def test_expected_points_count_only_while_no_star_is_open():
    held = row("score_item", "sc1", expected=Decimal(2), achieved=Decimal(1))(clean())
    sheet = score_sheet(held, "t1")
    assert (sheet.total, sheet.expected, sheet.achieved, sheet.open_stars) == (3, 2, 1, ())
    open_ = score_sheet(row("response", "a1", deviation="negative")(held), "t1")
    assert open_.expected is None
    assert [r.id for r in open_.open_stars] == ["q1"]


@pytest.mark.parametrize(
    ("text", "hours", "on_site"),
    [
        ("接到通知后30分钟内响应", Decimal("0.5"), False),
        ("4小时内到达现场", Decimal(4), True),
        ("到场时间不超过24小时", Decimal(24), True),
        ("２小时内上门", Decimal(2), True),
    ],
)
def test_promises_of_time_are_read(text, hours, on_site):
    (found,) = promises(text)
    assert (found.hours, found.on_site) == (hours, on_site)


def test_the_office_of_the_region_counts_with_what_it_achieved():
    near = record(
        "service_point",
        "a",
        cities="杭州、宁波",
        onsite_hours=Decimal(4),
        achieved_hours=Decimal(6),
    )
    far = record("service_point", "b", cities="广州", onsite_hours=Decimal(1))
    tender = record("tender", "t", region="浙江省宁波市", purchaser="示例医院")
    assert serving((near, far), tender) == (near,)
    assert serving((near, far), record("tender", "t", region="浙江")) == (near,)
    assert serving((near, far), record("tender", "t", region="四川")) == ()
    assert limit((near, far), on_site=True) == 1
    assert limit((near,), on_site=True) == 6
    assert limit((near,), on_site=False) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("投标人云平台通过等保三级，提供证明", Subject.VENDOR_CLOUD),
        ("配合医院完成等级保护测评", Subject.HOSPITAL),
        ("提供产品渗透测试报告", Subject.PRODUCT),
        ("提供中文界面", None),
    ],
)
def test_protection_is_told_apart_in_three(text, subject):
    assert wanted(text) is subject


def test_names_contacts_and_prices_give_a_bidder_away():
    known = names(clean())
    said = "示例医学科技有限公司的LN-100，电话13912345678，邮箱a@b.cn，国械注准20253210001，报价480000元"
    found = {trace.words for trace in traces(said, known)}
    assert {
        "示例医学科技有限公司",
        "LN-100",
        "13912345678",
        "a@b.cn",
        "国械注准20253210001",
    } <= found
    plain = neutral("示例医学科技有限公司的LN-100", known)
    assert plain == "投标人的所投产品"
    assert list(traces(plain, known)) == []


@pytest.mark.parametrize(
    ("table", "title", "key"),
    [
        ("technical", "招标文件条款号(含标记)", "clause"),
        ("technical", "招标要求", "requirement"),
        ("technical", "投标响应", "response"),
        ("technical", "偏离情况（正偏离/无偏离/负偏离）", "deviation"),
        ("technical", "偏离说明", "note"),
        ("technical", "证明材料名称及页码", "evidence"),
        ("technical", "专家意见", ""),
        ("price", "单价(元)", "unit_price"),
        ("price", "技术参数", "parameters"),
        ("price", "合计(元)", "total"),
        ("config", "功能描述", "description"),
    ],
)
def test_columns_of_a_purchasers_table_are_known(table, title, key):
    assert column_of(table, title) == key


def second(certified: bool = True) -> Dossier:
    """Return the clean dossier with a second product in its lot."""
    answers = {"claim.product_name": "颅内出血CT影像辅助分诊软件", "claim.model": "ICH-1"}
    records = {"certificate": clean().all("certificate")} if certified else {}
    other = Dossier(Heading("d2", "second", "第二产品", "pack"), answers, {}, records)
    listed = row("lot_product", "lp", tender="t1", dossier_key="second", quantity=1)(clean())
    return replace(listed, companions={"second": other})


def test_a_clause_of_another_product_is_judged_by_that_products_approval():
    held = second(certified=False)
    assert [p.key for p in products(held, "t1")] == ["clean", "second"]
    own = row("requirement", "q3", product="second")(held)
    over = row("response", "a3", text="支持肋骨骨折检测", deviation="none")
    assert "SCOPE-01" in codes(over(held))
    assert product_of(own, own.find("requirement", "q3")).key == "second"
    assert "SCOPE-01" not in codes(over(own))
    assert {"LOT-02", "LOT-03"} <= codes(own)


def test_an_unlisted_claim_waits_for_a_person_and_a_denied_or_known_one_does_not():
    approved = "肺结节自动检出"
    assert unknown_claims("支持自动识别胸壁纤维瘤样增生病灶", approved)
    assert unknown_claims("不支持自动识别胸壁纤维瘤样增生病灶", approved) == ()
    assert unknown_claims("支持肺结节检出", approved) == ()
    assert unknown_claims("支持肋骨骨折识别", approved) == ()
    assert unknown_claims("由医师人工评估肿瘤分期", approved) == ()
    assert unknown_claims("自动识别影像序列", approved) == ()
    said = row(
        "response",
        "a3",
        text="支持4mm及以上结节检出，自动识别胸壁纤维瘤样增生病灶",
        deviation="negative",
    )
    held = said(clean())
    assert "SCOPE-06" in codes(held)
    assert "SCOPE-06" not in codes(row("response", "a3", confirmed_by="张样例")(held))


PASSAGES = '["本方案由实施经理负责协调各方并在合同签订后三日内提交详细计划书供审核"]'


def test_packs_for_two_firms_with_the_same_passages_are_told():
    pack = {
        "tender": "t1",
        "what": "tender-pack",
        "issued_on": date(2026, 11, 1),
        "documents_hash": "x",
        "state": "complete",
        "passages": PASSAGES,
    }
    two = both(
        row("pack_issue", "k1", **pack, distributor="dealer"),
        row("pack_issue", "k2", **pack, distributor="dealer2"),
    )
    found = [f for f in check(two(clean()), PACK, ON) if f.code == "R10"]
    assert any(f.quotes for f in found)
    excused = both(two, row("pack_issue", "k2", reason="分包采购，采购人书面同意"))
    grave = [f for f in check(excused(clean()), PACK, ON) if f.code == "R10" and not f.quotes]
    assert all(f.severity.value == "warning" for f in grave)
    recalled = both(two, row("pack_issue", "k1", recalled_on=date(2026, 11, 2)))
    assert not any(f.quotes for f in check(recalled(clean()), PACK, ON) if f.code == "R10")
