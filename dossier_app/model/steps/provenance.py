"""Step 2, data provenance: institutions, data sets, annotation, rights, results."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Field, Kind, Section, Step, When
from dossier_app.model.records import Owner, RecordKind
from dossier_app.model.steps import vocabulary as v

_F = Field
_T = Text
_LONG, _TEXT, _CHOICE, _DATE, _INT = Kind.LONG_TEXT, Kind.TEXT, Kind.CHOICE, Kind.DATE, Kind.INTEGER

PROVENANCE = Step(
    "provenance",
    _T("数据来源", "Data provenance"),
    (
        Section(
            "provenance.rights",
            _T("来源与权利", "Sources and rights"),
            (
                _F(
                    "provenance.summary",
                    _LONG,
                    _T("数据来源合规性说明", "Statement on lawful sources"),
                    required=True,
                    cites=("cmde-2022-8",),
                ),
                _F(
                    "provenance.personal_information",
                    _LONG,
                    _T("个人信息处理依据", "Basis for personal information"),
                    required=True,
                ),
                _F(
                    "provenance.genetic",
                    _CHOICE,
                    _T("人类遗传资源", "Human genetic resources"),
                    required=True,
                    options=v.options(
                        (
                            "imaging_only",
                            "仅影像与临床数据，不涉及",
                            "imaging and clinical data only, not concerned",
                        ),
                        ("genome", "含基因或样本，涉及", "genome data or samples, concerned"),
                    ),
                ),
                _F(
                    "provenance.cross_border",
                    _CHOICE,
                    _T("数据出境", "Transfer abroad"),
                    required=True,
                    options=v.options(("none", "不出境", "none"), ("yes", "出境", "yes")),
                ),
                _F(
                    "provenance.cross_border_basis",
                    _LONG,
                    _T("出境路径与依据", "Route and basis of transfer"),
                    required=True,
                    when=When("provenance.cross_border", ("yes",)),
                ),
                _F(
                    "provenance.network",
                    _LONG,
                    _T("研发数据环境（封闭/受控）", "Closed or controlled data environment"),
                    required=True,
                ),
            ),
            ("institution",),
        ),
        Section(
            "provenance.sets",
            _T("数据库与数据集", "Bases and data sets"),
            (
                _F(
                    "provenance.cleaning",
                    _LONG,
                    _T("清洗与预处理", "Cleaning and pre-processing"),
                    required=True,
                ),
                _F(
                    "provenance.split",
                    _LONG,
                    _T("划分方法与查重", "Split and duplicate check"),
                    required=True,
                ),
                _F(
                    "provenance.split_check",
                    Kind.REFERENCE,
                    _T("查重报告", "Duplicate-check report"),
                    required=True,
                    target="evidence",
                ),
            ),
            ("dataset",),
        ),
        Section(
            "provenance.annotation",
            _T("标注", "Annotation"),
            (
                _F(
                    "provenance.annotation_rules",
                    _LONG,
                    _T("标注操作规范", "Annotation procedure"),
                    required=True,
                ),
            ),
            ("annotation",),
        ),
        Section(
            "provenance.results",
            _T("性能结果", "Performance results"),
            (
                _F(
                    "provenance.raw_result_kept",
                    Kind.YES_NO,
                    _T("保留算法原始结果", "Raw AI result kept"),
                    required=True,
                ),
            ),
            ("result",),
        ),
    ),
)
INSTITUTION = RecordKind(
    "institution",
    _T("数据来源机构", "Source institution"),
    Owner.DOSSIER,
    (
        _F("name", _TEXT, _T("机构名称", "Name"), required=True),
        _F("region", _TEXT, _T("地区", "Region"), required=True),
        _F("tier", _TEXT, _T("级别", "Tier"), required=True),
        _F("department", _TEXT, _T("科室", "Department")),
        _F("agreement", _TEXT, _T("合作协议编号", "Agreement number")),
        _F("agreement_scope", _LONG, _T("协议范围", "Agreement scope")),
        _F("agreement_until", _DATE, _T("协议有效期至", "Agreement until")),
        _F("ethics", _TEXT, _T("伦理批件号", "Ethics approval number")),
        _F(
            "consent",
            _CHOICE,
            _T("知情同意", "Consent"),
            required=True,
            options=v.options(
                ("signed", "已签署", "signed"),
                ("waived", "已豁免", "waived"),
                ("anonymous", "匿名化信息", "anonymised information"),
            ),
        ),
        _F("consent_reference", _TEXT, _T("同意或豁免的文号与日期", "Consent or waiver reference")),
        _F(
            "deid_type",
            _CHOICE,
            _T("去标识化方式", "De-identification"),
            required=True,
            options=v.options(("static", "静态", "static"), ("dynamic", "动态", "dynamic")),
        ),
        _F("deid_rules", _LONG, _T("去标识化规则与工具", "Rules and tool"), required=True),
        _F("residual_risk", _LONG, _T("残余风险检验", "Residual-risk test")),
        _F("transfer", _TEXT, _T("转移路径", "Transfer route"), required=True),
        _F("retention", _TEXT, _T("留存与销毁", "Retention and destruction"), required=True),
        _F(
            "evidence", Kind.REFERENCE, _T("协议或批件", "Agreement or approval"), target="evidence"
        ),
    ),
    title="name",
)
_ROLES = v.options(
    ("raw", "原始数据库", "raw base"),
    ("basic", "基础数据库", "basic base"),
    ("annotated", "标注数据库", "annotated base"),
    ("augmented", "扩增数据库", "augmented base"),
    ("training", "训练集", "training set"),
    ("tuning", "调优集", "tuning set"),
    ("test", "测试集", "test set"),
    ("adversarial", "对抗测试集", "adversarial test set"),
    ("stress", "压力测试集", "stress test set"),
    ("public", "公开数据库", "public database"),
    ("evaluation", "测评数据库", "evaluation database"),
    ("clinical", "临床评价数据", "clinical evaluation data"),
)
DATASET = RecordKind(
    "dataset",
    _T("数据集", "Data set"),
    Owner.DOSSIER,
    (
        _F("name", _TEXT, _T("名称", "Name"), required=True),
        _F("version", _TEXT, _T("版本", "Version"), required=True),
        _F("role", _CHOICE, _T("类别", "Role"), required=True, options=_ROLES),
        _F("parent", Kind.REFERENCE, _T("上级数据库", "Parent"), target="dataset"),
        _F("modality", _CHOICE, _T("模态", "Modality"), required=True, options=v.MODALITIES),
        _F("body_part", _TEXT, _T("部位", "Body part"), required=True),
        _F("period_from", _DATE, _T("采集起", "Acquired from"), required=True),
        _F("period_to", _DATE, _T("采集止", "Acquired to"), required=True),
        _F("sources", _LONG, _T("来源机构与分布", "Institutions and distribution"), required=True),
        _F("devices", _LONG, _T("设备厂商型号", "Device makers and models"), required=True),
        _F("protocol", _LONG, _T("采集参数", "Acquisition parameters"), required=True),
        _F("patients", _INT, _T("患者数", "Patients"), required=True),
        _F("studies", _INT, _T("检查数", "Studies"), required=True),
        _F("images", _INT, _T("图像数", "Images")),
        _F("positive", _INT, _T("阳性检查数", "Positive studies")),
        _F("negative", _INT, _T("阴性检查数", "Negative studies")),
        _F("reference_standard", _LONG, _T("参考标准", "Reference standard")),
        _F("count_change", _LONG, _T("数量变化原因", "Reason of count change")),
        _F("augmented", Kind.YES_NO, _T("含扩增样本", "Holds augmented samples")),
        _F("tool", _TEXT, _T("工具与版本", "Tool and version")),
        _F("operator", _TEXT, _T("操作人", "Operator")),
        _F("made_on", _DATE, _T("建立日期", "Made on")),
        _F(
            "locked_on",
            _DATE,
            _T("封存日期", "Locked on"),
            when=When("role", ("test", "evaluation", "clinical")),
        ),
        _F("hash", _TEXT, _T("清单 SHA-256", "SHA-256 of the list")),
    ),
    title="name",
)
ANNOTATION = RecordKind(
    "annotation",
    _T("标注", "Annotation"),
    Owner.DOSSIER,
    (
        _F("dataset", Kind.REFERENCE, _T("数据集", "Data set"), required=True, target="dataset"),
        _F("annotators", _INT, _T("标注人数", "Annotators"), required=True),
        _F("qualification", _LONG, _T("人员资质", "Qualification"), required=True),
        _F("rules", _LONG, _T("规则与依据", "Rules and basis"), required=True),
        _F("rounds", _INT, _T("轮次", "Rounds"), required=True),
        _F("arbitration", _LONG, _T("仲裁", "Arbitration"), required=True),
        _F("agreement_metric", _TEXT, _T("一致性指标", "Agreement index")),
        _F("agreement_value", Kind.DECIMAL, _T("一致性数值", "Agreement value")),
        _F("tool", _TEXT, _T("标注软件与版本", "Annotation software"), required=True),
        _F(
            "automatic", Kind.YES_NO, _T("使用自动标注", "Automatic annotation used"), required=True
        ),
        _F(
            "human_reviewed",
            Kind.YES_NO,
            _T("自动标注经人工审核", "Reviewed by people"),
            when=When("automatic", (True,)),
        ),
    ),
    title="qualification",
)
RESULT = RecordKind(
    "result",
    _T("性能结果", "Performance result"),
    Owner.DOSSIER,
    (
        _F("metric", _TEXT, _T("指标", "Metric"), required=True),
        _F("value", Kind.DECIMAL, _T("数值", "Value"), required=True),
        _F("unit", _TEXT, _T("单位", "Unit")),
        _F("ci_low", Kind.DECIMAL, _T("95%CI 下限", "95% CI low")),
        _F("ci_high", Kind.DECIMAL, _T("95%CI 上限", "95% CI high")),
        _F("n", _INT, _T("样本量", "n"), required=True),
        _F("successes", _INT, _T("计数（分子）", "Count (numerator)")),
        _F("trials", _INT, _T("总数（分母）", "Total (denominator)")),
        _F("ci_method", _CHOICE, _T("区间算法", "Method of the interval"), options=v.CI_METHODS),
        _F("design", _CHOICE, _T("研究设计", "Study design"), options=v.STUDY_DESIGNS),
        _F("criterion", _TEXT, _T("判定标准", "Criterion"), required=True),
        _F("operating_point", _TEXT, _T("工作点", "Operating point")),
        _F("subgroup", _TEXT, _T("亚组", "Subgroup")),
        _F("dataset", Kind.REFERENCE, _T("数据集", "Data set"), required=True, target="dataset"),
        _F("comparator", _TEXT, _T("对照", "Comparator")),
        _F(
            "dimension",
            _CHOICE,
            _T("证据维度", "Evidence dimension"),
            required=True,
            options=v.options(
                ("standalone", "独立性能", "stand-alone performance"),
                ("reader", "医生结合", "reader interaction"),
                ("false_positive", "假阳性", "false positives"),
                ("false_negative", "假阴性", "false negatives"),
                ("external", "外部验证", "external validation"),
                ("repeatability", "重复性", "repeatability"),
                ("robustness", "鲁棒性", "robustness"),
                ("workflow", "流程时间", "workflow time"),
                ("selection", "病例选择", "patient selection"),
                ("usability", "可用性", "usability"),
                ("post_market", "上市后", "post-market"),
            ),
        ),
        _F("evidence", Kind.REFERENCE, _T("出处", "Evidence"), target="evidence"),
        _F("page", _TEXT, _T("页码", "Page")),
    ),
    title="metric",
)
KINDS = (INSTITUTION, DATASET, ANNOTATION, RESULT)
