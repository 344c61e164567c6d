"""The top bar (where am I, search, undo, what to do) and the status bar (saved, where, gaps, work)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.frame.filemenu import file_button
from dossier_app.ui.i18n import clock
from dossier_app.ui.jobs import Job
from dossier_app.ui.pages.base import Page
from dossier_app.ui.theme import Size
from dossier_app.ui.theme.icons import icon
from dossier_app.ui.widgets.basics import Elided, button, clear, icon_button, label, row


class TopBar(QFrame):
    """Title left; search, undo and the page's actions right."""

    searched = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setFixedHeight(Size.TOP)
        self._desk = desk
        self._title = label("", "title")
        self._note = Elided("", "muted")
        self._search = button(
            desk.say(_SEARCH) + "    Ctrl K", self.searched.emit, name=desk.say(_SEARCH)
        )
        self._search.setIcon(icon("search", desk.role.muted))
        self._search.setObjectName("search")
        self._undo = button("", desk.undo)
        self._undo.setIcon(icon("undo-2", desk.role.muted))
        self._undo.setText(desk.say(_UNDO))
        self._file = file_button(desk)
        self._switches = QHBoxLayout()
        self._switches.setSpacing(Size.GAP)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(Size.GAP)
        line = row(self._title, self._switches, self._note, self._search, self._file, self._undo,
                   self._actions, gap=Size.PAD)  # fmt: skip
        line.setContentsMargins(Size.CARD, 0, Size.CARD, 0)
        line.setStretch(2, 1)
        self.setLayout(line)

    def show_page(self, page: Page, product: str = "") -> None:
        """Show a page's title and actions, and the product where no column names it."""
        self._title.setText(page.title())
        notes = (page.subtitle(), "" if product in page.subtitle() else product)
        self._note.show_words(" · ".join(filter(None, notes)))
        clear(self._switches)
        for switch in page.switches():
            chip = button(switch.words, switch.act, "chip")
            chip.setCheckable(True)
            chip.setChecked(switch.on)
            self._switches.addWidget(chip)
        clear(self._actions)
        before: QPushButton = self._undo
        for action in page.offers():
            made = button(action.words, action.act, "primary" if action.primary else "")
            made.setEnabled(action.enabled)
            self._actions.addWidget(made)
            self.setTabOrder(before, made)
            before = made
        self.show_undo()

    def show_undo(self) -> None:
        """Name what undo would take back."""
        name = self._desk.undo_name()
        words = self._desk.say(name) if name else self._desk.say(_UNDO)
        self._undo.setEnabled(name is not None)
        self._undo.setToolTip(f"{words}  (Ctrl Z)")
        self._undo.setAccessibleName(words)


