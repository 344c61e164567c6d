"""Workbooks read as a stream: no trust in `<dimension>`, merges expanded knowingly, nothing hidden taken in silently."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.parsers import expat

from dossier_app.base.text import Text
from dossier_app.model.tenderfile import SourcePlace
from dossier_app.readers.archive import Archive, local
from dossier_app.readers.cellformat import Formats, formats_of, shown
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.raw import Grid, GridRow, Notice, RawFile, letters
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sharedstrings import bounded, shared_strings

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_COLUMNS: dict[str, int] = {}


def read_xlsx(path: Path, limits: Limits = LIMITS, *, hidden: bool = False) -> RawFile:
    """Return the sheets of a workbook as grids; hidden sheets only where `hidden` asks for them.

    Raises:
        BadInput: damaged, beyond a limit, or without any readable sheet.
    """
    raw = RawFile([])
    with Archive(path, limits) as archive:
        workbook = archive.main_part("xl/workbook.xml")
        if workbook not in archive:
            raise refusal("XL-04", path.name)
        relations = archive.relations(workbook)
        by_kind = dict(relations.values())
        texts = shared_strings(archive, by_kind.get("sharedStrings", ""))
        tree = archive.tree(workbook)
        formats = _formats(archive, by_kind.get("styles", ""), tree)
        raw.notices.extend(_macros(archive))
        total = seen = 0
        for sheet in tree.iter("sheet"):
            kind, part = relations.get(sheet.get("id", ""), ("", ""))
            if kind != "worksheet" or part not in archive:
                continue
            seen += 1
            title, state = sheet.get("name", ""), sheet.get("state", "visible")
            if state != "visible" and not hidden:
                raw.notices.append(Notice("READ-01", _HIDDEN_SHEET.format(sheet=title)))
                continue
            reader = _Sheet(archive, title, texts, formats, total)
            archive.parse(part, reader.connect)
            total = reader.cells
            reader.give_to(raw)
    if not seen or not (raw.notices or any(raw.words())):
        raise refusal("XL-15" if seen else "XL-04", path.name)
    return raw


def _formats(archive: Archive, styles: str, tree: Element) -> Formats:
    formats = formats_of(archive, styles)
    if any(each.get("date1904") in {"1", "true"} for each in tree.iter("workbookPr")):
        return Formats(formats.cells, date1904=True)
    return formats


def _macros(archive: Archive) -> list[Notice]:
    found = any(name.endswith("vbaProject.bin") for name in archive.names())
    return [Notice("READ-03", _MACROS)] if found else []


_MACROS = Text(
    "工作簿含有宏；宏未运行，只读取了单元格。",
    "The workbook holds macros; they were not run, only its cells were read.",
)
_HIDDEN_SHEET = Text(
    "工作表“{sheet}”是隐藏的，未读取；请确认是否需要。",
    'Sheet "{sheet}" is hidden and was not read; decide whether it is wanted.',
)
_HIDDEN_ROWS = Text(
    "工作表“{sheet}”有隐藏的行或列（{cells}），已一并读取；请核对是否仍有效。",
    'Sheet "{sheet}" has hidden rows or columns ({cells}); they were read too; check that they still hold.',
)
_NO_RESULT = Text(
    "工作表“{sheet}”的公式没有保存结果：{cells}；请在 Excel 或 WPS 中打开并保存后重新读取。",
    'Sheet "{sheet}" has formulas without a stored result: {cells}; open and save it in Excel or WPS and read it again.',
)
_ERRORS = Text(
    "工作表“{sheet}”的单元格是错误值：{cells}。",
    'Sheet "{sheet}" has cells that hold an error value: {cells}.',
)


class _Sheet:
    """The handlers that turn one worksheet's XML into a grid."""

    def __init__(
        self, archive: Archive, title: str, texts: list[str], formats: Formats, cells: int
    ) -> None:
        self.grid = Grid(SourcePlace(sheet=title), [], title=title, letters=True)
        self.cells = cells
        self._archive, self._title, self._texts, self._formats = archive, title, texts, formats
        self._row: GridRow | None = None
        self._index = self._column = -1
        self._last_row = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._reading = self._formula = self._in_cell = self._phonetic = False
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden: list[str] = []
        self._unsaved: list[str] = []
        self._errors: list[str] = []

    def connect(self, parser: expat.XMLParserType) -> None:
        """Give the parser this sheet's handlers."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag if ":" not in tag else local(tag)
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or (name == "t" and not self._phonetic):
            self._reading = self._in_cell
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._add_merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            self._hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))

    def _data(self, data: str) -> None:
        if self._reading:
            self._value.append(data)

    def _end(self, tag: str) -> None:
        name = tag if ":" not in tag else local(tag)
        if name == "c":
            self._end_cell()
        elif name in {"v", "t"}:
            self._reading = False
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._phonetic = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        index = _whole(attributes.get("r"), self._last_row + 1)
        if index <= self._last_row:
            raise refusal("XL-13", self._archive.name, where=self._place(f"{index}"))
        self._last_row = index
        self._row = GridRow(index, [])
        self._index = -1
        if attributes.get("hidden") in {"1", "true"}:
            self._hidden.append(str(index))

    def _end_row(self) -> None:
        row = self._row
        if row is not None and row.cells:
            if row.index > self._archive.limits.rows:
                limit = self._archive.limits.rows
                raise refusal("XL-07", self._archive.name, where=self._place(), limit=limit)
            self.grid.rows.append(row)
        elif self._hidden and row is not None and self._hidden[-1] == str(row.index):
            self._hidden.pop()
        self._row = None

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > self._archive.limits.cells:
            raise refusal("XL-09", self._archive.name, limit=self._archive.limits.cells)
        reference = attributes.get("r")
        column = _column(reference.rstrip("0123456789")) if reference else self._index + 1
        if column <= self._index or self._row is None:
            raise refusal("XL-13", self._archive.name, where=self._place(reference or ""))
        self._index = column
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._value.clear()
        self._formula = False
        self._in_cell = True

    def _end_cell(self) -> None:
        self._in_cell = False
        text = self._text()
        row = self._row
        if not text or row is None:
            return
        if self._index >= self._archive.limits.columns:
            limit = self._archive.limits.columns
            raise refusal("XL-08", self._archive.name, where=self._place(), limit=limit)
        cells = row.cells
        if len(cells) < self._index:
            cells.extend([""] * (self._index - len(cells)))
        cells.append(text)

    def _text(self) -> str:
        if not self._value:
            if self._formula and self._row is not None:
                self._unsaved.append(f"{letters(self._index)}{self._row.index}")
            return ""
        value = "".join(self._value)
        if self._kind == "s":
            index = _whole(value, -1)
            if not 0 <= index < len(self._texts):
                raise refusal("XL-14", self._archive.name, where=self._place(self._cell()))
            return self._texts[index]
        if self._kind == "n":
            return shown(value, self._style, self._formats)
        if self._kind == "e":
            self._errors.append(self._cell())
        if self._kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if len(value) > 1000 or "_x" in value:
            return bounded(self._archive, value, self._place(self._cell()))
        return value.strip()

    def _cell(self) -> str:
        return f"{letters(self._index)}{self._row.index if self._row else ''}"

    def _place(self, cell: str = "") -> str:
        return f"“{self._title}”{'!' + cell if cell else ''}"

    def _add_merge(self, reference: str) -> None:
        found = _REFERENCE.findall(reference)
        if len(found) != 2:
            return
        (left, top), (right, bottom) = found
        self._merges.append((_column(left), int(top), _column(right), int(bottom)))
        limits = self._archive.limits
        if len(self._merges) > limits.merges:
            raise refusal("XL-10", self._archive.name, where=self._place(), limit=limits.merges)
        if sum((r - c + 1) * (b - t + 1) for c, t, r, b in self._merges[-1:]) > limits.merged_cells:
            raise refusal(
                "XL-10", self._archive.name, where=self._place(), limit=limits.merged_cells
            )

    def merge(self) -> None:
        """Tell the rows what merged cells cover to the right and carry down."""
        rows = {row.index: row for row in self.grid.rows} if self._merges else {}
        for left, top, right, bottom in self._merges:
            first = rows.get(top)
            if first is None or left >= len(first.cells):
                continue
            first.spans[left] = right - left + 1
            for index in range(top + 1, bottom + 1) if first.cells[left] else ():
                if index in rows:
                    rows[index].down[left] = first.cells[left]

    def give_to(self, raw: RawFile) -> None:
        """Add the sheet as read, with what is to be said of it."""
        self.merge()
        raw.blocks.append(self.grid)
        raw.notices.extend(self.notices())

    def notices(self) -> list[Notice]:
        """Return what the user should know about this sheet."""
        columns = [
            letters(column)
            for low, high in self._hidden_columns
            for column in range(low, min(high, self.grid.width() - 1) + 1)
        ]
        found = (
            ("READ-02", _NO_RESULT, self._unsaved),
            ("READ-04", _HIDDEN_ROWS, [*self._hidden, *columns]),
            ("READ-05", _ERRORS, self._errors),
        )
        return [
            Notice(code, message.format(sheet=self._title, cells=_listed(cells)))
            for code, message, cells in found
            if cells
        ]


def _listed(cells: list[str]) -> str:
    return ", ".join(cells[:20]) + (f" … ({len(cells)})" if len(cells) > 20 else "")


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.strip().isascii() and value.strip().isdigit() else default


def _column(name: str) -> int:
    if name not in _COLUMNS:
        number = 0
        for letter in name:
            number = number * 26 + ord(letter) - 64
        _COLUMNS[name] = number - 1
    return _COLUMNS[name]
