"""The buttons above the outline."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.model.finding import Fix
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, icon_button
from dossier_app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from dossier_app.ui.ptr.page import RequirementsPage

Act = Callable[[Fix | None, Text], bool]


class Toolbar(QWidget):
    """What can be done to the whole PTR; what changes it is off where nothing may be changed."""

    def __init__(self, page: RequirementsPage, act: Act) -> None:
        super().__init__()
        self._page, self._act = page, act
        say, role = page.say, page.desk.role
        shift = page.outline.shift
        self._changing: list[QWidget] = [
            button(say(_PREFILL), lambda: page.prefill(), "small"),
            button(say(_LIBRARY), self._library, "small"),
            button(say(_NEW), lambda: page.new_indicator(), "small"),
            icon_button("arrow-up", say(_UP), role, partial(shift, "up")),
            icon_button("arrow-down", say(_DOWN), role, partial(shift, "down")),
            button(say(_REPLACE), self._replace, "small"),
            button(say(_TIDY), lambda: page.tidy(), "small"),
            button(say(_SBOM), self._sbom, "small"),
        ]
        self._template = button("", lambda: page.change_template(), "small")
        self._changing.append(self._template)
        compare = button(say(_COMPARE), self._compare, "small")
        flow = Flow(Size.UNIT + 2)
        for part in (*self._changing, compare):
            flow.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(flow)

    def refresh(self) -> None:
        """Say which template a press leads to, and lock what may not be pressed."""
        desk = self._page.desk
        is_old = desk.dossier.text("ptr.template") == "2015"
        words = self._page.say(_TO.format(template="2022" if is_old else "2015"))
        self._template.setText(words)
        self._template.setAccessibleName(words)
        for part in self._changing:
            part.setEnabled(not desk.locked)

    def _library(self) -> None:
        from dossier_app.ui.ptr.library import Library

        if self._page.leave():
            Library(self._page).open()

    def _replace(self) -> None:
        from dossier_app.ui.ptr.replace import Replace

        if self._page.leave():
            Replace(self._page.desk, self._page, self._act).open()

    def _compare(self) -> None:
        from dossier_app.ui.ptr.compare import Compare

        if self._page.leave():
            Compare(self._page.desk, self._page).open()

    def _sbom(self) -> None:
        from dossier_app.ui.ptr.sbom import choose_sbom

        if self._page.leave():
            choose_sbom(self._page.desk, self._page)


_PREFILL, _LIBRARY = Text("从前两步预填", "Fill from steps 1-2"), Text("指标库", "Index library")
_NEW, _UP, _DOWN = Text("＋ 指标", "+ Indicator"), Text("上移指标", "Move up"), Text("下移指标", "Move down")  # fmt: skip
_REPLACE, _COMPARE = Text("查找替换", "Find and replace"), Text("版本对照", "Compare versions")
_TIDY, _TO = (
    Text("整理编号", "Close gaps"),
    Text("改用 {template} 版模板", "Template of {template}"),
)
_SBOM = Text("导入 SBOM", "Import SBOM")
