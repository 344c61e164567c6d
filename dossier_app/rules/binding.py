"""Turns parsed TOML into the declared part types, telling everything that is wrong at once."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from dossier_app.base.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a pack: file, line (0 when not in a line), field, and what was expected."""

    file: str
    line: int
    field: str
    expected: Text

    def text(self) -> Text:
        """Return the sentence that names file, line, field and expectation."""
        return Text(
            f"{self.file} 第 {self.line} 行，{self.field}：{self.expected.zh}",
            f"{self.file} line {self.line}, {self.field}: {self.expected.en}",
        )


Tell = Callable[[str, Text], None]
"""Told the path of a field below the table row, and what was expected there."""

Convert = Callable[[Any, str, Tell], Any]


def bind(kind: type, raw: Any, path: str, tell: Tell) -> Any:  # noqa: ANN401 - any part type
    """Return `raw` as the dataclass `kind`; tells every missing, unknown and wrong key below `path`."""
    if not isinstance(raw, Mapping):
        tell(path, Text("应为一个表", "expected a table"))
        return None
    plan = _plan(kind)
    values: dict[str, Any] = {}
    for key in raw:
        if key not in plan:
            tell(_join(path, key), Text("不认识的键", f"unknown key; known are {', '.join(plan)}"))
    for key, (name, required, convert) in plan.items():
        if key in raw:
            values[name] = convert(raw[key], _join(path, key), tell)
        elif required:
            tell(_join(path, key), Text("缺少此键", "this key is missing"))
            values[name] = None
    return kind(**values)


@cache
def _plan(kind: type) -> dict[str, tuple[str, bool, Convert]]:
    hints = get_type_hints(kind)
    plan = {}
    for entry in fields(kind):
        required = entry.default is MISSING and entry.default_factory is MISSING
        key = str(entry.metadata.get("key", entry.name))
        plan[key] = (entry.name, required, _converter(hints[entry.name]))
    return plan


@cache
def _converter(hint: Any) -> Convert:  # noqa: ANN401 - a type form
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _converter(next(part for part in args if part is not type(None)))
    if origin is tuple:
        return _many(_converter(args[0]))
    if origin is not None:
        return _table(_converter(args[1]))
    if hint is Text:
        return _text
    if hint is Any:
        return _anything
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _choice(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda raw, path, tell: bind(hint, raw, path, tell)
    return _plain(hint)


def _many(convert: Convert) -> Convert:
    def convert_all(raw: Any, path: str, tell: Tell) -> Any:  # noqa: ANN401
        if not isinstance(raw, list):
            tell(path, Text("应为数组", "expected a list"))
            return ()
        return tuple(convert(part, f"{path}[{index}]", tell) for index, part in enumerate(raw))

    return convert_all


def _table(convert: Convert) -> Convert:
    def convert_values(raw: Any, path: str, tell: Tell) -> Any:  # noqa: ANN401
        if not isinstance(raw, Mapping):
            tell(path, Text("应为一个表", "expected a table"))
            return {}
        return {key: convert(value, _join(path, key), tell) for key, value in raw.items()}

    return convert_values


def _text(raw: Any, path: str, tell: Tell) -> Text:  # noqa: ANN401
    good = isinstance(raw, Mapping) and set(raw) == {"zh", "en"}
    if not good or not all(isinstance(part, str) and part.strip() for part in raw.values()):
        tell(
            path,
            Text(
                "应为 { zh = …, en = … }，两种文字都要有",
                "expected { zh = ..., en = ... }, both filled",
            ),
        )
        return Text("", "")
    return Text(raw["zh"], raw["en"])


def _anything(raw: Any, _path: str, _tell: Tell) -> Any:  # noqa: ANN401
    return raw


def _choice(kind: type[Enum]) -> Convert:
    members = {member.value: member for member in kind}

    def convert(raw: Any, path: str, tell: Tell) -> Any:  # noqa: ANN401
        if not isinstance(raw, str) or raw not in members:
            names = ", ".join(members)
            tell(path, Text(f"应为 {names} 之一", f"expected one of {names}"))
            return next(iter(members.values()))
        return members[raw]

    return convert


_PLAIN_WORDS = {
    str: Text("应为文字", "expected a string"),
    int: Text("应为整数", "expected a whole number"),
    bool: Text("应为 true 或 false", "expected true or false"),
    date: Text("应为日期，如 2026-11-22", "expected a date such as 2026-11-22"),
}


def _plain(kind: type) -> Convert:
    expected = _PLAIN_WORDS[kind]

    def convert(raw: Any, path: str, tell: Tell) -> Any:  # noqa: ANN401
        wrong_bool = kind is int and isinstance(raw, bool)
        if not isinstance(raw, kind) or wrong_bool or isinstance(raw, datetime):
            tell(path, expected)
        return raw

    return convert


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
