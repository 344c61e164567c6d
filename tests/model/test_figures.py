"""Intervals and values against their counts."""

from decimal import Decimal

import pytest

from dossier_app.model.checks import check
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean
from tests.model.faults import row

PACK = current_pack()


def told(code, **values):
    held = row("result", "r1", **values)(clean())
    return [f for f in check(held, PACK, ON) if f.code == code]


@pytest.mark.parametrize(
    ("method", "low", "high"), [("wilson", "91.2", "95.2"), ("clopper_pearson", "91.2", "95.3")]
)
def test_an_interval_by_the_named_method_is_right(method, low, high):
    counts = {"successes": 561, "trials": 600, "ci_method": method}
    assert told("EVID-09", ci_low=Decimal(low), ci_high=Decimal(high), **counts) == []
    assert told("EVID-09", ci_low=Decimal("88.0"), ci_high=Decimal(high), **counts)


def test_the_mend_writes_what_the_counts_give():
    (finding,) = told("EVID-09", successes=561, trials=600, ci_low=Decimal("90.0"))
    values = finding.fix.commands[0]["values"]
    assert values["ci_method"] == "wilson"
    assert told("EVID-09", successes=561, trials=600, ci_low=Decimal(values["ci_low"]), ci_high=Decimal(values["ci_high"])) == []  # fmt: skip


def test_another_method_is_not_recomputed():
    assert (
        told("EVID-09", successes=561, trials=600, ci_low=Decimal("10.0"), ci_method="other") == []
    )


@pytest.mark.parametrize("counts", [(700, 600), (-1, 600), (0, 0)])
def test_impossible_counts_are_told(counts):
    (finding,) = told("EVID-10", successes=counts[0], trials=counts[1])
    assert finding.place.field == "successes"


def test_a_fraction_counts_as_well_as_per_cent():
    fraction = {
        "value": Decimal("0.935"),
        "unit": None,
        "ci_low": Decimal("0.912"),
        "ci_high": Decimal("0.953"),
    }
    assert told("EVID-10", successes=561, trials=600, **fraction) == []
    assert told("EVID-09", successes=561, trials=600, **fraction) == []
