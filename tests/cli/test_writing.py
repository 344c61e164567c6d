"""Commands that write: their answers, exit 5 beside a writer, and refusals that change no byte."""

import json
import zipfile
from pathlib import Path

import click
import pytest
from openpyxl import load_workbook

from dossier_app.cli.main import dossier
from dossier_app.service.workspace import Workspace
from dossier_app.writers.verify import verify_pack
from tests.cli.conftest import content
from tests.service.bidding import buyer_file


def put(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def own(cli, tmp_path) -> Path:
    """A small workspace with one dossier of key `lung`."""
    folder = tmp_path / "own"
    assert cli("new", "--key", "lung", "--name", "肺结节", "--data", folder).exit == 0
    return folder


@pytest.fixture
def words(tmp_path) -> list[tuple[object, ...]]:
    """Every writing command in a form that would do its work."""
    answer = [{"do": "SetAnswer", "field": "claim.model", "value": "A"}]
    form = {"format": 1, "dossier": {"id": "n", "key": "n", "name": "n"}}
    paper = tmp_path / "a.csv"
    paper.write_text("a,b\n1,2\n", encoding="utf-8")
    return [
        ("new", "--key", "k", "--name", "n"),
        ("copy", "lung", "--key", "k2"),
        ("archive", "lung"),
        ("do", "lung", put(tmp_path / "do.json", answer)),
        ("undo", "lung"),
        ("attach", "lung", paper, "--kind", "other"),
        ("load", put(tmp_path / "form.json", form)),
        ("tender", "import", "lung", buyer_file(tmp_path / "b.xlsx")),
        ("confirm", "lung", "step:claim", "--person", "李"),
        ("packs", "pin", "lung", "cn-imaging-ai-2026.11"),
        ("export", "lung", "--what", "first-business", "--out", tmp_path / "c.pdf"),
        ("baseline", "add", "lung", "v1"),
        ("backup",),
    ]


def test_writing_commands_exit_5_beside_a_writer_and_change_no_byte(cli, own, words, tmp_path):
    with Workspace.open(own) as ws:
        before = content(own)
        for command in words:
            found = cli(*command, "--data", own, "--json")
            assert (found.exit, found.error["code"]) == (5, "WORKSPACE-IN-USE"), command
            assert ws.holder.split(" ")[0] in found.error["message"]["zh"]
            assert found.err
        assert content(own) == before
    assert not (tmp_path / "c.pdf").exists()


def test_writing_commands_do_their_work_alone(cli, own, words):
    for command in words:
        found = cli(*command, "--data", own, "--json")
        assert found.exit in (0, 2), (command, found.err)
        if found.exit == 2:
            assert command[0] == "export"
        else:
            assert found.json
    keys = {row["key"] for row in cli("list", "--archived", "--data", own, "--json").json}
    assert keys == {"lung", "k", "k2", "n"}


def test_nothing_is_made_where_no_workspace_is(cli, words, tmp_path):
    for command in words:
        if command[0] not in ("new", "load"):
            assert cli(*command, "--data", tmp_path / "none", "--json").exit == 4, command
    assert not (tmp_path / "none").exists()


REFUSED = [
    (("new", "--key", "a b", "--name", "n"), 3, "BAD-KEY"),
    (("new", "--key", "k", "--name", ""), 3, "BAD-NAME"),
    (("new", "--key", "k", "--name", "n", "--judged-on", "morgen"), 3, "BadInput"),
    (("copy", "nobody", "--key", "k"), 4, "NO-DOSSIER"),
    (("archive", "nobody"), 4, "NO-DOSSIER"),
    (("attach", "lung", "absent.pdf", "--kind", "other"), 3, "NO-FILE"),
    (("load", "absent.json"), 3, "NO-FILE"),
    (("tender", "read", "absent.xlsx"), 3, "NO-FILE"),
    (("tender", "import", "lung", "absent.xlsx"), 3, "NO-FILE"),
    (("confirm", "lung", "step:odd", "--person", "李"), 4, "CONFIRM-01"),
    (("confirm", "lung", "step:claim", "--person", " "), 3, "NO-PERSON"),
    (("packs", "pin", "lung", "odd"), 4, "NO-PACK"),
    (("export", "lung", "--what", "odd", "--out", "x.pdf"), 3, None),
    (("bundle", "in", "absent.dossier"), 4, "NO-FILE"),
    (("bundle", "out", "nobody", "x.dossier"), 4, "NO-DOSSIER"),
    (("undo", "nobody"), 4, "NO-DOSSIER"),
    (("search",), 3, "USAGE"),
    (("list", "--odd"), 3, "USAGE"),
    (("show",), 3, "USAGE"),
    (("show", "lung", "more"), 3, "USAGE"),
    (("tender", "odd"), 3, "USAGE"),
    (("list", "--lang", "fr"), 3, "USAGE"),
    (("undo", "lung", "--count", "many"), 3, "USAGE"),
]


@pytest.mark.parametrize(
    ("command", "code", "name"), REFUSED, ids=[" ".join(words) for words, _, _ in REFUSED]
)
def test_a_refused_command_says_so_in_json_and_changes_nothing(
    cli, own, monkeypatch, tmp_path, command, code, name
):
    monkeypatch.chdir(tmp_path)
    before = content(tmp_path)
    found = cli(*command, "--data", own, "--json")
    assert found.exit == code
    assert name in (None, found.error["code"])
    assert found.err.strip()
    assert content(tmp_path) == before


def test_without_json_a_refusal_prints_nothing_on_stdout(cli, own):
    for lang, said in (("zh", "没有编号或代号"), ("en", "There is no dossier")):
        found = cli("show", "nobody", "--data", own, "--lang", lang)
        assert (found.exit, found.out) == (4, "")
        assert said in found.err


def test_a_group_without_a_command_shows_its_help_and_exits_3(cli):
    for name in ("tender", "bundle", "baseline"):
        found = cli(name)
        assert found.exit == 3
        assert "Usage" in found.err


def test_help_and_version_are_no_refusals(cli):
    assert (cli("--help").exit, cli("--version").exit) == (0, 0)
    assert "tender" in cli("--help").out
    assert cli("export", "--help").exit == 0


def leaves(group: click.Group, path: tuple[str, ...] = ()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name), command


def test_every_command_takes_data_lang_and_json_and_says_what_it_does():
    found = dict(leaves(dossier))
    assert len(found) >= 40
    for path, command in found.items():
        assert {"data", "lang", "json"} <= {each.name for each in command.params}, path
        assert command.help, path


def test_a_bundle_goes_out_and_comes_in_elsewhere(cli, own, tmp_path):
    paper = tmp_path / "a.csv"
    paper.write_text("a,b\n1,2\n", encoding="utf-8")
    cli("attach", "lung", paper, "--kind", "other", "--data", own)
    target = tmp_path / "lung.dossier"
    out = cli("bundle", "out", "lung", target, "--data", own, "--json")
    assert (out.exit, out.json["left_out"]) == (0, [])
    again = cli("bundle", "out", "lung", target, "--data", own, "--json")
    assert (again.exit, again.error["code"]) == (3, "FILE-EXISTS")
    assert cli("bundle", "out", "lung", target, "--replace", "--data", own).exit == 0
    other = tmp_path / "other"
    cli("new", "--key", "first", "--name", "一", "--data", other)
    before = content(other)
    plan = cli("bundle", "in", target, "--plan", "--data", other, "--json")
    assert (plan.exit, plan.json["dossier"]["new"]) == (0, True)
    assert content(other) == before
    taken = cli("bundle", "in", target, "--data", other, "--json")
    assert (taken.exit, taken.json["files"]) == (0, 1)
    assert cli("dump", "lung", "--data", other).out == cli("dump", "lung", "--data", own).out
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("extra", b"x")
    before = content(other)
    assert cli("bundle", "in", target, "--replace", "--data", other, "--json").exit == 3
    assert content(other) == before


def test_a_tender_is_read_without_storing_and_imported_once(cli, own, tmp_path):
    file = buyer_file(tmp_path / "招标.xlsx")
    before = content(own)
    read = cli("tender", "read", file, "--data", own, "--json")
    assert read.exit == 0
    assert len(read.json["requirements"]) == 5
    assert read.json["mark_effects"] == {"★": "reject"}
    assert content(own) == before
    taken = cli("tender", "import", "lung", file, "--data", own, "--json")
    assert (taken.exit, taken.json["code"], taken.json["requirements"]) == (0, "T1", 5)
    assert (taken.json["scoring"], taken.json["price_lines"], taken.json["findings"]) == (0, 0, [])
    joined = cli("tender", "import", "lung", file, "--tender", "T1", "--data", own, "--json")
    assert (joined.json["tender"], joined.json["requirements"]) == (taken.json["tender"], 5)
    odd = buyer_file(tmp_path / "奇.xlsx", [("1", "", "支持\u0639文界面")])
    told = cli("tender", "import", "lung", odd, "--data", own)
    assert told.out.split() == ["T2", "requirements", "1", "scoring", "0", "price_lines", "0"]
    assert "U+0639" in told.err
    (tmp_path / "空.csv").write_text("本页无内容\n", encoding="utf-8")
    empty = cli("tender", "import", "lung", tmp_path / "空.csv", "--data", own, "--json")
    assert (empty.exit, empty.error["code"]) == (3, "TENDER-EMPTY")
    unknown = cli("tender", "import", "lung", file, "--tender", "T9", "--data", own, "--json")
    assert (unknown.exit, unknown.error["place"]) == (4, "T9")


def test_undo_by_name_goes_back_as_far_as_asked(cli, own, tmp_path):
    for value in ("A", "B", "C"):
        answer = {"do": "SetAnswer", "field": "claim.model", "value": value}
        assert cli("do", "lung", put(tmp_path / "c.json", answer), "--data", own).exit == 0
    undone = cli("undo", "lung", "--count", 2, "--data", own, "--json")
    assert [each["name"]["en"] for each in undone.json["undone"]] == [
        "Undo: Change “Model and specification”"
    ] * 2
    assert cli("show", "lung", "--data", own).json["answers"] == {"claim.model": "A"}
    assert "撤销" in cli("undo", "lung", "--data", own).out


def test_undo_keeps_the_dossier_when_more_is_asked_than_there_is(cli, own, tmp_path):
    answer = {"do": "SetAnswer", "field": "claim.model", "value": "A"}
    assert cli("do", "lung", put(tmp_path / "c.json", answer), "--data", own).exit == 0
    found = cli("undo", "lung", "--count", 999, "--data", own, "--json")
    assert (found.exit, found.json["count"], len(found.json["undone"])) == (0, 1, 1)
    assert "999" in found.err
    assert len(cli("list", "--data", own, "--json").json) == 1
    assert cli("undo", "lung", "--count", 9, "--data", own, "--json").json["count"] == 1
    assert cli("list", "--data", own, "--json").json == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("x.txt", "OUT-ENDING"), ("no/x.pdf", "OUT-PARENT"), ("no/pack", "OUT-PARENT")],
)
def test_an_export_target_that_is_a_slip_is_refused(cli, own, tmp_path, name, code):
    words = ("export", "lung", "--what", "first-business", "--draft", "--out", tmp_path / name)
    found = cli(*words, "--data", own, "--json")
    assert (found.exit, found.error["code"]) == (3, code)
    assert not (tmp_path / name).exists()
    assert not (tmp_path / "no").exists()


