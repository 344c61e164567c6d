"""Step 4: the outline of the PTR, its clauses and pairs, the traceability matrix, versions and changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model import ptrfacts, ptrlibrary, ptrtree
from dossier_app.model.finding import Fix
from dossier_app.model.packlaw import PtrClause
from dossier_app.model.ptrlibrary import Choice
from dossier_app.model.ptrlibrary import Entry as Index
from dossier_app.model.ptrtree import Tree, tree
from dossier_app.ui.desk import Desk
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.ptr.aids import Aids
from dossier_app.ui.ptr.outline import Entry, Outline, lines_of, states_of
from dossier_app.ui.ptr.pair import Pair
from dossier_app.ui.ptr.tools import Toolbar
from dossier_app.ui.snapshot import Snapshot, same_objects
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, column, label, retone, row

if TYPE_CHECKING:
    from dossier_app.ui.ptr.changes import Changes
    from dossier_app.ui.ptr.trace import Trace

_STEP = "requirements"


class RequirementsPage(Page):
    """Three tabs: writing, traceability, versions and changes."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.outline, self.pair = Outline(desk), Pair(desk)
        self.aids = Aids(desk, self.pair.text_box)
        self._state = badge("")
        self._whole: Tree | None = None
        self._of: tuple[object, ...] = ()
        self._states: tuple[object, ...] = ()
        self.tools = Toolbar(self, self.act)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(self.say(_TITLE))
        self.tabs.addTab(self._writing(), self.say(_WRITE))
        self.trace, self.changes = _Late(self._make_trace), _Late(self._make_changes)
        self.tabs.addTab(self.trace, self.say(_TRACE))
        self.tabs.addTab(self.changes, self.say(_CHANGES))
        self.tabs.currentChanged.connect(lambda _: self.refresh(self.desk.current))
        self.setLayout(column(self.tabs, gap=0))
        self.outline.chosen.connect(self._chosen)
        self.outline.moved.connect(self.move_indicator)
        desk.gaps_shown.connect(lambda shown: self.pair.show_gaps() if shown else None)

    def title(self) -> str:
        """Return the step's name."""
        return self.say(_TITLE)

    def subtitle(self) -> str:
        """Return which of the five it is."""
        return self.say(_NTH)

    def offers(self) -> tuple[Action, ...]:
        """Offer the document and the next step."""
        export = Spot(PageKey.EXPORT, self.desk.dossier_id, kind="ptr")
        following = Spot(PageKey.TENDER, self.desk.dossier_id)
        return (
            Action(self.say(_EXPORT), lambda: self.desk.go(export)),
            Action(self.say(_NEXT), lambda: self.desk.go(following), primary=True),
        )

    def own_tabs(self) -> tuple[tuple[str, QWidget], ...]:
        """Put the aids first into the context pane."""
        return ((self.say(_AIDS), self.aids),)

    def show_spot(self, spot: Spot) -> None:
        """Choose the line of the outline and put the cursor where it is meant."""
        self.refresh(self.desk.current)
        if self.desk.current is None or not (spot.field or spot.kind):
            return
        self.tabs.setCurrentIndex(0)
        entry = self._entry_of(spot)
        if entry is not None:
            self.outline.choose(entry)
            self.pair.reveal(spot.field, spot.id)

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show the outline, states and stored values."""
        if self.desk.current is None:
            return
        snapshot = self.desk.current
        self._show_outline(snapshot)
        missing = snapshot.missing(_STEP)
        if snapshot.judged:
            self._state.setText(self.say(_MISSING.format(n=missing) if missing else _COMPLETE))
            retone(self._state, "badge", (Tone.WARNING if missing else Tone.OK).value)
        if self.outline.entry() is None:
            self.outline.choose(
                next((e for e in self.outline.entries() if e.sort == "answer"), None)
            )
        self._show_chosen(snapshot)
        self.tools.refresh()
        for late in (self.trace, self.changes):
            if self.tabs.currentWidget() is late:
                late.shown().refresh(snapshot)

    def leave(self) -> bool:
        """Save what is being typed."""
        return self.pair.commit()

    def known(self) -> tuple[PtrClause, ...]:
        """Return the templates of the rule pack, none while it is still being read."""
        return self.desk.pack.ptr_clauses if self.desk.pack else ()

    def act(self, fix: Fix | None, nothing: Text) -> bool:
        """Carry out one piece of work with one undo; say so when there was nothing to do."""
        if fix is None:
            self.desk.tell(nothing)
            return False
        return self.leave() and self.desk.mend(fix)

    def move_indicator(self, indicator: str, under: str, at: int) -> None:
        """Move an indicator; every number and reference follows in one undo."""
        if self.desk.locked or not self.leave():
            return
        try:
            fix = ptrtree.move(self.desk.dossier, self.known(), indicator, under, at)
        except DossierError as error:
            self.desk.failed.emit(error)
            return
        self.act(fix if fix.commands else None, _STAYS)

    def prefill(self) -> None:
        """Fill empty clauses from steps 1 and 2."""
        self.act(ptrfacts.prefill(self.desk.dossier), _NOTHING_TO_FILL)

    def tidy(self) -> None:
        """Close gaps in the numbers."""
        self.act(ptrtree.tidy(self.desk.dossier, self.known()), _IS_TIDY)

    def change_template(self) -> None:
        """Change to the other template and take the numbers along."""
        wanted = "2022" if self.desk.dossier.text("ptr.template") == "2015" else "2015"
        self.act(ptrtree.change_template(self.desk.dossier, self.known(), wanted), _STAYS)

    def add_index(self, index: Index, choice: Choice) -> bool:
        """Add an index of the library and choose it."""
        try:
            fix = ptrlibrary.added(self.desk.dossier, self.known(), index, choice)
        except DossierError as error:
            self.desk.failed.emit(error)
            return False
        return self.act(fix, _STAYS)

    def new_indicator(self) -> None:
        """Add an empty indicator at the end of the clause that is chosen."""
        entry = self.outline.entry()
        field = self._clause_of(entry) if entry else "ptr.functions"
        name = Text(self.say(_NEW_NAME), self.say(_NEW_NAME))
        words = Text(self.say(_NEW_WORDS), self.say(_NEW_WORDS))
        index = Index("", name, field, "", "", words, words, Text("", ""))
        choice = Choice("", "", uuid4().hex, uuid4().hex)
        if self.add_index(index, choice):
            self.desk.judge()

    def _clause_of(self, entry: Entry) -> str:
        whole = self._whole
        for branch in whole.branches if whole else ():
            number = branch.clause.number
            if entry.key == branch.clause.field or entry.number.startswith(f"{number}."):
                return branch.clause.field
        return "ptr.functions"

    def _show_outline(self, snapshot: Snapshot) -> None:
        """Show lines and states; what they are made of must have changed for either to be made anew."""
        parts = (snapshot.dossier, self.known(), self.desk.locked)
        if (
            self._whole is None
            or parts[2] != self._of[2]
            or not same_objects(parts[:2], self._of[:2])
        ):
            self._of, self._states = parts, ()
            self._whole = tree(snapshot.dossier, self.known())
            self.outline.show_lines(lines_of(self.desk, self._whole, snapshot))
        states = (snapshot, self.desk.role)
        if not same_objects(states, self._states):
            self._states = states
            shown = states_of(self.outline.entries(), snapshot, self._whole)
            self.outline.paint_states(shown, self.desk.role)

    def _writing(self) -> QWidget:
        made = QWidget()
        layout = column(gap=Size.UNIT, margin=Size.PAD)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.outline)
        split.addWidget(self.pair)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([Size.COLUMN + 24, 900])
        head = row(label(self.say(_HINT), "muted"), None, self._state)
        layout.addWidget(self.tools)
        layout.addLayout(head)
        layout.addWidget(split, 1)
        made.setLayout(layout)
        return made

    def _chosen(self, entry: Entry) -> None:
        if self.desk.current is None:
            return
        if not self.pair.commit():
            return
        self._show_chosen(self.desk.current)
        field = entry.key if entry.sort == "answer" else ""
        kind = {"indicator": "indicator", "method": "test_method"}.get(entry.sort, "")
        key = field or {"indicator": "requirement", "test_method": "method"}.get(kind, "")
        record = entry.key if kind else ""
        self.desk.looked_at.emit(
            Spot(PageKey.REQUIREMENTS, self.desk.dossier_id, "", kind, record, key)
        )

    def _show_chosen(self, snapshot: Snapshot) -> None:
        entry = self.outline.entry()
        if entry is not None and self._whole is not None:
            self.pair.show_entry(entry, snapshot, self._whole)
        self.aids.look(entry)

    def _entry_of(self, spot: Spot) -> Entry | None:
        sorts = {"indicator": "indicator", "test_method": "method"}
        wanted = sorts.get(spot.kind, "records") if spot.kind else "answer"
        key = spot.id if wanted in ("indicator", "method") else spot.kind or spot.field
        if spot.field in ("ptr.number", "ptr.template"):
            wanted, key = "head", "ptr.number"
        return next((e for e in self.outline.entries() if (e.sort, e.key) == (wanted, key)), None)

    def _make_trace(self) -> Trace:
        from dossier_app.ui.ptr.trace import Trace

        return Trace(self.desk)

    def _make_changes(self) -> Changes:
        from dossier_app.ui.ptr.changes import Changes

        return Changes(self.desk)


Part = TypeVar("Part", bound=QWidget)


class _Late(QWidget, Generic[Part]):
    """A tab that is made when it is first looked at."""

    def __init__(self, make: Callable[[], Part]) -> None:
        super().__init__()
        self._make = make
        self._made: Part | None = None
        self._list = column(gap=0)
        self.setLayout(self._list)

    def shown(self) -> Part:
        """Return what the tab shows."""
        if self._made is None:
            self._made = self._make()
            self._list.addWidget(self._made)
        return self._made


_TITLE = Text("产品技术要求", "Product technical requirements")
_NTH = Text("第 4 步", "step 4")
_EXPORT, _NEXT = Text("导出产品技术要求", "Export the PTR"), Text("下一步：投标", "Next: Tender")
_WRITE, _TRACE = Text("编写", "Writing"), Text("追溯矩阵", "Traceability")
_CHANGES, _AIDS = Text("版本与变更", "Versions and changes"), Text("条款", "Clause")
_HINT = Text("拖动或 Alt+方向键移动指标，编号与引用随之更新", "Drag or Alt+arrows move an indicator; numbers and references follow")  # fmt: skip
_MISSING, _COMPLETE = Text("缺 {n}", "{n} missing"), Text("齐", "complete")
_STAYS = Text("没有可变的编号。", "No number changes.")
_NOTHING_TO_FILL = Text("没有可预填的空条款：已写的条款不会改动。", "No empty clause can be filled; what is written stays.")  # fmt: skip
_IS_TIDY = Text("编号没有空缺。", "The numbers have no gaps.")
_NEW_NAME = Text("新指标", "New indicator")
_NEW_WORDS = Text("请写明要求或步骤。", "State the requirement or the steps.")
