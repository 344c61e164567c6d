"""The PTR with 500 indicators: checks, one clause retyped, one move, and the long document; run by hand, never in the suite."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.ptr import ptr_document
from dossier_app.model.checks import SUBJECTS, check, check_subjects, recheck
from dossier_app.model.dossier import Dossier
from dossier_app.model.ptrcompare import compare
from dossier_app.model.ptrtree import move
from dossier_app.model.records import Record
from dossier_app.rules.loader import current_pack
from dossier_app.writers.docx import write_docx
from dossier_app.writers.pdf import write_pdf
from tests.benchmarks.rows import Row, show
from tests.model.clean import ON, clean

ROUNDS = 5
PACK = current_pack()
INDICATORS = 500


def large(count: int = INDICATORS) -> Dossier:
    """Return the clean dossier with this many indicators and methods over the fifteen clauses."""
    held = clean()
    indicators, methods = [], []
    for n in range(count):
        number = f"2.1.{n % 15 + 1}.{n // 15 + 1}"
        words = f"第{n}项：在典型运行环境下，层厚1mm的300层影像，处理时间应不大于{n % 90 + 10}秒，且满足{number}的要求。"
        indicators.append(_row("indicator", n, clause=number, name=f"处理时间{n}", requirement=words, operator="<=", value=str(n % 90 + 10), unit="秒"))  # fmt: skip
        steps = f"导入300层测试影像，记录处理时间，测10次，结果应符合{number}的要求。"
        methods.append(_row("test_method", n, clause=f"3{number[1:]}", indicator=f"indicator{n}", method=steps, standard="YY/T 1858-2022"))  # fmt: skip
    records = {**held.records, "indicator": tuple(indicators), "test_method": tuple(methods)}
    return replace(held, records=records)


def _row(kind: str, n: int, **values: str) -> Record:
    return Record(f"{kind}{n}", kind, "d", n, values)


def median(work: Callable[[], object], runs: int) -> float:
    """Return the median processor seconds of a piece of work, which other work on the machine does not stretch."""
    took = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return statistics.median(took)


def rows(runs: int = ROUNDS) -> Iterator[Row]:
    """Measure the checks, an edit, a move and the papers of a large PTR."""
    held = large()
    edited = replace(held, answers={**held.answers, "ptr.limits": "结果由医师确认后使用。"})
    before = check_subjects(held, PACK, ON, SUBJECTS)
    known = PACK.ptr_clauses
    works: list[tuple[str, Callable[[], object], float]] = [
        ("all checks, PTR of 500 indicators", lambda: check(held, PACK, ON), 500),
        ("one clause of it retyped", lambda: recheck(before, edited, PACK, ON, ["answer:ptr.limits"]), 50),
        ("one of its indicators moved", lambda: move(held, known, "indicator0", "2.1.1", 9), 50),
        ("two versions of it compared", lambda: compare(held, edited, known), 500),
    ]  # fmt: skip
    for what, work, goal in works:
        yield Row(what, median(work, runs) * 1000, goal, "ms")
    with tempfile.TemporaryDirectory() as name:
        yield from _papers(large(260), Path(name), runs)


def _none(_: str) -> Path:
    raise AssertionError


def _papers(held: Dossier, folder: Path, runs: int) -> Iterator[Row]:
    document = ptr_document(Brief(held, ON, Lang.ZH), PACK.ptr_clauses)
    pages = write_pdf(document, folder / "first.pdf", files=_none, progress=SILENT).pages
    names = iter(range(1_000))

    def pdf() -> None:
        write_pdf(document, folder / f"{next(names)}.pdf", files=_none, progress=SILENT)

    def docx() -> None:
        write_docx(document, folder / f"{next(names)}.docx", _none)

    yield Row(f"PTR of {pages} pages as PDF, read back", median(pdf, runs) * 1000, 2000, "ms")
    yield Row(f"PTR of {pages} pages as Word", median(docx, runs) * 1000, 2000, "ms")


if __name__ == "__main__":
    show(list(rows()))
