"""Keeps what is being typed until it is saved; after a crash the fields show it again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from dossier_app.model.fields import Json
from dossier_app.service.drafts import read_drafts, write_drafts
from dossier_app.service.workspace import Workspace
from dossier_app.ui.jobs import Jobs

REST = 250
"""Milliseconds without a keystroke before what was typed is kept."""


class Drafts(QObject):
    """Drafts by place; a workspace that is open for reading only keeps none."""

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__()
        self._workspace, self._jobs = workspace, jobs
        self._kept = {} if workspace.read_only else read_drafts(workspace.folder)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._write)

    def of(self, place: str) -> Json | None:
        """Return what was typed at a place and never saved, None when nothing was."""
        return self._kept.get(place) if place else None

    def keep(self, place: str, value: Json | None) -> None:
        """Remember what stands at a place."""
        if place and value is not None and not self._workspace.read_only:
            self._kept[place] = value
            self._rest.start()

    def drop(self, place: str) -> None:
        """Forget a place: it is saved or given up; places below it go with it."""
        gone = [
            key for key in self._kept if place and (key == place or key.startswith(place + "/"))
        ]
        for key in gone:
            del self._kept[key]
        if gone:
            self._rest.start()

    def flush(self) -> None:
        """Write now; the window is closing."""
        if self._rest.isActive():
            self._rest.stop()
            write_drafts(self._workspace.folder, self._kept)

    def _write(self) -> None:
        work = partial(write_drafts, self._workspace.folder, dict(self._kept))
        self._jobs.latest("drafts", work, lambda _: None, self)
