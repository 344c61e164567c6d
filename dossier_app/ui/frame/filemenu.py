"""The File menu: hand-over, versions, the record, backups and the doctor; the palette offers the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.widgets.basics import button

Deed = tuple[str, Text, str, bool]
"""Key, words, module and function, and whether a dossier must be open."""

DEEDS: tuple[tuple[Deed, ...], ...] = (
    (
        ("bundle-out", Text("写出交接包…", "Write a bundle…"), "handover.write_out", True),
        ("bundle-in", Text("收入交接包…", "Take a bundle in…"), "handover.take_in", False),
        (
            "redact",
            Text("写出脱敏交接包…", "Write a redacted bundle…"),
            "handover.write_redacted",
            True,
        ),
        ("support", Text("写出支持文件…", "Write a support file…"), "handover.write_support", True),
    ),
    (
        (
            "worklist",
            Text("问题与缺项清单…", "What is wrong or missing…"),
            "dialogs.worklist.show",
            True,
        ),
        ("review", Text("审核与签批…", "Review and approval…"), "dialogs.review.show", True),
        ("versions", Text("版本与比较…", "Versions and comparing…"), "dialogs.versions.show", True),
        ("record", Text("变更记录…", "Record of changes…"), "dialogs.record.show", False),
    ),
    (
        ("backup", Text("立即备份", "Back up now"), "safety.back_up", False),
        ("restore", Text("恢复备份…", "Restore a backup…"), "dialogs.backups.show", False),
        (
            "second",
            Text("第二备份位置…", "Second place for backups…"),
            "safety.choose_second",
            False,
        ),
        ("doctor", Text("体检", "Doctor"), "safety.examine", False),
    ),
)


def file_button(desk: Desk) -> QPushButton:
    """Return the button of the top bar that opens the menu."""
    made = button(desk.say(_FILE), lambda: None)
    menu = QMenu(made)
    menu.setAccessibleName(desk.say(_FILE))
    for number, group in enumerate(DEEDS):
        if number:
            menu.addSeparator()
        for deed in group:
            menu.addAction(desk.say(deed[1]), partial(_chosen, made, desk, deed))
    menu.aboutToShow.connect(lambda: _enable(menu, desk))
    made.setMenu(menu)
    return made


def _chosen(part: QWidget, desk: Desk, deed: Deed, _checked: bool = False) -> None:
    carry_out(part, desk, deed)


def carry_out(part: QWidget, desk: Desk, deed: Deed) -> None:
    """Do what an entry says in the window that a part stands in."""
    module, _, name = deed[2].rpartition(".")
    act: Callable[[QWidget, Desk], object] = getattr(
        import_module(f"dossier_app.ui.{module}"), name
    )
    act(part.window(), desk)


def deeds(desk: Desk) -> list[Deed]:
    """Return the entries that can be used now."""
    return [deed for group in DEEDS for deed in group if not deed[3] or desk.dossier_id]


def _enable(menu: QMenu, desk: Desk) -> None:
    known = {desk.say(deed[1]): deed for group in DEEDS for deed in group}
    for action in menu.actions():
        if deed := known.get(action.text()):
            action.setEnabled(bool(desk.dossier_id) or not deed[3])


_FILE = Text("文件", "File")
