"""Which part of a tender a title opens, and which words are facts about the project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from dossier_app.readers.clauses import squeezed, take_apart

TECHNICAL, BUSINESS, QUALIFICATION, OTHER = "technical", "business", "qualification", "other"
SCORING, PRICE, PROJECT, SKIP = "scoring", "price", "project", "skip"
KINDS = (TECHNICAL, BUSINESS, QUALIFICATION, OTHER, SCORING, PRICE, PROJECT, SKIP)

_PARTS: tuple[tuple[str, str], ...] = (
    (SCORING, r"评分|评标(?:标准|办法|细则|因素)|评审(?:标准|办法|因素|细则|内容)|打分"),
    (
        QUALIFICATION,
        r"资格|资质(?:要求|条件|证明|文件|审查|材料)|(?:提交|提供|报送|递交)(?:的)?(?:资料|材料|文件|证明)|报名(?:资料|材料|要求|条件)"
        r"|(?:供应商|投标人|申请人|响应人|投标单位)(?:应当|须|应|的)?(?:具备|条件|要求)|(?:响应|投标|报名|报价)文件(?:组成|清单|构成|内容|要求)|证明(?:文件|材料)清单",
    ),
    (
        BUSINESS,
        r"商务|售后|付款|支付|交货|交付|工期|验收|质保|保修|服务(?:要求|期|承诺|条款|方案)|履约|培训|合同(?:主要)?条款|维保|违约",
    ),
    (PROJECT, r"项目(?:信息|概况|基本情况|概述|简介)|基本信息|前附表|项目情况"),
    (PRICE, r"报价|价格|分项|清单报价"),
    (
        TECHNICAL,
        r"技术|参数|功能|性能|采购需求|采购内容|软件要求|系统要求|接口要求|规格|用户需求|配置(?:要求|清单|需求)|招标需求",
    ),
    (OTHER, r"须知|公告|邀请|格式|附件|其他|其它|名词解释|定义|总则|合同"),
)
_SEARCH = tuple((part, re.compile(pattern)) for part, pattern in _PARTS)
_STRONG = re.compile(
    r"(?:主要|具体|详细|其他|其它|项目|采购|招标|软件|设备|产品|货物|服务|投标人|供应商|申请人|系统)*"
    r"(?:技术|商务|资格|评分|评审|评标|报价|性能|功能)(?:和|与|及|、|/)?(?:商务|技术|服务|性能|功能|资质)?"
    r"(?:性)?(?:参数|规格|指标|审查|评审|证明|响应|服务|需求)*"
    r"(?:要求|条款|条件|需求|部分|标准|参数|规格|指标|文件|办法|细则|内容|材料|表)?"
    r"|(?:其他|其它|附加)(?:要求|事项|说明|条款|内容)?"
)


def part_of(title: str) -> str | None:
    """Return the part that a title, sheet name or heading opens; None if its words name none."""
    for part, pattern in _SEARCH:
        if pattern.search(title):
            return part
    return None


def strong_part_of(title: str) -> str | None:
    """Return the part of a title that is nothing but the name of a part (二、商务要求), also below another part."""
    bare = re.sub(r"[（(][^）)]*[）)]|[:：\s]", "", take_apart(title).text)
    return part_of(bare) if _STRONG.fullmatch(bare) else None


_LABELS = re.compile(
    r"(?:采购|招标|本)?项目(?:名称|编号|概况|预算|地点|号)|(?:招标|采购|询价|磋商|谈判|比选|标书|公告)?(?:文件)?编号|项目代码"
    r"|采购人(?:名称|信息)?|采购单位(?:名称)?|招标人(?:名称)?|(?:采购|招标)?代理(?:机构|单位)(?:名称)?|采购(?:方式|预算|内容|标的|数量)|招标方式"
    r"|预算(?:金额|总额)?|最高(?:投标)?限价|控制价|标段(?:名称|编号|号)?|包(?:号|名称|件)|分包(?:号|名称)?"
    r"|(?:投标|响应文件|响应|报价|报名|递交|提交|文件)?(?:文件)?(?:提交|递交)?截止(?:及开标)?(?:时间|日期)|(?:投标截止及)?开标(?:时间|日期|地点)"
    r"|(?:投标|响应|报价)有效期|(?:交付|交货|服务|供货|合同履行)(?:时间|期限|期|地点)|工期|质保期|保修期|资金来源|评标(?:办法|方法)|评审(?:办法|方法)"
    r"|联系(?:人|电话|方式|地址)|(?:采购人|代理机构)(?:地址|联系人|电话)|(?:投标|履约)保证金|是否(?:接受|允许)(?:联合体|进口)(?:投标|产品)?|付款方式"
)
_PAIR = re.compile(r"^(?P<label>[^：:]{2,16})[：:]\s*(?P<value>\S.*)$")
_BLANK = re.compile(r"^[_＿\s/／\-—.…()（）]*$|_{3,}|＿{3,}")


def is_label(text: str) -> bool:
    """Tell whether a text is the label of a project fact, a bracketed unit aside."""
    bare = re.sub(r"[（(][^）)]*[）)]|[\s:：]", "", take_apart(text).text)
    return bool(_LABELS.fullmatch(bare))


def fact_in(line: str) -> tuple[str, str] | None:
    """Return label and value of a line such as `项目编号：X-1`, None for any other line or an empty form field."""
    match = _PAIR.match(take_apart(line).text)
    if match is None or not is_label(match["label"]):
        return None
    value = squeezed(match["value"])
    if not value or _BLANK.search(value):
        return None
    return squeezed(match["label"]), value


_SUPPLIER, _BIDDER = "供应商/响应文件", "投标人/投标文件"
_BY_MODE = (
    (r"竞争性谈判|竞争性磋商|磋商|谈判|询价|单一来源|框架协议|比选|遴选|议价|询比|调研", _SUPPLIER),
    (r"公开招标|邀请招标|招标公告|招标文件", _BIDDER),
)


def vocabulary(facts: Mapping[str, str], texts: Iterable[str]) -> str:
    """Return the words of the procurement mode: by the mode the file names, else by the words it uses most."""
    for label, value in facts.items():
        if "方式" in label:
            for pattern, words in _BY_MODE:
                if re.search(pattern, value):
                    return words
    counts: Counter[str] = Counter()
    for position, text in enumerate(texts):
        for word in re.findall(r"投标人|投标文件|中标|投标|供应商|响应文件|成交", text):
            counts[_SUPPLIER if word in {"供应商", "响应文件", "成交"} else _BIDDER] += 1
        if position < 5:
            for pattern, words in _BY_MODE:
                counts[words] += 2 if re.search(pattern, text) else 0
    if not counts:
        return ""
    (first, most), *rest = counts.most_common()
    return first if not rest or rest[0][1] < most else ""
