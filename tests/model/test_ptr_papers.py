"""The papers of step 4: the exact PTR by both templates, its note for the non-clinical part, and the study reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.ptr import inapplicable, ptr_document, ptr_pairs
from dossier_app.model.builders.studies import study_report
from dossier_app.model.document import Document, Heading, Look, Paragraph, Table, plain
from dossier_app.model.dossier import Dossier, NotApplicable
from dossier_app.model.ptrtree import change_template
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean
from tests.model.faults import answer, both, row
from tests.model.test_ptr_editing import carried

PACK = current_pack()
KNOWN = PACK.ptr_clauses


def brief(held: Dossier, lang: Lang = Lang.ZH) -> Brief:
    return Brief(held, ON, lang)


def lines(document: Document) -> list[str]:
    return [plain(b.content) for b in document.blocks if isinstance(b, Paragraph)]


def heads(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_ptr_is_in_its_exact_form_with_facts_put_in():
    held = answer("ptr.release", "软件发布版本：{{claim.release_version}}")(clean())
    document = ptr_document(brief(held), KNOWN)
    assert document.look is Look.OFFICIAL
    assert document.title == held.text("claim.product_name")
    assert heads(document)[:3] == ["1 产品型号/规格及其划分说明", "2 性能指标", "3 检验方法"]
    said = lines(document)
    assert "软件发布版本：2" in said
    assert said.index("2.1.1.1 检出") < said.index("2.1.7.1 处理时间")
    assert "3.1.7.1 处理时间" in said


def test_a_table_in_a_clause_becomes_a_table():
    held = answer("ptr.functions", "功能如下\n| 功能 | 类型 |\n| 检出 | 自动 | 多余 |\n| 显示 |")(
        clean()
    )
    table = next(ptr_document(brief(held), KNOWN).tables())
    assert [column.title for column in table.columns] == ["功能", "类型"]
    assert [[plain(cell.content) for cell in r.cells] for r in table.rows] == [["检出", "自动"], ["显示", ""]]  # fmt: skip


def test_the_template_of_2015_orders_and_names_by_its_own():
    held = carried(clean(), change_template(clean(), KNOWN, "2015"))
    said = lines(ptr_document(brief(held), KNOWN))
    assert "2.1.1 处理对象" in said
    assert "2.1.5 临床功能" in said
    assert not any("用户差错防御" in line for line in said)


def test_what_does_not_apply_leaves_the_ptr_and_goes_to_the_non_clinical_part():
    mark = NotApplicable("本产品不产生消息", "王工", ON)
    held = replace(clean(), not_applicable={"ptr.messages": mark})
    assert not any("2.1.10" in line for line in lines(ptr_document(brief(held), KNOWN)))
    note = inapplicable(brief(held), KNOWN)
    assert note is not None
    table = next(note.tables())
    assert [plain(cell.content) for cell in table.rows[0].cells] == ["2.1.10", "消息", "本产品不产生消息"]  # fmt: skip
    assert inapplicable(brief(clean()), KNOWN) is None


def test_the_evaluation_database_stands_in_the_annex():
    base = row(
        "dataset", "d-e", role="evaluation", name="测评库", version="1.2", operator="某测评方"
    )
    said = lines(ptr_document(brief(base(clean())), KNOWN))
    assert "A4 测评数据库" in said
    assert "A4.1 名称：测评库；完整版本：1.2；责任方：某测评方。" in said


def test_the_pairs_stand_in_the_order_of_clauses():
    table = next(ptr_pairs(brief(clean(), Lang.EN)).tables())
    assert [plain(r.cells[0].content) for r in table.rows] == ["2.1.1.1", "2.1.7.1"]
    assert plain(table.rows[0].cells[6].content) == "3.1.1.1"


def test_the_software_report_is_filled_and_lists_what_is_missing():
    built = study_report(brief(clean()), PACK, "software")
    assert "1.1 软件标识" in heads(built.document)
    assert any(o.what.startswith("2.4") for o in built.missing)
    assert heads(built.document)[-1] == "尚缺内容（定稿前补齐）"
    filled = row(
        "report_part",
        "p1",
        report="software",
        number="2.4",
        text="按 YY/T 0664 的生存周期过程。",
        evidence="e-algo",
    )(clean())
    after = study_report(brief(filled), PACK, "software")
    assert not any(o.what.startswith("2.4") for o in after.missing)
    assert "按 YY/T 0664 的生存周期过程。" in lines(after.document)
    assert any(line.startswith("依据：") for line in lines(after.document))


def test_the_depth_follows_the_safety_level():
    minor = answer("classification.safety_level", "minor")(clean())
    wanted = {o.what.split()[0]: o.why.zh for o in study_report(brief(minor), PACK, "software").missing}  # fmt: skip
    serious = {o.what.split()[0]: o.why.zh for o in study_report(brief(clean()), PACK, "software").missing}  # fmt: skip
    assert wanted["2.4"] != serious["2.4"]
    unknown = answer("classification.safety_level", None)(clean())
    deep = {o.what.split()[0]: o.why.zh for o in study_report(brief(unknown), PACK, "software").missing}  # fmt: skip
    assert deep["2.4"] == serious["2.4"]
    assert "1.2" in deep


def test_the_cybersecurity_report_holds_all_22_capabilities_and_the_components():
    held = both(
        row("security_capability", "s1", capability="ALOF", applies=True, means=("own",), description="15 分钟"),
        row("component", "c1", name="torch", version="2.1.2", licence="BSD"),
    )(clean())  # fmt: skip
    built = study_report(brief(held), PACK, "cybersecurity")
    tables = [block for block in built.document.blocks if isinstance(block, Table)]
    capabilities = next(t for t in tables if len(t.rows) == 22)
    assert plain(capabilities.rows[0].cells[4].content) == "15 分钟"
    assert plain(capabilities.rows[1].cells[2].content) == "待定"
    assert any(plain(t.rows[0].cells[0].content) == "torch" for t in tables)
    assert any("21" in o.why.zh for o in built.missing if o.what.startswith("1.3"))


def test_the_algorithm_report_has_one_study_for_each_ai_function_and_spares_the_mature():
    held = row("function", "f9", name="成熟分割", core="processing", algorithm="ai", maturity="mature", conclusion="none", description="x", registered=False)(clean())  # fmt: skip
    document = study_report(brief(held), PACK, "algorithm").document
    named = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert "成熟分割" in named
    start = heads(document).index("成熟分割")
    assert heads(document)[start + 1].startswith("1 ")
    assert len(heads(document)) - start <= 3
    assert any(text.startswith("6.1") for text in heads(document))


def test_without_ai_functions_the_algorithm_report_still_says_what_is_missing():
    held = Dossier(clean().heading, {"classification.safety_level": "moderate"}, {}, {})
    built = study_report(Brief(held, date(2026, 1, 1), Lang.EN), PACK, "algorithm")
    assert built.missing


@pytest.mark.parametrize("report", ["software", "cybersecurity", "algorithm"])
def test_an_empty_dossier_gives_a_skeleton(report: str):
    held = Dossier(clean().heading, {}, {}, {})
    built = study_report(Brief(held, ON, Lang.EN), PACK, report)
    assert built.document.cover is not None
    assert built.missing
