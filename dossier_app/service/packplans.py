"""What moving to another rule pack would change: field by field in the pack, and dossier by dossier in findings, class and packs handed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import same
from dossier_app.model.classify import classify
from dossier_app.model.derived import facts_from_dossier
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.model.facts import parse_facts
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack
from dossier_app.rules.install import Difference, diff
from dossier_app.service import judging, queries
from dossier_app.service.packs import find_pack
from dossier_app.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DossierPlan:
    """One dossier under another pack: findings that come and go, the class before and after, packs it touches."""

    heading: Heading
    come: tuple[Finding, ...]
    go: tuple[Finding, ...]
    class_before: str
    class_after: str
    handed_out: tuple[Record, ...]

    @property
    def changes(self) -> bool:
        """Tell whether anything would change."""
        return bool(self.come or self.go or self.class_before != self.class_after)

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {
            "dossier": self.heading.key,
            "come": [each.as_json() for each in self.come],
            "go": [each.as_json() for each in self.go],
            "class": {"before": self.class_before, "after": self.class_after},
            "packs_handed_out": [record.id for record in self.handed_out],
        }


@dataclass(frozen=True, slots=True)
class MovePlan:
    """The move of all dossiers to one pack; `unread` names those that cannot be judged, with the reason."""

    key: str
    differences: tuple[Difference, ...]
    dossiers: tuple[DossierPlan, ...]
    unread: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        names = ("table", "entry", "field", "old", "new")
        return {
            "pack": self.key,
            "differences": [dict(zip(names, each, strict=True)) for each in self.differences],
            "dossiers": [each.as_json() for each in self.dossiers],
            "unread": [{"dossier": key, "why": why} for key, why in self.unread],
        }


def move_plan(ws: Workspace, key: str, progress: Progress = SILENT) -> MovePlan:
    """Return what judging every dossier by another pack would change; nothing is changed. Raises NotFound."""
    there = find_pack(key, ws.folder)
    headings = queries.headings(ws)
    plans: list[DossierPlan] = []
    unread: list[tuple[str, str]] = []
    for done, heading in enumerate(headings):
        progress.step(done, len(headings), same(heading.name))
        try:
            plans.append(dossier_plan(ws, heading.id, there))
        except BadInput as error:
            unread.append((heading.key, error.message.zh))
    return MovePlan(
        there.key, tuple(_differences(ws, headings, there)), tuple(plans), tuple(unread)
    )


def dossier_plan(ws: Workspace, name: str, there: RulePack) -> DossierPlan:
    """Return what changes for one dossier: an old one is judged again by another pack beside its own."""
    dossier = queries.dossier(ws, name)
    here = find_pack(dossier.heading.pack, ws.folder)
    come, go = judging.pin_plan(ws, name, f"{there.key}@{there.sha256}")
    return DossierPlan(
        dossier.heading,
        come,
        go,
        _class(ws, dossier, here),
        _class(ws, dossier, there),
        dossier.all("pack_issue"),
    )


def _class(ws: Workspace, dossier: Dossier, pack: RulePack) -> str:
    try:
        facts = parse_facts(facts_from_dossier(dossier))
    except BadInput:
        return ""
    result = classify(facts, pack, judging.judged_date(ws, dossier.heading))
    return " ".join(filter(None, (result.klass or result.property, result.code)))


def _differences(
    ws: Workspace, headings: tuple[Heading, ...], there: RulePack
) -> Iterator[Difference]:
    seen: set[str] = set()
    for heading in headings:
        here = find_pack(heading.pack, ws.folder)
        if here.sha256 not in seen and here.sha256 != there.sha256:
            seen.add(here.sha256)
            yield from diff(here, there)
