"""Errors a user can act on, each with its exit code; anything else is our bug."""

from __future__ import annotations

from typing import ClassVar

from dossier_app.base.text import Text


class DossierError(Exception):
    """Something the user can understand and mend: what happened, where, what to do.

    `place` names file, sheet, cell, field or JSON path; `code` is a stable support code.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: Text, *, place: str = "", code: str = "") -> None:
        super().__init__(message.en)
        self.message = message
        self.place = place
        self.code = code or type(self).__name__


class BadInput(DossierError):  # noqa: N818 - reads as a state
    """A file, field or argument is not what was expected; nothing was changed."""

    exit_code = 3


class FindingsBlock(DossierError):  # noqa: N818 - reads as a state
    """Open blockers stand in the way."""

    exit_code = 2


class NotFound(DossierError):  # noqa: N818 - reads as a state
    """What was named does not exist."""

    exit_code = 4


class InUse(DossierError):  # noqa: N818 - reads as a state
    """Another program or process holds the workspace or file."""

    exit_code = 5


class DiskTrouble(DossierError):  # noqa: N818 - reads as a state
    """Disk full, no permission, read-only or not reachable."""

    exit_code = 6


class TooNew(DossierError):  # noqa: N818 - reads as a state
    """Made by a newer version of the program."""

    exit_code = 7


class IntegrityBroken(DossierError):  # noqa: N818 - reads as a state
    """Stored content is not what was written."""

    exit_code = 8


class NotInThisBuild(DossierError):  # noqa: N818 - reads as a state
    """The command is part of the contract but not built yet."""

    exit_code = 9


class Cancelled(DossierError):  # noqa: N818 - reads as a state
    """The user cancelled; nothing half done is left."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__(
            Text("已取消，未留下任何半成品。", "Cancelled; nothing half done is left.")
        )
