"""How values become columns and columns values, and the hash that tells when a row is not what was written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, assert_never

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Heading
from dossier_app.model.fields import Field, Json, Kind, Value, to_json
from dossier_app.model.records import Record

Column = str | int | None

_BROKEN = Text(
    "“{where}”的内容与写入时不一致（数据文件可能受损或被其他工具修改）。未作任何改动，请运行“体检”或恢复备份。",
    '"{where}" is not what was written (the file may be damaged or changed by another tool). '
    "Nothing was changed; run the doctor or restore a backup.",
)


def column_of(value: Value) -> Column:
    """Return what is stored for a value."""
    plain = to_json(value)
    if isinstance(plain, list):
        return json.dumps(plain, ensure_ascii=False)
    return int(plain) if isinstance(plain, bool) else plain


def _reader(field: Field) -> Callable[[Any], Value]:
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.CHOICE | Kind.REFERENCE | Kind.INTEGER:
            return _as_it_is
        case Kind.YES_NO:
            return bool
        case Kind.CHOICES:
            return _parts
        case Kind.DECIMAL | Kind.MONEY:
            return Decimal
        case Kind.DATE:
            return date.fromisoformat
        case Kind.MOMENT:
            return datetime.fromisoformat
        case _:
            assert_never(field.kind)


def _as_it_is(stored: Any) -> Value:  # noqa: ANN401 - a column is text or number as its field says
    value: Value = stored
    return value


def _parts(stored: str) -> Value:
    return tuple(json.loads(stored))


_READERS: dict[str, tuple[tuple[str, Callable[[Any], Value]], ...]] = {
    key: tuple((field.key, _reader(field)) for field in kind.fields)
    for key, kind in RECORD_KINDS.items()
}


def values_of(kind: str, columns: Mapping[str, Any]) -> dict[str, Value]:
    """Return the filled values of a record row."""
    return {
        key: read(stored) for key, read in _READERS[kind] if (stored := columns[key]) is not None
    }


def columns_of(kind: str, values: Mapping[str, Value]) -> dict[str, Column]:
    """Return every field column of a record row, None for what is not filled."""
    return {key: column_of(values[key]) if key in values else None for key, _ in _READERS[kind]}


def answer_of(field: Field, stored: Json) -> Value:
    """Return an answer from its JSON form, without judging it by today's declarations."""
    if isinstance(stored, list):
        return tuple(stored)
    return _reader(field)(stored)


def row_hash(table: str, columns: Mapping[str, Any]) -> str:
    """Return the checksum kept beside a row: 128 bits over its table, owner and filled columns, not its position."""
    content = [
        (key, value)
        for key, value in columns.items()
        if value is not None and key not in ("row_hash", "position")
    ]
    content.sort()
    text = json.dumps([table, content], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def sealed(table: str, columns: dict[str, Column]) -> dict[str, Column]:
    """Return the columns with their checksum."""
    return columns | {"row_hash": row_hash(table, columns)}


def check_row(table: str, columns: Mapping[str, Any], where: str) -> None:
    """Refuse a row that is not what was written.

    Raises:
        IntegrityBroken: naming the place.
    """
    if row_hash(table, columns) != columns["row_hash"]:
        raise IntegrityBroken(_BROKEN.format(where=where), place=where, code="ROW-HASH")


def heading_of(columns: Mapping[str, object]) -> Heading:
    """Return a dossier's heading from its row; raises IntegrityBroken."""
    check_row("dossier", columns, str(columns["key"]))
    judged = columns["judged_on"]
    return Heading(
        id=str(columns["id"]),
        key=str(columns["key"]),
        name=str(columns["name"]),
        pack=str(columns["pack"]),
        judged_on=date.fromisoformat(str(judged)) if judged else None,
        sample=bool(columns["sample"]),
        archived=bool(columns["archived"]),
    )


def record_of(kind: str, columns: Mapping[str, object]) -> Record:
    """Return a record from its row."""
    return Record(
        id=str(columns["id"]),
        kind=kind,
        dossier=str(columns.get("dossier") or ""),
        position=int(str(columns["position"])),
        values=values_of(kind, columns),
    )
