"""Restore: every backup with its date, reason and contents; the present state is kept first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.model.fields import CHINA
from dossier_app.service import safekeeping
from dossier_app.service.safekeeping import Kept
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, column, label, row
from dossier_app.ui.widgets.table import Filtered, Table


class Backups(QDialog):
    """A table of backups; restoring closes the window and opens it again on the restored data."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(900, 560)
        self.model: RowsModel[Kept] = RowsModel([say(w) for w in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, say(_TITLE))
        self.table.set_widths(170, 110, 0, 90, 100)
        self.model.show(safekeeping.listed(desk.ws.folder))
        self.table.choose(0)
        second = safekeeping.second_place(desk.ws.folder)
        note = label(
            say(_NOTE.format(second=str(second) if second else say(_NONE))), "label", wrap=True
        )
        self.go = button(say(_RESTORE), self.restore_chosen, "primary")
        self.go.setEnabled(self.model.total() > 0 and not desk.ws.read_only)
        other = button(say(_OTHER), self._ask_file)
        other.setEnabled(not desk.ws.read_only)
        foot = row(other, None, button(say(_CANCEL), self.reject), self.go)
        head = label(say(_TITLE), "title")
        self.setLayout(column(head, note, Filtered(self.table, say), foot, margin=Size.CARD))

    def restore_chosen(self) -> None:
        """Restore the chosen backup."""
        line = self.table.line()
        if line >= 0:
            self._restore(self.model.item(line).path)

    def _ask_file(self) -> None:
        words = f"{self._desk.say(_FILES)} (*.sqlite3)"
        name, _ = QFileDialog.getOpenFileName(self, self._desk.say(_OTHER), "", words)
        if name:
            self._restore(Path(name))

    def _restore(self, file: Path) -> None:
        self._desk.restore = file
        self.accept()
        if window := self.parentWidget():
            window.window().close()

    def _cell(self, kept: Kept, number: int) -> Shown:
        say = self._desk.say
        match number:
            case 0:
                return Shown(f"{kept.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}", strong=True)
            case 1:
                return Shown(say(_REASONS.get(kept.reason, _MANUAL)), Tone.MUTED, pill=True)
            case 2:
                if kept.dossiers is None:
                    return Shown(say(_UNTOLD), Tone.MUTED)
                return Shown(f"{len(kept.dossiers)}: {say.listing(list(kept.dossiers[:6]))}")
            case 3:
                return Shown(str(kept.files))
            case _:
                return Shown(f"{kept.bytes / (1 << 20):,.1f} MB", Tone.MUTED)


def show(parent: QWidget, desk: Desk) -> None:
    """Show the backups."""
    Backups(parent, desk).open()


_TITLE, _RESTORE, _OTHER, _CANCEL = (
    Text("恢复备份", "Restore a backup"),
    Text("恢复所选备份", "Restore the chosen one"),
    Text("从文件恢复…", "From a file…"),
    Text("取消", "Cancel"),
)
_NOTE = Text(
    "恢复前会先备份当前状态；恢复后窗口重新打开。保留最近 20 份、30 天每天一份、12 个月每月一份。第二备份位置：{second}",
    "The present state is backed up first; the window opens again afterwards. Kept are the last 20, one a day for 30 days "
    "and one a month for 12 months. Second place: {second}",
)
_NONE, _FILES = Text("未设置", "none"), Text("备份文件", "Backups")
_HEADS = (
    Text("时间（中国）", "When (China)"),
    Text("缘由", "Why"),
    Text("卷宗", "Dossiers"),
    Text("附件", "Files"),
    Text("大小", "Size"),
)
_MANUAL = Text("手动", "by hand")
_REASONS = {
    "manual": _MANUAL,
    "auto": Text("自动", "by itself"),
    "upgrade": Text("升级前", "before an upgrade"),
    "restore": Text("恢复前", "before a restore"),
}
_UNTOLD = Text("未记录内容（升级前或旧版备份）", "contents not told (upgrade or older version)")
