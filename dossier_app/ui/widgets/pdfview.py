"""A PDF in a window of its own: pages, bookmarks, search, print, and another edition beside it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QIntValidator
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QSplitter, QTreeView, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, icon_button, label, row

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_CLOSER = 1.25
"""Factor of one step nearer."""


def available() -> bool:
    """Return whether this installation can show PDF files itself."""
    return find_spec("PySide6.QtPdf") is not None and find_spec("PySide6.QtPdfWidgets") is not None


class PdfPane(QWidget):
    """The pages of one file with the line that turns and enlarges them."""

    def __init__(self, desk: Desk, path: Path, title: str) -> None:
        super().__init__()
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self._say, self._desk = desk.say, desk
        self.document = QPdfDocument(self)
        self.document.load(str(path))
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(title)
        self.turn = self._turning()
        self.view.pageNavigator().currentPageChanged.connect(self._turned)
        self.setLayout(column(self.turn, self.view, gap=Size.UNIT))
        self._turned(0)

    def go(self, page: int) -> None:
        """Show a page, counted from 0."""
        last = self.document.pageCount() - 1
        self.view.pageNavigator().jump(max(0, min(page, last)), QPointF())

    def page(self) -> int:
        """Return the page that is shown, counted from 0."""
        return self.view.pageNavigator().currentPage()

    def zoom(self, factor: float) -> None:
        """Enlarge or reduce; 0 fits the width."""
        from PySide6.QtPdfWidgets import QPdfView

        modes = QPdfView.ZoomMode
        self.view.setZoomMode(modes.Custom if factor else modes.FitToWidth)
        if factor:
            self.view.setZoomFactor(max(0.2, min(self.view.zoomFactor() * factor, 6.0)))

    def let_go(self) -> None:
        """Let the view go before its document."""
        self.view.setSearchModel(None)  # type: ignore[arg-type]  # Qt takes a null pointer
        self.view.setDocument(None)  # type: ignore[arg-type]  # Qt takes a null pointer

    def _turning(self) -> QWidget:
        say, role = self._say, self._desk.role
        self.number = QLineEdit()
        self.number.setAccessibleName(say(_PAGE))
        self.number.setFixedWidth(52)
        self.number.setValidator(QIntValidator(1, max(self.document.pageCount(), 1), self))
        self.number.returnPressed.connect(lambda: self.go(int(self.number.text() or 1) - 1))
        parts = (
            icon_button("chevron-up", say(_BEFORE), role, lambda: self.go(self.page() - 1)),
            icon_button("chevron-down", say(_AFTER), role, lambda: self.go(self.page() + 1)),
            self.number,
            label(say(_OF.format(n=self.document.pageCount())), "muted"),
            button("－", lambda: self.zoom(1 / _CLOSER), "small", say(_SMALLER)),
            button("＋", lambda: self.zoom(_CLOSER), "small", say(_LARGER)),
            button(say(_FIT), lambda: self.zoom(0), "small"),
        )
        made = QWidget()
        made.setLayout(row(*parts, None, gap=Size.UNIT))
        return made

    def _turned(self, page: int) -> None:
        self.number.setText(str(page + 1))


class PdfWindow(QDialog):
    """Pages right, bookmarks left, search above."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(1040, 780)
        self._desk, self._path = desk, path
        say = desk.say
        self.pane = PdfPane(desk, path, title)
        self.words = self._search_line(say(_SEARCH))
        self.found = label("", "muted")
        split = QSplitter()
        self.marks = self._bookmarks(say(_BOOKMARKS))
        split.addWidget(self.marks)
        split.addWidget(self.pane)
        split.setSizes([240, 800])
        self.marks.setVisible(self.marks.model().rowCount() > 0)
        beside = button(say(_BESIDE), self._ask_other)
        printing = button(say(_PRINT), self._print)
        outside = button(
            say(_OUTSIDE), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        )
        head = row(self.words, self.found, None, beside, printing, outside)
        self.setLayout(column(head, split, margin=Size.PAD))

    def find_next(self) -> None:
        """Go to the next place of the words, from the top again after the last."""
        count = self._search.rowCount(QModelIndex())
        if count:
            at = (self.pane.view.currentSearchResultIndex() + 1) % count
            self.pane.view.setCurrentSearchResultIndex(at)
            link = self._search.resultAtIndex(at)
            self.pane.view.pageNavigator().jump(link.page(), link.location())
        self._counted()

    def compare(self, other: Path) -> PdfCompare:
        """Show another edition of the document beside this one."""
        made = PdfCompare(self, self._desk, other, self._path)
        made.show()
        return made

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the view go before its document."""
        self.pane.let_go()

    def _ask_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self._desk.say(_BESIDE), str(self._path.parent), "PDF (*.pdf)"
        )
        if name:
            self.compare(Path(name))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from dossier_app.ui.widgets.printing import print_pages

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            print_pages(self.pane.document, printer)

    def _bookmarks(self, name: str) -> QTreeView:
        from PySide6.QtPdf import QPdfBookmarkModel

        marks = QPdfBookmarkModel(self)
        marks.setDocument(self.pane.document)
        tree = QTreeView()
        tree.setModel(marks)
        tree.setHeaderHidden(True)
        tree.setAccessibleName(name)
        page = int(QPdfBookmarkModel.Role.Page)
        for signal in (tree.clicked, tree.activated):
            signal.connect(lambda index: self.pane.go(int(index.data(page))))
        return tree

    def _search_line(self, name: str) -> QLineEdit:
        from PySide6.QtPdf import QPdfSearchModel

        self._search = QPdfSearchModel(self)
        self._search.setDocument(self.pane.document)
        self._search.rowsInserted.connect(lambda: self._counted())
        self.pane.view.setSearchModel(self._search)
        line = QLineEdit()
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setMaximumWidth(280)
        line.textChanged.connect(self._look_for)
        line.returnPressed.connect(self.find_next)
        return line

    def _look_for(self, words: str) -> None:
        self._search.setSearchString(words)
        self._counted()

    def _counted(self) -> None:
        count = self._search.rowCount(QModelIndex()) if self.words.text() else 0
        self.found.setText(self._desk.say(_FOUND.format(n=count)) if self.words.text() else "")


class PdfCompare(QDialog):
    """Two editions of a document side by side, turned together; the pages whose words differ are named."""

    def __init__(self, parent: QWidget, desk: Desk, before: Path, after: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = desk.say
        self.setWindowTitle(say(_COMPARED))
        self.resize(1280, 780)
        self.panes = (PdfPane(desk, before, before.name), PdfPane(desk, after, after.name))
        self.differing = differing_pages(self.panes[0].document, self.panes[1].document)
        named = say.listing([str(page + 1) for page in self.differing])
        words = _DIFFER.format(pages=named) if self.differing else _ALIKE
        onward = button(say(_NEXT), self.next_difference)
        onward.setEnabled(bool(self.differing))
        split = QSplitter()
        for pane, name in zip(self.panes, (_OLD, _NEW), strict=True):
            holder = QWidget()
            holder.setLayout(column(label(say(name), "strong"), pane, gap=Size.UNIT))
            split.addWidget(holder)
        left, right = self.panes
        left.view.pageNavigator().currentPageChanged.connect(right.go)
        head = row(label(say(words), wrap=True), onward)
        head.setStretch(0, 1)
        self.setLayout(column(head, split, margin=Size.PAD))

    def next_difference(self) -> None:
        """Turn both to the next page whose words differ."""
        here = self.panes[0].page()
        later = [page for page in self.differing if page > here] or list(self.differing)
        for pane in self.panes if later else ():
            pane.go(later[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the views go before their documents."""
        for pane in self.panes:
            pane.let_go()


