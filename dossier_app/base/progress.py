"""Progress and cancelling as a protocol that the core knows and Qt does not own."""

from __future__ import annotations

from typing import Protocol

from dossier_app.base.text import Text


class Progress(Protocol):
    """Told how far long work has come; may raise `Cancelled` to stop it."""

    def step(self, done: int, total: int, what: Text | None = None) -> None:
        """Report `done` of `total` (0 when not known); raises Cancelled when the user asked to stop."""


class Silent:
    """Progress nobody watches."""

    def step(self, done: int, total: int, what: Text | None = None) -> None:
        """Do nothing."""


SILENT = Silent()
