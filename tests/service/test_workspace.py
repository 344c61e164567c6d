"""A workspace opens only when it is whole and of this version, tells who holds it, and backs itself up."""

import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dossier_app.base.errors import (
    BadInput,
    DiskTrouble,
    IntegrityBroken,
    InUse,
    TooNew,
)
from dossier_app.base.text import Text
from dossier_app.service import imports, queries
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeRecord,
    CreateDossier,
    MarkNotApplicable,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.workspace import BACKUPS, Workspace
from dossier_app.store.backup import backups, is_whole
from dossier_app.store.lock import LOCK_NAME
from dossier_app.store.opening import FILE_NAME


def closed(ws: Workspace) -> Path:
    """Close a workspace and return its file."""
    ws.close()
    return ws.folder / FILE_NAME


def run_sql(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_newer_workspace_is_refused_and_its_file_untouched(ws):
    file = closed(ws)
    run_sql(file, "PRAGMA user_version = 99")
    before = file.read_bytes()
    for write in (True, False):
        with pytest.raises(TooNew) as refusal:
            Workspace.open(ws.folder, write=write)
        assert "99" in refusal.value.message.zh
    assert file.read_bytes() == before
    assert (ws.folder / LOCK_NAME).read_bytes() == b""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "DATA-EMPTIED"),
        (b"not a database, only words, but enough of them" * 50, "SQLITE_NOTADB"),
    ],
)
def test_an_emptied_or_foreign_file_is_refused_and_left_alone(ws, content, code):
    file = closed(ws)
    file.write_bytes(content)
    for write in (True, False):
        with pytest.raises(IntegrityBroken) as refusal:
            Workspace.open(ws.folder, write=write)
        assert refusal.value.code == code
    assert file.read_bytes() == content


def test_another_programs_database_is_refused(ws):
    file = closed(ws)
    file.unlink()
    run_sql(file, "CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(IntegrityBroken) as refusal:
        Workspace.open(ws.folder)
    assert refusal.value.code == "DATA-FOREIGN"


def test_an_older_workspace_is_upgraded_by_a_writer_only(ws, monkeypatch):
    from dossier_app.service import workspace as door
    from dossier_app.store import migrations, opening
    from dossier_app.store.engine import schema_hash

    ws.do(SetAnswer("d1", "claim.model", "A"))
    file = closed(ws)
    statement = "CREATE TABLE later (a TEXT) STRICT"
    copy = shutil.copyfile(file, ws.folder / "copy.sqlite3")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(statement)
        wanted = schema_hash(connection)

    class Second:
        REVISION, SCHEMA_HASH = migrations.HEAD + 1, wanted

        @staticmethod
        def upgrade(operations):
            operations.execute(statement)

    known = (*migrations.revisions(), Second)
    monkeypatch.setattr(door, "HEAD", Second.REVISION)
    monkeypatch.setattr(opening, "HEAD", Second.REVISION)
    monkeypatch.setattr(opening, "revisions", lambda: known)
    before = file.read_bytes()
    with pytest.raises(InUse) as refusal:
        Workspace.open(ws.folder, write=False)
    assert refusal.value.code == "DATA-OLD"
    assert file.read_bytes() == before
    with Workspace.open(ws.folder) as again:
        assert queries.dossier(again, "lung").text("claim.model") == "A"
    (kept,) = [path for path, _, reason in backups(ws.folder / BACKUPS) if reason == "upgrade"]
    assert is_whole(kept)


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE answer SET value = '\"B\"'", "claim.model"),
        ("UPDATE term SET term = '乙'", "term t1"),
        ("UPDATE not_applicable SET \"by\" = '另一人'", "claim.host_code"),
        ("UPDATE dossier SET key = 'lunk'", "lunk"),
        ("UPDATE answer SET field = 'claim.object'", "claim.object"),
        ("UPDATE party SET name = '乙公司'", "party p1"),
    ],
)
def test_a_row_changed_past_the_door_is_named_with_its_place(ws, statement, place):
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.do(MarkNotApplicable("d1", "claim.host_code", "独立软件"))
    ws.do(AddRecord("d1", "term", "t1", {"term": "甲"}))
    ws.do(AddRecord("", "party", "p1", {"name": "甲公司"}))
    run_sql(closed(ws), statement)
    with Workspace.open(ws.folder) as again, pytest.raises(IntegrityBroken) as refusal:
        queries.dossier(again, "d1")
    assert (refusal.value.place, refusal.value.code) == (place, "ROW-HASH")
    assert place in refusal.value.message.zh


