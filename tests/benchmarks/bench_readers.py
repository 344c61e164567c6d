"""How long reading takes against its yardstick, in turn, in one run: `python tests/benchmarks/bench_readers.py`."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

from dossier_app.readers.tender import read_here, read_tender

_CLAUSES = (
    "支持{n}mm及以上肺结节自动检出，结节检出敏感度≥90%，假阳性≤3个/例",
    "单例（300层，层厚1mm）自动处理时间不超过{n}秒",
    "支持层厚0.5～{n}mm、管电压70～140kV的胸部CT",
    "提供按医师选择筛选并生成的结构化报告，医师可修改后确认",
)
_TURNS = 5


def workbook(path: Path, rows: int) -> None:
    """Write a requirement workbook of `rows` rows and 8 columns with a group row before every 25th."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("技术参数")
    sheet.append(["★为实质性条款，不满足作无效投标处理；▲为重要指标，负偏离每项扣2分。"])
    sheet.append(["序号", "标记", "技术参数要求", "证明材料", "数量", "响应情况", "偏离", "备注"])
    for number in range(1, rows + 1):
        if number % 25 == 1:
            sheet.append([f"{number // 25 + 1}. 第{number // 25 + 1}组功能"])
        mark = "★" if number % 10 == 0 else "▲" if number % 5 == 0 else None
        text = _CLAUSES[number % len(_CLAUSES)].format(n=number % 40 + 1)
        place = f"{number // 25 + 1}.{number % 25 + 1}"
        sheet.append([place, mark, text, "检验报告", number % 7, "响应", "无偏离", f"备注{number}"])
    book.save(path)


def bare(path: Path) -> int:
    """Read every cell with openpyxl and do nothing else."""
    book = openpyxl.load_workbook(path, data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)


def bare_read_only(path: Path) -> int:
    """Read every cell with openpyxl's faster mode."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    count = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)
    book.close()
    return count


def measured(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print median times and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        for rows in (300, 1_000, 10_000):
            path = Path(folder) / f"{rows}.xlsx"
            workbook(path, rows)
            works: dict[str, Callable[[], object]] = {
                "openpyxl": lambda path=path: bare(path),
                "openpyxl read-only": lambda path=path: bare_read_only(path),
                "ours": lambda path=path: read_here(path),
                "ours through the child": lambda path=path: read_tender(path),
            }
            times: dict[str, list[float]] = {name: [] for name in works}
            for _ in range(_TURNS):
                for name, work in works.items():
                    times[name].append(measured(work))
            print(f"{rows} rows, {len(read_here(path).requirements)} requirements")  # noqa: T201
            for name in works:
                ratio = statistics.median(
                    own / yard for own, yard in zip(times[name], times["openpyxl"], strict=True)
                )
                print(f"  {name:24} {statistics.median(times[name]):7.3f} s  x{ratio:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
