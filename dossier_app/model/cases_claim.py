"""What a product claims about patients and devices, read from its own words, to be set against the cases tested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dossier_app.model.cases import CaseColumn
from dossier_app.model.cases_values import makers_in
from dossier_app.model.dossier import Dossier

_TO = r"\s*(?:～|~|—|–|-|至|到)\s*"
_N = r"(\d{1,4}(?:\.\d+)?)"
_FROM = r"\s*(?:及|及其|含)?\s*以上"
_AGE_UNIT = r"\s*(?:周岁|岁)"
_ADULT = Decimal(18)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A span that is claimed; None is open. `words` are the ones that claim it."""

    column: CaseColumn
    low: Decimal | None
    high: Decimal | None
    words: str

    def reaches(self, value: Decimal) -> bool:
        """Tell whether a value lies in the span."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class ClaimedReach:
    """Everything claimed that a case list can show: spans, sexes, makers by name, and how many makers."""

    spans: tuple[Claimed, ...]
    sexes: tuple[str, ...]
    makers: tuple[str, ...]
    maker_count: int


def claimed_reach(dossier: Dossier) -> ClaimedReach:
    """Return what the dossier's claim says of population, lesions and devices."""
    population = dossier.text("claim.population")
    devices = dossier.text("claim.acquisition")
    purpose = dossier.text("claim.purpose")
    spans = (
        *_ages(population),
        *_spans(CaseColumn.SLICE, devices, r"层厚(?:为|在)?\s*", r"\s*mm"),
        *_spans(CaseColumn.KV, devices, r"管电压(?:为|在)?\s*", r"\s*kV"),
        *_least(CaseColumn.SIZE, purpose, r"\s*mm"),
    )
    count = re.search(r"(\d{1,2})\s*个(?:厂家|厂商|品牌)", devices)
    return ClaimedReach(
        spans, _sexes(population), makers_in(devices), int(count[1]) if count else 0
    )


def _ages(text: str) -> Iterator[Claimed]:
    if found := re.search(_N + r"(?:\s*(?:周岁|岁))?" + _TO + _N + _AGE_UNIT, text):
        yield Claimed(CaseColumn.AGE, Decimal(found[1]), Decimal(found[2]), found[0])
    elif least := re.search(_N + _AGE_UNIT + _FROM, text):
        yield Claimed(CaseColumn.AGE, Decimal(least[1]), None, least[0])
    elif adults := re.search("成人|成年", text):
        yield Claimed(CaseColumn.AGE, _ADULT, None, adults[0])


def _spans(column: CaseColumn, text: str, before: str, unit: str) -> Iterator[Claimed]:
    if found := re.search(before + _N + f"(?:{unit})?" + _TO + _N + unit, text, re.IGNORECASE):
        yield Claimed(column, Decimal(found[1]), Decimal(found[2]), found[0])
    elif most := re.search(
        before + r"(?:不超过|不大于|小于等于|≤|<=)\s*" + _N + unit, text, re.IGNORECASE
    ):
        yield Claimed(column, None, Decimal(most[1]), most[0])


def _least(column: CaseColumn, text: str, unit: str) -> Iterator[Claimed]:
    pattern = _N + unit + _FROM + r"|(?:≥|>=|不小于)\s*" + _N + unit
    if found := re.search(pattern, text, re.IGNORECASE):
        yield Claimed(column, Decimal(found[1] or found[2]), None, found[0])


def _sexes(text: str) -> tuple[str, ...]:
    female, male = "女" in text, "男" in text
    return ("F",) if female and not male else ("M",) if male and not female else ("M", "F")
