"""Starts the window: fonts, workspace, and the hooks that keep an error a sentence."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dossier_app.base.errors import DossierError, InUse
from dossier_app.base.paths import default_workspace
from dossier_app.base.text import Text
from dossier_app.service.workspace import Workspace
from dossier_app.store.opening import check_absent
from dossier_app.ui.desk import Desk
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot

AFTER_PAINT = "DOSSIER_EXIT_AFTER_PAINT"
"""Set to 1, the program ends by itself once the window was painted: packaging's smoke test."""

TURN = 0.0005
"""Seconds after which work beside the window lets the window go on; Python's own 5 ms add up while a page is built."""


def main(data: Path | None = None) -> int:
    """Open the window on a workspace and return the exit code."""
    app = application()
    folder = data or default_workspace()
    settings = Settings(folder / "window.ini")
    while True:
        try:
            workspace = open_workspace(folder, settings.person)
        except DossierError as error:
            from PySide6.QtWidgets import QMessageBox

            QMessageBox.critical(None, "Dossier Builder", error.message[settings.lang])
            return error.exit_code
        try:
            code, wanted = _run(app, workspace, settings)
        finally:
            workspace.close()
        if wanted is None:
            return code
        put_back(folder, wanted, settings)


def put_back(folder: Path, backup: Path, settings: Settings) -> None:
    """Restore a backup while no window is open and say how that went."""
    from PySide6.QtWidgets import QMessageBox

    from dossier_app.service import care

    try:
        kept = care.restore(folder, backup)
    except DossierError as error:
        QMessageBox.critical(None, "Dossier Builder", error.message[settings.lang])
        return
    words = _RESTORED.format(name=backup.name, kept=kept.name if kept else "—")
    QMessageBox.information(None, "Dossier Builder", words[settings.lang])


def application() -> QApplication:
    """Return the one application object, with the input method that the wheels can serve."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
    sys.setswitchinterval(TURN)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("dossier-builder")
    app.setStyle("Fusion")
    return app


def open_workspace(folder: Path, person: str = "") -> Workspace:
    """Open the workspace for writing, read-only when another holds it, and make it when there is none."""
    if not any(folder.glob("*.sqlite*")):
        if folder != default_workspace():
            check_absent(folder)
        return Workspace.create(folder, person=person)
    try:
        return Workspace.open(folder, person=person)
    except InUse:
        return Workspace.open(folder, write=False, person=person)


def first_window(workspace: Workspace, settings: Settings) -> MainWindow:
    """Return the window at the place where the person left it."""
    from dossier_app.service import queries

    desk = Desk(workspace, settings)
    desk.jobs.hold()
    headings = queries.headings(workspace)
    last = Spot.from_words(settings.last_place)
    first = Spot(PageKey.BOARD if headings else PageKey.DOSSIERS)
    if headings and last and last.dossier in {"", *(each.id for each in headings)}:
        first = last
    window = MainWindow(desk, first)
    desk.load_pack()
    return window


def _run(app: QApplication, workspace: Workspace, settings: Settings) -> tuple[int, Path | None]:
    window = first_window(workspace, settings)
    window.painted.connect(lambda: _look_after(window.desk))
    window.show()
    if workspace.read_only:
        window.desk.tell(_READ_ONLY.format(holder=workspace.holder or "—"))
    if os.environ.get(AFTER_PAINT) == "1":
        QTimer.singleShot(400, window.close)
    return app.exec(), window.desk.restore


def _look_after(desk: Desk) -> None:
    """Begin what keeps the data safe, once the window can be seen."""
    from dossier_app.ui import safety

    safety.watch(desk)
    if words := safety.greet(desk):
        desk.tell(words)


_RESTORED = Text(
    "已恢复备份 {name}；此前的状态另存为 {kept}。",
    "The backup {name} was restored; what was there before is kept as {kept}.",
)
_READ_ONLY = Text(
    "只读打开：{holder} 正在编辑此工作区", "Opened read-only: {holder} is editing this workspace"
)
