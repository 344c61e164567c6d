"""What can be undone and redone, read from the record itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Carried:
    """One row of the record as undoing sees it; `final` has no inverse."""

    seq: int
    undoes: int | None
    dossier: str
    final: bool = False


@dataclass(slots=True)
class Stacks:
    """The rows that can be undone and those that can be redone, the next one last."""

    undo: list[Carried] = field(default_factory=list)
    redo: list[Carried] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Iterable[Carried]) -> Stacks:
        """Return the stacks after all rows, oldest first."""
        stacks = cls()
        for row in rows:
            stacks.take(row)
        return stacks

    def take(self, row: Carried) -> None:
        """Note a new row: a command empties the redo stack, undoing moves a row from one stack to the other."""
        if row.undoes is None:
            self.redo.clear()
            if not row.final:
                self.undo.append(row)
        elif _drop(self.undo, row.undoes):
            self.redo.append(row)
        elif _drop(self.redo, row.undoes):
            self.undo.append(row)

    def next_undo(self, dossier: str = "") -> Carried | None:
        """Return the newest row that can be undone, of one dossier where given."""
        return _last(self.undo, dossier)

    def next_redo(self, dossier: str = "") -> Carried | None:
        """Return the newest undone row, of one dossier where given."""
        return _last(self.redo, dossier)


def _drop(stack: list[Carried], seq: int) -> bool:
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].seq == seq:
            del stack[at]
            return True
    return False


def _last(stack: list[Carried], dossier: str) -> Carried | None:
    return next((row for row in reversed(stack) if not dossier or row.dossier == dossier), None)
