"""What in a rule pack cites a source: the card of a document lists every entry that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.rulepack import RulePack


@dataclass(frozen=True, slots=True)
class CitedBy:
    """An entry that cites a source: its table, its key and the clause named."""

    table: str
    entry: str
    clause: str


def cited_by(pack: RulePack, source: str) -> tuple[CitedBy, ...]:
    """Return every entry of the pack that cites a source, in the order of the tables."""
    found = (
        CitedBy(entry.name, _name(part), clause)
        for entry in fields(RulePack)
        if entry.metadata
        for part in getattr(pack, entry.name)
        for key, clause in _cites(part)
        if key == source
    )
    return tuple(dict.fromkeys(found))


def _name(part: Any) -> str:  # noqa: ANN401 - any part of a pack
    return " / ".join(str(getattr(part, key)) for key in part.KEY)


def _cites(part: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any part of a pack
    for reference in getattr(part, "cites", ()):
        key, _, clause = reference.partition(":")
        yield key, clause
    for entry in fields(part):
        value = getattr(part, entry.name)
        inner = value if isinstance(value, tuple) else (value,)
        for each in inner:
            if is_dataclass(each) and not isinstance(each, Text | type):
                yield from _cites(each)


TABLES = {
    "nodes": Text("判定表", "decision table"),
    "channels": Text("办理路径", "channels"),
    "consequences": Text("由此产生的要求", "consequences"),
    "traps": Text("提醒", "warnings"),
    "terms": Text("术语", "terms"),
    "catalogue": Text("分类目录", "catalogue"),
    "directory": Text("申报目录", "directory"),
    "erps_rules": Text("电子申报规则", "filing rules"),
    "fees": Text("费用", "fees"),
    "times": Text("时限", "time limits"),
    "ptr_clauses": Text("技术要求模板", "PTR template"),
    "ptr_rules": Text("技术要求规则", "PTR rules"),
    "phrases": Text("用语检查", "wording"),
    "outlines": Text("研究报告大纲", "report outlines"),
    "capabilities": Text("网络安全能力", "capabilities"),
    "change_rules": Text("变更判断", "changes"),
    "law_changes": Text("法规变化", "changes of law"),
    "rules": Text("数据规则", "data rules"),
    "claim_evidence": Text("主张与证据", "claims and evidence"),
    "duties": Text("上市后义务", "duties"),
    "gates": Text("准入环节", "gates"),
    "regimes": Text("采购制度", "regimes"),
    "validity": Text("有效期", "validity"),
    "rejections": Text("废标原因", "rejections"),
    "guidance": Text("字段说明", "guidance"),
    "chapters": Text("相关文件章节", "chapters"),
    "principles": Text("基本原则", "principles"),
}
"""What the tables are called on a card; others stand by their name."""
