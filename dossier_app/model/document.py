"""The document tree: what a builder says and a writer draws, in one language, without I/O."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from dossier_app.base.text import Lang


@dataclass(frozen=True, slots=True)
class PageRef:
    """The real page number of `anchor` in the finished PDF, as a link; in Excel and Word its title."""

    anchor: str
    title: str = ""


Inline = str | PageRef
Content = tuple[Inline, ...]


class _Quick(Enum):
    """Members that are hashed as the single objects they are, several times quicker than by name."""

    __hash__ = object.__hash__


class Tone(_Quick):
    """What a cell or paragraph says about itself; never by colour alone, the words say it too."""

    NORMAL = "normal"
    STRONG = "strong"
    MUTED = "muted"
    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


class Align(_Quick):
    """How a column's cells stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; `number` (a decimal string) makes it a number in Excel."""

    content: Content
    tone: Tone = Tone.NORMAL
    number: str = ""


@dataclass(frozen=True, slots=True)
class BarCell(Cell):
    """A cell with a bar behind its words, `share` of the cell's width (0 to 1); drawn in PDF only."""

    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """One table column; `weight` shares the width; `choices` become an Excel validation list."""

    title: str
    weight: float = 1.0
    align: Align = Align.LEFT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; `anchor` can be pointed at; `key` is the record id for an Excel round trip."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3: stands in contents and bookmarks."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; with `keep` it stands on the page on which the next block begins."""

    content: Content
    tone: Tone = Tone.NORMAL
    anchor: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the head is repeated on each page. `sheet` names it in the workbook, empty = PDF and Word only."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    sheet: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ChartTable(Table):
    """A table that a workbook also draws: the first column names the bars, `values` are the columns drawn."""

    values: tuple[int, ...] = ()
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Label and value lines, drawn as a two-column block."""

    rows: tuple[tuple[str, Content], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from the evidence store, scaled to fit; `sha256` names its bytes."""

    sha256: str
    caption: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """An evidence file merged in behind a title line: every PDF page or the picture, upright and stamped.

    `pages` are 1-based page numbers to take, empty = all. `boxes` are quoted sentences
    to be boxed, as (page, quotation, margin note). Page n of the original can be pointed at
    as `<anchor>#n`, the first merged page as `<anchor>`.
    """

    sha256: str
    title: str
    media_type: str
    anchor: str
    pages: tuple[int, ...] = ()
    boxes: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Block = Heading | Paragraph | Table | Pairs | Picture | Attachment | PageBreak


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover page: title, subtitle, label-value lines, and a closing notice."""

    title: str
    subtitle: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    notice: str = ""


class Look(_Quick):
    """Which house rules a document is set by."""

    REPORT = "report"
    """cover, contents, running header, 第 x 页 共 y 页"""
    OFFICIAL = "official"
    """the exact form of 产品技术要求: `header` is the number line on the first page, `title` the product
    name; no cover or logo, page number x/y (NMPA 通告 2022年第8号)"""
    SUMMARY = "summary"
    """one or two pages without cover and contents"""


@dataclass(frozen=True, slots=True)
class Document:
    """One finished document in one language. `mark` (DRAFT, 样例) is drawn across each page.

    `landscape` turns the pages, for a document that is one wide table.
    """

    name: str
    title: str
    lang: Lang
    blocks: tuple[Block, ...]
    look: Look = Look.REPORT
    cover: Cover | None = None
    header: str = ""
    number: str = ""
    mark: str = ""
    contents: bool = True
    landscape: bool = False

    def tables(self) -> Iterator[Table]:
        """Yield the tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def attachments(self) -> Iterator[Attachment]:
        """Yield the merged-in evidence files in order."""
        return (block for block in self.blocks if isinstance(block, Attachment))


def plain(content: Content) -> str:
    """Return content as plain text, a page reference as its title."""
    return "".join(part if isinstance(part, str) else part.title for part in content)


def with_pages(document: Document, pages: Mapping[str, int]) -> Document:
    """Return the document with each page reference replaced by the page number found elsewhere."""
    return replace(document, blocks=tuple(_paged(block, pages) for block in document.blocks))


def _paged(block: Block, pages: Mapping[str, int]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, content=_numbered(block.content, pages))
    if isinstance(block, Pairs):
        return Pairs(tuple((label, _numbered(content, pages)) for label, content in block.rows))
    if isinstance(block, Table):
        rows = (
            replace(
                row, cells=tuple(replace(c, content=_numbered(c.content, pages)) for c in row.cells)
            )
            for row in block.rows
        )
        return replace(block, rows=tuple(rows))
    return block


def _numbered(content: Content, pages: Mapping[str, int]) -> Content:
    """Return the content with numbers for references; one string when there were any."""
    if all(isinstance(part, str) for part in content):
        return content
    found = (
        part if isinstance(part, str) else str(pages.get(part.anchor, "—")) for part in content
    )
    return ("".join(found),)


def content_hash(documents: tuple[Document, ...]) -> str:
    """Return the SHA-256 over the trees, without the number drawn on their pages (that is this hash)."""
    digest = hashlib.sha256()
    for document in documents:
        kinds = [type(block).__name__ for block in document.blocks]
        tree = replace(document, number="")
        digest.update(
            json.dumps([kinds, tree], ensure_ascii=False, sort_keys=True, default=_plain).encode()
        )
    return digest.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return {name: getattr(value, name) for name in vars(type(value))["__slots__"]}
