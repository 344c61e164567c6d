"""How a command is called in the undo menu, the record and the history."""

from __future__ import annotations

from typing import assert_never

from dossier_app.base.text import Text, same
from dossier_app.model.definition import FIELDS, RECORD_KINDS, STEPS
from dossier_app.service.commands import (
    AddRecord,
    Batch,
    ChangeHeading,
    ChangeRecord,
    Command,
    Confirm,
    CreateDossier,
    EraseEvidence,
    MarkNotApplicable,
    MoveRecord,
    PinRulePack,
    RemoveDossier,
    RemoveRecord,
    SetAnswer,
)

UNDO = Text("撤销：{name}", "Undo: {name}")
REDO = Text("重做：{name}", "Redo: {name}")
_PREFIXES = (Text("撤销：", "Undo: "), Text("重做：", "Redo: "))


def name_of(command: Command) -> Text:
    """Return what the command does, in a few words without values."""
    match command:
        case CreateDossier() | RemoveDossier() | ChangeHeading() | PinRulePack():
            return _heading(command)
        case SetAnswer():
            return _answer(command)
        case MarkNotApplicable():
            return _mark(command)
        case AddRecord() | ChangeRecord() | RemoveRecord() | MoveRecord():
            return _record(command)
        case Confirm():
            return Text("确认“{what}”", "Confirm “{what}”").format(what=subject(command.what))
        case EraseEvidence():
            return Text("销毁证据文件内容", "Erase an evidence file")
        case Batch():
            return command.name
        case _:
            assert_never(command)


def bare(name: Text) -> Text:
    """Return the name without the words for undoing and redoing in front."""
    for prefix in _PREFIXES:
        if name.zh.startswith(prefix.zh):
            return bare(Text(name.zh[len(prefix.zh) :], name.en.removeprefix(prefix.en)))
    return name


def kind_label(kind: str) -> Text:
    """Return the label of a record kind; an unknown key as it is."""
    return RECORD_KINDS[kind].label if kind in RECORD_KINDS else same(kind)


def subject(what: str) -> Text:
    """Return how the subject of a confirmation (`step:claim`, `tender:...`) is called."""
    group, _, key = what.partition(":")
    if group == "step":
        return next((step.label for step in STEPS if step.key == key), same(what))
    if group == "field" and key in FIELDS:
        return FIELDS[key].label
    named = {
        "classification": Text("分类结论", "classification"),
        "tender": Text("投标项目", "tender"),
        "link": Text("证据引用", "evidence link"),
    }
    return named.get(group, same(what))


def _heading(command: CreateDossier | RemoveDossier | ChangeHeading | PinRulePack) -> Text:
    match command:
        case CreateDossier():
            return Text("新建卷宗“{key}”", "Create dossier “{key}”").format(key=command.key)
        case RemoveDossier():
            return Text("收回新建的卷宗", "Take back a new dossier")
        case PinRulePack():
            return Text("更换规则包", "Change the rule pack")
        case ChangeHeading(archived=None):
            return Text("修改卷宗名称或日期", "Change the dossier's name or date")
        case ChangeHeading(archived=True):
            return Text("归档卷宗", "Archive")
        case ChangeHeading():
            return Text("取消归档", "Unarchive")
        case _:
            assert_never(command)


def _record(command: AddRecord | ChangeRecord | RemoveRecord | MoveRecord) -> Text:
    match command:
        case AddRecord():
            return Text("新增{kind}", "Add {kind}").format(kind=kind_label(command.kind))
        case ChangeRecord():
            return _change(command)
        case RemoveRecord():
            return Text("移除{kind}", "Remove {kind}").format(kind=kind_label(command.kind))
        case MoveRecord():
            return Text("移动{kind}", "Move {kind}").format(kind=kind_label(command.kind))
        case _:
            assert_never(command)


def _answer(command: SetAnswer) -> Text:
    label = FIELDS[command.field].label if command.field in FIELDS else same(command.field)
    cleared = command.value in (None, "", [])
    name = (
        Text("清空“{field}”", "Clear “{field}”")
        if cleared
        else Text("修改“{field}”", "Change “{field}”")
    )
    return name.format(field=label)


def _mark(command: MarkNotApplicable) -> Text:
    label = FIELDS[command.field].label if command.field in FIELDS else same(command.field)
    if command.reason is None:
        return Text("取消“{field}”的不适用", "“{field}” applies again").format(field=label)
    return Text("“{field}”标为不适用", "Mark “{field}” not applicable").format(field=label)


def _change(command: ChangeRecord) -> Text:
    kind = RECORD_KINDS.get(command.kind)
    if kind and len(command.values) == 1:
        key = next(iter(command.values))
        label = next((field.label for field in kind.fields if field.key == key), same(key))
        name = Text("修改{kind}的“{field}”", "Change “{field}” of {kind}")
        return name.format(kind=kind.label, field=label)
    return Text("修改{kind}", "Change {kind}").format(kind=kind_label(command.kind))
