"""A software list chosen, read beside the window, shown, and taken in by a press."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.model.sbom import Component
from dossier_app.service import softwarelist
from dossier_app.service.softwarelist import SbomPlan
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.table import Filtered, Table


def choose_sbom(desk: Desk, parent: QWidget) -> None:
    """Ask for a file and show what it would change."""
    words = desk.say(_FILES) + " (*.json)"
    name, _ = QFileDialog.getOpenFileName(parent, desk.say(_TITLE), "", words)
    if name:
        read_sbom_file(desk, parent, Path(name))


def read_sbom_file(desk: Desk, parent: QWidget, path: Path) -> None:
    """Read a file in the background and show what it would change."""
    desk.jobs.run(
        _READING,
        lambda job: softwarelist.plan_sbom(desk.ws, desk.dossier_id, path, job),
        lambda plan: SbomDialog(desk, parent, plan).open(),
        parent,
    )


class SbomDialog(QDialog):
    """The components of a list with what taking them in changes."""

    def __init__(self, desk: Desk, parent: QWidget, plan: SbomPlan) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._plan = desk, plan
        self._changed = {component.identity for _, component in plan.changed}
        self._added = {component.identity for component in plan.added}
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(860, 560)
        self.model: RowsModel[Component] = RowsModel([say(w) for w in _HEADS], self._cell)
        table = Table(self.model, desk.role, say(_TITLE))
        table.set_widths(90, 0, 110, 150, 150)
        self.model.show(plan.sbom.components)
        counts = {"form": plan.sbom.form, "n": len(plan.sbom.components), "added": len(plan.added), "changed": len(plan.changed), "removed": len(plan.removed), "none": plan.sbom.unversioned}  # fmt: skip
        self.take = button(say(_TAKE), self._take, "primary")
        self.take.setEnabled(not desk.locked and bool(plan.added or plan.changed or plan.removed))
        note = label(say(_NOTE.format(**counts)), "label", wrap=True)
        foot = row(None, button(say(_CANCEL), self.reject), self.take)
        self.setLayout(column(label(say(_TITLE), "title"), note, Filtered(table, say), foot, margin=Size.CARD))  # fmt: skip

    def _take(self) -> None:
        self._desk.carry(lambda: softwarelist.take_sbom(self._desk.ws, self._plan))
        self.accept()

    def _cell(self, each: Component, number: int) -> Shown:
        match number:
            case 0:
                new, changed = each.identity in self._added, each.identity in self._changed
                words = _NEW if new else _OTHER if changed else _SAME
                return Shown(self._desk.say(words), Tone.OK if new else Tone.WARNING if changed else Tone.MUTED, pill=True)  # fmt: skip
            case 1:
                return Shown(each.name, strong=True)
            case 2:
                return Shown(each.version or "—", None if each.version else Tone.WARNING)
            case 3:
                return Shown(each.supplier)
            case _:
                return Shown(each.licence)


_TITLE = Text("导入软件物料清单（SBOM）", "Import a software list (SBOM)")
_FILES, _READING = Text("CycloneDX 或 SPDX JSON", "CycloneDX or SPDX JSON"), Text("读取软件清单", "Reading the software list")  # fmt: skip
_NOTE = Text(
    "{form}：{n} 个组件；新增 {added}，改版本 {changed}，移除 {removed}，没有版本 {none}。手工登记的组件保留；可一次撤销。",
    "{form}: {n} components; {added} new, {changed} changed, {removed} gone, {none} without version. Those typed by hand stay; one undo takes all back.",
)
_TAKE, _CANCEL = Text("导入", "Import"), Text("取消", "Cancel")
_NEW, _OTHER, _SAME = Text("新增", "new"), Text("改动", "changed"), Text("相同", "same")
_HEADS = (
    Text("变化", "Change"),
    Text("名称", "Name"),
    Text("版本", "Version"),
    Text("供应方", "Supplier"),
    Text("许可", "Licence"),
)
