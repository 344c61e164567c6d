"""Known answers found for a requirement, with source, date, what differs, and the scope guard's word."""

from datetime import date

from dossier_app.base.text import same
from dossier_app.model.suggest import Index, Known, known_answers, suggest
from tests.model.clean import ON, clean
from tests.model.making import dossier, record


def past(id, requirement, answer, day=date(2026, 1, 1), won=False):
    return record(
        "past_answer",
        id,
        requirement=requirement,
        answer=answer,
        answered_on=day,
        won=won,
        project="旧项目",
    )


def test_the_fitting_answer_comes_first_though_figures_and_order_differ():
    rows = [
        past("a", "单例CT影像自动处理时间不超过120秒", "处理时间60秒"),
        past("b", "提供不少于2次现场培训", "提供3次培训"),
        past("c", "支持与PACS系统对接并回写结果", "已支持DICOM回写"),
    ]
    asked = [record("requirement", "q", text="★CT影像单例处理时间≤90秒，须提供证明")]
    (first, *_) = suggest(asked, dossier(), rows)["q"]
    assert (first.known.id, first.deviation) == ("a", "positive")
    assert first.differs == ("+<=90秒", "-<=120秒")
    assert first.known.day == date(2026, 1, 1)
    assert 0 < first.score <= 1


def test_a_won_answer_goes_before_an_equal_one_and_the_newer_before_the_older():
    same_words = "支持与PACS系统对接"
    rows = [
        past("old", same_words, "甲", date(2024, 1, 1)),
        past("new", same_words, "乙", date(2026, 1, 1)),
        past("won", same_words, "丙", date(2020, 1, 1), won=True),
    ]
    found = suggest([record("requirement", "q", text="须支持与PACS系统的对接")], dossier(), rows)[
        "q"
    ]
    assert [s.known.id for s in found] == ["won", "new", "old"]


def test_nothing_alike_suggests_nothing():
    assert (
        suggest(
            [record("requirement", "q", text="提供车位")], dossier(), [past("a", "敏感度", "x")]
        )["q"]
        == ()
    )
    assert Index(()).best("敏感度") == ()


def test_an_answer_beyond_the_approved_edition_says_so():
    rows = [past("a", "支持肋骨骨折自动检出", "支持肋骨骨折自动检出")]
    held = clean()
    asked = [record("requirement", "q", text="软件支持肋骨骨折自动检出")]
    guarded = suggest(asked, held, rows, on=ON)["q"][0]
    unguarded = suggest(asked, held, rows)["q"][0]
    assert guarded.beyond
    assert unguarded.beyond == ()


def test_edition_clauses_indicators_evidence_and_past_answers_are_known():
    held = dossier(
        {},
        *clean().all("certificate"),
        *clean().all("approved_indicator"),
        *clean().all("indicator"),
    )
    proof = record("evidence", "e", title="报告", proves="处理时间38秒", dated=date(2026, 1, 1))
    held = dossier(
        {},
        *[r for rows in held.records.values() for r in rows],
        proof,
        record("evidence", "x", title="无"),
    )
    found = list(known_answers(held, [past("a", "甲", "乙")], on=ON))
    assert {k.kind for k in found} == {
        "certificate",
        "approved_indicator",
        "indicator",
        "evidence",
        "past_answer",
    }
    assert {k.kind for k in known_answers(held, [])} == {"indicator", "evidence"}
    indicator = suggest([record("requirement", "q", text="单例处理时间≤90秒")], held, [], on=ON)[
        "q"
    ][0]
    assert "-<=60秒" in indicator.differs


def test_many_candidates_are_cut_to_the_likeliest():
    known = [
        Known(f"第{chr(0x4E00 + n)}类影像的处理时间要求", "", "past_answer", str(n), same(""))
        for n in range(200)
    ]
    assert Index(known).best(known[150].asked, 1)[0][0].id == "150"
