"""The commands of filing, letters, override and moves between packs."""

import shutil

import pytest

from dossier_app.rules.loader import shipped_packs

KEY = "cn-imaging-ai-2026.12"


@pytest.fixture
def mine(cli, data) -> str:
    assert cli("copy", "lung-nodule", "--key", "mine", "--data", data).exit == 0
    return "mine"


def test_a_filing_is_shown_filled_approved_and_waived(cli, data, mine):
    shown = cli("registration", "show", mine, "--data", data, "--json")
    assert shown.exit == 0
    assert set(shown.json["verdicts"]) == {"完整性", "合规性", "一致性"}
    assert shown.json["names_certainty"] == "C"
    assert shown.json["states"]["none"] > 0
    assert "CH1.4" in cli("registration", "show", mine, "--data", data).out
    heads = {each["code"]: each for each in shown.json["headings"]}
    evidence = heads["CH5.3"]["fills"][1]["evidence"] or heads["CH5.3"]["fills"][0]["evidence"]
    for words in (
        ("place", mine, "CH1.4", evidence),
        ("approve", mine, "CH1.4", "--person", "王工"),
        ("waive", mine, "CH1.14", "--reason", "无其他信息", "--person", "王工"),
        ("waive", mine, "--usual", "--person", "王工"),
        ("text", mine, "ov-contra", "无。"),
    ):
        done = cli("registration", *words, "--data", data, "--json")
        assert (words, done.exit) == (words, 0)
    after = cli("registration", "show", mine, "--data", data, "--json").json
    states = {each["code"]: each["state"] for each in after["headings"]}
    assert (states["CH1.4"], states["CH1.14"], states["CH3.5.9"]) == (
        "complete", "waived", "waived",
    )  # fmt: skip
    assert cli("registration", "clear", mine, "CH1.4", "--data", data).exit == 0
    assert cli("registration", "place", mine, "CH9", "x", "--data", data).exit == 4


def test_an_exported_filing_is_checked(cli, data, tmp_path):
    out = tmp_path / "filing"
    words = ("export", "lung-nodule", "--what", "registration", "--out", out, "--data", data)
    assert cli(*words, "--json").exit == 0
    checked = cli("registration", "check", out, "--json")
    assert checked.exit == (0 if checked.json["ok"] else 2)
    assert {fault["code"] for fault in checked.json["faults"]} <= {"ERPS-04"}
    assert cli("registration", "check", tmp_path / "none").exit == 4
    refused = cli(*words[:-4], "--profile", "none", "--out", tmp_path / "b", "--data", data)
    assert refused.exit == 4


def test_a_letter_is_read_stored_and_answered(cli, data, mine, tmp_path):
    text = tmp_path / "letter.txt"
    text.write_text("1、请明确适用人群。\n2、请补充运行环境。\n", encoding="utf-8")
    read = cli("letter", "read", text, "--json")
    assert [point["number"] for point in read.json["points"]] == ["1", "2"]
    words = ("letter", "import", mine, text, "--number", "补1", "--received", "2026-11-01")
    assert cli(*words, "--data", data).exit == 0
    assert cli(*words, "--data", data).exit == 3
    assert cli(*words[:3], *words[4:], "--data", data).exit == 3
    codes = {f["code"] for f in cli("check", mine, "--data", data, "--json").json["findings"]}
    assert "LETTER-03" in codes
    out = tmp_path / "reply.docx"
    done = cli("export", mine, "--what", "supplement", "--out", out, "--data", data, "--json")
    assert done.json["state"] == "partial"


def test_a_class_is_overridden_by_a_second_person_only(cli, data, mine):
    def confirm(person: str, *words: str) -> int:
        base = ("confirm", mine, "classification", "--person", person, "--data", data)
        return cli(*base, *words).exit

    override = ("--meaning", "overridden", "--reason", "有先例", "--value", "II")
    assert confirm("甲", "--meaning", "classified") == 0
    assert confirm("甲", *override) == 3
    assert confirm("乙", "--meaning", "overridden", "--value", "II") == 3
    assert confirm("乙", "--meaning", "overridden", "--reason", "x", "--value", "IV") == 3
    assert confirm("乙", *override) == 0
    found = cli("classify", mine, "--data", data, "--json").json
    assert found["class"] == "III"
    assert (found["override"]["class"], found["override"]["person"]) == ("II", "乙")
    shown = cli("registration", "show", mine, "--data", data, "--json").json
    assert (shown["class"], shown["profile"]) == ("II", "provincial")
    step = ("confirm", mine, "step:claim", "--person", "乙", "--data", data)
    assert cli(*step, *override).exit == 3


def test_a_move_to_another_pack_is_shown_dossier_by_dossier(cli, data, mine):
    other = data / "rulepacks" / KEY
    shutil.copytree(shipped_packs()[0], other)
    head = other / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('2026.11"', '2026.12"'), "utf-8")
    fees = other / "fees.toml"
    fees.write_text(fees.read_text(encoding="utf-8").replace("15.36", "16.00"), "utf-8")
    plan = cli("packs", "plan", KEY, "--data", data, "--json")
    assert plan.exit == 0
    assert [(d["table"], d["old"], d["new"]) for d in plan.json["differences"]] == [
        ("fees", "15.36", "16.00")
    ]
    keys = {each["dossier"] for each in plan.json["dossiers"]}
    assert {"mine", "lung-nodule"} <= keys | {each["dossier"] for each in plan.json["unread"]}
    assert "mine" in cli("packs", "plan", KEY, "--data", data).out
    assert cli("packs", "plan", "none", "--data", data).exit == 4
