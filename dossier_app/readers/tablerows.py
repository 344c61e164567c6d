"""The rows of one table below its header: group rows, clauses, score items and price lines."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from dossier_app.model.tenderfile import PriceRow, ScoreRow
from dossier_app.model.units import plain_decimal
from dossier_app.readers.clauses import (
    MARKS,
    Clause,
    cell_number,
    marks_alone,
    plain_number,
    split_clauses,
    squeezed,
    take_apart,
)
from dossier_app.readers.columns import (
    Layout,
    Role,
    header,
    is_price,
    looks_like_clause,
    with_second_row,
)
from dossier_app.readers.parts import PRICE, SCORING, strong_part_of
from dossier_app.readers.raw import Grid, GridRow
from dossier_app.readers.rows import Rows

_SUM = re.compile(r"(?:合\s*计|总\s*计|小\s*计|总\s*分|总\s*价)(?:[（(:：].*)?$")
_NOTE = re.compile(r"^[（(]?(?:注|说明|备注|备\s*注|附注|填写说明|提示)\d*[：:、.]")
_MONEY = re.compile(r"[（(][^（()）]*?((?:人民币)?(?:千|万|亿)?元|USD|美元)[^（()）]*[）)]")


class TableRun:
    """The rows of one grid below a header."""

    def __init__(self, rows: Rows, grid: Grid, layout: Layout, kind: str) -> None:
        self._rows, self._grid, self._kind = rows, grid, kind
        self._use(layout)

    def _use(self, layout: Layout) -> None:
        self._layout = layout
        self._number, self._text = layout.first(Role.NUMBER), layout.first(Role.TEXT)
        self._name, self._group = layout.first(Role.NAME), layout.first(Role.GROUP)
        self._marks = {column for column in (layout.first(Role.MARK), self._number) if column >= 0}
        self._section = self._group_marks = ""
        self._names_span = self._name >= 0 and any(
            self._name in row.down for row in self._grid.rows
        )
        part = self._kind or (
            SCORING if Role.POINTS in layout.roles else PRICE if is_price(layout) else ""
        )
        self._scoring, self._pricing = part == SCORING, part == PRICE
        self._total = Decimal(0)

    def read(self, start: int) -> None:
        """Add the rows from `start` on."""
        if self._kind and not (self._scoring or self._pricing):
            self._rows.base_kind = self._kind
        skip = 0
        for position in range(start, len(self._grid.rows)):
            row = self._grid.rows[position]
            if skip:
                skip -= 1
                continue
            if not any(row.cells):
                continue
            if self._may_be_header(row) and (layout := header(row)) is not None:
                following = (
                    self._grid.rows[position + 1] if position + 1 < len(self._grid.rows) else None
                )
                deeper = with_second_row(layout, row, following) if following is not None else None
                skip = 1 if deeper else 0
                if layout.titles != self._layout.titles:
                    self._use(deeper or layout)
                continue
            self._row(row)

    def _may_be_header(self, row: GridRow) -> bool:
        first = next(filter(None, row.cells), "")
        return len(first) <= 12 and not any(letter.isdigit() for letter in first)

    def _row(self, row: GridRow) -> None:
        used = row.used()
        title = row.cells[used[0]]
        if len(used) == 1 and self._is_group(row, used[0]):
            self._open_group(title)
        elif self._scoring:
            self._score(row)
        elif self._pricing:
            self._price(row)
        else:
            self._requirement(row)

    def _is_group(self, row: GridRow, column: int) -> bool:
        """Tell whether a row's only cell is a title or note over the rows that follow."""
        text = row.cells[column]
        covered = row.spans.get(column, 1)
        if covered > 1 and covered >= len(self._layout.roles) * 0.5:
            return True
        if column == self._group or row.down:
            return False
        if column != self._text:
            return cell_number(text) is None
        head = take_apart(text)
        short = len(head.text) <= 20 and not re.search(r"[。；;，,：:≥≤\d]", head.text)
        return bool(_NOTE.match(text)) or (
            bool(re.match(r"第|[一二三四五六七八九十]", head.number)) and short
        )

    def _open_group(self, title: str) -> None:
        head = take_apart(title)
        if _NOTE.match(title) or len(head.text) > 60 or title.rstrip().endswith(("。", "；")):
            self._rows.prose.append(title)
            self._rows.close()
            return
        self._section = self._group_marks = ""
        is_list = self._scoring or self._pricing
        if not is_list or (strong_part_of(title) and not self._kind):
            self._rows.heading(title)

    def _requirement(self, row: GridRow) -> None:
        self._take_group(row)
        number, marks = self._number_of(row)
        name, text = self._cell(row, self._name), self._cell(row, self._text)
        if self._names_span and self._name >= 0:
            self._section, name = squeezed(row.filled(self._name)), ""
        if not text:
            text, name = name, ""
        if not text and not number:
            return
        remark = not number and not marks and text.startswith(("（", "("))
        if remark and not looks_like_clause(text) and self._rows.continue_last(squeezed(text)):
            return
        column = self._text if self._cell(row, self._text) else self._name
        self._clauses(row, Clause(number, marks, text), name, column)

    def _clauses(self, row: GridRow, whole: Clause, name: str, column: int) -> None:
        place = self._grid.at(row, column)
        clauses = split_clauses(whole.text, own_number=bool(whole.number))
        section = self._section
        if len(clauses) > 1 or self._pricing:
            section = squeezed(name) or section
        elif name:
            clauses = [
                Clause(clauses[0].number, clauses[0].marks, f"{squeezed(name)}：{clauses[0].text}")
            ]
        for position, clause in enumerate(clauses):
            marks = clause.marks
            if position == 0 or not clause.number:
                marks = (
                    "".join(dict.fromkeys(whole.marks + marks))
                    if len(clauses) == 1 or not clause.number
                    else marks
                )
            number = clause.number or (whole.number if position == 0 else "")
            self._rows.add(
                Clause(number, marks, clause.text),
                place,
                section=section,
                passed=self._group_marks + (whole.marks if len(clauses) > 1 else ""),
            )

    def _take_group(self, row: GridRow) -> None:
        said = row.filled(self._group) if self._group >= 0 else ""
        if said:
            head = take_apart(said)
            self._group_marks = head.marks
            self._section = squeezed(said) if not head.marks else head.text

    def _number_of(self, row: GridRow) -> tuple[str, str]:
        """Return number and marks that stand in columns of their own, marks in printed order."""
        number, marks = "", ""
        for column in sorted(self._marks):
            cell = self._cell(row, column) or (
                row.down.get(column, "") if column == self._number else ""
            )
            found = cell_number(cell) if cell and column == self._number else None
            if column == self._number and cell:
                head = take_apart(cell)
                number = found[0] if found else head.number or _short(cell)
                marks += found[1] if found else head.marks
            elif cell:
                marks += marks_alone(cell) or "".join(
                    re.findall(rf"[{re.escape(MARKS)}]", take_apart(cell).marks)
                )
        return number, "".join(dict.fromkeys(marks))

    def _cell(self, row: GridRow, column: int) -> str:
        return row.cells[column] if 0 <= column < len(row.cells) else ""

    def _score(self, row: GridRow) -> None:
        points = self._cell(row, self._layout.first(Role.POINTS))
        group = squeezed(row.filled(self._group)) if self._group >= 0 else ""
        self._section = group or self._section
        name, text = self._cell(row, self._name), self._cell(row, self._text)
        item = "：".join(filter(None, (squeezed(name), squeezed(text))))
        plain = _points(points)
        if any(_SUM.match(each) for each in (group, name, text, *row.cells[:2])):
            self._check_sum(row, plain)
            return
        if not plain or not (item or group):
            if item:
                self._rows.prose.append(item)
            return
        self._total += _decimal(plain) or 0
        self._rows.prose.append(item)
        place = self._grid.at(row, max(self._name, self._text, 0))
        self._rows.scoring.append(ScoreRow(self._section, item or group, plain, place))

    def _check_sum(self, row: GridRow, stated: str) -> None:
        total = _decimal(stated)
        if total is not None and total != self._total:
            where = self._grid.at(row, 0)
            self._rows.sums.append(
                (
                    f"{where.sheet or where.page or where.paragraph} {where.cell}".strip(),
                    stated,
                    str(self._total),
                )
            )

    def _price(self, row: GridRow) -> None:
        layout = self._layout
        number = self._number_of(row)[0]
        named = self._name if self._cell(row, self._name) else self._text
        name = squeezed(self._cell(row, named))
        if any(_SUM.match(each) for each in (name, *row.cells[:2])):
            self._price_sum(row)
            return
        if not name:
            return
        money = _MONEY.search(_title(layout, Role.TOTAL)) or _MONEY.search(
            _title(layout, Role.UNIT_PRICE)
        )
        quantity, price, total = (
            _amount(self._cell(row, layout.first(role)))
            for role in (Role.QUANTITY, Role.UNIT_PRICE, Role.TOTAL)
        )
        self._total += _decimal(total) or 0
        unit = money[1] if money else squeezed(self._cell(row, layout.first(Role.UNIT)))
        self._rows.prices.append(
            PriceRow(number, name, quantity, price, total, unit, self._grid.at(row, named))
        )
        if self._name >= 0 and self._cell(row, self._text):
            self._requirement(row)

    def _price_sum(self, row: GridRow) -> None:
        """Keep the total that a price table states, and tell where its lines add up to another."""
        column = self._layout.first(Role.TOTAL)
        said = _amount(self._cell(row, column))
        stated = _decimal(said)
        if stated is None or any(each.startswith("小") for each in row.cells[:2]):
            return
        place = self._grid.at(row, column)
        where = f"{place.sheet or place.page or place.paragraph} {place.cell}".strip()
        self._rows.totals.setdefault(said, where)
        if self._total and stated != self._total:
            self._rows.sums.append((where, said, str(self._total)))


def _title(layout: Layout, role: Role) -> str:
    column = layout.first(role)
    return layout.titles[column] if column >= 0 else ""


def _short(cell: str) -> str:
    plain = plain_number(squeezed(cell))
    return plain if len(plain) <= 12 else ""


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _points(text: str) -> str:
    plain = squeezed(text).translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
    bare = re.sub(r"\s*分$", "", plain)
    return bare if re.search(r"\d", bare) else ""


def _amount(text: str) -> str:
    """Return a figure of money or quantity as a plain decimal string, as printed where it is no number."""
    plain = squeezed(text).replace(",", "").replace("，", "").lstrip("¥￥").rstrip("元").strip()
    number = _decimal(plain)
    return (
        f"{plain_decimal(number):f}"
        if number is not None and number.is_finite()
        else squeezed(text)
    )