def test_a_missing_workspace_says_how_one_is_made(cli, tmp_path):
    found = cli("list", "--data", tmp_path / "none", "--json")
    assert found.exit == 4
    assert "dossier new" in found.error["message"]["zh"]
    assert "dossier new" in found.error["message"]["en"]


def test_an_empty_list_of_commands_is_refused(cli, own, tmp_path):
    found = cli("do", "lung", put(tmp_path / "c.json", []), "--data", own, "--json")
    assert (found.exit, found.error["code"]) == (3, "NO-COMMANDS")


def test_a_pack_is_exported_and_verified_and_a_changed_one_exits_8(cli, data, tmp_path):
    cli("copy", "lung-nodule", "--key", "mine", "--data", data)
    out = tmp_path / "out"
    made = cli(
        "export", "lung-nodule", "--what", "ptr", "--out", out, "--data", data, "--json", "--lang",
        "zh",
    )  # fmt: skip
    assert made.exit == 0
    assert made.json["state"] == "complete"
    assert {"path", "kind", "sha256"} <= set(made.json["files"][0])
    assert verify_pack(out).ok
    taken = cli("export", "lung-nodule", "--what", "ptr", "--out", out, "--data", data, "--json")
    assert taken.exit == 3
    good = cli("verify", out, "--json")
    assert (good.exit, good.json["ok"]) == (0, True)
    victim = next(path for path in sorted(out.rglob("*.pdf")))
    victim.write_bytes(victim.read_bytes() + b"x")
    bad = cli("verify", out, "--json")
    assert (bad.exit, bad.json["ok"], len(bad.json["changed"])) == (8, False, 1)
    assert cli("verify", data, "--json").exit == 3


