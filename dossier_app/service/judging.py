"""Findings, counts and classification of a dossier, recomputed only where something changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.model.checks import SUBJECTS, check, check_subjects, in_order, recheck, verdicts
from dossier_app.model.classify import classify
from dossier_app.model.classify import what_if as classify_what_if
from dossier_app.model.classresult import Classification
from dossier_app.model.completeness import StepCount
from dossier_app.model.completeness import completeness as count_steps
from dossier_app.model.derived import facts_from_dossier
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.facts import parse_facts
from dossier_app.model.fields import CHINA
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.rulepack import RulePack
from dossier_app.model.variations import Variation, variations
from dossier_app.service import drawable
from dossier_app.service.companions import joined
from dossier_app.service.documents import with_statements
from dossier_app.service.packs import find_pack
from dossier_app.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Judged:
    dossier: Dossier
    pack: RulePack
    on: date
    found: Mapping[str, tuple[Finding, ...]]


def judged_date(ws: Workspace, found: Heading, on: date | None = None) -> date:
    """Return the day to judge at: asked for, else the sample's stored day, else today in China."""
    return on or found.judged_on or ws.clock().astimezone(CHINA).date()


def findings(
    ws: Workspace, name: str, *, on: date | None = None, tender: str | None = None
) -> tuple[Finding, ...]:
    """Return all findings of a dossier as of a day; of one tender (id or code) where it is named.

    Raises:
        NotFound: no such dossier, tender or rule pack.
    """
    dossier = joined(ws, with_statements(ws, ws.views.dossier(name)))
    day, pack = judged_date(ws, dossier.heading, on), find_pack(dossier.heading.pack, ws.folder)
    if tender:
        record = dossier.tender(tender)
        checked = check(dossier, pack, day, tender=record.id if record else tender)
        own = drawable.findings(ws, dossier, record.id if record else tender)
        return in_order({"checked": checked, "drawable": own})
    key = f"findings:{dossier.heading.id}:{day}"
    before = ws.kept.get(key)
    if isinstance(before, _Judged) and before.pack is pack:
        changed = changed_keys(before.dossier, dossier)
        found = recheck(before.found, dossier, pack, day, changed) if changed else before.found
    else:
        found = check_subjects(dossier, pack, day, SUBJECTS)
    ws.kept[key] = _Judged(dossier, pack, day, found)
    return in_order({**found, "drawable": drawable.findings(ws, dossier)})


def changed_keys(before: Dossier, after: Dossier) -> tuple[str, ...]:
    """Return the places at which two views of a dossier differ; `heading` when all must be looked at again."""
    if before.heading != after.heading or before.companions != after.companions:
        return ("heading",)
    keys = []
    for was, now in (
        (before.answers, after.answers),
        (before.not_applicable, after.not_applicable),
    ):
        if was is not now:
            keys += [
                f"answer:{key}" for key in was.keys() | now.keys() if was.get(key) != now.get(key)
            ]
    for kind in before.records.keys() | after.records.keys():
        old, new = before.all(kind), after.all(kind)
        if old is not new and old != new:
            keys.append(f"record:{kind}")
    return tuple(sorted(keys))


def pin_plan(
    ws: Workspace, name: str, pack: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return which findings would come and which would go under another rule pack; raises NotFound."""
    dossier = joined(ws, with_statements(ws, ws.views.dossier(name)))
    day = judged_date(ws, dossier.heading)
    now = findings(ws, name)
    checked = check(dossier, find_pack(pack, ws.folder), day)
    then = in_order({"checked": checked, "drawable": drawable.findings(ws, dossier)})
    return tuple(f for f in then if f not in now), tuple(f for f in now if f not in then)


def completeness(ws: Workspace, name: str) -> dict[str, StepCount]:
    """Return what each step requires and has."""
    return count_steps(ws.views.dossier(name))


def report(
    ws: Workspace, name: str, *, on: date | None = None, tender: str | None = None
) -> dict[str, Any]:
    """Return findings, counts and the three verdicts in the form of the command-line contract."""
    found = findings(ws, name, on=on, tender=tender)
    counts = completeness(ws, name)
    return {
        "findings": [finding.as_json() for finding in found],
        "completeness": {key: count_json(count) for key, count in counts.items()},
        "verdicts": {verdict.value: holds for verdict, holds in verdicts(found, counts).items()},
    }


def count_json(count: StepCount) -> dict[str, int]:
    """Return the contract's form of a step's counts."""
    return {
        "required": count.required,
        "answered": count.answered,
        "not_applicable": count.not_applicable,
        "accepted_gaps": count.accepted_gaps,
    }


def blocks(report_json: Mapping[str, Any]) -> bool:
    """Tell whether a report holds a blocker."""
    return any(f["severity"] == Severity.BLOCKER.value for f in report_json["findings"])


def classification(
    ws: Workspace,
    name: str,
    on: date | None = None,
    what_if: Mapping[str, Any] | None = None,
) -> Classification:
    """Return how a dossier's product is classified by its rule pack, with some facts replaced where asked.

    Raises:
        BadInput: a fact is missing or contradicts another.
    """
    dossier = ws.views.dossier(name)
    pack = find_pack(dossier.heading.pack, ws.folder)
    facts, day = parse_facts(facts_from_dossier(dossier)), judged_date(ws, dossier.heading, on)
    return classify_what_if(facts, what_if, pack, day) if what_if else classify(facts, pack, day)


def class_variations(ws: Workspace, name: str, on: date | None = None) -> tuple[Variation, ...]:
    """Return what the class of a dossier's product would be under each single change; raises BadInput."""
    dossier = ws.views.dossier(name)
    pack = find_pack(dossier.heading.pack, ws.folder)
    facts = parse_facts(facts_from_dossier(dossier))
    return variations(facts, pack, judged_date(ws, dossier.heading, on))


def classify_facts(raw: object, on: date) -> Classification:
    """Return the classification of bare facts by the current rule pack; raises BadInput."""
    return classify(parse_facts(raw), find_pack(""), on)
