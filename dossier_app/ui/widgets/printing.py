"""Prints a finished PDF page by page on a printer of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_DENSE = 300
"""Most dots per inch that a page is drawn with: more is slower and looks the same on paper."""


def print_pages(document: QPdfDocument, printer: QPrinter) -> int:
    """Print the pages that the printer was asked for and return how many."""
    first = max(printer.fromPage() or 1, 1) - 1
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    painter = QPainter(printer)
    for number in range(first, last):
        if number > first:
            printer.newPage()
        room = painter.viewport()
        dense = min(_DENSE / max(printer.resolution(), 1), 1.0)
        wanted = (
            document.pagePointSize(number)
            .scaled(room.size().toSizeF() * dense, Qt.AspectRatioMode.KeepAspectRatio)
            .toSize()
        )
        picture = document.render(number, wanted)
        shown = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(room.topLeft(), shown), picture)
    painter.end()
    return last - first
