"""What the writers cost against bare libraries drawing the same content: medians of runs in turn.

Run by hand: `python tests/benchmarks/bench_writers.py [runs]`. Prints one line for each row of
`design/quality.md`: work, yardstick, ratio, peak memory of a fresh process, growth from n to 10n.
Each measurement runs in a process of its own, so that caches and memory do not carry over.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang
from dossier_app.model.document import (
    Align,
    Attachment,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)

_WORDS = (
    "投标产品应支持对胸部薄层CT平扫影像中直径≥4mm的肺结节进行自动检测，灵敏度不低于0.95，假阳性不高于2个/例；",
    "响应：支持自动检测并给出结节位置、长径、短径、体积和平均CT值，检测灵敏度为0.962（95%CI：0.941~0.978）。",
    "系统应支持与医院PACS、RIS、HIS集成，符合DICOM 3.0标准，单例处理时间不超过60 s，支持并发处理；",
    "软件完整版本V2.1.3.20250918与注册证载明的发布版本2.1一致，见检验报告第4页至第6页。",
)
_COLUMNS = (
    Column("序号", 0.6, Align.CENTRE),
    Column("招标文件要求", 3.0),
    Column("投标响应", 3.0),
    Column("偏离", 0.8, Align.CENTRE, ("无偏离", "正偏离", "负偏离")),
    Column("证明材料", 1.4),
    Column("页码", 0.7, Align.CENTRE),
)
_SHEET_COLUMNS = (*_COLUMNS, Column("单价", 1.0, Align.RIGHT), Column("备注", 1.2))


def pack(chapters: int) -> Document:
    """Return a document of about 12 pages a chapter: 60 % table, 30 % text."""
    blocks: list[Heading | Paragraph | Table] = []
    for chapter in range(chapters):
        blocks.append(Heading(1, f"第{chapter + 1}部分 技术规格响应", f"c{chapter}"))
        for part in range(3):
            blocks.append(Heading(2, f"{chapter + 1}.{part + 1} 功能与性能"))
            for index in range(5):
                words = "".join(_WORDS[(index + step) % 4] for step in range(5))
                blocks.append(Paragraph((f"{chapter}-{part}-{index} {words}",)))
        rows = tuple(_row(chapter * 100 + number) for number in range(58))
        blocks.append(Table(_COLUMNS, rows, f"表{chapter + 1} 技术偏离表", f"偏离表{chapter + 1}"))
    cover = Cover("肺结节CT影像辅助检测软件", "投标支持文件", (("项目编号", "BENCH-1"),))
    return Document("bench", "投标支持文件", Lang.ZH, tuple(blocks), cover=cover, header="基准")


def _row(number: int) -> Row:
    long = f"{number} {_WORDS[number % 4]}{_WORDS[(number + 1) % 4]}"
    tone = (Tone.NORMAL, Tone.OK, Tone.BAD)[number % 3]
    deviation = ("无偏离", "正偏离", "负偏离")[number % 3]
    texts = (f"★{number}", long, long[::-1][:60], deviation, "注册证", str(number % 300))
    return Row(tuple(Cell((t,), tone if i == 3 else Tone.NORMAL) for i, t in enumerate(texts)))


def draw_pack(folder: Path, size: int) -> dict[str, float]:
    """Our PDF of `size` chapters: layout and drawing apart from reading back."""
    from dossier_app.writers.pdf import finish, flow, paint, readback, sources

    document = pack(size)
    start = time.perf_counter()
    opened = sources.Sources(Path, folder)
    layout = flow.lay_out(document, opened, SILENT)
    paint.paint(document, layout, folder / "drawn.pdf", SILENT)
    finish.finish(folder / "drawn.pdf", folder / "out.pdf", layout, opened, SILENT)
    drawn = time.perf_counter()
    peak = _peak()
    readback.prove(folder / "out.pdf", layout, "bench")
    proven = time.perf_counter()
    _save_lines(layout, folder / "lines.json")
    return {
        "seconds": drawn - start,
        "read back": proven - drawn,
        "pages": len(layout.pages),
        "peak": peak,
    }


def _save_lines(layout: object, target: Path) -> None:
    from dossier_app.writers.pdf.page import Rule, Words

    pages = [
        (
            [
                (o.x, o.y, o.style.family.value, o.style.size, "".join(map(str, o.line)))
                for o in page.ops
                if isinstance(o, Words)
            ],
            [(o.x1, o.y1, o.x2, o.y2) for o in page.ops if isinstance(o, Rule)],
        )
        for page in layout.pages  # type: ignore[attr-defined] - a layout, typed loosely so that nothing is imported early
    ]
    target.write_text(json.dumps(pages), encoding="utf-8")


def bare_canvas(folder: Path, _size: int) -> dict[str, float]:
    """The yardstick: reportlab's canvas drawing the same lines and rules at known places."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from dossier_app.base.paths import resources

    pages = json.loads((folder / "lines.json").read_text(encoding="utf-8"))
    start = time.perf_counter()
    for name in (
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
        "NotoSerifSC-Regular",
        "NotoSerifSC-Bold",
    ):
        pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / f"{name}.ttf")))
    canvas = Canvas(str(folder / "bare.pdf"), pageCompression=1, invariant=1)
    for lines, rules in pages:
        for x, y, family, size, text in lines:
            canvas.setFont(family, size)
            canvas.drawString(x, 842 - y, text)
        for x1, y1, x2, y2 in rules:
            canvas.line(x1, 842 - y1, x2, 842 - y2)
        canvas.showPage()
    canvas.save()
    return {"seconds": time.perf_counter() - start, "pages": len(pages), "peak": _peak()}


