"""What stands on the laid-out pages, in points from the top left corner, before any page is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dossier_app.writers.pdf.breaking import Line
from dossier_app.writers.pdf.style import A4, Colour, Style


class Words(NamedTuple):
    """One line of text with its left end and baseline; `stretch` is added after each character."""

    x: float
    y: float
    style: Style
    line: Line
    stretch: float = 0.0


class Number(NamedTuple):
    """The page number of an anchor, right-aligned at x (a contents line)."""

    x: float
    y: float
    style: Style
    anchor: str


class Box(NamedTuple):
    """A rectangle from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None
    thickness: float = 0.6


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour
    thickness: float = 0.5
    dotted: bool = False


class Jump(NamedTuple):
    """A rectangle that leads to an anchor."""

    x: float
    y: float
    width: float
    height: float
    anchor: str


class Insert(NamedTuple):
    """A page of an opened source (see `sources`), fitted into a rectangle from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    source: int
    page: int


class Mark(NamedTuple):
    """A bookmark: its level 1 to 3, title and place."""

    level: int
    title: str
    anchor: str


Op = Words | Number | Box | Rule | Jump | Insert


@dataclass(slots=True)
class Page:
    """One page; `bare` pages have no header and footer."""

    ops: list[Op] = field(default_factory=list)
    anchors: list[tuple[str, float]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    size: tuple[float, float] = A4
    bare: bool = False
    stamped: bool = False


@dataclass(slots=True)
class Pages:
    """The pages so far and where the next line goes."""

    top: float
    bottom: float
    left: float
    width: float
    digits: int = 3
    size: tuple[float, float] = A4
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0
    fresh: bool = True

    @property
    def page(self) -> Page:
        """Return the page being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """Return the height left on the page being filled."""
        return self.size[1] - self.bottom - self.y

    @property
    def height(self) -> float:
        """Return the height of an empty page's text area."""
        return self.size[1] - self.bottom - self.top

    def new_page(self) -> None:
        """Start a page."""
        self.pages.append(Page(size=self.size))
        self.y = self.top
        self.fresh = True

    def need(self, height: float) -> None:
        """Start a page unless `height` fits here or the page is empty."""
        if not self.pages or (not self.fresh and height > self.room + 0.01):
            self.new_page()

    def put(self, op: Op) -> None:
        """Add what stands on the page being filled."""
        self.page.ops.append(op)
        self.fresh = False

    def down(self, height: float) -> None:
        """Move on by `height`."""
        self.y += height

    def anchor(self, name: str) -> None:
        """Let `name` point here."""
        if name:
            self.page.anchors.append((name, self.y))
