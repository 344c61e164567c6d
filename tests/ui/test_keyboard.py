"""All five steps without a mouse, and an input method that is composing is left alone."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit

from dossier_app.service import queries
from dossier_app.service.commands import AddRecord
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window
from dossier_app.ui.dialogs.ask import Question
from dossier_app.ui.dialogs.tender_import import TenderImport
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.export import ExportPage
from dossier_app.ui.pages.tender import TenderPage
from dossier_app.ui.palette import Palette
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.keyboard import Keyboard, meanwhile, name_file
from tests.ui.waiting import judged, settle, show, until

BUYER_FILE = Path(__file__).parents[1] / "readers" / "data" / "nodule-hospital-form.xlsx"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def keys(qapp: QApplication, tmp_path: Path) -> Iterator[Keyboard]:
    """The window on a workspace that holds one firm and no dossier."""
    with Workspace.create(tmp_path / "workspace", person="测试员") as workspace:
        firm = {"name": "样例医疗科技有限公司", "role": "registrant"}
        workspace.do(AddRecord("", "party", "p" * 32, firm))
        window = first_window(workspace, Settings(tmp_path / "window.ini"))
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        until(lambda: window.isActiveWindow() and window.desk.pack is not None)
        yield Keyboard(window)
        window.close()
        window.deleteLater()


def answer_question(words: str) -> None:
    def typed(shown: QDialog) -> None:
        line = shown.focusWidget() or shown
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(line, event)
        QTest.keyClick(line, Qt.Key.Key_Return)

    meanwhile(Question, typed)


def new_dossier(keys: Keyboard) -> None:
    answer_question("键盘产品")
    keys.push("新建卷宗")
    until(lambda: keys.window.spot.page is PageKey.CLAIM)
    keys.back()
    judged(keys.window)
    settle()


def answers(keys: Keyboard) -> dict[str, object]:
    desk = keys.window.desk
    return dict(queries.dossier(desk.ws, desk.dossier_id).answers)


def test_five_steps_without_a_mouse(keys: Keyboard, tmp_path: Path):
    new_dossier(keys)
    fill_the_claim(keys)
    attach(keys, tmp_path)
    import_and_answer(keys, tmp_path)
    export(keys)


def fill_the_claim(keys: Keyboard) -> None:
    """Text, a reference, a choice, a date and a long text."""
    keys.reach("产品名称", QLineEdit)
    keys.press(Qt.Key.Key_A, CONTROL)
    keys.write("肺结节CT影像辅助检测软件")
    keys.pick("注册人", "样例医疗科技有限公司")
    keys.push("注册状态: 已受理")
    keys.reach("受理日期", QLineEdit)
    keys.write("2026-10-08")
    keys.reach("适用范围", QPlainTextEdit)
    keys.write("用于成人胸部CT影像")
    keys.press(Qt.Key.Key_Tab)
    kept = answers(keys)
    assert kept["claim.product_name"] == "肺结节CT影像辅助检测软件"
    assert kept["claim.registrant"] == "p" * 32
    assert kept["claim.life_state"] == "accepted"
    assert str(kept["claim.accepted_on"]) == "2026-10-08"
    assert kept["claim.intended_use"] == "用于成人胸部CT影像"


def attach(keys: Keyboard, folder: Path) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(0)
    file = folder / "shot.png"
    assert image.save(str(file))
    keys.go("证据库")
    assert keys.window.spot.page is PageKey.EVIDENCE
    meanwhile(QFileDialog, name_file(str(file)))
    keys.push("添加文件")
    desk = keys.window.desk
    until(lambda: queries.dossier(desk.ws, desk.dossier_id).all("evidence"))
    keys.back()


def import_and_answer(keys: Keyboard, folder: Path) -> None:
    file = folder / "form.xlsx"
    copyfile(BUYER_FILE, file)
    keys.press(Qt.Key.Key_5, CONTROL)
    keys.push("导入招标参数")
    until(lambda: isinstance(QApplication.activeWindow(), TenderImport))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, TenderImport)
    meanwhile(QFileDialog, name_file(str(file)))
    keys.push("选择文件…")
    dialog.activateWindow()
    until(lambda: dialog.model.rowCount() > 5)
    keys.push("存为新项目")
    page = keys.window.page()
    assert isinstance(page, TenderPage)
    until(lambda: page.rows.model.total() > 5)
    keys.back()
    judged(keys.window)
    keys.reach("投标响应", QPlainTextEdit)
    keys.write("具有，见附件")
    keys.press(Qt.Key.Key_Tab)
    desk = keys.window.desk
    said = [r.text("text") for r in queries.dossier(desk.ws, desk.dossier_id).all("response")]
    assert said == ["具有，见附件"]


def export(keys: Keyboard) -> None:
    keys.go("导出与核对")
    page = keys.window.page()
    assert isinstance(page, ExportPage)
    until(lambda: page._preview is not None)
    Hands(keys.window).rested()
    keys.push("仍有未解决项时")
    until(lambda: page.offers()[-1].enabled)
    keys.push("导出", whole=True)
    until(page.result.isVisible, 180_000)


def test_arrows_move_among_the_chips_of_a_choice(keys: Keyboard):
    new_dossier(keys)
    first = keys.reach("注册状态: 研发")
    keys.press(Qt.Key.Key_Right)
    assert keys.at() is not first
    assert keys.at().accessibleName() == "注册状态: 检验"
    keys.press(Qt.Key.Key_Left)
    assert keys.at() is first


def composing(words: str) -> QInputMethodEvent:
    return QInputMethodEvent(words, [])


@pytest.mark.parametrize("field", ["claim.full_version", "claim.limits"])
def test_a_composition_is_no_answer_until_it_is_committed(hands: Hands, field: str):
    row = hands.into(PageKey.CLAIM, field)
    target = row.editor.target()
    QApplication.sendEvent(target, composing("feijiejie"))
    settle()
    assert row.editor.read() is None
    assert row.commit()
    committed = QInputMethodEvent()
    committed.setCommitString("肺结节")
    QApplication.sendEvent(target, committed)
    settle()
    assert row.editor.read() == "肺结节"
    hands.tab()
    desk = hands.window.desk
    assert queries.dossier(desk.ws, DOSSIER).answers[field] == "肺结节"


def test_the_palette_takes_an_input_method(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    palette = Palette(window, window.desk)
    palette.open()
    until(palette.isActiveWindow)
    QApplication.sendEvent(palette.line, composing("chan'p"))
    settle()
    assert palette.line.text() == ""
    committed = QInputMethodEvent()
    committed.setCommitString("产品名称")
    QApplication.sendEvent(palette.line, committed)
    assert palette.model.item(0).words == "产品名称"
    palette.reject()
