"""The shown rows of a table written to an Excel file that the person names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.service.listing import write_list
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import RowsModel

_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))


def ask_and_write(part: QWidget, model: RowsModel[Any], name: str) -> None:
    """Ask for a file and write the rows that are shown, filtered as they are, beside the window."""
    desk = desk_of(part)
    if desk is None:
        return
    proposed = f"{' '.join(name.translate(_UNFIT).split())}.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(
        part, desk.say(_WHERE), proposed, f"{desk.say(_BOOKS)} (*.xlsx)"
    )
    if not chosen:
        return
    target = Path(chosen)
    if target.suffix.lower() != ".xlsx":
        target = target.with_name(target.name + ".xlsx")
    rows, lang = shown_rows(model), desk.lang
    desk.jobs.run(
        _WRITING,
        lambda job: write_list(target, name, rows, lang=lang, progress=job),
        partial(_written, desk, target),
        desk,
    )


def shown_rows(model: RowsModel[Any]) -> Sequence[Sequence[str]]:
    """Return the heads and the words of each shown row."""
    width = range(len(model.columns()))
    lines = [[model.shown(line, at).text for at in width] for line in range(model.rowCount())]
    return [list(model.columns()), *lines]


def desk_of(part: QWidget) -> Desk | None:
    """Return the desk of the window that a part stands in, through its dialogs."""
    from dossier_app.ui.main_window import MainWindow

    above: QWidget | None = part
    while above is not None:
        if isinstance(above, MainWindow):
            return above.desk
        above = above.parentWidget()
    return None


def _written(desk: Desk, target: Path, count: int) -> None:
    desk.tell(_DONE.format(count=count, name=target.name))


_WHERE, _BOOKS = (
    Text("导出到 Excel 文件", "Write to an Excel file"),
    Text("Excel 文件", "Excel files"),
)
_WRITING = Text("写入 Excel 文件", "Writing an Excel file")
_DONE = Text("已写入 {count} 行：{name}", "{count} rows written: {name}")
