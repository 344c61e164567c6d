"""The main job in the real window, as a person does it: typed, left by Tab, undone, imported, answered, exported."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QWidget

from dossier_app.service import queries
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window, open_workspace
from dossier_app.ui.dialogs import ask
from dossier_app.ui.dialogs.tender_import import TenderImport
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.evidence import EvidencePage
from dossier_app.ui.pages.export import ExportPage
from dossier_app.ui.pages.tender import TenderPage
from dossier_app.ui.records import RecordEditor
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot
from tests.ui.conftest import DOSSIER, TENDER
from tests.ui.hands import Hands, type_into
from tests.ui.waiting import parts, said, settle, show, until

BUYER_FILE = Path(__file__).parents[1] / "readers" / "data" / "nodule-hospital-form.xlsx"
NAME = "肺结节CT影像辅助检测软件"
ODD = "𠮷林 <b>粗</b> & =1+1"


def opened(folder: Path, settings: Settings) -> MainWindow:
    """Open the window as the program does."""
    window = first_window(open_workspace(folder, "测试员"), settings)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    until(lambda: window.isActiveWindow() and window.desk.pack is not None)
    return window


def closed(window: MainWindow) -> None:
    window.close()
    window.desk.ws.close()
    window.deleteLater()
    settle()


Opens = Callable[[Path, Settings], MainWindow]


@pytest.fixture
def opens(qapp: QApplication) -> Iterator[Opens]:
    """Opens windows, and closes those that a test left open."""
    made: list[MainWindow] = []

    def open_one(folder: Path, settings: Settings) -> MainWindow:
        made.append(opened(folder, settings))
        return made[-1]

    yield open_one
    for window in made:
        if shiboken6.isValid(window) and window.isVisible():
            closed(window)


@pytest.fixture
def empty(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a workspace that holds nothing yet."""
    window = opened(tmp_path / "workspace", Settings(tmp_path / "window.ini"))
    yield window
    closed(window)


def answers(window: MainWindow) -> dict[str, object]:
    desk = window.desk
    return dict(queries.dossier(desk.ws, desk.dossier_id).answers)


