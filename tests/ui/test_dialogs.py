"""Every window of its own, as carefully as a page: language, names, room, reading order, focus that is seen."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QMenu, QTabBar, QWidget

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Lang, Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.records import Owner, Record
from dossier_app.service import answering, baselines, redacting
from dossier_app.service.bundle import Manner, read_bundle, write_bundle
from dossier_app.service.commands import SetAnswer
from dossier_app.service.merging import look
from dossier_app.service.softwarelist import plan_sbom
from dossier_app.service.workspace import Workspace
from dossier_app.ui.dialogs.ask import Question
from dossier_app.ui.dialogs.backups import Backups
from dossier_app.ui.dialogs.case_import import CaseImportDialog
from dossier_app.ui.dialogs.fill_plan import FillPlan
from dossier_app.ui.dialogs.merge import MergeDialog
from dossier_app.ui.dialogs.override import OverrideDialog
from dossier_app.ui.dialogs.password import PasswordQuestion
from dossier_app.ui.dialogs.record import Record as ChangeRecord
from dossier_app.ui.dialogs.removed import Removed
from dossier_app.ui.dialogs.review import ReviewDialog
from dossier_app.ui.dialogs.sentences import Sentences
from dossier_app.ui.dialogs.tender_import import TenderImport
from dossier_app.ui.dialogs.versions import Versions
from dossier_app.ui.dialogs.worklist import Worklist
from dossier_app.ui.errors import Trouble
from dossier_app.ui.evidencelinks import RecycleBin
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.letters import _LetterDialog
from dossier_app.ui.palette import Palette
from dossier_app.ui.ptr.compare import Compare
from dossier_app.ui.ptr.replace import Replace
from dossier_app.ui.ptr.sbom import SbomDialog
from dossier_app.ui.records import RecordEditor
from dossier_app.ui.spot import PageKey
from dossier_app.ui.tender.outcomes import ResultDialog
from dossier_app.ui.theme import DARK, LIGHT
from dossier_app.ui.theme.sheet import sheet
from tests.model.test_sbom import CYCLONE
from tests.ui.conftest import DOSSIER, TENDER
from tests.ui.space import cramped
from tests.ui.test_window import foreign, words_of
from tests.ui.waiting import parts, settle, show, until

BUYER_FILE = Path(__file__).parents[1] / "readers" / "data" / "nodule-hospital-form.xlsx"
_QUOTED = re.compile(
    r"“[^”]*”|\S+\.(?:xlsx|csv)|syfw|CycloneDX|(?<=Table \d )\S+"
    r"|^(?:证明材料|技术参数要求|标记|备注|序号|StudyUID|Age|Sex)$"
)
"""A buyer's words and file names, and the example of pinyin initials, keep their own language."""
ASKED = Text("请写明理由", "Say why")


def imported(window: MainWindow) -> TenderImport:
    made = TenderImport(window.page(), window.desk, TENDER)
    made.read(BUYER_FILE)
    until(lambda: made.model.rowCount() > 5)
    return made


def editor(kind: str, window: MainWindow) -> RecordEditor:
    declared = RECORD_KINDS[kind]
    owner = "" if declared.owner is Owner.FIRM else DOSSIER
    return RecordEditor(window, window.desk, declared, Record("e" * 32, kind, owner, -1, {}))


def room(window: MainWindow) -> Path:
    """A folder beside the workspace, for the files that a dialog is opened on."""
    return window.desk.ws.folder.parent


def cases(window: MainWindow) -> CaseImportDialog:
    file = room(window) / "cases.csv"
    file.write_text("StudyUID,Age,Sex\nS1,41,F\nS2,52,M\n", encoding="utf-8")
    made = CaseImportDialog(window.page(), window.desk)
    made.look(file)
    until(lambda: made.boxes)
    return made


def software(window: MainWindow) -> SbomDialog:
    file = room(window) / "bom.json"
    file.write_text(json.dumps(CYCLONE), encoding="utf-8")
    return SbomDialog(window.desk, window.page(), plan_sbom(window.desk.ws, DOSSIER, file))


def merge(window: MainWindow) -> MergeDialog:
    ws, file = window.desk.ws, room(window) / "a.dossier"
    write_bundle(ws, DOSSIER, file)
    with Workspace.create(room(window) / "other") as other:
        read_bundle(other, file)
        other.do(SetAnswer(DOSSIER, "claim.model", "2"))
        write_bundle(other, DOSSIER, file, Manner(replace=True))
    ws.do(SetAnswer(DOSSIER, "claim.model", "1"))
    plan = look(ws, file)
    assert plan is not None
    return MergeDialog(window, window.desk, plan, (file, ""))


def versions(window: MainWindow) -> Versions:
    baselines.add(window.desk.ws, DOSSIER, "1")
    return Versions(window, window.desk)


def backups(window: MainWindow) -> Backups:
    window.desk.ws.back_up()
    return Backups(window, window.desk)


