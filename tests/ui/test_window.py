"""The whole window, walked page by page: names, languages, clipping, focus, and nothing left behind."""

import re
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from dossier_app.base.text import Lang
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord
from dossier_app.service.requirementrows import pasted
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.palette import Palette, fits
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Scheme
from dossier_app.ui.widgets.basics import Elided
from tests.ui.conftest import DOSSIER, REQUIREMENTS
from tests.ui.waiting import parts, settle, show, until

_HAN = re.compile(r"[\u3400-\u9fff]")
_ENGLISH = re.compile(r"[A-Za-z]{3,}")
_NAMES = re.compile(
    r"pdfplumber|cryptography|Apache|Clause|Alt|SBOM|product_form|PRE|CLIN|REG|English|Ctrl|Shift|Enter|Delete|Esc|CT|DICOM|PACS|RIS|HIS|SHA|PDF|Word|Excel|JSON|Python|PySide|Qt|SQL\w*|Alembic|"
    r"ReportLab|openpyxl|python-docx|platformdirs|click|rapidfuzz|pypinyin|pikepdf|Noto|Sans|Serif|Lucide|icons|"
    r"LGPL|MIT|BSD|MPL|OFL|ISC|xlsx|docx|pdf|csv|HASH|DSA|PET|ISO|HTTP|[a-z]+-imaging-ai\S*|/\S*|[0-9a-f]{8,}|nodule|workspace|DRAFT|sample",
    re.IGNORECASE,
)
# A purchaser's words, file names and quoted official titles keep their own language.
_FILE = re.compile(r"\d\d_\S+\.\w+")
_DATA = ("肺结节CT影像辅助检测软件", "样例医疗科技有限公司", "市一院影像项目", "结节检测", "测试员")


