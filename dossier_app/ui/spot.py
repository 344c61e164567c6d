"""Where in the window something stands: what navigation, search hits and gaps are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from dossier_app.model.definition import STEP_OF_FIELD, step_of_kind
from dossier_app.model.finding import Place


class PageKey(Enum):
    """Every page of the window."""

    BOARD = "board"
    DOSSIERS = "dossiers"
    CLAIM = "claim"
    PROVENANCE = "provenance"
    CLASSIFICATION = "classification"
    REQUIREMENTS = "requirements"
    TENDER = "tender"
    GATES = "gates"
    MATRIX = "matrix"
    FILING = "filing"
    MARKET = "market"
    EXPORT = "export"
    TENDERS = "tenders"
    EVIDENCE = "evidence"
    LAW = "law"
    SETTINGS = "settings"


STEP_PAGES = (
    PageKey.CLAIM,
    PageKey.PROVENANCE,
    PageKey.CLASSIFICATION,
    PageKey.REQUIREMENTS,
    PageKey.TENDER,
)
DOSSIER_PAGES = (
    *STEP_PAGES,
    PageKey.FILING,
    PageKey.GATES,
    PageKey.MATRIX,
    PageKey.MARKET,
    PageKey.EXPORT,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A page, and on it a dossier, tender, record and field as far as they are meant."""

    page: PageKey
    dossier: str = ""
    tender: str = ""
    kind: str = ""
    id: str = ""
    field: str = ""

    def at(self, place: Place) -> Spot:
        """Return the same page at a place of a finding or gap."""
        return replace(
            self, kind=place.record, id=place.id if place.record else "", field=place.field
        )

    def as_words(self) -> str:
        """Return the place in one line, for remembering it."""
        return "|".join(
            (self.page.value, self.dossier, self.tender, self.kind, self.id, self.field)
        )

    @classmethod
    def from_words(cls, words: str) -> Spot | None:
        """Return the place that `as_words` wrote; None when the line says none."""
        page, *rest = words.split("|")
        key = next((each for each in PageKey if each.value == page), None)
        return cls(key, *rest) if key is not None and len(rest) == 5 else None


_PAGE_OF_KIND = {
    **dict.fromkeys(("filing_item", "paper_text", "letter", "letter_point"), PageKey.FILING),
    **dict.fromkeys(("incident", "hazard"), PageKey.MARKET),
    **dict.fromkeys(("champion", "access_decision", "regime_choice"), PageKey.GATES),
}
_FIRM_KINDS = {"evidence", "licence", "link"}


def spot_of(dossier: str, place: Place, step: str = "", tender: str = "") -> Spot:
    """Return where a finding, gap or hit stands."""
    if place.record in _FIRM_KINDS:
        return Spot(PageKey.EVIDENCE, dossier, tender).at(place)
    if place.record in _PAGE_OF_KIND:
        return Spot(_PAGE_OF_KIND[place.record], dossier, tender).at(place)
    if place.record == "gate":
        return Spot(PageKey.GATES, dossier, tender).at(place)
    own = step_of_kind(place.record) if place.record else STEP_OF_FIELD.get(place.field, "")
    key = own or step or "claim"
    page = next((page for page in STEP_PAGES if page.value == key), PageKey.CLAIM)
    return Spot(page, dossier, tender).at(place)
