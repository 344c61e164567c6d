"""One planted fault for every finding code: what must be changed in the clean dossier to raise it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import CHINA, Value
from dossier_app.model.records import Record
from dossier_app.model.statements import RELEASE, SCOPE, Statement
from tests.model.bidfaults import bid_faults
from tests.model.casemaking import Rows, cases, content, holding
from tests.model.regfaults import regulatory_faults

Edit = Callable[[Dossier], Dossier]


def answer(key: str, value: Value | None) -> Edit:
    """Change an answer, or take it away."""

    def edit(held: Dossier) -> Dossier:
        answers = {k: v for k, v in held.answers.items() if k != key}
        return Dossier(
            held.heading, answers | ({key: value} if value is not None else {}), {}, held.records
        )

    return edit


def row(table: str, row_id: str, /, **values: Value | None) -> Edit:
    """Change fields of a record (None takes one away); a record that is not there is added."""

    def edit(held: Dossier) -> Dossier:
        rows = list(held.all(table))
        found = next((n for n, r in enumerate(rows) if r.id == row_id), None)
        before = dict(rows[found].values) if found is not None else {}
        after = {k: v for k, v in (before | values).items() if v is not None}
        owner = rows[found].dossier if found is not None else "d"
        made = Record(row_id, table, owner, found if found is not None else len(rows), after)
        if found is None:
            rows.append(made)
        else:
            rows[found] = made
        return replace(held, records={**held.records, table: tuple(rows)})

    return edit


def drop(table: str, *ids: str) -> Edit:
    """Take records out; all of the kind when none is named."""

    def edit(held: Dossier) -> Dossier:
        rows = tuple(r for r in held.all(table) if ids and r.id not in ids)
        return replace(held, records={**held.records, table: rows})

    return edit


def both(*edits: Edit) -> Edit:
    """Carry out several edits."""

    def edit(held: Dossier) -> Dossier:
        for each in edits:
            held = each(held)
        return held

    return edit


def lists(absent: tuple[str, ...] = (), **sets: Rows) -> Edit:
    """Let data sets (`d_test` for d-test) have case lists; `absent` ones lack their content here."""

    def edit(held: Dossier) -> Dossier:
        contents = {key.replace("_", "-"): content(rows) for key, rows in sets.items()}
        return holding(held, contents, absent)

    return edit


def says(text: str) -> Edit:
    """Let the answer to the third requirement say something."""
    return row("response", "a3", text=text)


def says_inside(said: Statement) -> Edit:
    """Let the excerpt of the algorithm report say something on a page."""

    def edit(held: Dossier) -> Dossier:
        held = row("evidence", "e-algo", kind="brochure", sha256="f" * 64)(held)
        return replace(held, stated={"f" * 64: (said,)})

    return edit


def at(*parts: int) -> datetime:
    """Return a moment in China."""
    year, month, day, hour = parts
    return datetime(year, month, day, hour, 0, tzinfo=CHINA)


def claims(text: str) -> Edit:
    """Let the workflow claim say something."""
    return row("claim_item", "c2", text=text)


_BASE = {
    "role": "evaluation", "name": "测评库", "version": "1", "modality": "CT", "body_part": "胸部",
    "period_from": date(2020, 1, 1), "period_to": date(2021, 1, 1), "sources": "多家", "devices": "多家",
    "protocol": "1mm", "patients": 1, "studies": 1,
}  # fmt: skip
_LETTER = {
    "tender": "t1", "from_party": "firm", "number": "SQ-002", "product": "LN-100", "territory": "浙江省",
    "project": "示例医院肺结节软件采购项目", "issued_on": date(2026, 11, 1), "expires_on": date(2030, 2, 1),
}  # fmt: skip
_OTHER = {"tender": "t1", "kind": "technical", "lot": "lot1"}
_AUC = row("indicator", "n2", requirement="检出敏感度应不低于90%")

FAULTS: dict[str, Edit] = {
    "COMP-01": answer("claim.payer", None),
    "CLAIM-01": claims("支持肋骨骨折检出，缩短阅片时间"),
    "CLAIM-02": claims("国内首个，缩短阅片时间"),
    "CLAIM-03": claims("无需医师复核即可出报告"),
    "CLAIM-04": row("claim_item", "c1", result=None, accepted_gap="暂无"),
    "CLAIM-05": answer("claim.charging", "使用本产品可新增收费项目"),
    "CLAIM-06": both(row("function", "f9", name="影像显示", core="processing", algorithm="conventional", conclusion="none", description="x", registered=True)),
    "CLAIM-07": answer("claim.workflow_value", None),
    "CLAIM-08": row("output", "o1", accountable=" "),
    "CLAIM-09": answer("claim.budget", None),
    "CLAIM-10": both(answer("claim.role", "diagnosis"), answer("claim.limits", "无"), answer("claim.intended_use", "用于诊断")),
    "CLAIM-11": answer("claim.population", "孕产妇及六十岁老年吸烟人群"),
    "CLAIM-12": answer("claim.product_name", "肺结节智能系统"),
    "CLAIM-13": row("claim_item", "c2", kind="wellness"),
    "CLAIM-14": row("actor", "w-payer", evidence=None),
    "CLAIM-21": claims("无需医生到场"),
    "CLAIM-22": claims("国内首创的阅片方式"),
    "CLAIM-23": claims("帮助医院创收"),
    "CLAIM-24": claims("支持病理收费"),
    "CLAIM-25": claims("提高治愈率"),
    "BID-21": says("附送培训"),
    "BID-22": says("接口数量另行协商"),
    "BID-23": says("响应内容待补充"),
    "P1": answer("provenance.split_check", None),
    "P2": row("dataset", "d-test", augmented=True),
    "P3": row("annotation", "an1", human_reviewed=False),
    "P4": row("dataset", "d-eval", **{**_BASE, "name": "LIDC 公开数据库"}),
    "P5": row("dataset", "d-clin", parent="d-train"),
    "P6": row("institution", "in1", ethics=None),
    "P7": row("dataset", "d-base", count_change=None),
    "P8": row("result", "r3", ci_low=None),
    "P9": answer("claim.modality", ("CT", "MR")),
    "P10": row("version", "v2", change="数据驱动型更新：新增数据重新训练"),
    "P11": answer("provenance.raw_result_kept", False),
    "P12": row("dataset", "d-train", sources="示例第一医院，含基因测序结果"),
    "DATA-01": lists(d_test=cases(7)),
    "DATA-02": lists(absent=("d-test",)),
    "DATA-03": lists(d_test=cases(900)),
    "DATA-04": lists(d_test=cases(900, date="2023-05")),
    "DATA-05": lists(d_test=cases(900, site="一院"), d_train=cases(900, 2000, site="一院")),
    "DATA-06": lists(d_test=[*cases(450, sex="F"), *cases(450, 450, sex="M")]),
    "DATA-07": both(row("dataset", "d-test", locked_on=date(2022, 5, 1)), row("data_access", "da1", dataset="d-test", person="王工", accessed_on=date(2022, 6, 1), purpose="复算")),
    "LAW-01": row("institution", "in1", consent="anonymous"),
    "LAW-02": row("institution", "in1", ethics_kind="none"),
    "LAW-03": answer("provenance.genetic", "genome"),
    "LAW-04": answer("provenance.cross_border", "yes"),
    "LAW-05": row("legal_route", "lr1", subject="network", outcome="open", basis="测评中"),
    "LAW-06": row("institution", "in1", agreement_uses=("research",)),
    "CLASS-01": drop("confirmation"),
    "CLASS-02": row("function", "f1", conclusion="advice"),
    "CLASS-03": answer("claim.medical_purpose", False),
    "CLASS-04": answer("classification.safety_level", "minor"),
    "CLASS-05": row("certificate", "cert", number="国械注准20252210001"),
    "PTR-01": drop("test_method", "m1"),
    "PTR-02": row("standard", "s1", number="YY/T 0664"),
    "PTR-03": row("indicator", "n2", requirement="见随附资料"),
    "PTR-04": row("indicator", "n2", requirement="显示速度较快"),
    "PTR-06": row("test_method", "m2", method="目测", standard=None),
    "PTR-07": row("indicator", "n2", requirement="应能标记４mm及以上肺结节"),
    "PTR-08": row("indicator", "n2", requirement="通过灭菌验证"),
    "PTR-09": row("indicator", "n2", requirement="临床试验证明有效"),
    "PTR-10": _AUC,
    "PTR-11": both(_AUC, row("dataset", "d-eval", **_BASE)),
    "PTR-12": answer("ptr.release", "软件发布版本：3"),
    "PTR-13": answer("ptr.messages", "不适用"),
    "PTR-14": answer("ptr.version_rule", "完整版本为X.Y.Z.B：X表示重大增强；Y表示轻微增强；B表示构建。"),
    "PTR-15": row("standard", "s1", number="YY/T 1406-2026"),
    "PTR-16": row("standard", "s1", number="YY/T 0664-20200"),
    "PTR-17": answer("ptr.user_interface", "主界面显示公司标志"),
    "PTR-18": row("term", "te2", term="候选框", definition="又一定义"),
    "PTR-19": row("test_method", "m1", clause="3.1.9.1"),
    "PTR-20": row("indicator", "n1", requirement="单例处理时间应不超过90秒"),
    "PTR-21": answer("ptr.environment", "Windows 10及以上版本"),
    "PTR-22": answer("ptr.necessary", "见随机文件"),
    "PTR-23": answer("ptr.functions", "肺结节自动检出，可浏览肺部影像"),
    "PTR-24": answer("ptr.functions", "肺结节自动检出，图像采集"),
    "PTR-25": both(answer("claim.product_form", "component"), answer("claim.host_class", "II"), answer("claim.structure", "安装于电脑")),
    "PTR-26": row("indicator", "n2", requirement="通过可用性验证"),
    "PTR-27": row("test_method", "m2", method="由阅片者判断标记是否正确"),
    "PTR-28": row("test_method", "m2", method="标记位置应优异，载入影像检查"),
    "PTR-29": row("indicator", "n2", requirement="应能标记\u200b4mm及以上肺结节"),
    "PTR-30": answer("ptr.concurrency", "最大并发用户数20个"),
    "PTR-31": both(row("function", "f8", name="体积测量", core="measurement", algorithm="conventional", conclusion="none", description="x", registered=False), answer("ptr.functions", "肺结节自动检出，体积分析")),
    "PTR-32": row("test_method", "m2", method="载入测试影像，结果应符合2.1.9.9的要求。"),
    "PTR-33": answer("ptr.limits", "{{claim.nothing}}"),
    "PTR-34": row("version_field", "vf", letter="X", meaning="重大增强", updates=("major",)),
    "PTR-35": row("link", "q1", evidence="e-algo", target_kind="indicator", target="n1", pages="1", quote="单例处理时间不超过90秒"),
    "PTR-36": row("security_capability", "sc", capability="RMOT", applies=True, means=("own",)),
    "PTR-37": drop("test_method", "mg"),
    "PTR-38": row("indicator", "n9", clause="2.1.9.3", name="界面", requirement="应为图形化界面"),
    "SW-01": answer("claim.release_version", "3"),
    "SW-02": row("version", "v2", hash=None),
    "SW-03": answer("claim.full_version", "2.2.0.1"),
    "SW-04": row("version", "v3", release="2", full="2.3.0.1", built_on=date(2026, 1, 1), hash="c", change_class="major"),
    "SW-05": both(drop("evidence", "e-algo"), drop("link", "l1")),
    "SW-06": row("version", "v3", release="3", full="3.0.0.1", built_on=date(2026, 1, 1), hash="c", change_class="minor"),
    "SW-07": row("component", "co", name="libx"),
    "EVID-01": row("claim_item", "c2", result=None),
    "EVID-02": row("evidence", "e-algo", expires_on=date(2026, 11, 30)),
    "EVID-03": row("evidence", "e-algo", disclosure="internal"),
    "EVID-04": row("evidence", "e-algo", sha256="another"),
    "EVID-05": drop("evidence", "e-algo"),
    "EVID-06": row("evidence", "e-new", title="新文件", kind="other", disclosure="tender", sha256="n", file_name="n", media_type="n"),
    "EVID-07": row("evidence", "e-algo", disclosure="tender"),
    "EVID-08": row("link", "l1", pages="11-13"),
    "EVID-09": row("result", "r1", successes=561, trials=600, ci_low=Decimal("90.0")),
    "EVID-10": row("result", "r1", successes=540, trials=600),
    "EVID-11": row("evidence", "e-new", title="摘页新版", kind="algorithm", disclosure="excerpt", supersedes="e-algo"),
    "EVID-12": row("accepted_gap", "g1", claim="c1", dimension="reader", reason="读片研究进行中", person="王工"),
    "CONS-01": row("certificate", "cert", product_name="另一软件"),
    "CONS-02": answer("claim.model", "LN-200"),
    "CONS-03": row("certificate", "cert", release_version="3"),
    "CONS-04": answer("ptr.version_rule", "完整版本为X.Y.Z：X表示重大；Y表示轻微；Z表示纠正。"),
    "CONS-05": answer("claim.structure", "由安装程序组成。"),
    "CONS-06": answer("ptr.interfaces", "以私有协议交换影像。"),
    "CONS-07": both(row("function", "f7", name="血管分割显示", core="processing", algorithm="conventional", conclusion="none", description="x", registered=True)),
    "CONS-08": says("支持4mm及以上结节检出，并发用户数50个"),
    "CONS-09": says_inside(Statement(3, RELEASE, "1")),
    "CONS-10": says_inside(Statement(2, SCOPE, "本产品用于对全身影像进行诊断，可识别各种肿瘤并给出治疗方案。")),
    "CONS-11": row("certificate", "cert", registrant="另一公司"),
    "CONS-12": row("claim_item", "c1", value="95.1%"),
    "CONS-13": row("result", "r4", metric="敏感度", value=Decimal(94), criterion="中心落入", dataset="d-test", dimension="standalone", n=600),
    "CONS-14": claims("敏感度98.7%，缩短阅片时间"),
    "SCOPE-01": says("支持4mm及以上结节检出，支持肋骨骨折检测"),
    "SCOPE-02": says("支持4mm及以上结节检出，软件发布版本V3"),
    "SCOPE-03": says("支持3mm及以上结节检出"),
    "SCOPE-04": says("支持4mm及以上结节检出，自动出具诊断报告"),
    "SCOPE-05": both(row("response", "a2", text="单例处理时间30秒"), drop("link", "l1")),
    "DEV-01": row("response", "a3", deviation="none"),
    "DEV-02": row("response", "a2", text="处理时间满足要求"),
    "DEV-03": drop("link", "l1"),
    "MARK-01": row("mark", "k2", effect="unknown"),
    "MARK-02": row("mark", "k3", tender="t1", symbol="#", effect="none"),
    "MARK-03": row("mark", "k2", points=None),
    "DATE-23": row("certificate", "cert", expires_on=date(2025, 12, 31)),
    "DATE-01": row("certificate", "cert", expires_on=date(2027, 4, 1)),
    "DATE-02": row("licence", "trade", expires_on=date(2027, 1, 15)),
    "DATE-03": row("tender", "t1", opening=at(2026, 12, 1, 8)),
    "DATE-04": row("tender", "t1", clarify_until=at(2026, 12, 2, 8)),
    "DATE-05": row("authorisation", "w1", expires_on=date(2027, 12, 31)),
    "DATE-06": both(answer("claim.life_state", "deficiency"), answer("claim.deficiency_due", date(2026, 10, 1))),
    "DATE-07": row("institution", "in1", agreement_until=date(2026, 1, 1)),
    "GATE-01": drop("certificate"),
    "GATE-02": row("gate", "g-g2", due=date(2026, 10, 1)),
    "GATE-03": row("gate", "g-g2", state="passed"),
    "GATE-05": row("gate", "g-g13", gate="G13", state="passed", done_on=date(2026, 10, 1)),
    "GATE-04": drop("confirmation"),
    "R02": row("qualification", "z1", evidence=None),
    "R03": row("tender", "t1", ceiling=Decimal(470000)),
    "R04": row("response", "a1", deviation="negative"),
    "R05": row("tender", "t2", code="T2", name="示例医院肺结节软件采购项目", number="SL-2026-118", offer_total=Decimal(1), state="preparing"),
    "R07": row("tender", "t1", deadline=at(2026, 11, 1, 9)),
    "R10": row("authorisation", "w2", **_LETTER, to_party="dealer2"),
    "R13": drop("response", "a4"),
    "R15": row("price_line", "p1", model="LN-100或同等型号"),
    "R16": both(row("requirement", "q9", **_OTHER, text="不接受进口产品"), row("price_line", "p1", origin="美国")),
    "R18": row("tender", "t1", offer_validity_days=60),
    "R19": row("tender", "t1", offer_delivery_days=45),
    "R20": row("config_item", "g1", clauses="9.9"),
    "R21": says("支持4mm及以上结节检出，免费赠一年服务"),
    "R22": says("支持4mm及以上结节检出，以实际情况为准"),
    "R23": row("licence", "trade", expires_on=date(2026, 11, 30)),
    "R24": row("tender", "t1", product_full_version="3.0.0.1"),
    "R25": row("licence", "trade", scope="三类：6815注射穿刺器械"),
    "R26": row("licence", "trade", kind="business"),
    "R27": drop("authorisation"),
    "R28": row("authorisation", "w1", from_party="dealer2"),
    "R35": both(row("response", "a1", text="满足"), drop("link", "l2")),
    "R36": both(row("requirement", "q8", **_OTHER, text="单例处理时间≤90秒"), row("response", "a8", tender="t1", requirement="q8", text="单例处理时间70秒", deviation="positive")),
    "R37": row("tender", "t1", offer_total_words="肆拾玖万元整"),
    "R38": row("price_line", "p2", total=Decimal(31000)),
    "R42": both(row("tender", "t0", code="T0", name="异地医院冠脉软件采购项目", number="YD-2025-007", state="lost"), says("支持4mm及以上结节检出，详见YD-2025-007投标文件")),
    "R43": row("reference_case", "ref", evidence=None),
    "R45": row("tender", "t1", ceiling=Decimal(2000000), budget=Decimal(2000000)),
    "R46": row("licence", "iso", expires_on=date(2026, 11, 1)),
    "R48": drop("licence", "mlps"),
}  # fmt: skip
FAULTS |= bid_faults(row, both)
FAULTS |= regulatory_faults(row, both)
