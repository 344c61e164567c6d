"""Step 1, claim: what the product is, for whom, what it says, who acts, who pays."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, Section, Step, When
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE, _DATE = Kind.LONG_TEXT, Kind.TEXT, Kind.CHOICE, Kind.DATE
_COMPONENT = When("claim.product_form", ("component",))
_FILED = When("claim.life_state", ("accepted", "review", "deficiency", "changing", "renewing"))

CLAIM = Step(
    "claim",
    _T("产品主张", "Claim"),
    (
        Section(
            "claim.identity",
            _T("产品与注册状态", "Product and registration state"),
            (
                _F("claim.product_name", _TEXT, _T("产品名称", "Product name"), required=True),
                _F("claim.product_name_en", _TEXT, _T("英文名称", "English name")),
                _F(
                    "claim.registrant",
                    Kind.REFERENCE,
                    _T("注册人", "Registrant"),
                    required=True,
                    target="party",
                ),
                _F("claim.model", _TEXT, _T("型号规格", "Model and specification"), required=True),
                _F(
                    "claim.release_version",
                    _TEXT,
                    _T("软件发布版本", "Release version"),
                    required=True,
                ),
                _F("claim.full_version", _TEXT, _T("软件完整版本", "Full version"), required=True),
                _F(
                    "claim.version_rule",
                    _LONG,
                    _T("完整版本命名规则", "Version naming rule"),
                    required=True,
                ),
                _F(
                    "claim.life_state",
                    _CHOICE,
                    _T("注册状态", "Registration state"),
                    required=True,
                    options=v.LIFE,
                ),
                _F(
                    "claim.acceptance_number", _TEXT, _T("受理号", "Acceptance number"), when=_FILED
                ),
                _F("claim.accepted_on", _DATE, _T("受理日期", "Accepted on"), when=_FILED),
                _F(
                    "claim.deficiency_due",
                    _DATE,
                    _T("补正资料截止日", "Deficiency reply due"),
                    required=True,
                    when=When("claim.life_state", ("deficiency",)),
                ),
            ),
            ("version",),
        ),
        Section(
            "claim.role",
            _T("用途与定位", "Use case and role"),
            (
                _F(
                    "claim.use_case",
                    Kind.CHOICES,
                    _T("应用场景", "Use case"),
                    required=True,
                    options=v.USE_CASES,
                ),
                _F("claim.role", _CHOICE, _T("产品定位", "Role"), required=True, options=v.ROLES),
                _F(
                    "claim.modality",
                    Kind.CHOICES,
                    _T("影像模态", "Modality"),
                    required=True,
                    options=v.MODALITIES,
                ),
                _F("claim.body_part", _TEXT, _T("部位", "Body part"), required=True),
                _F(
                    "claim.product_form",
                    _CHOICE,
                    _T("产品形态", "Product form"),
                    required=True,
                    options=v.PRODUCT_FORMS,
                ),
                _F(
                    "claim.host_class",
                    _CHOICE,
                    _T("宿主器械类别", "Host device class"),
                    options=v.CLASSES,
                    when=_COMPONENT,
                ),
                _F(
                    "claim.host_code",
                    _TEXT,
                    _T("宿主器械分类编码", "Host device code"),
                    when=_COMPONENT,
                ),
                _F(
                    "claim.medical_purpose",
                    Kind.YES_NO,
                    _T("用于医疗用途", "Medical purpose"),
                    required=True,
                ),
                _F(
                    "claim.input_kind",
                    _CHOICE,
                    _T("输入数据性质", "Kind of input data"),
                    required=True,
                    options=v.INPUT_KINDS,
                ),
                _F(
                    "claim.input_domain",
                    _CHOICE,
                    _T("输入数据领域", "Input domain"),
                    required=True,
                    options=v.INPUT_DOMAINS,
                ),
            ),
        ),
        Section(
            "claim.scope",
            _T("适用范围八要素", "Intended use, eight elements"),
            (
                _F(
                    "claim.object",
                    _TEXT,
                    _T("处理对象", "Object processed"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.disease",
                    _TEXT,
                    _T("目标疾病", "Target disease"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.purpose",
                    _LONG,
                    _T("医疗用途", "Medical use"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.population",
                    _TEXT,
                    _T("适用人群", "Population"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.users",
                    _TEXT,
                    _T("目标用户", "Users"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.setting",
                    _TEXT,
                    _T("使用场所", "Place of use"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.acquisition",
                    _LONG,
                    _T("采集设备要求", "Acquisition devices"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.limits",
                    _LONG,
                    _T("使用限制", "Limits of use"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "claim.intended_use",
                    _LONG,
                    _T("适用范围（拟申报/拟变更稿）", "Intended use (draft)"),
                    required=True,
                ),
                _F(
                    "claim.structure",
                    _LONG,
                    _T("结构及组成（拟申报/拟变更稿）", "Structure and composition (draft)"),
                    required=True,
                ),
            ),
            ("function", "claim_item"),
        ),
        Section(
            "claim.accountability",
            _T("输出、责任与流程", "Outputs, accountability, workflow"),
            (
                _F(
                    "claim.workflow_change",
                    _LONG,
                    _T("改变的临床环节", "What changes in the workflow"),
                    required=True,
                ),
                _F(
                    "claim.workflow_value",
                    _LONG,
                    _T("流程价值与证据", "Workflow value and its evidence"),
                    required=True,
                ),
                _F(
                    "claim.accountable",
                    _TEXT,
                    _T("产品责任负责人", "Accountable person"),
                    required=True,
                ),
                _F(
                    "claim.monitoring",
                    _LONG,
                    _T("上市后监测与服务安排", "Monitoring and service"),
                    required=True,
                ),
            ),
            ("output", "interface", "actor", "risk"),
        ),
        Section(
            "claim.payment",
            _T("支付与采购路径", "Who pays and who decides"),
            (
                _F("claim.payer", _TEXT, _T("谁付费", "Who pays"), required=True),
                _F("claim.budget", _TEXT, _T("从哪笔预算", "From which budget"), required=True),
                _F("claim.decider", _TEXT, _T("谁决定", "Who decides"), required=True),
                _F("claim.charging", _LONG, _T("收费表述", "Statement on charging")),
            ),
            ("value_sheet", "local_validation"),
        ),
        Section(
            "claim.approved",
            _T("核准版（锁定）", "Approved edition (locked)"),
            (),
            ("certificate", "change_file", "approved_indicator"),
        ),
    ),
)
