"""Three states of a dossier: who did what, which order comes of it, and numbers that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dossier_app.model.merge import Choice, State, Unit, tally, units, woven


def form(answers=None, **records):
    rows = {
        kind: [{"id": key, **values} for key, values in each.items()]
        for kind, each in records.items()
    }
    return {"dossier": {"name": "甲"}, "answers": answers or {}, "records": rows}


def states(base, mine, theirs):
    return {unit.place: unit.state for unit in units(base, mine, theirs) if unit.part != "heading"}


def test_each_side_alone_decides_and_both_together_conflict() -> None:
    base = form({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1})
    mine = form({"a": 1, "b": 2, "c": 1, "d": 2, "e": 3})
    theirs = form({"a": 1, "b": 1, "c": 2, "d": 3, "e": 3})
    assert states(base, mine, theirs) == {
        "answers/a": State.SAME,
        "answers/b": State.MINE,
        "answers/c": State.THEIRS,
        "answers/d": State.CONFLICT,
        "answers/e": State.SAME,
    }


def test_removed_here_and_changed_there_is_a_conflict() -> None:
    base = form(term={"t1": {"term": "甲"}, "t2": {"term": "乙"}, "t3": {"term": "丙"}})
    mine = form(term={"t2": {"term": "乙"}, "t3": {"term": "丙"}})
    theirs = form(term={"t1": {"term": "甲改"}, "t3": {"term": "丙"}})
    found = states(base, mine, theirs)
    assert found["records/term/t1"] is State.CONFLICT
    assert found["records/term/t2"] is State.THEIRS
    assert found["records/term/t3"] is State.SAME


def test_without_a_base_what_only_one_has_stays() -> None:
    found = states({}, form({"a": 1, "c": 1}), form({"b": 1, "c": 2}))
    assert found == {
        "answers/a": State.MINE,
        "answers/c": State.CONFLICT,
        "answers/b": State.THEIRS,
    }


def test_firm_record_that_the_other_side_does_not_name_is_left_alone() -> None:
    mine = {"firm": {"party": [{"id": "p1", "name": "甲"}]}}
    assert [u for u in units(mine, mine, {"firm": {}}) if u.part == "firm"] == []


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("abc", "abc", "cba", "cba"),
        ("abc", "cba", "abc", "cba"),
        ("abc", "axbc", "abyc", "axbyc"),
        ("abc", "abc", "xabc", "xabc"),
        ("", "ab", "ba", "ba"),
        ("abc", "bac", "cab", "bac"),
    ],
)
def test_orders_are_woven(base: str, mine: str, theirs: str, expected: str) -> None:
    assert "".join(woven(base, mine, theirs)) == expected


ROWS = some.dictionaries(some.sampled_from("abcdefg"), some.integers(0, 2), max_size=7)


@given(ROWS, ROWS, ROWS, some.sampled_from([None, *Choice]))
def test_every_unit_has_one_outcome_and_results_add_up(base, mine, theirs, choice) -> None:
    three = [
        form(side, term={k: {"n": v} for k, v in side.items()}) for side in (base, mine, theirs)
    ]
    found = units(*three)
    decided = {u.place: choice for u in found if u.state is State.CONFLICT and choice}
    for part in ("answers", "records"):
        count = tally(found, decided)[part]
        kept = sum(count[name] for name in ("same", "kept_mine", "kept_theirs", "kept_both"))
        assert kept == count["units"] == len(base.keys() | mine.keys() | theirs.keys())
        assert count["mine"] == len(mine)
        assert count["theirs"] == len(theirs)


def test_both_leaves_two_records_but_one_answer_and_a_note() -> None:
    here = Unit("records", "term", "t1", None, {"term": "甲"}, {"term": "乙"})
    there = Unit("answers", "", "a", None, 1, 2)
    gone = Unit("records", "term", "t2", {"term": "丙"}, None, {"term": "丁"})
    both = {unit.place: Choice.BOTH for unit in (here, there, gone)}
    counts = tally((here, there, gone), both)
    assert (counts["records"]["result"], counts["answers"]["result"]) == (3, 1)
