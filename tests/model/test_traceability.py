"""The chain from claim to evidence and its holes both ways."""

from __future__ import annotations

from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.traceability import traceability_document
from dossier_app.model.document import plain
from dossier_app.model.traceability import matrix
from tests.model.clean import ON
from tests.model.making import dossier, record


def held():  # type: ignore[no-untyped-def]  # a dossier
    return dossier(
        {},
        record("function", "f1", name="检出"),
        record("function", "f2", 1, name="显示"),
        record("claim_item", "c1", text="检出结节", function="f1", result="r1"),
        record("claim_item", "c2", 1, text="又快又好"),
        record("indicator", "n1", clause="2.1.1.1", name="检出", requirement="标记", function="f1"),
        record("indicator", "n2", 1, clause="2.1.2.1", name="限制", requirement="提示"),
        record("test_method", "m1", clause="3.1.1.1", indicator="n1", method="检查"),
        record("test_method", "m9", 1, clause="3.2.9", method="孤立"),
        record("evidence", "e1", title="报告"),
        record("evidence", "e2", 1, title="测试记录"),
        record("result", "r1", metric="敏感度", evidence="e1"),
        record("link", "l1", evidence="e2", target="m1"),
    )


def test_chains_are_whole_or_say_what_is_missing():
    chains = matrix(held())
    whole, claim_only, function_only, indicator_only, method_only = chains
    assert whole.is_whole
    assert {file.id for file in whole.evidence} == {"e1", "e2"}
    assert [hole.en for hole in claim_only.holes] == ["no requirement", "no indicator", "no evidence"]  # fmt: skip
    assert [hole.en for hole in function_only.holes] == ["no claim", "no indicator", "no evidence"]
    assert [hole.en for hole in indicator_only.holes] == ["no requirement", "no method", "no evidence"]  # fmt: skip
    assert method_only.as_json()["method"] == "m9"
    assert method_only.as_json()["holes"][0]["en"] == "no indicator"


def test_the_document_names_every_hole():
    document = traceability_document(Brief(held(), ON, Lang.ZH))
    table = next(document.tables())
    assert next(plain(row.cells[-1].content) for row in table.rows) == "完整"
    assert "没有指标" in plain(table.rows[1].cells[-1].content)
