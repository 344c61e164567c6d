"""Two versions of a PTR compared clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dossier_app.model.dossier import Dossier
from dossier_app.model.packlaw import PtrClause
from dossier_app.model.ptrfacts import live
from dossier_app.model.ptrtree import tree
from dossier_app.model.records import Record

_HEAD = (("1.1", "ptr.models"), ("1.2", "ptr.release"), ("1.3", "ptr.version_rule"))
_ANNEX = (("A1", "ptr.architecture"), ("A2", "ptr.ui_map"), ("A3", "ptr.topology"))


class State(Enum):
    """How a clause of the later version stands to the earlier one."""

    SAME = "same"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause of one version: what identifies it, its number, title and wording."""

    key: str
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause of both versions; None where it is not there."""

    state: State
    old: Piece | None
    new: Piece | None

    def as_json(self) -> dict[str, Any]:
        """Return the difference for scripts."""
        pieces = {
            name: None
            if piece is None
            else {"number": piece.number, "title": piece.title, "text": piece.text}
            for name, piece in (("old", self.old), ("new", self.new))
        }
        return {"state": self.state.value, **pieces}


def pieces(dossier: Dossier, known: tuple[PtrClause, ...]) -> tuple[Piece, ...]:
    """Return the clauses of a PTR in the order of the document."""
    return tuple(_pieces(live(dossier), known))


def _pieces(dossier: Dossier, known: tuple[PtrClause, ...]) -> Iterator[Piece]:
    for number, key in _HEAD:
        yield Piece(key, number, "", _answer(dossier, key))
    whole = tree(dossier, known)
    for branch in whole.branches:
        clause = branch.clause
        yield Piece(clause.field, clause.number, clause.title.zh, _answer(dossier, clause.field))
    for node in whole.nodes():
        row = node.record
        yield Piece(f"indicator:{row.id}", node.number, row.text("name"), row.text("requirement"))
        if node.method is not None:
            yield _method(node.method)
    yield Piece("ptr.test_environment", "3.0", "", _answer(dossier, "ptr.test_environment"))
    for method in whole.loose:
        yield _method(method)
    for n, row in enumerate(dossier.all("term"), 1):
        yield Piece(f"term:{row.id}", f"4.{n}", row.text("term"), row.text("definition"))
    for number, key in _ANNEX:
        yield Piece(key, number, "", _answer(dossier, key))


def _method(row: Record) -> Piece:
    standard = row.text("standard")
    text = row.text("method") + (f"（依据 {standard}）" if standard else "")
    return Piece(f"method:{row.id}", row.text("clause"), "", text)


def _answer(dossier: Dossier, key: str) -> str:
    mark = dossier.not_applicable.get(key)
    return f"不适用：{mark.reason}" if mark else dossier.text(key)


def compare(one: Dossier, other: Dossier, known: tuple[PtrClause, ...]) -> tuple[Difference, ...]:
    """Return every clause of two versions; clauses of other dossiers pair by title, else by number."""
    kept = _Kept(pieces(one, known))
    pairs = [(kept.take(piece), piece) for piece in pieces(other, known)]
    found = [
        Difference(_state(before, piece), before, piece)
        for before, piece in pairs
        if piece.text or (before is not None and before.text)
    ]
    gone = [Difference(State.REMOVED, piece, None) for piece in kept.left if piece.text]
    return (*found, *gone)


class _Kept:
    """The clauses of the earlier version that have no partner yet, found by key, title or number."""

    def __init__(self, old: tuple[Piece, ...]) -> None:
        self.left = dict.fromkeys(old)
        self._by: dict[tuple[str, ...], list[Piece]] = {}
        for piece in old:
            for name in _names(piece):
                self._by.setdefault(name, []).append(piece)

    def take(self, piece: Piece) -> Piece | None:
        """Return the partner of a clause and keep it no longer; None when there is none."""
        for name in _names(piece):
            for each in self._by.get(name, ()):
                if each in self.left:
                    del self.left[each]
                    return each
        return None


def _names(piece: Piece) -> tuple[tuple[str, ...], ...]:
    sort, _, record = piece.key.partition(":")
    if not record:
        return (("key", piece.key),)
    titles = (("title", sort, piece.title),) if piece.title else ()
    return (("key", piece.key), *titles, ("number", sort, piece.number))


def _state(before: Piece | None, piece: Piece) -> State:
    if before is None or (not before.text and piece.text):
        return State.ADDED
    if before.text and not piece.text:
        return State.REMOVED
    if before.text != piece.text or before.title != piece.title:
        return State.CHANGED
    return State.SAME if before.number == piece.number else State.RENUMBERED
