"""Every text of a document with the words that say where it stands, and the refusals that use them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.document import (
    Attachment,
    Content,
    Document,
    Heading,
    PageBreak,
    Pairs,
    Paragraph,
    Picture,
    Table,
    plain,
)

Placed = tuple[Callable[[], Text], str]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def texts(document: Document) -> Iterator[Placed]:
    """Yield each text of `document` with a function that words its place."""
    yield from _front(document)
    section = document.title
    for block in document.blocks:
        match block:
            case Heading():
                section = block.text
                yield _at(_HEADING, section), block.text
            case Paragraph():
                yield _at(_PARAGRAPH, section), _all(block.content)
            case Table():
                yield from _table(block, section)
            case Pairs():
                for label, content in block.rows:
                    yield _at(_LINE, section, label), label + _all(content)
            case Picture():
                yield _at(_PICTURE, section), block.caption
            case Attachment():
                yield from _attachment(block)
            case PageBreak():
                pass


def refuse_control(document: Document) -> None:
    """Refuse control characters and lone surrogates, which no sink can hold.

    Raises:
        BadInput: one is there; the message names its place and code point.
    """
    for place, text in texts(document):
        found = _CONTROL.search(text)
        if found:
            raise refusal(_CONTROL_FOUND, place(), found.group())


def refuse_undrawable(document: Document) -> None:
    """Refuse what would be a gap on paper: control characters and characters without a glyph.

    Raises:
        BadInput: one is there; the message names its place and the character.
    """
    from dossier_app.writers.fonts import undrawable

    refuse_control(document)
    seen: set[str] = set()
    for place, text in texts(document):
        fresh = set(text) - seen
        if fresh:
            missing = undrawable("".join(fresh))
            if missing:
                first = next(character for character in text if character in missing)
                raise refusal(_NO_GLYPH, place(), first)
            seen |= fresh


def refusal(message: Text, place: Text, character: str) -> BadInput:
    """Return the error that names a character by code point and the place where it stands."""
    shown = character if character.isprintable() else "\ufffd"
    filled = message.format(place=place, shown=shown, code=f"U+{ord(character):04X}")
    return BadInput(filled, place=place.zh, code="TEXT-CHARACTER")


def _front(document: Document) -> Iterator[Placed]:
    title = _at(_FRONT, document.name)
    for text in (document.title, document.header, document.mark, document.number):
        yield title, text
    if document.cover is not None:
        cover = document.cover
        for text in (cover.title, cover.subtitle, cover.notice):
            yield title, text
        for label, value in cover.lines:
            yield _at(_LINE, cover.title, label), label + value


def _table(table: Table, section: str) -> Iterator[Placed]:
    name = table.caption or table.sheet or section
    yield _at(_CAPTION, name), table.caption
    titles = [column.title for column in table.columns]
    for title in titles:
        yield _at(_CAPTION, name), title
    for number, row in enumerate(table.rows, 1):
        for index, cell in enumerate(row.cells):
            title = titles[index] if index < len(titles) else str(index + 1)
            yield _at(_CELL, name, number, title), _all(cell.content)


def _attachment(block: Attachment) -> Iterator[Placed]:
    yield _at(_ATTACHMENT, block.title), block.title
    for _page, _quotation, note in block.boxes:
        yield _at(_ATTACHMENT, block.title), note


def _all(content: Content) -> str:
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    return plain(content)


def _at(wording: Text, *parts: object) -> Callable[[], Text]:
    return lambda: wording.format(**{f"p{index}": part for index, part in enumerate(parts)})


_FRONT = Text("《{p0}》的封面或页眉", 'cover or header of "{p0}"')
_HEADING = Text("标题“{p0}”", 'heading "{p0}"')
_PARAGRAPH = Text("“{p0}”下的正文", 'text under "{p0}"')
_LINE = Text("“{p0}”的“{p1}”", '"{p1}" in "{p0}"')
_PICTURE = Text("“{p0}”下图片的说明", 'caption of a picture under "{p0}"')
_CAPTION = Text("表“{p0}”的表头", 'head of table "{p0}"')
_CELL = Text("表“{p0}”第 {p1} 行“{p2}”", 'table "{p0}", row {p1}, "{p2}"')
_ATTACHMENT = Text("附件“{p0}”", 'attachment "{p0}"')
_CONTROL_FOUND = Text(
    "{place}中有无法写入文件的控制字符（{code}），未生成文件。请删除该字符后重新导出。",
    "The {place} holds a control character ({code}) that no file can keep; nothing was written. "
    "Delete it and export again.",
)
_NO_GLYPH = Text(
    "{place}中的字符“{shown}”（{code}）没有可用字形，未生成文件。请改用其他写法，例如通用汉字或文字说明。",
    'The character "{shown}" ({code}) in the {place} has no glyph in the shipped fonts; nothing was written. '
    "Write it in another way.",
)
