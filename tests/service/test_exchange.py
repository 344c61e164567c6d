"""The exchange form goes in whole, undoably, and comes out as the same bytes; what is wrong is named."""

import copy
import json

import pytest

from dossier_app.base.errors import BadInput, NotFound, TooNew
from dossier_app.service import exchange, imports, queries
from dossier_app.service.commands import AddRecord, ChangeRecord, SetAnswer
from dossier_app.service.workspace import Workspace

SHA = "ab" * 32
FULL = {
    "format": 1,
    "dossier": {
        "id": "n1",
        "key": "new",
        "name": "新卷宗",
        "pack": "",
        "judged_on": "2026-11-22",
        "sample": False,
    },
    "answers": {"claim.model": "N-1", "claim.registrant": "p1", "claim.use_case": []},
    "not_applicable": {"claim.host_code": {"reason": "独立软件", "by": "王工", "on": "2026-11-01"}},
    "records": {
        "term": [
            {"id": "t2", "term": "后", "position": 1},
            {"id": "t1", "term": "先", "position": 0, "definition": ""},
        ],
        "tender": [{"id": "x1", "code": "T1", "distributor": "p2"}],
        "evidence": [{"id": "e1", "title": "自有", "kind": "other", "sha256": SHA}],
        "link": [{"id": "l1", "evidence": "e2", "target_kind": "term", "target": "t1"}],
    },
    "firm": {
        "party": [{"id": "p1", "name": "注册人"}, {"id": "p2", "name": "经销商"}],
        "evidence": [{"id": "e2", "title": "公司证照", "kind": "licence", "sha256": SHA}],
        "licence": [{"id": "c1", "party": "p1", "number": "No.1", "evidence": "e2"}],
        "person": [{"id": "w1", "name": "王工"}],
    },
}


def form(**changes):
    return copy.deepcopy(FULL) | changes


def everything(ws: Workspace) -> str:
    keys = [heading.key for heading in queries.headings(ws, archived=True)]
    firm = [ws.views.dossier(key).records for key in keys]
    return exchange.canonical([imports.dump(ws, key) for key in keys]) + repr(firm)


def rows(ws: Workspace) -> int:
    return len(queries.history(ws, limit=10_000))


def test_what_goes_in_comes_out_with_the_firms_records_it_reaches(ws):
    imports.load(ws, form())
    found = imports.dump(ws, "new")
    assert [row["id"] for row in found["records"]["term"]] == ["t1", "t2"]
    assert "definition" not in found["records"]["term"][0]
    assert [row["id"] for row in found["firm"]["party"]] == ["p1", "p2"]
    assert [row["id"] for row in found["firm"]["evidence"]] == ["e2"]
    assert "licence" not in found["firm"]
    assert "claim.use_case" not in found["answers"]
    assert found["not_applicable"] == FULL["not_applicable"]


def test_dump_after_load_is_the_same_bytes(ws, tmp_path):
    imports.load(ws, form())
    first = exchange.canonical(imports.dump(ws, "new"))
    with Workspace.create(tmp_path / "other") as other:
        imports.load(other, json.loads(first))
        assert exchange.canonical(imports.dump(other, "new")) == first
        imports.load(other, json.loads(first), replace=True)
        assert exchange.canonical(imports.dump(other, "new")) == first


def test_loading_is_one_change_and_one_undo(ws):
    before, count = everything(ws), rows(ws)
    imports.load(ws, form())
    assert rows(ws) == count + 1
    assert ws.undo_name().zh == "撤销：导入卷宗“new”"
    ws.undo()
    assert everything(ws) == before


def test_a_dossier_that_is_there_is_replaced_only_on_request(ws):
    imports.load(ws, form())
    changed = form(
        answers={"claim.model": "N-2"},
        not_applicable={},
        records={"term": [{"id": "t1", "term": "只此一条"}]},
    )
    changed["dossier"] |= {"name": "改名", "judged_on": None}
    before = everything(ws)
    with pytest.raises(BadInput, match="--replace") as refusal:
        imports.load(ws, changed)
    assert (refusal.value.code, refusal.value.place) == ("EXISTS", "$.dossier.id")
    assert everything(ws) == before
    imports.load(ws, changed, replace=True)
    found = imports.dump(ws, "new")
    assert found["dossier"]["name"] == "改名"
    assert found["dossier"]["judged_on"] is None
    assert (found["answers"], found["not_applicable"]) == ({"claim.model": "N-2"}, {})
    assert found["records"] == {"term": [{"id": "t1", "term": "只此一条"}]}
    ws.undo()
    assert everything(ws) == before


def test_another_pack_in_the_file_is_pinned_when_it_replaces(ws):
    imports.load(ws, form())
    pack = queries.heading(ws, "lung").pack
    changed = form()
    changed["dossier"]["pack"] = pack.partition("@")[0]
    imports.load(ws, changed, replace=True)
    assert queries.heading(ws, "new").pack == pack


def test_replaced_approved_papers_keep_their_old_words_on_record(ws):
    paper = {"id": "c1", "number": "国械注准20243210001", "product_name": "样例"}
    imports.load(ws, form(records={"certificate": [paper]}))
    changed = form(records={"certificate": [paper | {"product_name": "更正"}]})
    imports.load(ws, changed, replace=True)
    assert queries.dossier(ws, "new").all("certificate")[0].text("product_name") == "更正"
    command = json.dumps([c.old for c in queries.history(ws, "new", limit=1)[0].changes])
    assert "\\u6837\\u4f8b" in command


