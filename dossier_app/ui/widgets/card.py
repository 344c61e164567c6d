"""A card: head line with a badge, content below, foldable by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.i18n import Speech
from dossier_app.ui.theme import Role, Size, Tone
from dossier_app.ui.theme.icons import icon
from dossier_app.ui.widgets.basics import (
    Elided,
    badge,
    button,
    column,
    icon_button,
    label,
    retone,
    row,
)


class Card(QFrame):
    """A titled surface on a page."""

    folded = Signal(bool)

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.title = label(title, "head")
        self.note = Elided(note, "muted")
        self.state = badge("")
        self.state.hide()
        self.head = row(self.title, self.note, self.state, gap=Size.GAP)
        self.head.setStretch(1, 1)
        self.body = QWidget()
        self.inner: QVBoxLayout = column(gap=Size.UNIT)
        self.body.setLayout(self.inner)
        self.setLayout(column(self.head, self.body, gap=Size.GAP, margin=Size.CARD - 2))

    def add(self, part: QWidget) -> None:
        """Put a part at the end of the card."""
        self.inner.addWidget(part)

    def put_state(self, words: str, tone: Tone) -> None:
        """Show a state in the head line; no words hide it."""
        self.state.setText(words)
        self.state.setVisible(bool(words))
        retone(self.state, "badge", tone.value)

    def make_foldable(self, role: Role, say: Speech, *, folded: bool = False) -> None:
        """Give the card a fold button."""
        self._role, self._say = role, say
        self._fold = icon_button("chevron-down", "", role, self.toggle)
        self.head.addWidget(self._fold)
        self.fold(folded)

    def fold(self, folded: bool) -> None:
        """Fold or open."""
        self.body.setVisible(not folded)
        self._fold.setIcon(icon("chevron-right" if folded else "chevron-down", self._role.muted))
        words = (_OPEN if folded else _FOLD).format(name=self.title.text())
        self._fold.setAccessibleName(self._say(words))
        self._fold.setToolTip(self._say(words))
        self.folded.emit(folded)

    def toggle(self) -> None:
        """Fold when open, open when folded."""
        self.fold(self.body.isVisibleTo(self))


class Figure(QFrame):
    """A small card with one number that opens its list when pressed."""

    pressed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._button = button("", self.pressed.emit, "flat", title)
        self._number = label("—", "figure")
        self._note = Elided("", "muted")
        self.setLayout(
            column(label(title, "muted"), self._number, self._note, gap=2, margin=Size.CARD - 2)
        )
        self._title = title
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setParent(self)
        self._button.lower()

    def put(self, number: str, note: str, tone: Tone = Tone.PLAIN) -> None:
        """Show a number with its note."""
        self._number.setText(number)
        retone(self._number, "tone", tone.value)
        self._note.show_words(note)
        self._button.setAccessibleName(f"{self._title}: {number}. {note}")

    def resizeEvent(self, event: object) -> None:
        """Let the button cover the card."""
        self._button.setGeometry(self.rect())


_OPEN = Text("展开：{name}", "Open: {name}")
_FOLD = Text("折叠：{name}", "Fold: {name}")
