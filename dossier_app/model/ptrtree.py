"""The outline of the PTR: clauses by template, indicators under them, methods mirrored, and what a move renumbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Fix
from dossier_app.model.packlaw import PtrClause
from dossier_app.model.ptrrefs import TEXTS, renumbered
from dossier_app.model.records import Record
from dossier_app.model.steps.requirements import CLAUSES

GENERAL, SPECIAL, SAFETY, QUALITY = "2.1", "2.2", "2.3", "2.4"
_NUMBER = re.compile(r"[23](?:\.\d+)+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the template: its number, title and the answer that holds its text."""

    number: str
    title: Text
    field: str


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator in the outline, with its method and what stands under it."""

    number: str
    record: Record
    method: Record | None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A clause with the indicators under it."""

    clause: Clause
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole of chapters 2 and 3; `stray` are indicators whose number belongs to no clause."""

    branches: tuple[Branch, ...]
    stray: tuple[Node, ...]
    loose: tuple[Record, ...]
    """methods that test no indicator, such as those that mirror a clause"""

    def nodes(self) -> Iterator[Node]:
        """Yield every indicator from top to bottom."""
        for branch in self.branches:
            yield from _walk(branch.nodes)
        yield from _walk(self.stray)


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


_TAIL: Final = (
    Clause(SPECIAL, Text("专用要求", "Special requirements"), "ptr.special"),
    Clause(SAFETY, Text("安全要求", "Safety requirements"), "ptr.safety"),
)
_QUALITY: Final = Clause(QUALITY, Text("软件质量要求", "Software quality"), "ptr.quality")
_PLAIN_2022: Final = tuple(
    Clause(
        field.label.zh.split(" ")[0],
        Text(field.label.zh.split(" ", 1)[1], field.label.en.split(" ", 1)[1]),
        field.key,
    )
    for field in CLAUSES
)
_BY_NUMBER: Final = {clause.number: clause for clause in _PLAIN_2022}


def clauses(template: str, known: tuple[PtrClause, ...]) -> tuple[Clause, ...]:
    """Return the clauses of a template in order; those of 2015 come from the pack's mapping to 2022."""
    if template != "2015":
        return (*_PLAIN_2022, *_TAIL)
    return _clauses_2015(known)


@lru_cache(maxsize=4)
def _clauses_2015(known: tuple[PtrClause, ...]) -> tuple[Clause, ...]:
    old = [entry for entry in known if entry.edition == "2015" and entry.becomes in _BY_NUMBER]
    made = tuple(
        Clause(
            f"{GENERAL}.{number}",
            Text(entry.title, _BY_NUMBER[entry.becomes].title.en),
            _BY_NUMBER[entry.becomes].field,
        )
        for number, entry in enumerate(old, 1)
    )
    return (*made, *_TAIL, _QUALITY)


def tree(dossier: Dossier, known: tuple[PtrClause, ...]) -> Tree:
    """Return the outline of a dossier's PTR by its template."""
    fixed = clauses(dossier.text("ptr.template"), known)
    methods = method_of(dossier)
    tested = {method.id for method in methods.values()}
    loose = tuple(m for m in in_order(dossier.all("test_method")) if m.id not in tested)
    rows = in_order(dossier.all("indicator"))
    parents = _parents(rows, {clause.number for clause in fixed})
    under: dict[str, list[Record]] = {}
    for row in rows:
        under.setdefault(parents[row.id], []).append(row)

    def made(place: str) -> tuple[Node, ...]:
        return tuple(
            Node(row.text("clause"), row, methods.get(row.id), made(row.id))
            for row in under.get(place, ())
        )

    return Tree(tuple(Branch(clause, made(clause.number)) for clause in fixed), made(""), loose)


def _parents(rows: tuple[Record, ...], fixed: set[str]) -> dict[str, str]:
    """Return for each indicator what it stands under: the id of another, the number of a clause, or nothing."""
    ids: dict[str, str] = {}
    for row in rows:
        ids.setdefault(row.text("clause"), row.id)
    return {row.id: _parent(row.text("clause"), ids, fixed) for row in rows}


