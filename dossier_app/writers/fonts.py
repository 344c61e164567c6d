"""The shipped faces: which one draws a character, how wide it is, and what none can draw."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from dossier_app.base.paths import resources

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont


class Family(Enum):
    """The four faces a style can ask for."""

    SANS = "NotoSansSC-Regular"
    SANS_BOLD = "NotoSansSC-Bold"
    SERIF = "NotoSerifSC-Regular"
    SERIF_BOLD = "NotoSerifSC-Bold"

    __hash__ = object.__hash__  # several times quicker than by name, and asked for each text drawn


_RARE = ("DossierRareHanA", "DossierRareHanB", "DossierSymbols")
_FALLBACK = {
    Family.SANS: _RARE,
    Family.SANS_BOLD: (Family.SANS.value, *_RARE),
    Family.SERIF: (Family.SANS.value, *_RARE),
    Family.SERIF_BOLD: (Family.SANS_BOLD.value, Family.SANS.value, *_RARE),
}
_INVISIBLE = frozenset(
    code
    for first, last in (
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0xAD, 0xAD),
        (0x61C, 0x61C),
        (0x200B, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFF0, 0xFFFD),
    )
    for code in range(first, last + 1)
)
"""Control, direction and zero-width characters: they would be silent gaps on paper."""

_LOCK = threading.Lock()


class UndrawableError(ValueError):
    """A character that no shipped face draws reached a measurement; `character` is it."""

    def __init__(self, character: str) -> None:
        super().__init__(f"U+{ord(character):04X}")
        self.character = character


class Widths(dict[str, float]):
    """Widths in em by character, looked up through the family's fallbacks once each."""

    def __init__(self, family: Family) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, character: str) -> float:
        face = face_of(self._family, character)
        width = _font(face).face.charWidths[ord(character)] / 1000.0
        self[character] = width
        return float(width)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one face draws."""

    face: str
    text: str


def undrawable(text: str) -> str:
    """Return the distinct characters of `text` that no shipped face draws; newline and tab are layout."""
    return "".join(
        character
        for character in dict.fromkeys(text)
        if character not in "\n\t" and not _known(character)
    )


@cache
def widths(family: Family) -> Widths:
    """Return the width table of `family`, shared by all documents of the process."""
    return Widths(family)


@lru_cache(maxsize=65536)
def face_of(family: Family, character: str) -> str:
    """Return the name of the first face that draws `character`.

    Raises:
        UndrawableError: none does.
    """
    code = ord(character)
    if code not in _INVISIBLE:
        for name in (family.value, *_FALLBACK[family]):
            if code in _font(name).face.charToGlyph:
                return name
    raise UndrawableError(character)


def runs(family: Family, text: str) -> tuple[Run, ...]:
    """Split `text` into stretches of one face each.

    Raises:
        UndrawableError: a character has no face.
    """
    if _own(family).issuperset(text):
        return (Run(family.value, text),)
    found: list[Run] = []
    for character in text:
        face = face_of(family, character)
        if found and found[-1].face == face:
            found[-1] = Run(face, found[-1].text + character)
        else:
            found.append(Run(face, character))
    return tuple(found)


def to_unicode_map(name: str, subset: list[int]) -> str:
    """Return a ToUnicode map in UTF-16BE, right for characters above U+FFFF too.

    reportlab writes those with five hexadecimal digits, which extract as garbage.
    """
    lines = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for index, code in enumerate(subset)
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = [part for b in blocks for part in (f"{len(b)} beginbfchar", *b, "endbfchar")]
    head = ("/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo")
    system = ("<< /Registry (Adobe)", "/Ordering (UCS)", "/Supplement 0", ">> def")
    range_ = ("/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def", "1 begincodespacerange")
    tail = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
    return "\n".join((*head, *system, *range_, "<00> <FF>", "endcodespacerange", *body, *tail))


def register() -> None:
    """Make all faces known to the PDF library; safe to call as often as one likes."""
    for name in (*(family.value for family in Family), *_RARE):
        _font(name)


@lru_cache(maxsize=4096)
def _known(character: str) -> bool:
    try:
        face_of(Family.SANS, character)
    except UndrawableError:
        return False
    return True


@cache
def _own(family: Family) -> frozenset[str]:
    codes = _font(family.value).face.charToGlyph
    return frozenset(chr(code) for code in codes if code not in _INVISIBLE)


@cache
def _font(name: str) -> TTFont:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics, ttfonts

    with _LOCK:
        vars(ttfonts)["makeToUnicodeCMap"] = to_unicode_map
        rl_config.useA85 = 0
        if name not in pdfmetrics.getRegisteredFontNames():
            path = resources() / "fonts" / f"{name}.ttf"
            pdfmetrics.registerFont(ttfonts.TTFont(name, str(path)))
        return cast("TTFont", pdfmetrics.getFont(name))
