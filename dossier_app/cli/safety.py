"""Commands that keep a workspace safe and tell whether it is."""

from __future__ import annotations

from pathlib import Path

import click

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Words, verb

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


@verb(COMMANDS, "backup")
def _backup(session: Session) -> None:
    """Keep a checked copy of the workspace's data now."""
    with session.writing() as ws:
        path = ws.back_up()
    session.give({"backup": str(path)}, str(path))


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
