"""Takes the rows of a case list in: ids hashed, words numbered, faults gathered by row and column, people refused."""

from __future__ import annotations

import itertools
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from unicodedata import normalize

from dossier_app.base.text import Text
from dossier_app.model import cases_privacy as privacy
from dossier_app.model.cases import (
    IDS,
    MOST_WORDS,
    NAMES,
    CaseColumn,
    CaseContent,
    Words,
    codes_of,
    ids_of,
    salt_mark,
)
from dossier_app.model.cases_values import expected, reader_of

MOST_FAULTS = 200
_BAD = 65_535
_FEW = 3
"""Names that must stand in a column that is not read before it counts as a column of names."""


@dataclass(frozen=True, slots=True)
class CaseFault:
    """One cell that cannot be taken: its row in the file, its column's head, what was found and expected."""

    row: int
    column: str
    found: str
    expected: Text


@dataclass(slots=True)
class Faults:
    """All faults counted, the first ones kept."""

    kept: list[CaseFault] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: str, found: str, wanted: Text) -> None:
        """Count a fault."""
        self.count += 1
        if len(self.kept) < MOST_FAULTS:
            self.kept.append(CaseFault(row, column, found, wanted))


class Taker:
    """One reading. Feed it batches, then ask for the content."""

    def __init__(
        self, titles: Sequence[str], columns: Sequence[CaseColumn], salt: bytes, today: date
    ) -> None:
        self.faults = Faults()
        self.personal: dict[str, Text] = {}
        self.rows = 0
        self._titles, self._salt = titles, salt
        self._numbers: array[int] = array("L")
        self._ids: dict[int, _Ids] = {}
        self._words: dict[int, _WordNumbers] = {}
        self._columns = dict(enumerate(columns))
        present = [column for column in IDS if column in columns]
        for at, column in enumerate(columns):
            if column in IDS:
                needed = column in (CaseColumn.PATIENT, present[-1])
                self._ids[at] = _Ids(column, titles[at], salt, needed=needed)
            elif column is not CaseColumn.IGNORED:
                self._words[at] = _WordNumbers(column, titles[at], today)
        self._unread = {
            at: Counter[str]() for at, column in enumerate(columns) if column is CaseColumn.IGNORED
        }
        self._look_at_heads()

    def take(self, numbers: Sequence[int], rows: list[list[str]]) -> None:
        """Take rows in, each with its number in the file."""
        if set(map(len, rows)) != {len(self._titles)}:
            rows = [self._padded(*each) for each in zip(numbers, rows, strict=True)]
        self.rows += len(rows)
        self._numbers.extend(numbers)
        for at, column in enumerate(zip(*rows, strict=True)):
            if at in self._ids:
                self._ids[at].take(column, numbers, self.faults)
            elif at in self._words:
                self._words[at].take(column, numbers, self.faults)
            else:
                self._look(at, "\n".join(column))

    def content(self) -> CaseContent:
        """Return what was taken, after looking at the rows together; read `faults` and `personal` afterwards."""
        ids = {each.column: ids_of(b"".join(each.digests)) for each in self._ids.values()}
        words = {each.column: each.content() for each in self._words.values()}
        self._tell_personal()
        if not self.faults.count:
            self._look_across(ids, words.get(CaseColumn.SET))
        return CaseContent(self.rows, salt_mark(self._salt), ids, words)

    def _padded(self, number: int, cells: list[str]) -> list[str]:
        width = len(self._titles)
        if any(cells[width:]):
            self.faults.add(number, "", f"{len(cells)}", _TOO_WIDE.format(width=width))
        return [*cells[:width], *[""] * (width - len(cells))]

    def _look_at_heads(self) -> None:
        for title in self._titles:
            if privacy.is_personal_head(title):
                self.personal[title] = _BY_HEAD

    def _look(self, at: int, lines: str) -> None:
        if not lines.strip():
            return
        title, seen = self._titles[at], self._unread[at]
        if kind := privacy.numbers_in(lines):
            self.personal.setdefault(title or f"#{at + 1}", kind)
        seen["filled"] += sum(1 for line in lines.split("\n") if line.strip())
        seen["names"] += privacy.names_in(lines)

    def _tell_personal(self) -> None:
        for at, seen in self._unread.items():
            if seen["names"] >= _FEW and seen["names"] * 2 >= seen["filled"]:
                self.personal.setdefault(self._titles[at] or f"#{at + 1}", privacy.NAME)
        for each in self._ids.values():
            if kind := each.personal():
                self.personal[each.title] = kind
        for column in self._words.values():
            if kind := privacy.numbers_in("\n".join(column.words())):
                self.personal[column.title] = kind

    def _look_across(self, ids: dict[CaseColumn, array[int]], sets: Words | None) -> None:
        """Tell ids that stand twice in one set, and those that belong to two of the coarser kind.

        The same id in two sets is no fault of the list: it is the overlap that is looked for.
        """
        present = [column for column in IDS if column in ids]
        finest = present[-1]
        key: Sequence[object] = ids[finest]
        if finest is CaseColumn.LESION:
            key = list(zip(*(ids[column] for column in present[-2:]), strict=True))
        if len(set(key)) != self.rows:
            self._tell_doubled([*zip(sets.codes, key, strict=True)] if sets else key, finest)
        for coarse, fine in itertools.pairwise(present):
            if fine is not CaseColumn.LESION and fine is not finest:
                self._tell_divided(ids[coarse], ids[fine], fine)

    def _tell_doubled(self, key: Sequence[object], column: CaseColumn) -> None:
        first: dict[object, int] = {}
        for at, one in enumerate(key):
            if one in first:
                wanted = _ONCE.format(row=self._numbers[first[one]])
                self.faults.add(self._numbers[at], self._title(column), _HIDDEN, wanted)
            else:
                first[one] = at

    def _tell_divided(self, coarse: Sequence[int], fine: Sequence[int], column: CaseColumn) -> None:
        if len(set(zip(fine, coarse, strict=True))) == len(set(fine)):
            return
        owner: dict[int, tuple[int, int]] = {}
        for at, (one, of) in enumerate(zip(fine, coarse, strict=True)):
            known = owner.setdefault(one, (of, at))
            if one and known[0] != of:
                wanted = _BELONGS.format(row=self._numbers[known[1]])
                self.faults.add(self._numbers[at], self._title(column), _HIDDEN, wanted)

    def _title(self, column: CaseColumn) -> str:
        return next(each.title for each in self._ids.values() if each.column is column)


