"""The tables of a workspace: a few of its own, and one for every declared record kind."""

from __future__ import annotations

from typing import Final, assert_never

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Field, Kind
from dossier_app.model.records import Owner, RecordKind

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

OWN_COLUMNS: Final = ("id", "dossier", "position", "row_hash")
"""Columns that every record table has beside its fields."""


def _own_table(
    name: str, *columns: Column[str] | Column[int] | Column[bytes] | Index | CheckConstraint
) -> Table:
    return Table(name, METADATA, *columns, sqlite_strict=True)


def _text(name: str, *, null: bool = False, key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, primary_key=key)


def _number(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f'"{name}" IN (0, 1)', name=name), nullable=False)


def _dossier_key(*, primary: bool = False, null: bool = False) -> Column[str]:
    key = ForeignKey("dossier.id", deferrable=True, initially="DEFERRED")
    return Column("dossier", Text, key, primary_key=primary, nullable=null)


DOSSIER: Final = _own_table(
    "dossier",
    _text("id", key=True),
    Column("key", Text, nullable=False, unique=True),
    _text("name"),
    _text("pack"),
    _text("judged_on", null=True),
    _flag("sample"),
    _flag("archived"),
    _text("row_hash"),
)
ANSWER: Final = _own_table(
    "answer",
    _dossier_key(primary=True),
    _text("field", key=True),
    _text("value"),
    _text("row_hash"),
)
NOT_APPLICABLE: Final = _own_table(
    "not_applicable",
    _dossier_key(primary=True),
    _text("field", key=True),
    _text("reason"),
    _text("by"),
    _text("on"),
    _text("row_hash"),
)
AUDIT: Final = _own_table(
    "audit",
    Column("seq", Integer, primary_key=True),
    _text("at"),
    _text("person"),
    _text("dossier"),
    _text("name_zh"),
    _text("name_en"),
    _text("command"),
    _text("inverse"),
    _text("places"),
    Column("undoes", Integer, ForeignKey("audit.seq"), nullable=True),
    _text("program"),
    _text("previous"),
    _text("hash"),
    Index("ix_audit_dossier", "dossier", "seq"),
)
EVIDENCE_FILE: Final = _own_table(
    "evidence_file",
    _text("sha256", key=True),
    _number("bytes"),
    _text("media_type"),
    _text("added_at"),
    _text("erased_at", null=True),
    _text("erased_by", null=True),
    _text("erased_reason", null=True),
)
CASE_CONTENT: Final = _own_table(
    "case_content",
    _text("sha256", key=True),
    Column("data", LargeBinary, nullable=False),
)
"""The cases of a list, packed: identifiers as salted hashes, under the hash of the packed bytes."""
PASSAGE: Final = _own_table(
    "passage",
    Column("number", Integer, primary_key=True),
    _text("dossier"),
    _text("kind"),
    _text("id"),
    _text("field"),
    _number("page"),
    _text("text"),
    Index("ix_passage_place", "kind", "id", "field", "dossier"),
)
SUMMARY: Final = _own_table(
    "summary",
    _dossier_key(primary=True),
    _number("seq"),
    _text("judged_on"),
    _text("content"),
)
"""What was last found about a dossier, for the board: made from the rest, no part of the record."""
WORKSPACE: Final = _own_table(
    "workspace",
    _text("key", key=True),
    _text("value"),
)


def _field_column(field: Field) -> Column[str] | Column[int]:
    match field.kind:
        case Kind.REFERENCE:
            key = ForeignKey(f"{field.target}.id", deferrable=True, initially="DEFERRED")
            return Column(field.key, Text, key, nullable=True)
        case Kind.INTEGER:
            return _number(field.key, null=True)
        case Kind.YES_NO:
            inside = CheckConstraint(f'"{field.key}" IN (0, 1)', name=field.key)
            return Column(field.key, Integer, inside, nullable=True)
        case (
            Kind.TEXT
            | Kind.LONG_TEXT
            | Kind.CHOICE
            | Kind.CHOICES
            | Kind.DECIMAL
            | Kind.MONEY
            | Kind.DATE
            | Kind.MOMENT
        ):
            return _text(field.key, null=True)
        case _:
            assert_never(field.kind)


def _record_table(kind: RecordKind) -> Table:
    owner: list[Column[str]] = []
    if kind.owner is not Owner.FIRM:
        owner.append(_dossier_key(null=kind.owner is Owner.EITHER))
    place = ("dossier", "position") if owner else ("position",)
    links = [field.key for field in kind.fields if field.kind is Kind.REFERENCE]
    return _own_table(
        kind.key,
        _text("id", key=True),
        *owner,
        _number("position"),
        *(_field_column(field) for field in kind.fields),
        _text("row_hash"),
        Index(f"ix_{kind.key}_place", *place),
        *(Index(f"ix_{kind.key}_{link}", link) for link in links),
    )


RECORDS: Final[dict[str, Table]] = {key: _record_table(kind) for key, kind in RECORD_KINDS.items()}

REFERRERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    target: tuple(
        (kind.key, field.key)
        for kind in RECORD_KINDS.values()
        for field in kind.fields
        if field.target == target
    )
    for target in RECORD_KINDS
}
"""By record kind: which (kind, field) pairs can refer to it."""
