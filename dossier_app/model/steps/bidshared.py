"""Fields that a bid asks of what belongs to the firm: size of a party, what a protection report covers."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind
from dossier_app.model.steps import vocabulary as v

PARTY_FIELDS: tuple[Field, ...] = (
    Field(
        "size",
        Kind.CHOICE,
        Text("企业规模", "Size of the firm"),
        options=v.options(
            ("large", "大型", "large"),
            ("medium", "中型", "medium"),
            ("small", "小型", "small"),
            ("micro", "微型", "micro"),
        ),
    ),
)
LICENCE_FIELDS: tuple[Field, ...] = (
    Field(
        "protects",
        Kind.CHOICE,
        Text("等保对象", "What the protection report covers"),
        options=v.options(
            ("vendor_cloud", "厂商云平台", "the vendor's cloud"),
            ("hospital", "医院信息系统（协助定级）", "the hospital's systems"),
            ("product", "产品自身安全（研究与渗透测试）", "the product itself"),
        ),
    ),
    Field("verified_on", Kind.DATE, Text("与发证系统核对日期", "Checked with the issuer on")),
)
