"""What the child process hands over as JSON, and back: plain data only, every part named."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.model.tenderfile import (
    PriceRow,
    RequirementRow,
    ScoreRow,
    SourcePlace,
    TenderFile,
    Threshold,
)


def tender_to_plain(tender: TenderFile) -> dict[str, Any]:
    """Return a TenderFile as JSON values."""
    return {
        "project": dict(tender.project),
        "vocabulary": tender.vocabulary,
        "requirements": [_row_to_plain(row) for row in tender.requirements],
        "scoring": [asdict(row) for row in tender.scoring],
        "price_lines": [asdict(row) for row in tender.price_lines],
        "mark_effects": dict(tender.mark_effects),
        "findings": [finding_to_plain(finding) for finding in tender.findings],
    }


def tender_from_plain(plain: dict[str, Any]) -> TenderFile:
    """Return the TenderFile that `tender_to_plain` gave."""
    return TenderFile(
        project=plain["project"],
        vocabulary=plain["vocabulary"],
        requirements=tuple(_row_from_plain(row) for row in plain["requirements"]),
        scoring=tuple(ScoreRow(**_placed(row)) for row in plain["scoring"]),
        price_lines=tuple(PriceRow(**_placed(row)) for row in plain["price_lines"]),
        mark_effects=plain["mark_effects"],
        findings=tuple(finding_from_plain(each) for each in plain["findings"]),
    )


def finding_to_plain(finding: Finding) -> dict[str, Any]:
    """Return a reader's finding as JSON values."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.place.field,
        "message": finding.message.as_json(),
        "quotes": list(finding.quotes),
        "step": finding.step,
    }


def finding_from_plain(plain: dict[str, Any]) -> Finding:
    """Return the finding that `finding_to_plain` gave."""
    return Finding(
        plain["code"],
        Severity(plain["severity"]),
        plain["step"],
        Place(field=plain["field"]),
        Text(plain["message"]["zh"], plain["message"]["en"]),
        quotes=tuple(plain["quotes"]),
    )


def _row_to_plain(row: RequirementRow) -> list[Any]:
    place = row.source
    return [
        row.section,
        row.number,
        row.marks,
        row.effective_marks,
        row.text,
        row.kind,
        [[each.operator, each.value, each.unit] for each in row.thresholds],
        [place.sheet, place.page, place.paragraph, place.cell],
    ]


def _row_from_plain(plain: list[Any]) -> RequirementRow:
    section, number, marks, effective, text, kind, thresholds, place = plain
    figures = tuple(Threshold(*each) for each in thresholds)
    return RequirementRow(
        section, number, marks, effective, text, kind, figures, SourcePlace(*place)
    )


def _placed(plain: dict[str, Any]) -> dict[str, Any]:
    return plain | {"source": SourcePlace(**plain["source"])}
