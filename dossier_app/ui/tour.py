"""What each of the five steps is for: said in the help pane, and one after another by the tour."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy

from dossier_app.base.text import Text
from dossier_app.model.definition import STEPS
from dossier_app.ui.desk import Desk
from dossier_app.ui.spot import STEP_PAGES, PageKey, Spot
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row

PURPOSE = {
    PageKey.CLAIM: Text(
        "写明产品给谁用、看什么、由谁负责、说自己能做到什么。后面四步都从这里取用，改一处，处处跟着核对。",
        "Say for whom the product is, what it looks at, who answers for it and what it claims. The other "
        "four steps draw on it; change one fact and everything that uses it is checked again.",
    ),
    PageKey.PROVENANCE: Text(
        "写明数据从哪里来、凭什么用、怎样标注和切分。训练与测试相混、缺伦理批件等问题在这里先发现。",
        "Say where the data came from, by what right it is used, how it was annotated and split. Test data "
        "mixed with training data or a missing ethics approval shows up here first.",
    ),
    PageKey.CLASSIFICATION: Text(
        "依据第一步的回答判定管理类别，每一步都写明依据。负责人署名确认；主张改了，确认即失效。",
        "The class follows from step 1, each turn with its source. A person confirms it by name; a changed "
        "claim makes the confirmation stale.",
    ),
    PageKey.REQUIREMENTS: Text(
        "每项性能都配上指标和检验方法，成对列出；缺一半、写法含糊的会指出来。",
        "Every performance gets an indicator and a test method, side by side; a missing half or vague "
        "wording is pointed out.",
    ),
    PageKey.TENDER: Text(
        "读入招标参数，逐条响应并引到证明页；超出核准范围的说法会拦下。最后导出并核对材料包。",
        "Read the buyer's list, answer it line by line down to the page that proves it; words beyond the "
        "approved scope are stopped. Then export the pack and verify it.",
    ),
}


class Tour(QFrame):
    """A strip above the page that leads through the five steps; it never covers the work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("tour")
        self._desk, self.at = desk, 0
        self._head, self._words = label("", "strong"), label("", wrap=True)
        self._back = button(desk.say(_BACK), lambda: self.walk(-1), "small")
        self._on = button("", lambda: self.walk(1), "primary")
        end = button(desk.say(_END), self.stop, "small")
        beside = row(column(self._head, self._words, gap=2), self._back, self._on, end)
        beside.setStretch(0, 1)
        beside.setContentsMargins(Size.CARD, Size.GAP, Size.CARD, Size.GAP)
        self.setLayout(beside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def start(self) -> None:
        """Begin at the first step of the open dossier."""
        self.at = 0
        self.show()
        self._show()

    def resume(self, at: int) -> None:
        """Stand at a step again without going there."""
        self.at = at
        self.show()
        self._say()

    def follow(self, page: PageKey) -> None:
        """Stand where the person went; the tour ends away from the five steps."""
        if self.isHidden():
            return
        if page in STEP_PAGES:
            self.at = STEP_PAGES.index(page)
            self._say()
        else:
            self.stop()

    def walk(self, by: int) -> None:
        """Go on or back; after the last step the tour ends at the export."""
        self.at += by
        if self.at >= len(STEP_PAGES):
            self.stop()
            self._desk.go(Spot(PageKey.EXPORT, self._desk.dossier_id))
            return
        self._show()

    def stop(self) -> None:
        """End the tour where it stands."""
        self.hide()

    def _show(self) -> None:
        self._say()
        self._desk.go(Spot(STEP_PAGES[self.at], self._desk.dossier_id))

    def _say(self) -> None:
        say, page = self._desk.say, STEP_PAGES[self.at]
        words = _HEAD.format(n=self.at + 1, name=STEPS[self.at].label)
        self._head.setText(say(words))
        self._words.setText(say(PURPOSE[page]))
        self._back.setEnabled(self.at > 0)
        last = self.at + 1 == len(STEP_PAGES)
        self._on.setText(say(_TO_EXPORT if last else _ON))
        self._on.setAccessibleName(self._on.text())


_HEAD = Text("五步导览 {n}/5：{name}", "Tour of the five steps {n}/5: {name}")
_BACK, _ON = Text("上一步", "Back"), Text("继续", "Go on")
_END, _TO_EXPORT = Text("结束导览", "End the tour"), Text("去导出", "To the export")
