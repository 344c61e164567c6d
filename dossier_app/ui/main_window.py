"""The window: rail, dossier column, work area, context pane, top and status bar."""

from __future__ import annotations

import gc

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QWidget

from dossier_app.base.errors import Cancelled, DossierError
from dossier_app.base.text import Lang, Text
from dossier_app.ui.context import ContextPane
from dossier_app.ui.desk import Desk
from dossier_app.ui.errors import Trouble, install_hook
from dossier_app.ui.frame.bars import StatusBar, TopBar
from dossier_app.ui.frame.dossier_column import DossierColumn
from dossier_app.ui.frame.rail import Rail
from dossier_app.ui.pages import registry
from dossier_app.ui.pages.base import Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import DOSSIER_PAGES, STEP_PAGES, PageKey, Spot, spot_of
from dossier_app.ui.theme import DARK, LIGHT, Role, Scheme, Size
from dossier_app.ui.theme.fonts import font
from dossier_app.ui.theme.sheet import palette, sheet
from dossier_app.ui.tour import Tour
from dossier_app.ui.widgets.basics import column, row

REMEMBERED = 500
"""Milliseconds after a move until the window's place is kept."""


class MainWindow(QMainWindow):
    """Everything a person sees; a change of language or theme builds the inside anew at the same place."""

    painted = Signal()

    def __init__(self, desk: Desk, first: Spot | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.spot = first or Spot(PageKey.BOARD)
        self._pages: dict[PageKey, Page] = {}
        self._gap = -1
        self._tour = Tour(desk)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(REMEMBERED)
        self._remember.timeout.connect(self._remember_all)
        self.resize(1440, 900)
        self.restoreGeometry(desk.settings.state("geometry"))
        self._fit_screen()
        desk.going.connect(self.go)
        desk.changed.connect(self._changed)
        desk.refreshed.connect(self._refreshed)
        desk.failed.connect(self._failed)
        desk.saved.connect(lambda when: self._status.show_saved(when))
        desk.looked_at.connect(self._looked)
        desk.told.connect(lambda words: self._status.tell(words))
        desk.jobs.started.connect(lambda job: self._status.show_job(job))
        install_hook(self._show_trouble)
        self._keys()
        self.dress()

    def dress(self) -> None:
        """Put on the theme and language of the settings, and build the inside."""
        desk = self.desk
        desk.say.use(desk.settings.lang)
        desk.role = wanted_role(desk.settings.scheme)
        QApplication.setFont(font())
        QApplication.setPalette(palette(desk.role))
        self.setStyleSheet(sheet(desk.role))
        self._build()
        self.go(self.spot)

    def set_language(self, lang: Lang) -> None:
        """Switch the language at run time; what is being typed is saved first."""
        if self._leave():
            self.desk.settings.lang = lang
            self.dress()

    def set_scheme(self, scheme: Scheme) -> None:
        """Switch the theme at run time."""
        if self._leave():
            self.desk.settings.scheme = scheme
            self.dress()

    def go(self, spot: Spot) -> None:
        """Show a place; a page that needs a dossier gets the one meant or the last one."""
        if not self._leave():
            return
        try:
            spot = self._with_dossier(spot)
            page = self._page(spot.page)
        except DossierError as error:
            self._failed(error)
            return
        self.spot = spot
        self._stack.setCurrentWidget(page)
        self._rail.mark(spot.page)
        self._column.mark(spot.page)
        self._column.setVisible(spot.page in DOSSIER_PAGES and bool(self.desk.dossier_id))
        self._place_context()
        page.show_spot(spot)
        self._show_top()
        self._context.show_page(page)
        self.desk.looked_at.emit(spot)
        self._show_gaps()
        self._tour.follow(spot.page)
        self._remember.start()

    def page(self) -> Page:
        """Return the page that is shown."""
        return self._pages[self.spot.page]

    def next_gap(self, direction: int) -> None:
        """Go to the next or previous missing answer."""
        gaps = self.desk.current.gaps if self.desk.current else ()
        if not gaps:
            return
        here = [
            n
            for n, gap in enumerate(gaps)
            if gap.place.field == self.spot.field and gap.step == self.spot.page.value
        ]
        start = here[0] if here else self._gap
        self._gap = (
            (start + direction) % len(gaps) if start >= 0 or direction > 0 else len(gaps) - 1
        )
        gap = gaps[self._gap]
        self.go(spot_of(self.desk.dossier_id, gap.place, gap.step))

    def open_palette(self) -> None:
        """Open the search window."""
        from dossier_app.ui.palette import Palette

        if self._leave():
            Palette(self, self.desk).open()

    def open_keys(self) -> None:
        """Show the list of keys."""
        from dossier_app.ui.dialogs.keys import KeyList

        KeyList(self, self.desk).open()

    def open_handbook(self) -> None:
        """Show the handbook."""
        from dossier_app.ui.dialogs.handbook import Handbook

        Handbook(self, self.desk).open()

    def open_news(self) -> None:
        """Show what is new."""
        from dossier_app.ui.dialogs.news import News

        News(self, self.desk).open()

    def start_tour(self) -> None:
        """Lead through the five steps of the open dossier; without one, offer the dossiers."""
        if self.desk.dossier_id:
            self._tour.start()
        else:
            self.go(Spot(PageKey.DOSSIERS))

    def fold_context(self) -> None:
        """Fold or open the pane beside the work."""
        self.desk.settings.context_open = self._context.isHidden()
        self._place_context()
        self.desk.looked_at.emit(self.spot)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed; stay open when it is refused."""
        if not self._leave():
            event.ignore()
            return
        self._remember_all()
        self.desk.close()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the work beside the window begin once there is a picture of it."""
        super().paintEvent(event)
        if self.desk.jobs.is_held():
            QTimer.singleShot(0, self, self._begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the side pane where the window is narrow."""
        super().resizeEvent(event)
        self._place_context()

    def _begin(self) -> None:
        gc.freeze()
        gc.enable()
        self.desk.jobs.release()
        self.desk.jobs.latest("pages", registry.load_all, lambda _: None, self)
        self.painted.emit()

    def _fit_screen(self) -> None:
        """Never open larger than the screen has room for, nor beside it."""
        room = self.screen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        if not room.contains(self.geometry()):
            self.move(room.topLeft())

    def _build(self) -> None:
        self._keep_splitter()
        self._drop_pages()
        desk = self.desk
        self._rail, self._column = Rail(desk), DossierColumn(desk)
        self._stack, self._context = QStackedWidget(), ContextPane(desk)
        self._top, self._status = TopBar(desk), StatusBar(desk, _short(desk))
        self._split = self._side_by_side()
        toured = self._tour.at if self._tour.isVisible() else None
        self._tour = Tour(desk)
        self._fill()
        if toured is not None:
            self._tour.resume(toured)
        self.setWindowTitle(desk.say(_TITLE))
        self._listen()
        if desk.current:
            self._column.show_snapshot(desk.current)

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            page.setParent(None)
            page.deleteLater()
        self._pages = {}

    def _side_by_side(self) -> QSplitter:
        """Return dossier column, work and side pane with the widths a person gave them last."""
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part, stretch in ((self._column, 0), (self._stack, 1), (self._context, 0)):
            split.addWidget(part)
            split.setStretchFactor(split.indexOf(part), stretch)
        split.setSizes([Size.COLUMN, 800, Size.CONTEXT])
        split.restoreState(self.desk.settings.state("splitter"))
        return split

    def _fill(self) -> None:
        right, whole = QWidget(), QWidget()
        parts = column(self._top, self._tour, self._split, self._status, gap=0)
        parts.setStretchFactor(self._split, 1)
        right.setLayout(parts)
        whole.setLayout(row(self._rail, right, gap=0))
        self.setCentralWidget(whole)

    def _listen(self) -> None:
        self._rail.chosen.connect(self._from_rail)
        self._top.searched.connect(self.open_palette)
        self._status.gap_wanted.connect(self.next_gap)
        self._status.language_wanted.connect(lambda: self.set_language(self.desk.say.other()))
        self._status.trouble_wanted.connect(self._show_trouble)

    def _keys(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.open_palette),
            ("F1", self.fold_context),
            ("Shift+F1", self.open_handbook),
            ("F8", lambda: self.next_gap(1)),
            ("Shift+F8", lambda: self.next_gap(-1)),
            ("Ctrl+Z", self.desk.undo),
            ("Ctrl+Y", self.desk.redo),
            ("Ctrl+Shift+Z", self.desk.redo),
            ("Ctrl+/", self.open_keys),
            ("?", self.open_keys),
            ("Shift+?", self.open_keys),
            ("Ctrl+S", self._leave),
            *((f"Ctrl+{n}", lambda n=n: self._nth(n)) for n in range(1, 9)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _nth(self, number: int) -> None:
        if self.desk.dossier_id:
            self.go(Spot(DOSSIER_PAGES[number - 1], self.desk.dossier_id))

    def _from_rail(self, key: PageKey) -> None:
        elsewhere = self.spot.page not in (*DOSSIER_PAGES, PageKey.DOSSIERS)
        if key is PageKey.DOSSIERS and self.desk.dossier_id and elsewhere:
            self.go(Spot(PageKey.CLAIM, self.desk.dossier_id))
            return
        self.go(Spot(key))

    def _with_dossier(self, spot: Spot) -> Spot:
        if spot.page not in DOSSIER_PAGES:
            return spot
        wanted = spot.dossier or self.desk.dossier_id
        if not wanted:
            return Spot(PageKey.DOSSIERS)
        self.desk.open(wanted)
        return Spot(spot.page, wanted, spot.tender, spot.kind, spot.id, spot.field)

    def _page(self, key: PageKey) -> Page:
        if key not in self._pages:
            page = registry.make(key, self.desk)
            page.headed.connect(lambda: self._headed(page))
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def _headed(self, page: Page) -> None:
        if self._pages.get(self.spot.page) is page:
            self._show_top()

    def _show_top(self) -> None:
        """Name the product beside the title while its column is folded to the rings."""
        folded = self._column.isVisibleTo(self) and self._column.is_compact()
        heading = self.desk.current.dossier.heading if self.desk.current and folded else None
        self._top.show_page(self.page(), heading.name if heading else "")

    def _leave(self) -> bool:
        page = self._pages.get(self.spot.page)
        return page is None or page.leave()

    def _place_context(self) -> None:
        wanted = self.desk.settings.context_open
        if hasattr(self, "_context"):
            roomy = self.width() >= Size.CRAMPED if wanted is None else wanted
            self._context.setVisible(self.spot.page in STEP_PAGES and roomy)
            self._fold_column(self.width() < Size.NARROW)

    def _fold_column(self, narrow: bool) -> None:
        if self._column.is_compact() is narrow:
            return
        self._keep_splitter()
        self._column.compact(narrow)
        left = Size.STRIP if narrow else Size.COLUMN
        if not self._split.restoreState(self.desk.settings.state(self._splitter())):
            self._split.setSizes([left, max(self.width() - left - Size.CONTEXT, 400), Size.CONTEXT])
        if self.spot.page in self._pages:
            self._show_top()

    def _remember_all(self) -> None:
        """Keep place, size and splitter now: a crash asks nobody."""
        self._remember.stop()
        self.desk.settings.keep_state("geometry", self.saveGeometry())
        self.desk.settings.last_place = self.spot.as_words()
        self._keep_splitter()
        self.desk.settings.flush()

    def _keep_splitter(self) -> None:
        if hasattr(self, "_split") and self._split.isVisible():
            self.desk.settings.keep_state(self._splitter(), self._split.saveState())

    def _splitter(self) -> str:
        """Return the name under which the widths are kept: a window too narrow for the column has its own."""
        return "splitter-narrow" if self._column.is_compact() else "splitter"

    def _looked(self, spot: Spot) -> None:
        """Follow the focus; a page that was left says nothing any more."""
        if spot.page is self.spot.page:
            self.spot = spot
            self._context.look(spot)

    def _changed(self, _: object) -> None:
        self._top.show_undo()

    def _refreshed(self, snapshot: Snapshot | None) -> None:
        if self.desk.current:
            self._column.show_snapshot(self.desk.current)
        if (page := self._pages.get(self.spot.page)) is not None:
            page.refresh(snapshot)
        self._show_gaps()
        self._status.show_pack(_short(self.desk))
        self._top.show_undo()

    def _show_gaps(self) -> None:
        shown = self.spot.page in DOSSIER_PAGES and self.desk.current
        self._status.show_gaps(len(self.desk.current.gaps) if shown and self.desk.current else 0)

    def _failed(self, error: DossierError) -> None:
        if isinstance(error, Cancelled):
            self._status.tell(self.desk.say(error.message))
            return
        self._status.show_trouble(error)
        if error.code == "INTERNAL" or not error.place:
            QTimer.singleShot(0, self, lambda: self._show_trouble(error))

    def _show_trouble(self, error: DossierError) -> None:
        Trouble(self, self.desk, error).open()


def wanted_role(scheme: Scheme) -> Role:
    """Return the colours for a scheme; SYSTEM follows the platform where it says."""
    if scheme is Scheme.SYSTEM:
        dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if scheme is Scheme.DARK else LIGHT


def _short(desk: Desk) -> str:
    return desk.pack.info.key.rpartition("-")[2] if desk.pack else "…"


_TITLE = Text("影像智能器械准入卷宗", "Dossier Builder")
