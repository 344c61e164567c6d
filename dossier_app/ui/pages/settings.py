"""Language, theme, the name for confirmations; and about: versions, licences, data folder."""

from __future__ import annotations

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QWidget

from dossier_app import __version__
from dossier_app.base.paths import log_folder
from dossier_app.base.text import Lang, Text, same
from dossier_app.model.fields import Option
from dossier_app.service import roles
from dossier_app.ui.desk import Desk
from dossier_app.ui.pages.base import Page
from dossier_app.ui.theme import Scheme, Size
from dossier_app.ui.widgets.basics import button, column, label, row, scrolled
from dossier_app.ui.widgets.card import Card
from dossier_app.ui.widgets.editors import ChipEditor

_LICENCES = (
    "Qt / PySide6 (LGPL-3.0)",
    "SQLAlchemy, Alembic (MIT)",
    "ReportLab (BSD)",
    "openpyxl, python-docx, pdfplumber, platformdirs, click, rapidfuzz, pypinyin (MIT)",
    "pikepdf (MPL-2.0)",
    "cryptography (Apache-2.0 / BSD-3-Clause)",
    "Noto Sans SC, Noto Serif SC (OFL-1.1)",
    "Lucide icons (ISC)",
)


class SettingsPage(Page):
    """Three cards."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        inner = QWidget()
        layout = column(self._look(), self._person(), self._about(), gap=Size.PAD, margin=Size.PAGE)
        layout.addStretch(1)
        inner.setLayout(layout)
        inner.setMaximumWidth(860)
        self.setLayout(column(scrolled(inner), gap=0))

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def leave(self) -> bool:
        """Remember the name."""
        name = self.name.text().strip()
        self.desk.settings.person = name
        self.desk.ws.person = name or self.desk.ws.person
        self.role.put(roles.role_of(self.desk.ws, name) or None)
        return True

    def _take_role(self) -> None:
        name, role = self.name.text().strip(), str(self.role.read() or "")
        if role and role != roles.role_of(self.desk.ws, name):
            self.desk.carry(lambda: roles.take_role(self.desk.ws, name, role))

    def _look(self) -> Card:
        card = Card(self.say(_LOOK))
        languages = (
            Option("zh", same("中文") if self.desk.lang is Lang.ZH else same("Chinese")),
            Option("en", same("英文") if self.desk.lang is Lang.ZH else same("English")),
        )
        self.languages = ChipEditor(self.say(_LANGUAGE), languages, self.say, many=False)
        self.languages.put(self.desk.lang.value)
        self.languages.settled.connect(self._set_language)
        self.schemes = ChipEditor(
            self.say(_THEME),
            tuple(Option(s.value, _SCHEMES[s]) for s in Scheme),
            self.say,
            many=False,
        )
        self.schemes.put(self.desk.settings.scheme.value)
        self.schemes.settled.connect(self._set_scheme)
        for words, part in ((_LANGUAGE, self.languages), (_THEME, self.schemes)):
            card.add(_named(self.say(words), part))
        return card

    def _person(self) -> Card:
        card = Card(self.say(_PERSON), self.say(_PERSON_NOTE))
        self.name = QLineEdit(self.desk.settings.person)
        self.name.setAccessibleName(self.say(_PERSON))
        self.name.setMaximumWidth(280)
        self.name.editingFinished.connect(self.leave)
        holder = QWidget()
        holder.setLayout(row(self.name, None))
        card.add(_named(self.say(_NAME), holder))
        self.role = ChipEditor(self.say(_ROLE), roles.ROLES, self.say, many=False)
        self.role.put(roles.role_of(self.desk.ws, self.name.text()) or None)
        self.role.settled.connect(self._take_role)
        card.add(_named(self.say(_ROLE), self.role))
        card.add(label(self.say(_ROLE_NOTE), "muted", wrap=True))
        return card

    def _about(self) -> Card:
        card, say = Card(self.say(_ABOUT)), self.say
        pack = f"{self.desk.pack.key}  {self.desk.pack.sha256[:16]}" if self.desk.pack else "…"
        for words, value in (
            (_VERSION, f"{__version__}  (Python {platform.python_version()}, Qt {qt_version})"),
            (_PACK, pack),
            (_DATA, str(self.desk.ws.folder)),
            (_LOGS, str(log_folder())),
        ):
            card.add(_named(say(words), label(value, wrap=True)))
        card.add(_named(say(_LICENCES_WORD), label("\n".join(_LICENCES), "muted", wrap=True)))
        folder = button(say(_OPEN_DATA), lambda: _open(str(self.desk.ws.folder)))
        book = button(say(_HANDBOOK), self.open_handbook)
        line = QWidget()
        news = button(say(_NEWS), self.open_news)
        line.setLayout(row(folder, book, news, None))
        card.add(line)
        return card

    def open_handbook(self) -> None:
        """Show the handbook."""
        from dossier_app.ui.dialogs.handbook import Handbook

        Handbook(self, self.desk).open()

    def open_news(self) -> None:
        """Show what is new."""
        from dossier_app.ui.dialogs.news import News

        News(self, self.desk).open()

    def _set_language(self) -> None:
        from dossier_app.ui.main_window import MainWindow

        window = self.window()
        if isinstance(window, MainWindow) and self.languages.read():
            window.set_language(Lang(str(self.languages.read())))

    def _set_scheme(self) -> None:
        from dossier_app.ui.main_window import MainWindow

        window = self.window()
        if isinstance(window, MainWindow) and self.schemes.read():
            window.set_scheme(Scheme(str(self.schemes.read())))


def _named(words: str, part: QWidget) -> QWidget:
    made = QWidget()
    caption = label(words, "label", wrap=True)
    caption.setFixedWidth(Size.LABEL)
    beside = row(caption, part, gap=Size.PAD)
    beside.setStretch(1, 1)
    beside.setAlignment(caption, Qt.AlignmentFlag.AlignTop)
    made.setLayout(beside)
    return made


def _open(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


_TITLE = Text("设置", "Settings")
_LOOK, _LANGUAGE, _THEME = (
    Text("语言与外观", "Language and look"),
    Text("界面语言", "Language"),
    Text("主题", "Theme"),
)
_SCHEMES = {
    Scheme.SYSTEM: Text("跟随系统", "As the system"),
    Scheme.LIGHT: Text("浅色", "Light"),
    Scheme.DARK: Text("深色", "Dark"),
}
_PERSON, _PERSON_NOTE, _NAME = (
    Text("本人", "Me"),
    Text("确认与批注以此署名", "signs confirmations and notes"),
    Text("姓名", "Name"),
)
_ROLE = Text("岗位", "Office")
_ROLE_NOTE = Text(
    "岗位只作标注，不限制操作：售前、商务起草答复，注册放行范围，渠道授权经销商，质量审核，总经理查看。"
    "登记了注册人员之后，未经其放行的投标材料不能定稿导出。",
    "Offices mark and do not police: presales and commercial draft answers, regulatory affairs releases the scope, channel "
    "authorises distributors, quality reviews, the manager sees. Once somebody is regulatory affairs, no tender pack "
    "leaves without that release.",
)
_ABOUT, _VERSION, _PACK = (
    Text("关于", "About"),
    Text("版本", "Version"),
    Text("规则包", "Rule pack"),
)
_DATA, _LOGS = Text("数据文件夹", "Data folder"), Text("日志文件夹", "Log folder")
_LICENCES_WORD = Text("开放源代码许可", "Licences")
_NEWS = Text("新增内容", "What is new")
_OPEN_DATA, _HANDBOOK = (
    Text("打开数据文件夹", "Open the data folder"),
    Text("打开手册", "Open the handbook"),
)
