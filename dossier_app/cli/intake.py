"""Commands that take things in: evidence, exchange forms, lists."""

from __future__ import annotations

from pathlib import Path

import click

from dossier_app.cli.frame import Session, Told, Words, not_built, subject, verb

COMMANDS = Words("intake")
_DATA = subject(COMMANDS, "data", "Case lists.")
_SBOM = subject(COMMANDS, "sbom", "Software lists.")
_ID = click.argument("dossier", metavar="ID")
_FILE = click.argument("file", type=click.Path(path_type=Path))


@verb(
    COMMANDS, "attach", _ID, _FILE, click.option("--kind", required=True, help="Kind of evidence.")
)
def _attach(session: Session, *, dossier: str, file: Path, kind: str) -> None:
    """Take an evidence file in."""
    from dossier_app.service import imports

    with session.writing() as ws:
        record, content = imports.attached(ws, dossier, file, kind, progress=Told(session))
    for finding in content.findings:
        session.say(finding.message)
    findings = [finding.as_json() for finding in content.findings]
    session.give({"evidence": record, "findings": findings}, record)


@verb(
    COMMANDS, "load", _FILE, click.option("--replace", is_flag=True, help="Replace what is there.")
)
def _load(session: Session, *, file: Path, replace: bool) -> None:
    """Bring a dossier in from its exchange form; a workspace that is not there yet is made."""
    from dossier_app.service import imports
    from dossier_app.service.exchange import parse

    raw = imports.read_json(file)
    parse(raw)
    with session.writing(create=True) as ws:
        changed = imports.load(ws, raw, replace=replace)
    session.give(
        {"dossier": changed.dossier, "changed": len(changed.keys), "name": changed.name.as_json()},
        changed.name[session.lang],
    )


@verb(COMMANDS, "dump", _ID)
def _dump(session: Session, *, dossier: str) -> None:
    """Print a dossier in the exchange form; loading and dumping again gives the same bytes."""
    from dossier_app.service import imports
    from dossier_app.service.exchange import canonical

    with session.reading() as ws:
        text = canonical(imports.dump(ws, dossier))
    click.echo(text, nl=False)


@verb(_DATA, "import", _ID, _FILE)
def _data_import(session: Session, *, dossier: str, file: Path) -> None:
    """Bring a case list in (not in this build)."""
    raise not_built("data import")


@verb(_DATA, "report", _ID)
def _data_report(session: Session, *, dossier: str) -> None:
    """Report independence and distributions (not in this build)."""
    raise not_built("data report")


@verb(_SBOM, "import", _ID, _FILE)
def _sbom_import(session: Session, *, dossier: str, file: Path) -> None:
    """Bring a software list in (not in this build)."""
    raise not_built("sbom import")
