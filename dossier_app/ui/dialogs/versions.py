"""Named versions: keep one, compare two of this or another dossier, bring one back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.fields import CHINA
from dossier_app.service import baselines, comparing, queries
from dossier_app.service.baselines import CURRENT, Baseline, Change
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ask_line, ask_yes
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.sheetout import ask_and_write
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import DropDown
from dossier_app.ui.widgets.table import Filtered, Table


class Versions(QDialog):
    """Above: two versions to compare; below: what differs, field by field."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._dossier = desk, desk.dossier_id
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(1040, 640)
        self.one, self.other = DropDown(), DropDown()
        for box, words in ((self.one, _ONE), (self.other, _OTHER)):
            box.setAccessibleName(say(words))
            box.setMinimumWidth(260)
            box.currentIndexChanged.connect(lambda _: self.compare())
        self.model: RowsModel[Change] = RowsModel([say(w) for w in comparing.HEADS], self._cell)
        table = Table(self.model, desk.role, say(_TITLE))
        table.set_widths(180, 160, 0, 0)
        self.note = label("", "label", wrap=True)
        self.keep = button(say(_KEEP), self._ask_name)
        self.back = button(say(_BACK), self._ask_restore)
        for each in (self.keep, self.back):
            each.setEnabled(not desk.locked)
        self._lay_out(table)
        self._fill()

    def _lay_out(self, table: Table) -> None:
        say = self._desk.say
        pick = row(label(say(_ONE)), self.one, label(say(_OTHER)), self.other, None)
        close = button(say(_CLOSE), self.accept, "primary")
        sheet = button(say(_SHEET), lambda: ask_and_write(table, self.model, say(_TITLE)))
        foot = row(self.keep, self.back, sheet, None, close)
        head, listed = label(say(_TITLE), "title"), Filtered(table, say)
        self.setLayout(column(head, pick, self.note, listed, foot, margin=Size.CARD))

    def keep_as(self, name: str) -> None:
        """Keep the dossier as it is under a name."""
        self._desk.carry(partial(baselines.add, self._desk.ws, self._dossier, name))
        self._fill()

    def restore(self, name: str) -> None:
        """Bring a version back; the present is kept first."""
        self._desk.carry(partial(baselines.restore, self._desk.ws, self._dossier, name))
        self._fill()

    def compare(self) -> None:
        """Compare what is chosen."""
        one, other = self.one.currentData(), self.other.currentData()
        if one is None or other is None:
            return
        work = partial(baselines.compare, self._desk.ws, one, other)
        self._desk.jobs.latest("compare", work, self._show, self)

    def _fill(self) -> None:
        chosen = self.one.currentData(), self.other.currentData()
        choices = self._choices()
        for box, before in ((self.one, chosen[0]), (self.other, chosen[1])):
            box.blockSignals(True)
            box.clear()
            for words, place in choices:
                box.addItem(words, place)
            box.setCurrentIndex(
                max(0, next((n for n, c in enumerate(choices) if c[1] == before), 0))
            )
            box.blockSignals(False)
        if chosen[0] is None and len(choices) > 1:
            self.one.setCurrentIndex(1)
        self.compare()

    def _choices(self) -> list[tuple[str, tuple[str, str]]]:
        desk, say = self._desk, self._desk.say
        try:
            kept = baselines.baselines(desk.ws, self._dossier)
        except DossierError as error:
            desk.failed.emit(error)
            kept = ()
        found = [(say(_NOW), (self._dossier, CURRENT))]
        found += [(self._words(each), (self._dossier, each.name)) for each in reversed(kept)]
        found += [
            (say(_ELSE.format(name=heading.name)), (heading.id, CURRENT))
            for heading in queries.headings(desk.ws)
            if heading.id != self._dossier
        ]
        return found

    def _words(self, kept: Baseline) -> str:
        return f"{kept.name} · {kept.at.astimezone(CHINA):%Y-%m-%d %H:%M} · {kept.person}"

    def _show(self, changes: tuple[Change, ...]) -> None:
        self.model.show(changes)
        count = len({(each.record, each.id) for each in changes})
        self.note.setText(self._desk.say(_NOTE.format(n=len(changes), places=count)))

    def _cell(self, change: Change, number: int) -> Shown:
        shown = comparing.words_of(change)[number]
        words = self._desk.say(shown) if isinstance(shown, Text) else shown
        tones = (None, None, Tone.MUTED, None)
        return Shown(words or "—", tones[number], strong=number == 0)

    def _ask_name(self) -> None:
        name = ask_line(self, self._desk, _KEEP, _NAME)
        if name:
            self.keep_as(name)

    def _ask_restore(self) -> None:
        dossier, name = self.one.currentData() or ("", CURRENT)
        if dossier != self._dossier or name == CURRENT:
            self.note.setText(self._desk.say(_CHOOSE))
        elif ask_yes(self, self._desk, _BACK, _SURE.format(name=name)):
            self.restore(name)


def show(parent: QWidget, desk: Desk) -> None:
    """Show the versions of the open dossier."""
    Versions(parent, desk).open()


_TITLE, _KEEP, _BACK, _CLOSE = (
    Text("版本与比较", "Versions and comparing"),
    Text("存为版本…", "Keep as a version…"),
    Text("恢复左侧版本…", "Bring the first back…"),
    Text("关闭", "Close"),
)
_SHEET = Text("写入 Excel…", "To Excel…")
_ONE, _OTHER = Text("原", "From"), Text("新", "To")
_NOW, _ELSE = Text("当前内容", "as it is now"), Text("另一卷宗：{name}", "other dossier: {name}")
_NAME = Text(
    "版本名称，如“提交版”。已存的版本不会被覆盖。",
    "The version's name, such as “as filed”. A kept one is never replaced.",
)
_NOTE = Text("{places} 个对象，{n} 处不同", "{n} differences in {places} places")
_CHOOSE = Text(
    "请先在“原”中选择本卷宗的一个已存版本。",
    "Choose a kept version of this dossier under “From” first.",
)
_SURE = Text(
    "将把卷宗恢复到“{name}”。当前内容先存为一个版本，之后也可一次撤销。",
    "The dossier goes back to “{name}”. The present is kept as a version first, and one undo takes it back.",
)
