"""Commands that keep a workspace safe and tell whether it is."""

from __future__ import annotations

from pathlib import Path

import click

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Told, Words, day, verb

COMMANDS = Words("safety")


@verb(
    COMMANDS, "verify-audit", click.option("--head", default="", help="A head hash noted earlier.")
)
def _verify_audit(session: Session, *, head: str) -> None:
    """Check the record's hash chain; exit 8 when a row was changed, removed or re-ordered."""
    from dossier_app.service.care import verify_audit

    with session.reading() as ws:
        found = verify_audit(ws, head)
    if found.fault is not None:
        message = Text(
            "审计追踪在第 {seq} 行处被改动（{kind}）。之前的行完好。",
            "The audit trail was tampered with at row {seq} ({kind}). The rows before it are intact.",
        )
        seq, kind = found.fault
        raise IntegrityBroken(
            message.format(seq=seq, kind=kind), place=str(seq), code="AUDIT-CHAIN"
        )
    value = {
        "ok": True,
        "rows": found.rows,
        "head": found.head,
        "statement": found.statement.as_json(),
    }
    session.give(value, f"{found.rows} {found.head}\n{found.statement[session.lang]}")


@verb(
    COMMANDS,
    "record",
    click.option("--dossier", default="", metavar="ID"),
    click.option("--person", default="", help="Only rows of this person."),
    click.option("--words", default="", help="Only rows with these words."),
    click.option("--since", help="From this day on (YYYY-MM-DD)."),
    click.option("--until", help="Up to this day."),
    click.option("--out", type=click.Path(path_type=Path), help="Write .xlsx or .csv."),
)
def _record(session: Session, *, out: Path | None, **how: str) -> None:
    """List or write the record of changes with old and new values, filtered."""
    from dossier_app.service import record

    since, until = day(how["since"], "--since"), day(how["until"], "--until")
    wanted = record.Filter(how["dossier"], how["person"], how["words"], since, until)
    with session.reading() as ws:
        if out:
            count = record.export(ws, wanted, out, session.lang)
            session.give({"path": str(out), "rows": count}, str(count))
            return
        found = record.rows(ws, wanted)
    rows = [
        {
            "seq": line.seq,
            "at": line.at.isoformat(),
            "person": line.person,
            "dossier": line.dossier,
            "name": line.name.as_json(),
            "changes": [{"place": c.place, "old": c.old, "new": c.new} for c in line.changes],
            "reason": line.reason,
            "undoes": line.undoes,
            "hash": line.hash,
        }
        for line in found
    ]
    lines = [f"{e.seq}\t{e.at:%Y-%m-%d %H:%M}Z\t{e.person}\t{e.name[session.lang]}" for e in found]
    session.give({"rows": rows}, "\n".join(lines))


@verb(
    COMMANDS,
    "backup",
    click.option("--list", "listed", is_flag=True, help="List the backups instead."),
    click.option("--second", type=click.Path(path_type=Path), help="Keep copies there too."),
    click.option("--no-second", is_flag=True, help="Keep copies here only."),
)
def _backup(session: Session, *, listed: bool, second: Path | None, no_second: bool) -> None:
    """Keep a checked copy of data, attachments, versions and packs now, here and in the second place."""
    from dossier_app.service import safekeeping

    if listed:
        kept = safekeeping.listed(session.folder)
        lines = [f"{e.at:%Y-%m-%d %H:%M:%S}Z\t{e.reason}\t{e.files}\t{e.path}" for e in kept]
        session.give({"backups": [each.as_json() for each in kept]}, "\n".join(lines))
        return
    with session.writing() as ws:
        if second or no_second:
            safekeeping.choose_second(ws, second)
        made = safekeeping.make(ws, progress=Told(session))
    if made.trouble:
        session.say(made.trouble)
    trouble = made.trouble.as_json() if made.trouble else None
    session.give({"backup": str(made.path), "second_trouble": trouble}, str(made.path))


@verb(COMMANDS, "restore", click.argument("file", type=click.Path(path_type=Path)))
def _restore(session: Session, *, file: Path) -> None:
    """Put a backup in the place of the workspace's data; the present state is kept first."""
    from dossier_app.service.care import restore

    kept = restore(session.folder, file)
    session.give({"restored": str(file), "kept": str(kept) if kept else None}, str(kept or ""))


@verb(COMMANDS, "doctor")
def _doctor(session: Session) -> None:
    """Check file, rows, references, evidence files and the record; exit 8 when something is broken."""
    from dossier_app.service.care import examine

    with session.reading() as ws:
        report = examine(ws)
    session.give(report.as_json(), "\n".join(line[session.lang] for line in report.lines()))
    if not report.ok:
        click.get_current_context().exit(8)
