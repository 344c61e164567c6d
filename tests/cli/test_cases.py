"""`data import` and `data report`: taken in, told as JSON, or refused with the column named and nothing changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier_app.service.workspace import Workspace
from tests.cli.conftest import Cli

SETS = [
    {"do": "AddRecord", "kind": "dataset", "id": key, "values": {"name": name, "role": role}}
    for key, name, role in (("cs-a", "甲训练集", "training"), ("cs-b", "乙外部集", "stress"))
]


@pytest.fixture
def held(cli: Cli, tmp_path: Path) -> Path:
    """A workspace whose dossier `bare` has two data sets."""
    own = tmp_path / "workspace"
    Workspace.create(own).close()
    assert cli("new", "--key", "bare", "--name", "空", "--data", own).exit == 0
    commands = own.parent / "commands.json"
    commands.write_text(json.dumps(SETS), encoding="utf-8")
    assert cli("do", "bare", commands, "--data", own).exit == 0
    return own


def listed(folder: Path, text: str) -> Path:
    path = folder / "cases.csv"
    path.write_text(text, encoding="gb18030")
    return path


def test_a_list_is_taken_in_and_reported(cli, held, tmp_path):
    path = listed(tmp_path, "数据集;患者编号;年龄\n甲训练集;P1;60\n乙外部集;P1;60\n")
    found = cli("data", "import", "bare", path, "--data", held, "--json")
    assert (found.exit, found.json["rows"], len(found.json["records"])) == (0, 2, 2)
    told = cli("data", "report", "bare", "--data", held, "--json").json
    assert {"one": "甲训练集", "other": "乙外部集", "level": "patient", "shared": 1} in told["independence"]  # fmt: skip
    assert [each["counts"]["patients"] for each in told["lists"]] == [1, 1]
    checked = cli("check", "bare", "--data", held, "--json")
    assert "P1" in {finding["code"] for finding in checked.json["findings"]}
    undone = cli("undo", "bare", "--data", held)
    assert undone.exit == 0
    assert cli("data", "report", "bare", "--data", held, "--json").json["lists"] == []


def test_options_name_the_set_the_columns_and_replace(cli, held, tmp_path):
    path = listed(tmp_path, "编码,岁数\nP1,60\n")
    words = ("--set", "cs-a", "--columns", "编码=patient,岁数=age")
    assert cli("data", "import", "bare", path, *words, "--data", held).exit == 0
    again = cli("data", "import", "bare", path, *words, "--data", held, "--json")
    assert (again.exit, again.error["code"]) == (3, "CASES-THERE")
    assert cli("data", "import", "bare", path, *words, "--replace", "--data", held).exit == 0


@pytest.mark.parametrize(
    ("text", "exit_code", "code", "words"),
    [
        ("数据集,患者编号\n甲训练集,张三\n", 3, "CASES-PERSONAL", "列“患者编号”含姓名"),
        ("数据集,患者编号,年龄\n甲训练集,P1,212\n", 3, "CASES-FAULTS", "第 2 行“年龄”为“212”"),
        ("数据集,患者编号\n丙,P1\n", 4, "NO-DATASET", "丙"),
        ("数据集,年龄\n甲训练集,60\n", 3, "CASE-02", "患者编号"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(
    cli, held, tmp_path, text, exit_code, code, words
):
    path = listed(tmp_path, text)
    found = cli("data", "import", "bare", path, "--data", held, "--json")
    assert (found.exit, found.error["code"]) == (exit_code, code)
    assert words in found.error["message"]["zh"]
    assert cli("data", "report", "bare", "--data", held, "--json").json["lists"] == []


def test_a_missing_file_is_named(cli, held, tmp_path):
    found = cli("data", "import", "bare", tmp_path / "no.csv", "--data", held, "--json")
    assert (found.exit, found.error["code"]) == (3, "NO-FILE")
