"""Commands that read: their JSON shapes, on the shipped samples, without the right to write."""

import json

import pytest

from dossier_app.cli.main import dossier
from dossier_app.service.workspace import Workspace
from tests.cli.conftest import content

KEYS = ("coronary", "ich-triage", "lung-nodule")
CONTRACT = (
    "demo",
    "list",
    "show",
    "schema",
    "new",
    "copy",
    "archive",
    "do",
    "undo",
    "attach",
    "load",
    "dump",
    "classify",
    "check",
    "tender",
    "data",
    "sbom",
    "certificate",
    "change-check",
    "export",
    "verify",
    "board",
    "search",
    "where-used",
    "recall",
    "confirm",
    "baseline",
    "bundle",
    "redact",
    "packs",
    "verify-audit",
    "backup",
    "restore",
    "doctor",
    "self-test",
)
SEVERITIES = {"blocker", "warning", "hint"}


def test_list_names_every_sample(cli, sample_folder):
    found = cli("list", "--data", sample_folder, "--json")
    assert found.exit == 0
    assert set(KEYS) <= {row["key"] for row in found.json}
    assert set(found.json[0]) == {"id", "key", "name", "pack", "judged_on", "sample", "archived"}
    assert found.err == ""


def test_list_without_json_is_a_line_for_each(cli, sample_folder):
    lines = cli("--data", sample_folder, "list").out.splitlines()
    assert any(line.startswith("lung-nodule\t") for line in lines)


@pytest.mark.parametrize("key", KEYS)
def test_show_and_dump_give_the_whole_dossier_by_key_and_id(cli, sample_folder, key):
    shown = cli("show", key, "--data", sample_folder)
    dumped = cli("dump", key, "--data", sample_folder)
    assert (shown.exit, dumped.exit) == (0, 0)
    assert shown.json == dumped.json
    identity = shown.json["dossier"]["id"]
    assert cli("dump", identity, "--data", sample_folder).out == dumped.out


def test_schema_needs_no_workspace_and_holds_every_step(cli, tmp_path):
    found = cli("schema", "--json", "--data", tmp_path / "none")
    assert found.exit == 0
    assert [step["key"] for step in found.json["x-steps"]] == [
        "claim",
        "provenance",
        "classification",
        "requirements",
        "tender",
    ]
    assert found.json["x-codes"]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("key", KEYS)
def test_check_of_a_sample_finds_nothing_that_blocks(cli, sample_folder, key):
    found = cli("check", key, "--data", sample_folder, "--json")
    assert found.exit == 0
    assert set(found.json) == {"findings", "completeness", "verdicts"}
    assert set(found.json["verdicts"]) == {"完整性", "合规性", "一致性"}
    for count in found.json["completeness"].values():
        assert set(count) == {"required", "answered", "not_applicable", "accepted_gaps"}
    for finding in found.json["findings"]:
        assert set(finding) == {
            "code",
            "severity",
            "step",
            "place",
            "message",
            "citation",
            "certainty",
            "fix",
        }
        assert finding["severity"] in SEVERITIES
        assert set(finding["place"]) == {"record", "id", "field"}


def test_check_prints_a_line_for_each_finding(cli, sample_folder):
    counted = len(cli("check", "lung-nodule", "--data", sample_folder, "--json").json["findings"])
    printed = cli("check", "lung-nodule", "--data", sample_folder, "--lang", "en")
    assert len(printed.out.splitlines()) == counted


def test_check_with_a_blocker_exits_2_and_prints_the_report_all_the_same(cli, data):
    assert cli("new", "--key", "empty", "--name", "空", "--data", data).exit == 0
    found = cli("check", "empty", "--data", data, "--json")
    assert found.exit == 2
    assert "blocker" in {finding["severity"] for finding in found.json["findings"]}


def test_check_of_one_tender_knows_its_code(cli, sample_folder):
    found = cli("check", "lung-nodule", "--tender", "T1", "--data", sample_folder, "--json")
    assert found.exit in (0, 2)
    assert "findings" in found.json


def test_classification_of_a_dossier_and_of_bare_facts(cli, sample_folder, tmp_path):
    shown = cli("classify", "lung-nodule", "--data", sample_folder, "--json")
    assert (shown.exit, shown.json["class"], shown.json["property"]) == (0, "III", "device")
    facts = tmp_path / "facts.json"
    facts.write_text(
        json.dumps(
            {
                "product_form": "standalone",
                "medical_purpose": True,
                "input_kind": "device_data",
                "input_domain": "radiology",
                "core_functions": ["measurement"],
                "algorithm": "conventional",
                "maturity": "mature",
                "functions": ["measurement"],
                "conclusion": "none",
            }
        ),
        encoding="utf-8",
    )
    bare = cli("classify", facts, "--on", "2026-11-22", "--json")
    assert (bare.exit, bare.json["class"], bare.json["as_of"]) == (0, "II", "2026-11-22")
    other = cli("classify", facts, "--on", "2026-11-22", "--what-if", "algorithm=ai", "--json")
    assert other.exit == 0
    assert other.json["trail"] != bare.json["trail"]


