from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_app.model.measure import (
    Comparison,
    convert,
    figures,
    meets,
    normal_unit,
    parse_thresholds,
    scopes,
)
from dossier_app.model.tenderfile import Threshold

_BETTER, _EQUAL, _WORSE, _OPEN = (
    Comparison.BETTER,
    Comparison.EQUAL,
    Comparison.WORSE,
    Comparison.UNCOMPARABLE,
)


def _brief(thresholds: tuple[Threshold, ...]) -> list[str]:
    return [f"{each.operator} {each.value} {each.unit}".strip() for each in thresholds]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("支持4mm及以上肺结节自动检出，结节检出敏感度≥90%", [">= 4 mm", ">= 90 %"]),
        ("假阳性≤3个/例", ["<= 3 个/例"]),
        ("长径测量误差不大于10%", ["<= 10 %"]),
        ("单例（300层，层厚1mm）自动处理时间≤60秒", ["<= 60 秒"]),
        ("层厚0.5～5mm、管电压70～140kV", ["range 0.5~5 mm", "range 70~140 kV"]),
        ("CPU≥2颗，内存≥128GB，GPU显存≥24GB", [">= 2 颗", ">= 128 GB", ">= 24 GB"]),
        ("2小时内响应，24小时内到场", ["<= 2 小时", "<= 24 小时"]),
        ("合同签订后45日内完成", ["<= 45 日"]),
        ("5个工作日内答复", ["<= 5 个工作日"]),
        ("不少于三年质保", [">= 3 年"]),
        ("十二个月以上", [">= 12 个月"]),
        ("投标有效期不少于90日历天", [">= 90 日历天"]),
        ("敏感度大于等于９５％", [">= 95 %"]),
        ("敏感度＞＝９５％", [">= 95 %"]),
        ("延迟=<2s", ["<= 2 s"]),
        ("准确率高于 90%", ["> 90 %"]),
        ("体积小于 5 ml", ["< 5 ml"]),
        ("误差±5%", ["+- 5 %"]),
        ("误差不超过±0.5mm", ["+- 0.5 mm"]),
        ("层厚10±2mm", ["range 8~12 mm"]),
        ("工作温度-20℃~60℃", ["range -20~60 ℃"]),
        ("窗宽-1000至3000HU", ["range -1000~3000 HU"]),
        ("100例以内", ["<= 100 例"]),
        ("不超过合同总价的5%", ["<= 5 %"]),
        ("至少5家及以上医院", [">= 5 家"]),
        ("显示分辨率≥1920×1080", [">= 1920", ">= 1080"]),
        ("病例数不少于1,000例", [">= 1000 例"]),
        ("数量等于3台", ["= 3 台"]),
        ("一百零五次以上", [">= 105 次"]),
        ("30级（含）以上", [">= 30 级"]),
        ("响应时间：９５％以上", [">= 95 %"]),
        ("吞吐≥20例/小时", [">= 20 例/小时"]),
        ("主频≥2.5GHz", [">= 2.5 GHz"]),
        ("存储≥10TB，5年及以上", [">= 10 TB", ">= 5 年"]),
    ],
)
def test_thresholds_of_a_clause(text: str, wanted: list[str]) -> None:
    assert _brief(parse_thresholds(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "支持MPR、MIP、VR三维显示",
        "支持DICOM 3.0，支持C-STORE",
        "16GB内存",
        "公告前6个月内任意1个月",
        "近3年内无违法记录",
        "参加采购活动前三年内没有重大违法记录",
        "验收合格后支付合同金额的90%",
        "7×24小时服务",
        "2023-2025年业绩",
        "2020年以上版本",
        "不低于GB/T 25000的要求",
        "按第3-5条执行",
        "工作时间9:00-17:00",
        "单例（层厚≤1mm【300层】）",
        "型号CT-64",
        "5~3mm",
        "3-5",
    ],
)
def test_what_is_no_threshold(text: str) -> None:
    assert parse_thresholds(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("≤45 s", ["<= 45 s"]),
        ("敏感度 93.5%，假阳性 1.2个/例", ["= 93.5 %", "= 1.2 个/例"]),
        ("3 年", ["= 3 年"]),
        ("支持 4 mm 及以上", [">= 4 mm"]),
        ("敏感度 93.5%（95%CI 91.2%~95.1%）", ["= 93.5 %"]),
        ("并发 50，延迟≤2秒", ["= 50", "<= 2 秒"]),
        ("符合DICOM 3.0，见2023年报告第12页", []),
        ("7×24小时", []),
        ("V2.1.0版", []),
    ],
)
def test_figures_of_an_answer(text: str, wanted: list[str]) -> None:
    assert _brief(figures(text)) == wanted


def test_scope_is_told_from_bound() -> None:
    assert scopes("支持4mm及以上肺结节自动检出，敏感度≥90%") == (True, False)
    assert scopes("支持64排及以上CT") == (True,)
    assert scopes("提供3家及以上医院的证明") == (False,)


