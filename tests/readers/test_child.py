from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, Cancelled
from dossier_app.base.progress import SILENT
from dossier_app.base.text import Text
from dossier_app.readers import child
from dossier_app.readers.child import ask, carry_out
from dossier_app.readers.limits import LIMITS, MB, Limits

_DATA = Path(__file__).parent / "data"
_FORM = _DATA / "nodule-hospital-form.xlsx"


class _Stop:
    def step(self, done: int, total: int, what: Text | None = None) -> None:
        raise Cancelled


def _job(path: Path = _FORM, what: str = "tender") -> dict[str, object]:
    return {"what": what, "path": str(path)}


def _slow_book(make_xlsx) -> Path:
    return make_xlsx(
        {
            "技术参数": [
                ["序号", "要求"],
                *[[str(at), f"支持第{at}项功能，时间≤{at}秒"] for at in range(9000)],
            ]
        }
    )


def test_child_answers_each_kind_of_job() -> None:
    for what, key in (("tender", "requirements"), ("preview", "tables"), ("evidence", "texts")):
        answer = ask(_job(what=what), _FORM.name, SILENT)
        assert answer[key]
        assert answer == json.loads(json.dumps(carry_out(_job(what=what), LIMITS)))


def test_refusal_of_the_child_is_raised_here(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04broken")
    with pytest.raises(BadInput) as caught:
        ask(_job(path), path.name, SILENT)
    assert (caught.value.code, caught.value.place) == ("ZIP-01", "a.xlsx")
    assert "压缩结构已损坏" in caught.value.message.zh


def test_too_little_memory_is_said_plainly(make_xlsx) -> None:
    path = _slow_book(make_xlsx)
    with pytest.raises(BadInput) as caught:
        ask(_job(path), path.name, SILENT, Limits(memory=8 * MB))
    assert caught.value.code in {"FILE-05", "FILE-07"}


def test_processor_time_is_bounded(make_xlsx) -> None:
    path = _slow_book(make_xlsx)
    with pytest.raises(BadInput) as caught:
        ask(_job(path), path.name, SILENT, Limits(cpu_seconds=0))
    assert caught.value.code == "FILE-06"


def test_wall_time_is_bounded(make_xlsx) -> None:
    path = _slow_book(make_xlsx)
    with pytest.raises(BadInput) as caught:
        ask(_job(path), path.name, SILENT, Limits(wall_seconds=0.0))
    assert caught.value.code == "FILE-06"


def test_answer_is_bounded() -> None:
    with pytest.raises(BadInput) as caught:
        ask(_job(), _FORM.name, SILENT, Limits(result=2000))
    assert caught.value.code == "FILE-08"


def test_death_of_the_child_is_an_unreadable_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(BadInput) as caught:
        ask(_job(), _FORM.name, SILENT)
    assert caught.value.code == "FILE-07"


def test_cancelling_ends_the_child(make_xlsx) -> None:
    with pytest.raises(Cancelled):
        ask(_job(_slow_book(make_xlsx)), "a.xlsx", _Stop())


def test_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child._command() == [sys.executable, "--read-child"]


def test_child_runs_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert ask(_job(), _FORM.name, SILENT)["vocabulary"] == "投标人/投标文件"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "open('x.txt', 'w')",
        "import subprocess, sys; subprocess.run([sys.executable, '-V'])",
        "import os; os.system('true')",
    ],
)
def test_confined_process_opens_no_socket_starts_nothing_writes_nothing(
    tmp_path: Path, attempt: str
) -> None:
    code = (
        "from dossier_app.readers.child import _confine\nfrom dossier_app.readers.limits import LIMITS\n"
        f"_confine(LIMITS)\ntry:\n    {attempt}\nexcept PermissionError:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
        env=dict(os.environ),
    )
    assert done.stdout == "refused\n"
    assert list(tmp_path.iterdir()) == []


def test_confined_process_has_its_memory_bounded() -> None:
    code = (
        "from dossier_app.readers.child import _confine\nfrom dossier_app.readers.limits import Limits\n"
        "_confine(Limits(memory=200 * 1024 * 1024))\ntry:\n    bytearray(300 * 1024 * 1024)\n"
        "except MemoryError:\n    print('bounded')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    bounds = importlib.util.find_spec("resource") is not None  # Windows bounds no memory so
    assert done.stdout == ("bounded\n" if bounds else "")
