"""Confidence intervals against published figures and the equation that defines them."""

import math

import pytest

from dossier_app.model.interval import clopper_pearson, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(0, 10, 0.0, 0.3085), (3, 10, 0.0667, 0.6525), (10, 10, 0.6915, 1.0), (561, 600, 0.9122, 0.9534)],
)  # fmt: skip
def test_exact_limits_are_those_of_the_tables(successes, trials, low, high):
    assert clopper_pearson(successes, trials) == pytest.approx((low, high), abs=6e-5)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(0, 10, 0.0, 0.2775), (3, 10, 0.1078, 0.6032), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)  # fmt: skip
def test_wilson_limits_are_those_of_the_tables(successes, trials, low, high):
    assert wilson(successes, trials) == pytest.approx((low, high), abs=6e-5)


@pytest.mark.parametrize(("successes", "trials"), [(1, 7), (19, 20), (250, 400), (7, 900)])
def test_exact_limits_leave_two_and_a_half_per_cent_on_each_side(successes, trials):
    low, high = clopper_pearson(successes, trials)
    pmf = lambda k, p: math.comb(trials, k) * p**k * (1 - p) ** (trials - k)  # noqa: E731
    assert math.fsum(pmf(k, low) for k in range(successes, trials + 1)) == pytest.approx(0.025)
    assert math.fsum(pmf(k, high) for k in range(successes + 1)) == pytest.approx(0.025)


def test_many_cases_are_no_harder():
    low, high = clopper_pearson(190_000, 200_000)
    assert (low, high) == pytest.approx(wilson(190_000, 200_000), abs=5e-6)
    assert low < 0.95 < high
