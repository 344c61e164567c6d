"""Figures: an interval is what its counts give, and one number has one home (EVID-09, EVID-10, CONS-14)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.finding import Finding, Fix, Place
from dossier_app.model.interval import METHODS
from dossier_app.model.records import Record
from dossier_app.model.statements import figures

_ANSWERS = ("claim.intended_use", "claim.purpose", "claim.workflow_value", "ptr.functions")
_ROWS = (("claim_item", "text"), ("indicator", "requirement"), ("response", "text"))


def results(scene: Scene) -> Iterator[Finding]:
    """Yield what does not add up within a result, and what other places make of it."""
    for row in scene.dossier.all("result"):
        if counts := counts_of(row):
            yield from _counted(scene, row, *counts)
    homes = homes_of(scene)
    for place, text, details in _texts(scene):
        for words, figure in figures(text):
            if message := elsewhere(homes, words, figure):
                yield found(
                    scene, "CONS-14", place, message, tender=details, quotes=(f"{words}{figure}",)
                )


def counts_of(row: Record) -> tuple[int, int] | None:
    """Return the counts of a result, None while one is missing."""
    successes, trials = row.number("successes"), row.number("trials")
    return None if successes is None or trials is None else (int(successes), int(trials))


def recomputed(row: Record) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the interval of a result by each method that may be meant, as exact as it is written."""
    counts, method = counts_of(row), row.text("ci_method")
    if not counts or not _is_possible(*counts):
        return {}
    wanted = METHODS if not method else {k: m for k, m in METHODS.items() if k == method}
    scale, unit = _scale(row), _last_digit(row, "ci_low", "ci_high")
    return {
        key: (_rounded(low * scale, unit), _rounded(high * scale, unit))
        for key, (low, high) in ((key, compute(*counts)) for key, compute in wanted.items())
    }


Homes = dict[str, list[Record]]
"""Results by the name of their metric."""


def homes_of(scene: Scene) -> Homes:
    """Return the results in which the figures of this dossier are at home."""
    homes: Homes = {}
    for row in scene.dossier.all("result"):
        if len(name := row.text("metric").strip()) > 1:
            homes.setdefault(name, []).append(row)
    return homes


def elsewhere(homes: Homes, words: str, figure: str) -> Text | None:
    """Return what to say when a figure quoted under a metric's name is none of its results, else None."""
    name = max((name for name in homes if words.endswith(name)), key=len, default="")
    rows = [row for other in homes if name and name in other for row in homes[other]]
    quoted = Decimal(figure.rstrip("%％"))
    known = [n for row in rows for key in _NUMBERS if (n := row.number(key)) is not None]
    if not rows or any(_is_same(quoted, number) for number in known):
        return None
    stored = "、".join(f"{row.text('value')}{row.text('unit')}" for row in rows[:3])
    return _QUOTED.format(metric=same(name), quoted=same(figure), stored=same(stored))


def _texts(scene: Scene) -> Iterator[tuple[Place, str, str]]:
    for key in _ANSWERS:
        yield answer_place(scene, key), scene.dossier.text(key), ""
    judged = {tender.id for tender in scene.tenders()}
    for kind, key in _ROWS:
        for row in scene.dossier.all(kind):
            tender = row.text("tender") if kind == "response" else ""
            if not tender or tender in judged:
                yield place_of(row, key), row.text(key), tender


def _counted(scene: Scene, row: Record, successes: int, trials: int) -> Iterator[Finding]:
    if not _is_possible(successes, trials):
        message = _IMPOSSIBLE.format(one=successes, all=trials)
        yield found(scene, "EVID-10", place_of(row, "successes"), message)
        return
    value, unit = row.number("value"), _last_digit(row, "value")
    share = _rounded(successes / trials * _scale(row), unit)
    if value is not None and abs(value - share) > unit:
        names = {"one": successes, "all": trials, "share": share, "value": value}
        fix = _change(row, {"value": str(share)})
        yield found(scene, "EVID-10", place_of(row, "value"), _RATIO.format(**names), fix=fix)
    low, high = row.number("ci_low"), row.number("ci_high")
    computed, unit = recomputed(row), _last_digit(row, "ci_low", "ci_high")
    if low is None or high is None or not computed:
        return
    if not any(abs(low - a) <= unit and abs(high - b) <= unit for a, b in computed.values()):
        method, (a, b) = next(iter(computed.items()))
        shown = Text(f"{a}～{b}", f"{a} to {b}")
        given = Text(f"{low}～{high}", f"{low} to {high}")
        message = _INTERVAL.format(one=successes, all=trials, shown=shown, given=given)
        fix = _change(row, {"ci_low": str(a), "ci_high": str(b), "ci_method": method})
        yield found(scene, "EVID-09", place_of(row, "ci_low"), message, fix=fix)


def _change(row: Record, values: dict[str, str]) -> Fix:
    return Fix(
        _RECOMPUTE, ({"do": "ChangeRecord", "kind": row.kind, "id": row.id, "values": values},)
    )


def _is_possible(successes: int, trials: int) -> bool:
    return 0 <= successes <= trials and trials > 0


def _scale(row: Record) -> int:
    """Return 100 where a result is written in per cent, else 1."""
    value = row.number("value") or Decimal(0)
    return 100 if row.text("unit").strip() in ("%", "％") or value > 1 else 1


def _last_digit(row: Record, *keys: str) -> Decimal:
    """Return one unit of the last digit that is written, of the coarser where there are two."""
    places = [_places(number) for key in keys if (number := row.number(key)) is not None]
    return Decimal(1).scaleb(-min(places, default=1))


def _places(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


def _rounded(number: float, unit: Decimal) -> Decimal:
    return Decimal(repr(number)).quantize(unit)


def _is_same(quoted: Decimal, stored: Decimal) -> bool:
    """Tell whether a figure is the stored one, rounded as it is quoted, as fraction or in per cent."""
    unit = Decimal(1).scaleb(-_places(quoted))
    return any(
        each == quoted or each.quantize(unit) == quoted
        for each in (stored, stored * 100, stored / 100)
    )


_NUMBERS = ("value", "ci_low", "ci_high")
_RECOMPUTE = Text("按计数改正", "Correct it by the counts")
_IMPOSSIBLE = Text(
    "计数 {one}/{all} 不可能成立。请核对分子和分母。",
    "The count {one}/{all} is impossible. Check numerator and denominator.",
)
_RATIO = Text(
    "{one}/{all} 为 {share}，而数值写为 {value}。请核对。",
    "{one}/{all} is {share}, but the value says {value}. Check them.",
)
_INTERVAL = Text(
    "由 {one}/{all} 计算的 95% 置信区间为 {shown}，而所写为 {given}。请核对，或注明所用算法。",
    "The 95% interval of {one}/{all} is {shown}, but {given} is written. Check it, or name the method.",
)
_QUOTED = Text(
    "此处写“{metric}”为 {quoted}，性能结果中为 {stored}。一个数值只有一个出处，请统一。",
    "“{metric}” is {quoted} here but {stored} among the results. One number has one home: make them one.",
)
