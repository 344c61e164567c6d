"""What a command does inside its transaction: the change, the last looks, the search index, the row of the record.

Loaded with the first command and not with the window: it brings SQLAlchemy and every handler with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dossier_app import __version__
from dossier_app.base.text import Text
from dossier_app.service.commands import Command, command_to_json
from dossier_app.service.effects import Context, Effects, Inverse
from dossier_app.service.handlers import carry_out
from dossier_app.service.indexing import refresh_index
from dossier_app.service.locking import check_unlocked
from dossier_app.service.references import check_references
from dossier_app.store import audit
from dossier_app.store.work import Work


@dataclass(frozen=True, slots=True)
class Turn:
    """Under what name, taking back which row, by whom, when and where a command is carried out."""

    name: Text
    undoes: int | None
    person: str
    now: datetime
    folder: Path


def carry(work: Work, command: Command, turn: Turn) -> tuple[Effects, Inverse, int]:
    """Return what the command touched, what takes it back, and its row; 0 when nothing had to change.

    Raises:
        BadInput, NotFound: refused; the caller rolls back.
    """
    effects, seq = Effects(), 0
    taking_back = turn.undoes is not None
    context = Context(work, turn.person, turn.now, effects, taking_back, turn.folder)
    inverse = carry_out(context, command)
    if effects.keys:
        check_references(context)
        check_unlocked(context)
        refresh_index(context)
        seq = _record(context, turn, command_to_json(command), inverse)
    return effects, inverse, seq


def note(work: Work, turn: Turn, content: dict[str, Any]) -> None:
    """Put into the record what was no command and cannot be undone."""
    _record(Context(work, turn.person, turn.now, Effects()), turn, content, None)


def _record(context: Context, turn: Turn, command: dict[str, Any], inverse: Inverse) -> int:
    draft = audit.Draft(
        at=context.now,
        person=context.person,
        dossier=context.effects.dossier,
        name=turn.name,
        command=_json(command),
        inverse=_json(command_to_json(inverse)) if inverse else "",
        places=_json(sorted(context.effects.keys)),
        undoes=turn.undoes,
        program=__version__,
    )
    return audit.append(context.work.connection, draft)


def _json(value: Any) -> str:  # noqa: ANN401 - plain JSON
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
