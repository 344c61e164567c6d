"""An exported workbook, edited elsewhere and read back: differences cell by cell, then one undoable change."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, TooNew
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.brief import Brief
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Field, Kind, from_json
from dossier_app.model.records import Record
from dossier_app.model.sheetdiff import (
    CellEdit,
    Note,
    SheetCells,
    compare_sheets,
    keyed,
    number_in,
)
from dossier_app.readers.workbook import read_workbook
from dossier_app.service import plans, queries
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, JsonValue
from dossier_app.service.ownsheets import BIDDER_PAGES, Slot, own_sheets
from dossier_app.service.workspace import Changed, Workspace

_META, _FORMAT = "_dossier", 1


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One edited cell. `problem` says why it cannot be taken over; None = it can."""

    place: str
    column: str
    kind: str
    record: str
    key: str
    old: str
    new: str
    problem: Text | None
    value: JsonValue = field(default=None, repr=False)
    confirmed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the difference for scripts."""
        return {
            "place": self.place,
            "column": self.column,
            "record": {"kind": self.kind, "id": self.record, "field": self.key},
            "old": self.old,
            "new": self.new,
            "confirmed": self.confirmed,
            "problem": self.problem.as_json() if self.problem else None,
        }


@dataclass(frozen=True, slots=True)
class Roundtrip:
    """What an edited workbook says otherwise; rows and sheets taken out or added are named, never carried out."""

    dossier: str
    tender: str
    cells: tuple[CellDifference, ...]
    notes: tuple[Note, ...]
    basis: str = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return the differences for scripts."""
        return {
            "cells": [cell.as_json() for cell in self.cells],
            "notes": [
                {"kind": n.kind.value, "sheet": n.sheet, "place": n.place, "words": n.words}
                for n in self.notes
            ],
        }


def roundtrip(
    ws: Workspace, dossier: str, tender: str, path: Path, *, progress: Progress = SILENT
) -> Roundtrip:
    """Compare a workbook that this program wrote and people edited with what is stored; nothing is changed.

    Raises:
        NotFound: no such dossier or tender.
        BadInput: not a workbook of this program, or of another tender. TooNew: written by a newer version.
    """
    found = queries.dossier(ws, dossier)
    stored = plans.tender_of(found, tender)
    sheets = read_workbook(path, progress)
    _refuse_foreign(path, sheets)
    brief = Brief(found, queries.judged_date(ws, found.heading), Lang.ZH, stored)
    own, slots = own_sheets(brief, sheets)
    compared = compare_sheets(own, sheets)
    if not compared.met:
        raise BadInput(_OTHER.format(name=path.name), place=path.name, code="ROUNDTRIP-OTHER")
    cells = tuple(_difference(found, edit, slots[edit.sheet.title]) for edit in compared.edits)
    made_from = plans.basis(found, stored)
    return Roundtrip(found.heading.id, stored.id, cells, compared.notes, made_from)


def apply_roundtrip(
    ws: Workspace,
    plan: Roundtrip,
    *,
    only: Collection[str] | None = None,
    initiator: object = None,
) -> Changed:
    """Take edited cells over (`only` those at these places) as one undoable change; what has a problem stays out.

    An answer whose words or deviation change loses its confirmation.

    Raises:
        BadInput: the tender changed since the comparison; nothing was changed.
    """
    found = plans.still(ws, plan.dossier, plan.tender, plan.basis)
    taken = [c for c in plan.cells if c.problem is None and (only is None or c.place in only)]
    by_record: dict[tuple[str, str], list[CellDifference]] = {}
    for cell in taken:
        by_record.setdefault((cell.kind, cell.record), []).append(cell)
    parts = [c for each in by_record.values() for c in _commands(found, plan.tender, each)]
    return ws.do(Batch(_NAME.format(count=len(taken)), tuple(parts)), initiator)


