"""Every finding code with its meaning: once released, a code keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dossier_app.base.text import Text
from dossier_app.model.checks import bidcodes, regcodes
from dossier_app.model.finding import Certainty, Severity, Verdict

_SEVERITIES = {"b": Severity.BLOCKER, "w": Severity.WARNING, "h": Severity.HINT}
_VERDICTS = {"F": Verdict.COMPLETE, "C": Verdict.COMPLIANT, "K": Verdict.CONSISTENT}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means, how grave it is by default, which verdict it bears on and what it rests on.

    A rule of the same code in the pinned rule pack gives citation and certainty instead.
    """

    code: str
    severity: Severity
    verdict: Verdict
    step: str
    meaning: Text
    citation: str = ""
    certainty: Certainty = Certainty.A


def _rule(code: str, marks: str, step: str, *words: str) -> Rule:
    """Make a rule; `words` are Chinese, English and the source if there is one; `marks` is severity b/w/h, verdict F/C/K (完整, 合规, 一致) and certainty A/B/C."""
    severity, verdict, sure = tuple(marks)
    meaning, cite = Text(words[0], words[1]), "".join(words[2:])
    return Rule(
        code, _SEVERITIES[severity], _VERDICTS[verdict], step, meaning, cite, Certainty(sure)
    )


_AI, _SW, _PTR, _NAME = "cmde-2022-8", "cmde-2022-9", "nmpa-2022-8", "nmpa-2021-48"
_C, _P, _K, _Q, _T = "claim", "provenance", "classification", "requirements", "tender"

