"""What a value sheet and a local validation come to."""

from decimal import Decimal

import pytest

from dossier_app.model.value import NO_FEE, trial_of, value_of_sheet
from tests.model.making import record

SHEET = {
    "hospital": "示例医院", "cases_day": Decimal(60), "days_year": 250, "minutes": Decimal("1.5"),
    "minutes_low": Decimal("0.5"), "minutes_high": Decimal("2.5"), "staff_cost": Decimal(200),
    "licence": Decimal(480000), "integration": Decimal(20000), "service_year": Decimal(48000),
    "warranty_years": 2, "running_year": Decimal(1000),
}  # fmt: skip


def test_hours_money_and_five_years_of_cost():
    value = value_of_sheet(record("value_sheet", "v", **SHEET))
    assert (value.hours_year, value.hours_low, value.hours_high) == (
        Decimal("375.0"), Decimal("125.0"), Decimal("625.0"),
    )  # fmt: skip
    assert (value.staff_year, value.staff_low, value.staff_high) == (75000, 25000, 125000)
    assert (value.once, value.service, value.running) == (500000, 144000, 5000)
    assert value.total == 649000
    assert NO_FEE == 0


@pytest.mark.parametrize("left", ["minutes", "staff_cost", "licence", "service_year", "cases_day"])
def test_what_is_missing_gives_no_figure(left):
    value = value_of_sheet(
        record("value_sheet", "v", **{k: v for k, v in SHEET.items() if k != left})
    )
    gone = {
        "minutes": value.hours_year,
        "cases_day": value.hours_year,
        "staff_cost": value.staff_year,
    }
    assert gone.get(left, value.total) is None


def test_a_warranty_longer_than_five_years_costs_no_service():
    assert value_of_sheet(record("value_sheet", "v", **SHEET | {"warranty_years": 7})).service == 0


def test_a_trial_gives_share_interval_misses_false_marks_and_time():
    row = record(
        "local_validation", "t", present=263, detected=81, cases=200, false_marks=250,
        before=Decimal("6.5"), after=Decimal("5.0"),
    )  # fmt: skip
    trial = trial_of(row)
    assert (trial.found, trial.low, trial.high) == (
        Decimal("30.8"),
        Decimal("25.5"),
        Decimal("36.6"),
    )
    assert (trial.missed, trial.false_per_case, trial.minutes_saved) == (
        182,
        Decimal("1.25"),
        Decimal("1.5"),
    )


@pytest.mark.parametrize(
    "counts", [{}, {"present": 5, "detected": 9}, {"present": 0, "detected": 0}]
)
def test_impossible_counts_give_no_share(counts):
    trial = trial_of(record("local_validation", "t", **counts))
    assert trial.found is trial.missed is trial.false_per_case is trial.minutes_saved is None
