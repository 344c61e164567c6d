"""The list of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row

KEYS = (
    ("Ctrl K", Text("搜索并前往任何地方", "Search and go anywhere")),
    ("Ctrl 1 … 5", Text("第 1 至 5 步", "Steps 1 to 5")),
    ("Ctrl 6 / 7 / 8", Text("准入环节 / 证据矩阵 / 导出", "Gates / matrix / export")),
    ("F8 / Shift F8", Text("下一个 / 上一个缺项", "Next / previous gap")),
    ("F1", Text("打开或折叠右侧说明", "Open or fold the help pane")),
    ("Shift F1", Text("打开手册", "Open the handbook")),
    ("Ctrl Z / Ctrl Y", Text("撤销 / 重做", "Undo / redo")),
    ("Ctrl S", Text("立即保存（平时自动保存）", "Save now (saving is automatic)")),
    ("Enter / Delete", Text("打开 / 移除表格中的一行", "Open / remove a row of a table")),
    ("? / Ctrl /", Text("本列表", "This list")),
)


class KeyList(QDialog):
    """A window with every key."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.setWindowTitle(desk.say(_TITLE))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Size.PAGE)
        for number, (keys, words) in enumerate(KEYS):
            grid.addWidget(label(keys, "strong"), number, 0)
            grid.addWidget(label(desk.say(words)), number, 1)
        book = button(desk.say(_HANDBOOK), self._open_handbook)
        close = button(desk.say(_CLOSE), self.accept, "primary")
        close.setDefault(True)
        self.setLayout(
            column(
                label(desk.say(_TITLE), "title"),
                grid,
                row(book, None, close),
                gap=Size.PAD,
                margin=Size.CARD,
            )
        )

    def _open_handbook(self) -> None:
        from dossier_app.ui.dialogs.handbook import Handbook

        above = self.parentWidget()
        self.accept()
        Handbook(above, self._desk).open()


_HANDBOOK = Text("打开手册", "Open the handbook")
_TITLE, _CLOSE = Text("快捷键", "Keys"), Text("关闭", "Close")
