"""How long papers hold: renewal windows, working days, and a paper's state on a tender's dates."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.model.packwork import DocumentValidity
from dossier_app.model.rulepack import RulePack

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days: weekdays but for `off`, and the weekend days in `worked`.

    `years` are those the pack knows; other years count weekdays only and are `is_known` no.
    """

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Return whether people work on that day."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def is_known(self, start: date, end: date) -> bool:
        """Return whether the holidays of every year from `start` to `end` are known."""
        return all(year in self.years for year in range(start.year, end.year + 1))

    def shift(self, day: date, workdays: int) -> date:
        """Return the day that many working days later (earlier when negative)."""
        step = _DAY if workdays >= 0 else -_DAY
        left = abs(workdays)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Return the working days after `start` up to and with `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        days = (start + _DAY * step for step in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)


def calendar_of(pack: RulePack) -> WorkCalendar:
    """Return the pack's working-day calendar."""
    return WorkCalendar(
        frozenset(day for row in pack.holidays for day in row.off),
        frozenset(day for row in pack.holidays for day in row.worked),
        frozenset(row.year for row in pack.holidays),
    )


def plus_months(day: date, months: int) -> date:
    """Return the same day some months later, the month's last day when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class RenewalWindow:
    """When renewal may be asked for: from `opens` (None: any time before) to `closes`.

    `estimated` tells that holidays of a year in between are not known.
    """

    opens: date | None
    closes: date
    expires: date
    estimated: bool

    def state(self, on: date) -> str:
        """Return `not_open`, `open`, `missed` or `expired` on that day."""
        if on > self.expires:
            return "expired"
        if on > self.closes:
            return "missed"
        return "not_open" if self.opens and on < self.opens else "open"


def document_rule(kind: str, pack: RulePack) -> DocumentValidity:
    """Return the validity rule of a kind of document; raises NotFound."""
    for row in pack.validity:
        if row.key == kind:
            return row
    message = Text(
        "规则包没有文件种类“{kind}”的有效期规则。", "The pack has no validity rule for '{kind}'."
    )
    raise NotFound(message.format(kind=kind), place=kind, code="DATE-01")


def renewal_window(kind: str, expires: date, pack: RulePack) -> RenewalWindow | None:
    """Return the renewal window of a document that expires on a day; None for kinds without one."""
    rule = document_rule(kind, pack)
    if not rule.window_closes:
        return None
    if rule.unit == "months":
        opens = plus_months(expires, -rule.window_opens) if rule.window_opens else None
        return RenewalWindow(opens, plus_months(expires, -rule.window_closes), expires, False)
    calendar = calendar_of(pack)
    opens = calendar.shift(expires, -rule.window_opens)
    closes = calendar.shift(expires, -rule.window_closes)
    return RenewalWindow(opens, closes, expires, not calendar.is_known(opens, expires))


def expiry_of(kind: str, start: date, pack: RulePack) -> date | None:
    """Return the last day of validity of a document that starts on a day; None without a fixed term."""
    months = document_rule(kind, pack).months
    return plus_months(start, months) - _DAY if months else None


def renewed_from(expires: date, approved: date) -> date:
    """Return the start of a renewed certificate: the day after expiry when approved in time, else approval."""
    return max(expires + _DAY, approved)


@dataclass(frozen=True, slots=True)
class TenderDates:
    """What a tender says of its dates; days are counted from the deadline, months from delivery."""

    deadline: date
    announced: date | None = None
    opening: date | None = None
    validity_days: int = 0
    delivery_days: int = 0
    warranty_months: int = 0


@dataclass(frozen=True, slots=True)
class CriticalDates:
    """The days on which papers must hold, in order of time."""

    announced: date | None
    deadline: date
    opening: date
    validity_end: date
    delivery_end: date
    warranty_end: date

    def as_json(self) -> dict[str, str | None]:
        """Return the dates as ISO strings."""
        return {
            name: day.isoformat() if (day := getattr(self, name)) else None
            for name in self.__slots__
        }


def critical_dates(tender: TenderDates) -> CriticalDates:
    """Return deadline, opening, end of bid validity, of delivery (counted from that) and of warranty."""
    validity = tender.deadline + _DAY * tender.validity_days
    delivery = validity + _DAY * tender.delivery_days
    return CriticalDates(
        announced=tender.announced,
        deadline=tender.deadline,
        opening=tender.opening or tender.deadline,
        validity_end=validity,
        delivery_end=delivery,
        warranty_end=plus_months(delivery, tender.warranty_months),
    )


class PaperState(Enum):
    """How a paper stands against a tender: the first date it does not reach."""

    HOLDS = "holds"
    EXPIRED_AT_DEADLINE = "expired_at_deadline"
    ENDS_BEFORE_OPENING = "ends_before_opening"
    ENDS_IN_BID_VALIDITY = "ends_in_bid_validity"
    ENDS_BEFORE_DELIVERY = "ends_before_delivery"
    ENDS_IN_WARRANTY = "ends_in_warranty"
    RENEWING = "renewing"


_REACH = (
    ("deadline", PaperState.EXPIRED_AT_DEADLINE),
    ("opening", PaperState.ENDS_BEFORE_OPENING),
    ("validity_end", PaperState.ENDS_IN_BID_VALIDITY),
    ("delivery_end", PaperState.ENDS_BEFORE_DELIVERY),
    ("warranty_end", PaperState.ENDS_IN_WARRANTY),
)


def status_on(
    expires: date | None,
    dates: CriticalDates,
    *,
    until: str = "delivery_end",
    renewal_filed: date | None = None,
) -> PaperState:
    """Return the first critical date a paper does not reach, up to `until`.

    No expiry always holds. A renewal that was filed before expiry shows as renewing, never as holding.
    Source: 医疗器械监督管理条例 第二十二条.
    """
    if expires is None:
        return PaperState.HOLDS
    for name, state in _REACH:
        if expires < getattr(dates, name):
            return PaperState.RENEWING if renewal_filed and renewal_filed <= expires else state
        if name == until:
            break
    return PaperState.HOLDS


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of the registration clock with its planned end."""

    key: str
    title: Text
    start: date
    end: date
    citation: str

    def as_json(self) -> dict[str, Any]:
        """Return the step with ISO dates."""
        return {
            "key": self.key,
            "title": self.title.as_json(),
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "citation": self.citation,
        }


def filing_plan(klass: str, start: date, pack: RulePack) -> tuple[PlanStep, ...]:
    """Return the counted statutory steps of a class from a filing day, one after the other."""
    calendar, at, plan = calendar_of(pack), start, []
    for row in sorted(pack.times, key=lambda row: row.order):
        if row.counted and row.klass in (klass, "*"):
            end = calendar.shift(at, row.length)
            plan.append(PlanStep(row.key, row.title, at, end, row.cites[0]))
            at = end
    return tuple(plan)
