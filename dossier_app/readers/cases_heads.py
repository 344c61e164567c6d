"""Which column of a case list holds what, told by the words in its head, Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from dossier_app.model.cases import CaseColumn

_HEADS = {
    CaseColumn.SET: "数据集|所属数据集|集合|所属集合|划分|数据划分|分组|set|dataset|split|subset|partition",
    CaseColumn.PATIENT: "(?:患者|病人|受试者|病例|匿名|去标识)(?:编号|号|id|序号)?|(?:patient|subject|case|person)(?:id|no|number|key)?|pid|pseudonym(?:id)?",
    CaseColumn.STUDY: "检查(?:编号|号|id|流水号)?|(?:study|exam|scan)(?:id|uid|no|number|instanceuid)?|accession(?:no|number)?",
    CaseColumn.IMAGE: "(?:图像|影像|序列|图片)(?:编号|号|id|uid)?|(?:image|series|instance)(?:id|uid|no|number|instanceuid)?|sopinstanceuid",
    CaseColumn.LESION: "(?:病灶|结节|病变|斑块)(?:编号|号|id|序号)|(?:lesion|nodule|finding)(?:id|no|number)",
    CaseColumn.SITE: "(?:来源)?(?:机构|医院|中心|单位)(?:名称|编号|代码)?|(?:site|hospital|institution|cent(?:er|re))(?:id|name|code)?",
    CaseColumn.REGION: "地区|区域|大区|省份?|region|province|area",
    CaseColumn.MAKER: "(?:设备)?(?:厂商|厂家|制造商|品牌)|(?:device)?(?:manufacturer|maker|vendor|brand)",
    CaseColumn.MODEL: "(?:设备|机器)?(?:型号|机型)|(?:device|manufacturer|scanner)?model(?:name)?|manufacturersmodelname|scanner",
    CaseColumn.DATE: "(?:检查|采集|扫描|拍摄)?(?:日期|时间)|(?:study|acquisition|exam|scan|acquired)?(?:date|on)",
    CaseColumn.AGE: "(?:患者)?年龄|(?:patient)?age",
    CaseColumn.SEX: "(?:患者)?性别|(?:patient)?(?:sex|gender)",
    CaseColumn.LABEL: "标签|阴阳性|阳性|金标准|参考标准|结论|诊断|label|groundtruth|positive|diagnosis|class|reference",
    CaseColumn.TYPE: "(?:病灶|结节|病变)?(?:类型|密度|密度类型|亚型)|(?:lesion|nodule)?(?:type|density|subtype)",
    CaseColumn.SIZE: "(?:病灶|结节|病变)?(?:大小|长径|直径|最大径|最大直径|尺寸)|(?:lesion|nodule)?(?:size|diameter|longaxis)(?:mm)?",
    CaseColumn.SLICE: "层厚|slice(?:thickness)?(?:mm)?|thickness(?:mm)?",
    CaseColumn.KV: "管?电压|kvp?|tubevoltage",
    CaseColumn.MA: "管?电流|ma|(?:xray)?tubecurrent",
    CaseColumn.KERNEL: "(?:重建|卷积)(?:核|算法)|(?:convolution|reconstruction)?kernel|reconstruction",
}  # fmt: skip
_PATTERNS = {column: re.compile(words) for column, words in _HEADS.items()}
_UNIT = re.compile(r"[(\[（【].*?[)\]）】]|[\s_\-'’:：./]")
_SEARCHED = 10


def columns_of(titles: Sequence[str]) -> tuple[CaseColumn, ...]:
    """Return what each column seems to hold; a meaning is given once, to the first column that fits."""
    found: list[CaseColumn] = []
    for title in titles:
        plain = _UNIT.sub("", normalize("NFKC", title).casefold())
        fits = (c for c, words in _PATTERNS.items() if c not in found and words.fullmatch(plain))
        found.append(next(fits, CaseColumn.IGNORED))
    return tuple(found)


def head_of(rows: Sequence[Sequence[str]]) -> int:
    """Return the position of the row with the most heads that are known, 0 when none is."""
    scores = [
        sum(column is not CaseColumn.IGNORED for column in columns_of(row))
        for row in rows[:_SEARCHED]
    ]
    return scores.index(max(scores)) if scores else 0
