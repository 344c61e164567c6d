"""The command line: exit codes, one JSON value, refusals that change nothing."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dossier_app.cli.main import run
from dossier_app.service.workspace import Workspace


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "工作区"
    assert run(["new", "--data", str(folder), "--key", "lung", "--name", "肺结节"]) == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def ask(data: Path, capsys: pytest.CaptureFixture[str]):
    def asked(*words: str) -> tuple[int, Any]:
        code = run(["--data", str(data), *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return asked


def put(path: Path, value: object) -> str:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_commands_of_a_file_are_one_transaction_and_one_undo(ask, tmp_path: Path) -> None:
    commands = [
        {"do": "SetAnswer", "field": "claim.model", "value": "LN-1"},
        {"do": "AddRecord", "kind": "term", "id": "t1", "values": {"term": "结节"}},
    ]
    code, changed = ask("do", "lung", put(tmp_path / "c.json", commands))
    assert (code, changed["keys"]) == (0, ["answer:claim.model", "record:term:t1"])
    code, undone = ask("undo", "lung")
    assert (code, len(undone["undone"])) == (0, 1)
    assert ask("show", "lung")[1]["answers"] == {}


def test_one_bad_command_refuses_the_whole_file(ask, tmp_path: Path) -> None:
    commands = [
        {"do": "SetAnswer", "field": "claim.model", "value": "LN-1"},
        {"do": "SetAnswer", "field": "claim.medical_purpose", "value": "maybe"},
    ]
    code, refused = ask("do", "lung", put(tmp_path / "c.json", commands))
    assert (code, refused["error"]["exit"], refused["error"]["place"]) == (
        3,
        3,
        "claim.medical_purpose",
    )
    assert set(refused["error"]["message"]) == {"zh", "en"}
    assert ask("show", "lung")[1]["answers"] == {}


def test_dump_after_load_gives_the_same_bytes(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["dump", "lung", "--data", str(data)])
    first = capsys.readouterr().out
    (tmp_path / "a.json").write_text(first, encoding="utf-8")
    other = tmp_path / "other"
    assert run(["load", str(tmp_path / "a.json"), "--data", str(other)]) == 0
    capsys.readouterr()
    assert run(["dump", "lung", "--data", str(other)]) == 0
    assert capsys.readouterr().out == first
    assert run(["load", str(tmp_path / "a.json"), "--data", str(other)]) == 3
    assert run(["load", str(tmp_path / "a.json"), "--data", str(other), "--replace"]) == 0


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": "1"}, "$.format"),
        ({"extra": 1}, "$.extra"),
        ({"answers": {"claim.nothing": "x"}}, "$.answers.claim.nothing"),
        ({"answers": []}, "$.answers"),
        ({"records": {"nothing": []}}, "$.records.nothing"),
        ({"records": {"party": []}}, "$.records.party"),
        ({"records": {"term": [{"id": 1}]}}, "$.records.term[0].id"),
        ({"records": {"term": [{"id": "t", "odd": 1}]}}, "$.records.term[0].odd"),
        ({"not_applicable": {"claim.model": {}}}, "$.not_applicable.claim.model.reason"),
        ({"dossier": {"id": "x", "key": "x"}}, "$.dossier.name"),
    ],
)
def test_wrong_exchange_file_names_the_path(
    ask, tmp_path: Path, change: dict[str, Any], place: str
) -> None:
    form = {"format": 1, "dossier": {"id": "n1", "key": "n1", "name": "n"}} | change
    code, refused = ask("load", put(tmp_path / "a.json", form))
    assert (code, refused["error"]["place"]) == (3, place)
    assert len(ask("list")[1]) == 1


def test_newer_exchange_format_exits_7(ask, tmp_path: Path) -> None:
    assert ask("load", put(tmp_path / "a.json", {"format": 2}))[0] == 7


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"a":1,"a":2}', b'{"a":NaN}', b'"\\ud800"', b"\xff\xfe", b"[" * 5000]
)
def test_file_that_is_no_strict_json_is_refused(ask, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    code, refused = ask("load", str(tmp_path / "a.json"))
    assert (code, refused["error"]["code"]) == (3, "NOT-JSON")


def test_reading_works_and_writing_exits_5_while_a_window_is_open(data: Path, ask) -> None:
    with Workspace.open(data):
        assert ask("list")[0] == 0
        code, refused = ask("archive", "lung")
        assert (code, refused["error"]["code"]) == (5, "WORKSPACE-IN-USE")
    assert ask("archive", "lung")[0] == 0
    assert ask("list")[1] == []
    assert len(ask("list", "--archived")[1]) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "nobody"], 4),
        (["frobnicate"], 3),
        (["new", "--key", "x"], 3),
        (["new", "--key", "lung", "--name", "again"], 3),
        (["tender", "fill", "lung", "T1"], 4),
        (["baseline", "list", "nobody"], 4),
        (["packs", "install", "x"], 4),
        (["verify", "nothing-here"], 4),
        (["check", "lung", "--on", "yesterday"], 3),
        (["restore", "nothing-here"], 3),
        (["undo", "lung", "--count", "0"], 3),
    ],
)
def test_refusals_have_their_exit_code_in_the_json_too(ask, words: list[str], code: int) -> None:
    found, refused = ask(*words)
    assert (found, refused["error"]["exit"]) == (code, code)


def test_absent_workspace_is_not_made_by_reading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", "--data", str(tmp_path / "none")]) == 4
    assert not (tmp_path / "none").exists()


def test_check_prints_findings_and_exits_2_on_a_blocker(ask) -> None:
    code, report = ask("check", "lung")
    assert code == 2
    assert any(found["severity"] == "blocker" for found in report["findings"])
    assert set(report) == {"findings", "completeness", "verdicts"}
    assert set(report["verdicts"]) == {"完整性", "合规性", "一致性"}


def test_schema_names_every_field_kind_and_option(ask) -> None:
    from dossier_app.model.definition import FIELDS, RECORD_KINDS

    schema = ask("schema")[1]
    parts = schema["properties"]
    assert set(parts["answers"]["properties"]) == set(FIELDS)
    assert set(parts["records"]["properties"]) | set(parts["firm"]["properties"]) == set(
        RECORD_KINDS
    )
    assert parts["answers"]["properties"]["claim.role"][
        "items" if "items" in parts["answers"]["properties"]["claim.role"] else "enum"
    ]


def test_safety_commands(ask, data: Path) -> None:
    assert ask("verify-audit")[1]["rows"] == 1
    assert ask("doctor")[1]["ok"] is True
    code, kept = ask("backup")
    assert code == 0
    assert ask("new", "--key", "second", "--name", "第二")[0] == 0
    assert ask("restore", kept["backup"])[0] == 0
    assert [row["key"] for row in ask("list")[1]] == ["lung"]
    assert ask("verify-audit")[1]["rows"] == 2
    assert list((data / "backups").glob("*-restore.sqlite3"))


def test_copy_tells_what_must_be_looked_at_again(ask, tmp_path: Path) -> None:
    commands = [{"do": "AddRecord", "kind": "version", "id": "v1", "values": {"full": "1.0"}}]
    ask("do", "lung", put(tmp_path / "c.json", commands))
    code, copied = ask("copy", "lung", "--key", "lung-2", "--name", "肺结节二代")
    assert (code, len(copied["recheck"])) == (0, 1)
    assert ask("show", "lung-2")[1]["records"]["version"][0]["id"] != "v1"


def test_messages_go_to_stderr_in_the_chosen_language(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "nobody", "--data", str(data), "--lang", "en"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "There is no dossier" in err


def test_our_own_failure_exits_1_and_keeps_its_words_out_of_the_log(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier_app.base import log
    from dossier_app.service import queries

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("患者张三")

    monkeypatch.setattr(queries, "headings", fail)
    assert run(["list", "--data", str(data), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"]["code"] == "BUG"
    kept = Path(answer["error"]["message"]["en"].rpartition(": ")[2]).read_text(encoding="utf-8")
    assert "RuntimeError" in kept
    assert "张三" not in kept
    for handler in log.open_log().handlers:
        handler.close()


def test_command_line_works_without_qt(data: Path) -> None:
    script = "import sys; from dossier_app.cli.main import run; code = run(sys.argv[1:]); print('PySide6' in sys.modules); sys.exit(code)"
    command = [sys.executable, "-c", script, "list", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_of_the_handbook_is_carried_out(ask, tmp_path: Path, lang: str) -> None:
    page = Path(__file__).parents[2] / "resources" / "docs" / f"handbook.{lang}.md"
    example = page.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    file = tmp_path / "COMMANDS.json"
    file.write_text(example, encoding="utf-8")
    code, changed = ask("do", "lung", str(file))
    assert code == 0
    assert "answer:claim.model" in changed["keys"]
