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
