"""The scope guard: finds what goes beyond, says nothing about honest answers, offers three ways out."""

from datetime import date

import pytest

from dossier_app.model.edition import approved_edition
from dossier_app.model.scope import Reach, beyond, struck_out, ways_out
from dossier_app.service.commands import command_from_json
from tests.model.making import dossier, record

USE = (
    "本产品用于胸部CT图像的显示、处理和分析，可对4mm及以上肺结节进行自动识别，用于辅助18岁及以上人群肺结节的检出。"
    "不可单独用作临床诊疗决策依据。不包含良恶性判断。"
)
HELD = dossier(
    {},
    record(
        "certificate",
        "c1",
        number="国械注准20253210001",
        product_name="肺结节CT影像辅助检测软件",
        model="LN-1",
        structure="由安装程序和授权文件组成，功能模块包括服务器端、客户端。",
        intended_use=USE,
        release_version="2",
        approved_on=date(2025, 1, 1),
        effective_on=date(2025, 1, 1),
        expires_on=date(2029, 12, 31),
    ),
    record("function", "f1", name="肺结节自动检出", registered=True),
    record("function", "f2", name="肋骨骨折检测功能", registered=False),
    record("function", "f3", name="结节良恶性判定", registered=False),
    record("function", "f4", name="影像质控评分", registered=False),
)
EDITION = approved_edition(HELD, date(2026, 1, 1))
OVER = {
    "支持肋骨骨折检测。": Reach.FUNCTION,
    "支持3mm及以上结节的检出": Reach.LIMIT,
    "可检出最小结节直径3mm": Reach.LIMIT,
    "支持0.3cm以上结节检出": Reach.LIMIT,
    "软件发布版本V3": Reach.VERSION,
    "完整版本为3.0.1.2": Reach.VERSION,
    "适用于12岁以上人群": Reach.LIMIT,
    "适用于全年龄段": Reach.FUNCTION,
    "支持儿童患者": Reach.FUNCTION,
    "支持结节良恶性判断，AUC 0.92": Reach.FUNCTION,
    "支持肺炎病灶识别、肺结核检出": Reach.FUNCTION,
    "自动出具诊断报告": Reach.ROLE,
    "无需医师复核": Reach.ROLE,
    "不仅支持肺结节，还支持骨折检出": Reach.FUNCTION,
    "支持骨折检出且不会漏诊": Reach.FUNCTION,
    "支持骨\u200b折检出": Reach.FUNCTION,
    "支持AI分析MRI图像": Reach.FUNCTION,
    "支持冠脉斑块分析，不支持FFR": Reach.FUNCTION,
    "虽未取得注册但已支持骨折检出": Reach.FUNCTION,
    "提供影像质控评分": Reach.FUNCTION,
}
HONEST = (
    "",
    "不支持肋骨骨折检测。",
    "肋骨骨折检测，本产品不支持。",
    "良恶性判断功能未取得注册，不提供",
    "不输出良恶性结论",
    "本产品核准范围不包含骨折检出，此项为负偏离。",
    "骨折、肺炎等其他病种须另行注册，本次不投",
    "支持4mm及以上结节的检出",
    "支持≥5mm结节",
    "支持10mm结节的三维测量",
    "软件发布版本V2，完整版本2.1.0.3",
    "PACS版本3.0，Windows 10 版本",
    "适用于18岁及以上人群",
    "对儿童不适用",
    "训练数据不含儿童",
    "接收CT、MR、DR等DICOM 3.0影像",
    "不作为唯一诊断依据，结论由医师确认",
    "不自动出具诊断报告",
    "诊断报告由医师出具并签字",
    "用于辅助检测，不能替代医师",
    "确诊病例由医院提供",
    "支持层厚1mm的图像",
    "单例处理时间3分钟",
    "可与RIS工作列表集成，质控由科室完成",
)


