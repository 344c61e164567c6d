"""Autosave, board and search against their yardsticks, work and yardstick in turn, and how each grows.

Run by hand: `python tests/benchmarks/bench_store.py [rounds]`.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import insert

from dossier_app.model.definition import FIELDS
from dossier_app.model.dossier import Heading
from dossier_app.rules.loader import current_pack
from dossier_app.service import queries
from dossier_app.service.board import summarise
from dossier_app.service.commands import CreateDossier, SetAnswer
from dossier_app.service.indexing import WORDED
from dossier_app.service.workspace import Workspace
from dossier_app.store import portfolio, search
from dossier_app.store.engine import connect
from dossier_app.store.rows import sealed
from dossier_app.store.schema import ANSWER
from dossier_app.ui.overview import overview
from tests.benchmarks.rows import Row, show

DOSSIERS, ANSWERS, PASSAGES = 1_000, 150, 100_000
AT_ONCE = 20
"""Autosaves that are timed together: one alone is as uneven as the disk."""
WORDS = "胸部影像结节检测辅助诊断软件注册检验报告灵敏度特异度临床试验数据集标注医院投标响应偏离要求"


def main() -> None:
    """Measure and print."""
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 7))


def rows(runs: int) -> list[Row]:
    """Return the measured rows."""
    found: list[Row] = []
    for part in (autosave, board, passages):
        with tempfile.TemporaryDirectory() as name, Workspace.create(Path(name) / "ws") as ws:
            found += part(ws, runs)
    return found


def autosave(ws: Workspace, runs: int) -> Iterator[Row]:
    """One answer saved (validated, written, indexed, recorded, committed) against a bare commit."""
    ws.do(CreateDossier("d1", "lung", "肺结节"))
    number = count()
    with closing(connect(ws.folder / "bare.sqlite3", mode="rwc")) as bare:
        bare.execute("CREATE TABLE a (k TEXT PRIMARY KEY, v TEXT) STRICT")

        def save() -> None:
            ws.do(SetAnswer("d1", "claim.object", f"胸部 CT 平扫图像 {next(number)}"))

        def commit() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT OR REPLACE INTO a VALUES ('k', ?)", (f"{next(number)}" * 20,))
            bare.execute("COMMIT")

        small, ratio = compared(runs, repeated(save), repeated(commit))
        made = answers("d1", ANSWERS * 10)
        with ws.writing() as work:
            work.connection.execute(insert(ANSWER), made)
        large, _ = compared(runs, repeated(save), repeated(commit))
    against = "a bare SQLite commit, same journal and sync"
    grown = f"{large / small:.2f}x in a dossier with {len(made)} answers"
    yield Row("one autosave", ratio, 2.5, against=against, note=grown)
    yield Row("one autosave", small / AT_ONCE, 10, "ms")


def board(ws: Workspace, runs: int) -> Iterator[Row]:
    """All dossiers in one line each against one bare aggregate over the same rows, then the window's own board."""
    fill(ws, 0, DOSSIERS // 10)
    tenth, _ = compared(runs, lambda: queries.board(ws), lambda: aggregate(ws))
    fill(ws, DOSSIERS // 10, DOSSIERS)
    whole, ratio = compared(runs, lambda: queries.board(ws), lambda: aggregate(ws))
    grown = f"per dossier {whole / tenth / 10:.2f}x of what it is with {DOSSIERS // 10}"
    name = f"board, {DOSSIERS:,} dossiers x {ANSWERS} answers"
    yield Row(name, ratio, 3, against="one bare SQL aggregate", note=grown)
    yield Row(name, whole, 100, "ms")
    pack = current_pack()
    overview(ws, pack)
    seen, _ = compared(runs, lambda: overview(ws, pack), lambda: aggregate(ws))
    yield Row("the same as the window shows it", seen, 100, "ms", note="packs to recall included")
    opened = [f"b{n}" for n in range(1, 1 + runs)]
    times = [timed(lambda each=each: queries.report(ws, each)) for each in opened]
    yield Row("drill-down: gaps and findings of one line", statistics.median(times), 100, "ms")


def fill(ws: Workspace, first: int, last: int) -> None:
    """Add dossiers with their answers, each with the summary that judging it would keep."""
    with ws.writing() as work:
        for n in range(first, last):
            work.add_dossier(Heading(f"b{n}", f"board-{n}", f"产品{n}", ""))
        for n in range(first, last):
            work.connection.execute(insert(ANSWER), answers(f"b{n}", ANSWERS))
    judged = summarise(ws, queries.heading(ws, f"b{first}"))
    with ws.writing() as work:
        for n in range(first, last):
            own = portfolio.Summary(f"b{n}", judged.seq, judged.judged_on, judged.content)
            portfolio.keep(work.connection, own)


def answers(dossier: str, number: int) -> list[dict[str, str | int | None]]:
    """Return rows of answers; past the declared fields they have names that no declaration knows."""
    known = [key for key, field in FIELDS.items() if field.kind in WORDED and key != "claim.object"]
    keys = (known + [f"claim.more{n}" for n in range(number)])[:number]
    return [
        sealed("answer", {"dossier": dossier, "field": key, "value": '"检测软件"'}) for key in keys
    ]


def aggregate(ws: Workspace) -> None:
    """Count the answers of all dossiers by step in one statement."""
    with ws.database.reading() as connection:
        connection.exec_driver_sql(
            "SELECT dossier, substr(field, 1, instr(field, '.') - 1), count(*) FROM answer GROUP BY 1, 2"
        ).fetchall()


def passages(ws: Workspace, runs: int) -> Iterator[Row]:
    """A two-character word found through the index against a LIKE scan of the same table."""
    chance = random.Random(7)  # noqa: S311 - made-up text
    index(ws, chance, PASSAGES // 10)
    tenth, _ = compared(runs, lambda: queries.search(ws, "灵敏", 200), lambda: scan(ws, "灵敏"))
    index(ws, chance, PASSAGES - PASSAGES // 10)
    for word in ("灵敏", "𠮷田"):
        whole, ratio = compared(
            runs, lambda w=word: queries.search(ws, w, 200), lambda w=word: scan(ws, w)
        )
        name = f"search of “{word}” in {PASSAGES:,} passages"
        note = f"{whole / tenth:.2f}x of the time in a tenth of them" if word == "灵敏" else "rare"
        yield Row(name, ratio, 0.15, against="a bare LIKE scan", note=note)
        yield Row(name, whole, 20, "ms")


def index(ws: Workspace, chance: random.Random, number: int) -> None:
    """Add made-up passages, one of them with a rare name."""
    texts = ["".join(chance.choices(WORDS, k=60)) for _ in range(number)]
    texts[5] += "𠮷田"
    with ws.writing() as work:
        found = [search.Passage("", "content", uuid.uuid4().hex, "", 1, text) for text in texts]
        search.add(work.connection, found)


def scan(ws: Workspace, word: str) -> None:
    """Look through every passage."""
    with ws.database.reading() as connection:
        connection.exec_driver_sql(
            "SELECT number FROM passage WHERE text LIKE ?", (f"%{word}%",)
        ).fetchall()


def compared(
    runs: int, work: Callable[[], object], yardstick: Callable[[], object]
) -> tuple[float, float]:
    """Run both in turn; return the median of the work in milliseconds and the median of the ratios."""
    pairs = [(timed(work), timed(yardstick)) for _ in range(runs)]
    ratios = [mine / theirs for mine, theirs in pairs]
    return statistics.median(mine for mine, _ in pairs), statistics.median(ratios)


def repeated(work: Callable[[], object]) -> Callable[[], None]:
    """Return work that is done several times together."""

    def several() -> None:
        for _ in range(AT_ONCE):
            work()

    return several


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
