"""Hand-over from the window: bundles out, in and merged, redacted bundles, support files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.service import bundle, merging, queries, redacting
from dossier_app.service.bundle import Manner
from dossier_app.service.merging import MergePlan
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.password import ask_password
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.writers.sealing import is_sealed


def write_out(parent: QWidget, desk: Desk) -> None:
    """Ask for a file and a password and write the open dossier's bundle."""
    target = _ask_target(parent, desk, _OUT, f"{_key(desk)}.dossier")
    password = ask_password(parent, desk, twice=True) if target else None
    if target and password is not None:
        write_to(desk, target, password)


def write_to(desk: Desk, target: Path, password: str = "") -> None:
    """Write the open dossier's bundle beside the window."""
    manner, dossier = Manner(replace=True, password=password), desk.dossier_id
    work = lambda job: bundle.write_bundle(desk.ws, dossier, target, manner, job)  # noqa: E731 - one line of work
    desk.jobs.run(_OUT, work, partial(_written, desk, target), desk)


def take_in(parent: QWidget, desk: Desk) -> None:
    """Ask for a bundle and its password, then take it in or open the merge."""
    words = f"{desk.say(_BUNDLES)} (*.dossier)"
    name, _ = QFileDialog.getOpenFileName(parent, desk.say(_IN), "", words)
    if name:
        file = Path(name)
        password = ask_password(parent, desk) if is_sealed(file) else ""
        if password is not None:
            take_from(parent, desk, file, password)


def take_from(parent: QWidget, desk: Desk, file: Path, password: str = "") -> None:
    """Look into a bundle beside the window; what is new is taken in, what is here is merged."""
    work = lambda job: merging.look(desk.ws, file, password)  # noqa: E731 - one line of work
    desk.jobs.run(_LOOKING, work, partial(_looked, parent, desk, file, password), parent)


def write_redacted(parent: QWidget, desk: Desk) -> None:
    """Show what would be removed, then write the redacted bundle."""
    from dossier_app.ui.dialogs.removed import Removed

    dossier = desk.dossier_id
    found = redacting.redact(desk.ws, dossier)
    if Removed(parent, desk, found.removed).exec():
        target = _ask_target(parent, desk, _REDACTED, f"{_key(desk)}-redacted.dossier")
        if target:
            work = lambda job: redacting.write_redacted(desk.ws, dossier, target, Manner(True), job)  # noqa: E731 - one line of work
            desk.jobs.run(_REDACTED, work, partial(_written, desk, target), desk)


def write_support(parent: QWidget, desk: Desk) -> None:
    """Write the support file, which holds no content."""
    target = _ask_target(parent, desk, _SUPPORT, "support.json")
    if target:
        dossier = desk.dossier_id
        work = lambda job: redacting.write_support(desk.ws, dossier, target, replace=True)  # noqa: E731 - one line of work
        desk.jobs.run(_SUPPORT, work, partial(_written, desk, target), desk)


def _looked(parent: QWidget, desk: Desk, file: Path, password: str, plan: MergePlan | None) -> None:
    from dossier_app.ui.dialogs.merge import MergeDialog

    if plan is None:
        work = lambda job: bundle.read_bundle(desk.ws, file, password=password, progress=job)  # noqa: E731 - one line of work
        desk.jobs.run(_IN, work, partial(_taken, desk), desk)
    elif all(unit.mine == unit.theirs for unit in plan.units):
        desk.tell(_SAME)
    else:
        MergeDialog(parent, desk, plan, (file, password)).open()


def _taken(desk: Desk, told: dict[str, Any]) -> None:
    desk.tell(_DONE_IN.format(n=told["files"]))
    desk.go(Spot(PageKey.CLAIM, str(told["dossier"])))


def _written(desk: Desk, target: Path, told: dict[str, Any]) -> None:
    desk.tell(_DONE_OUT.format(name=target.name))


def _ask_target(parent: QWidget, desk: Desk, title: Text, proposed: str) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(parent, desk.say(title), proposed)
    if not name:
        return None
    target, ending = Path(name), Path(proposed).suffix
    return target if target.suffix == ending else target.with_name(target.name + ending)


def _key(desk: Desk) -> str:
    return queries.heading(desk.ws, desk.dossier_id).key


_OUT, _IN = Text("写出交接包", "Writing a bundle"), Text("收入交接包", "Taking a bundle in")
_LOOKING = Text("核对交接包", "Checking a bundle")
_REDACTED, _SUPPORT = (
    Text("写出脱敏交接包", "Writing a redacted bundle"),
    Text("写出支持文件", "Writing a support file"),
)
_BUNDLES = Text("交接包", "Bundles")
_SAME = Text(
    "交接包与本机内容相同，无需合并", "The bundle is what is here already; nothing to merge"
)
_DONE_IN = Text("已收入交接包，附件 {n} 个", "Bundle taken in, with {n} files")
_DONE_OUT = Text("已写出：{name}", "Written: {name}")
