"""Commands on a buyer's file: read, stored, read again, answered, and read back from the bidder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.cli import outcomes as outcomes_of
from dossier_app.cli.frame import Session, Told, Words, subject, verb

if TYPE_CHECKING:
    from dossier_app.service.answerplans import AnswerPlan

COMMANDS = Words("tendering")
_TENDER = subject(COMMANDS, "tender", "A buyer's requirement file and the answers to it.")
outcomes_of.add_to(_TENDER)
_ID = click.argument("dossier", metavar="ID")
_FILE = click.argument("file", type=click.Path(path_type=Path))
_T = click.argument("tender", metavar="T")
_APPLY = click.option("--apply", is_flag=True, help="Take it over; without it, only show.")


@verb(_TENDER, "read", _FILE)
def _read(session: Session, *, file: Path) -> None:
    """Read a buyer's file without storing anything."""
    from dossier_app.service import imports

    session.give(imports.read_tender_file(file, Told(session)).as_json())


@verb(
    _TENDER,
    "import",
    _ID,
    _FILE,
    click.option("--tender", help="Join this tender (default: a new one)."),
    click.option("--other-project", is_flag=True, help="Though the file names another project."),
)
def _import(
    session: Session, *, dossier: str, file: Path, tender: str | None, other_project: bool
) -> None:
    """Store what a buyer's file says, with the file as evidence."""
    from dossier_app.service import imports, queries

    read = imports.read_tender_file(file, Told(session))
    with session.writing() as ws:
        identity = imports.import_tender(
            ws,
            dossier,
            (file, read),
            tender=imports.Joining(tender, other_project),
            progress=Told(session),
        )
        record = queries.dossier(ws, dossier).tender(identity)
    code = record.text("code") if record else ""
    for finding in read.findings:
        session.say(finding.message)
    counts = {
        "requirements": len(read.requirements),
        "scoring": len(read.scoring),
        "price_lines": len(read.price_lines),
    }
    findings = [finding.as_json() for finding in read.findings]
    lines = [code, *(f"{name}\t{count}" for name, count in counts.items())]
    value = {"tender": identity, "code": code, **counts, "findings": findings}
    session.give(value, "\n".join(lines))


@verb(
    _TENDER,
    "reread",
    _ID,
    _T,
    _FILE,
    _APPLY,
    click.option("--drop-gone", is_flag=True, help="Take out rows that are gone, and answers."),
    click.option("--other-project", is_flag=True, help="Though the file names another project."),
)
def _reread(session: Session, *, dossier: str, tender: str, file: Path, **flags: bool) -> None:
    """Show what a clarified file says otherwise; with --apply take it over and keep the answers."""
    from dossier_app.service import imports, rereading

    read = imports.read_tender_file(file, Told(session))
    with session.writing() if flags["apply"] else session.reading() as ws:
        plan = rereading.reread(ws, dossier, tender, read, other_project=flags["other_project"])
        moved = plan.counts().keys() - {"same"}
        differs = bool(
            plan.facts or plan.marks or plan.lists or any(plan.counts()[each] for each in moved)
        )
        if flags["apply"] and differs:
            rereading.apply_reread(ws, plan, drop_gone=flags["drop_gone"])
    lines = [f"{state}\t{count}" for state, count in plan.counts().items()]
    lines += [f"{each.state}\t{each.title}" for each in plan.lists]
    _give(session, plan.as_json(), lines, applied=flags["apply"] and differs)


@verb(
    _TENDER,
    "match",
    _ID,
    _T,
    click.option(
        "--take",
        multiple=True,
        metavar="REQUIREMENT[=N]",
        help="Take suggestion N (1 = best) over for a requirement, by id or clause number.",
    ),
    _APPLY,
)
def _match(
    session: Session, *, dossier: str, tender: str, take: tuple[str, ...], apply: bool
) -> None:
    """Suggest answers with scores and sources; with --take plan some of them, with --apply write those."""
    from dossier_app.service import answering

    if take or apply:
        _accept(session, dossier, tender, take=take, apply=apply)
        return
    with session.reading() as ws:
        rows = answering.match(ws, dossier, tender, progress=Told(session))
    lines = [
        f"{row.requirement.text('number')}\t{each.suggestion.score:.2f}\t{each.suggestion.known.answer}"
        for row in rows
        for each in row.offered
    ]
    session.give({"rows": [row.as_json() for row in rows]}, "\n".join(lines))


