"""Autosave, board, search and reading against their yardsticks in the same run: python -m tests.benchmarks.bench_store."""

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS
from dossier_app.model.dossier import Heading
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, Batch, CreateDossier, SetAnswer
from dossier_app.service.indexing import WORDED
from dossier_app.service.workspace import Workspace
from dossier_app.store import portfolio, search
from dossier_app.store.engine import connect
from dossier_app.store.rows import sealed
from dossier_app.store.schema import ANSWER

ROUNDS = 7
DOSSIERS, PASSAGES = 1_000, 100_000
WORDS = "胸部影像结节检测辅助诊断软件注册检验报告灵敏度特异度临床试验数据集标注医院投标响应偏离要求".strip()


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def compare(
    name: str, ours: Callable[[], object], yardstick: Callable[[], object], goal: str
) -> None:
    """Run both in turn and print medians and their ratio."""
    pairs = [(timed(ours), timed(yardstick)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(part) for part in zip(*pairs, strict=True))
    sys.stdout.write(
        f"{name}: {mine:.2f} ms, yardstick {theirs:.2f} ms, ratio {mine / theirs:.2f} (goal {goal})\n"
    )


def autosave(ws: Workspace, folder: Path) -> None:
    with closing(connect(folder / "bare.sqlite3", mode="rwc")) as bare:
        bare.execute("CREATE TABLE a (k TEXT PRIMARY KEY, v TEXT) STRICT")
        count = iter(range(10**6))

        def ours() -> None:
            for _ in range(20):
                ws.do(SetAnswer("d1", "claim.object", f"胸部 CT 平扫图像 {next(count)}"))

        def yardstick() -> None:
            for _ in range(20):
                bare.execute("BEGIN IMMEDIATE")
                bare.execute("INSERT OR REPLACE INTO a VALUES ('k', ?)", (f"{next(count)}" * 20,))
                bare.execute("COMMIT")

        compare("20 autosaves", ours, yardstick, "<= 2.5, <= 10 ms each")


def board(ws: Workspace) -> None:
    day = queries.judged_date(ws, Heading("", "", "", ""))
    keys = [key for key, field in FIELDS.items() if field.kind in WORDED]
    with ws.writing() as work:
        for n in range(DOSSIERS):
            work.add_dossier(Heading(f"b{n}", f"board-{n}", f"产品{n}", ""))
        rows = [
            sealed(
                "answer",
                {
                    "dossier": f"b{n}",
                    "field": keys[f % len(keys)] if f < len(keys) else f"claim.more{f}",
                    "value": '"x"',
                },
            )
            for n in range(DOSSIERS)
            for f in range(150)
        ]
        work.connection.execute(insert(ANSWER), rows)
        for n in range(DOSSIERS):
            summary = portfolio.Summary(
                f"b{n}", 10**9, day.isoformat(), {"steps": {}, "blockers": 1}
            )
            portfolio.keep(work.connection, summary)

    def bare() -> None:
        with ws.database.reading() as connection:
            connection.exec_driver_sql(
                "SELECT dossier, substr(field, 1, instr(field, '.') - 1), count(*) FROM answer GROUP BY 1, 2"
            ).fetchall()

    compare(
        f"board, {DOSSIERS} dossiers x 150", lambda: queries.board(ws, day), bare, "<= 3, <= 100 ms"
    )


def passages(ws: Workspace) -> None:
    chance = random.Random(7)  # noqa: S311 - made-up text
    texts = ["".join(chance.choices(WORDS, k=60)) for _ in range(PASSAGES)]
    texts[5] += "𠮷田"
    with ws.writing() as work:
        start = time.perf_counter()
        search.add(
            work.connection,
            [search.Passage("", "content", uuid.uuid4().hex, "", 1, t) for t in texts],
        )
        sys.stdout.write(f"index of {PASSAGES} passages: {time.perf_counter() - start:.1f} s\n")
    for word in ("𠮷田", "灵敏"):

        def bare(word: str = word) -> None:
            with ws.database.reading() as connection:
                connection.exec_driver_sql(
                    "SELECT number FROM passage WHERE text LIKE ? LIMIT 1000000", (f"%{word}%",)
                ).fetchall()

        compare(
            f"search {word}",
            lambda word=word: queries.search(ws, word, 200),
            bare,
            "<= 0.15, <= 20 ms",
        )


def reading(ws: Workspace) -> None:
    rows = [
        AddRecord(
            "d1",
            "indicator",
            f"i{n}",
            {"clause": f"2.3.{n}", "name": "敏感度", "requirement": "应不低于 95 %", "value": "95"},
        )
        for n in range(500)
    ]
    ws.do(Batch(Text("指标", "indicators"), tuple(rows)))

    def ours() -> None:
        ws.views.__init__(ws.database)
        queries.dossier(ws, "d1")

    def bare() -> None:
        with closing(sqlite3.connect(ws.database.path)) as connection:
            for line in connection.execute("SELECT * FROM indicator").fetchall():
                json.dumps(line)

    compare("dossier with 500 indicators, every row checked", ours, bare, "tens of ms")
    count = iter(range(10**6))

    def edit() -> None:
        ws.do(SetAnswer("d1", "claim.model", str(next(count))))
        queries.dossier(ws, "d1")

    compare("edit and view again", edit, bare, "-")


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name, Workspace.create(Path(name) / "ws") as ws:
        ws.do(CreateDossier("d1", "lung", "肺结节"))
        autosave(ws, Path(name))
        reading(ws)
        board(ws)
        passages(ws)
        autosave(ws, Path(name) / "ws")


if __name__ == "__main__":
    main()
