"""Record kinds that speak to hospitals: who stands for what, who bears a risk, value, trial use, gaps and lists."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import vocabulary as v
from dossier_app.model.steps.provenance_records import RESULT

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE, _DATE, _INT, _REF, _DEC = (
    Kind.LONG_TEXT,
    Kind.TEXT,
    Kind.CHOICE,
    Kind.DATE,
    Kind.INTEGER,
    Kind.REFERENCE,
    Kind.DECIMAL,
)
_EVIDENCE = _F("evidence", _REF, _T("证明文件", "Evidence"), target="evidence")
_HOSPITAL = _F("hospital", _TEXT, _T("医院", "Hospital"), required=True)

ACTOR = RecordKind(
    "actor",
    _T("落实的单位或人", "Named party"),
    Owner.DOSSIER,
    (
        _F("role", _CHOICE, _T("承担什么", "Stands for"), required=True, options=v.ACTOR_ROLES),
        _F("party", _TEXT, _T("单位或姓名", "Party or person")),
        _F("note", _LONG, _T("说明", "Note")),
        _EVIDENCE,
        _F("page", _TEXT, _T("页码", "Page")),
    ),
    title="party",
)
RISK = RecordKind(
    "risk",
    _T("风险分担", "Who bears a risk"),
    Owner.DOSSIER,
    (
        _F("event", _TEXT, _T("事件", "Event"), required=True),
        _F("hospital", _LONG, _T("医院承担", "Borne by the hospital")),
        _F("physician", _LONG, _T("医师承担", "Borne by the physician")),
        _F("registrant", _LONG, _T("注册人承担", "Borne by the registrant")),
        _F("distributor", _LONG, _T("经销商承担", "Borne by the distributor")),
        _F("clause", _TEXT, _T("合同条款", "Contract clause")),
        _F(
            "cover",
            _TEXT,
            _T("产品责任险（保单、限额）", "Product liability cover (policy, limit)"),
        ),
        _F("contact", _TEXT, _T("联系人及电话", "Contact and telephone")),
        _EVIDENCE,
    ),
    title="event",
)
VALUE_SHEET = RecordKind(
    "value_sheet",
    _T("院内价值测算", "Value sheet"),
    Owner.DOSSIER,
    (
        _HOSPITAL,
        _F("cases_day", _DEC, _T("每日例数", "Cases a day")),
        _F("days_year", _INT, _T("每年工作日", "Working days a year")),
        _F("minutes", _DEC, _T("每例节省", "Saved a case"), unit="分钟"),
        _F("minutes_low", _DEC, _T("95%CI 下限", "95% CI low"), unit="分钟"),
        _F("minutes_high", _DEC, _T("95%CI 上限", "95% CI high"), unit="分钟"),
        _F("result", _REF, _T("节省时间的来源", "Source of the time"), target="result"),
        _F("staff_cost", _DEC, _T("每小时人力成本", "Staff cost an hour"), unit="元"),
        _F("staff_source", _TEXT, _T("人力成本的来源", "Source of the staff cost")),
        _F("licence", _DEC, _T("一次性软件费用", "Software, once"), unit="元"),
        _F("integration", _DEC, _T("一次性接口与实施", "Integration, once"), unit="元"),
        _F("hardware", _DEC, _T("一次性硬件", "Hardware, once"), unit="元"),
        _F(
            "service_year",
            _DEC,
            _T("每年服务费（质保期后）", "Service a year after warranty"),
            unit="元",
        ),
        _F("warranty_years", _INT, _T("质保年数", "Years of warranty")),
        _F("running_year", _DEC, _T("每年其他运行费用", "Other running cost a year"), unit="元"),
        _F("assumptions", _LONG, _T("假设与出处", "Assumptions and sources")),
        _EVIDENCE,
    ),
    title="hospital",
)
LOCAL_VALIDATION = RecordKind(
    "local_validation",
    _T("本院试用验证", "Local validation"),
    Owner.DOSSIER,
    (
        _HOSPITAL,
        _F("department", _TEXT, _T("科室", "Department")),
        _F("agreement", _TEXT, _T("试用协议编号", "Agreement number")),
        _F("begun_on", _DATE, _T("试用起", "From")),
        _F("ended_on", _DATE, _T("试用止", "To")),
        _F("version", _TEXT, _T("软件完整版本", "Full software version")),
        _F("cases", _INT, _T("连续病例数", "Consecutive cases")),
        _F("excluded", _LONG, _T("未纳入的病例及理由", "Cases left out, and why")),
        _F("devices", _LONG, _T("采集设备", "Devices")),
        _F("reference", _LONG, _T("判定依据", "Reference")),
        _F("present", _INT, _T("应检出数", "Findings there")),
        _F("detected", _INT, _T("检出数", "Found")),
        _F("false_marks", _INT, _T("假阳性总数", "False positives in all")),
        _F("misses", _LONG, _T("漏检情况分析", "Analysis of the misses")),
        _F("before", _DEC, _T("使用前平均阅片时间", "Mean reading time before"), unit="分钟"),
        _F("after", _DEC, _T("使用后平均阅片时间", "Mean reading time after"), unit="分钟"),
        _F("failures", _LONG, _T("故障与中断", "Failures and interruptions")),
        _F("physicians", _LONG, _T("参加医师（姓名、职称）", "Physicians (name, title)")),
        _F("accepted", Kind.YES_NO, _T("医师接受", "Accepted by the physicians")),
        _F("opinion", _LONG, _T("医师意见", "What the physicians say")),
        _EVIDENCE,
    ),
    title="hospital",
)
ACCEPTED_GAP = RecordKind(
    "accepted_gap",
    _T("已接受的证据缺口", "Accepted gap"),
    Owner.DOSSIER,
    (
        _F("claim", _REF, _T("主张", "Claim"), required=True, target="claim_item"),
        _F("dimension", _CHOICE, _T("证据维度", "Dimension"), required=True, options=RESULT.field("dimension").options),
        _F("reason", _LONG, _T("理由", "Reason")),
        _F("person", _TEXT, _T("姓名", "Person")),
        _F("review_on", _DATE, _T("复核日期", "Review on")),
    ),
    title="reason",
)  # fmt: skip
CHECKLIST_TICK = RecordKind(
    "checklist_tick",
    _T("报告清单条目", "Item of a reporting list"),
    Owner.DOSSIER,
    (
        _F("checklist", _TEXT, _T("清单", "List"), required=True),
        _F("item", _TEXT, _T("条目", "Item"), required=True),
        _F("state", _CHOICE, _T("状态", "State"), required=True, options=v.TICK_STATES),
        _F("place", _TEXT, _T("所在文件与页码", "Document and page")),
        _F("evidence", _REF, _T("文件", "File"), target="evidence"),
    ),
    title="item",
)
KINDS = (ACTOR, RISK, VALUE_SHEET, LOCAL_VALIDATION, ACCEPTED_GAP, CHECKLIST_TICK)
