"""Words of the procurement mode: 投标人, 投标文件 and 中标, or 供应商, 响应文件 and 成交; never mixed."""

from __future__ import annotations

import re
from typing import Final

RESPONDING: Final = frozenset({"NEG", "CONSULT", "INQ", "SINGLE", "FRAME", "INHOUSE"})
"""Modes in which suppliers respond. Source: 政府采购法 and the rules on each mode (see the handbook)."""
_WORDS: Final = {
    "未中标": "未成交",
    "中标": "成交",
    "投标（响应）": "响应",
    "投标人": "供应商",
    "投标文件": "响应文件",
    "投标响应": "响应内容",
    "投标": "响应",
    "招标文件": "采购文件",
    "招标要求": "采购要求",
    "招标": "采购",
    "否决投标": "响应无效",
    "开标一览表": "报价一览表",
    "评标": "评审",
    "开标": "开启",
}
_PATTERN = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))


def voiced(text: str, mode: str) -> str:
    """Return our own wording in the words of a procurement mode; texts of the purchaser are never passed here."""
    return _PATTERN.sub(lambda found: _WORDS[found[0]], text) if mode in RESPONDING else text
