"""Record kinds of step 1: versions, functions, single claims, outputs, interfaces, approved papers."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, When
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE, _DATE = Kind.LONG_TEXT, Kind.TEXT, Kind.CHOICE, Kind.DATE

VERSION = RecordKind(
    "version",
    _T("产品版本", "Product version"),
    Owner.DOSSIER,
    (
        _F("release", _TEXT, _T("发布版本", "Release version"), required=True),
        _F("full", _TEXT, _T("完整版本", "Full version"), required=True),
        _F("built_on", _DATE, _T("构建日期", "Built on"), required=True),
        _F("hash", _TEXT, _T("HASH 值", "Hash value")),
        _F("change", _LONG, _T("更新内容", "Change")),
        _F(
            "change_class",
            _CHOICE,
            _T("更新类别", "Update class"),
            options=v.options(
                ("first", "首次发布", "first release"),
                ("major", "重大", "major"),
                ("minor", "轻微", "minor"),
            ),
        ),
    ),
    title="full",
)
FUNCTION = RecordKind(
    "function",
    _T("功能", "Function"),
    Owner.DOSSIER,
    (
        _F("name", _TEXT, _T("功能名称", "Function name"), required=True),
        _F(
            "core",
            _CHOICE,
            _T("核心功能类型", "Core function type"),
            required=True,
            options=v.CORE_FUNCTIONS,
        ),
        _F("type", _CHOICE, _T("功能类型", "Function type"), options=v.FUNCTIONS),
        _F("algorithm", _CHOICE, _T("算法", "Algorithm"), required=True, options=v.ALGORITHMS),
        _F(
            "maturity",
            _CHOICE,
            _T("算法成熟度", "Algorithm maturity"),
            options=v.MATURITIES,
            when=When("algorithm", ("ai", "unknown")),
        ),
        _F(
            "conclusion",
            _CHOICE,
            _T("输出结论", "Conclusion"),
            required=True,
            options=v.CONCLUSIONS,
        ),
        _F("description", _LONG, _T("说明", "Description"), required=True),
        _F(
            "registered",
            Kind.YES_NO,
            _T("已在核准范围内", "Within the approved scope"),
            required=True,
        ),
    ),
    title="name",
)
CLAIM_ITEM = RecordKind(
    "claim_item",
    _T("单条主张", "Single claim"),
    Owner.DOSSIER,
    (
        _F("text", _LONG, _T("主张原文", "Claim wording"), required=True),
        _F(
            "kind",
            _CHOICE,
            _T("主张类型", "Claim kind"),
            required=True,
            options=v.options(
                ("detection", "检测", "detection"),
                ("diagnosis", "诊断/分级", "diagnosis or grading"),
                ("triage", "分诊/优先级", "triage or priority"),
                ("quantification", "定量", "quantification"),
                ("processing", "图像处理", "processing"),
                ("workflow", "流程与时间", "workflow and time"),
                ("report", "报告生成", "report generation"),
                ("follow_up", "随访", "follow-up"),
                ("integration", "集成与安全", "integration and security"),
                ("decision_support", "决策支持", "decision support"),
                ("monitoring", "监测", "monitoring"),
                ("therapy", "治疗", "therapy"),
                ("administrative", "行政管理", "administrative"),
                ("wellness", "健康管理", "wellness"),
            ),
        ),
        _F("function", Kind.REFERENCE, _T("对应功能", "Function"), target="function"),
        _F("metric", _TEXT, _T("指标", "Metric")),
        _F("value", _TEXT, _T("数值（含置信区间）", "Value with confidence interval")),
        _F(
            "result",
            Kind.REFERENCE,
            _T("数据来源（性能结果）", "Source (performance result)"),
            target="result",
        ),
        _F("outside", Kind.YES_NO, _T("不属于本产品", "Outside this product")),
        _F("accepted_gap", _LONG, _T("已接受的证据缺口及理由", "Accepted gap with reason")),
    ),
    title="text",
)
OUTPUT = RecordKind(
    "output",
    _T("输出", "Output"),
    Owner.DOSSIER,
    (
        _F("name", _TEXT, _T("输出内容", "Output"), required=True),
        _F("recipient", _TEXT, _T("谁接收", "Who receives it"), required=True),
        _F("within", _TEXT, _T("多长时间内", "Within what time"), required=True),
        _F("acts", _TEXT, _T("谁行动", "Who acts"), required=True),
        _F("signs", _TEXT, _T("谁签发报告", "Who signs the report"), required=True),
        _F(
            "accountable",
            _TEXT,
            _T("失效时谁负责", "Who is accountable when it fails"),
            required=True,
        ),
        _F("recorded", _TEXT, _T("记录什么", "What is recorded"), required=True),
        _F("ignored", _TEXT, _T("被忽略时会怎样", "What happens if it is ignored"), required=True),
    ),
    title="name",
)
INTERFACE = RecordKind(
    "interface",
    _T("系统集成", "Integration"),
    Owner.DOSSIER,
    (
        _F(
            "system",
            _CHOICE,
            _T("系统", "System"),
            required=True,
            options=v.options(
                ("PACS", "PACS", "PACS"),
                ("RIS", "RIS", "RIS"),
                ("HIS", "HIS", "HIS"),
                ("EMR", "电子病历", "EMR"),
                ("modality", "成像设备", "modality"),
                ("cloud", "影像云", "image cloud"),
                ("other", "其他", "other"),
            ),
        ),
        _F("protocol", _TEXT, _T("协议与服务", "Protocol and services"), required=True),
        _F("direction", _TEXT, _T("数据流向", "Direction"), required=True),
        _F("description", _LONG, _T("说明", "Description")),
        _F("cost_bearer", _TEXT, _T("接口费用承担", "Who bears the cost")),
    ),
    title="protocol",
)
CERTIFICATE = RecordKind(
    "certificate",
    _T("注册证", "Registration certificate"),
    Owner.DOSSIER,
    (
        _F("number", _TEXT, _T("注册证编号", "Certificate number"), required=True),
        _F("registrant", _TEXT, _T("注册人名称", "Registrant"), required=True),
        _F("registrant_address", _TEXT, _T("注册人住所", "Registrant's address"), required=True),
        _F("production_address", _TEXT, _T("生产地址", "Production address"), required=True),
        _F("agent", _TEXT, _T("代理人", "Agent (imports)")),
        _F("product_name", _TEXT, _T("产品名称", "Product name"), required=True),
        _F("model", _TEXT, _T("型号、规格", "Model and specification"), required=True),
        _F("structure", _LONG, _T("结构及组成", "Structure and composition"), required=True),
        _F("intended_use", _LONG, _T("适用范围", "Intended use"), required=True),
        _F("annex", _TEXT, _T("附件", "Annex"), required=True),
        _F(
            "release_version",
            _TEXT,
            _T("核准的发布版本", "Approved release version"),
            required=True,
        ),
        _F("approved_on", _DATE, _T("批准日期", "Approved on"), required=True),
        _F("effective_on", _DATE, _T("生效日期", "Effective on"), required=True),
        _F("expires_on", _DATE, _T("有效期至", "Valid until"), required=True),
        _F("remark", _LONG, _T("备注", "Remark")),
        _F("evidence", Kind.REFERENCE, _T("注册证扫描件", "Scan"), target="evidence"),
        _F("renewal_filed_on", _DATE, _T("延续受理日期", "Renewal accepted on")),
    ),
    title="number",
    locked=True,
)
CHANGE_FILE = RecordKind(
    "change_file",
    _T("变更注册文件", "Change file"),
    Owner.DOSSIER,
    (
        _F(
            "certificate",
            Kind.REFERENCE,
            _T("所属注册证", "Certificate"),
            required=True,
            target="certificate",
        ),
        _F("number", _TEXT, _T("文件编号", "Number"), required=True),
        _F("approved_on", _DATE, _T("批准日期", "Approved on"), required=True),
        _F("content", _LONG, _T("变更内容（原文）", "Change, word for word"), required=True),
        _F("product_name", _TEXT, _T("变更后产品名称", "Product name after the change")),
        _F("model", _TEXT, _T("变更后型号规格", "Model after the change")),
        _F("structure", _LONG, _T("变更后结构及组成", "Structure after the change")),
        _F("intended_use", _LONG, _T("变更后适用范围", "Intended use after the change")),
        _F("release_version", _TEXT, _T("变更后发布版本", "Release version after the change")),
        _F("evidence", Kind.REFERENCE, _T("变更文件扫描件", "Scan"), target="evidence"),
    ),
    title="number",
    locked=True,
)
APPROVED_INDICATOR = RecordKind(
    "approved_indicator",
    _T("核准的性能指标", "Approved indicator"),
    Owner.DOSSIER,
    (
        _F(
            "certificate",
            Kind.REFERENCE,
            _T("所属注册证", "Certificate"),
            required=True,
            target="certificate",
        ),
        _F("change_file", Kind.REFERENCE, _T("所属变更文件", "Change file"), target="change_file"),
        _F("clause", _TEXT, _T("条款号", "Clause"), required=True),
        _F("name", _TEXT, _T("名称", "Name"), required=True),
        _F("requirement", _LONG, _T("核准原文", "Approved wording"), required=True),
        _F("operator", _CHOICE, _T("比较", "Comparison"), options=v.OPERATORS),
        _F("value", _TEXT, _T("数值", "Value")),
        _F("unit", _TEXT, _T("单位", "Unit")),
    ),
    title="name",
    locked=True,
)
KINDS = (
    VERSION,
    FUNCTION,
    CLAIM_ITEM,
    OUTPUT,
    INTERFACE,
    CERTIFICATE,
    CHANGE_FILE,
    APPROVED_INDICATOR,
)
