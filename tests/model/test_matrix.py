"""Claims and stakeholders against what stands behind them."""

from dataclasses import replace
from datetime import date

from dossier_app.model.matrix import State, claim_matrix, column_title, columns, stakeholder_matrix
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean
from tests.model.faults import both, row

PACK = current_pack()


def cells(held, claim="c1"):
    return next(line for line in claim_matrix(held, PACK) if line.claim.id == claim).cells


def test_a_wanted_cell_without_result_is_a_hole_and_another_is_blank():
    found = cells(clean())
    assert found["reader"].state is State.HOLE
    assert found["usability"].state is State.BLANK
    assert found["standalone"].state is State.UNFILED
    assert cells(clean(), "c2")["workflow"].results[0].id == "r2"


def test_a_file_behind_every_result_makes_a_cell_proven_and_the_design_its_strength():
    filed = both(
        *(
            row("result", r, evidence="e-algo", design=d)
            for r, d in (("r1", "mrmc"), ("r3", "bench"))
        )
    )
    cell = cells(filed(clean()))["standalone"]
    assert cell.state is State.PROVEN
    assert cell.strength == 3
    assert cells(clean())["standalone"].strength is None


def test_results_of_a_linked_file_stand_behind_the_claim():
    linked = both(
        row("result", "r9", metric="可用性", dimension="usability", evidence="e-split", n=12),
        row("link", "l9", evidence="e-split", target_kind="claim_item", target="c1"),
    )
    found = cells(linked(clean()))
    assert found["usability"].state is State.PROVEN
    assert next(line for line in claim_matrix(linked(clean()), PACK)).links == 1


def test_an_accepted_gap_is_no_hole_and_a_claim_outside_wants_nothing():
    gap = row(
        "accepted_gap",
        "g",
        claim="c1",
        dimension="reader",
        reason="x",
        person="y",
        review_on=date(2027, 1, 1),
    )
    assert cells(gap(clean()))["reader"].state is State.ACCEPTED
    line = claim_matrix(row("claim_item", "c1", outside=True)(clean()), PACK)[0]
    assert line.holes == 0


def test_stakeholders_see_only_what_is_meant_for_them_and_in_date():
    found = stakeholder_matrix(clean(), PACK, ON)
    assert found["equipment"]["certificate"].state is State.PROVEN
    assert found["finance"]["value_sheet"].state is State.HOLE
    assert found["finance"]["certificate"].state is State.BLANK
    assert found["insurance"]["answer:claim.charging"].state is State.HOLE
    assert found["it"]["interface"].state is State.PROVEN
    only = row("evidence", "e-cert", audience=("regulator",))(clean())
    found = stakeholder_matrix(only, PACK, ON)
    assert found["equipment"]["certificate"].state is State.HOLE
    assert [r.id for r in found["regulator"]["certificate"].records] == ["e-cert"]
    late = row("evidence", "e-cert", expires_on=date(2020, 1, 1))(clean())
    assert stakeholder_matrix(late, PACK, ON)["equipment"]["certificate"].state is State.HOLE


def test_every_column_has_a_name_and_every_gate_exists():
    gates = {gate.code for gate in PACK.gates}
    assert all(column_title(want).zh != want for want in columns(PACK))
    assert all(gate in gates for each in PACK.stakeholders for gate in each.gates)


def test_a_pack_without_stakeholders_has_no_columns():
    assert columns(replace(PACK, stakeholders=())) == ()
