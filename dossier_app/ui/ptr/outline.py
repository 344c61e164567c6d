"""The outline tree of the PTR: clauses, indicators, mirrored methods; indicators are dragged or moved by keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS
from dossier_app.model.ptrtree import Node, Tree
from dossier_app.ui.desk import Desk
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.theme import Role
from dossier_app.ui.theme.icons import icon

_KEY = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "out", Qt.Key.Key_Right: "in"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline: what it stands for (`answer`, `indicator`, `method`, `records`, `head`) and its key."""

    sort: str
    key: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with the words it shows and what stands under it."""

    entry: Entry
    words: str
    below: tuple[Line, ...] = ()


class Outline(QTreeWidget):
    """Shows lines; `chosen(Entry)` follows the selection, `moved(indicator, under, at)` asks for a move."""

    chosen = Signal(object)
    moved = Signal(str, str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[Line, ...] = ()
        self._lines: dict[Entry, Line] = {}
        self._parents: dict[Entry, Entry] = {}
        self._folded: set[Entry] = set()
        self._items: dict[Entry, QTreeWidgetItem] = {}
        """what was made: the lines of a folded branch are made when it is first opened"""
        self._icons: dict[Entry, QIcon] = {}
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(desk.say(_NAME))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.currentItemChanged.connect(self._went)
        self.itemExpanded.connect(self._fill)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show an outline; what is open and chosen stays so."""
        if lines == self._shown:
            return
        chosen, first = self.entry(), not self._lines
        folded = {
            e for e, item in self._items.items() if self._lines[e].below and not item.isExpanded()
        }
        self.blockSignals(True)
        self.clear()
        for held in (self._lines, self._parents, self._items, self._icons):
            held.clear()
        self._shown = lines
        for line in lines:
            self._note(line)
        self._folded = {e for e in self._lines if e.key == "ptr.methods"} if first else folded
        for line in lines:
            self.addTopLevelItem(self._item(line))
        self.expandAll()
        for entry in self._folded & self._items.keys():
            self._items[entry].setExpanded(False)
        self.blockSignals(False)
        if chosen is not None:
            self.choose(
                next((e for e in self._lines if (e.sort, e.key) == (chosen.sort, chosen.key)), None)
            )

    def entry(self) -> Entry | None:
        """Return what is chosen."""
        item = self.currentItem()
        found: Entry | None = item.data(0, _KEY) if item is not None else None
        return found

    def entries(self) -> tuple[Entry, ...]:
        """Return every entry from top to bottom."""
        return tuple(self._lines)

    def choose(self, entry: Entry | None) -> None:
        """Choose an entry and show its line."""
        if entry is not None and entry in self._lines:
            item = self._made(entry)
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def paint_states(self, states: Mapping[Entry, str], role: Role) -> None:
        """Put the icon of its state before each line."""
        tones = {"circle-check": role.ok, "circle-alert": role.warning, "ban": role.bad}
        made = {name: icon(name, tones.get(name, role.muted)) for name in set(states.values())}
        self._icons = {entry: made[name] for entry, name in states.items()}
        for entry in self._icons.keys() & self._items.keys():
            self._items[entry].setIcon(0, self._icons[entry])

    def shift(self, way: str) -> None:
        """Ask for the chosen indicator to go up, down, in (under the one above) or out of its parent."""
        entry = self.entry()
        if entry is None or entry.sort != "indicator":
            return
        parent = self._parents[entry]
        mates = self._indicators(parent)
        at = mates.index(entry)
        if way == "up" and at:
            self.moved.emit(entry.key, _place(parent), at - 1)
        elif way == "down" and at + 1 < len(mates):
            self.moved.emit(entry.key, _place(parent), at + 1)
        elif way == "in" and at:
            before = mates[at - 1]
            self.moved.emit(entry.key, _place(before), len(self._indicators(before)))
        elif way == "out" and parent.sort == "indicator":
            higher = self._parents[parent]
            self.moved.emit(entry.key, _place(higher), self._indicators(higher).index(parent) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen indicator with Alt and the arrows."""
        way = _STEPS.get(Qt.Key(event.key()))
        if way and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(way)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Turn a drop into a move; the tree itself is shown anew when the move is done."""
        item, target = self.currentItem(), self.itemAt(event.position().toPoint())
        where = self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is not None and target is not None:
            self.drop_on(item.data(0, _KEY), target.data(0, _KEY), where)

    def drop_on(
        self, entry: Entry, target: Entry, where: QAbstractItemView.DropIndicatorPosition
    ) -> None:
        """Ask for the move that dropping an indicator on, above or below a line means."""
        if entry.sort != "indicator" or entry == target:
            return
        spots = QAbstractItemView.DropIndicatorPosition
        if target.sort == "indicator" and where in (spots.AboveItem, spots.BelowItem):
            parent = self._parents[target]
            mates = [each for each in self._indicators(parent) if each != entry]
            self.moved.emit(
                entry.key, _place(parent), mates.index(target) + (where == spots.BelowItem)
            )
        elif target.sort == "indicator" or target.key in CLAUSES_WITH_INDICATORS:
            self.moved.emit(entry.key, _place(target), len(self._indicators(target)))

    def _indicators(self, parent: Entry) -> list[Entry]:
        return [
            e for e, above in self._parents.items() if above == parent and e.sort == "indicator"
        ]

    def _item(self, line: Line) -> QTreeWidgetItem:
        item = QTreeWidgetItem([line.words])
        item.setData(0, _KEY, line.entry)
        item.setToolTip(0, line.words)
        flags = item.flags()
        if line.entry.sort != "indicator" or self._desk.locked:
            flags &= ~Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        if line.entry in self._icons:
            item.setIcon(0, self._icons[line.entry])
        self._items[line.entry] = item
        if line.entry not in self._folded:
            item.addChildren([self._item(each) for each in line.below])
        elif line.below:
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _note(self, line: Line) -> None:
        self._lines[line.entry] = line
        for each in line.below:
            self._parents[each.entry] = line.entry
            self._note(each)

    def _fill(self, item: QTreeWidgetItem) -> None:
        """Make the lines of a branch that was folded until now."""
        if not item.childCount():
            below = self._lines[item.data(0, _KEY)].below
            item.addChildren([self._item(each) for each in below])

    def _made(self, entry: Entry) -> QTreeWidgetItem:
        if entry not in self._items:
            self._fill(self._made(self._parents[entry]))
        return self._items[entry]

    def _went(self, item: QTreeWidgetItem | None, _: object) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _KEY))


