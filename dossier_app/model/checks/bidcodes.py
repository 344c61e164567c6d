"""Codes of the tender that were added after the first release; the form is that of `codes`."""

from __future__ import annotations

from typing import Final

_T = "tender"
OWN: Final[tuple[tuple[str, ...], ...]] = (
    ("LOT-01", "bFA", _T, "包内产品不在工作区或不在包内", "A product of the lot is not here or not in the lot"),
    ("LOT-02", "bCA", _T, "包内产品没有有效注册证", "A product of the lot is not approved", "state-739:55"),
    ("LOT-03", "wKA", _T, "包内产品没有报价或数量不符", "A product of the lot is not priced as it stands"),
    ("SCORE-01", "wKA", _T, "评分项合计与本类总分不符", "Scores do not add up to their group"),
    ("SCORE-02", "wKA", _T, "预计得分超过分值", "More points expected than can be had"),
    ("SCORE-03", "wKA", _T, "实质性条款未满足而已有预计得分", "Points expected while a substantive clause is open"),
    ("SCORE-04", "hKC", _T, "各类总分之和不是 100", "The groups do not add up to 100"),
    ("SVC-01", "wKB", _T, "服务承诺无法兑现", "A service promise that cannot be kept"),
    ("SVC-02", "wCB", _T, "服务合同或资质早于质保期满", "Service contract or certificate ends before the warranty"),
    ("SVC-03", "wFB", _T, "没有覆盖项目地区的网点", "No office covers the region"),
    ("PLAN-01", "wFB", _T, "实施方案没有写到要求的接口", "The plan leaves out an interface"),
    ("PLAN-02", "wKA", _T, "实施步骤超出交付期", "A step of the rollout ends after delivery"),
    ("MLPS-01", "wKB", _T, "等保对象不符", "Protection of another subject than asked for"),
    ("CHAN-01", "wKA", _T, "同一项目报备给两家", "One project registered for two firms"),
    ("CHAN-02", "wFA", _T, "授权没有项目报备", "A letter without a registered project"),
    ("CHAN-03", "wKA", _T, "授权与项目报备不符", "A letter that does not fit the registered project"),
    ("CHAN-04", "bKA", _T, "同一标段两份有效授权", "Two valid letters for one lot"),
    ("SCOPE-06", "wCA", _T, "答复涉及未核准且词表未收录的内容，须由人确认", "An answer about something neither approved nor known: a person confirms"),
    ("DATE-21", "wCA", _T, "文件在交付期满前到期", "A document expires before delivery"),
    ("DATE-22", "wCA", _T, "文件在质保期满前到期", "A document expires before the warranty ends"),
)  # fmt: skip
REJECTIONS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("R01", "wFA", "需签章的文件未签章", "A paper that wants a seal is not sealed"),
    ("R06", "wCA", "投标保证金有误", "The bid bond is wrong"),
    ("R09", "wFA", "联合体没有协议", "A joint bid without agreement"),
    ("R11", "bKA", "证照重复或编号冲突", "One scan or number for two licences"),
    ("R12", "wCA", "同一项目的单位负责人或代码相同", "Firms of one project share head or code"),
    ("R14", "wCA", "扫描件不清晰", "A scan is not legible"),
    ("R17", "wFA", "没有强制节能产品证书", "No compulsory energy certificate"),
    ("R29", "wKC", "签字代表与授权委托书不符", "The signatory is not covered"),
    ("R30", "wCA", "无违法声明的日期不符", "The statement of no offence has a wrong date"),
    ("R31", "wCA", "纳税社保证明不在期间内", "Tax or social proof outside its window"),
    ("R32", "wCB", "信用查询日期不符", "The credit query has a wrong date"),
    ("R33", "wCA", "中小企业声明函有误", "The SME letter is wrong"),
    ("R34", "wFB", "采购人的表格有无法填写的列", "A column of the purchaser's table stays empty"),
    ("R39", "wCC", "暗标泄露身份或价格", "A blind part reveals the bidder"),
    ("R40", "hCC", "数字证书过期或不一致", "The CA certificate ends or differs"),
    ("R41", "wFC", "部分证据没有投标文件页码", "Some evidence has no page of the bid"),
    ("R44", "wKA", "未按澄清更正文件响应", "An amendment is not followed"),
    ("R47", "wKA", "使用了招标文件禁用的组件", "A banned component is used"),
)  # fmt: skip
