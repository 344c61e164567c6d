"""Choices shared by several steps; keys follow the contract's classification facts where it names them."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.fields import Option


def options(*rows: tuple[str, str, str]) -> tuple[Option, ...]:
    """Return options from (key, Chinese, English) rows."""
    return tuple(Option(key, Text(zh, en)) for key, zh, en in rows)


USE_CASES = options(
    ("access", "就医与检查可及", "access"),
    ("diagnosis", "诊断", "diagnosis"),
    ("monitoring", "监测随访", "monitoring"),
    ("triage", "分诊", "triage"),
    ("documentation", "病历与报告书写", "documentation"),
    ("engagement", "患者参与", "engagement"),
    ("analytics", "统计分析", "analytics"),
    ("automation", "流程自动化", "automation"),
)
ROLES = options(
    ("workflow", "流程优化", "workflow optimisation"),
    ("triage", "辅助分诊", "triage aid"),
    ("detection", "辅助检测", "detection aid"),
    ("diagnosis", "辅助诊断", "diagnosis aid (a physician confirms)"),
    ("assessment", "辅助评估", "assessment aid"),
    ("measurement", "测量", "measurement"),
    ("processing", "图像处理", "image processing"),
)
MODALITIES = options(
    ("CT", "CT", "CT"),
    ("MR", "MR", "MR"),
    ("DR", "DR", "DR"),
    ("MG", "乳腺X射线", "mammography"),
    ("US", "超声", "ultrasound"),
    ("PET", "PET", "PET"),
    ("DSA", "DSA", "DSA"),
    ("FUNDUS", "眼底彩照", "fundus photography"),
    ("OTHER", "其他", "other"),
)
LIFE = options(
    ("development", "研发", "in development"),
    ("testing", "检验", "type testing"),
    ("trial", "临床", "clinical evaluation"),
    ("accepted", "已受理", "accepted for review"),
    ("review", "审评", "under review"),
    ("deficiency", "发补", "deficiency letter open"),
    ("certified", "已取证", "certified"),
    ("changing", "变更中", "change registration pending"),
    ("renewing", "延续中", "renewal pending"),
)
PRODUCT_FORMS = options(
    ("standalone", "独立软件", "stand-alone software"),
    ("component", "软件组件", "software component"),
)
CLASSES = options(
    ("I", "第一类", "class I"),
    ("II", "第二类", "class II"),
    ("III", "第三类", "class III"),
)
INPUT_KINDS = options(
    ("device_data", "医疗器械数据", "medical device data"),
    ("general_equipment_data", "通用设备产生的客观数据", "objective data of general equipment"),
    ("non_device_data", "非医疗器械数据", "non-device data"),
)
INPUT_DOMAINS = options(
    ("radiology", "放射影像", "radiology"),
    ("ultrasound", "超声", "ultrasound"),
    ("endoscopy", "内窥镜", "endoscopy"),
    ("ophthalmic", "眼科", "ophthalmic"),
    ("microscopy", "显微", "microscopy"),
    ("physiological_signal", "生理信号", "physiological signal"),
    ("ivd", "体外诊断", "in-vitro diagnostics"),
    ("text", "文本", "text"),
    ("other", "其他", "other"),
)
CORE_FUNCTIONS = options(
    ("processing", "处理", "processing"),
    ("measurement", "测量", "measurement"),
    ("model_calculation", "模型计算", "model calculation"),
    ("analysis", "分析", "analysis"),
    ("storage_transfer_display", "存储、传输、显示", "storage, transfer, display"),
    ("patient_viewing", "患者查看", "viewing by patients"),
    ("text_editing", "文本编辑", "text editing"),
    ("scale_lookup", "量表查询", "scale look-up"),
    ("admin_or_quality_control", "行政或质控管理", "administration or quality control"),
    ("remote_control", "远程控制", "remote control"),
    ("research_modelling", "科研建模", "research modelling"),
)
FUNCTIONS = options(
    ("triage", "分诊提示", "triage"),
    ("lesion_detection", "病灶检出", "lesion detection"),
    ("lesion_characterisation", "病灶性质判定", "lesion characterisation"),
    ("lesion_quantification", "病灶量化", "lesion quantification"),
    ("diagnosis_or_staging", "诊断或分期分级", "diagnosis or staging"),
    ("disease_score", "疾病评分", "disease score"),
    ("decision_index", "决策指标", "decision index"),
    ("treatment_suitability", "治疗适宜性", "treatment suitability"),
    ("treatment_or_surgery_planning", "治疗或手术计划", "treatment or surgery planning"),
    ("radiotherapy_contouring", "放疗轮廓勾画", "radiotherapy contouring"),
    ("medication_advice", "用药建议", "medication advice"),
    ("registration_to_normal", "与正常模型配准", "registration to a normal model"),
    ("anatomy_segmentation", "解剖结构分割", "anatomy segmentation"),
    ("cell_segmentation", "细胞分割", "cell segmentation"),
    ("measurement", "测量", "measurement"),
    ("bone_density", "骨密度测量", "bone density"),
    ("reconstruction_3d", "三维重建", "3D reconstruction"),
    ("image_enhancement", "图像增强", "image enhancement"),
    ("view_recognition", "切面或体位识别", "view recognition"),
    ("structured_report", "结构化报告", "structured report"),
)
CONCLUSIONS = options(
    ("none", "无结论", "none"),
    ("reference_value", "参考数值", "reference value"),
    ("prompt", "提示", "prompt"),
    ("advice", "建议", "advice"),
)
ALGORITHMS = options(
    ("ai", "人工智能", "AI"),
    ("conventional", "传统算法", "conventional"),
    ("unknown", "未明确", "unknown"),
)
MATURITIES = options(
    ("mature", "成熟", "mature"),
    ("not_mature", "全新（未成熟）", "not mature"),
    ("unknown", "未明确", "unknown"),
)
OPERATORS = options(
    (">=", "≥", ">="),
    ("<=", "≤", "<="),
    (">", "＞", ">"),
    ("<", "＜", "<"),
    ("=", "＝", "="),
    ("range", "范围", "range"),
    ("+-", "±", "±"),
)
ACTOR_ROLES = options(
    ("payer", "付费", "pays"),
    ("user", "使用", "uses"),
    ("system", "所集成的系统", "the system it integrates with"),
    ("data", "所需的数据", "the data it needs"),
    ("accountable", "失效时负责", "accountable when it fails"),
    ("service", "维修与服务", "services"),
    ("monitor", "上市后监测", "monitors"),
)
STAKEHOLDERS = options(
    ("department", "科室", "clinical department"),
    ("it", "信息科", "IT department"),
    ("equipment", "设备科", "equipment department"),
    ("finance", "财务", "finance"),
    ("insurance", "医保办", "insurance office"),
    ("committee", "评标委员会", "bid evaluation committee"),
    ("regulator", "药监", "regulator"),
)
TICK_STATES = options(
    ("reported", "已写明", "reported"),
    ("not_reported", "未写明", "not reported"),
    ("not_applicable", "不适用", "not applicable"),
)
STUDY_DESIGNS = options(
    ("trial", "前瞻对照试验", "prospective controlled trial"),
    ("mrmc", "多阅片者多病例对照", "controlled multi-reader multi-case"),
    ("prospective", "前瞻单臂", "prospective, one arm"),
    ("retrospective_multi", "多中心回顾", "retrospective, several sites"),
    ("retrospective_single", "单中心回顾", "retrospective, one site"),
    ("bench", "体模或模拟", "phantom or simulation"),
    ("statement", "声明或意见", "statement or opinion"),
)
CI_METHODS = options(
    ("wilson", "威尔逊法", "Wilson"),
    ("clopper_pearson", "精确法", "Clopper-Pearson (exact)"),
    ("other", "其他方法", "another method"),
)
LANGUAGES = options(
    ("zh", "中文", "Chinese"),
    ("en", "英文", "English"),
    ("both", "中英文", "Chinese and English"),
    ("other", "其他", "other"),
)
