"""Commands that hand a dossier over to another machine."""

from __future__ import annotations

from pathlib import Path

import click

from dossier_app.cli.frame import Session, Told, Words, not_built, subject, verb

COMMANDS = Words("handover")
_BUNDLE = subject(COMMANDS, "bundle", "Hand a dossier over with its files.")
_ID = click.argument("dossier", metavar="ID")


@verb(
    _BUNDLE,
    "out",
    _ID,
    click.argument("target", type=click.Path(path_type=Path)),
    click.option("--replace", is_flag=True, help="Replace an existing file."),
)
def _out(session: Session, *, dossier: str, target: Path, replace: bool) -> None:
    """Write a dossier with its evidence files into one .dossier file."""
    from dossier_app.service.bundle import write_bundle

    with session.reading() as ws:
        session.give(write_bundle(ws, dossier, target, replace=replace, progress=Told(session)))


@verb(
    _BUNDLE,
    "in",
    click.argument("file", type=click.Path(path_type=Path)),
    click.option("--plan", is_flag=True, help="Only show what would change."),
    click.option("--replace", is_flag=True, help="Replace a dossier that is there."),
)
def _in(session: Session, *, file: Path, plan: bool, replace: bool) -> None:
    """Take a .dossier file in, whole or not at all."""
    from dossier_app.service.bundle import plan_bundle, read_bundle

    if plan:
        with session.reading() as ws:
            session.give(plan_bundle(ws, file))
        return
    with session.writing(create=True) as ws:
        session.give(read_bundle(ws, file, replace=replace, progress=Told(session)))


@verb(COMMANDS, "redact", _ID, click.argument("target", type=click.Path(path_type=Path)))
def _redact(session: Session, *, dossier: str, target: Path) -> None:
    """Write a bundle without what must not leave (not in this build)."""
    raise not_built("redact")
