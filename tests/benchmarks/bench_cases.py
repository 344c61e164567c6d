"""200,000 case rows imported, compared and distributed, against a bare CSV read: `python tests/benchmarks/bench_cases.py`."""

from __future__ import annotations

import csv
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.rows import Row, in_child, peak, show

ROWS = 200_000
_MAKERS = ("SIEMENS", "GE", "联影", "PHILIPS", "CANON", "东软")
_SETS = ("训练集", "训练集", "训练集", "训练集", "调优集", "测试集", "临床")
_HEAD = "数据集 患者编号 检查号 图像编号 机构 地区 设备厂商 型号 采集日期 年龄 性别 标签 病灶大小 层厚 管电压"


def write_list(path: Path, rows: int) -> None:
    """Write a list of images: two to a study, four to a patient, seven sets."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(_HEAD.split())
        for n in range(rows):
            study, patient = n // 2, n // 4
            out.writerow(
                (
                    _SETS[patient % 7], f"P{patient:06d}", f"S{study:07d}", f"IM{n:08d}",
                    f"样例第{patient % 11}医院", ("华东", "华南", "华北")[patient % 3],
                    _MAKERS[patient % 6], f"M{patient % 14}",
                    f"2023-{patient % 12 + 1:02d}-{patient % 28 + 1:02d}", 18 + patient % 70,
                    "男女"[patient % 2], ("阳性", "阴性")[study % 2], f"{n % 300 / 10:.1f}",
                    ("0.5", "1.0", "1.25", "5")[patient % 4], ("100", "120", "140")[patient % 3],
                )
            )  # fmt: skip


def one(path: Path) -> dict[str, float]:
    """Read the file barely, then take it into a new workspace and work out what it tells."""
    from dossier_app.base.text import same
    from dossier_app.service import cases, queries
    from dossier_app.service.commands import AddRecord, Batch, CreateDossier
    from dossier_app.service.workspace import Workspace

    roles = {"训练集": "training", "调优集": "tuning", "测试集": "test", "临床": "clinical"}
    with tempfile.TemporaryDirectory() as folder, Workspace.create(Path(folder) / "ws") as ws:
        ws.do(CreateDossier("d", "d", "d"))
        sets = [AddRecord("d", "dataset", r, {"name": n, "role": r}) for n, r in roles.items()]
        ws.do(Batch(same("sets"), tuple(sets)))
        start = time.perf_counter()
        with path.open(encoding="utf-8", newline="") as stream:
            rows = sum(1 for _ in csv.reader(stream)) - 1
        bare = time.perf_counter() - start
        start = time.perf_counter()
        cases.take_in(ws, "d", cases.CaseImport(path))
        taken = time.perf_counter() - start
        facts = queries.dossier(ws, "d").cases
        whole = time.perf_counter() - start
        if sum(each.counts.rows for each in facts.lists) != rows:
            raise RuntimeError("rows were lost")
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"bare": bare, "taken": taken, "whole": whole, "peak": peak(), "child": child}


def rows(runs: int) -> Iterator[Row]:
    """Yield the ratio and the most memory that either process held."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        write_list(path, ROWS)
        found = [in_child(__file__, path) for _ in range(runs)]
    ratio = statistics.median(each["whole"] / each["bare"] for each in found)
    taken = statistics.median(each["taken"] / each["bare"] for each in found)
    note = f"of which taking in {taken:.1f}"
    yield Row(
        "200,000 case rows imported, overlaps and distributions",
        ratio,
        6,
        against="bare csv read",
        note=note,
    )
    most = max(max(each["peak"], each["child"]) for each in found)
    yield Row("memory of the case import (the larger of its two processes)", most, 300, "MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(Path(sys.argv[2]))))  # noqa: T201
    else:
        show(list(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
