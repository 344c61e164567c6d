"""A PDF in a window of its own, with bookmarks and search, where the platform has QtPdf."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QLineEdit, QSplitter, QTreeView, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row


def available() -> bool:
    """Return whether this installation can show PDF files itself."""
    return find_spec("PySide6.QtPdf") is not None and find_spec("PySide6.QtPdfWidgets") is not None


class PdfWindow(QDialog):
    """Pages right, bookmarks left, search above."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path, title: str) -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(980, 760)
        say = desk.say
        self._document = QPdfDocument(self)
        self._document.load(str(path))
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(title)
        split = QSplitter()
        split.addWidget(self._bookmarks(say(_BOOKMARKS)))
        split.addWidget(self._view)
        split.setSizes([220, 760])
        outside = button(
            say(_OUTSIDE), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        )
        pages = label(say(_PAGES.format(n=self._document.pageCount())), "muted")
        line = self._search_line(say(_SEARCH))
        self.setLayout(column(row(line, pages, None, outside), split, margin=Size.PAD))

    def _bookmarks(self, name: str) -> QTreeView:
        from PySide6.QtPdf import QPdfBookmarkModel

        marks = QPdfBookmarkModel(self)
        marks.setDocument(self._document)
        tree = QTreeView()
        tree.setModel(marks)
        tree.setHeaderHidden(True)
        tree.setAccessibleName(name)
        page = int(QPdfBookmarkModel.Role.Page)
        tree.clicked.connect(
            lambda index: self._view.pageNavigator().jump(int(index.data(page)), QPointF())
        )
        return tree

    def _search_line(self, name: str) -> QLineEdit:
        from PySide6.QtPdf import QPdfSearchModel

        search = QPdfSearchModel(self)
        search.setDocument(self._document)
        self._view.setSearchModel(search)
        line = QLineEdit()
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setMaximumWidth(280)
        line.textChanged.connect(search.setSearchString)
        return line

    def closeEvent(self, event: object) -> None:
        """Let the view go before its document."""
        self._view.setSearchModel(None)  # type: ignore[arg-type]  # Qt takes a null pointer
        self._view.setDocument(None)  # type: ignore[arg-type]  # Qt takes a null pointer


_BOOKMARKS, _SEARCH = Text("书签", "Bookmarks"), Text("在文件中查找", "Search in the file")
_OUTSIDE, _PAGES = (
    Text("用系统程序打开或打印", "Open or print in the system's program"),
    Text("共 {n} 页", "{n} pages"),
)
