"""Record kinds beyond the five steps: what fills the registration directory, supplement letters, the market, hospital projects."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, When
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE, _DATE, _REF = (
    Kind.LONG_TEXT,
    Kind.TEXT,
    Kind.CHOICE,
    Kind.DATE,
    Kind.REFERENCE,
)

FILING_ITEM = RecordKind(
    "filing_item",
    _T("申报资料归位", "Filing item"),
    Owner.DOSSIER,
    (
        _F("heading", _TEXT, _T("目录标题代码", "Heading code"), required=True),
        _F("evidence", _REF, _T("文件", "File"), target="evidence"),
        _F(
            "state",
            _CHOICE,
            _T("状态", "State"),
            required=True,
            options=v.options(
                ("draft", "未批准", "not approved"),
                ("approved", "已批准", "approved"),
                ("waived", "不适用", "does not apply"),
            ),
        ),
        _F("reason", _LONG, _T("理由", "Reason")),
        _F("person", _TEXT, _T("姓名", "Person")),
        _F("on", _DATE, _T("日期", "Date")),
        _F("content_hash", _TEXT, _T("所批准内容", "Content approved"), internal=True),
    ),
    title="heading",
)
PAPER_TEXT = RecordKind(
    "paper_text",
    _T("文件补充内容", "Text for a paper"),
    Owner.DOSSIER,
    (
        _F("chapter", _TEXT, _T("章节", "Chapter"), required=True),
        _F("text", _LONG, _T("内容", "Text"), required=True),
    ),
    title="chapter",
)
HAZARD = RecordKind(
    "hazard",
    _T("危险与风险控制", "Hazard and control"),
    Owner.DOSSIER,
    (
        _F("hazard", _TEXT, _T("危险（源）", "Hazard"), required=True),
        _F("situation", _LONG, _T("危险情况", "Hazardous situation"), required=True),
        _F("harm", _TEXT, _T("损害", "Harm"), required=True),
        _F("output", _REF, _T("相关输出", "Output concerned"), target="output"),
        _F("before", _TEXT, _T("控制前风险", "Risk before control")),
        _F("control", _LONG, _T("控制措施", "Control"), required=True),
        _F(
            "control_kind",
            _CHOICE,
            _T("措施类型", "Kind of control"),
            options=v.options(
                ("design", "固有安全设计", "inherently safe design"),
                ("protection", "防护措施", "protective measure"),
                ("information", "安全信息与培训", "safety information and training"),
            ),
        ),
        _F("verification", _LONG, _T("验证", "Verification")),
        _F("residual", _TEXT, _T("剩余风险", "Residual risk")),
        _F("evidence", _REF, _T("证据", "Evidence"), target="evidence"),
    ),
    title="hazard",
)
LETTER = RecordKind(
    "letter",
    _T("发补通知", "Supplement letter"),
    Owner.DOSSIER,
    (
        _F("number", _TEXT, _T("通知编号", "Number"), required=True),
        _F("issuer", _TEXT, _T("出具单位", "Issuer")),
        _F("received_on", _DATE, _T("收到日期", "Received on"), required=True),
        _F("due", _DATE, _T("补正截止日", "Reply due")),
        _F("replied_on", _DATE, _T("提交日期", "Replied on")),
        _F("evidence", _REF, _T("通知原件", "The letter"), target="evidence"),
        _F("note", _LONG, _T("说明", "Note")),
    ),
    title="number",
)
LETTER_POINT = RecordKind(
    "letter_point",
    _T("发补意见", "Point of a letter"),
    Owner.DOSSIER,
    (
        _F("letter", _REF, _T("发补通知", "Letter"), required=True, target="letter"),
        _F("number", _TEXT, _T("序号", "No."), required=True),
        _F("text", _LONG, _T("意见原文", "Point, word for word"), required=True),
        _F("place", _TEXT, _T("涉及字段", "Field concerned")),
        _F("heading", _TEXT, _T("涉及目录标题", "Heading concerned")),
        _F("owner", _TEXT, _T("负责人", "Owner")),
        _F("due", _DATE, _T("内部期限", "Internal due date")),
        _F("reply", _LONG, _T("答复", "Reply")),
        _F("changed_pages", _LONG, _T("修改处及页码", "What changed, with pages")),
        _F("evidence", _REF, _T("补正附件", "Attachment"), target="evidence"),
        _F(
            "state",
            _CHOICE,
            _T("状态", "State"),
            required=True,
            options=v.options(
                ("open", "未答复", "open"),
                ("drafted", "已起草", "drafted"),
                ("answered", "已定稿", "final"),
            ),
        ),
    ),
    title="number",
    parent="letter",
)
INCIDENT = RecordKind(
    "incident",
    _T("上市后记录", "Post-market record"),
    Owner.DOSSIER,
    (
        _F(
            "kind",
            _CHOICE,
            _T("种类", "Kind"),
            required=True,
            options=v.options(
                ("complaint", "投诉", "complaint"),
                ("adverse_event", "不良事件", "adverse event"),
                ("risk_report", "定期风险评价报告", "periodic risk report"),
                ("recall", "召回", "recall"),
                ("miss", "漏诊", "miss"),
                ("drift", "性能漂移", "drift"),
                ("override", "医师改判率", "override rate"),
                ("use_rate", "使用率", "use rate"),
            ),
        ),
        _F("site", _TEXT, _T("使用单位", "Site"), required=True),
        _F("occurred_on", _DATE, _T("发生日期", "Happened on"), required=True),
        _F("known_on", _DATE, _T("知悉日期", "Known on")),
        _F("description", _LONG, _T("经过", "What happened"), required=True),
        _F(
            "harm",
            _CHOICE,
            _T("伤害程度", "Harm"),
            options=v.options(
                ("death", "死亡", "death"),
                ("serious", "严重伤害或可能导致", "serious injury or possible"),
                ("other", "其他伤害", "other"),
                ("none", "无伤害", "none"),
            ),
            when=When("kind", ("complaint", "adverse_event", "recall", "miss")),
        ),
        _F("release_version", _TEXT, _T("软件发布版本", "Release version")),
        _F("value", Kind.DECIMAL, _T("比率（%）", "Rate (%)"), unit="%"),
        _F("limit", Kind.DECIMAL, _T("警戒值（%）", "Alert limit (%)"), unit="%"),
        _F(
            "suspects",
            Kind.CHOICES,
            _T("使之存疑", "Makes suspect"),
            options=v.options(
                ("claim", "主张", "claim"),
                ("ptr", "产品技术要求", "PTR"),
                ("ifu", "说明书", "IFU"),
                ("packs", "已发出的材料包", "packs handed out"),
            ),
        ),
        _F("owner", _TEXT, _T("负责人", "Owner")),
        _F("due", _DATE, _T("期限", "Due")),
        _F(
            "state",
            _CHOICE,
            _T("状态", "State"),
            required=True,
            options=v.options(
                ("open", "处理中", "open"),
                ("resolved", "已结论", "resolved"),
            ),
        ),
        _F("resolved_on", _DATE, _T("结论日期", "Resolved on")),
        _F("conclusion", _LONG, _T("结论与措施", "Conclusion and measures")),
        _F("evidence", _REF, _T("附件", "Attachment"), target="evidence"),
    ),
    title="description",
)
CHAMPION = RecordKind(
    "champion",
    _T("科室牵头人", "Department champion"),
    Owner.DOSSIER,
    (
        _F("name", _TEXT, _T("姓名", "Name"), required=True),
        _F("hospital", _TEXT, _T("医院", "Hospital"), required=True),
        _F("department", _TEXT, _T("科室及职务", "Department and post"), required=True),
        _F("tender", _REF, _T("项目", "Project"), target="tender"),
        _F("problem", _LONG, _T("要解决的临床问题", "Clinical problem"), required=True),
        _F("defends", _LONG, _T("须当众答辩的问题", "What he must defend"), required=True),
        _F("workload", _LONG, _T("现有工作量与人力", "Workload and staff today")),
        _F("alternatives", _LONG, _T("不采购的替代做法", "What is done without it")),
        _F("cost", _LONG, _T("全周期成本与资金来源", "Lifecycle cost and funding")),
        _F("risks", _LONG, _T("风险与对策", "Risks and answers")),
    ),
    title="name",
)
ACCESS_DECISION = RecordKind(
    "access_decision",
    _T("准入决策", "Access decision"),
    Owner.DOSSIER,
    (
        _F("tender", _REF, _T("项目", "Project"), target="tender"),
        _F("hospital", _TEXT, _T("医院", "Hospital"), required=True),
        _F("segment", _LONG, _T("细分市场", "Segment"), required=True),
        _F("decider", _LONG, _T("决策人", "Decision-maker"), required=True),
        _F("payment", _LONG, _T("支付路径", "Payment route"), required=True),
        _F("threshold", _LONG, _T("证据门槛", "Evidence threshold"), required=True),
        _F(
            "verdict",
            _CHOICE,
            _T("结论", "Verdict"),
            required=True,
            options=v.options(
                ("act", "近期行动", "act soon"),
                ("verify", "待核实", "to be verified"),
                ("watch", "长期信号", "long-term signal"),
            ),
        ),
        _F("reason", _LONG, _T("理由", "Reason"), required=True),
        _F("next", _LONG, _T("下一步", "Next step")),
        _F("person", _TEXT, _T("判断人", "Decided by"), required=True),
        _F("on", _DATE, _T("日期", "Date"), required=True),
    ),
    title="hospital",
)
REGIME_CHOICE = RecordKind(
    "regime_choice",
    _T("采购路径判断", "Procurement route"),
    Owner.DOSSIER,
    (
        _F("regime", _TEXT, _T("制度", "Regime"), required=True),
        _F("tender", _REF, _T("项目", "Project"), target="tender"),
        _F(
            "applies",
            _CHOICE,
            _T("是否适用", "Applies"),
            required=True,
            options=v.options(
                ("yes", "适用", "applies"),
                ("no", "不适用", "does not apply"),
                ("check", "待核对", "to be checked"),
            ),
        ),
        _F("why", _LONG, _T("理由", "Why"), required=True),
        _F("person", _TEXT, _T("判断人", "Decided by")),
        _F("on", _DATE, _T("日期", "Date")),
    ),
    title="regime",
)
PLACE_PROFILE = RecordKind(
    "place_profile",
    _T("地区与医院档案", "Place profile"),
    Owner.FIRM,
    (
        _F(
            "kind",
            _CHOICE,
            _T("种类", "Kind"),
            required=True,
            options=v.options(
                ("province", "省", "province"),
                ("city", "市", "city"),
                ("platform", "采购平台", "platform"),
                ("hospital", "医院", "hospital"),
            ),
        ),
        _F("name", _TEXT, _T("名称", "Name"), required=True),
        _F("limits", _LONG, _T("限额与门槛", "Limits")),
        _F("forms", _LONG, _T("表格与格式要求", "Forms")),
        _F("price_items", _LONG, _T("收费项目", "Price items")),
        _F("service_demands", _LONG, _T("服务要求", "Service demands")),
        _F("source", _LONG, _T("来源", "Source")),
        _F("checked_on", _DATE, _T("核对日期", "Checked on"), required=True),
        _F("confirmed", Kind.YES_NO, _T("已与原文核对", "Confirmed against the original")),
    ),
    title="name",
)
KINDS = (
    FILING_ITEM,
    PAPER_TEXT,
    HAZARD,
    LETTER,
    LETTER_POINT,
    INCIDENT,
    CHAMPION,
    ACCESS_DECISION,
    REGIME_CHOICE,
    PLACE_PROFILE,
)
