"""How far it is, counted in clicks on what is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.dossiers import DossiersPage
from dossier_app.ui.pages.export import ExportPage
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.writers.verify import verify_pack
from tests.ui.hands import Hands
from tests.ui.waiting import until


@pytest.fixture
def installed(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window as it opens for the first time."""
    with Workspace.create(tmp_path / "workspace") as workspace:
        window = first_window(workspace, Settings(tmp_path / "window.ini"))
        window.resize(1366, 768)
        window.show()
        until(lambda: window.desk.pack is not None)
        yield window
        window.close()
        window.deleteLater()


def test_a_finished_sample_pack_is_three_clicks_from_an_empty_install(installed: MainWindow):
    hands = Hands(installed)
    hands.press("打开样例", installed.page())
    until(lambda: installed.spot.page is PageKey.CLAIM, 180_000)
    assert installed._tour.isVisible()
    hands.rested()
    hands.press("导出与核对", installed._column)
    page = installed.page()
    assert isinstance(page, ExportPage)
    until(lambda: page.offers()[-1].enabled, 60_000)
    hands.press("导出", installed._top)
    until(page.result.isVisible, 180_000)
    assert hands.clicks == 3
    made = [path for path in (installed.desk.ws.folder / "packs").iterdir() if path.is_dir()]
    assert verify_pack(made[0]).ok


def test_dossiers_opened_lately_stand_first_and_the_rest_by_pinyin(window: MainWindow):
    from dossier_app.service.commands import CreateDossier

    for number, name in enumerate(("中枢", "阿尔法", "儿童")):
        window.desk.ws.do(CreateDossier(f"{number}" * 32, f"k{number}", name))
    window.go(Spot(PageKey.CLAIM, "0" * 32))
    window.go(Spot(PageKey.DOSSIERS))
    page = window.page()
    assert isinstance(page, DossiersPage)
    names = [page.model.item(n).name for n in range(page.model.rowCount())]
    assert names[0] == "中枢"
    rest = [name for name in names if name in ("阿尔法", "儿童")]
    assert rest == ["阿尔法", "儿童"]
