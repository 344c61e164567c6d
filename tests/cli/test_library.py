"""The evidence library on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.service.test_documents import paper


@pytest.fixture
def own(cli, tmp_path) -> tuple[Path, str]:
    """A workspace with a dossier, a file and a link to it."""
    folder = tmp_path / "own"
    assert cli("new", "--key", "lung", "--name", "肺结节", "--data", folder).exit == 0
    file = paper(tmp_path / "说明书.pdf", ["说明书 第一版"])
    made = cli("attach", "lung", file, "--kind", "manual", "--data", folder, "--json")
    evidence = made.json["evidence"]
    link = {"evidence": evidence, "target_kind": "term", "target": "t1"}
    commands = [
        {"do": "AddRecord", "kind": "term", "id": "t1", "values": {"term": "x", "definition": "y"}},
        {"do": "AddRecord", "kind": "link", "id": "l1", "values": link},
    ]
    wanted = tmp_path / "do.json"
    wanted.write_text(json.dumps(commands), encoding="utf-8")
    assert cli("do", "lung", wanted, "--data", folder).exit == 0
    return folder, evidence


def test_a_new_edition_marks_links_until_they_are_confirmed(cli, own, tmp_path):
    folder, evidence = own
    later = paper(tmp_path / "新版.pdf", ["说明书 第二版"])
    made = cli("evidence", "replace", "lung", evidence, later, "--data", folder, "--json")
    assert made.json["suspect"] == ["l1"]
    listed = cli("evidence", "suspect", "lung", "--data", folder, "--json")
    assert listed.json == {"links": [{"link": "l1", "evidence": evidence}], "confirmed": False}
    done = cli("evidence", "suspect", "lung", "--confirm", "王工", "--data", folder, "--json")
    assert done.json["confirmed"] is True
    again = cli("evidence", "suspect", "lung", "--confirm", "王工", "--data", folder, "--json")
    assert (again.exit, again.error["code"]) == (3, "NOTHING-TO-CONFIRM")


def test_the_bin_takes_and_gives_back(cli, own):
    folder, evidence = own
    put = cli("evidence", "bin", "lung", "--put", evidence, "--data", folder, "--json")
    assert [row["id"] for row in put.json["bin"]] == [evidence]
    back = cli("evidence", "bin", "lung", "--restore", evidence, "--data", folder, "--json")
    assert back.json == {"bin": []}
    unused = cli("evidence", "unused", "lung", "--data", folder, "--json")
    assert [row["id"] for row in unused.json["evidence"]] == [evidence]
    assert cli("evidence", "bin", "lung", "--restore", "none", "--data", folder).exit == 4
