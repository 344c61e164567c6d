"""Numbers are taken apart, explained, and held against what else is known."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model.certificate import Expected, parse_number
from dossier_app.rules.loader import current_pack

ON = date(2026, 11, 22)


def parse(number, **expected):
    return parse_number(number, current_pack(), ON, Expected(**expected))


@pytest.mark.parametrize(
    "number",
    [
        "国械注准20203210035",
        "国械注准20203210686",
        "国械注准20203210839",
        "国械注进20183060001",
        "国械注许20192060002",
        "浙械注准20232210999",
    ],
)
def test_well_formed_numbers_have_no_problem(number):
    assert parse(number).problems == ()


def test_every_part_is_explained_in_both_languages():
    found = parse("国械注准20203210035")
    assert [(part.key, part.value) for part in found.parts] == [
        ("place", "国"),
        ("origin", "准"),
        ("year", "2020"),
        ("class", "3"),
        ("code", "21"),
        ("serial", "0035"),
    ]
    assert (found.klass, found.code, found.year, found.serial) == ("III", "21", 2020, "0035")
    for part in found.parts:
        assert part.name.zh
        assert part.name.en
        assert part.meaning.zh
        assert part.meaning.en
    assert "医用软件" in found.parts[4].meaning.zh
    json.dumps(found.as_json())
    assert found.as_json()["class"] == "III"


def test_blanks_and_full_width_digits_are_read():
    assert parse(" 国械注准 ２０２０ 3 21 0035 ").number == "国械注准20203210035"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("国械注准20202210035", "第三类"),
        ("浙械注进20202210035", "以“国”开头"),
        ("浙械注准20203210035", "第二类"),
        ("国械注准20273210035", "晚于"),
        ("国械注准20133210035", "过早"),
        ("国械注准20203300035", "01至22"),
        ("贵械注准20202210035", "未证实"),
    ],
)
def test_parts_that_do_not_fit_are_told(number, told):
    assert any(told in problem.zh for problem in parse(number).problems)


def test_old_software_codes_are_not_called_wrong():
    assert parse("国械注准20153700001").problems == ()


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ({"klass": "II"}, "换发新编号"),
        ({"code": "06-01"}, "子目录"),
        ({"origin": "import"}, "产地"),
    ],
)
def test_numbers_are_held_against_the_dossier(expected, told):
    assert any(told in problem.zh for problem in parse("国械注准20203210035", **expected).problems)
    fitting = parse("国械注准20203210035", klass="III", code="21-04-02", origin="domestic")
    assert fitting.problems == ()


@pytest.mark.parametrize(
    ("number", "form", "year", "klass"),
    [
        ("国械备20200001", "filing", 2020, ""),
        ("浙杭械备20210012", "filing", 2021, ""),
        ("国食药监械(准)字2010第3700123号", "old-2000", 2010, "III"),
        ("国食药监械（进）字2010第2300123号", "old-2000", 2010, "II"),
        ("CQZ2100700", "acceptance", 2021, ""),
        ("JQZ2300190", "acceptance", 2023, ""),
        ("CQTS2100123", "innovation", 2021, ""),
    ],
)
def test_other_forms_are_known(number, form, year, klass):
    found = parse(number)
    assert (found.form, found.year, found.klass, found.problems) == (form, year, klass, ())


@pytest.mark.parametrize(
    "number",
    [
        "",
        "国械注准",
        "国械注准2020321003",
        "国械注准20201210035",
        "KL123456",
        "中械注准20203210035",
    ],
)
def test_what_is_no_number_is_refused_with_the_known_forms(number):
    with pytest.raises(BadInput) as caught:
        parse(number)
    assert "×械注×" in caught.value.message.zh
