"""Deviation by figures: every threshold answered, units converted, never positive in part."""

import json
from datetime import date

import pytest

from dossier_app.model.deviation import demanded, is_bare, judge_response
from dossier_app.model.edition import approved_edition
from dossier_app.model.tenderfile import Threshold
from tests.model.making import dossier, record
from tests.model.test_scope import HELD

RULED = (
    (
        "肺结节检出敏感度≥90%，特异度≥85%，处理时间≤60秒",
        "敏感度92%，特异度85%，处理时间0.5分钟",
        "positive",
    ),
    ("敏感度≥90%，特异度≥85%", "敏感度92%，特异度80%", "negative"),
    ("敏感度≥90%，特异度≥85%", "特异度86%，敏感度88%", "negative"),
    ("质保期不少于3年", "质保36个月", "none"),
    ("响应时间≤30分钟", "响应时间2小时", "negative"),
    ("支持4mm及以上结节检出", "支持3mm及以上结节检出", "positive"),
    ("支持4mm及以上结节检出", "支持5mm及以上结节检出", "negative"),
    ("支持4mm及以上结节", "不支持，仅支持5mm及以上结节", "negative"),
    ("并发用户数≥20", "并发用户数20个", "none"),
    ("敏感度>90%", "敏感度90%", "negative"),
    ("存储≥10TB", "10240GB", "none"),
    ("敏感度≥0.9", "敏感度93.5%", "positive"),
    ("敏感度≥90%", "不满足", "negative"),
    ("灵敏度≥95%(FP≤2/例)", "灵敏度95.2%", "positive"),
)


def judged(demand, answer, **values):
    return judge_response(
        record("requirement", "q", text=demand, **values),
        record("response", "a", text=answer),
        None,
        dossier(),
    )


@pytest.mark.parametrize(("demand", "answer", "deviation"), RULED)
def test_figures_decide_with_unit_and_direction(demand, answer, deviation):
    result = judged(demand, answer)
    assert (result.deviation, result.complete) == (deviation, True)


@pytest.mark.parametrize(
    ("demand", "answer", "missing"),
    [
        ("敏感度≥90%，特异度≥85%，处理时间≤60秒", "敏感度92%，特异度88%", "60"),
        (
            "质保期3年以上，年均故障时间不超过24小时，到场时间不超过4小时",
            "质保期5年，到场时间3小时",
            "24",
        ),
        ("敏感度≥90%", "满足", "90"),
        ("并发≥20个", "处理时间30秒", "20"),
    ],
)
def test_a_threshold_without_its_figure_is_not_fully_answered(demand, answer, missing):
    result = judged(demand, answer)
    assert not result.complete
    assert result.deviation is None
    assert [threshold.value for threshold in result.missing] == [missing]


def test_a_worse_figure_counts_even_when_another_is_missing():
    result = judged("敏感度≥90%，处理时间≤60秒", "敏感度80%")
    assert (result.deviation, result.complete) == ("negative", False)


@pytest.mark.parametrize(
    ("demand", "answer"),
    [
        ("敏感度≥90%", "要求敏感度≥90%，实测敏感度93.5%"),
        ("单例处理时间≤60秒", "单例处理时间：核准指标不大于60秒，检验实测平均38秒、最长44秒"),
    ],
)
def test_a_guarantee_beside_measured_figures_is_left_to_a_person(demand, answer):
    result = judged(demand, answer)
    assert (result.deviation, result.complete) == (None, True)


def test_many_figures_of_one_unit_answer_in_their_order():
    demand = "，".join(f"第{word}项≥{n}0%" for n, word in enumerate("甲乙丙丁戊己庚", 1))
    answer = "，".join(f"第{word}项{n}0%" for n, word in enumerate("甲乙丙丁戊己庚", 1))
    assert judged(demand, answer).deviation == "none"


def test_without_figures_a_person_judges():
    result = judged("支持DICOM 3.0", "支持DICOM 3.0")
    assert (result.deviation, result.complete) == (None, True)


def test_no_answer_answers_nothing():
    demand = record("requirement", "q", text="敏感度≥90%")
    result = judge_response(demand, None, None, dossier())
    assert (result.complete, len(result.missing)) == (False, 1)
    assert judged("敏感度≥90%", "  ").complete is False


def test_thresholds_stored_from_the_file_are_used_where_the_text_has_none():
    stored = json.dumps([{"operator": ">=", "value": "20", "unit": "个"}, "odd"])
    assert demanded(record("requirement", "q", text="见附表", thresholds=stored))[
        0
    ].threshold == Threshold(">=", "20", "个")
    assert demanded(record("requirement", "q", text="见附表", thresholds="{")) == ()
    assert demanded(record("requirement", "q", text="见附表", thresholds="1")) == ()


def test_words_beyond_the_approved_edition_are_returned():
    edition = approved_edition(HELD, date(2026, 1, 1))
    result = judge_response(
        record("requirement", "q", text="支持骨折检出"),
        record("response", "a", text="支持骨折检出"),
        edition,
        HELD,
    )
    assert result.beyond_scope == ("骨折",)


@pytest.mark.parametrize("answer", ["满足", "完全响应。", "我方完全满足招标要求", "无偏离"])
def test_a_bare_yes_is_recognised(answer):
    assert is_bare(answer)


@pytest.mark.parametrize("answer", ["满足，敏感度93%", "支持DICOM 3.0", "不满足"])
def test_an_answer_with_content_is_not_bare(answer):
    assert not is_bare(answer)
