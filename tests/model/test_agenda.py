"""Dates to keep, and the calendar file that other programs read."""

from dataclasses import replace
from datetime import date

from dossier_app.base.text import Lang, Text
from dossier_app.model.agenda import Event, agenda, calendar_text, challenge_until
from dossier_app.model.validity import WorkCalendar
from dossier_app.rules.loader import current_pack
from tests.model.clean import clean
from tests.model.faults import row

STAMP = date(2026, 11, 22)


def keys(held, tender=""):
    return {event.key for event in agenda(held, tender)}


def test_deadlines_and_ends_of_papers_are_listed_in_order():
    found = agenda(clean())
    assert {
        "tender:t1:deadline",
        "tender:t1:opening",
        "tender:t1:warranty",
        "licence:trade",
    } <= keys(clean())
    assert "certificate:cert:renewal" in keys(clean())
    days = [event.when.isoformat() for event in found]
    assert days == sorted(days)


def test_closed_tenders_and_withdrawn_letters_are_not_listed():
    lost = row("tender", "t1", state="lost")(clean())
    assert not any(key.startswith("tender:") for key in keys(lost))
    assert "tender:t1:deadline" in keys(lost, "t1")
    gone = row("authorisation", "w1", withdrawn_on=STAMP)(clean())
    assert "authorisation:w1" in keys(clean()) - keys(gone)


def test_a_challenge_runs_out_after_seven_working_days():
    calendar = WorkCalendar(frozenset(), frozenset(), frozenset())
    assert challenge_until(date(2026, 12, 4), calendar) == date(2026, 12, 15)
    assert current_pack().holidays


def test_the_calendar_file_is_folded_escaped_and_the_same_each_time():
    title = Text("开标：某医院；" + "很长的项目名称，" * 12, "opening")
    event = replace(Event("k", date(2026, 12, 1), title))
    text = calendar_text([event], Lang.ZH, STAMP)
    assert text == calendar_text([event], Lang.ZH, STAMP)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:开标：某医院；很长的项目名称，" in unfolded
    assert "DTSTART;VALUE=DATE:20261201" in lines
    assert "DTEND;VALUE=DATE:20261202" in lines
    assert (
        calendar_text([Event("k", date(2026, 12, 1), Text("a,b;c\\d", "x"))], Lang.ZH, STAMP).count(
            "a\\,b\\;c\\\\d"
        )
        == 2
    )


def test_a_moment_is_written_in_universal_time():
    opening = clean().find("tender", "t1").values["opening"]
    text = calendar_text([Event("o", opening, Text("开标", "Opening"))], Lang.EN, STAMP)
    assert "DTSTART:20261201T013000Z" in text
    assert "SUMMARY:Opening" in text
