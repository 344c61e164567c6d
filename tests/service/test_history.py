"""The record tells who changed what from what to what, when and why, and is filtered by place."""

from datetime import timedelta

import pytest

from dossier_app import __version__
from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.service import queries
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    Confirm,
    CreateDossier,
    MarkNotApplicable,
    MoveRecord,
    PinRulePack,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.history import Carried, Stacks
from dossier_app.service.packs import current_identity


def last(ws):
    return queries.history(ws, limit=1)[0]


def changes(ws):
    return [(change.place, change.old, change.new) for change in last(ws).changes]


def test_each_command_shows_old_and_new(ws):
    assert changes(ws) == [("heading.key", None, "lung"), ("heading.name", None, "肺结节")]
    ws.do(AddRecord("d1", "term", "t1", {"term": "甲"}))
    assert changes(ws) == [("record:term:t1.term", None, "甲")]
    ws.do(AddRecord("d1", "term", "t2", {"term": "乙"}))
    ws.do(ChangeRecord("term", "t1", {"term": "丙", "definition": "丁"}))
    assert changes(ws) == [
        ("record:term:t1.definition", None, "丁"),
        ("record:term:t1.term", "甲", "丙"),
    ]
    ws.do(MoveRecord("term", "t2", 0))
    assert changes(ws) == [("record:term:t2.position", 1, 0)]
    ws.do(RemoveRecord("term", "t2"))
    assert changes(ws) == [("record:term:t2.term", "乙", None)]
    ws.do(MarkNotApplicable("d1", "claim.host_code", "独立软件"))
    assert changes(ws) == [("not_applicable:claim.host_code", None, "独立软件")]
    ws.do(ChangeHeading("d1", archived=True))
    assert changes(ws) == [("heading.archived", False, True)]


def test_a_batch_shows_all_its_places_and_a_confirmation_its_reason(ws):
    parts = (SetAnswer("d1", "claim.model", "A"), SetAnswer("d1", "claim.object", "B"))
    ws.do(Batch(Text("两处", "two"), parts))
    assert changes(ws) == [("answer:claim.model", None, "A"), ("answer:claim.object", None, "B")]
    assert last(ws).places == ("answer:claim.model", "answer:claim.object")
    ws.do(Confirm("d1", "field:claim.model", "李", "approved", "看过"))
    assert (last(ws).reason, changes(ws)) == ("看过", [])


def test_a_pin_is_shown_as_a_change_and_undone_to_a_pack_that_is_gone(ws):
    before = queries.heading(ws, "lung").pack
    ws.do(CreateDossier("d2", "two", "二", pack="cn-imaging-ai-2026.11@older"))
    ws.do(PinRulePack("d2", "cn-imaging-ai-2026.11"))
    assert changes(ws) == [("heading.pack", "cn-imaging-ai-2026.11@older", "cn-imaging-ai-2026.11")]
    assert queries.heading(ws, "two").pack == before == current_identity()
    ws.undo()
    assert queries.heading(ws, "two").pack == "cn-imaging-ai-2026.11@older"
    assert ws.do(PinRulePack("d1", "cn-imaging-ai-2026.11")).keys == frozenset()


def test_the_record_is_filtered_by_dossier_and_place_newest_first(ws):
    ws.do(CreateDossier("d2", "two", "二"))
    for n in range(3):
        ws.do(SetAnswer("d1", "claim.model", f"A{n}"))
    ws.do(SetAnswer("d2", "claim.model", "B"))
    lines = queries.history(ws, "lung", "answer:claim.model")
    assert [line.changes[0].new for line in lines] == ["A2", "A1", "A0"]
    assert [line.seq for line in queries.history(ws, "lung", limit=2)] == [5, 4]
    assert queries.history(ws, "two", "answer:claim.object") == ()
    with pytest.raises(NotFound):
        queries.history(ws, "nobody")


def test_moments_are_aware_and_in_order(ws):
    ws.do(SetAnswer("d1", "claim.model", "A"))
    later, earlier = queries.history(ws)
    assert later.at - earlier.at == timedelta(seconds=1)
    assert later.at.utcoffset() == timedelta(0)
    assert (later.person, later.program, len(later.hash)) == ("王工", __version__, 64)


def test_redo_of_another_dossier_is_not_offered(ws):
    ws.do(CreateDossier("d2", "two", "二"))
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.undo("d1")
    assert ws.redo_name("d2") is None
    assert ws.redo("d2") is None
    assert ws.redo_name("d1").zh == "重做：修改“型号规格”"
    assert ws.undo_name("nobody") is None


def test_a_row_whose_beginning_is_beyond_memory_is_left_alone():
    stacks = Stacks.of([Carried(7, 3, "d1"), Carried(8, None, "d1"), Carried(9, None, "d1", True)])
    assert (stacks.next_undo().seq, stacks.next_redo()) == (8, None)


def test_what_cannot_be_undone_is_skipped(ws):
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.note_restored("backup.sqlite3")
    assert last(ws).name.en == "Restore a backup"
    assert ws.undo_name().en.startswith("Undo: Change")
    with ws.__class__.open(ws.folder, write=False) as again:
        assert again.undo_name() == ws.undo_name()
