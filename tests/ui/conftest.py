"""A real workspace with a small product and tender, and the real window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dossier_app.base.text import Text
from dossier_app.service.commands import AddRecord, Batch, CreateDossier, SetAnswer
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import application, first_window
from dossier_app.ui.desk import Desk
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.tender import TenderPage
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey
from tests.ui.hands import Hands
from tests.ui.waiting import show, until

DOSSIER = "d" * 32
TENDER = "t" * 32
REQUIREMENTS = (
    ("★3.1", "★", "3.1", "具有第三类医疗器械注册证"),
    ("▲3.2", "▲", "3.2", "单例处理时间≤60秒；支持DICOM 3.0"),
    ("3.3", "", "3.3", "提供培训不少于2次"),
)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "workspace", person="测试员") as made:
        made.do(CreateDossier(DOSSIER, "nodule", "肺结节CT影像辅助检测软件"))
        rows = tuple(
            AddRecord(
                DOSSIER,
                "requirement",
                f"{n}" * 32,
                {
                    "tender": TENDER,
                    "marks": marks,
                    "effective_marks": marks,
                    "number": number,
                    "text": words,
                    "kind": "technical",
                },
            )
            for n, (_, marks, number, words) in enumerate(REQUIREMENTS, 1)
        )
        made.do(
            Batch(
                Text("准备", "prepare"),
                (
                    AddRecord(
                        "",
                        "party",
                        "p" * 32,
                        {"name": "样例医疗科技有限公司", "role": "registrant"},
                    ),
                    SetAnswer(DOSSIER, "claim.product_name", "肺结节CT影像辅助检测软件"),
                    SetAnswer(DOSSIER, "claim.registrant", "p" * 32),
                    SetAnswer(DOSSIER, "claim.life_state", "development"),
                    AddRecord(
                        DOSSIER,
                        "tender",
                        TENDER,
                        {"code": "T1", "name": "市一院影像项目", "state": "preparing"},
                    ),
                    AddRecord(DOSSIER, "function", "f" * 32, {"name": "结节检测"}),
                    *rows,
                ),
            )
        )
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "window.ini")


@pytest.fixture
def window(qapp: QApplication, workspace: Workspace, settings: Settings) -> Iterator[MainWindow]:
    made = first_window(workspace, settings)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    until(made.isActiveWindow)
    until(lambda: made.desk.pack is not None)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.desk


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    show(window, PageKey.CLAIM, DOSSIER)
    return Hands(window)


@pytest.fixture
def tender(hands: Hands) -> TenderPage:
    show(hands.window, PageKey.TENDER, DOSSIER)
    page = hands.window.page()
    assert isinstance(page, TenderPage)
    until(lambda: page.rows.model.total() == 3)
    hands.rested()
    return page
