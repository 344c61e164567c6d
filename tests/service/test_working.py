"""The work list: once each, grouped, least effort first, ticked off with a reason, seen as of a later day."""

from datetime import date

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model.checks import check
from dossier_app.model.completeness import completeness, gaps
from dossier_app.model.definition import STEPS
from dossier_app.model.finding import Certainty, Finding, Place, Severity
from dossier_app.model.worklist import (
    Group,
    apart,
    closing,
    coming,
    effort_of,
    grouped,
    headings,
    worklist,
)
from dossier_app.rules.loader import current_pack
from dossier_app.service import queries, working
from dossier_app.service.commands import AddRecord, ChangeRecord, MarkNotApplicable, SetAnswer
from dossier_app.service.workspace import Workspace
from tests.model.clean import ON, clean

PACK = current_pack()


def filled(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.product_name", "世界首创肺结节软件"))
    ws.do(
        AddRecord(
            "d1", "tender", "t1",
            {"code": "T1", "name": "市一院", "state": "preparing", "deadline": "2026-12-10T09:00:00+08:00"},
        )
    )  # fmt: skip
    values = {"gate": PACK.gates[0].code, "state": "running", "owner": "李", "due": "2026-11-01"}
    ws.do(AddRecord("d1", "gate", "g1", values))
    note = {
        "place": "answer:claim.model",
        "text": "补",
        "author": "王",
        "owner": "赵",
        "due": "2026-12-01",
    }
    ws.do(AddRecord("d1", "comment", "n1", note))


def test_every_gap_and_finding_stands_once_in_the_order_of_effort(ws: Workspace) -> None:
    filled(ws)
    found = working.listing(ws, "lung")
    assert len({item.key for item in found.items}) == len(found.items)
    expected = [gap for gap in gaps(queries.dossier(ws, "lung")) if gap.what != "proof"]
    assert sum(item.gap for item in found.items) == len(expected)
    efforts = [item.effort for item in found.items if item.severity is Severity.BLOCKER]
    assert efforts == sorted(efforts)
    model = next(item for item in found.items if item.place == Place("", "d1", "claim.model"))
    assert (model.owner, model.due) == ("赵", date(2026, 12, 1))
    overdue = next(item for item in found.items if item.code == "GATE-02")
    assert (overdue.owner, overdue.due) == ("李", date(2026, 11, 1))
    tender = next(item for item in found.items if item.place.record == "tender" and item.gap)
    assert (tender.tender, tender.due) == ("t1", date(2026, 12, 10))


@pytest.mark.parametrize("by", list(Group))
def test_each_grouping_holds_every_item(ws: Workspace, by: Group) -> None:
    filled(ws)
    found = working.listing(ws, "lung")
    groups = grouped(found.items, by, found.names)
    assert sum(len(items) for _, items in groups) == len(found.items)
    assert len({name.zh for name, _ in groups}) == len(groups) > 1
    assert found.as_json(by)["groups"][0]["name"]["en"]


def test_warning_is_ticked_with_a_reason_and_counted_apart_until_it_changes(ws: Workspace) -> None:
    filled(ws)
    before = working.listing(ws, "lung")
    warning = next(item for item in before.items if item.severity is Severity.WARNING)
    blocker = next(item for item in before.items if item.severity is Severity.BLOCKER)
    for keys, reason in (((warning.key,), " "), ((blocker.key,), "好"), (("absent",), "好")):
        with pytest.raises(BadInput):
            working.acknowledge(ws, "lung", keys, "王工", reason)
    working.acknowledge(ws, "lung", (warning.key,), "王工", "已与院方确认")
    after = working.listing(ws, "lung")
    assert next(item for item in after.items if item.key == warning.key).done_by == "王工"
    told = after.as_json(Group.STEP)
    assert [item["key"] for item in told["acknowledged"]] == [warning.key]
    assert told["apart"]["acknowledged"] == 1
    assert warning.key not in str(told["groups"])
    ws.undo()
    assert working.listing(ws, "lung").as_json(Group.STEP)["acknowledged"] == []


def test_what_is_apart_is_not_among_the_rest(ws: Workspace) -> None:
    ws.do(MarkNotApplicable("d1", "claim.model", "独立软件"))
    found = working.listing(ws, "lung")
    assert apart(found.items, found.counts)["not_applicable"] == 1
    full = closing(found.items, found.counts)
    assert "claim" in full
    assert [item.effort for item in full["claim"]] == sorted(item.effort for item in full["claim"])
    doubtful = Finding(
        "X", Severity.WARNING, "claim", Place(), PACK.gates[0].title, certainty=Certainty.C
    )
    dossier = queries.dossier(ws, "lung")
    items = worklist(dossier, PACK, (doubtful,), ())
    assert apart(items, {})["unconfirmed_law"] == 1


def test_clean_dossier_needs_nothing_to_be_full() -> None:
    dossier = clean()
    counts = completeness(dossier)
    items = worklist(dossier, PACK, check(dossier, PACK, ON), gaps(dossier))
    assert [item for item in items if item.severity is Severity.BLOCKER] == []
    assert closing(items, counts) == {}
    names = headings(dossier, PACK, ((step.key, step.label) for step in STEPS))
    assert "claim" in names
    assert effort_of(None) > effort_of(next(f for f in STEPS[0].fields() if f.options))


def test_later_day_shows_what_ends_falls_due_comes_and_goes(ws: Workspace) -> None:
    filled(ws)
    party = {"name": "样例医疗", "role": "registrant"}
    ws.do(AddRecord("", "party", "p1", party))
    licence = {"party": "p1", "kind": "trade", "number": "沪001", "issuer": "局", "issued_on": "2024-01-01", "expires_on": "2026-12-20"}  # fmt: skip
    ws.do(AddRecord("", "licence", "l1", licence))
    found = working.ahead(ws, "lung", date(2026, 12, 31))
    days = [each.on for each in found.coming]
    assert days == sorted(days)
    assert {each.place.record for each in found.coming} >= {"licence", "comment"}
    assert any("沪001" in each.message.zh for each in found.coming)
    assert all(found.since < day <= found.on for day in days)
    assert found.as_json()["coming"]
    ws.do(ChangeRecord("comment", "n1", {"done": True}))
    again = coming(queries.dossier(ws, "lung"), found.since, found.on)
    assert {each.place.record for each in again} == {"licence"}
    assert found.come or found.go
