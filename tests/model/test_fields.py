from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.fields import (
    CHINA,
    Field,
    Kind,
    Option,
    Section,
    Step,
    When,
    from_json,
    is_shown,
    to_json,
)

OPTIONS = (Option("a", Text("甲", "A")), Option("b", Text("乙", "B")))


def field(kind, **more):
    return Field("x.y", kind, Text("字段", "Field"), **more)


GOOD = [
    (field(Kind.TEXT), "肺结节 <b>", "肺结节 <b>"),
    (field(Kind.LONG_TEXT), "一\r\n二\r三", "一\n二\n三"),
    (field(Kind.REFERENCE), "abc", "abc"),
    (field(Kind.CHOICE, options=OPTIONS), "a", "a"),
    (field(Kind.CHOICES, options=OPTIONS), ["b", "a"], ("a", "b")),
    (field(Kind.YES_NO), True, True),
    (field(Kind.INTEGER), "12", 12),
    (field(Kind.INTEGER), -3, -3),
    (field(Kind.DECIMAL), "93.50", Decimal("93.50")),
    (field(Kind.MONEY), "780,000.00", Decimal("780000.00")),
    (field(Kind.DATE), "2027-03-16", date(2027, 3, 16)),
    (field(Kind.MOMENT), "2027-03-16 09:30", datetime(2027, 3, 16, 9, 30, tzinfo=CHINA)),
    (field(Kind.MOMENT), "2027-03-16T01:30+00:00", datetime(2027, 3, 16, 1, 30, tzinfo=UTC)),
]
BAD = [
    (field(Kind.TEXT), 5, "文字"),
    (field(Kind.TEXT), "a\x07b", "U+0007"),
    (field(Kind.TEXT), "a\ud800", "U+D800"),
    (field(Kind.TEXT), "长" * 4001, "4000"),
    (field(Kind.LONG_TEXT), "长" * 20001, "20000"),
    (field(Kind.CHOICE, options=OPTIONS), "c", "a / b"),
    (field(Kind.CHOICES, options=OPTIONS), "a", "列表"),
    (field(Kind.CHOICES, options=OPTIONS), ["c"], "a / b"),
    (field(Kind.YES_NO), "yes", "是或否"),
    (field(Kind.INTEGER), True, "整数"),
    (field(Kind.INTEGER), "1.5", "整数"),
    (field(Kind.INTEGER), 10**16, "整数"),
    (field(Kind.DECIMAL), "NaN", "数字"),
    (field(Kind.DECIMAL), "abc", "数字"),
    (field(Kind.DECIMAL), "1" * 31, "数字"),
    (field(Kind.DATE), "2027-13-01", "日期"),
    (field(Kind.MOMENT), "soon", "日期和时间"),
]


@pytest.mark.parametrize(("declared", "raw", "value"), GOOD)
def test_json_becomes_the_value_and_back(declared, raw, value):
    read = from_json(declared, raw)
    assert read == value
    assert from_json(declared, to_json(read)) == value


@pytest.mark.parametrize(("declared", "raw", "expected"), BAD)
def test_bad_input_names_the_field_and_what_was_expected(declared, raw, expected):
    with pytest.raises(BadInput) as refused:
        from_json(declared, raw)
    assert expected in refused.value.message.zh
    assert refused.value.place == "x.y"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_decimals_keep_every_digit(number):
    assert from_json(field(Kind.DECIMAL), to_json(number)) == number


def test_a_condition_on_a_choice_holds_for_any_of_its_values():
    shown = field(Kind.TEXT, when=When("k", ("a",)))
    assert is_shown(shown, {"k": "a"})
    assert is_shown(shown, {"k": ("b", "a")})
    assert not is_shown(shown, {"k": ("b",)})
    assert not is_shown(shown, {})
    assert is_shown(field(Kind.TEXT), {})


def test_an_unknown_option_is_shown_as_it_is():
    declared = field(Kind.CHOICE, options=OPTIONS)
    assert declared.option("a").en == "A"
    assert declared.option("zz").zh == "zz"


def test_a_step_walks_its_fields_and_record_kinds():
    one = field(Kind.TEXT)
    step = Step(
        "s", Text("步", "step"), (Section("s.1", Text("节", "section"), (one,), ("dataset",)),)
    )
    assert list(step.fields()) == [one]
    assert list(step.record_kinds()) == ["dataset"]
