"""A software list taken into a dossier: what is new, what has another version, what is gone; one undo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.sbom import Component, Sbom
from dossier_app.readers.sbom import sbom_of
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, RemoveRecord
from dossier_app.service.imports import no_file
from dossier_app.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SbomPlan:
    """What taking a list in changes; components typed by hand (without a source) stay."""

    dossier: str
    sbom: Sbom
    added: tuple[Component, ...]
    changed: tuple[tuple[str, Component], ...]
    removed: tuple[str, ...]
    kept: int
    source: str

    def as_json(self) -> dict[str, Any]:
        """Return the counts for scripts."""
        return self.sbom.as_json() | {
            "added": len(self.added),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "kept": self.kept,
        }


def plan_sbom(ws: Workspace, name: str, path: Path, progress: Progress = SILENT) -> SbomPlan:
    """Read a list and return what it changes in a dossier; nothing is stored.

    Raises:
        BadInput: no such file, or not a software list (the JSON path is named).
        NotFound: no such dossier.
    """
    dossier = queries.dossier(ws, name)
    if not path.is_file():
        raise BadInput(no_file(path.name), place=str(path), code="NO-FILE")
    return _plan(dossier, sbom_of(path, progress), path.name)


def _plan(dossier: Dossier, sbom: Sbom, source: str) -> SbomPlan:
    rows = {row.id: row for row in dossier.all("component")}
    there: dict[str, str] = {}
    for row in rows.values():
        there.setdefault(_name(row.text("purl"), row.text("name")), row.id)
    added, changed, kept, seen = [], [], 0, set()
    for component in sbom.components:
        known = there.get(_name(component.purl, component.name))
        if known is None or known in seen:
            added.append(component)
            continue
        seen.add(known)
        values = {key: rows[known].text(key) for key in ("version", "licence", "digest")}
        if all(getattr(component, key) in ("", value) for key, value in values.items()):
            kept += 1
        else:
            changed.append((known, component))
    gone = tuple(i for i, row in rows.items() if row.text("source") and i not in seen)
    own = dossier.heading.id
    return SbomPlan(own, sbom, tuple(added), tuple(changed), gone, kept, source)


def _name(purl: str, name: str) -> str:
    return purl.partition("@")[0] or name.lower()


def take_sbom(ws: Workspace, plan: SbomPlan) -> None:
    """Store what a plan says, as one command.

    Raises:
        InUse, DiskTrouble, BadInput: nothing was stored.
    """
    source = plan.source[:200]
    commands: list[Command] = [
        AddRecord(plan.dossier, "component", uuid4().hex, dict(each.values(source)))
        for each in plan.added
    ]
    commands += [
        ChangeRecord("component", record, dict(each.values(source)))
        for record, each in plan.changed
    ]
    commands += [RemoveRecord("component", record) for record in plan.removed]
    if commands:
        ws.do(Batch(_NAME.format(name=plan.source, n=len(plan.sbom.components)), tuple(commands)))


_NAME = Text("导入软件清单“{name}”（{n} 个组件）", "Import software list “{name}” ({n} components)")
