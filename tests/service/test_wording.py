"""Every command has a name in both languages that says what it does and holds no value."""

import pytest

from dossier_app.base.text import Text
from dossier_app.service import commands as c
from dossier_app.service.wording import bare, kind_label, name_of, subject

NAMES = [
    (c.CreateDossier("d", "lung", "x"), "新建卷宗“lung”", "Create dossier “lung”"),
    (c.RemoveDossier("d"), "收回新建的卷宗", "Take back a new dossier"),
    (
        c.ChangeHeading("d", name="x"),
        "修改卷宗名称或日期",
        "Change the dossier's name or date",
    ),
    (c.ChangeHeading("d", archived=True), "归档卷宗", "Archive"),
    (c.ChangeHeading("d", archived=False), "取消归档", "Unarchive"),
    (c.PinRulePack("d", "x"), "更换规则包", "Change the rule pack"),
    (c.SetAnswer("d", "claim.model", "x"), "修改“型号规格”", "Change “Model and specification”"),
    (c.SetAnswer("d", "claim.model", ""), "清空“型号规格”", "Clear “Model and specification”"),
    (c.SetAnswer("d", "claim.odd", "x"), "修改“claim.odd”", "Change “claim.odd”"),
    (
        c.MarkNotApplicable("d", "claim.model", "x"),
        "“型号规格”标为不适用",
        "Mark “Model and specification” not applicable",
    ),
    (c.MarkNotApplicable("d", "odd", None), "取消“odd”的不适用", "“odd” applies again"),
    (c.AddRecord("d", "term", "t", {}), "新增术语", None),
    (c.RemoveRecord("term", "t"), "移除术语", None),
    (c.MoveRecord("term", "t", 0), "移动术语", None),
    (c.ChangeRecord("term", "t", {"a": 1, "b": 2}), "修改术语", None),
    (c.ChangeRecord("term", "t", {"odd": 1}), "修改术语的“odd”", None),
    (c.ChangeRecord("odd", "t", {"a": 1}), "修改odd", "Change odd"),
    (c.EraseEvidence("0", "x", "y"), "销毁证据文件内容", "Erase an evidence file"),
    (c.Confirm("d", "step:claim", "x", "y"), "确认“产品主张”", None),
    (c.Batch(Text("甲", "a"), ()), "甲", "a"),
]


@pytest.mark.parametrize(("command", "zh", "en"), NAMES, ids=[zh for _, zh, _ in NAMES])
def test_a_command_is_called(command, zh, en):
    found = name_of(command)
    assert found.zh == zh
    assert found.en == en if en else found.en != zh


def test_one_changed_field_is_named():
    found = name_of(c.ChangeRecord("term", "t", {"definition": "x"}))
    assert "definition" not in found.zh
    assert found.zh.startswith("修改术语的“")


def test_undoing_and_redoing_do_not_pile_up():
    assert bare(Text("撤销：重做：甲", "Undo: Redo: a")) == Text("甲", "a")
    assert bare(Text("甲", "a")) == Text("甲", "a")


@pytest.mark.parametrize(
    ("what", "zh"),
    [
        ("step:odd", "step:odd"),
        ("field:claim.model", "型号规格"),
        ("field:odd", "field:odd"),
        ("classification", "分类结论"),
        ("tender:x", "投标项目"),
        ("link:x", "证据引用"),
        ("record:term:x", "record:term:x"),
    ],
)
def test_a_confirmed_subject_is_called(what, zh):
    assert subject(what).zh == zh


def test_an_unknown_kind_is_called_as_it_is():
    assert kind_label("odd") == Text("odd", "odd")