def opened(name: str, window: MainWindow) -> QDialog:
    getattr(window, name)()
    settle()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return found[-1]


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "question": lambda w: Question(w, w.desk, ASKED, ASKED),
    "trouble": lambda w: Trouble(w, w.desk, BadInput(ASKED, code="X-1")),
    "palette": lambda w: Palette(w, w.desk),
    "keys": partial(opened, "open_keys"),
    "handbook": partial(opened, "open_handbook"),
    "news": partial(opened, "open_news"),
    "tender import": imported,
    "case import": cases,
    "software list": software,
    "merge": merge,
    "versions": versions,
    "backups": backups,
    "record": lambda w: ChangeRecord(w, w.desk),
    "review": lambda w: ReviewDialog(w, w.desk),
    "work list": lambda w: Worklist(w, w.desk),
    "override": lambda w: OverrideDialog(w, w.desk),
    "password": lambda w: PasswordQuestion(w, w.desk, twice=True),
    "removed": lambda w: Removed(w, w.desk, redacting.redact(w.desk.ws, DOSSIER).removed),
    "sentences": lambda w: Sentences(w, w.desk, ASKED, (ASKED,), good=True),
    "letter": lambda w: _LetterDialog(w, w.desk),
    "result": lambda w: ResultDialog(w, w.desk, w.desk.dossier.all("tender")[0]),
    "recycle bin": lambda w: RecycleBin(w, w.desk),
    "fill plan": lambda w: FillPlan(w, w.desk, answering.fill(w.desk.ws, DOSSIER, TENDER)),
    "compare": lambda w: Compare(w.desk, w),
    "replace": lambda w: Replace(w.desk, w, lambda *_: True),
    **{
        f"editor of {kind}": partial(editor, kind) for kind in ("party", "requirement", "indicator")
    },
}


@pytest.fixture(params=sorted(DIALOGS))
def dialog_of(request: pytest.FixtureRequest) -> Callable[[MainWindow], QDialog]:
    return DIALOGS[request.param]


def shown(window: MainWindow, make: Callable[[MainWindow], QDialog], page: PageKey) -> QDialog:
    show(window, page, DOSSIER)
    made = make(window)
    made.show()
    settle()
    return made


@pytest.fixture(params=list(Lang), ids=lambda lang: lang.value)
def lang(request: pytest.FixtureRequest) -> Lang:
    assert isinstance(request.param, Lang)
    return request.param


def test_a_dialog_keeps_its_language_and_names_and_leaves_room(
    window: MainWindow, dialog_of: Callable[[MainWindow], QDialog], lang: Lang
):
    window.set_language(lang)
    made = shown(window, dialog_of, PageKey.TENDER)
    wrong = {words[:70] for words in said_by(made) if foreign(_QUOTED.sub("", words), lang)}
    nameless = {f"{type(part).__name__}" for part in parts(made) if needs_name(part)}
    room = cramped(made)
    made.close()
    assert wrong == set()
    assert nameless == set()
    assert room == set()


def said_by(dialog: QDialog) -> Iterator[str]:
    yield dialog.windowTitle()
    for part in parts(dialog):
        yield from words_of(part)


def needs_name(part: QWidget) -> bool:
    if part.focusPolicy() == Qt.FocusPolicy.NoFocus or part.focusProxy():
        return False
    name = part.accessibleName() or str(getattr(part, "text", str)())
    return not name and not isinstance(part, QAbstractScrollArea | QTabBar)


def chain(dialog: QWidget) -> list[QWidget]:
    """The parts in the order in which Tab reaches them."""
    found: list[QWidget] = []
    here = dialog.nextInFocusChain()
    while here is not None and here is not dialog:
        reached = here.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and here.isVisible() and here.isEnabled() and dialog.isAncestorOf(here):
            found.append(here)
        here = here.nextInFocusChain()
    return found


@pytest.mark.parametrize("kind", ["party", "requirement"])
def test_tab_goes_down_a_form_as_it_is_read(window: MainWindow, kind: str):
    made = shown(window, partial(editor, kind), PageKey.TENDER)
    assert isinstance(made, RecordEditor)
    tops = [row.mapTo(made, row.rect().topLeft()).y() for row in made.rows if row.isVisible()]
    order = [row for part in chain(made) for row in made.rows if row.isAncestorOf(part)]
    visited = list(dict.fromkeys(order))
    made.close()
    assert tops == sorted(tops)
    assert visited == [row for row in made.rows if row in visited]
    assert len(visited) > 3


def test_tab_goes_down_the_cards_of_a_step_as_they_are_read(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    page = window.page()
    cards = getattr(page, "cards", [])
    order = [card for part in chain(window) for card in cards if card.isAncestorOf(part)]
    visited = list(dict.fromkeys(order))
    assert visited == [card for card in cards if card in visited]
    assert len(visited) > 2


@pytest.mark.parametrize("role", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "part", ["QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QTableView", "QCheckBox"]
)
def test_whoever_has_the_focus_shows_it(role: object, part: str):
    assert f"{part}:focus" in sheet(role)  # type: ignore[arg-type]  # one of the two roles


def test_qt_speaks_the_language_of_the_window(window: MainWindow):
    from PySide6.QtWidgets import QLineEdit

    words = {}
    for lang in Lang:
        window.set_language(lang)
        line = QLineEdit("x")
        menu: QMenu = line.createStandardContextMenu()
        words[lang] = " ".join(action.text() for action in menu.actions())
        menu.deleteLater()
    assert "复制" in words[Lang.ZH] or "拷贝" in words[Lang.ZH]
    assert "Copy" in words[Lang.EN]