def differing_pages(before: QPdfDocument, after: QPdfDocument) -> tuple[int, ...]:
    """Return the pages, counted from 0, whose words are not the same in both."""
    most = max(before.pageCount(), after.pageCount())
    return tuple(page for page in range(most) if _words(before, page) != _words(after, page))


def _words(document: QPdfDocument, page: int) -> str | None:
    if page >= document.pageCount():
        return None
    return " ".join(document.getAllText(page).text().split())


_BOOKMARKS, _SEARCH = Text("书签", "Bookmarks"), Text("在文件中查找", "Search in the file")
_OUTSIDE, _PRINT = Text("用系统程序打开", "Open in the system's program"), Text("打印…", "Print…")
_PAGE, _OF = Text("页码", "Page"), Text("/ {n} 页", "of {n} pages")
_BEFORE, _AFTER = Text("上一页", "Previous page"), Text("下一页", "Next page")
_SMALLER, _LARGER = Text("缩小", "Smaller"), Text("放大", "Larger")
_FIT, _FOUND = Text("适合宽度", "Fit the width"), Text("{n} 处", "{n} places")
_BESIDE, _COMPARED = (
    Text("与另一版对照…", "Compare with another edition…"),
    Text("前后对照", "Before and after"),
)
_OLD, _NEW = Text("之前", "Before"), Text("之后", "After")
_DIFFER = Text("文字不同的页：{pages}", "Pages whose words differ: {pages}")
_ALIKE = Text("两版文字完全一致", "The words of both are the same")
_NEXT = Text("下一处不同", "Next difference")
