"""Find and replace in the PTR: every hit is shown and chosen before anything changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from dossier_app.base.text import Text
from dossier_app.model.finding import Fix
from dossier_app.model.ptrreplace import Hit, find, replacement
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import Tick
from dossier_app.ui.widgets.table import Filtered, Table


class Replace(QDialog):
    """Words, their replacement, and the list of what would change."""

    def __init__(
        self, desk: Desk, parent: QWidget, act: Callable[[Fix | None, Text], bool]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._act = desk, act
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(900, 560)
        self.model: RowsModel[Hit] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.words, self.new = self._line(_FIND), self._line(_WITH)
        self.case = Tick(say(_CASE))
        self.case.setChecked(True)
        self.case.toggled.connect(self._show)
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(180, 0, 0)
        self.all = button("", self._replace_all, "primary")
        self.one = button(say(_ONE), self._replace_one)
        self._compose()
        self._show()

    def _compose(self) -> None:
        say = self._desk.say
        cancel = button(say(_CLOSE), self.reject)
        fields = row(
            label(say(_FIND), "label"), self.words, label(say(_WITH), "label"), self.new, self.case
        )
        self.setLayout(
            column(
                label(say(_TITLE), "title"),
                fields,
                Filtered(self.table, say),
                row(None, cancel, self.one, self.all),
                margin=Size.CARD,
            )
        )

    def _line(self, words: Text) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(self._desk.say(words))
        made.textChanged.connect(self._show)
        return made

    def _show(self) -> None:
        self.model.show(self._hits())
        count = sum(hit.count for hit in self.model.items())
        self.all.setText(self._desk.say(_ALL.format(n=count)))
        self.all.setAccessibleName(self.all.text())
        for part in (self.all, self.one):
            part.setEnabled(bool(count) and not self._desk.locked)

    def _hits(self) -> tuple[Hit, ...]:
        if not self.words.text():
            return ()
        case = self.case.isChecked()
        return find(self._desk.dossier, self.words.text(), self.new.text(), match_case=case)

    def _replace_all(self) -> None:
        if self._carry(tuple(self.model.items())):
            self.accept()

    def _replace_one(self) -> None:
        line = self.table.line()
        if 0 <= line < self.model.rowCount() and self._carry((self.model.item(line),)):
            left = tuple(hit for n, hit in enumerate(self.model.items()) if n != line)
            self.model.show(left)

    def _carry(self, hits: tuple[Hit, ...]) -> bool:
        fix = replacement(self._desk.dossier, hits, self.words.text(), self.new.text())
        return self._act(fix, _NONE)

    def _cell(self, hit: Hit, number: int) -> Shown:
        match number:
            case 0:
                return Shown(self._desk.say(hit.place), strong=True)
            case 1:
                return Shown(hit.before, marked=(self.words.text(),))
            case _:
                return Shown(hit.after, marked=(self.new.text(),) if self.new.text() else ())


_TITLE = Text("查找与替换", "Find and replace")
_FIND, _WITH = Text("查找", "Find"), Text("替换为", "Replace by")
_CASE, _CLOSE = Text("区分大小写", "Match case"), Text("关闭", "Close")
_ALL, _ONE = Text("全部替换（{n} 处）", "Replace all ({n})"), Text("替换选中的一条", "Replace the chosen one")  # fmt: skip
_NONE = Text("没有可替换的文字。", "There is nothing to replace.")
_HEADS = (Text("位置", "Place"), Text("现在", "Now"), Text("替换后", "Afterwards"))
