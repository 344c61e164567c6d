"""The data chapters: who gave what, the lineage with its changes, independence and distributions with bars."""

from __future__ import annotations

from datetime import date

from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.data import data_chapters
from dossier_app.model.document import BarCell, Document, Heading, Paragraph, Table, Tone, plain
from dossier_app.model.dossier import Dossier
from tests.model.casemaking import cases, content, holding
from tests.model.clean import clean
from tests.model.faults import both, row

LISTS = {
    "d-train": content(cases(900, site="示例第一医院", sex="F", label="positive")),
    "d-test": content([*cases(60, 890, sex="M", label="negative"), *cases(40, 2000, sex="", label="x")]),
}  # fmt: skip


def built(held: Dossier, lang: Lang = Lang.ZH) -> Document:
    return data_chapters(Brief(held, date(2026, 11, 2), lang))


def table(document: Document, sheet: str) -> list[list[str]]:
    found = next(t for t in document.tables() if t.sheet == sheet)
    return [[plain(cell.content) for cell in each.cells] for each in found.rows]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_without_lists_nothing_is_said_of_independence():
    said = headings(built(clean()))
    assert said[0] == "数据来源合规性声明"
    assert "数据谱系" in said
    assert "独立性" not in said
    assert "病例分布" not in said


def test_the_lineage_tells_each_change_and_its_reason_or_its_lack():
    lines = {each[0]: each for each in table(built(clean()), "数据谱系")}
    assert lines["基础库 1.0"][2:6] == ["原始库", "4,800", "-200", "剔除伪影"]
    held = row("dataset", "d-base", count_change=None)(clean())
    document = built(held)
    assert table(document, "数据谱系")[1][5] == "（未说明）"
    found = next(t for t in document.tables() if t.sheet == "数据谱系")
    assert found.rows[1].cells[5].tone is Tone.WARNING


def test_institutions_are_declared_with_the_cases_they_gave():
    terms = row("institution", "in1", agreement_uses=("training", "testing"), deid_tool="样例 2.3")
    held = holding(terms(clean()), LISTS)
    document = built(held)
    assert table(document, "数据来源合规性声明")[0][3] == "900"
    assert table(document, "协议条款")[0][1] == "产品训练与调优、测试与注册"
    assert table(document, "去标识化与交接")[0][1] == "样例 2.3"
    assert table(built(clean()), "数据来源合规性声明")[0][3] == "—"


def test_independence_shows_counts_against_the_register_and_overlap():
    document = built(holding(clean(), LISTS))
    counts = table(document, "清单与登记数量")
    assert counts[0] == ["训练集", "d-train.csv", "900", "900", "900", "900", "0"]
    assert counts[1][2] == "100（登记 900）"
    assert table(document, "两两重叠") == [["训练集", "测试集", "10", "10", "10", "—"]]
    alone = built(holding(clean(), {"d-test": LISTS["d-test"]}))
    assert "两两重叠" not in [t.sheet for t in alone.tables()]


def test_distributions_set_the_data_sets_beside_one_another_with_bars():
    document = built(holding(clean(), LISTS), Lang.EN)
    found = next(t for t in document.tables() if t.sheet == "Sex")
    said = [[plain(cell.content) for cell in each.cells] for each in found.rows]
    assert said == [["female", "900 · 100.0%", "0"], ["male", "0", "60 · 60.0%"], ["not recorded", "0", "40 · 40.0%"]]  # fmt: skip
    bars = [cell.share for each in found.rows for cell in each.cells if isinstance(cell, BarCell)]
    assert bars == [1.0, 1.0, 40 / 60]


def test_more_sets_than_fit_stand_in_tables_of_their_own():
    keys = ["d-raw", "d-base", "d-train", "d-tune", "d-test", "d-clin"]
    lists = {key: content(cases(5, 10 * at, sex="F")) for at, key in enumerate(keys)}
    document = built(holding(clean(), lists))
    widths = [len(t.columns) for t in document.tables() if t.sheet == "性别"]
    assert widths == [6, 2]


def test_routes_and_access_are_printed_where_they_are_kept():
    kept = both(
        row("legal_route", "lr", subject="network", outcome="done", basis="已备案", measure="三级"),
        row("data_access", "da", dataset="d-test", person="王工", accessed_on=date(2026, 1, 5), purpose="复算", approved_by="李工"),
    )  # fmt: skip
    said = headings(built(kept(clean())))
    assert "合规路径" in said
    assert "数据集访问记录" in said


def test_every_table_has_a_cell_for_each_column():
    for lang in Lang:
        for block in built(holding(clean(), LISTS), lang).blocks:
            if isinstance(block, Table):
                assert all(len(each.cells) == len(block.columns) for each in block.rows)
            if isinstance(block, Paragraph):
                assert "{" not in plain(block.content)
