"""What an imaging product may be said to do: topics by which an answer is held against the approved wording."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier_app.base.text import Text


@dataclass(frozen=True, slots=True)
class Topic:
    """A disease, function, population or image kind with all its usual words.

    `beside`: what must stand in the same clause for the words to be a claim of analysis.
    """

    key: str
    label: Text
    pattern: re.Pattern[str]
    beside: re.Pattern[str] | None = None


_AIDS = r"检出|检测|识别|诊断|分析|分诊|提示|评估|判断|判别|分级|分型|分类|标记|定量|筛查|预测|预警|计算|测量|勾画|分割"
_ANALYSES = re.compile(_AIDS)
_AI_ANALYSES = re.compile(r"智能|AI|自动|辅助|" + r"检出|识别|分诊|筛查|病灶|诊断|阅片")


def _topic(key: str, zh: str, en: str, words: str, *, beside: bool | str = True) -> Topic:
    near = _AI_ANALYSES if beside == "ai" else (_ANALYSES if beside else None)
    return Topic(key, Text(zh, en), re.compile(words, re.IGNORECASE), near)


TOPICS: tuple[Topic, ...] = (
    _topic("nodule", "肺结节", "lung nodules", r"肺结节|肺部结节|肺小结节"),
    _topic(
        "malignancy",
        "良恶性判断",
        "benign or malignant",
        r"良恶性|恶性概率|恶性风险|恶性程度|良性或恶性|癌变概率|Lung[- ]?RADS",
        beside=False,
    ),
    _topic("lung_cancer", "肺癌", "lung cancer", r"肺癌|肺部肿瘤"),
    _topic("pneumonia", "肺炎", "pneumonia", r"肺炎|新冠|COVID"),
    _topic("tuberculosis", "肺结核", "tuberculosis", r"肺结核|结核病灶|活动性结核"),
    _topic("emphysema", "肺气肿/慢阻肺", "emphysema or COPD", r"肺气肿|慢阻肺|COPD"),
    _topic("embolism", "肺栓塞", "pulmonary embolism", r"肺栓塞|肺动脉栓塞"),
    _topic("pneumothorax", "气胸/胸腔积液", "pneumothorax or effusion", r"气胸|胸腔积液|胸水"),
    _topic("fracture", "骨折", "fractures", r"骨折"),
    _topic("bone_age", "骨龄", "bone age", r"骨龄"),
    _topic("bone_density", "骨密度/骨质疏松", "bone density", r"骨密度|骨质疏松"),
    _topic("breast", "乳腺", "breast", r"乳腺|BI-?RADS|钼靶"),
    _topic(
        "haemorrhage",
        "颅内出血",
        "intracranial haemorrhage",
        r"颅内出血|脑出血|颅脑出血|蛛网膜下腔出血|硬膜[上下外]?下?血肿",
    ),
    _topic(
        "haematoma_size",
        "出血量定量",
        "amount of bleeding",
        r"出血量|出血体积|血肿量|血肿(?:的)?(?:体积|大小)",
    ),
    _topic(
        "infarct",
        "脑梗死",
        "cerebral infarction",
        r"脑梗|梗死核心|缺血半暗带|半暗带|ASPECTS?|缺血性卒中|缺血性脑卒中",
    ),
    _topic("perfusion", "灌注分析", "perfusion", r"CT灌注|灌注成像|CTP|脑灌注|心肌灌注"),
    _topic("aneurysm", "动脉瘤", "aneurysms", r"动脉瘤"),
    _topic("occlusion", "大血管闭塞", "large vessel occlusion", r"大血管闭塞|LVO|颅内动脉闭塞"),
    _topic("midline", "中线移位", "midline shift", r"中线移位|脑疝"),
    _topic(
        "coronary",
        "冠状动脉狭窄",
        "coronary stenosis",
        r"冠状动脉狭窄|冠脉狭窄|冠状动脉.{0,6}狭窄|冠脉.{0,6}狭窄|CAD-?RADS",
    ),
    _topic("plaque", "斑块", "plaque", r"斑块"),
    _topic(
        "ffr", "血流储备分数", "fractional flow reserve", r"FFR|血流储备分数|血流储备", beside=False
    ),
    _topic("calcium", "钙化积分", "calcium score", r"钙化积分|Agatston", beside=False),
    _topic("heart", "心功能/心肌", "cardiac function", r"心功能|心肌瘢痕|射血分数"),
    _topic("dissection", "主动脉夹层", "aortic dissection", r"主动脉夹层|夹层"),
    _topic("liver", "肝脏病灶", "liver lesions", r"肝癌|肝脏病灶|肝占位|脂肪肝"),
    _topic("kidney", "泌尿系病灶", "urinary lesions", r"肾结石|肾肿瘤|肾癌|前列腺癌|PI-?RADS"),
    _topic("gut", "胃肠病灶", "bowel lesions", r"结直肠癌|肠息肉|胃癌"),
    _topic("thyroid", "甲状腺结节", "thyroid nodules", r"甲状腺结节|TI-?RADS"),
    _topic("fundus", "眼底病变", "fundus disease", r"糖网|糖尿病视网膜|眼底病变|青光眼"),
    _topic("lymph", "淋巴结/转移", "lymph nodes or metastases", r"淋巴结|转移灶|骨转移"),
    _topic(
        "interstitial",
        "肺间质病变",
        "interstitial lung disease",
        r"间质性肺|肺纤维化|间质性病变|磨玻璃影",
    ),
    _topic("bronchus", "支气管病变", "bronchial disease", r"支气管扩张|气道狭窄|支气管壁"),
    _topic("rib", "肋骨病变", "rib lesions", r"肋骨(?:病变|转移|肿瘤)"),
    _topic(
        "brain_tumour", "脑肿瘤", "brain tumours", r"脑肿瘤|胶质瘤|脑膜瘤|垂体瘤|颅内肿瘤|颅内占位"
    ),
    _topic(
        "white_matter",
        "脑白质与脑小血管病",
        "white matter disease",
        r"白质高信号|脑白质病变|脑小血管病|微出血",
    ),
    _topic("dementia", "脑萎缩与认知障碍", "dementia", r"阿尔茨海默|海马萎缩|脑萎缩|认知障碍|痴呆"),
    _topic("carotid", "颈动脉病变", "carotid disease", r"颈动脉(?:狭窄|斑块|闭塞)|颈总动脉"),
    _topic("spine", "脊柱病变", "spine", r"脊柱侧弯|椎间盘|椎体压缩|椎管狭窄|Cobb"),
    _topic(
        "joint", "关节病变", "joints", r"半月板|前交叉韧带|骨关节炎|关节(?:积液|病变)|膝关节|肩袖"
    ),
    _topic(
        "pericardium", "心包与瓣膜", "pericardium and valves", r"心包积液|心瓣膜|瓣膜病变|主动脉瓣"
    ),
    _topic("aorta", "主动脉瘤", "aortic aneurysms", r"主动脉瘤|腹主动脉"),
    _topic(
        "pancreas", "胰胆病变", "pancreas and bile ducts", r"胰腺(?:癌|病变|炎)|胆囊|胆管|胆结石"
    ),
    _topic("abdomen", "急腹症", "acute abdomen", r"阑尾炎|肠梗阻|肠穿孔|腹腔积液|腹水"),
    _topic("pelvis", "妇科病灶", "gynaecological lesions", r"宫颈癌|卵巢|子宫肌瘤|子宫内膜"),
    _topic("head_neck", "头颈肿瘤", "head and neck tumours", r"鼻咽癌|喉癌|口腔癌|鼻窦"),
    _topic("tooth", "牙颌病变", "teeth", r"龋齿|牙周|根尖|牙槽骨"),
    _topic("trauma", "创伤与脏器损伤", "trauma", r"脾破裂|肝破裂|脏器损伤|创伤评分"),
    _topic("body", "体成分", "body composition", r"肌少症|内脏脂肪|皮下脂肪|体成分|肌肉面积"),
    _topic(
        "prognosis", "预后或疗效预测", "prognosis", r"预后|生存期|疗效预测|复发风险", beside=False
    ),
    _topic(
        "treatment",
        "治疗方案",
        "treatment",
        r"治疗方案|手术规划|手术计划|穿刺规划|用药建议|治疗建议|靶区勾画|溶栓决策|取栓决策",
        beside=False,
    ),
    _topic(
        "mr", "磁共振影像分析", "MR image analysis", r"MRI|MR\s?(?:影像|图像)|磁共振", beside="ai"
    ),
    _topic(
        "xray",
        "X射线影像分析",
        "X-ray image analysis",
        r"DR\s?(?:影像|图像|胸片)|胸片|X线片|X光片|X射线平片",
        beside="ai",
    ),
    _topic("us", "超声影像分析", "ultrasound image analysis", r"超声(?:影像|图像)", beside="ai"),
    _topic(
        "children",
        "儿童或未成年人",
        "children",
        r"儿童|小儿|未成年|婴幼儿|新生儿|青少年|全年龄段|所有年龄|各年龄段|全人群",
        beside=False,
    ),
    _topic("pregnant", "孕妇", "pregnant women", r"孕妇|妊娠", beside=False),
)
"""Topics are reported only where the approved wording affirms none of their words."""

ALWAYS_BEYOND = re.compile(
    r"(?:自动|独立|直接|自主)(?:完成|做出|作出|给出|进行|出具|生成|签发)?(?:诊断结论|诊断结果|最终诊断|诊断报告|疾病诊断|诊断)"
    r"|(?:替代|取代|代替)(?:放射|影像|临床|诊断)?(?:科)?医[师生]"
    r"|(?:无需|不需要|无须|免)(?:放射|影像|临床|诊断)?(?:科)?医[师生](?:再)?(?:复核|审核|确认|阅片|签字|参与|干预)"
    r"|确诊(?!病例|患者|结果|为)|作为(?:唯一|最终)诊断依据"
)
"""Roles that no approved edition of this kind of product gives."""

ACTIONS = tuple(
    re.compile(words)
    for words in (
        r"计算|测量|测算|估算|量化|定量|评估|给出|得出|输出",
        r"检出|检测|识别|探测|发现|筛查|提示",
        r"分割|勾画|描画|标注",
        r"分级|分型|分类|判定|判断|判别|鉴别|评级",
    )
)
"""Words for one thing that a function does, alike within a group: 出血量计算 is 自动测量出血量."""

BY_PEOPLE = re.compile(
    r"由[^，。；]{0,4}(?:医师|医生|技师|护士|医院|科室|用户|人员|人工)(?!.{0,4}(?:使用|借助|通过|利用|操作))"
    r"|手动|手工|人工(?!智能)"
)
"""What people do by hand is no claim of the product, unless the same clause says that it does it."""

BY_PRODUCT = re.compile(r"自动|智能|AI|软件|产品|系统|算法|一键", re.IGNORECASE)
"""Words by which a clause says that the product does it."""
