"""Whole pieces of work through the real window: samples, copy, import, evidence, export, verify, confirm."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication

from dossier_app.service import queries
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window
from dossier_app.ui.dialogs.tender_import import TenderImport
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.classification import ClassificationPage
from dossier_app.ui.pages.dossiers import DossiersPage
from dossier_app.ui.pages.evidence import EvidencePage
from dossier_app.ui.pages.export import ExportPage
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot
from tests.ui.conftest import DOSSIER, TENDER
from tests.ui.waiting import judged, show, until


@pytest.fixture
def sampled(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window whose samples were taken in by its own door."""
    with Workspace.create(tmp_path / "workspace", person="测试员") as workspace:
        window = first_window(workspace, Settings(tmp_path / "window.ini"))
        window.show()
        until(lambda: window.desk.pack is not None)
        page = window.page()
        assert isinstance(page, DossiersPage)
        page.take_samples()
        until(lambda: not window.desk.jobs.is_busy(), 120_000)
        yield window
        window.close()
        window.deleteLater()


def test_a_sample_is_read_only_exports_and_verifies(sampled: MainWindow, tmp_path: Path):
    workspace = sampled.desk.ws
    sample = queries.heading(workspace, "lung-nodule")
    show(sampled, PageKey.EXPORT, sample.id)
    assert sampled.desk.locked
    page = sampled.page()
    assert isinstance(page, ExportPage)
    page.what.put("completeness")
    page._again()
    until(lambda: page._preview is not None)
    page.make_in(tmp_path)
    until(lambda: page.result.isVisible(), 120_000)
    made = [path for path in tmp_path.glob("*completeness*") if path.is_dir()]
    assert [path.name for path in made[0].rglob("*.pdf")]
    page.result.verify(made[0])
    until(lambda: any("一致" in words for words in label_words(page)), 60_000)


def label_words(page: ExportPage) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [part.text() for part in page.result.findChildren(QLabel)]


def test_copying_a_sample_opens_an_editable_dossier(sampled: MainWindow):
    sample = queries.heading(sampled.desk.ws, "lung-nodule")
    show(sampled, PageKey.DOSSIERS, sample.id)
    page = sampled.page()
    assert isinstance(page, DossiersPage)
    page.copy(sample)
    until(lambda: sampled.spot.page is PageKey.CLAIM, 60_000)
    judged(sampled)
    assert not sampled.desk.locked
    assert sampled.desk.dossier_id != sample.id


def test_class_is_confirmed_by_name_and_goes_stale(
    sampled: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    sample = queries.heading(sampled.desk.ws, "lung-nodule")
    page_list = sampled.page()
    show(sampled, PageKey.DOSSIERS, "")
    page_list = sampled.page()
    assert isinstance(page_list, DossiersPage)
    page_list.copy(sample)
    until(lambda: sampled.spot.page is PageKey.CLAIM, 60_000)
    show(sampled, PageKey.CLASSIFICATION, sampled.desk.dossier_id)
    page = sampled.page()
    assert isinstance(page, ClassificationPage)
    until(lambda: page.figure.text() == "III")
    monkeypatch.setattr("dossier_app.ui.dialogs.ask.ask_person", lambda *_: "张三")
    page.confirm()
    until(lambda: "张三" in page.state.text() and page.state.property("badge") == "ok")
    sampled.desk.undo()
    until(lambda: "张三" not in page.state.text())


def test_a_buyers_file_is_shown_corrected_and_stored_as_one_change(
    window: MainWindow, tmp_path: Path
):
    file = tmp_path / "参数.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("序号", "招标要求"),
        ("1", "★具有注册证"),
        ("2", "单例处理时间≤60秒"),
        ("3", "质保≥3年"),
    ):
        sheet.append(row)
    book.save(file)
    show(window, PageKey.TENDER, DOSSIER)
    dialog = TenderImport(window.page(), window.desk, TENDER)
    dialog.open()
    dialog.read(file)
    until(lambda: dialog.model.rowCount() == 3)
    dialog.table.choose(2)
    dialog.kind.put("business")
    dialog._set_kind()
    before = len(queries.dossier(window.desk.ws, DOSSIER).all("requirement"))
    dialog._store(None)
    until(lambda: len(queries.dossier(window.desk.ws, DOSSIER).all("requirement")) == before + 3)
    assert (
        queries.dossier(window.desk.ws, DOSSIER).all("requirement")[-1].text("kind") == "business"
    )
    window.desk.undo()
    assert len(queries.dossier(window.desk.ws, DOSSIER).all("requirement")) == before


def test_a_file_that_cannot_be_read_is_a_sentence_and_stores_nothing(
    window: MainWindow, tmp_path: Path
):
    file = tmp_path / "broken.xlsx"
    with file.open("wb") as temporary:
        temporary.write(b"not a workbook")
    told: list[object] = []
    window.desk.failed.connect(told.append)
    show(window, PageKey.TENDER, DOSSIER)
    dialog = TenderImport(window.page(), window.desk, TENDER)
    dialog.read(file)
    until(lambda: told)
    assert dialog._read is None
    assert not dialog.store_new.isEnabled()
    dialog.reject()


def test_evidence_is_attached_and_shown_with_its_uses(window: MainWindow, tmp_path: Path):
    from PySide6.QtGui import QImage

    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(0)
    file = tmp_path / "截图.png"
    assert picture.save(str(file))
    show(window, PageKey.CLAIM, DOSSIER)
    show(window, PageKey.EVIDENCE, DOSSIER)
    page = window.page()
    assert isinstance(page, EvidencePage)
    page.take_in([file])
    until(lambda: page.model.rowCount() == 1)
    record = page.model.item(0)
    assert record.text("title") == "截图"
    window.go(Spot(PageKey.EVIDENCE, DOSSIER, "", "evidence", record.id))
    assert page.table.line() == 0


def test_search_finds_what_was_typed_and_goes_to_the_field(window: MainWindow):
    from dossier_app.ui.palette import Palette

    show(window, PageKey.CLAIM, DOSSIER)
    palette = Palette(window, window.desk)
    palette.open()
    palette.line.setText("DICOM")
    until(
        lambda: any(
            "DICOM" in palette.model.item(n).words or "DICOM" in palette.model.item(n).note
            for n in range(palette.model.rowCount())
        )
    )
    lines = [palette.model.item(n) for n in range(palette.model.rowCount())]
    at = next(n for n, hit in enumerate(lines) if "DICOM" in hit.words + hit.note)
    palette.choose(at)
    assert window.spot.page is PageKey.TENDER
