"""Which column is what: guessed from header words and contents, corrected by a person with a ColumnMap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from dossier_app.readers.clauses import cell_number, marks_alone, take_apart
from dossier_app.readers.raw import Grid, GridRow


class Role(Enum):
    """What a column holds."""

    NUMBER = "number"
    MARK = "mark"
    GROUP = "group"
    NAME = "name"
    TEXT = "text"
    PROOF = "proof"
    ANSWER = "answer"
    NOTE = "note"
    POINTS = "points"
    QUANTITY = "quantity"
    UNIT = "unit"
    UNIT_PRICE = "unit_price"
    TOTAL = "total"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A person's correction: per table (key of `TablePreview`, or "*" for all) the role of columns by position.

    `kinds` sets the part a table belongs to (technical, business, qualification, other, scoring, price, project, skip);
    `header_rows` how many rows at its top are header (0 = none); `hidden` takes in hidden sheets.
    """

    roles: Mapping[str, Mapping[int, Role]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    header_rows: Mapping[str, int] = field(default_factory=dict)
    hidden: bool = False

    def as_json(self) -> dict[str, object]:
        """Return a form that can be kept per buyer."""
        return {
            "roles": {
                key: {str(at): role.value for at, role in each.items()}
                for key, each in self.roles.items()
            },
            "kinds": dict(self.kinds),
            "header_rows": dict(self.header_rows),
            "hidden": self.hidden,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Mapping[str, object] | bool]) -> ColumnMap:
        """Return the map that `as_json` gave."""
        roles, kinds, rows = (stored.get(key, {}) for key in ("roles", "kinds", "header_rows"))
        return cls(
            {
                key: {int(at): Role(role) for at, role in each.items()}
                for key, each in (roles.items() if isinstance(roles, Mapping) else ())
                if isinstance(each, Mapping)
            },
            {key: str(kind) for key, kind in (kinds.items() if isinstance(kinds, Mapping) else ())},
            {
                key: int(str(count))
                for key, count in (rows.items() if isinstance(rows, Mapping) else ())
            },
            bool(stored.get("hidden", False)),
        )


