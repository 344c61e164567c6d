"""Type sizes, colours and margins of the three looks."""

from __future__ import annotations

from dataclasses import dataclass, field

from dossier_app.model.document import Look, Tone
from dossier_app.writers.fonts import Family, Widths, widths

Colour = tuple[float, float, float]

BLACK: Colour = (0.0, 0.0, 0.0)
INK: Colour = (0.10, 0.12, 0.15)
GREY: Colour = (0.42, 0.45, 0.50)
RULE: Colour = (0.62, 0.66, 0.71)
HAIR: Colour = (0.82, 0.84, 0.87)
BAR: Colour = (0.80, 0.87, 0.95)
ACCENT: Colour = (0.07, 0.27, 0.42)
HEAD_FILL: Colour = (0.91, 0.94, 0.965)
LINK: Colour = (0.04, 0.32, 0.60)

A4 = (595.2756, 841.8898)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a piece of text is set; sizes in points; compared by identity, so it is a quick cache key."""

    family: Family
    size: float
    leading: float
    colour: Colour = INK
    widths: Widths = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", widths(self.family))

    def width(self, text: str) -> float:
        """Return the width of one line of text in points."""
        return sum(map(self.widths.__getitem__, text)) * self.size


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All styles and measures of one look."""

    left: float
    top: float
    bottom: float
    body: dict[Tone, Style]
    cell: dict[Tone, Style]
    small_cell: dict[Tone, Style]
    head: Style
    small_head: Style
    headings: tuple[Style, Style, Style]
    caption: Style
    gap: float
    fills: dict[Tone, Colour]
    head_fill: Colour | None

    @property
    def width(self) -> float:
        """Return the width of the text area."""
        return A4[0] - 2 * self.left

    @property
    def height(self) -> float:
        """Return the height of the text area."""
        return A4[1] - self.top - self.bottom


def _tones(normal: Family, strong: Family, size: float, leading: float) -> dict[Tone, Style]:
    return {
        Tone.NORMAL: Style(normal, size, leading),
        Tone.STRONG: Style(strong, size, leading),
        Tone.MUTED: Style(normal, size, leading, GREY),
        Tone.OK: Style(normal, size, leading, (0.08, 0.38, 0.22)),
        Tone.WARNING: Style(normal, size, leading, (0.52, 0.31, 0.0)),
        Tone.BAD: Style(strong, size, leading, (0.66, 0.08, 0.10)),
    }


def _black(normal: Family, strong: Family, size: float, leading: float) -> dict[Tone, Style]:
    plain = Style(normal, size, leading, BLACK)
    bold = Style(strong, size, leading, BLACK)
    return {tone: bold if tone is Tone.STRONG else plain for tone in Tone}


_FILLS: dict[Tone, Colour] = {Tone.WARNING: (1.0, 0.965, 0.87), Tone.BAD: (1.0, 0.925, 0.92)}
_SANS, _SANS_BOLD = Family.SANS, Family.SANS_BOLD
_SERIF, _SERIF_BOLD = Family.SERIF, Family.SERIF_BOLD


def _report() -> Sheet:
    return Sheet(
        left=56.0,
        top=74.0,
        bottom=64.0,
        body=_tones(_SERIF, _SERIF_BOLD, 10.5, 17.5),
        cell=_tones(_SERIF, _SERIF_BOLD, 9.0, 13.2),
        small_cell=_tones(_SERIF, _SERIF_BOLD, 8.2, 11.8),
        head=Style(_SANS_BOLD, 9.0, 13.2, ACCENT),
        small_head=Style(_SANS_BOLD, 8.2, 11.8, ACCENT),
        headings=(
            Style(_SANS_BOLD, 16.0, 25.0, ACCENT),
            Style(_SANS_BOLD, 13.0, 21.0, ACCENT),
            Style(_SANS_BOLD, 11.0, 18.0, INK),
        ),
        caption=Style(_SANS_BOLD, 9.5, 15.0, INK),
        gap=8.0,
        fills=_FILLS,
        head_fill=HEAD_FILL,
    )


def _summary() -> Sheet:
    return Sheet(
        left=52.0,
        top=66.0,
        bottom=58.0,
        body=_tones(_SERIF, _SERIF_BOLD, 9.8, 15.4),
        cell=_tones(_SERIF, _SERIF_BOLD, 8.6, 12.4),
        small_cell=_tones(_SERIF, _SERIF_BOLD, 8.0, 11.4),
        head=Style(_SANS_BOLD, 8.6, 12.4, ACCENT),
        small_head=Style(_SANS_BOLD, 8.0, 11.4, ACCENT),
        headings=(
            Style(_SANS_BOLD, 13.0, 20.0, ACCENT),
            Style(_SANS_BOLD, 11.0, 17.0, ACCENT),
            Style(_SANS_BOLD, 10.0, 15.5, INK),
        ),
        caption=Style(_SANS_BOLD, 9.0, 13.6, INK),
        gap=5.0,
        fills=_FILLS,
        head_fill=HEAD_FILL,
    )


def _official() -> Sheet:
    """Source: 国家药监局通告 2022年第8号: 宋体, product name 小二 bold, headings and number 小四 bold, rest 小四."""
    bold = Style(_SERIF_BOLD, 12.0, 21.0, BLACK)
    cells = _black(_SERIF, _SERIF_BOLD, 10.5, 15.5)
    head = Style(_SERIF_BOLD, 10.5, 15.5, BLACK)
    return Sheet(
        left=76.0,
        top=72.0,
        bottom=72.0,
        body=_black(_SERIF, _SERIF_BOLD, 12.0, 21.0),
        cell=cells,
        small_cell=cells,
        head=head,
        small_head=head,
        headings=(bold, bold, bold),
        caption=Style(_SERIF_BOLD, 10.5, 16.0, BLACK),
        gap=4.0,
        fills={},
        head_fill=None,
    )


SHEETS = {Look.REPORT: _report(), Look.SUMMARY: _summary(), Look.OFFICIAL: _official()}
FOOT = Style(_SANS, 8.5, 11.0, GREY)
TINY = Style(_SANS, 6.8, 9.0, GREY)
OFFICIAL_FOOT = Style(_SERIF, 10.5, 14.0, BLACK)
OFFICIAL_TITLE = Style(_SERIF_BOLD, 18.0, 30.0, BLACK)
TITLE = Style(_SANS_BOLD, 17.0, 26.0, ACCENT)
COVER_TITLE = Style(_SANS_BOLD, 26.0, 39.0, ACCENT)
COVER_SUBTITLE = Style(_SANS, 15.0, 24.0, INK)
COVER_LABEL = Style(_SANS, 11.0, 18.0, GREY)
COVER_VALUE = Style(_SANS, 11.0, 18.0, INK)
CONTENTS = (
    Style(_SANS_BOLD, 10.5, 19.0, INK),
    Style(_SANS, 10.0, 16.5, INK),
    Style(_SANS, 9.2, 15.0, GREY),
)
STAMP = Style(_SANS, 8.5, 11.0, ACCENT)
NOTE = Style(_SANS, 7.5, 9.6, (0.66, 0.08, 0.10))
