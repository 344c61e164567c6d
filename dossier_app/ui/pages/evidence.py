"""The evidence library: drop files in, see what each proves and where it is used, look at it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QSplitter, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Field, Json, to_json
from dossier_app.model.records import Record
from dossier_app.service import imports, library, queries
from dossier_app.service.commands import ChangeRecord
from dossier_app.ui.desk import Desk
from dossier_app.ui.evidencelinks import LinksBox, RecycleBin
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.jobs import Job
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import button, clear, column, label, panel, row, scrolled, topped
from dossier_app.ui.widgets.table import Filtered, Table

SOON = 90
"""Days before its end at which a file counts as expiring."""
_SHOWN = (
    "title",
    "kind",
    "issuer",
    "number",
    "dated",
    "expires_on",
    "version",
    "language",
    "proves",
    "audience",
    "disclosure",
)


class EvidencePage(Page):
    """A list, a place to drop files, and the chosen file beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kind = RECORD_KINDS["evidence"]
        self._chosen = ""
        self.model: RowsModel[Record] = RowsModel([self.say(words) for words in _HEADS], self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(0, 130, 56, 100, 84)
        self.table.moved.connect(self._show_file)
        self.rows: list[FieldRow] = []
        self._detail = column(gap=Size.UNIT)
        side = QWidget()
        side.setLayout(topped(self._detail, Size.PAD))
        left = QWidget()
        self.chips = self._filters()
        left.setLayout(
            column(self._drop_zone(), Filtered(self.table, self.say, *self.chips.values()))
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(scrolled(side))
        split.setSizes([600, 380])
        split.setChildrenCollapsible(False)
        self._none = label(self.say(_NO_DOSSIER), "label", wrap=True)
        self._split = split
        self.setLayout(column(self._none, split, margin=Size.PAGE))
        self.setAcceptDrops(True)

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def subtitle(self) -> str:
        """Name the dossier whose files are shown."""
        return self.desk.dossier.heading.name if self.desk.current else ""

    def offers(self) -> tuple[Action, ...]:
        """Offer to attach files."""
        opened = self.desk.current is not None
        able = opened and not self.desk.locked
        return (
            Action(self.say(_BIN), self.open_bin, enabled=opened),
            Action(self.say(_ATTACH), self.attach, primary=True, enabled=able),
        )

    def show_spot(self, spot: Spot) -> None:
        """Choose a file; a link leads to its file."""
        self.refresh(self.desk.current)
        wanted = spot.id
        if spot.kind == "link" and self.desk.current:
            link = self.desk.dossier.find("link", spot.id)
            wanted = link.text("evidence") if link else ""
        if wanted:
            self.table.choose(self.model.line_of(lambda r: r.id == wanted))

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Show the files of the open dossier and of the firm."""
        current = self.desk.current
        self._none.setVisible(current is None)
        self._split.setVisible(current is not None)
        if current is None:
            self.model.show(())
            return
        chosen = self._chosen
        self.table.blockSignals(True)
        self.model.show(current.dossier.all("evidence"))
        self.narrow()
        line = self.model.line_of(lambda r: r.id == chosen)
        self.table.choose(max(line, 0))
        self.table.blockSignals(False)
        if self.model.rowCount() and not any(r.editor.target().hasFocus() for r in self.rows):
            self._show_file(max(line, 0))

    def open_bin(self) -> None:
        """Show what was taken out, with a way back."""
        RecycleBin(self, self.desk).exec()

    def narrow(self) -> None:
        """Show only the files that the pressed chips ask for."""
        if self.desk.current is None:
            return
        pressed = {key for key, chip in self.chips.items() if chip.isChecked()}
        dossier, soon = self.desk.dossier, self.desk.today() + timedelta(days=SOON)
        used = library.used(dossier) if "unused" in pressed else frozenset()
        waiting = {link.text("evidence") for link in library.suspects(dossier)}

        def asked_for(record: Record) -> bool:
            ends = record.day("expires_on")
            return (
                ("unused" not in pressed or record.id not in used)
                and ("expiring" not in pressed or (ends is not None and ends <= soon))
                and ("suspect" not in pressed or record.id in waiting)
            )

        self.model.only(asked_for if pressed else None)

    def _filters(self) -> dict[str, QPushButton]:
        made = {key: button(self.say(words), self.narrow, "chip") for key, words in _FILTERS}
        for chip in made.values():
            chip.setCheckable(True)
        return made

    def leave(self) -> bool:
        """Save what is being typed."""
        return commit_all(self.rows)

    def attach(self) -> None:
        """Ask for files and take them in."""
        names, _ = QFileDialog.getOpenFileNames(
            self, self.say(_ATTACH), "", "(*.pdf *.png *.jpg *.docx *.xlsx)"
        )
        self.take_in([Path(name) for name in names])

    def take_in(self, paths: list[Path]) -> None:
        """Take files in beside the window; each becomes a record that one undo takes back."""
        dossier = self.desk.dossier_id
        if paths and dossier and not self.desk.locked:
            self.desk.jobs.run(
                _ATTACHING, partial(_attach_all, self.desk, dossier, paths), self._attached, self
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls() and not self.desk.locked and self.desk.current:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files in."""
        self.take_in(
            [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        )

    def _attached(self, records: list[str]) -> None:
        self._chosen = records[-1] if records else ""
        self.desk.tell(_DONE.format(n=len(records)))

    def _drop_zone(self) -> QFrame:
        return panel("drop", label(self.say(_DROP), "label", wrap=True), margin=Size.PAD)

    def _cell(self, record: Record, number: int) -> Shown:
        match number:
            case 0:
                return Shown(record.text("title"), strong=True)
            case 1:
                return Shown(
                    self.say(self.kind.field("kind").option(record.text("kind"))), Tone.MUTED
                )
            case 2:
                return Shown(record.text("pages"), Tone.MUTED)
            case 3:
                ends = record.day("expires_on")
                late = ends is not None and ends < self.desk.today()
                return Shown(ends.isoformat() if ends else "", Tone.BAD if late else None)
            case _:
                public = record.text("disclosure")
                tone = Tone.OK if public in ("public", "tender") else Tone.MUTED
                words = self.say(self.kind.field("disclosure").option(public)) if public else ""
                return Shown(words, tone, pill=True)

    def _show_file(self, line: int) -> None:
        if not 0 <= line < self.model.rowCount():
            return
        commit_all(self.rows)
        record = self.model.item(line)
        self._chosen = record.id
        clear(self._detail)
        self._head(record)
        self.rows = [self._field(record, key) for key in _SHOWN]
        for each in self.rows:
            self._detail.addWidget(each)
        self._detail.addWidget(LinksBox(self.desk, record))
        self._used(record)
        self.desk.looked_at.emit(
            Spot(PageKey.EVIDENCE, self.desk.dossier_id, "", "evidence", record.id, "title")
        )

    def _head(self, record: Record) -> None:
        self._detail.addWidget(label(record.text("title"), "title", wrap=True))
        size = int(record.number("bytes") or 0)
        facts = _FACTS.format(
            name=record.text("file_name"),
            size=f"{size / 1024:,.0f}",
            hash=record.text("sha256")[:16],
        )
        self._detail.addWidget(label(self.say(facts), "muted", wrap=True))
        look = button(
            self.say(_OPEN),
            partial(self._open, record),
            name=self.say(_OPEN) + record.text("title"),
        )
        remove = button(self.say(_REMOVE), partial(self._remove, record))
        renew = button(self.say(_RENEW), partial(self._renew, record))
        for each in (remove, renew):
            each.setEnabled(not self.desk.locked)
        buttons = QWidget()
        buttons.setLayout(row(look, renew, remove, None))
        self._detail.addWidget(buttons)

    def _field(self, record: Record, key: str) -> FieldRow:
        field = self.kind.field(key)
        save = Save(lambda f, value: self._set(record, f, value))
        made = FieldRow(
            field,
            self.desk,
            editor_for(field, self.desk, self.desk.dossier),
            save,
            stacked=True,
        )
        value = record.values.get(key)
        made.lock(self.desk.locked)
        made.put(None if value is None else to_json(value))
        return made

    def _used(self, record: Record) -> None:
        self._detail.addWidget(label(self.say(_USED), "strong"))
        shown = label("…", "label", wrap=True)
        self._detail.addWidget(shown)
        work = partial(
            queries.where_used, self.desk.ws, self.desk.dossier_id, f"evidence:{record.id}"
        )

        def show(uses: tuple[queries.Use, ...]) -> None:
            lines = [f"· {self.say(use.text)}" for use in uses[:40]]
            shown.setText("\n".join(lines) or self.say(_UNUSED))

        self.desk.jobs.latest("used", work, show, shown)

    def _set(self, record: Record, field: Field, value: Json | None) -> DossierError | None:
        return self.desk.attempt(ChangeRecord("evidence", record.id, {field.key: value}), self)

    def _open(self, record: Record) -> None:
        try:
            path = queries.evidence_path(self.desk.ws, record.text("sha256"))
        except DossierError as error:
            self.desk.failed.emit(error)
            return
        open_file(self, self.desk, path, record.text("title"), record.text("media_type"))

    def _remove(self, record: Record) -> None:
        self._chosen = ""
        self.rows = []
        desk = self.desk
        desk.carry(lambda: library.take_out(desk.ws, desk.dossier_id, record.id))

    def _renew(self, record: Record) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.say(_RENEW))
        if name and commit_all(self.rows):
            self.renew(record, Path(name))

    def renew(self, record: Record, path: Path) -> None:
        """Put a new edition in a file's place beside the window; its links want to be confirmed."""
        desk, dossier = self.desk, self.desk.dossier_id
        work = lambda job: library.new_edition(desk.ws, dossier, record.id, path, progress=job)  # noqa: E731 - one line of work
        desk.jobs.run(_ATTACHING, work, lambda _: desk.tell(_RENEWED), self)


def open_file(parent: QWidget, desk: Desk, path: Path, title: str, media_type: str) -> None:
    """Show a PDF in the window where the platform can, anything else in the system's viewer."""
    from dossier_app.ui.widgets import pdfview

    if media_type == "application/pdf" and pdfview.available():
        pdfview.PdfWindow(parent, desk, path, title).show()
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _attach_all(desk: Desk, dossier: str, paths: list[Path], job: Job) -> list[str]:
    found = []
    for done, path in enumerate(paths):
        job.step(done, len(paths))
        found.append(imports.attach(desk.ws, dossier, path, "other", progress=job))
    return found


_TITLE, _ATTACH = Text("证据库", "Evidence"), Text("添加文件", "Attach files")
_HEADS = (
    Text("文件", "File"),
    Text("类别", "Kind"),
    Text("页数", "Pages"),
    Text("有效期至", "Valid until"),
    Text("披露", "Disclosure"),
)
_DROP = Text(
    "把 PDF、图片、Word 或 Excel 文件拖到此页；文件按内容存放，不会被改动。",
    "Drop PDF, picture, Word or Excel files on this page; files are kept by content and never changed.",
)
_ATTACHING, _DONE = (
    Text("添加证据文件", "Attaching files"),
    Text("已添加 {n} 个文件", "{n} files attached"),
)
_FACTS = Text("{name} · {size} KB · SHA-256 {hash}…", "{name} · {size} KB · SHA-256 {hash}…")
_BIN, _RENEW = Text("回收站", "Recycle bin"), Text("换新版…", "New edition…")
_RENEWED = Text("已换为新版，引用待确认", "New edition in place; its links want to be confirmed")
_FILTERS = (
    ("unused", Text("未使用", "Unused")),
    ("expiring", Text("将到期", "Expiring")),
    ("suspect", Text("待确认", "To be confirmed")),
)
_OPEN, _REMOVE = Text("查看", "View"), Text("移出证据库", "Remove")
_USED, _UNUSED = Text("用在哪里", "Used by"), Text("尚未引用。", "Not linked yet.")
_NO_DOSSIER = Text(
    "请先打开一个卷宗；这里显示它的文件和本单位共用的文件。",
    "Open a dossier first; its files and the firm's are shown here.",
)
