"""The matrix page in the real window: holes filter both ways, gaps are accepted by name, lists are ticked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from dossier_app.model.matrix import DIMENSIONS
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord
from dossier_app.ui.pages.gates import GatesPage
from dossier_app.ui.pages.matrix import MatrixPage
from dossier_app.ui.records import RecordEditor
from dossier_app.ui.spot import PageKey
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import settle, show, until


@pytest.fixture
def page(hands: Hands) -> MatrixPage:
    ws = hands.window.desk.ws
    ws.do(AddRecord(DOSSIER, "claim_item", "c1", {"text": "结节检出敏感度高", "kind": "detection"}))
    ws.do(AddRecord(DOSSIER, "claim_item", "c2", {"text": "行政统计", "kind": "administrative"}))
    show(hands.window, PageKey.MATRIX, DOSSIER)
    shown = hands.window.page()
    assert isinstance(shown, MatrixPage)
    until(lambda: shown.claims.model.total() == 2)
    return shown


def hidden(page: MatrixPage) -> set[str]:
    table = page.claims.table
    return {o.key for n, o in enumerate(DIMENSIONS, 1) if table.isColumnHidden(n)}


def test_holes_filter_claims_and_dimensions(page: MatrixPage, hands: Hands):
    assert hidden(page) == set()
    hands.press("只看有缺口的主张")
    assert [line.claim.id for line in page.claims.model.items()] == ["c1"]
    hands.press("只看有缺口的维度")
    assert hidden(page) == {"repeatability", "workflow", "usability", "post_market"}
    hands.press("只看有缺口的主张")
    assert page.claims.model.rowCount() == 2


def test_a_gap_is_accepted_with_reason_name_and_day(page: MatrixPage, hands: Hands):
    hands.press("接受缺口…: 医生结合")
    until(lambda: isinstance(QApplication.activeModalWidget(), RecordEditor))
    editor = QApplication.activeModalWidget()
    assert isinstance(editor, RecordEditor)
    reason = next(row for row in editor.rows if row.field.key == "reason")
    reason.editor.put("读片研究进行中")
    reason.commit()
    editor.accept()
    settle()
    (gap,) = queries.dossier(hands.window.desk.ws, DOSSIER).all("accepted_gap")
    assert (gap.text("claim"), gap.text("dimension")) == ("c1", "reader")
    assert gap.text("person") == "测试员"


def test_a_reporting_list_is_ticked_with_its_place(page: MatrixPage, hands: Hands):
    hands.press("报告清单")
    hands.press("DECIDE-AI")
    page.lists.table.choose(1)
    settle()
    hands.press("已写明", page.lists)
    ws = hands.window.desk.ws
    until(lambda: queries.dossier(ws, DOSSIER).all("checklist_tick"))
    (tick,) = queries.dossier(ws, DOSSIER).all("checklist_tick")
    assert (tick.text("checklist"), tick.text("item"), tick.text("state")) == (
        "DECIDE-AI",
        "2",
        "reported",
    )


def test_stakeholders_say_what_they_lack(page: MatrixPage, hands: Hands):
    hands.press("评审对象")
    view = page.stakeholders
    assert view.table is not None
    assert view.model.rowCount() == 7
    view.table.choose(view.model.line_of(lambda each: each.key == "insurance"))
    settle()
    hands.button("到准入环节", view)
    assert page.offers()[0].words == "导出矩阵"


def test_a_gate_says_what_holds_it_up(page: MatrixPage, hands: Hands):
    ws = hands.window.desk.ws
    ws.do(AddRecord(DOSSIER, "gate", "g13", {"gate": "G13", "state": "running"}))
    hands.rested()
    show(hands.window, PageKey.GATES, DOSSIER)
    gates = hands.window.page()
    assert isinstance(gates, GatesPage)
    gates.table.choose(gates.model.line_of(lambda gate: gate.code == "G13"))
    settle()
    words = [part.text() for part in gates.findChildren(QLabel)]
    assert any("医保办要的" in text for text in words)
