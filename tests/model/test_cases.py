"""Case lists packed and unpacked, what follows from them, and what is found when claims reach beyond them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dossier_app.model.cases import CaseColumn, NotCasesError, Words, joined, pack, unpack
from dossier_app.model.cases_claim import claimed_reach
from dossier_app.model.cases_facts import facts_of, list_facts
from dossier_app.model.cases_values import reader_of
from dossier_app.model.checks import check
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Severity
from dossier_app.rules.loader import current_pack
from tests.model.casemaking import cases, content, holding
from tests.model.clean import ON, clean
from tests.model.faults import answer, both, row

PACK = current_pack()
CLEAN = clean()
TODAY = date(2026, 11, 22)


def said(held: Dossier, code: str) -> list[str]:
    return [f.message.zh for f in check(held, PACK, ON) if f.code == code]


def test_what_is_packed_comes_out_the_same():
    held = content(cases(5, age="60", sex="F"))
    assert unpack(pack(held)) == held
    assert pack(unpack(pack(held))) == pack(held)


def test_parts_of_one_list_are_joined_row_by_row():
    one, other = cases(2, sex="F", age="60"), cases(3, 2, sex="M", age="60")
    assert joined([content(one), content(other)]) == content([*one, *other])
    assert joined([content(one)]) == content(one)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data[:30],
        lambda data: b"DBCASES1" + b"\0" * 40,
        lambda data: data[:12] + bytes([data[12] ^ 255]) + data[13:],
    ],
)
def test_damaged_lists_are_told_from_whole_ones(damage):
    with pytest.raises(NotCasesError):
        unpack(damage(pack(content(cases(5, age="60")))))


def test_codes_without_words_and_columns_of_another_length_are_told():
    held = content(cases(5, age="60"))
    few = replace(held, words={CaseColumn.AGE: Words(("",), held.words[CaseColumn.AGE].codes)})
    for broken in (few, replace(held, rows=4)):
        with pytest.raises(NotCasesError):
            unpack(pack(broken))


@pytest.mark.parametrize(
    ("column", "raw", "word"),
    [
        (CaseColumn.SEX, "男性", "M"),
        (CaseColumn.SEX, "Ｆ", "F"),
        (CaseColumn.SEX, "未知", "unknown"),
        (CaseColumn.AGE, "65周岁", "65"),
        (CaseColumn.AGE, "030D", "0"),
        (CaseColumn.AGE, "65.0", "65"),
        (CaseColumn.DATE, "2024/3/5 08:30", "2024-03"),
        (CaseColumn.DATE, "2024-03", "2024-03"),
        (CaseColumn.SIZE, "0.65cm", "6.5"),
        (CaseColumn.SIZE, "6,5", "6.5"),
        (CaseColumn.KV, "120kVp", "120"),
        (CaseColumn.MAKER, "SIEMENS Healthineers", "西门子 Siemens"),
        (CaseColumn.MAKER, "某厂", "某厂"),
        (CaseColumn.LABEL, "GGO", "GGO"),
    ],
)
def test_ways_of_writing_come_out_as_one_word(column, raw, word):
    assert reader_of(column, TODAY)(raw) == word


@pytest.mark.parametrize(
    ("column", "raw"),
    [
        (CaseColumn.AGE, "121"),
        (CaseColumn.AGE, "六十"),
        (CaseColumn.SEX, "0"),
        (CaseColumn.DATE, "2024-13-01"),
        (CaseColumn.DATE, "99999"),
        (CaseColumn.DATE, "1970-01-01"),
        (CaseColumn.KV, "12 mm"),
        (CaseColumn.SLICE, "0"),
        (CaseColumn.SITE, "长" * 81),
    ],
)
def test_cells_that_cannot_be_meant_are_refused(column, raw):
    with pytest.raises(ValueError):  # noqa: PT011 - each reader names the cell itself
        reader_of(column, TODAY)(raw)


def test_each_study_counts_once_and_each_lesion_by_itself():
    rows = [
        {"patient": "p1", "study": "s1", "lesion": "1", "size": "4.5", "sex": "F", "label": "negative"},
        {"patient": "p1", "study": "s1", "lesion": "2", "size": "9", "sex": "F", "label": "positive"},
        {"patient": "p1", "study": "s2", "lesion": "1", "size": "", "sex": "F", "label": "negative"},
    ]  # fmt: skip
    facts = list_facts("d", "r", content(rows))
    assert facts.words(CaseColumn.SEX) == {"F": 2}
    sizes = [(bar.key, bar.n) for bar in facts.bars[CaseColumn.SIZE]]
    assert sizes == [("<4", 0), ("4–<5", 1), ("5–<8", 0), ("8–<10", 1), ("10–<30", 0), ("≥30", 0), ("", 1)]  # fmt: skip
    assert (facts.counts.positive, facts.counts.negative) == (1, 1)
    assert facts.spans[CaseColumn.SIZE] == (Decimal("4.5"), Decimal(9))


def test_a_column_without_a_single_word_has_no_distribution():
    facts = list_facts("d", "r", content(cases(3, size="", sex="F")))
    assert set(facts.bars) == {CaseColumn.SEX}


def test_a_long_tail_of_words_is_gathered():
    rows = [{"patient": f"p{n}", "model": f"M{n}"} for n in range(50)]
    bars = list_facts("d", "r", content(rows)).bars[CaseColumn.MODEL]
    assert (len(bars), bars[-1].key, bars[-1].n) == (41, "*", 10)


def test_overlap_is_told_by_level_and_not_across_salts():
    one, other = content(cases(5, site="一院")), content(cases(5, 3, site="一院"))
    facts = facts_of([(list_facts("a", "1", one), one), (list_facts("b", "2", other), other)])
    assert {o.level: o.shared for o in facts.overlaps} == {
        CaseColumn.IMAGE: 2, CaseColumn.STUDY: 2, CaseColumn.PATIENT: 2, CaseColumn.SITE: 1,
    }  # fmt: skip
    other = content(cases(5, site="一院"), "other")
    apart = facts_of([(list_facts("a", "1", one), one), (list_facts("b", "2", other), other)])
    assert [o.shared for o in apart.overlaps] == [None, None, None, 1]
    assert apart.incomparable == (("a", "b"),)


@pytest.mark.parametrize(
    ("pair", "code", "grave"),
    [
        (("d-train", "d-tune"), "P1", True),
        (("d-train", "d-test"), "P1", True),
        (("d-test", "d-clin"), "P5", True),
        (("d-base", "d-test"), "", False),
    ],
)
def test_shared_cases_are_a_finding_where_the_roles_must_not_meet(pair, code, grave):
    held = holding(CLEAN, {key: content(cases(900)) for key in pair})
    found = [f for f in check(held, PACK, ON) if f.code in ("P1", "P5")]
    assert [f.code for f in found] == ([code] if code else [])
    assert all((f.severity is Severity.BLOCKER) == grave for f in found)
    assert not code or "患者编号 900 个" in found[0].message.zh


def test_sharing_patients_but_no_samples_warns():
    one = [{"patient": f"p{n}", "study": f"a{n}"} for n in range(900)]
    other = [{"patient": f"p{n}", "study": f"b{n}"} for n in range(900)]
    held = holding(CLEAN, {"d-train": content(one), "d-test": content(other)})
    (found,) = (f for f in check(held, PACK, ON) if f.code == "P1")
    assert found.severity is Severity.WARNING


def test_lists_that_fit_the_register_and_the_claim_raise_nothing_but_gaps():
    rows = [
        {**each, "age": age, "slice": "1.5", "size": size, "date": "2021-05"}
        for each, age, size in zip(
            cases(900),
            ["18", "25", "45", "65", "80"] * 180,
            ["4.5", "6", "9", "20", "31"] * 180,
            strict=True,
        )
    ]
    held = holding(CLEAN, {"d-test": content(rows)})
    found = {f.code for f in check(held, PACK, ON)}
    assert found <= {"DATA-03", "DATA-06"}


def test_a_new_site_in_the_test_takes_the_hint_away():
    held = holding(
        CLEAN,
        {
            "d-train": content(cases(900, 2000, site="一院")),
            "d-test": content([*cases(450, site="一院"), *cases(450, 450, site="二院")]),
        },
    )
    assert said(held, "DATA-05") == []


def test_a_claim_beyond_the_cases_is_told_by_what_lacks():
    claim = both(
        answer("claim.population", "18～70岁患者"),
        answer(
            "claim.acquisition", "联影、西门子CT，层厚0.5～5mm，管电压 80-140kV；已验证 3 个厂家"
        ),
    )
    rows = [
        {**each, "age": "45", "sex": "F", "slice": "1", "kv": "120", "maker": "联影 United Imaging"}
        for each in cases(900)
    ]
    rows[0]["maker"] = "GE"
    words = "\n".join(said(holding(claim(CLEAN), {"d-test": content(rows)}), "P9"))
    assert "男性" in words
    assert "西门子 Siemens" in words
    assert "写明已验证 3 个厂家，测试与临床数据只有 2 个" in words
    assert "层厚（mm）只在 1～1" in words
    assert "管电压（kV）只在 120～120" in words
    assert "18–<40" in words
    assert "GE（1）" in words


def test_a_claim_for_women_asks_for_no_men():
    held = answer("claim.population", "女性乳腺筛查人群，40岁以上")(CLEAN)
    reach = claimed_reach(held)
    assert reach.sexes == ("F",)
    assert [str(span.low) for span in reach.spans if span.column is CaseColumn.AGE] == ["40"]
    assert claimed_reach(answer("claim.population", "成人")(CLEAN)).spans[0].low == 18


def test_results_by_group_take_the_hint_away():
    rows = [*cases(450, sex="F", age="30"), *cases(450, 450, sex="M", age="70")]
    held = holding(CLEAN, {"d-test": content(rows)})
    assert "年龄、性别" in said(held, "DATA-06")[0]
    for at, group in enumerate(("男性", "≥60岁")):
        values = {"metric": "敏感度", "value": Decimal(90), "ci_low": Decimal(88), "ci_high": Decimal(92), "n": 400, "criterion": "x", "dataset": "d-test", "dimension": "standalone", "subgroup": group}  # fmt: skip
        held = holding(row("result", f"g{at}", **values)(held), {"d-test": content(rows)})
    assert said(held, "DATA-06") == []


def test_a_list_of_a_set_that_is_gone_raises_nothing_of_its_own():
    held = holding(CLEAN, {"d-gone": content(cases(3))})
    assert {f.code for f in check(held, PACK, ON) if f.code.startswith("DATA")} == {"DATA-03"}


def test_legal_routes_are_judged_by_what_they_say():
    route = row("legal_route", "lr", subject="border", outcome="done", basis="x", persons=20_000, measure="标准合同")  # fmt: skip
    held = both(answer("provenance.cross_border", "yes"), route)(CLEAN)
    assert any("20000" in words for words in said(held, "LAW-04"))
    assert said(held, "LAW-05") == [
        "合规路径没有写“网络安全等级保护”。请写明不涉及、已完成或办理中。"
    ]
    unsent = both(
        answer("provenance.cross_border", "yes"), row("institution", "in1", onward="none")
    )
    assert any("书面同意" in words for words in said(unsent(CLEAN), "LAW-06"))
    exempt = row("institution", "in1", ethics_kind="exempt")(CLEAN)
    assert said(exempt, "LAW-02") == []
