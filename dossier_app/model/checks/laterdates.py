"""Papers of a tender judged at delivery and at the end of the warranty (DATE-21, DATE-22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record
from dossier_app.model.validity import plus_months


def delivery_end(tender: Record, deadline: date) -> date | None:
    """Return the last day of delivery, counted from the end of the bid's validity; None when no term is set."""
    days = tender.number("offer_delivery_days") or tender.number("delivery_days")
    if days is None:
        return None
    return deadline + timedelta(days=int(tender.number("validity_days") or 0) + int(days))


def warranty_end(tender: Record, deadline: date) -> date | None:
    """Return the last day of the warranty, None when no term is set."""
    months = tender.number("offer_warranty_months") or tender.number("warranty_months")
    start = delivery_end(tender, deadline) or deadline
    return plus_months(start, int(months)) if months else None


def later_ends(scene: Scene, tender: Record, paper: Record, end: date) -> Iterator[Finding]:
    """Yield that a paper ends before delivery; what the maker supplies for the product, also before the warranty."""
    deadline, name = scene.deadline(tender), same(paper.text("name"))
    delivery, warranty = delivery_end(tender, deadline), warranty_end(tender, deadline)
    place = place_of(paper, "expires_on")
    if delivery is not None and end < delivery:
        message = _DELIVERY.format(name=name, day=end, on=delivery)
        yield found(scene, "DATE-21", place, message, tender=tender.id)
    elif warranty is not None and end < warranty and paper.text("part") in _LASTING:
        message = _WARRANTY.format(name=name, day=end, on=warranty)
        yield found(scene, "DATE-22", place, message, tender=tender.id)


_LASTING = ("P21", "P22", "P34")
"""Parts that are to hold through the warranty: authorisation, its chain, the service promise."""
_DELIVERY = Text(
    "“{name}”于 {day} 到期，早于预计交付期满 {on}。请准备换证，并在交付时提供有效文件。",
    "“{name}” expires on {day}, before delivery by {on}. Prepare its renewal and deliver with a valid one.",
)
_WARRANTY = Text("“{name}”于 {day} 到期，早于质保期满 {on}。请确认是否须覆盖质保期。", "“{name}” expires on {day}, before the warranty ends on {on}. Check whether it must cover it.")  # fmt: skip
