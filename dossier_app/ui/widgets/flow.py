"""A widget that puts its parts beside one another and goes on in the next line.

A widget and not a QLayout: PySide counts None wrongly when a Python layout answers `itemAt` with it.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dossier_app.ui.theme import Size


class Flow(QWidget):
    """Lines of parts, as many as the width asks for."""

    def __init__(self, gap: int = Size.GAP) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._gap = gap
        self._known: dict[int, list[tuple[QWidget, QRect]]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Put a part at the end."""
        part.setParent(self)
        part.installEventFilter(self)
        self._parts.append(part)
        part.show()
        self._changed()

    def clear(self) -> None:
        """Let every part go."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        self._changed()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the parts need in `width`."""
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        """Ask for the height of the present width."""
        hints = [part.sizeHint() for part in self._parts if not part.isHidden()]
        wide = sum(hint.width() + self._gap for hint in hints)
        width = self.width() if self.width() > 60 else wide
        return QSize(wide, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Ask for the widest part at least."""
        hints = [part.minimumSizeHint() for part in self._parts if not part.isHidden()]
        return QSize(
            min(max((h.width() for h in hints), default=0), 160),
            self.heightForWidth(max(self.width(), 60)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts into their places."""
        super().resizeEvent(event)
        self._place()
        if self.height() != self.heightForWidth(self.width()):
            QTimer.singleShot(0, self, self.updateGeometry)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Place anew when a part is shown, hidden or says other words."""
        if event.type() in (
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
            QEvent.Type.LayoutRequest,
        ):
            self._changed()
        return False

    def event(self, event: QEvent) -> bool:
        """Place anew when fonts or words changed."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Polish):
            self._known.clear()
            self._place()
            self.updateGeometry()
        return super().event(event)

    def _changed(self) -> None:
        """Forget the places; Qt makes one event of all that ask for a new layout in one turn."""
        self._known.clear()
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _place(self) -> None:
        for part, place in self._places(self.width()):
            part.setGeometry(place)

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        if width in self._known:
            return self._known[width]
        found = self._known[width] = []
        x = y = tall = 0
        for part in self._parts:
            if part.isHidden():
                continue
            hint = part.sizeHint()
            wide = min(hint.width(), max(width, 1))
            if tall and x + wide > width:
                x, y, tall = 0, y + tall + self._gap, 0
            found.append((part, QRect(x, y, wide, hint.height())))
            x += wide + self._gap
            tall = max(tall, hint.height())
        return found
