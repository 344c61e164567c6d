"""Differences between versions in words, for a table in the window and for Excel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Lang, Text, same
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.service.baselines import Change
from dossier_app.service.listing import write_list

HEADS = (
    Text("对象", "What"),
    Text("字段", "Field"),
    Text("原值", "Before"),
    Text("新值", "After"),
)
_HEADING, _ANSWER, _MARK = (
    Text("卷宗", "Dossier"),
    Text("答案", "Answer"),
    Text("不适用", "Not applicable"),
)
_PARTS = {
    "id": Text("标识", "Id"),
    "key": Text("编号", "Key"),
    "name": Text("名称", "Name"),
    "pack": Text("规则包", "Rule pack"),
    "judged_on": Text("判断日期", "Judged on"),
    "sample": Text("样例", "Sample"),
    "position": Text("次序", "Position"),
}
_EXISTS = Text(
    "“{name}”已存在，或不是 .xlsx 文件名，未作任何改动。",
    "“{name}” exists, or is no name of an .xlsx file; nothing was changed.",
)
_TITLE = Text("版本比较", "Comparison")


def words_of(change: Change) -> tuple[Text, Text, str, str]:
    """Return what changed, in which field, and both values, as people say it."""
    return (*_place(change), _plain(change.old), _plain(change.new))


def write_changes(changes: Sequence[Change], target: Path, title: str, lang: Lang) -> int:
    """Write the differences to a workbook and return the rows; raises BadInput where the target cannot be used."""
    if target.exists() or target.suffix.lower() != ".xlsx":
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    rows = [[head[lang] for head in HEADS]]
    for change in changes:
        what, field, old, new = words_of(change)
        rows.append([what[lang], field[lang], old, new])
    return write_list(target, f"{_TITLE[lang]} {title}", rows, lang=lang)


def _place(change: Change) -> tuple[Text, Text]:
    if change.record == "heading":
        return _HEADING, _PARTS.get(change.field, same(change.field))
    if change.record in ("answer", "answers", "not_applicable", ""):
        known = FIELDS.get(change.field)
        mark = change.record == "not_applicable" or isinstance(change.new or change.old, dict)
        return _MARK if mark else _ANSWER, known.label if known else same(change.field)
    kind = RECORD_KINDS[change.record]
    label = next((f.label for f in kind.fields if f.key == change.field), None)
    shown = same(change.id[:12])
    what = Text(f"{kind.label.zh} {shown.zh}", f"{kind.label.en} {shown.en}")
    return what, label or _PARTS.get(change.field, same(change.field))


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
