"""The way into one hospital: which procurement regimes apply and why, and who decides what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier_app.base.text import Text, same
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Certainty
from dossier_app.model.packwork import Regime
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

APPLIES = {
    "yes": Text("适用", "applies"),
    "no": Text("不适用", "does not apply"),
    "check": Text("待核对", "to be checked"),
    "usual": Text("通常适用", "usually applies"),
    "extension": Text("扩展项", "extension item"),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One procurement regime on the card: whether it applies, why, and by whose word."""

    regime: Regime
    applies: str
    why: Text
    person: str = ""
    on: date | None = None

    @property
    def certainty(self) -> Certainty:
        """Return how sure it is; what a person decided counts as checked by that person."""
        return Certainty.A if self.person else self.regime.certainty


def route_card(dossier: Dossier, pack: RulePack, tender: str = "") -> tuple[Route, ...]:
    """Return every regime of the pack: as a person decided for this project, else for the dossier, else as the pack says."""
    return tuple(_route(dossier, regime, tender) for regime in pack.regimes)


def _route(dossier: Dossier, regime: Regime, tender: str) -> Route:
    rows = [r for r in dossier.all("regime_choice") if _speaks_of(r, regime)]
    own = [r for r in rows if r.text("tender") == tender]
    general = [r for r in rows if not r.text("tender")]
    for choice in reversed(own or general):
        why = same(choice.text("why"))
        return Route(regime, choice.text("applies"), why, choice.text("person"), choice.day("on"))
    return Route(regime, regime.applies, regime.why)


def _speaks_of(choice: Record, regime: Regime) -> bool:
    return choice.text("regime") in (regime.key, regime.title.zh, regime.title.en)


def of_project(dossier: Dossier, kind: str, tender: str) -> Record | None:
    """Return the last record of a kind for a project; without one of its own, the last that names no project."""
    rows = dossier.all(kind)
    own = [row for row in rows if tender and row.text("tender") == tender]
    general = [row for row in rows if not row.text("tender")]
    found = own or general or (rows if not tender else ())
    return found[-1] if found else None
