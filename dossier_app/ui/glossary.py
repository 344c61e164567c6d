"""What the terms of the trade mean, said where the mouse rests on words that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier_app.model.rulepack import RulePack
from dossier_app.ui.i18n import Speech


def explained(words: str, pack: RulePack | None, say: Speech) -> str:
    """Return a line for each term of the rule pack that stands in the words, empty for none."""
    if pack is None:
        return ""
    folded = words.casefold()
    found = [each for each in pack.glossary if say(each.term).casefold() in folded]
    return "\n".join(f"{say(each.term)} — {say(each.meaning)}" for each in found)
