"""The rows of a case list as a stream: CSV in any usual encoding and separator, or the fullest sheet of a workbook."""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from itertools import chain, islice
from pathlib import Path

from dossier_app.base.text import Text
from dossier_app.readers.cases_heads import head_of
from dossier_app.readers.limits import Limits
from dossier_app.readers.raw import Grid
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sniff import kind_name, kind_of

Numbers = Sequence[int]
Batch = tuple[Numbers, list[list[str]]]
"""Row numbers in the file, and the rows."""
_BATCH = 512
_BEFORE = 10
"""Rows that may stand above the head of a sheet."""
_SEPARATORS = ",\t;|，"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CaseRows:
    """A head and the rows below it in batches; `limit` is the most there may be."""

    titles: tuple[str, ...]
    filled: Iterator[Batch]
    limit: int
    where: str
    sha256: str

    def batches(self, name: str) -> Iterator[Batch]:
        """Yield the rows by the thousand; raises BadInput beyond the limit."""
        count = 0
        for numbers, rows in self.filled:
            count += len(rows)
            if count > self.limit:
                raise refusal("XL-07", name, where=self.where, limit=self.limit)
            yield numbers, rows


def rows_of(path: Path, limits: Limits) -> CaseRows:
    """Open a case list.

    Raises:
        BadInput: no table, damaged, of unknown encoding, without rows, or beyond a limit.
    """
    kind = kind_of(path, replace(limits, table_file=limits.case_file))
    if kind == "xlsx":
        return _of_workbook(path, limits)
    if kind != "text":
        raise refusal("FILE-02", path.name, kind=kind_name(kind))
    encoding, digest = _encoding(path)
    batches = _csv_batches(path, encoding, limits)
    return _headed(path, _filled(batches), limits, (limits.case_rows, "CSV", digest))


def _headed(
    path: Path, batches: Iterator[Batch], limits: Limits, about: tuple[int, str, str]
) -> CaseRows:
    numbers, rows = next(batches, ((), []))
    at = head_of(rows)
    if len(rows) < at + 2:
        raise refusal("FILE-01" if not rows else "CASE-01", path.name)
    titles = [title.strip() for title in rows[at]]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > limits.columns:
        raise refusal("XL-08", path.name, where=about[1], limit=limits.columns)
    below = (numbers[at + 1 :], rows[at + 1 :])
    return CaseRows(tuple(titles), chain([below], batches), *about)


def _filled(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield batches without blank rows, and no empty batch."""
    for numbers, rows in batches:
        if all(map(any, rows)):
            yield numbers, rows
        elif kept := [(number, row) for number, row in zip(numbers, rows, strict=True) if any(row)]:
            yield [number for number, _ in kept], [row for _, row in kept]


def _csv_batches(path: Path, encoding: str, limits: Limits) -> Iterator[Batch]:
    csv.field_size_limit(limits.cell_length)
    with path.open(encoding=encoding, newline="") as stream:
        separator = _separator(stream.read(_CHUNK))
        stream.seek(0)
        reader = csv.reader(stream, delimiter=separator, strict=True)
        start = 1
        try:
            while rows := list(islice(reader, _BATCH)):
                yield range(start, start + len(rows)), rows
                start += len(rows)
        except csv.Error as error:
            if "field limit" in str(error):
                where, limit = f"CSV {reader.line_num}", limits.cell_length
                raise refusal("XL-12", path.name, where=where, limit=limit) from error
            raise refusal("CSV-02", path.name, row=reader.line_num) from error


def _separator(text: str) -> str:
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    counts = {mark: sum(mark in line for line in lines) for mark in _SEPARATORS}
    best = max(counts, key=lambda mark: (counts[mark], -_SEPARATORS.index(mark)))
    return best if counts[best] else ","


def _encoding(path: Path) -> tuple[str, str]:
    """Return the first encoding in which the whole file reads well, and the file's hash."""
    with path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(0)
        digest = file_digest(stream, "sha256")
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        if _reads(path, name):
            return name, digest.hexdigest()
    raise refusal("CSV-01", path.name)


def _reads(path: Path, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _of_workbook(path: Path, limits: Limits) -> CaseRows:
    from dossier_app.readers.xlsx import read_xlsx

    raised = replace(limits, rows=limits.case_sheet_rows + _BEFORE, cells=limits.case_cells)
    raw = read_xlsx(path, raised)
    for notice in raw.notices:
        if notice.code == "READ-02":
            where = Text(notice.message.zh.split("；")[0], notice.message.en.split(";")[0])
            raise refusal("XL-16", path.name, where=where)
    grid = max((b for b in raw.blocks if isinstance(b, Grid)), key=lambda each: len(each.rows))
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    batches = (
        ([row.index for row in part], [row.cells for row in part])
        for part in (grid.rows[at : at + _BATCH] for at in range(0, len(grid.rows), _BATCH))
    )
    about = (limits.case_sheet_rows, f"“{grid.title}”", digest)
    return _headed(path, _filled(batches), limits, about)
