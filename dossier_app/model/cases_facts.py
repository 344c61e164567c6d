"""What follows from case lists: how far sets overlap, and how their cases are distributed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, compress
from typing import TypeVar

from dossier_app.base.text import Text, same
from dossier_app.model.cases import CaseColumn, CaseContent, Words

_Key = TypeVar("_Key", int, str)
LEVELS = (CaseColumn.IMAGE, CaseColumn.STUDY, CaseColumn.PATIENT, CaseColumn.SITE)
_AGES = (18, 40, 60, 75)
_SIZES = (4, 5, 8, 10, 30)
_SLICES = (1, 2, 3, 5)
_MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to group cases; `by_row` counts each row (a lesion), else each study (or patient) once."""

    column: CaseColumn
    label: Text
    bounds: tuple[int, ...] = ()
    by_row: bool = False
    unit: str = ""


DIMENSIONS = (
    Dimension(CaseColumn.AGE, Text("年龄（岁）", "Age (years)"), _AGES),
    Dimension(CaseColumn.SEX, Text("性别", "Sex")),
    Dimension(CaseColumn.MAKER, Text("设备厂商", "Device maker")),
    Dimension(CaseColumn.MODEL, Text("设备型号", "Device model")),
    Dimension(CaseColumn.SITE, Text("机构", "Site")),
    Dimension(CaseColumn.REGION, Text("地区", "Region")),
    Dimension(CaseColumn.SIZE, Text("病灶大小（mm）", "Lesion size (mm)"), _SIZES, by_row=True),
    Dimension(CaseColumn.TYPE, Text("病灶类型", "Lesion type"), by_row=True),
    Dimension(CaseColumn.SLICE, Text("层厚（mm）", "Slice thickness (mm)"), _SLICES),
    Dimension(CaseColumn.KV, Text("管电压（kV）", "Tube voltage (kV)")),
    Dimension(CaseColumn.KERNEL, Text("重建算法", "Reconstruction")),
    Dimension(CaseColumn.LABEL, Text("标签", "Label")),
    Dimension(CaseColumn.DATE, Text("采集年份", "Year acquired")),
)
_SAID = {
    "M": Text("男", "male"),
    "F": Text("女", "female"),
    "unknown": Text("未说明", "not stated"),
    "positive": Text("阳性", "positive"),
    "negative": Text("阴性", "negative"),
    "": Text("未记录", "not recorded"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One group of a distribution; an empty `key` is what was not recorded."""

    key: str
    label: Text
    n: int


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """What one list holds; None where it has no such column. Months are `2024-03`, empty without dates."""

    rows: int
    patients: int
    studies: int | None
    images: int | None
    positive: int | None
    negative: int | None
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ListFacts:
    """One data set's list with its counts, distributions and the span of what was measured (lowest, highest)."""

    dataset: str
    record: str
    counts: CaseCounts
    bars: Mapping[CaseColumn, tuple[Bar, ...]]
    spans: Mapping[CaseColumn, tuple[Decimal, Decimal]]

    def words(self, column: CaseColumn) -> dict[str, int]:
        """Return the groups of a distribution that were recorded, each with its number of cases."""
        return {bar.key: bar.n for bar in self.bars.get(column, ()) if bar.key}


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many images, studies, patients or sites two data sets share; None when that cannot be told."""

    one: str
    other: str
    level: CaseColumn
    shared: int | None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything that lists tell; `absent` are records whose content is not in this workspace."""

    lists: tuple[ListFacts, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    absent: tuple[str, ...] = ()
    incomparable: tuple[tuple[str, str], ...] = ()
    """pairs of data sets whose ids were hashed with different salts"""

    def of(self, dataset: str) -> ListFacts | None:
        """Return the list of a data set, None when it has none."""
        return next((each for each in self.lists if each.dataset == dataset), None)


NO_CASES = CaseFacts()
Named = tuple[ListFacts, CaseContent]
"""What a list tells by itself, and its content."""


def facts_of(lists: Sequence[Named], absent: tuple[str, ...] = ()) -> CaseFacts:
    """Return what follows from some lists together."""
    pairs = list(combinations([(facts.dataset, content) for facts, content in lists], 2))
    apart = tuple((one[0], other[0]) for one, other in pairs if one[1].salt != other[1].salt)
    return CaseFacts(tuple(facts for facts, _ in lists), tuple(_overlaps(lists)), absent, apart)


def counts_of(content: CaseContent) -> CaseCounts:
    """Return the numbers of patients, studies, images, and of positive and negative studies."""
    distinct = {key: len(set(column) - {0}) for key, column in content.ids.items()}
    positive, negative = _labelled(content)
    months = sorted(set(_used(content.words.get(CaseColumn.DATE))) - {""})
    return CaseCounts(
        content.rows,
        distinct[CaseColumn.PATIENT],
        distinct.get(CaseColumn.STUDY),
        distinct.get(CaseColumn.IMAGE),
        positive,
        negative,
        months[0] if months else "",
        months[-1] if months else "",
    )


def list_facts(dataset: str, record: str, content: CaseContent) -> ListFacts:
    """Return counts, distributions and spans of one list."""
    once = _first_rows(content)
    bars, spans = {}, {}
    for dimension in DIMENSIONS:
        words = content.words.get(dimension.column)
        if words is None or not any(_used(words)):
            continue
        mask = None if dimension.by_row else once
        counted = Counter(words.codes if mask is None else compress(words.codes, mask))
        by_word = {words.words[code]: n for code, n in counted.items()}
        bars[dimension.column] = tuple(_bars(by_word, dimension))
        if dimension.column in _MEASURED:
            figures = [Decimal(word) for word in by_word if word]
            if figures:
                spans[dimension.column] = (min(figures), max(figures))
    return ListFacts(dataset, record, counts_of(content), bars, spans)


_MEASURED = (CaseColumn.AGE, CaseColumn.SIZE, CaseColumn.SLICE, CaseColumn.KV)


def _first_rows(content: CaseContent) -> bytes | None:
    """Return which rows are the first of their study (patient); None when each row is one."""
    ids = content.ids.get(CaseColumn.STUDY) or content.ids[CaseColumn.PATIENT]
    first = dict(zip(reversed(ids), range(content.rows - 1, -1, -1), strict=True))
    if len(first) == content.rows:
        return None
    mask = bytearray(content.rows)
    for at in first.values():
        mask[at] = 1
    return bytes(mask)


def _labelled(content: CaseContent) -> tuple[int | None, int | None]:
    """Return positive and negative studies: a study is positive when any of its rows is."""
    words = content.words.get(CaseColumn.LABEL)
    if words is None or not {"positive", "negative"} & set(words.words):
        return None, None
    ids = content.ids.get(CaseColumn.STUDY) or content.ids[CaseColumn.PATIENT]
    groups = [
        set(compress(ids, map(_index(words.words, word).__eq__, words.codes)))
        for word in ("positive", "negative")
    ]
    return len(groups[0]), len(groups[1] - groups[0])


def _index(words: tuple[str, ...], word: str) -> int:
    return words.index(word) if word in words else -1


def _used(words: Words | None) -> Iterator[str]:
    return (words.words[code] for code in set(words.codes)) if words else iter(())


def _bars(by_word: Mapping[str, int], dimension: Dimension) -> Iterator[Bar]:
    blank = by_word.get("", 0)
    named = {word: n for word, n in by_word.items() if word}
    if dimension.bounds:
        yield from _binned(named, dimension.bounds)
    elif dimension.column is CaseColumn.DATE:
        years = _summed((word[:4], n) for word, n in named.items())
        yield from (Bar(year, same(year), years[year]) for year in sorted(years))
    elif dimension.column is CaseColumn.KV:
        yield from (Bar(word, same(word), named[word]) for word in sorted(named, key=Decimal))
    else:
        ordered = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = ordered[:_MOST_BARS]
        yield from (Bar(word, _SAID.get(word, same(word)), n) for word, n in shown)
        if rest := sum(n for _, n in ordered[_MOST_BARS:]):
            count = len(ordered) - _MOST_BARS
            yield Bar("*", Text(f"其余 {count} 种", f"{count} others"), rest)
    if blank:
        yield Bar("", _SAID[""], blank)


def _binned(named: Mapping[str, int], bounds: tuple[int, ...]) -> Iterator[Bar]:
    """Yield every bin, empty ones too: a gap must be seen. A value at a bound belongs to the bin above."""
    counted = _summed((_bin(Decimal(word), bounds), n) for word, n in named.items())
    for at in range(len(bounds) + 1):
        label = _bin_label(at, bounds)
        yield Bar(label, same(label), counted.get(at, 0))


def _bin(value: Decimal, bounds: tuple[int, ...]) -> int:
    return sum(value >= bound for bound in bounds)


def _bin_label(at: int, bounds: tuple[int, ...]) -> str:
    if at == 0:
        return f"<{bounds[0]}"
    return f"≥{bounds[-1]}" if at == len(bounds) else f"{bounds[at - 1]}–<{bounds[at]}"


def _summed(pairs: Iterable[tuple[_Key, int]]) -> dict[_Key, int]:
    found: dict[_Key, int] = {}
    for key, n in pairs:
        found[key] = found.get(key, 0) + n
    return found


def _overlaps(lists: Sequence[Named]) -> Iterator[Overlap]:
    for level in LEVELS:
        members = [(facts.dataset, held, _members(held, level)) for facts, held in lists]
        for (one, first, mine), (other, second, theirs) in combinations(members, 2):
            alike = level is CaseColumn.SITE or first.salt == second.salt
            told = alike and mine is not None and theirs is not None
            shared = len((mine or frozenset()) & (theirs or frozenset())) if told else None
            yield Overlap(one, other, level, shared)


def _members(content: CaseContent, level: CaseColumn) -> frozenset[int | str] | None:
    if level is CaseColumn.SITE:
        words = content.words.get(level)
        return frozenset(_used(words)) - {""} if words else None
    ids = content.ids.get(level)
    return frozenset(ids) - {0} if ids is not None else None
