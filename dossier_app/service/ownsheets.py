"""The tables of a bid as they would be exported now, with the record field behind each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.tender import tender_pack
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.document import Table, plain
from dossier_app.model.sheetdiff import OwnRow, OwnSheet, SheetCells, known_titles

BIDDER_PAGES = "bidder_pages"
"""The column of the bidder's own page numbers; it is kept with the evidence link of an answer."""
_LOOKED_UP = frozenset({"序号", "证明材料名称及页码", "页码", "开标日状态", "编号", "有效期至"})
"""Columns (by their Chinese title) that are worked out at each export and not compared where they cannot be edited."""
_SLOTS: dict[str, tuple[str, dict[str, str]]] = {
    "偏离表": ("response", {}),
    "商务偏离表": ("response", {}),
    "分项报价表": (
        "price_line",
        {
            "序号": "number",
            "产品名称": "name",
            "品牌": "brand",
            "规格型号": "model",
            "制造商": "maker",
            "产地": "origin",
            "单位": "unit",
            "数量": "quantity",
            "单价（元）": "unit_price",
            "合计（元）": "total",
            "备注": "remark",
        },
    ),
    "配置清单": ("config_item", {}),
    "资质清单": ("qualification", {"文件名称": "name", "提供方": "provider"}),
}
_ANSWERS = {
    "投标响应": "text",
    "偏离情况": "deviation",
    "偏离说明": "note",
    "投标文件页码": BIDDER_PAGES,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Which record kind and field each column of an own sheet belongs to."""

    kind: str
    fields: dict[int, str]


def own_sheets(
    brief: Brief, sheets: Sequence[SheetCells]
) -> tuple[list[OwnSheet], dict[str, Slot]]:
    """Return the tables as they would be written now, in the language of the workbook."""
    chinese = _tables(replace(brief, plain_words=True))
    made = []
    for lang in Lang:
        spoken = _tables(replace(brief, lang=lang))
        pairs = [_own(brief, a, b) for a, b in zip(chinese, spoken, strict=True)]
        made.append([pair for pair in pairs if pair is not None])
    best = max(made, key=lambda each: known_titles([own for own, _ in each], sheets))
    return [own for own, _ in best], {own.title: slot for own, slot in best}


def _tables(brief: Brief) -> list[Table]:
    return [table for table in tender_pack(brief).sheets.tables() if table.sheet]


def _own(brief: Brief, chinese: Table, spoken: Table) -> tuple[OwnSheet, Slot] | None:
    kind, wanted = _SLOTS.get(chinese.sheet, ("", {}))
    if not kind:
        return None
    titles = [column.title for column in chinese.columns]
    if kind == "response":
        wanted = _ANSWERS
    elif kind == "config_item":
        wanted = {each.label.zh: each.key for each in RECORD_KINDS[kind].fields}
    fields = {n: wanted[title] for n, title in enumerate(titles) if title in wanted}
    passive = frozenset(n for n, t in enumerate(titles) if n not in fields and t in _LOOKED_UP)
    rows = tuple(
        OwnRow(_keys(brief, kind, row.key), tuple(plain(cell.content) for cell in row.cells))
        for row in spoken.rows
    )
    own = OwnSheet(spoken.sheet, tuple(column.title for column in spoken.columns), rows, passive)
    return own, Slot(kind, fields)


def _keys(brief: Brief, kind: str, key: str) -> tuple[str, ...]:
    """Return the row's key; a row of answers answers to its requirement too, as exported before it had one."""
    response = brief.dossier.find("response", key) if kind == "response" else None
    if response is not None:
        return (key, response.text("requirement"))
    return (key,) if key else ()
