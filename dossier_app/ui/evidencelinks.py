"""The links of one file: page, quoted sentence, whether they still hold; and the recycle bin of the library."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.records import Record
from dossier_app.service import library
from dossier_app.service.library import Binned
from dossier_app.ui.desk import Desk
from dossier_app.ui.dialogs.ask import ask_person
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, button, clear, column, label, row, scrolled, topped


class LinksBox(QWidget):
    """Each link as a line with its state; confirming asks for a name."""

    def __init__(self, desk: Desk, evidence: Record) -> None:
        super().__init__()
        self._desk, self._say = desk, desk.say
        dossier = desk.dossier
        links = dossier.where("link", evidence=evidence.id)
        self.suspect = tuple(each.id for each in library.suspects(dossier) if each in links)
        whats = (row.text("what").partition(":") for row in dossier.all("confirmation"))
        self.confirmed = {name for sort, _, name in whats if sort == "link"}
        parts: list[QWidget] = [label(self._say(_LINKS.format(n=len(links))), "strong")]
        parts += [self._line(link) for link in links[:_MOST]]
        if len(self.suspect) > 1 and not desk.locked:
            every = button(self._say(_ALL), partial(self._confirm, self.suspect), "small")
            parts.append(_beside(every))
        self.setLayout(column(*parts, gap=Size.UNIT))

    def _line(self, link: Record) -> QWidget:
        say, desk = self._say, self._desk
        kind = RECORD_KINDS.get(link.text("target_kind"))
        target = desk.dossier.find(link.text("target_kind"), link.text("target"))
        title = target.text(RECORD_KINDS[target.kind].title)[:60] if target else link.text("target")
        said = _LINK.format(
            kind=kind.label if kind else Text("", ""),
            title=title,
            pages=link.text("pages") or "—",
            quote=link.text("quote")[:80] or "—",
        )
        edit = button(say(_EDIT), partial(self._edit, link), "small", say(_EDIT) + title)
        tools: list[QWidget] = [edit]
        if link.id in self.suspect or link.id not in self.confirmed:
            confirm = button(say(_CONFIRM), partial(self._confirm, (link.id,)), "small")
            confirm.setEnabled(not desk.locked)
            late = link.id in self.suspect
            state = badge(say(_SUSPECT if late else _NEW), Tone.WARNING if late else Tone.MUTED)
            tools = [state, confirm, edit]
        made = QWidget()
        made.setLayout(column(label(say(said), "label", wrap=True), _beside(*tools), gap=2))
        return made

    def _edit(self, link: Record) -> None:
        from dossier_app.ui.records import RecordEditor

        RecordEditor(self, self._desk, RECORD_KINDS["link"], link).open()

    def _confirm(self, links: tuple[str, ...]) -> None:
        if person := ask_person(self, self._desk):
            desk = self._desk
            desk.carry(lambda: library.confirm_links(desk.ws, desk.dossier_id, links, person))


class RecycleBin(QDialog):
    """The files taken out of the library, each with a way back."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk, self._say = desk, desk.say
        self.setWindowTitle(self._say(_BIN))
        self.resize(560, 420)
        self._list = column(gap=Size.UNIT)
        inner = QWidget()
        inner.setLayout(topped(self._list, Size.PAD))
        close = button(self._say(_CLOSE), self.accept, "primary")
        foot = row(None, close)
        self.setLayout(
            column(label(self._say(_BIN), "title"), scrolled(inner), foot, margin=Size.CARD)
        )
        self.show_files()

    def show_files(self) -> None:
        """List what can be put back."""
        clear(self._list)
        files = library.binned(self._desk.ws, self._desk.dossier_id)
        for each in files:
            back = button(
                self._say(_BACK),
                partial(self._restore, each),
                "small",
                self._say(_BACK) + each.title,
            )
            back.setEnabled(not self._desk.locked)
            words = _REMOVED.format(
                title=each.title, day=f"{each.removed_at:%Y-%m-%d}", person=each.person
            )
            self._list.addWidget(_beside(label(self._say(words)), back))
        if not files:
            self._list.addWidget(label(self._say(_EMPTY), "label"))

    def _restore(self, each: Binned) -> None:
        desk = self._desk
        desk.carry(lambda: library.restore(desk.ws, desk.dossier_id, each.record))
        self.show_files()


def _beside(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*parts, None))
    return made


_MOST = 40
_LINKS = Text("引用（{n}）", "Links ({n})")
_LINK = Text(
    "{kind}“{title}”　第 {pages} 页　“{quote}”", "{kind} “{title}”  page {pages}  “{quote}”"
)
_SUSPECT, _CONFIRM = (
    Text("待重新确认", "to be confirmed"),
    Text("确认仍成立", "Confirm that it holds"),
)
_NEW = Text("尚未确认", "not confirmed yet")
_ALL, _EDIT = Text("全部确认", "Confirm all"), Text("页码与原句", "Page and quote")
_BIN, _CLOSE, _BACK = (
    Text("回收站", "Recycle bin"),
    Text("关闭", "Close"),
    Text("恢复", "Put back"),
)
_REMOVED = Text("{title}（{day}，{person} 移出）", "{title} (taken out {day} by {person})")
_EMPTY = Text("回收站是空的。", "The recycle bin is empty.")
