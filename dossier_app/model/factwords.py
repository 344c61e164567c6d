"""The words in which classification facts are given; rule packs may name no others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dossier_app.base.text import Text


class FactKind(Enum):
    """How a fact is given: yes or no, one of a list, any of a list, or free words."""

    FLAG = "flag"
    ONE = "one"
    MANY = "many"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class FactWord:
    """One fact: key, label, kind, its values with their labels, and whether it must be given."""

    key: str
    label: Text
    kind: FactKind
    options: tuple[tuple[str, Text], ...] = ()
    required: bool = True

    @property
    def values(self) -> tuple[str, ...]:
        """Return the values allowed."""
        return (
            ("true", "false")
            if self.kind is FactKind.FLAG
            else tuple(key for key, _ in self.options)
        )


_ONE, _MANY = FactKind.ONE, FactKind.MANY

FORMS = (
    ("standalone", Text("独立软件", "Stand-alone software")),
    ("component", Text("软件组件", "Software component of a device")),
)
CLASSES = (
    ("I", Text("第一类", "Class I")),
    ("II", Text("第二类", "Class II")),
    ("III", Text("第三类", "Class III")),
)
INPUT_KINDS = (
    ("device_data", Text("医疗器械数据", "Data made by a medical device")),
    (
        "general_equipment_data",
        Text(
            "通用设备产生的客观数据（医疗用途）", "Objective data of general equipment, medical use"
        ),
    ),
    (
        "non_device_data",
        Text(
            "非医疗器械数据（主诉、病历文字、报告结论）",
            "Not device data: complaints, record text, report conclusions",
        ),
    ),
)
DOMAINS = (
    ("radiology", Text("放射影像", "Radiology")),
    ("ultrasound", Text("超声影像", "Ultrasound")),
    ("endoscopy", Text("内窥镜图像", "Endoscopy")),
    ("ophthalmic", Text("眼科图像", "Ophthalmic images")),
    ("microscopy", Text("显微图像", "Microscopy")),
    ("physiological_signal", Text("生理信号", "Physiological signals")),
    ("ivd", Text("体外诊断数据", "In-vitro diagnostic data")),
    ("text", Text("文字", "Text")),
    ("other", Text("其他", "Other")),
)
CORE_FUNCTIONS = (
    ("processing", Text("处理", "Processing")),
    ("measurement", Text("测量", "Measurement")),
    ("model_calculation", Text("模型计算", "Model calculation")),
    ("analysis", Text("分析", "Analysis")),
    (
        "storage_transfer_display",
        Text(
            "存储、传输、显示（供诊断或会诊）", "Storing, transferring or displaying for diagnosis"
        ),
    ),
    ("patient_viewing", Text("患者查看", "Viewing by patients")),
    ("text_editing", Text("文字编辑", "Text editing")),
    ("scale_lookup", Text("公开量表或指南的电子化", "Public scale or guideline looked up")),
    (
        "admin_or_quality_control",
        Text("科室管理或质控", "Administration or department quality control"),
    ),
    ("remote_control", Text("设备远程操作", "Remote control of a device")),
    ("research_modelling", Text("科研建模", "Research modelling")),
)
ALGORITHMS = (
    ("ai", Text("人工智能（数据驱动）", "Artificial intelligence (data-driven)")),
    ("conventional", Text("传统算法", "Conventional algorithm")),
    ("unknown", Text("未知", "Not known")),
)
MATURITIES = (
    (
        "mature",
        Text("成熟（安全有效性已充分证实）", "Mature: safety and effectiveness sufficiently shown"),
    ),
    ("not_mature", Text("不成熟（全新或未充分证实）", "Not mature: new or not sufficiently shown")),
    ("unknown", Text("未知", "Not known")),
)
FUNCTIONS = (
    ("triage", Text("辅助分诊", "Triage")),
    ("lesion_detection", Text("病灶检出", "Lesion detection")),
    ("lesion_characterisation", Text("病灶性质判定", "Lesion characterisation")),
    ("lesion_quantification", Text("病灶定量", "Lesion quantification")),
    ("diagnosis_or_staging", Text("疾病诊断或分期分级", "Diagnosis or staging")),
    ("disease_score", Text("疾病相关评分", "Disease-tied score")),
    ("decision_index", Text("决策指标", "Decision index")),
    ("treatment_suitability", Text("治疗适宜性判断", "Suitability for a treatment")),
    ("treatment_or_surgery_planning", Text("治疗或手术计划", "Treatment or surgery planning")),
    ("radiotherapy_contouring", Text("放疗轮廓勾画", "Radiotherapy contouring")),
    ("medication_advice", Text("用药指导", "Medication advice")),
    ("registration_to_normal", Text("与正常模板配准比对", "Registration to a normal template")),
    ("anatomy_segmentation", Text("正常解剖结构分割", "Segmentation of normal anatomy")),
    ("cell_segmentation", Text("细胞或细胞核分割", "Cell or nucleus segmentation")),
    ("measurement", Text("测量", "Measurement")),
    ("bone_density", Text("骨密度测量", "Bone density")),
    ("reconstruction_3d", Text("三维重建", "3D reconstruction")),
    ("image_enhancement", Text("图像增强或去噪", "Image enhancement or denoising")),
    ("view_recognition", Text("切面识别", "View recognition")),
    ("structured_report", Text("结构化报告", "Structured report")),
)
CONCLUSIONS = (
    ("none", Text("不给结论", "No conclusion")),
    ("reference_value", Text("参考值", "Reference value")),
    ("prompt", Text("明确提示", "Clear prompt")),
    ("advice", Text("诊疗建议", "Advice")),
)
ORIGINS = (("domestic", Text("境内", "Domestic")), ("import", Text("进口", "Imported")))
FILINGS = (
    ("first", Text("首次注册", "First registration")),
    ("change", Text("变更注册", "Change registration")),
    ("renewal", Text("延续注册", "Renewal")),
)

FACT_WORDS: tuple[FactWord, ...] = (
    FactWord("product_form", Text("产品形态", "Product form"), _ONE, FORMS),
    FactWord(
        "host_class",
        Text("主机管理类别", "Class of the host device"),
        _ONE,
        CLASSES,
        required=False,
    ),
    FactWord(
        "host_code", Text("主机分类编码", "Code of the host device"), FactKind.WORDS, required=False
    ),
    FactWord("medical_purpose", Text("是否用于医疗目的", "Medical purpose"), FactKind.FLAG),
    FactWord("input_kind", Text("处理对象", "Kind of input"), _ONE, INPUT_KINDS),
    FactWord("input_domain", Text("数据领域", "Domain of the input"), _ONE, DOMAINS),
    FactWord("core_functions", Text("核心功能", "Core functions"), _MANY, CORE_FUNCTIONS),
    FactWord("algorithm", Text("算法类型", "Kind of algorithm"), _ONE, ALGORITHMS),
    FactWord("maturity", Text("算法成熟度", "Maturity of the algorithm"), _ONE, MATURITIES),
    FactWord("functions", Text("临床功能", "Clinical functions"), _MANY, FUNCTIONS),
    FactWord("conclusion", Text("输出结论", "Conclusion given"), _ONE, CONCLUSIONS),
    FactWord("origin", Text("产地", "Origin"), _ONE, ORIGINS, required=False),
    FactWord("filing", Text("申报类型", "Kind of filing"), _ONE, FILINGS, required=False),
    FactWord("product_name", Text("产品名称", "Product name"), FactKind.WORDS, required=False),
)

AID_FUNCTIONS = frozenset(
    {
        "triage",
        "lesion_detection",
        "lesion_characterisation",
        "lesion_quantification",
        "diagnosis_or_staging",
        "disease_score",
        "decision_index",
        "treatment_suitability",
        "treatment_or_surgery_planning",
        "radiotherapy_contouring",
        "medication_advice",
    }
)
"""Functions that serve a medical decision by their nature and so cannot lack a medical purpose."""

_BY_KEY = {word.key: word for word in FACT_WORDS}


def word(key: str) -> FactWord:
    """Return the fact called `key`; raises KeyError when there is none."""
    return _BY_KEY[key]


def label(key: str, value: str) -> Text:
    """Return the wording of one value of a fact, the value itself when it has none."""
    return dict(_BY_KEY[key].options).get(value, Text(value, value))
