"""The first picture of the window shows the dossier's page, and nothing is loaded for it that it does not need."""

import json
import subprocess
import sys
from pathlib import Path

from dossier_app.service.commands import CreateDossier, SetAnswer
from dossier_app.service.workspace import Workspace
from dossier_app.ui.jobs import Jobs
from tests.ui.waiting import until

NEEDLESS = (
    "sqlalchemy", "alembic", "reportlab", "openpyxl", "docx", "pikepdf", "pypdf", "pdfplumber", "cryptography",
    "dossier_app.model.checks", "dossier_app.model.rulepack", "dossier_app.rules.loader",
    "dossier_app.store.schema", "dossier_app.service.handlers", "dossier_app.ui.records",
)  # fmt: skip
START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from dossier_app.ui.app import application, first_window, open_workspace
from dossier_app.ui.settings import Settings

class Watch(QObject):
    painted = False
    def eventFilter(self, _, event):
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False

folder, needless = Path(sys.argv[1]), json.loads(sys.argv[2])
app, watch = application(), Watch()
settings = Settings(folder / "window.ini")
settings.last_place = "claim|" + "d" * 32 + "||||"
workspace = open_workspace(folder)
window = first_window(workspace, settings)
window.show()
row = window.page().cards[0].rows["claim.product_name"]
row.installEventFilter(watch)
loaded = [name for name in needless if name in sys.modules]
while not watch.painted:
    app.processEvents()
held = {"loaded": loaded, "shown": row.editor.read(), "undo": str(window.desk.undo_name())}
while not window.desk.is_resting():
    app.processEvents()
held["later"] = str(window.desk.undo_name())
print(json.dumps(held))
window.close()
workspace.close()
"""


def test_the_first_picture_holds_the_stored_words_and_loads_no_heavy_library(tmp_path: Path):
    with Workspace.create(tmp_path / "ws") as made:
        made.do(CreateDossier("d" * 32, "lung", "肺结节"))
        made.do(SetAnswer("d" * 32, "claim.product_name", "肺结节CT影像辅助检测软件"))
    words = [sys.executable, "-c", START, str(tmp_path / "ws"), json.dumps(NEEDLESS)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["loaded"] == []
    assert found["shown"] == "肺结节CT影像辅助检测软件"
    assert found["undo"] == "None"
    assert "产品名称" in found["later"]


def test_work_that_is_held_waits_until_it_is_let_go(qapp: object):
    jobs, seen = Jobs(), []
    jobs.hold()
    jobs.latest("one", lambda: 1, seen.append, jobs)
    assert jobs.is_held()
    assert not jobs.is_quiet()
    jobs.release()
    until(lambda: seen)
    assert (seen, jobs.is_held()) == ([1], False)
    jobs.close()
