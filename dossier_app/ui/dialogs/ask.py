"""Short questions: a reason, a name, a yes before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import column, label, retone


class Question(QDialog):
    """A titled window with a sentence, one input, and two buttons."""

    def __init__(self, parent: QWidget, desk: Desk, title: Text, sentence: Text) -> None:
        super().__init__(parent)
        say = desk.say
        self.setWindowTitle(say(title))
        self.setMinimumWidth(440)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(say(title))
        self.box.setFixedHeight(88)
        self.line = QLineEdit()
        self.line.setAccessibleName(say(title))
        self.buttons = ok_cancel(self, desk)
        words = label(say(sentence), wrap=True)
        self.setLayout(
            column(
                label(say(title), "title"),
                words,
                self.line,
                self.box,
                self.buttons,
                margin=Size.CARD,
            )
        )

    def words(self) -> str:
        """Return what was typed."""
        return (self.box.toPlainText() if not self.box.isHidden() else self.line.text()).strip()


def ok_cancel(dialog: QDialog, desk: Desk, ok: Text | None = None) -> QDialogButtonBox:
    """Return the two buttons of a dialog, connected."""
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
    first, second = buttons.button(kinds.Ok), buttons.button(kinds.Cancel)
    first.setText(desk.say(ok or _OK))
    second.setText(desk.say(_CANCEL))
    first.setAccessibleName(first.text())
    second.setAccessibleName(second.text())
    retone(first, "look", "primary")
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def ask_words(parent: QWidget, desk: Desk, title: Text, sentence: Text) -> str:
    """Ask for some sentences; empty when cancelled."""
    question = Question(parent, desk, title, sentence)
    question.line.hide()
    question.box.setFocus()
    return _asked(question)


def ask_line(parent: QWidget, desk: Desk, title: Text, sentence: Text, start: str = "") -> str:
    """Ask for one line; empty when cancelled."""
    question = Question(parent, desk, title, sentence)
    question.box.hide()
    question.line.setText(start)
    question.line.setFocus()
    return _asked(question)


def ask_person(parent: QWidget, desk: Desk) -> str:
    """Ask who confirms, once; remembered afterwards. Empty when cancelled."""
    name = ask_line(parent, desk, _PERSON, _PERSON_WHY, desk.settings.person or desk.ws.person)
    if name:
        desk.settings.person = name
    return name


def ask_yes(parent: QWidget, desk: Desk, title: Text, sentence: Text) -> bool:
    """Ask before something that cannot be undone."""
    question = Question(parent, desk, title, sentence)
    question.line.hide()
    question.box.hide()
    accepted = question.exec() == QDialog.DialogCode.Accepted
    question.deleteLater()
    return accepted


def _asked(question: Question) -> str:
    accepted = question.exec() == QDialog.DialogCode.Accepted
    words = question.words() if accepted else ""
    question.deleteLater()
    return words


_OK, _CANCEL = Text("确定", "OK"), Text("取消", "Cancel")
_PERSON = Text("确认人", "Who confirms")
_PERSON_WHY = Text(
    "确认会以这个姓名记入历史。", "The confirmation stands in the history under this name."
)