def test_an_export_with_blockers_writes_nothing_but_as_a_draft(cli, own, tmp_path):
    target = tmp_path / "ptr.docx"
    words = ("export", "lung", "--what", "ptr", "--out", target, "--data", own, "--json")
    found = cli(*words)
    assert (found.exit, found.error["exit"]) == (2, 2)
    assert not target.exists()
    assert cli(*words, "--draft").exit == 0
    assert target.exists()


def test_doctor_exits_8_and_says_what_is_broken(cli, own, tmp_path):
    paper = tmp_path / "a.csv"
    paper.write_text("a,b\n1,2\n", encoding="utf-8")
    cli("attach", "lung", paper, "--kind", "other", "--data", own)
    kept = next(path for path in (own / "evidence").rglob("*") if path.is_file())
    kept.write_bytes(b"changed")
    found = cli("doctor", "--data", own, "--json")
    assert (found.exit, found.json["ok"], found.json["changed_files"]) == (8, False, [kept.name])
    assert "证据文件被改动 1 个" in cli("doctor", "--data", own).out


def test_sheets_of_an_exported_workbook_are_there(cli, data, tmp_path):
    target = tmp_path / "matrix.xlsx"
    made = cli("export", "coronary", "--what", "matrix", "--out", target, "--data", data, "--json")
    assert made.exit == 0
    assert load_workbook(target).sheetnames
