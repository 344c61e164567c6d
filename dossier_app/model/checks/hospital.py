"""What hospitals ask: named parties, what persuades each stakeholder, accepted gaps (CLAIM-14, GATE-05, EVID-12)."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.model.matrix import State, column_title, stakeholder_matrix
from dossier_app.model.phases import means
from dossier_app.model.records import Record

_GATE_OF = {
    "payer": "G4", "user": "G0", "system": "G6", "data": "G6", "accountable": "G2", "service": "G12",
    "monitor": "G14",
}  # fmt: skip
"""The gate at which a hospital asks who stands for something."""


def hospital(scene: Scene) -> Iterator[Finding]:
    """Yield what is missing for hospitals; none of it stands in the way of registration."""
    missing = _roles_without_party(scene)
    if missing and scene.dossier.all("claim_item"):
        roles = _listed(RECORD_KINDS["actor"].field("role").option(role) for role in missing)
        message = _NOBODY.format(roles=roles)
        yield found(scene, "CLAIM-14", Place("actor"), message, gate=_GATE_OF[missing[0]])
    yield from _gates(scene, missing)
    for row in scene.dossier.all("accepted_gap"):
        yield from _accepted(scene, row)


def _roles_without_party(scene: Scene) -> tuple[str, ...]:
    """Return the roles for which nobody is named with an evidence."""
    named = {
        row.text("role")
        for row in scene.dossier.all("actor")
        if row.text("party").strip() and scene.get("evidence", row.text("evidence"))
    }
    return tuple(role for role in _GATE_OF if role not in named)


def _gates(scene: Scene, roles: tuple[str, ...]) -> Iterator[Finding]:
    under_way = [
        row for row in scene.dossier.all("gate") if row.text("state") in ("running", "passed")
    ]
    holes = scene.once("stakeholder_holes", lambda: _holes(scene)) if under_way else {}
    for row in under_way:
        gate = next((g for g in scene.pack.gates if means(row, g)), None)
        if gate is None:
            continue
        wanted = [
            RECORD_KINDS["actor"].field("role").option(r) for r in roles if _GATE_OF[r] == gate.code
        ]
        wanted += holes.get(gate.code, [])
        if wanted:
            message = _HOLES.format(gate=gate.title, wanted=_listed(wanted))
            grade = None if row.text("state") == "passed" else Severity.HINT
            yield found(
                scene, "GATE-05", place_of(row, "state"), message, severity=grade, gate=gate.code
            )


def _holes(scene: Scene) -> dict[str, list[Text]]:
    """Return what stakeholders want and do not find, by gate."""
    matrix = stakeholder_matrix(scene.dossier, scene.pack, scene.on)
    holes: dict[str, list[Text]] = {}
    for each in scene.pack.stakeholders:
        lacking = [w for w, proof in matrix[each.key].items() if proof.state is State.HOLE]
        for gate in each.gates if lacking else ():
            words = _listed(column_title(want) for want in lacking)
            said = _OF.format(who=each.title, wanted=words)
            holes.setdefault(gate, []).append(said)
    return holes


def _accepted(scene: Scene, row: Record) -> Iterator[Finding]:
    for key in ("reason", "person", "review_on"):
        if not row.text(key).strip():
            label = RECORD_KINDS["accepted_gap"].field(key).label
            yield found(scene, "EVID-12", place_of(row, key), _INCOMPLETE.format(label=label))
            return
    due = row.day("review_on")
    if due is not None and due < scene.on:
        message = _DUE.format(reason=same(row.text("reason")[:40]), day=due)
        yield found(scene, "EVID-12", place_of(row, "review_on"), message)


def _listed(words: Iterator[Text] | list[Text]) -> Text:
    each = list(words)
    return Text("、".join(word.zh for word in each), ", ".join(word.en for word in each))


_NOBODY = Text(
    "以下各项没有写明单位或姓名及证明文件：{roles}。只影响医院环节，不影响注册。",
    "Nobody is named, with a proof, for: {roles}. This holds up hospital gates, not registration.",
)
_HOLES = Text(
    "环节“{gate}”还缺：{wanted}。请补齐，或改回状态。",
    "Gate “{gate}” still lacks: {wanted}. Supply it, or set the state back.",
)
_OF = Text("{who}要的{wanted}", "{wanted} for the {who}")
_INCOMPLETE = Text(
    "已接受的证据缺口没有填写“{label}”。请补填，否则不算接受。",
    "The accepted gap lacks its “{label}”. Fill it in, or it does not count.",
)
_DUE = Text(
    "已接受的缺口“{reason}”应于 {day} 复核。请复核并更新日期。",
    "The accepted gap “{reason}” was due for review on {day}. Review it and set a new date.",
)
