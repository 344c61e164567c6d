"""What a value sheet and a local validation come to: sums from what was typed, none promised."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dossier_app.model.interval import wilson
from dossier_app.model.records import Record

YEARS = 5
NO_FEE = Decimal(0)
"""Income from separate fees for AI in radiology: none, it is an extension of the examination's price."""
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Value:
    """What a sheet gives, each None while a figure is missing. Money in yuan; ranges follow the interval of the minutes."""

    hours_year: Decimal | None
    hours_low: Decimal | None
    hours_high: Decimal | None
    staff_year: Decimal | None
    staff_low: Decimal | None
    staff_high: Decimal | None
    once: Decimal
    service: Decimal | None
    running: Decimal
    total: Decimal | None


def value_of_sheet(sheet: Record) -> Value:
    """Return what a value sheet comes to; the total cost runs over five years, service from the end of warranty."""
    hours, low, high = (_hours(sheet, key) for key in ("minutes", "minutes_low", "minutes_high"))
    staff, less, more = (_times(each, sheet.number("staff_cost")) for each in (hours, low, high))
    once = sum(
        (sheet.number(key) or _NOUGHT for key in ("licence", "integration", "hardware")), _NOUGHT
    )
    running = (sheet.number("running_year") or _NOUGHT) * YEARS
    paid = max(YEARS - (sheet.number("warranty_years") or _NOUGHT), _NOUGHT)
    service = _times(sheet.number("service_year"), paid)
    known = sheet.number("licence") is not None and service is not None
    total = once + running + service if known and service is not None else None
    return Value(hours, low, high, staff, less, more, once, service, running, total)


def _hours(sheet: Record, key: str) -> Decimal | None:
    parts = [sheet.number(part) for part in ("cases_day", "days_year", key)]
    product = Decimal(1)
    for part in parts:
        if part is None:
            return None
        product *= part
    return (product / 60).quantize(Decimal("0.1"))


def _times(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else (one * other).quantize(Decimal(1))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a local validation gives, each None while a count is missing or impossible."""

    found: Decimal | None
    low: Decimal | None
    high: Decimal | None
    missed: Decimal | None
    false_per_case: Decimal | None
    minutes_saved: Decimal | None


def trial_of(row: Record) -> Trial:
    """Return what a local validation comes to: share found in per cent with its Wilson interval, and the rest."""
    there, hits, cases = (row.number(key) for key in ("present", "detected", "cases"))
    marks, before, after = (row.number(key) for key in ("false_marks", "before", "after"))
    counted = there is not None and hits is not None and 0 <= hits <= there and there > 0
    share = low = high = missed = None
    if counted and there is not None and hits is not None:
        limits = wilson(int(hits), int(there))
        share, missed = _percent(float(hits / there)), there - hits
        low, high = _percent(limits[0]), _percent(limits[1])
    per_case = None
    if marks is not None and cases:
        per_case = (marks / cases).quantize(Decimal("0.01"))
    saved = before - after if before is not None and after is not None else None
    return Trial(share, low, high, missed, per_case, saved)


def _percent(share: float) -> Decimal:
    return Decimal(repr(share * 100)).quantize(Decimal("0.1"))
