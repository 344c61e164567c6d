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
        from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfSearchModel
        from PySide6.QtPdfWidgets import QPdfView

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(980, 760)
        say = desk.say
        document = QPdfDocument(self)
        document.load(str(path))
        view = QPdfView(self)
        view.setDocument(document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setAccessibleName(title)
        marks = QPdfBookmarkModel(self)
        marks.setDocument(document)
        tree = QTreeView()
        tree.setModel(marks)
        tree.setHeaderHidden(True)
        tree.setAccessibleName(say(_BOOKMARKS))
        page_role = int(QPdfBookmarkModel.Role.Page)
        tree.clicked.connect(
            lambda index: view.pageNavigator().jump(int(index.data(page_role)), QPointF())
        )
        search = QPdfSearchModel(self)
        search.setDocument(document)
        view.setSearchModel(search)
        line = QLineEdit()
        line.setPlaceholderText(say(_SEARCH))
        line.setAccessibleName(say(_SEARCH))
        line.setMaximumWidth(280)
        line.textChanged.connect(search.setSearchString)
        split = QSplitter()
        split.addWidget(tree)
        split.addWidget(view)
        split.setSizes([220, 760])
        outside = button(
            say(_OUTSIDE), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        )
        pages = label(say(_PAGES.format(n=document.pageCount())), "muted")
        self.setLayout(column(row(line, pages, None, outside), split, margin=Size.PAD))
        self._view = view

    def closeEvent(self, event: object) -> None:
        """Let the view go before its document."""
        self._view.setSearchModel(None)  # type: ignore[arg-type]  # Qt takes a null pointer
        self._view.setDocument(None)  # type: ignore[arg-type]  # Qt takes a null pointer


_BOOKMARKS, _SEARCH = Text("书签", "Bookmarks"), Text("在文件中查找", "Search in the file")
_OUTSIDE, _PAGES = (
    Text("用系统程序打开或打印", "Open or print in the system's program"),
    Text("共 {n} 页", "{n} pages"),
)
