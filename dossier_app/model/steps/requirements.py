"""Step 4, product technical requirements (产品技术要求): the 2022 template's clauses and the pairs."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, Section, Step, When
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import technical
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE = Kind.LONG_TEXT, Kind.TEXT, Kind.CHOICE


def _clause(number: int, key: str, zh: str, en: str) -> Field:
    return _F(
        f"ptr.{key}",
        _LONG,
        _T(f"2.1.{number} {zh}", f"2.1.{number} {en}"),
        required=True,
        cites=("cmde-2022-9",),
    )


CLAUSES = (
    _clause(1, "functions", "功能", "Functions"),
    _clause(2, "limits", "使用限制", "Limits of use"),
    _clause(3, "input_output", "输入输出", "Input and output"),
    _clause(4, "interfaces", "接口", "Interfaces"),
    _clause(5, "necessary", "必备软硬件", "Necessary software and hardware"),
    _clause(6, "environment", "运行环境", "Running environment"),
    _clause(7, "efficiency", "性能效率", "Performance efficiency"),
    _clause(8, "concurrency", "最大并发数", "Maximum concurrency"),
    _clause(9, "user_interface", "用户界面", "User interface"),
    _clause(10, "messages", "消息", "Messages"),
    _clause(11, "user_errors", "用户差错防御", "Defence against user errors"),
    _clause(12, "access", "访问控制", "Access control"),
    _clause(13, "copyright", "版权保护", "Copyright protection"),
    _clause(14, "reliability", "可靠性", "Reliability"),
    _clause(15, "maintainability", "维护性", "Maintainability"),
)
REQUIREMENTS = Step(
    "requirements",
    _T("产品技术要求", "Product technical requirements"),
    (
        Section(
            "ptr.head",
            _T("1 产品型号/规格及其划分说明", "1 Models and their division"),
            (
                _F("ptr.number", _TEXT, _T("产品技术要求编号", "PTR number")),
                _F(
                    "ptr.template",
                    _CHOICE,
                    _T("模板", "Template"),
                    required=True,
                    options=v.options(("2022", "2022 版", "2022"), ("2015", "2015 版", "2015")),
                ),
                _F(
                    "ptr.models",
                    _LONG,
                    _T("1.1 软件型号规格", "1.1 Models"),
                    required=True,
                    cites=("nmpa-2022-8",),
                ),
                _F(
                    "ptr.release",
                    _LONG,
                    _T("1.2 软件发布版本", "1.2 Release version"),
                    required=True,
                    cites=("nmpa-2022-8",),
                ),
                _F(
                    "ptr.version_rule",
                    _LONG,
                    _T("1.3 软件版本命名规则", "1.3 Version naming rule"),
                    required=True,
                    cites=("nmpa-2022-8",),
                ),
            ),
            ("version_field",),
        ),
        Section("ptr.general", _T("2.1 通用要求", "2.1 General requirements"), CLAUSES),
        Section(
            "ptr.special",
            _T("2.2 专用要求、2.3 安全要求", "2.2 Special and 2.3 safety requirements"),
            (
                _F(
                    "ptr.special",
                    _LONG,
                    _T("2.2 专用要求（若适用）", "2.2 Special requirements (if any)"),
                ),
                _F(
                    "ptr.safety",
                    _LONG,
                    _T("2.3 安全要求（若适用）", "2.3 Safety requirements (if any)"),
                ),
                _F(
                    "ptr.quality",
                    _LONG,
                    _T("软件质量要求（2015 版）", "Software quality (2015 template)"),
                    when=When("ptr.template", ("2015",)),
                ),
            ),
            ("indicator",),
        ),
        Section(
            "ptr.methods",
            _T("3 检验方法", "3 Test methods"),
            (
                _F(
                    "ptr.test_environment",
                    _LONG,
                    _T("3.0 检验环境", "3.0 Test environment"),
                    required=True,
                ),
            ),
            ("test_method",),
        ),
        Section(
            "ptr.annex",
            _T("4 术语与附录", "4 Terms and annexes"),
            (
                _F(
                    "ptr.architecture",
                    _LONG,
                    _T("附录 体系结构图注释", "Annex: architecture"),
                    required=True,
                ),
                _F(
                    "ptr.ui_map",
                    _LONG,
                    _T("附录 用户界面关系图注释", "Annex: user interface map"),
                    required=True,
                ),
                _F(
                    "ptr.topology",
                    _LONG,
                    _T("附录 物理拓扑图注释", "Annex: physical topology"),
                    required=True,
                ),
            ),
            ("term", "standard"),
        ),
        Section(
            "ptr.studies",
            _T("软件、网络安全与算法研究", "Software, security and algorithm studies"),
            (),
            ("component", "security_capability", "report_part"),
        ),
    ),
)
INDICATOR = RecordKind(
    "indicator",
    _T("性能指标", "Indicator"),
    Owner.DOSSIER,
    (
        _F("clause", _TEXT, _T("条款号", "Clause"), required=True),
        _F("name", _TEXT, _T("名称", "Name"), required=True),
        _F("requirement", _LONG, _T("要求", "Requirement"), required=True),
        _F("operator", _CHOICE, _T("比较", "Comparison"), options=v.OPERATORS),
        _F("value", _TEXT, _T("数值", "Value")),
        _F("unit", _TEXT, _T("单位", "Unit")),
        _F("condition", _TEXT, _T("条件", "Condition")),
        _F("function", Kind.REFERENCE, _T("对应功能", "Function"), target="function"),
    ),
    title="name",
)
TEST_METHOD = RecordKind(
    "test_method",
    _T("检验方法", "Test method"),
    Owner.DOSSIER,
    (
        _F("clause", _TEXT, _T("条款号", "Clause"), required=True),
        _F("indicator", Kind.REFERENCE, _T("对应指标", "Indicator"), target="indicator"),
        _F("method", _LONG, _T("方法", "Method"), required=True),
        _F("standard", _TEXT, _T("依据标准（编号—年代号）", "Standard with year")),
    ),
    title="clause",
)
TERM = RecordKind(
    "term",
    _T("术语", "Term"),
    Owner.DOSSIER,
    (
        _F("term", _TEXT, _T("术语", "Term"), required=True),
        _F("definition", _LONG, _T("定义", "Definition"), required=True),
    ),
    title="term",
)
STANDARD = RecordKind(
    "standard",
    _T("引用标准", "Standard"),
    Owner.DOSSIER,
    (
        _F("number", _TEXT, _T("标准编号（含年代号）", "Number with year"), required=True),
        _F("title", _TEXT, _T("标准名称", "Title"), required=True),
        _F(
            "applied",
            _LONG,
            _T("适用条款或不适用理由", "Clauses applied, or why not"),
            required=True,
        ),
    ),
    title="number",
)
KINDS = (INDICATOR, TEST_METHOD, TERM, STANDARD, *technical.KINDS)
