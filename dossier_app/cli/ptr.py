"""Commands on the product technical requirements: outline, prefill, move, replace, compare, library, template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier_app.cli.frame import Session, Words, subject, verb

if TYPE_CHECKING:
    from dossier_app.model.dossier import Dossier
    from dossier_app.model.finding import Fix
    from dossier_app.model.ptrtree import Node
    from dossier_app.service.workspace import Workspace

COMMANDS = Words("ptr")
_PTR = subject(COMMANDS, "ptr", "Product technical requirements.")
_ID = click.argument("dossier", metavar="ID")
_PLAN = click.option("--plan", is_flag=True, help="Only show what would change.")


@verb(_PTR, "outline", _ID)
def _outline(session: Session, *, dossier: str) -> None:
    """Print the outline: clauses, indicators and their methods by number."""
    from dossier_app.model.ptrtree import sort_key, tree
    from dossier_app.service import ptrwork, queries

    with session.reading() as ws:
        found = queries.dossier(ws, dossier)
        whole = tree(found, ptrwork.pack_of(ws, found).ptr_clauses)
    shown = [
        {"number": b.clause.number, "title": b.clause.title.as_json(), "field": b.clause.field, "indicators": [_node(n) for n in b.nodes]}
        for b in whole.branches
    ]  # fmt: skip
    named = {b.clause.number: b.clause.title[session.lang] for b in whole.branches}
    named |= {node.number: node.record.text("name") for node in whole.nodes()}
    lines = [f"{number}\t{named[number]}" for number in sorted(named, key=sort_key)]
    stray = [_node(node) for node in whole.stray]
    session.give({"clauses": shown, "stray": stray}, "\n".join(lines))


def _node(node: Node) -> dict[str, object]:
    return {
        "number": node.number,
        "id": node.record.id,
        "name": node.record.text("name"),
        "method": node.method.text("clause") if node.method else None,
        "children": [_node(child) for child in node.children],
    }


@verb(_PTR, "prefill", _ID, click.argument("field", nargs=-1), _PLAN)
def _prefill(session: Session, *, dossier: str, field: tuple[str, ...], plan: bool) -> None:
    """Fill empty clauses from steps 1 and 2 with live facts."""
    from dossier_app.service import ptrwork

    with session.reading() if plan else session.writing() as ws:
        _carry(session, ws, ptrwork.prefill(ws, dossier, *field), plan=plan)


@verb(
    _PTR,
    "move",
    _ID,
    click.argument("indicator"),
    click.option("--under", required=True, help="The clause or indicator it goes under."),
    click.option("--at", type=click.IntRange(1), default=1_000, help="Its place there, from 1."),
    _PLAN,
)
def _move(
    session: Session,
    *,
    dossier: str,
    indicator: str,
    plan: bool,
    **place: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Move an indicator; numbers, methods and every reference follow."""
    from dossier_app.service import ptrwork

    with session.reading() if plan else session.writing() as ws:
        _carry(
            session,
            ws,
            ptrwork.move(ws, dossier, indicator, place["under"], place["at"] - 1),
            plan=plan,
        )


@verb(_PTR, "template", _ID, click.argument("edition", type=click.Choice(["2022", "2015"])), _PLAN)
def _template(session: Session, *, dossier: str, edition: str, plan: bool) -> None:
    """Change to another template; numbers and references follow the mapping."""
    from dossier_app.service import ptrwork

    with session.reading() if plan else session.writing() as ws:
        _carry(session, ws, ptrwork.template(ws, dossier, edition), plan=plan)


@verb(
    _PTR,
    "replace",
    _ID,
    click.argument("words"),
    click.argument("new"),
    click.option("--any-case", is_flag=True, help="Upper and lower case count as the same."),
    _PLAN,
)
def _replace(session: Session, *, dossier: str, words: str, new: str, **how: bool) -> None:
    """Find words in the texts of the PTR and replace them."""
    from dossier_app.service import ptrwork

    with session.reading() if how["plan"] else session.writing() as ws:
        found, hits, fix = ptrwork.replace(ws, dossier, words, new, match_case=not how["any_case"])
        changed = 0 if how["plan"] else ptrwork.carry(ws, found, fix)
    lines = [f"{hit.place[session.lang]}\t{hit.before} → {hit.after}" for hit in hits]
    shown = {"hits": [hit.as_json() for hit in hits], "changed": changed}
    session.give(shown, "\n".join(lines))


@verb(_PTR, "compare", _ID, click.argument("one"), click.argument("other", default="now"))
def _compare(session: Session, *, dossier: str, one: str, other: str) -> None:
    """Compare two versions clause by clause: "now", a baseline, or another dossier's key."""
    from dossier_app.service import ptrwork

    with session.reading() as ws:
        found = ptrwork.comparison(ws, dossier, one, other)
    lines = [
        f"{each.state.value}\t{each.old.number if each.old else '-'} → {each.new.number if each.new else '-'}"
        for each in found
        if each.state.value != "same"
    ]
    session.give({"clauses": [each.as_json() for each in found]}, "\n".join(lines))


@verb(_PTR, "library", _ID, click.argument("words", nargs=-1))
def _library(session: Session, *, dossier: str, words: tuple[str, ...]) -> None:
    """List the index library: the rule pack's, then the firm's own past."""
    from dossier_app.service import ptrwork

    with session.reading() as ws:
        entries = ptrwork.library(ws, dossier, " ".join(words))
    lines = [f"{e.key}\t{e.name[session.lang]}\t{e.wording[session.lang]}" for e in entries]
    session.give({"entries": [entry.as_json() for entry in entries]}, "\n".join(lines))


@verb(
    _PTR,
    "add",
    _ID,
    click.argument("index"),
    click.argument("value"),
    click.option("--condition", default="", help="The condition it is measured under."),
    _PLAN,
)
def _add(session: Session, *, dossier: str, index: str, plan: bool, **figure: str) -> None:
    """Add an index of the library as indicator and method."""
    from dossier_app.service import ptrwork

    with session.reading() if plan else session.writing() as ws:
        _carry(
            session,
            ws,
            ptrwork.add_index(ws, dossier, index, figure["value"], figure["condition"]),
            plan=plan,
        )


@verb(_PTR, "clean", click.argument("file", type=click.Path(path_type=Path)))
def _clean(session: Session, *, file: Path) -> None:
    """Print a text file as the window takes it in when it is pasted: clean words and tables."""
    from dossier_app.model.ptrclean import clean
    from dossier_app.service.ptrwork import read_words

    cleaned = clean(read_words(file))
    shown = {"text": cleaned.text, "done": [each.as_json() for each in cleaned.done]}
    session.give(shown, cleaned.text)


def _carry(
    session: Session, ws: Workspace, planned: tuple[Dossier, Fix | None], *, plan: bool
) -> None:
    from dossier_app.service import ptrwork

    found, fix = planned
    changed = 0 if plan else ptrwork.carry(ws, found, fix)
    shown = ptrwork.plan_json(fix) | {"changed": changed}
    session.give(shown, fix.label[session.lang] if fix else "")
