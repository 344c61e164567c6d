"""Answers offered and warned of in the real window: taken by a click, stopped by the scope guard, proven by a page."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from dossier_app.base.progress import SILENT
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, JsonValue
from dossier_app.service.copying import copy_dossier
from dossier_app.service.imports import attach
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window
from dossier_app.ui.pages.tender import TenderPage
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import said, show, until

NAME = "肺结节CT影像辅助检测软件"


def picture(folder: Path, name: str) -> Path:
    made = QImage(40, 40, QImage.Format.Format_RGB32)
    made.fill(0)
    file = folder / name
    assert made.save(str(file))
    return file


def with_edition(workspace: Workspace) -> None:
    """Give the product a certificate in force, and a past answer that won."""
    workspace.do(AddRecord(DOSSIER, "certificate", "c" * 32, CERTIFICATE))
    workspace.do(AddRecord("", "past_answer", "a" * 32, PAST))


CERTIFICATE: dict[str, JsonValue] = {
    "number": "国械注准20243210001", "product_name": NAME, "approved_on": "2024-01-10", "effective_on": "2024-01-10",
    "expires_on": "2029-01-09", "intended_use": "用于胸部CT影像的肺结节辅助检测，供执业医师参考，不能单独作为诊断依据。",
}  # fmt: skip
PAST: dict[str, JsonValue] = {
    "project": "一院影像项目", "requirement": "提供培训不少于2次", "answer": "提供现场培训3次", "answered_on": "2025-05-06", "won": True,
}  # fmt: skip


def test_a_suggested_answer_is_taken_by_one_click_and_undone_by_one_key(
    hands: Hands, workspace: Workspace
):
    with_edition(workspace)
    show(hands.window, PageKey.TENDER, DOSSIER)
    page = hands.window.page()
    assert isinstance(page, TenderPage)
    until(lambda: page.rows.model.total() == 3)
    hands.rested()
    page.rows.reveal("3" * 32)
    until(lambda: "提供现场培训3次" in said(hands.window._context))
    hands.press("采用", hands.window._context)
    stored = lambda: queries.dossier(workspace, DOSSIER).where("response", requirement="3" * 32)  # noqa: E731 - read again and again
    until(stored)
    assert stored()[0].text("text") == "提供现场培训3次"
    assert hands.clicks <= 2
    hands.rested()
    hands.control(Qt.Key.Key_Z)
    assert not stored()


def test_one_row_is_answered_with_its_evidence_page(
    hands: Hands, tender: TenderPage, tmp_path: Path
):
    desk = hands.window.desk
    evidence = attach(desk.ws, DOSSIER, picture(tmp_path, "培训方案.png"), "other", progress=SILENT)
    hands.rested()
    tender.rows.reveal("3" * 32)
    until(lambda: "3.3" in said(tender.detail))
    tender.detail.focus()
    hands.write("提供培训2次")
    for _ in range(40):
        part = QApplication.focusWidget()
        if part is not None and part.accessibleName() == "证明材料":
            break
        hands.tab()
    hands.key(Qt.Key.Key_Down)
    hands.tab()
    hands.write("3-4")
    hands.press("引用为证明")
    dossier = queries.dossier(desk.ws, DOSSIER)
    link = dossier.all("link")[0]
    answer = dossier.where("response", requirement="3" * 32)[0]
    assert (link.text("evidence"), link.text("pages"), link.text("target")) == (
        evidence,
        "3-4",
        answer.id,
    )
    assert answer.text("text") == "提供培训2次"
    assert hands.clicks <= 2


def test_words_beyond_the_approved_edition_warn_with_three_ways_out(
    qapp: QApplication, samples: Workspace, tmp_path: Path
):
    dossier, _ = copy_dossier(samples, "practice-ich", "mine")
    row = next(
        r
        for r in queries.dossier(samples, dossier).all("response")
        if "自动出血量计算" in r.text("text")
    )
    window = first_window(samples, Settings(tmp_path / "window.ini"))
    window.resize(1440, 900)
    window.show()
    until(lambda: window.desk.pack is not None)
    show(window, PageKey.TENDER, dossier)
    page = window.page()
    assert isinstance(page, TenderPage)
    until(lambda: page.rows.model.total() > 10)
    hands = Hands(window)
    hands.rested()
    page.rows.reveal(row.text("requirement"))
    until(lambda: "响应超出核准版适用范围" in said(window._context))
    for way in ("改为负偏离", "删去该表述", "投标前提出澄清"):
        assert hands.button(way, window._context).isEnabled()
    hands.press("改为负偏离", window._context)
    stored = queries.dossier(samples, dossier).find("response", row.id)
    assert stored is not None
    assert stored.text("deviation") == "negative"
    window.close()
    window.deleteLater()
