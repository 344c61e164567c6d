"""A character that no face draws is told at reading, at import and by `check`, before an export refuses it."""

import pytest

from dossier_app.model.finding import Severity
from dossier_app.service import drawable, imports, judging
from dossier_app.service.commands import RemoveRecord, SetAnswer
from tests.service.bidding import ROWS, a_workspace, buyer_file, change, requirement, with_tender

ARABIC, HIDDEN = "\u0639", "\u200b"


def told(ws, **more):
    return [f for f in judging.findings(ws, "d", **more) if f.code == "PACK-01"]


@pytest.fixture
def ws(tmp_path):
    with a_workspace(tmp_path) as ws:
        yield ws


@pytest.mark.parametrize(
    ("text", "missing"),
    [("plain", ""), ("肺结节≥90% ①★", ""), ("𠮷®²", ""), (f"a{ARABIC}b{HIDDEN}", ARABIC + HIDDEN)],
)
def test_only_what_no_face_draws_is_named(text, missing):
    assert drawable.unprintable(text) == missing


def test_reading_names_the_row_and_the_character(tmp_path):
    rows = [*ROWS[:1], ("2", "", f"支持{ARABIC}文界面"), *ROWS[2:]]
    read = imports.read_tender_file(buyer_file(tmp_path / "b.xlsx", rows))
    found = [f for f in read.findings if f.code == "READ-18"]
    assert len(found) == 1
    assert found[0].severity is Severity.WARNING
    assert "条款 2" in found[0].message.zh
    assert "U+0639" in found[0].message.en
    clean = imports.read_tender_file(buyer_file(tmp_path / "c.xlsx"))
    assert "READ-18" not in {f.code for f in clean.findings}


def test_a_clause_blocks_its_tender_until_it_is_taken_out(ws, tmp_path):
    rows = [*ROWS[:1], ("2", "", f"支持{HIDDEN}中文"), *ROWS[2:]]
    with_tender(ws, buyer_file(tmp_path / "a.xlsx"))
    assert told(ws) == []
    second = with_tender(ws, buyer_file(tmp_path / "b.xlsx", rows))
    found = told(ws)
    assert [(f.severity, f.place.field, f.tender) for f in found] == [
        (Severity.BLOCKER, "text", second)
    ]
    assert "U+200B" in found[0].message.zh
    assert told(ws, tender="T1") == []
    assert told(ws, tender="T2") == found
    clause = next(r for r in ws.views.dossier("d").all("requirement") if r.id == found[0].place.id)
    assert clause.id != requirement(ws, "1").id
    change(ws, RemoveRecord("requirement", clause.id))
    assert told(ws) == []


def test_an_answer_warns_in_its_step_and_a_pinned_pack_changes_nothing_in_that(ws):
    identity = ws.views.dossier("d").heading.id
    change(ws, SetAnswer(identity, "claim.model", f"A{ARABIC}"))
    found = told(ws)
    assert [(f.severity, f.step, f.place.field) for f in found] == [
        (Severity.WARNING, "claim", "claim.model")
    ]
    _, went = judging.pin_plan(ws, "d", ws.views.dossier("d").heading.pack)
    assert "PACK-01" not in {f.code for f in went}
