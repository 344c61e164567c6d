"""Claims of analysis about something that neither the approved wording nor the list of topics knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dossier_app.model.scopewords import BY_PEOPLE, BY_PRODUCT, TOPICS
from dossier_app.model.wording import claimed, clean, grams

_ACTION = re.compile(
    r"(?:自动|智能|辅助|AI|支持|实现|可|能|进行|对|完成|具备|提供)*(?:检出|检测|识别|诊断|分诊|筛查|预测|预警|分割|勾画|分级|分型|鉴别|判别|评估|定量)",
    re.IGNORECASE,
)
_ORDINARY = re.compile(
    r"自动|智能|人工智能|辅助|支持|实现|可以|能够|提供|具备|具有|功能|模块|软件|系统|产品|影像|图像|医学|临床|结果|报告|"
    r"检出|检测|识别|诊断|分诊|筛查|预测|预警|分割|勾画|分级|分型|鉴别|判别|评估|定量|测量|分析|提示|显示|标记|"
    r"医师|医生|患者|病例|数据|文件|参数|时间|敏感度|特异度|准确率|精度|速度|单例|进行|完成|以及|或者|包括|"
    r"CT|MR|DR|AI|DICOM|PACS|mm|cm|ml|[\d\W_]|对|的|与|和|及|可|能|并|在|为|是|等|各|该|类|型|中",
    re.IGNORECASE,
)
_LISTED = re.compile("|".join(topic.pattern.pattern for topic in TOPICS), re.IGNORECASE)
_LEAST, _KNOWN = 2, 0.4
"""What is left of a clause must have so many characters to be about something, and share so little with the approval."""
_MEDICAL = re.compile(r"[病症癌瘤炎伤疮变栓塞狭窄结节出血骨折钙化梗死积液囊肿息肉畸形破裂硬化坏死穿孔占位灶脑心肺肝肾胃肠胆脾胰骨关节血管腺膜眼耳齿乳宫胎]")  # fmt: skip


def unknown_claims(text: str, approved: str) -> tuple[str, ...]:
    """Return the clauses that claim an analysis of something medical that nobody has approved or listed."""
    return _unknown(clean(text), approved) if text.strip() else ()


@lru_cache(maxsize=8192)
def _unknown(text: str, approved: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_found(text, approved)))


def _found(text: str, approved: str) -> Iterator[str]:
    known = grams(approved)
    for _, clause in claimed(text, _ACTION):
        if BY_PEOPLE.search(clause.text) and not BY_PRODUCT.search(clause.text):
            continue
        if _LISTED.search(clause.text):
            continue
        rest = _ORDINARY.sub("", clause.text)
        if len(rest) < _LEAST or not _MEDICAL.search(rest):
            continue
        wanted = grams(rest)
        if len(wanted & known) < _KNOWN * len(wanted):
            yield clause.text
