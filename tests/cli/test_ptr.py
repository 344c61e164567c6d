"""Commands on the PTR and what belongs to it, run on the samples."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.model.test_sbom import CYCLONE, SPDX


@pytest.fixture
def mine(cli: Cli, data: Path) -> tuple[str, ...]:
    """The options of a workspace in which `mine` may be edited."""
    assert cli("copy", "lung-nodule", "--key", "mine", "--data", data).exit == 0
    return ("--data", str(data), "--json")


def test_outline_move_and_undo(cli: Cli, mine: tuple[str, ...]):
    before = cli("dump", "mine", *mine[:2]).out
    outline = cli("ptr", "outline", "mine", *mine).json
    efficiency = next(c for c in outline["clauses"] if c["field"] == "ptr.efficiency")
    assert [row["number"] for row in efficiency["indicators"]] == ["2.1.7.1", "2.1.7.2", "2.1.7.3"]
    plan = cli("ptr", "move", "mine", "2.1.7.1", "--under", "2.1.7", "--at", "3", "--plan", *mine)
    assert plan.json["changed"] == 0
    assert cli("dump", "mine", *mine[:2]).out == before
    moved = cli("ptr", "move", "mine", "2.1.7.1", "--under", "2.1.7", "--at", "3", *mine).json
    assert moved["changed"] == len(plan.json["commands"])
    assert "2.1.7.3\t处理时间" in cli("ptr", "outline", "mine", *mine[:2]).out
    assert cli("undo", "mine", *mine).exit == 0
    assert cli("dump", "mine", *mine[:2]).out == before
    assert cli("ptr", "move", "mine", "9.9", "--under", "2.1.7", *mine).error["exit"] == 3


def test_prefill_replace_and_template(cli: Cli, mine: tuple[str, ...], tmp_path: Path):
    commands = tmp_path / "c.json"
    commands.write_text(json.dumps([{"do": "SetAnswer", "field": "ptr.release", "value": None}]))
    assert cli("do", "mine", commands, *mine).exit == 0
    assert cli("ptr", "prefill", "mine", *mine).json["changed"] == 1
    assert cli("ptr", "prefill", "mine", *mine).json["name"] is None
    assert cli("ptr", "prefill", "mine", "ptr.access", *mine).error["code"] == "PTR-PREFILL"
    plan = cli("ptr", "replace", "mine", "影像", "图像", "--plan", *mine).json
    assert plan["changed"] == 0
    assert cli("ptr", "replace", "mine", "影像", "图像", *mine).json["hits"] == plan["hits"]
    assert cli("ptr", "replace", "mine", "影像", "图像", *mine).json["hits"] == []
    changed = cli("ptr", "template", "mine", "2015", *mine).json
    assert changed["changed"] > 10
    assert "2.1.1\t处理对象" in cli("ptr", "outline", "mine", *mine[:2]).out


def test_versions_are_compared(cli: Cli, mine: tuple[str, ...]):
    assert cli("baseline", "add", "mine", "一版", *mine).exit == 0
    cli("ptr", "replace", "mine", "影像", "图像", *mine)
    found = cli("ptr", "compare", "mine", "一版", *mine).json["clauses"]
    assert {each["state"] for each in found} == {"same", "changed"}
    assert "changed\t2.1.1 → 2.1.1" in cli("ptr", "compare", "mine", "一版", *mine[:2]).out
    other = cli("ptr", "compare", "mine", "ich-triage", "now", *mine).json["clauses"]
    assert "changed" in {each["state"] for each in other}
    assert cli("ptr", "compare", "mine", "没有", *mine).error["exit"] == 4


def test_the_library_is_searched_and_added_from(cli: Cli, mine: tuple[str, ...]):
    entries = cli("ptr", "library", "mine", "首幅", *mine).json["entries"]
    keys = {entry["key"] for entry in entries}
    assert "first-image" in keys
    assert any(":" in key for key in keys)
    added = cli("ptr", "add", "mine", "case-time", "45", "--condition", "200层", *mine).json
    assert added["changed"] == 2
    assert "2.1.7.4\t单例处理时间" in cli("ptr", "outline", "mine", *mine[:2]).out
    assert cli("ptr", "add", "mine", "sensitivity", "90", *mine).error["code"] == "PTR-LIBRARY"
    assert cli("ptr", "add", "mine", "none", "90", *mine).error["exit"] == 3
    assert cli("ptr", "add", "mine", "case-time", "很快", *mine).error["place"] == "value"


def test_pasted_text_is_cleaned(cli: Cli, tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text("１２\u200bmm\t≤３\n项\t值", encoding="utf-8")
    assert cli("ptr", "clean", file, "--json").json["text"] == "| 12mm | ≤3 |\n| 项 | 值 |"
    file.write_bytes(b"\xff\xfe\x00")
    assert cli("ptr", "clean", file, "--json").error["code"] == "NOT-TEXT"
    assert cli("ptr", "clean", tmp_path / "none", "--json").error["code"] == "NO-FILE"


def test_a_software_list_is_planned_taken_in_and_updated(cli: Cli, mine: tuple[str, ...], tmp_path: Path):  # fmt: skip
    file = tmp_path / "bom.json"
    file.write_text(json.dumps(CYCLONE), encoding="utf-8")
    planned = cli("sbom", "import", "mine", file, "--plan", *mine).json
    assert (planned["components"], planned["added"], planned["unversioned"]) == (3, 3, 1)
    assert cli("sbom", "import", "mine", file, *mine).json["added"] == 3
    again = cli("sbom", "import", "mine", file, *mine).json
    assert (again["added"], again["kept"]) == (0, 3)
    newer = json.loads(json.dumps(CYCLONE))
    newer["components"] = [{**newer["components"][0], "version": "2.2", "components": []}]
    file.write_text(json.dumps(newer), encoding="utf-8")
    changed = cli("sbom", "import", "mine", file, *mine).json
    assert (changed["changed"], changed["removed"]) == (1, 2)
    assert cli("undo", "mine", *mine).exit == 0
    file.write_text(json.dumps(SPDX), encoding="utf-8")
    assert "added 2" in cli("sbom", "import", "mine", file, "--plan", *mine[:2]).out


@pytest.mark.parametrize(
    ("content", "place"), [("[]", "$"), ("{", "$"), ('{"bomFormat": "x"}', "$.bomFormat")]
)
def test_what_is_no_software_list_changes_nothing(
    cli: Cli, mine: tuple[str, ...], tmp_path: Path, content: str, place: str
):
    file = tmp_path / "bom.json"
    file.write_text(content)
    before = cli("dump", "mine", *mine[:2]).out
    refused = cli("sbom", "import", "mine", file, *mine).error
    assert (refused["code"], refused["place"]) == ("SBOM-01", place)
    assert cli("dump", "mine", *mine[:2]).out == before
    assert cli("sbom", "import", "mine", tmp_path / "none.json", *mine).error["code"] == "NO-FILE"


def test_two_versions_tell_whether_the_change_needs_registration(cli: Cli, mine: tuple[str, ...], tmp_path: Path):  # fmt: skip
    minor = cli("change-check", "mine", "--from", "2.1.0.12", "--to", "2.2.0.1", *mine).json
    assert minor["effect"] == "minor"
    assert [step["letter"] for step in minor["versions"]["fields"]] == ["Y", "B"]
    major = cli("change-check", "mine", "--from", "2.1.0.12", "--to", "3.0.0.1", *mine).json
    assert major["needs_registration"]
    assert major["trail"][0]["citation"]
    facts = tmp_path / "f.json"
    facts.write_text('{"recall": true}')
    both = cli("change-check", "mine", facts, "--from", "2.1.0.12", "--to", "2.1.1.1", *mine).json
    assert {step["key"] for step in both["trail"]} == {"recall", "full-version"}
    assert cli("change-check", "mine", "--from", "2.1", "--to", "2", *mine).error["code"] == "VERSION-02"  # fmt: skip
    assert cli("change-check", "mine", *mine).error["exit"] == 3


@pytest.mark.parametrize("what", ["software-report", "cybersecurity-report", "algorithm-report"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_study_reports_are_written_and_name_what_is_missing(
    cli: Cli, mine: tuple[str, ...], tmp_path: Path, what: str, form: str
):
    kinds = ("report_part", "component", "security_capability")
    records = cli("show", "mine", *mine).json["records"]
    gone = [{"do": "RemoveRecord", "kind": k, "id": r["id"]} for k in kinds for r in records.get(k, ())]  # fmt: skip
    commands = tmp_path / "c.json"
    commands.write_text(json.dumps(gone))
    assert not gone or cli("do", "mine", commands, *mine).exit == 0
    told = cli("export", "mine", "--what", what, "--out", tmp_path / f"r.{form}", *mine)
    assert told.exit == 0, told.err
    assert told.json["state"] == "partial"
    assert told.json["omitted"]
    assert (tmp_path / f"r.{form}").stat().st_size > 10_000


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_the_matrix_is_written(cli: Cli, mine: tuple[str, ...], tmp_path: Path, form: str):
    out = tmp_path / f"t.{form}"
    assert cli("export", "mine", "--what", "traceability", "--out", out, *mine).json["state"] == "complete"  # fmt: skip


def test_every_paper_has_the_facts_put_in(cli: Cli, mine: tuple[str, ...], tmp_path: Path):
    commands = tmp_path / "c.json"
    text = "运行于{{claim.model}}的典型环境。"
    commands.write_text(
        json.dumps([{"do": "SetAnswer", "field": "ptr.environment", "value": text}])
    )
    assert cli("do", "mine", commands, *mine).exit == 0
    out = tmp_path / "r.docx"
    assert cli("export", "mine", "--what", "software-report", "--out", out, *mine).exit == 0
    with zipfile.ZipFile(out) as package:
        words = package.read("word/document.xml").decode()
    assert "运行于SL-LN01的典型环境" in words
    assert "{{" not in words
