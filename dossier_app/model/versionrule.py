"""The naming rule of the full version: its fields, what each stands for, and what a change of number means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import RecordKind

MAJOR = frozenset({"major", "security_major", "algorithm", "data_major"})
"""Kinds of update that only a change registration allows. Source: CMDE 2022年第9号, 2022年第8号."""
_PATTERN = re.compile(r"(?<![A-Za-z])[A-Z](?:\.[A-Z]){1,5}(?![A-Za-z])")
_RELEASE = re.compile(r"[。；;]\s*(?:软件)?(?:发布|完整)版本[^。；;]*$")
"""what a rule adds after the last field: which letters make the release version"""
_RANGE = re.compile(r"(\d+)\s*(?:[-~～—–至到]|\.\.)\s*(\d+)")
_WORDS = (
    ("algorithm", r"算法驱动|算法更新"),
    ("data_major", r"重大数据驱动|数据驱动型?更新[^；;。]{0,6}重大"),
    ("data_minor", r"轻微数据驱动|数据驱动型?更新[^；;。]{0,6}轻微"),
    ("security_major", r"重大(?:的)?网络安全"),
    ("security_minor", r"轻微(?:的)?网络安全|安全补丁"),
    ("major", r"重大(?:增强|功能|更新|软件更新|完善)"),
    ("minor", r"轻微(?:增强|功能|更新|软件更新|完善)"),
    ("corrective", r"纠正|缺陷修复|修复缺陷"),
    ("build", r"构建|编译"),
)


@dataclass(frozen=True, slots=True)
class VersionField:
    """One field of the full version; `updates` are the kinds of update it stands for."""

    letter: str
    meaning: str
    updates: tuple[str, ...]
    lowest: int | None = None
    highest: int | None = None

    @property
    def is_major(self) -> bool:
        """Return whether it belongs to the release version: any major meaning makes it so (风险从高)."""
        return bool(MAJOR & set(self.updates))

    @property
    def is_mixed(self) -> bool:
        """Return whether it stands for major and other updates at once."""
        return self.is_major and not set(self.updates) <= MAJOR


def rule_of(dossier: Dossier) -> tuple[VersionField, ...]:
    """Return the fields of the naming rule: as recorded, else as the rule's text says; empty when neither tells."""
    rows = dossier.all("version_field")
    if rows:
        return tuple(
            VersionField(
                row.text("letter"),
                row.text("meaning"),
                _choices(row.values.get("updates")),
                _whole(row.number("lowest")),
                _whole(row.number("highest")),
            )
            for row in rows
        )
    for key in ("ptr.version_rule", "claim.version_rule"):
        if found := parse_rule(dossier.text(key)):
            return found
    return ()


def parse_rule(text: str) -> tuple[VersionField, ...]:
    """Return the fields that a naming rule's text explains: `X.Y.Z.B：X表示重大增强，0-99；…`; empty without a pattern."""
    pattern = _PATTERN.search(text)
    if pattern is None:
        return ()
    letters = pattern.group().split(".")
    rest = text[: pattern.start()] + "\n" + text[pattern.end() :]
    return tuple(_field(letter, letters, rest) for letter in letters)


def _field(letter: str, letters: list[str], rest: str) -> VersionField:
    others = "|".join(each for each in letters if each != letter)
    ends = rf"(?<![A-Za-z])(?:{others})(?![A-Za-z])" if others else r"(?!)"
    start = re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", rest)
    if start is None:
        return VersionField(letter, "", ())
    tail = rest[start.end() :]
    stop = re.search(ends, tail)
    words = _RELEASE.sub("", tail[: stop.start()] if stop else tail)
    meaning = words.strip(" ：:，,；;。.为是\n")
    span = _RANGE.search(meaning)
    updates = tuple(_updates(meaning))
    return VersionField(
        letter, meaning, updates, *((int(span[1]), int(span[2])) if span else (None, None))
    )


def _updates(meaning: str) -> Iterator[str]:
    for key, pattern in _WORDS:
        if re.search(pattern, meaning):
            yield key


def worded_rule(dossier: Dossier) -> str:
    """Return the naming rule as the PTR states it: the pattern, then each field with digits, range and meaning."""
    rows = dossier.all("version_field")
    if not rows:
        return dossier.text("claim.version_rule")
    fields = rule_of(dossier)
    release = ".".join(each.letter for each in fields if each.is_major)
    lines = [f"软件完整版本为{'.'.join(each.letter for each in fields)}，发布版本为{release}。"]
    lines += [f"{each.letter}：{_range(each)}{each.meaning.rstrip('。；')}。" for each in fields]
    return "\n".join(lines)


def _range(each: VersionField) -> str:
    if each.highest is None:
        return ""
    digits = len(str(each.highest))
    return (
        f"1～{digits}位数字，范围{each.lowest or 0}～{each.highest}；"
        if digits > 1
        else (f"1位数字，范围{each.lowest or 0}～{each.highest}；")
    )


