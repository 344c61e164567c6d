"""Amounts in capitals: one way out, every accepted spelling in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_app.base.errors import BadInput
from dossier_app.model.money import in_capitals, parse_capitals, same_amount

VECTORS = {
    "1409.50": ("壹仟肆佰零玖元伍角",),
    "6007.14": ("陆仟零柒元壹角肆分",),
    "1680.32": ("壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分"),
    "107000.53": ("壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分"),
    "16409.02": ("壹万陆仟肆佰零玖元零贰分",),
    "325.04": ("叁佰贰拾伍元零肆分",),
    "0": ("零元整",),
    "0.50": ("伍角", "伍角整"),
    "0.05": ("伍分",),
    "480000": ("肆拾捌万元整", "肆拾捌万元正", "肆拾捌万圆整", "人民币肆拾捌万元整"),
    "100010000": ("壹亿零壹万元整",),
    "1000200030004": ("壹万零贰亿零叁万零肆元整",),
}


@pytest.mark.parametrize(("amount", "spellings"), VECTORS.items())
def test_each_vector_is_written_and_read_in_every_spelling(amount, spellings):
    assert in_capitals(Decimal(amount)) == spellings[0]
    assert in_capitals(Decimal(amount), prefix=True) == "人民币" + spellings[0]
    for words in spellings:
        assert parse_capitals(words) == Decimal(amount)
        assert same_amount(words, Decimal(amount))


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2))
def test_what_is_written_is_read_back(amount):
    assert parse_capitals(in_capitals(amount)) == amount


@pytest.mark.parametrize(
    "words",
    ["", "元整", "陆仟柒元整", "壹元", "壹拾元零整", "十元整", "伍佰万元整整", "伍分整", "万元整"],
)
def test_what_is_no_amount_is_refused_with_the_words(words):
    with pytest.raises(BadInput) as caught:
        parse_capitals(words)
    assert caught.value.place == words


@pytest.mark.parametrize("amount", ["-1", "0.001", "1e16"])
def test_an_amount_that_cannot_be_written_is_refused(amount):
    with pytest.raises(BadInput):
        in_capitals(Decimal(amount))
