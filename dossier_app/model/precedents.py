"""Decided cases beside a result: evidence that is shown, never a rule that decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dossier_app.model.classresult import Precedent
from dossier_app.model.facts import Facts
from dossier_app.model.packclass import Case
from dossier_app.model.rulepack import RulePack

_LIKE = 0.5
"""Share of common functions from which a case is shown as like."""


def precedents(
    facts: Facts, pack: RulePack, decided: tuple[str, str, str]
) -> tuple[Precedent, ...]:
    """Return the like cases, those of the same facts first; `decided` is property, class and code."""
    found = sorted(_like(facts, pack), key=lambda pair: (-pair[0], pair[1].key))
    return tuple(_precedent(case, share == 1.0, decided) for share, case in found)


def _like(facts: Facts, pack: RulePack) -> Iterator[tuple[float, Case]]:
    for case in pack.cases:
        share = _share(facts, case.facts)
        if share >= _LIKE:
            yield share, case


def _share(facts: Facts, other: Mapping[str, Any]) -> float:
    """Return 0 unless form, purpose, input and algorithm agree; else the share of common functions."""
    same = (
        facts.product_form == other["product_form"]
        and facts.medical_purpose == other["medical_purpose"]
        and facts.input_kind == other["input_kind"]
        and facts.input_domain == other["input_domain"]
        and _as_ai(facts.algorithm) == _as_ai(other["algorithm"])
    )
    if not same:
        return 0.0
    mine, theirs = set(facts.functions), set(other["functions"])
    if not mine and not theirs:
        return 1.0 if set(facts.core_functions) == set(other["core_functions"]) else 0.0
    return len(mine & theirs) / len(mine | theirs)


def _as_ai(algorithm: str) -> str:
    return "ai" if algorithm == "unknown" else algorithm


def _precedent(case: Case, same: bool, decided: tuple[str, str, str]) -> Precedent:
    prop, klass, code = decided
    agrees = (case.property, case.klass) == (prop, klass) and code.startswith(case.code_prefix)
    return Precedent(
        key=case.key,
        name=case.name,
        determined=case.determined,
        era=case.era,
        property=case.property,
        klass=case.klass,
        code=case.code_prefix,
        certainty=case.certainty,
        agrees=agrees,
        same=same,
        note=case.note,
    )