_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.UNIT_PRICE, r"单价|综合单价|最高限价.*单|单位?价格"),
    (
        Role.TOTAL,
        r"合价|总价|小计|金额|预算|最高限价|控制价|报价(?!内容|说明|单位)|合计(?!分)|价格$",
    ),
    (Role.POINTS, r"分值|满分|得分|分数|权重|标准分|分$"),
    (Role.QUANTITY, r"数量|工程量|人次|例数|台数|次数|套数|采购量"),
    (
        Role.ANSWER,
        r"投标响应|响应(?!时间|速度|要求)|偏离|应答|投标规格|投标参数|投标人填|供应商填|实际参数|是否满足|自查|页码|所在页",
    ),
    (Role.PROOF, r"证明|佐证|证据|支撑材料|查验|须提供的资料|提供资料"),
    (
        Role.NUMBER,
        r"^(?:序号|编号|条款号|条目号|条目|项号|项次|条号|序|号|编码|no\.?|参数编号|指标编号|条款编号|招标文件条款号.*|参数序号|指标序号|item)$",
    ),
    (
        Role.MARK,
        r"标记|标识|标志|符号|重要性|重要程度|参数性质|条款性质|指标性质|参数类型|条款类型|指标类型|是否实质性|^★$|星号|★|▲",
    ),
    (Role.NOTE, r"备注|说明$|注释|remark"),
    (Role.TEXT, r"(?:要求|参数|指标|规格|内容|条款|描述|条件|标准|需求|细则|特征)"),
    (
        Role.GROUP,
        r"类别|分类|模块|部分|大类|分组|评审因素|评分因素|评审类别|子系统|系统$|章节|评标项目|评分类别|一级",
    ),
    (
        Role.NAME,
        r"名称|项目|评分项|评分点|评审项|品目|标的|机构|医院|单位名称|使用单位|功能|品名|货物|产品|因素|二级|事项",
    ),
    (Role.UNIT, r"^(?:计量)?单位(?:\(.*\))?$"),
)
_PATTERNS = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _WORDS)
_NAMES_FIRST = re.compile(
    r"(?:名称|项目名|指标名|参数名|评分项|评审项|评分点|品目|标的|货物名|产品名)$|^(?:项目|名称|指标|参数项|指标项|功能|评审内容|评分内容)$"
)
_MAIN = frozenset(
    {Role.TEXT, Role.NAME, Role.POINTS, Role.UNIT_PRICE, Role.TOTAL, Role.QUANTITY, Role.GROUP}
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a run of rows: titles as printed and the role of each."""

    titles: tuple[str, ...]
    roles: tuple[Role, ...]

    def first(self, role: Role) -> int:
        """Return the first column with this role, -1 if there is none."""
        return self.roles.index(role) if role in self.roles else -1

    def all(self, role: Role) -> list[int]:
        """Return the columns with this role."""
        return [column for column, each in enumerate(self.roles) if each is role]


def role_of(title: str) -> Role | None:
    """Return the role that a header cell's words name, None if they name none."""
    plain = re.sub(r"\s+", "", title).translate({0xFF08: "(", 0xFF09: ")"})
    if not plain or len(plain) > 24 or re.search(r"[。；;！]|[≥≤]", plain):
        return None
    bare = re.sub(r"\([^)]*\)", "", plain) or plain
    if _NAMES_FIRST.search(bare):
        return Role.NAME
    for role, pattern in _PATTERNS:
        if pattern.search(bare):
            return role
    return None


def header(row: GridRow) -> Layout | None:
    """Return the layout that a row names if it is a header row, else None."""
    used = row.used()
    if len(used) < 2:
        return None
    roles = {column: role_of(row.cells[column]) for column in used}
    known = [role for role in roles.values() if role is not None]
    if len(known) < 2 or len(known) < len(used) * 0.6 or not _MAIN & set(known):
        return None
    if len(set(known)) < 2 or _is_body(row, roles):
        return None
    return _settled(row, roles)


def _is_body(row: GridRow, roles: Mapping[int, Role | None]) -> bool:
    """Tell whether a row that bears header words is a row of content: its number column holds a number."""
    first = row.used()[0]
    return roles[first] is not Role.NUMBER and bool(
        re.search(r"\d", row.cells[first]) or re.search(r"\d{2}", "".join(row.cells))
    )


def _settled(row: GridRow, roles: Mapping[int, Role | None]) -> Layout:
    """Give each column one role: only one text column, the others of its words become its name or are ignored."""
    width = max([len(row.cells), *(column + span for column, span in row.spans.items())])
    titles = tuple(row.cells[column] if column < len(row.cells) else "" for column in range(width))
    final = [roles.get(column) or Role.IGNORED for column in range(width)]
    texts = [column for column, role in enumerate(final) if role is Role.TEXT]
    for column in texts:
        if column != max(texts, key=lambda each: (_weight(titles[each]), -each)):
            final[column] = Role.NAME if column < max(texts) else Role.NOTE
    for role in (Role.NUMBER, Role.MARK, Role.UNIT, Role.QUANTITY, Role.UNIT_PRICE, Role.POINTS):
        for column in [at for at, each in enumerate(final) if each is role][1:]:
            final[column] = Role.IGNORED
    totals = [at for at, each in enumerate(final) if each is Role.TOTAL]
    for column in totals:
        if column != max(
            totals, key=lambda at: (bool(re.search("合价|总价|小计|合计", titles[at])), -at)
        ):
            final[column] = Role.IGNORED
    if (
        Role.TEXT not in final
        and Role.NAME in final
        and Role.POINTS not in final
        and not _is_price(final)
    ):
        final[final.index(Role.NAME)] = Role.TEXT
    return Layout(titles, tuple(final))


def _weight(title: str) -> int:
    order = (
        "要求",
        "参数",
        "内容",
        "条款",
        "描述",
        "条件",
        "需求",
        "标准",
        "细则",
        "规格",
        "指标",
        "特征",
    )
    return next((len(order) - place for place, word in enumerate(order) if word in title), 0)


def _is_price(roles: list[Role]) -> bool:
    return Role.UNIT_PRICE in roles or (Role.TOTAL in roles and Role.QUANTITY in roles)


def is_price(layout: Layout) -> bool:
    """Tell whether the columns are those of a price list."""
    return _is_price(list(layout.roles))


def with_second_row(layout: Layout, first: GridRow, second: GridRow) -> Layout | None:
    """Return the layout of a two-row header: the second row names columns that a merged cell of the first covers."""
    covered = {
        column
        for start, span in first.spans.items()
        for column in range(start, start + span)
        if span > 1
    }
    used = second.used()
    if not covered or not used or not set(used) <= covered:
        return None
    roles = {column: role_of(second.cells[column]) for column in used}
    if not any(roles.values()):
        return None
    cells = [first.filled(column) for column in range(len(layout.titles))]
    for column in used:
        cells[column] = f"{cells[column]}{second.cells[column]}"
    named = {column: role_of(cell) for column, cell in enumerate(cells)}
    return _settled(
        GridRow(second.index, cells), named | {key: role for key, role in roles.items() if role}
    )


def guessed(rows: list[GridRow]) -> Layout | None:
    """Return a layout from the contents of rows without a header: numbers, marks alone, the longest text."""
    width = max((len(row.cells) for row in rows), default=0)
    sample = rows[:200]
    roles = [Role.IGNORED] * width
    longest = 0.0
    text = -1
    for column in range(width):
        cells = [
            row.cells[column] for row in sample if column < len(row.cells) and row.cells[column]
        ]
        if not cells:
            continue
        mean = sum(map(len, cells)) / len(cells)
        if text < 0 and Role.NUMBER not in roles and _mostly_numbers(cells):
            roles[column] = Role.NUMBER
        elif Role.MARK not in roles and all(marks_alone(cell) for cell in cells):
            roles[column] = Role.MARK
        elif mean > longest:
            longest, text = mean, column
    if text < 0:
        return None
    roles[text] = Role.TEXT
    return Layout(("",) * width, tuple(roles))


def _mostly_numbers(cells: list[str]) -> bool:
    return sum(map(_is_number, cells)) >= len(cells) * 0.6


def _is_number(cell: str) -> bool:
    found = cell_number(cell)
    return bool(
        found and len(found[0]) <= 12 and re.search(r"[\d一二三四五六七八九十①-⑳]", found[0])
    )


def looks_like_clause(text: str) -> bool:
    """Tell whether a text begins as a clause does."""
    head = take_apart(text)
    return bool(head.number or head.marks)


def key_of(grid: Grid, ordinal: int) -> str:
    """Return the name under which a ColumnMap corrects this grid: the sheet's name, else its place in the file."""
    return grid.title or f"{grid.place.page or grid.place.paragraph}#{ordinal}"
