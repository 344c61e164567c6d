"""Is an offered figure better or worse than the required one: operator and unit decide, not the number alone."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from dossier_app.model.tenderfile import Threshold
from dossier_app.model.units import COUNTING, convert, normal_unit


class Comparison(Enum):
    """How an offered figure stands to a required one."""

    BETTER = "better"
    EQUAL = "equal"
    WORSE = "worse"
    UNCOMPARABLE = "uncomparable"


Bounds = tuple[Decimal | None, Decimal | None]


def meets(required: Threshold, offered: Threshold, *, covers: bool = False) -> Comparison:
    """Compare an offered figure with a required one, operator and unit in mind.

    `covers` says that the requirement names a field to be covered (see `scopes`): more coverage is better.
    """
    have = _in_unit(offered, required.unit)
    if have is None:
        return Comparison.UNCOMPARABLE
    need = _bounds(required)
    if required.operator == "range" or covers:
        return _cover(need, have, offered.operator)
    if required.operator == "=":
        same = offered.operator == "=" and have == need
        return Comparison.EQUAL if same else Comparison.UNCOMPARABLE
    return _bound(required, offered, need, have)


def _bounds(threshold: Threshold) -> Bounds:
    if threshold.operator == "range":
        low, high = threshold.value.split("~")
        return Decimal(low), Decimal(high)
    value = Decimal(threshold.value)
    if threshold.operator in {">=", ">"}:
        return value, None
    return (None, value) if threshold.operator in {"<=", "<", "+-"} else (value, value)


def _in_unit(offered: Threshold, unit: str) -> Bounds | None:
    """Return the offered bounds in `unit`, None where that cannot be said."""
    low, high = _bounds(offered)
    here, there = normal_unit(offered.unit), normal_unit(unit)
    if here == there or (not here and there in COUNTING) or (not there and here in COUNTING):
        return low, high
    if "" in {here, there} and not _is_share(offered, there):
        return None
    changed = [None if each is None else convert(each, offered.unit, unit) for each in (low, high)]
    if any(
        before is not None and after is None
        for before, after in zip((low, high), changed, strict=True)
    ):
        return None
    return changed[0], changed[1]


def _is_share(offered: Threshold, there: str) -> bool:
    """Tell whether a bare figure can be a fraction (0.95) set against a percentage."""
    known = [each for each in _bounds(offered) if each is not None]
    return there in {"%", "‰"} and not offered.unit and all(0 <= each <= 1 for each in known)


def _cover(need: Bounds, have: Bounds, operator: str) -> Comparison:
    if operator in {"=", "+-"}:
        return Comparison.UNCOMPARABLE
    if need == have:
        return Comparison.EQUAL
    low_ok = have[0] is None or (need[0] is not None and have[0] <= need[0])
    high_ok = have[1] is None or (need[1] is not None and have[1] >= need[1])
    return Comparison.BETTER if low_ok and high_ok else Comparison.WORSE


def _bound(required: Threshold, offered: Threshold, need: Bounds, have: Bounds) -> Comparison:
    upward = required.operator in {">=", ">"}
    wanted, worst = (need[0], have[0]) if upward else (need[1], have[1])
    if wanted is None or worst is None or (required.operator == "+-") < (offered.operator == "+-"):
        return Comparison.UNCOMPARABLE
    if worst == wanted:
        strict = required.operator in {">", "<"} and offered.operator != required.operator
        return Comparison.WORSE if strict else Comparison.EQUAL
    return Comparison.BETTER if (worst > wanted) == upward else Comparison.WORSE
