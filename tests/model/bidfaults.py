"""One planted fault for every code of the tender that was added after the first release."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from dossier_app.model.dossier import Dossier

Edits = dict[str, Callable[[Dossier], Dossier]]
_OWN = {"tender": "t1"}
_NEXT = {"tender": "t1", "lot": "lot1", "kind": "technical", "number": "1.9"}


def bid_faults(row: Callable[..., object], both: Callable[..., object]) -> Edits:
    """Return the faults, made with the edits of `faults`."""

    def asked(text, answer, **more):
        return both(
            row("requirement", "q9", **_NEXT, text=text),
            row("response", "a9", **_OWN, requirement="q9", text=answer, deviation="none", **more),
        )

    def paper(part, **values):
        return row(
            "qualification",
            "zx",
            **_OWN,
            part=part,
            name="文件",
            provider="D",
            mandatory=False,
            **values,
        )

    near = row(
        "service_point",
        "sp",
        name="杭州服务站",
        cities="杭州、浙江省",
        engineer="赵样例",
        onsite_hours=Decimal(8),
        response_hours=Decimal(1),
        contract_until=date(2030, 12, 31),
    )
    reported = row(
        "project_report",
        "pr1",
        **_OWN,
        distributor="dealer",
        hospital="示例医院",
        project="肺结节软件",
        reported_on=date(2026, 9, 1),
        protected_until=date(2027, 3, 1),
        state="granted",
    )
    scored = row("score_item", "sc1", section_points=Decimal(5))
    return {
        "LOT-01": row("lot_product", "lp", **_OWN, dossier_key="elsewhere", quantity=1),
        "LOT-02": _companion(certified=False, row=row),
        "LOT-03": _companion(certified=True, row=row),
        "SCORE-01": scored,
        "SCORE-02": row("score_item", "sc1", expected=Decimal(9)),
        "SCORE-03": both(row("score_item", "sc1", expected=Decimal(2)), row("response", "a1", text="")),
        "SCORE-04": row("score_item", "sc1", section_points=Decimal(3)),
        "SVC-01": both(near, row("response", "a4", text="质保期3年，故障后4小时内到场")),
        "SVC-02": both(near, row("service_point", "sp", contract_until=date(2027, 1, 31))),
        "SVC-03": both(near, row("service_point", "sp", cities="广州"), row("response", "a4", text="质保期3年，故障后24小时到场")),
        "PLAN-01": asked("与医院HIS系统接口对接", "按要求对接"),
        "PLAN-02": row("rollout", "ro", **_OWN, step="上线", owner="生产企业", from_day=10, to_day=40),
        "MLPS-01": both(row("licence", "mlps", protects="vendor_cloud"), asked("提供产品渗透测试报告", "提供云平台等保三级证明")),
        "CHAN-01": both(reported, row("project_report", "pr2", **_OWN, distributor="dealer2", hospital="示例医院", project="肺结节软件", reported_on=date(2026, 10, 1), protected_until=date(2027, 3, 1), state="granted")),
        "CHAN-02": row("authorisation", "w1", state="issued"),
        "CHAN-03": both(reported, row("project_report", "pr1", distributor="dealer2"), row("authorisation", "w1", state="issued", report="pr1")),
        "CHAN-04": row("authorisation", "w2", **_OWN, from_party="firm", to_party="dealer", number="SQ-002", product="LN-100", territory="浙江省", project="示例医院肺结节软件采购项目", issued_on=date(2026, 11, 1), expires_on=date(2030, 2, 1)),
        "SCOPE-06": row("response", "a3", text="支持4mm及以上结节检出，自动识别胸壁纤维瘤样增生病灶", deviation="negative"),
        "DATE-21": row("licence", "trade", expires_on=date(2027, 3, 10)),
        "DATE-22": paper("P21", expires_on=date(2028, 1, 1)),
        "R01": both(row("tender", "t1", state="submitted"), row("qualification", "z1", seal=True)),
        "R06": row("tender", "t1", bond_amount=Decimal(20000)),
        "R09": row("tender", "t1", joint_bid=True),
        "R11": row("licence", "iso2", party="dealer2", kind="iso13485", number="样例Q1", issuer="示例认证", issued_on=date(2025, 1, 1)),
        "R12": both(row("party", "dealer", legal_person="钱样例"), row("party", "dealer2", legal_person="钱样例"), reported, row("project_report", "pr1", distributor="dealer2")),
        "R14": row("evidence", "e-cert", dpi=96),
        "R17": row("price_line", "p1", energy_listed=True),
        "R29": row("tender", "t1", signatory="孙样例"),
        "R30": paper("P13", dated=date(2026, 9, 1)),
        "R31": paper("P11", dated=date(2025, 12, 1)),
        "R32": paper("P14", dated=date(2026, 9, 1)),
        "R33": both(row("party", "big", name="大型制造有限公司", role="other", size="large"), row("price_line", "p1", maker="大型制造有限公司"), paper("P23", evidence="e-contract")),
        "R34": row("table_head", "th", **_OWN, table="technical", columns="序号\n招标要求\n投标响应\n偏离情况\n专家签名"),
        "R39": both(row("tender", "t1", blind=True), row("response", "a3", text="示例医学科技有限公司支持4mm及以上结节检出")),
        "R40": row("tender", "t1", ca_expires_on=date(2026, 12, 1)),
        "R41": row("link", "l1", bidder_pages="45"),
        "R44": row("amendment", "am", **_OWN, name="更正公告一", issued_on=date(2026, 11, 10), followed=False),
        "R47": both(row("component", "co", name="OpenCV", version="4.9.0"), row("banned_part", "bp", **_OWN, name="opencv", basis="3.2")),
    }  # fmt: skip


def _companion(*, certified, row):
    """Return an edit that puts a second product, perhaps not approved, into the lot without a price line."""

    def edit(held):
        from dataclasses import replace

        from dossier_app.model.dossier import Heading

        records = {"certificate": held.all("certificate")} if certified else {}
        answers = {"claim.product_name": "颅内出血CT影像辅助分诊软件"}
        other = Dossier(Heading("d2", "second", "第二产品", "pack"), answers, {}, records)
        listed = row("lot_product", "lp", **_OWN, dossier_key="second", quantity=1)(held)
        return replace(listed, companions={"second": other})

    return edit
