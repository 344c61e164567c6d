"""A bundle with its files out and in again against a plain zip of the same files, in turn, with peak memory.

Run by hand: `python tests/benchmarks/bench_bundle.py [megabytes] [rounds]`; other sizes than 500 MB are for trying out.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dossier_app.service import bundle, imports
from dossier_app.service.bundle import Manner
from dossier_app.service.commands import CreateDossier
from dossier_app.service.workspace import Workspace
from tests.benchmarks.rows import Row, peak, show

FILES = 10
PASSWORD = "benchmark-only"  # noqa: S105 - of this benchmark


def main() -> None:
    """Measure and print."""
    given = [int(word) for word in sys.argv[1:]]
    megabytes, runs = given + [500, 5][len(given) :]
    show(rows(runs, megabytes))


def rows(runs: int, megabytes: int = 100) -> list[Row]:
    """Return the measured rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [_pdf(folder / f"{n}.pdf", megabytes * (1 << 20) // FILES) for n in range(FILES)]
        with Workspace.create(folder / "ws") as ws:
            ws.do(CreateDossier("d1", "lung", "肺结节"))
            for file in files:
                imports.attach(ws, "lung", file, "other")
            return _measured(ws, folder, files, runs)


def _measured(ws: Workspace, folder: Path, files: list[Path], runs: int) -> list[Row]:
    plain, out = folder / "plain.zip", folder / "b.dossier"
    sealed = Manner(replace=True, password=PASSWORD)
    deeds: dict[str, tuple[Callable[[], float], Callable[[], object]]] = {
        "bundle out": (
            lambda: _timed(lambda: bundle.write_bundle(ws, "lung", out, Manner(replace=True))),
            lambda: _zip(files, plain),
        ),
        "sealed bundle out": (
            lambda: _timed(lambda: bundle.write_bundle(ws, "lung", folder / "s.dossier", sealed)),
            lambda: _zip(files, plain),
        ),
        "bundle in": (lambda: _taken(folder, out, ""), lambda: _unzip(plain, folder / "plain")),
        "sealed bundle in": (
            lambda: _taken(folder, folder / "s.dossier", PASSWORD),
            lambda: _unzip(plain, folder / "plain"),
        ),
    }
    size = sum(file.stat().st_size for file in files) >> 20
    found = []
    for name, (work, yardstick) in deeds.items():
        before = peak()
        times = [(work(), _timed(yardstick)) for _ in range(runs)]
        found.append(
            Row(
                name,
                statistics.median(one / other for one, other in times),
                2.0,
                against="a plain zip of the same files",
                note=f"{size} MB, peak memory {peak() - before:+.0f} MB",
            )
        )
    return found


def _taken(folder: Path, file: Path, password: str) -> float:
    """Return the seconds of taking a bundle in; making the workspace for it and removing it do not count."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as name,
        Workspace.create(Path(name) / "w") as other,
    ):
        seconds = _timed(lambda: bundle.read_bundle(other, file, password=password))
        other._changed = False
        return seconds


def _zip(files: list[Path], target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for file in files:
            archive.write(file, file.name)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _unzip(source: Path, folder: Path) -> None:
    with zipfile.ZipFile(source) as archive:
        archive.extractall(folder)
    for path in folder.iterdir():
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
        path.unlink()


def _pdf(path: Path, size: int) -> Path:
    """Write a PDF with one page and an incompressible stream of about this size."""
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Ballast = pdf.make_stream(os.urandom(size))
        pdf.save(path)
    return path


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
