"""The dark rail: the six places of the window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.spot import DOSSIER_PAGES, PageKey
from dossier_app.ui.theme import Size
from dossier_app.ui.theme.icons import icon

PLACES = (
    (PageKey.BOARD, "layout-dashboard", Text("总览", "Board")),
    (PageKey.DOSSIERS, "files", Text("卷宗", "Dossiers")),
    (PageKey.TENDERS, "gavel", Text("投标", "Tenders")),
    (PageKey.EVIDENCE, "library-big", Text("证据库", "Evidence")),
    (PageKey.LAW, "scale", Text("法规库", "Law")),
)
_SETTINGS = Text("设置", "Settings")


class Rail(QFrame):
    """One checkable button a place."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._desk = desk
        self._group = QButtonGroup(self)
        self._buttons: dict[PageKey, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 8, 2, 8)
        layout.setSpacing(6)
        for key, picture, words in PLACES:
            layout.addWidget(self._button(key, picture, words))
        layout.addStretch(1)
        layout.addWidget(self._button(PageKey.SETTINGS, "settings", _SETTINGS))

    def mark(self, page: PageKey) -> None:
        """Show where the window is."""
        home = page if page in self._buttons else PageKey.DOSSIERS
        if page in DOSSIER_PAGES:
            home = PageKey.DOSSIERS
        self._buttons[home].setChecked(True)

    def _button(self, key: PageKey, picture: str, words: Text) -> QToolButton:
        made = QToolButton()
        made.setText(self._desk.say(words))
        made.setAccessibleName(self._desk.say(words))
        made.setIcon(icon(picture, self._desk.role.rail_text, Size.ICON_RAIL))
        made.setIconSize(QSize(Size.ICON_RAIL, Size.ICON_RAIL))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setMinimumSize(Size.RAIL - 4, 54)
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        made.setCheckable(True)
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        return made
