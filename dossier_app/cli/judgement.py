"""Commands that judge and find: classification, checks, numbers, changes, board, search."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Words, day, subject, verb
from dossier_app.model.fields import CHINA

COMMANDS = Words("judgement")
_CERTIFICATE = subject(COMMANDS, "certificate", "Registration numbers.")
_ID = click.argument("dossier", metavar="ID")
_ON = click.option("--on", help="The day to judge at (default today; a sample its own day).")


@verb(
    COMMANDS,
    "classify",
    click.argument("subject", metavar="FACTS.json|ID"),
    _ON,
    click.option("--what-if", multiple=True, metavar="KEY=VALUE", help="Replace a fact."),
    click.option("--variations", is_flag=True, help="The class under each single change."),
)
def _classify(
    session: Session, *, subject: str, on: str | None, what_if: tuple[str, ...], variations: bool
) -> None:
    """Classify bare facts of a JSON file, or a dossier's product."""
    from dossier_app.model.override import override_of
    from dossier_app.service import judging
    from dossier_app.service.imports import read_json

    judged, override = day(on, "--on"), {}
    changes = dict(_pair(part) for part in what_if)
    path = Path(subject)
    if path.suffix.lower() == ".json" or path.is_file():
        raw = read_json(path)
        facts = {**raw, **changes} if isinstance(raw, dict) else raw
        result = judging.classify_facts(facts, judged or datetime.now(CHINA).date())
    elif variations:
        with session.reading() as ws:
            found_all = judging.class_variations(ws, subject, judged)
        lines = [f"{each.change[session.lang]}\t{each.outcome} {each.code}" for each in found_all]
        session.give({"variations": [each.as_json() for each in found_all]}, "\n".join(lines))
        return
    else:
        with session.reading() as ws:
            result = judging.classification(ws, subject, judged, changes or None)
            found = override_of(ws.views.dossier(subject)) if not changes else None
        if found is not None:
            override = {"override": found.as_json()}
    session.give(result.as_json() | override)


@verb(COMMANDS, "check", _ID, click.option("--tender", help="Only this tender."), _ON)
def _check(session: Session, *, dossier: str, tender: str | None, on: str | None) -> None:
    """Print all findings; exit 2 when one blocks."""
    from dossier_app.service import judging

    with session.reading() as ws:
        report = judging.report(ws, dossier, on=day(on, "--on"), tender=tender)
    lines = [
        f"{found['severity']}\t{found['code']}\t{found['message'][session.lang.value]}"
        for found in report["findings"]
    ]
    session.give(report, "\n".join(lines))
    if judging.blocks(report):
        click.get_current_context().exit(2)


@verb(_CERTIFICATE, "parse", click.argument("number", metavar="NUMBER"), _ON)
def _parse(session: Session, *, number: str, on: str | None) -> None:
    """Take a registration number apart."""
    from dossier_app.model.certificate import parse_number
    from dossier_app.service.packs import find_pack

    judged = day(on, "--on") or datetime.now(CHINA).date()
    session.give(parse_number(number, find_pack(""), judged).as_json())


@verb(
    COMMANDS,
    "change-check",
    _ID,
    click.argument("file", type=click.Path(path_type=Path), required=False),
    click.option("--from", "old", help="The full version that is registered."),
    click.option("--to", "new", help="The full version that is to come."),
)
def _change_check(
    session: Session, *, dossier: str, file: Path | None, old: str | None, new: str | None
) -> None:
    """Tell whether a change needs registration: by its facts, by two full versions, or by both."""
    from dossier_app.service import ptrwork
    from dossier_app.service.imports import read_json

    if file is None and not (old and new):
        raise click.UsageError("FACTS.json | --from, --to.")
    facts = {} if file is None else read_json(file)
    with session.reading() as ws:
        versions = (old, new) if old and new else None
        result, change = ptrwork.change_answer(ws, dossier, facts, versions)
    session.give(result.as_json() | ({"versions": change.as_json()} if change else {}))


@verb(
    COMMANDS,
    "board",
    click.option("--out", type=click.Path(path_type=Path), help="A .pdf or .xlsx file."),
    click.option("--replace", is_flag=True, help="Replace an existing file."),
    _ON,
)
def _board(session: Session, *, out: Path | None, replace: bool, on: str | None) -> None:
    """Show the managers' board, or write it to a file."""
    from dossier_app.service.board import board

    if out is not None:
        from dossier_app.service.boardpaper import write_board

        judged = day(on, "--on")
        with session.reading() as ws:
            told = write_board(ws, out, on=judged, lang=session.lang, replace=replace)
        session.give(told, str(out))
        return
    with session.reading() as ws:
        shown = board(ws, day(on, "--on"))
    lines = [
        f"{line.heading.key}\t{line.state[session.lang]}\t{line.blockers}\t{line.missing}\t{line.warnings}"
        for line in shown.lines
    ]
    session.give(shown.as_json(), "\n".join(lines))


@verb(
    COMMANDS,
    "search",
    click.argument("words", nargs=-1, required=True),
    click.option("--limit", type=click.IntRange(1, 10_000), default=200),
)
def _search(session: Session, *, words: tuple[str, ...], limit: int) -> None:
    """Find words in answers, records and evidence; hits grouped by kind."""
    from dossier_app.service import queries

    with session.reading() as ws:
        hits = queries.search(ws, " ".join(words), limit)
    groups: dict[str, list[dict[str, Any]]] = {}
    for hit in hits:
        entry = {
            "dossier": hit.dossier,
            "id": hit.id,
            "field": hit.field,
            "page": hit.page,
            "label": hit.label.as_json(),
            "snippet": hit.snippet,
        }
        groups.setdefault(hit.kind or "answer", []).append(entry)
    lines = [f"{hit.label[session.lang]}\t{hit.snippet}" for hit in hits]
    session.give({"hits": groups, "count": len(hits)}, "\n".join(lines))


@verb(COMMANDS, "where-used", _ID, click.argument("fact", metavar="FACT"))
def _where_used(session: Session, *, dossier: str, fact: str) -> None:
    """List every place at which a fact (field key, kind:id, or words) stands."""
    from dossier_app.service import queries

    with session.reading() as ws:
        uses = queries.where_used(ws, dossier, fact)
    rows = [{"place": use.place, "text": use.text.as_json()} for use in uses]
    session.give({"uses": rows}, "\n".join(use.text[session.lang] for use in uses))


def _pair(part: str) -> tuple[str, Any]:
    key, mark, raw = part.partition("=")
    if not mark:
        message = Text("“{part}”应写成 键=值。", "“{part}” must be written key=value.")
        raise BadInput(message.format(part=part[:60]), place="--what-if", code="USAGE")
    try:
        return key, json.loads(raw)
    except ValueError:
        return key, raw.split(",") if "," in raw else raw
