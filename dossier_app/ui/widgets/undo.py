"""Whose undo it is: the text box's own, or the window's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit


def is_for_window(part: QObject, event: QKeyEvent) -> bool:
    """Undo and redo belong to the window once the text box has nothing of its own to take back."""
    if event.type() != QEvent.Type.ShortcutOverride:
        return False
    document = part.document() if isinstance(part, QPlainTextEdit) else part
    if event.matches(QKeySequence.StandardKey.Undo):
        return not getattr(document, "isUndoAvailable", lambda: False)()
    if event.matches(QKeySequence.StandardKey.Redo):
        return not getattr(document, "isRedoAvailable", lambda: False)()
    return False