def sheet(rows: int) -> Document:
    """Return a document with one table of `rows` rows and 8 columns."""
    made = []
    for number in range(rows):
        cells = _row(number).cells
        price = Cell((f"{number}.50",), number=f"{number}.50")
        made.append(Row((*cells, price, Cell(("备注",))), key=f"r{number}"))
    return Document("b", "b", Lang.ZH, (Table(_SHEET_COLUMNS, tuple(made), "表", "偏离表"),))


def write_sheet(folder: Path, size: int) -> dict[str, float]:
    """Our workbook of `size` rows, apart from reading back."""
    from dossier_app.writers.xlsx import book, readback
    from dossier_app.writers.xlsx.sheets import sheet_tables

    document = sheet(size)
    start = time.perf_counter()
    book.fill([document], sheet_tables([document]), folder / "out.xlsx")
    written = time.perf_counter()
    peak = _peak()
    readback.prove(folder / "out.xlsx", {"偏离表": size})
    proven = time.perf_counter()
    return {"seconds": written - start, "read back": proven - written, "peak": peak}


def bare_workbook(folder: Path, size: int) -> dict[str, float]:
    """The yardstick: openpyxl write-only, the same cells, styles made once."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

    document = sheet(size)
    table = next(document.tables())
    start = time.perf_counter()
    book = Workbook(write_only=True)
    side = Side("thin")
    style = NamedStyle("cell", Font(name="宋体", size=10), border=Border(side, side, side, side))
    style.alignment = Alignment(wrap_text=True, vertical="top")
    book.add_named_style(style)
    target = book.create_sheet("偏离表")
    target.append([column.title for column in table.columns])
    first = WriteOnlyCell(target, "")
    first.style = "cell"
    for row in table.rows:
        cells = []
        for cell in row.cells:
            value = float(Decimal(cell.number)) if cell.number else str(cell.content[0])
            made = WriteOnlyCell(target, value)
            made._style = first._style
            cells.append(made)
        cells.append(WriteOnlyCell(target, row.key))
        target.append(cells)
    book.save(folder / "bare.xlsx")
    return {"seconds": time.perf_counter() - start, "peak": _peak()}


def _attachments(folder: Path, count: int) -> list[Path]:
    """Make `count` PDFs of 20 scanned-looking pages once."""
    import random

    from PIL import Image
    from reportlab import rl_config
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    paths = []
    for number in range(count):
        path = folder / f"a{number}.pdf"
        paths.append(path)
        if path.exists():
            continue
        canvas = Canvas(str(path), pageCompression=1, invariant=1)
        noise = random.Random(number)  # noqa: S311 - noise, no secret
        for page in range(20):
            image = Image.frombytes("L", (240, 320), noise.randbytes(240 * 320))
            canvas.drawImage(ImageReader(image), 60, 100, 480, 640)
            for line in range(30):
                canvas.drawString(60, 760 - line * 20, f"Report {number} page {page} line {line}")
            canvas.showPage()
        canvas.save()
    return paths


def merge(folder: Path, size: int) -> dict[str, float]:
    """Our merging of `size` files of 20 pages: stamped, bookmarked, linked."""
    from dossier_app.writers.pdf import finish, flow, paint, readback, sources

    paths = {f"{number:064x}": path for number, path in enumerate(_attachments(folder, size))}
    blocks = [Heading(1, "附件")] + [
        Attachment(key, f"附件 {int(key, 16)}", "application/pdf", f"x{key}") for key in paths
    ]
    document = Document("m", "附件", Lang.ZH, tuple(blocks))
    start = time.perf_counter()
    opened = sources.Sources(paths.__getitem__, folder)
    layout = flow.lay_out(document, opened, SILENT)
    paint.paint(document, layout, folder / "drawn.pdf", SILENT)
    finish.finish(folder / "drawn.pdf", folder / "merged.pdf", layout, opened, SILENT)
    drawn = time.perf_counter()
    peak = _peak()
    readback.prove(folder / "merged.pdf", layout, "bench")
    return {
        "seconds": drawn - start,
        "read back": time.perf_counter() - drawn,
        "pages": len(layout.pages),
        "peak": peak,
    }


def bare_merge(folder: Path, size: int) -> dict[str, float]:
    """The yardstick: qpdf joining the same files."""
    paths = [str(path) for path in _attachments(folder, size)]
    start = time.perf_counter()
    subprocess.run(["qpdf", "--empty", "--pages", *paths, "--", str(folder / "q.pdf")], check=True)
    return {"seconds": time.perf_counter() - start, "peak": 0.0}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_WORK: dict[str, Callable[[Path, int], dict[str, float]]] = {
    work.__name__: work
    for work in (draw_pack, bare_canvas, write_sheet, bare_workbook, merge, bare_merge)
}
_ROWS = (
    ("300-page pack / bare canvas", "draw_pack", "bare_canvas", 24, 1.8),
    ("10,000-row workbook / bare write-only", "write_sheet", "bare_workbook", 10_000, 1.1),
    ("50 x 20 pages merged / qpdf", "merge", "bare_merge", 50, 2.0),
)


def _in_child(folder: Path, name: str, size: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", name, str(size), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(runs: int) -> None:
    """Measure every row and print it."""
    for title, work, yardstick, size, goal in _ROWS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _in_child(folder, work, size)
            ours, theirs = [], []
            for _ in range(runs):
                ours.append(_in_child(folder, work, size))
                theirs.append(_in_child(folder, yardstick, size))
            small = _in_child(folder, work, size // 10)
        mine = statistics.median(run["seconds"] for run in ours)
        other = statistics.median(run["seconds"] for run in theirs)
        ratios = statistics.median(
            a["seconds"] / b["seconds"] for a, b in zip(ours, theirs, strict=True)
        )
        print(f"{title}: {mine:.2f} s / {other:.2f} s = {ratios:.2f} (goal {goal})")  # noqa: T201
        print(  # noqa: T201
            f"    pages {ours[0].get('pages', 0):.0f}, reading back {ours[0]['read back']:.2f} s, "
            f"peak {ours[0]['peak']:.0f} MB (yardstick {theirs[0]['peak']:.0f} MB); "
            f"a tenth: {small['seconds']:.2f} s, {small['peak']:.0f} MB, "
            f"growth {mine / small['seconds']:.1f} for 10"
        )


if __name__ == "__main__":
    if "--one" in sys.argv:
        _, _, chosen, amount, where = sys.argv
        print(json.dumps(_WORK[chosen](Path(where), int(amount))))  # noqa: T201
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
