"""The board's cards over all dossiers: bars narrow the list, and the board is written as paper and workbook."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, CreateDossier, SetAnswer
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.board import BoardPage
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.widgets.bars import Bar, Bars
from tests.ui.conftest import DOSSIER
from tests.ui.waiting import settle, until


def board(window: MainWindow) -> BoardPage:
    window.go(Spot(PageKey.BOARD))
    page = window.page()
    assert isinstance(page, BoardPage)
    until(lambda: window.desk.jobs.is_quiet() and page.model.total() > 0, 60_000)
    settle()
    return page


def test_bar_narrows_the_list_to_its_products(window: MainWindow) -> None:
    desk = window.desk
    desk.do(CreateDossier("e" * 32, "two", "第二个产品"))
    desk.do(SetAnswer("e" * 32, "claim.life_state", "deficiency"))
    desk.do(SetAnswer("e" * 32, "claim.deficiency_due", "2099-01-02"))
    page = board(window)
    until(lambda: len(page.cards.stages.bars()) == 2)
    assert [bar.words for bar in page.cards.stages.bars()] == ["研发", "发补"]
    assert "发补剩" in page.cards.stages.bars()[1].note
    QTest.mouseClick(
        page.cards.stages, Qt.MouseButton.LeftButton, pos=page.cards.stages.rect().center()
    )
    assert page.model.rowCount() == 1
    page.cards.stages.setFocus()
    QTest.keyClick(page.cards.stages, Qt.Key.Key_Up)
    assert page.model.item(0).id == DOSSIER
    page.cards.stages.choose(0)
    assert page.model.rowCount() == 2
    assert page.cards.missed.bars()[0].count == 2
    page.cards.missed.choose(0)
    assert page.model.rowCount() == 2


def test_bids_change_from_provinces_to_distributors(window: MainWindow) -> None:
    desk = window.desk
    desk.do(AddRecord("", "party", "q" * 32, {"name": "经销商甲", "role": "distributor"}))
    values = {
        "code": "T9",
        "name": "省院",
        "state": "won",
        "region": "江苏",
        "distributor": "q" * 32,
    }
    desk.do(AddRecord(DOSSIER, "tender", "u" * 32, values))
    page = board(window)
    until(lambda: page.cards.scores.rowCount() == 1)
    assert [page.cards.scores.shown(0, n).text for n in range(5)] == ["江苏", "1", "0", "0", "—"]
    page.cards.by.put("d")
    page.cards._show_scores()
    assert page.cards.scores.shown(0, 0).text == "经销商甲"


def test_board_is_written_from_the_page(window: MainWindow, tmp_path: Path) -> None:
    page = board(window)
    for name in ("b.pdf", "b.xlsx"):
        page.write(tmp_path / name)
        until(lambda name=name: (tmp_path / name).exists(), 60_000)
        until(window.desk.jobs.is_quiet)


def test_age_of_blockers_stands_beside_their_number(window: MainWindow) -> None:
    from dataclasses import replace

    page = board(window)
    line = replace(page.model.item(0), blockers=3, since=date(2026, 1, 1), judged=date(2026, 1, 11))
    assert "10 天" in page._trouble(line).text
    assert queries.board(window.desk.ws).outlook.stages


def test_bars_are_told_to_who_cannot_see_them(window: MainWindow) -> None:
    bars = Bars(window.desk.role, "图")
    bars.put([Bar("甲", 2, "备注"), Bar("乙", 0)])
    bars.resize(bars.sizeHint())
    assert bars.accessibleDescription() == "甲 2 备注; 乙 0"
    assert not bars.grab().isNull()
    seen: list[int] = []
    bars.chosen.connect(seen.append)
    QTest.keyClick(bars, Qt.Key.Key_Down)
    QTest.keyClick(bars, Qt.Key.Key_Space)
    bars.choose(7)
    assert seen == [0, -1]
    bars.deleteLater()
