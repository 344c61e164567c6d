"""An export goes on beside the window: editing is saved meanwhile, progress is shown, cancelling leaves nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dossier_app.service import queries
from dossier_app.ui.jobs import Job
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.export import ExportPage
from dossier_app.ui.spot import PageKey
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import settle, show, until


def exporting(window: MainWindow, folder: Path, what: str) -> tuple[ExportPage, Job]:
    show(window, PageKey.EXPORT, DOSSIER)
    page = window.page()
    assert isinstance(page, ExportPage)
    until(lambda: page._preview is not None)
    page.what.put(what)
    page.draft.setChecked(True)
    started: list[Job] = []
    window.desk.jobs.started.connect(started.append)
    page.make_in(folder)
    return page, started[0]


def test_answers_are_saved_while_a_pack_is_written(hands: Hands, tmp_path: Path):
    window = hands.window
    page, job = exporting(window, tmp_path / "packs", "completeness")
    ended: list[bool] = []
    job.ended.connect(lambda: ended.append(True))
    assert window._status._bar.isVisible()
    assert window._status._cancel.isVisible()
    assert not ended
    hands.into(PageKey.CLAIM, "claim.full_version")
    hands.write("V3.1")
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
    assert queries.dossier(window.desk.ws, DOSSIER).answers["claim.full_version"] == "V3.1"
    until(lambda: ended, 120_000)
    settle()
    assert not window._status._bar.isVisible()
    assert not page.result.isHidden()
    assert list((tmp_path / "packs").rglob("*.pdf"))


def test_a_cancelled_export_leaves_nothing(hands: Hands, tmp_path: Path):
    window = hands.window
    _, job = exporting(window, tmp_path / "packs", "completeness")
    job.cancel()
    until(lambda: not window.desk.jobs.is_busy(), 60_000)
    settle()
    assert not list((tmp_path / "packs").rglob("*.*"))
    assert "取消" in window._status._saved.text()
