"""Claim - requirement - indicator - method - evidence: the chain of each, and its holes both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.ptrtree import in_order, method_of
from dossier_app.model.records import Record


@dataclass(frozen=True, slots=True)
class Chain:
    """One line of the matrix; None or empty where the chain has a hole."""

    claim: Record | None
    function: Record | None
    indicator: Record | None
    method: Record | None
    evidence: tuple[Record, ...]
    holes: tuple[Text, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is missing from claim to evidence."""
        return not self.holes

    def as_json(self) -> dict[str, Any]:
        """Return the line for scripts."""
        ids = {
            name: record.id if record else None
            for name, record in (
                ("claim", self.claim),
                ("function", self.function),
                ("indicator", self.indicator),
                ("method", self.method),
            )
        }
        return {
            **ids,
            "evidence": [row.id for row in self.evidence],
            "holes": [hole.as_json() for hole in self.holes],
        }


def matrix(dossier: Dossier) -> tuple[Chain, ...]:
    """Return the chains from every claim down, then what no claim leads to: functions, indicators, methods."""
    return tuple(_chains(_Links(dossier)))


class _Links:
    """The records of a dossier by what they belong to."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.functions = {row.id: row for row in dossier.all("function")}
        self.methods = method_of(dossier)
        self.indicators: dict[str, list[Record]] = {}
        for row in in_order(dossier.all("indicator")):
            self.indicators.setdefault(row.text("function"), []).append(row)
        self._files = {row.id: row for row in dossier.all("evidence")}
        self._linked: dict[str, list[Record]] = {}
        for link in dossier.all("link"):
            if file := self._files.get(link.text("evidence")):
                self._linked.setdefault(link.text("target"), []).append(file)
        self._results = {row.id: row for row in dossier.all("result")}

    def evidence(self, *records: Record | None) -> tuple[Record, ...]:
        """Return the files that back records: those linked, and the source of a claim's result."""
        found: dict[str, Record] = {}
        for record in records:
            if record is None:
                continue
            own = list(self._linked.get(record.id, ()))
            result = self._results.get(record.text("result"))
            if result is not None:
                own += self._linked.get(result.id, [])
                own += [f for f in (self._files.get(result.text("evidence")),) if f]
            found |= {file.id: file for file in own}
        return tuple(found.values())


def _chains(links: _Links) -> Iterator[Chain]:
    claimed: set[str] = set()
    for claim in links.dossier.all("claim_item"):
        function = links.functions.get(claim.text("function"))
        if function is not None:
            claimed.add(function.id)
        yield from _below(links, claim, function)
    for key, function in links.functions.items():
        if key not in claimed:
            yield from _below(links, None, function)
    for key, rows in links.indicators.items():
        if key not in links.functions:
            yield from (_chain(links, None, None, row) for row in rows)
    tested = {method.id for method in links.methods.values()}
    for method in in_order(links.dossier.all("test_method")):
        if method.id not in tested and not method.text("clause").startswith(("3.0", "3.1")):
            yield Chain(None, None, None, method, links.evidence(method), (_NO_INDICATOR,))


def _below(links: _Links, claim: Record | None, function: Record | None) -> Iterator[Chain]:
    rows: list[Record | None] = list(links.indicators.get(function.id, ())) if function else []
    for row in rows or [None]:
        yield _chain(links, claim, function, row)


def _chain(
    links: _Links, claim: Record | None, function: Record | None, row: Record | None
) -> Chain:
    method = links.methods.get(row.id) if row else None
    files = links.evidence(claim, row, method)
    holes = []
    if claim is None and function is not None:
        holes.append(_NO_CLAIM)
    if function is None:
        holes.append(_NO_REQUIREMENT)
    if row is None:
        holes.append(_NO_INDICATOR)
    elif method is None:
        holes.append(_NO_METHOD)
    if not files:
        holes.append(_NO_EVIDENCE)
    return Chain(claim, function, row, method, files, tuple(holes))


_NO_CLAIM = Text("没有主张", "no claim")
_NO_REQUIREMENT = Text("没有对应功能", "no requirement")
_NO_INDICATOR = Text("没有指标", "no indicator")
_NO_METHOD = Text("没有检验方法", "no method")
_NO_EVIDENCE = Text("没有证据", "no evidence")
