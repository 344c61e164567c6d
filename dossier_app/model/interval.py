"""Confidence intervals of a proportion, recomputed from its counts.

Exact limits are found on the binomial distribution itself: the statistics libraries that offer them cost a second
of start-up or bring numpy, and an arbitrary-precision one takes minutes at a hundred thousand cases.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

Interval = tuple[float, float]
LEVEL = 0.95
_HALVINGS = 60
_NEGLIGIBLE = 1e-17


@lru_cache(maxsize=4096)
def wilson(successes: int, trials: int, level: float = LEVEL) -> Interval:
    """Return the Wilson score interval; 0 <= successes <= trials, trials > 0."""
    from statistics import NormalDist

    z = NormalDist().inv_cdf(0.5 + level / 2)
    share, spread = successes / trials, z * z / trials
    middle = share + spread / 2
    half = z * math.sqrt(share * (1 - share) / trials + spread / trials / 4)
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return (low if successes else 0.0), (high if successes < trials else 1.0)


@lru_cache(maxsize=4096)
def clopper_pearson(successes: int, trials: int, level: float = LEVEL) -> Interval:
    """Return the exact (Clopper-Pearson) interval; 0 <= successes <= trials, trials > 0."""
    side = (1 - level) / 2
    return _lower(successes, trials, side), 1 - _lower(trials - successes, trials, side)


METHODS: dict[str, Callable[[int, int], Interval]] = {
    "wilson": wilson,
    "clopper_pearson": clopper_pearson,
}
"""The methods that can be recomputed, by the key under which a result names its own."""


def _lower(successes: int, trials: int, side: float) -> float:
    """Return the share at which as many successes or more have the probability `side`."""
    low, high = 0.0, successes / trials
    for _ in range(_HALVINGS if successes else 0):
        middle = (low + high) / 2
        low, high = (middle, high) if _tail(successes, trials, middle) < side else (low, middle)
    return low


def _tail(successes: int, trials: int, share: float) -> float:
    """Return the probability of `successes` or more, for a share below successes / trials."""
    if not 0 < share < 1:
        return float(share >= 1)
    term = math.exp(
        math.lgamma(trials + 1)
        - math.lgamma(successes + 1)
        - math.lgamma(trials - successes + 1)
        + successes * math.log(share)
        + (trials - successes) * math.log1p(-share)
    )
    total, odds = term, share / (1 - share)
    for count in range(successes, trials):
        term *= odds * (trials - count) / (count + 1)
        total += term
        if term <= total * _NEGLIGIBLE:
            break
    return total
