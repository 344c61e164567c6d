"""The approved edition beside the draft: a chip away, locked, with the draft marked up against it."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel

from dossier_app.service.commands import AddRecord, SetAnswer
from dossier_app.ui.dialogs.editions import marked_up
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import DARK
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import parts, said, settle, show


def certified(window: MainWindow) -> None:
    ws, today = window.desk.ws, window.desk.today()
    values = {
        "number": "国械注准20243210001",
        "product_name": "肺结节CT影像辅助检测软件",
        "intended_use": "用于成人胸部CT影像",
        "approved_on": (today - timedelta(days=90)).isoformat(),
        "effective_on": (today - timedelta(days=90)).isoformat(),
        "expires_on": (today + timedelta(days=900)).isoformat(),
    }
    ws.do(AddRecord(DOSSIER, "certificate", "c" * 32, values))
    ws.do(SetAnswer(DOSSIER, "claim.intended_use", "用于成人与儿童胸部CT影像"))


def test_the_chip_shows_what_is_approved_and_how_the_draft_differs(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    certified(window)
    hands = Hands(window)
    hands.rested()
    hands.press("核准版（锁定）", window._top)
    words = said(window.page())
    assert "国械注准20243210001" in words
    assert "用于成人胸部CT影像" in words
    marked = [p for p in parts(window.page()) if isinstance(p, QLabel) and "underline" in p.text()]
    assert "与儿童" in marked[0].text()
    hands.press("拟变更稿", window._top)
    settle()
    assert "国械注准20243210001" not in said(window._top)
    assert hands.button("拟变更稿").isChecked()


def test_without_a_certificate_it_says_so_and_a_field_leads_back_to_the_draft(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    hands = Hands(window)
    hands.press("核准版（锁定）", window._top)
    assert "没有生效的注册证" in said(window.page())
    window.go(Spot(PageKey.CLAIM, DOSSIER, field="claim.model"))
    settle()
    assert hands.button("拟变更稿").isChecked()


def test_markup_in_texts_stays_text():
    assert "&lt;b&gt;" in marked_up("<b>", "<b> more", DARK)
