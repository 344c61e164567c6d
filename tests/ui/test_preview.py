"""The PDF window: pages, bookmarks, search, print, and two editions side by side."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.widgets.pdfview import PdfCompare, PdfWindow
from tests.ui.waiting import settle, until


def paper(path: Path, *pages: str) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    for number, words in enumerate(pages, 1):
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"Part {number}", f"p{number}")
        canvas.drawString(100, 700, words)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def shown(window: MainWindow, tmp_path: Path) -> PdfWindow:
    file = paper(tmp_path / "paper.pdf", "first apple", "second pear", "third apple")
    made = PdfWindow(window, window.desk, file, "paper")
    made.show()
    settle()
    return made


def test_pages_are_turned_by_button_number_and_bookmark(shown: PdfWindow):
    pane = shown.pane
    assert pane.document.pageCount() == 3
    pane.go(1)
    until(lambda: pane.number.text() == "2")
    pane.number.setText("3")
    QTest.keyClick(pane.number, Qt.Key.Key_Return)
    until(lambda: pane.page() == 2)
    assert shown.marks.model().rowCount() == 3
    shown.marks.activated.emit(shown.marks.model().index(0, 0))
    until(lambda: pane.page() == 0)
    pane.go(99)
    until(lambda: pane.page() == 2)
    shown.close()


def test_words_are_found_counted_and_walked(shown: PdfWindow):
    shown.words.setText("apple")
    until(lambda: shown.found.text() == "2 处")
    seen = set()
    for _ in range(2):
        QTest.keyClick(shown.words, Qt.Key.Key_Return)
        settle()
        seen.add(shown.pane.page())
    assert seen == {0, 2}
    shown.words.setText("grape")
    until(lambda: shown.found.text() == "0 处")
    shown.close()


def test_pages_come_nearer_and_fit_again(shown: PdfWindow):
    before = shown.pane.view.zoomFactor()
    shown.pane.zoom(1.25)
    assert shown.pane.view.zoomFactor() > before
    shown.pane.zoom(0)
    assert shown.pane.view.zoomMode() is shown.pane.view.ZoomMode.FitToWidth
    shown.close()


def test_two_editions_name_the_pages_that_differ(shown: PdfWindow, tmp_path: Path):
    old = paper(tmp_path / "old.pdf", "first apple", "second plum")
    both = shown.compare(old)
    assert isinstance(both, PdfCompare)
    assert both.differing == (1, 2)
    both.next_difference()
    until(lambda: [pane.page() for pane in both.panes] == [1, 1])
    both.close()
    same = shown.compare(tmp_path / "paper.pdf")
    assert same.differing == ()
    same.close()
    shown.close()


def test_every_page_is_printed(shown: PdfWindow, tmp_path: Path):
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from dossier_app.ui.widgets.printing import print_pages

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(shown.pane.document, printer) == 3
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == 3
    picture = printed.render(1, printed.pagePointSize(1).toSize())
    dark = [
        (x, y)
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
        if picture.pixelColor(x, y).alpha() > 0 and picture.pixelColor(x, y).lightness() < 128
    ]
    assert dark
    shown.close()
