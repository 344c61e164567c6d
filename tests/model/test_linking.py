"""A confirmation goes stale when what it confirmed changes: answers, rows, files, rule pack."""

from dataclasses import replace

import pytest

from dossier_app.base.errors import NotFound
from dossier_app.model.linking import content_hash, is_stale, latest
from tests.model.clean import clean
from tests.model.faults import answer, drop, row
from tests.model.making import record

WHAT = (
    "classification",
    "field:claim.users",
    "step:claim",
    "step:tender",
    "tender:t1",
    "link:l1",
    "record:response:a2",
)


@pytest.mark.parametrize("what", WHAT)
def test_the_same_content_has_the_same_hash(what):
    assert content_hash(clean(), what) == content_hash(clean(), what)


@pytest.mark.parametrize(
    ("what", "edit"),
    [
        ("classification", row("function", "f1", conclusion="advice")),
        ("field:claim.users", answer("claim.users", "护士")),
        ("field:claim.users", answer("claim.users", None)),
        ("step:claim", answer("claim.users", "护士")),
        ("step:claim", row("evidence", "e-cert", sha256="other")),
        ("step:tender", row("response", "a2", text="x")),
        ("tender:t1", row("response", "a2", text="x")),
        ("tender:t1", row("evidence", "e-algo", sha256="other")),
        ("link:l1", row("evidence", "e-algo", sha256="other")),
        ("link:l1", row("response", "a2", text="x")),
        ("link:l1", drop("evidence", "e-algo")),
        ("link:l1", drop("response", "a2")),
        ("record:response:a2", row("response", "a2", text="x")),
    ],
)
def test_a_change_of_the_content_changes_the_hash(what, edit):
    assert content_hash(edit(clean()), what) != content_hash(clean(), what)


@pytest.mark.parametrize("what", ["classification", "step:claim", "tender:t1"])
def test_another_rule_pack_changes_the_hash(what):
    held = clean()
    other = replace(held, heading=replace(held.heading, pack="other"))
    assert content_hash(held, what) != content_hash(other, what)


def test_a_pack_handed_out_is_not_content():
    issued = row("pack_issue", "i1", tender="t1", what="x")
    assert content_hash(issued(clean()), "tender:t1") == content_hash(clean(), "tender:t1")


@pytest.mark.parametrize(
    "what", ["", "field:", "step:none", "tender:none", "link:none", "record:x:y", "odd"]
)
def test_what_is_not_there_cannot_be_confirmed_and_is_stale(what):
    with pytest.raises(NotFound):
        content_hash(clean(), what)
    assert is_stale(record("confirmation", "c", what=what, content_hash="x"), clean())


def test_the_last_confirmation_of_a_meaning_counts():
    held = row("confirmation", "ok-9", what="classification", meaning="overridden", person="李")(
        clean()
    )
    assert latest(held, "classification", "classified", "overridden").id == "ok-9"
    assert latest(held, "classification", "classified").id == "ok-0"
    assert latest(held, "classification", "reviewed") is None