def guided_new(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go through the first door; the question is answered by the keyboard."""
    real = ask.Question.exec

    def typed(question: ask.Question) -> int:
        question.show()
        until(question.isActiveWindow)
        type_into(question.line, NAME)
        QTest.keyClick(question.line, Qt.Key.Key_Return)
        return question.result()

    monkeypatch.setattr(ask.Question, "exec", typed)
    hands.press("新建卷宗", hands.window.page())
    monkeypatch.setattr(ask.Question, "exec", real)
    hands.rested()


def test_guided_new_leads_to_the_first_field_and_saves_by_tab(
    empty: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    hands = Hands(empty)
    guided_new(hands, monkeypatch)
    assert empty.spot.page is PageKey.CLAIM
    hands.into(PageKey.CLAIM, "claim.product_name")
    hands.control(Qt.Key.Key_A)
    hands.write(NAME)
    hands.tab()
    assert answers(empty)["claim.product_name"] == NAME
    assert "已保存" in said(empty)


def test_undo_and_redo_work_from_the_field_that_was_tabbed_into(hands: Hands):
    window = hands.window
    hands.into(PageKey.CLAIM, "claim.full_version")
    hands.write("V1.2.3")
    hands.tab()
    assert isinstance(QApplication.focusWidget(), QWidget)
    assert answers(window)["claim.full_version"] == "V1.2.3"
    hands.into(PageKey.CLAIM, "claim.model")
    undo = hands.button("撤销")
    assert undo.isEnabled()
    assert "完整版本" in undo.toolTip()
    hands.control(Qt.Key.Key_Z)
    assert "claim.full_version" not in answers(window)
    hands.control(Qt.Key.Key_Y)
    assert answers(window)["claim.full_version"] == "V1.2.3"
    hands.rested()
    assert "V1.2.3" in [r.editor.read() for r in rows_of(window)]


def rows_of(window: MainWindow) -> list:  # type: ignore[type-arg]  # rows of any page
    from dossier_app.ui.form import FieldRow

    return [part for part in parts(window) if isinstance(part, FieldRow)]


def test_each_step_counts_what_is_missing_and_f8_walks_it(hands: Hands):
    window = hands.window
    for page in (PageKey.CLAIM, PageKey.PROVENANCE, PageKey.REQUIREMENTS):
        show(window, page, DOSSIER)
        hands.rested()
        shown = [p.text() for p in parts(window.page()) if isinstance(p, QLabel)]
        assert any(words.startswith("缺 ") for words in shown), page
    count = len(window.desk.current.gaps) if window.desk.current else 0
    hands.button(f"缺 {count} 项")
    window.go(Spot(PageKey.CLAIM, DOSSIER))
    seen = []
    for _ in range(4):
        hands.key(Qt.Key.Key_F8)
        seen.append((window.spot.page, window.spot.kind, window.spot.field))
    assert len(set(seen)) == 4
    hands.into(PageKey.CLAIM, "claim.purpose")
    until(lambda: len(said(window._context)) > 40)


def test_text_typed_is_kept_when_the_page_is_left_at_once(hands: Hands):
    window = hands.window
    hands.into(PageKey.CLAIM, "claim.full_version")
    hands.write("V9.9")
    hands.control(Qt.Key.Key_2)
    assert window.spot.page is PageKey.PROVENANCE
    assert answers(window)["claim.full_version"] == "V9.9"


def test_a_pause_in_typing_moves_neither_cursor_nor_words(hands: Hands):
    row = hands.into(PageKey.CLAIM, "claim.full_version")
    hands.write("V1 ")
    row.commit()
    hands.rested()
    hands.write("build 7")
    assert row.editor.read() == "V1 build 7"


def test_odd_and_long_text_is_shown_and_stored_as_typed(hands: Hands):
    window = hands.window
    row = hands.into(PageKey.CLAIM, "claim.limits")
    words = ODD + "长文字。" * 500
    target = row.editor.target()
    assert isinstance(target, QPlainTextEdit)
    target.setFocus()
    target.insertPlainText(words)
    hands.tab()
    assert answers(window)["claim.limits"] == words
    hands.rested()
    assert row.editor.read() == words


def picture(folder: Path, name: str) -> Path:
    made = QImage(40, 40, QImage.Format.Format_RGB32)
    made.fill(0)
    file = folder / name
    assert made.save(str(file))
    return file


def test_files_are_attached_by_dropping_and_by_the_dialog(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    window = hands.window
    show(window, PageKey.CLAIM, DOSSIER)
    show(window, PageKey.EVIDENCE, DOSSIER)
    page = window.page()
    assert isinstance(page, EvidencePage)
    first, second = picture(tmp_path, "注册证.png"), picture(tmp_path, "𠮷证明.png")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(first))])
    copy = Qt.DropAction.CopyAction
    left = Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier))
    until(lambda: page.model.rowCount() == 1)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(second)], ""))
    hands.press("添加文件")
    until(lambda: page.model.rowCount() == 2)
    titles = {page.model.item(n).text("title") for n in range(2)}
    assert titles == {"注册证", "𠮷证明"}


def test_a_buyers_form_is_previewed_corrected_and_imported(
    hands: Hands, tender: TenderPage, monkeypatch: pytest.MonkeyPatch
):
    window = hands.window
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(BUYER_FILE), ""))
    hands.press("导入招标参数")
    dialog = hands.dialog(TenderImport)
    assert isinstance(dialog, TenderImport)
    hands.press("选择文件…", dialog)
    until(lambda: dialog.model.rowCount() > 5)
    dialog.table.choose(0)
    dialog.number.line.setText("9.9")
    dialog.number.settled.emit()
    assert dialog.model.item(0).number == "9.9"
    count = dialog.model.rowCount()
    hands.press("存为新项目", dialog)
    until(lambda: tender.tender != TENDER and tender.rows.model.total() == count)
    dossier = queries.dossier(window.desk.ws, DOSSIER)
    assert dossier.where("requirement", tender=tender.tender)[0].text("number") == "9.9"
    assert [e.text("kind") for e in dossier.all("evidence")] == ["tender_file"]


def test_esc_leaves_the_import_and_stores_nothing(hands: Hands, tender: TenderPage):
    before = len(queries.dossier(hands.window.desk.ws, DOSSIER).all("requirement"))
    hands.press("导入招标参数")
    dialog = hands.dialog(TenderImport)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert len(queries.dossier(hands.window.desk.ws, DOSSIER).all("requirement")) == before


def test_rows_are_pasted_split_joined_renumbered_and_added_by_hand(
    hands: Hands, tender: TenderPage
):
    total = tender.rows.model.total
    QApplication.clipboard().setText("★4.1\t支持并发用户不少于30\n4.2 提供接口")
    hands.press("粘贴行")
    until(lambda: total() == 5)
    tender.rows.reveal("2" * 32)
    hands.press("按句拆分")
    until(lambda: total() == 6)
    hands.rested()
    tender.rows.reveal("2" * 32)
    hands.press("与下一条合并")
    until(lambda: total() == 5)
    hands.rested()
    hands.press("重新编号")
    numbers = lambda: [  # noqa: E731 - read again and again
        r.text("number") for r in queries.dossier(hands.window.desk.ws, DOSSIER).all("requirement")
    ]
    assert numbers() == ["1", "2", "3", "4", "5"]
    hands.control(Qt.Key.Key_Z)
    assert numbers()[0] == "3.1"
    hands.press("手工添加")
    editor = hands.dialog(RecordEditor)
    assert isinstance(editor, RecordEditor)
    text = next(row for row in editor.rows if row.field.key == "text")
    text.focus()
    text.editor.put("现场培训两天")
    hands.press("完成", editor)
    until(lambda: total() == 6)


def test_a_tender_is_made_by_hand_and_shown(hands: Hands, tender: TenderPage):
    hands.press("新建项目")
    editor = hands.dialog(RecordEditor)
    assert isinstance(editor, RecordEditor)
    for row in editor.rows:
        if row.field.key == "name":
            row.editor.put("二院项目")
        if row.field.key == "code":
            row.editor.put("T2")
    hands.press("完成", editor)
    hands.rested()
    assert tender.subtitle().startswith("二院项目")


def test_the_window_opens_at_the_place_that_was_left_with_all_that_was_typed(
    opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings = Settings(tmp_path / "window.ini")
    window = opens(tmp_path / "workspace", settings)
    hands = Hands(window)
    guided_new(hands, monkeypatch)
    hands.into(PageKey.CLAIM, "claim.full_version")
    hands.write("V7.7")
    dossier = window.desk.dossier_id
    closed(window)
    again = opens(tmp_path / "workspace", Settings(tmp_path / "window.ini"))
    assert (again.spot.page, again.desk.dossier_id) == (PageKey.CLAIM, dossier)
    assert answers(again)["claim.full_version"] == "V7.7"
    until(lambda: "V7.7" in [row.editor.read() for row in rows_of(again)])


def test_a_second_window_is_read_only_and_says_who_writes(
    workspace: Workspace, opens: Opens, tmp_path: Path
):
    second = opens(workspace.folder, Settings(tmp_path / "second.ini"))
    assert second.desk.locked
    show(second, PageKey.CLAIM, DOSSIER)
    assert "只读" in said(second)
    assert second.desk.ws.holder
    assert second.desk.ws.holder in said(second)


def test_the_window_opens_no_larger_than_the_screen(
    qapp: QApplication, workspace: Workspace, tmp_path: Path
):
    window = first_window(workspace, Settings(tmp_path / "fresh.ini"))
    room = window.screen().availableGeometry().size()
    assert window.size().boundedTo(room) == window.size()
    window.close()
    window.deleteLater()


def test_a_pack_is_previewed_made_as_draft_and_verified(
    hands: Hands, tender: TenderPage, tmp_path: Path
):
    hands.press("核对并导出")
    page = hands.window.page()
    assert isinstance(page, ExportPage)
    until(lambda: page._preview is not None)
    hands.rested()
    assert not hands.button("导出", hands.window._top).isEnabled()
    assert "必须解决" in said(page)
    page.draft.click()
    page.target.setText(str(tmp_path / "packs"))
    settle()
    hands.press("导出", hands.window._top)
    until(page.result.isVisible, 120_000)
    made = [path for path in (tmp_path / "packs").rglob("*.pdf")]
    assert made
    hands.press("核对", page.result)
    until(lambda: "一致" in said(page.result), 60_000)
