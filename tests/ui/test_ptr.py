"""The PTR editor in the real window: outline, pairs, moves, tools, matrix, changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from dossier_app.model.dossier import Dossier
from dossier_app.service import baselines, queries
from dossier_app.service.commands import AddRecord, SetAnswer
from dossier_app.service.workspace import Workspace
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.ptr.compare import Compare
from dossier_app.ui.ptr.library import Library
from dossier_app.ui.ptr.outline import Entry
from dossier_app.ui.ptr.page import RequirementsPage
from dossier_app.ui.ptr.pair import CleanEditor
from dossier_app.ui.ptr.replace import Replace
from dossier_app.ui.ptr.sbom import SbomDialog, read_sbom_file
from dossier_app.ui.spot import PageKey, Spot
from tests.model.test_sbom import CYCLONE
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import said, settle, show, until

SPOTS = QAbstractItemView.DropIndicatorPosition


@pytest.fixture
def page(workspace: Workspace, hands: Hands) -> RequirementsPage:
    """The editor on a product with three indicators."""
    rows = (("a", "2.1.7.1", "处理时间"), ("b", "2.1.7.2", "显示时间"), ("c", "2.1.1.1", "检出"))
    workspace.do(SetAnswer(DOSSIER, "ptr.template", "2022"))
    workspace.do(SetAnswer(DOSSIER, "claim.model", "LN-100"))
    workspace.do(
        SetAnswer(DOSSIER, "claim.version_rule", "X.Y.Z.B：X重大增强；Y轻微增强；Z纠正；B构建")
    )
    workspace.do(SetAnswer(DOSSIER, "ptr.efficiency", "单例时间见2.1.7.1。"))
    for key, clause, name in rows:
        values = {"clause": clause, "name": name, "requirement": f"{name}不大于60秒"}
        workspace.do(AddRecord(DOSSIER, "indicator", key * 32, values))
    method = {"clause": "3.1.7.1", "indicator": "a" * 32, "method": "计时10次，均应不大于60秒。"}
    workspace.do(AddRecord(DOSSIER, "test_method", "m" * 32, method))
    show(hands.window, PageKey.REQUIREMENTS, DOSSIER)
    hands.rested()
    shown = hands.window.page()
    assert isinstance(shown, RequirementsPage)
    return shown


def stored(window: MainWindow) -> Dossier:
    return queries.dossier(window.desk.ws, DOSSIER)


def clauses(window: MainWindow) -> dict[str, str]:
    return {row.text("name"): row.text("clause") for row in stored(window).all("indicator")}


def entry(page: RequirementsPage, key: str) -> Entry:
    return next(each for each in page.outline.entries() if each.key == key)


def test_indicator_and_method_stand_side_by_side_and_are_saved(
    page: RequirementsPage, hands: Hands
):
    page.outline.choose(entry(page, "a" * 32))
    settle()
    fields = [row.field.key for row in page.pair.rows]
    assert fields[:2] == ["name", "requirement"]
    assert "method" in fields
    method = next(row for row in page.pair.rows if row.field.key == "method")
    method.editor.put("记录10次时间，最大值应不大于60秒。")
    assert page.leave()
    assert stored(hands.window).all("test_method")[0].text("method").startswith("记录10次")


def test_a_folded_branch_is_made_when_it_is_opened_and_stays_open(
    page: RequirementsPage, hands: Hands
):
    own = next(each for each in page.outline.entries() if each.sort == "method")
    branch = page.outline.topLevelItem(3)
    assert not branch.isExpanded()
    assert branch.childCount() == 0
    page.outline.expandItem(branch)
    shown = [branch.child(n) for n in range(branch.childCount())]
    assert own.number in [item.text(0).split()[0] for item in shown]
    assert not any(item.icon(0).isNull() for item in shown)
    hands.press("＋ 指标")
    hands.rested()
    assert page.outline.topLevelItem(3).isExpanded()
    assert page.outline.topLevelItem(3).childCount() == len(shown) + 1


def test_a_line_of_a_folded_branch_can_be_chosen(page: RequirementsPage):
    own = next(each for each in page.outline.entries() if each.sort == "method")
    page.outline.choose(own)
    assert page.outline.entry() == own
    assert page.outline.topLevelItem(3).isExpanded()


def test_alt_and_arrow_moves_an_indicator_and_one_undo_brings_all_back(page: RequirementsPage, hands: Hands):  # fmt: skip
    page.outline.choose(entry(page, "a" * 32))
    QTest.keyClick(page.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    until(lambda: clauses(hands.window)["处理时间"] == "2.1.7.2")
    held = stored(hands.window)
    assert held.text("ptr.efficiency") == "单例时间见2.1.7.2。"
    assert held.all("test_method")[0].text("clause") == "3.1.7.2"
    hands.window.desk.undo()
    assert clauses(hands.window)["处理时间"] == "2.1.7.1"
    assert stored(hands.window).text("ptr.efficiency") == "单例时间见2.1.7.1。"


def test_keys_put_an_indicator_under_another_and_out_again(page: RequirementsPage, hands: Hands):
    page.outline.choose(entry(page, "b" * 32))
    page.outline.shift("in")
    hands.rested()
    assert clauses(hands.window)["显示时间"] == "2.1.7.1.1"
    page.outline.choose(entry(page, "b" * 32))
    page.outline.shift("out")
    hands.rested()
    assert clauses(hands.window)["显示时间"] == "2.1.7.2"
    page.outline.shift("up")
    hands.rested()
    assert clauses(hands.window)["显示时间"] == "2.1.7.1"


@pytest.mark.parametrize(
    ("target", "where", "number"),
    [
        ("ptr.functions", SPOTS.OnItem, "2.1.1.2"),
        ("c" * 32, SPOTS.AboveItem, "2.1.1.1"),
        ("c" * 32, SPOTS.BelowItem, "2.1.1.2"),
        ("c" * 32, SPOTS.OnItem, "2.1.1.1.1"),
        ("ptr.models", SPOTS.OnItem, "2.1.7.1"),
    ],
)
def test_an_indicator_is_dragged(page: RequirementsPage, hands: Hands, target: str, where: SPOTS, number: str):  # fmt: skip
    page.outline.drop_on(entry(page, "a" * 32), entry(page, target), where)
    hands.rested()
    assert clauses(hands.window)["处理时间"] == number


def test_clauses_are_filled_with_live_facts_and_follow_them(page: RequirementsPage, hands: Hands):
    hands.press("从前两步预填")
    assert stored(hands.window).text("ptr.models") == "型号规格：{{claim.model}}。"
    hands.rested()
    page.outline.choose(entry(page, "ptr.models"))
    settle()
    assert "型号规格：LN-100。" in said(page.aids)
    hands.press("从前两步预填")


def test_an_empty_clause_offers_what_the_first_steps_say(page: RequirementsPage, hands: Hands):
    page.outline.choose(entry(page, "ptr.models"))
    settle()
    assert "型号规格：LN-100。" in said(page.aids)
    hands.press("采用", page.aids)
    assert stored(hands.window).text("ptr.models") == "型号规格：{{claim.model}}。"
    uses = queries.where_used(hands.window.desk.ws, DOSSIER, "claim.model")
    assert "answer:ptr.models" in [use.place for use in uses]


def test_an_example_and_a_fact_are_put_in(page: RequirementsPage, hands: Hands):
    hands.window.go(Spot(PageKey.REQUIREMENTS, DOSSIER, field="ptr.functions"))
    settle()
    hands.press("插入示例", page.aids)
    hands.rested()
    assert "医师可修改后确认" in stored(hands.window).text("ptr.functions")
    hands.press("插入事实", page.aids)
    hands.rested()
    assert "{{functions}}" in stored(hands.window).text("ptr.functions")


def test_pasted_words_are_cleaned(page: RequirementsPage, hands: Hands):
    page.outline.choose(entry(page, "ptr.limits"))
    settle()
    editor = page.pair.text_box()
    assert isinstance(editor, CleanEditor)
    pasted = QMimeData()
    pasted.setText("１２\u200b岁\n项\t值\n时间\t３")
    editor.box.insertFromMimeData(pasted)
    assert editor.read() == "12岁\n| 项 | 值 |\n| 时间 | 3 |"


def test_an_index_of_the_library_is_added(page: RequirementsPage, hands: Hands):
    hands.press("指标库")
    library = hands.dialog(Library)
    assert isinstance(library, Library)
    until(lambda: library.model.total() > 20)
    library.table.choose(library.model.line_of(lambda e: e.key == "sensitivity"))
    assert not library.add.isEnabled()
    library.table.choose(library.model.line_of(lambda e: e.key == "case-time"))
    library.value.setText("很快")
    hands.press("加入", library)
    assert "单例处理时间" not in clauses(hands.window)
    library.value.setText("45")
    library.condition.setText("300层")
    hands.press("加入", library)
    assert clauses(hands.window)["单例处理时间"] == "2.1.7.3"
    assert len(stored(hands.window).all("test_method")) == 2


def test_an_indicator_and_its_missing_method_are_added_by_hand(
    page: RequirementsPage, hands: Hands
):
    page.outline.choose(entry(page, "b" * 32))
    settle()
    hands.press("＋ 添加 3.1.7.2", page.pair)
    hands.rested()
    assert stored(hands.window).all("test_method")[-1].text("indicator") == "b" * 32
    hands.press("＋ 指标")
    hands.rested()
    assert clauses(hands.window)["新指标"] == "2.1.7.3"


def test_words_are_found_shown_and_replaced(page: RequirementsPage, hands: Hands):
    hands.press("查找替换")
    replace = hands.dialog(Replace)
    assert isinstance(replace, Replace)
    replace.words.setText("60秒")
    replace.new.setText("45秒")
    assert replace.model.total() == 4
    replace.table.choose(0)
    hands.press("替换选中的一条", replace)
    assert replace.model.total() == 3
    hands.press("全部替换", replace)
    assert not any("60秒" in r.text("requirement") for r in stored(hands.window).all("indicator"))


def test_two_versions_are_compared(page: RequirementsPage, hands: Hands, workspace: Workspace):
    baselines.add(workspace, DOSSIER, "一版")
    workspace.do(SetAnswer(DOSSIER, "ptr.efficiency", "改了"))
    hands.press("版本对照")
    compare = hands.dialog(Compare)
    assert isinstance(compare, Compare)
    until(lambda: compare.model.rowCount() == 1)
    compare.table.choose(0)
    assert "改了" in compare.shown.toPlainText()
    compare.every.setChecked(True)
    assert compare.model.rowCount() > 1
    hands.press("关闭", compare)


def test_the_template_is_changed_and_gaps_closed(page: RequirementsPage, hands: Hands):
    hands.press("改用 2015 版模板")
    hands.rested()
    assert clauses(hands.window)["检出"] == "2.1.5.1"
    hands.press("改用 2022 版模板")
    hands.rested()
    assert clauses(hands.window)["检出"] == "2.1.1.1"
    hands.window.desk.do(SetAnswer(DOSSIER, "ptr.limits", "x"))
    hands.press("整理编号")
    assert clauses(hands.window)["显示时间"] == "2.1.7.2"


def test_a_software_list_is_shown_then_taken_in(
    page: RequirementsPage, hands: Hands, tmp_path: Path
):
    file = tmp_path / "bom.json"
    file.write_text(json.dumps(CYCLONE), encoding="utf-8")
    read_sbom_file(hands.window.desk, page, file)
    until(lambda: any(isinstance(w, SbomDialog) for w in QApplication.topLevelWidgets()))
    settle()
    dialog = hands.dialog(SbomDialog)
    hands.press("导入", dialog)
    assert len(stored(hands.window).all("component")) == 3


def test_the_matrix_shows_holes_and_opens_what_it_names(page: RequirementsPage, hands: Hands):
    page.tabs.setCurrentIndex(1)
    trace = page.trace.shown()
    assert trace.model.total() >= 4
    trace.holes.setChecked(True)
    assert trace.model.rowCount() == trace.model.total()
    line = trace.model.line_of(lambda c: c.indicator is not None and c.indicator.id == "b" * 32)
    trace.table.picked.emit(line)
    settle()
    assert page.tabs.currentIndex() == 0
    chosen = page.outline.entry()
    assert chosen is not None
    assert chosen.key == "b" * 32


def test_versions_and_facts_tell_whether_a_change_needs_registration(page: RequirementsPage, hands: Hands):  # fmt: skip
    page.tabs.setCurrentIndex(2)
    changes = page.changes.shown()
    changes.old.setText("2.1.3.4")
    changes.new.setText("2.2.0.1")
    changes._ask()
    until(lambda: "轻微更新" in said(changes))
    changes.new.setText("3.0.0.0")
    changes._ask()
    until(lambda: "需要注册" in said(changes))
    hands.press("清空", changes)
    tick = changes.inputs["recall"]
    tick.setChecked(True)  # type: ignore[union-attr]  # a yes-no fact is a tick
    until(lambda: "召回" in said(changes) and "需要注册" in said(changes))
    changes.new.setText("2.1")
    changes._ask()
    until(lambda: "不符合命名规则" in said(changes))
    assert "需要注册" not in said(changes)


def test_a_place_of_a_finding_opens_its_line(page: RequirementsPage, hands: Hands):
    for kind, record, field, key in (
        ("", "", "ptr.version_rule", "ptr.version_rule"),
        ("", "", "ptr.template", "ptr.number"),
        ("test_method", "m" * 32, "method", "m" * 32),
        ("term", "", "term", "term"),
    ):
        hands.window.go(Spot(PageKey.REQUIREMENTS, DOSSIER, "", kind, record, field))
        settle()
        chosen = page.outline.entry()
        assert chosen is not None
        assert chosen.key == key


def test_a_clause_is_marked_not_applicable_from_its_pane(page: RequirementsPage, hands: Hands):
    page.outline.choose(entry(page, "ptr.messages"))
    settle()
    row = page.pair.rows[0]
    assert row._save.not_applicable is not None
    row._save.not_applicable(row.field, "本产品不产生消息")
    hands.rested()
    assert "本产品不产生消息" in said(page.pair)
