"""Errors as sentences: what happened, what is safe, what to do; never a stack trace."""

from __future__ import annotations

import platform
import sys
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from dossier_app import __version__
from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.ui.desk import Desk
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, column, label, row


class Trouble(QDialog):
    """Shows one error; "copy details" holds codes and versions, no dossier text."""

    def __init__(self, parent: QWidget, desk: Desk, error: DossierError) -> None:
        super().__init__(parent)
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.setMinimumWidth(480)
        self._details = details(error)
        sentence = label(say(error.message), wrap=True)
        copy = button(say(_COPY), self._copy)
        close = button(say(_CLOSE), self.accept, "primary")
        close.setDefault(True)
        self.setLayout(
            column(
                label(say(_TITLE), "title"),
                sentence,
                label(say(_SAFE), "muted", wrap=True),
                row(copy, None, close),
                gap=Size.PAD,
                margin=Size.CARD,
            )
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


def details(error: BaseException) -> str:
    """Return what a supporter needs: code, type and versions, never what stands in a dossier."""
    code = error.code if isinstance(error, DossierError) else "INTERNAL"
    where = _frames(error.__traceback__)
    versions = f"Dossier Builder {__version__}, Python {platform.python_version()}, Qt {qt_version}"
    return "\n".join((f"{code} ({type(error).__name__})", versions, platform.platform(), *where))


def our_fault(error: BaseException) -> DossierError:
    """Return the sentence for an error that is a fault of the program."""
    return DossierError(_FAULT.format(kind=type(error).__name__), code="INTERNAL")


def install_hook(show: object) -> None:
    """Hand every error that nobody caught to `show`, after the interpreter's own report."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if callable(show) and not isinstance(error, KeyboardInterrupt):
            show(our_fault(error).with_traceback(trace))

    sys.excepthook = hook


def _frames(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(
            f"  {code.co_filename.replace(chr(92), '/').rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}"
        )
        trace = trace.tb_next
    return found


_TITLE = Text("未能完成", "Not done")
_SAFE = Text("已保存的内容未受影响。", "What was saved before is untouched.")
_COPY, _CLOSE = Text("复制技术信息", "Copy details"), Text("知道了", "Close")
_FAULT = Text(
    "程序内部出错（{kind}）。已保存的内容未受影响；请重试，若再次出现，请复制技术信息发给支持人员。",
    "The program itself failed ({kind}). What was saved is untouched; try again, and if it happens "
    "again, copy the details and send them to support.",
)
