"""Word documents read as lines and tables in their order, automatic numbers included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from dossier_app.base.text import Text
from dossier_app.model.tenderfile import SourcePlace
from dossier_app.readers.archive import Archive
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.numbering import Numbering
from dossier_app.readers.raw import Grid, GridRow, Line, Notice, RawFile
from dossier_app.readers.refusals import refusal

_TRACKED = Text(
    "文档带有未接受的修订；按修订后的内容读取。",
    "The document holds changes that nobody accepted; it was read as changed.",
)
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "footnoteReference"}
)


def read_docx(path: Path, limits: Limits = LIMITS) -> RawFile:
    """Return the paragraphs and tables of a document body.

    Raises:
        BadInput: damaged, beyond a limit, or without text.
    """
    with Archive(path, limits) as archive:
        part = archive.main_part("word/document.xml")
        if part not in archive:
            raise refusal("DOC-05", path.name)
        by_kind = {kind: target for kind, target in archive.relations(part).values()}
        loaded = [_optional(archive, by_kind.get(kind, "")) for kind in ("numbering", "styles")]
        body = archive.tree(part).find("body")
    raw = RawFile([])
    if body is not None:
        raw.blocks.extend(_Body(path.name, Numbering(*loaded), limits).blocks(body))
        if any(each.tag in {"ins", "del", "moveFrom"} for each in body.iter()):
            raw.notices.append(Notice("READ-06", _TRACKED))
    if not any(raw.words()):
        raise refusal("DOC-05", path.name)
    return raw


def _optional(archive: Archive, part: str) -> Element | None:
    return archive.tree(part) if part in archive else None


class _Body:
    def __init__(self, name: str, numbering: Numbering, limits: Limits) -> None:
        self._name, self._numbering, self._limits = name, numbering, limits
        self._count = self._cells = 0

    def blocks(self, parent: Element) -> Iterator[Grid | Line]:
        """Yield paragraphs and tables in order, looking into content controls."""
        for each in _content(parent):
            self._count += 1
            if each.tag == "p":
                yield from self._lines(each)
            else:
                yield Grid(SourcePlace(paragraph=str(self._count)), list(self._rows(each)))

    def _lines(self, paragraph: Element) -> Iterator[Line]:
        properties = paragraph.find("pPr")
        number = self._numbering.before(properties)
        place = SourcePlace(paragraph=str(self._count))
        text = _text(paragraph)
        level = self._numbering.outline(properties)
        if number is not None and number.text:
            text = f"{number.text} {text}"
        for position, part in enumerate(text.split("\n")):
            if part.strip():
                bullet = number is not None and number.bullet and position == 0
                yield Line(part.strip(), place, level if position == 0 else 0, bullet)

    def _rows(self, table: Element) -> Iterator[GridRow]:
        carried: dict[int, str] = {}
        for index, row in enumerate((each for each in _inside(table, "tr")), start=1):
            if index > self._limits.rows:
                raise refusal("XL-07", self._name, where=f"¶{self._count}", limit=self._limits.rows)
            found = GridRow(index, [])
            for cell in _inside(row, "tc"):
                self._cell(cell, found, carried)
            while found.cells and not found.cells[-1]:
                found.cells.pop()
            yield found

    def _cell(self, cell: Element, row: GridRow, carried: dict[int, str]) -> None:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise refusal("XL-09", self._name, limit=self._limits.cells)
        column = len(row.cells)
        span = _span(cell)
        if column + span > self._limits.columns:
            raise refusal("XL-08", self._name, where=f"¶{self._count}", limit=self._limits.columns)
        text = self._cell_text(cell)
        merge = cell.find("tcPr/vMerge")
        if merge is not None and merge.get("val", "continue") == "continue":
            if column in carried:
                row.down[column] = carried[column]
            text = ""
        else:
            carried.pop(column, None)
            if merge is not None:
                carried[column] = text
        if span > 1:
            row.spans[column] = span
        row.cells.extend([text] + [""] * (span - 1))

    def _cell_text(self, cell: Element) -> str:
        """Return a cell's paragraphs, one a line; a table inside a cell gives its cells in reading order."""
        lines: list[str] = []
        for each in _content(cell):
            if each.tag == "p":
                number = self._numbering.before(each.find("pPr"))
                text = _text(each).strip()
                lines.append(f"{number.text} {text}".strip() if number is not None else text)
            else:
                inner = (
                    self._cell_text(tc) for tr in _inside(each, "tr") for tc in _inside(tr, "tc")
                )
                lines.extend(inner)
        text = "\n".join(filter(None, lines))
        if len(text) > self._limits.cell_length:
            raise refusal(
                "XL-12", self._name, where=f"¶{self._count}", limit=self._limits.cell_length
            )
        return text


def _content(parent: Element) -> Iterator[Element]:
    for each in parent:
        if each.tag in {"p", "tbl"}:
            yield each
        elif each.tag in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _content(each)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    for each in parent:
        if each.tag == tag:
            yield each
        elif each.tag in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _inside(each, tag)


def _span(cell: Element) -> int:
    mark = cell.find("tcPr/gridSpan")
    said = mark.get("val", "1") if mark is not None else "1"
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _text(element: Element) -> str:
    """Return the printed text of a paragraph: no deleted text, no field codes, breaks as new lines."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts)


def _gather(element: Element, parts: list[str]) -> None:
    for each in element:
        if each.tag == "t":
            parts.append(each.text or "")
        elif each.tag in {"tab", "ptab"}:
            parts.append(" ")
        elif each.tag in {"br", "cr"}:
            parts.append("\n")
        elif each.tag == "noBreakHyphen":
            parts.append("-")
        elif each.tag == "sym":
            parts.append(_symbol(each))
        elif each.tag not in _SKIPPED:
            _gather(each, parts)


def _symbol(element: Element) -> str:
    """Return a symbol-font character by its code where it is a plain one."""
    code = element.get("char", "")
    if len(code) == 4 and not code.upper().startswith("F"):
        return chr(int(code, 16))
    return {"F0B3": "≥", "F0A3": "≤", "F0B1": "±", "F0AB": "★", "F070": "▲"}.get(code.upper(), "□")
