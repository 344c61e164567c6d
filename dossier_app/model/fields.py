"""How a field is declared once; form, check, document, Excel and JSON are made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import assert_never

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text

Value = str | bool | int | Decimal | date | datetime | tuple[str, ...]
"""One answered value; what is not answered is absent, never None."""
Json = str | bool | int | list[str]
"""The same value in JSON: decimals, dates and moments as strings."""

CHINA = timezone(timedelta(hours=8), "UTC+8")
NAME_LIMIT = 200
TEXT_LIMIT = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Kind(Enum):
    """The closed list of what a field can hold."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `key` is stored, `label` shown."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class When:
    """Shown only while the answer (or sibling field) `key` is among `values`; what was typed is kept."""

    key: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field. `target` is the record kind of a REFERENCE; `internal` never reaches a person or an export."""

    key: str
    kind: Kind
    label: Text
    required: bool = False
    options: tuple[Option, ...] = ()
    when: When | None = None
    cites: tuple[str, ...] = ()
    unit: str = ""
    target: str = ""
    internal: bool = False

    def option(self, key: str) -> Text:
        """Return the label of an option; an unknown key is shown as it is."""
        return next((option.label for option in self.options if option.key == key), Text(key, key))


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together on a card, and the record kinds listed below them."""

    key: str
    label: Text
    fields: tuple[Field, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps."""

    key: str
    label: Text
    sections: tuple[Section, ...]

    def fields(self) -> Iterator[Field]:
        """Yield the step's fields in order."""
        return (field for section in self.sections for field in section.fields)

    def record_kinds(self) -> Iterator[str]:
        """Yield the keys of the record kinds listed in this step."""
        return (kind for section in self.sections for kind in section.records)


def is_shown(field: Field, values: Mapping[str, Value]) -> bool:
    """Tell whether the field's condition holds among `values` (answers or the record's own values)."""
    if field.when is None:
        return True
    value = values.get(field.when.key)
    if isinstance(value, tuple):
        return any(part in field.when.values for part in value)
    return value in field.when.values


def from_json(field: Field, raw: object) -> Value:
    """Turn JSON or typed text into the field's value.

    Raises:
        BadInput: naming the field, what was found and what was expected.
    """
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.REFERENCE:
            return _text(field, raw)
        case Kind.CHOICE:
            return _choice(field, raw)
        case Kind.CHOICES:
            return _choices(field, raw)
        case Kind.YES_NO:
            return _typed(field, raw, bool, Text("是或否（true/false）", "yes or no (true/false)"))
        case Kind.INTEGER:
            return _integer(field, raw)
        case Kind.DECIMAL | Kind.MONEY:
            return _decimal(field, raw)
        case Kind.DATE:
            return _date(field, raw)
        case Kind.MOMENT:
            return _moment(field, raw)
        case _:
            assert_never(field.kind)


def to_json(value: Value) -> Json:
    """Return the value's one JSON form."""
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat()


def _refuse(field: Field, raw: object, expected: Text) -> BadInput:
    shown = repr(raw) if not isinstance(raw, str) else f"「{raw[:60]}」"
    message = Text(
        "“{label}”（{key}）的内容 {shown} 不合要求：应为{expected}。未作任何改动。",
        "“{label}” ({key}) holds {shown}; expected {expected}. Nothing was changed.",
    )
    return BadInput(
        message.format(label=field.label, key=field.key, shown=shown, expected=expected),
        place=field.key,
    )


def _text(field: Field, raw: object) -> str:
    limit = TEXT_LIMIT if field.kind is Kind.LONG_TEXT else TEXT_LIMIT // 5
    if not isinstance(raw, str):
        raise _refuse(field, raw, Text("文字", "text"))
    clean = raw.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(clean):
        where = Text(
            "不含控制字符的文字（第 {n} 个字符是 U+{code}）",
            "text without control characters (character {n} is U+{code})",
        )
        raise _refuse(
            field, raw, where.format(n=found.start() + 1, code=f"{ord(found.group()):04X}")
        )
    if len(clean) > limit:
        raise _refuse(field, raw, Text("至多 {n} 字", "at most {n} characters").format(n=limit))
    return clean


def _choice(field: Field, raw: object) -> str:
    if isinstance(raw, str) and any(option.key == raw for option in field.options):
        return raw
    allowed = " / ".join(option.key for option in field.options)
    raise _refuse(field, raw, Text(f"其中之一：{allowed}", f"one of: {allowed}"))


def _choices(field: Field, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise _refuse(field, raw, Text("列表", "a list"))
    picked = {_choice(field, part) for part in raw}
    return tuple(option.key for option in field.options if option.key in picked)


def _typed(field: Field, raw: object, wanted: type[bool], expected: Text) -> bool:
    if isinstance(raw, wanted):
        return raw
    raise _refuse(field, raw, expected)


def _integer(field: Field, raw: object) -> int:
    expected = Text("整数", "a whole number")
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise _refuse(field, raw, expected)
    try:
        value = int(raw)
    except ValueError:
        raise _refuse(field, raw, expected) from None
    if abs(value) > 10**15:
        raise _refuse(field, raw, expected)
    return value


def _decimal(field: Field, raw: object) -> Decimal:
    expected = Text("数字", "a number")
    if isinstance(raw, bool) or not isinstance(raw, int | str | Decimal) or len(str(raw)) > 30:
        raise _refuse(field, raw, expected)
    try:
        value = Decimal(str(raw).replace(",", "").strip())
    except InvalidOperation:
        raise _refuse(field, raw, expected) from None
    if not value.is_finite():
        raise _refuse(field, raw, expected)
    return value


def _date(field: Field, raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise _refuse(
            field, raw, Text("日期，如 2026-11-22", "a date such as 2026-11-22")
        ) from None


def _moment(field: Field, raw: object) -> datetime:
    try:
        value = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    except ValueError:
        expected = Text(
            "日期和时间，如 2026-11-22 09:30（北京时间）",
            "date and time such as 2026-11-22 09:30 (China time)",
        )
        raise _refuse(field, raw, expected) from None
    return value if value.tzinfo else value.replace(tzinfo=CHINA)
