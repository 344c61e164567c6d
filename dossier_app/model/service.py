"""What the service register can keep: which office serves a project, and what a text promises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dossier_app.model.provinces import cities_in
from dossier_app.model.records import Record
from dossier_app.model.wording import clean

_HOURS = {"分钟": (1, 60), "小时": (1, 1), "h": (1, 1), "天": (24, 1), "日": (24, 1)}
_PROMISE = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s*(?:个)?(?P<unit>分钟|小时|h|天|日)(?:之)?(?:以)?内?[^，。；;\n]{0,10}?(?P<act>到场|到达|上门|抵达|现场|响应|答复|回复|应答)"
    r"|(?P<act2>到场|到达|上门|抵达|现场|响应|答复|回复|应答)[^，。；;\n\d]{0,8}(?P<value2>\d+(?:\.\d+)?)\s*(?:个)?(?P<unit2>分钟|小时|h|天|日)"
)
_ON_SITE = frozenset({"到场", "到达", "上门", "抵达", "现场"})


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of time: hours, on site or only an answer, and its words."""

    hours: Decimal
    on_site: bool
    words: str


def promises(text: str) -> Iterator[Promise]:
    """Yield the times that a text promises for an answer or an engineer on site."""
    for match in _PROMISE.finditer(clean(text)):
        part = match.groupdict()
        act = part["act"] or part["act2"]
        times, parts = _HOURS[part["unit"] or part["unit2"]]
        hours = Decimal(part["value"] or part["value2"]) * times / parts
        yield Promise(hours, act in _ON_SITE, match.group())


def serving(points: Iterable[Record], tender: Record) -> tuple[Record, ...]:
    """Return the offices whose cities take in the tender's region or purchaser."""
    where = tender.text("region") + tender.text("purchaser")
    inside = cities_in(tender.text("region"))
    return tuple(point for point in points if _covers(point.text("cities"), where, inside))


def _covers(cities: str, where: str, inside: frozenset[str]) -> bool:
    """Tell whether an office serves a place: all of the country, the city named, or a city of its province."""
    if re.search(r"全国|全省", cities) or any(city in cities for city in inside):
        return True
    names = (re.sub(r"[省市区县]$", "", each) for each in re.split(r"[、，,;；/\s]+", cities))
    return any(len(name) >= 2 and name in where for name in names)


def limit(points: Iterable[Record], *, on_site: bool) -> Decimal | None:
    """Return the shortest time the offices can keep: what was achieved counts before what was promised."""
    keys = ("achieved_hours", "onsite_hours") if on_site else ("response_hours",)
    found = []
    for point in points:
        times = [number for key in keys if (number := point.number(key)) is not None]
        found += [max(times)] if times else []
    return min(found, default=None)