def _refuse_foreign(path: Path, sheets: tuple[SheetCells, ...]) -> None:
    if not keyed(sheets):
        shown = "、".join(sheet.title for sheet in sheets) or "-"
        message = _NOT_OURS.format(name=path.name, sheets=shown)
        raise BadInput(message, place=path.name, code="ROUNDTRIP-FOREIGN")
    for sheet in sheets:
        for row in sheet.rows if sheet.title == _META else ():
            if row.at(0) == "format" and row.at(1) != str(_FORMAT):
                message = _NEWER.format(name=path.name, format=row.at(1))
                raise TooNew(message, place=path.name, code="ROUNDTRIP-NEWER")


def _difference(dossier: Dossier, edit: CellEdit, slot: Slot) -> CellDifference:
    column, record = edit.sheet.columns[edit.column], edit.row.keys[0]
    name = slot.fields.get(edit.column, "")
    found = dossier.find(slot.kind, record)
    confirmed = bool(found and found.text("confirmed_by"))
    made = CellDifference(
        edit.place, column, slot.kind, record, name, edit.old, edit.new, None, None, confirmed
    )
    if not name:
        return replace(made, problem=_FIXED)
    if name == BIDDER_PAGES:
        links = len(_links(dossier, record))
        return replace(made, value=edit.new, problem=None if links == 1 else _LINKS)
    declared = RECORD_KINDS[slot.kind].field(name)
    try:
        return replace(made, value=_value(declared, edit.new))
    except BadInput as error:
        return replace(made, problem=error.message)


def _value(declared: Field, text: str) -> JsonValue:
    """Return the JSON value of a cell's text; raises BadInput."""
    said = text.strip()
    if declared.kind is Kind.CHOICE:
        for option in declared.options:
            if said in (option.key, option.label.zh, option.label.en):
                return option.key
        if said in ("", "未响应", "not answered"):
            return None
    if declared.kind in (Kind.DECIMAL, Kind.MONEY, Kind.INTEGER):
        number = number_in(said)
        said = said if number is None else format(number, "f")
    if said:
        from_json(declared, said)
    return said or None


def _links(dossier: Dossier, response: str) -> tuple[Record, ...]:
    return dossier.where("link", target=response)


def _commands(dossier: Dossier, tender: str, cells: list[CellDifference]) -> Iterator[Command]:
    kind, record = cells[0].kind, cells[0].record
    values = {cell.key: cell.value for cell in cells if cell.key != BIDDER_PAGES}
    for cell in cells:
        if cell.key == BIDDER_PAGES:
            link = _links(dossier, record)[0]
            yield ChangeRecord("link", link.id, {BIDDER_PAGES: cell.value or None})
    if kind == "response" and values:
        if dossier.find("response", record) is None:
            owned: dict[str, JsonValue] = {"tender": tender, "requirement": record}
            yield AddRecord(dossier.heading.id, "response", uuid.uuid4().hex, owned | values)
            return
        if {"text", "deviation"} & values.keys():
            values["confirmed_by"] = None
    if values:
        yield ChangeRecord(kind, record, values)


_NAME = Text("读回编辑过的表格（{count} 处）", "Take over an edited workbook ({count} cells)")
_FIXED = Text(
    "这一列来自招标文件或由程序生成，不能从表格改动",
    "this column comes from the buyer's file or is worked out; it cannot be changed in the workbook",
)
_LINKS = Text(
    "本条没有或有多处证据引用，请在程序中逐处填写页码",
    "this row has no or several evidence links; fill the pages in one by one in the program",
)
_NOT_OURS = Text(
    "“{name}”不是本程序导出的投标表格：找到工作表 {sheets}，其中没有行键列（_key）。未作任何改动。请选择导出的工作簿，编辑时保留隐藏的最后一列。",
    '"{name}" is no table workbook of this program: found the sheets {sheets} without a key column (_key). '
    "Nothing was changed. Choose the exported workbook and keep its hidden last column.",
)
_OTHER = Text(
    "“{name}”是另一个投标项目或另一个卷宗的表格：其中没有本项目的任何一行。未作任何改动。",
    '"{name}" is of another tender or dossier: none of its rows is of this one. Nothing was changed.',
)
_NEWER = Text(
    "“{name}”由更新的版本导出（格式 {format}），未作任何改动。请升级本程序。",
    '"{name}" was written by a newer version (format {format}); nothing was changed. Upgrade this program.',
)
