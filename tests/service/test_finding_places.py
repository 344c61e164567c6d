"""Where facts stand, where words are found, and which packs handed out are now wrong."""

import json

import pytest

from dossier_app.base.errors import NotFound
from dossier_app.service import queries
from dossier_app.service.commands import (
    AddRecord,
    ChangeHeading,
    ChangeRecord,
    CreateDossier,
    RemoveRecord,
    SetAnswer,
)


def places(uses):
    return sorted(use.place for use in uses)


def issue(ws, **facts):
    values = {"what": "tender-pack", "issued_on": "2026-11-01"}
    if facts:
        values["facts"] = json.dumps(facts, ensure_ascii=False)
    ws.do(AddRecord("d1", "pack_issue", "p1", values))


def test_a_field_is_found_by_its_value_its_links_and_packs_handed_out(ws):
    ws.do(SetAnswer("d1", "claim.model", "LN-100"))
    ws.do(SetAnswer("d1", "claim.structure", "型号 LN-100 由安装程序组成"))
    ws.do(AddRecord("d1", "term", "t1", {"term": "LN-100 主机"}))
    ws.do(AddRecord("", "evidence", "e1", {"title": "说明书", "sha256": "ab" * 32}))
    link = {"evidence": "e1", "target": "claim.model", "pages": "3"}
    ws.do(AddRecord("d1", "link", "l1", link))
    issue(ws, **{"claim.model": "LN-100", "claim.object": "胸部"})
    found = queries.where_used(ws, "lung", "claim.model")
    assert places(found) == [
        "answer:claim.structure",
        "record:link:l1",
        "record:pack_issue:p1",
        "record:term:t1",
    ]
    assert next(use for use in found if "link" in use.place).text.zh == "证据“说明书” 3"


def test_a_field_without_an_answer_is_found_only_by_links_and_packs(ws):
    ws.do(AddRecord("d1", "term", "t1", {"term": "claim.object"}))
    issue(ws)
    assert queries.where_used(ws, "lung", "claim.object") == ()


def test_a_list_answer_is_looked_for_as_it_is_written(ws):
    ws.do(SetAnswer("d1", "claim.use_case", ["triage"]))
    assert queries.where_used(ws, "lung", "claim.use_case") == ()


def test_words_are_found_in_answers_and_records(ws):
    ws.do(SetAnswer("d1", "claim.object", "胸部CT"))
    ws.do(AddRecord("d1", "term", "t1", {"definition": "胸部CT图像"}))
    assert places(queries.where_used(ws, "lung", "胸部CT")) == [
        "answer:claim.object",
        "record:term:t1",
    ]


def test_a_record_is_found_by_what_refers_to_it(ws):
    ws.do(AddRecord("", "party", "p9", {"name": "注册人"}))
    ws.do(AddRecord("", "licence", "c1", {"party": "p9", "number": "No.7"}))
    ws.do(AddRecord("d1", "indicator", "i1", {"name": "敏感度"}))
    ws.do(AddRecord("d1", "test_method", "m1", {"indicator": "i1", "clause": "3.1"}))
    ws.do(AddRecord("d1", "link", "l1", {"target_kind": "indicator", "target": "i1"}))
    ws.do(SetAnswer("d1", "claim.registrant", "p9"))
    assert places(queries.where_used(ws, "lung", "party:p9")) == [
        "answer:claim.registrant",
        "record:licence:c1",
    ]
    assert places(queries.where_used(ws, "lung", "indicator:i1")) == [
        "record:link:l1",
        "record:test_method:m1",
    ]
    assert queries.where_used(ws, "lung", "indicator:i2") == ()


def test_places_of_an_unknown_dossier_are_not_found(ws):
    with pytest.raises(NotFound):
        queries.where_used(ws, "nobody", "claim.model")


def test_a_pack_is_called_back_once_a_fact_in_it_changes(ws):
    ws.do(SetAnswer("d1", "claim.model", "A"))
    issue(ws, **{"claim.model": "A", "old.field": "x"})
    assert queries.recall(ws) == ()
    ws.do(SetAnswer("d1", "claim.model", "B"))
    (outdated,) = queries.recall(ws)
    assert (outdated.key, outdated.record, outdated.what) == ("lung", "p1", "tender-pack")
    assert outdated.differences == (("claim.model", "A", "B"),)
    assert outdated.issued_on.isoformat() == "2026-11-01"
    ws.do(ChangeHeading("d1", archived=True))
    assert len(queries.recall(ws)) == 1
    ws.undo()
    ws.undo()
    assert queries.recall(ws) == ()


def test_facts_that_are_no_table_call_nothing_back(ws):
    ws.do(AddRecord("d1", "pack_issue", "p1", {"what": "x", "facts": "[1]"}))
    assert queries.recall(ws) == ()


def test_hits_name_answers_records_and_unknown_fields(ws):
    ws.do(SetAnswer("d1", "claim.object", "胸部结节影像"))
    ws.do(
        AddRecord(
            "d1", "term", "t1", {"term": "结节", "definition": "甲" * 80 + "结节" + "乙" * 80}
        )
    )
    ws.do(AddRecord("", "party", "p1", {"name": "结节医疗"}))
    hits = queries.search(ws, "结节")
    assert [(hit.kind, hit.field or hit.id) for hit in hits] == [
        ("", "claim.object"),
        ("party", "p1"),
        ("term", "t1"),
    ]
    assert hits[0].label.zh
    assert len(queries.search(ws, "结节", limit=1)) == 1


def test_a_long_text_is_shown_around_the_word(ws):
    ws.do(AddRecord("d1", "term", "t1", {"definition": "甲" * 80 + "双字" + "乙" * 80}))
    (hit,) = queries.search(ws, "双字")
    assert hit.snippet == "…" + "甲" * 30 + "双字" + "乙" * 30 + "…"


def test_search_follows_every_change_undo_and_removal(ws):
    ws.do(CreateDossier("d2", "two", "另一个"))
    ws.do(AddRecord("d2", "term", "t1", {"term": "结节"}))
    ws.do(ChangeRecord("term", "t1", {"term": "肿块"}))
    assert [len(queries.search(ws, word)) for word in ("结节", "肿块")] == [0, 1]
    ws.undo()
    assert [len(queries.search(ws, word)) for word in ("结节", "肿块")] == [1, 0]
    ws.do(RemoveRecord("term", "t1"))
    assert queries.search(ws, "结节") == ()
    ws.undo()
    assert len(queries.search(ws, "结节")) == 1


def test_places_that_still_hold_the_value_of_before_are_named(ws):
    ws.do(SetAnswer("d1", "claim.model", "LN-100"))
    ws.do(AddRecord("d1", "term", "t1", {"term": "LN-100 主机"}))
    ws.do(SetAnswer("d1", "claim.model", "LN-200"))
    (use,) = queries.where_used(ws, "lung", "claim.model")
    assert use.place == "record:term:t1"
    assert "仍为旧值“LN-100”" in use.text.zh


def test_pages_of_a_pack_handed_out_are_told_and_called_back(ws):
    ws.do(SetAnswer("d1", "claim.model", "LN-200"))
    pages = {"claim.model": {"投标支持文件": [1, 4]}}
    values = {"what": "tender-pack", "facts": '{"claim.model": "LN-100"}'}
    values["fact_pages"] = json.dumps(pages, ensure_ascii=False)
    ws.do(AddRecord("d1", "pack_issue", "p1", values))
    (use,) = queries.where_used(ws, "lung", "claim.model")
    assert use.text.zh.endswith("《投标支持文件》第 1, 4 页")
    (outdated,) = queries.recall(ws)
    assert outdated.pages == pages