class _Ids:
    """A column of identifiers, kept as keyed 8-byte hashes; what a person might be told by is counted."""

    def __init__(self, column: CaseColumn, title: str, salt: bytes, *, needed: bool) -> None:
        self.column, self.title, self._needed = column, title, needed
        self.digests: list[bytes] = []
        self._base = blake2b(digest_size=8, key=salt)
        self._filled = self._names = self._old_cards = 0
        self._number: Text | None = None

    def take(self, cells: Sequence[str], numbers: Sequence[int], faults: Faults) -> None:
        lines = "\n".join(map(str.strip, cells))
        if lines.count("\n") != len(numbers) - 1:
            lines = "\n".join(" ".join(cell.split()) for cell in cells)
        if not lines.isascii():
            lines = normalize("NFKC", lines)
        self._look(lines)
        keys = lines.upper().encode().split(b"\n")
        hashed = self._hashed(dict.fromkeys(keys))
        if b"" in hashed and self._needed:
            for number, key in zip(numbers, keys, strict=True):
                if not key:
                    faults.add(number, self.title, "", _FILLED)
        self.digests.append(b"".join(map(hashed.__getitem__, keys)))
        self._filled += len(keys)

    def personal(self) -> Text | None:
        if self._number is not None:
            return self._number
        if self._filled and self._old_cards * 2 >= self._filled:
            return privacy.CARD
        return privacy.NAME if self._names else None

    def _look(self, lines: str) -> None:
        self._number = self._number or privacy.numbers_in(lines)
        self._names += privacy.names_in(lines)
        self._old_cards += privacy.old_cards_in(lines)

    def _hashed(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        made, copy = {}, self._base.copy
        for key in keys:
            hashing = copy()
            hashing.update(key)
            made[key] = hashing.digest()
        if b"" in made:
            made[b""] = _NONE
        return made


class _Numbering(dict[str, bytes]):
    """Numbers words as they come, in two bytes; each way of writing is read once."""

    def __init__(self, column: CaseColumn, today: date) -> None:
        super().__init__()
        self._read = reader_of(column, today)
        self.words = {"": 0}
        self.bad = False

    def __missing__(self, raw: str) -> bytes:
        number = self._number(raw.strip())
        self.bad |= number == _BAD
        code = number.to_bytes(2, "little")
        if len(self) < 2 * MOST_WORDS:
            self[raw] = code
        return code

    def _number(self, cell: str) -> int:
        try:
            word = self._read(cell) if cell else ""
        except ValueError:
            return _BAD
        number = self.words.setdefault(word, len(self.words))
        if number > MOST_WORDS:
            del self.words[word]
            return _BAD
        return number


class _WordNumbers:
    """A column of words."""

    def __init__(self, column: CaseColumn, title: str, today: date) -> None:
        self.column, self.title = column, title
        self._codes: list[bytes] = []
        self._numbering = _Numbering(column, today)

    def words(self) -> tuple[str, ...]:
        return tuple(self._numbering.words)

    def content(self) -> Words:
        return Words(self.words(), codes_of(b"".join(self._codes)))

    def take(self, cells: Sequence[str], numbers: Sequence[int], faults: Faults) -> None:
        self._codes.append(b"".join(map(self._numbering.__getitem__, cells)))
        if not self._numbering.bad:
            return
        wanted = expected(self.column)
        if len(self._numbering.words) >= MOST_WORDS:
            wanted = _FEWER.format(most=MOST_WORDS)
        for at, code in enumerate(codes_of(self._codes[-1])):
            if code == _BAD:
                faults.add(numbers[at], self.title, cells[at].strip()[:40], wanted)


_NONE = bytes(8)
_HIDDEN = "***"
_BY_HEAD = Text("按列名是姓名、证件或电话", "names, identity cards or telephones, as its head says")
_FILLED = Text("编号不能为空", "an id; it is empty")
_ONCE = Text("每行唯一，已见于第 {row} 行", "one row each; it stands in row {row} already")
_BELONGS = Text(
    "只属于一个上级编号；第 {row} 行属于另一个",
    "one owner only; in row {row} it belongs to another",
)
_TOO_WIDE = Text("至多 {width} 列（与表头一致）", "at most {width} columns, as in the head")
_FEWER = Text("分组用的词（至多 {most} 种）", "a word to group by ({most} kinds at most)")


def missing_columns(columns: Iterable[CaseColumn]) -> Text | None:
    """Return what a list lacks or names twice, None when it can be taken in."""
    read = [column for column in columns if column is not CaseColumn.IGNORED]
    doubled = next((column for column in read if read.count(column) > 1), None)
    if doubled is not None:
        return _DOUBLED.format(column=NAMES[doubled])
    return _NO_PATIENT if CaseColumn.PATIENT not in read else None


_DOUBLED = Text("有两列都指定为“{column}”", "two columns are both named “{column}”")
_NO_PATIENT = Text(
    "没有“患者编号”列（去标识化的编号）", "there is no column of pseudonymous patient ids"
)