def test_a_key_from_a_later_program_is_passed_over(ws):
    from dossier_app.store.rows import sealed

    row = sealed("answer", {"dossier": "d1", "field": "claim.later", "value": '"x"'})
    values = ", ".join(f"'{value}'" for value in row.values())
    run_sql(closed(ws), f"INSERT INTO answer ({', '.join(row)}) VALUES ({values})")  # noqa: S608
    with Workspace.open(ws.folder) as again:
        assert queries.dossier(again, "d1").answers == {}


def test_closing_backs_up_what_changed_when_the_last_copy_is_old(ws, clock):
    ws.do(SetAnswer("d1", "claim.model", "A"))
    ws.close()
    assert [reason for _, _, reason in backups(ws.folder / BACKUPS)] == ["auto"]
    for minutes, expected in ((5, 1), (40, 2)):
        clock.now += timedelta(minutes=minutes)
        with Workspace.open(ws.folder, clock=clock) as again:
            again.do(SetAnswer("d1", "claim.model", f"after {minutes}"))
        assert len(backups(ws.folder / BACKUPS)) == expected
    with Workspace.open(ws.folder, clock=clock):
        clock.now += timedelta(days=2)
    assert len(backups(ws.folder / BACKUPS)) == 2


def test_the_holder_is_named_and_nobody_after_closing(ws):
    assert str(ws.holder).startswith(f"{ws.holder.split(' ')[0]} (")
    with Workspace.open(ws.folder, write=False) as reader:
        assert reader.read_only
        assert reader.holder == ws.holder
        ws.close()
        assert reader.holder == ""
        with pytest.raises(InUse) as refusal:
            reader.do(SetAnswer("d1", "claim.model", "A"))
        assert refusal.value.code == "WORKSPACE-READ-ONLY"
    assert ws.read_only


def test_a_reader_takes_nothing_in(ws, tmp_path):
    paper = tmp_path / "a.csv"
    paper.write_text("a,b\n1,2\n", encoding="utf-8")
    with Workspace.open(ws.folder, write=False) as reader, pytest.raises(InUse):
        imports.attach(reader, "lung", paper, "other")
    assert list(ws.evidence.contents()) == []


_HOLDER = """
import sys
from pathlib import Path
from dossier_app.service.workspace import Workspace
ws = Workspace.open(Path(sys.argv[1]))
print(ws.holder, flush=True)
sys.stdin.read()
"""


