"""Whether a buyer's file is of the tender it is read into: by name and number, as far as both sides have them."""

from __future__ import annotations

from collections.abc import Mapping

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.records import Record
from dossier_app.model.wording import squeeze
from dossier_app.service.commands import JsonValue

_IDENTITY = ("number", "name")


def refuse_other(stored: Record, facts: Mapping[str, JsonValue], code: str) -> None:
    """Refuse a file whose name and number, as far as both sides have them, all differ; raises BadInput."""
    said = {
        key: (squeeze(stored.text(key)), squeeze(str(facts[key])))
        for key in _IDENTITY
        if stored.text(key) and facts.get(key)
    }
    if said and not any(_agree(key, *pair) for key, pair in said.items()):
        shown = " / ".join(str(facts[key]) for key in _IDENTITY if facts.get(key))
        own = " / ".join(filter(None, (stored.text(key) for key in _IDENTITY)))
        message = _OTHER.format(found=shown, own=own)
        raise BadInput(message, place=stored.text("code"), code=code)


def _agree(key: str, mine: str, theirs: str) -> bool:
    """Tell whether two names or numbers are of one project: one may carry an addition such as （更正）."""
    short, long = sorted((mine, theirs), key=len)
    if key == "name":
        return short in long
    after = long[len(short) : len(short) + 1]
    return long.startswith(short) and after != "-" and not (after.isascii() and after.isalnum())


_OTHER = Text(
    "文件属于另一个项目（{found}），而本投标项目是 {own}；未作任何改动。确认无误可选择“仍按本项目比对”（--other-project）。",
    "The file is of another project ({found}); this tender is {own}. Nothing was changed. "
    "If it is meant, ask for it all the same (--other-project).",
)
