"""Step 5, what goes with a bid: bond, signing, result, plans, project register, amendments, official tables."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE, _DATE, _INT, _REF, _YES = (
    Kind.LONG_TEXT,
    Kind.TEXT,
    Kind.CHOICE,
    Kind.DATE,
    Kind.INTEGER,
    Kind.REFERENCE,
    Kind.YES_NO,
)
_TENDER = _F("tender", _REF, _T("投标项目", "Tender"), required=True, target="tender")
_LOT = _F("lot", _REF, _T("标段/包", "Lot"), target="lot")

TENDER_FIELDS: tuple[Field, ...] = (
    _F("bond_amount", Kind.MONEY, _T("投标保证金", "Bid bond"), unit="元"),
    _F(
        "bond_form",
        _CHOICE,
        _T("保证金形式", "Form of the bond"),
        options=v.options(
            ("transfer", "转账/电汇", "bank transfer"),
            ("cheque", "支票/汇票/本票", "cheque or draft"),
            ("guarantee", "保函/保险", "letter of guarantee or insurance"),
            ("cash", "现金", "cash"),
            ("none", "不收取", "none asked for"),
        ),
    ),
    _F("bond_payer", _TEXT, _T("保证金付款单位", "Payer of the bond")),
    _F("bond_paid_on", _DATE, _T("保证金到账日期", "Bond received on")),
    _F("joint_bid", _YES, _T("联合体投标", "Joint bid")),
    _F("signatory", _TEXT, _T("签字代表", "Signatory of the bid")),
    _F(
        "ca_expires_on",
        _DATE,
        _T("数字证书（CA）有效期至", "Bidder's certificate (CA) valid until"),
    ),
    _F("ca_sealed_with", _TEXT, _T("加密所用数字证书编号", "CA certificate used to encrypt")),
    _F("ca_opened_with", _TEXT, _T("解密所用数字证书编号", "CA certificate used to decrypt")),
    _F("copies", _INT, _T("副本份数", "Copies"), unit="份"),
    _F("blind", _YES, _T("技术部分为暗标", "The technical part is blind")),
    _F("limit_file_mb", _INT, _T("平台单个文件上限", "Platform's limit of one file"), unit="MB"),
    _F("limit_total_mb", _INT, _T("平台合计上限", "Platform's limit of all files"), unit="MB"),
    _F("limit_types", _TEXT, _T("平台允许的文件类型", "File types the platform takes")),
    _F("contact_person", _TEXT, _T("报名联系人", "Contact person")),
    _F("contact_phone", _TEXT, _T("联系电话", "Contact telephone")),
    _F("result_on", _DATE, _T("结果公告日期", "Result published on")),
    _F("rank", _INT, _T("本投标排名", "Our rank")),
    _F("winner", _TEXT, _T("中标/成交单位", "Winner")),
    _F("winning_price", Kind.MONEY, _T("中标/成交价", "Winning price"), unit="元"),
    _F("challenge_until", _DATE, _T("质疑截止日期", "Challenge possible until")),
)
REQUIREMENT_FIELDS: tuple[Field, ...] = (
    _F(
        "product",
        _TEXT,
        _T("对应产品（卷宗代号，空为本产品）", "Product's dossier key (empty: this one)"),
    ),
)
SCORE_FIELDS: tuple[Field, ...] = (
    _F("number", _TEXT, _T("评分项编号", "Number")),
    _F(
        "section_points",
        Kind.DECIMAL,
        _T("本类总分（招标文件载明）", "Points of the group as stated"),
    ),
    _F("clauses", _TEXT, _T("对应条款号", "Clauses it counts")),
    _F("evidence", _REF, _T("证明文件", "Proof"), target="evidence"),
    _F("achieved", Kind.DECIMAL, _T("实际得分", "Points achieved")),
)
PRICE_FIELDS: tuple[Field, ...] = (
    _F("energy_listed", _YES, _T("属于强制节能品目", "On the compulsory energy list")),
    _F("parameters", _LONG, _T("技术参数", "Technical parameters")),
)
QUALIFICATION_FIELDS: tuple[Field, ...] = (
    _F("person", _TEXT, _T("文件所载人员", "Person named in it")),
    _F(
        "signing",
        _CHOICE,
        _T("签章方式", "How it is sealed or signed"),
        options=v.options(
            ("unit", "单位公章", "seal of the unit"),
            ("legal", "法定代表人签字或盖章", "signature of the legal representative"),
            ("both", "公章和法定代表人签字", "seal and legal representative"),
            ("agent", "公章和授权代表签字", "seal and authorised representative"),
            ("maker", "生产企业公章", "manufacturer's seal"),
        ),
    ),
    _F("sealed", _YES, _T("已签章", "Sealed and signed")),
    _F("sealed_scan", _REF, _T("签章后扫描件", "Scan after sealing"), target="evidence"),
)
AUTHORISATION_FIELDS: tuple[Field, ...] = (
    _LOT,
    _F(
        "state",
        _CHOICE,
        _T("状态", "State"),
        options=v.options(
            ("applied", "已申请", "applied for"),
            ("approved", "已批准", "approved"),
            ("issued", "已签发", "issued"),
            ("withdrawn", "已撤回", "withdrawn"),
            ("refused", "未批准", "refused"),
        ),
    ),
    _F("applied_on", _DATE, _T("申请日期", "Applied for on")),
    _F(
        "report",
        _REF,
        _T("所依据的项目报备", "Project registration it rests on"),
        target="project_report",
    ),
    _F(
        "reason",
        _LONG,
        _T("申请、撤回或例外的理由", "Reason of application, withdrawal or exception"),
    ),
)
PACK_FIELDS: tuple[Field, ...] = (
    _LOT,
    _F("profile", _TEXT, _T("导出方案", "Profile")),
    _F("watermark", _TEXT, _T("水印", "Watermark")),
    _F("variant", _TEXT, _T("版本", "Edition")),
    _F("reason", _LONG, _T("例外理由", "Reason of the exception")),
    _F("passages", _LONG, _T("正文段落", "Passages"), internal=True),
    _F("recalled_on", _DATE, _T("收回日期", "Recalled on")),
)
PROJECT_REPORT = RecordKind(
    "project_report",
    _T("项目报备", "Project registration"),
    Owner.DOSSIER,
    (
        _F("tender", _REF, _T("投标项目", "Tender"), target="tender"),
        _LOT,
        _F("distributor", _REF, _T("报备经销商", "Distributor"), required=True, target="party"),
        _F("hospital", _TEXT, _T("医院", "Hospital"), required=True),
        _F("project", _TEXT, _T("项目", "Project"), required=True),
        _F("reported_on", _DATE, _T("报备日期", "Reported on"), required=True),
        _F("protected_until", _DATE, _T("保护期至", "Protected until"), required=True),
        _F(
            "state",
            _CHOICE,
            _T("状态", "State"),
            required=True,
            options=v.options(
                ("granted", "已受理保护", "protected"),
                ("waiting", "审核中", "being looked at"),
                ("refused", "未受理", "refused"),
                ("ended", "已结束", "ended"),
            ),
        ),
        _F("note", _LONG, _T("说明", "Note")),
    ),
    title="project",
    parent="tender",
)
AMENDMENT = RecordKind(
    "amendment",
    _T("澄清/更正文件", "Amendment"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("name", _TEXT, _T("文件名称", "Document"), required=True),
        _F("issued_on", _DATE, _T("发布日期", "Issued on"), required=True),
        _F("followed", _YES, _T("已按其响应", "The answers follow it"), required=True),
        _F("evidence", _REF, _T("文件", "File"), target="evidence"),
        _F("note", _LONG, _T("变化说明", "What it changes")),
    ),
    title="name",
    parent="tender",
)
TABLE_HEAD = RecordKind(
    "table_head",
    _T("采购人规定的表头", "Head that the purchaser asks for"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F(
            "table",
            _CHOICE,
            _T("表格", "Table"),
            required=True,
            options=v.options(
                ("technical", "技术偏离表", "technical deviations"),
                ("business", "商务偏离表", "business deviations"),
                ("price", "分项报价表", "price lines"),
                ("config", "配置清单", "configuration"),
            ),
        ),
        _F(
            "columns",
            _LONG,
            _T("各列名称（一行一列，照抄）", "Columns, one a line, word for word"),
            required=True,
        ),
    ),
    title="columns",
    parent="tender",
)
INTEGRATION = RecordKind(
    "integration",
    _T("接口实施", "Interface to be built"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("system", _TEXT, _T("对接系统", "System"), required=True),
        _F("vendor", _TEXT, _T("对方厂商", "Its vendor")),
        _F("protocol", _TEXT, _T("协议与内容", "Protocol and content"), required=True),
        _F("owner", _TEXT, _T("负责方", "Who does it"), required=True),
        _F("cost", _TEXT, _T("接口费用承担方", "Who pays for it")),
        _F("days", _INT, _T("合同签订后完成", "Done after contract"), unit="日"),
        _F("proof", _TEXT, _T("完成标志", "Sign of completion")),
    ),
    title="system",
    parent="tender",
)
ROLLOUT = RecordKind(
    "rollout",
    _T("实施步骤", "Step of the rollout"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("step", _TEXT, _T("工作", "Work"), required=True),
        _F("owner", _TEXT, _T("负责方", "Who does it"), required=True),
        _F(
            "from_day",
            _INT,
            _T("开始（合同后）", "From (after contract)"),
            required=True,
            unit="日",
        ),
        _F(
            "to_day", _INT, _T("完成（合同后）", "Until (after contract)"), required=True, unit="日"
        ),
        _F("result", _TEXT, _T("交付物", "Result")),
    ),
    title="step",
    parent="tender",
)
TRAINING = RecordKind(
    "training",
    _T("培训安排", "Training session"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("topic", _TEXT, _T("内容", "Topic"), required=True),
        _F("audience", _TEXT, _T("对象", "Audience"), required=True),
        _F("hours", Kind.DECIMAL, _T("课时", "Hours"), required=True),
        _F("sessions", _INT, _T("场次", "Sessions"), required=True),
        _F("check", _TEXT, _T("考核与签到", "How it is signed off")),
    ),
    title="topic",
    parent="tender",
)
ACCEPTANCE = RecordKind(
    "acceptance",
    _T("验收项目", "Acceptance item"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("item", _TEXT, _T("验收项", "Item"), required=True),
        _F("method", _LONG, _T("方法与数据", "Method and data"), required=True),
        _F("criterion", _TEXT, _T("合格标准", "Criterion"), required=True),
        _F("clause", _TEXT, _T("对应条款", "Clause")),
    ),
    title="item",
    parent="tender",
)
BANNED_PART = RecordKind(
    "banned_part",
    _T("招标文件禁用的组件", "Component the tender bans"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("name", _TEXT, _T("组件名称", "Component"), required=True),
        _F("basis", _TEXT, _T("条款", "Clause")),
    ),
    title="name",
    parent="tender",
)
KINDS = (
    PROJECT_REPORT,
    AMENDMENT,
    TABLE_HEAD,
    INTEGRATION,
    ROLLOUT,
    TRAINING,
    ACCEPTANCE,
    BANNED_PART,
)
NOT_CONTENT = frozenset({"project_report", "amendment", "table_head"})
"""Kinds that tell about a tender without being part of what is handed over."""
