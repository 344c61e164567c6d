"""等保 told apart: the vendor's cloud, help with the hospital's grading, and the product's own security."""

from __future__ import annotations

import re
from enum import Enum

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier


class Subject(Enum):
    """What a report on protection is about."""

    VENDOR_CLOUD = "vendor_cloud"
    HOSPITAL = "hospital"
    PRODUCT = "product"

    def __str__(self) -> str:
        """Return the stored key."""
        return self.value

    @property
    def label(self) -> Text:
        """Return the subject in words."""
        return _LABELS[self]


_LABELS = {
    Subject.VENDOR_CLOUD: Text("厂商云平台的等级保护", "graded protection of the vendor's cloud"),
    Subject.HOSPITAL: Text("协助医院系统定级测评", "help with the hospital's own grading"),
    Subject.PRODUCT: Text(
        "产品自身的安全研究与渗透测试", "security research and penetration test of the product"
    ),
}
_PRODUCT = re.compile(
    r"渗透(?:测试|报告)|漏洞扫描报告|源代码(?:审计|检测)|网络安全(?:研究|检测)(?:资料|报告)|产品安全(?:检测|测试)"
)
_HOSPITAL = re.compile(
    r"(?:配合|协助|支持|满足)[^，。；]{0,12}(?:医院|采购人|院方)?[^，。；]{0,10}(?:等保|等级保护)[^，。；]{0,8}(?:测评|定级|整改|备案|验收|要求)"
)
_CLOUD = re.compile(r"(?:云(?:平台|服务|端)?|SaaS|数据中心|投标人|供应商|厂商|投标产品)[^，。；]{0,20}(?:等保|等级保护)")  # fmt: skip
_PROOF = re.compile(r"(?:等保|等级保护|等级测评).{0,16}(?:证明|证书|报告|备案)")


def wanted(text: str) -> Subject | None:
    """Return what a clause asks for, None when it is not about protection or does not say."""
    if _PRODUCT.search(text):
        return Subject.PRODUCT
    if _HOSPITAL.search(text):
        return Subject.HOSPITAL
    if _CLOUD.search(text) and _PROOF.search(text):
        return Subject.VENDOR_CLOUD
    return None


def held(dossier: Dossier) -> frozenset[Subject]:
    """Return what the firm's protection papers cover; papers that do not say so count for nothing."""
    known = {each.value: each for each in Subject}
    said = {row.text("protects") for row in dossier.all("licence") if row.text("kind") == "mlps"}
    found = {known[each] for each in said if each in known}
    if any(row.text("kind") == "security" for row in dossier.all("evidence")):
        found.add(Subject.PRODUCT)
    return frozenset(found)
