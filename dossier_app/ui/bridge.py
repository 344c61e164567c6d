"""Turns the door's `Changed` into a Qt signal, whichever thread the change was made in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from dossier_app.service.workspace import Changed, Workspace


class Bridge(QObject):
    """Listens to one workspace until it is closed."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._leave = workspace.subscribe(self._tell)

    def close(self) -> None:
        """Stop listening."""
        self._leave()

    def _tell(self, changed: Changed) -> None:
        self.changed.emit(changed)
