"""The naming rule: read from words or fields, versions compared by it."""

from __future__ import annotations

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model.changecheck import change_check
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.versionrule import (
    compare_versions,
    gaps,
    parse_rule,
    rule_of,
    uncovered,
)
from dossier_app.rules.loader import current_pack
from tests.model.making import dossier, record

RULE = "完整版本为X.Y.Z.B：X表示重大增强及重大网络安全更新、算法驱动型更新，0-99；Y表示轻微增强、轻微数据驱动型更新；Z表示纠正；B表示构建。"


def test_a_rule_in_words_gives_fields_with_range_and_kinds_of_update():
    x, y, z, b = parse_rule(RULE)
    assert (x.letter, x.lowest, x.highest, x.is_major) == ("X", 0, 99, True)
    assert set(x.updates) == {"major", "security_major", "algorithm"}
    assert set(y.updates) == {"minor", "data_minor"}
    assert (z.updates, b.updates) == (("corrective",), ("build",))
    assert not x.is_mixed
    assert parse_rule("没有规则") == ()


def test_the_sentence_on_the_release_version_is_no_meaning_of_the_last_field():
    fields = parse_rule(
        "X.Y.B：X重大增强；Y轻微增强；B：构建号，仅表示编译次序。软件发布版本为X，完整版本留存记录。"
    )
    assert fields[2].meaning == "构建号，仅表示编译次序"
    assert fields[2].updates == ("build",)


def test_a_letter_that_is_not_explained_has_no_meaning():
    rule = parse_rule("X.Y.Q：X重大增强；Y轻微增强")
    assert rule[2].meaning == ""
    assert any("Q" in message.zh for _, message in gaps(rule))


@pytest.mark.parametrize(
    ("old", "new", "effect", "letters"),
    [
        ("2.1.3.4", "2.2.0.1", "minor", "YZB"),
        ("2.1.3.4", "3.0.0.1", "major", "XYZB"),
        ("V2.1.3.4", "2.1.3.5", "minor", "B"),
        ("2.1.3.4", "2.1.3.4", "none", ""),
    ],
)
def test_two_versions_tell_what_the_change_needs(old: str, new: str, effect: str, letters: str):
    change = compare_versions(parse_rule(RULE), old, new)
    assert "".join(step.field.letter for step in change.steps) == letters
    assert change_check(change.facts, current_pack()).effect == effect
    assert (change.deciding.field.letter if change.deciding else "") == letters[:1]
    assert change.as_json()["to"] == new


def test_a_mixed_field_counts_as_major_and_says_so():
    rule = parse_rule("X.Y：X重大增强；Y轻微增强和重大网络安全更新")
    assert rule[1].is_mixed
    change = compare_versions(rule, "1.1", "1.2")
    assert change.facts == {"release_version": "true", "mixed_field": "true"}
    assert compare_versions(rule, "1.2", "1.1").backwards


@pytest.mark.parametrize("version", ["2.1", "2.1.3.x", "2.1.3.4.5", "", "100.1.1.1"])
def test_a_version_that_the_rule_does_not_allow_is_refused(version: str):
    with pytest.raises(BadInput):
        compare_versions(parse_rule(RULE), version, "2.1.3.4")


def test_without_a_rule_nothing_is_judged():
    with pytest.raises(BadInput):
        compare_versions((), "1.0", "2.0")


def test_recorded_fields_go_before_words():
    held = dossier(
        {"claim.version_rule": RULE},
        record("version_field", "a", letter="M", meaning="重大", updates=("major",), lowest=1, highest=9),
    )  # fmt: skip
    assert [field.letter for field in rule_of(held)] == ["M"]
    assert [field.letter for field in rule_of(dossier({"claim.version_rule": RULE}))] == list(
        "XYZB"
    )
    assert rule_of(dossier()) == ()


def test_what_no_field_stands_for_is_named():
    kind = RECORD_KINDS["version_field"]
    missing = [text.zh for text in uncovered(parse_rule(RULE), kind, ai=True)]
    assert missing == ["轻微网络安全更新", "重大数据驱动型更新"]
    assert [text.zh for text in uncovered(parse_rule(RULE), kind, ai=False)] == ["轻微网络安全更新"]
