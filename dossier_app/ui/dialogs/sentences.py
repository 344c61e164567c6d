"""A few sentences with a state, to be read and closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, button, column, label, row, scrolled


class Sentences(QDialog):
    """A titled list of sentences."""

    def __init__(
        self, parent: QWidget, desk: Desk, title: Text, lines: Sequence[Text], *, good: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = desk.say
        self.setWindowTitle(say(title))
        self.resize(560, 360)
        state = badge(say(_GOOD if good else _BAD), Tone.OK if good else Tone.BAD)
        inner = QWidget()
        inner.setLayout(column(*(label(say(line), wrap=True) for line in lines)))
        inner.layout().setAlignment(Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]  # it was set just above
        close = button(say(_CLOSE), self.accept, "primary")
        close.setDefault(True)
        head = row(label(say(title), "title"), state, None)
        self.setLayout(column(head, scrolled(inner), row(None, close), margin=Size.CARD))


_GOOD, _BAD, _CLOSE = Text("正常", "in order"), Text("有问题", "trouble"), Text("关闭", "Close")
