"""The column of the open dossier: what it is, its five steps with their state, and what spans them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, STEPS
from dossier_app.model.dossier import Dossier
from dossier_app.ui.desk import Desk
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import STEP_PAGES, PageKey, Spot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.theme.icons import pixmap
from dossier_app.ui.widgets.basics import Elided, badge, column, label, row, scrolled
from dossier_app.ui.widgets.flow import Flow
from dossier_app.ui.widgets.ring import Ring

SPANNING = (
    (
        PageKey.FILING,
        "list-ordered",
        Text("注册申报", "Registration"),
        Text("目录、批准与发补", "directory, approvals, supplements"),
    ),
    (
        PageKey.GATES,
        "milestone",
        Text("准入环节", "Gates"),
        Text("五个阶段，找谁、凭什么", "five phases: who, with what"),
    ),
    (
        PageKey.MATRIX,
        "grid-3x3",
        Text("证据矩阵", "Evidence matrix"),
        Text("主张 × 证据维度", "claims × dimensions"),
    ),
    (
        PageKey.MARKET,
        "triangle-alert",
        Text("上市后与风险", "Market and risk"),
        Text("投诉、事件、漂移与风险", "complaints, events, drift, risks"),
    ),
    (
        PageKey.EXPORT,
        "package",
        Text("导出与核对", "Export and verify"),
        Text("生成并核对材料包", "make packs and verify"),
    ),
)


_TALL = 52
"""Height of an entry whose title stands on one line."""


class Entry(QPushButton):
    """A wide line of the column: a picture, a title, and one line of state."""

    def __init__(self, picture: QWidget, title: str) -> None:
        super().__init__()
        self.setProperty("look", "step")
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(_TALL)
        self.title = title
        self.state = Elided("", "muted")
        self.words = QWidget()
        self.words.setLayout(column(label(title, "strong", wrap=True), self.state, gap=1))
        line = row(picture, self.words, gap=Size.PAD - 2)
        line.setContentsMargins(8, 6, 6, 6)
        line.setStretch(1, 1)
        self.setLayout(line)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.put("")

    def hasHeightForWidth(self) -> bool:
        """Say that a long title takes a second line; a folded one has no words."""
        inner = self.layout()
        return inner is not None and inner.hasHeightForWidth()

    def put(self, state: str) -> None:
        """Show a line of state."""
        self.state.show_words(state)
        self.setAccessibleName(f"{self.title}. {state}".rstrip(". "))
        self.setToolTip(self.accessibleName())


class DossierColumn(QFrame):
    """Shows the snapshot of the open dossier and goes where it is clicked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("column")
        self._desk = desk
        self._texts: list[QWidget] = []
        self._name = label("", "head", wrap=True)
        self._version = label("", "muted", wrap=True)
        self._badges = Flow(gap=6)
        self._group = QButtonGroup(self)
        self._entries: dict[PageKey, Entry] = {}
        self._rings: dict[PageKey, Ring] = {}
        inner = QWidget()
        self._texts += [self._name, self._version, self._badges]
        layout = column(self._name, self._version, self._badges, gap=6, margin=Size.PAD)
        layout.addWidget(self._caption(_FIVE))
        for number, (page, step) in enumerate(zip(STEP_PAGES, STEPS, strict=True), 1):
            self._rings[page] = Ring(desk.role, str(number))
            layout.addWidget(self._entry(page, self._rings[page], step.label))
        layout.addWidget(self._caption(_WHOLE))
        for page, picture, words, note in SPANNING:
            layout.addWidget(self._entry(page, self._picture(picture), words))
            self._entries[page].put(desk.say(note))
        layout.addStretch(1)
        inner.setLayout(layout)
        self.setLayout(column(scrolled(inner), gap=0))
        self.compact(False)

    def is_compact(self) -> bool:
        """Return whether only the rings are shown."""
        return self._narrow

    def compact(self, narrow: bool) -> None:
        """Show only the rings where the window is narrow; the words stand in the tool tips."""
        self._narrow = narrow
        for part in self._texts:
            part.setVisible(not narrow)
        for entry in self._entries.values():
            entry.words.setVisible(not narrow)
        self.setMinimumWidth(Size.STRIP if narrow else Size.COLUMN)
        self.setMaximumWidth(Size.STRIP if narrow else Size.COLUMN + 120)

    def mark(self, page: PageKey) -> None:
        """Show which page is open."""
        if page in self._entries:
            self._entries[page].setChecked(True)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show a dossier."""
        dossier = snapshot.dossier
        self._name.setText(dossier.text("claim.product_name") or dossier.heading.name)
        self._version.setText(self._versions(dossier))
        self._badges.clear()
        for words, tone in self._pills(snapshot):
            self._badges.add(badge(words, tone))
        for page in STEP_PAGES:
            self._show_step(page, snapshot)

    def _versions(self, dossier: Dossier) -> str:
        say = self._desk.say
        release, full = dossier.text("claim.release_version"), dossier.text("claim.full_version")
        maker = dossier.find("party", dossier.text("claim.registrant"))
        parts = [maker.text("name")] if maker else []
        parts += [say(_RELEASE.format(v=release))] if release else []
        parts += [say(_FULL.format(v=full))] if full else []
        return " · ".join(parts)

    def _pills(self, snapshot: Snapshot) -> list[tuple[str, Tone]]:
        say, dossier = self._desk.say, snapshot.dossier
        pills: list[tuple[str, Tone]] = []
        if dossier.heading.sample:
            pills.append((say(_SAMPLE), Tone.MUTED))
        state = dossier.text("claim.life_state")
        if state:
            words = say(FIELDS["claim.life_state"].option(state))
            pills.append((words, Tone.WARNING if state == "deficiency" else Tone.ACCENT))
        if snapshot.judged:
            blockers = snapshot.blockers()
            tone = Tone.BAD if blockers else Tone.OK
            pills.append((say((_BLOCKERS if blockers else _NONE).format(n=blockers)), tone))
        return pills

    def _show_step(self, page: PageKey, snapshot: Snapshot) -> None:
        step = page.value
        count = snapshot.counts.get(step)
        if count is None:
            self._entries[page].put(self._desk.say(_WAIT))
            return
        blockers, missing = snapshot.blockers(step), snapshot.missing(step)
        tone = Tone.BAD if blockers else Tone.WARNING if missing else Tone.OK
        self._rings[page].put(count.required - missing, count.required, tone)
        self._entries[page].put(self._state(blockers, missing, count.required))

    def _state(self, blockers: int, missing: int, required: int) -> str:
        say, parts = self._desk.say, []
        if missing:
            parts.append(say(_MISSING.format(n=missing)))
        if blockers:
            parts.append(say(_BLOCKERS.format(n=blockers)))
        return " · ".join(parts) or say(_COMPLETE.format(n=required))

    def _entry(self, page: PageKey, picture: QWidget, words: Text) -> Entry:
        entry = Entry(picture, self._desk.say(words))
        entry.clicked.connect(lambda: self._desk.go(Spot(page, self._desk.dossier_id)))
        self._group.addButton(entry)
        self._entries[page] = entry
        return entry

    def _caption(self, words: Text) -> QLabel:
        made = label(self._desk.say(words), "muted")
        made.setContentsMargins(0, 6, 0, 0)
        self._texts.append(made)
        return made

    def _picture(self, name: str) -> QLabel:
        made = QLabel()
        made.setPixmap(pixmap(name, self._desk.role.muted, Size.ICON_RAIL))
        made.setFixedWidth(Size.RING)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made


_FIVE, _WHOLE = Text("五步编制", "Five steps"), Text("全程", "Across all steps")
_RELEASE, _FULL = Text("发布版本 {v}", "release {v}"), Text("完整版本 {v}", "full version {v}")
_SAMPLE = Text("样例（只读）", "sample (read-only)")
_BLOCKERS, _NONE = Text("必须解决 {n}", "blockers {n}"), Text("无必须解决项", "no blockers")
_MISSING, _WAIT = Text("缺 {n} 项", "{n} missing"), Text("正在核对…", "checking…")
_COMPLETE = Text("{n} 项齐全", "all {n} there")
