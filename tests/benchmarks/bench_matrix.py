"""The evidence matrix of 100 claims: worked out and painted; what attached files say, read once and judged again.

Run by hand: `python tests/benchmarks/bench_matrix.py [runs]`.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.rows import Row, show

CLAIMS, RESULTS, FILES, PAGES = 100, 300, 200, 20
_PAGE = (
    "产品名称 肺结节CT影像辅助检测软件\n型号规格：LN-1 发布版本：2\n结节检出敏感度 93.5%。"
    + "正文" * 600
)


def main() -> None:
    """Measure and print."""
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 5))


def rows(runs: int) -> list[Row]:
    """Return the measured rows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from dossier_app.model.statements import statements

    drawn = [_drawn() for _ in range(runs)]
    texts = [[(page, _PAGE) for page in range(1, PAGES + 1)] for _ in range(FILES)]
    started = time.perf_counter()
    for pages in texts:
        statements(pages)
    read = (time.perf_counter() - started) * 1000 / FILES
    return [
        Row("matrix of 100 claims worked out and painted", statistics.median(drawn), 50, "ms",
            note=f"longest of {runs}: {max(drawn):.0f} ms"),
        Row("what a file of 20 pages says of the product", read, 50, "ms", note="once a file"),
    ]  # fmt: skip


def _drawn() -> float:
    """Return the milliseconds from a change to the painted matrix page."""
    from PySide6.QtWidgets import QApplication

    from dossier_app.service.commands import AddRecord, Batch, CreateDossier, SetAnswer
    from dossier_app.service.workspace import Workspace
    from dossier_app.ui.app import application, first_window
    from dossier_app.ui.pages.matrix import MatrixPage
    from dossier_app.ui.settings import Settings
    from dossier_app.ui.spot import PageKey, Spot

    application()
    with tempfile.TemporaryDirectory() as name, Workspace.create(Path(name) / "w") as ws:
        ws.do(CreateDossier("d1", "m", "矩阵"))
        ws.do(Batch(_name(), tuple(AddRecord("d1", *row) for row in _records())))
        window = first_window(ws, Settings(Path(name) / "w.ini"))
        window.resize(1366, 768)
        window.show()
        window.go(Spot(PageKey.MATRIX, "d1"))
        end = time.monotonic() + 30
        page = window.page()
        assert isinstance(page, MatrixPage)
        while time.monotonic() < end and page.claims.model.total() < CLAIMS:
            QApplication.processEvents()
        ws.do(SetAnswer("d1", "claim.model", "LN-2"))
        started = time.perf_counter()
        page.refresh(window.desk.current)
        page.claims.table.viewport().repaint()
        taken = (time.perf_counter() - started) * 1000
        assert page.claims.model.total() == CLAIMS
        window.close()
    return taken


def _name() -> object:
    from dossier_app.base.text import Text

    return Text("准备", "prepare")


def _records() -> list[tuple[str, str, dict[str, str]]]:
    from dossier_app.model.matrix import DIMENSIONS

    found = [
        ("claim_item", f"c{n}", {"text": f"主张 {n}：结节检出敏感度不低于九成", "kind": "detection", "metric": f"m{n}"})
        for n in range(CLAIMS)
    ]  # fmt: skip
    for n in range(RESULTS):
        values = {"metric": f"m{n % CLAIMS}", "value": str(Decimal(n)), "design": "mrmc"}
        found.append(("result", f"r{n}", values | {"dimension": DIMENSIONS[n % 11].key}))
    return found


if __name__ == "__main__":
    main()
