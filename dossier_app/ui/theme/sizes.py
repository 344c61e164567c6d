"""Lengths in pixels of the 4-pixel grid, and text sizes."""

from __future__ import annotations

from typing import Final


class Size:
    """Lengths by what they are for; the layout uses no other numbers."""

    UNIT: Final = 4
    GAP: Final = 8
    PAD: Final = 12
    CARD: Final = 16
    PAGE: Final = 20
    RADIUS: Final = 6
    CARD_RADIUS: Final = 8
    RAIL: Final = 64
    COLUMN: Final = 236
    STRIP: Final = 74
    CONTEXT: Final = 332
    TOP: Final = 44
    STATUS: Final = 26
    LABEL: Final = 150
    RING: Final = 32
    ICON: Final = 16
    ICON_RAIL: Final = 20
    ROW: Final = 30
    NARROW: Final = 1400
    """Below this width of the window the dossier column folds to its rings."""
    CRAMPED: Final = 1100
    """Below this width the context pane starts folded as well."""


TEXT: Final = 13
SMALL: Final = 12
TINY: Final = 11
HEAD: Final = 14
TITLE: Final = 16
BIG: Final = 20
FIGURE: Final = 26
