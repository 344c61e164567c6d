"""Two machines edit one dossier without a network: nothing of either is lost, and one undo takes the merge back."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.model.merge import Choice
from dossier_app.service import bundle, imports, merging, redacting
from dossier_app.service.commands import (
    AddRecord,
    ChangeHeading,
    ChangeRecord,
    MarkNotApplicable,
    MoveRecord,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.exchange import canonical
from dossier_app.service.workspace import Workspace


@pytest.fixture
def pair(ws: Workspace, tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """The same dossier on two machines."""
    for number in "123":
        ws.do(AddRecord("d1", "term", f"t{number}", {"term": f"词{number}"}))
    ws.do(AddRecord("", "party", "p1", {"name": "样例医疗", "role": "registrant"}))
    ws.do(SetAnswer("d1", "claim.registrant", "p1"))
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    bundle.write_bundle(ws, "lung", tmp_path / "first.dossier")
    with Workspace.create(tmp_path / "other", person="赵工") as other:
        bundle.read_bundle(other, tmp_path / "first.dossier")
        yield ws, other


def sent(ws: Workspace, tmp_path: Path) -> Path:
    target = tmp_path / f"{uuid.uuid4().hex}.dossier"
    bundle.write_bundle(ws, "lung", target)
    return target


def dump(ws: Workspace) -> str:
    return canonical(imports.dump(ws, "lung"))


def terms(ws: Workspace) -> list[str]:
    return [row["term"] for row in imports.dump(ws, "lung")["records"].get("term", [])]


def test_work_on_different_places_comes_together(pair, tmp_path: Path) -> None:
    mine, theirs = pair
    mine.do(SetAnswer("d1", "claim.model", "LN-2"))
    mine.do(AddRecord("d1", "term", "m1", {"term": "我加"}, 1))
    theirs.do(SetAnswer("d1", "claim.structure", "由算法模块组成"))
    theirs.do(RemoveRecord("term", "t2"))
    theirs.do(MarkNotApplicable("d1", "claim.host_code", "独立软件"))
    theirs.do(ChangeRecord("party", "p1", {"name": "样例医疗科技"}))
    theirs.do(ChangeHeading("d1", name="肺结节二代"))
    before = dump(mine)
    file = sent(theirs, tmp_path)
    plan = merging.plan_merge(mine, file, {})
    assert plan["base"]
    assert {unit["state"] for unit in plan["units"]} == {"mine", "theirs"}
    assert dump(mine) == before
    report = merging.merge_bundle(mine, file, {})
    form = imports.dump(mine, "lung")
    assert form["answers"]["claim.model"] == "LN-2"
    assert form["answers"]["claim.structure"] == "由算法模块组成"
    assert form["dossier"]["name"] == "肺结节二代"
    assert form["not_applicable"]["claim.host_code"]["by"] == "赵工"
    assert form["firm"]["party"][0]["name"] == "样例医疗科技"
    assert terms(mine) == ["词1", "我加", "词3"]
    assert report["balanced"]
    after = dump(mine)
    mine.undo()
    assert dump(mine) == before
    again = merging.merge_bundle(mine, file, {})
    assert again["counts"] == report["counts"]
    assert dump(mine) == after


def test_conflict_is_refused_until_it_is_decided(pair, tmp_path: Path) -> None:
    mine, theirs = pair
    for ws, word in ((mine, "甲"), (theirs, "乙")):
        ws.do(SetAnswer("d1", "claim.model", word))
        ws.do(ChangeRecord("term", "t1", {"term": word}))
    file, before = sent(theirs, tmp_path), dump(mine)
    with pytest.raises(BadInput) as refusal:
        merging.merge_bundle(mine, file, {})
    assert refusal.value.code == "MERGE-OPEN"
    assert "claim.model" in refusal.value.message.zh
    assert dump(mine) == before
    decided = {"answers/claim.model": Choice.THEIRS, "*": Choice.BOTH}
    report = merging.merge_bundle(mine, file, decided)
    assert imports.dump(mine, "lung")["answers"]["claim.model"] == "乙"
    assert terms(mine) == ["甲", "乙", "词2", "词3"]
    assert report["balanced"]
    assert report["counts"]["records"]["kept_both"] == 1


def test_answer_kept_beside_another_becomes_a_note_at_its_place(pair, tmp_path: Path) -> None:
    mine, theirs = pair
    mine.do(SetAnswer("d1", "claim.model", "甲"))
    theirs.do(SetAnswer("d1", "claim.model", "乙"))
    theirs.do(SetAnswer("d1", "claim.registrant", None))
    mine.do(AddRecord("", "party", "p2", {"name": "另一家", "role": "registrant"}))
    mine.do(SetAnswer("d1", "claim.registrant", "p2"))
    report = merging.merge_bundle(mine, sent(theirs, tmp_path), {"*": Choice.BOTH})
    form = imports.dump(mine, "lung")
    assert form["answers"]["claim.model"] == "甲"
    assert form["answers"]["claim.registrant"] == "p2"
    assert [note["place"] for note in form["records"]["comment"]] == ["answer:claim.model"]
    assert "乙" in form["records"]["comment"][0]["text"]
    assert (report["notes"], report["balanced"]) == (1, True)


def test_work_goes_to_and_fro_against_the_newest_common_state(pair, tmp_path: Path) -> None:
    mine, theirs = pair
    theirs.do(SetAnswer("d1", "claim.structure", "一"))
    merging.merge_bundle(mine, sent(theirs, tmp_path), {})
    mine.do(SetAnswer("d1", "claim.structure", "二"))
    merging.merge_bundle(theirs, sent(mine, tmp_path), {})
    assert dump(theirs) == dump(mine)
    theirs.do(MoveRecord("term", "t3", 0))
    merging.merge_bundle(mine, sent(theirs, tmp_path), {})
    assert terms(mine) == ["词3", "词1", "词2"]


def test_unknown_places_strange_words_and_redacted_bundles_are_refused(
    pair, tmp_path: Path
) -> None:
    mine, theirs = pair
    theirs.do(SetAnswer("d1", "claim.model", "乙"))
    file = sent(theirs, tmp_path)
    with pytest.raises(BadInput):
        merging.merge_bundle(mine, file, {"answers/claim.absent": Choice.MINE})
    for raw in ([], {"answers/claim.model": "ours"}):
        with pytest.raises(BadInput):
            merging.decisions_from(raw)
    redacting.write_redacted(theirs, "lung", tmp_path / "r.dossier")
    with pytest.raises(BadInput, match="redacted"):
        merging.merge_bundle(mine, tmp_path / "r.dossier", {})
    with Workspace.create(tmp_path / "third") as third, pytest.raises(NotFound):
        merging.merge_bundle(third, file, {})


def test_removal_of_what_is_still_referred_to_changes_nothing(pair, tmp_path: Path) -> None:
    mine, theirs = pair
    theirs.do(AddRecord("d1", "function", "f1", {"name": "检出"}))
    merging.merge_bundle(mine, sent(theirs, tmp_path), {})
    mine.do(AddRecord("d1", "claim_item", "c1", {"text": "检出结节", "function": "f1"}))
    theirs.do(RemoveRecord("function", "f1"))
    before, file = dump(mine), sent(theirs, tmp_path)
    with pytest.raises(BadInput) as refusal:
        merging.merge_bundle(mine, file, {})
    assert refusal.value.code == "STILL-REFERENCED"
    assert dump(mine) == before
    merging.merge_bundle(mine, file, {"records/function/f1": Choice.MINE})
    assert dump(mine) == before


ACTS = some.lists(
    some.tuples(some.sampled_from("ACRMS"), some.integers(0, 5), some.integers(0, 4)), max_size=6
)


def act(ws: Workspace, side: str, step: int, each: tuple[str, int, int]) -> None:
    what, number, word = each
    rows = [row["id"] for row in imports.dump(ws, "lung")["records"].get("term", [])]
    chosen = rows[number % len(rows)] if rows else ""
    if what == "A":
        ws.do(AddRecord("d1", "term", f"{side}{step}", {"term": f"{side}{step}"}, number))
    elif what == "S":
        field = ("claim.model", "claim.structure")[number % 2]
        ws.do(SetAnswer("d1", field, f"{word}" if word else None))
    elif chosen and what == "C":
        ws.do(ChangeRecord("term", chosen, {"definition": f"{word}"}))
    elif chosen and what == "R":
        ws.do(RemoveRecord("term", chosen))
    elif chosen:
        ws.do(MoveRecord("term", chosen, word))


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ACTS, ACTS)
def test_random_work_merges_balanced_and_loses_nothing(pair, tmp_path: Path, here, there) -> None:
    mine, theirs = pair
    merging.merge_bundle(mine, sent(theirs, tmp_path), {"*": Choice.THEIRS})
    merging.merge_bundle(theirs, sent(mine, tmp_path), {"*": Choice.THEIRS})
    assert dump(theirs) == dump(mine)
    tag = uuid.uuid4().hex[:8]
    for step, each in enumerate(here):
        act(mine, f"m{tag}", step, each)
    for step, each in enumerate(there):
        act(theirs, f"t{tag}", step, each)
    file, before = sent(theirs, tmp_path), dump(mine)
    other = dump(theirs)
    report = merging.merge_bundle(mine, file, {"*": Choice.BOTH})
    assert report["balanced"]
    whole = dump(mine)
    for word in (f"m{tag}", f"t{tag}"):
        for step in range(6):
            if f"{word}{step}" in before or f"{word}{step}" in other:
                assert f"{word}{step}" in whole
    if before != whole:
        mine.undo()
        assert dump(mine) == before
        mine.redo()
        assert dump(mine) == whole
