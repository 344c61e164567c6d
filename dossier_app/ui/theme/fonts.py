"""The window's face: the system's Chinese face where there is one, else the shipped one."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from dossier_app.base.paths import resources
from dossier_app.ui.theme import sizes

_WANTED = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
)
_SHIPPED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


@cache
def family() -> str:
    """Return the family to draw with; loads the shipped faces only when the system has none."""
    installed = set(QFontDatabase.families())
    for name in _WANTED:
        if name in installed:
            return name
    for file in _SHIPPED:
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / file))
    loaded = set(QFontDatabase.families())
    return next((name for name in _WANTED if name in loaded), QFont().family())


def font(pixels: int = sizes.TEXT, *, bold: bool = False) -> QFont:
    """Return the window's face at a size in device-independent pixels."""
    made = QFont(family())
    made.setPixelSize(pixels)
    if bold:
        made.setWeight(QFont.Weight.Bold)
    return made
