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
