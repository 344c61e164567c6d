"""Texts cut where a reader would pause."""

from __future__ import annotations

import re

_CLAUSE_END = re.compile(r"[，。；：、！？]|[,;:.!?](?=\s)")
_WORD_END = re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])|\s")


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` characters, cut at a clause end or a word; no number is cut."""
    if len(text) <= most:
        return text
    ends = [found.start() for found in _CLAUSE_END.finditer(text, 0, most)]
    if not ends or ends[-1] < most // 2:
        ends = [found.start() for found in _WORD_END.finditer(text, 1, most)] or ends
    return f"{text[: ends[-1] if ends else most - 1].rstrip()}…"
