"""Heads of the purchaser's own tables: what each column is filled with."""

from __future__ import annotations

import re
from typing import Final

from dossier_app.model.records import Record
from dossier_app.model.wording import squeeze

_COMMON: Final = (
    ("no", r"序号|编号|行号"),
    ("remark", r"备注|说明$|其他说明"),
)
_DEVIATION: Final = (
    ("page", r"页码|页次"),
    ("clause", r".*条款号.*|.*条目号.*|条款|.*章节.*"),
    (
        "response",
        r".*(?:响应|投标|应答|承诺|满足)(?:内容|情况|参数|描述|规格|文件.*|应答|响应)?$|.*实际(?:参数|响应).*",
    ),
    ("deviation", r".*偏离(?:情况|程度|类型|与否)?$|偏离|正负偏离"),
    ("note", r".*(?:偏离说明|响应说明|说明|备注).*"),
    ("evidence", r".*(?:证明|佐证|证据|支持)(?:材料|文件|资料)?.*"),
    (
        "requirement",
        r".*(?:招标|采购|技术|商务|磋商|询价|谈判)?(?:要求|参数|规格|需求|条件|内容).*",
    ),
)
_PRICE: Final = (
    ("name", r".*(?:名称|品目|项目|内容)$"),
    ("brand", r"品牌"),
    ("model", r".*(?:规格|型号).*"),
    ("parameters", r".*(?:参数|特征|技术要求).*"),
    ("maker", r"(?:生产|制造)(?:商|厂家?|企业).*"),
    ("origin", r"产地|原产地|国别"),
    ("unit", r"(?:计量)?单位"),
    ("quantity", r"数量.*|工程量"),
    ("unit_price", r"(?:综合)?单价.*"),
    ("total", r"(?:合计|合价|总价|小计|金额).*"),
    ("ceiling", r".*(?:最高限价|控制价).*"),
)
_CONFIG: Final = (
    ("name", r".*名称$"),
    ("model", r".*(?:品牌|型号|规格|版本).*"),
    ("quantity", r"数量.*"),
    ("unit", r"单位"),
    ("standard", r".*(?:标配|选配).*"),
    ("description", r".*(?:功能|描述|配置说明|技术参数).*"),
    ("clauses", r".*条款.*"),
)
_TABLES: Final = {
    "technical": (*_DEVIATION, *_COMMON),
    "business": (*_DEVIATION, *_COMMON),
    "price": (*_COMMON, *_PRICE),
    "config": (*_COMMON, *_CONFIG),
}


def columns_of(head: Record) -> tuple[str, ...]:
    """Return the columns of an official head, word for word."""
    return tuple(line.strip() for line in head.text("columns").split("\n") if line.strip())


def column_of(table: str, title: str) -> str:
    """Return what fills a column of a table (technical, business, price, config); empty when it is not known."""
    plain = re.sub(r"[（(].*?[）)]", "", squeeze(title))
    if re.fullmatch(r"序号|编号|行号", plain):
        return "no"
    found = (key for key, pattern in _TABLES[table] if re.fullmatch(pattern, plain))
    return next(found, "")
