"""Bundles, merging and redaction on the command line."""

import json
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def own(cli, tmp_path) -> Path:
    """A small workspace with one dossier of key `lung`."""
    folder = tmp_path / "own"
    assert cli("new", "--key", "lung", "--name", "肺结节", "--data", folder).exit == 0
    return folder


def answer(cli, folder: Path, tmp_path: Path, value: str) -> None:
    file = tmp_path / "c.json"
    file.write_text(json.dumps({"do": "SetAnswer", "field": "claim.model", "value": value}))
    assert cli("do", "lung", file, "--data", folder).exit == 0


def test_sealed_bundle_goes_out_and_in(cli, own, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("影像-horse-battery\nsecond line", encoding="utf-8")
    file, other = tmp_path / "a.dossier", tmp_path / "other"
    words = ("--password-file", secret)
    assert cli("bundle", "out", "lung", file, *words, "--data", own).exit == 0
    assert cli("bundle", "in", file, "--data", other, "--json").error["code"] == "PASSWORD-MISSING"
    assert cli("bundle", "in", file, "--password-file", tmp_path / "no", "--data", other).exit == 4
    plan = cli("bundle", "in", file, "--plan", *words, "--data", own)
    assert plan.json["dossier"]["new"] is False
    assert cli("bundle", "in", file, *words, "--data", other).exit == 0
    assert cli("dump", "lung", "--data", other).out == cli("dump", "lung", "--data", own).out


def test_merge_is_planned_decided_and_counted(cli, own, tmp_path):
    file, other = tmp_path / "a.dossier", tmp_path / "other"
    cli("bundle", "out", "lung", file, "--data", own)
    cli("bundle", "in", file, "--data", other)
    answer(cli, own, tmp_path, "LN-1")
    answer(cli, other, tmp_path, "LN-2")
    cli("bundle", "out", "lung", file, "--replace", "--data", other)
    plan = cli("bundle", "in", file, "--plan", "--merge", "--data", own).json
    conflict = [unit for unit in plan["units"] if unit["state"] == "conflict"]
    assert [(unit["place"], unit["choice"]) for unit in conflict] == [("answers/claim.model", None)]
    refused = cli("bundle", "in", file, "--merge", "--data", own, "--json")
    assert (refused.exit, refused.error["code"]) == (3, "MERGE-OPEN")
    resolve = tmp_path / "resolve.json"
    resolve.write_text(json.dumps({"answers/claim.model": "theirs"}))
    done = cli("bundle", "in", file, "--merge", "--resolve", resolve, "--data", own)
    assert done.json["balanced"]
    assert cli("show", "lung", "--data", own, "--json").out.count("LN-2") >= 1
    cli("undo", "lung", "--data", own)
    again = cli("bundle", "in", file, "--merge", "--conflicts", "both", "--data", own)
    assert again.json["notes"] == 1


def test_redacted_bundle_and_support_file(cli, own, tmp_path):
    file, support = tmp_path / "r.dossier", tmp_path / "s.json"
    answer(cli, own, tmp_path, "LN-77")
    assert cli("redact", "lung", file, "--plan", "--data", own).json["removed"] == []
    assert not file.exists()
    assert cli("redact", "lung", file, "--data", own).exit == 0
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("REDACTED.json")) == []
    assert cli("redact", "lung", support, "--support", "--data", own).exit == 0
    assert "LN-77" not in support.read_text(encoding="utf-8")
    assert cli("redact", "lung", support, "--support", "--data", own).exit == 3


