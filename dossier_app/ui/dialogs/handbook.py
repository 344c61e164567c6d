"""The handbook inside the window: read here, nothing is opened outside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QLineEdit, QTextBrowser, QWidget

from dossier_app.base.errors import DiskTrouble
from dossier_app.base.paths import resources
from dossier_app.base.text import Lang, Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row


class Handbook(QDialog):
    """Shows the handbook in the window's language, with a search; an address is shown, never opened."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = desk.say
        self._say = say
        self.setWindowTitle(say(_TITLE))
        self.resize(900, 680)
        self.text = QTextBrowser()
        self.text.setAccessibleName(say(_TITLE))
        self.text.setOpenLinks(False)
        self.text.setMarkdown(handbook_words(desk.lang))
        self.text.anchorClicked.connect(self._follow)
        self.words = QLineEdit()
        self.words.setPlaceholderText(say(_FIND))
        self.words.setAccessibleName(say(_FIND))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(260)
        self.words.textChanged.connect(self._from_top)
        self.words.returnPressed.connect(self.find_next)
        self.address = label("", "muted", wrap=True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address.hide()
        close = button(say(_CLOSE), self.accept, "primary")
        head = row(label(say(_TITLE), "title"), None, self.words)
        self.setLayout(column(head, self.text, self.address, row(None, close), margin=Size.CARD))
        self.text.setFocus()

    def find_next(self) -> bool:
        """Go to the next place of the words, from the top again after the last; return whether there is one."""
        words = self.words.text().strip()
        if not words:
            return False
        if self.text.find(words):
            return True
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        return self.text.find(words, QTextDocument.FindFlag(0))

    def _from_top(self) -> None:
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        self.find_next()

    def _follow(self, url: QUrl) -> None:
        """Jump within the handbook; show any other address to be read and copied."""
        if not url.path() and url.hasFragment():
            self.text.scrollToAnchor(url.fragment())
            return
        self.address.setText(self._say(_ADDRESS.format(address=url.toString())))
        self.address.show()


def handbook_words(lang: Lang) -> str:
    """Return the handbook in a language; raises DiskTrouble when its file is gone."""
    path = resources() / "docs" / f"handbook.{lang.value}.md"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DiskTrouble(_GONE.format(name=path.name), place=str(path)) from error


_TITLE, _CLOSE = Text("手册", "Handbook"), Text("关闭", "Close")
_FIND = Text("在手册中查找…", "Find in the handbook…")
_ADDRESS = Text("链接地址（未打开）：{address}", "Address of the link (not opened): {address}")
_GONE = Text(
    "手册文件“{name}”缺失或无法读取。请重新安装本程序。",
    "The handbook file “{name}” is missing or cannot be read. Install the program again.",
)
