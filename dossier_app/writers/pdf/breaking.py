"""Line breaking for Chinese mixed with Latin: 避头尾, and numbers kept with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from dossier_app.model.document import Content, PageRef
from dossier_app.writers.fonts import UndrawableError
from dossier_app.writers.pdf.style import Style

Part = str | PageRef
Line = tuple[Part, ...]

_OPENERS = r"（【《〈「『“‘〔［｛￥★▲△#※＊§№(\[{"
_CLOSERS = r"，。、；：！？）】》〉」』”’〕］｝…—％‰℃°·〃々,.;:!?)\]}%"
_WORD = r"[!-~\u00a1-\u024f\u0370-\u04ff\u2032\u2033\u2103\u2264\u2265\u2070-\u209f]+"
_UNIT = (
    r"(?:mm|cm|dm|km|m|μm|nm|s|ms|min|h|MB|GB|TB|KB|bit|Hz|kHz|MHz|kV|mA|mAs|mGy|mSv|HU|"
    r"mL|ml|L|kg|g|mg|fps|dpi|px|年|月|日|天|个月|小时|分钟|秒|例|项|台|套|页|元|万元|次|层|排)"
)
_SIGN = r"[≥≤><=±~≈]"
_NEWLINE = "\n"
_TOKEN = re.compile(
    rf"[{_OPENERS}]*"
    rf"(?:(?:{_SIGN}[ ]?)?\d[\d.,]*[ ]?{_UNIT}(?![A-Za-z])|{_SIGN}[ ]{_WORD}|{_WORD}|\S)"
    rf"[{_CLOSERS}]*[ \u3000\t]*|[ \u3000\t]+"
)


@lru_cache(maxsize=60000)
def break_text(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Return the lines of `text` at `width` points; an empty text is one empty line."""
    limit = width / style.size
    em = style.widths.__getitem__
    text = text.replace("\t", "    ")
    if "\n" not in text:
        if sum(map(em, text)) <= limit:
            return (text,)
        return tuple(_wrapped(text, style, limit))
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_wrapped(part, style, limit) if part else ("",))
    return tuple(lines)


@lru_cache(maxsize=60000)
def longest_word(text: str, style: Style) -> float:
    """Return the width in points of the longest piece of `text` that no line end should cut.

    A character that no shipped face draws counts as one em: Word may well have a face for it.
    """
    words = (word.rstrip() for word in _TOKEN.findall(text))
    return max((_ems(word, style) for word in words), default=0.0) * style.size


def _ems(word: str, style: Style) -> float:
    try:
        return sum(map(style.widths.__getitem__, word))
    except UndrawableError:
        return float(len(word))


def break_content(content: Content, style: Style, width: float, digits: int) -> tuple[Line, ...]:
    """Return the lines of `content`; a page number takes the room of `digits` figures."""
    if len(content) == 1 and isinstance(content[0], str):
        return tuple((line,) for line in break_text(content[0], style, width))
    if not content:
        return (("",),)
    return tuple(_wrapped_parts(content, style, width / style.size, digits))


def line_width(line: Line, style: Style, digits: int) -> float:
    """Return the width of a line in points, page numbers at their reserved room."""
    return sum(
        style.width(part) if isinstance(part, str) else style.width("0") * digits for part in line
    )


def _wrapped(text: str, style: Style, limit: float) -> Iterator[str]:
    em = style.widths.__getitem__
    line: list[str] = []
    room = limit
    for token in _TOKEN.findall(text):
        wide = sum(map(em, token))
        if wide > room and sum(map(em, token.rstrip())) > room:
            if line:
                yield "".join(line).rstrip()
                line, room = [], limit
            while wide > limit and sum(map(em, token.rstrip())) > limit:
                head = _fitting(token, style, limit)
                yield token[:head]
                token = token[head:]
                wide = sum(map(em, token))
        line.append(token)
        room -= wide
    if line:
        yield "".join(line).rstrip()


def _fitting(token: str, style: Style, limit: float) -> int:
    """Return how many characters of a too long token fit, breaking after a joint if one is near."""
    total = 0.0
    for count, character in enumerate(token):
        total += style.widths[character]
        if total > limit:
            joint = max(token.rfind(mark, 1, count) for mark in "/-_,;.)&=")
            return joint + 1 if joint > count // 2 else max(count, 1)
    return len(token)


def _wrapped_parts(content: Content, style: Style, limit: float, digits: int) -> Iterator[Line]:
    line: list[Part] = []
    room = limit
    pieces = list(_pieces(content, style, limit))
    for number, piece in enumerate(pieces):
        if piece == _NEWLINE:
            yield tuple(line) or ("",)
            line, room = [], limit
            continue
        wanted = _em(piece, style, digits, strip=True)
        if isinstance(piece, PageRef):
            wanted += _unit_of(pieces[number + 1 : number + 3], style, digits)
        if line and wanted > room:
            yield tuple(line)
            line, room = [], limit
        _append(line, piece)
        room -= _em(piece, style, digits)
    if line:
        yield tuple(line)


def _unit_of(following: list[Part], style: Style, digits: int) -> float:
    """Return the room of the blank and the word `页` that go with a page number."""
    words = [part for part in following if isinstance(part, str)]
    if len(words) != 2 or words[0].strip() or not words[1].startswith("页"):
        return 0.0
    return _em(words[0], style, digits) + _em(words[1], style, digits, strip=True)


def _pieces(content: Content, style: Style, limit: float) -> Iterator[Part]:
    for part in _joined(content):
        if isinstance(part, PageRef):
            yield part
            continue
        for index, paragraph in enumerate(part.replace("\t", "    ").split(_NEWLINE)):
            if index:
                yield _NEWLINE
            for word in _TOKEN.findall(paragraph):
                yield from _short(word, style, limit)


def _joined(content: Content) -> Iterator[Part]:
    """Yield the parts, strings beside each other as one, so that no mark begins a line by being apart."""
    for is_text, parts in groupby(content, key=lambda part: isinstance(part, str)):
        if is_text:
            yield "".join(part for part in parts if isinstance(part, str))
        else:
            yield from parts


def _short(word: str, style: Style, limit: float) -> Iterator[str]:
    while sum(map(style.widths.__getitem__, word.rstrip())) > limit:
        head = _fitting(word, style, limit)
        yield word[:head]
        word = word[head:]
    yield word


def _append(line: list[Part], piece: Part) -> None:
    if line and isinstance(piece, str) and isinstance(line[-1], str):
        line[-1] += piece
    else:
        line.append(piece)


def _em(part: Part, style: Style, digits: int, *, strip: bool = False) -> float:
    if isinstance(part, PageRef):
        return style.widths["0"] * digits
    return sum(map(style.widths.__getitem__, part.rstrip() if strip else part))
