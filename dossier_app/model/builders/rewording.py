"""A finished document said otherwise: every text changed by one function, references to other documents closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dossier_app.model.document import (
    Attachment,
    Block,
    Cell,
    Content,
    Document,
    Heading,
    Inline,
    PageBreak,
    PageRef,
    Pairs,
    Paragraph,
    Picture,
    Row,
    Table,
)

Change = Callable[[str], str]


def reworded(document: Document, change: Change) -> Document:
    """Return the document with every text on its pages changed."""
    cover = document.cover
    if cover is not None:
        lines = tuple((change(label), change(value)) for label, value in cover.lines)
        cover = replace(
            cover,
            title=change(cover.title),
            subtitle=change(cover.subtitle),
            lines=lines,
            notice=change(cover.notice),
        )
    blocks = tuple(_block(block, lambda part: _said(part, change)) for block in document.blocks)
    return replace(
        document,
        title=change(document.title),
        header=change(document.header),
        cover=cover,
        blocks=blocks,
    )


def closed(document: Document) -> Document:
    """Return the document with references to what it does not hold as plain words."""
    own = anchors(document)

    def close(part: Inline) -> Inline:
        if isinstance(part, PageRef) and part.anchor.partition("#")[0] not in own:
            return part.title or "—"
        return part

    return replace(document, blocks=tuple(_block(block, close) for block in document.blocks))


def anchors(document: Document) -> frozenset[str]:
    """Return what a document's own references can point at."""
    found: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph | Table | Attachment):
            found.add(block.anchor)
        if isinstance(block, Table):
            found |= {row.anchor for row in block.rows}
    return frozenset(found - {""})


def texts(document: Document) -> Iterator[str]:
    """Yield every text on the pages of a document, references as their titles."""
    said: list[str] = []

    def note(words: str) -> str:
        said.append(words)
        return words

    reworded(document, note)
    yield from said


def _said(part: Inline, change: Change) -> Inline:
    return change(part) if isinstance(part, str) else replace(part, title=change(part.title))


def _content(content: Content, change: Callable[[Inline], Inline]) -> Content:
    return tuple(change(part) for part in content)


def _words(text: str, change: Callable[[Inline], Inline]) -> str:
    changed = change(text)
    return changed if isinstance(changed, str) else text


def _block(block: Block, change: Callable[[Inline], Inline]) -> Block:
    match block:
        case Heading():
            return replace(block, text=_words(block.text, change))
        case Paragraph():
            return replace(block, content=_content(block.content, change))
        case Pairs():
            rows = tuple(
                (_words(label, change), _content(said, change)) for label, said in block.rows
            )
            return Pairs(rows)
        case Table():
            return _table(block, change)
        case Picture():
            return replace(block, caption=_words(block.caption, change))
        case Attachment():
            return replace(block, title=_words(block.title, change))
        case PageBreak():
            return block


def _table(table: Table, change: Callable[[Inline], Inline]) -> Table:
    columns = tuple(replace(each, title=_words(each.title, change)) for each in table.columns)
    rows = tuple(_row(row, change) for row in table.rows)
    return replace(table, columns=columns, rows=rows, caption=_words(table.caption, change))


def _row(row: Row, change: Callable[[Inline], Inline]) -> Row:
    cells: tuple[Cell, ...] = tuple(
        replace(each, content=_content(each.content, change)) for each in row.cells
    )
    return replace(row, cells=cells)
