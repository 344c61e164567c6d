"""The board shows every dossier in one line, of today's content, from a few statements."""

from datetime import date

from dossier_app.base.text import Text
from dossier_app.service import queries
from dossier_app.service.board import AT_ONCE, board
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    CreateDossier,
    SetAnswer,
)
from dossier_app.service.workspace import Workspace
from dossier_app.store import portfolio

DAY = date(2026, 11, 22)


def line(ws, key, on=DAY):
    return next(each for each in board(ws, on).lines if each.heading.key == key)


def test_a_line_counts_what_the_checks_find(ws):
    ws.do(SetAnswer("d1", "claim.model", "A"))
    found = line(ws, "lung")
    report = queries.report(ws, "lung", on=DAY)
    grave = [
        finding["severity"]
        for finding in report["findings"]
        if not finding["code"].startswith("COMP-")
    ]
    assert (found.blockers, found.warnings) == (grave.count("blocker"), grave.count("warning"))
    counts = report["completeness"].values()
    assert found.missing == sum(each["required"] - each["answered"] for each in counts) > 20
    assert found.verdicts == report["verdicts"]
    assert found.steps == report["completeness"]
    assert found.answered["claim"] == 1
    assert found.answered["tender"] == 0
    assert found.current
    assert found.as_json()["openings"] == []


def test_a_line_follows_edits_of_the_dossier_and_of_the_firm(ws):
    before = line(ws, "lung")
    ws.do(SetAnswer("d1", "claim.life_state", "certified"))
    after = line(ws, "lung")
    assert after.state.zh
    assert before.state.zh == ""
    assert after.answered != before.answered
    ws.do(AddRecord("", "party", "p1", {"name": "甲"}))
    with ws.reading() as work:
        kept = portfolio.summaries(work.connection)["d1"]
    line(ws, "lung")
    with ws.reading() as work:
        assert portfolio.summaries(work.connection)["d1"].seq > kept.seq


def test_a_kept_line_is_not_judged_again(ws):
    line(ws, "lung")
    with ws.writing() as work:
        kept = portfolio.summaries(work.connection)["d1"]
        changed = portfolio.Summary("d1", kept.seq, kept.judged_on, kept.content | {"blockers": 77})
        portfolio.keep(work.connection, changed)
    assert line(ws, "lung").blockers == 77
    assert line(ws, "lung", date(2026, 11, 23)).blockers != 77


def test_a_line_kept_by_an_earlier_version_is_judged_anew(ws):
    whole = line(ws, "lung")
    with ws.writing() as work:
        kept = portfolio.summaries(work.connection)["d1"]
        less = {k: v for k, v in kept.content.items() if k not in ("missing", "phases")}
        portfolio.keep(work.connection, portfolio.Summary("d1", kept.seq, kept.judged_on, less))
    assert line(ws, "lung") == whole


def test_what_is_not_there_is_no_blocker_but_what_is_wrong_is(ws):
    empty = line(ws, "lung")
    assert (empty.blockers, empty.missing > 0) == (0, True)
    ws.do(SetAnswer("d1", "claim.product_name", "肺结节软件"))
    assert line(ws, "lung").missing == empty.missing - 1
    ws.do(AddRecord("d1", "link", "l1", {"evidence": "", "target_kind": "", "target": ""}))
    assert line(ws, "lung").blockers == 1


def test_openings_still_ahead_and_the_last_certificate_are_shown(ws):
    for code, opening in (("T1", "2026-11-22T09:30+08:00"), ("T0", "2026-11-21T23:00+08:00")):
        ws.do(AddRecord("d1", "tender", code, {"code": code, "opening": opening}))
    ws.do(AddRecord("d1", "tender", "T2", {"code": "T2", "opening": "2026-12-01T09:30+08:00"}))
    ws.do(AddRecord("d1", "tender", "T3", {"code": "T3"}))
    for n, day in enumerate(("2027-01-01", "2029-04-30")):
        ws.do(AddRecord("d1", "certificate", f"c{n}", {"number": f"{n}", "expires_on": day}))
    found = line(ws, "lung")
    assert [opening.code for opening in found.openings] == ["T1", "T2"]
    assert found.expires_on == date(2029, 4, 30)
    assert found.as_json()["openings"][0] == {
        "tender": "T1",
        "at": "2026-11-22T09:30+08:00",
        "state": "",
    }


def test_archived_dossiers_are_not_on_the_board(ws):
    ws.do(ChangeHeading("d1", archived=True))
    assert board(ws, DAY).lines == ()


def test_a_board_of_many_dossiers_judges_some_at_a_time_and_says_so(ws):
    makings = tuple(CreateDossier(f"m{n}", f"m{n:02}", f"第{n}") for n in range(AT_ONCE + 3))
    ws.do(Batch(Text("许多", "many"), makings))
    first = [each.current for each in board(ws, DAY).lines]
    assert first.count(False) == 4
    assert all(each.current for each in board(ws, DAY).lines)


def test_a_reader_gets_the_board_without_writing(ws):
    with Workspace.open(ws.folder, write=False) as reader:
        assert len(board(reader, DAY).lines) == 1
    with ws.reading() as work:
        assert portfolio.summaries(work.connection) == {}


def test_samples_are_judged_at_their_own_day(samples):
    shown = board(samples)
    own = {each.heading.key: each for each in shown.lines}["lung-nodule"]
    assert own.judged_on == own.heading.judged_on.isoformat()
    assert own.blockers == 0
    assert shown.as_json()["on"] == "2026-11-22"


def test_today_is_the_day_in_china(ws):
    assert board(ws).on == DAY


def test_gates_written_down_move_their_phase(ws):
    assert set(line(ws, "lung").phases.values()) == {"open"}
    ws.do(AddRecord("d1", "gate", "g1", {"gate": "REG", "state": "running"}))
    assert line(ws, "lung").phases["registration"] == "running"
    ws.do(ChangeRecord("gate", "g1", {"state": "passed"}))
    ws.do(AddRecord("d1", "gate", "g2", {"gate": "临床评价或临床试验", "state": "not_needed"}))
    assert line(ws, "lung").as_json()["phases"] == {
        "prepare": "open",
        "registration": "passed",
        "price": "open",
        "purchase": "open",
        "use": "open",
    }


PHASES = {
    "lung-nodule": "passed passed passed running open",
    "light-fracture": "passed passed passed running running",
    "light-liver": "passed passed running open open",
    "light-headneck": "running running open open open",
    "light-cardiacmr": "running open open open open",
}


def test_samples_show_how_far_they_are(samples):
    shown = {each.heading.key: each for each in board(samples).lines}
    assert {key: " ".join(shown[key].phases.values()) for key in PHASES} == PHASES
    assert all(set(each.phases.values()) != {"open"} for each in shown.values())


def test_a_light_sample_lacks_much_but_little_of_it_is_wrong(samples):
    light = [each for each in board(samples).lines if each.heading.key.startswith("light-")]
    assert all(each.missing > 20 > each.blockers for each in light)
