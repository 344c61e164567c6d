"""What all dossiers together show: states and counts, never averages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dossier_app.base.text import Text


@dataclass(frozen=True, slots=True)
class Stage:
    """A state of registration with its products; `clock` is the nearest day on which a deficiency reply is due."""

    key: str
    label: Text
    products: tuple[str, ...]
    ids: tuple[str, ...]
    clock: date | None


@dataclass(frozen=True, slots=True)
class Score:
    """Bids of a province or a distributor: how many won and lost, and offers as shares of the ceiling, lowest and highest."""

    name: str
    won: int
    lost: int
    running: int
    lowest: Decimal | None
    highest: Decimal | None

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "name": self.name,
            "won": self.won,
            "lost": self.lost,
            "running": self.running,
            "price_share": [str(s) if s is not None else None for s in (self.lowest, self.highest)],
        }


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that several dossiers lack, and how many."""

    label: Text
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that ends, and the open tenders whose opening or bid validity it does not outlast."""

    on: date
    kind: Text
    title: str
    product: str
    opening: tuple[str, ...]
    validity: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Counts and states, never averages."""

    stages: tuple[Stage, ...]
    provinces: tuple[Score, ...]
    distributors: tuple[Score, ...]
    missed: tuple[Missed, ...]
    endings: tuple[Ending, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "pipeline": [
                {
                    "state": stage.key,
                    "label": stage.label.as_json(),
                    "products": list(stage.products),
                    "reply_due": stage.clock.isoformat() if stage.clock else None,
                }
                for stage in self.stages
            ],
            "provinces": [score.as_json() for score in self.provinces],
            "distributors": [score.as_json() for score in self.distributors],
            "often_missed": [
                {"label": each.label.as_json(), "dossiers": each.count} for each in self.missed
            ],
            "endings": [
                {
                    "on": each.on.isoformat(),
                    "kind": each.kind.as_json(),
                    "title": each.title,
                    "product": each.product,
                    "before_opening_of": list(each.opening),
                    "before_validity_of": list(each.validity),
                }
                for each in self.endings
            ],
        }
