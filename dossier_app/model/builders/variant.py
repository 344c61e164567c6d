"""How one master becomes a distributor's edition: profile, watermark, lot, parts left out."""

from __future__ import annotations

from dataclasses import dataclass

from dossier_app.base.text import Text
from dossier_app.model.fields import Option

PROFILES: tuple[Option, ...] = (
    Option("paper", Text("纸质投标（正本、副本）", "Paper bid (original and copies)")),
    Option("modules", Text("电子投标（分册上传）", "E-bid (uploaded by module)")),
    Option("blind", Text("暗标（技术部分）", "Blind technical part")),
    Option("talk", Text("院内议价", "In-house price talk")),
    Option("authorisation", Text("项目授权包", "Project authorisation pack")),
    Option("neutral", Text("中性证据包", "Neutral evidence pack")),
)
PARTS: tuple[Option, ...] = (
    Option("facts", Text("产品与核准范围", "Product and approved scope")),
    Option("deviations", Text("偏离表", "Deviation tables")),
    Option("qualifications", Text("资格证明", "Qualifications")),
    Option("plans", Text("实施与服务", "Implementation and service")),
    Option("scores", Text("评分索引", "Score index")),
    Option("evidence", Text("证明材料", "Evidence")),
    Option("prices", Text("报价与配置", "Prices and configuration")),
)
NEUTRAL = ("blind", "neutral")
"""Profiles whose manifest names neither dossier nor distributor; the register of the workspace keeps them."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One edition of a pack; all empty is the master itself."""

    profile: str = ""
    watermark: str = ""
    lot: str = ""
    without: frozenset[str] = frozenset()

    def holds(self, part: str) -> bool:
        """Tell whether a part goes in."""
        return part not in self.without
