"""The rows of a case list as a stream: CSV in any usual encoding and separator, or the fullest sheet of a workbook."""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from dossier_app.base.text import Text
from dossier_app.readers.cases_heads import head_of
from dossier_app.readers.limits import Limits
from dossier_app.readers.raw import Grid
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sniff import kind_name, kind_of

Numbered = tuple[int, list[str]]
_BATCH = 4096
_HEAD_ROWS = 12
_SEPARATORS = ",\t;|，"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CaseRows:
    """A head and the rows below it, each with its number in the file; `limit` is the most there may be."""

    titles: tuple[str, ...]
    rows: Iterator[Numbered]
    limit: int
    where: str
    sha256: str

    def batches(self, name: str) -> Iterator[list[Numbered]]:
        """Yield the rows by the thousand; raises BadInput beyond the limit."""
        count = 0
        while batch := list(islice(self.rows, _BATCH)):
            if not all(map(any, (cells for _, cells in batch))):
                batch = [row for row in batch if any(row[1])]
            count += len(batch)
            if count > self.limit:
                raise refusal("XL-07", name, where=self.where, limit=self.limit)
            yield batch


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
    rows = _csv_rows(path, encoding, limits)
    return _headed(path, rows, limits, (limits.case_rows, "CSV", digest))


def _headed(
    path: Path, rows: Iterator[Numbered], limits: Limits, about: tuple[int, str, str]
) -> CaseRows:
    first = [row for row in islice(rows, _HEAD_ROWS) if any(row[1])]
    at = head_of([cells for _, cells in first])
    if len(first) < at + 2:
        raise refusal("FILE-01" if not first else "CASE-01", path.name)
    titles = [title.strip() for title in first[at][1]]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > limits.columns:
        raise refusal("XL-08", path.name, where=about[1], limit=limits.columns)
    return CaseRows(tuple(titles), chain(first[at + 1 :], rows), *about)


def _csv_rows(path: Path, encoding: str, limits: Limits) -> Iterator[Numbered]:
    csv.field_size_limit(limits.cell_length)
    with path.open(encoding=encoding, newline="") as stream:
        separator = _separator(stream.read(_CHUNK))
        stream.seek(0)
        reader = csv.reader(stream, delimiter=separator, strict=True)
        try:
            yield from enumerate(reader, start=1)
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
    digest = sha256()
    tried = {name: getincrementaldecoder(name)() for name in ("utf-8", "gb18030")}
    start = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            start = start or chunk[:4]
            digest.update(chunk)
            for name in [*tried]:
                try:
                    tried[name].decode(chunk)
                except UnicodeDecodeError:
                    del tried[name]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", digest.hexdigest()
    if not tried:
        raise refusal("CSV-01", path.name)
    name = "utf-8-sig" if "utf-8" in tried else "gb18030"
    return name, digest.hexdigest()


def _of_workbook(path: Path, limits: Limits) -> CaseRows:
    from dossier_app.readers.xlsx import read_xlsx

    raised = replace(limits, rows=limits.case_sheet_rows + _HEAD_ROWS, cells=limits.case_cells)
    raw = read_xlsx(path, raised)
    for notice in raw.notices:
        if notice.code == "READ-02":
            where = Text(notice.message.zh.split("；")[0], notice.message.en.split(";")[0])
            raise refusal("XL-16", path.name, where=where)
    grid = max((b for b in raw.blocks if isinstance(b, Grid)), key=lambda each: len(each.rows))
    with path.open("rb") as stream:
        digest = sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    rows = ((row.index, row.cells) for row in grid.rows)
    about = (limits.case_sheet_rows, f"“{grid.title}”", digest.hexdigest())
    return _headed(path, rows, limits, about)
