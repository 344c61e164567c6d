"""Commands on what comes back: result, stamped scans, dates to keep."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Told, day, verb

_ID = click.argument("dossier", metavar="ID")
_T = click.argument("tender", metavar="T")


_FILE = click.argument("file", type=click.Path(path_type=Path))
_RESULT = (
    click.option("--state", required=True, help="won, lost or dropped."),
    click.option("--on", default=None, help="The day on which the result was published."),
    click.option("--rank", type=click.IntRange(1, 999)),
    click.option("--winner", default=""),
    click.option("--price", default=None, help="The winning price in yuan."),
    click.option("--reason", default=""),
    click.option("--score", multiple=True, metavar="ITEM=POINTS", help="Points achieved."),
)
_APPLY = click.option("--apply", is_flag=True, help="Take it over; without it, only show.")
_DATES = (
    click.option("--tender", default="", help="Only this tender and the papers."),
    click.option("--out", "target", required=True, type=click.Path(path_type=Path)),
    click.option("--replace", is_flag=True, help="Replace an existing file."),
)


def add_to(group: click.Group) -> None:
    """Put the commands beside the others about a tender."""
    verb(group, "result", _ID, _T, *_RESULT)(_result)
    verb(group, "sealed", _ID, _T, _FILE, _APPLY)(_sealed)
    verb(group, "blind-check", _ID, _T, _FILE)(_blind)
    verb(group, "calendar", _ID, *_DATES)(_calendar)


def _result(session: Session, *, dossier: str, tender: str, **said: Any) -> None:  # noqa: ANN401 - click's values
    """Keep how a tender ended, with its answers; winning ones are suggested first from then on."""
    from dossier_app.service import outcomes, queries

    price = said["price"]
    result = outcomes.Result(
        said["state"],
        day(said["on"], "--on"),
        said["rank"],
        said["winner"],
        _number(price, "--price") if price is not None else None,
        said["reason"],
        dict(map(_score, said["score"])),
    )
    with session.writing() as ws:
        outcomes.record_result(ws, dossier, tender, result)
        record = queries.dossier(ws, dossier).tender(tender)
    until = record.text("challenge_until") if record else ""
    value = {"state": result.state, "challenge_until": until or None}
    session.give(value, "\t".join(filter(None, (result.state, until))))


def _sealed(session: Session, *, dossier: str, tender: str, file: Path, apply: bool) -> None:
    """Find the documents to be sealed in a stamped scan; with --apply tick those found whole."""
    from dossier_app.service import outcomes

    with session.writing() if apply else session.reading() as ws:
        found = outcomes.match_sealed(ws, dossier, tender, file, Told(session))
        applied = apply and outcomes.take_sealed(ws, dossier, file, found) is not None
    lines = [f"{each.name}\t{len(each.pages)}/{each.wanted}" for each in found]
    value = {"documents": [each.as_json() for each in found], "applied": applied}
    session.give(value, "\n".join(lines))


def _blind(session: Session, *, dossier: str, tender: str, file: Path) -> None:
    """Look through a finished blind part (PDF): names, contacts, prices, properties, pictures; exit 2 when any."""
    from dossier_app.service.blindcheck import check_blind

    with session.reading() as ws:
        found = check_blind(ws, dossier, tender, file, Told(session))
    value = {"ok": not found, "found": [each.as_json() for each in found]}
    session.give(value, "\n".join(f"{each.page}\t{each.what[session.lang]}" for each in found))
    if found:
        click.get_current_context().exit(2)


def _calendar(session: Session, *, dossier: str, tender: str, target: Path, replace: bool) -> None:
    """Write deadlines and ends of papers as a calendar file (.ics)."""
    from dossier_app.service import outcomes

    with session.reading() as ws:
        found = outcomes.write_calendar(ws, dossier, target, tender=tender, replace=replace)
    events = [{"when": e.when.isoformat(), "what": e.title.as_json()} for e in found]
    session.give({"path": str(target), "events": events}, str(target))


def _score(part: str) -> tuple[str, Decimal]:
    name, mark, raw = part.rpartition("=")
    if not mark:
        message = Text("“{part}”应写成 评分项=得分。", "“{part}” must be written ITEM=POINTS.")
        raise BadInput(message.format(part=part[:60]), place="--score", code="USAGE")
    return name, _number(raw, "--score")


def _number(raw: str, place: str) -> Decimal:
    try:
        value = Decimal(raw)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        message = Text("“{raw}”不是数字。", "“{raw}” is no number.")
        raise BadInput(message.format(raw=raw[:60]), place=place, code="USAGE")
    return value
