"""Several products in one lot: each with its own dossier, its own approved edition and its own clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition, approved_edition
from dossier_app.model.records import Record


@dataclass(frozen=True, slots=True)
class LotProduct:
    """One product offered: its key, its dossier (None: not in this workspace) and how it stands in the lot."""

    key: str
    dossier: Dossier | None
    quantity: int
    row: Record | None = None

    def edition(self, on: date) -> ApprovedEdition | None:
        """Return what is approved of this product on a day."""
        return approved_edition(self.dossier, on) if self.dossier else None

    def name(self) -> str:
        """Return the product's name, its key where there is no dossier."""
        return (self.dossier.text("claim.product_name") if self.dossier else "") or self.key


def companions(dossier: Dossier, tender: str) -> Iterator[LotProduct]:
    """Yield the other products of a tender's lots, each once."""
    for row in dossier.where("lot_product", tender=tender):
        key = row.text("dossier_key").strip()
        found = dossier.companions.get(key)
        if key and key != dossier.heading.key:
            yield LotProduct(key, found, int(row.number("quantity") or 0), row)


def products(dossier: Dossier, tender: str) -> tuple[LotProduct, ...]:
    """Return all products of a tender, this dossier's own first."""
    return (LotProduct(dossier.heading.key, dossier, 1), *companions(dossier, tender))


def product_of(dossier: Dossier, requirement: Record) -> LotProduct:
    """Return the product that a clause is about; this dossier's own where it names none."""
    key = requirement.text("product").strip()
    if not key or key == dossier.heading.key:
        return LotProduct(dossier.heading.key, dossier, 1)
    return LotProduct(key, dossier.companions.get(key), 0)
