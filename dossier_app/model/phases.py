"""How far a product is on its way into hospitals: each gate of the rule pack, and each of the five phases."""

from __future__ import annotations

from collections.abc import Iterable

from dossier_app.model.dossier import Dossier
from dossier_app.model.packwork import Gate
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

OPEN, RUNNING, PASSED, NOT_NEEDED = "open", "running", "passed", "not_needed"


def means(record: Record, gate: Gate) -> bool:
    """Tell whether a record speaks of a gate: by its code, or by its name."""
    return record.text("gate") in (gate.code, gate.title.zh, gate.title.en)


def phases(dossier: Dossier, pack: RulePack) -> dict[str, str]:
    """Return each phase's state in the pack's order: a gate that nobody wrote down is still open."""
    return {
        phase.key: _together(gate_state(dossier, g) for g in pack.gates if g.phase == phase.key)
        for phase in pack.phases
    }


def gate_state(dossier: Dossier, gate: Gate, tender: str = "") -> str:
    """Return a gate's state: of a project its own record; else the product's own, else those of its tenders together."""
    records = [record for record in dossier.all("gate") if means(record, gate)]
    if tender and (mine := [r for r in records if r.text("tender") == tender]):
        return mine[-1].text("state") or OPEN
    own = [record for record in records if not record.text("tender")]
    return _together(record.text("state") or OPEN for record in own or records)


def _together(states: Iterable[str]) -> str:
    """Passed when all that applies is passed, running when something is begun."""
    found = set(states)
    if found == {NOT_NEEDED}:
        return NOT_NEEDED
    if found and found <= {PASSED, NOT_NEEDED}:
        return PASSED
    return RUNNING if found & {RUNNING, PASSED} else OPEN
