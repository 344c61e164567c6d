"""A complete fictitious dossier that no check has anything to say about."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from dossier_app.model.definition import FIELDS
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.fields import CHINA, Value
from dossier_app.model.linking import content_hash, link_hash
from dossier_app.model.records import Record

ON = date(2026, 11, 2)
USE = (
    "本产品用于对胸部CT影像进行处理，可自动识别4mm及以上肺结节，辅助肺结节的检出。适用人群为18岁及以上需进行胸部CT检查者，"
    "由经培训的影像科医师在医疗机构影像科使用。影像由64排及以上CT设备获得，层厚不超过1.5mm。不能单独用作临床诊疗决策依据，结果由医师确认。"
)
STRUCTURE = "由安装程序和授权文件组成。功能模块包括服务器端和客户端，核心算法为深度学习。"
NAME = "肺结节CT影像辅助检测软件"
ANSWERS: dict[str, Value] = {
    "claim.product_name": NAME,
    "claim.registrant": "firm",
    "claim.model": "LN-100",
    "claim.release_version": "2",
    "claim.full_version": "2.1.0.3",
    "claim.version_rule": "完整版本为X.Y.Z.B：X表示重大增强，0-99；Y表示轻微增强；Z表示纠正；B表示构建。",
    "claim.life_state": "certified",
    "claim.use_case": ("diagnosis",),
    "claim.role": "detection",
    "claim.modality": ("CT",),
    "claim.body_part": "胸部",
    "claim.product_form": "standalone",
    "claim.medical_purpose": True,
    "claim.input_kind": "device_data",
    "claim.input_domain": "radiology",
    "claim.object": "胸部CT影像",
    "claim.disease": "肺结节",
    "claim.purpose": "可自动识别4mm及以上肺结节，辅助肺结节的检出",
    "claim.population": "18岁及以上需进行胸部CT检查者",
    "claim.users": "经培训的影像科医师",
    "claim.setting": "医疗机构影像科",
    "claim.acquisition": "影像由64排及以上CT设备获得，层厚不超过1.5mm",
    "claim.limits": "不能单独用作临床诊疗决策依据，结果由医师确认",
    "claim.intended_use": USE,
    "claim.structure": STRUCTURE,
    "claim.workflow_value": "阅片时间由平均6.1分钟降为4.8分钟，见读片研究报告",
    "provenance.genetic": "imaging_only",
    "provenance.cross_border": "none",
    "provenance.split_check": "e-split",
    "provenance.raw_result_kept": True,
    "classification.origin": "domestic",
    "classification.filing": "first",
    "classification.safety_level": "serious",
    "classification.clinical_path": "trial",
    "ptr.template": "2022",
    "ptr.models": "LN-100",
    "ptr.release": "软件发布版本：2",
    "ptr.version_rule": "完整版本为X.Y.Z.B：X表示重大增强；Y表示轻微增强；Z表示纠正；B表示构建。",
    "ptr.functions": "肺结节自动检出：自动识别胸部CT影像中4mm及以上肺结节并标记。",
    "ptr.interfaces": "与PACS以DICOM 3.0协议接收和发送影像。",
    "ptr.environment": "服务器操作系统Ubuntu 22.04，另列兼容版本。",
    "ptr.concurrency": "最大并发用户数20个，该并发下响应时间不超过3秒。",
}


def _rows() -> dict[str, list[tuple[str, dict[str, Value]]]]:
    deadline = datetime(2026, 12, 1, 9, 30, tzinfo=CHINA)
    own = {"tender": "t1"}
    return {
        "party": [
            ("firm", {"name": "示例医学科技有限公司", "role": "registrant"}),
            ("dealer", {"name": "示例商贸有限公司", "role": "distributor"}),
            ("dealer2", {"name": "另一示例商贸有限公司", "role": "distributor"}),
        ],
        "licence": [
            (
                "trade",
                {
                    "party": "dealer", "kind": "trade", "number": "样例械经营许20250001号", "issuer": "示例局",
                    "scope": "三类：21医用软件", "issued_on": date(2025, 1, 1), "expires_on": date(2029, 12, 31),
                },
            ),
            (
                "iso",
                {
                    "party": "firm", "kind": "iso13485", "number": "样例Q1", "issuer": "示例认证",
                    "issued_on": date(2025, 1, 1), "expires_on": date(2027, 12, 31),
                },
            ),
            (
                "mlps",
                {"party": "firm", "kind": "mlps", "number": "样例M1", "issuer": "示例", "issued_on": date(2025, 1, 1)},
            ),
        ],
        "reference_case": [
            (
                "ref",
                {
                    "hospital": "示例医院", "project": "影像软件", "signed_on": date(2025, 5, 1),
                    "product": "LN-100", "evidence": "e-contract",
                },
            )
        ],
        "version": [
            ("v1", {"release": "1", "full": "1.0.0.1", "built_on": date(2024, 1, 1), "hash": "a", "change_class": "first"}),
            ("v2", {"release": "2", "full": "2.1.0.3", "built_on": date(2025, 1, 1), "hash": "b", "change_class": "major"}),
        ],
        "function": [
            (
                "f1",
                {
                    "name": "肺结节自动检出", "core": "analysis", "type": "lesion_detection", "algorithm": "ai",
                    "maturity": "not_mature", "conclusion": "prompt", "description": "识别", "registered": True,
                },
            ),
            (
                "f2",
                {
                    "name": "肋骨骨折检测", "core": "analysis", "type": "lesion_detection", "algorithm": "ai",
                    "maturity": "not_mature", "conclusion": "prompt", "description": "在研", "registered": False,
                },
            ),
        ],
        "claim_item": [
            (
                "c1",
                {
                    "text": "在测试集上肺结节检出敏感度93.5%", "kind": "detection", "function": "f1",
                    "metric": "敏感度", "value": "93.5%（91.2%~95.4%）", "result": "r1",
                },
            ),
            ("c2", {"text": "缩短阅片时间", "kind": "workflow", "function": "f1", "result": "r2"}),
        ],
        "output": [("o1", {"name": "结节提示"})],
        "interface": [("i1", {"system": "PACS", "protocol": "DICOM C-STORE"})],
        "certificate": [
            (
                "cert",
                {
                    "number": "国械注准20253210001", "registrant": "示例医学科技有限公司", "product_name": NAME,
                    "model": "LN-100", "structure": STRUCTURE, "intended_use": USE, "release_version": "2",
                    "approved_on": date(2025, 3, 1), "effective_on": date(2025, 3, 1), "expires_on": date(2030, 2, 28),
                    "evidence": "e-cert",
                },
            )
        ],
        "approved_indicator": [
            (
                "ai1",
                {
                    "certificate": "cert", "clause": "2.1.7", "name": "处理时间", "requirement": "单例处理时间不超过60秒",
                    "operator": "<=", "value": "60", "unit": "秒",
                },
            )
        ],
        "institution": [
            ("in1", {"name": "示例第一医院", "ethics": "伦审样例001", "consent": "waived", "deid_type": "static", "agreement_until": date(2028, 1, 1)})
        ],
        "dataset": [
            ("d-raw", {"name": "原始库", "role": "raw", "studies": 5000, "patients": 5000, "hash": "h0"}),
            ("d-base", {"name": "基础库", "role": "basic", "parent": "d-raw", "studies": 4800, "patients": 4800, "count_change": "剔除伪影", "hash": "h1"}),
            ("d-train", {"name": "训练集", "role": "training", "parent": "d-base", "hash": "h2"}),
            ("d-tune", {"name": "调优集", "role": "tuning", "parent": "d-base", "hash": "h3"}),
            ("d-test", {"name": "测试集", "role": "test", "parent": "d-base", "hash": "h4"}),
            ("d-clin", {"name": "临床数据", "role": "clinical", "hash": "h5"}),
        ],
        "annotation": [("an1", {"dataset": "d-train", "automatic": True, "human_reviewed": True})],
        "result": [
            ("r1", {"metric": "敏感度", "value": Decimal("93.5"), "unit": "%", "ci_low": Decimal("91.2"), "ci_high": Decimal("95.4"), "n": 600, "criterion": "中心落入", "dataset": "d-test", "dimension": "standalone"}),
            ("r2", {"metric": "阅片时间", "value": Decimal("4.8"), "unit": "分钟", "n": 215, "criterion": "计时", "dataset": "d-clin", "dimension": "workflow"}),
            ("r3", {"metric": "敏感度", "value": Decimal("90.1"), "unit": "%", "subgroup": "4-5mm", "ci_low": Decimal("86"), "ci_high": Decimal("93"), "n": 120, "criterion": "中心落入", "dataset": "d-test", "dimension": "standalone"}),
        ],
        "indicator": [
            ("n1", {"clause": "2.1.7.1", "name": "处理时间", "requirement": "单例处理时间应不超过60秒", "operator": "<=", "value": "60", "unit": "秒", "function": "f1"}),
            ("n2", {"clause": "2.1.1.1", "name": "检出", "requirement": "应能标记4mm及以上肺结节"}),
        ],
        "test_method": [
            ("mg", {"clause": "3.1", "method": "检查说明书、操作和软件测试，各项结果均应符合要求。"}),
            ("m1", {"clause": "3.1.7.1", "indicator": "n1", "method": "连续处理10例并计时，处理时间应不超过60秒。"}),
            ("m2", {"clause": "3.1.1.1", "indicator": "n2", "method": "载入测试影像，检查标记结果。", "standard": "YY/T 1858-2022"}),
            ("m0", {"clause": "3.0.1", "method": "检验环境与典型运行环境等同。"}),
        ],
        "term": [("te1", {"term": "候选框", "definition": "算法给出的矩形区域"})],
        "standard": [("s1", {"number": "YY/T 0664-2020", "title": "医疗器械软件 软件生存周期过程"})],
        "tender": [
            (
                "t1",
                {
                    "code": "T1", "name": "示例医院肺结节软件采购项目", "number": "SL-2026-118", "mode": "OPEN",
                    "region": "浙江省", "budget": Decimal(600000), "ceiling": Decimal(580000), "published_on": date(2026, 10, 20),
                    "clarify_until": datetime(2026, 11, 16, 17, 0, tzinfo=CHINA), "deadline": deadline, "opening": deadline,
                    "validity_days": 90, "delivery_days": 30, "warranty_months": 36, "distributor": "dealer",
                    "product_full_version": "2.1.0.3", "offer_validity_days": 90, "offer_delivery_days": 20,
                    "offer_warranty_months": 36, "offer_total": Decimal(480000), "offer_total_words": "肆拾捌万元整",
                    "state": "preparing", "source": "e-tender",
                },
            )
        ],
        "lot": [("lot1", {**own, "number": "1", "name": "软件包"})],
        "mark": [("k1", {**own, "symbol": "★", "effect": "reject"}), ("k2", {**own, "symbol": "▲", "effect": "score", "points": Decimal(3)})],
        "requirement": [
            ("q1", {**own, "lot": "lot1", "number": "1.1", "marks": "★", "effective_marks": "★", "text": "所投产品具有三类医疗器械注册证", "kind": "technical"}),
            ("q2", {**own, "lot": "lot1", "number": "1.2", "marks": "▲", "effective_marks": "▲", "text": "单例处理时间≤90秒", "kind": "technical"}),
            ("q3", {**own, "lot": "lot1", "number": "1.3", "text": "支持3mm及以上结节检出", "kind": "technical"}),
            ("q4", {**own, "lot": "lot1", "number": "2.1", "text": "质保期不少于3年", "kind": "business"}),
            ("q5", {**own, "lot": "lot1", "number": "1.4", "text": "投标人提供网络安全等级保护三级备案证明", "kind": "technical"}),
        ],
        "response": [
            ("a1", {**own, "requirement": "q1", "text": "具有，注册证编号国械注准20253210001", "deviation": "none"}),
            ("a2", {**own, "requirement": "q2", "text": "单例处理时间60秒", "deviation": "positive"}),
            ("a3", {**own, "requirement": "q3", "text": "支持4mm及以上结节检出", "deviation": "negative", "note": "核准下限为4mm"}),
            ("a4", {**own, "requirement": "q4", "text": "质保期3年", "deviation": "none"}),
            ("a5", {**own, "requirement": "q5", "text": "提供三级备案证明，见附件", "deviation": "none"}),
        ],
        "score_item": [("sc1", {**own, "group": "商务", "item": "业绩，每份1分", "points": Decimal(3)})],
        "price_line": [
            ("p1", {**own, "name": NAME, "brand": "示例", "model": "LN-100", "origin": "浙江杭州", "quantity": Decimal(1), "unit_price": Decimal(450000), "total": Decimal(450000), "ceiling": Decimal(500000)}),
            ("p2", {**own, "name": "接口实施服务", "brand": "示例", "model": "SV-1", "origin": "浙江杭州", "quantity": Decimal(2), "unit_price": Decimal(15000), "total": Decimal(30000)}),
        ],
        "config_item": [("g1", {**own, "name": NAME, "standard": "standard", "quantity": Decimal(1), "clauses": "1.1、1.2"})],
        "qualification": [
            ("z1", {**own, "name": "注册证", "provider": "M", "mandatory": True, "evidence": "e-cert"}),
            ("z2", {**own, "name": "经营许可证", "provider": "D", "mandatory": True, "licence": "trade"}),
            ("z3", {**own, "name": "质量体系证书", "provider": "M", "mandatory": False, "licence": "iso"}),
        ],
        "authorisation": [
            ("w1", {**own, "from_party": "firm", "to_party": "dealer", "number": "SQ-001", "product": "LN-100", "territory": "浙江省", "project": "示例医院肺结节软件采购项目", "issued_on": date(2026, 11, 1), "expires_on": date(2030, 2, 1)})
        ],
        "evidence": [
            ("e-cert", {"title": "注册证扫描件", "kind": "certificate", "disclosure": "tender", "expires_on": date(2030, 2, 28)}),
            ("e-split", {"title": "查重报告", "kind": "other", "disclosure": "internal"}),
            ("e-contract", {"title": "合同关键页", "kind": "contract", "disclosure": "tender"}),
            ("e-algo", {"title": "算法研究报告摘页", "kind": "algorithm", "disclosure": "excerpt", "pages": 12}),
            ("e-licence", {"title": "营业执照", "kind": "licence", "disclosure": "tender"}),
            ("e-auth", {"title": "授权书", "kind": "authorisation", "disclosure": "tender"}),
            ("e-service", {"title": "服务方案", "kind": "service", "disclosure": "tender"}),
            ("e-tender", {"title": "招标文件", "kind": "tender_file", "disclosure": "internal"}),
        ],
        "link": [
            ("l1", {"evidence": "e-algo", "target_kind": "response", "target": "a2", "pages": "3-5"}),
            ("l2", {"evidence": "e-cert", "target_kind": "response", "target": "a1", "pages": "1"}),
        ],
        "actor": [
            (f"w-{role}", {"role": role, "party": "样例单位", "evidence": proof})
            for role, proof in (
                ("payer", "e-contract"), ("user", "e-auth"), ("system", "e-service"), ("data", "e-service"),
                ("accountable", "e-licence"), ("service", "e-service"), ("monitor", "e-service"),
            )
        ],
        "gate": [("g-g2", {"gate": "G2", "state": "running", "due": date(2026, 12, 20)})],
    }  # fmt: skip


def clean() -> Dossier:
    """Return the dossier, confirmed and released as it stands."""
    records = {
        kind: tuple(
            Record(id, kind, "" if kind in _FIRM else "d", n, _filled(kind, values))
            for n, (id, values) in enumerate(rows)
        )
        for kind, rows in _rows().items()
    }
    answers = {key: "已说明" for key, field in FIELDS.items() if field.required and not field.when}
    return confirmed(Dossier(Heading("d", "clean", "样例", "pack"), answers | ANSWERS, {}, records))


_FIRM = ("party", "licence", "reference_case")
_SHARED: dict[str, dict[str, Value]] = {
    "dataset": {
        "version": "1.0", "modality": "CT", "body_part": "胸部", "period_from": date(2020, 1, 1),
        "period_to": date(2022, 1, 1), "sources": "示例第一医院", "devices": "多家", "protocol": "层厚1mm",
        "patients": 900, "studies": 900,
    },
    "evidence": {"file_name": "x.pdf", "media_type": "application/pdf"},
}  # fmt: skip


def _filled(kind: str, values: dict[str, Value]) -> dict[str, Value]:
    from dossier_app.model.definition import RECORD_KINDS

    blank: dict[str, Value] = {
        field.key: "已说明"
        for field in RECORD_KINDS[kind].fields
        if field.required and field.key not in ("human_reviewed", "maturity")
    }
    if kind == "evidence":
        blank["sha256"] = f"sha-{values['title']}"
    if kind == "annotation":
        blank |= {"annotators": 3, "rounds": 2}
    return blank | _SHARED.get(kind, {}) | values


def confirmed(held: Dossier) -> Dossier:
    """Return the dossier with links, class and tender confirmed as they stand now."""
    links = tuple(
        Record(
            r.id, r.kind, r.dossier, r.position, {**r.values, "confirmed_hash": link_hash(held, r)}
        )
        for r in held.all("link")
    )
    held = Dossier(held.heading, held.answers, {}, {**held.records, "link": links})
    rows = [
        Record(
            f"ok-{n}",
            "confirmation",
            "d",
            n,
            {
                "what": what,
                "person": "张样例",
                "meaning": meaning,
                "on": ON,
                "content_hash": content_hash(held, what),
            },
        )
        for n, (what, meaning) in enumerate(
            (("classification", "classified"), ("tender:t1", "released"))
        )
    ]
    return Dossier(held.heading, held.answers, {}, {**held.records, "confirmation": tuple(rows)})
