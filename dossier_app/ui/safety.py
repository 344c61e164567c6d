"""Safety from the window: back up, choose a second place, examine; and the timer that backs up while one works."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.service import care, places, safekeeping
from dossier_app.service.care import Health
from dossier_app.service.safekeeping import Backup
from dossier_app.ui.desk import Desk

_LOOK_EVERY = 5 * 60 * 1000
"""Milliseconds between looks whether a backup is due."""


def back_up(parent: QWidget, desk: Desk) -> None:
    """Back up beside the window."""
    work = lambda job: safekeeping.make(desk.ws, progress=job)  # noqa: E731 - one line of work
    desk.jobs.run(_BACKING, work, lambda made: _backed(desk, made), desk)


def choose_second(parent: QWidget, desk: Desk) -> None:
    """Ask for the folder that gets copies of every backup; cancelling leaves it as it is."""
    now = safekeeping.second_place(desk.ws.folder)
    words = desk.say(_SECOND.format(place=str(now or "—")))
    name = QFileDialog.getExistingDirectory(parent, words, str(now or ""))
    if name:
        desk.carry(lambda: safekeeping.choose_second(desk.ws, Path(name)))


def examine(parent: QWidget, desk: Desk) -> None:
    """Examine the workspace beside the window and show what was found."""
    work = lambda job: care.examine(desk.ws)  # noqa: E731 - one line of work
    desk.jobs.run(_EXAMINING, work, lambda health: _examined(parent, desk, health), parent)


def watch(desk: Desk) -> QTimer:
    """Return a running timer that backs up what changed when the newest copy is old."""
    timer = QTimer(desk)
    timer.setInterval(_LOOK_EVERY)
    timer.timeout.connect(lambda: back_up_if_due(desk))
    timer.start()
    return timer


def back_up_if_due(desk: Desk) -> None:
    """Back up in the background when that is due."""
    desk.jobs.latest("backup", desk.ws.back_up_if_due, lambda done: _kept(desk, done), desk)


def greet(desk: Desk) -> Text | None:
    """Return what must be said when the window opens: an unclean end, or a folder that is no good place."""
    return safekeeping.recovery(desk.ws) or places.warning_of(desk.ws.folder)


def _kept(desk: Desk, done: bool) -> None:
    if done:
        desk.tell(_AUTO)


def _backed(desk: Desk, made: Backup) -> None:
    desk.tell(made.trouble or _DONE.format(name=made.path.name))


def _examined(parent: QWidget, desk: Desk, health: Health) -> None:
    from dossier_app.ui.dialogs.sentences import Sentences

    Sentences(parent, desk, _HEALTH, health.lines(), good=health.ok).open()


_BACKING, _EXAMINING, _HEALTH = (
    Text("备份工作区", "Backing the workspace up"),
    Text("体检工作区", "Examining the workspace"),
    Text("体检结果", "What the doctor found"),
)
_SECOND = Text(
    "选择第二备份位置（另一块磁盘或网络驱动器；现为：{place}）",
    "Choose the second place for backups (another disk or a network drive; now: {place})",
)
_DONE, _AUTO = (
    Text("已备份：{name}", "Backed up: {name}"),
    Text("已自动备份", "Backed up by itself"),
)
