"""Safer wording: a text without the clause that says too much, or with a sound one in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dossier_app.base.text import Text
from dossier_app.model.finding import Fix, Place

_PARTS = re.compile(r"[^，。；;！!\n]+[，。；;！!\n]*")
_STRIKE = Text("删去该表述", "Strike the words out")
_REPLACE = Text("改为稳妥的写法", "Use the safer wording")


def safer(
    dossier: str, place: Place, text: str, words: Iterable[str], instead: str = ""
) -> Fix | None:
    """Return a mend that takes out each clause holding one of `words`, or puts `instead` there; None when nothing is left."""
    kept, struck = [], tuple(word for word in words if word)
    for part in _PARTS.findall(text):
        if not any(word in part for word in struck):
            kept.append(part)
        elif instead and instead not in "".join(kept):
            kept.append(instead + part[len(part.rstrip("，。；;！!\n")) :])
    made = "".join(kept).rstrip("，；; \n")
    if text.rstrip().endswith("。") and made and not made.endswith("。"):
        made += "。"
    if not made or made == text:
        return None
    return Fix(_REPLACE if instead else _STRIKE, (_command(dossier, place, made),))


def _command(dossier: str, place: Place, value: str) -> dict[str, object]:
    if not place.record:
        return {"do": "SetAnswer", "dossier": dossier, "field": place.field, "value": value}
    return {
        "do": "ChangeRecord",
        "kind": place.record,
        "id": place.id,
        "values": {place.field: value},
    }
