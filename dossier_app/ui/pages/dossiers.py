"""All dossiers; an empty workspace offers three doors: guided new, the samples, import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from dossier_app.base.text import Text
from dossier_app.model.dossier import Heading
from dossier_app.service import demo, imports, queries
from dossier_app.service.commands import ChangeHeading, CreateDossier
from dossier_app.service.copying import copy_dossier
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import day
from dossier_app.ui.models.rows import RowsModel, Shown
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.theme.icons import pixmap
from dossier_app.ui.widgets.basics import button, column, label, panel, row
from dossier_app.ui.widgets.table import Filtered, Table


class DossiersPage(Page):
    """The list, or the three doors."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        heads = [self.say(words) for words in _HEADS]
        self.model: RowsModel[Heading] = RowsModel(heads, self._cell)
        self.table = Table(self.model, desk.role, self.say(_TITLE))
        self.table.set_widths(0, 220, 130, 130)
        self.table.picked.connect(lambda n: self._open(self.model.item(n).id))
        self._stack = QStackedWidget()
        listed = QWidget()
        again = button(self.say(_SAMPLES), self.take_samples)
        load = button(self.say(_IMPORT), self.import_file)
        copy = button(self.say(_COPY), self.copy_chosen)
        listed.setLayout(
            column(Filtered(self.table, self.say, copy, load, again), margin=Size.PAGE)
        )
        self._stack.addWidget(listed)
        self._stack.addWidget(self._doors())
        self.setLayout(column(self._stack, gap=0))
        desk.changed.connect(lambda _: self._load())

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def offers(self) -> tuple[Action, ...]:
        """Offer a new dossier."""
        return (
            Action(
                self.say(_NEW), self.new_dossier, primary=True, enabled=not self.desk.ws.read_only
            ),
        )

    def show_spot(self, spot: Spot) -> None:
        """Read the list."""
        self._load()

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Keep the list as it is; it follows changes by itself."""

    def new_dossier(self) -> None:
        """Ask for a name and open the new dossier at its first field."""
        from dossier_app.ui.dialogs.ask import ask_line

        name = ask_line(self, self.desk, _NEW, _NAME)
        if name:
            dossier = uuid4().hex
            if self.desk.do(CreateDossier(dossier, new_key(name, dossier), name)):
                self.desk.go(Spot(PageKey.CLAIM, dossier, field="claim.product_name"))

    def take_samples(self) -> None:
        """Put the shipped samples into the workspace, read-only."""
        work = lambda job: demo.install_samples(self.desk.ws, job)  # noqa: E731 - one line of work
        self.desk.jobs.run(_SAMPLES, work, lambda _: self._sampled(), self)

    def import_file(self) -> None:
        """Take in a dossier that another machine wrote as JSON."""
        words = self.say(_FILES) + " (*.json)"
        name, _ = QFileDialog.getOpenFileName(self, self.say(_IMPORT), "", words)
        if name:
            path = Path(name)
            self.desk.jobs.run(_IMPORT, lambda job: self._read(path), lambda _: self._load(), self)

    def copy_chosen(self) -> None:
        """Make an editable copy of the selected dossier."""
        line = self.table.line()
        if line >= 0:
            self.copy(self.model.item(line))

    def copy(self, heading: Heading) -> None:
        """Make an editable copy of a dossier and open it."""
        key, name = new_key(heading.key, uuid4().hex), heading.name + self.say(_COPIED)
        work = lambda job: copy_dossier(self.desk.ws, heading.id, key, name)  # noqa: E731 - one line of work
        self.desk.jobs.run(_COPY, work, self._copied, self)

    def archive(self, heading: Heading) -> None:
        """Put a dossier away; undo brings it back."""
        self.desk.do(ChangeHeading(heading.id, archived=True))

    def _copied(self, made: tuple[str, tuple[Text, ...]]) -> None:
        self._open(made[0])

    def _sampled(self) -> None:
        """Lead through a finished product, from its first step on."""
        self._load()
        self.desk.go(Spot(PageKey.CLAIM, queries.heading(self.desk.ws, demo.COMPLETE[0]).id))
        from dossier_app.ui.main_window import MainWindow

        window = self.window()
        if isinstance(window, MainWindow):
            window.start_tour()

    def _open(self, dossier: str) -> None:
        self.desk.go(Spot(PageKey.CLAIM, dossier))

    def _read(self, path: Path) -> object:
        return imports.load(self.desk.ws, imports.read_json(path))

    def _load(self) -> None:
        headings = self._ordered(queries.headings(self.desk.ws))
        self.model.show(headings)
        self._stack.setCurrentIndex(0 if headings else 1)

    def _ordered(self, headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
        """Return those opened lately first, then the others by name."""
        recent = self.desk.settings.recent_dossiers()
        last = len(recent)
        place = {each: at for at, each in enumerate(recent)}
        key = lambda each: (place.get(each.id, last), self.say.order(each.name))  # noqa: E731 - one line
        return tuple(sorted(headings, key=key))

    def _cell(self, heading: Heading, number: int) -> Shown:
        match number:
            case 0:
                return Shown(heading.name, strong=True)
            case 1:
                return Shown(heading.key, Tone.MUTED)
            case 2:
                kind = _SAMPLE if heading.sample else _OWN
                return Shown(
                    self.say(kind), Tone.MUTED if heading.sample else Tone.ACCENT, pill=True
                )
            case _:
                return Shown(
                    day(heading.judged_on) if heading.judged_on else self.say(_TODAY), Tone.MUTED
                )

    def _doors(self) -> QWidget:
        made = QWidget()
        doors = row(
            self._door("plus", _NEW, _NEW_NOTE, self.new_dossier),
            self._door("sparkles", _SAMPLES, _SAMPLES_NOTE, self.take_samples),
            self._door("file-up", _IMPORT, _IMPORT_NOTE, self.import_file),
            gap=Size.CARD,
        )
        for number in range(3):
            doors.setStretch(number, 1)
        head = label(self.say(_WELCOME), "big")
        note = label(self.say(_WELCOME_NOTE), "label", wrap=True)
        inner = column(head, note, doors, gap=Size.CARD)
        holder = QWidget()
        holder.setMaximumWidth(900)
        holder.setLayout(inner)
        centre = row(None, holder, None)
        centre.setStretch(1, 6)
        whole = column(centre, margin=Size.PAGE)
        whole.insertStretch(0, 1)
        whole.addStretch(2)
        made.setLayout(whole)
        return made

    def _door(self, picture: str, words: Text, note: Text, act: Callable[[], object]) -> QFrame:
        image = label()
        image.setPixmap(pixmap(picture, self.desk.role.accent, 28))
        press = button(self.say(words), act, "primary" if words is _SAMPLES else "")
        about = label(self.say(note), "label", wrap=True)
        about.setAlignment(Qt.AlignmentFlag.AlignTop)
        made = panel("card", image, about, press, gap=Size.PAD, margin=Size.PAGE)
        made.setMinimumHeight(190)
        return made


def new_key(name: str, dossier: str) -> str:
    """Return a short key for a new dossier: what is plain in its name, and some of its id."""
    plain = "".join(c for c in name.lower() if c.isascii() and (c.isalnum() or c == "-"))
    return f"{plain[:20] or 'dossier'}-{dossier[:6]}"


_TITLE = Text("卷宗", "Dossiers")
_HEADS = (
    Text("产品", "Product"),
    Text("编号", "Key"),
    Text("性质", "Kind"),
    Text("判断日期", "Judged on"),
)
_NEW, _IMPORT = Text("新建卷宗", "New dossier"), Text("导入卷宗文件", "Import a dossier file")
_SAMPLES, _COPY = Text("打开样例", "Open the samples"), Text("复制为可编辑卷宗", "Copy to edit")
_NAME = Text(
    "产品叫什么？以后随时可改。", "What is the product called? It can be changed at any time."
)
_NEW_NOTE = Text(
    "从产品名称开始，逐项引导完成五个步骤；每一项都说明为什么要填。",
    "Start with the product's name and be led through five steps; every question says why it is asked.",
)
_SAMPLES_NOTE = Text(
    "三个填写完整的虚构产品，只读；一次点击即可复制出来动手试。",
    "Three complete fictitious products, read-only; one click makes a copy to try things on.",
)
_IMPORT_NOTE = Text(
    "读入同事或另一台电脑导出的卷宗文件（JSON）。",
    "Read a dossier file (JSON) that a colleague or another computer wrote.",
)
_WELCOME = Text("从一句主张，到一套可投标的材料", "From a claim to a pack that can be bid with")
_WELCOME_NOTE = Text(
    "所有内容只保存在这台电脑上，程序不联网。请从下面三扇门中选一扇进入。",
    "Everything stays on this computer; the program never goes online. Choose one of three doors.",
)
_FILES = Text("卷宗文件", "Dossier files")
_SAMPLE, _OWN, _TODAY = Text("样例", "sample"), Text("本单位", "own"), Text("当天", "today")
_COPIED = Text("（副本）", " (copy)")