def test_the_firms_records_differ_only_on_request(ws):
    ws.do(AddRecord("", "party", "p1", {"name": "旧名", "code": "91"}))
    before = everything(ws)
    with pytest.raises(BadInput, match="--replace") as refusal:
        imports.load(ws, form())
    assert (refusal.value.code, refusal.value.place) == ("FIRM-DIFFERS", "$.firm.party")
    assert everything(ws) == before
    imports.load(ws, form(), replace=True)
    with ws.reading() as work:
        assert work.record("party", "p1").values == {"name": "注册人"}


def test_only_the_firms_records_can_be_loaded(ws):
    changed = imports.load(ws, {"format": 1, "firm": FULL["firm"]})
    assert changed.dossier == ""
    assert changed.name.en == "Load the firm's records"
    assert imports.load(ws, {"format": 1, "firm": FULL["firm"]}).keys == frozenset()


WRONG = [
    ([], "$"),
    ({}, "$.format"),
    ({"format": True}, "$.format"),
    ({"format": 0}, "$.format"),
    ({"format": 1, "answers": {}}, "$.dossier"),
    ({"format": 1, "dossier": 5}, "$.dossier"),
    (form(dossier={"id": "n1", "key": "k", "name": "n", "odd": 1}), "$.dossier.odd"),
    (form(dossier={"id": "n1", "key": "k", "name": "n", "sample": "no"}), "$.dossier.sample"),
    (form(dossier={"id": "n1", "key": "k", "name": "n", "pack": 7}), "$.dossier.pack"),
    (form(not_applicable={"claim.odd": {"reason": "x"}}), "$.not_applicable.claim.odd"),
    (
        form(not_applicable={"claim.model": {"reason": "x", "on": 5}}),
        "$.not_applicable.claim.model.on",
    ),
    (form(not_applicable={"claim.model": []}), "$.not_applicable.claim.model"),
    (form(records={"term": {}}), "$.records.term"),
    (form(records={"term": ["x"]}), "$.records.term[0]"),
    (form(records={"term": [{"id": "t", "position": "1"}]}), "$.records.term[0].position"),
    (form(firm={"term": []}), "$.firm.term"),
]


@pytest.mark.parametrize(("raw", "place"), WRONG, ids=[place for _, place in WRONG])
def test_a_wrong_form_is_refused_with_its_path(ws, raw, place):
    before, count = everything(ws), rows(ws)
    with pytest.raises(BadInput) as refusal:
        imports.load(ws, raw)
    assert refusal.value.place == place
    assert (everything(ws), rows(ws)) == (before, count)


BAD_VALUES = [
    {"answers": {"claim.medical_purpose": "yes"}},
    {"answers": {"claim.registrant": "nobody"}},
    {"answers": {"claim.registrant": "e2"}},
    {"not_applicable": {"claim.model": {"reason": " "}}},
    {"not_applicable": {"claim.model": {"reason": "x", "on": "bald"}}},
    {"records": {"term": [{"id": "a"}, {"id": "a"}]}},
    {"records": {"term": [{"id": "a b"}]}},
    {"records": {"test_method": [{"id": "m", "indicator": "t1"}]}},
    {"dossier": {"id": "d1 ", "key": "k", "name": "n"}},
    {"dossier": {"id": "n9", "key": "lung", "name": "n"}},
    {"dossier": {"id": "n9", "key": "k", "name": "n\u0007"}},
    {"dossier": {"id": "n9", "key": "k", "name": "n", "judged_on": "morgen"}},
]


@pytest.mark.parametrize("change", BAD_VALUES, ids=lambda change: json.dumps(change)[:60])
def test_a_form_with_a_bad_value_is_refused_whole(ws, change):
    before, count = everything(ws), rows(ws)
    with pytest.raises(BadInput):
        imports.load(ws, form(**change))
    assert (everything(ws), rows(ws)) == (before, count)


def test_a_later_format_is_said_to_be_newer(ws):
    with pytest.raises(TooNew) as refusal:
        imports.load(ws, {"format": 2})
    assert refusal.value.place == "$.format"


def test_firm_records_are_reached_through_others_of_the_firm(ws):
    reaching = form(records={"qualification": [{"id": "q1", "name": "许可证", "licence": "c1"}]})
    imports.load(ws, reaching)
    assert {kind: len(rows) for kind, rows in imports.dump(ws, "new")["firm"].items()} == {
        "party": 1,
        "evidence": 1,
        "licence": 1,
    }


def test_dumping_what_is_not_there_is_not_found(ws):
    with pytest.raises(NotFound):
        imports.dump(ws, "nobody")


def test_answers_of_the_dossier_stay_where_the_file_agrees(ws):
    imports.load(ws, form())
    ws.do(SetAnswer("n1", "claim.model", "N-1b"))
    ws.do(ChangeRecord("term", "t1", {"term": "另"}))
    changed = imports.load(ws, form(), replace=True)
    assert "answer:claim.model" in changed.keys
    assert "record:tender:x1" not in changed.keys
    assert exchange.canonical(imports.dump(ws, "new")["answers"]) == exchange.canonical(
        {"claim.model": "N-1", "claim.registrant": "p1"}
    )