class StatusBar(QFrame):
    """Calm facts at the foot of the window; red only for what was not saved."""

    gap_wanted = Signal(int)
    language_wanted = Signal()
    trouble_wanted = Signal(object)

    def __init__(self, desk: Desk, pack: str) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(Size.STATUS + 6)
        self._desk = desk
        self._job: Job | None = None
        say = desk.say
        self._saved = label(say(_IDLE))
        self._trouble: DossierError | None = None
        self._details = button(say(_MORE), self._open_trouble, "small")
        self._details.hide()
        self._make_work()
        self._make_gaps()
        language = button(say(_OTHER), self.language_wanted.emit, "flat", say(_SWITCH))
        words = _READ_ONLY if desk.ws.read_only else _WHERE
        where = label(
            say(words.format(name=desk.ws.folder.name[:24], holder=desk.ws.holder or "—"))
        )
        where.setToolTip(str(desk.ws.folder))
        self._pack = label(say(_PACK.format(name=pack)))
        line = row(self._saved, self._details, where, self._pack, None,
                   self._work, self._bar, self._cancel, self._gaps, self._before, self._after,
                   label(say(_OFFLINE)), language, gap=Size.PAD)  # fmt: skip
        line.setContentsMargins(Size.CARD, 0, Size.GAP, 0)
        self.setLayout(line)
        self._show_work(False)
        self.show_gaps(0)

    def _make_work(self) -> None:
        self._work = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._cancel = icon_button("x", self._desk.say(_CANCEL), self._desk.role, self._stop)

    def _make_gaps(self) -> None:
        desk, say = self._desk, self._desk.say
        self._gaps = button("", lambda: desk.show_gaps(not desk.shows_gaps), "flat")
        self._before = icon_button(
            "chevron-up", say(_BEFORE), desk.role, lambda: self.gap_wanted.emit(-1)
        )
        self._after = icon_button(
            "chevron-down", say(_AFTER), desk.role, lambda: self.gap_wanted.emit(1)
        )

    def show_saved(self, when: datetime) -> None:
        """Say when the last change was saved."""
        self._trouble = None
        self._details.hide()
        self._look("", self._desk.say(_SAVED.format(time=clock(when))))

    def show_trouble(self, error: DossierError) -> None:
        """Say in one line what went wrong; the whole sentence is a click away."""
        self._trouble = error
        self._details.show()
        self._look("error", self._desk.say(_NOT_DONE))

    def show_pack(self, pack: str) -> None:
        """Name the rule pack."""
        self._pack.setText(self._desk.say(_PACK.format(name=pack)))

    def tell(self, words: str) -> None:
        """Show a passing sentence."""
        self._look("", words)

    def show_gaps(self, count: int) -> None:
        """Show how many answers are missing, with the arrows that go there."""
        for part in (self._gaps, self._before, self._after):
            part.setVisible(count > 0)
        words = self._desk.say(_GAPS.format(n=count))
        self._gaps.setText(words)
        self._gaps.setAccessibleName(words + ". " + self._desk.say(_SHOW_GAPS))
        self._gaps.setToolTip(self._desk.say(_SHOW_GAPS))

    def show_job(self, job: Job) -> None:
        """Follow a piece of work."""
        self._job = job
        self._work.setText(self._desk.say(job.name))
        self._bar.setRange(0, 0)
        self._show_work(True)
        job.progressed.connect(self._progressed)
        job.ended.connect(lambda: self._show_work(False))

    def _progressed(self, done: int, total: int, what: object) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if isinstance(what, Text):
            self._work.setText(self._desk.say(what))

    def _show_work(self, shown: bool) -> None:
        for part in (self._work, self._bar, self._cancel):
            part.setVisible(shown)

    def _stop(self) -> None:
        if self._job:
            self._job.cancel()

    def _look(self, look: str, words: str) -> None:
        from dossier_app.ui.widgets.basics import retone

        self._saved.setText(words)
        retone(self._saved, "look", look)

    def _open_trouble(self) -> None:
        if self._trouble:
            self.trouble_wanted.emit(self._trouble)


_SEARCH = Text("搜索卷宗、条款、证据、命令…", "Search dossiers, clauses, evidence, commands…")
_UNDO = Text("撤销", "Undo")
_IDLE = Text("尚无改动", "Nothing changed yet")
_MORE, _CANCEL = Text("详情", "Details"), Text("取消正在进行的工作", "Cancel the running work")
_BEFORE, _AFTER = (
    Text("上一个缺项（Shift+F8）", "Previous gap (Shift+F8)"),
    Text("下一个缺项（F8）", "Next gap (F8)"),
)
_OTHER, _SWITCH = Text("English", "中文"), Text("切换为英文界面", "Switch the window to Chinese")
_WHERE, _PACK = (
    Text("工作区：{name}", "workspace: {name}"),
    Text("规则包 {name}", "rule pack {name}"),
)
_READ_ONLY = Text(
    "只读：{holder} 正在编辑工作区 {name}", "read-only: {holder} is editing workspace {name}"
)
_OFFLINE = Text("离线", "offline")
_SAVED = Text("已保存 {time}", "saved {time}")
_NOT_DONE = Text("未能完成，您输入的内容仍在", "Not done; what you typed is still there")
_GAPS, _SHOW_GAPS = (
    Text("缺 {n} 项", "{n} missing"),
    Text("显示或隐藏全部缺项标记", "Show or hide all gap marks"),
)
