"""What a reader got out of a buyer's file: plain rows, each with its place in the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dossier_app.model.finding import Finding

_SIGNS = {"range": "", "+-": "±"}
"""Operators that are written otherwise than they are stored."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One figure a clause demands: operator one of >= <= > < = range +-; value a decimal string or `a~b`; unit as printed."""

    operator: str
    value: str
    unit: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the contract's form."""
        return {"operator": self.operator, "value": self.value, "unit": self.unit}

    def shown(self) -> str:
        """Return the figure as people write it: `>=2mm`, a range `1~5mm`, a tolerance `±0.5mm`."""
        return f"{_SIGNS.get(self.operator, self.operator)}{self.value}{self.unit}"


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where a row stands in the buyer's file: sheet, page or paragraph, and the cell or row there."""

    sheet: str = ""
    page: str = ""
    paragraph: str = ""
    cell: str = ""

    def as_json(self) -> dict[str, str]:
        """Return only what is known."""
        parts = {
            "sheet": self.sheet,
            "page": self.page,
            "paragraph": self.paragraph,
            "cell": self.cell,
        }
        return {key: value for key, value in parts.items() if value}


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement: text verbatim but for white space, marks in printed order, kind from the part of the file."""

    section: str
    number: str
    marks: str
    effective_marks: str
    text: str
    kind: str
    thresholds: tuple[Threshold, ...]
    source: SourcePlace

    def as_json(self) -> dict[str, Any]:
        """Return the contract's form."""
        return {
            "section": self.section,
            "number": self.number,
            "marks": self.marks,
            "effective_marks": self.effective_marks,
            "text": self.text,
            "kind": self.kind,
            "thresholds": [threshold.as_json() for threshold in self.thresholds],
            "source": self.source.as_json(),
        }


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One scoring item; points a decimal string or number as printed."""

    group: str
    item: str
    points: str
    source: SourcePlace = field(default_factory=SourcePlace)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One price line; figures are decimal strings, `unit` is the money unit or unit as printed."""

    number: str
    name: str
    quantity: str
    unit_price: str
    total: str
    unit: str
    source: SourcePlace = field(default_factory=SourcePlace)


@dataclass(frozen=True, slots=True)
class TenderFile:
    """All that was read from one file."""

    project: Mapping[str, str]
    vocabulary: str
    requirements: tuple[RequirementRow, ...]
    scoring: tuple[ScoreRow, ...]
    price_lines: tuple[PriceRow, ...]
    mark_effects: Mapping[str, str]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the contract's form (design contract, `Reading a buyer's file`)."""
        return {
            "project": dict(self.project),
            "vocabulary": self.vocabulary,
            "requirements": [row.as_json() for row in self.requirements],
            "scoring": [
                {"group": row.group, "item": row.item, "points": _number(row.points)}
                for row in self.scoring
            ],
            "price_lines": [
                {
                    "number": row.number,
                    "name": row.name,
                    "quantity": row.quantity,
                    "unit_price": row.unit_price,
                    "total": row.total,
                    "unit": row.unit,
                }
                for row in self.price_lines
            ],
            "mark_effects": dict(self.mark_effects),
            "findings": [finding.as_json() for finding in self.findings],
        }


def _number(points: str) -> int | float | str:
    try:
        value = float(points)
    except ValueError:
        return points
    return int(value) if value.is_integer() else value
