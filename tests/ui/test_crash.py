"""A window that is killed loses nothing: place, size and what was typed a moment before come back."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.service import queries
from dossier_app.service.drafts import read_drafts, write_drafts
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window, open_workspace
from dossier_app.ui.form import FieldRow
from dossier_app.ui.records import RecordEditor, RecordList
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands, type_into
from tests.ui.waiting import parts, show, until

TYPED = "术后复查者除外，尚未写完"
_SCRIPT = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit
from dossier_app.service.drafts import read_drafts
from dossier_app.ui.app import application, first_window, open_workspace
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot

folder = Path(sys.argv[1])
app = application()
settings = Settings(folder / "window.ini")
window = first_window(open_workspace(folder), settings)
window.show()
window.go(Spot(PageKey.CLAIM, sys.argv[2], field="claim.limits"))


def write():
    card = next(card for card in window.page().cards if "claim.limits" in card.rows)
    card.rows["claim.limits"].editor.target().insertPlainText(sys.argv[3])
    watch.start(20)


def die():
    if read_drafts(folder) and settings.last_place:
        os.kill(os.getpid(), signal.SIGKILL)


watch = QTimer()
watch.timeout.connect(die)
QTimer.singleShot(700, write)
app.exec()
"""


@pytest.fixture
def killed(workspace: Workspace) -> Path:
    """A workspace whose window was killed while somebody typed."""
    workspace.close()
    command = [sys.executable, "-c", _SCRIPT, str(workspace.folder), DOSSIER, TYPED]
    ended = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]
    return workspace.folder


def test_a_killed_window_comes_back_where_it_was_with_what_was_typed(
    qapp: QApplication, killed: Path
):
    with open_workspace(killed) as again:
        assert "claim.limits" not in queries.dossier(again, DOSSIER).answers
        window = first_window(again, Settings(killed / "window.ini"))
        window.show()
        show(window, window.spot.page, window.spot.dossier)
        assert (window.spot.page, window.desk.dossier_id) == (PageKey.CLAIM, DOSSIER)
        boxes = [p.toPlainText() for p in parts(window.page()) if isinstance(p, QPlainTextEdit)]
        assert TYPED in boxes
        window.close()
        window.deleteLater()
        assert queries.dossier(again, DOSSIER).answers["claim.limits"] == TYPED
        assert read_drafts(killed) == {}


def test_what_is_saved_leaves_no_draft(hands: Hands):
    folder = hands.window.desk.ws.folder
    hands.into(PageKey.CLAIM, "claim.full_version")
    hands.write("V1")
    until(lambda: "V1" in read_drafts(folder).values())
    hands.tab()
    until(lambda: read_drafts(folder) == {})
    answers = queries.dossier(hands.window.desk.ws, DOSSIER).answers
    assert answers["claim.full_version"] == "V1"


def test_a_new_row_that_was_not_stored_waits_and_is_given_up_by_cancel(hands: Hands):
    window = hands.window
    kind = RECORD_KINDS["function"]
    window.go(Spot(PageKey.CLAIM, DOSSIER, kind="function"))
    lists = [p for p in parts(window) if isinstance(p, RecordList) and p.kind is kind]
    lists[0].add()
    editor = hands.dialog(RecordEditor)
    name = next(p for p in parts(editor) if isinstance(p, FieldRow) and p.field.key == "name")
    type_into(name.editor.target(), "abc")
    window.desk.drafts.flush()
    place = f"new:{DOSSIER}:function/name"
    assert read_drafts(window.desk.ws.folder)[place] == "abc"
    editor.reject()
    assert window.desk.drafts.of(place) is None


def test_a_broken_or_missing_file_of_drafts_is_no_drafts(tmp_path: Path):
    assert read_drafts(tmp_path) == {}
    write_drafts(tmp_path, {"a": "b"})
    assert read_drafts(tmp_path) == {"a": "b"}
    file = tmp_path / "drafts.json"
    with file.open("wb") as temporary:
        temporary.write(b"[1")
    assert read_drafts(tmp_path) == {}
    write_drafts(tmp_path, {})
    assert not file.exists()


def test_splitters_are_where_they_were_left(
    qapp: QApplication, workspace: Workspace, settings: Settings
):
    first = first_window(workspace, settings)
    first.resize(1600, 900)
    first.show()
    show(first, PageKey.CLAIM, DOSSIER)
    first._split.setSizes([300, 900, 280])
    wanted = first._split.sizes()
    first.close()
    first.deleteLater()
    second = first_window(workspace, settings)
    second.resize(1600, 900)
    second.show()
    show(second, PageKey.CLAIM, DOSSIER)
    sizes = second._split.sizes()
    second.close()
    second.deleteLater()
    assert sizes[0] == wanted[0]
    assert abs(sizes[2] - wanted[2]) < 4