def test_what_if_takes_json_and_lists(cli, sample_folder):
    changed = cli(
        "classify",
        "lung-nodule",
        "--what-if",
        "functions=measurement,triage",
        "--what-if",
        'conclusion="prompt"',
        "--data",
        sample_folder,
        "--json",
    )
    assert changed.exit == 0
    assert changed.json["property"] == "device"


def test_what_if_without_a_value_is_refused(cli, sample_folder):
    found = cli("classify", "coronary", "--what-if", "algorithm", "--data", sample_folder, "--json")
    assert (found.exit, found.error["place"]) == (3, "--what-if")


def test_certificate_number_is_taken_apart(cli):
    found = cli("certificate", "parse", "国械注准20243210001", "--on", "2026-11-22", "--json")
    assert found.exit == 0
    assert "2024" in json.dumps(found.json)


def test_change_check_reads_facts_of_the_change(cli, sample_folder, tmp_path):
    facts = tmp_path / "change.json"
    facts.write_text("{}", encoding="utf-8")
    found = cli("change-check", "lung-nodule", facts, "--data", sample_folder, "--json")
    assert found.exit in (0, 3)
    assert found.json


def test_board_counts_every_sample(cli, sample_folder):
    found = cli("board", "--on", "2026-11-22", "--data", sample_folder, "--json")
    assert (found.exit, found.json["on"]) == (0, "2026-11-22")
    assert set(KEYS) <= {line["key"] for line in found.json["dossiers"]}
    assert cli("board", "--data", sample_folder).out.count("\n") == len(found.json["dossiers"])


def test_search_groups_hits_by_kind(cli, sample_folder):
    found = cli("search", "结节", "--data", sample_folder, "--json")
    assert found.exit == 0
    assert found.json["count"] == sum(len(rows) for rows in found.json["hits"].values()) > 0
    assert "answer" in found.json["hits"]
    few = cli("search", "结节", "--limit", "2", "--data", sample_folder, "--json")
    assert few.json["count"] == 2


def test_where_used_and_recall_list_places(cli, sample_folder):
    used = cli("where-used", "lung-nodule", "claim.product_name", "--data", sample_folder, "--json")
    assert used.exit == 0
    assert all(set(use) == {"place", "text"} for use in used.json["uses"])
    assert used.json["uses"]
    called = cli("recall", "--data", sample_folder, "--json")
    assert (called.exit, set(called.json)) == (0, {"packs"})


def test_packs_are_listed_and_proven(cli):
    listed = cli("packs", "--json")
    assert listed.exit == 0
    assert listed.json["packs"]
    proven = cli("packs", "--verify", "--json")
    assert all(pack["ok"] for pack in proven.json["packs"])


def test_audit_and_doctor_find_the_samples_in_order(cli, sample_folder):
    audit = cli("verify-audit", "--data", sample_folder, "--json")
    assert audit.exit == 0
    assert audit.json["ok"]
    assert len(audit.json["head"]) == 64
    kept = cli("verify-audit", "--head", audit.json["head"], "--data", sample_folder)
    assert kept.exit == 0
    health = cli("doctor", "--data", sample_folder, "--json")
    assert (health.exit, health.json["ok"]) == (0, True)


def test_an_unknown_head_breaks_the_audit(cli, sample_folder):
    found = cli("verify-audit", "--head", "0" * 64, "--data", sample_folder, "--json")
    assert (found.exit, found.error["code"]) == (8, "AUDIT-HEAD")


READING = (
    ("list",),
    ("show", "coronary"),
    ("dump", "coronary"),
    ("check", "coronary"),
    ("classify", "coronary"),
    ("board",),
    ("search", "冠脉"),
    ("where-used", "coronary", "claim.model"),
    ("recall",),
    ("verify-audit",),
    ("doctor",),
    ("packs", "pin", "coronary", "cn-imaging-ai-2026.11", "--plan"),
)


def test_reading_commands_work_beside_a_writer_and_change_no_byte(cli, data):
    with Workspace.open(data):
        before = content(data)
        for words in READING:
            found = cli(*words, "--data", data, "--json")
            assert found.exit == 0, (words, found.err)
        assert content(data) == before


def test_every_command_of_the_contract_is_there():
    contract = set(CONTRACT)
    assert contract <= set(dossier.list_commands(None))
    assert all(dossier.get_command(None, name) is not None for name in contract)
