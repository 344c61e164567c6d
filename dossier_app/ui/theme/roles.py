"""The two colour schemes as one set of roles, so that neither theme can lack one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Scheme(Enum):
    """Which theme the user wants; SYSTEM follows the platform where it says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(Enum):
    """What a badge, cell or icon says about itself, always beside a shape and a word."""

    PLAIN = "plain"
    MUTED = "muted"
    ACCENT = "accent"
    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Shade:
    """The colour of words and the soft ground they may stand on."""

    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class Role:
    """Every colour of the window by what it is for."""

    ground: str
    surface: str
    raised: str
    head: str
    line: str
    line_strong: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    grey_soft: str
    rail: str
    rail_active: str
    rail_text: str
    rail_strong: str
    is_dark: bool

    def shade(self, tone: Tone) -> Shade:
        """Return ink and soft ground of a tone."""
        return {
            Tone.PLAIN: Shade(self.text, self.grey_soft),
            Tone.MUTED: Shade(self.muted, self.grey_soft),
            Tone.ACCENT: Shade(self.accent, self.accent_soft),
            Tone.OK: Shade(self.ok, self.ok_soft),
            Tone.WARNING: Shade(self.warning, self.warning_soft),
            Tone.BAD: Shade(self.bad, self.bad_soft),
        }[tone]

    def pairs(self) -> dict[str, tuple[str, str]]:
        """Return every pair of ink and ground that the window draws, by name, for the contrast test."""
        grounds = {"ground": self.ground, "surface": self.surface, "head": self.head}
        found = {
            f"{ink} on {name}": (getattr(self, ink), ground)
            for name, ground in grounds.items()
            for ink in ("text", "muted", "accent", "ok", "warning", "bad")
        }
        for tone in Tone:
            shade = self.shade(tone)
            found[f"{tone.value} badge"] = (shade.ink, shade.ground)
        found["text on accent soft"] = (self.text, self.accent_soft)
        found["muted on accent soft"] = (self.muted, self.accent_soft)
        found["text on bad soft"] = (self.text, self.bad_soft)
        found["text on warning soft"] = (self.text, self.warning_soft)
        found["warning on accent soft"] = (self.warning, self.accent_soft)
        found["bad on accent soft"] = (self.bad, self.accent_soft)
        found["ok on accent soft"] = (self.ok, self.accent_soft)
        found["primary button"] = (self.on_accent, self.accent)
        found["rail"] = (self.rail_text, self.rail)
        found["rail active"] = (self.rail_strong, self.rail_active)
        found["text on raised"] = (self.text, self.raised)
        found["muted on raised"] = (self.muted, self.raised)
        return found


LIGHT = Role(
    ground="#F4F6F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    head="#EEF2F7",
    line="#E2E6EC",
    line_strong="#C9D1DC",
    text="#18212E",
    muted="#566273",
    accent="#1D5FBF",
    on_accent="#FFFFFF",
    accent_soft="#E8F0FC",
    ok="#146B45",
    ok_soft="#E4F4EC",
    warning="#8A5100",
    warning_soft="#FDF1DD",
    bad="#B03226",
    bad_soft="#FCE9E7",
    grey_soft="#ECEFF4",
    rail="#10233F",
    rail_active="#22406B",
    rail_text="#B9C6D9",
    rail_strong="#FFFFFF",
    is_dark=False,
)
DARK = Role(
    ground="#12161D",
    surface="#1A2029",
    raised="#212833",
    head="#222A36",
    line="#2C3542",
    line_strong="#465364",
    text="#E6EBF2",
    muted="#A3AFBF",
    accent="#7FB0F5",
    on_accent="#0E1A2C",
    accent_soft="#20334F",
    ok="#6FCB9F",
    ok_soft="#17372A",
    warning="#E9B665",
    warning_soft="#3B2D14",
    bad="#F2988D",
    bad_soft="#432320",
    grey_soft="#2A323E",
    rail="#0B121D",
    rail_active="#23395A",
    rail_text="#A9B7CB",
    rail_strong="#FFFFFF",
    is_dark=True,
)


def contrast(ink: str, ground: str) -> float:
    """Return the WCAG contrast ratio of two colours, 1 to 21."""
    first, second = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
