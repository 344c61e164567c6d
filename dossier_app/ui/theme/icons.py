"""One family of line icons, tinted by role when drawn."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dossier_app.base.paths import resources
from dossier_app.ui.theme.sizes import Size

_INK = "currentColor"
_SCALE = 3
"""Pixels drawn per device-independent pixel: sharp up to 300 %."""


def icon(name: str, colour: str, size: int = Size.ICON) -> QIcon:
    """Return the icon `name` drawn in `colour`."""
    return QIcon(pixmap(name, colour, size))


@cache
def pixmap(name: str, colour: str, size: int = Size.ICON) -> QPixmap:
    """Return the icon as a picture that stays sharp on dense screens."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace(_INK, colour).encode()))
    picture = QPixmap(size * _SCALE, size * _SCALE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size * _SCALE, size * _SCALE))
    painter.end()
    picture.setDevicePixelRatio(_SCALE)
    return picture


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
