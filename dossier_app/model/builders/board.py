"""The managers' board on paper: every dossier in one row with its phases, gravity, expiry and next tenders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.boardparts import outlook_blocks
from dossier_app.model.builders.brief import cell
from dossier_app.model.document import (
    Align,
    Cell,
    ChartTable,
    Column,
    Document,
    Look,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.outlook import Outlook
from dossier_app.model.phases import NOT_NEEDED, OPEN, PASSED, RUNNING

_STATES = {
    OPEN: (Text("未开始", "open"), Tone.MUTED),
    RUNNING: (Text("进行中", "running"), Tone.NORMAL),
    PASSED: (Text("已通过", "passed"), Tone.OK),
    NOT_NEEDED: (Text("不需要", "not needed"), Tone.MUTED),
}
_TITLE = Text("产品进院看板", "Board of all products")
_NOTE = Text(
    "截至 {on}；样例按其自身的判定日。“须改正”是已写而有误之处，“待补”是必填而未填之处。",
    "As of {on}; samples at their own day. “Wrong” is what stands there and is not right, “missing” what is "
    "required and not there.",
)
_SOON_DAYS = 180
_AGED = Text("{n} · {since}", "{n} · {since}")
_PRODUCT, _STATE = Text("产品", "Product"), Text("状态", "State")
_WRONG, _MISSING = Text("须改正", "Wrong"), Text("待补", "Missing")
_WRONG_SINCE = Text("须改正 · 起", "Wrong · since")
_SINCE, _WARNINGS = Text("自何时", "Since"), Text("警告", "Warnings")
_EXPIRES, _OPENINGS = Text("证书到期", "Expires"), Text("开标", "Openings")
_CUT = Text("另有 {n} 个产品见 Excel 工作簿。", " {n} more stand in the workbook.")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One dossier on the board; `phases` gives each phase's state by its key."""

    name: str
    state: Text
    phases: Mapping[str, str]
    blockers: int
    blocked_since: str
    missing: int
    warnings: int
    expires_on: date | None
    openings: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """What stands on the paper; `most` cuts the dossiers and `rest` the other lists, 0 means all."""

    rows: tuple[BoardRow, ...]
    phases: tuple[tuple[str, Text], ...]
    on: date
    outlook: Outlook
    most: int = 0
    rest: int = 0


def board_document(paper: BoardPaper, lang: Lang) -> Document:
    """Build the board, the dossiers in the order given; without rows the table is empty.

    All of it lies across for the workbook; cut to a page it stands upright, with less columns.
    """
    title, whole = _TITLE[lang], not paper.most
    rows = paper.rows[: paper.most or None]
    table = _products(paper, rows, title, lang)
    cut = len(paper.rows) - len(rows)
    words = _NOTE[lang].format(on=paper.on.isoformat()) + (_CUT[lang].format(n=cut) if cut else "")
    note = Paragraph((words,), Tone.MUTED)
    blocks = (note, table, *outlook_blocks(paper.outlook, paper.rest, lang))
    return Document("board", title, lang, blocks, Look.SUMMARY, contents=False, landscape=whole)


def _products(paper: BoardPaper, rows: tuple[BoardRow, ...], title: str, lang: Lang) -> Table:
    """Return dossiers by phases; the workbook has each figure in a column of its own, and draws them."""
    whole, keys = not paper.most, tuple(key for key, _ in paper.phases)
    columns = [
        Column(_PRODUCT[lang], 2.4 if whole else 3.6),
        Column(_STATE[lang], 1.1),
        *(Column(label[lang], 0.95 if whole else 1.15) for _, label in paper.phases),
        Column((_WRONG if whole else _WRONG_SINCE)[lang], 0.9 if whole else 1.75, Align.RIGHT),
        Column(_MISSING[lang], 0.8, Align.RIGHT),
    ]
    if whole:
        columns += [Column(_SINCE[lang], 1.2), Column(_WARNINGS[lang], 0.75, Align.RIGHT)]
    columns += [Column(_EXPIRES[lang], 1.5), Column(_OPENINGS[lang], 1.6 if whole else 1.8)]
    body = tuple(Row(_cells(row, keys, paper, lang)) for row in rows)
    drawn = (2 + len(keys), 3 + len(keys))
    return ChartTable(tuple(columns), body, sheet=title, values=drawn, stacked=True)


def _cells(
    row: BoardRow, phases: tuple[str, ...], paper: BoardPaper, lang: Lang
) -> tuple[Cell, ...]:
    openings = [f"{code} {at.date().isoformat()}" for code, at in row.openings]
    whole, join = not paper.most, "；" if lang is Lang.ZH else "; "
    more = (
        (cell(row.blocked_since or "—", tone=Tone.MUTED), _count(row.warnings, Tone.NORMAL))
        if whole
        else ()
    )
    return (
        cell(row.name, tone=Tone.STRONG),
        cell(row.state[lang]),
        *(_phase(row.phases.get(key, OPEN), lang) for key in phases),
        _count(row.blockers, Tone.BAD) if whole else _aged(row, lang),
        _count(row.missing, Tone.WARNING),
        *more,
        _expiry(row.expires_on, paper.on),
        cell(join.join(openings if whole else openings[:1])),
    )


def _aged(row: BoardRow, lang: Lang) -> Cell:
    """Return the blockers with the day since when something blocks."""
    if not row.blockers or not row.blocked_since:
        return _count(row.blockers, Tone.BAD)
    words = _AGED[lang].format(n=row.blockers, since=row.blocked_since[5:])
    return Cell((words,), Tone.BAD, number=str(row.blockers))


def _phase(state: str, lang: Lang) -> Cell:
    label, tone = _STATES[state]
    return cell(label[lang], tone=tone)


def _count(number: int, tone: Tone) -> Cell:
    return Cell((str(number),), tone if number else Tone.MUTED, number=str(number))


def _expiry(day: date | None, on: date) -> Cell:
    if day is None:
        return cell("—", tone=Tone.MUTED)
    left = (day - on).days
    tone = Tone.BAD if left < 0 else Tone.WARNING if left < _SOON_DAYS else Tone.NORMAL
    return cell(day.isoformat(), tone=tone)
