"""What the manifest of a pack says about it; neutral and blind packs say as little as their rules allow."""

from __future__ import annotations

from dossier_app import __version__
from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.variant import NEUTRAL
from dossier_app.service.production import Order
from dossier_app.writers.manifest import PackMeta

_TITLES = {
    "tender-pack": Text("投标支持包", "Tender support pack"),
    "survey-pack": Text("市场调研材料", "Market survey pack"),
    "first-business": Text("首营材料", "First-business pack"),
    "ptr": Text("产品技术要求", "Product technical requirements"),
    "software-report": Text("软件研究报告", "Software study report"),
    "cybersecurity-report": Text("网络安全研究报告", "Cybersecurity study report"),
    "algorithm-report": Text("算法研究报告", "Algorithm study report"),
    "traceability": Text("追溯矩阵", "Traceability matrix"),
    "classification": Text("分类判定说明", "Classification statement"),
    "data-chapters": Text("数据来源章节", "Data chapters"),
    "matrix": Text("证据矩阵", "Evidence matrix"),
    "stakeholder-matrix": Text("评审对象矩阵", "Stakeholder matrix"),
    "risk-table": Text("风险分担表", "Who bears which risk"),
    "value-sheet": Text("院内价值测算表", "Value sheet"),
    "trial-report": Text("试用报告", "Report of the trial use"),
    "completeness": Text("完整性与自查", "Completeness and self-check"),
    "comparison": Text("中美欧对照", "China, US and EU compared"),
    "audit": Text("审计追踪", "Audit trail"),
    "registration": Text("注册申报资料", "Registration dossier"),
    "supplement": Text("补正资料", "Supplement"),
    "appraisal": Text("科室论证材料", "Department appraisal"),
    "access-decision": Text("准入决策单", "Access decision"),
    "route-card": Text("采购路径卡", "Procurement-route card"),
}


def meta_of(what: str, profile: str, order: Order, documents_hash: str) -> PackMeta:
    """Return what the manifest says: of a neutral or blind pack neither dossier, tender, firm nor program."""
    brief = order.brief
    if profile in NEUTRAL:
        kind = brief.say("技术材料", "Technical papers")
        return PackMeta(profile, brief.on.isoformat(), brief.lang, documents_hash, title=kind)
    return PackMeta(
        what,
        brief.on.isoformat(),
        brief.lang,
        documents_hash,
        brief.dossier.heading.key,
        brief.tender.text("number") if brief.tender else "",
        brief.distributor.text("name") if brief.distributor else "",
        order.pack.key,
        order.pack.sha256,
        __version__,
        _title(what, brief),
    )


def _title(what: str, brief: Brief) -> str:
    """Return what the pack is, the product, and the project it is for."""
    project = f"{brief.tender.text('name')} {brief.tender.text('number')}" if brief.tender else ""
    kind = brief.text(_TITLES[what]) if what in _TITLES else what
    parts = (kind, brief.dossier.text("claim.product_name"), project.strip())
    return " · ".join(filter(None, parts))
