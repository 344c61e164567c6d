"""One dossier as the pages show it: content, counts, gaps and findings of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.service import queries

if TYPE_CHECKING:
    from dossier_app.model.completeness import Gap, StepCount
    from dossier_app.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`judged` is false while counts and findings are still being worked out."""

    dossier: Dossier
    counts: Mapping[str, StepCount] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    judged: bool = False

    def at(self, place: Place) -> tuple[Finding, ...]:
        """Return the findings at a field."""
        return tuple(
            found
            for found in self.findings
            if found.place.field == place.field
            and found.place.record == place.record
            and (not place.record or found.place.id == place.id)
        )

    def blockers(self, step: str = "") -> int:
        """Return the number of blockers, of one step or of all."""
        return sum(
            1
            for found in self.findings
            if found.severity is Severity.BLOCKER and step in ("", found.step)
        )

    def missing(self, step: str) -> int:
        """Return the number of required answers of a step that are not there."""
        return sum(1 for gap in self.gaps if gap.step == step)


def same_objects(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    """Tell whether two views are made of the same: unchanged parts of a dossier stay the same objects."""
    return len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))


def take(workspace: Workspace, dossier: str) -> Snapshot:
    """Read a dossier and judge it; slow work for a pool thread."""
    from dossier_app.model.completeness import completeness, gaps

    content = queries.dossier(workspace, dossier)
    return Snapshot(
        content,
        completeness(content),
        gaps(content),
        queries.findings(workspace, dossier),
        judged=True,
    )
