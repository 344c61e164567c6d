"""What the door says when it refuses a command."""

from __future__ import annotations

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.text import Text

_NO_DOSSIER = Text(
    "没有编号或代号为“{name}”的卷宗。", "There is no dossier with the id or key “{name}”."
)
_NO_RECORD = Text("没有编号为“{id}”的{kind}。", "There is no {kind} with the id “{id}”.")
_NO_FIELD = Text(
    "没有名为“{key}”的字段，未作任何改动。字段清单见 dossier schema。",
    "There is no field “{key}”; nothing was changed. `dossier schema` lists the fields.",
)
_NO_KIND = Text(
    "没有名为“{key}”的记录种类，未作任何改动。清单见 dossier schema。",
    "There is no record kind “{key}”; nothing was changed. `dossier schema` lists the kinds.",
)


def no_dossier(name: str) -> NotFound:
    """Return the error for an unknown dossier."""
    return NotFound(_NO_DOSSIER.format(name=name), place=name, code="NO-DOSSIER")


def no_record(kind: Text, record_id: str) -> NotFound:
    """Return the error for an unknown record."""
    return NotFound(_NO_RECORD.format(kind=kind, id=record_id), place=record_id, code="NO-RECORD")


def no_field(key: str) -> BadInput:
    """Return the error for an unknown field."""
    return BadInput(_NO_FIELD.format(key=key), place=key, code="NO-FIELD")


def no_kind(key: str) -> BadInput:
    """Return the error for an unknown record kind."""
    return BadInput(_NO_KIND.format(key=key), place=key, code="NO-KIND")


def refuse(zh: str, en: str, *, place: str, code: str, **parts: object) -> BadInput:
    """Return a refusal whose sentence says that nothing was changed."""
    message = Text(zh, en).format(place=place, **parts)
    ending = Text("未作任何改动。", "Nothing was changed.")
    return BadInput(
        Text(f"{message.zh}{ending.zh}", f"{message.en} {ending.en}"), place=place, code=code
    )
