"""From a Field declaration to its row on a card: input, star, error line, not-applicable, autosave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier, NotApplicable
from dossier_app.model.fields import Field, Json, Kind
from dossier_app.ui.desk import Desk
from dossier_app.ui.glossary import explained
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.theme.fonts import font
from dossier_app.ui.widgets.basics import button, icon_button, label, row
from dossier_app.ui.widgets.editors import (
    ChipEditor,
    DayEditor,
    Editor,
    LineEditor,
    PickEditor,
    TextEditor,
    YesNoEditor,
)

CHIPS = 12
"""Choices up to this number stand as chips; more go into a list."""
REST = 3000
"""Milliseconds of rest after which a long text is saved while the cursor stays in it."""


@dataclass(frozen=True, slots=True)
class Save:
    """How a row stores: a value, and, for answers, the mark "not applicable"."""

    value: Callable[[Field, Json | None], DossierError | None]
    not_applicable: Callable[[Field, str | None], DossierError | None] | None = None


def editor_for(field: Field, desk: Desk, dossier: Dossier) -> Editor:
    """Return the input for a field."""
    say, name = desk.say, desk.say(field.label)
    match field.kind:
        case Kind.TEXT:
            return LineEditor(name)
        case Kind.LONG_TEXT:
            return TextEditor(name)
        case Kind.CHOICE | Kind.CHOICES:
            many = field.kind is Kind.CHOICES
            if many or len(field.options) <= CHIPS:
                return ChipEditor(name, field.options, say, many=many)
            return PickEditor(name, [(o.key, say(o.label)) for o in field.options], say)
        case Kind.YES_NO:
            return YesNoEditor(name, say)
        case Kind.INTEGER | Kind.DECIMAL | Kind.MONEY:
            return LineEditor(name, figures=True, unit=field.unit)
        case Kind.DATE:
            return DayEditor(name, desk.role, say)
        case Kind.MOMENT:
            return DayEditor(name, desk.role, say, moment=True)
        case Kind.REFERENCE:
            return PickEditor(name, reference_options(field, dossier), say)
        case _:
            assert_never(field.kind)


def reference_options(field: Field, dossier: Dossier) -> list[tuple[str, str]]:
    """Return what a reference may point at: id and title."""
    kind = RECORD_KINDS[field.target]
    return [(r.id, r.text(kind.title) or r.id) for r in dossier.all(field.target)]


class FieldRow(QWidget):
    """One field on a card."""

    entered = Signal(object)
    stored = Signal(str)

    def __init__(
        self, field: Field, desk: Desk, editor: Editor, save: Save, *, stacked: bool = False
    ) -> None:
        super().__init__()
        self._stacked = stacked
        self.field, self.editor = field, editor
        self._desk, self._save = desk, save
        self._known: Json | None = None
        self._where: Callable[[], str] = str
        self._held = False
        self._visited = False
        self._mark: NotApplicable | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.commit)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._build()
        editor.typed.connect(self._typed)
        editor.settled.connect(self._left)
        editor.entered.connect(lambda: self.entered.emit(self.field))

    def known_as(self, place: Callable[[], str], *, held: bool = False) -> None:
        """Keep drafts under a place; `held` ones stay until their window is closed, saved or not."""
        self._where, self._held = place, held

    def put(self, value: Json | None, mark: NotApplicable | None = None) -> None:
        """Show the stored value, unless the person is writing there."""
        self._mark = mark
        self._known = value
        if not self._rest.isActive() and not self._is_refused():
            self.editor.put(value)
            self._restore()
        self._show_mark()
        self._judge()

    def commit(self) -> bool:
        """Save what stands there if it changed; a refusal turns the field red and keeps the text."""
        self._rest.stop()
        value = self.editor.read()
        if value == self._known or self._mark is not None or not self.editor.isEnabled():
            self._drop()
            return True
        refusal = self._save.value(self.field, value)
        if refusal is not None:
            self._refuse(self._desk.say(refusal.message))
            return False
        self._known = value
        self._drop()
        self._refuse("")
        self.stored.emit(self.field.key)
        return True

    def lock(self, locked: bool) -> None:
        """Allow or forbid editing."""
        self.editor.setEnabled(not locked)
        self._na.setVisible(
            not locked and self._save.not_applicable is not None and self.field.required
        )

    def show_gap(self) -> None:
        """Mark the field when it is required and empty, even before it was visited."""
        self._visited = True
        self._judge()

    def focus(self) -> None:
        """Put the cursor into the field."""
        self.editor.target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self) -> None:
        self._rest.start()
        self._desk.drafts.keep(self._where(), self.editor.read())

    def _restore(self) -> None:
        """Show again what was typed before a crash; it is saved as if it were typed now."""
        draft = self._desk.drafts.of(self._where())
        if draft is not None and draft != self._known and self.editor.isEnabled():
            self.editor.put(draft)
            self._rest.start()
            self._desk.tell(_RESTORED.format(name=self.field.label))

    def _drop(self) -> None:
        if not self._held:
            self._desk.drafts.drop(self._where())

    def _build(self) -> None:
        say = self._desk.say
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(Size.PAD)
        grid.setVerticalSpacing(2)
        words = say(self.field.label)
        self._place(grid, self._caption(words))
        self._na = icon_button(
            "circle-slash", say(_MARK.format(name=words)), self._desk.role, self._ask
        )
        self._na.setVisible(False)
        top = Qt.AlignmentFlag.AlignTop
        if self._stacked:
            grid.addWidget(self._na, 0, 1, top | Qt.AlignmentFlag.AlignRight)
        else:
            grid.addWidget(self._na, 0, 2, top)
            kept = self._na.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            self._na.setSizePolicy(kept)
        self._note = label("", "muted", wrap=True)
        self._back = button(say(_UNMARK), self._unmark, "small", say(_UNMARK) + words)
        self._line = QWidget()
        beside = row(self._note, self._back)
        beside.setStretch(0, 1)
        self._line.setLayout(beside)
        self._line.hide()
        grid.addWidget(self._line, 2, 1)
        grid.addWidget(self._error, 3, 1)
        grid.setColumnStretch(1, 1)

    def _caption(self, words: str) -> QWidget:
        """Return the label with its star; the label is the input's buddy."""
        caption = label(words, "label", wrap=True)
        star = label("*", tone=Tone.BAD)
        if not self.field.required:
            star.hide()
        caption.setBuddy(self.editor.target())
        caption.setToolTip(explained(words, self._desk.pack, self._desk.say))
        head = QWidget()
        wide = QFontMetrics(font()).horizontalAdvance(words) + 4
        caption.setFixedWidth(min(wide, (Size.CONTEXT if self._stacked else Size.LABEL) - 14))
        if not self._stacked:
            head.setFixedWidth(Size.LABEL)
        beside = row(caption, star, None, gap=2)
        beside.setContentsMargins(0, 0 if self._stacked else 6, 0, 0)
        beside.setAlignment(star, Qt.AlignmentFlag.AlignTop)
        head.setLayout(beside)
        return head

    def _place(self, grid: QGridLayout, head: QWidget) -> None:
        """Put label and input beside one another, or in a narrow pane below one another."""
        if self._stacked:
            grid.addWidget(head, 0, 1)
            grid.addWidget(self.editor, 1, 1)
            return
        grid.addWidget(head, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.editor, 0, 1)

    def _left(self) -> None:
        self._visited = True
        self.commit()
        self._judge()

    def _is_refused(self) -> bool:
        return bool(self._error.property("refused") == "true")

    def _refuse(self, words: str) -> None:
        self._error.setProperty("refused", "true" if words else "false")
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self.editor.mark_wrong(bool(words))

    def _judge(self) -> None:
        if self._is_refused():
            return
        empty = self.field.required and self.editor.read() is None and self._mark is None
        shown = empty and self._visited
        self._error.setText(self._desk.say(_REQUIRED) if shown else "")
        self._error.setVisible(shown)
        self.editor.mark_wrong(shown)

    def _show_mark(self) -> None:
        mark = self._mark
        self.editor.setVisible(mark is None)
        self._line.setVisible(mark is not None)
        if mark is not None:
            words = _MARKED.format(reason=mark.reason, by=mark.by or "—", on=mark.on.isoformat())
            self._note.setText(self._desk.say(words))
            self._back.setVisible(not self._desk.locked)

    def _ask(self) -> None:
        from dossier_app.ui.dialogs.ask import ask_words

        name = self._desk.say(self.field.label)
        reason = ask_words(self, self._desk, _MARK.format(name=name), _WHY)
        if reason and self._save.not_applicable:
            self._save.not_applicable(self.field, reason)

    def _unmark(self) -> None:
        if self._save.not_applicable:
            self._save.not_applicable(self.field, None)


def commit_all(rows: Sequence[FieldRow]) -> bool:
    """Save every row; return whether all were taken."""
    return all([each.commit() for each in rows])


_RESTORED = Text(
    "已找回上次没来得及保存的“{name}”", "“{name}”, typed before and not saved, is back"
)
_REQUIRED = Text("必填，尚未填写。", "Required, not answered yet.")
_MARK = Text("标为不适用：{name}", "Mark as not applicable: {name}")
_UNMARK = Text("取消不适用", "Take the mark away")
_MARKED = Text("不适用：{reason}（{by}，{on}）", "Not applicable: {reason} ({by}, {on})")
_WHY = Text(
    "请写明不适用的理由；理由会印在附录中。",
    "Say why it does not apply; the reason is printed in the annex.",
)
