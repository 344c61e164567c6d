"""Keeps the mouse wheel from changing an answer while the page is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject


class NoWheel(QObject):
    """The mouse wheel scrolls the page and never changes an answer by accident."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the page."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
