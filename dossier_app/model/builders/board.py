"""The managers' board on paper: every dossier in one row with its phases, gravity, expiry and next tenders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.brief import cell
from dossier_app.model.document import (
    Align,
    Cell,
    Column,
    Document,
    Look,
    Paragraph,
    Row,
    Table,
    Tone,
)
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


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One dossier on the board; `phases` gives each phase's state by its key."""

    name: str
    state: Text
    phases: Mapping[str, str]
    blockers: int
    missing: int
    warnings: int
    expires_on: date | None
    openings: tuple[tuple[str, datetime], ...]


def board_document(
    rows: Iterable[BoardRow], phases: Iterable[tuple[str, Text]], on: date, lang: Lang
) -> Document:
    """Build the board in the order given; without rows the table is empty."""
    known = tuple(phases)
    title = _TITLE[lang]
    columns = (
        Column(Text("产品", "Product")[lang], 2.4),
        Column(Text("状态", "State")[lang], 1.1),
        *(Column(label[lang], 0.95) for _, label in known),
        Column(Text("须改正", "Wrong")[lang], 0.9, Align.RIGHT),
        Column(Text("待补", "Missing")[lang], 0.8, Align.RIGHT),
        Column(Text("警告", "Warnings")[lang], 0.75, Align.RIGHT),
        Column(Text("证书到期", "Expires")[lang], 1.5),
        Column(Text("开标", "Openings")[lang], 1.6),
    )
    keys = tuple(key for key, _ in known)
    body = tuple(Row(_cells(row, keys, on, lang)) for row in rows)
    note = Paragraph((_NOTE[lang].format(on=on.isoformat()),), Tone.MUTED)
    table = Table(columns, body, sheet=title)
    return Document(
        "board", title, lang, (note, table), Look.SUMMARY, contents=False, landscape=True
    )


def _cells(row: BoardRow, phases: tuple[str, ...], on: date, lang: Lang) -> tuple[Cell, ...]:
    openings = (f"{code} {at.date().isoformat()}" for code, at in row.openings)
    return (
        cell(row.name, tone=Tone.STRONG),
        cell(row.state[lang]),
        *(_phase(row.phases.get(key, OPEN), lang) for key in phases),
        _count(row.blockers, Tone.BAD),
        _count(row.missing, Tone.WARNING),
        _count(row.warnings, Tone.NORMAL),
        _expiry(row.expires_on, on),
        cell("；".join(openings) if lang is Lang.ZH else "; ".join(openings)),
    )


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