def _parent(number: str, ids: Mapping[str, str], fixed: set[str]) -> str:
    head = number
    while "." in head:
        head = head.rpartition(".")[0]
        if head in fixed:
            return head
        if head in ids:
            return ids[head]
    return ""


def in_order(rows: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return rows by clause number (2.1.10 after 2.1.9), then by their own order."""
    return tuple(sorted(rows, key=lambda row: (sort_key(row.text("clause")), row.position)))


@lru_cache(maxsize=8192)
def sort_key(number: str) -> tuple[int, ...]:
    """Return what sorts clause numbers; a number that is none comes last."""
    return tuple(int(part) for part in number.split(".")) if _NUMBER.fullmatch(number) else (99,)


def method_of(dossier: Dossier) -> dict[str, Record]:
    """Return the method of each indicator by its id: the one linked to it, else the one whose number mirrors it."""
    rows = dossier.all("test_method")
    linked = {row.text("indicator"): row for row in reversed(rows) if row.text("indicator")}
    mirrored = {
        f"2{row.text('clause')[1:]}": row
        for row in reversed(rows)
        if row.text("clause").startswith("3.") and not row.text("indicator")
    }
    found = {}
    for indicator in dossier.all("indicator"):
        method = linked.get(indicator.id) or mirrored.get(indicator.text("clause"))
        if method is not None:
            found[indicator.id] = method
    return found


def move(
    dossier: Dossier, known: tuple[PtrClause, ...], indicator: str, under: str, at: int
) -> Fix:
    """Return the commands that put an indicator under a clause or another indicator at a place from 0.

    Everything that stands after it there and where it was is renumbered, with its methods and every
    reference to the numbers in the texts.

    Raises:
        BadInput: no such indicator or clause, or a place under itself.
    """
    whole = tree(dossier, known)
    node = next((n for n in whole.nodes() if n.record.id == indicator), None)
    if node is None:
        raise BadInput(_NO_INDICATOR.format(id=indicator[:40]), place=indicator, code="PTR-MOVE")
    if any(n.record.id == under or n.number == under for n in _walk((node,))):
        raise BadInput(_UNDER_ITSELF.format(number=node.number), place=under, code="PTR-MOVE")
    numbers: dict[str, str] = {}
    target = _target(whole, under)
    for number, nodes in _levels(whole):
        kept = [n for n in nodes if n.record.id != indicator]
        if number == target:
            kept.insert(max(0, min(at, len(kept))), node)
        elif len(kept) == len(nodes):
            continue
        numbers |= _numbered(_number_after(number, numbers, whole), tuple(kept))
    label = _MOVE.format(name=node.record.text("name"), number=numbers[indicator])
    return Fix(label, tuple(renumber(dossier, numbers)))


def _target(whole: Tree, under: str) -> str:
    for number, _ in _levels(whole):
        if number == under:
            return number
    for node in whole.nodes():
        if under in (node.record.id, node.number):
            return node.record.id
    raise BadInput(_NO_CLAUSE.format(number=under[:40]), place=under, code="PTR-MOVE")


def _levels(whole: Tree) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Yield each place that holds indicators: a clause's number or an indicator's id, from the top down."""
    for branch in whole.branches:
        yield branch.clause.number, branch.nodes
    if whole.stray:
        yield "", whole.stray
    for node in whole.nodes():
        yield node.record.id, node.children


def _number_after(place: str, numbers: Mapping[str, str], whole: Tree) -> str:
    """Return the number of a place once what was renumbered so far has its new one."""
    node = next((n for n in whole.nodes() if n.record.id == place), None)
    return place if node is None else numbers.get(place, node.number)


def _numbered(head: str, nodes: tuple[Node, ...]) -> dict[str, str]:
    numbers: dict[str, str] = {}
    if not head:
        return numbers
    for n, node in enumerate(nodes, 1):
        numbers[node.record.id] = f"{head}.{n}"
        numbers |= _numbered(f"{head}.{n}", node.children)
    return numbers


def tidy(dossier: Dossier, known: tuple[PtrClause, ...]) -> Fix | None:
    """Return the commands that close the gaps in all numbers; None when there are none."""
    whole = tree(dossier, known)
    numbers: dict[str, str] = {}
    for branch in whole.branches:
        numbers |= _numbered(branch.clause.number, branch.nodes)
    commands = tuple(renumber(dossier, numbers))
    return Fix(_TIDY, commands) if commands else None


def change_template(dossier: Dossier, known: tuple[PtrClause, ...], template: str) -> Fix | None:
    """Return the commands that set the other template and take every number along; None when it is set already."""
    now = dossier.text("ptr.template") or "2022"
    if template == now:
        return None
    new = {clause.field: clause.number for clause in clauses(template, known)}
    numbers: dict[str, str] = {}
    moved: dict[str, str] = {}
    for branch in tree(dossier, known).branches:
        number = new.get(branch.clause.field)
        if number is not None and number != branch.clause.number:
            moved[branch.clause.number] = number
            numbers |= _rebased(branch.nodes, branch.clause.number, number)
    answer = {
        "do": "SetAnswer",
        "dossier": dossier.heading.id,
        "field": "ptr.template",
        "value": template,
    }
    label = _TEMPLATE.format(template=template)
    return Fix(label, (answer, *renumber(dossier, numbers, moved)))


def _rebased(nodes: tuple[Node, ...], old: str, new: str) -> dict[str, str]:
    return {n.record.id: new + n.number[len(old) :] for n in _walk(nodes)}


def renumber(
    dossier: Dossier, numbers: Mapping[str, str], clause_numbers: Mapping[str, str] | None = None
) -> Iterator[dict[str, object]]:
    """Yield the commands that give indicators (by id) new numbers, their methods the mirrored ones, references the new ones."""
    methods, rows = method_of(dossier), {r.id: r for r in dossier.all("indicator")}
    changed = {i: new for i, new in numbers.items() if rows[i].text("clause") != new}
    words = dict(clause_numbers or {})
    new_values: dict[tuple[str, str], dict[str, object]] = {}
    for each, new in changed.items():
        words.setdefault(rows[each].text("clause"), new)
        new_values["indicator", each] = {"clause": new}
        if each in methods:
            new_values["test_method", methods[each].id] = {"clause": f"3{new[1:]}"}
    mirrored = {f"3{old[1:]}": f"3{new[1:]}" for old, new in words.items()}
    linked = {method.id for method in methods.values()}
    for method in dossier.all("test_method"):
        if method.id not in linked and method.text("clause") in mirrored:
            new_values["test_method", method.id] = {"clause": mirrored[method.text("clause")]}
    yield from _told(dossier, words | mirrored, new_values)


def _told(
    dossier: Dossier,
    words: Mapping[str, str],
    new_values: dict[tuple[str, str], dict[str, object]],
) -> Iterator[dict[str, object]]:
    """Yield the changes of answers and records, references in their texts included."""
    if not words and not new_values:
        return
    for key, value in dossier.answers.items():
        if key.startswith("ptr.") and isinstance(value, str):
            text = renumbered(value, words)
            if text != value:
                yield {
                    "do": "SetAnswer",
                    "dossier": dossier.heading.id,
                    "field": key,
                    "value": text,
                }
    for kind, keys in TEXTS.items():
        for row in dossier.all(kind):
            values = new_values.get((kind, row.id), {})
            for key in keys:
                text = renumbered(row.text(key), words)
                if text != row.text(key):
                    values = values | {key: text}
            if values:
                yield {"do": "ChangeRecord", "kind": kind, "id": row.id, "values": values}


_NO_INDICATOR = Text("没有指标“{id}”。", "There is no indicator “{id}”.")
_NO_CLAUSE = Text("没有条款“{number}”。", "There is no clause “{number}”.")
_UNDER_ITSELF = Text("{number} 不能移到自己的下级。", "{number} cannot be moved under itself.")
_MOVE = Text("移动指标“{name}”至 {number}", "Move indicator “{name}” to {number}")
_TIDY = Text("整理条款编号", "Close gaps in clause numbers")
_TEMPLATE = Text("改用 {template} 版模板", "Change to the template of {template}")