def test_review_locks_and_record_tells(cli, own, tmp_path):
    answer(cli, own, tmp_path, "LN-1")
    said = ("--person", "审核员", "--data", own, "--json")
    section = cli("review", "show", "lung", "--data", own, "--json").json["sections"][0]["section"]
    task = ("--task", "补型号", "--owner", "李", "--due", "2026-12-01")
    assert cli("review", "verdict", "lung", section, "returned", *task, *said).exit == 0
    assert cli("review", "approve", "lung", *said).error["code"] == "SENT-BACK"
    assert cli("review", "verdict", "lung", section, "passed", *said).exit == 0
    assert cli("review", "approve", "lung", *said).exit == 0
    assert cli("review", "show", "lung", "--data", own).exit == 0
    locked = tmp_path / "c.json"
    locked.write_text(json.dumps({"do": "SetAnswer", "field": "claim.model", "value": "LN-2"}))
    assert cli("do", "lung", locked, "--data", own, "--json").error["code"] == "LOCKED"
    assert cli("review", "unlock", "lung", "--reason", "澄清", *said).json["kept"]
    rows = cli("record", "--dossier", "lung", "--words", "LN-1", "--data", own, "--json").json
    assert [row["changes"][0]["new"] for row in rows["rows"]] == ["LN-1"]
    assert cli("record", "--out", tmp_path / "r.csv", "--data", own).exit == 0
    assert "LN-1" in (tmp_path / "r.csv").read_text("utf-8-sig")
    assert "审核" in cli("record", "--since", "2020-01-01", "--data", own).out


def test_work_list_is_grouped_and_ticked(cli, own, tmp_path):
    file = tmp_path / "c.json"
    file.write_text(
        json.dumps({"do": "SetAnswer", "field": "claim.intended_use", "value": "用于世界首创"}),
        encoding="utf-8",
    )
    cli("do", "lung", file, "--data", own)
    found = cli("worklist", "lung", "--by", "owner", "--data", own, "--json").json
    items = [item for group in found["groups"] for item in group["items"]]
    warning = next(item for item in items if item["severity"] == "warning")
    words = ("--person", "王", "--reason", "已核实", "--data", own)
    assert cli("acknowledge", "lung", warning["key"], *words).exit == 0
    again = cli("worklist", "lung", "--data", own, "--json").json
    assert [item["key"] for item in again["acknowledged"]] == [warning["key"]]
    assert warning["key"] not in cli("worklist", "lung", "--data", own).out
    assert cli("worklist", "lung", "--ahead", "2030-01-01", "--data", own, "--json").json["on"]
    assert cli("worklist", "lung", "--ahead", "2030-01-01", "--data", own).exit == 0


def test_backup_has_a_second_place_and_versions_come_back(cli, own, tmp_path):
    second = tmp_path / "second"
    assert cli("backup", "--second", second, "--data", own).exit == 3
    second.mkdir()
    assert cli("backup", "--second", second, "--data", own, "--json").json["second_trouble"] is None
    assert list(second.glob("*.sqlite3"))
    second.rename(tmp_path / "gone")
    assert cli("backup", "--data", own, "--json").json["second_trouble"]["zh"]
    assert "gone" not in cli("backup", "--no-second", "--data", own).err
    assert cli("backup", "--list", "--data", own).out.count("\tmanual\t") == 3
    answer(cli, own, tmp_path, "LN-1")
    cli("baseline", "add", "lung", "一", "--data", own)
    answer(cli, own, tmp_path, "LN-2")
    assert cli("baseline", "restore", "lung", "一", "--data", own).exit == 0
    target = tmp_path / "d.xlsx"
    words = ("baseline", "diff", "lung", "一", "now", "--out", target, "--data", own)
    assert (cli(*words).exit, target.exists()) == (0, True)
    cli("new", "--key", "two", "--name", "二", "--data", own)
    other = cli("baseline", "diff", "lung", "now", "now", "--with", "two", "--data", own, "--json")
    assert other.json["changes"]


def test_people_have_offices(cli, own):
    assert cli("people", "--set", "顾工", "regulatory", "--data", own).out == "顾工\tregulatory\n"
    assert cli("people", "--set", "顾工", "king", "--data", own).exit == 3
    assert cli("people", "--data", own, "--json").json["people"][0]["role"] == "regulatory"
