"""The edition of a tender pack on the export page: profile, lot, watermark, parts left out, reason."""

from __future__ import annotations

from typing import TypedDict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from dossier_app.base.text import Text
from dossier_app.model.builders.variant import PARTS, PROFILES
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Option
from dossier_app.ui.i18n import Speech
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import column, label, row
from dossier_app.ui.widgets.editors import ChipEditor, LineEditor, PickEditor

_WHOLE = Option("", Text("完整材料包", "Whole pack"))


class Edition(TypedDict):
    """What an export request takes from here."""

    profile: str
    lot: str
    watermark: str
    without: tuple[str, ...]
    reason: str


MASTER: Edition = {"profile": "", "lot": "", "watermark": "", "without": (), "reason": ""}


class EditionChoice(QWidget):
    """Choices that turn the master into a distributor's edition; `settled` tells of a change."""

    settled = Signal()

    def __init__(self, say: Speech) -> None:
        super().__init__()
        self.profile = ChipEditor(say(_PROFILE), (_WHOLE, *PROFILES), say, many=False)
        self.profile.put("")
        self.lot = PickEditor(say(_LOT), [], say)
        self.without = ChipEditor(say(_WITHOUT), PARTS, say, many=True)
        self.watermark, self.reason = LineEditor(say(_WATERMARK)), LineEditor(say(_REASON))
        for part in (self.profile, self.lot, self.without, self.watermark, self.reason):
            part.settled.connect(self.settled)
        lines = []
        for words, part in (
            (_PROFILE, self.profile),
            (_LOT, self.lot),
            (_WITHOUT, self.without),
            (_WATERMARK, self.watermark),
            (_REASON, self.reason),
        ):
            caption = label(say(words), "label", wrap=True)
            caption.setFixedWidth(96)
            lines.append(_beside(caption, part))
        self.setLayout(column(*lines, margin=0))

    def offer(self, dossier: Dossier, tender: str) -> None:
        """Offer the lots of a tender."""
        rows = dossier.where("lot", tender=tender)
        self.lot.offer([(r.id, f"{r.text('number')} {r.text('name')}".strip()) for r in rows])

    def chosen(self) -> Edition:
        """Return the edition chosen."""
        without = self.without.read()
        return {
            "profile": str(self.profile.read() or ""),
            "lot": str(self.lot.read() or ""),
            "watermark": str(self.watermark.read() or ""),
            "without": tuple(without) if isinstance(without, list) else (),
            "reason": str(self.reason.read() or ""),
        }


def _beside(caption: QLabel, part: QWidget) -> QWidget:
    made = QWidget()
    line = row(caption, part, gap=Size.PAD)
    line.setStretch(1, 1)
    made.setLayout(line)
    return made


_PROFILE, _LOT = Text("导出方案", "Profile"), Text("标段/包", "Lot")
_WITHOUT, _WATERMARK = Text("省略部分", "Leave out"), Text("水印", "Watermark")
_REASON = Text("例外理由", "Reason of an exception")