CLAUSES_WITH_INDICATORS = frozenset(
    key for key in FIELDS if key.startswith("ptr.") and FIELDS[key].label.zh.startswith("2.")
) | {"ptr.quality"}


def _place(entry: Entry) -> str:
    return entry.key if entry.sort == "indicator" else entry.number


def lines_of(desk: Desk, whole: Tree, snapshot: Snapshot) -> tuple[Line, ...]:
    """Return the outline of a PTR: head, chapters 1 to 4, standards, annexes, studies."""
    say, dossier = desk.say, snapshot.dossier
    general = [_branch(desk, whole, n) for n in range(len(whole.branches))]
    inner = tuple(line for line in general if line.entry.number.count(".") == 2)
    outer = tuple(line for line in general if line.entry.number.count(".") == 1)
    stray = tuple(_indicator(node) for node in whole.stray)
    chapter2 = (
        Line(Entry("none", "ptr.general", "2.1"), "2.1 " + say(_GENERAL), inner),
        *outer,
        *((Line(Entry("none", "ptr.stray"), say(_STRAY), stray),) if stray else ()),
    )
    methods = (
        _answer(desk, "ptr.test_environment", "3.0"),
        *(Line(Entry("method", m.id, m.text("clause")), m.text("clause")) for m in whole.loose),
        *_methods(whole),
    )
    name = dossier.text("claim.product_name") or dossier.heading.name
    return (
        Line(Entry("head", "ptr.number"), say(_HEAD.format(name=name))),
        Line(Entry("none", "ptr.head"), "1 " + say(_MODELS), (*(_answer(desk, k) for k in _FIRST), _records("version_field", say(_VERSION)))),
        Line(Entry("none", "ptr.indicators"), "2 " + say(_INDICATORS), chapter2),
        Line(Entry("none", "ptr.methods"), "3 " + say(_METHODS), methods),
        _records("term", "4 " + say(_TERMS)),
        _records("standard", say(_STANDARDS)),
        Line(Entry("none", "ptr.annex"), say(_ANNEX), tuple(_answer(desk, k) for k in _LAST)),
        Line(Entry("none", "ptr.studies"), say(_STUDIES), tuple(_records(k, say(w)) for k, w in _KINDS)),
    )  # fmt: skip


