"""A case list taken in by hand in the window, its faults listed, and what it tells drawn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from dossier_app.model.cases import CaseColumn
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord
from dossier_app.ui.data.panel import CasePanel
from dossier_app.ui.dialogs.case_import import CaseImportDialog
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.section import SectionCard
from dossier_app.ui.spot import PageKey, Spot
from tests.ui.conftest import DOSSIER
from tests.ui.waiting import settle, show, until

HEAD = "数据集,编码,检查号,机构,年龄,性别,设备厂商,层厚"
MAKERS = ("联影", "SIEMENS", "GE")


def rows(n: int, start: int, group: str) -> list[str]:
    return [
        f"{group},C{at},S{at},第{at % 3}医院,{20 + at % 60},{'男女'[at % 2]},{MAKERS[at % 3]},1.0"
        for at in range(start, start + n)
    ]


@pytest.fixture
def panel(window: MainWindow) -> CasePanel:
    for key, name, role in (("a", "训练集一", "training"), ("b", "测试集一", "test")):
        values = {"name": name, "role": role, "patients": 60}
        window.desk.ws.do(AddRecord(DOSSIER, "dataset", key * 32, values))
    show(window, PageKey.PROVENANCE, DOSSIER)
    found = window.page().findChild(CasePanel)
    assert isinstance(found, CasePanel)
    until(lambda: window.desk.is_resting())
    return found


def written(folder: Path, *lines: str) -> Path:
    path = folder / "清单.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="gb18030")
    return path


def opened(panel: CasePanel, path: Path) -> CaseImportDialog:
    panel.import_list()
    dialog = panel.findChild(CaseImportDialog)
    assert isinstance(dialog, CaseImportDialog)
    dialog.look(path)
    until(lambda: dialog.boxes)
    return dialog


def choose(dialog: CaseImportDialog, at: int, column: CaseColumn) -> None:
    box = dialog.boxes[at]
    box.setCurrentIndex(box.findData(column.value))
    box.activated.emit(box.currentIndex())


def taken(panel: CasePanel, window: MainWindow, folder: Path, *lines: str) -> CaseImportDialog:
    dialog = opened(panel, written(folder, *lines))
    choose(dialog, 1, CaseColumn.PATIENT)
    dialog.check.click()
    until(lambda: dialog.store.isEnabled() or dialog.faults.rowCount())
    return dialog


def picture(widget: QWidget, name: str) -> None:
    """Save what is shown where PICTURES says, for a person to look at."""
    if folder := os.environ.get("PICTURES"):
        widget.grab().save(str(Path(folder) / f"{name}.png"))


def test_a_list_is_named_checked_stored_and_taken_back(panel, window, tmp_path):
    lines = [*rows(60, 0, "训练"), *rows(40, 58, "测试")]
    lines[60:62] = [line.replace("S58", "S90").replace("S59", "S91").replace("S60", "S92") for line in lines[60:62]]  # fmt: skip
    lines = list(dict.fromkeys(lines))
    dialog = opened(panel, written(tmp_path, *lines))
    assert not dialog.store.isEnabled()
    assert dialog.rows.item(0)[1] == "C0"
    choose(dialog, 1, CaseColumn.PATIENT)
    dialog.check.click()
    until(lambda: dialog.faults.rowCount() or dialog.store.isEnabled())
    picture(dialog, "case-import-faults")
    lines = [*rows(60, 0, "训练"), *(line.replace(",S", ",T") for line in rows(40, 58, "测试"))]
    dialog.look(written(tmp_path, *lines))
    until(lambda: len(dialog.boxes) == 8 and dialog.check.isEnabled())
    choose(dialog, 1, CaseColumn.PATIENT)
    dialog.check.click()
    until(dialog.store.isEnabled)
    picture(dialog, "case-import")
    dialog.store.click()
    until(lambda: panel.lists.total() == 2)
    until(lambda: panel.pairs.total() == 1 and window.desk.is_resting())
    assert [panel.pairs.shown(0, n).text for n in range(6)] == ["训练集一", "测试集一", "—", "无重叠", "重叠 2", "3"]  # fmt: skip
    assert "测试集一: <18 0" in panel.bars.words()
    card = panel.parent()
    while not isinstance(card, SectionCard):
        card = card.parent()
    settle()
    picture(card, "case-panel")
    panel.dimension.setCurrentIndex(panel.dimension.findData("maker"))
    panel.dimension.activated.emit(0)
    assert "联影 United Imaging 20" in panel.bars.words()
    picture(card, "case-panel-maker")
    panel.table.choose(0)
    panel.remove()
    until(lambda: panel.lists.total() == 1)
    assert panel.pairs.total() == 0
    window.desk.undo()
    until(lambda: panel.lists.total() == 2)


def test_faults_are_listed_and_nothing_is_stored(panel, window, tmp_path):
    lines = rows(5, 0, "训练")
    lines[2] = lines[2].replace("第2医院,22", "第2医院,212")
    dialog = taken(panel, window, tmp_path, *lines)
    assert [dialog.faults.shown(0, n).text for n in range(3)] == ["4", "年龄", "212"]
    assert not dialog.store.isEnabled()
    assert queries.dossier(window.desk.ws, DOSSIER).all("case_list") == ()
    picture(dialog, "case-import-bad")
    dialog.reject()


def test_names_among_the_ids_are_told_by_column(panel, window, tmp_path):
    dialog = taken(panel, window, tmp_path, "训练,王小明,S1,第1医院,60,男,GE,1.0")
    assert [dialog.faults.shown(0, n).text for n in (1, 3)] == ["编码", "姓名"]
    dialog.reject()


def test_another_set_or_column_asks_for_another_check(panel, window, tmp_path):
    dialog = taken(panel, window, tmp_path, *rows(3, 0, "训练"))
    assert dialog.store.isEnabled()
    choose(dialog, 4, CaseColumn.IGNORED)
    assert not dialog.store.isEnabled()
    assert dialog.check.isEnabled()
    dialog.reject()


def test_a_finding_leads_to_the_list_or_to_the_button_that_takes_one_in(panel, window):
    window.go(Spot(PageKey.PROVENANCE, DOSSIER, "", "case_list"))
    until(panel.take.hasFocus)
    assert panel.empty.isVisible()
