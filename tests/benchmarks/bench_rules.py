"""Loading the shipped pack and one classification, printed as medians; run by hand, never timed in the suite."""

from __future__ import annotations

import resource
import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date

from dossier_app.model.changecheck import change_check
from dossier_app.model.checks import check
from dossier_app.model.classify import classify
from dossier_app.model.facts import parse_facts
from dossier_app.model.registration import filing_of, profile_for
from dossier_app.model.variations import variations
from dossier_app.rules.loader import load_pack, shipped_packs
from tests.model.clean import clean

ROUNDS = 9
ON = date(2026, 11, 22)


def median_seconds(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure each piece of work and its yardstick in turn and print the figures."""
    folder = shipped_packs()[0]
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pack = load_pack(folder)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    facts = [parse_facts(case.facts) for case in pack.cases]
    yardstick = median_seconds(lambda: [tomllib.loads(text) for text in texts])
    load = median_seconds(lambda: load_pack(folder))
    began = time.process_time()
    load_pack(folder, proved=True)
    processor = time.process_time() - began
    one = median_seconds(lambda: [classify(fact, pack, ON) for fact in facts]) / len(facts)
    change = median_seconds(lambda: change_check({"core_algorithm": True}, pack))
    dossier = clean()
    rules = median_seconds(lambda: check(dossier, pack, ON))
    profile = profile_for(pack, "III", "domestic")
    filing = median_seconds(
        lambda: filing_of(dossier, pack, klass="III", profile=profile, made=frozenset())
    )
    many = median_seconds(lambda: variations(facts[0], pack, ON))
    size = sum(len(text) for text in texts)
    lines = [
        f"pack                 {size:,} characters in {len(texts)} files",
        f"bare tomllib parse   {yardstick * 1000:8.1f} ms",
        f"load_pack            {load * 1000:8.1f} ms   {load / yardstick:.2f}x bare parse (goal 150 ms)",
        f"  of it processor    {processor * 1000:8.1f} ms",
        f"memory grown         {grown:8.1f} MB   (goal 30 MB)",
        f"one classification   {one * 1000:8.2f} ms   (goal 5 ms)",
        f"one change check     {change * 1000:8.2f} ms",
        f"all rules, a dossier {rules * 1000:8.1f} ms   (goal 300 ms)",
        f"filing directory     {filing * 1000:8.1f} ms",
        f"all variations       {many * 1000:8.1f} ms",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
