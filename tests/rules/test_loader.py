"""A pack is taken whole or refused with every fault named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dossier_app.base.errors import IntegrityBroken, NotFound
from dossier_app.rules.loader import PackRefused, current_pack, find_line, load_pack, shipped_packs


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "pack"
    shutil.copytree(shipped_packs()[0], copy)
    return copy


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackRefused) as caught:
        load_pack(folder)
    assert caught.value.exit_code == 3
    return [f"{p.file}:{p.line}:{p.field}:{p.expected.en}" for p in caught.value.problems]


def test_the_shipped_pack_loads_and_names_itself():
    pack = current_pack()
    assert pack.key == "cn-imaging-ai-2026.11"
    assert len(pack.sha256) == 64
    assert pack.as_json()["tables"]["rejections"] == 48
    assert current_pack() is pack


def test_the_same_content_has_the_same_hash_and_other_content_another(folder):
    before = load_pack(folder)
    assert before.sha256 == current_pack().sha256
    change(folder, "pack.toml", "About this pack", "About")
    assert load_pack(folder).sha256 != before.sha256


def test_a_hash_that_does_not_fit_is_refused(folder):
    with pytest.raises(IntegrityBroken) as caught:
        load_pack(folder, "0" * 64)
    assert caught.value.exit_code == 8


def test_a_seal_beside_the_folder_is_checked(folder):
    seal = folder.with_name("pack.sha256")
    seal.write_text(load_pack(folder).sha256 + "  pack\n")
    assert load_pack(folder).key == "cn-imaging-ai-2026.11"
    seal.write_text("f" * 64)
    with pytest.raises(IntegrityBroken):
        load_pack(folder)


def test_a_missing_folder_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        load_pack(tmp_path / "none")


def test_all_faults_are_told_at_once_with_file_and_line(folder):
    change(folder, "sources.toml", "year = 2021", 'year = "2021"')
    change(folder, "gates.toml", "\nphase = ", "\nstage = ")
    change(folder, "standards.toml", 'certainty = "B"', 'certainty = "D"')
    found = faults(folder)
    lines = (folder / "sources.toml").read_text(encoding="utf-8").splitlines()
    year_line = lines.index('year = "2021"') + 1
    assert f"sources.toml:{year_line}:source[0].year:expected a whole number" in found
    assert any("gate[0].stage:unknown key" in fault for fault in found)
    assert any("gate[0].phase:this key is missing" in fault for fault in found)
    assert any("expected one of A, B, C" in fault for fault in found)


def test_the_refusal_prints_both_languages(folder):
    change(folder, "sources.toml", "year = 2021", 'year = "2021"')
    with pytest.raises(PackRefused) as caught:
        load_pack(folder)
    assert "应为整数" in caught.value.message.zh
    assert "expected a whole number" in caught.value.message.en
    assert "sources.toml" in caught.value.message.en


def test_missing_and_foreign_files_are_refused(folder):
    (folder / "fees.toml").unlink()
    (folder / "evil.py").write_text("print(1)")
    found = faults(folder)
    assert any(fault.startswith("fees.toml") and "missing" in fault for fault in found)
    assert any(fault.startswith("evil.py") and "does not belong" in fault for fault in found)


def test_broken_toml_and_bytes_name_the_file(folder):
    (folder / "fees.toml").write_text("[[fee]\n")
    (folder / "gates.toml").write_bytes(b"\xff\xfe")
    found = faults(folder)
    assert any(fault.startswith("fees.toml:1:") and "not valid TOML" in fault for fault in found)
    assert any(fault.startswith("gates.toml") and "UTF-8" in fault for fault in found)


def test_an_empty_pack_is_refused(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert len(faults(empty)) >= 18


def test_an_empty_or_unknown_table_is_refused(folder):
    (folder / "gates.toml").write_text('[[gates]]\ncode = "G"\n', encoding="utf-8")
    found = faults(folder)
    assert any("unknown table" in fault for fault in found)
    assert any("empty or missing" in fault for fault in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("pack.toml", "format = 1", "format = 2", "expected 1"),
        ("pack.toml", "[pack]", "[other]", "missing"),
        ("sources.toml", 'status = "in_force"', 'status = "maybe"', "expected one of in_force"),
        (
            "sources.toml",
            'superseded_by = "cmde-2022-9"',
            'superseded_by = "no-1"',
            "no such source",
        ),
        ("sources.toml", 'key = "samr-2021-47"', 'key = "nmpa-2021-47"', "is already entry 1"),
        (
            "sources.toml",
            "checked_on = 2026-11-22",
            "checked_on = 2026-11-22T10:00:00",
            "expected a date",
        ),
        (
            "rules.toml",
            '"cmde-2022-8:数据集构建"',
            '"cmde-9999-8:数据集构建"',
            "there is no source",
        ),
        ("fees.toml", 'certainty = "C"', 'certainty = "A"', "may not be surer"),
        (
            "rejection.toml",
            'severity = "hint"\ntitle = { zh = "授权链',
            'severity = "blocker"\ntitle = { zh = "授权链',
            "may not block",
        ),
        ("classification.toml", "medical_purpose = [", "medical_aim = [", "unknown fact"),
        (
            "classification.toml",
            'input_kind = ["device_data"]',
            'input_kind = ["device"]',
            "has no value",
        ),
        ("classification.toml", 'goto = "Q2"', 'goto = "Q1"', "later node"),
        ("classification.toml", 'goto = "Q2"', 'goto = "Q99"', "there is no node"),
        ("classification.toml", 'goto = "Q2"', 'goto = "F1"', "same scope"),
        ("classification.toml", 'goto = "F4"', 'goto = "F5"', "no branch leads here"),
        ("classification.toml", 'scope = "function"', 'scope = "part"', "expected product"),
        ("classification.toml", 'flags = ["SPECIAL_CASE"]', 'flags = ["ODD"]', "unknown flag"),
        ("classification.toml", 'class = "III"', 'class = "IV"', "expected I, II or III"),
        ("classification.toml", 'property = "device"', 'property = "thing"', "unknown property"),
        (
            "classification.toml",
            'key = "NAME_RULE"',
            'key = "NAME_RULES"',
            "flag NAME_RULE is missing",
        ),
        (
            "classification.toml",
            "test = {  }",
            'test = { when = { class = ["I"] } }',
            "no condition",
        ),
        ("changes.toml", 'effect = "major"', 'effect = "huge"', "expected one of none"),
        ("gates.toml", 'phase = "use"', 'phase = "later"', "expected one of prepare"),
        ("certificate.toml", "(?P<serial>", "(?P<number>", "year and serial"),
        ("certificate.toml", "(?P<serial>", "(?P<serial", "not a valid pattern"),
        ("directory.toml", '*-domestic-first = "NR"', '*-domestic-first = "XX"', "R, CR or NR"),
        ("tender.toml", "exported = true", 'exported = "yes"', "true or false"),
        ("cases.toml", 'use = "precedent_only"', 'use = "must_match"', "self-test case"),
        ("cases.toml", 'determined = "2018"', 'decided = "2018"', "unknown key"),
        ("guidance.toml", "why = { zh = ", "why = { cn = ", "both filled"),
        (
            "gates.toml",
            'cites = ["cmde-2022-8:需求分析"]',
            'cites = "cmde-2022-8"',
            "expected a list",
        ),
        ("directory.toml", "need = {", "need = 1 #", "expected a table"),
        ("classification.toml", "test = { when", "test = 1 # { when", "expected a table"),
    ],
)
def test_each_validator_can_fail(folder, file, old, new, told):
    if old not in (folder / file).read_text(encoding="utf-8"):
        old, new = _bare(old), _bare(new)
    change(folder, file, old, new)
    assert any(told in fault for fault in faults(folder))


def _bare(words: str) -> str:
    return words.replace("*-domestic-first", '"*-domestic-first"')


def test_a_precedent_that_agrees_is_refused_as_precedent(folder):
    change(folder, "cases.toml", 'use = "must_match"', 'use = "precedent_only"')
    assert any("should be shown as conflicting" in fault for fault in faults(folder))


def test_a_case_whose_facts_are_wrong_is_refused(folder):
    change(folder, "cases.toml", 'algorithm = "unknown"', 'algorithm = "magic"')
    assert any("magic" in fault for fault in faults(folder))


def test_a_node_without_open_end_and_a_dead_branch_are_refused(folder):
    path = folder / "classification.toml"
    text = path.read_text(encoding="utf-8")
    head, tail = text.split('[[node]]\nkey = "Q2"', 1)
    path.write_text(
        head + 'test = { when = { maturity = ["mature"] } }\n\n[[node]]\nkey = "Q2"' + tail,
        encoding="utf-8",
    )
    assert any("the last branch must have no condition" in fault for fault in faults(folder))
    path.write_text(
        text.replace('test = { when = { input_kind = ["device_data"] } }\n', "", 1),
        encoding="utf-8",
    )
    assert any("never reached" in fault for fault in faults(folder))


def test_a_missing_scope_is_told(folder):
    path = folder / "classification.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('scope = "final"', 'scope = "host"'),
        encoding="utf-8",
    )
    assert any("no node of scope final" in fault for fault in faults(folder))


def test_line_finding_knows_its_limits():
    lines = ["[[a]]", "x = 1", "", "[[a]]", "y = 2", "[[b]]", "y = 3"]
    assert find_line(lines, "a", "[1].y") == 5
    assert find_line(lines, "a", "[0].y") == 1
    assert find_line(lines, "a", "[7].y") == 0
    assert find_line(lines, "b", "[0]") == 6