@dataclass(frozen=True, slots=True)
class VersionStep:
    """One field in which two versions differ."""

    field: VersionField
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class VersionChange:
    """How one full version follows another by the naming rule; `facts` are what the change check is asked with."""

    old: str
    new: str
    steps: tuple[VersionStep, ...]
    backwards: bool

    @property
    def deciding(self) -> VersionStep | None:
        """Return the first field that differs: fields after it start anew and say nothing."""
        return self.steps[0] if self.steps else None

    @property
    def facts(self) -> dict[str, str]:
        """Return the facts of the change check that the numbers alone tell."""
        if not self.steps:
            return {}
        major = any(step.field.is_major for step in self.steps)
        facts = {"release_version" if major else "full_version": "true"}
        if major and any(step.field.is_mixed for step in self.steps):
            facts["mixed_field"] = "true"
        return facts

    def as_json(self) -> dict[str, Any]:
        """Return what `change-check` prints beside the answer."""
        return {
            "from": self.old,
            "to": self.new,
            "backwards": self.backwards,
            "fields": [
                {
                    "letter": step.field.letter,
                    "from": step.old,
                    "to": step.new,
                    "major": step.field.is_major,
                    "meaning": step.field.meaning,
                }
                for step in self.steps
            ],
        }


def compare_versions(rule: tuple[VersionField, ...], old: str, new: str) -> VersionChange:
    """Return in which fields `new` differs from `old`.

    Raises:
        BadInput: no rule, or a version that is not written by it.
    """
    if not rule:
        raise BadInput(_NO_RULE, place="claim.version_rule", code="VERSION-01")
    before, after = (_numbers(rule, each) for each in (old, new))
    steps = tuple(
        VersionStep(field, one, other)
        for field, one, other in zip(rule, before, after, strict=True)
        if one != other
    )
    return VersionChange(old, new, steps, after < before)


def _numbers(rule: tuple[VersionField, ...], version: str) -> tuple[int, ...]:
    pattern = ".".join(each.letter for each in rule)
    words = version.strip().lstrip("Vv").split(".")
    if len(words) != len(rule) or not all(re.fullmatch(r"[0-9]{1,9}", word) for word in words):
        message = _NOT_BY_RULE.format(version=version[:40], pattern=pattern)
        raise BadInput(message, place=version[:40], code="VERSION-02")
    for field, word in zip(rule, words, strict=True):
        low, high = field.lowest or 0, field.highest
        if int(word) < low or (high is not None and int(word) > high):
            message = _OUT_OF_RANGE.format(
                version=version[:40],
                letter=field.letter,
                low=low,
                high="∞" if high is None else high,
            )
            raise BadInput(message, place=version[:40], code="VERSION-03")
    return tuple(int(word) for word in words)


def gaps(rule: tuple[VersionField, ...]) -> Iterator[tuple[str, Text]]:
    """Yield what is wrong with a recorded rule: the letter (empty: the whole) and a sentence."""
    seen: dict[str, str] = {}
    for number, each in enumerate(rule):
        if not each.meaning.strip():
            yield each.letter, _NO_MEANING.format(letter=each.letter)
        if each.lowest is not None and each.highest is not None and each.lowest > each.highest:
            yield each.letter, _EMPTY_RANGE.format(letter=each.letter)
        if each.is_major and any(not before.is_major for before in rule[:number]):
            yield each.letter, _LATE.format(letter=each.letter)
        if each.is_mixed:
            yield each.letter, _MIXED.format(letter=each.letter)
        for update in each.updates:
            if update in seen:
                yield each.letter, _DOUBLED.format(letter=each.letter, other=seen[update])
            seen.setdefault(update, each.letter)
    if rule and not any(each.is_major for each in rule):
        yield "", _NO_MAJOR


def uncovered(rule: tuple[VersionField, ...], kind: RecordKind, *, ai: bool) -> tuple[Text, ...]:
    """Return the kinds of update that no field stands for; algorithm- and data-driven ones only for AI software."""
    told = {update for each in rule for update in each.updates}
    wanted = [option for option in kind.field("updates").options if option.key != "build"]
    if not ai:
        wanted = [option for option in wanted if not option.key.startswith(("algorithm", "data"))]
    return tuple(option.label for option in wanted if option.key not in told)


def _choices(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


_NO_RULE = Text(
    "还没有版本命名规则，无法判断。请在第四步登记版本字段，或写明命名规则（如 X.Y.Z.B 及各字段含义）。",
    "There is no naming rule to judge by. Record the fields of the version, or write the rule (such as X.Y.Z.B with each meaning).",
)
_NOT_BY_RULE = Text(
    "版本“{version}”不符合命名规则 {pattern}：字段数或数字不对。请改正版本号。",
    "Version “{version}” is not written by the rule {pattern}. Correct it.",
)
_OUT_OF_RANGE = Text(
    "版本“{version}”的字段 {letter} 超出范围 {low}～{high}。请改正。",
    "In version “{version}” field {letter} is outside {low} to {high}. Correct it.",
)
_NO_MEANING = Text("字段 {letter} 没有含义。", "Field {letter} has no meaning.")
_EMPTY_RANGE = Text(
    "字段 {letter} 的最小值大于最大值。", "Field {letter} has a lowest above its highest value."
)
_LATE = Text(
    "字段 {letter} 代表重大更新，却排在轻微字段之后，发布版本不能连续。",
    "Field {letter} stands for major updates but comes after a minor one; the release version has a gap.",
)
_MIXED = Text(
    "字段 {letter} 同时代表重大和轻微更新，按风险从高归入发布版本。",
    "Field {letter} stands for major and minor updates at once and counts as major.",
)
_DOUBLED = Text(
    "字段 {letter} 与 {other} 代表同一类更新。",
    "Fields {letter} and {other} stand for the same update.",
)
_NO_MAJOR = Text("没有代表重大更新的字段，无法确定发布版本。", "No field stands for major updates, so there is no release version.")  # fmt: skip
