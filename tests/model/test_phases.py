"""Gates written down move their phase; what does not apply holds nothing up."""

import pytest

from dossier_app.model.phases import gate_state, phases
from dossier_app.rules.loader import current_pack
from tests.model.making import dossier, record

PACK = current_pack()
USE = [gate.code for gate in PACK.gates if gate.phase == "use"]


def held(*states: str):
    """A dossier whose gates of the last phase have these states, the further ones none."""
    rows = [
        record("gate", f"g{n}", gate=code, state=state)
        for n, (code, state) in enumerate(zip(USE, states, strict=False))
    ]
    return dossier({}, *rows)


@pytest.mark.parametrize(
    ("states", "together"),
    [
        ([], "open"),
        (["open"], "open"),
        (["running"], "running"),
        (["passed"], "running"),
        (["not_needed"], "open"),
        (["not_needed"] * len(USE), "not_needed"),
        (["passed"] * len(USE), "passed"),
        (["passed", *["not_needed"] * (len(USE) - 1)], "passed"),
        (["passed"] * (len(USE) - 1), "running"),
        ([""], "open"),
    ],
)
def test_a_phase_is_passed_when_all_that_applies_is(states, together):
    assert phases(held(*states), PACK)["use"] == together


def test_the_phases_stand_in_the_order_of_the_pack():
    assert list(phases(dossier(), PACK)) == [phase.key for phase in PACK.phases]


def test_a_gate_is_known_by_code_and_by_either_name():
    gate = PACK.gates[0]
    for name in (gate.code, gate.title.zh, gate.title.en):
        found = dossier({}, record("gate", "g", gate=name, state="passed"))
        assert gate_state(found, gate) == "passed"
    assert gate_state(dossier({}, record("gate", "g", gate="别的", state="passed")), gate) == "open"


def test_the_product_s_own_gate_counts_before_those_of_its_tenders():
    gate = PACK.gates[0]
    bids = [
        record("gate", f"t{n}", gate=gate.code, state=state, tender=f"t{n}")
        for n, state in enumerate(("passed", "open"))
    ]
    own = record("gate", "g", gate=gate.code, state="passed")
    assert gate_state(dossier({}, *bids), gate) == "running"
    assert gate_state(dossier({}, *bids, own), gate) == "passed"
