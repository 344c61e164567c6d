"""A copy has its own ids throughout, points into itself, and says what must be looked at again."""

import json

import pytest

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.model.linking import link_hash
from dossier_app.service import imports, queries
from dossier_app.service.commands import (
    AddRecord,
    ChangeRecord,
    Confirm,
    MarkNotApplicable,
    SetAnswer,
)
from dossier_app.service.copying import copy_dossier


def test_a_copied_sample_is_nobodys_sample_and_shares_no_id(samples):
    original = imports.dump(samples, "lung-nodule")
    identity, again = copy_dossier(samples, "lung-nodule", "lung-two", "第二代")
    copied = imports.dump(samples, "lung-two")
    about = copied["dossier"]
    assert (about["id"], about["key"], about["name"]) == (identity, "lung-two", "第二代")
    assert (about["sample"], about["judged_on"]) == (False, None)
    assert about["pack"] == original["dossier"]["pack"]
    ids = {row["id"] for rows in original["records"].values() for row in rows}
    assert not ids & {row["id"] for rows in copied["records"].values() for row in rows}
    kept = json.dumps(copied["records"])
    own = {identity for identity in ids if len(identity) > 8}
    assert [identity for identity in sorted(own) if f'"{identity}"' in kept] == []
    assert len(again) >= 3
    assert imports.dump(samples, "lung-nodule") == original


def test_a_copy_is_one_change_and_one_undo(samples):
    before = [heading.key for heading in queries.headings(samples)]
    copy_dossier(samples, "coronary", "again")
    samples.undo()
    assert [heading.key for heading in queries.headings(samples)] == before


def test_references_links_and_answers_point_into_the_copy(ws):
    ws.do(AddRecord("d1", "evidence", "e1", {"title": "核查记录", "sha256": "ab" * 32}))
    ws.do(AddRecord("d1", "indicator", "i1", {"name": "敏感度"}))
    ws.do(AddRecord("d1", "test_method", "m1", {"indicator": "i1"}))
    ws.do(AddRecord("d1", "link", "l1", {"evidence": "e1", "target": "i1"}))
    ws.do(ChangeRecord("link", "l1", {"target_kind": "indicator", "pages": "3"}))
    found = queries.dossier(ws, "d1")
    ws.do(ChangeRecord("link", "l1", {"confirmed_hash": link_hash(found, found.all("link")[0])}))
    ws.do(AddRecord("d1", "link", "l2", {"target_kind": "", "target": "claim.model"}))
    ws.do(SetAnswer("d1", "provenance.split_check", "e1"))
    copy_dossier(ws, "lung", "two")
    copied = queries.dossier(ws, "two")
    evidence, indicator = copied.all("evidence")[0].id, copied.all("indicator")[0].id
    assert copied.text("provenance.split_check") == evidence != "e1"
    assert copied.all("test_method")[0].text("indicator") == indicator != "i1"
    first, second = copied.all("link")
    assert (first.text("evidence"), first.text("target")) == (evidence, indicator)
    assert "confirmed_hash" not in first.values
    assert second.text("target") == "claim.model"


def test_what_speaks_of_the_original_alone_is_left_behind_and_counted(ws):
    ws.do(Confirm("d1", "step:claim", "李", "reviewed"))
    ws.do(AddRecord("d1", "comment", "k1", {"text": "请核对"}))
    ws.do(AddRecord("d1", "pack_issue", "p1", {"what": "tender-pack"}))
    ws.do(MarkNotApplicable("d1", "claim.host_code", "独立软件"))
    _, again = copy_dossier(ws, "lung", "two")
    copied = queries.dossier(ws, "two")
    assert copied.records == {}
    assert copied.heading.name == "肺结节"
    assert copied.not_applicable["claim.host_code"].reason == "独立软件"
    words = [text.en for text in again]
    assert any("1 not-applicable" in text for text in words)
    assert any(text.startswith("3 ") for text in words)


@pytest.mark.parametrize(
    ("original", "key", "error"),
    [("nobody", "two", NotFound), ("lung", "lung", BadInput), ("lung", "a b", BadInput)],
)
def test_a_refused_copy_leaves_nothing(ws, original, key, error):
    before = len(queries.history(ws))
    with pytest.raises(error):
        copy_dossier(ws, original, key)
    assert [heading.key for heading in queries.headings(ws)] == ["lung"]
    assert len(queries.history(ws)) == before