@verb(_TENDER, "fill", _ID, _T, _APPLY)
def _fill(session: Session, *, dossier: str, tender: str, apply: bool) -> None:
    """Show what figures alone decide; with --apply write it. Confirmed answers are never touched."""
    from dossier_app.service import answering

    with session.writing() if apply else session.reading() as ws:
        plan = answering.fill(ws, dossier, tender, progress=Told(session))
        if apply and plan.steps:
            answering.apply(ws, plan)
    _give_answers(session, plan, applied=apply and bool(plan.steps))


@verb(_TENDER, "roundtrip", _ID, _T, _FILE, _APPLY)
def _roundtrip(session: Session, *, dossier: str, tender: str, file: Path, apply: bool) -> None:
    """Show which cells of an exported table were edited; with --apply take over those that can be."""
    from dossier_app.service import roundtrip

    with session.writing() if apply else session.reading() as ws:
        plan = roundtrip.roundtrip(ws, dossier, tender, file, progress=Told(session))
        applied = apply and any(cell.problem is None for cell in plan.cells)
        if applied:
            roundtrip.apply_roundtrip(ws, plan)
    lines = [f"{cell.place}\t{cell.column}\t{cell.old} → {cell.new}" for cell in plan.cells]
    _give(session, plan.as_json(), lines, applied=applied)


@verb(_TENDER, "backfill", _ID, _T, _FILE, _APPLY)
def _backfill(session: Session, *, dossier: str, tender: str, file: Path, apply: bool) -> None:
    """Find each evidence page in the bidder's PDF; with --apply write the page columns."""
    from dossier_app.service import backfill

    with session.writing() if apply else session.reading() as ws:
        plan = backfill.backfill(ws, dossier, tender, file, progress=Told(session))
        if apply:
            backfill.apply_backfill(ws, plan)
    lines = [f"{each.title}\t{each.page}\t{each.match.page}" for each in plan.found]
    lines += [f"{each.title}\t{each.page}\t{each.why[session.lang]}" for each in plan.missing]
    _give(session, plan.as_json(), lines, applied=apply)


def _accept(
    session: Session, dossier: str, tender: str, *, take: tuple[str, ...], apply: bool
) -> None:
    from dossier_app.service import answering, queries

    if not take:
        message = Text(
            "没有指明采用哪些建议。用 --take 要求编号 指明，再加 --apply。",
            "Which suggestions to take is not said. Name them with --take, then add --apply.",
        )
        raise BadInput(message, place="--take", code="USAGE")
    with session.writing() if apply else session.reading() as ws:
        found = queries.dossier(ws, dossier)
        stored = found.tender(tender)
        rows = found.where("requirement", tender=stored.id) if stored else ()
        numbers = {row.text("number"): row.id for row in reversed(rows)}
        picks = dict(_pick(part, numbers.get) for part in take)
        plan = answering.accept(ws, dossier, tender, picks, progress=Told(session))
        if apply and plan.steps:
            answering.apply(ws, plan)
    _give_answers(session, plan, applied=apply and bool(plan.steps))


def _pick(part: str, by_number: Callable[[str], str | None]) -> tuple[str, int]:
    name, mark, raw = part.rpartition("=")
    if not mark:
        name, raw = raw, "1"
    if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw) <= 9:
        message = Text(
            "“{part}”应写成 要求编号=第几条建议。", "“{part}” must be written REQUIREMENT=N."
        )
        raise BadInput(message.format(part=part[:60]), place="--take", code="USAGE")
    return by_number(name) or name, int(raw) - 1


def _give_answers(session: Session, plan: AnswerPlan, *, applied: bool) -> None:
    lines = [f"{step.requirement.text('number')}\t{step.text}" for step in plan.steps]
    lines += [
        f"{left.requirement.text('number')}\t({left.why[session.lang]})" for left in plan.left
    ]
    _give(session, plan.as_json(), lines, applied=applied)


def _give(session: Session, value: dict[str, Any], lines: list[str], *, applied: bool) -> None:
    session.give(value | {"applied": applied}, "\n".join(lines))
