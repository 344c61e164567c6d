"""The child process that parses foreign files: bounded memory, time and output, no network, plain JSON back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import Progress
from dossier_app.base.text import Text
from dossier_app.readers.limits import LIMITS, MB, Limits
from dossier_app.readers.refusals import refusal

ARGUMENT = "--read-child"
"""What the frozen program is started with to become this child; `__main__` passes it on to `main`."""

_READING = Text("正在读取文件", "Reading the file")
_OUT_OF_TIME = -24  # SIGXCPU, as subprocess reports it
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "shutil.",
)


def ask(
    job: Mapping[str, Any], name: str, progress: Progress, limits: Limits = LIMITS
) -> dict[str, Any]:
    """Return what the child read for `job`; `name` is the file's name for sentences.

    Raises:
        BadInput: the child refused the file, or it died over it.
        Cancelled: the user stopped it; the child is ended.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered:
        asked.write(json.dumps(dict(job) | {"limits": _bounds(limits)}).encode())
        asked.seek(0)
        code = _run(asked, answered, name, progress, limits)
        if answered.tell() > limits.result or answered.seek(0, os.SEEK_END) > limits.result:
            raise refusal("FILE-08", name, limit=limits.result // MB)
        answered.seek(0)
        content = answered.read()
    if code != 0 or not content:
        raise refusal("FILE-06" if code == _OUT_OF_TIME else "FILE-07", name)
    answer: dict[str, Any] = json.loads(content)
    refused = answer.get("refused")
    if refused:
        raise BadInput(
            Text(refused["zh"], refused["en"]), place=refused["place"], code=refused["code"]
        )
    return answer


def _run(
    asked: IO[bytes], answered: IO[bytes], name: str, progress: Progress, limits: Limits
) -> int:
    child = subprocess.Popen(  # noqa: S603 - our own program, fixed arguments
        _command(),
        stdin=asked,
        stdout=answered,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        close_fds=True,
    )
    ends = time.monotonic() + limits.wall_seconds
    try:
        while True:
            try:
                return child.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                progress.step(0, 0, _READING)
                if time.monotonic() > ends:
                    raise refusal("FILE-06", name) from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    return [sys.executable, "-X", "utf8", "-m", "dossier_app.readers.child"]


def _environment() -> dict[str, str]:
    home = str(Path(__file__).resolve().parents[2])
    path = os.environ.get("PYTHONPATH", "")
    return dict(os.environ) | {"PYTHONPATH": f"{home}{os.pathsep}{path}" if path else home}


def _bounds(limits: Limits) -> dict[str, float]:
    return {name: getattr(limits, name) for name in Limits.__dataclass_fields__}


def main() -> int:
    """Read the job from standard input and write the answer to standard output."""
    with os.fdopen(0, "rb", closefd=False) as stream:
        job: dict[str, Any] = json.loads(stream.read())
    limits = Limits(**job["limits"])
    _confine(limits)
    try:
        answer = carry_out(job, limits)
    except BadInput as error:
        message = error.message
        answer = {"refused": {**message.as_json(), "place": error.place, "code": error.code}}
    except MemoryError:
        answer = _refused("FILE-05", job)
    except RecursionError:
        answer = _refused("FILE-07", job)
    content = json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode()
    if len(content) > limits.result:
        content = json.dumps(_refused("FILE-08", job, limit=limits.result // MB)).encode()
    with os.fdopen(1, "wb", closefd=False) as stream:
        stream.write(content)
    return 0


_READERS = {
    "workbook": ("workbook", "workbook_to_plain"),
    "properties": ("properties", "properties_to_plain"),
    "pages": ("pagelooks", "pages_to_plain"),
    "cases-head": ("cases", "head_to_plain"),
    "filing": ("filing", "filing_to_plain"),
    "sbom": ("sbom", "sbom_to_plain"),
}
"""Jobs that want a path and the limits alone: module and function, imported only when asked for."""


def carry_out(job: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    """Return the plain answer to a job: a tender, a preview, a workbook's cells, or what an evidence file shows."""
    path, what = Path(job["path"]), job["what"]
    if what in _READERS:
        module, name = _READERS[what]
        reader = getattr(import_module(f"dossier_app.readers.{module}"), name)
        answer: dict[str, Any] = reader(path, limits)
        return answer
    if what == "cases":
        from dossier_app.readers.cases import cases_to_plain

        return cases_to_plain(job, limits)
    if what in {"evidence", "evidence-all"}:
        from dossier_app.readers.evidence import evidence_to_plain, inspect_here

        if what == "evidence":
            return evidence_to_plain(inspect_here(path, limits))
        return {"all": [evidence_to_plain(inspect_here(Path(p), limits)) for p in job["paths"]]}
    return _tender(job, path, limits)


def _tender(job: Mapping[str, Any], path: Path, limits: Limits) -> dict[str, Any]:
    from dossier_app.readers.columns import ColumnMap
    from dossier_app.readers.plain import tender_to_plain
    from dossier_app.readers.tender import preview_here, preview_to_plain, read_here

    if job["what"] == "preview":
        return {"tables": [preview_to_plain(each) for each in preview_here(path, limits)]}
    stored = job.get("columns")
    columns = ColumnMap.from_json(stored) if stored else None
    return tender_to_plain(read_here(path, limits, columns=columns))


def _refused(code: str, job: Mapping[str, Any], **parts: object) -> dict[str, Any]:
    error = refusal(code, Path(job["path"]).name, **parts)
    return {"refused": {**error.message.as_json(), "place": error.place, "code": code}}


def _confine(limits: Limits) -> None:
    """Bound memory and processor time where the system can, and forbid network, programs and writing."""
    try:
        import resource
    except ImportError:  # Windows: the parent's wall clock alone bounds the child
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and not isinstance(arguments[0], int):
        mode = arguments[1]
        if isinstance(mode, str) and set(mode) & set("wax+"):
            raise PermissionError(event)


if __name__ == "__main__":
    sys.exit(main())
