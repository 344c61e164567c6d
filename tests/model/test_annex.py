"""A quoted sentence goes out boxed with the number of the clause that it answers."""

from datetime import date

from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.evidence import annex_of
from tests.model.making import dossier, record


def test_the_clause_stands_beside_the_quotation():
    held = dossier(
        {},
        record("evidence", "e1", title="摘页", disclosure="tender", sha256="a" * 64, media_type="application/pdf"),
        record("requirement", "q1", number="3.1"),
        record("response", "a1", requirement="q1"),
        record("link", "l1", evidence="e1", target_kind="response", target="a1", pages="2", quote="检出敏感度"),
        record("link", "l2", 1, evidence="e1", target_kind="claim_item", target="c1", pages="3", quote="另一句"),
    )  # fmt: skip
    brief = Brief(held, date(2026, 11, 22), Lang.ZH)
    annex = annex_of(brief, (), held.all("link"))
    made = annex.attachment(held.all("evidence")[0])
    assert made.boxes == ((2, "检出敏感度", "条款 3.1"), (3, "另一句", ""))


def test_an_excerpt_goes_out_only_by_named_pages():
    values = {"title": "算法报告", "disclosure": "excerpt", "pages": 12, "sha256": "a" * 64}
    bare = record("link", "l1", evidence="e1", target_kind="response", target="a1")
    held = dossier({}, record("evidence", "e1", **values), bare)
    annex = annex_of(Brief(held, date(2026, 11, 22), Lang.ZH), (), held.all("link"))
    assert annex.records == ()
    assert "摘页" in annex.omitted[0].why.zh
    single = dossier({}, record("evidence", "e1", **values | {"pages": 1}), bare)
    annex = annex_of(Brief(single, date(2026, 11, 22), Lang.ZH), (), single.all("link"))
    assert [each.id for each in annex.records] == ["e1"]
