"""Papers hold until their day, renew in their window, and are held against a tender's dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_app.base.errors import NotFound
from dossier_app.model.validity import (
    PaperState,
    TenderDates,
    calendar_of,
    critical_dates,
    expiry_of,
    filing_plan,
    plus_months,
    renewal_window,
    renewed_from,
    status_on,
)
from dossier_app.rules.loader import current_pack

PACK = current_pack()
CALENDAR = calendar_of(PACK)


def test_holidays_and_shifted_weekends_count_as_the_pack_says():
    assert not CALENDAR.is_working(date(2026, 10, 1))
    assert CALENDAR.is_working(date(2026, 10, 10))
    assert not CALENDAR.is_working(date(2026, 11, 22))
    assert CALENDAR.is_working(date(2026, 11, 23))
    assert CALENDAR.is_known(date(2025, 1, 1), date(2026, 12, 31))
    assert not CALENDAR.is_known(date(2026, 1, 1), date(2027, 1, 1))


def test_working_days_are_shifted_over_the_holiday():
    assert CALENDAR.shift(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert CALENDAR.shift(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert CALENDAR.between(date(2026, 9, 30), date(2026, 10, 8)) == 1
    assert CALENDAR.between(date(2026, 10, 8), date(2026, 9, 30)) == -1


@given(st.dates(date(2025, 1, 1), date(2026, 6, 1)), st.integers(1, 120))
def test_shifting_forth_counts_what_between_counts(day, days):
    assert CALENDAR.between(day, CALENDAR.shift(day, days)) == days


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2024, 2, 29), 60, date(2029, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_end_on_the_last_day_when_short(day, months, expected):
    assert plus_months(day, months) == expected


def test_a_certificate_is_renewed_six_months_before():
    window = renewal_window("certificate", date(2027, 6, 30), PACK)
    assert (window.opens, window.closes, window.estimated) == (None, date(2026, 12, 30), False)
    assert window.state(date(2026, 12, 30)) == "open"
    assert window.state(date(2026, 12, 31)) == "missed"
    assert window.state(date(2027, 6, 30)) == "missed"
    assert window.state(date(2027, 7, 1)) == "expired"


def test_a_licence_is_renewed_ninety_to_thirty_working_days_before():
    window = renewal_window("trade", date(2026, 12, 31), PACK)
    assert CALENDAR.between(window.opens, date(2026, 12, 31)) == 90
    assert CALENDAR.between(window.closes, date(2026, 12, 31)) == 30
    assert not window.estimated
    assert window.state(window.opens - timedelta(days=1)) == "not_open"
    assert window.state(window.opens) == "open"
    assert renewal_window("production", date(2028, 3, 1), PACK).estimated


def test_papers_without_window_or_term_say_so():
    assert renewal_window("trade_filing", date(2026, 1, 1), PACK) is None
    assert expiry_of("trade_filing", date(2026, 1, 1), PACK) is None
    assert expiry_of("certificate", date(2022, 3, 15), PACK) == date(2027, 3, 14)
    with pytest.raises(NotFound):
        renewal_window("passport", date(2026, 1, 1), PACK)


def test_a_renewed_certificate_starts_after_the_old_or_on_approval():
    assert renewed_from(date(2026, 6, 30), date(2026, 5, 1)) == date(2026, 7, 1)
    assert renewed_from(date(2026, 6, 30), date(2026, 8, 1)) == date(2026, 8, 1)


TENDER = TenderDates(date(2026, 12, 1), date(2026, 11, 1), date(2026, 12, 2), 90, 30, 36)


def test_critical_dates_follow_one_another():
    dates = critical_dates(TENDER)
    assert dates.as_json() == {
        "announced": "2026-11-01",
        "deadline": "2026-12-01",
        "opening": "2026-12-02",
        "validity_end": "2027-03-01",
        "delivery_end": "2027-03-31",
        "warranty_end": "2030-03-31",
    }
    bare = critical_dates(TenderDates(date(2026, 12, 1)))
    assert bare.opening == bare.warranty_end == date(2026, 12, 1)
    assert bare.as_json()["announced"] is None


@pytest.mark.parametrize(
    ("expires", "state"),
    [
        (date(2026, 11, 30), PaperState.EXPIRED_AT_DEADLINE),
        (date(2026, 12, 1), PaperState.ENDS_BEFORE_OPENING),
        (date(2026, 12, 2), PaperState.ENDS_IN_BID_VALIDITY),
        (date(2027, 3, 1), PaperState.ENDS_BEFORE_DELIVERY),
        (date(2027, 3, 31), PaperState.HOLDS),
        (None, PaperState.HOLDS),
    ],
)
def test_a_paper_stands_against_the_first_date_it_does_not_reach(expires, state):
    assert status_on(expires, critical_dates(TENDER)) is state


def test_an_authorisation_is_held_against_the_warranty_too():
    dates = critical_dates(TENDER)
    assert status_on(date(2027, 3, 31), dates, until="warranty_end") is PaperState.ENDS_IN_WARRANTY
    assert status_on(date(2030, 3, 31), dates, until="warranty_end") is PaperState.HOLDS


def test_a_renewal_filed_in_time_shows_as_renewing_and_a_late_one_does_not():
    dates, expires = critical_dates(TENDER), date(2026, 11, 30)
    assert status_on(expires, dates, renewal_filed=date(2026, 5, 1)) is PaperState.RENEWING
    assert (
        status_on(expires, dates, renewal_filed=date(2026, 12, 5)) is PaperState.EXPIRED_AT_DEADLINE
    )


def test_the_filing_plan_adds_up_to_the_statutory_days():
    plan = filing_plan("III", date(2026, 1, 5), PACK)
    assert [step.key for step in plan] == ["intake", "transfer", "review", "decision", "issue"]
    assert CALENDAR.between(plan[0].start, plan[-1].end) == 5 + 3 + 90 + 20 + 10
    assert plan[1].start == plan[0].end
    assert plan[0].as_json()["start"] == "2026-01-05"
    assert filing_plan("II", date(2026, 1, 5), PACK)[-1].end < plan[-1].end