_OWN = (
    _rule("COMP-01", "bFA", "", "必填内容缺失", "Something required is missing"),
    _rule("CLAIM-01", "bCA", _C, "主张超出核准范围", "A claim goes beyond the approved scope", f"{_AI}:4.8"),
    _rule("CLAIM-02", "wCB", _C, "使用绝对化用语", "Absolute wording"),
    _rule("CLAIM-03", "bCA", _C, "称软件替代医师", "The software is said to replace the physician", "cmde-2023-38"),
    _rule("CLAIM-04", "wCA", _C, "性能数值没有数据集和判定标准", "A performance figure without data set and criterion", _AI),
    _rule("CLAIM-05", "bCB", _C, "称放射类人工智能可单独收费", "Radiology AI is said to be charged for separately", "nhsa-2024-rad"),
    _rule("CLAIM-06", "hFA", _C, "已注册功能没有任何主张使用", "A registered function that no claim uses"),
    _rule("CLAIM-07", "wFA", _C, "主张了准确性，没有流程价值", "Accuracy is claimed, workflow value is not"),
    _rule("CLAIM-08", "wFA", _C, "没有落实责任的使用者", "No accountable user"),
    _rule("CLAIM-09", "wFA", _C, "没有付费方、预算或决定人", "No payer, budget or decider"),
    _rule("CLAIM-10", "wCA", _C, "定位为辅助诊断，没有写明由医师确认", "A diagnosis aid that does not say a physician confirms", _AI),
    _rule("CLAIM-11", "hKA", _C, "适用范围语句没有体现某一要素", "The intended-use sentence does not reflect one of its elements", f"{_AI}:4.8"),
    _rule("CLAIM-12", "wCA", _C, "产品名称不合命名规则", "The product name breaks a naming rule", _NAME),
    _rule("CLAIM-13", "hCA", _C, "主张类型不在本程序的证据要求之内", "A kind of claim whose evidence this program does not judge"),
    _rule("CLAIM-14", "wFA", _C, "谁付费、使用、负责、服务等没有落实到人和证据", "Payer, user, system, data, accountable, service or monitor without party and proof"),
    _rule("CLAIM-21", "bCA", _C, "称软件替代医师（规则包词表）", "Replaces the physician (the pack's words)"),
    _rule("CLAIM-22", "wCB", _C, "绝对化用语（规则包词表）", "Absolute wording (the pack's words)"),
    _rule("CLAIM-23", "bCB", _C, "收费表述（规则包词表）", "Charging (the pack's words)"),
    _rule("CLAIM-24", "wCB", _C, "病理收费表述（规则包词表）", "Charging for pathology (the pack's words)"),
    _rule("CLAIM-25", "wCB", _C, "疗效表述（规则包词表）", "Efficacy of treatment (the pack's words)"),
    _rule("BID-21", "wCB", _T, "赠送用语（规则包词表）", "Gifts (the pack's words)"),
    _rule("BID-22", "wCB", _T, "附条件用语（规则包词表）", "Conditions (the pack's words)"),
    _rule("BID-23", "bFB", _T, "留有占位文字", "Placeholder words are left"),
    _rule("P1", "bCA", _P, "训练、调优、测试集未证明两两无交集", "Training, tuning and test sets are not shown to be disjoint", _AI),
    _rule("P2", "bCA", _P, "扩增样本进入测试集", "Augmented samples in a test set", _AI),
    _rule("P3", "bCA", _P, "自动标注未经人工审核", "Automatic annotation without human review", _AI),
    _rule("P4", "bCA", _P, "公开数据库被作为测评数据库", "A public database is used as evaluation database", _AI),
    _rule("P5", "bCA", _P, "临床评价数据与开发数据集不独立", "Clinical data are not independent of development sets", "cmde-2023-38"),
    _rule("P6", "bFA", _P, "机构没有伦理批件号或合作协议号", "An institution without ethics or agreement number", _AI),
    _rule("P7", "wKA", _P, "各级数据库数量变化没有原因", "A count changes between bases without a reason", "cmde-2022-21"),
    _rule("P8", "wFA", _P, "分层结果没有样本量或置信区间", "A subgroup result without n or confidence interval", "cmde-2022-21"),
    _rule("P9", "wKA", _P, "主张范围超出数据分布", "The claim reaches beyond the data", _AI),
    _rule("P10", "wCA", _P, "数据驱动更新没有与上次注册版本比较", "A data-driven update is not compared with the last registered version", _AI),
    _rule("P11", "wCA", _P, "未保留算法原始结果", "The raw result of the algorithm is not kept", "cmde-2022-21"),
    _rule("P12", "wKA", _P, "人类遗传资源判断与数据不符", "The statement on genetic resources does not fit the data"),
    _rule("DATA-01", "wKA", _P, "病例清单与登记数量不符", "A case list differs from the registered counts", "cmde-2022-21"),
    _rule("DATA-02", "hFA", _P, "病例清单不能比较", "A case list cannot be compared"),
    _rule("DATA-03", "hFA", _P, "数据集没有病例清单，独立性未计算", "A data set without case list: independence is not computed", _AI),
    _rule("DATA-04", "wKA", _P, "病例采集日期超出登记期间", "Cases acquired outside the registered period"),
    _rule("DATA-05", "hCB", _P, "测试机构都参与过训练", "No tested site is new"),
    _rule("DATA-06", "hFA", _P, "可分层而没有带区间的分层结果", "Groups of a test set without result and interval", "cmde-2022-21"),
    _rule("DATA-07", "wCB", _P, "封存后未经批准访问", "Access to a locked set without approval", _AI),
    _rule("LAW-01", "hCC", _P, "个人信息处理待落实", "Personal information is not settled", "npc-pipl"),
    _rule("LAW-02", "wCB", _P, "伦理审查待落实", "Ethics review is not settled", "ethics-2023-4"),
    _rule("LAW-03", "wCB", _P, "人类遗传资源待落实", "Human genetic resources are not settled", "state-717"),
    _rule("LAW-04", "wCB", _P, "数据出境待落实", "Transfer abroad is not settled", "cac-2024"),
    _rule("LAW-05", "hCB", _P, "网络安全等级保护待落实", "Graded network protection is not settled", "nhc-2022-29"),
    _rule("LAW-06", "wCB", _P, "数据用途超出协议", "Data are used beyond the agreement", _AI),
    _rule("CLASS-01", "wFA", _K, "管理类别尚未由人确认", "The class has not been confirmed by a person", "nmpa-2021-47"),
    _rule("CLASS-02", "wKA", _K, "确认后事实已变化", "Facts have changed since the class was confirmed", "nmpa-2021-47"),
    _rule("CLASS-03", "bKA", _K, "分类事实相互矛盾", "Classification facts contradict each other", "nmpa-2021-47"),
    _rule("CLASS-04", "wCA", _K, "安全性级别低于同类先例", "A safety level below that of its kind", f"{_SW}:2.1"),
    _rule("CLASS-05", "wKA", _K, "注册证编号的类别与判定不符", "The certificate's class differs from the facts"),
    _rule("PTR-01", "bFA", _Q, "指标与检验方法不成对", "Indicator and test method do not pair up", f"{_PTR}:二（三）"),
    _rule("PTR-02", "wCA", _Q, "引用标准没有年代号", "A standard cited without its year", _PTR),
    _rule("PTR-03", "bCA", _Q, "指标写成“见随附资料”一类", "An indicator that refers elsewhere", _PTR),
    _rule("PTR-04", "wCA", _Q, "指标不可量化或不可客观描述", "An indicator that cannot be measured", _PTR),
    _rule("PTR-06", "wCA", _Q, "检验方法过简，无法复现", "A test method too short to be repeated", _PTR),
    _rule("PTR-07", "hCA", _Q, "数字或符号不规范", "Figures or signs against the rules", _PTR),
    _rule("PTR-08", "wCA", _Q, "写入了研究性或评价性内容", "Research or evaluation content", _PTR),
    _rule("PTR-09", "wCA", _Q, "写入了临床试验或训练数据", "Trial results or training data", _PTR),
    _rule("PTR-10", "hCA", _Q, "以敏感度等为指标，没有测评数据库", "Sensitivity and the like without an evaluation database", f"{_AI}:七"),
    _rule("PTR-11", "bFA", _Q, "测评数据库信息不全", "The evaluation database is not named in full", f"{_AI}:七"),
    _rule("PTR-12", "wKA", _Q, "型号或发布版本与第一步不一致", "Model or release version differs from step 1", _PTR),
    _rule("PTR-13", "wCA", _Q, "在产品技术要求中写“不适用”", "“Not applicable” stands in the PTR", f"{_SW}:附录"),
    _rule("PTR-14", "bFA", _Q, "版本命名规则有缺口或与版本不符", "The version rule has gaps or does not fit the version", f"{_SW}:附录"),
    _rule("PTR-15", "wCB", _Q, "引用标准在判断日不是现行有效", "A standard that is not in force on the day", "standards-2026"),
    _rule("PTR-16", "bCA", _Q, "标准编号不可能存在", "A standard number that cannot exist", _PTR),
    _rule("PTR-17", "wCA", _Q, "出现封面、标志、签章等格式外内容", "Cover, logo or signature words", f"{_PTR}:格式"),
    _rule("PTR-18", "wCA", _Q, "术语重复定义或改写已有定义", "A term is defined twice or redefined", _PTR),
    _rule("PTR-19", "wKA", _Q, "条款号重复或方法号与指标号不对应", "Clause numbers repeat or do not mirror", f"{_PTR}:二（三）"),
    _rule("PTR-20", "bKA", _Q, "数值、单位或不等号前后矛盾", "Figure, unit or inequality contradict each other", _PTR),
    _rule("PTR-21", "wCA", _Q, "运行环境写成“以上版本”", "“This version or later” in the environment", f"{_SW}:附录"),
    _rule("PTR-22", "bCA", _Q, "写有“见随附资料”“按合同”", "“See accompanying documents”", _PTR),
    _rule("PTR-23", "wCA", _Q, "用“浏览”代替“显示”", "浏览 where 显示 is meant", _SW),
    _rule("PTR-24", "wCA", _Q, "用“采集”代替“接收”", "采集 where 接收 is meant", _SW),
    _rule("PTR-25", "wCA", _Q, "软件组件的主机写成“电脑”“计算机”", "A component's host is called a computer", _SW),
    _rule("PTR-26", "wCA", _Q, "把验证类研究写成指标", "Validation studies as indicators", _PTR),
    _rule("PTR-27", "wCA", _Q, "把临床或训练内容写成指标", "Clinical or training content as indicators", _PTR),
    _rule("PTR-28", "wCA", _Q, "评价性形容词", "Adjectives of praise", _PTR),
    _rule("PTR-29", "hCA", _Q, "文字带有隐藏字符或制表符", "Hidden characters or tabs in a text", _PTR),
    _rule("PTR-30", "wFA", _Q, "最大并发数没有响应时间", "Concurrency without response time", f"{_SW}:附录"),
    _rule("PTR-31", "wCA", _Q, "测量功能写成“分析”", "A measuring function is called analysis", _SW),
    _rule("PTR-32", "bKA", _Q, "引用的条款不存在", "A clause is referred to that is not there", _PTR),
    _rule("PTR-33", "bFA", _Q, "条款引用的事实不存在或未填写", "A fact used in a clause is unknown or not answered", f"{_PTR}:二"),
    _rule("PTR-34", "wCA", _Q, "版本字段有缺口或矛盾", "The fields of the version have gaps or contradictions", f"{_SW}:2.2"),
    _rule("PTR-35", "wKA", _Q, "报告、说明书或投标响应的数值与指标不一致", "A report, the instructions or an answer state another figure than the indicator", _PTR),
    _rule("PTR-36", "wKA", _Q, "网络安全能力没有写入对应条款", "A security capability that its clause leaves out", "cmde-2022-7"),
    _rule("PTR-37", "wFA", _Q, "条款没有检验方法", "A clause without test method", f"{_PTR}:二（三）"),
    _rule("PTR-38", "wKA", _Q, "条款号有空缺或不在模板内", "A gap in the numbers, or one outside the template", f"{_PTR}:二（三）"),
    _rule("SW-01", "bKA", _C, "发布版本不是完整版本的开头", "The release version is not the head of the full version", f"{_SW}:2.2"),
    _rule("SW-02", "wFA", _C, "版本没有 HASH 值", "A version without hash", f"{_SW}:2.2"),
    _rule("SW-03", "wKA", _C, "当前完整版本没有版本记录", "No record of the current full version", _SW),
    _rule("SW-04", "bKA", _C, "重大更新没有改变发布版本", "A major update that leaves the release version", f"{_SW}:2.2"),
    _rule("SW-05", "wFA", _C, "全新算法没有算法研究资料", "A new algorithm without algorithm report", f"{_AI}:4.7"),
    _rule("SW-06", "bKA", _C, "轻微更新改变了发布版本", "A minor update that changes the release version", f"{_SW}:2.2"),
    _rule("SW-07", "wFA", _Q, "现成软件组件没有完整版本", "A component without its full version", "cmde-2022-7"),
    _rule("EVID-01", "bFA", _C, "主张没有证据", "A claim without evidence"),
    _rule("EVID-02", "wCA", "", "证据在判断日已过期", "Evidence expired on the day"),
    _rule("EVID-03", "bCA", _T, "内部资料被用于投标", "Internal material in a tender"),
    _rule("EVID-04", "wKA", "", "证据引用待重新确认", "An evidence link wants re-confirmation"),
    _rule("EVID-05", "bKA", "", "证据引用指向不存在的内容", "An evidence link points nowhere"),
    _rule("EVID-06", "hFA", "", "证据没有被使用", "Evidence that nothing uses"),
    _rule("EVID-07", "hCA", "", "完整报告不宜直接用于投标", "A full report should not go into tenders as it is"),
    _rule("EVID-08", "wKA", "", "引用页码超出文件页数", "A page beyond the end of the file"),
    _rule("EVID-09", "wKA", _P, "置信区间与计数不符", "An interval that its counts do not give"),
    _rule("EVID-10", "wKA", _P, "数值与计数不符", "A value that its counts do not give"),
    _rule("EVID-11", "wKA", "", "引用的文件已有新版", "A linked file has a newer edition"),
    _rule("EVID-12", "wFA", _C, "已接受的缺口没有理由、姓名或复核日期，或已到复核日期", "An accepted gap without reason, name or date of review, or due for review"),
    _rule("CONS-01", "wKA", _C, "产品名称不一致", "Product names differ", _PTR),
    _rule("CONS-02", "wKA", _C, "型号规格不一致", "Models differ", _PTR),
    _rule("CONS-03", "wKA", _C, "发布版本不一致", "Release versions differ", _SW),
    _rule("CONS-04", "wKA", _Q, "版本命名规则不一致", "Version rules differ", _SW),
    _rule("CONS-05", "hKA", _C, "拟稿与核准版不同", "The draft differs from the approved edition", _AI),
    _rule("CONS-06", "wKA", _Q, "接口条款与接口清单不一致", "Interface clause and interface list differ", _SW),
    _rule("CONS-07", "wKA", _Q, "功能条款没有写到已注册功能", "The function clause leaves out a registered function", _SW),
    _rule("CONS-08", "wKA", _Q, "最大并发数不一致", "Concurrency figures differ", _SW),
    _rule("CONS-09", "wKA", "", "所附文件的名称、型号或版本不一致", "An attached file names another product, model or version", _PTR),
    _rule("CONS-10", "wKA", "", "所附文件的适用范围不一致", "An attached file states another intended use", _AI),
    _rule("CONS-11", "wKA", _C, "注册人名称不一致", "Registrant names differ", "samr-2021-47"),
    _rule("CONS-12", "wKA", _C, "主张数值与来源结果不一致", "A claimed figure differs from its result", _AI),
    _rule("CONS-13", "wKA", _P, "同一结果有两个数值", "One result with two values", _AI),
    _rule("CONS-14", "wKA", "", "引用的性能数值与结果不一致", "A quoted figure differs from its result", _AI),
    _rule("SCOPE-01", "bCA", _T, "答复超出核准的功能或病种", "An answer beyond the approved functions", "state-739"),
    _rule("SCOPE-02", "bCA", _T, "答复的版本超出核准版本", "An answer with a version that is not approved", "samr-2021-47"),
    _rule("SCOPE-03", "bCA", _T, "答复超出核准的限值或人群", "An answer beyond approved limits"),
    _rule("SCOPE-04", "bCA", _T, "答复把软件说成替代医师", "An answer that replaces the physician"),
    _rule("SCOPE-05", "wKA", _T, "答复优于核准指标而没有证据", "An answer better than the approved indicator, without proof"),
    _rule("DEV-01", "bKA", _T, "偏离情况与数值不符", "The deviation stated does not fit the figures"),
    _rule("DEV-02", "bFA", _T, "未答全：有数值要求没有应答", "A demanded figure is not answered"),
    _rule("DEV-03", "wFA", _T, "正偏离没有证据", "A positive deviation without proof"),
    _rule("MARK-01", "bFA", _T, "标记含义不明", "A mark of unknown meaning"),
    _rule("MARK-02", "hKA", _T, "标记没有条款使用", "A mark that no row uses"),
    _rule("MARK-03", "hFA", _T, "影响得分的标记没有分值", "A scoring mark without points"),
    _rule("DATE-01", "wCA", _C, "注册证不足六个月到期，延续未受理", "The certificate ends within six months, no renewal accepted", "state-739:22"),
    _rule("DATE-02", "wCA", _T, "文件在投标有效期内到期", "A document expires within the bid validity"),
    _rule("DATE-03", "bKA", _T, "开标时间早于投标截止时间", "Opening before deadline"),
    _rule("DATE-04", "wKA", _T, "日期先后颠倒", "Dates out of order"),
    _rule("DATE-05", "wCA", _T, "授权在质保期满前到期", "An authorisation ends before the warranty"),
    _rule("DATE-06", "bCA", _C, "发补答复期限已过", "The deficiency reply is overdue"),
    _rule("DATE-23", "bCA", _C, "注册证已到期，没有在期的注册证", "The certificate has ended and none is in force"),
    _rule("DATE-07", "wCA", _P, "数据协议已过期", "A data agreement has expired"),
    _rule("GATE-01", "bCA", _T, "没有有效注册证，只能制作调研材料", "No certificate in force: only survey material can be made", "state-739:55"),
    _rule("GATE-02", "wFA", "", "准入环节已逾期", "A gate is overdue"),
    _rule("GATE-03", "hFA", "", "准入环节已过，没有完成日期", "A gate passed without its date"),
    _rule("GATE-05", "wFA", "", "环节缺少落实的单位或评审对象要的证据", "A gate lacks a named party or what a stakeholder wants"),
    _rule("GATE-04", "wFA", _T, "投标材料没有注册放行", "The pack is not released by regulatory affairs"),
)  # fmt: skip
_REJECTIONS = (
    ("R02", "bFA", "资格文件缺失", "A qualification document is missing"),
    ("R03", "bCA", "报价超过最高限价或预算", "A price above ceiling or budget"),
    ("R04", "bCA", "实质性条款未响应或负偏离", "A substantive clause is unanswered or negative"),
    ("R05", "bKA", "同一项目有两个总价或两份报价", "Two totals for one project"),
    ("R07", "bCA", "投标截止时间已过", "The deadline has passed"),
    ("R10", "bCA", "同一项目或标段有两家经销商", "Two distributors for one project or lot"),
    ("R13", "bFA", "商务条款未逐条响应", "Business terms are not answered one by one"),
    ("R15", "bCA", "投标产品不唯一", "The product offered is not unique"),
    ("R16", "bCA", "不接受进口而投标产品为进口", "An imported product where none is allowed"),
    ("R18", "bCA", "投标有效期短于要求", "Bid validity shorter than demanded"),
    ("R19", "bCB", "交付期或质保期劣于要求", "Delivery or warranty worse than demanded"),
    ("R20", "wFB", "缺项漏项", "Items left out"),
    ("R21", "wCB", "含赠送或加配内容", "Gifts or extra items"),
    ("R22", "wCB", "附有采购人难以接受的条件", "Conditions that the purchaser cannot accept"),
    ("R23", "bCA", "证照在投标截止日已过期", "A licence or certificate expired at the deadline"),
    ("R24", "bKA", "投标产品与注册证不一致", "The offer differs from the certificate"),
    ("R25", "bCA", "经营范围不含该类产品", "The trade licence does not cover the product"),
    ("R26", "bCA", "第三类产品没有经营许可证", "No trade licence for a class III product"),
    ("R27", "bCA", "授权书缺失、过期或项目区域不符", "The authorisation is missing, expired or for another project"),
    ("R28", "wKC", "授权链中断", "The chain of authorisation is broken"),
    ("R35", "wCC", "重要条款只答“满足”而无数值或证据", "A marked clause answered by a bare yes"),
    ("R36", "wKC", "同一要求的数值前后矛盾", "One demand answered with two figures"),
    ("R37", "bKB", "大小写金额不一致", "Amount in words and figures differ"),
    ("R38", "bKB", "分项合计与总价不符", "Lines do not add up"),
    ("R42", "wKC", "出现其他项目的名称或编号", "Another project's name or number"),
    ("R43", "wFB", "业绩没有证明页或超出期限", "A reference without pages or out of its window"),
    ("R45", "hCC", "报价明显偏低", "The price is conspicuously low"),
    ("R46", "wCC", "计分的体系证书已过期", "A scored certificate has expired"),
    ("R48", "wFB", "要求等级保护而没有证明", "Graded protection is demanded but not shown"),
)  # fmt: skip

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in (
        *_OWN,
        *(_rule(*words) for words in (*bidcodes.OWN, *regcodes.OWN)),
    )
} | {
    code: _rule(code, marks, _T, zh, en)
    for code, marks, zh, en in sorted((*_REJECTIONS, *bidcodes.REJECTIONS))
}
CODES: Final[dict[str, Text]] = {code: rule.meaning for code, rule in RULES.items()}
"""Every code that `check` can give, with its meaning."""

REMINDERS: Final[tuple[tuple[str, Text], ...]] = (
    ("R01", Text("按要求盖章、签字的页面是否齐全", "Every page that wants seal or signature has it")),
    ("R08", Text("纸质文件按要求密封", "Paper bids are sealed as asked")),
    ("R11", Text("证照与发证系统核对一致", "Licences agree with the issuer's system")),
    ("R12", Text("负责人相同或控股关系声明", "Statement on common heads and control")),
)  # fmt: skip
"""Rejection reasons that stored data cannot show: a list to tick, given as hints only when asked for."""