def test_units_are_converted_exactly() -> None:
    assert convert(Decimal("1.5"), "cm", "mm") == Decimal(15)
    assert convert(Decimal(90), "秒", "分钟") == Decimal("1.5")
    assert convert(Decimal(2), "小时", "s") == Decimal(7200)
    assert convert(Decimal(2), "TB", "GB") == Decimal(2048)
    assert convert(Decimal("0.95"), "", "%") == Decimal(95)
    assert convert(Decimal(3), "年", "个月") == Decimal(36)
    assert convert(Decimal(2), "分钟/例", "秒/例") == Decimal(120)
    assert convert(Decimal(10), "例/小时", "例/天") == Decimal(240)
    assert convert(Decimal(3), "万元", "元") == Decimal(30000)
    assert str(convert(Decimal(3), "万元", "元")) == "30000"


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("天", "工作日"),
        ("天", "月"),
        ("mm", "秒"),
        ("例", "家"),
        ("个/例", "个"),
        ("秒/例", "秒/次"),
    ],
)
def test_what_measures_other_things_is_not_converted(unit: str, to: str) -> None:
    assert convert(Decimal(1), unit, to) is None


def test_synonyms_have_one_normal_unit() -> None:
    assert {normal_unit(unit) for unit in ("天", "日", "日历天", "自然日")} == {"天"}
    assert normal_unit("工作日") == "工作日"
    assert normal_unit("毫米") == "mm"
    assert normal_unit("s／例") == "秒/例"
    assert normal_unit("帧") == "帧"


@pytest.mark.parametrize(
    ("required", "offered", "wanted"),
    [
        ("≥90%", "93.5%", _BETTER),
        ("≥90%", "≥90%", _EQUAL),
        ("≥90%", "89.9%", _WORSE),
        ("≥90%", "≤95%", _OPEN),
        ("≥90%", "0.95", _BETTER),
        ("≥90%", "95", _OPEN),
        ("≥90%", "92%~95%", _BETTER),
        ("≤60秒", "≤45 s", _BETTER),
        ("≤1分钟", "60秒", _EQUAL),
        ("≤60秒", "2分钟", _WORSE),
        ("≤60秒", "30~70秒", _WORSE),
        (">90%", "90%", _WORSE),
        (">90%", ">90%", _EQUAL),
        ("<2秒", "≤2秒", _WORSE),
        ("±5%", "±3%", _BETTER),
        ("±5%", "≤5%", _EQUAL),
        ("≤5%", "±5%", _OPEN),
        ("等于3台", "3台", _EQUAL),
        ("等于3台", "5台", _OPEN),
        ("0.5~5mm", "0.3~6mm", _BETTER),
        ("0.5~5mm", "0.5~5mm", _EQUAL),
        ("0.5~5mm", "1~6mm", _WORSE),
        ("0.5~5mm", "0.05~0.5cm", _EQUAL),
        ("0.5~5mm", "2mm", _OPEN),
        ("≥30", "50个", _BETTER),
        ("≥30例", "20", _WORSE),
        ("≥5个工作日", "7天", _OPEN),
        ("≥3年", "36个月", _EQUAL),
        ("不少于90日", "120日历天", _BETTER),
    ],
)
def test_offer_against_requirement(required: str, offered: str, wanted: Comparison) -> None:
    (need,), (have,) = parse_thresholds(required), figures(offered)
    assert meets(need, have) is wanted


@pytest.mark.parametrize(
    ("offered", "wanted"), [("3mm及以上", _BETTER), ("4mm及以上", _EQUAL), ("5mm及以上", _WORSE)]
)
def test_more_coverage_is_better(offered: str, wanted: Comparison) -> None:
    (need,), (have,) = parse_thresholds("支持4mm及以上结节"), figures(offered)
    assert meets(need, have, covers=True) is wanted


@given(st.text(max_size=60))
def test_any_text_is_read_without_fault(text: str) -> None:
    for threshold in (*parse_thresholds(text), *figures(text)):
        for part in threshold.value.split("~"):
            assert Decimal(part).is_finite()
    assert len(scopes(text)) == len(parse_thresholds(text))


@given(
    st.decimals("0.001", "100000", places=3),
    st.sampled_from(["mm", "秒", "%", "GB", "元", "例/小时"]),
)
def test_every_figure_equals_itself(value: Decimal, unit: str) -> None:
    for operator in (">=", "<=", ">", "<", "+-", "="):
        same = Threshold(operator, str(value), unit)
        assert meets(same, same) is _EQUAL


@pytest.mark.parametrize(
    ("words", "shown"),
    [("管电压范围 80~140kV", "80~140kV"), ("误差±5%", "±5%"), ("层厚≤2mm", "<=2mm")],
)
def test_a_figure_is_shown_as_people_write_it(words: str, shown: str) -> None:
    assert [each.shown() for each in parse_thresholds(words)] == [shown]
