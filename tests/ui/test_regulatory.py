"""Registration, supplements, market, gates, law and override in the real window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dossier_app.model.override import override_of
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, Confirm, SetAnswer
from dossier_app.service.copying import copy_dossier
from dossier_app.service.supplement import Receipt
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window
from dossier_app.ui.dialogs.override import OverrideDialog
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.classification import ClassificationPage
from dossier_app.ui.pages.filing import FilingPage
from dossier_app.ui.pages.gates import GatesPage
from dossier_app.ui.pages.law import LawPage
from dossier_app.ui.pages.letters import _LetterDialog
from dossier_app.ui.pages.market import MarketPage
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot
from tests.cli.test_versions import FINGERPRINT, KEY, signed_pack
from tests.ui.hands import Hands
from tests.ui.waiting import said, show, until

__all__ = ["signed_pack"]


@pytest.fixture
def copied(samples: Workspace) -> str:
    return copy_dossier(samples, queries.heading(samples, "lung-nodule").id, "mine")[0]


@pytest.fixture
def window(
    qapp: QApplication, samples: Workspace, copied: str, tmp_path: Path
) -> Iterator[MainWindow]:
    made = first_window(samples, Settings(tmp_path / "window.ini"))
    made.resize(1500, 900)
    made.show()
    until(lambda: made.desk.pack is not None)
    show(made, PageKey.CLAIM, copied)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def filing(window: MainWindow, copied: str) -> FilingPage:
    show(window, PageKey.FILING, copied)
    page = window.page()
    assert isinstance(page, FilingPage)
    until(lambda: page.view is not None)
    Hands(window).rested()
    return page


def choose(page: FilingPage, code: str) -> None:
    page.table.choose(page.model.line_of(lambda each: each.item.code == code))


def state(page: FilingPage, code: str) -> str:
    heading = page.view.filing.heading(code) if page.view else None
    return heading.state.value if heading else ""


def test_a_file_dropped_on_a_heading_fills_it(filing, window, tmp_path):
    source = next(
        r for r in filing.desk.dossier.all("evidence") if r.text("media_type") == "application/pdf"
    )
    path = tmp_path / "申请表.pdf"
    path.write_bytes(filing.desk.ws.evidence.path(source.text("sha256")).read_bytes())
    choose(filing, "CH1.4")
    assert state(filing, "CH1.4") == "none"
    filing.take_in([path])
    until(lambda: state(filing, "CH1.4") == "unapproved")
    Hands(window).rested()


def test_verdicts_reasons_and_texts_are_at_hand(filing, window):
    hands = Hands(window)
    assert filing.view is not None
    filing._reasons(filing.view.verdicts[0])
    until(lambda: "CH1.4 申请表：没有文件" in said(filing))
    choose(filing, "CH2.5.4")
    until(lambda: "缺：禁忌证" in said(filing))
    filing._only("CH3")
    assert all(each.item.code.startswith("CH3.") for each in _shown(filing))
    filing._only("")
    hands.rested()


def _shown(page: FilingPage) -> list:
    return [page.model.item(n) for n in range(page.model.rowCount())]


def test_without_a_class_the_page_says_why(filing, window, copied):
    filing.desk.do(SetAnswer(copied, "claim.medical_purpose", False))
    until(lambda: filing.view is None)
    assert "矛盾" in said(filing)
    Hands(window).rested()


def test_a_letter_comes_in_from_its_words(filing, window):
    filing.letters.take()
    dialog = Hands(window).dialog(_LetterDialog)
    dialog.number.setText("补2026-9")
    dialog.text.setPlainText("1、请明确适用范围。\n2、请补充运行环境。")
    assert dialog.receipt().text.startswith("1、")
    dialog.reject()
    filing.letters.take_in(Receipt("补2026-9", date(2026, 11, 1), text="1、请明确适用范围。"))
    until(lambda: filing.letters.points.model.rowCount() == 1)
    Hands(window).rested()


def test_what_the_market_says_is_shown_with_its_doubt(window, copied):
    values = {
        "kind": "miss", "site": "示例医院", "occurred_on": "2026-10-01", "description": "漏诊一例",
        "state": "open", "suspects": ["claim"],
    }  # fmt: skip
    window.desk.do(AddRecord(copied, "incident", "i" * 32, values))
    show(window, PageKey.MARKET, copied)
    page = window.page()
    assert isinstance(page, MarketPage)
    until(lambda: "漏诊一例" in said(page) and "存疑" in said(page))
    Hands(window).rested()


def test_a_project_has_its_own_gates_and_cards(window, copied):
    window.go(Spot(PageKey.GATES, copied))
    page = window.page()
    assert isinstance(page, GatesPage)
    until(lambda: page.model.rowCount() > 10)
    tender = page.desk.dossier.all("tender")[0].id
    page._project(tender)
    page._set(page.model.item(0), "state", "running")
    own = [r for r in queries.dossier(page.desk.ws, copied).all("gate") if r.text("tender")]
    assert any(r.text("tender") == tender and r.text("state") == "running" for r in own)
    assert page.access.routes.rowCount() == len(page.desk.pack.regimes)
    assert page.access.places.rowCount() == len(page.desk.pack.places)
    assert "不等于进院" in said(page)
    window.go(Spot(PageKey.GATES, copied, kind="champion"))
    assert "须当众答辩" in said(page)
    Hands(window).rested()


def test_fees_and_steps_stand_as_dates(filing):
    assert "5.04 万元" in filing.plan.fee.text()
    ends = [filing.plan.steps.item(n).end for n in range(filing.plan.steps.rowCount())]
    assert len(ends) == 5
    assert ends == sorted(ends)
    assert filing.plan.limits.rowCount() > 3
    Hands(filing.window()).rested()


def test_a_pack_is_installed_with_a_confirmed_key_only(window, signed_pack, tmp_path):
    window.go(Spot(PageKey.LAW))
    page = window.page()
    assert isinstance(page, LawPage)
    told: list[str] = []
    window.desk.failed.connect(lambda error: told.append(error.code))
    file, key = signed_pack
    page.packs.install_from(file, None)
    assert len(told) == 1
    page.packs.install_from(file, key, FINGERPRINT)
    assert (window.desk.ws.folder / "rulepacks" / KEY / "pack.toml").is_file()
    page.packs.pack.put(KEY)
    page.packs.preview()
    until(lambda: page.packs.plan is not None and page.packs.plan.key == KEY)
    Hands(window).rested()


def test_a_citation_opens_its_card(window, copied):
    window.go(Spot(PageKey.LAW, id="cmde-2022-8"))
    page = window.page()
    assert isinstance(page, LawPage)
    until(lambda: "人工智能医疗器械" in said(page))
    assert "引用它的条目" in said(page)
    page.packs.preview()
    until(lambda: page.packs.plan is not None)
    assert page.packs.plan.differences == ()
    assert any(each.heading.id == copied for each in page.packs.plan.dossiers)
    page.packs.pin()
    Hands(window).rested()


def test_a_second_person_overrides_and_the_rule_stays_struck(window, copied):
    window.desk.do(Confirm(copied, "classification", "甲", "classified"))
    show(window, PageKey.CLASSIFICATION, copied)
    page = window.page()
    assert isinstance(page, ClassificationPage)
    until(lambda: page.figure.text() == "III")
    page.override()
    dialog = Hands(window).dialog(OverrideDialog)
    dialog.klass.put("II")
    dialog.reason.setPlainText("有同类先例")
    dialog.person.setText("甲")
    dialog.accept()
    assert dialog.isVisible()
    dialog.person.setText("乙")
    dialog.accept()
    found = override_of(queries.dossier(window.desk.ws, copied))
    assert (found.klass, found.person, found.stale) == ("II", "乙", False)
    until(lambda: page.figure.font().strikeOut())
    assert "改判为第二类" in page.decided.text()
    window.desk.do(SetAnswer(copied, "claim.input_domain", "ultrasound"))
    until(lambda: "改判失效" in page.decided.text())
    assert not page.figure.font().strikeOut()
    Hands(window).rested()