@pytest.mark.parametrize(("answer", "reach"), OVER.items())
def test_what_goes_beyond_is_found_with_its_words_and_reason(answer, reach):
    found = beyond(answer, EDITION, HELD)
    assert reach in [item.reach for item in found]
    assert all(item.words in answer.replace("\u200b", "") for item in found)
    assert all(item.why.zh and item.why.en for item in found)


BLEEDING = dossier(
    {},
    *HELD.all("certificate"),
    record("function", "f1", name="自动出血量计算", registered=False),
    record("function", "f2", name="血管狭窄分级", registered=False),
)


@pytest.mark.parametrize(
    "answer",
    [
        "支持自动计算出血量",
        "可自动计算出血的量",
        "支持出血量自动测量",
        "可给出出血量数值",
        "自动测算出血量并由医师确认",
        "支持对血管狭窄进行自动评级",
        "可判定血管的狭窄程度",
    ],
)
def test_a_function_that_is_not_registered_is_known_in_other_words(answer):
    assert [item.reach for item in beyond(answer, EDITION, BLEEDING)] != []


@pytest.mark.parametrize(
    "answer",
    [
        "不支持自动计算出血量",
        "自动计算出血量，本产品不支持",
        "出血量由医师测量",
        "由放射科医师手动计算出血量",
        "血管狭窄由医师分级",
        "支持显示血管",
        "计算机配置不低于8核",
        "可计算结节平均径",
    ],
)
def test_what_people_do_and_what_is_denied_is_no_such_function(answer):
    assert beyond(answer, EDITION, BLEEDING) == ()


def test_an_amount_of_bleeding_is_known_without_a_function_of_that_name():
    assert beyond("可自动计算血肿体积", EDITION, HELD)[0].why.zh.endswith("没有“出血量定量”")


@pytest.mark.parametrize("answer", HONEST)
def test_an_honest_answer_raises_nothing(answer):
    assert beyond(answer, EDITION, HELD) == ()


def test_a_change_file_that_approves_it_clears_the_answer():
    wider = dossier(
        {},
        *HELD.all("certificate"),
        record(
            "change_file",
            "k1",
            certificate="c1",
            approved_on=date(2026, 6, 1),
            intended_use=USE + "可检出肋骨骨折。",
        ),
    )
    before, after = (approved_edition(wider, date(2026, month, 2)) for month in (5, 6))
    assert beyond("支持肋骨骨折检出", before, wider)
    assert not beyond("支持肋骨骨折检出", after, wider)


def test_an_edition_without_version_or_limits_does_not_judge_them():
    bare = dossier(
        {},
        record(
            "certificate",
            "c1",
            **{
                **HELD.all("certificate")[0].values,
                "intended_use": "用于肺结节检出",
                "release_version": "首版",
            },
        ),
    )
    edition = approved_edition(bare, date(2026, 1, 1))
    assert beyond("支持3mm及以上肺结节，发布版本9", edition, bare) == ()


def test_the_three_ways_out_are_commands_that_lead_out():
    answer = record(
        "response", "a1", requirement="q1", text="支持肺结节检出，支持肋骨骨折检测，支持FFR。"
    )
    found = beyond(answer.text("text"), EDITION, HELD)
    own, strike, ask = ways_out(answer, found)
    for way in (own, strike, ask):
        command_from_json(way.commands[0], dossier="d")
    assert own.commands[0]["values"]["deviation"] == "negative"
    assert beyond(own.commands[0]["values"]["text"], EDITION, HELD) == ()
    assert strike.commands[0]["values"]["text"] == "支持肺结节检出。"
    assert "骨折" in ask.commands[0]["values"]["text"]


def test_striking_out_everything_leaves_an_honest_answer():
    answer = record("response", "a1", text="支持肋骨骨折检测。")
    found = beyond(answer.text("text"), EDITION, HELD)
    assert struck_out(answer.text("text"), found) == ""
    _, strike, _ = ways_out(answer, found)
    assert beyond(strike.commands[0]["values"]["text"], EDITION, HELD) == ()
