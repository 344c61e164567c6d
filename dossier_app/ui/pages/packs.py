"""The tab of rule packs: which there are, and what judging the dossiers by another would change, before it is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.rules.install import Difference
from dossier_app.service.commands import PinRulePack
from dossier_app.service.installing import install_pack
from dossier_app.service.packplans import DossierPlan, MovePlan, move_plan
from dossier_app.service.packs import packs_here
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ask_yes
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.editors import PickEditor
from dossier_app.ui.widgets.table import Table


class PackTab(QWidget):
    """Choose a pack, look at the plan, move the open dossier."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.plan: MovePlan | None = None
        say = desk.say
        self.pack = PickEditor(say(_PACK), [], say)
        self.pack.setMinimumWidth(220)
        self._preview = button(say(_PREVIEW), self.preview)
        self._pin = button(say(_PIN), self.pin)
        self._pin.setEnabled(False)
        self._told = label(say(_NOTE), "muted", wrap=True)
        self.dossiers: RowsModel[DossierPlan] = RowsModel([say(h) for h in _HEADS], self._dossier)
        self._table = Table(self.dossiers, desk.role, say(_DOSSIERS))
        self._table.set_widths(0, 90, 90, 180, 110)
        self.differences: RowsModel[Difference] = RowsModel(
            [say(h) for h in _DIFFERENCES], self._difference
        )
        self._diff = Table(self.differences, desk.role, say(_FIELDS))
        self._diff.set_widths(100, 140, 90, 0, 0)
        self._install = button(say(_INSTALL), self.install)
        self._install.setEnabled(not desk.ws.read_only)
        tools = row(self.pack, self._preview, self._pin, None, self._install)
        layout = column(
            tools, self._told, label(say(_DOSSIERS), "strong"), self._table,
            label(say(_FIELDS), "strong"), self._diff, gap=Size.GAP, margin=Size.UNIT,
        )  # fmt: skip
        layout.addStretch(1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Offer the packs there are."""
        names = [folder.name for folder in packs_here(self._desk.ws.folder)]
        self.pack.offer([(name, name) for name in names])
        if names and self.pack.read() is None:
            self.pack.put(names[-1])

    def preview(self) -> None:
        """Work the plan out beside the window."""
        key = str(self.pack.read() or "")
        if key:
            work = lambda job: move_plan(self._desk.ws, key, job)  # noqa: E731 - one line of work
            self._desk.jobs.run(_PREVIEWING, work, self._show, self)

    def pin(self) -> None:
        """Judge the open dossier by the pack of the plan from now on; one undo takes it back."""
        if self.plan is not None and self._desk.dossier_id:
            self._desk.do(PinRulePack(self._desk.dossier_id, self.plan.key), self)

    def install(self) -> None:
        """Ask for a pack; where no known key signed it, for the firm's key, whose fingerprint is shown."""
        file, _ = QFileDialog.getOpenFileName(self, self._desk.say(_INSTALL), "", "(*.zip)")
        if not file:
            return
        key, _ = QFileDialog.getOpenFileName(self, self._desk.say(_KEY), "", "(*.pub)")
        self.install_from(Path(file), Path(key) if key else None)

    def install_from(self, file: Path, key: Path | None, trust: str = "") -> None:
        """Install a pack; an unconfirmed key is shown with its fingerprint and asked about."""
        try:
            made = install_pack(self._desk.ws, file, key=key, trust=trust)
        except DossierError as error:
            if error.code == "PACK-KEY-UNCONFIRMED" and not trust:
                sentence = _FINGERPRINT.format(fingerprint=error.place)
                if ask_yes(self, self._desk, _INSTALL, sentence):
                    self.install_from(file, key, error.place)
                return
            self._desk.failed.emit(error)
            return
        self._desk.tell(_INSTALLED.format(key=made.pack.key))
        self.refresh()

    def _show(self, plan: MovePlan) -> None:
        self.plan = plan
        self.dossiers.show(plan.dossiers)
        self.differences.show(plan.differences)
        self._table.fit_whole()
        self._diff.fit_whole()
        moved = sum(each.changes for each in plan.dossiers)
        parts = {"n": len(plan.dossiers), "m": moved, "f": len(plan.differences)}
        self._told.setText(self._desk.say(_TOLD.format(key=plan.key, **parts)))
        able = bool(self._desk.dossier_id) and not self._desk.locked
        self._pin.setEnabled(able)

    def _dossier(self, each: DossierPlan, number: int) -> Shown:
        match number:
            case 0:
                return Shown(each.heading.name, strong=each.changes)
            case 1:
                return Shown(f"+{len(each.come)}", Tone.WARNING if each.come else Tone.MUTED)
            case 2:
                return Shown(f"-{len(each.go)}", Tone.OK if each.go else Tone.MUTED)
            case 3:
                same_class = each.class_before == each.class_after
                words = f"{each.class_before} → {each.class_after}"
                return Shown(each.class_before if same_class else words)
            case _:
                return Shown(str(len(each.handed_out) or ""), Tone.MUTED)

    def _difference(self, each: Difference, number: int) -> Shown:
        return Shown(each[number][:200], Tone.MUTED if number < 3 else None)


_PACK, _PREVIEW = Text("规则包", "Rule pack"), Text("预览改用", "Preview the move")
_PIN = Text("打开的卷宗改用此包", "Move the open dossier")
_INSTALL, _KEY = Text("安装规则包…", "Install a pack…"), Text("公钥文件", "Public key file")
_FINGERPRINT = Text(
    "公钥指纹是 {fingerprint}。与发布方公布的指纹一致时才继续。",
    "The key's fingerprint is {fingerprint}. Go on only if it is what the publisher announced.",
)
_INSTALLED = Text("已安装规则包 {key}", "Installed rule pack {key}")
_PREVIEWING = Text("比较规则包", "Comparing packs")
_NOTE = Text(
    "先预览再改用：逐字段、逐卷宗列出变化，并指出已发出的材料包。",
    "Look before moving: changes field by field and dossier by dossier, with the packs handed out.",
)
_TOLD = Text(
    "改用 {key}：{n} 份卷宗中 {m} 份有变化，规则包字段差异 {f} 处。未作任何改动。",
    "Moving to {key}: {m} of {n} dossiers change, {f} fields of the pack differ. Nothing was changed.",
)
_DOSSIERS, _FIELDS = Text("逐卷宗", "Dossier by dossier"), Text("逐字段", "Field by field")
_HEADS = (
    Text("卷宗", "Dossier"),
    Text("新增问题", "Come"),
    Text("消失问题", "Go"),
    Text("管理类别", "Class"),
    Text("已发出的包", "Handed out"),
)
_DIFFERENCES = (
    Text("表", "Table"),
    Text("条目", "Entry"),
    Text("字段", "Field"),
    Text("现在", "Now"),
    Text("改用后", "Then"),
)
