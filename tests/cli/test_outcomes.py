"""Result, calendar and stamped scan by command."""

import pytest

from tests.cli.conftest import content
from tests.service.bidding import a_workspace, answer, buyer_file, with_tender
from tests.service.test_backfill import pdf, scan
from tests.service.test_outcomes import with_papers


@pytest.fixture
def own(tmp_path):
    """A closed workspace with a tender and two papers to be sealed."""
    with a_workspace(tmp_path) as ws:
        with_tender(ws, buyer_file(tmp_path / "招标.xlsx"))
        answer(ws, "4", "提供中文操作界面")
        with_papers(ws, tmp_path)
    return tmp_path / "workspace"


def test_a_result_is_kept_with_the_day_until_which_it_may_be_challenged(cli, own):
    done = cli(
        "tender",
        "result",
        "d",
        "T1",
        "--state",
        "won",
        "--on",
        "2026-12-04",
        "--rank",
        "1",
        "--price",
        "480000",
        "--data",
        own,
        "--json",
    )
    assert (done.exit, done.json["challenge_until"]) == (0, "2026-12-15")
    kept = cli("dump", "d", "--data", own).json["records"]["tender"][0]
    assert "won" in str(kept)
    before = content(own)
    for words in (
        ("--state", "maybe"),
        ("--state", "won", "--price", "viel"),
        ("--state", "won", "--score", "x"),
    ):
        assert cli("tender", "result", "d", "T1", *words, "--data", own).exit == 3
    assert content(own) == before


def test_dates_are_written_as_a_calendar(cli, own, tmp_path):
    done = cli("tender", "calendar", "d", "--out", tmp_path / "a.ics", "--data", own, "--json")
    assert done.exit == 0
    assert (tmp_path / "a.ics").read_bytes().count(b"BEGIN:VEVENT") == len(done.json["events"])
    assert cli("tender", "calendar", "d", "--out", tmp_path / "a.ics", "--data", own).exit == 3


def test_a_stamped_scan_is_shown_first_and_kept_when_asked(cli, own, tmp_path):
    back = pdf(tmp_path / "盖章.pdf", (scan(1), scan(2)))
    before = content(own)
    shown = cli("tender", "sealed", "d", "T1", back, "--data", own, "--json").json
    assert [each["whole"] for each in shown["documents"]] == [True, False]
    assert content(own) == before
    assert cli("tender", "sealed", "d", "T1", back, "--apply", "--data", own, "--json").json[
        "applied"
    ]


def test_a_finished_blind_part_is_looked_through(cli, own, tmp_path):
    told = pdf(tmp_path / "暗标.pdf", ("技术方案，联系电话13912345678",))
    found = cli("tender", "blind-check", "d", "T1", told, "--data", own, "--json")
    assert (found.exit, found.json["ok"]) == (2, False)
    assert any(each["page"] == 1 for each in found.json["found"])
    assert cli("tender", "blind-check", "d", "T1", tmp_path / "none.pdf", "--data", own).exit in (
        3,
        4,
    )
