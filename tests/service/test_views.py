"""A dossier read again after an edit is what a fresh reading finds, and keeps what did not change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.service import queries
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeRecord,
    Command,
    CreateDossier,
    MoveRecord,
    RemoveRecord,
)
from dossier_app.service.views import FEW, Views
from dossier_app.service.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "ws") as made:
        made.do(CreateDossier("d1", "lung", "肺结节"))
        made.do(CreateDossier("d2", "brain", "出血"))
        made.do(
            batch(*(term(n) for n in range(4)), AddRecord("d2", "term", "other", named("别处")))
        )
        yield made


def named(words: str) -> dict[str, object]:
    return {"term": words, "definition": "定义"}


def term(number: int) -> AddRecord:
    return AddRecord("d1", "term", f"t{number}", named(f"术语{number}"))


def batch(*commands: Command) -> Batch:
    return Batch(Text("一批", "batch"), commands)


@pytest.mark.parametrize(
    "command",
    [
        ChangeRecord("term", "t1", {"term": "新"}),
        MoveRecord("term", "t0", 3),
        RemoveRecord("term", "t2"),
        AddRecord("d1", "term", "t9", named("九"), 1),
        batch(RemoveRecord("term", "t3"), AddRecord("d1", "term", "t3", named("又"))),
        batch(MoveRecord("term", "t0", 2), ChangeRecord("term", "t1", {"term": "改"})),
        ChangeRecord("term", "other", {"term": "别处改"}),
        batch(*(AddRecord("d1", "term", f"m{n}", named("多")) for n in range(FEW + 1))),
    ],
    ids=str,
)
def test_a_view_renewed_is_a_view_read_anew(ws: Workspace, command: Command):
    queries.dossier(ws, "lung")
    ws.do(command)
    renewed, fresh = queries.dossier(ws, "lung"), Views(ws.database).dossier("lung")
    assert (renewed.answers, renewed.records) == (fresh.answers, fresh.records)


def test_records_that_did_not_change_stay_the_same_objects(ws: Workspace):
    before = queries.dossier(ws, "lung").all("term")
    ws.do(ChangeRecord("term", "t1", {"term": "新"}))
    after = queries.dossier(ws, "lung").all("term")
    assert [a is b for a, b in zip(before, after, strict=True)] == [True, False, True, True]


def test_a_changed_record_that_is_not_what_was_written_is_refused(ws: Workspace):
    queries.dossier(ws, "lung")
    ws.do(ChangeRecord("term", "t1", {"term": "新"}))
    with ws.writing() as work:
        work.connection.exec_driver_sql("UPDATE term SET term = '旧' WHERE id = 't1'")
    with pytest.raises(IntegrityBroken):
        queries.dossier(ws, "lung")