class Flashes(QObject):
    """Notes every part that shows itself as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup
            if not popup and not isinstance(watched, MainWindow | QDialog):
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def words_of(part: QWidget) -> Iterator[str]:
    """What a part says about itself; not what a person typed into it, nor an official title quoted."""
    if part.property("look") == "quote":
        return
    yield part.accessibleName()
    yield part.toolTip()
    if isinstance(part, QLabel | QAbstractButton) and not isinstance(part, Elided):
        yield part.text()
    if isinstance(part, QLineEdit | QPlainTextEdit):
        yield part.placeholderText()
    if isinstance(part, QTabBar):
        yield from (part.tabText(n) for n in range(part.count()))
    if isinstance(part, QComboBox):
        yield part.itemText(0)
    if isinstance(part, QAbstractItemView) and part.model():
        yield from (
            str(part.model().headerData(n, Qt.Orientation.Horizontal))
            for n in range(part.model().columnCount())
        )


def foreign(words: str, lang: Lang) -> bool:
    if lang is Lang.EN:
        for known in (*_DATA, *(row[3] for row in REQUIREMENTS), "中文"):
            words = words.replace(known, "")
        return bool(_HAN.search(_FILE.sub("", words)))
    return bool(_ENGLISH.search(_NAMES.sub("", words)))


def own_pages() -> list[PageKey]:
    return [page for page in PageKey if page is not PageKey.LAW]


@pytest.mark.parametrize("lang", list(Lang))
def test_no_page_says_a_word_of_the_other_language(window: MainWindow, lang: Lang):
    window.set_language(lang)
    wrong = set()
    for page in own_pages():
        show(window, page, DOSSIER)
        wrong |= {
            f"{page.value}: {words[:70]}"
            for part in parts(window)
            for words in words_of(part)
            if words and foreign(words, lang)
        }
    assert wrong == set()


def test_the_language_walk_can_fail():
    assert foreign("Board", Lang.ZH)
    assert foreign("总览", Lang.EN)
    assert not foreign("总览 Ctrl K", Lang.ZH)


def test_every_control_has_a_name(window: MainWindow):
    nameless = set()
    for page in PageKey:
        show(window, page, DOSSIER)
        for part in parts(window):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.focusProxy():
                name = part.accessibleName() or getattr(part, "text", str)()
                if (not name and not isinstance(part, QAbstractScrollArea | QTabBar)) or (
                    isinstance(part, QAbstractItemView | QPlainTextEdit)
                    and not part.accessibleName()
                ):
                    nameless.add(f"{page.value}: {type(part).__name__} {part.objectName()}")
    assert nameless == set()


def test_nothing_flashes_up_as_a_window_of_its_own(
    workspace: Workspace, settings: Settings, qapp: QApplication
):
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    window = first_window(workspace, settings)
    window.show()
    until(lambda: window.desk.pack is not None)
    for page in PageKey:
        show(window, page, DOSSIER)
    qapp.removeEventFilter(flashes)
    window.close()
    window.deleteLater()
    assert flashes.seen == []


def test_closing_leaves_no_timer_and_no_thread(
    workspace: Workspace, settings: Settings, qapp: QApplication
):
    window = first_window(workspace, settings)
    window.show()
    for page in PageKey:
        show(window, page, DOSSIER)
    window.close()
    running = [t for t in window.desk.findChildren(QTimer) if t.isActive()]
    threads = [t.name for t in threading.enumerate() if t.name.startswith("dossier")]
    window.deleteLater()
    assert running == []
    assert threads == []


def test_language_and_theme_change_in_place(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    for lang in (Lang.EN, Lang.ZH):
        for scheme in (Scheme.DARK, Scheme.LIGHT):
            window.set_language(lang)
            window.set_scheme(scheme)
            assert window.spot.page is PageKey.CLAIM
            assert window.desk.role.is_dark is (scheme is Scheme.DARK)
    assert window.desk.settings.lang is Lang.ZH


def test_every_page_opens_by_its_spot(window: MainWindow):
    for page in PageKey:
        window.go(Spot(page, DOSSIER))
        assert window.spot.page is page
        assert window.page().title()


def test_keys_lead_through_the_five_steps(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    wanted = [
        PageKey.CLAIM,
        PageKey.PROVENANCE,
        PageKey.CLASSIFICATION,
        PageKey.REQUIREMENTS,
        PageKey.TENDER,
    ]
    for number, page in enumerate(wanted, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.spot.page is page


def test_palette_finds_a_field_by_pinyin_initials_and_goes_there(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    palette = Palette(window, window.desk)
    palette.open()
    palette.line.setText("cpmc")

    def hits() -> list[str]:
        return [palette.model.item(n).words for n in range(palette.model.rowCount())]

    until(lambda: "产品名称" in hits())
    palette.choose(hits().index("产品名称"))
    assert window.spot.page is PageKey.CLAIM
    until(lambda: window.spot.field == "claim.product_name")


def test_pinyin_initials():
    assert fits("适用范围", "syfw")
    assert fits("适用范围", "范围")
    assert not fits("适用范围", "xyz")


def test_first_start_offers_three_doors(
    qapp: QApplication, settings: Settings, tmp_path_factory: pytest.TempPathFactory
):
    with Workspace.create(tmp_path_factory.mktemp("empty") / "workspace") as empty:
        window = first_window(empty, settings)
        window.show()
        settle()
        shown = {part.text() for part in parts(window) if isinstance(part, QAbstractButton)}
        assert {"新建卷宗", "打开样例", "导入卷宗文件"} <= shown
        window.close()
        window.deleteLater()


def test_read_only_workspace_locks_every_field(
    workspace: Workspace, settings: Settings, qapp: QApplication
):
    with Workspace.open(workspace.folder, write=False) as second:
        window = first_window(second, settings)
        window.show()
        show(window, PageKey.CLAIM, DOSSIER)
        edits = [
            p
            for p in parts(window.page())
            if isinstance(p, QLineEdit | QPlainTextEdit) and p.accessibleName()
        ]
        open_ones = [
            p.accessibleName() for p in edits if p.isEnabled() and "筛选" not in p.accessibleName()
        ]
        window.close()
        window.deleteLater()
    assert edits
    assert open_ones == []


def test_tender_rows_are_answered_split_joined_and_pasted(window: MainWindow):
    from dossier_app.ui.pages.tender import TenderPage

    show(window, PageKey.TENDER, DOSSIER)
    page = window.page()
    assert isinstance(page, TenderPage)
    until(lambda: page.rows.model.total() == 3)
    text = page.detail.rows[0]
    text.editor.put("具有，见附件")
    assert text.commit()
    dossier = queries.dossier(window.desk.ws, DOSSIER)
    assert [r.text("text") for r in dossier.all("response")] == ["具有，见附件"]
    page.rows.reveal("2" * 32)
    page._split()
    until(lambda: page.rows.model.total() == 4)
    page._join()
    until(lambda: page.rows.model.total() == 3)
    QApplication.clipboard().setText("★4.1\t支持并发用户不少于30\n4.2 提供接口")
    page.paste()
    until(lambda: page.rows.model.total() == 5)
    last = queries.dossier(window.desk.ws, DOSSIER).all("requirement")[-2]
    assert (last.text("marks"), last.text("number"), last.text("text")) == (
        "★",
        "4.1",
        "支持并发用户不少于30",
    )


@pytest.mark.parametrize("line", ["★1\t支持检出", "1\t★支持检出", "★1、支持检出", "1. ★ 支持检出"])
def test_a_pasted_mark_is_kept_before_and_behind_the_number(line: str):
    batch = pasted(DOSSIER, "t", line)
    made = batch.commands[0] if batch else None
    assert isinstance(made, AddRecord)
    values = made.values
    assert (values["marks"], values["number"], values["text"]) == ("★", "1", "支持检出")


def test_window_has_no_menu_action_without_words(window: MainWindow):
    assert [
        a
        for a in window.findChildren(QAction)
        if not a.text() and not a.isSeparator() and a.shortcut().toString()
    ] == []