def test_another_process_is_named_and_taken_over_once_it_is_dead(ws):
    ws.close()
    command = [sys.executable, "-c", _HOLDER, str(ws.folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        holder = process.stdout.readline().strip()
        with pytest.raises(InUse) as refusal:
            Workspace.open(ws.folder)
        assert str(process.pid) in refusal.value.message.zh
        with Workspace.open(ws.folder, write=False) as reader:
            assert reader.holder == holder
            assert queries.headings(reader)
        process.kill()
    with Workspace.open(ws.folder) as again:
        assert again.do(SetAnswer("d1", "claim.model", "A")).keys


def test_a_full_disk_saves_nothing_and_tells_nobody(ws):
    ws.do(SetAnswer("d1", "claim.model", "A"))
    told = []
    ws.subscribe(told.append)
    with ws.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    rows = len(queries.history(ws))
    with pytest.raises(DiskTrouble) as refusal:  # noqa: PT012 - one of them is the one too many
        for n in range(100):
            ws.do(AddRecord("d1", "term", f"t{n}", {"definition": "释义" * 9_000}))
    assert refusal.value.code == "SQLITE_FULL"
    stored = len(queries.dossier(ws, "d1").all("term"))
    assert len(told) == stored
    assert len(queries.history(ws, limit=1000)) == rows + stored


@pytest.fixture
def small_disk():
    """A disk that takes no file above 40,000 bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_failed_creation_leaves_no_file_and_the_lock_free(tmp_path, small_disk):
    for _ in range(2):
        with pytest.raises(DiskTrouble):
            Workspace.create(tmp_path / "ws")
    assert [path.name for path in (tmp_path / "ws").iterdir()] == [LOCK_NAME]
    assert (tmp_path / "ws" / LOCK_NAME).read_bytes() == b""


def test_a_listener_that_ended_hears_nothing_more(ws):
    heard = []
    end = ws.subscribe(heard.append)
    end()
    end()
    ws.do(SetAnswer("d1", "claim.model", "A"))
    assert heard == []


REFERENCES = [
    (SetAnswer("d1", "claim.registrant", "t1"), "answer:claim.registrant"),
    (SetAnswer("d1", "claim.registrant", "e1"), "answer:claim.registrant"),
    (AddRecord("d1", "test_method", "m1", {"indicator": "t1"}), "record:test_method:m1.indicator"),
    (AddRecord("d1", "claim_item", "c1", {"function": "i1"}), "record:claim_item:c1.function"),
    (AddRecord("", "licence", "l1", {"evidence": "e1"}), "record:licence:l1.evidence"),
]


@pytest.mark.parametrize(("command", "place"), REFERENCES, ids=[place for _, place in REFERENCES])
def test_a_reference_to_the_wrong_kind_or_owner_is_refused(ws, command, place):
    ws.do(AddRecord("d1", "term", "t1", {"term": "甲"}))
    ws.do(AddRecord("d1", "indicator", "i1", {"name": "敏感度"}))
    ws.do(AddRecord("d1", "evidence", "e1", {"title": "自有文件"}))
    rows = len(queries.history(ws))
    with pytest.raises(BadInput) as refusal:
        ws.do(command)
    assert (refusal.value.place, refusal.value.code) == (place, "BAD-REFERENCE")
    assert len(queries.history(ws)) == rows


def test_a_record_that_an_answer_names_is_not_removed(ws):
    ws.do(AddRecord("", "party", "p1", {"name": "注册人"}))
    ws.do(SetAnswer("d1", "claim.registrant", "p1"))
    with pytest.raises(BadInput) as refusal:
        ws.do(RemoveRecord("party", "p1"))
    assert refusal.value.place == "answer:claim.registrant"
    assert "注册人" in refusal.value.message.zh
    ws.do(SetAnswer("d1", "claim.registrant", None))
    ws.do(RemoveRecord("party", "p1"))


def test_what_was_removed_cannot_be_named_any_more(ws):
    ws.do(AddRecord("d1", "indicator", "i1", {"name": "敏感度"}))
    ws.do(RemoveRecord("indicator", "i1"))
    with pytest.raises(BadInput):
        ws.do(AddRecord("d1", "test_method", "m1", {"indicator": "i1"}))
    inside = (
        AddRecord("d1", "test_method", "m1", {"indicator": "i2"}),
        AddRecord("d1", "indicator", "i2", {"name": "后加"}),
    )
    ws.do(Batch(Text("先引用后新增", "refer, then add"), inside))
    assert queries.dossier(ws, "d1").all("test_method")[0].text("indicator") == "i2"


LOCKED = ("certificate", "change_file", "approved_indicator")


@pytest.mark.parametrize("kind", LOCKED)
def test_an_approved_paper_changes_and_goes_only_with_a_reason(ws, kind):
    key = "name" if kind == "approved_indicator" else "number"
    ws.do(AddRecord("d1", kind, "r1", {key: "原文"}))
    rows = len(queries.history(ws))
    for command in (ChangeRecord(kind, "r1", {key: "x"}, "  "), RemoveRecord(kind, "r1")):
        with pytest.raises(BadInput) as refusal:
            ws.do(command)
        assert refusal.value.code == "REASON-MISSING"
    assert len(queries.history(ws)) == rows
    ws.do(RemoveRecord(kind, "r1", "录入重复"))
    assert queries.history(ws)[0].reason == "录入重复"
    ws.undo()
    assert queries.dossier(ws, "d1").all(kind)[0].text(key) == "原文"


def test_a_dossier_is_named_by_key_in_every_command(ws):
    ws.do(CreateDossier("d2", "two", "二", judged_on="2026-05-01"))
    ws.do(SetAnswer("lung", "claim.model", "A"))
    ws.do(MarkNotApplicable("lung", "claim.host_code", "无", by="李", on="2026-01-02"))
    ws.do(AddRecord("lung", "term", "t1", {"term": "甲"}))
    found = queries.dossier(ws, "d1")
    assert (found.text("claim.model"), len(found.all("term"))) == ("A", 1)
    assert found.not_applicable["claim.host_code"].by == "李"
    same = MarkNotApplicable("lung", "claim.host_code", "无", by="李", on="2026-01-02")
    assert ws.do(same).keys == frozenset()
    assert ws.do(ChangeRecord("term", "t1", {"term": "甲"})).keys == frozenset()
