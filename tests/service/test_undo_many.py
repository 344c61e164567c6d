"""Fifty mixed actions taken back give the starting state; the record shows both ways and stays whole."""

from random import Random

from dossier_app.service import care, imports, queries
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    Command,
    Confirm,
    MarkNotApplicable,
    MoveRecord,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.exchange import canonical
from dossier_app.service.wording import name_of
from dossier_app.service.workspace import Workspace

ACTIONS = 50


def action(ws: Workspace, dice: Random, number: int) -> Command:
    """Some action that changes something, whatever state the dossier is in."""
    rows = imports.dump(ws, "lung")["records"].get("term", [])
    chosen = dice.choice(rows)["id"] if rows else ""
    added = AddRecord(
        "d1", "term", f"t{number}", {"term": f"词{number}"}, dice.randrange(len(rows) + 1)
    )
    answered = SetAnswer("d1", dice.choice(["claim.model", "claim.structure"]), f"值{number}")
    kinds: list[Command] = [
        added,
        answered,
        MarkNotApplicable("d1", "claim.host_code", f"理由{number}"),
        ChangeHeading("d1", name=f"名称{number}"),
        Confirm("d1", "step:claim", "李", "reviewed"),
        Batch(name_of(answered), (added, answered)),
    ]
    if chosen:
        kinds += [
            ChangeRecord("term", chosen, {"definition": f"定义{number}"}),
            RemoveRecord("term", chosen),
        ]
    if len(rows) > 1:
        kinds.append(MoveRecord("term", rows[0]["id"], len(rows) - 1))
    return dice.choice(kinds)


def test_fifty_mixed_actions_taken_back_give_the_starting_state(ws: Workspace) -> None:
    dice = Random(7)  # noqa: S311 - a choice of test steps
    states = [canonical(imports.dump(ws, "lung"))]
    for number in range(ACTIONS):
        assert ws.do(action(ws, dice, number), None).keys
        states.append(canonical(imports.dump(ws, "lung")))
    names = {line.name.zh for line in queries.history(ws, limit=ACTIONS)}
    assert len(names) > 5
    for expected in reversed(states[:-1]):
        assert ws.undo() is not None
        assert canonical(imports.dump(ws, "lung")) == expected
    for expected in states[1:]:
        assert ws.redo() is not None
        assert canonical(imports.dump(ws, "lung")) == expected
    lines = queries.history(ws, "lung")
    done = [line for line in lines if line.undoes is None]
    back = [line for line in lines if line.undoes is not None]
    assert (len(done), len(back)) == (ACTIONS + 1, 2 * ACTIONS)
    report = care.verify_audit(ws)
    assert (report.fault, report.rows) == (None, 3 * ACTIONS + 1)
