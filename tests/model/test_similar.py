"""Traces of other bids: foreign names, and passages too like one another."""

from dossier_app.model.similar import foreign_names, likeness
from tests.model.making import dossier, record

TENDER = record("tender", "t1", name="甲医院影像软件采购项目", number="A-2026-001")
HELD = dossier(
    {},
    TENDER,
    record("tender", "t2", name="乙医院影像软件采购项目", number="B-2025-77"),
    record("tender", "t3", name="短名", number=""),
    record("past_answer", "p1", project="丙医院冠脉软件项目"),
)


def test_names_and_numbers_of_other_projects_are_found():
    text = "详见 B-2025-77 号及丙医院冠脉软件项目；短名"
    assert list(foreign_names(text, TENDER, HELD)) == ["B-2025-77", "丙医院冠脉软件项目"]


def test_the_own_project_is_no_trace():
    assert list(foreign_names("甲医院影像软件采购项目 A-2026-001", TENDER, HELD)) == []


LONG = "本公司承诺在接到报修后两小时内响应，二十四小时内到达现场处理故障"


def test_a_passage_found_in_both_counts_even_when_a_word_differs():
    alike = likeness([LONG + "。另有自行编写的一段服务说明文字用于区别两份投标文件"], [LONG + "的"])
    assert (alike.share, alike.passages) == (0.5, (LONG,))


def test_what_the_tender_file_itself_says_does_not_count():
    assert likeness([LONG], [LONG], given=[LONG]).share == 0
    assert likeness(["短"], ["短"]).share == 0
