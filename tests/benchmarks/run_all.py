"""Runs every benchmark in turn and writes the table of the handbook: `packaging/bench [runs]`.

Only ratios and the few absolute goals count; seconds depend on the machine and on what else it does.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import (
    bench_bundle,
    bench_cases,
    bench_checks,
    bench_exports,
    bench_matrix,
    bench_ptr,
    bench_readers,
    bench_store,
    bench_typst,
    bench_window,
    bench_writers,
)
from tests.benchmarks.rows import ROOT, Row, show

TARGET = ROOT / "resources" / "docs" / "benchmarks.md"


def main() -> None:
    """Measure everything and write the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    found: list[Row] = []
    for part in (
        bench_exports.rows,
        bench_window.rows,
        bench_matrix.rows,
        bench_store.rows,
        bench_bundle.rows,
        writers,
        bench_typst.rows,
        readers,
        bench_cases.rows,
        checks,
        bench_ptr.rows,
    ):
        rows = list(part(runs))
        show(rows)
        found += rows
    TARGET.write_text(table(found, runs), encoding="utf-8")


def writers(runs: int) -> Iterator[Row]:
    """Measure PDF, merging and workbooks against the bare libraries."""
    for title, work, yardstick, size, goal in bench_writers._ROWS:
        name, _, against = title.partition(" / ")
        with tempfile.TemporaryDirectory() as folder:
            where = Path(folder)
            bench_writers._in_child(where, work, size)
            ratios, last = [], {}
            for _ in range(runs):
                last = bench_writers._in_child(where, work, size)
                other = bench_writers._in_child(where, yardstick, size)
                ratios.append(last["seconds"] / other["seconds"])
        note = f"reading back {last['read back'] / last['seconds']:.2f} of drawing on top"
        yield Row(name, statistics.median(ratios), goal, against=against, note=note)
        if work == "draw_pack":
            yield Row(f"memory of the {name}", last["peak"], 160, "MB")


def readers(runs: int) -> Iterator[Row]:
    """Measure the reading of a requirement workbook against the bare library."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        bench_readers.workbook(path, 10_000)
        ratios = [
            _ratio(lambda: bench_readers.read_here(path), lambda: bench_readers.bare(path))
            for _ in range(runs)
        ]
    yield Row(
        "10,000-row requirement workbook read",
        statistics.median(ratios),
        1.3,
        against="bare openpyxl read",
    )


def checks(_runs: int) -> Iterator[Row]:
    """Measure all checks and those after one edit."""
    from dossier_app.model.checks import SUBJECTS, check, check_subjects, recheck
    from dossier_app.rules.loader import current_pack

    pack, held, day = current_pack(), bench_checks.large(), bench_checks.ON
    whole = bench_checks.median_seconds(lambda _: check(held, pack, day)) * 1000
    yield Row("all checks: 500 indicators, 300 requirements, 200 files", whole, 500, "ms")
    before = check_subjects(held, pack, day, SUBJECTS)
    key = ["record:response:ba7"]
    edited = [bench_checks._edited(held, 100 + n) for n in range(bench_checks.ROUNDS)]
    again = bench_checks.median_seconds(lambda n: recheck(before, edited[n], pack, day, key)) * 1000
    yield Row("the checks after one edit", again, 50, "ms")


def _ratio(work: Callable[[], object], yardstick: Callable[[], object]) -> float:
    return bench_readers.measured(work) / bench_readers.measured(yardstick)


def table(rows: list[Row], runs: int) -> str:
    """Return the page."""
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        "# Benchmarks",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, {memory:.0f} GB, load {os.getloadavg()[1]:.1f} while measuring; "
        f"medians of {runs} runs, work and yardstick in turn. Made by `packaging/bench`.",
        "",
        "| work | against | found | goal | | remarks |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        digits = 2 if row.unit == "x" else 0
        space = "" if row.unit == "x" else " "
        lines.append(
            f"| {row.work} | {row.against or '-'} | {row.found:.{digits}f}{space}{row.unit} "
            f"| <= {row.goal:g}{space}{row.unit} | {'met' if row.met else '**missed**'} | {row.note} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
