"""Commands of the evidence library: new editions, the recycle bin, links to confirm."""

from __future__ import annotations

from pathlib import Path

import click

from dossier_app.cli.frame import Session, Told, Words, subject, verb

COMMANDS = Words("library")
_LIBRARY = subject(COMMANDS, "evidence", "The evidence library.")
_ID = click.argument("dossier", metavar="ID")


@verb(
    _LIBRARY,
    "replace",
    _ID,
    click.argument("evidence", metavar="EVIDENCE"),
    click.argument("file", type=click.Path(path_type=Path)),
)
def _replace(session: Session, *, dossier: str, evidence: str, file: Path) -> None:
    """Put a new edition in a file's place; its links stay and want to be confirmed."""
    from dossier_app.service import library, queries

    with session.writing() as ws:
        kept = library.new_edition(ws, dossier, evidence, file, progress=Told(session))
        links = [link.id for link in library.suspects(queries.dossier(ws, dossier))]
    session.give({"evidence": evidence, "kept": kept, "suspect": links}, "\n".join([kept, *links]))


@verb(
    _LIBRARY,
    "suspect",
    _ID,
    click.option("--confirm", "person", default="", metavar="NAME", help="Confirm all by name."),
)
def _suspect(session: Session, *, dossier: str, person: str) -> None:
    """List the links that want to be confirmed again; with --confirm do so by name."""
    from dossier_app.service import library, queries

    with session.writing() if person else session.reading() as ws:
        found = library.suspects(queries.dossier(ws, dossier))
        if person:
            library.confirm_links(ws, dossier, tuple(link.id for link in found), person)
    rows = [{"link": link.id, "evidence": link.text("evidence")} for link in found]
    value = {"links": rows, "confirmed": bool(person)}
    session.give(value, "\n".join(link.id for link in found))


@verb(
    _LIBRARY,
    "unused",
    _ID,
)
def _unused(session: Session, *, dossier: str) -> None:
    """List the dossier's own files that nothing uses."""
    from dossier_app.service import library, queries

    with session.reading() as ws:
        found = queries.dossier(ws, dossier)
    used = library.used(found)
    rows = [row for row in found.all("evidence") if row.dossier and row.id not in used]
    value = {"evidence": [{"id": row.id, "title": row.text("title")} for row in rows]}
    session.give(value, "\n".join(f"{row.id}\t{row.text('title')}" for row in rows))


@verb(
    _LIBRARY,
    "bin",
    _ID,
    click.option("--put", metavar="EVIDENCE", help="Take this file out, with the links to it."),
    click.option("--restore", metavar="EVIDENCE", help="Put this file back."),
)
def _bin(session: Session, *, dossier: str, put: str | None, restore: str | None) -> None:
    """Show the recycle bin; take a file out of the library or put it back."""
    from dossier_app.service import library

    with session.writing() if put or restore else session.reading() as ws:
        if put:
            library.take_out(ws, dossier, put)
        if restore:
            library.restore(ws, dossier, restore)
        found = library.binned(ws, dossier)
    rows = [
        {
            "id": each.record,
            "title": each.title,
            "by": each.person,
            "at": each.removed_at.isoformat(),
        }
        for each in found
    ]
    session.give({"bin": rows}, "\n".join(f"{each.record}\t{each.title}" for each in found))
