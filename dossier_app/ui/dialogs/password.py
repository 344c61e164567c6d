"""Asks for a password: once to open, twice to seal."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ok_cancel
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import column, label
from dossier_app.writers.sealing import SHORTEST


class PasswordQuestion(QDialog):
    """A window with one or two hidden lines; `twice` means a new password, which may stay empty."""

    def __init__(self, parent: QWidget, desk: Desk, *, twice: bool) -> None:
        super().__init__(parent)
        self._desk, self._twice = desk, twice
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.setMinimumWidth(440)
        self.first, self.second = QLineEdit(), QLineEdit()
        for box, words in ((self.first, _PASSWORD), (self.second, _AGAIN)):
            box.setEchoMode(QLineEdit.EchoMode.Password)
            box.setAccessibleName(say(words))
            box.setPlaceholderText(say(words))
        self.second.setVisible(twice)
        self.note = label("", "label", wrap=True, tone=Tone.BAD)
        about = label(say(_NEW if twice else _OPEN).replace("{least}", str(SHORTEST)), wrap=True)
        self.buttons = ok_cancel(self, desk)
        parts = (label(say(_TITLE), "title"), about, self.first, self.second, self.note)
        self.setLayout(column(*parts, self.buttons, margin=Size.CARD))

    def accept(self) -> None:
        """Close when the words fit; say what is wrong otherwise."""
        words = self.first.text()
        if self._twice and words and len(words) < SHORTEST:
            self.note.setText(self._desk.say(_SHORT.format(least=SHORTEST)))
        elif self._twice and words != self.second.text():
            self.note.setText(self._desk.say(_DIFFER))
        elif self._twice or words:
            super().accept()


def ask_password(parent: QWidget, desk: Desk, *, twice: bool = False) -> str | None:
    """Ask; None when cancelled, empty when a new file shall have no password."""
    question = PasswordQuestion(parent, desk, twice=twice)
    accepted = question.exec() == QDialog.DialogCode.Accepted
    words = question.first.text() if accepted else None
    question.deleteLater()
    return words


_TITLE, _PASSWORD, _AGAIN = (
    Text("交接包密码", "Password of the bundle"),
    Text("密码", "Password"),
    Text("再输入一次", "Once more"),
)
_NEW = Text(
    "设密码后，没有密码的人无法打开；忘记密码无法找回。至少 {least} 个字符，留空则不加密。",
    "With a password nobody opens the file without it; a forgotten one cannot be brought back. "
    "At least {least} characters; leave it empty for none.",
)
_OPEN = Text(
    "该交接包有密码保护，请输入对方告知的密码。",
    "This bundle is protected; type the password you were told.",
)
_SHORT = Text("密码至少需要 {least} 个字符。", "A password has at least {least} characters.")
_DIFFER = Text("两次输入的密码不同。", "The two passwords are not the same.")
