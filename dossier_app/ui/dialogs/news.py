"""What is new in this release, read from the change log that ships with the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from dossier_app.base.errors import DiskTrouble
from dossier_app.base.paths import resources
from dossier_app.base.text import Lang, Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row

_NAME = "CHANGELOG.md"
_CHINESE = "\n# 更新记录"


class News(QDialog):
    """Shows the change log in the window's language."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(desk.say(_TITLE))
        self.resize(640, 520)
        self.text = QTextBrowser()
        self.text.setAccessibleName(desk.say(_TITLE))
        self.text.setOpenLinks(False)
        self.text.setMarkdown(news_words(desk.lang))
        close = button(desk.say(_CLOSE), self.accept, "primary")
        close.setDefault(True)
        self.setLayout(
            column(label(desk.say(_TITLE), "title"), self.text, row(None, close), margin=Size.CARD)
        )


def news_words(lang: Lang) -> str:
    """Return the change log in a language; raises DiskTrouble when its file is gone."""
    places = (resources() / "docs" / _NAME, resources().parent / _NAME)
    path = next((each for each in places if each.is_file()), places[0])
    try:
        english, _, chinese = path.read_text(encoding="utf-8").partition(_CHINESE)
    except OSError as error:
        raise DiskTrouble(_GONE.format(name=_NAME), place=str(path)) from error
    return _CHINESE.strip() + chinese if lang is Lang.ZH else english


_TITLE, _CLOSE = Text("新增内容", "What is new"), Text("关闭", "Close")
_GONE = Text(
    "更新记录“{name}”缺失或无法读取。请重新安装本程序。",
    "The change log “{name}” is missing or cannot be read. Install the program again.",
)
