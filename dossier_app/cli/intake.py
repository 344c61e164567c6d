"""Commands that take things in: evidence, exchange forms, lists."""

from __future__ import annotations

from pathlib import Path

import click

from dossier_app.cli.frame import Session, Told, Words, subject, verb

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


@verb(
    _DATA,
    "import",
    _ID,
    _FILE,
    click.option("--set", "dataset", default="", help="The data set that the list belongs to."),
    click.option("--columns", default="", help="HEAD=MEANING,... where the heads do not tell."),
    click.option("--replace", is_flag=True, help="Replace the list that a data set has."),
)
def _data_import(session: Session, *, dossier: str, file: Path, **wanted: str) -> None:
    """Take a case list (CSV, Excel) in; identifiers are kept as salted hashes only."""
    from dossier_app.service import cases

    with session.writing() as ws:
        told = Told(session)
        columns = cases.named_columns(cases.look(file, told), wanted["columns"])
        asked = cases.CaseImport(file, wanted["dataset"], columns, bool(wanted["replace"]))
        found = cases.read(ws, dossier, asked, told)
        added = cases.store_read(ws, dossier, asked, found, told)
    session.give({"records": list(added), "rows": found.rows}, "\n".join(added))


@verb(_DATA, "report", _ID)
def _data_report(session: Session, *, dossier: str) -> None:
    """Print independence and distributions of the data sets that have case lists."""
    from dossier_app.service import cases

    with session.reading() as ws:
        session.give(cases.report(ws, dossier))


@verb(
    _SBOM,
    "import",
    _ID,
    _FILE,
    click.option("--plan", is_flag=True, help="Only show what would change."),
)
def _sbom_import(session: Session, *, dossier: str, file: Path, plan: bool) -> None:
    """Bring a software list in: CycloneDX or SPDX JSON."""
    from dossier_app.service import softwarelist

    with session.reading() if plan else session.writing() as ws:
        found = softwarelist.plan_sbom(ws, dossier, file, Told(session))
        if not plan:
            softwarelist.take_sbom(ws, found)
    counts = found.as_json()
    session.give(counts, "\t".join(f"{key} {value}" for key, value in counts.items()))
