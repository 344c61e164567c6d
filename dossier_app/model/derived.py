"""Classification facts as step 1 gives them, and which answer each one came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Option
from dossier_app.model.finding import Place
from dossier_app.model.records import Record
from dossier_app.model.steps import vocabulary

_ANSWERS = {
    "product_form": "claim.product_form",
    "host_class": "claim.host_class",
    "host_code": "claim.host_code",
    "medical_purpose": "claim.medical_purpose",
    "input_kind": "claim.input_kind",
    "input_domain": "claim.input_domain",
    "origin": "classification.origin",
    "filing": "classification.filing",
    "product_name": "claim.product_name",
}
_FUNCTIONS = {
    "core_functions": "core",
    "algorithm": "algorithm",
    "maturity": "maturity",
    "functions": "type",
    "conclusion": "conclusion",
}
FACT_KEYS = (*_ANSWERS, *_FUNCTIONS)


def facts_from_dossier(dossier: Dossier) -> dict[str, Any]:
    """Return the contract's facts as far as they are answered; what is not answered is left out.

    Several functions count together: any AI makes the product AI, the least mature function and
    the strongest conclusion decide.
    """
    facts: dict[str, Any] = {}
    for key, field in _ANSWERS.items():
        value = dossier.answers.get(field)
        if value not in (None, ""):
            facts[key] = value
    if facts.get("product_form") != "component":
        facts.pop("host_class", None)
        facts.pop("host_code", None)
    return facts | dict(_from_functions(dossier))


def origin_of(fact: str) -> tuple[Place, ...]:
    """Return where a fact is answered: a field, or a column of the function list; empty for an unknown fact."""
    if fact in _ANSWERS:
        return (Place(field=_ANSWERS[fact]),)
    if fact in _FUNCTIONS:
        return (Place(record="function", field=_FUNCTIONS[fact]),)
    return ()


def origins(dossier: Dossier, fact: str) -> tuple[Place, ...]:
    """Return the very answers and function rows that gave a fact its value."""
    if fact in _ANSWERS:
        given = fact in facts_from_dossier(dossier)
        return (Place("", dossier.heading.id, _ANSWERS[fact]),) if given else ()
    value = facts_from_dossier(dossier).get(fact)
    if value is None:
        return ()
    wanted = set(value) if isinstance(value, list) else {value}
    column = _FUNCTIONS[fact]
    return tuple(
        Place("function", row.id, column)
        for row in dossier.all("function")
        if row.text(column) in wanted
    )


def _from_functions(dossier: Dossier) -> Iterator[tuple[str, Any]]:
    rows = dossier.all("function")
    if not rows:
        return
    yield "core_functions", _in_order({r.text("core") for r in rows}, vocabulary.CORE_FUNCTIONS)
    yield "functions", _in_order({r.text("type") for r in rows}, vocabulary.FUNCTIONS)
    yield "conclusion", _strongest({r.text("conclusion") for r in rows})
    algorithms = {r.text("algorithm") for r in rows}
    yield "algorithm", next((a for a in ("ai", "unknown") if a in algorithms), "conventional")
    maturities = {_maturity(r) for r in rows}
    yield "maturity", next((m for m in ("not_mature", "unknown") if m in maturities), "mature")


def _maturity(row: Record) -> str:
    """Return a function's maturity; not asked of a conventional algorithm, so mature unless it was filled."""
    unasked = "mature" if row.text("algorithm") == "conventional" else "unknown"
    return row.text("maturity") or unasked


def _in_order(found: set[str], options: tuple[Option, ...]) -> list[str]:
    return [option.key for option in options if option.key in found]


def _strongest(found: set[str]) -> str:
    order = [option.key for option in vocabulary.CONCLUSIONS]
    return max((c for c in found if c in order), key=order.index, default="none")
