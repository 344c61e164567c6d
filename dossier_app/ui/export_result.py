"""The finished pack: its state, files and omissions, and the ways to look at and verify it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.service.exports import ExportResult
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, clear, column, label, row
from dossier_app.ui.widgets.card import Card
from dossier_app.writers.manifest import PackedFile
from dossier_app.writers.verify import VerifyReport, verify_pack

_STATES = {
    "complete": (Text("完整", "complete"), Tone.OK),
    "partial": (Text("有缺项", "partial"), Tone.WARNING),
    "failed": (Text("失败", "failed"), Tone.BAD),
}


class ResultCard(Card):
    """Hidden until there is a result."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.say(_TITLE))
        self._desk = desk
        self._lines: QVBoxLayout = column(gap=Size.UNIT)
        self.inner.addLayout(self._lines)
        self.hide()

    def show_result(self, target: Path, result: ExportResult) -> None:
        """Show what was written."""
        say = self._desk.say
        words, tone = _STATES[result.state]
        self.put_state(say(words), tone)
        folder = target if target.is_dir() else target.parent
        parts: list[QWidget] = [label(str(target), "muted", wrap=True)]
        parts += [
            self._file(folder, each)
            for each in result.files
            if each.kind in ("pdf", "xlsx", "docx")
        ][:8]
        parts += [
            label(f"· {say(o.what)} · {say(o.why)}", tone=Tone.WARNING, wrap=True)
            for o in result.omitted
        ]
        buttons = QWidget()
        open_it = button(
            say(_FOLDER), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        check = button(say(_VERIFY), partial(self.verify, target))
        buttons.setLayout(row(open_it, check, None))
        self._put([*parts, buttons])

    def verify(self, target: Path) -> None:
        """Compare a pack with its manifest beside the window."""
        self._desk.jobs.run(_VERIFYING, lambda job: verify_pack(target), self._verified, self)

    def _verified(self, report: VerifyReport) -> None:
        say = self._desk.say
        words = _SAME.format(n=report.checked) if report.ok else _DIFFERS
        tone = Tone.OK if report.ok else Tone.BAD
        names = [*report.missing, *report.extra, *report.changed]
        shown = [
            label(say(words), "strong", wrap=True, tone=tone),
            *(label(f"· {n}") for n in names[:20]),
        ]
        for part in shown:
            self._lines.addWidget(part)
        self.show()

    def _file(self, folder: Path, file: PackedFile) -> QWidget:
        say = self._desk.say
        extent = (
            _PAGES.format(n=file.pages)
            if file.pages
            else _ROWS.format(n=file.rows)
            if file.rows
            else Text("", "")
        )
        made = QWidget()
        look = button(
            say(_LOOK),
            partial(self._open, folder / file.path),
            "link",
            say(_LOOK) + " " + file.path,
        )
        made.setLayout(row(label(f"{file.path}  {say(extent)}"), look, None))
        return made

    def _open(self, path: Path) -> None:
        from dossier_app.ui.pages.evidence import open_file

        kind = "application/pdf" if path.suffix == ".pdf" else ""
        open_file(self, self._desk, path, path.name, kind)

    def _put(self, parts: list[QWidget]) -> None:
        clear(self._lines)
        for part in parts:
            self._lines.addWidget(part)
        self.show()


_TITLE, _FOLDER = Text("结果", "Result"), Text("打开文件夹", "Open the folder")
_VERIFY, _VERIFYING, _LOOK = (
    Text("核对", "Verify"),
    Text("核对材料包", "Verifying the pack"),
    Text("查看", "View"),
)
_SAME = Text("{n} 个文件与清单一致", "{n} files are as the manifest says")
_DIFFERS = Text("与清单不一致：", "Not as the manifest says:")
_PAGES, _ROWS = Text("{n} 页", "{n} pages"), Text("{n} 行", "{n} rows")
