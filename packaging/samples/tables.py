"""Content tables: `a | b | c` blocks with a head line become checked records."""

from __future__ import annotations

import hashlib
from typing import Any

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Kind
from samples.form import Sample, Values, record, table_rows

_TRUE = {"yes": True, "no": False}


def typed(kind: str, key: str, cell: str) -> Any:  # noqa: ANN401 - one of the field kinds
    """Return a cell as the field's JSON value."""
    field = RECORD_KINDS[kind].field(key)
    if field.kind is Kind.YES_NO:
        return _TRUE[cell]
    if field.kind is Kind.CHOICES:
        return cell.split(",")
    return int(cell) if field.kind is Kind.INTEGER else cell


def read(kind: str, text: str, defaults: Values) -> list[Values]:
    """Return the rows of a table as checked records."""
    head, *rows = table_rows(text)
    found = []
    for row in rows:
        values = dict(defaults)
        for key, cell in zip(head[1:], row[1:], strict=False):
            if cell:
                values[key] = typed(kind, key, cell)
        for key in ("hash",):
            if values.get(key) == "auto":
                values[key] = digest(row[0])
        found.append(record(kind, row[0], values))
    return found


def digest(text: str) -> str:
    """Return a stable SHA-256 for a list or build that exists only as a sample."""
    return hashlib.sha256(f"sample:{text}".encode()).hexdigest()


def fill(sample: Sample, tables: Values, defaults: Values) -> None:
    """Add every table's rows to the sample."""
    for kind, text in tables.items():
        for row in read(kind, text, defaults.get(kind, {})):
            sample.add(kind, row["id"], row)


_CHECK = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number: int) -> str:
    """Return a unified social credit code of right form whose body plainly is a sample."""
    body = f"91999999SAMP{number:05d}".replace("S", "5").replace("I", "1")
    total = sum(_CHECK.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + _CHECK[-total % 31]
