"""Record kinds that serve all steps: what belongs to the firm, evidence and its links, gates, notes."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import bidshared
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE, _DATE, _INT, _REF = (
    Kind.LONG_TEXT,
    Kind.TEXT,
    Kind.CHOICE,
    Kind.DATE,
    Kind.INTEGER,
    Kind.REFERENCE,
)

EVIDENCE_KINDS = v.options(
    ("certificate", "注册证及变更文件", "certificate and change files"),
    ("ptr", "产品技术要求", "product technical requirements"),
    ("licence", "企业证照", "licence"),
    ("test_report", "检验/检测报告", "test report"),
    ("clinical", "临床评价/试验资料", "clinical evaluation"),
    ("algorithm", "算法研究资料", "algorithm research"),
    ("data_agreement", "数据协议与伦理批件", "data agreement or ethics approval"),
    ("manual", "说明书", "instructions for use"),
    ("brochure", "彩页/白皮书", "brochure or white paper"),
    ("screenshot", "功能截图", "screenshot"),
    ("conformance", "DICOM 符合性声明", "DICOM conformance statement"),
    ("security", "网络安全资料", "security document"),
    ("contract", "业绩合同", "reference contract"),
    ("authorisation", "授权书", "authorisation"),
    ("tender_file", "招标文件", "tender file"),
    ("service", "售后服务资料", "service document"),
    ("software", "软件著作权", "software copyright"),
    ("regulatory", "申请表与监管往来", "forms and letters of the authority"),
    ("statement", "声明与承诺", "declaration"),
    ("qms", "质量管理体系资料", "quality management"),
    ("risk", "风险管理资料", "risk management"),
    ("label", "标签样稿", "label"),
    ("other", "其他", "other"),
)
PARTY = RecordKind(
    "party",
    _T("单位", "Party"),
    Owner.FIRM,
    (
        _F("name", _TEXT, _T("单位名称", "Name"), required=True),
        _F("name_en", _TEXT, _T("英文名称", "English name")),
        _F(
            "role",
            _CHOICE,
            _T("角色", "Role"),
            required=True,
            options=v.options(
                ("registrant", "注册人", "registrant"),
                ("maker", "受托生产企业", "contract maker"),
                ("distributor", "经销商", "distributor"),
                ("hospital", "医院", "hospital"),
                ("agency", "代理机构", "agency"),
                ("other", "其他", "other"),
            ),
        ),
        _F("code", _TEXT, _T("统一社会信用代码", "Unified social credit code")),
        _F("address", _TEXT, _T("住所", "Address")),
        _F("production_address", _TEXT, _T("生产地址", "Production address")),
        _F("region", _TEXT, _T("省份", "Province")),
        _F("legal_person", _TEXT, _T("法定代表人", "Legal representative")),
        _F("contact", _TEXT, _T("联系人", "Contact")),
        _F("phone", _TEXT, _T("电话", "Telephone")),
        *bidshared.PARTY_FIELDS,
    ),
    title="name",
)
LICENCE = RecordKind(
    "licence",
    _T("企业证照", "Licence"),
    Owner.FIRM,
    (
        _F("party", _REF, _T("持有单位", "Holder"), required=True, target="party"),
        _F(
            "kind",
            _CHOICE,
            _T("证照种类", "Kind"),
            required=True,
            options=v.options(
                ("business", "营业执照", "business licence"),
                ("production", "医疗器械生产许可证", "production licence"),
                ("trade", "医疗器械经营许可证", "trade licence"),
                ("trade_filing", "第二类医疗器械经营备案凭证", "class II trade filing"),
                ("iso13485", "ISO 13485 证书", "ISO 13485"),
                ("iso27001", "ISO 27001 证书", "ISO 27001"),
                ("mlps", "等级保护测评/备案", "MLPS report"),
                ("copyright", "软件著作权登记证书", "software copyright"),
                ("sme", "中小企业声明函", "SME declaration"),
                ("domestic", "本国产品声明函", "domestic product declaration"),
                ("other", "其他", "other"),
            ),
        ),
        _F("number", _TEXT, _T("编号", "Number"), required=True),
        _F("issuer", _TEXT, _T("发证机关", "Issuer"), required=True),
        _F("scope", _LONG, _T("范围", "Scope")),
        _F("issued_on", _DATE, _T("发证日期", "Issued on"), required=True),
        _F("expires_on", _DATE, _T("有效期至（长期则留空）", "Valid until (empty: no term)")),
        _F("renewal_filed_on", _DATE, _T("延续受理日期", "Renewal accepted on")),
        _F("evidence", _REF, _T("扫描件", "Scan"), target="evidence"),
        *bidshared.LICENCE_FIELDS,
    ),
    title="number",
)
REFERENCE_CASE = RecordKind(
    "reference_case",
    _T("业绩", "Reference"),
    Owner.FIRM,
    (
        _F("hospital", _TEXT, _T("用户单位", "Hospital"), required=True),
        _F("project", _TEXT, _T("项目名称", "Project"), required=True),
        _F("amount", Kind.MONEY, _T("合同金额", "Amount"), unit="元"),
        _F("signed_on", _DATE, _T("签订日期", "Signed on"), required=True),
        _F("product", _TEXT, _T("产品型号", "Product and model"), required=True),
        _F("contact", _TEXT, _T("联系人及电话", "Contact")),
        _F("evidence", _REF, _T("合同关键页/验收单", "Contract pages"), target="evidence"),
    ),
    title="hospital",
)
SERVICE_POINT = RecordKind(
    "service_point",
    _T("服务网点", "Service point"),
    Owner.FIRM,
    (
        _F("name", _TEXT, _T("网点", "Office"), required=True),
        _F("cities", _TEXT, _T("覆盖城市", "Cities"), required=True),
        _F("engineer", _TEXT, _T("工程师", "Engineer"), required=True),
        _F("certificate", _TEXT, _T("工程师资质", "Engineer's certificate")),
        _F("distance_km", _INT, _T("到院距离（公里）", "Distance (km)")),
        _F("response_hours", Kind.DECIMAL, _T("承诺响应（小时）", "Response promised (h)")),
        _F(
            "onsite_hours",
            Kind.DECIMAL,
            _T("承诺到场（小时）", "On site promised (h)"),
            required=True,
        ),
        _F("achieved_hours", Kind.DECIMAL, _T("实际到场（小时）", "On site achieved (h)")),
        _F("contract_until", _DATE, _T("合同有效期至", "Contract until")),
        _F("certificate_until", _DATE, _T("工程师资质有效期至", "Engineer's certificate until")),
    ),
    title="name",
)
PAST_ANSWER = RecordKind(
    "past_answer",
    _T("过往答复", "Past answer"),
    Owner.FIRM,
    (
        _F("requirement", _LONG, _T("原要求", "Requirement"), required=True),
        _F("answer", _LONG, _T("答复", "Answer"), required=True),
        _F(
            "deviation",
            _CHOICE,
            _T("偏离", "Deviation"),
            options=v.options(
                ("none", "无偏离", "none"),
                ("positive", "正偏离", "positive"),
                ("negative", "负偏离", "negative"),
            ),
        ),
        _F("project", _TEXT, _T("项目", "Project")),
        _F("product", _TEXT, _T("产品", "Product")),
        _F("answered_on", _DATE, _T("日期", "Date")),
        _F("won", Kind.YES_NO, _T("中标", "Won")),
        _F("score", Kind.DECIMAL, _T("技术得分", "Technical points")),
    ),
    title="requirement",
)
PERSON = RecordKind(
    "person",
    _T("人员", "Person"),
    Owner.FIRM,
    (
        _F("name", _TEXT, _T("姓名", "Name"), required=True),
        _F(
            "role",
            _CHOICE,
            _T("岗位", "Role"),
            required=True,
            options=v.options(
                ("regulatory", "注册", "regulatory"),
                ("presales", "售前", "presales"),
                ("commercial", "商务", "commercial"),
                ("channel", "渠道", "channel"),
                ("quality", "质量", "quality"),
                ("manager", "总经理", "manager"),
            ),
        ),
    ),
    title="name",
)
EVIDENCE = RecordKind(
    "evidence",
    _T("证据文件", "Evidence"),
    Owner.EITHER,
    (
        _F("title", _TEXT, _T("标题", "Title"), required=True),
        _F("kind", _CHOICE, _T("种类", "Kind"), required=True, options=EVIDENCE_KINDS),
        _F("sha256", _TEXT, _T("SHA-256", "SHA-256"), required=True, internal=True),
        _F("file_name", _TEXT, _T("文件名", "File name"), required=True),
        _F("media_type", _TEXT, _T("类型", "Type"), required=True, internal=True),
        _F("bytes", _INT, _T("大小", "Size"), internal=True),
        _F("pages", _INT, _T("页数", "Pages")),
        _F("dpi", _INT, _T("扫描分辨率", "Scan resolution"), unit="dpi"),
        _F("issuer", _TEXT, _T("出具单位", "Issuer")),
        _F("number", _TEXT, _T("编号", "Number")),
        _F("dated", _DATE, _T("日期", "Date")),
        _F("expires_on", _DATE, _T("有效期至", "Valid until")),
        _F("version", _TEXT, _T("版本", "Version")),
        _F("language", _CHOICE, _T("语言", "Language"), options=v.LANGUAGES),
        _F("proves", _LONG, _T("证明什么", "What it proves")),
        _F("audience", Kind.CHOICES, _T("说服谁", "Persuades whom"), options=v.STAKEHOLDERS),
        _F("supersedes", _REF, _T("代替的旧版", "Supersedes"), target="evidence"),
        _F(
            "disclosure",
            _CHOICE,
            _T("披露级别", "Disclosure"),
            required=True,
            options=v.options(
                ("public", "公开", "public"),
                ("tender", "投标可用", "may go into tenders"),
                ("excerpt", "脱敏摘页", "redacted excerpt"),
                ("internal", "内部", "internal"),
            ),
        ),
    ),
    title="title",
)
LINK = RecordKind(
    "link",
    _T("证据引用", "Evidence link"),
    Owner.DOSSIER,
    (
        _F("evidence", _REF, _T("证据", "Evidence"), required=True, target="evidence"),
        _F("target_kind", _TEXT, _T("引用对象", "Target kind"), required=True, internal=True),
        _F("target", _TEXT, _T("引用对象编号", "Target id"), required=True, internal=True),
        _F("pages", _TEXT, _T("页码", "Pages")),
        _F("quote", _LONG, _T("引用原句", "Quoted sentence")),
        _F("bidder_pages", _TEXT, _T("投标文件页码", "Page in the bid")),
        _F("confirmed_hash", _TEXT, _T("确认时的版本", "Hash when confirmed"), internal=True),
    ),
    title="pages",
)
GATE = RecordKind(
    "gate",
    _T("准入环节", "Gate"),
    Owner.DOSSIER,
    (
        _F("gate", _TEXT, _T("环节", "Gate"), required=True),
        _F("tender", _REF, _T("投标项目", "Tender"), target="tender"),
        _F(
            "state",
            _CHOICE,
            _T("状态", "State"),
            required=True,
            options=v.options(
                ("open", "未到", "not reached"),
                ("running", "进行", "running"),
                ("passed", "已过", "passed"),
                ("not_needed", "不适用", "not needed"),
            ),
        ),
        _F("owner", _TEXT, _T("负责人", "Owner")),
        _F("due", _DATE, _T("期限", "Due")),
        _F("done_on", _DATE, _T("完成日期", "Done on")),
        _F("note", _LONG, _T("说明", "Note")),
        _F("started_on", _DATE, _T("开始日期", "Started on")),
        _F("decider", _TEXT, _T("决策人与权限", "Who decides")),
    ),
    title="gate",
)
COMMENT = RecordKind(
    "comment",
    _T("批注/任务", "Comment or task"),
    Owner.DOSSIER,
    (
        _F("place", _TEXT, _T("位置", "Place"), required=True),
        _F("text", _LONG, _T("内容", "Text"), required=True),
        _F("author", _TEXT, _T("作者", "Author"), required=True),
        _F("owner", _TEXT, _T("负责人", "Owner")),
        _F("due", _DATE, _T("期限", "Due")),
        _F("done", Kind.YES_NO, _T("已完成", "Done")),
    ),
    title="text",
)
CONFIRMATION = RecordKind(
    "confirmation",
    _T("确认", "Confirmation"),
    Owner.DOSSIER,
    (
        _F("what", _TEXT, _T("确认对象", "What"), required=True),
        _F("person", _TEXT, _T("姓名", "Person"), required=True),
        _F(
            "meaning",
            _CHOICE,
            _T("含义", "Meaning"),
            required=True,
            options=v.options(
                ("compiled", "编制", "compiled"),
                ("reviewed", "审核", "reviewed"),
                ("approved", "批准", "approved"),
                ("released", "注册放行", "released"),
                ("classified", "分类确认", "classification confirmed"),
                ("overridden", "改判", "overridden"),
                ("acknowledged", "告警已阅", "warning acknowledged"),
            ),
        ),
        _F("reason", _LONG, _T("理由", "Reason")),
        _F(
            "content_hash",
            _TEXT,
            _T("所确认内容", "Hash of the content"),
            required=True,
            internal=True,
        ),
        _F("on", _DATE, _T("日期", "Date"), required=True),
    ),
    title="what",
)
KINDS = (
    PARTY,
    LICENCE,
    REFERENCE_CASE,
    SERVICE_POINT,
    PAST_ANSWER,
    PERSON,
    EVIDENCE,
    LINK,
    GATE,
    COMMENT,
    CONFIRMATION,
)
