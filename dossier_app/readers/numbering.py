"""Word's automatic numbers, rebuilt: they are drawn by Word and stand in no text of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_CHINESE = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    legal: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """What stands before a paragraph: the number as printed, or a bullet (then the text is empty)."""

    text: str
    bullet: bool


class Numbering:
    """Counters of one document: asked paragraph by paragraph, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._restarts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, Element] = {}
        if numbering is not None:
            self._load(numbering)
        for style in styles.iter("style") if styles is not None else ():
            self._styles[style.get("styleId", "")] = style

    def before(self, properties: Element | None) -> Numbered | None:
        """Return what Word prints before the paragraph with these properties, advancing the counters."""
        found = self._reference(properties)
        if found is None or found[0] not in self._lists:
            return None
        number, depth = found
        abstract, levels = self._lists[number]
        if depth not in levels:
            return None
        self._advance(number, abstract, levels, depth)
        level = levels[depth]
        if level.form == "bullet":
            return Numbered("", bullet=True)
        if level.form == "none":
            return None
        return Numbered(self._text(abstract, levels, level), bullet=False)

    def outline(self, properties: Element | None) -> int:
        """Return the heading level of a paragraph: 1 to 9, 0 for running text."""
        for source in self._sources(properties):
            level = source.find("outlineLvl")
            if level is not None and _whole(level.get("val"), 9) < 9:
                return _whole(level.get("val"), 0) + 1
        return 0

    def _sources(self, properties: Element | None) -> list[Element]:
        """Return the paragraph's own properties and those of its style and the styles that one rests on."""
        if properties is None:
            return []
        name = properties.find("pStyle")
        style = self._styles.get(name.get("val", "") if name is not None else "")
        found = [properties]
        for _ in range(20):  # styles may rest on one another in a circle
            if style is None:
                break
            inner = style.find("pPr")
            if inner is not None:
                found.append(inner)
            based = style.find("basedOn")
            style = self._styles.get(based.get("val", "")) if based is not None else None
        return found

    def _reference(self, properties: Element | None) -> tuple[str, int] | None:
        for source in self._sources(properties):
            mark = source.find("numPr")
            if mark is None:
                continue
            number, level = mark.find("numId"), mark.find("ilvl")
            key = number.get("val", "") if number is not None else ""
            if key == "0":
                return None
            if key:
                return key, _whole(level.get("val") if level is not None else None, 0)
        return None

    def _load(self, numbering: Element) -> None:
        abstracts = {
            each.get("abstractNumId", ""): {
                _whole(level.get("ilvl"), 0): _level(level) for level in each.findall("lvl")
            }
            for each in numbering.findall("abstractNum")
        }
        for each in numbering.findall("num"):
            key = each.get("numId", "")
            link = each.find("abstractNumId")
            abstract = link.get("val", "") if link is not None else ""
            levels = dict(abstracts.get(abstract, {}))
            for override in each.findall("lvlOverride"):
                depth = _whole(override.get("ilvl"), 0)
                own, restart = override.find("lvl"), override.find("startOverride")
                if own is not None:
                    levels[depth] = _level(own)
                if restart is not None:
                    self._restarts.setdefault(key, {})[depth] = _whole(restart.get("val"), 1)
            self._lists[key] = (abstract, levels)

    def _advance(self, number: str, abstract: str, levels: dict[int, _Level], depth: int) -> None:
        counts = self._counts.setdefault(abstract, {})
        restart = self._restarts.get(number, {}).get(depth)
        if restart is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            counts[depth] = restart
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        for upper in range(depth):
            if upper not in counts:
                counts[upper] = levels[upper].start if upper in levels else 1

    def _text(self, abstract: str, levels: dict[int, _Level], level: _Level) -> str:
        counts = self._counts[abstract]

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            form = levels[depth].form if depth in levels and not level.legal else "decimal"
            return formed(counts.get(depth, 1), form)

        return re.sub(r"%([1-9])", shown, level.pattern).strip()


def formed(count: int, form: str) -> str:
    """Return a counter in one of Word's number forms; an unknown form comes out in digits."""
    lowered = form.lower()
    if "enclosedcircle" in lowered and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if "chinese" in lowered or lowered.startswith(("japanese", "ideograph", "taiwanese")):
        return chinese(count)
    if lowered.endswith("letter"):
        letter = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if lowered.endswith("roman"):
        roman = _roman(count)
        return roman.upper() if form.startswith("upper") else roman
    if lowered == "decimalzero":
        return f"{count:02d}"
    return str(count)


def chinese(count: int) -> str:
    """Return a count up to 999 in Chinese numerals (十二, 二十, 一百零五)."""
    if count >= 1000 or count < 1:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_CHINESE[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _CHINESE[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_CHINESE[ones] if ones else "")


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text


def _level(element: Element) -> _Level:
    def said(name: str, default: str) -> str:
        found = element.find(name)
        return found.get("val", default) if found is not None else default

    legal = element.find("isLgl")
    is_legal = legal is not None and legal.get("val", "1") not in {"0", "false"}
    return _Level(
        _whole(said("start", "1"), 1), said("numFmt", "decimal"), said("lvlText", ""), is_legal
    )


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() else default
