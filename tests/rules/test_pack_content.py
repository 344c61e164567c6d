"""What the shipped pack must hold, and what it must not claim."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dossier_app.base.errors import NotFound
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.finding import Certainty, Severity
from dossier_app.rules.loader import current_pack

CASES = json.loads((Path(__file__).parent / "data" / "cases.json").read_text(encoding="utf-8"))[
    "cases"
]


@pytest.fixture
def pack():
    return current_pack()


def test_two_documents_of_one_number_are_told_apart(pack):
    nmpa, cmde = pack.cite("nmpa-2022-8", "二"), pack.cite("cmde-2022-8", "七")
    assert nmpa.zh.startswith("国家药监局通告2022年第8号《医疗器械产品技术要求")
    assert cmde.zh.startswith("国家药监局器审中心通告2022年第8号《人工智能")
    assert nmpa.en != cmde.en
    assert "二" in nmpa.zh
    assert "A 已读原文" in nmpa.zh


def test_a_citation_says_how_sure_and_what_is_not_in_force(pack):
    assert "已宣布，未生效" in pack.cite("nmpa-2025-63").zh
    assert "draft, not in force" in pack.cite_ref("cmde-2026-draft:大模型").en
    assert "C unconfirmed" in pack.cite("cfda-2017-104", "21", Certainty.C).en
    assert "Order 2021 No. 47" in pack.cite("samr-2021-47").en
    assert pack.cite("gpl-2014").zh.startswith("全国人大常委会法律（2014年）《政府采购法》")
    assert "（2015年，2015年收费标准）" in pack.cite("fees-2015").zh


def test_an_unknown_source_or_rule_is_not_found(pack):
    with pytest.raises(NotFound):
        pack.cite("no-such-1")
    with pytest.raises(NotFound):
        pack.rule("Z99")


def test_rules_are_found_by_code(pack):
    assert pack.rule("P1").severity is Severity.BLOCKER
    assert pack.rule("R24").group == "rejection"
    assert pack.rule("PTR-01").group == "ptr"
    assert pack.rule("ERPS-03").limit == "64"


def test_sources_know_when_they_are_in_force(pack):
    gmp = pack.source("nmpa-2025-107")
    assert not gmp.is_in_force(date(2026, 10, 31))
    assert gmp.is_in_force(date(2026, 11, 1))
    assert not pack.source("cmde-2026-draft").is_in_force(date(2027, 1, 1))


def test_standards_know_their_state(pack):
    by_number = {row.number: row for row in pack.standards}
    assert by_number["YY/T 1991-2025"].state(date(2026, 10, 31)) == "upcoming"
    assert by_number["YY/T 1991-2025"].state(date(2026, 11, 1)) == "in_force"
    assert by_number["GB/T 25000.51-2016"].state(date(2026, 11, 1)) == "undated"


def test_unconfirmed_rules_never_block(pack):
    every = (*pack.rules, *pack.rejections, *pack.ptr_rules, *pack.erps_rules, *pack.phrases)
    assert [
        row.code
        for row in every
        if row.certainty is Certainty.C and row.severity is Severity.BLOCKER
    ] == []


def test_the_numbered_lists_are_whole(pack):
    assert [row.code for row in pack.rejections] == [f"R{n:02d}" for n in range(1, 49)]
    assert [row.code for row in pack.rules if row.group == "data"] == [
        f"P{n}" for n in range(1, 13)
    ]
    assert [row.number for row in pack.capabilities] == list(range(1, 23))
    assert [row.code for row in pack.bid_parts] == [f"P{n:02d}" for n in range(1, 43)]
    assert [row.code for row in pack.gates if row.code.startswith("G")] == [
        f"G{n}" for n in range(17)
    ]
    clauses = [
        row.number
        for row in pack.ptr_clauses
        if row.edition == "2022" and row.number.startswith("2.1.")
    ]
    assert clauses == [f"2.1.{n}" for n in range(1, 16)]


def test_old_template_clauses_lead_to_new_ones(pack):
    new = {row.number for row in pack.ptr_clauses if row.edition == "2022"}
    old = [row for row in pack.ptr_clauses if row.edition == "2015"]
    assert {row.becomes for row in old if row.becomes} <= new
    assert [row.title for row in old if not row.becomes] == ["软件质量要求"]


def test_the_directory_differs_by_filing(pack):
    first = dict((item.code, mark) for item, mark in pack.directory_for("III", "domestic", "first"))
    foreign = dict((item.code, mark) for item, mark in pack.directory_for("III", "import", "first"))
    renewal = dict(
        (item.code, mark) for item, mark in pack.directory_for("III", "domestic", "renewal")
    )
    assert first["CH1.2"] == "R"
    assert first["CH1.1"] == "NR"
    assert "CH1.13" not in first
    assert foreign["CH1.13"] == "R"
    assert foreign["CH3.8"] == "R"
    assert first["CH3.8"] == "CR"
    assert set(renewal) < set(first)
    assert renewal["CH3.4.2"] == "CR"


def test_fees_stand_for_each_filing(pack):
    fees = {(row.filing, row.origin, row.klass): row.amount for row in pack.fees}
    assert fees["first", "domestic", "III"] == "15.36"
    assert fees["first", "import", "III"] == "30.88"
    assert fees["first", "domestic", "II"] == ""


def test_the_pack_holds_every_shared_case(pack):
    held = {case.key: case for case in pack.cases}
    assert set(held) == {case["id"] for case in CASES}
    for case in CASES:
        assert held[case["id"]].use == case["use"]
        given = {key: value for key, value in case["facts"].items() if value is not None}
        assert dict(held[case["id"]].facts) == given


def test_guidance_is_found_by_field(pack):
    assert pack.guide("claim.product_name").cites
    assert pack.guide("no.such.field") is None


def test_guidance_stands_for_every_field_of_the_steps_and_for_none_that_is_gone(pack):
    guided = {row.field for row in pack.guidance}
    of_records = {
        f"{kind.key}.{entry.key}" for kind in RECORD_KINDS.values() for entry in kind.fields
    }
    assert set(FIELDS) - guided == set()
    assert guided - set(FIELDS) - of_records == set()


def test_every_citation_of_a_field_has_its_source(pack):
    declared = [
        *FIELDS.values(),
        *(entry for kind in RECORD_KINDS.values() for entry in kind.fields),
    ]
    for entry in declared:
        for reference in entry.cites:
            assert pack.cite_ref(reference).zh


def test_licences_of_the_firm_have_their_validity_rule(pack):
    kinds = {option.key for option in RECORD_KINDS["licence"].field("kind").options} - {"other"}
    assert kinds <= {row.key for row in pack.validity}
