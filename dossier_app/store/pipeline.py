"""What the board asks of all tenders, bids and ends at once: one statement a question."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, func, literal, select, union_all

from dossier_app.store.portfolio import answers_to
from dossier_app.store.schema import RECORDS


@dataclass(frozen=True, slots=True)
class Bid:
    """One tender of one dossier: where, through whom, for how much, and what became of it; empty where not filled."""

    dossier: str
    tender: str
    code: str
    name: str
    opening: str
    state: str
    region: str
    distributor: str
    validity_days: int
    offer: Decimal | None
    ceiling: Decimal | None


@dataclass(frozen=True, slots=True)
class End:
    """Something with a last day; `dossier` is empty for what belongs to the firm."""

    dossier: str
    kind: str
    title: str
    on: str


def bids(connection: Connection) -> list[Bid]:
    """Return every tender by opening."""
    tender, party = RECORDS["tender"], RECORDS["party"]
    columns = ("dossier", "id", "code", "name", "opening", "state", "region")
    query = (
        select(
            *(func.coalesce(tender.c[name], "") for name in columns),
            func.coalesce(party.c.name, ""),
            func.coalesce(tender.c.offer_validity_days, tender.c.validity_days, 0),
            tender.c.offer_total,
            func.coalesce(tender.c.ceiling, tender.c.budget),
        )
        .outerjoin(party, party.c.id == tender.c.distributor)
        .order_by(tender.c.opening)
    )
    return [
        Bid(
            dossier=row[0],
            tender=row[1],
            code=row[2],
            name=row[3],
            opening=row[4],
            state=row[5],
            region=row[6],
            distributor=row[7],
            validity_days=row[8],
            offer=_amount(row[9]),
            ceiling=_amount(row[10]),
        )
        for row in connection.execute(query)
    ]


def ends(connection: Connection, since: str, until: str) -> list[End]:
    """Return certificates, licences, files and authorisations whose last day lies between two days, by day."""
    parts = []
    for kind, title in _TITLES.items():
        table = RECORDS[kind]
        owner = func.coalesce(table.c.dossier, "") if "dossier" in table.c else literal("")
        parts.append(
            select(
                owner, literal(kind), func.coalesce(table.c[title], ""), table.c.expires_on
            ).where(table.c.expires_on >= since, table.c.expires_on <= until)
        )
    found = union_all(*parts)
    return sorted((End(*map(str, row)) for row in connection.execute(found)), key=lambda e: e.on)


def answers_of(connection: Connection, fields: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return some plain answers of all dossiers, by dossier and field."""
    found: dict[str, dict[str, str]] = {}
    for field in fields:
        for dossier, value in answers_to(connection, field).items():
            found.setdefault(dossier, {})[field] = str(value)
    return found


_TITLES = {
    "certificate": "number",
    "licence": "number",
    "evidence": "title",
    "authorisation": "number",
}


def _amount(stored: object) -> Decimal | None:
    return None if stored in (None, "") else Decimal(str(stored))
