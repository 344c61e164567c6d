"""Ctrl K: one window that finds dossiers, fields, clauses, evidence and commands, by pinyin initials too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, STEP_OF_FIELD
from dossier_app.model.finding import Place
from dossier_app.service import queries
from dossier_app.ui.desk import Desk
from dossier_app.ui.finder import Found, Where, find
from dossier_app.ui.frame.filemenu import carry_out
from dossier_app.ui.frame.filemenu import deeds as file_deeds
from dossier_app.ui.frame.rail import PLACES
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.spot import PageKey, Spot, spot_of
from dossier_app.ui.theme import Scheme, Size, Tone
from dossier_app.ui.widgets.basics import column, label
from dossier_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from dossier_app.ui.main_window import MainWindow

_Deed = tuple[str, Text, Callable[[], object]]

MOST = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette."""

    key: str
    group: str
    words: str
    note: str
    act: Callable[[], object]


class Palette(QDialog):
    """A real window, so that Chinese input methods work in it."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._desk = window, desk
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(660, 440)
        self.line = QLineEdit()
        self.line.setPlaceholderText(say(_HINT))
        self.line.setAccessibleName(say(_TITLE))
        self.line.installEventFilter(self)
        self.model: RowsModel[Hit] = RowsModel([say(words) for words in _HEADS], _cell)
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(90, 0, 170)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.picked.connect(self.choose)
        self.setLayout(column(self.line, self.table, label(say(_FOOT), "muted"), margin=Size.PAD))
        self._fixed = fixed_hits(window, desk)
        self._letters = False
        self.line.textChanged.connect(self.look_for)
        spell = partial(_spell, tuple(hit.words for hit in self._fixed))
        desk.jobs.latest("pinyin", spell, self._spelt, self)
        self.look_for("")

    def look_for(self, words: str) -> None:
        """Show what fits; the workspace itself is searched in the background."""
        wanted = words.strip().lower()
        fitting = [hit for hit in self._fixed if fits(hit.words, wanted, letters=self._letters)]
        if not wanted:
            recent = self._desk.settings.recent()
            order = {key: n for n, key in enumerate(recent)}
            fitting.sort(key=lambda hit: order.get(hit.key, len(order)))
        self._show(fitting[:MOST])
        if len(wanted) >= 2:
            where = Where(self._desk.ws, self._desk.dossier_id, self._desk.pack)
            work = partial(find, where, words.strip())
            self._desk.jobs.latest("palette", work, partial(self._found, fitting), self)

    def choose(self, line: int) -> None:
        """Go where a line leads."""
        if 0 <= line < self.model.rowCount():
            hit = self.model.item(line)
            if hit.key:
                self._desk.settings.remember(hit.key)
            self.accept()
            hit.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the cursor stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: 8,
                Qt.Key.Key_PageUp: -8,
            }
            if event.key() in steps:
                last = self.model.rowCount() - 1
                self.table.choose(max(0, min(last, self.table.line() + steps[Qt.Key(event.key())])))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose(max(self.table.line(), 0))
                return True
        return super().eventFilter(watched, event)

    def _found(self, fitting: list[Hit], hits: tuple[Found, ...]) -> None:
        self._show(fitting[: MOST // 2] + [self._hit(each) for each in hits])

    def _spelt(self, _: None) -> None:
        self._letters = True
        self.look_for(self.line.text())

    def _show(self, hits: list[Hit]) -> None:
        self.model.show(hits)
        self.table.choose(0)

    def _hit(self, found: Found) -> Hit:
        say = self._desk.say
        go = partial(self._desk.go, found.spot)
        return Hit("", say(found.group), say(found.words), say(found.note), go)


def fits(words: str, wanted: str, *, letters: bool = True) -> bool:
    """Return whether words contain what was typed, as written or by pinyin initials."""
    return not wanted or wanted in words.lower() or (letters and wanted in initials(words))


def _spell(words: tuple[str, ...]) -> None:
    """Work the initials out beside the window: the list of readings takes a while to load."""
    for each in words:
        initials(each)


@lru_cache(maxsize=10_000)
def initials(words: str) -> str:
    """Return the first letters of the pinyin of Chinese words; other letters stay."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(words, style=Style.FIRST_LETTER)).lower()