def _branch(desk: Desk, whole: Tree, at: int) -> Line:
    branch = whole.branches[at]
    words = f"{branch.clause.number} {desk.say(branch.clause.title)}"
    entry = Entry("answer", branch.clause.field, branch.clause.number)
    return Line(entry, words, tuple(_indicator(node) for node in branch.nodes))


def _indicator(node: Node) -> Line:
    words = f"{node.number} {node.record.text('name')}"
    entry = Entry("indicator", node.record.id, node.number)
    return Line(entry, words, tuple(_indicator(child) for child in node.children))


def _methods(whole: Tree) -> Iterator[Line]:
    for node in whole.nodes():
        if node.method is not None:
            number = node.method.text("clause")
            words = f"{number} {node.record.text('name')}"
            yield Line(Entry("method", node.method.id, number), words)


def _answer(desk: Desk, key: str, number: str = "") -> Line:
    return Line(Entry("answer", key, number), desk.say(FIELDS[key].label))


def _records(kind: str, words: str) -> Line:
    return Line(Entry("records", kind), words)


def states_of(entries: tuple[Entry, ...], snapshot: Snapshot, whole: Tree) -> dict[Entry, str]:
    """Return the icon of each entry: not applicable, an issue, empty or filled."""
    dossier = snapshot.dossier
    troubled = {
        (f.place.record, f.place.id if f.place.record else f.place.field) for f in snapshot.findings
    }
    tested = {node.record.id for node in whole.nodes() if node.method is not None}
    states = {}
    for entry in entries:
        if entry.sort == "answer":
            if entry.key in dossier.not_applicable:
                states[entry] = "circle-slash"
            elif ("", entry.key) in troubled:
                states[entry] = "circle-alert"
            else:
                states[entry] = "circle-check" if dossier.text(entry.key) else "circle"
        elif entry.sort in ("indicator", "method"):
            kind = "indicator" if entry.sort == "indicator" else "test_method"
            fine = (kind, entry.key) not in troubled and (
                entry.sort == "method" or entry.key in tested
            )
            states[entry] = "circle-check" if fine else "circle-alert"
    return states


_FIRST = ("ptr.models", "ptr.release", "ptr.version_rule")
_LAST = ("ptr.architecture", "ptr.ui_map", "ptr.topology")
_NAME = Text("产品技术要求大纲", "Outline of the PTR")
_HEAD = Text("编号与模板 · {name}", "Number and template · {name}")
_MODELS = Text("产品型号/规格及其划分说明", "Models and their division")
_VERSION = Text("版本字段", "Fields of the version number")
_INDICATORS, _METHODS = Text("性能指标", "Indicators"), Text("检验方法", "Test methods")
_GENERAL = Text("通用要求", "General requirements")
_STRAY = Text("条款号不在模板内", "Numbers outside the template")
_TERMS, _STANDARDS = Text("术语", "Terms"), Text("引用标准", "Standards cited")
_ANNEX, _STUDIES = Text("附录", "Annexes"), Text("研究资料", "Studies")
_KINDS = (
    ("component", Text("现成软件组件（SBOM）", "Components (SBOM)")),
    ("security_capability", Text("22 项网络安全能力", "22 security capabilities")),
    ("report_part", Text("研究报告段落", "Parts of study reports")),
)
