"""The 300-page pack against typst setting the same content: `python tests/benchmarks/bench_typst.py [runs]`.

typst is no dependency of the program. When it is not installed, it is put into a temporary virtual
environment for the time of the run; where that cannot be done, the row says so.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dossier_app.base.paths import resources
from dossier_app.model.document import Align, Document, Heading, Paragraph, Table, plain
from tests.benchmarks import bench_writers
from tests.benchmarks.rows import Row, in_child, show

CHAPTERS = 24
_COMPILE = """
import json, resource, sys, time
source, target, fonts = sys.argv[1:]
start = time.perf_counter()
import typst
typst.compile(source, output=target, font_paths=[fonts], ignore_system_fonts=True)
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
_PREAMBLE = """
#set page(paper: "a4", margin: (x: 56pt, top: 74pt, bottom: 64pt), header: [投标支持文件],
  footer: context [#h(1fr) 第 #counter(page).display() 页 共 #counter(page).final().first() 页 #h(1fr)])
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh")
#show heading: set text(font: "Noto Sans SC", weight: "bold")
#set table(stroke: 0.5pt)
#outline(title: "目录")
"""


def main() -> None:
    """Measure and print."""
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 5))


def rows(runs: int) -> list[Row]:
    """Return the measured row, or none when typst cannot be had."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = _typst_python(folder)
        if python is None:
            sys.stdout.write("typst cannot be had here: the comparison was left out\n")
            return []
        source = folder / "pack.typ"
        source.write_text("".join(_source(bench_writers.pack(CHAPTERS))), encoding="utf-8")
        ours, theirs = [], []
        for _ in range(runs):
            ours.append(in_child(__file__, folder))
            theirs.append(_compiled(python, source, folder / "typst.pdf"))
        pages = _pages(folder / "typst.pdf")
    ratio = statistics.median(
        mine["seconds"] / other["seconds"] for mine, other in zip(ours, theirs, strict=True)
    )
    note = (
        f"{ours[0]['pages']:.0f} pages in {ours[0]['peak']:.0f} MB; "
        f"typst {pages} pages in {theirs[0]['peak']:.0f} MB"
    )
    return [Row("300-page tender pack", ratio, 0.8, against="typst, the same content", note=note)]


def draw(folder: Path) -> dict[str, float]:
    """Our pack in this fresh process, imports of the libraries included, as with typst."""
    start = time.perf_counter()
    found = bench_writers.draw_pack(folder, CHAPTERS)
    return {**found, "seconds": time.perf_counter() - start - found["read back"]}


def _typst_python(folder: Path) -> str | None:
    """Return an interpreter that has typst, made for the purpose if need be."""
    try:
        import typst  # type: ignore[import-not-found]  # noqa: F401 - a benchmark's yardstick only
    except ImportError:
        made = folder / "venv"
        venv.create(made, with_pip=True)
        python = str(made / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        install = [python, "-m", "pip", "install", "--quiet", "typst"]
        got = subprocess.run(install, check=False, stderr=subprocess.DEVNULL)
        return python if got.returncode == 0 else None
    return sys.executable


def _compiled(python: str, source: Path, target: Path) -> dict[str, float]:
    command = [python, "-c", _COMPILE, str(source), str(target), str(resources() / "fonts")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _source(document: Document) -> Iterator[str]:
    yield _PREAMBLE
    for block in document.blocks:
        match block:
            case Heading():
                yield f"\n#heading(level: {block.level})[#{_text(block.text)}]\n"
            case Paragraph():
                yield f"\n#{_text(plain(block.content))}\n"
            case Table():
                yield from _table(block)
            case _:
                raise TypeError(type(block).__name__)


def _table(table: Table) -> Iterator[str]:
    wides = ", ".join(f"{column.weight}fr" for column in table.columns)
    sides = ", ".join(_SIDES[column.align] for column in table.columns)
    heads = ", ".join(_text(column.title) for column in table.columns)
    yield f"\n#align(center)[*#{_text(table.caption)}*]\n#text(size: 9pt)[#table(columns: ({wides}),"
    yield f" align: ({sides}), table.header({heads}),\n"
    for row in table.rows:
        yield "  " + ", ".join(_text(plain(cell.content)) for cell in row.cells) + ",\n"
    yield ")]\n"


def _text(words: str) -> str:
    return "text(" + json.dumps(words, ensure_ascii=False) + ")"


_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(draw(Path(sys.argv[2]))) + "\n")
    else:
        main()
