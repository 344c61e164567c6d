"""The PTR's outline, references, live facts, replacing, comparing, cleaning and library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model import ptrfacts, ptrlibrary
from dossier_app.model.dossier import Dossier, NotApplicable
from dossier_app.model.finding import Fix
from dossier_app.model.ptrclean import Rows, clean, parts
from dossier_app.model.ptrcompare import State, compare
from dossier_app.model.ptrlibrary import Choice
from dossier_app.model.ptrrefs import references, renumbered
from dossier_app.model.ptrreplace import find, replacement
from dossier_app.model.ptrtree import change_template, move, tidy, tree
from dossier_app.model.records import Record
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON
from tests.model.clean import clean as clean_dossier
from tests.model.making import dossier, record

KNOWN = current_pack().ptr_clauses


def carried(held: Dossier, fix: Fix | None) -> Dossier:
    """Carry out what a fix says on a dossier in memory."""
    assert fix is not None
    answers: dict[str, Any] = dict(held.answers)
    records = {kind: list(rows) for kind, rows in held.records.items()}
    for command in fix.commands:
        if command["do"] == "SetAnswer":
            answers[command["field"]] = command["value"]
            continue
        rows = records.setdefault(command["kind"], [])
        if command["do"] == "AddRecord":
            rows.append(Record(command["id"], command["kind"], "d", len(rows), command["values"]))
            continue
        at = next(n for n, row in enumerate(rows) if row.id == command["id"])
        rows[at] = replace(rows[at], values={**rows[at].values, **command["values"]})
    return replace(held, answers=answers, records={k: tuple(v) for k, v in records.items()})


def three() -> Dossier:
    return dossier(
        {"ptr.template": "2022", "ptr.functions": "时间见2.1.7.1，测量见2.1.1.1。", "ptr.environment": "Ubuntu 22.04"},
        record("indicator", "a", 0, clause="2.1.7.1", name="处理时间", requirement="不大于60秒"),
        record("indicator", "b", 1, clause="2.1.7.2", name="显示时间", requirement="在满足2.1.7.1的前提下不大于2秒"),
        record("indicator", "c", 2, clause="2.1.7.3", name="处理能力", requirement="每天500例"),
        record("indicator", "c1", 3, clause="2.1.7.3.1", name="高峰", requirement="每小时30例"),
        record("indicator", "f", 4, clause="2.1.1.1", name="检出", requirement="软件版本2.1.7.1能检出4mm结节"),
        record("test_method", "ma", 0, clause="3.1.7.1", indicator="a", method="计时"),
        record("test_method", "mb", 1, clause="3.1.7.2", indicator="b", method="按3.1.7.1的方法计时"),
        record("test_method", "mc", 2, clause="3.1.7.3", method="统计，结果应符合2.1.7.3的要求"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见2.1.4、2.1.5和2.1.6。", ["2.1.4", "2.1.5", "2.1.6"]),
        ("按 2.1.7.1 的要求", ["2.1.7.1"]),
        ("2.1.4条", ["2.1.4"]),
        ("核对标记（2.1.4）", ["2.1.4"]),
        ("软件版本为2.1.3，长径2.5mm，CUDA 2.1.3", []),
        ("按2.1倍放大", []),
        ("见2.1。", ["2.1"]),
    ],
)
def test_references_are_told_from_versions_and_figures(text: str, found: list[str]):
    assert [number for _, number in references(text)] == found


def test_numbers_that_change_places_are_renumbered_at_once():
    numbers = {"2.1.4": "2.1.5", "2.1.5": "2.1.4"}
    assert renumbered("见2.1.4和2.1.5", numbers) == "见2.1.5和2.1.4"
    assert renumbered("2.1.5", numbers) == "2.1.4"
    assert renumbered("", numbers) == ""


def test_a_move_renumbers_indicators_methods_and_every_reference():
    moved = carried(three(), move(three(), KNOWN, "a", "2.1.7", 2))
    clauses = {row.id: row.text("clause") for row in moved.all("indicator")}
    assert clauses == {"a": "2.1.7.3", "b": "2.1.7.1", "c": "2.1.7.2", "c1": "2.1.7.2.1", "f": "2.1.1.1"}  # fmt: skip
    methods = {row.id: row.text("clause") for row in moved.all("test_method")}
    assert methods == {"ma": "3.1.7.3", "mb": "3.1.7.1", "mc": "3.1.7.2"}
    assert moved.text("ptr.functions") == "时间见2.1.7.3，测量见2.1.1.1。"
    texts = {row.id: row.text("requirement") for row in moved.all("indicator")}
    assert texts["b"] == "在满足2.1.7.3的前提下不大于2秒"
    assert texts["f"] == "软件版本2.1.7.1能检出4mm结节"
    methods = {row.id: row.text("method") for row in moved.all("test_method")}
    assert methods["mb"] == "按3.1.7.3的方法计时"
    assert methods["mc"] == "统计，结果应符合2.1.7.2的要求"


def test_a_move_to_another_clause_closes_the_gap_it_leaves_and_takes_children_along():
    moved = carried(three(), move(three(), KNOWN, "c", "2.1.1", 0))
    clauses = {row.id: row.text("clause") for row in moved.all("indicator")}
    assert clauses == {"a": "2.1.7.1", "b": "2.1.7.2", "c": "2.1.1.1", "c1": "2.1.1.1.1", "f": "2.1.1.2"}  # fmt: skip
    assert moved.text("ptr.functions") == "时间见2.1.7.1，测量见2.1.1.2。"
    under = carried(three(), move(three(), KNOWN, "b", "2.1.7.1", 0))
    assert {r.id: r.text("clause") for r in under.all("indicator")}["b"] == "2.1.7.1.1"
    assert {r.id: r.text("clause") for r in under.all("indicator")}["c1"] == "2.1.7.2.1"


@pytest.mark.parametrize(("what", "under"), [("x", "2.1.7"), ("a", "2.9"), ("c", "2.1.7.3.1"), ("c", "c")])  # fmt: skip
def test_a_move_that_cannot_be_is_refused(what: str, under: str):
    with pytest.raises(BadInput):
        move(three(), KNOWN, what, under, 0)


def test_the_outline_holds_stray_indicators_and_methods_of_no_indicator():
    held = dossier(
        {},
        record("indicator", "x", 0, clause="5.1", name="游离"),
        record("test_method", "m", 0, clause="3.1", method="通用"),
    )
    whole = tree(held, KNOWN)
    assert [node.record.id for node in whole.stray] == ["x"]
    assert [row.id for row in whole.loose] == ["m"]
    placed = carried(held, move(held, KNOWN, "x", "2.1.2", 0))
    assert placed.all("indicator")[0].text("clause") == "2.1.2.1"


def test_gaps_are_closed_and_a_tidy_outline_stays():
    held = dossier({}, record("indicator", "a", clause="2.1.7.4"), record("test_method", "m", clause="3.1.7.4", indicator="a", method="见2.1.7.4"))  # fmt: skip
    closed = carried(held, tidy(held, KNOWN))
    assert closed.all("indicator")[0].text("clause") == "2.1.7.1"
    assert closed.all("test_method")[0].text("method") == "见2.1.7.1"
    assert tidy(closed, KNOWN) is None


def test_the_template_of_2015_maps_every_number_and_comes_back():
    held = replace(three(), records={**three().records, "test_method": (*three().all("test_method"), record("test_method", "g", 3, clause="3.1.4", method="核对2.1.4条"))})  # fmt: skip
    old = carried(held, change_template(held, KNOWN, "2015"))
    numbers = {branch.clause.field: branch.clause.number for branch in tree(old, KNOWN).branches}
    assert numbers["ptr.input_output"] == "2.1.1"
    assert "ptr.user_errors" not in numbers
    assert numbers["ptr.quality"] == "2.4"
    efficiency = numbers["ptr.efficiency"]
    assert {r.id: r.text("clause") for r in old.all("indicator")}["a"] == f"{efficiency}.1"
    general = next(r for r in old.all("test_method") if r.id == "g")
    assert general.text("clause") == f"3{numbers['ptr.interfaces'][1:]}"
    assert general.text("method") == f"核对{numbers['ptr.interfaces']}条"
    assert carried(old, change_template(old, KNOWN, "2022")) == held
    assert change_template(held, KNOWN, "2022") is None


def test_live_facts_follow_step_one():
    held = clean_dossier()
    emptied = replace(held, answers={k: v for k, v in held.answers.items() if not k.startswith("ptr.")})  # fmt: skip
    filled = carried(emptied, ptrfacts.prefill(emptied))
    assert ptrfacts.live(filled).text("ptr.release") == "软件发布版本：2"
    changed = replace(filled, answers={**filled.answers, "claim.release_version": "3"})
    assert ptrfacts.live(changed).text("ptr.release") == "软件发布版本：3"
    shown = ptrfacts.live(filled)
    assert "肺结节" in shown.text("ptr.functions")
    assert "PACS" in shown.text("ptr.interfaces")
    assert ptrfacts.prefill(filled) is None
    assert ptrfacts.live(held) is held


def test_prefilling_leaves_what_is_written_or_not_applicable():
    held = clean_dossier()
    mark = NotApplicable("无", "王工", ON)
    bare = replace(held, answers={"claim.model": "LN-100"}, not_applicable={"ptr.models": mark})
    assert ptrfacts.prefill(bare, "ptr.models") is None
    assert ptrfacts.prefill(held, "ptr.models") is None


def test_facts_stand_in_records_and_unknown_ones_stay():
    held = dossier(
        {"claim.modality": ("CT",), "claim.medical_purpose": True, "claim.role": "detection", "claim.registrant": "p", "ptr.limits": "{{claim.nothing}} {{claim.modality}} {{claim.medical_purpose}} {{claim.role}} {{claim.registrant}}"},
        record("indicator", "a", clause="2.1.1.1", name="x", requirement="处理{{claim.modality}}影像"),
        record("party", "p", name="样例公司"),
    )  # fmt: skip
    shown = ptrfacts.live(held)
    assert shown.text("ptr.limits") == "{{claim.nothing}} CT 是 辅助检测 样例公司"
    assert shown.all("indicator")[0].text("requirement") == "处理CT影像"
    assert {token for *_, token in ptrfacts.asked(held)} >= {"claim.nothing", "claim.modality"}
    assert ptrfacts.fact_name("claim.nothing") is None
    assert all(ptrfacts.fact_name(token) for token, _ in ptrfacts.offered())


def test_the_version_rule_and_evaluation_bases_are_worded_from_records():
    held = dossier(
        {"ptr.version_rule": "{{version_rule}}\n{{evaluation_bases}}"},
        record("version_field", "x", 0, letter="X", highest=99, meaning="重大增强", updates=("major",)),
        record("version_field", "b", 1, letter="B", highest=9, meaning="构建", updates=("build",)),
        record("version_field", "c", 2, letter="C", meaning="纠正", updates=("corrective",)),
        record("dataset", "e", role="evaluation", name="测评库", version="1.0"),
    )  # fmt: skip
    words = ptrfacts.live(held).text("ptr.version_rule")
    assert words.startswith("软件完整版本为X.B.C，发布版本为X。")
    assert "X：1～2位数字，范围0～99；重大增强。" in words
    assert "B：1位数字，范围0～9；构建。" in words
    assert words.endswith("测评库（完整版本 1.0）")


def test_replacing_shows_each_place_and_changes_only_texts():
    held = three()
    hits = find(held, "计时", "记录时间")
    assert [(hit.kind, hit.id, hit.count) for hit in hits] == [("test_method", "ma", 1), ("test_method", "mb", 1)]  # fmt: skip
    done = carried(held, replacement(held, hits[:1], "计时", "记录时间"))
    assert [row.text("method") for row in done.all("test_method")][:2] == ["记录时间", "按3.1.7.1的方法计时"]  # fmt: skip
    assert find(held, "ubuntu", match_case=False)[0].field == "ptr.environment"
    answers = carried(held, replacement(held, find(held, "Ubuntu", "统信"), "Ubuntu", "统信"))
    assert answers.text("ptr.environment") == "统信 22.04"
    assert find(held, "没有的字") == ()
    assert replacement(held, (), "a", "b") is None
    assert find(held, "计时", "x")[0].as_json()["count"] == 1
    with pytest.raises(BadInput):
        find(held, "")


def test_versions_are_compared_clause_by_clause():
    before = three()
    after = carried(before, move(before, KNOWN, "a", "2.1.7", 1))
    rows = [replace(r, values={**r.values, "requirement": "每天600例"}) if r.id == "c" else r for r in after.all("indicator") if r.id != "f"]  # fmt: skip
    after = replace(after, answers={**after.answers, "ptr.messages": "三类"}, records={**after.records, "indicator": tuple(rows), "term": (record("term", "t", term="候选框", definition="框"),)})  # fmt: skip
    found = {(d.new or d.old).key: d for d in compare(before, after, KNOWN) if d.new or d.old}  # type: ignore[union-attr]  # one of them is there
    assert found["indicator:a"].state is State.RENUMBERED
    assert found["indicator:c"].state is State.CHANGED
    assert found["indicator:f"].state is State.REMOVED
    assert found["ptr.messages"].state is State.ADDED
    assert found["term:t"].state is State.ADDED
    assert found["ptr.environment"].state is State.SAME
    assert found["indicator:f"].as_json()["new"] is None


def test_clauses_of_another_dossier_pair_by_title_then_number():
    mine = dossier({"ptr.limits": "旧"}, record("indicator", "a", clause="2.1.7.1", name="处理时间", requirement="60秒"), record("indicator", "b", 1, clause="2.1.7.2", name="别名", requirement="x"))  # fmt: skip
    theirs = dossier({}, record("indicator", "q", clause="2.1.7.3", name="处理时间", requirement="60秒"), record("indicator", "r", 1, clause="2.1.7.2", name="他名", requirement="x"), not_applicable={"ptr.messages": NotApplicable("无消息", "王工", ON)})  # fmt: skip
    found = {(d.new or d.old).number: d.state for d in compare(mine, theirs, KNOWN)}  # type: ignore[union-attr]  # one of them is there
    assert found["2.1.7.3"] is State.RENUMBERED
    assert found["2.1.7.2"] is State.CHANGED
    assert found["2.1.2"] is State.REMOVED
    assert found["2.1.10"] is State.ADDED


def test_pasted_words_come_in_clean():
    pasted = "１２\u200bmm\x0b项目\t要求\n时间\t≤６０秒\n其他\n“DICOM 3.0”和“说明书”\tdon’t\u00a0>=3\n\uf0b7\t启动\u3000软件\n\n\n\n末"  # fmt: skip
    cleaned = clean(pasted)
    assert cleaned.text == "12mm\n| 项目 | 要求 |\n| 时间 | ≤60秒 |\n其他\n\"DICOM 3.0\"和“说明书” don't ≥3\n启动 软件\n\n末"  # fmt: skip
    assert len(cleaned.done) == 5
    assert clean(cleaned.text) == type(cleaned)(cleaned.text, ())


def test_tables_are_told_from_paragraphs():
    found = list(parts("前\n| a | b |\n| 1 | 2 |\n后\n| 末 |"))
    assert found == ["前", Rows((("a", "b"), ("1", "2"))), "后", Rows((("末",),))]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"claim.role": "triage"}, "triage"),
        ({"claim.role": "diagnosis", "claim.modality": ("FUNDUS",)}, "fundus_dr"),
        ({"claim.role": "detection", "claim.modality": ("CT",), "claim.disease": "肺结节"}, "nodule_ct"),
        ({"claim.role": "measurement"}, "quantification"),
        ({"claim.role": "workflow"}, "pacs"),
        ({"claim.role": "processing"}, "generic"),
    ],
)  # fmt: skip
def test_the_kind_of_product_chooses_the_examples(answers: dict[str, Any], kind: str):
    held = dossier(answers, record("function", "f", core="storage_transfer_display"))
    assert ptrlibrary.product_kind(held) == kind
    pack = current_pack()
    found = ptrlibrary.example(pack, kind, "ptr.functions")
    assert found is not None
    assert found.kind == kind
    assert ptrlibrary.example(pack, kind, "ptr.copyright") is None


def test_an_index_becomes_a_pair_at_the_end_of_its_clause():
    entries = {entry.key: entry for entry in ptrlibrary.from_pack(current_pack(), "nodule_ct")}
    choice = Choice("60", "300层，层厚1mm", "new", "newm")
    added = carried(three(), ptrlibrary.added(three(), KNOWN, entries["case-time"], choice))
    row, method = added.all("indicator")[-1], added.all("test_method")[-1]
    assert row.text("clause") == "2.1.7.4"
    assert row.text("requirement") == "单例（300层，层厚1mm）自动处理时间不大于 60 秒。"
    assert (row.text("operator"), row.text("value"), row.text("unit")) == ("<=", "60", "秒")
    assert (method.text("clause"), method.text("indicator")) == ("3.1.7.4", "new")
    assert "不大于 60 秒" in method.text("method")
    assert not entries["sensitivity"].in_ptr
    assert entries["case-time"].as_json()["direction"] == "lower"


def test_the_firm_s_own_past_is_in_the_library_once():
    entries = list(ptrlibrary.from_past((three(), three()), KNOWN))
    assert [entry.name.zh for entry in entries] == ["检出", "处理时间", "显示时间", "处理能力"]
    assert entries[1].method.zh == "计时"
    again = ptrlibrary.added(three(), KNOWN, entries[1], Choice("", "", "n", "m"))
    assert again.commands[0]["values"]["requirement"] == "不大于60秒"
    with pytest.raises(BadInput, match="states no figure"):
        ptrlibrary.added(three(), KNOWN, entries[1], Choice("45", "", "n", "m"))


def test_an_indicator_of_the_past_takes_a_new_figure_into_its_wording():
    past = dossier(
        {},
        record("indicator", "p", 0, clause="2.1.7.1", name="时间", requirement="16 例不大于 60 秒", value="60", unit="秒", operator="<="),
        record("test_method", "q", 0, clause="3.1.7.1", indicator="p", method="测 60 次，均不大于 60 秒"),
    )  # fmt: skip
    (entry,) = ptrlibrary.from_past((past,), KNOWN)
    indicator, method = ptrlibrary.added(three(), KNOWN, entry, Choice("45", "", "n", "m")).commands
    assert indicator["values"]["requirement"] == "16 例不大于 45 秒"
    assert indicator["values"]["value"] == "45"
    assert method["values"]["method"] == "测 60 次，均不大于 45 秒"


@pytest.mark.parametrize("value", ["abc", "", "-5", "1e9", "60秒"])
def test_an_index_takes_a_plain_figure_where_its_wording_states_one(value: str):
    entry = next(e for e in ptrlibrary.from_pack(current_pack()) if e.key == "case-time")
    with pytest.raises(BadInput, match="plain figure"):
        ptrlibrary.added(three(), KNOWN, entry, Choice(value, "", "n", "m"))


def test_an_index_without_condition_reads_well():
    entry = next(e for e in ptrlibrary.from_pack(current_pack()) if e.key == "case-time")
    added = ptrlibrary.added(three(), KNOWN, entry, Choice("60", "", "n", "m"))
    assert added.commands[0]["values"]["requirement"] == "单例自动处理时间不大于 60 秒。"
    assert added.commands[1]["values"]["method"].startswith("导入测试数据，")
