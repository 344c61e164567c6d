"""What the door promises: validate, write, audit, commit, tell; refuse without a trace; undo exactly."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier_app.base.errors import BadInput, DossierError, InUse, NotFound
from dossier_app.base.text import Text
from dossier_app.service import exchange, imports, queries
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    Command,
    Confirm,
    CreateDossier,
    EraseEvidence,
    MarkNotApplicable,
    MoveRecord,
    PinRulePack,
    RemoveDossier,
    RemoveRecord,
    SetAnswer,
    command_from_json,
    command_to_json,
)
from dossier_app.service.workspace import Changed, Workspace

CERTIFICATE = {"number": "国械注准20263210001", "product_name": "样例软件"}


def state(ws: Workspace) -> str:
    found = {
        heading.id: imports.dump(ws, heading.id) for heading in queries.headings(ws, archived=True)
    }
    headings = [repr(heading) for heading in queries.headings(ws, archived=True)]
    positions = [
        (record.id, record.position)
        for heading in found
        for records in queries.dossier(ws, heading).records.values()
        for record in records
    ]
    return exchange.canonical([found, headings, positions])


def rows(ws: Workspace) -> int:
    return len(queries.history(ws, limit=10_000))


def test_answer_is_stored_audited_and_told(ws: Workspace) -> None:
    told: list[Changed] = []
    end = ws.subscribe(told.append)
    changed = ws.do(SetAnswer("d1", "claim.model", "LN-1"), initiator="field")
    end()
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    assert told == [changed]
    assert changed.keys == {"answer:claim.model"}
    assert changed.initiator == "field"
    line = queries.history(ws, "lung", "answer:claim.model")[0]
    assert (line.person, line.changes[0].old, line.changes[0].new) == ("王工", "LN-1", "LN-2")


def test_everything_is_there_after_closing_and_opening(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    before = state(ws)
    ws.close()
    with Workspace.open(ws.folder) as again:
        assert state(again) == before
        assert again.undo_name() == Text(
            "撤销：修改“型号规格”", "Undo: Change “Model and specification”"
        )


def test_same_value_again_leaves_no_row(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    before = rows(ws)
    assert ws.do(SetAnswer("d1", "claim.model", "LN-1")).keys == frozenset()
    assert rows(ws) == before


REFUSED: list[Command] = [
    SetAnswer("d1", "claim.nothing", "x"),
    SetAnswer("none", "claim.model", "x"),
    SetAnswer("d1", "claim.medical_purpose", "yes"),
    SetAnswer("d1", "claim.model", "a\x00b"),
    SetAnswer("d1", "provenance.split_check", "no-such-evidence"),
    MarkNotApplicable("d1", "claim.host_code", "  "),
    AddRecord("d1", "nothing", "r1", {}),
    AddRecord("", "version", "r1", {}),
    AddRecord("d1", "version", "../r1", {}),
    AddRecord("d1", "version", "r1", {"nothing": "x"}),
    AddRecord("d1", "test_method", "r1", {"indicator": "absent"}),
    ChangeRecord("version", "absent", {}),
    RemoveRecord("version", "absent"),
    MoveRecord("version", "absent", 0),
    CreateDossier("d1", "other", "x"),
    CreateDossier("d2", "lung", "x"),
    CreateDossier("d2", "a b", "x"),
    CreateDossier("d2", "ok", " "),
    CreateDossier("d2", "ok", "x", judged_on="soon"),
    Confirm("d1", "step:nothing", "李", "reviewed"),
    Confirm("d1", "step:claim", " ", "reviewed"),
    PinRulePack("d1", "no-such-pack"),
    EraseEvidence("0" * 64, "wrong file", "李"),
    EraseEvidence("0" * 64, "", "李"),
    Batch(
        Text("两条", "two"), (SetAnswer("d1", "claim.model", "x"), SetAnswer("d1", "claim.x", "y"))
    ),
]


@pytest.mark.parametrize("command", REFUSED, ids=lambda c: type(c).__name__)
def test_refused_command_changes_nothing_and_leaves_no_row(ws: Workspace, command: Command) -> None:
    before, count = state(ws), rows(ws)
    with pytest.raises((BadInput, NotFound)) as refusal:
        ws.do(command)
    assert refusal.value.message.zh
    assert (state(ws), rows(ws)) == (before, count)


def test_record_that_is_referred_to_is_not_removed(ws: Workspace) -> None:
    ws.do(AddRecord("d1", "indicator", "i1", {"name": "灵敏度"}))
    ws.do(AddRecord("d1", "test_method", "m1", {"indicator": "i1", "clause": "3.1"}))
    with pytest.raises(BadInput, match="refers to it") as refusal:
        ws.do(RemoveRecord("indicator", "i1"))
    assert refusal.value.place == "record:test_method:m1"
    both = (RemoveRecord("indicator", "i1"), RemoveRecord("test_method", "m1"))
    ws.do(Batch(Text("两者", "both"), both))
    assert queries.dossier(ws, "d1").records == {}


def test_reference_into_another_dossier_is_refused(ws: Workspace) -> None:
    ws.do(CreateDossier("d2", "other", "另一个"))
    ws.do(AddRecord("d2", "indicator", "i2", {"name": "x"}))
    with pytest.raises(BadInput, match="another dossier"):
        ws.do(AddRecord("d1", "test_method", "m1", {"indicator": "i2"}))


def test_locked_record_changes_only_with_a_reason(ws: Workspace) -> None:
    ws.do(AddRecord("d1", "certificate", "c1", CERTIFICATE))
    with pytest.raises(BadInput, match="reason"):
        ws.do(ChangeRecord("certificate", "c1", {"number": "x"}))
    ws.do(ChangeRecord("certificate", "c1", {"number": "x"}, "抄录有误"))
    assert queries.history(ws, "d1")[0].reason == "抄录有误"
    ws.undo()
    ws.undo()
    assert queries.dossier(ws, "d1").records == {}


def test_removed_record_comes_back_with_its_id_and_place(ws: Workspace) -> None:
    for n in range(5):
        ws.do(AddRecord("d1", "term", f"t{n}", {"term": f"术语{n}"}))
    before = state(ws)
    ws.do(RemoveRecord("term", "t2"))
    ws.do(MoveRecord("term", "t4", 0))
    ws.undo()
    ws.undo()
    assert state(ws) == before
    assert [record.id for record in queries.dossier(ws, "d1").all("term")] == [
        "t0",
        "t1",
        "t2",
        "t3",
        "t4",
    ]


def test_undo_and_redo_add_to_the_record(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.undo()
    assert ws.redo_name() == Text("重做：修改“型号规格”", "Redo: Change “Model and specification”")
    ws.redo()
    assert queries.dossier(ws, "d1").text("claim.model") == "A"
    names = [line.name.en.split(":")[0] for line in queries.history(ws, "d1")]
    assert names[:3] == ["Redo", "Undo", "Change “Model and specification”"]
    ws.do(SetAnswer("d1", "claim.model", "B"))
    assert ws.redo() is None


def test_creating_is_undone_to_nothing(ws: Workspace) -> None:
    ws.undo()
    assert queries.headings(ws, archived=True) == ()
    assert ws.undo() is None
    ws.redo()
    ws.do(SetAnswer("d1", "claim.model", "A"))
    with pytest.raises(BadInput, match="content"):
        ws.do(RemoveDossier("d1"))


def test_undo_of_one_dossier_leaves_the_other(ws: Workspace) -> None:
    ws.do(CreateDossier("d2", "other", "另一个"))
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.do(SetAnswer("d2", "claim.model", "B"))
    ws.undo("d1")
    assert queries.dossier(ws, "d1").text("claim.model") == ""
    assert queries.dossier(ws, "d2").text("claim.model") == "B"


def test_confirmation_shows_stale_when_content_changes(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.do(Confirm("d1", "step:claim", "李", "approved"))
    assert [stale for _, stale in queries.confirmations(ws, "d1")] == [False]
    ws.do(SetAnswer("d1", "claim.model", "B"))
    assert [stale for _, stale in queries.confirmations(ws, "d1")] == [True]
    ws.undo()
    assert [stale for _, stale in queries.confirmations(ws, "d1")] == [False]


def test_reader_works_while_a_writer_is_open_and_may_not_write(ws: Workspace) -> None:
    with pytest.raises(InUse, match=ws.holder.split()[0]):
        Workspace.open(ws.folder)
    with Workspace.open(ws.folder, write=False) as reader:
        ws.do(SetAnswer("d1", "claim.model", "A"))
        assert queries.dossier(reader, "lung").text("claim.model") == "A"
        ws.do(SetAnswer("d1", "claim.model", "B"))
        assert queries.dossier(reader, "lung").text("claim.model") == "B"
        assert reader.holder == ws.holder
        with pytest.raises(InUse):
            reader.do(SetAnswer("d1", "claim.model", "C"))


def test_command_survives_its_json_form() -> None:
    for command in REFUSED:
        assert command_from_json(json.loads(json.dumps(command_to_json(command)))) == command


VALUES = st.text("甲乙丙abc12 <&=", min_size=1, max_size=8).filter(lambda value: value.strip())
TERMS = st.sampled_from([f"t{n}" for n in range(6)])
ACTIONS = st.one_of(
    st.builds(
        SetAnswer,
        st.just("d1"),
        st.sampled_from(["claim.model", "claim.object"]),
        st.none() | VALUES,
    ),
    st.builds(MarkNotApplicable, st.just("d1"), st.just("claim.host_code"), st.none() | VALUES),
    st.builds(
        AddRecord,
        st.just("d1"),
        st.just("term"),
        TERMS,
        st.fixed_dictionaries({"term": VALUES}),
        st.none() | st.integers(0, 4),
    ),
    st.builds(
        ChangeRecord,
        st.just("term"),
        TERMS,
        st.fixed_dictionaries({"definition": st.none() | VALUES}),
    ),
    st.builds(RemoveRecord, st.just("term"), TERMS),
    st.builds(MoveRecord, st.just("term"), TERMS, st.integers(0, 6)),
    st.builds(
        ChangeHeading,
        st.just("d1"),
        VALUES.map(str.strip),
        st.booleans(),
        st.none() | st.just("2026-01-01"),
    ),
    st.builds(Confirm, st.just("d1"), st.just("step:claim"), st.just("李"), st.just("reviewed")),
)
BATCHES = st.builds(
    Batch, st.just(Text("一批", "batch")), st.lists(ACTIONS, min_size=1, max_size=6).map(tuple)
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ACTIONS | BATCHES, min_size=50, max_size=60))
def test_fifty_mixed_actions_undone_give_the_start(
    tmp_path_factory: pytest.TempPathFactory, actions: list[Command]
) -> None:
    with Workspace.create(tmp_path_factory.mktemp("w") / "ws") as ws:
        ws.do(CreateDossier("d1", "lung", "肺结节"))
        start, done = state(ws), 0
        for action in actions:
            try:
                done += bool(ws.do(action).keys)
            except DossierError:
                continue
        end = state(ws)
        for _ in range(done):
            assert ws.undo() is not None
        assert state(ws) == start
        for _ in range(done):
            assert ws.redo() is not None
        assert state(ws) == end
        with ws.database.reading() as connection:
            from dossier_app.store import audit

            assert audit.first_fault(connection) is None
        assert rows(ws) == 1 + 3 * done


def test_workspace_is_made_once(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="already"):
        Workspace.create(ws.folder)
    with pytest.raises(NotFound):
        Workspace.open(tmp_path)
    with pytest.raises(DossierError) as trouble:
        Workspace.open(tmp_path / "drive" / "ws")
    assert trouble.value.exit_code == 6
