"""Two machines' work side by side: every difference with what becomes of it, conflicts first."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from dossier_app.base.text import Text, same
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Field
from dossier_app.model.merge import Choice, State, Unit
from dossier_app.service import merging
from dossier_app.service.merging import MergePlan
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.table import Filtered, Table


class MergeDialog(QDialog):
    """A table of differences; a conflict must be decided before the merge can be done."""

    def __init__(
        self, parent: QWidget, desk: Desk, plan: MergePlan, source: tuple[Path, str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._plan, self._source = desk, plan, source
        self.decided: dict[str, Choice] = {}
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(1120, 680)
        self.model: RowsModel[Unit] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(190, 0, 0, 0, 116)
        moved = [unit for unit in plan.units if unit.state is not State.SAME]
        self.model.show(sorted(moved, key=lambda unit: unit.state is not State.CONFLICT))
        self._note = label("", "label", wrap=True)
        choices = [
            button(say(words), partial(self.choose, choice)) for choice, words in _CHOICES.items()
        ]
        self.merge = button(say(_MERGE), self._apply, "primary")
        cancel = button(say(_CANCEL), self.reject)
        foot = row(label(say(_CHOSEN), "muted"), *choices, None, cancel, self.merge)
        head = label(say(_TITLE), "title")
        self.setLayout(column(head, self._note, Filtered(self.table, say), foot, margin=Size.CARD))
        self.table.choose(0)
        self._count()

    def choose(self, choice: Choice) -> None:
        """Decide the chosen line and go on to the next conflict that is open."""
        line = self.table.line()
        if line < 0:
            return
        self.decided[self.model.item(line).place] = choice
        self.model.show(list(self.model.items()))
        following = self.model.line_of(self._is_open)
        self.table.choose(following if following >= 0 else line)
        self._count()

    def open_conflicts(self) -> int:
        """Return how many conflicts are not decided."""
        return sum(self._is_open(unit) for unit in self._plan.units)

    def _is_open(self, unit: Unit) -> bool:
        return unit.state is State.CONFLICT and unit.place not in self.decided

    def _count(self) -> None:
        left, moved = self.open_conflicts(), self.model.total()
        base = _WITH_BASE if self._plan.base else _WITHOUT_BASE
        words = self._desk.say(_NOTE.format(n=moved, left=left))
        self._note.setText(f"{self._desk.say(base)} {words}")
        self.merge.setEnabled(left == 0 and not self._desk.locked)

    def _apply(self) -> None:
        desk, decided = self._desk, dict(self.decided)
        file, password = self._source
        desk.jobs.run(
            _MERGING,
            lambda job: merging.merge_bundle(
                desk.ws, file, decided, password=password, progress=job
            ),
            lambda told: _merged(desk, told),
            desk,
        )
        self.accept()

    def _cell(self, unit: Unit, number: int) -> Shown:
        match number:
            case 0:
                return Shown(self._desk.say(_label(unit)), strong=True)
            case 1 | 2 | 3:
                return Shown(self._words(unit, (unit.base, unit.mine, unit.theirs)[number - 1]))
            case _:
                if self._is_open(unit):
                    return Shown(self._desk.say(_OPEN), Tone.BAD, pill=True)
                choice = unit.chosen(self.decided.get(unit.place))
                tone = Tone.OK if unit.place in self.decided else Tone.MUTED
                return Shown(self._desk.say(_CHOICES[choice]), tone, pill=True)

    def _words(self, unit: Unit, value: Any) -> str:  # noqa: ANN401 - a JSON value
        if value is None:
            return "—"
        if unit.part in ("records", "firm"):
            return "\n".join(self._fields(unit, value))
        if unit.part == "not_applicable":
            return str(value.get("reason", ""))
        field = FIELDS.get(unit.key) if unit.part == "answers" else None
        return self._value(field, value)

    def _fields(self, unit: Unit, value: dict[str, Any]) -> list[str]:
        """Return the fields of a record that tell the sides apart, all of them where only one side has it."""
        fields = RECORD_KINDS[unit.kind].fields
        told = _differing(unit) or set(value)
        shown = [f for f in fields if f.key in told and f.key in value and not f.internal]
        say = self._desk.say
        return [f"{say(f.label)}: {self._value(f, value[f.key])}" for f in shown]

    def _value(self, field: Field | None, value: Any) -> str:  # noqa: ANN401 - a JSON value
        if field is not None and field.options:
            chosen = value if isinstance(value, list) else [value]
            return self._desk.say.listing([self._desk.say(field.option(each)) for each in chosen])
        return _plain(value)


def _differing(unit: Unit) -> set[str]:
    """Return the fields in which the sides that have the record differ."""
    sides = [side for side in (unit.base, unit.mine, unit.theirs) if side]
    keys = {key for side in sides for key in side}
    return {key for key in keys if any(side.get(key) != sides[0].get(key) for side in sides)}


def _label(unit: Unit) -> Text:
    if unit.part == "heading":
        return _HEADINGS[unit.key]
    if unit.part in ("answers", "not_applicable"):
        label_ = FIELDS[unit.key].label
        return label_ if unit.part == "answers" else _MARK.format(name=label_)
    kind = RECORD_KINDS[unit.kind]
    shown = unit.mine or unit.theirs or unit.base or {}
    title = same(str(shown.get(kind.title, ""))[:40])
    return Text(f"{kind.label.zh} {title.zh}", f"{kind.label.en} {title.en}")


def _plain(value: Any) -> str:  # noqa: ANN401 - a JSON value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _merged(desk: Desk, told: dict[str, Any]) -> None:
    counts = told["counts"].values()
    taken = sum(each["kept_theirs"] for each in counts)
    both = sum(each["kept_both"] for each in counts)
    desk.tell(_DONE.format(taken=taken, both=both, files=told["new_files"]))
    desk.judge()


_TITLE = Text("合并交接包", "Merge a bundle")
_NOTE = Text(
    "不同之处 {n} 处，其中尚待决定的冲突 {left} 处。合并可一次撤销。",
    "{n} differences, {left} conflicts still to be decided. One undo takes the merge back.",
)
_WITH_BASE = Text(
    "以双方最近一次共同的交接包为基准：只有一方改过的自动采用，双方都改过的须决定。",
    "Set against the last bundle both sides know: what one side changed is taken, what both changed needs a decision.",
)
_WITHOUT_BASE = Text(
    "没有双方共同的交接包：凡不同之处都须决定，只在一方的内容都会保留。",
    "Both sides share no earlier bundle: every difference needs a decision; what only one side has stays.",
)
_HEADS = (
    Text("位置", "Place"),
    Text("共同基准", "Common base"),
    Text("我方", "Mine"),
    Text("对方", "Theirs"),
    Text("处理", "What is done"),
)
_CHOICES = {
    Choice.MINE: Text("保留我方", "keep mine"),
    Choice.THEIRS: Text("采用对方", "take theirs"),
    Choice.BOTH: Text("两者都留", "keep both"),
}
_OPEN, _CHOSEN = Text("待决定", "open"), Text("所选一行：", "Chosen line:")
_MERGE, _MERGING, _CANCEL = (
    Text("合并", "Merge"),
    Text("合并交接包", "Merging a bundle"),
    Text("取消", "Cancel"),
)
_HEADINGS = {
    "name": Text("卷宗名称", "Name of the dossier"),
    "judged_on": Text("判断日期", "Judged on"),
    "pack": Text("规则包", "Rule pack"),
}
_MARK = Text("不适用：{name}", "Not applicable: {name}")
_DONE = Text(
    "已合并：采用对方 {taken} 处，两者都留 {both} 处，新附件 {files} 个",
    "Merged: {taken} taken from the other side, {both} kept from both, {files} new files",
)
