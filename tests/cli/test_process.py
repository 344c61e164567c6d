"""The program as a process of its own: streams, exit codes, and no window where none is asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def program(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "dossier_app", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | more,
        check=False,
        timeout=120,
    )


def test_an_answer_goes_to_stdout_and_nothing_to_stderr(sample_folder):
    done = program("list", "--data", sample_folder, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "lung-nodule" in {row["key"] for row in json.loads(done.stdout)}


def test_a_refusal_is_one_json_value_and_a_sentence_on_stderr(sample_folder):
    done = program("show", "nobody", "--data", sample_folder, "--json", LC_ALL="C")
    assert done.returncode == 4
    assert json.loads(done.stdout)["error"]["exit"] == 4
    assert "没有编号或代号" in done.stderr


def test_an_unknown_option_exits_3_not_2(sample_folder):
    done = program("list", "--colour", "--data", sample_folder)
    assert (done.returncode, done.stdout) == (3, "")


def test_a_blocker_exits_2_with_the_report_on_stdout(tmp_path):
    assert program("new", "--key", "k", "--name", "n", "--data", tmp_path / "ws").returncode == 0
    done = program("check", "k", "--data", tmp_path / "ws", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["findings"]


_EXPORT = """
import sys
from dossier_app.__main__ import main
code = main()
loaded = sorted(name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6"))
sys.stderr.write(f"loaded: {loaded}\\n")
sys.exit(code)
"""


def test_an_export_needs_no_qt(data, tmp_path):
    words = ["export", "coronary", "--what", "completeness", "--out", str(tmp_path / "c.pdf")]
    done = subprocess.run(
        [sys.executable, "-c", _EXPORT, *words, "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert done.stderr.splitlines()[-1] == "loaded: []"


@pytest.mark.parametrize("name", ["list", "check coronary", "search 冠脉"])
def test_reading_imports_neither_writers_nor_migrations(sample_folder, name):
    script = (
        "import sys; from dossier_app.cli.main import run; code = run(sys.argv[1:]);"
        "heavy = {'reportlab', 'openpyxl', 'docx', 'alembic', 'pikepdf', 'PySide6'};"
        "sys.stderr.write(repr(sorted(heavy & set(sys.modules)))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *name.split(), "--data", str(sample_folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stderr == "[]"


def test_ending_by_the_user_exits_130(tmp_path, monkeypatch, capsys):
    from dossier_app.cli import main
    from dossier_app.service import exchange_schema

    def interrupted() -> dict[str, object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(exchange_schema, "exchange_schema", interrupted)
    assert main.run(["schema", "--json"]) == 130
    assert json.loads(capsys.readouterr().out)["error"]["exit"] == 130


def test_without_a_command_a_window_is_asked_for(tmp_path, capsys):
    from dossier_app.cli import main

    opened: list[Path | None] = []

    def window(data: Path | None) -> int:
        opened.append(data)
        return 7

    assert main.run(["--data", str(tmp_path)], window) == 7
    assert main.run([], window) == 7
    assert opened == [tmp_path, None]
    assert main.run([]) == 3
    assert capsys.readouterr().out == ""
