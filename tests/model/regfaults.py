"""Planted faults of supplement letters and the market register."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

_POINT = {"letter": "le1", "number": "1", "text": "请补充。", "state": "open"}
_EVENT = {
    "kind": "miss",
    "site": "示例医院",
    "occurred_on": date(2026, 11, 1),
    "description": "漏诊一例",
    "state": "open",
}


def regulatory_faults(row: Callable[..., Any], both: Callable[..., Any]) -> dict[str, Any]:
    """Return the edit that raises each code."""

    def letter(due: date) -> Any:
        return row("letter", "le1", number="补1", received_on=date(2025, 12, 1), due=due)

    return {
        "LETTER-01": letter(date(2026, 10, 1)),
        "LETTER-02": letter(date(2026, 12, 20)),
        "LETTER-03": both(letter(date(2027, 11, 1)), row("letter_point", "lp1", **_POINT)),
        "PMS-01": row("incident", "i1", **_EVENT, harm="death", known_on=date(2026, 9, 1)),
        "PMS-02": row("incident", "i1", **_EVENT, suspects=("claim", "packs")),
        "PMS-03": row("incident", "i1", **_EVENT, value=Decimal(9), limit=Decimal(5)),
        "PMS-04": both(
            row("certificate", "cert", approved_on=date(2025, 6, 1)),
            row("incident", "i1", **_EVENT),
        ),
    }
