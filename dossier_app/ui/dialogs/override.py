"""Asks for an override of the class: which, why, and the second person's name."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from dossier_app.base.text import Text
from dossier_app.model.fields import Option
from dossier_app.model.override import CLASSES
from dossier_app.service.commands import Confirm
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ok_cancel
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import column, label
from dossier_app.ui.widgets.editors import ChipEditor

_WORDS = {
    "I": Text("第一类", "class I"),
    "II": Text("第二类", "class II"),
    "III": Text("第三类", "class III"),
    "not_device": Text("不作为医疗器械", "not a device"),
}


class OverrideDialog(QDialog):
    """Class, reason and name; a refusal keeps it open."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk, say = desk, desk.say
        self.setWindowTitle(say(_TITLE))
        self.setMinimumWidth(480)
        options = tuple(Option(key, _WORDS[key]) for key in CLASSES)
        self.klass = ChipEditor(say(_CLASS), options, say, many=False)
        self.reason, self.person = QPlainTextEdit(), QLineEdit()
        self.reason.setAccessibleName(say(_REASON))
        self.reason.setTabChangesFocus(True)
        self.person.setAccessibleName(say(_PERSON))
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self.setLayout(
            column(
                label(say(_NOTE), "muted", wrap=True),
                label(say(_CLASS), "strong"), self.klass,
                label(say(_REASON), "strong"), self.reason,
                label(say(_PERSON), "strong"), self.person,
                self._error, ok_cancel(self, desk), margin=Size.CARD,
            )
        )  # fmt: skip

    def accept(self) -> None:
        """Store the override, or say why it is refused."""
        command = Confirm(
            self._desk.dossier_id,
            "classification",
            self.person.text().strip(),
            "overridden",
            self.reason.toPlainText().strip(),
            str(self.klass.read() or ""),
        )
        refused = self._desk.attempt(command, self)
        if refused is None:
            super().accept()
            return
        self._error.setText(self._desk.say(refused.message))
        self._error.show()


_TITLE = Text("改判管理类别", "Override the class")
_NOTE = Text(
    "改判须由另一人作出并写明理由；规则的结果划线保留。",
    "A second person overrides, with a reason; the rule's result stays, struck through.",
)
_CLASS, _REASON, _PERSON = Text("改判为", "Instead"), Text("理由", "Reason"), Text("姓名", "Name")
