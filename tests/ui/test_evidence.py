"""The evidence library in the real window: filters, new editions, confirming by name, the recycle bin."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from dossier_app.service import imports, library, queries
from dossier_app.service.commands import AddRecord
from dossier_app.ui.dialogs.ask import Question
from dossier_app.ui.evidencelinks import RecycleBin
from dossier_app.ui.pages.evidence import EvidencePage
from dossier_app.ui.spot import PageKey
from tests.service.test_documents import paper
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import settle, show, until


@pytest.fixture
def files(hands: Hands, tmp_path: Path) -> tuple[str, str]:
    ws = hands.window.desk.ws
    one = imports.attach(ws, DOSSIER, paper(tmp_path / "说明书.pdf", ["第一版"]), "manual")
    two = imports.attach(ws, DOSSIER, paper(tmp_path / "彩页.pdf", ["彩页"]), "brochure")
    link = {"evidence": one, "target_kind": "function", "target": "f" * 32, "pages": "1"}
    ws.do(AddRecord(DOSSIER, "link", "l1", link | {"quote": "第一版"}))
    return one, two


@pytest.fixture
def page(hands: Hands, files: tuple[str, str]) -> EvidencePage:
    show(hands.window, PageKey.EVIDENCE, DOSSIER)
    shown = hands.window.page()
    assert isinstance(shown, EvidencePage)
    until(lambda: shown.model.total() == 2)
    return shown


def listed(page: EvidencePage) -> list[str]:
    return [record.text("title") for record in page.model.items()]


def test_chips_show_what_is_unused_and_what_waits(page: EvidencePage, hands: Hands):
    hands.press("未使用")
    assert listed(page) == ["彩页"]
    hands.press("待确认")
    assert listed(page) == []
    hands.press("未使用")
    hands.press("待确认")
    assert listed(page) == ["说明书", "彩页"]


def test_a_new_edition_waits_until_somebody_confirms_by_name(
    page: EvidencePage, hands: Hands, files: tuple[str, str], tmp_path: Path
):
    ws = hands.window.desk.ws
    record = queries.dossier(ws, DOSSIER).find("evidence", files[0])
    assert record is not None
    page.renew(record, paper(tmp_path / "新版.pdf", ["第二版"]))
    until(lambda: library.suspects(queries.dossier(ws, DOSSIER)))
    until(lambda: page.model.total() == 3)
    page.table.choose(page.model.line_of(lambda r: r.id == files[0]))
    settle()

    def name() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Question)
        line = asked.findChild(QLineEdit)
        assert line is not None
        line.setText("李工")
        asked.accept()

    QTimer.singleShot(300, name)
    hands.press("确认仍成立")
    assert library.suspects(queries.dossier(ws, DOSSIER)) == ()
    (made,) = queries.dossier(ws, DOSSIER).where("confirmation", what="link:l1")
    assert made.text("person") == "李工"


def test_a_file_taken_out_comes_back_from_the_bin(
    page: EvidencePage, hands: Hands, files: tuple[str, str]
):
    ws = hands.window.desk.ws
    page.table.choose(page.model.line_of(lambda r: r.id == files[0]))
    settle()
    hands.press("移出证据库")
    until(lambda: len(queries.dossier(ws, DOSSIER).all("evidence")) == 1)
    bin = RecycleBin(page, page.desk)
    bin.show()
    settle()
    hands.press("恢复说明书", bin)
    assert len(queries.dossier(ws, DOSSIER).all("evidence")) == 2
    bin.accept()
