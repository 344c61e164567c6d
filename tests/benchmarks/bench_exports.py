"""Exports of the sample tender: the first, again after one answer changed, and five distributors' variants.

Run by hand: `python tests/benchmarks/bench_exports.py [runs]`. Each run is a fresh process on its own copy
of the sample workspace, so "the first export" is what a person waits for after starting the program.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dossier_app.service.commands import AddRecord, SetAnswer
from dossier_app.service.demo import install_samples
from dossier_app.service.exports import ExportRequest, export
from dossier_app.service.workspace import Workspace
from tests.benchmarks.rows import Row, in_child, peak, show

KEY = "lung-nodule"
TENDER = "T1"
AGAIN = 3
VARIANTS = 5


def main() -> None:
    """Measure and print."""
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 5))


def rows(runs: int) -> list[Row]:
    """Return the measured rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace.create(folder / "samples") as workspace:
            install_samples(workspace)
        changed = [in_child(__file__, "changed", folder) for _ in range(runs)]
        apart, five = [], []
        for _ in range(runs):
            apart.append(in_child(__file__, "variants", folder, 1))
            five.append(in_child(__file__, "variants", folder, VARIANTS))
    again = statistics.median(run["again"] / run["first"] for run in changed)
    variants = statistics.median(
        all_["seconds"] / one["seconds"] for all_, one in zip(five, apart, strict=True)
    )
    first = statistics.median(run["first"] for run in changed)
    most = max(run["peak"] for run in (*changed, *five))
    return [
        Row(
            "exporting again after one answer changed",
            again,
            0.25,
            against="the first export of the process",
            note=f"first {first:.2f} s, pages {changed[0]['pages']:.0f}",
        ),
        Row("five distributors' packs", variants, 1.8, against="one pack, both from a cold start"),
        Row("memory while exporting the sample pack", most, 500, "MB"),
    ]


def changed(folder: Path) -> dict[str, float]:
    """Export, then change one answer and export again a few times."""
    with _copy(folder) as workspace:
        own = workspace.views.dossier(KEY).heading.id
        first, pages = _timed(workspace, folder / "a0")
        again = []
        for number in range(1, AGAIN + 1):
            words = (
                f"用于胸部CT影像的显示、处理、测量和分析，可对{number}mm及以上肺结节进行自动识别"
            )
            workspace.do(SetAnswer(own, "claim.intended_use", words))
            again.append(_timed(workspace, folder / f"a{number}")[0])
    return {"first": first, "again": statistics.median(again), "pages": pages, "peak": peak()}


def variants(folder: Path, count: int) -> dict[str, float]:
    """Export the pack for so many distributors."""
    with _copy(folder) as workspace:
        names = _distributors(workspace, count)
        seconds = [
            _timed(workspace, folder / f"v{n}", name)[0] for n, name in enumerate(names[:count])
        ]
    return {"seconds": sum(seconds), "peak": peak()}


def _distributors(workspace: Workspace, count: int) -> list[str]:
    """Return the distributors of the tender's firm; what lacks of `count` is registered under other names."""
    parties = workspace.views.dossier(KEY).all("party")
    known = [party for party in parties if party.text("role") == "distributor"]
    for number in range(len(known), count):
        values = {**known[0].values, "name": f"基准{number}号医疗器械有限公司"}
        workspace.do(AddRecord("", "party", f"{number:032x}", values))
    parties = workspace.views.dossier(KEY).all("party")
    return [party.id for party in parties if party.text("role") == "distributor"]


def _timed(workspace: Workspace, target: Path, distributor: str = "") -> tuple[float, float]:
    request = ExportRequest(KEY, "tender-pack", target, TENDER, distributor, draft=True)
    start = time.perf_counter()
    result = export(workspace, request)
    seconds = time.perf_counter() - start
    shutil.rmtree(target)
    target.with_name(target.name + ".zip").unlink()
    return seconds, float(max(file.pages or 0 for file in result.files))


def _copy(folder: Path) -> Workspace:
    target = folder / "copy"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder / "samples", target)
    return Workspace.open(target)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        where = Path(sys.argv[3])
        done = changed(where) if sys.argv[2] == "changed" else variants(where, int(sys.argv[4]))
        sys.stdout.write(json.dumps(done) + "\n")
    else:
        main()