def fixed_hits(window: MainWindow, desk: Desk) -> list[Hit]:
    """Return what can always be found: places, commands, dossiers, and the fields of the open one."""
    say = desk.say
    found = [
        Hit(f"page:{key.value}", say(_PLACE), say(words), "", partial(desk.go, Spot(key)))
        for key, _, words in PLACES
    ]
    found += _commands(window, desk)
    found += [
        Hit(
            f"dossier:{h.id}",
            say(_DOSSIER),
            h.name,
            h.key,
            partial(desk.go, Spot(PageKey.CLAIM, h.id)),
        )
        for h in queries.headings(desk.ws)
    ]
    if desk.dossier_id:
        found += [
            Hit(f"field:{key}", say(_FIELD), say(field.label), say(_step(key)),
                partial(desk.go, spot_of(desk.dossier_id, Place("", "", key))))
            for key, field in FIELDS.items()
        ]  # fmt: skip
    return found


def _commands(window: MainWindow, desk: Desk) -> list[Hit]:
    say = desk.say
    deeds = [*_window_deeds(window, desk), *_dossier_deeds(desk)]
    deeds += [
        (deed[0], deed[1], partial(carry_out, window, desk, deed)) for deed in file_deeds(desk)
    ]
    return [Hit(f"command:{key}", say(_COMMAND), say(words), "", act) for key, words, act in deeds]


def _window_deeds(window: MainWindow, desk: Desk) -> list[_Deed]:
    return [
        (
            "language",
            Text("切换为英文界面", "Switch to Chinese"),
            lambda: window.set_language(desk.say.other()),
        ),
        ("light", Text("浅色主题", "Light theme"), lambda: window.set_scheme(Scheme.LIGHT)),
        ("dark", Text("深色主题", "Dark theme"), lambda: window.set_scheme(Scheme.DARK)),
        ("gap", Text("下一个缺项", "Next gap"), lambda: window.next_gap(1)),
        ("gaps", Text("显示全部缺项", "Show all gaps"), lambda: desk.show_gaps(True)),
        ("undo", Text("撤销", "Undo"), desk.undo),
        ("redo", Text("重做", "Redo"), desk.redo),
        ("keys", Text("快捷键列表", "List of keys"), window.open_keys),
        ("handbook", Text("手册", "Handbook"), window.open_handbook),
        ("tour", Text("五步导览", "Tour of the five steps"), window.start_tour),
        ("news", Text("新增内容", "What is new"), window.open_news),
        ("settings", Text("设置", "Settings"), lambda: desk.go(Spot(PageKey.SETTINGS))),
    ]


def _dossier_deeds(desk: Desk) -> list[_Deed]:
    """Return the pages of the open dossier that are worth a command of their own."""
    if not desk.dossier_id:
        return []
    pages = (
        (PageKey.GATES, Text("准入环节", "Gates")),
        (PageKey.MATRIX, Text("证据矩阵", "Evidence matrix")),
        (PageKey.EXPORT, Text("导出与核对", "Export and verify")),
    )
    return [
        (key.value, words, partial(desk.go, Spot(key, desk.dossier_id))) for key, words in pages
    ]


def _step(field: str) -> Text:
    from dossier_app.model.definition import STEPS

    return next(step.label for step in STEPS if step.key == STEP_OF_FIELD[field])


def _cell(hit: Hit, number: int) -> Shown:
    match number:
        case 0:
            return Shown(hit.group, Tone.MUTED)
        case 1:
            return Shown(hit.words)
        case _:
            return Shown(hit.note, Tone.MUTED)


_TITLE = Text("搜索与命令", "Search and commands")
_HINT = Text(
    "查找字段、条款、证据原文、批注、法规、历史；可输入拼音首字母，如 syfw",
    "Find fields, clauses, evidence text, notes, law, history; pinyin initials of Chinese words do too",
)
_HEADS = (Text("类别", "Group"), Text("内容", "What"), Text("位置", "Where"))
_FOOT = Text("↑↓ 选择，Enter 前往，Esc 关闭", "↑↓ choose, Enter goes there, Esc closes")
_PLACE, _COMMAND = Text("页面", "place"), Text("命令", "command")
_DOSSIER, _FIELD = Text("卷宗", "dossier"), Text("字段", "field")
