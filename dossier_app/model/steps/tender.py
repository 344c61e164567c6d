"""Step 5, tender: project, lots, marks, requirements, answers, prices, documents, authorisation."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, Section, Step
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import bidding
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
_TENDER = _F("tender", _REF, _T("投标项目", "Tender"), required=True, target="tender")

TENDER_STEP = Step(
    "tender",
    _T("投标文件", "Tender documents"),
    (
        Section(
            "tender.service",
            _T("服务与实施（各项目共用）", "Service and implementation (shared by all tenders)"),
            (
                _F(
                    "tender.implementation",
                    _LONG,
                    _T("实施方案", "Implementation plan"),
                    required=True,
                ),
                _F("tender.training", _LONG, _T("培训方案", "Training plan"), required=True),
                _F("tender.service", _LONG, _T("售后服务承诺", "Service promise"), required=True),
                _F("tender.acceptance", _LONG, _T("验收方案", "Acceptance plan"), required=True),
                _F(
                    "tender.security",
                    _LONG,
                    _T("数据与网络安全方案", "Data and network security plan"),
                    required=True,
                ),
            ),
        ),
        Section("tender.projects", _T("投标项目", "Tenders"), (), ("tender",)),
    ),
)
MODES = v.options(
    ("OPEN", "公开招标", "open tender"),
    ("INVITE", "邀请招标", "invited tender"),
    ("NEG", "竞争性谈判", "competitive negotiation"),
    ("CONSULT", "竞争性磋商", "competitive consultation"),
    ("INQ", "询价", "inquiry"),
    ("SINGLE", "单一来源", "single source"),
    ("FRAME", "框架协议采购", "framework agreement"),
    ("COINNOV", "合作创新采购", "innovation procurement"),
    ("INHOUSE", "院内采购", "in-house purchase"),
    ("TENDERLAW", "招标投标法项目", "Tendering Law project"),
)
DEVIATIONS = v.options(
    ("none", "无偏离", "no deviation"),
    ("positive", "正偏离", "positive deviation"),
    ("negative", "负偏离", "negative deviation"),
)
TENDER = RecordKind(
    "tender",
    _T("投标项目", "Tender"),
    Owner.DOSSIER,
    (
        _F("code", _TEXT, _T("内部代号", "Code"), required=True),
        _F("name", _TEXT, _T("项目名称", "Project name"), required=True),
        _F("number", _TEXT, _T("项目编号", "Project number"), required=True),
        _F("mode", _CHOICE, _T("采购方式", "Procurement mode"), required=True, options=MODES),
        _F("purchaser", _TEXT, _T("采购人", "Purchaser"), required=True),
        _F("region", _TEXT, _T("地区", "Region"), required=True),
        _F("agency", _TEXT, _T("代理机构", "Agency")),
        _F("budget", Kind.MONEY, _T("预算金额", "Budget"), unit="元"),
        _F("ceiling", Kind.MONEY, _T("最高限价", "Ceiling price"), unit="元"),
        _F("published_on", _DATE, _T("公告日期", "Published on")),
        _F("clarify_until", Kind.MOMENT, _T("澄清截止", "Clarification until")),
        _F("deadline", Kind.MOMENT, _T("投标截止时间", "Deadline"), required=True),
        _F("opening", Kind.MOMENT, _T("开标时间", "Opening"), required=True),
        _F(
            "validity_days",
            _INT,
            _T("投标有效期（要求）", "Bid validity demanded"),
            required=True,
            unit="日",
        ),
        _F("delivery_days", _INT, _T("交付期限（要求）", "Delivery demanded"), unit="日"),
        _F("warranty_months", _INT, _T("质保期（要求）", "Warranty demanded"), unit="月"),
        _F("distributor", _REF, _T("投标人（经销商）", "Bidder (distributor)"), target="party"),
        _F(
            "product_full_version",
            _TEXT,
            _T("投标产品完整版本", "Full version offered"),
            required=True,
        ),
        _F(
            "offer_validity_days",
            _INT,
            _T("投标有效期（响应）", "Bid validity offered"),
            required=True,
            unit="日",
        ),
        _F("offer_delivery_days", _INT, _T("交付期限（响应）", "Delivery offered"), unit="日"),
        _F("offer_warranty_months", _INT, _T("质保期（响应）", "Warranty offered"), unit="月"),
        _F("offer_total", Kind.MONEY, _T("投标总价", "Total offered"), unit="元"),
        _F("offer_total_words", _TEXT, _T("投标总价（大写）", "Total in capitals")),
        _F("interfaces_plan", _LONG, _T("接口与部署说明", "Interfaces and deployment")),
        _F("source", _REF, _T("招标文件", "Tender file"), target="evidence"),
        _F(
            "source_facts", _LONG, _T("招标文件载明事项", "Facts read from the file"), internal=True
        ),
        _F(
            "state",
            _CHOICE,
            _T("状态", "State"),
            required=True,
            options=v.options(
                ("preparing", "准备中", "preparing"),
                ("submitted", "已递交", "submitted"),
                ("won", "中标/成交", "won"),
                ("lost", "未中标", "lost"),
                ("dropped", "放弃", "dropped"),
            ),
        ),
        _F("result_note", _LONG, _T("结果与原因", "Result and reasons")),
        *bidding.TENDER_FIELDS,
    ),
    title="name",
)
LOT = RecordKind(
    "lot",
    _T("标段/包", "Lot"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("number", _TEXT, _T("包号", "Lot number"), required=True),
        _F("name", _TEXT, _T("名称", "Name"), required=True),
        _F("budget", Kind.MONEY, _T("预算", "Budget"), unit="元"),
        _F("ceiling", Kind.MONEY, _T("最高限价", "Ceiling"), unit="元"),
    ),
    title="name",
    parent="tender",
)
LOT_PRODUCT = RecordKind(
    "lot_product",
    _T("包内其他产品", "Other product in the lot"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("lot", _REF, _T("标段/包", "Lot"), target="lot"),
        _F("dossier_key", _TEXT, _T("产品卷宗", "Dossier of the product"), required=True),
        _F("quantity", _INT, _T("数量", "Quantity"), required=True),
    ),
    title="dossier_key",
    parent="tender",
)
MARK = RecordKind(
    "mark",
    _T("标记含义", "Mark"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("symbol", _TEXT, _T("标记", "Symbol")),
        _F(
            "effect",
            _CHOICE,
            _T("含义", "Effect"),
            required=True,
            options=v.options(
                ("reject", "不满足即无效", "reject if not met"),
                ("score", "影响得分", "costs points"),
                ("none", "无特别含义", "no effect"),
                ("unknown", "未明确", "unknown"),
            ),
        ),
        _F("points", Kind.DECIMAL, _T("每项扣分", "Points lost each")),
        _F(
            "basis",
            _LONG,
            _T("依据（招标文件原文或确认人）", "Basis: tender wording or who confirmed"),
        ),
    ),
    title="symbol",
    parent="tender",
)
REQUIREMENT = RecordKind(
    "requirement",
    _T("招标要求", "Requirement"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("lot", _REF, _T("标段/包", "Lot"), target="lot"),
        _F("section", _TEXT, _T("章节", "Section")),
        _F("number", _TEXT, _T("条款号", "Clause")),
        _F("marks", _TEXT, _T("标记", "Marks")),
        _F("effective_marks", _TEXT, _T("生效标记", "Effective marks")),
        _F("text", _LONG, _T("招标要求", "Requirement"), required=True),
        _F(
            "kind",
            _CHOICE,
            _T("类别", "Kind"),
            required=True,
            options=v.options(
                ("technical", "技术", "technical"),
                ("business", "商务", "business"),
                ("qualification", "资格", "qualification"),
                ("other", "其他", "other"),
            ),
        ),
        _F("thresholds", _LONG, _T("数值要求", "Thresholds"), internal=True),
        _F("place", _TEXT, _T("原文位置", "Place in the file")),
        _F("evidence_wanted", _TEXT, _T("要求的证明材料", "Evidence demanded")),
        *bidding.REQUIREMENT_FIELDS,
    ),
    title="text",
    parent="tender",
)
RESPONSE = RecordKind(
    "response",
    _T("投标响应", "Response"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("requirement", _REF, _T("招标要求", "Requirement"), required=True, target="requirement"),
        _F("text", _LONG, _T("投标响应", "Response"), required=True),
        _F("deviation", _CHOICE, _T("偏离情况", "Deviation"), required=True, options=DEVIATIONS),
        _F("note", _LONG, _T("偏离说明", "Explanation")),
        _F("source", _TEXT, _T("答复来源", "Source of the answer")),
        _F("confirmed_by", _TEXT, _T("确认人", "Confirmed by")),
    ),
    title="text",
    parent="tender",
)
SCORE_ITEM = RecordKind(
    "score_item",
    _T("评分项", "Scoring item"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("group", _TEXT, _T("评分类别", "Group"), required=True),
        _F("item", _LONG, _T("评分标准（原文）", "Standard, word for word"), required=True),
        _F("points", Kind.DECIMAL, _T("分值", "Points"), required=True),
        _F("expected", Kind.DECIMAL, _T("预计得分", "Expected points")),
        _F("note", _LONG, _T("自查情况", "Self-check")),
        *bidding.SCORE_FIELDS,
    ),
    title="item",
    parent="tender",
)
PRICE_LINE = RecordKind(
    "price_line",
    _T("分项报价", "Price line"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("number", _TEXT, _T("序号", "No."), required=True),
        _F("name", _TEXT, _T("产品名称", "Product name"), required=True),
        _F("brand", _TEXT, _T("品牌", "Brand")),
        _F("model", _TEXT, _T("规格型号", "Model"), required=True),
        _F("maker", _TEXT, _T("制造商", "Maker"), required=True),
        _F("origin", _TEXT, _T("产地", "Origin"), required=True),
        _F("unit", _TEXT, _T("单位", "Unit"), required=True),
        _F("quantity", Kind.DECIMAL, _T("数量", "Quantity"), required=True),
        _F(
            "unit_price",
            Kind.MONEY,
            _T("单价（元）", "Unit price (yuan)"),
            required=True,
            unit="元",
        ),
        _F("total", Kind.MONEY, _T("合计（元）", "Total (yuan)"), required=True, unit="元"),
        _F("ceiling", Kind.MONEY, _T("分项最高限价", "Ceiling of the line"), unit="元"),
        _F(
            "supply_price",
            Kind.MONEY,
            _T("供货价（内部，不导出）", "Supply price (internal, never exported)"),
            unit="元",
            internal=True,
        ),
        _F("remark", _TEXT, _T("备注", "Remark")),
        *bidding.PRICE_FIELDS,
    ),
    title="name",
    parent="tender",
)
CONFIG_ITEM = RecordKind(
    "config_item",
    _T("配置清单", "Configuration"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("number", _TEXT, _T("序号", "No."), required=True),
        _F("name", _TEXT, _T("名称", "Name"), required=True),
        _F("model", _TEXT, _T("品牌/型号/版本", "Brand, model, version"), required=True),
        _F("quantity", Kind.DECIMAL, _T("数量", "Quantity"), required=True),
        _F("unit", _TEXT, _T("单位", "Unit"), required=True),
        _F(
            "standard",
            _CHOICE,
            _T("标配/选配", "Standard or optional"),
            required=True,
            options=v.options(("standard", "标配", "standard"), ("optional", "选配", "optional")),
        ),
        _F("description", _LONG, _T("功能描述", "Description"), required=True),
        _F("clauses", _TEXT, _T("对应参数条款", "Clauses")),
        _F("remark", _TEXT, _T("备注", "Remark")),
    ),
    title="name",
    parent="tender",
)
PROVIDERS = v.options(
    ("M", "生产企业", "manufacturer"),
    ("D", "经销商（投标人）", "distributor (bidder)"),
    ("A", "代理机构", "agency"),
    ("H", "医院", "hospital"),
    ("T", "第三方", "third party"),
)
QUALIFICATION = RecordKind(
    "qualification",
    _T("资格文件", "Qualification document"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("part", _TEXT, _T("文件代号（P01-P42）", "Part (P01-P42)")),
        _F("name", _TEXT, _T("文件名称", "Document"), required=True),
        _F("provider", _CHOICE, _T("提供方", "Provided by"), required=True, options=PROVIDERS),
        _F("mandatory", Kind.YES_NO, _T("必须提供", "Mandatory"), required=True),
        _F("licence", _REF, _T("证照", "Licence"), target="licence"),
        _F("evidence", _REF, _T("文件", "File"), target="evidence"),
        _F("dated", _DATE, _T("文件日期", "Date of the document")),
        _F("expires_on", _DATE, _T("有效期至", "Valid until")),
        _F("seal", Kind.YES_NO, _T("需盖章签字", "Needs seal or signature")),
        _F("note", _LONG, _T("说明", "Note")),
        *bidding.QUALIFICATION_FIELDS,
    ),
    title="name",
    parent="tender",
)
AUTHORISATION = RecordKind(
    "authorisation",
    _T("授权书", "Authorisation"),
    Owner.DOSSIER,
    (
        _TENDER,
        _F("from_party", _REF, _T("授权方", "From"), required=True, target="party"),
        _F("to_party", _REF, _T("被授权方", "To"), required=True, target="party"),
        _F("number", _TEXT, _T("授权书编号", "Number"), required=True),
        _F("product", _TEXT, _T("授权产品及型号", "Product and model"), required=True),
        _F("territory", _TEXT, _T("授权区域", "Territory"), required=True),
        _F("project", _TEXT, _T("授权项目", "Project"), required=True),
        _F("issued_on", _DATE, _T("签发日期", "Issued on"), required=True),
        _F("expires_on", _DATE, _T("有效期至", "Valid until"), required=True),
        _F("withdrawn_on", _DATE, _T("撤回日期", "Withdrawn on")),
        _F("signatory", _TEXT, _T("签署人", "Signatory")),
        _F("evidence", _REF, _T("授权书扫描件", "Scan"), target="evidence"),
        *bidding.AUTHORISATION_FIELDS,
    ),
    title="number",
    parent="tender",
)
PACK_ISSUE = RecordKind(
    "pack_issue",
    _T("已发出的材料", "Pack handed out"),
    Owner.DOSSIER,
    (
        _F("tender", _REF, _T("投标项目", "Tender"), target="tender"),
        _F("what", _TEXT, _T("材料", "What"), required=True),
        _F("distributor", _REF, _T("接收方", "Recipient"), target="party"),
        _F("issued_on", _DATE, _T("日期", "Date"), required=True),
        _F("documents_hash", _TEXT, _T("文档编号", "Documents hash"), required=True),
        _F("state", _TEXT, _T("状态", "State"), required=True),
        _F("facts", _LONG, _T("所载事实", "Facts it holds"), internal=True),
        _F("fact_pages", _LONG, _T("事实所在页", "Pages of the facts"), internal=True),
        *bidding.PACK_FIELDS,
    ),
    title="what",
    parent="tender",
)
KINDS = (
    TENDER,
    LOT,
    LOT_PRODUCT,
    MARK,
    REQUIREMENT,
    RESPONSE,
    SCORE_ITEM,
    PRICE_LINE,
    CONFIG_ITEM,
    QUALIFICATION,
    AUTHORISATION,
    PACK_ISSUE,
    *bidding.KINDS,
)
